//! Open cases by constellation and by unit, each counted by its own filter.

use std::collections::BTreeMap;

use graphql_schema::limits::ROOT_FIELDS_MAX;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    DOCUMENT,
    answer::{Entry, StartAnswer},
};
use crate::{
    pages::documents::run,
    transport::{problem::Problem, tenant::TenantRequest},
};

/// A small table: how many open cases each constellation, unit or carrier has.
pub(super) struct CountTable {
    /// The field of the filter and the parameter of the list's address.
    pub filter: &'static str,
    /// The county's word for it.
    pub title: String,
    pub rows: Vec<CountRow>,
}

pub(super) struct CountRow {
    pub key: String,
    pub label: String,
    pub count: i64,
}

/// The tables whose rows can all be counted in one request: constellations always come first;
/// units follow, or carriers where there are no units, if they are not too many.
pub(super) fn tables(answer: &StartAnswer) -> Vec<CountTable> {
    let (Some(county), Some(structure)) = (&answer.county, &answer.structure) else {
        return Vec::new();
    };
    let places = if structure.units.is_empty() {
        ("carrier", &structure.carriers)
    } else {
        ("unit", &structure.units)
    };
    let mut room = ROOT_FIELDS_MAX;
    let mut tables = Vec::new();
    for (filter, entries) in [("constellation", &county.lists.constellations), places] {
        if entries.is_empty() || entries.len() > room {
            continue;
        }
        room -= entries.len();
        let word = county.words.iter().find(|word| word.key == filter);
        tables.push(CountTable {
            filter,
            title: word.map_or(filter, |word| &word.label).to_owned(),
            rows: entries.iter().map(uncounted).collect(),
        });
    }
    tables
}

fn uncounted(entry: &Entry) -> CountRow {
    CountRow {
        key: entry.key.clone(),
        label: entry.label.clone(),
        count: 0,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Count {
    total_count: i64,
}

/// Fills in the counts, with one request for all tables.
pub(super) async fn count(
    request: &TenantRequest,
    tables: &mut [CountTable],
) -> Result<(), Problem> {
    if tables.is_empty() {
        return Ok(());
    }
    let variables = variables(tables);
    let counts: BTreeMap<String, Count> = run(request, DOCUMENT, "CaseCounts", variables).await?;
    let rows = tables.iter_mut().flat_map(|table| &mut table.rows);
    for (index, row) in rows.enumerate() {
        row.count = counts
            .get(&format!("c{index}"))
            .map_or(0, |count| count.total_count);
    }
    Ok(())
}

/// The variables of the operation `CaseCounts`.
fn variables(tables: &[CountTable]) -> Value {
    let mut filters = tables.iter().flat_map(|table| {
        let filter = |row: &CountRow| json!({ table.filter: row.key });
        table.rows.iter().map(filter)
    });
    let mut variables = Map::new();
    for index in 0..ROOT_FIELDS_MAX {
        let filter = filters.next();
        variables.insert(format!("i{index}"), filter.is_some().into());
        variables.insert(format!("f{index}"), filter.unwrap_or_default());
    }
    variables.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(units: usize, carriers: usize) -> StartAnswer {
        let entries = |count: usize| {
            let entry = |index| json!({ "key": format!("k{index}"), "label": "Name" });
            (0..count).map(entry).collect::<Vec<_>>()
        };
        serde_json::from_value(json!({
            "viewer": { "name": "Ada", "scope": { "description": "" } },
            "county": { "words": [{ "key": "unit", "label": "Bezirk" }], "lists": { "constellations": entries(3) } },
            "structure": { "total": { "formatted": "0,00" }, "modules": [], "units": entries(units), "carriers": entries(carriers) },
        }))
        .expect("an answer")
    }

    #[test]
    fn only_tables_that_fit_one_request_are_counted() {
        for (units, carriers, expected) in [
            (3, 4, &["constellation", "unit"][..]),
            (7, 4, &["constellation", "unit"]),
            (8, 4, &["constellation"]),
            (0, 4, &["constellation", "carrier"]),
            (0, 0, &["constellation"]),
        ] {
            let filters: Vec<&str> = tables(&answer(units, carriers))
                .iter()
                .map(|table| table.filter)
                .collect();
            assert_eq!(filters, expected, "{units} units, {carriers} carriers");
        }
    }

    #[test]
    fn every_row_is_counted_by_its_own_filter() {
        let variables = variables(&tables(&answer(2, 0)));
        assert_eq!(variables["f2"], json!({ "constellation": "k2" }));
        assert_eq!(variables["f3"], json!({ "unit": "k0" }));
        assert_eq!(
            (&variables["i4"], &variables["i5"], &variables["f5"]),
            (&json!(true), &json!(false), &Value::Null)
        );
    }
}
