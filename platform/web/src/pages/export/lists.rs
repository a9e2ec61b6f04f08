//! Each list as a table: its query, its headings, its rows.

use chrono::NaiveDate;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{
    DOCUMENT,
    table::{Cell, Table},
};
use crate::{
    pages::{case::Labelled, case_list, documents::run, findings, paging::PageInfo},
    transport::{problem::Problem, tenant::TenantRequest},
    words::Words,
};

/// The most rows of a file: the cases of the largest county, several times over.
pub(super) const ROWS_MAX: usize = 50_000;

/// A list that can be taken along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) enum List {
    Cases,
    Persons,
    Findings,
}

impl List {
    /// Its name in the schema, in addresses and in the names of files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Persons => "persons",
            Self::Findings => "findings",
        }
    }

    /// The whole list as the address narrows and sorts it.
    pub(super) async fn load(self, request: &TenantRequest) -> Result<Table, Problem> {
        let address = &request.address;
        let words = Words(request.context.locale());
        match self {
            Self::Cases => {
                let variables = json!({
                    "filter": case_list::filter(address),
                    "orderBy": case_list::order(address),
                });
                let unit = request.context.county().label("unit", words.0).to_owned();
                let carrier = request
                    .context
                    .county()
                    .label("carrier", words.0)
                    .to_owned();
                let rows = all::<CaseRow>(request, "Cases", "cases", variables).await?;
                Ok(cases(words, (unit, carrier), &rows))
            }
            Self::Persons => {
                let name = address.parameter("name").unwrap_or_default();
                let variables = json!({ "name": name.trim() });
                let rows = all::<PersonRow>(request, "Persons", "persons", variables).await?;
                Ok(persons(words, &rows))
            }
            Self::Findings => {
                let variables = json!({ "filter": findings::filter(address) });
                let rows = all::<FindingRow>(request, "Findings", "findings", variables).await?;
                Ok(findings_table(words, &rows))
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Connection<T> {
    nodes: Vec<T>,
    page_info: PageInfo,
}

/// All rows of a list, page by page.
async fn all<T: DeserializeOwned>(
    request: &TenantRequest,
    operation: &str,
    field: &str,
    mut variables: Value,
) -> Result<Vec<T>, Problem> {
    let mut rows = Vec::new();
    loop {
        let mut answer: serde_json::Map<String, Value> =
            run(request, DOCUMENT, operation, variables.clone()).await?;
        let page = answer.remove(field).unwrap_or_default();
        let page: Connection<T> =
            serde_json::from_value(page).map_err(|error| Problem::internal(&error))?;
        rows.extend(page.nodes);
        if rows.len() > ROWS_MAX {
            let words = Words(request.context.locale());
            let message = words.text_with("export-too-long", ROWS_MAX);
            return Err(Problem::LimitExceeded(message));
        }
        let Some(next) = page.page_info.next() else {
            return Ok(rows);
        };
        variables["after"] = json!(next);
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CaseRow {
    number: String,
    client: Client,
    state: Labelled,
    constellation: Labelled,
    municipality: Labelled,
    unit: Option<Labelled>,
    carrier: Labelled,
    post: Option<Labelled>,
    opened_on: NaiveDate,
    last_contact_on: Option<NaiveDate>,
    warnings: Vec<Warning>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Client {
    display_name: String,
}

#[derive(Deserialize)]
struct Warning {
    message: String,
}

fn labelled(value: Option<&Labelled>) -> Cell {
    value.map_or(Cell::Empty, |value| value.label.as_str().into())
}

fn headings(words: Words, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| words.text(key)).collect()
}

fn cases(words: Words, (unit, carrier): (String, String), rows: &[CaseRow]) -> Table {
    let mut columns = headings(
        words,
        &[
            "cases-number",
            "cases-client",
            "cases-state",
            "cases-constellation",
            "cases-municipality",
        ],
    );
    columns.extend([unit, carrier]);
    let rest = [
        "cases-post",
        "cases-opened",
        "cases-last-contact",
        "cases-hints",
    ];
    columns.extend(headings(words, &rest));
    let row = |case: &CaseRow| {
        let hints: Vec<&str> = case
            .warnings
            .iter()
            .map(|one| one.message.as_str())
            .collect();
        vec![
            case.number.as_str().into(),
            case.client.display_name.as_str().into(),
            labelled(Some(&case.state)),
            labelled(Some(&case.constellation)),
            labelled(Some(&case.municipality)),
            labelled(case.unit.as_ref()),
            labelled(Some(&case.carrier)),
            labelled(case.post.as_ref()),
            Cell::Day(case.opened_on),
            case.last_contact_on.into(),
            hints.join("; ").as_str().into(),
        ]
    };
    Table {
        title: words.text("cases-title"),
        columns,
        rows: rows.iter().map(row).collect(),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PersonRow {
    display_name: String,
    birth_date: Option<NaiveDate>,
    municipality: Option<Labelled>,
}

fn persons(words: Words, rows: &[PersonRow]) -> Table {
    let row = |person: &PersonRow| {
        vec![
            person.display_name.as_str().into(),
            person.birth_date.into(),
            labelled(person.municipality.as_ref()),
        ]
    };
    let keys = ["export-name", "export-birth-date", "cases-municipality"];
    Table {
        title: words.text("persons-title"),
        columns: headings(words, &keys),
        rows: rows.iter().map(row).collect(),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FindingRow {
    kind: Labelled,
    title: String,
    description: String,
    municipality: Labelled,
    life_area: Option<Labelled>,
    legal_fields: Vec<Labelled>,
    offices: String,
    seen_on: NaiveDate,
}

fn findings_table(words: Words, rows: &[FindingRow]) -> Table {
    let row = |finding: &FindingRow| {
        let laws = finding
            .legal_fields
            .iter()
            .map(|field| field.label.as_str());
        let laws: Vec<&str> = laws.collect();
        vec![
            Cell::Day(finding.seen_on),
            labelled(Some(&finding.kind)),
            finding.title.as_str().into(),
            finding.description.as_str().into(),
            labelled(Some(&finding.municipality)),
            labelled(finding.life_area.as_ref()),
            laws.join("; ").as_str().into(),
            finding.offices.as_str().into(),
        ]
    };
    let keys = [
        "finding-day",
        "finding-kind",
        "finding-title",
        "export-description",
        "cases-municipality",
        "finding-life-area",
        "finding-legal-fields",
        "finding-offices",
    ];
    Table {
        title: words.text("findings-title"),
        columns: headings(words, &keys),
        rows: rows.iter().map(row).collect(),
    }
}
