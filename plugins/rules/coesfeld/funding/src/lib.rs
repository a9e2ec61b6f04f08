//! The state's grant for Kreis Coesfeld, as granted in 2020 (council paper SV-9-1769).
//!
//! Posts: a fixed sum for a full post and year, by the time that it exists, in calendar months and parts of them by
//! days. Events, measures and advice: what was spent, up to the cap. Sums are exact until the cent at the end, half a
//! cent goes up.
//!
//! Assumptions where the papers are silent: days of advice count in the order of their dates; of an expense that goes
//! beyond the days of a year, the part for the days left is taken; a yearly cap is the one that is valid last in it.

mod lines;

use kreislotse_rule::{
    export_rule,
    funding::{Date, Grant, Guest, RateUnit, Reason, Request, RuleError},
    reasons,
};

reasons! {
    /// Why a grant is what it is.
    enum Why {
        /// Posts at a fixed sum.
        Posts => "posts",
            "{first:hundredths} Stellen im Jahresmittel", "{first:hundredths} posts in the average of the year";
        /// All that was spent.
        Spent => "spent",
            "Ausgaben in voller Höhe", "All that was spent";
        /// More was spent than the cap allows.
        Capped => "capped",
            "Ausgaben bis zur Obergrenze von {first:cents}", "What was spent, up to the cap of {first:cents}";
        /// Days of advice within both caps.
        Days => "days",
            "{first} Tage in voller Höhe", "{first} days in full";
        /// Days of advice, cut.
        DaysCapped => "days-capped",
            "{first} Tage, gekürzt auf höchstens {second:cents} am Tag",
            "{first} days, cut to {second:cents} a day at most";
        /// No rate holds in the year.
        NoRate => "no-rate",
            "Für dieses Jahr ist kein Satz festgelegt", "No rate is set for this year";
    }
}

struct Rule;

impl Guest for Rule {
    fn compute(request: Request) -> Result<Vec<Grant>, RuleError> {
        let mut grants = Vec::new();
        for year in request.first_year..=request.last_year {
            for line in 0..request.lines.len() {
                grants.push(grant_of_line(&request, year, line as u16)?);
            }
        }
        Ok(grants)
    }
}

/// A line is granted in one way only; two ways in one year would be a mistake in the rates.
fn grant_of_line(request: &Request, year: i16, line: u16) -> Result<Grant, RuleError> {
    let rates = request.rates.iter();
    let of_year = |rate: &&kreislotse_rule::funding::Rate| {
        let begins = (year, 12, 31) >= rate.valid_from.key();
        rate.line == line && begins && rate.valid_to.is_none_or(|last| last.key() >= (year, 1, 1))
    };
    let rates: Vec<_> = rates.filter(of_year).collect();
    let has = |unit: RateUnit| rates.iter().any(|rate| rate.unit == unit);
    let ways = (
        has(RateUnit::PerFteYear),
        has(RateUnit::CapPerYear),
        has(RateUnit::CapPerDay) || has(RateUnit::DaysPerYear),
    );
    match ways {
        (false, false, false) => Ok(Grant {
            granted_cents: 0,
            claimed_cents: lines::spent(request, year, line)?,
            reason: Reason::new(Why::NoRate.code(), 0, 0),
        }),
        (true, false, false) => lines::posts(request, &rates, year, line),
        (false, true, false) => lines::capped(request, &rates, year, line),
        (false, false, true) => lines::days(request, &rates, year, line),
        _ => {
            let key = &request.lines[usize::from(line)].key;
            Err(RuleError::Data(format!(
                "{key} has rates of different kinds in {year}"
            )))
        }
    }
}

/// The later of two days.
fn later(one: Date, other: Date) -> Date {
    if one.key() >= other.key() { one } else { other }
}

/// The earlier of two days.
fn earlier(one: Date, other: Date) -> Date {
    if one.key() <= other.key() { one } else { other }
}

export_rule!(
    funding, Rule, Funding,
    name: (
        "coesfeld-funding",
        "Landesförderung nach Bausteinen (Kreis Coesfeld)",
        "The state's grant by module (Kreis Coesfeld)"
    ),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
