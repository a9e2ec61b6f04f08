//! Recording how areas of life were assessed.

use kernel::{
    access::Permission,
    errors::{Failure, Problem, ProblemCode},
};
use sea_orm::{EntityTrait, IntoActiveModel};
use tenants::{CountyContext, model::keys::LifeAreaKey};

use crate::{
    case_change::{check_open, finish_change, lock_case},
    check_input::InputCheck,
    model::{
        Assessment, AssessmentId, NewAreaAssessment, NewAssessment, Urgency,
        limits::NOTE_LENGTH_MAX,
    },
    tables::{assessments, cases},
};

/// Records an assessment of one or several areas of life. Needs [`Permission::SupportRecord`].
/// Nothing is overwritten: what is entered later for the same area and day stands in front of what
/// was entered before.
///
/// # Errors
/// `CaseClosed` on `caseId`, `InTheFuture` or `TooEarly` on `assessedOn`, `Required` on `areas` if
/// nothing was entered; in each entry `Unknown` or, for an area named twice, `Taken` on `lifeArea`,
/// `Required` on `need`, `TooLong` on `resource` and `ownView`.
pub async fn record_assessment(
    context: &CountyContext,
    new: NewAssessment,
) -> Result<Vec<Assessment>, Failure> {
    let scope = context.authorize(Permission::SupportRecord)?;
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, &scope, new.case_id).await?;
    let rows = check_assessment(context, &case, &new)?;
    let insert = assessments::Entity::insert_many(
        rows.iter().cloned().map(IntoActiveModel::into_active_model),
    );
    insert.exec_without_returning(&transaction).await?;
    finish_change(
        context,
        transaction,
        Permission::SupportRecord,
        (case.id, case.person_id),
    )
    .await?;
    Ok(rows.into_iter().map(Assessment::from).collect())
}

fn check_assessment(
    context: &CountyContext,
    case: &cases::Model,
    new: &NewAssessment,
) -> Result<Vec<assessments::Model>, Failure> {
    let mut check = InputCheck::default();
    check_open(&mut check, case);
    check.past_date(
        "assessedOn",
        new.assessed_on,
        case.opened_on,
        context.clock().today(),
    );
    let entered = || {
        new.areas
            .iter()
            .enumerate()
            .filter(|(_, area)| !area.is_empty())
    };
    check.require(entered().next().is_some(), "areas", ProblemCode::Required);
    let mut rows: Vec<assessments::Model> = Vec::new();
    for (index, area) in entered() {
        let mut of_area = InputCheck::default();
        let row = check_area(context, (case, new), area, &mut of_area)?;
        if let Some(row) = row {
            let is_second = rows.iter().any(|known| known.life_area == row.life_area);
            of_area.require(!is_second, "lifeArea", ProblemCode::Taken);
            rows.push(row);
        }
        check.note_entry(&format!("areas.{index}"), of_area);
    }
    check.finish()?;
    Ok(rows)
}

/// The row of an area, unless it has problems.
fn check_area(
    context: &CountyContext,
    (case, new): (&cases::Model, &NewAssessment),
    area: &NewAreaAssessment,
    check: &mut InputCheck,
) -> Result<Option<assessments::Model>, Failure> {
    let areas = context.county().life_areas();
    let life_area: Option<LifeAreaKey> = check.key("lifeArea", &area.life_area, |key| {
        areas.iter().any(|known| known.key == *key)
    });
    if area.need.is_none() {
        check.note(Problem::new("need", ProblemCode::Required));
    }
    let resource = check.text("resource", &area.resource, NOTE_LENGTH_MAX);
    let own_view = check.text("ownView", &area.own_view, NOTE_LENGTH_MAX);
    let recorded_by = context.account_id()?;
    Ok(life_area
        .zip(area.need)
        .map(|(life_area, need)| assessments::Model {
            id: AssessmentId::generate(),
            case_id: case.id,
            life_area,
            assessed_on: new.assessed_on,
            need,
            urgency: area.urgency.unwrap_or(Urgency::CanWait),
            resource,
            own_view,
            recorded_by,
            recorded_at: context.clock().now(),
        }))
}

#[cfg(test)]
mod tests {
    use kernel::{access::Scope, testing::Store};

    use super::*;
    use crate::{
        list_assessments,
        model::{Case, NeedLevel},
        testing::{AHLEN_KI, Fixture, day, entry_problems, is_not_found, problem},
    };

    fn area(life_area: &str, need: NeedLevel) -> NewAreaAssessment {
        NewAreaAssessment {
            life_area: life_area.to_owned(),
            need: Some(need),
            own_view: "Es wird besser.".to_owned(),
            ..NewAreaAssessment::default()
        }
    }

    fn assessment(case: &Case, on: &str, areas: Vec<NewAreaAssessment>) -> NewAssessment {
        NewAssessment {
            case_id: case.id,
            assessed_on: day(on),
            areas,
        }
    }

    #[tokio::test]
    async fn each_area_keeps_its_history_and_a_day_its_latest_word() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let entered = [
                ("2026-06-02", "housing", NeedLevel::Severe),
                ("2026-06-02", "housing", NeedLevel::Marked),
                ("2026-07-01", "housing", NeedLevel::Some),
                ("2026-06-02", "work", NeedLevel::Marked),
            ];
            for (on, key, need) in entered {
                let new = assessment(
                    &case,
                    on,
                    vec![area(key, need), NewAreaAssessment::default()],
                );
                record_assessment(&lead, new).await.expect("records");
            }
            let found = list_assessments(&lead, case.id).await.expect("reads");
            let told: Vec<_> = found
                .iter()
                .map(|one| {
                    (
                        one.assessed_on.to_string(),
                        one.life_area.to_string(),
                        one.need,
                    )
                })
                .collect();
            assert_eq!(
                told,
                [
                    (
                        "2026-07-01".to_owned(),
                        "housing".to_owned(),
                        NeedLevel::Some
                    ),
                    (
                        "2026-06-02".to_owned(),
                        "work".to_owned(),
                        NeedLevel::Marked
                    ),
                    (
                        "2026-06-02".to_owned(),
                        "housing".to_owned(),
                        NeedLevel::Marked
                    ),
                ],
                "{store:?}"
            );
        }
    }

    #[tokio::test]
    async fn every_problem_is_named_with_its_entry_and_nothing_is_kept() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let wrong = assessment(
            &case,
            "2026-07-16",
            vec![
                NewAreaAssessment::default(),
                area("weather", NeedLevel::Some),
                NewAreaAssessment {
                    need: None,
                    ..area("work", NeedLevel::Some)
                },
                area("housing", NeedLevel::Some),
                area("housing", NeedLevel::Severe),
            ],
        );
        assert_eq!(
            entry_problems(record_assessment(&lead, wrong).await),
            [
                ("assessedOn".to_owned(), ProblemCode::InTheFuture),
                ("areas.1.lifeArea".to_owned(), ProblemCode::Unknown),
                ("areas.2.need".to_owned(), ProblemCode::Required),
                ("areas.4.lifeArea".to_owned(), ProblemCode::Taken),
            ]
        );
        let empty = assessment(&case, "2026-07-01", vec![NewAreaAssessment::default()]);
        assert_eq!(
            problem(record_assessment(&lead, empty).await),
            ("areas", ProblemCode::Required)
        );
        assert_eq!(fixture.count::<assessments::Entity>(&lead).await, 0);
        let elsewhere = fixture
            .case_manager(Scope::unit("suedkreis".parse().expect("a key")))
            .await;
        let fine = assessment(&case, "2026-07-01", vec![area("work", NeedLevel::Some)]);
        assert!(is_not_found(record_assessment(&elsewhere, fine).await));
        assert!(is_not_found(list_assessments(&elsewhere, case.id).await));
    }
}
