//! Recording a case conference with the tasks that were agreed on, and reading those of a case.

use kernel::{
    access::{Permission, Scope},
    audit::{self, AuditEntry},
    errors::{Failure, Problem, ProblemCode},
    idempotency::IdempotencyKey,
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use tenants::CountyContext;

use crate::{
    case_change::{came_second, check_open, finish_change, lock_case},
    case_scope::cases_in,
    check_input::InputCheck,
    create_task::{check_room, new_task},
    model::{
        CaseId, Conference, ConferenceId, NewConference, Participant, Participants,
        limits::{
            CONFERENCE_TASKS_MAX, CONFERENCES_OF_CASE_MAX, NAME_LENGTH_MAX, NOTE_LENGTH_MAX,
            PARTICIPANTS_MAX, PROVIDER_LENGTH_MAX, TITLE_LENGTH_MAX,
        },
    },
    tables::{cases, conferences, tasks},
};

/// Records a case conference; what was agreed on becomes tasks of the case, all or nothing. Needs
/// [`Permission::ConferenceRecord`], and [`Permission::TaskRecord`] if there are tasks.
///
/// # Errors
/// `CaseClosed` or `QuotaReached` on `caseId`, `InTheFuture` or `TooEarly` on `heldOn`, `Required`
/// or `TooLong` on `topic` and `result`; on `participants` `Required`, `TooLong` or `QuotaReached`;
/// on `tasks` what is wrong with one of them, or `QuotaReached`.
pub async fn record_conference(
    context: &CountyContext,
    new: NewConference,
    key: Option<IdempotencyKey>,
) -> Result<Conference, Failure> {
    let scope = context.authorize(Permission::ConferenceRecord)?;
    if !new.tasks.is_empty() {
        context.authorize(Permission::TaskRecord)?;
    }
    match try_record(context, &scope, &new, key.as_ref()).await {
        Err(failure) if came_second(key.as_ref(), &failure) => {
            try_record(context, &scope, &new, key.as_ref()).await
        }
        result => result,
    }
}

async fn try_record(
    context: &CountyContext,
    scope: &Scope,
    new: &NewConference,
    key: Option<&IdempotencyKey>,
) -> Result<Conference, Failure> {
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, scope, new.case_id).await?;
    if let Some(key) = key
        && let Some(id) = key.earlier_result(context, &transaction).await?
    {
        let earlier = conferences::Entity::find_by_id(ConferenceId(id))
            .one(&transaction)
            .await?;
        return earlier.map(Conference::from).ok_or(Failure::NotFound);
    }
    let mut check = InputCheck::default();
    check_open(&mut check, &case);
    if !new.tasks.is_empty() {
        let wanted = u64::try_from(new.tasks.len()).unwrap_or(u64::MAX);
        check_room(&transaction, &mut check, case.id, wanted).await?;
    }
    let (conference, agreed) = check_conference(context, check, &case, new)?;
    let insert = conferences::Entity::insert(conference.clone().into_active_model());
    insert.exec_without_returning(&transaction).await?;
    if !agreed.is_empty() {
        let rows = agreed.into_iter().map(IntoActiveModel::into_active_model);
        tasks::Entity::insert_many::<tasks::ActiveModel, _>(rows)
            .exec_without_returning(&transaction)
            .await?;
    }
    if let Some(key) = key {
        key.remember(context, &transaction, conference.id.0).await?;
    }
    let about = (case.id, case.person_id);
    finish_change(context, transaction, Permission::ConferenceRecord, about).await?;
    Ok(conference.into())
}

fn check_conference(
    context: &CountyContext,
    mut check: InputCheck,
    case: &cases::Model,
    new: &NewConference,
) -> Result<(conferences::Model, Vec<tasks::Model>), Failure> {
    let today = context.clock().today();
    check.past_date("heldOn", new.held_on, case.opened_on, today);
    let topic = check.required_text("topic", &new.topic, TITLE_LENGTH_MAX);
    let participants = check_participants(&mut check, &new.participants);
    let result = check.required_text("result", &new.result, NOTE_LENGTH_MAX);
    let agreed = check_tasks(context, &mut check, case, new)?;
    check.finish()?;
    let conference = conferences::Model {
        id: ConferenceId::generate(),
        case_id: case.id,
        held_on: new.held_on,
        topic,
        participants: Participants(participants),
        result,
        task_count: i32::try_from(agreed.len()).expect("there are few tasks"),
        recorded_by: context.account_id()?,
        recorded_at: context.clock().now(),
    };
    Ok((conference, agreed))
}

fn check_participants(check: &mut InputCheck, participants: &[Participant]) -> Vec<Participant> {
    let field = "participants";
    check.require(!participants.is_empty(), field, ProblemCode::Required);
    if participants.len() > PARTICIPANTS_MAX {
        let problem = Problem::new(field, ProblemCode::QuotaReached);
        check.note(problem.with("max", PARTICIPANTS_MAX));
        return Vec::new();
    }
    participants
        .iter()
        .map(|participant| Participant {
            office: check.required_text(field, &participant.office, PROVIDER_LENGTH_MAX),
            name: check.text(field, &participant.name, 2 * NAME_LENGTH_MAX),
        })
        .collect()
}

/// The rows of the tasks. What is wrong with one of them is a problem of the list.
fn check_tasks(
    context: &CountyContext,
    check: &mut InputCheck,
    case: &cases::Model,
    new: &NewConference,
) -> Result<Vec<tasks::Model>, Failure> {
    if new.tasks.len() > CONFERENCE_TASKS_MAX {
        let problem = Problem::new("tasks", ProblemCode::QuotaReached);
        check.note(problem.with("max", CONFERENCE_TASKS_MAX));
        return Ok(Vec::new());
    }
    let mut rows = Vec::with_capacity(new.tasks.len());
    for details in &new.tasks {
        let mut of_task = InputCheck::default();
        rows.push(new_task(context, &mut of_task, case, details)?);
        if let Err(Failure::Invalid(problems)) = of_task.finish() {
            let of_list = problems.into_iter().map(|problem| Problem {
                field: "tasks",
                ..problem
            });
            check.note_all(of_list.collect());
        }
    }
    Ok(rows)
}

/// The conferences of a case, the latest first; at most [`CONFERENCES_OF_CASE_MAX`]. Needs
/// [`Permission::ConferenceRead`].
///
/// # Errors
/// `NotFound` if the case is not in scope.
pub async fn conferences_of_case(
    context: &CountyContext,
    case: CaseId,
) -> Result<Vec<Conference>, Failure> {
    let scope = context.authorize(Permission::ConferenceRead)?;
    let query = cases::Entity::find_by_id(case).filter(cases_in(&scope));
    let case = query
        .one(context.database())
        .await?
        .ok_or(Failure::NotFound)?;
    let rows = conferences::Entity::find()
        .filter(conferences::Column::CaseId.eq(case.id))
        .order_by_desc(conferences::Column::HeldOn)
        .order_by_desc(conferences::Column::Id)
        .limit(CONFERENCES_OF_CASE_MAX)
        .all(context.database())
        .await?;
    if !rows.is_empty() {
        let entry = AuditEntry {
            action: Permission::ConferenceRead.key(),
            object_kind: "case",
            object_id: Some(case.id.0),
            person_ids: vec![case.person_id.0],
        };
        audit::record_read(context, entry).await?;
    }
    Ok(rows.into_iter().map(Conference::from).collect())
}

#[cfg(test)]
mod tests {
    use kernel::{errors::ProblemCode::*, testing::Store};

    use super::*;
    use crate::{
        model::Case,
        tasks_of_case,
        testing::{
            AHLEN_KI, Fixture, SOUTH_KI, day, idempotency_key, is_not_found, problems, task,
        },
    };

    fn conference(case: &Case) -> NewConference {
        let participant = |office: &str, name: &str| Participant {
            office: office.to_owned(),
            name: name.to_owned(),
        };
        NewConference {
            case_id: case.id,
            held_on: day("2026-07-10"),
            topic: "Schulwechsel".to_owned(),
            participants: vec![
                participant(" Jugendamt ", "Frau Beispiel"),
                participant("Klassenleitung", ""),
            ],
            result: "Wechsel zum neuen Schuljahr.".to_owned(),
            tasks: vec![task("Anmelden"), task("Fahrkarte beantragen")],
        }
    }

    #[tokio::test]
    async fn a_conference_comes_with_its_tasks_once() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let record =
                || record_conference(&lead, conference(&case), idempotency_key("k", "input"));
            let (first, second) = tokio::join!(record(), record());
            let first = first.expect("is recorded");
            assert_eq!(first, second.expect("is found"), "{store:?}");
            let found = conferences_of_case(&lead, case.id).await.expect("reads");
            assert_eq!(found, [first]);
            assert_eq!(found[0].participants[0].office, "Jugendamt");
            let agreed = tasks_of_case(&lead, case.id).await.expect("reads");
            assert_eq!((agreed.len(), found[0].task_count), (2, 2), "{store:?}");
            let scope = Scope::post(SOUTH_KI.parse().expect("a key"));
            let south = fixture.case_manager(scope).await;
            assert!(is_not_found(conferences_of_case(&south, case.id).await));
            let foreign = record_conference(&south, conference(&case), None).await;
            assert!(is_not_found(foreign), "{store:?}");
        }
    }

    #[tokio::test]
    async fn a_wrong_task_keeps_the_whole_from_being_recorded() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let wrong = NewConference {
            held_on: day("2026-07-16"),
            topic: String::new(),
            participants: Vec::new(),
            result: "x".repeat(NOTE_LENGTH_MAX + 1),
            tasks: vec![task("Anmelden"), task(" ")],
            ..conference(&case)
        };
        assert_eq!(
            problems(record_conference(&lead, wrong, None).await),
            [
                ("heldOn", InTheFuture),
                ("topic", Required),
                ("participants", Required),
                ("result", TooLong),
                ("tasks", Required)
            ]
        );
        let many = NewConference {
            participants: vec![Participant::default(); PARTICIPANTS_MAX + 1],
            tasks: vec![task("x"); CONFERENCE_TASKS_MAX + 1],
            ..conference(&case)
        };
        assert_eq!(
            problems(record_conference(&lead, many, None).await),
            [("participants", QuotaReached), ("tasks", QuotaReached)]
        );
        assert_eq!(fixture.count::<tasks::Entity>(&lead).await, 0);
        assert_eq!(fixture.count::<conferences::Entity>(&lead).await, 0);
    }
}
