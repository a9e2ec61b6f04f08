//! Recording a contact.

use kernel::{
    access::{Permission, Scope},
    database::TenantTransaction,
    errors::{Failure, Problem, ProblemCode},
    idempotency::IdempotencyKey,
};
use sea_orm::{EntityTrait, IntoActiveModel, Set};
use tenants::{CountyContext, model::keys::ChannelKey};

use crate::{
    case_change::{came_second, check_open, finish_change, lock_case},
    check_input::InputCheck,
    model::{
        Contact, ContactId, NewContact,
        limits::{CONTACT_MINUTES_MAX, NOTE_LENGTH_MAX},
    },
    search_index::{SearchedTable, contact_words, write_words},
    tables::{cases, contacts},
};

/// Records a contact. Needs [`Permission::ContactRecord`]. A contact with the client moves the
/// case's last contact on, unless a later one is known.
///
/// # Errors
/// `CaseClosed` on `caseId`, `InTheFuture` or `TooEarly` on `occurredOn`, `Unknown` on `channel`,
/// `OutOfRange` on `minutes`, `TooLong` on `note`.
pub async fn record_contact(
    context: &CountyContext,
    new: NewContact,
    key: Option<IdempotencyKey>,
) -> Result<Contact, Failure> {
    let scope = context.authorize(Permission::ContactRecord)?;
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
    new: &NewContact,
    key: Option<&IdempotencyKey>,
) -> Result<Contact, Failure> {
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, scope, new.case_id).await?;
    if let Some(key) = key
        && let Some(id) = key.earlier_result(context, &transaction).await?
    {
        let earlier = contacts::Entity::find_by_id(ContactId(id))
            .one(&transaction)
            .await?;
        return earlier.map(Contact::from).ok_or(Failure::NotFound);
    }
    let contact = check_contact(context, &case, new)?;
    let insert = contacts::Entity::insert(contact.clone().into_active_model());
    insert.exec_without_returning(&transaction).await?;
    write_words(
        &transaction,
        SearchedTable::Contacts,
        [contact_words(&contact)],
    )
    .await?;
    count_contact(&transaction, &case, &contact).await?;
    if let Some(key) = key {
        key.remember(context, &transaction, contact.id.0).await?;
    }
    finish_change(
        context,
        transaction,
        Permission::ContactRecord,
        (case.id, case.person_id),
    )
    .await?;
    Ok(contact.into())
}

fn check_contact(
    context: &CountyContext,
    case: &cases::Model,
    new: &NewContact,
) -> Result<contacts::Model, Failure> {
    let mut check = InputCheck::default();
    check_open(&mut check, case);
    check.past_date(
        "occurredOn",
        new.occurred_on,
        case.opened_on,
        context.clock().today(),
    );
    let channels = context.county().channels();
    let channel: Option<ChannelKey> = check.key("channel", &new.channel, |key| {
        channels.iter().any(|channel| channel.key == *key)
    });
    if !(1..=CONTACT_MINUTES_MAX).contains(&new.minutes) {
        let problem = Problem::new("minutes", ProblemCode::OutOfRange);
        check.note(problem.with("min", 1).with("max", CONTACT_MINUTES_MAX));
    }
    let note = check.text("note", &new.note, NOTE_LENGTH_MAX);
    check.finish()?;
    Ok(contacts::Model {
        id: ContactId::generate(),
        case_id: case.id,
        occurred_on: new.occurred_on,
        channel: channel.expect("a channel without problems is known"),
        minutes: i32::try_from(new.minutes).expect("a day has few minutes"),
        interpreter_present: new.interpreter_present,
        with_client: new.with_client,
        note,
        recorded_by: context.account_id()?,
        recorded_at: context.clock().now(),
    })
}

/// The row is locked, so counting here cannot lose a contact recorded at the same time. The version
/// stays: a form somebody has open to change the case is not made stale by a contact.
async fn count_contact(
    transaction: &TenantTransaction,
    case: &cases::Model,
    contact: &contacts::Model,
) -> Result<(), Failure> {
    let mut row = cases::ActiveModel {
        id: Set(case.id),
        contact_count: Set(case.contact_count + 1),
        ..Default::default()
    };
    if contact.with_client {
        row.last_contact_on = Set(case.last_contact_on.max(Some(contact.occurred_on)));
        row.last_seen_on = Set(case.last_seen_on.max(contact.occurred_on));
    }
    cases::Entity::update(row)
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::{errors::ProblemCode::*, testing::Store};

    use super::*;
    use crate::{
        close_case, find_case,
        model::{Closing, ClosingGround},
        testing::{AHLEN_KI, Fixture, contact, day, idempotency_key, problem, problems},
    };

    #[tokio::test]
    async fn the_latest_contact_with_the_client_counts() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            for (occurred_on, with_client) in [
                ("2026-07-01", true),
                ("2026-06-20", true),
                ("2026-07-14", false),
            ] {
                let new = NewContact {
                    with_client,
                    ..contact(&case, occurred_on)
                };
                record_contact(&lead, new, None).await.expect("records");
            }
            let found = find_case(&lead, case.id)
                .await
                .expect("reads")
                .expect("is there")
                .case;
            assert_eq!(
                (found.contact_count, found.last_contact_on),
                (3, Some(day("2026-07-01"))),
                "{store:?}"
            );
            assert_eq!((found.last_seen_on, found.version), (day("2026-07-01"), 1));
        }
    }

    #[tokio::test]
    async fn contacts_recorded_at_once_are_all_counted_and_the_same_one_once() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let record = |key: Option<&'static str>| {
                let key = key.and_then(|key| idempotency_key(key, "input"));
                record_contact(&lead, contact(&case, "2026-07-01"), key)
            };
            let (a, b, c, d) = tokio::join!(
                record(None),
                record(None),
                record(Some("k")),
                record(Some("k"))
            );
            a.and(b).expect("both are recorded");
            assert_eq!(c.expect("records").id, d.expect("finds").id, "{store:?}");
            let found = find_case(&lead, case.id)
                .await
                .expect("reads")
                .expect("is there")
                .case;
            assert_eq!(found.contact_count, 3, "{store:?}");
        }
    }

    #[tokio::test]
    async fn a_closed_case_refuses_and_every_problem_is_named() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let wrong = NewContact {
            channel: "telepathy".to_owned(),
            minutes: 0,
            note: "x".repeat(NOTE_LENGTH_MAX + 1),
            ..contact(&case, "2026-05-31")
        };
        assert_eq!(
            problems(record_contact(&lead, wrong, None).await),
            [
                ("occurredOn", TooEarly),
                ("channel", Unknown),
                ("minutes", OutOfRange),
                ("note", TooLong)
            ]
        );
        let closing = Closing {
            ground: ClosingGround::GoalsReached,
            note: String::new(),
            closed_on: day("2026-07-01"),
            expected_version: 1,
        };
        close_case(&lead, case.id, closing).await.expect("closes");
        let late = record_contact(&lead, contact(&case, "2026-07-01"), None).await;
        assert_eq!(problem(late), ("caseId", CaseClosed));
        assert_eq!(fixture.count::<contacts::Entity>(&lead).await, 0);
    }
}
