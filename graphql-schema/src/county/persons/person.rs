//! A person as the schema shows it.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};
use casework::{
    changes_of, households_of_person, merges_of,
    model::{self, PersonId},
    programmes_of, restrictions_of,
};
use chrono::{DateTime, Utc};
use kernel::access::Permission;
use plugins_host::points::ExtensionPoint;
use tenants::{CountyContext, words::Family};

use super::{change::PersonChange, merge::PersonMerge};
use crate::{
    Date,
    caller::{Caller, caller, county},
    connection::list_cost,
    county::{
        cases::{CaseConnection, CaseOrder, CaseSelection, cases_page},
        documents::{Document, documents_shown_of},
        households::Household,
        privacy::PersonRestriction,
        rules::{RuleDecision, RuleStanding, decisions_about, standing_of},
        structure::municipality_entry,
    },
    errors::Answer,
    ids::NodeKind,
    labels::CodeListEntry,
    limits::CONFIGURED_LIST_COST,
};

/// Somebody who is supported or belongs to a household. Permission: person.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Person {
    /// Its id.
    pub(in crate::county) id: ID,
    /// Given names.
    given_name: String,
    /// Family name.
    family_name: String,
    /// Given and family name, as lists show them.
    display_name: String,
    /// Day of birth; null if not known.
    birth_date: Option<Date>,
    /// Age in completed years today; null if the day of birth is not known.
    age: Option<u32>,
    /// Gender; null if not stated.
    gender: Option<CodeListEntry>,
    /// Nationality: ISO 3166-1 alpha-2, `XX` for stateless; null if not known.
    nationality: Option<String>,
    /// The language spoken best; null if not known.
    first_language: Option<CodeListEntry>,
    /// Whether talks need an interpreter.
    interpreter_needed: bool,
    /// The municipality of residence: AGS and name; null if not known.
    municipality: Option<CodeListEntry>,
    /// On what grounds the person stays in Germany; null if not known.
    residence_status: Option<CodeListEntry>,
    /// Since when the person has been in Germany; null if not known.
    arrived_on: Option<Date>,
    /// Whether the person came as a refugee, whatever the status is now.
    refugee: bool,
    /// Whether a special need in the person's local social space is recorded.
    special_need: bool,
    /// Whether good chances of integration are recorded.
    good_chances: bool,
    /// Counts changes, from 1. Send it back with a change.
    version: i32,
    /// When the data were changed last.
    updated_at: DateTime<Utc>,
    /// Whether the viewer's role allows to correct the data.
    can_update: bool,
    /// Whether the viewer's role allows to merge the record with another one of the same person.
    can_merge: bool,
    #[graphql(skip)]
    key: PersonId,
}

impl Person {
    /// A person as this caller may see it.
    pub(in crate::county) fn for_caller(person: model::Person, caller: &Caller) -> Self {
        let context: &CountyContext = &caller.context;
        let (county, locale) = (context.county(), context.locale());
        let today = context.clock().today();
        Self {
            id: NodeKind::Person.global_id(person.id.0),
            display_name: person.display_name(),
            birth_date: person.birth_date.map(Date::from),
            age: person.age_on(today),
            gender: person
                .gender
                .map(|gender| CodeListEntry::of_platform(locale, "gender", gender.key())),
            nationality: person.nationality.map(|code| code.to_string()),
            first_language: person
                .first_language
                .map(|code| CodeListEntry::of(county, locale, Family::Language, code.as_str())),
            interpreter_needed: person.interpreter_needed,
            municipality: person
                .municipality
                .map(|ags| municipality_entry(county, &ags)),
            residence_status: person
                .residence_status
                .map(|status| CodeListEntry::of_platform(locale, "residence-status", status.key())),
            arrived_on: person.arrived_on.map(Date::from),
            refugee: person.refugee,
            special_need: person.special_need,
            good_chances: person.good_chances,
            version: person.version,
            updated_at: person.updated_at,
            can_update: caller.may_change(Permission::PersonUpdate),
            can_merge: caller.may_change(Permission::PersonMerge),
            key: person.id,
            given_name: person.given_name,
            family_name: person.family_name,
        }
    }
}

#[ComplexObject]
impl Person {
    /// Documents that belong to no case, the latest added first; the 100 first of them. Null if the
    /// viewer may not read those of this person.
    #[graphql(complexity = "20 + CONFIGURED_LIST_COST * child_complexity")]
    async fn documents(&self, ctx: &Context<'_>) -> Result<Option<Vec<Document>>> {
        documents_shown_of(ctx, self.key).await
    }

    /// The households that the person belongs or belonged to; empty without household.read.
    #[graphql(complexity = "20 + CONFIGURED_LIST_COST * child_complexity")]
    async fn households(&self, ctx: &Context<'_>) -> Result<Vec<Household>> {
        let context = county(ctx);
        if !context.actor().may(Permission::HouseholdRead) {
            return Ok(Vec::new());
        }
        let households = households_of_person(context, self.key)
            .await
            .or_top_level(context.locale())?;
        Ok(households
            .into_iter()
            .map(|household| Household::for_caller(household, caller(ctx)))
            .collect())
    }

    /// Programmes and services beside KIM that serve the person today.
    #[graphql(complexity = "10 + CONFIGURED_LIST_COST * child_complexity")]
    async fn programmes(&self, ctx: &Context<'_>) -> Result<Vec<CodeListEntry>> {
        let context = county(ctx);
        let (files, locale) = (context.county(), context.locale());
        let keys = programmes_of(context, self.key)
            .await
            .or_top_level(locale)?;
        let entry = |key: &_| {
            CodeListEntry::of(files, locale, Family::Programme, AsRef::<str>::as_ref(key))
        };
        Ok(keys.iter().map(entry).collect())
    }

    /// The mark on the person's data, which then are not changed (Art. 18 GDPR); null if they are not restricted.
    #[graphql(complexity = "10 + child_complexity")]
    async fn restriction(&self, ctx: &Context<'_>) -> Result<Option<PersonRestriction>> {
        let context = county(ctx);
        let mut marks = restrictions_of(context, &[self.key])
            .await
            .or_top_level(context.locale())?;
        Ok(marks.remove(&self.key).map(PersonRestriction::from))
    }

    /// Where the person stands in the county's target group by its rule; null where the county has none. An answer that
    /// is new is kept as a decision.
    #[graphql(complexity = "50 + child_complexity")]
    async fn target_group(&self, ctx: &Context<'_>) -> Result<Option<RuleStanding>> {
        standing_of(ctx, ExtensionPoint::TargetGroup, self.key.0).await
    }

    /// What rules decided about the person, latest first, with everything that proves it.
    #[graphql(complexity = "50 + CONFIGURED_LIST_COST * child_complexity")]
    async fn rule_decisions(&self, ctx: &Context<'_>) -> Result<Vec<RuleDecision>> {
        decisions_about(ctx, Permission::PersonRead, self.key.0).await
    }

    /// What was corrected of the person's data, latest first, 200 at most; empty without person.update for the person.
    #[graphql(complexity = "10 + CONFIGURED_LIST_COST * child_complexity")]
    async fn changes(&self, ctx: &Context<'_>) -> Result<Vec<PersonChange>> {
        let context = county(ctx);
        if !context.actor().may(Permission::PersonUpdate) {
            return Ok(Vec::new());
        }
        let changes = changes_of(context, self.key)
            .await
            .or_top_level(context.locale())?;
        Ok(changes.into_iter().map(PersonChange::new).collect())
    }

    /// Records that became part of this one, latest first; empty without person.merge.
    #[graphql(complexity = "10 + CONFIGURED_LIST_COST * child_complexity")]
    async fn merges(&self, ctx: &Context<'_>) -> Result<Vec<PersonMerge>> {
        let context = county(ctx);
        if !context.actor().may(Permission::PersonMerge) {
            return Ok(Vec::new());
        }
        let merges = merges_of(context, self.key)
            .await
            .or_top_level(context.locale())?;
        Ok(merges.into_iter().map(PersonMerge::new).collect())
    }

    /// Cases about the person, open and closed, in the viewer's scope, latest first.
    /// Permission: case.read.
    #[graphql(complexity = "20 + list_cost(first, child_complexity)")]
    async fn cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<CaseConnection> {
        cases_page(
            ctx,
            CaseSelection::about_person(self.key),
            CaseOrder::default(),
            first,
            after,
        )
        .await
    }
}
