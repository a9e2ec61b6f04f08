//! Who may be registered already.

use async_graphql::{Context, Object, Result, SimpleObject};
use casework::{
    DuplicateQuestion, find_duplicates,
    model::{self, Likeness},
};

use super::Person;
use crate::{
    Date,
    caller::{Caller, caller, county},
    errors::Answer,
    labels::CodeListEntry,
    limits::CONFIGURED_LIST_COST,
};

/// Who may be the person about to be registered.
#[derive(SimpleObject)]
pub struct PersonDuplicates {
    /// Persons in the viewer's scope, the likeliest first, ten at most.
    found: Vec<PersonDuplicate>,
    /// Whether there may be a record that the viewer may not see: ask the lead. Always false unless the county's
    /// configuration allows to say so.
    may_exist_beyond_scope: bool,
}

/// Somebody who may be the same person.
#[derive(SimpleObject)]
pub struct PersonDuplicate {
    /// The person.
    person: Person,
    /// How much alike, 0 to 100; the same names and day of birth have 100.
    score: i32,
    /// Why: about the name, then about the day of birth.
    reasons: Vec<CodeListEntry>,
}

/// Looking for duplicates.
#[derive(Default)]
pub struct DuplicateQuery;

#[Object]
impl DuplicateQuery {
    /// Looks for persons who may be the one about to be registered, however the name was transliterated, with days
    /// of birth that were mistyped. Without both names nobody is found. Permission: person.register.
    #[graphql(complexity = "50 + CONFIGURED_LIST_COST * child_complexity")]
    async fn person_duplicates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Given names; at most 100 characters.")] given_name: String,
        #[graphql(desc = "Family name; at most 100 characters.")] family_name: String,
        #[graphql(desc = "Day of birth; what is no day counts as not known.")] birth_date: Option<
            Date,
        >,
    ) -> Result<PersonDuplicates> {
        let context = county(ctx);
        let question = DuplicateQuestion {
            given_name,
            family_name,
            birth_date: birth_date.and_then(|date| date.day("birthDate").ok()),
        };
        let duplicates = find_duplicates(context, &question)
            .await
            .or_top_level(context.locale())?;
        let found = duplicates.found.into_iter();
        Ok(PersonDuplicates {
            found: found.map(|found| duplicate(found, caller(ctx))).collect(),
            may_exist_beyond_scope: duplicates.beyond_scope,
        })
    }
}

fn duplicate((person, likeness): (model::Person, Likeness), caller: &Caller) -> PersonDuplicate {
    let locale = caller.locale();
    let reason = |reason: &model::DuplicateReason| {
        CodeListEntry::of_platform(locale, "duplicate-reason", reason.key())
    };
    PersonDuplicate {
        reasons: likeness.reasons.iter().map(reason).collect(),
        score: likeness.score.into(),
        person: Person::for_caller(person, caller),
    }
}
