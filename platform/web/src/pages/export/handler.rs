//! Sends a list as a file, and has it written down that it left.

use axum::{
    Router,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use serde_json::json;

use super::{DOCUMENT, lists::List, table::Table};
use crate::{
    pages::{documents::run, render::PageResult},
    state::WebState,
    transport::{problem::Problem, tenant::TenantRequest},
};

/// Files contain people: no cache keeps them.
const NO_STORE: &str = "no-store";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Csv,
    Xlsx,
}

impl FileKind {
    fn parse(ending: &str) -> Option<Self> {
        match ending {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    fn write(self, table: &Table) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Csv => table.to_csv().map_err(|error| Problem::internal(&error)),
            Self::Xlsx => table.to_xlsx().map_err(|error| Problem::internal(&error)),
        }
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/cases/export/{ending}", get(export_cases))
        .route("/k/{tenant}/persons/export/{ending}", get(export_persons))
        .route("/k/{tenant}/findings/export/{ending}", get(export_findings))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Exported {
    #[serde(rename = "listExport")]
    _list_export: serde_json::Value,
}

async fn export_cases(
    request: TenantRequest,
    Path((_, ending)): Path<(String, String)>,
) -> PageResult {
    export(&request, List::Cases, &ending).await
}

async fn export_persons(
    request: TenantRequest,
    Path((_, ending)): Path<(String, String)>,
) -> PageResult {
    export(&request, List::Persons, &ending).await
}

async fn export_findings(
    request: TenantRequest,
    Path((_, ending)): Path<(String, String)>,
) -> PageResult {
    export(&request, List::Findings, &ending).await
}

/// It is written down before the list is read: nothing leaves without a trace.
async fn export(request: &TenantRequest, list: List, ending: &str) -> Result<Response, Problem> {
    let kind = FileKind::parse(ending).ok_or(Problem::NotFound)?;
    let input = json!({ "list": list.key(), "format": kind.ending() });
    let _: Exported = run(request, DOCUMENT, "Export", json!({ "input": input })).await?;
    let table = list.load(request).await?;
    let name = format!("{}-{}.{}", list.key(), request.today(), kind.ending());
    let headers = [
        (header::CONTENT_TYPE, kind.media_type().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, NO_STORE.to_owned()),
    ];
    Ok((headers, kind.write(&table)?).into_response())
}
