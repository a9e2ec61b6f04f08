//! Closing a case.

use kernel::{
    access::Permission,
    errors::{Failure, ProblemCode},
};
use sea_orm::{EntityTrait, IntoActiveModel, Set};
use tenants::CountyContext;

use crate::{
    case_change::{check_open, finish_change, lock_case},
    check_input::InputCheck,
    history::end_assignment,
    model::{Case, CaseId, CaseState, Closing, ClosingGround, ClosureId, limits::NOTE_LENGTH_MAX},
    tables::{cases, closures},
};

/// Closes a case. Needs [`Permission::CaseClose`]. The case keeps its team on the row, so that
/// it still shows who had it and reactivating restores it.
///
/// # Errors
/// `CaseClosed` on `caseId`, `Conflict` on `version`, `InTheFuture` or `TooEarly` on `closedOn`,
/// `Required` (with [`ClosingGround::Other`]) or `TooLong` on `note`.
pub async fn close_case(
    context: &CountyContext,
    id: CaseId,
    closing: Closing,
) -> Result<Case, Failure> {
    close_case_by(context, id, closing, false).await
}

/// The same, with the mark whether the county's rule proposed it.
pub(crate) async fn close_case_by(
    context: &CountyContext,
    id: CaseId,
    closing: Closing,
    by_rule: bool,
) -> Result<Case, Failure> {
    let scope = context.authorize(Permission::CaseClose)?;
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, &scope, id).await?;
    let note = check_closing(context, &case, &closing)?;
    let closure = closures::Model {
        id: ClosureId::generate(),
        case_id: id,
        closed_on: closing.closed_on,
        ground: closing.ground,
        note,
        closed_by: context.account_id()?,
        closed_at: context.clock().now(),
        reactivated_on: None,
        reactivation_reason: None,
        reactivated_by: None,
        reactivated_at: None,
        by_rule,
    };
    let insert = closures::Entity::insert(closure.into_active_model());
    insert.exec_without_returning(&transaction).await?;
    let row = cases::ActiveModel {
        id: Set(id),
        state: Set(CaseState::Closed),
        closed_on: Set(Some(closing.closed_on)),
        version: Set(case.version + 1),
        ..Default::default()
    };
    let case = cases::Entity::update(row).exec(&transaction).await?;
    end_assignment(&transaction, id, closing.closed_on).await?;
    finish_change(
        context,
        transaction,
        Permission::CaseClose,
        (id, case.person_id),
    )
    .await?;
    Ok(case.into())
}

/// The note to be kept, or every problem of the closing.
fn check_closing(
    context: &CountyContext,
    case: &cases::Model,
    closing: &Closing,
) -> Result<String, Failure> {
    let mut check = InputCheck::default();
    check_open(&mut check, case);
    check.version(case.version, closing.expected_version);
    check.past_date(
        "closedOn",
        closing.closed_on,
        case.last_seen_on,
        context.clock().today(),
    );
    let note = check.text("note", &closing.note, NOTE_LENGTH_MAX);
    let says_why = closing.ground != ClosingGround::Other || !note.is_empty();
    check.require(says_why, "note", ProblemCode::Required);
    check.finish()?;
    Ok(note)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use kernel::{
        access::{Role, Scope},
        errors::ProblemCode::*,
        testing::Store,
    };

    use super::*;
    use crate::testing::{AHLEN_KI, Fixture, SOUTH_KI, day, is_not_found, problem, problems};

    fn closing(closed_on: NaiveDate) -> Closing {
        Closing {
            ground: ClosingGround::GoalsReached,
            note: String::new(),
            closed_on,
            expected_version: 1,
        }
    }

    #[tokio::test]
    async fn a_closing_lies_between_the_latest_contact_and_today() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        for (closed_on, code) in [("2026-07-16", InTheFuture), ("2026-05-31", TooEarly)] {
            assert_eq!(
                problem(close_case(&lead, case.id, closing(day(closed_on))).await),
                ("closedOn", code)
            );
        }
        let other = Closing {
            ground: ClosingGround::Other,
            expected_version: 9,
            ..closing(day("2026-07-01"))
        };
        let found = problems(close_case(&lead, case.id, other).await);
        assert_eq!(found, [("version", Conflict), ("note", Required)]);
        close_case(&lead, case.id, closing(day("2026-06-01")))
            .await
            .expect("closes on the day of opening");
    }

    #[tokio::test]
    async fn who_may_not_see_a_case_does_not_find_it_to_close() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", SOUTH_KI).await;
        let elsewhere = fixture
            .case_manager(Scope::unit("ahlen".parse().expect("a key")))
            .await;
        assert!(is_not_found(
            close_case(&elsewhere, case.id, closing(day("2026-07-01"))).await
        ));
        assert!(is_not_found(
            close_case(&lead, CaseId::generate(), closing(day("2026-07-01"))).await
        ));
        let assistant = fixture
            .signed_in(Role::AdminAssistant, Scope::whole_county())
            .await;
        let refused = close_case(&assistant, case.id, closing(day("2026-07-01"))).await;
        assert!(matches!(refused, Err(Failure::Forbidden)));
    }

    #[tokio::test]
    async fn of_two_changes_at_once_one_is_a_conflict() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let change = crate::model::ConstellationChange {
                constellation: "process-support".to_owned(),
                reason: "Begleitung genügt.".to_owned(),
                expected_version: 1,
            };
            let (closed, changed) = tokio::join!(
                close_case(&lead, case.id, closing(day("2026-07-01"))),
                crate::change_constellation(&lead, case.id, change),
            );
            assert!(closed.is_ok() != changed.is_ok(), "{store:?}");
            let found = crate::find_case(&lead, case.id)
                .await
                .expect("reads")
                .expect("is there");
            assert_eq!(found.case.version, 2);
        }
    }
}
