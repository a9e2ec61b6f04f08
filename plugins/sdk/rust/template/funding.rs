//! What grant the county is due: of what was spent on a line in a year, all but the county's own share, up to the
//! line's cap for the year. A line without a cap is granted nothing.

use kreislotse_rule::{
    export_rule,
    funding::{Grant, Guest, RateUnit, Reason, Request, RuleError},
    parse_parameters, reasons,
};
use serde::Deserialize;

reasons! {
    /// Why a grant is as it is: a key that never changes, and the sentence in both languages.
    enum Why {
        /// What was spent, without the own share.
        Spent => "spent",
            "{first:cents} ausgegeben, Eigenanteil {second} Prozent",
            "{first:cents} spent, own share {second} percent";
        /// More than the cap.
        Capped => "capped",
            "{first:cents} ausgegeben, höchstens {second:cents} im Jahr",
            "{first:cents} spent, at most {second:cents} a year";
        /// No cap is agreed.
        NoCap => "no-cap",
            "Für dieses Jahr ist kein Höchstbetrag hinterlegt", "No cap is agreed for this year";
    }
}

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
struct Parameters {
    own_share_percent: u64,
}

struct Rule;

impl Guest for Rule {
    /// For each year one answer for each line, in the same order.
    fn compute(request: Request) -> Result<Vec<Grant>, RuleError> {
        let parameters: Parameters =
            parse_parameters(&request.parameters).map_err(RuleError::Parameters)?;
        let lines = request.lines.len();
        let years = request.first_year..=request.last_year;
        let each = years.flat_map(|year| (0..lines).map(move |line| (year, line)));
        Ok(each
            .map(|(year, line)| grant(&request, year, line, parameters.own_share_percent))
            .collect())
    }
}

fn grant(request: &Request, year: i16, line: usize, own_share_percent: u64) -> Grant {
    let expenses = request.expenses.iter();
    let spent: u64 = expenses
        .filter(|expense| usize::from(expense.line) == line && expense.on.year == year)
        .map(|expense| u64::from(expense.cents))
        .sum();
    let claimed = spent * (100 - own_share_percent) / 100;
    // The contract carries amounts up to some 42 million euros, in reasons half of it.
    let number = |cents: u64| i32::try_from(cents).unwrap_or(i32::MAX);
    let (granted, reason) = match cap(request, year, line) {
        None => (0, Reason::new(Why::NoCap.code(), 0, 0)),
        Some(cap) if claimed > cap => {
            let reason = Reason::new(Why::Capped.code(), number(spent), number(cap));
            (cap, reason)
        }
        Some(_) => {
            let reason = Reason::new(Why::Spent.code(), number(spent), number(own_share_percent));
            (claimed, reason)
        }
    };
    let cents = |amount: u64| u32::try_from(amount).unwrap_or(u32::MAX);
    Grant {
        granted_cents: cents(granted),
        claimed_cents: cents(claimed),
        reason,
    }
}

/// The cap of a line that is in force at the end of the year.
fn cap(request: &Request, year: i16, line: usize) -> Option<u64> {
    let last_day = (year, 12, 31);
    let mut rates = request.rates.iter();
    let rate = rates.find(|rate| {
        let still_runs = rate.valid_to.is_none_or(|day| day.key() >= last_day);
        usize::from(rate.line) == line
            && rate.unit == RateUnit::CapPerYear
            && rate.valid_from.key() <= last_day
            && still_runs
    });
    rate.map(|rate| u64::from(rate.amount))
}

export_rule!(
    funding, Rule, Funding,
    name: ("rule-key", "Zuwendung bis zum Höchstbetrag", "Grant up to a cap"),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
