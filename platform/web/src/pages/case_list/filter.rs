//! From the address to the schema's filter and order, and back to links.

use serde_json::{Value, json};

use crate::transport::address::Address;

/// Fields of the filter form; each is a parameter of the address of the same name.
pub(super) const FIELDS: &[&str] = &[
    "search",
    "state",
    "municipality",
    "unit",
    "carrier",
    "post",
    "constellation",
    "onlyMine",
    "notSeen",
    "sort",
    "direction",
];

/// A column that the list can be sorted by.
pub(super) struct SortColumn {
    /// The value of `sort` in the address.
    pub key: &'static str,
    field: &'static str,
    /// Whether the first click sorts from the greatest or latest on.
    descends_first: bool,
}

/// The columns that can be sorted by; the first is the order if nothing is said.
pub(super) const SORT_COLUMNS: [SortColumn; 4] = [
    SortColumn {
        key: "opened",
        field: "OPENED_ON",
        descends_first: true,
    },
    SortColumn {
        key: "contact",
        field: "LAST_CONTACT_ON",
        descends_first: false,
    },
    SortColumn {
        key: "client",
        field: "CLIENT_NAME",
        descends_first: false,
    },
    SortColumn {
        key: "number",
        field: "NUMBER",
        descends_first: true,
    },
];

fn text<'a>(address: &'a Address, name: &str) -> &'a str {
    address.parameter(name).unwrap_or_default().trim()
}

/// The filter; what the address does not say, or says wrongly, is not filtered by.
pub(in crate::pages) fn filter(address: &Address) -> Value {
    let optional = |name| Some(text(address, name)).filter(|value| !value.is_empty());
    let state = match text(address, "state") {
        "closed" => "CLOSED",
        "all" => "ALL",
        _ => "OPEN",
    };
    json!({
        "state": state,
        "search": optional("search"),
        "municipality": optional("municipality"),
        "unit": optional("unit"),
        "carrier": optional("carrier"),
        "post": optional("post"),
        "constellation": optional("constellation"),
        "onlyMine": optional("onlyMine").is_some(),
        "notSeenForWarning": optional("notSeen").is_some(),
    })
}

fn column(address: &Address) -> &'static SortColumn {
    let wanted = text(address, "sort");
    SORT_COLUMNS
        .iter()
        .find(|column| column.key == wanted)
        .unwrap_or(&SORT_COLUMNS[0])
}

fn descends(address: &Address, column: &SortColumn) -> bool {
    match text(address, "direction") {
        "up" => false,
        "down" => true,
        _ => column.descends_first,
    }
}

/// The order.
pub(in crate::pages) fn order(address: &Address) -> Value {
    let column = column(address);
    let direction = if descends(address, column) {
        "DESCENDING"
    } else {
        "ASCENDING"
    };
    json!({ "field": column.field, "direction": direction })
}

/// The value of `aria-sort` of a column's heading; empty if the list is not sorted by it.
pub(super) fn aria_sort(address: &Address, key: &str) -> &'static str {
    let column = column(address);
    match (column.key == key, descends(address, column)) {
        (false, _) => "",
        (true, true) => "descending",
        (true, false) => "ascending",
    }
}

/// The address that sorts by a column; by the present one, the other way round.
pub(super) fn sort_link(address: &Address, key: &str) -> String {
    let present = column(address);
    let wanted = SORT_COLUMNS
        .iter()
        .find(|column| column.key == key)
        .unwrap_or(present);
    let down = if wanted.key == present.key {
        !descends(address, present)
    } else {
        wanted.descends_first
    };
    let direction = if down { "down" } else { "up" };
    address.with(&[
        ("sort", key),
        ("direction", direction),
        ("after", ""),
        ("lang", ""),
    ])
}

/// Whether the address asks for anything but all open cases.
pub(super) fn is_narrowed(address: &Address) -> bool {
    FIELDS
        .iter()
        .filter(|name| !matches!(**name, "sort" | "direction"))
        .any(|name| !text(address, name).is_empty())
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;

    use super::*;

    fn address(text: &'static str) -> Address {
        Address::of(&Uri::from_static(text))
    }

    #[test]
    fn an_empty_address_asks_for_all_open_cases_the_latest_first() {
        let bare = address("/k/a/cases");
        assert_eq!(filter(&bare)["state"], "OPEN");
        assert_eq!(
            order(&bare),
            json!({ "field": "OPENED_ON", "direction": "DESCENDING" })
        );
        assert!(!is_narrowed(&bare) && is_narrowed(&address("/k/a/cases?state=all")));
    }

    #[test]
    fn a_heading_sorts_by_its_column_and_then_the_other_way_round() {
        let bare = address("/k/a/cases?unit=nord&after=x");
        assert_eq!(
            sort_link(&bare, "client"),
            "/k/a/cases?unit=nord&sort=client&direction=up"
        );
        assert_eq!(
            sort_link(&bare, "opened"),
            "/k/a/cases?unit=nord&sort=opened&direction=up"
        );
        let by_client = address("/k/a/cases?sort=client");
        assert_eq!(
            sort_link(&by_client, "client"),
            "/k/a/cases?sort=client&direction=down"
        );
        assert_eq!(
            (
                aria_sort(&by_client, "client"),
                aria_sort(&by_client, "opened")
            ),
            ("ascending", "")
        );
    }

    #[test]
    fn an_unknown_order_is_the_usual_one() {
        let wrong = address("/k/a/cases?sort=x&direction=y&state=z");
        assert_eq!(order(&wrong)["field"], "OPENED_ON");
        assert_eq!(filter(&wrong)["state"], "OPEN");
    }
}
