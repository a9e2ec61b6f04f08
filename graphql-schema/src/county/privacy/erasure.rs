//! Erasure at a person's own wish (Art. 17 GDPR), and finding the person.

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    confirm_erasure, decline_erasure, find_data_subjects, list_erasures,
    model::{DataSubject as StoredSubject, ErasureId, ErasureRequest as Stored, PersonId},
    request_erasure,
};
use chrono::{DateTime, Utc};
use kernel::{errors::Failure, ids::AccountId};

use super::restriction::PersonRestriction;
use crate::{
    Date,
    caller::{caller, county},
    errors::{Answer, UserError, top_level},
    ids::NodeKind,
    input::InputReader,
    limits::CONFIGURED_LIST_COST,
    loaders::account_name,
};

/// Fields about what persons may ask for.
#[derive(Default)]
pub struct ErasureQuery;

#[Object]
impl ErasureQuery {
    /// Persons of this name and day of birth, for what a person may ask for; both have to be known. The search is written
    /// down. Permission: person.report.
    #[graphql(complexity = "10 + CONFIGURED_LIST_COST * child_complexity")]
    async fn data_subjects(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Words that begin words of the name.")] name: String,
        #[graphql(desc = "The day of birth.")] birth_date: Date,
    ) -> Result<Vec<DataSubject>> {
        let context = county(ctx);
        let locale = context.locale();
        let mut reader = InputReader::default();
        let day = reader.day("birthDate", &birth_date);
        let day = reader
            .finish(day)
            .map_err(|failure| top_level(locale, &failure))?;
        let found = find_data_subjects(context, &name, day)
            .await
            .or_top_level(locale)?;
        Ok(found.into_iter().map(DataSubject::from).collect())
    }

    /// The wishes to be erased that wait for a second person's agreement, latest first. Permission: person.erase.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn erasure_requests(&self, ctx: &Context<'_>) -> Result<Vec<ErasureRequest>> {
        let requests = list_erasures(county(ctx))
            .await
            .or_top_level(caller(ctx).locale())?;
        Ok(requests.into_iter().map(ErasureRequest::from).collect())
    }
}

/// Somebody who asks what is kept of them, or wants it restricted or erased. Permission: person.report.
#[derive(SimpleObject)]
pub struct DataSubject {
    /// The person's id.
    person_id: ID,
    /// Given and family name.
    display_name: String,
    /// Day of birth.
    birth_date: Option<Date>,
    /// How many cases there are.
    cases: i32,
    /// The mark on the person's data; null if they are not restricted.
    restriction: Option<PersonRestriction>,
}

impl From<StoredSubject> for DataSubject {
    fn from(subject: StoredSubject) -> Self {
        Self {
            person_id: NodeKind::Person.global_id(subject.person.id.0),
            display_name: subject.person.display_name(),
            birth_date: subject.person.birth_date.map(Date::from),
            cases: i32::try_from(subject.cases).unwrap_or(i32::MAX),
            restriction: subject.restriction.map(PersonRestriction::from),
        }
    }
}

/// The wish of a person to be erased.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct ErasureRequest {
    /// Its id.
    id: ID,
    /// The person.
    person_id: ID,
    /// Why that is right.
    reason: String,
    /// When it was written down.
    requested_at: DateTime<Utc>,
    #[graphql(skip)]
    by: AccountId,
}

#[ComplexObject]
impl ErasureRequest {
    /// Who wrote it down.
    async fn requested_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.by).await
    }

    /// Whether the viewer wrote it down, and so cannot agree to it unless the county lets one person erase.
    async fn is_own(&self, ctx: &Context<'_>) -> bool {
        county(ctx)
            .account_id()
            .is_ok_and(|account| account == self.by)
    }
}

impl From<Stored> for ErasureRequest {
    fn from(request: Stored) -> Self {
        Self {
            id: NodeKind::ErasureRequest.global_id(request.id.0),
            person_id: NodeKind::Person.global_id(request.person.0),
            reason: request.reason,
            requested_at: request.requested_at,
            by: request.requested_by,
        }
    }
}

/// A person who wants to be erased.
#[derive(Debug, InputObject)]
pub struct PersonErasureRequestInput {
    /// The person.
    person_id: ID,
    /// Why that is right; at most 2,000 characters.
    reason: String,
}

/// A wish that is agreed to.
#[derive(Debug, InputObject)]
pub struct PersonErasureConfirmInput {
    /// The wish.
    erasure_id: ID,
}

/// A wish that is declined.
#[derive(Debug, InputObject)]
pub struct PersonErasureDeclineInput {
    /// The wish.
    erasure_id: ID,
}

/// What a change of a wish gives back.
#[derive(SimpleObject)]
pub struct ErasureRequestPayload {
    /// The wish; null if the input has problems.
    erasure_request: Option<ErasureRequest>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// What an erasure gives back.
#[derive(SimpleObject)]
pub struct PersonErasureConfirmPayload {
    /// How many rows of the database were deleted; null if the input has problems.
    rows: Option<i64>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of wishes.
#[derive(Default)]
pub struct ErasureMutation;

#[Object]
impl ErasureMutation {
    /// Writes down that a person wants to be erased. Permission: person.erase.
    async fn person_erasure_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PersonErasureRequestInput,
    ) -> Result<ErasureRequestPayload> {
        let person = PersonId(NodeKind::Person.uuid_to_ask_for(&input.person_id));
        payload(
            ctx,
            request_erasure(county(ctx), person, &input.reason).await,
        )
    }

    /// Erases the person with everything about the person, at once and for good. Not by who wrote the wish down.
    /// Permission: person.erase.
    async fn person_erasure_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PersonErasureConfirmInput,
    ) -> Result<PersonErasureConfirmPayload> {
        let caller = caller(ctx);
        let id = ErasureId(NodeKind::ErasureRequest.uuid_to_ask_for(&input.erasure_id));
        let erased = confirm_erasure(county(ctx), id, caller.configuration.version).await;
        Ok(match erased.or_user_errors(caller.locale())? {
            Ok(rows) => PersonErasureConfirmPayload {
                rows: Some(i64::try_from(rows).unwrap_or(i64::MAX)),
                user_errors: Vec::new(),
            },
            Err(user_errors) => PersonErasureConfirmPayload {
                rows: None,
                user_errors,
            },
        })
    }

    /// Says no to a wish; the person stays. Permission: person.erase.
    async fn person_erasure_decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PersonErasureDeclineInput,
    ) -> Result<ErasureRequestPayload> {
        let id = ErasureId(NodeKind::ErasureRequest.uuid_to_ask_for(&input.erasure_id));
        payload(ctx, decline_erasure(county(ctx), id).await)
    }
}

fn payload(ctx: &Context<'_>, changed: Result<Stored, Failure>) -> Result<ErasureRequestPayload> {
    let (request, user_errors) = match changed.or_user_errors(county(ctx).locale())? {
        Ok(request) => (Some(request.into()), Vec::new()),
        Err(user_errors) => (None, user_errors),
    };
    Ok(ErasureRequestPayload {
        erasure_request: request,
        user_errors,
    })
}
