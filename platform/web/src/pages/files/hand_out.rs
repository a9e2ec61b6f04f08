//! Hands out the bytes of a document: to be kept, or to be looked at.
//!
//! Whatever stands in it, a browser runs none of it: the policy allows nothing and puts the document
//! into a sandbox without an origin, the type is not guessed, and nothing is cached.

use axum::{
    Router,
    extract::Path,
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::IntoResponse,
    routing::get,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Deserialize;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{documents::run, render::PageResult},
    state::WebState,
    transport::{address::encode, problem::Problem, tenant::TenantRequest},
};

/// Nothing is loaded, nothing runs, and the document belongs to no origin.
const POLICY_OF_DOWNLOADS: &str = "default-src 'none'; sandbox";
/// The same for what is shown: browsers show images and PDF with styles of their own.
const POLICY_OF_PREVIEWS: &str = "default-src 'none'; img-src 'self'; \
    style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ContentAnswer {
    document_content: Option<Content>,
}

#[derive(Deserialize)]
struct Content {
    document: File,
    base64: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    file_name: String,
    media_type: String,
    previewable: bool,
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/documents/{id}/download", get(download))
        .route("/k/{tenant}/documents/{id}/preview", get(preview))
}

async fn load(request: &TenantRequest, id: &str) -> Result<Content, Problem> {
    let variables = json!({ "id": id });
    let answer = run::<ContentAnswer>(request, DOCUMENT, "DocumentContent", variables).await?;
    answer.document_content.ok_or(Problem::NotFound)
}

async fn download(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let content = load(&request, &id).await?;
    hand_out(&content, "attachment", POLICY_OF_DOWNLOADS)
}

async fn preview(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let content = load(&request, &id).await?;
    if !content.document.previewable {
        return Err(Problem::NotFound);
    }
    hand_out(&content, "inline", POLICY_OF_PREVIEWS)
}

fn hand_out(content: &Content, disposition: &str, policy: &'static str) -> PageResult {
    let bytes = BASE64_STANDARD
        .decode(&content.base64)
        .map_err(|error| Problem::internal(&error))?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let name = encode(&content.document.file_name);
    for (header, value) in [
        (CONTENT_TYPE, media_type(&content.document.media_type)),
        (
            CONTENT_DISPOSITION,
            format!("{disposition}; filename*=UTF-8''{name}"),
        ),
        (CONTENT_SECURITY_POLICY, policy.to_owned()),
    ] {
        let value = HeaderValue::try_from(value).map_err(|error| Problem::internal(&error))?;
        headers.insert(header, value);
    }
    Ok(response)
}

/// Text is kept in UTF-8 only; without saying so, browsers would guess.
fn media_type(media_type: &str) -> String {
    match media_type {
        "text/plain" => "text/plain; charset=utf-8".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_types_make_headers_that_nothing_breaks_out_of() {
        let content = Content {
            document: File {
                file_name: "Bescheid; ä \"1\".txt".to_owned(),
                media_type: "text/plain".to_owned(),
                previewable: false,
            },
            base64: "SGFsbG8=".to_owned(),
        };
        let Ok(response) = hand_out(&content, "attachment", POLICY_OF_DOWNLOADS) else {
            panic!("an answer");
        };
        let header = |name| response.headers()[name].to_str().expect("visible ASCII");
        assert_eq!(header(CONTENT_TYPE), "text/plain; charset=utf-8");
        assert_eq!(
            header(CONTENT_DISPOSITION),
            "attachment; filename*=UTF-8''Bescheid%3B%20%C3%A4%20%221%22.txt"
        );
        assert!(header(CONTENT_SECURITY_POLICY).contains("sandbox"));
    }
}
