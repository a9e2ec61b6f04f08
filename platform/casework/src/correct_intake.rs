//! Correcting and completing what was noted at the intake.

use kernel::{
    access::Permission,
    errors::{Failure, ProblemCode},
};
use sea_orm::{EntityTrait, Set};
use tenants::CountyContext;

use crate::{
    case_change::{check_open, finish_change, lock_case},
    check_input::InputCheck,
    model::{Case, CaseId, IntakeCorrection},
    open_case::check_household,
    tables::cases,
};

/// Corrects what was noted at the intake. Needs [`Permission::CaseUpdate`], and
/// [`Permission::HouseholdRead`] for another household.
///
/// A key that the county no longer offers stays valid for the case that has it.
///
/// # Errors
/// `CaseClosed` on `caseId`, `Conflict` on `version`, `Required` or `Unknown` on `channel` and
/// `language`, `Unknown` on `referringBody` and `householdId`.
pub async fn correct_intake(
    context: &CountyContext,
    id: CaseId,
    correction: IntakeCorrection,
) -> Result<Case, Failure> {
    let scope = context.authorize(Permission::CaseUpdate)?;
    let county = context.county();
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, &scope, id).await?;
    let mut check = InputCheck::default();
    check_open(&mut check, &case);
    check.version(case.version, correction.expected_version);
    let channel = check.key("channel", &correction.channel, |key| {
        *key == case.channel || county.channels().iter().any(|c| c.key == *key)
    });
    let language = check.key("language", &correction.language, |key| {
        *key == case.language || county.languages().iter().any(|l| l.key == *key)
    });
    let referring_body = check.optional_key(
        "referringBody",
        correction.referring_body.as_deref(),
        |key| {
            case.referring_body.as_ref() == Some(key)
                || county.referring_bodies().iter().any(|b| b.key == *key)
        },
    );
    if let Some(household) = correction.household_id
        && case.household_id != Some(household)
    {
        let found = check_household(context, &transaction, household).await?;
        check.require(found, "householdId", ProblemCode::Unknown);
    }
    check.finish()?;
    let row = cases::ActiveModel {
        id: Set(id),
        household_id: Set(correction.household_id),
        channel: Set(channel.expect("a correction without problems has a channel")),
        language: Set(language.expect("a correction without problems has a language")),
        interpreter_needed: Set(correction.interpreter_needed),
        referring_body: Set(referring_body),
        version: Set(case.version + 1),
        ..Default::default()
    };
    let case = cases::Entity::update(row).exec(&transaction).await?;
    finish_change(
        context,
        transaction,
        Permission::CaseUpdate,
        (id, case.person_id),
    )
    .await?;
    Ok(case.into())
}

#[cfg(test)]
mod tests {
    use kernel::{errors::ProblemCode::*, testing::Store};

    use super::*;
    use crate::{
        close_case,
        model::{Closing, ClosingGround, HouseholdId},
        testing::{AHLEN_KI, Fixture, problem, problems},
    };

    fn correction(case: &Case) -> IntakeCorrection {
        IntakeCorrection {
            household_id: case.household_id,
            channel: "home-visit".to_owned(),
            language: "ar".to_owned(),
            interpreter_needed: true,
            referring_body: Some("self".to_owned()),
            expected_version: case.version,
        }
    }

    #[tokio::test]
    async fn a_correction_changes_what_was_noted_and_nothing_else() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let corrected = correct_intake(&lead, case.id, correction(&case))
                .await
                .expect("corrects");
            let expected = Case {
                channel: "home-visit".parse().expect("a key"),
                language: "ar".parse().expect("a language"),
                interpreter_needed: true,
                referring_body: Some("self".parse().expect("a key")),
                version: case.version + 1,
                ..case.clone()
            };
            assert_eq!(corrected, expected, "{store:?}");
            let overtaken = correct_intake(&lead, case.id, correction(&case)).await;
            assert_eq!(problem(overtaken), ("version", Conflict));
        }
    }

    #[tokio::test]
    async fn every_problem_is_named_and_a_closed_case_stays_as_it_is() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let wrong = IntakeCorrection {
            household_id: Some(HouseholdId::generate()),
            channel: String::new(),
            language: "klingon".to_owned(),
            referring_body: Some("nobody".to_owned()),
            ..correction(&case)
        };
        assert_eq!(
            problems(correct_intake(&lead, case.id, wrong).await),
            [
                ("channel", Required),
                ("language", Unknown),
                ("referringBody", Unknown),
                ("householdId", Unknown)
            ]
        );
        let closing = Closing {
            ground: ClosingGround::GoalsReached,
            note: String::new(),
            closed_on: lead.clock().today(),
            expected_version: case.version,
        };
        let closed = close_case(&lead, case.id, closing).await.expect("closes");
        let refused = correct_intake(&lead, case.id, correction(&closed)).await;
        assert_eq!(problem(refused), ("caseId", CaseClosed));
    }
}
