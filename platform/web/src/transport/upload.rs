//! A form that brings files.

use std::collections::BTreeMap;

use axum::{
    extract::{FromRequest, Request},
    http::header::CONTENT_TYPE,
};
use bytes::Bytes;
use futures_util::stream;
use kernel::access::Permission;
use multer::{Field, Multipart};

use super::{
    csrf::{CSRF_FIELD, check_change},
    form::{Submission, read_body},
    limits::{
        DOCUMENT_UPLOAD_BYTES_MAX, FORM_BYTES_MAX, FORM_FIELDS_MAX, UPLOAD_BYTES_MAX,
        UPLOAD_FILES_MAX,
    },
    problem::Problem,
    tenant::TenantRequest,
};

/// A submitted form with files, of somebody whose token fits and who may send them.
pub(crate) struct UploadSubmission {
    /// The values, as of any form.
    pub form: Submission,
    /// The files by field, in the order in which they came. A field that was left empty has none.
    pub files: Vec<UploadedFile>,
}

/// A file of a form.
pub(crate) struct UploadedFile {
    /// The field.
    pub field: String,
    /// The name that it had.
    pub name: String,
    /// The media type that was claimed.
    pub content_type: Option<String>,
    /// What stands in it.
    pub content: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for UploadSubmission {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Self::read(request, state, (Permission::RulePrepare, UPLOAD_BYTES_MAX)).await
    }
}

/// The same with a document, of somebody who may add documents.
pub(crate) struct DocumentSubmission(pub UploadSubmission);

impl<S: Send + Sync> FromRequest<S> for DocumentSubmission {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let allowed = (Permission::DocumentRecord, DOCUMENT_UPLOAD_BYTES_MAX);
        Ok(Self(UploadSubmission::read(request, state, allowed).await?))
    }
}

impl UploadSubmission {
    async fn read<S: Send + Sync>(
        request: Request,
        state: &S,
        (permission, bytes_max): (Permission, usize),
    ) -> Result<Self, Problem> {
        use axum::extract::FromRequestParts;
        let (mut parts, body) = request.into_parts();
        let request = TenantRequest::from_request_parts(&mut parts, state).await?;
        // Before the body is read: nobody else makes the server hold so much.
        request.context.authorize(permission)?;
        let content_type = parts.headers.get(CONTENT_TYPE);
        let boundary = content_type
            .and_then(|value| value.to_str().ok())
            .and_then(|value| multer::parse_boundary(value).ok())
            .ok_or(Problem::UnsupportedMediaType)?;
        let body = read_body(body, bytes_max).await?;
        let mut multipart = Multipart::new(stream::iter([Ok::<_, multer::Error>(body)]), boundary);
        let mut values = BTreeMap::new();
        let mut files = Vec::new();
        while let Some(field) = multipart
            .next_field()
            .await
            .map_err(|_| Problem::Malformed)?
        {
            take_field(field, &mut values, &mut files).await?;
        }
        let token = values.get(CSRF_FIELD).map(String::as_str);
        check_change(request.context.actor(), &parts.headers, token)?;
        Ok(Self {
            form: Submission { request, values },
            files,
        })
    }
}

async fn take_field(
    field: Field<'_>,
    values: &mut BTreeMap<String, String>,
    files: &mut Vec<UploadedFile>,
) -> Result<(), Problem> {
    let name = field.name().ok_or(Problem::Malformed)?.to_owned();
    let file_name = field.file_name().map(str::to_owned);
    let content_type = field.content_type().map(ToString::to_string);
    let content = field.bytes().await.map_err(|_| Problem::Malformed)?;
    match file_name {
        // A browser sends a field without a file as one without a name.
        Some(file) if file.is_empty() && content.is_empty() => {}
        Some(file) => files.push(UploadedFile {
            field: name,
            name: file,
            content_type,
            content,
        }),
        None if content.len() > FORM_BYTES_MAX => return Err(Problem::TooLarge),
        None => {
            let text = String::from_utf8(content.to_vec()).map_err(|_| Problem::Malformed)?;
            if text.contains('\0') {
                return Err(Problem::Malformed);
            }
            values.insert(name, text.replace("\r\n", "\n"));
        }
    }
    if values.len() > FORM_FIELDS_MAX || files.len() > UPLOAD_FILES_MAX {
        return Err(Problem::TooLarge);
    }
    Ok(())
}
