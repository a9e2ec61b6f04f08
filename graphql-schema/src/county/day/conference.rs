//! Case conferences.

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    conferences_of_case,
    model::{self, CaseId, NewConference, TaskDetails},
    record_conference,
};
use chrono::{DateTime, Utc};
use kernel::{access::Permission, errors::Failure, ids::AccountId};
use tenants::CountyContext;

use crate::{
    Date,
    caller::{caller, county},
    errors::{Answer, UserError},
    gate::within,
    ids::NodeKind,
    input::{InputReader, given},
    limits::LIST_INPUT_MAX,
    loaders::account_name,
};

/// Somebody who took part in a case conference.
#[derive(SimpleObject)]
pub struct ConferenceParticipant {
    /// The office or function.
    office: String,
    /// The name; empty where it does not matter.
    name: String,
}

/// A case conference. Permission: conference.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Conference {
    /// Its id.
    id: ID,
    /// The day.
    held_on: Date,
    /// What it was about.
    topic: String,
    /// Who took part.
    participants: Vec<ConferenceParticipant>,
    /// What came of it.
    result: String,
    /// How many tasks were agreed on; they stand among the tasks of the case.
    task_count: i32,
    /// When it was recorded.
    recorded_at: DateTime<Utc>,
    #[graphql(skip)]
    recorded_by: AccountId,
}

impl Conference {
    fn new(conference: model::Conference) -> Self {
        let participant = |participant: model::Participant| ConferenceParticipant {
            office: participant.office,
            name: participant.name,
        };
        Self {
            id: NodeKind::Conference.global_id(conference.id.0),
            held_on: conference.held_on.into(),
            topic: conference.topic,
            participants: conference
                .participants
                .into_iter()
                .map(participant)
                .collect(),
            result: conference.result,
            task_count: conference.task_count,
            recorded_at: conference.recorded_at,
            recorded_by: conference.recorded_by,
        }
    }
}

#[ComplexObject]
impl Conference {
    /// The name of the account that recorded it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.recorded_by).await
    }
}

/// Somebody who took part, as somebody enters it.
#[derive(Debug, InputObject)]
pub struct ConferenceParticipantInput {
    /// The office or function; at most 200 characters.
    office: String,
    /// The name, where it matters; at most 200 characters.
    #[graphql(default)]
    name: String,
}

/// A task that was agreed on.
#[derive(Debug, InputObject)]
pub struct ConferenceTaskInput {
    /// What is to be done; at most 200 characters.
    title: String,
    /// The day by which it is to be done.
    due_on: Option<Date>,
    /// The key of the post responsible; whoever has the case if left out.
    post: Option<String>,
}

/// A case conference as somebody enters it.
#[derive(Debug, InputObject)]
pub struct ConferenceRecordInput {
    /// The case.
    case_id: ID,
    /// The day; today if left out, neither in the future nor before the case was opened.
    held_on: Option<Date>,
    /// What it was about; at most 200 characters.
    topic: String,
    /// Who took part: 1 to 30.
    participants: Vec<ConferenceParticipantInput>,
    /// What came of it; at most 4,000 characters.
    result: String,
    /// Tasks that were agreed on, at most 20; they are made with the conference or not at all. Needs
    /// task.record as well.
    #[graphql(default)]
    tasks: Vec<ConferenceTaskInput>,
    /// A text of at most 64 characters that the client invents for this submission: the same again
    /// gives the conference recorded before.
    idempotency_key: Option<String>,
}

/// What recording a case conference answers.
#[derive(SimpleObject)]
pub struct ConferencePayload {
    /// The conference; null if the input has problems.
    conference: Option<Conference>,
    /// Problems with the input; nothing was kept.
    user_errors: Vec<UserError>,
}

/// Changes of case conferences.
#[derive(Default)]
pub struct ConferenceMutation;

#[Object]
impl ConferenceMutation {
    /// Records a case conference of an open case with the tasks that were agreed on.
    /// Permission: conference.record.
    async fn conference_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ConferenceRecordInput,
    ) -> Result<ConferencePayload> {
        let context = county(ctx);
        let locale = caller(ctx).locale();
        within(
            locale,
            "listInput",
            input.participants.len(),
            LIST_INPUT_MAX,
        )?;
        within(locale, "listInput", input.tasks.len(), LIST_INPUT_MAX)?;
        let mut reader = InputReader::default();
        let key = reader.idempotency_key(input.idempotency_key.as_deref(), &format!("{input:?}"));
        let held_on = reader.optional_day("heldOn", input.held_on.as_ref());
        let participant = |participant: ConferenceParticipantInput| model::Participant {
            office: participant.office,
            name: participant.name,
        };
        let tasks = input.tasks.into_iter();
        let tasks = tasks.map(|task| TaskDetails {
            title: task.title,
            due_on: reader.optional_day("tasks", task.due_on.as_ref()),
            post: given(task.post),
            ..TaskDetails::default()
        });
        let new = NewConference {
            tasks: tasks.collect(),
            case_id: CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id)),
            held_on: held_on.unwrap_or_else(|| context.clock().today()),
            topic: input.topic,
            participants: input.participants.into_iter().map(participant).collect(),
            result: input.result,
        };
        let recorded = match reader.finish(new) {
            Ok(new) => record_conference(context, new, key).await,
            Err(failure) => Err(failure),
        };
        Ok(match recorded.or_user_errors(locale)? {
            Ok(conference) => ConferencePayload {
                conference: Some(Conference::new(conference)),
                user_errors: Vec::new(),
            },
            Err(user_errors) => ConferencePayload {
                conference: None,
                user_errors,
            },
        })
    }
}

/// The conferences of a case; none if the viewer may not read those of this case.
pub(in crate::county) async fn conferences_shown_in(
    ctx: &Context<'_>,
    case: CaseId,
) -> Result<Option<Vec<Conference>>> {
    let context: &CountyContext = county(ctx);
    if !context.actor().may(Permission::ConferenceRead) {
        return Ok(None);
    }
    match conferences_of_case(context, case).await {
        // The case is in sight, its conferences are not: another part of the county keeps them.
        Err(Failure::NotFound) => Ok(None),
        answer => {
            let found = answer.or_top_level(context.locale())?.into_iter();
            Ok(Some(found.map(Conference::new).collect()))
        }
    }
}
