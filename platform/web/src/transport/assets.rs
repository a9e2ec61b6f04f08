//! Styles, scripts and fonts, embedded in the binary.
//!
//! Names are stable; a link carries the version of the content (`?v=…`), so an answer to it may be
//! kept for ever, and an answer without it is asked for again by its entity tag.

use std::borrow::Cow;

use axum::{
    extract::{Path, Request},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::problem::Problem;

#[derive(RustEmbed)]
#[folder = "assets/dist"]
struct Assets;

const KEEP_FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "public, no-cache";

/// The address of an asset with the version of its content.
pub(crate) fn asset_address(path: &str) -> String {
    match Assets::get(path) {
        Some(file) => format!("/assets/{path}?v={}", version(&file)),
        None => format!("/assets/{path}"),
    }
}

/// The first eight bytes of the content's SHA-256.
fn version(file: &EmbeddedFile) -> String {
    file.metadata.sha256_hash()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Serves one asset.
pub(crate) async fn asset(Path(path): Path<String>, request: Request) -> Result<Response, Problem> {
    let file = Assets::get(&path).ok_or(Problem::NotFound)?;
    let version = version(&file);
    let entity_tag = format!("\"{version}\"");
    let kept = request.uri().query() == Some(&format!("v={version}")) || is_named_by_content(&path);
    let cache_control = if kept { KEEP_FOR_EVER } else { ASK_AGAIN };
    let headers = [
        (header::ETAG, entity_tag.clone()),
        (header::CACHE_CONTROL, cache_control.to_owned()),
    ];
    if has_tag(request.headers(), &entity_tag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let content_type = [(header::CONTENT_TYPE, content_type(&file))];
    let body = match file.data {
        Cow::Borrowed(bytes) => bytes.into_response(),
        Cow::Owned(bytes) => bytes.into_response(),
    };
    // The tuple's headers win over the body's `application/octet-stream`.
    Ok((headers, content_type, body).into_response())
}

/// The bundler puts a hash of the content into the names of shared chunks.
fn is_named_by_content(path: &str) -> bool {
    path.starts_with("graphiql/chunks/")
}

fn content_type(file: &EmbeddedFile) -> String {
    let mime = file.metadata.mimetype();
    if mime.starts_with("text/") {
        format!("{mime}; charset=utf-8")
    } else {
        mime.to_owned()
    }
}

/// A weak tag of the same text counts: compression on the way makes tags weak.
fn has_tag(headers: &HeaderMap, entity_tag: &str) -> bool {
    let sent = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    sent.split(',')
        .any(|tag| tag.trim().trim_start_matches("W/") == entity_tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_styles_and_scripts_are_embedded_and_versioned() {
        for path in [
            "app.css",
            "app.js",
            "graphiql/graphiql.js",
            "graphiql/graphiql.css",
        ] {
            let address = asset_address(path);
            assert!(
                address.starts_with(&format!("/assets/{path}?v=")),
                "{address}"
            );
        }
        assert_eq!(asset_address("none.css"), "/assets/none.css");
    }
}
