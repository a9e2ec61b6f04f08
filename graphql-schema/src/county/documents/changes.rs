//! Adding documents and taking them away.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Upload};
use casework::{
    delete_document,
    model::{CaseId, DocumentId, DocumentKind, DocumentSubject, NewDocument, PersonId},
    upload_document,
};

use super::Document;
use crate::{
    Date,
    caller::county,
    errors::{Answer, UserError, internal},
    ids::NodeKind,
    input::InputReader,
};

/// A document to be added. Files are sent as the GraphQL multipart request specification says.
#[derive(InputObject)]
pub struct DocumentUploadInput {
    /// The case, if it belongs to one.
    case_id: Option<ID>,
    /// The person, if it belongs to no case.
    person_id: Option<ID>,
    /// What it is called, at most 200 characters; the name of the file if left out.
    #[graphql(default)]
    title: String,
    /// A key of `county.lists.documentKinds`.
    kind: String,
    /// The day it bears, not in the future.
    dated_on: Option<Date>,
    /// The file: PDF, PNG, JPEG, text in UTF-8, DOCX, XLSX or ODT, at most 10 MiB. What it is is
    /// established from its bytes; its name and media type must agree.
    file: Option<Upload>,
    /// A text of at most 64 characters that the client invents for this submission: the same again
    /// gives the document added before.
    idempotency_key: Option<String>,
}

/// What adding a document answers.
#[derive(SimpleObject)]
pub struct DocumentUploadPayload {
    /// The document; null if the input has problems.
    document: Option<Document>,
    /// Problems with the input; nothing was kept.
    user_errors: Vec<UserError>,
}

/// Which document is taken away.
#[derive(InputObject)]
pub struct DocumentDeleteInput {
    /// The document.
    document_id: ID,
    /// Why; at most 2,000 characters. The log keeps it.
    reason: String,
}

/// What taking a document away answers.
#[derive(SimpleObject)]
pub struct DocumentDeletePayload {
    /// The document as it was; null if the input has problems.
    document: Option<Document>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of documents.
#[derive(Default)]
pub struct DocumentMutation;

#[Object]
impl DocumentMutation {
    /// Adds a document to a case or a person. Permission: document.record.
    async fn document_upload(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: DocumentUploadInput,
    ) -> Result<DocumentUploadPayload> {
        let context = county(ctx);
        let file = read(ctx, input.file.as_ref())?;
        let mut reader = InputReader::default();
        // The bytes are part of what was sent: the same key with another file is another input.
        let said = (&input.case_id, &input.person_id, &input.title, &input.kind);
        let said = format!(
            "{said:?} {:?} {} {}",
            input.dated_on,
            file.name,
            file.content.len()
        );
        let key = reader.idempotency_key(input.idempotency_key.as_deref(), &said);
        let new = NewDocument {
            subject: subject(input.case_id, input.person_id),
            kind: reader.choice("kind", &input.kind, DocumentKind::Other),
            dated_on: reader.optional_day("datedOn", input.dated_on.as_ref()),
            title: input.title,
            file_name: file.name,
            claimed_type: file.claimed_type,
            content: file.content,
        };
        let added = match reader.finish(new) {
            Ok(new) => upload_document(context, new, key).await,
            Err(failure) => Err(failure),
        };
        Ok(match added.or_user_errors(context.locale())? {
            Ok(document) => DocumentUploadPayload {
                document: Some(Document::new(document, context)),
                user_errors: Vec::new(),
            },
            Err(user_errors) => DocumentUploadPayload {
                document: None,
                user_errors,
            },
        })
    }

    /// Takes a document away; the log keeps who did it and why. Permission: document.delete.
    async fn document_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: DocumentDeleteInput,
    ) -> Result<DocumentDeletePayload> {
        let context = county(ctx);
        let id = DocumentId(NodeKind::Document.uuid_to_ask_for(&input.document_id));
        let deleted = delete_document(context, id, &input.reason).await;
        Ok(match deleted.or_user_errors(context.locale())? {
            Ok(document) => DocumentDeletePayload {
                document: Some(Document::new(document, context)),
                user_errors: Vec::new(),
            },
            Err(user_errors) => DocumentDeletePayload {
                document: None,
                user_errors,
            },
        })
    }
}

/// Without any id it belongs to nothing, which is not there.
fn subject(case: Option<ID>, person: Option<ID>) -> DocumentSubject {
    match case.filter(|id| !id.is_empty()) {
        Some(id) => DocumentSubject::Case(CaseId(NodeKind::Case.uuid_to_ask_for(&id))),
        None => {
            let id = person.unwrap_or_default();
            DocumentSubject::Person(PersonId(NodeKind::Person.uuid_to_ask_for(&id)))
        }
    }
}

#[derive(Default)]
struct SentFile {
    name: String,
    claimed_type: Option<String>,
    content: Vec<u8>,
}

/// The file as it was sent; an empty one if a form was sent without.
fn read(ctx: &Context<'_>, upload: Option<&Upload>) -> Result<SentFile> {
    let Some(upload) = upload else {
        return Ok(SentFile::default());
    };
    let file = upload
        .value(ctx)
        .map_err(|error| internal(county(ctx).locale(), &error.to_string()))?;
    Ok(SentFile {
        name: file.filename.clone(),
        claimed_type: file.content_type.clone(),
        content: file.content.to_vec(),
    })
}
