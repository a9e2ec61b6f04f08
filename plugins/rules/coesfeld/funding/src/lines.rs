//! The three ways in which a line is granted.

use kreislotse_rule::funding::{Date, Expense, Grant, Rate, RateUnit, Reason, Request, RuleError};

use crate::{Why, earlier, later};

/// Divides by 28, 29, 30 and 31, so that parts of months add up exactly.
const MONTH: u128 = 377_580;

/// The year in such parts.
const YEAR: u128 = 12 * MONTH;

/// Posts at a fixed sum for a full post and year.
pub(crate) fn posts(
    request: &Request,
    rates: &[&Rate],
    year: i16,
    line: u16,
) -> Result<Grant, RuleError> {
    let drawing = request
        .posts
        .iter()
        .filter(|post| post.draws_on >> line & 1 == 1);
    let (mut cents, mut centi_fte) = (0_u128, 0_u128);
    for post in drawing {
        for rate in rates {
            let from = later(post.valid_from, rate.valid_from);
            let to = [post.valid_to, rate.valid_to].into_iter().flatten();
            let to = to.fold(
                Date {
                    year,
                    month: 12,
                    day: 31,
                },
                earlier,
            );
            let time = time_in_year(year, &from, &to) * u128::from(post.centi_fte);
            centi_fte += time;
            cents += time * u128::from(rate.amount);
        }
    }
    let granted = to_cents(round(cents, 100 * YEAR))?;
    Ok(Grant {
        granted_cents: granted,
        claimed_cents: granted,
        reason: Reason::new(Why::Posts.code(), to_number(round(centi_fte, YEAR)), 0),
    })
}

/// How much of a year two days enclose, both included.
fn time_in_year(year: i16, from: &Date, to: &Date) -> u128 {
    let mut time = 0;
    for month in 1..=12 {
        let first = Date {
            year,
            month,
            day: 1,
        };
        let length = first.month_days();
        let last = Date {
            year,
            month,
            day: length,
        };
        let begins = later(first, *from);
        let ends = earlier(last, *to);
        let days = u128::try_from(ends.days() - begins.days() + 1).unwrap_or(0);
        time += days * (MONTH / u128::from(length));
    }
    time
}

/// What was spent on a line in a year.
pub(crate) fn spent(request: &Request, year: i16, line: u16) -> Result<u32, RuleError> {
    let cents = expenses(request, year, line).map(|expense| u128::from(expense.cents));
    to_cents(cents.sum())
}

fn expenses(request: &Request, year: i16, line: u16) -> impl Iterator<Item = &Expense> {
    let expenses = request.expenses.iter();
    expenses.filter(move |expense| expense.line == line && expense.on.year == year)
}

/// What was spent, up to a cap for the year.
pub(crate) fn capped(
    request: &Request,
    rates: &[&Rate],
    year: i16,
    line: u16,
) -> Result<Grant, RuleError> {
    let claimed = spent(request, year, line)?;
    let cap = last_valid(rates, RateUnit::CapPerYear).unwrap_or(0);
    let why = if claimed > cap {
        Why::Capped
    } else {
        Why::Spent
    };
    Ok(Grant {
        granted_cents: claimed.min(cap),
        claimed_cents: claimed,
        reason: Reason::new(why.code(), to_number(u128::from(cap)), 0),
    })
}

/// Days of advice, up to so many a year and so much a day.
pub(crate) fn days(
    request: &Request,
    rates: &[&Rate],
    year: i16,
    line: u16,
) -> Result<Grant, RuleError> {
    let cap = last_valid(rates, RateUnit::CapPerDay);
    let days = last_valid(rates, RateUnit::DaysPerYear);
    let (Some(cap), Some(days)) = (cap, days) else {
        let key = &request.lines[usize::from(line)].key;
        let text = format!("{key} needs both a cap for the day and days for the year");
        return Err(RuleError::Data(text));
    };
    let mut in_order: Vec<&Expense> = expenses(request, year, line).collect();
    in_order.sort_by_key(|expense| expense.on.key());
    let (mut left, mut granted) = (days, 0_u128);
    for expense in in_order {
        let wanted = u32::from(expense.days);
        let taken = wanted.min(left);
        left -= taken;
        if wanted > 0 {
            let paid = u128::from(expense.cents) * u128::from(taken) / u128::from(wanted);
            granted += paid.min(u128::from(cap) * u128::from(taken));
        }
    }
    let claimed = spent(request, year, line)?;
    let granted = to_cents(granted)?;
    let why = if granted < claimed {
        Why::DaysCapped
    } else {
        Why::Days
    };
    Ok(Grant {
        granted_cents: granted,
        claimed_cents: claimed,
        reason: Reason::new(
            why.code(),
            to_number(u128::from(days - left)),
            to_number(u128::from(cap)),
        ),
    })
}

/// The rate of a kind that is valid last.
fn last_valid(rates: &[&Rate], unit: RateUnit) -> Option<u32> {
    let of_kind = rates.iter().filter(|rate| rate.unit == unit);
    of_kind
        .max_by_key(|rate| rate.valid_from.key())
        .map(|rate| rate.amount)
}

/// Half goes up.
fn round(numerator: u128, denominator: u128) -> u128 {
    (numerator + denominator / 2) / denominator
}

fn to_cents(cents: u128) -> Result<u32, RuleError> {
    u32::try_from(cents)
        .map_err(|_| RuleError::Data("a line of more than 42 million euros".to_owned()))
}

fn to_number(value: u128) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}
