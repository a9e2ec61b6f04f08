//! A case as the schema shows it.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};
use casework::{
    list_contacts,
    model::{
        self, CaseOverview, CaseState, ContactCursor, TimelineCursor, case_warnings,
        waiting_warning,
    },
    read_timeline,
};
use chrono::{DateTime, Utc};
use kernel::access::Permission;
use plugins_host::points::ExtensionPoint;
use tenants::{CountyContext, words::Family};

use super::{
    actions::CaseActions,
    contact::{Contact, ContactConnection},
    referral::Referral,
    timeline::{TimelineConnection, TimelineEntry},
    warnings::CaseWarning,
};
use crate::{
    Date,
    caller::{Caller, caller, county},
    connection::{PagePosition, cursor_text, list_cost, page_request},
    county::{
        day::{
            Appointment, Conference, Task, appointments_shown_in, conferences_shown_in,
            tasks_shown_in,
        },
        documents::{Document, documents_shown_in},
        households::Household,
        persons::Person,
        rules::{RuleDecision, RuleStanding, decisions_about, standing_of},
        structure::{carrier_entry, municipality_entry, unit_entry},
        support::{Assessment, Consent, Plan, assessments_of, consents_of, plans_of},
    },
    errors::Answer,
    ids::NodeKind,
    labels::CodeListEntry,
    limits::CONFIGURED_LIST_COST,
    loaders::{account_name, find_household_of},
};

/// What a list inside a case costs beside its rows: it asks the database for each case anew.
const INNER_LIST_COST: usize = 100;

/// What a list inside a case that has no pages is counted with: few cases have more rows.
const INNER_ROWS: usize = 30;

/// A case: the work with a person or household. Permission: case.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Case {
    /// Its id.
    pub(in crate::county) id: ID,
    /// The number people use: year of opening and running number, such as `2026-000123`.
    number: String,
    /// Whether it is worked on: `open` or `closed`.
    state: CodeListEntry,
    /// How intensively it is worked on.
    constellation: CodeListEntry,
    /// The person it is about.
    client: Person,
    /// Where the person lived when the case was opened: AGS and name.
    municipality: CodeListEntry,
    /// The unit it belongs to; null where the county has none.
    unit: Option<CodeListEntry>,
    /// The carrier responsible.
    carrier: CodeListEntry,
    /// The post responsible: key and title; null while there is none.
    post: Option<CodeListEntry>,
    /// How the first talk took place.
    channel: CodeListEntry,
    /// The language of the talks.
    language: CodeListEntry,
    /// Whether talks need an interpreter.
    interpreter_needed: bool,
    /// Who sent the person; null if not known.
    referring_body: Option<CodeListEntry>,
    /// Why the person came, in the words of the intake.
    reason: String,
    /// The day it was opened.
    opened_on: Date,
    /// The day it was closed; null for an open case.
    closed_on: Option<Date>,
    /// The day of the latest contact with the client; null if there was none.
    last_contact_on: Option<Date>,
    /// From when “not seen for …” and the closing rule count: the latest contact with the client,
    /// or the day of opening or reactivation if that is later.
    last_seen_on: Date,
    /// How many contacts were recorded, those without the client included.
    contact_count: i32,
    /// Reasons to look at the case, the most pressing first.
    warnings: Vec<CaseWarning>,
    /// Referrals, latest first; null if the viewer may not read those of this case.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    referrals: Option<Vec<Referral>>,
    /// What the viewer may do with the case now.
    can: CaseActions,
    /// Counts changes, from 1; contacts and referrals do not count. Send it back with a change.
    version: i32,
    /// When it was entered.
    created_at: DateTime<Utc>,
    #[graphql(skip)]
    row: CaseRow,
}

/// What fields that are resolved later need to know.
struct CaseRow {
    case: model::CaseId,
    household: Option<model::HouseholdId>,
    opened_by: kernel::ids::AccountId,
}

impl Case {
    /// A case as this caller may see it.
    pub(in crate::county) fn for_caller(overview: CaseOverview, caller: &Caller) -> Self {
        let context: &CountyContext = &caller.context;
        let (files, locale) = (context.county(), context.locale());
        let CaseOverview {
            case,
            client,
            referrals,
        } = overview;
        let listed = |family, key: &str| CodeListEntry::of(files, locale, family, key);
        let today = context.clock().today();
        let mut warnings = case_warnings(&case, &client, files, today);
        if case.state == CaseState::Open {
            warnings.extend(waiting_warning(
                referrals.as_deref().unwrap_or_default(),
                files,
                today,
            ));
        }
        let post = |key: &kernel::keys::PostKey| CodeListEntry {
            key: key.to_string(),
            label: files
                .post(key)
                .map_or(key.as_str(), |post| post.title.get(locale))
                .to_owned(),
        };
        let referrals = referrals.map(|referrals| {
            referrals
                .into_iter()
                .map(|referral| Referral::new(referral, context))
                .collect()
        });
        Self {
            id: NodeKind::Case.global_id(case.id.0),
            state: CodeListEntry::of_platform(locale, "case-state", case.state.key()),
            constellation: listed(Family::Constellation, case.constellation.as_str()),
            client: Person::for_caller(client, caller),
            municipality: municipality_entry(files, &case.municipality),
            unit: case.unit.as_ref().map(|key| unit_entry(files, locale, key)),
            carrier: carrier_entry(files, locale, &case.carrier),
            post: case.post.as_ref().map(post),
            channel: listed(Family::Channel, case.channel.as_str()),
            language: listed(Family::Language, case.language.as_str()),
            referring_body: case
                .referring_body
                .as_ref()
                .map(|key| listed(Family::ReferringBody, key.as_str())),
            interpreter_needed: case.interpreter_needed,
            opened_on: case.opened_on.into(),
            closed_on: case.closed_on.map(Date::from),
            last_contact_on: case.last_contact_on.map(Date::from),
            last_seen_on: case.last_seen_on.into(),
            contact_count: case.contact_count,
            warnings: warnings
                .into_iter()
                .map(|warning| CaseWarning::new(warning, context))
                .collect(),
            referrals,
            can: CaseActions::of(&case, caller),
            version: case.version,
            created_at: case.created_at,
            row: CaseRow {
                case: case.id,
                household: case.household_id,
                opened_by: case.opened_by,
            },
            number: case.number,
            reason: case.reason,
        }
    }
}

#[ComplexObject]
impl Case {
    /// The household it is about, if the family is supported as one; null if there is none or the
    /// viewer may not see it.
    async fn household(&self, ctx: &Context<'_>) -> Result<Option<Household>> {
        let Some(id) = self.row.household else {
            return Ok(None);
        };
        let household = find_household_of(ctx, id).await?;
        Ok(household.map(|household| Household::for_caller(household, caller(ctx))))
    }

    /// The name of the account that opened it.
    async fn opened_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.row.opened_by).await
    }

    /// What the county's closing rule says of the case; null for a closed case or where the county has no rule. An answer
    /// that is new is kept as a decision.
    #[graphql(complexity = "50 + child_complexity")]
    async fn closing_rule(&self, ctx: &Context<'_>) -> Result<Option<RuleStanding>> {
        if self.closed_on.is_some() {
            return Ok(None);
        }
        standing_of(ctx, ExtensionPoint::CaseClosing, self.row.case.0).await
    }

    /// What rules decided about the case, latest first, with everything that proves it.
    #[graphql(complexity = "50 + CONFIGURED_LIST_COST * child_complexity")]
    async fn rule_decisions(&self, ctx: &Context<'_>) -> Result<Vec<RuleDecision>> {
        decisions_about(ctx, Permission::CaseRead, self.row.case.0).await
    }

    /// How areas of life were assessed, latest first, of each area and day what was entered last; null if the
    /// viewer may not read that of this case.
    #[graphql(complexity = "INNER_LIST_COST + CONFIGURED_LIST_COST * child_complexity")]
    async fn assessments(&self, ctx: &Context<'_>) -> Result<Option<Vec<Assessment>>> {
        assessments_of(ctx, self.row.case).await
    }

    /// The versions of the plan, latest first; null if the viewer may not read those of this case.
    #[graphql(complexity = "INNER_LIST_COST + CONFIGURED_LIST_COST * child_complexity")]
    async fn plans(&self, ctx: &Context<'_>) -> Result<Option<Vec<Plan>>> {
        plans_of(ctx, self.row.case).await
    }

    /// Consents, latest first; null if the viewer may not read those of this case.
    #[graphql(complexity = "INNER_LIST_COST + CONFIGURED_LIST_COST * child_complexity")]
    async fn consents(&self, ctx: &Context<'_>) -> Result<Option<Vec<Consent>>> {
        consents_of(ctx, self.row.case).await
    }

    /// Tasks, those to be done first; the 150 first of them. Null if the viewer may not read those
    /// of this case.
    #[graphql(complexity = "INNER_LIST_COST + INNER_ROWS * child_complexity")]
    async fn tasks(&self, ctx: &Context<'_>) -> Result<Option<Vec<Task>>> {
        tasks_shown_in(ctx, self.row.case).await
    }

    /// Appointments, the latest first; the 100 first of them. Null if the viewer may not read those
    /// of this case.
    #[graphql(complexity = "INNER_LIST_COST + INNER_ROWS * child_complexity")]
    async fn appointments(&self, ctx: &Context<'_>) -> Result<Option<Vec<Appointment>>> {
        appointments_shown_in(ctx, self.row.case).await
    }

    /// Case conferences, the latest first; the 50 first of them. Null if the viewer may not read
    /// those of this case.
    #[graphql(complexity = "INNER_LIST_COST + INNER_ROWS * child_complexity")]
    async fn conferences(&self, ctx: &Context<'_>) -> Result<Option<Vec<Conference>>> {
        conferences_shown_in(ctx, self.row.case).await
    }

    /// Documents, the latest added first; the 100 first of them. Null if the viewer may not read
    /// those of this case.
    #[graphql(complexity = "INNER_LIST_COST + INNER_ROWS * child_complexity")]
    async fn documents(&self, ctx: &Context<'_>) -> Result<Option<Vec<Document>>> {
        documents_shown_in(ctx, self.row.case).await
    }

    /// Contacts, latest first; null if the viewer may not read those of this case.
    #[graphql(complexity = "INNER_LIST_COST + list_cost(first, child_complexity)")]
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<Option<ContactConnection>> {
        let context = county(ctx);
        let locale = context.locale();
        let page = page_request::<ContactCursor>(locale, first, after.as_deref())?;
        if !context.actor().may(Permission::ContactRead) {
            return Ok(None);
        }
        let contacts = match list_contacts(context, self.row.case, &page).await {
            // The case is in sight, its contacts are not: another part of the county keeps them.
            Err(kernel::errors::Failure::NotFound) => return Ok(None),
            answer => answer.or_top_level(locale)?,
        };
        let position = PagePosition::of(&contacts, &page);
        let row = |contact: model::Contact| {
            (
                cursor_text(&contact.cursor()),
                Contact::new(contact, context),
            )
        };
        Ok(Some(ContactConnection::new(
            position,
            contacts.rows.into_iter().map(row),
        )))
    }

    /// What happened in the case, latest first; contacts and referrals are part of it where the
    /// viewer may read those.
    #[graphql(complexity = "INNER_LIST_COST + list_cost(first, child_complexity)")]
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<TimelineConnection> {
        let context = county(ctx);
        let page = page_request::<TimelineCursor>(context.locale(), first, after.as_deref())?;
        let entries = read_timeline(context, self.row.case, &page)
            .await
            .or_top_level(context.locale())?;
        let position = PagePosition::of(&entries, &page);
        let row = |entry: model::TimelineEntry| {
            (
                cursor_text(&entry.cursor()),
                TimelineEntry::new(entry, context),
            )
        };
        Ok(TimelineConnection::new(
            position,
            entries.rows.into_iter().map(row),
        ))
    }
}
