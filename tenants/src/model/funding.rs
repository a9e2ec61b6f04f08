//! `funding.yaml`: rates, items and grants, and the arithmetic that ties a grant to posts.
//!
//! Money is in cents, posts are in hundredths of a full-time equivalent, time is in whole
//! calendar months; a product of the three is exact in 128 bits and rounded once, to the cent.

use chrono::{Datelike, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    keys::{FunctionKey, GrantKey, RateKey, SourceKey},
    module::Module,
    structure::Post,
    text::LocalText,
    validity::{Dated, dated},
};

/// The longest period of a grant: ten years.
pub const GRANT_MONTHS_MAX: usize = 120;

/// What the funding pays and what was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundingFile {
    /// What is paid for posts.
    pub rates: Vec<FundingRate>,
    /// What can be claimed beside posts, up to a cap.
    #[serde(default)]
    pub items: Vec<FundingItem>,
    /// Grants as stated; each must follow from its rate and the posts of its period.
    #[serde(default)]
    pub grants: Vec<Grant>,
}

/// A rate for posts of a module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundingRate {
    /// Its key.
    pub key: RateKey,
    /// Its name.
    pub name: LocalText,
    /// The module whose posts it pays for.
    pub module: Module,
    /// Only posts with this function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<FunctionKey>,
    /// What it pays for.
    pub cost: CostKind,
    /// The amount in cents.
    #[schemars(range(min = 1))]
    pub amount_cents: u64,
    /// What the amount is paid for.
    pub per: RateBasis,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day; left out while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceKey>,
}

/// Kinds of costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// Staff.
    Staff,
    /// Material.
    Material,
}

/// What a rate is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RateBasis {
    /// One full post for one year; parts by the month.
    PostYear,
    /// Half a post for one year; parts by the month.
    HalfPostYear,
    /// Half a post for one grant, however many months it runs.
    HalfPost,
}

/// Something that can be claimed beside posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundingItem {
    /// Its key.
    pub key: RateKey,
    /// Its name.
    pub name: LocalText,
    /// The module that pays it.
    pub module: Module,
    /// How many of them are paid in a year at most.
    #[schemars(range(min = 1))]
    pub units_per_year_max: u32,
    /// The highest amount for each, in cents.
    #[schemars(range(min = 1))]
    pub amount_cents_max: u64,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day; left out while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceKey>,
}

impl FundingItem {
    /// The cap for a year in cents.
    pub fn cap_cents_per_year(&self) -> u64 {
        self.amount_cents_max
            .saturating_mul(u64::from(self.units_per_year_max))
    }
}

/// A grant for the posts of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Its key.
    pub key: GrantKey,
    /// Its name.
    pub name: LocalText,
    /// The rate by which it was granted; it says which posts are paid.
    pub rate: RateKey,
    /// The first month, as its first day.
    pub valid_from: NaiveDate,
    /// The last month, as its last day.
    pub valid_to: NaiveDate,
    /// The posts paid for on the first day, in hundredths of a full-time equivalent, as stated.
    pub centi_fte: u32,
    /// The amount as stated, in cents.
    pub amount_cents: u64,
    /// Under which condition it must be paid back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repayment: Option<LocalText>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceKey>,
}

dated!(FundingRate, FundingItem);

impl Dated for Grant {
    fn validity(&self) -> super::Validity {
        super::Validity {
            from: Some(self.valid_from),
            to: Some(self.valid_to),
        }
    }
}

impl Grant {
    /// The first days of its months; none if the period is not made of whole calendar months
    /// or longer than [`GRANT_MONTHS_MAX`].
    pub fn months(&self) -> Option<Vec<NaiveDate>> {
        let end = self.valid_to.succ_opt()?;
        if self.valid_from.day() != 1 || end.day() != 1 || end <= self.valid_from {
            return None;
        }
        let months: Option<Vec<NaiveDate>> = (0u32..)
            .take(GRANT_MONTHS_MAX + 1)
            .map(|n| self.valid_from.checked_add_months(Months::new(n)))
            .take_while(|day| day.is_none_or(|day| day < end))
            .collect();
        months.filter(|months| months.len() <= GRANT_MONTHS_MAX)
    }
}

impl FundingRate {
    /// Whether it pays for that post.
    pub fn pays_for(&self, post: &Post) -> bool {
        post.module == self.module
            && self
                .function
                .as_ref()
                .is_none_or(|function| post.functions.contains(function))
    }

    /// The hundredths of a full-time equivalent it pays for on that day.
    pub fn paid_centi_fte(&self, posts: &[Post], date: NaiveDate) -> u32 {
        posts
            .iter()
            .filter(|post| post.is_valid_at(date) && self.pays_for(post))
            .map(|post| post.centi_fte)
            .sum()
    }

    /// The amount in cents for so many posts in each of the months given.
    ///
    /// A rate per half post counts the posts of the first month only, whatever the period.
    pub fn amount_cents(&self, centi_fte_by_month: &[u32]) -> u64 {
        let (posts, share) = match self.per {
            RateBasis::PostYear => (sum(centi_fte_by_month), 100 * 12),
            RateBasis::HalfPostYear => (sum(centi_fte_by_month), 50 * 12),
            RateBasis::HalfPost => (sum(centi_fte_by_month.get(..1).unwrap_or_default()), 50),
        };
        let product = posts * u128::from(self.amount_cents);
        // Half a cent is rounded up, once, on the whole.
        u64::try_from((product + share / 2) / share).unwrap_or(u64::MAX)
    }
}

fn sum(centi_fte: &[u32]) -> u128 {
    centi_fte.iter().map(|posts| u128::from(*posts)).sum()
}

/// The amount of a grant in cents as it follows from its rate and the posts of each month; none
/// if its period is not made of whole calendar months.
pub fn derive_grant_cents(grant: &Grant, rate: &FundingRate, posts: &[Post]) -> Option<u64> {
    let by_month: Vec<u32> = grant
        .months()?
        .into_iter()
        .map(|month| rate.paid_centi_fte(posts, month))
        .collect();
    Some(rate.amount_cents(&by_month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(amount_cents: u64, per: RateBasis) -> FundingRate {
        FundingRate {
            key: "rate".parse().expect("a key"),
            name: LocalText {
                de: "Satz".to_owned(),
                en: None,
            },
            module: Module::CaseManagement,
            function: None,
            cost: CostKind::Staff,
            amount_cents,
            per,
            valid_from: NaiveDate::from_ymd_opt(2020, 7, 1).expect("a day"),
            valid_to: None,
            source: None,
        }
    }

    #[test]
    fn amounts_are_exact_and_rounded_once() {
        let six_months = [600; 6];
        assert_eq!(
            rate(5_500_000, RateBasis::PostYear).amount_cents(&six_months),
            16_500_000
        );
        assert_eq!(
            rate(2_500_000, RateBasis::HalfPost).amount_cents(&[100; 6]),
            5_000_000
        );
        assert_eq!(
            rate(2_250_000, RateBasis::HalfPostYear).amount_cents(&[50; 12]),
            2_250_000
        );
        assert_eq!(rate(1, RateBasis::PostYear).amount_cents(&[100; 6]), 1);
        assert_eq!(rate(1, RateBasis::PostYear).amount_cents(&[100; 5]), 0);
        assert_eq!(
            rate(u64::MAX, RateBasis::HalfPost).amount_cents(&[u32::MAX]),
            u64::MAX
        );
        assert_eq!(rate(5_500_000, RateBasis::HalfPost).amount_cents(&[]), 0);
    }

    #[test]
    fn a_grant_runs_for_whole_months() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
        let months = |from, to| {
            let grant = Grant {
                key: "grant".parse().expect("a key"),
                name: LocalText {
                    de: "Bescheid".to_owned(),
                    en: None,
                },
                rate: "rate".parse().expect("a key"),
                valid_from: from,
                valid_to: to,
                centi_fte: 0,
                amount_cents: 0,
                repayment: None,
                source: None,
            };
            grant.months().map(|months| months.len())
        };
        assert_eq!(months(day(2020, 7, 1), day(2020, 12, 31)), Some(6));
        assert_eq!(months(day(2020, 2, 1), day(2020, 2, 29)), Some(1));
        assert_eq!(months(day(2020, 2, 1), day(2020, 2, 28)), None);
        assert_eq!(months(day(2020, 7, 2), day(2020, 12, 31)), None);
        assert_eq!(months(day(2020, 7, 1), day(2020, 6, 30)), None);
        assert_eq!(months(day(2020, 1, 1), day(2029, 12, 31)), Some(120));
        assert_eq!(months(day(2020, 1, 1), day(2030, 1, 31)), None);
    }
}
