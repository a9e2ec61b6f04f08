//! From cases to the answer of the handler written by hand.

use std::fmt::Write;

use serde_json::to_string;

use crate::statement::{Case, Referral};

/// Writes the list without a tree in between.
pub fn write_list(cases: &[Case]) -> String {
    let mut json = String::with_capacity(16 * 1024);
    json.push_str("{\"cases\":[");
    for (n, case) in cases.iter().enumerate() {
        json.push_str(if n == 0 { "" } else { "," });
        write_case(&mut json, case);
    }
    json.push_str("]}");
    json
}

fn write_case(json: &mut String, case: &Case) {
    let unit = case.unit.as_deref().map_or("null".to_owned(), text);
    let last_contact = case
        .last_contact_on
        .map_or("null".to_owned(), |day| format!("\"{day}\""));
    write!(
        json,
        "{{\"id\":\"{}\",\"number\":{},\"unit\":{unit},\"lastContactOn\":{last_contact},\
         \"client\":{{\"id\":\"{}\",\"givenName\":{},\"familyName\":{}}},\"referrals\":[",
        case.id,
        text(&case.number),
        case.client,
        text(&case.given_name),
        text(&case.family_name),
    )
    .expect("a text can be written to");
    for (n, referral) in case.referrals.iter().enumerate() {
        json.push_str(if n == 0 { "" } else { "," });
        write_referral(json, referral);
    }
    json.push_str("]}");
}

fn write_referral(json: &mut String, referral: &Referral) {
    let (provider, state) = (text(&referral.provider), text(&referral.state));
    let (id, sent_on) = (referral.id, referral.sent_on);
    write!(
        json,
        "{{\"id\":\"{id}\",\"provider\":{provider},\"state\":{state},\"sentOn\":\"{sent_on}\"}}"
    )
    .expect("a text can be written to");
}

fn text(value: &str) -> String {
    to_string(value).expect("a text is JSON")
}
