//! Changing the constellation.

use kernel::{
    access::Permission,
    errors::{Failure, ProblemCode},
};
use sea_orm::{EntityTrait, Set};
use tenants::{CountyContext, model::keys::ConstellationKey};

use crate::{
    case_change::{check_open, finish_change, lock_case},
    check_input::InputCheck,
    history::{begin_constellation, end_constellation},
    model::{Case, CaseId, ConstellationChange, limits::REASON_LENGTH_MAX},
    tables::cases,
};

/// Works on a case in another constellation from today. Needs [`Permission::CaseUpdate`].
///
/// # Errors
/// `CaseClosed` on `caseId`, `Conflict` on `version`, `Unknown` or `Unchanged` on `constellation`,
/// `Required` or `TooLong` on `reason`.
pub async fn change_constellation(
    context: &CountyContext,
    id: CaseId,
    change: ConstellationChange,
) -> Result<Case, Failure> {
    let scope = context.authorize(Permission::CaseUpdate)?;
    let today = context.clock().today();
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, &scope, id).await?;
    let mut check = InputCheck::default();
    check_open(&mut check, &case);
    check.version(case.version, change.expected_version);
    let reason = check.required_text("reason", &change.reason, REASON_LENGTH_MAX);
    let offered = |key: &ConstellationKey| {
        context
            .county()
            .constellations_at(today)
            .any(|c| c.key == *key)
    };
    let constellation = check.key("constellation", &change.constellation, offered);
    let changed = constellation.as_ref() != Some(&case.constellation_key);
    check.require(changed, "constellation", ProblemCode::Unchanged);
    check.finish()?;
    let row = cases::ActiveModel {
        id: Set(id),
        constellation_key: Set(constellation.expect("a constellation without problems is known")),
        version: Set(case.version + 1),
        ..Default::default()
    };
    let case = cases::Entity::update(row).exec(&transaction).await?;
    end_constellation(&transaction, id, today).await?;
    begin_constellation(context, &transaction, &case, today, &reason).await?;
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
    use kernel::{errors::ProblemCode::*, paging::PageRequest, testing::Store};

    use super::*;
    use crate::{
        model::TimelineEvent,
        read_timeline,
        testing::{AHLEN_KI, Fixture, problem, problems},
    };

    fn to(constellation: &str, version: i32) -> ConstellationChange {
        ConstellationChange {
            constellation: constellation.to_owned(),
            reason: "Begleitung genügt.".to_owned(),
            expected_version: version,
        }
    }

    #[tokio::test]
    async fn each_change_stands_in_the_timeline() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            for (constellation, version) in [("process-support", 1), ("brief-intervention", 2)] {
                change_constellation(&lead, case.id, to(constellation, version))
                    .await
                    .expect("changes");
            }
            let page = PageRequest {
                size: 10,
                after: None,
            };
            let timeline = read_timeline(&lead, case.id, &page)
                .await
                .expect("reads")
                .rows;
            let changes: Vec<(&str, &str)> = timeline
                .iter()
                .filter_map(|entry| match &entry.event {
                    TimelineEvent::ConstellationChanged { from, to, .. } => {
                        Some((from.as_str(), to.as_str()))
                    }
                    _ => None,
                })
                .collect();
            assert_eq!(
                changes,
                [
                    ("process-support", "brief-intervention"),
                    ("case-management", "process-support")
                ],
                "{store:?}"
            );
            let opened = TimelineEvent::Opened {
                constellation: "case-management".parse().expect("a key"),
                reason: case.reason.clone(),
            };
            assert_eq!(timeline.last().map(|entry| &entry.event), Some(&opened));
        }
    }

    #[tokio::test]
    async fn what_is_no_change_is_refused() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let same = change_constellation(&lead, case.id, to("case-management", 1)).await;
        assert_eq!(problem(same), ("constellation", Unchanged));
        let wrong = ConstellationChange {
            reason: String::new(),
            ..to("somehow", 2)
        };
        assert_eq!(
            problems(change_constellation(&lead, case.id, wrong).await),
            [
                ("version", Conflict),
                ("reason", Required),
                ("constellation", Unknown)
            ]
        );
    }
}
