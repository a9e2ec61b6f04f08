//! Contacts: talks, visits, calls.

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    model::{self, CaseId, NewContact},
    record_contact,
};
use chrono::{DateTime, Utc};
use kernel::ids::AccountId;
use tenants::{CountyContext, words::Family};

use super::{Case, payload::find_case_if_selected};
use crate::{
    Date,
    caller::county,
    connection::connection_types,
    errors::{Answer, UserError},
    ids::NodeKind,
    input::InputReader,
    labels::CodeListEntry,
    loaders::account_name,
};

/// A contact of a case. Permission: contact.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Contact {
    /// Its id.
    id: ID,
    /// The day.
    occurred_on: Date,
    /// The way it took place.
    channel: CodeListEntry,
    /// How long it took, in minutes.
    minutes: i32,
    /// Whether an interpreter took part.
    interpreter_present: bool,
    /// Whether the client took part; a talk with a service about the client does not count as
    /// having seen the client.
    with_client: bool,
    /// What it was about.
    note: String,
    /// When it was recorded.
    recorded_at: DateTime<Utc>,
    #[graphql(skip)]
    recorded_by: AccountId,
}

impl Contact {
    pub(in crate::county) fn new(contact: model::Contact, context: &CountyContext) -> Self {
        let channel = contact.channel.as_str();
        Self {
            id: NodeKind::Contact.global_id(contact.id.0),
            occurred_on: contact.occurred_on.into(),
            channel: CodeListEntry::of(
                context.county(),
                context.locale(),
                Family::Channel,
                channel,
            ),
            minutes: contact.minutes,
            interpreter_present: contact.interpreter_present,
            with_client: contact.with_client,
            recorded_at: contact.recorded_at,
            recorded_by: contact.recorded_by,
            note: contact.note,
        }
    }
}

#[ComplexObject]
impl Contact {
    /// The name of the account that recorded it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.recorded_by).await
    }
}

connection_types!("contacts", ContactConnection, ContactEdge, Contact);

/// A contact as somebody enters it.
#[derive(Debug, InputObject)]
pub struct ContactRecordInput {
    /// The case.
    case_id: ID,
    /// The day; today if left out, neither in the future nor before the case was opened.
    occurred_on: Option<Date>,
    /// A key of `county.lists.channels`.
    channel: String,
    /// How long it took, 1 to 1,440 minutes.
    minutes: i32,
    /// Whether an interpreter took part.
    #[graphql(default)]
    interpreter_present: bool,
    /// Whether the client took part.
    #[graphql(default = true)]
    with_client: bool,
    /// What it was about; at most 4,000 characters.
    #[graphql(default)]
    note: String,
    /// A text of at most 64 characters that the client invents for this submission: the same again
    /// gives the contact recorded before.
    idempotency_key: Option<String>,
}

/// What recording a contact answers.
#[derive(SimpleObject)]
pub struct ContactPayload {
    /// The contact; null if the input has problems.
    contact: Option<Contact>,
    /// The case as it is now; null if the input has problems.
    case: Option<Case>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of contacts.
#[derive(Default)]
pub struct ContactMutation;

#[Object]
impl ContactMutation {
    /// Records a contact of an open case. Permission: contact.record.
    async fn contact_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ContactRecordInput,
    ) -> Result<ContactPayload> {
        let context = county(ctx);
        let mut reader = InputReader::default();
        let key = reader.idempotency_key(input.idempotency_key.as_deref(), &format!("{input:?}"));
        let occurred_on = reader.optional_day("occurredOn", input.occurred_on.as_ref());
        let case_id = CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id));
        let new = NewContact {
            case_id,
            occurred_on: occurred_on.unwrap_or_else(|| context.clock().today()),
            channel: input.channel,
            // A negative number is out of range like zero.
            minutes: u32::try_from(input.minutes).unwrap_or_default(),
            interpreter_present: input.interpreter_present,
            with_client: input.with_client,
            note: input.note,
        };
        let recorded = match reader.finish(new) {
            Ok(new) => record_contact(context, new, key).await,
            Err(failure) => Err(failure),
        };
        Ok(match recorded.or_user_errors(context.locale())? {
            Ok(contact) => ContactPayload {
                contact: Some(Contact::new(contact, context)),
                case: find_case_if_selected(ctx, case_id).await?,
                user_errors: Vec::new(),
            },
            Err(user_errors) => ContactPayload {
                contact: None,
                case: None,
                user_errors,
            },
        })
    }
}
