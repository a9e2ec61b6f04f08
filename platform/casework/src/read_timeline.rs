//! Reading what happened in a case.

use kernel::{
    access::{Permission, Scope},
    audit::{self, AuditEntry},
    errors::Failure,
    paging::{Page, PageRequest},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use tenants::CountyContext;

use crate::{
    case_scope::cases_in,
    find_cases::load_referrals,
    model::{CaseId, Referral, TimelineCursor, TimelineEntry, TimelineEvent},
    tables::{assignments, cases, closures, constellations, contacts},
};

/// What happened in a case, latest first. Needs [`Permission::CaseRead`] for the case; contacts and
/// referrals are part of it where the actor may read those.
///
/// A case has some hundred entries at most, so they are put in order here and not by a union of
/// seven queries in the database.
pub async fn read_timeline(
    context: &CountyContext,
    case: CaseId,
    page: &PageRequest<TimelineCursor>,
) -> Result<Page<TimelineEntry>, Failure> {
    let scope = context.authorize(Permission::CaseRead)?;
    let query = cases::Entity::find_by_id(case).filter(cases_in(&scope));
    let case = query
        .one(context.database())
        .await?
        .ok_or(Failure::NotFound)?;
    let entry = AuditEntry {
        action: Permission::CaseRead.key(),
        object_kind: "case",
        object_id: Some(case.id.0),
        person_ids: vec![case.person_id.0],
    };
    audit::record_read(context, entry).await?;
    let mut entries = assigned(context, case.id).await?;
    entries.extend(constellations_changed(context, &case).await?);
    entries.extend(closed_and_reactivated(context, case.id).await?);
    if covers(
        &context
            .authorize(Permission::ContactRead)
            .unwrap_or_default(),
        &case,
    ) {
        entries.extend(contacted(context, case.id).await?);
    }
    if covers(
        &context
            .authorize(Permission::ReferralRead)
            .unwrap_or_default(),
        &case,
    ) {
        let referrals = load_referrals(context, &[case.id]).await?.remove(&case.id);
        entries.extend(referrals.unwrap_or_default().into_iter().flat_map(referred));
    }
    entries.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.cursor()));
    entries.retain(|entry| page.after.is_none_or(|after| entry.cursor() < after));
    Ok(Page::from_overfull(entries, page.size))
}

fn covers(scope: &Scope, case: &cases::Model) -> bool {
    scope.covers(
        Some(&case.carrier_key),
        case.unit_key.as_ref(),
        case.post_key.as_ref(),
    )
}

async fn assigned(context: &CountyContext, case: CaseId) -> Result<Vec<TimelineEntry>, Failure> {
    let query = assignments::Entity::find().filter(assignments::Column::CaseId.eq(case));
    let entry = |row: assignments::Model| TimelineEntry {
        on: row.valid_from,
        recorded_at: row.assigned_at,
        id: row.id.0,
        step: 0,
        recorded_by: row.assigned_by,
        event: TimelineEvent::Assigned {
            post: row.post_key,
            carrier: row.carrier_key,
            unit: row.unit_key,
            reason: row.reason,
        },
    };
    Ok(query
        .all(context.database())
        .await?
        .into_iter()
        .map(entry)
        .collect())
}

/// The first period is the opening, each further one a change from the one before.
async fn constellations_changed(
    context: &CountyContext,
    case: &cases::Model,
) -> Result<Vec<TimelineEntry>, Failure> {
    let periods = constellations::Entity::find()
        .filter(constellations::Column::CaseId.eq(case.id))
        .order_by_asc(constellations::Column::ChangedAt)
        .order_by_asc(constellations::Column::Id)
        .all(context.database())
        .await?;
    let opened = TimelineEntry {
        on: case.opened_on,
        recorded_at: case.created_at,
        id: case.id.0,
        step: 0,
        recorded_by: case.opened_by,
        event: TimelineEvent::Opened {
            constellation: periods.first().map_or_else(
                || case.constellation_key.clone(),
                |first| first.constellation_key.clone(),
            ),
            reason: case.reason.clone(),
        },
    };
    let changed = periods.windows(2).map(|pair| TimelineEntry {
        on: pair[1].valid_from,
        recorded_at: pair[1].changed_at,
        id: pair[1].id.0,
        step: 0,
        recorded_by: pair[1].changed_by,
        event: TimelineEvent::ConstellationChanged {
            from: pair[0].constellation_key.clone(),
            to: pair[1].constellation_key.clone(),
            reason: pair[1].reason.clone(),
        },
    });
    Ok([opened].into_iter().chain(changed).collect())
}

async fn closed_and_reactivated(
    context: &CountyContext,
    case: CaseId,
) -> Result<Vec<TimelineEntry>, Failure> {
    let query = closures::Entity::find().filter(closures::Column::CaseId.eq(case));
    Ok(query
        .all(context.database())
        .await?
        .into_iter()
        .flat_map(closing_and_reactivation)
        .collect())
}

fn closing_and_reactivation(row: closures::Model) -> impl Iterator<Item = TimelineEntry> {
    let closed = TimelineEntry {
        on: row.closed_on,
        recorded_at: row.closed_at,
        id: row.id.0,
        step: 0,
        recorded_by: row.closed_by,
        event: TimelineEvent::Closed {
            ground: row.ground,
            note: row.note,
            by_rule: row.by_rule,
        },
    };
    let reactivation = row
        .reactivated_on
        .zip(row.reactivated_at)
        .zip(row.reactivated_by);
    let reactivated = reactivation.map(|((on, recorded_at), recorded_by)| TimelineEntry {
        on,
        recorded_at,
        id: row.id.0,
        step: 1,
        recorded_by,
        event: TimelineEvent::Reactivated {
            reason: row.reactivation_reason.unwrap_or_default(),
        },
    });
    [closed].into_iter().chain(reactivated)
}

async fn contacted(context: &CountyContext, case: CaseId) -> Result<Vec<TimelineEntry>, Failure> {
    let query = contacts::Entity::find().filter(contacts::Column::CaseId.eq(case));
    let entry = |row: contacts::Model| TimelineEntry {
        on: row.occurred_on,
        recorded_at: row.recorded_at,
        id: row.id.0,
        step: 0,
        recorded_by: row.recorded_by,
        event: TimelineEvent::Contact(row.into()),
    };
    Ok(query
        .all(context.database())
        .await?
        .into_iter()
        .map(entry)
        .collect())
}

fn referred(referral: Referral) -> impl Iterator<Item = TimelineEntry> {
    let sent = TimelineEntry {
        on: referral.sent_on,
        recorded_at: referral.recorded_at,
        id: referral.id.0,
        step: 0,
        recorded_by: referral.recorded_by,
        event: TimelineEvent::ReferralSent(referral.clone()),
    };
    let answer = referral
        .answered_on
        .zip(referral.answer_recorded_at)
        .zip(referral.answered_by);
    let answered = answer.map(|((on, recorded_at), recorded_by)| TimelineEntry {
        on,
        recorded_at,
        id: referral.id.0,
        step: 1,
        recorded_by,
        event: TimelineEvent::ReferralAnswered(referral),
    });
    [sent].into_iter().chain(answered)
}

#[cfg(test)]
mod tests {
    use kernel::{
        access::{Role, Scope},
        testing::Store,
    };

    use super::*;
    use crate::{
        answer_referral,
        model::{NewContact, NewReferral, ReferralAnswer, ReferralBasis, ReferralState},
        record_contact, send_referral,
        testing::{AHLEN_KI, Fixture, day},
    };

    async fn eventful_case(fixture: &Fixture, context: &CountyContext) -> CaseId {
        let case = fixture.case(context, "Haddad", AHLEN_KI).await;
        for occurred_on in ["2026-06-05", "2026-07-01", "2026-07-01"] {
            let new = NewContact {
                case_id: case.id,
                occurred_on: day(occurred_on),
                channel: "phone".to_owned(),
                minutes: 10,
                interpreter_present: false,
                with_client: true,
                note: String::new(),
            };
            record_contact(context, new, None).await.expect("records");
        }
        let new = NewReferral {
            case_id: case.id,
            legal_field: "sgb-8".to_owned(),
            provider: "Jugendamt".to_owned(),
            basis: Some(ReferralBasis::LegalBasis),
            basis_note: "§ 16 SGB I".to_owned(),
            consent: None,
            disclosed: Vec::new(),
            sent_on: day("2026-06-10"),
        };
        let sent = send_referral(context, new, None).await.expect("sends");
        let answer = ReferralAnswer {
            state: ReferralState::Done,
            reason: String::new(),
            answered_on: day("2026-06-30"),
            expected_version: 1,
        };
        answer_referral(context, sent.id, answer)
            .await
            .expect("answers");
        case.id
    }

    #[tokio::test]
    async fn what_happened_last_comes_first_and_pages_are_the_whole() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = eventful_case(&fixture, &lead).await;
            let whole = read_timeline(
                &lead,
                case,
                &PageRequest {
                    size: 100,
                    after: None,
                },
            )
            .await
            .expect("reads");
            let days: Vec<String> = whole
                .rows
                .iter()
                .map(|entry| entry.on.format("%m-%d").to_string())
                .collect();
            assert_eq!(
                days,
                [
                    "07-01", "07-01", "06-30", "06-10", "06-05", "06-01", "06-01"
                ],
                "{store:?}"
            );
            let mut walked = Vec::new();
            let mut request = PageRequest {
                size: 2,
                after: None,
            };
            loop {
                let part = read_timeline(&lead, case, &request).await.expect("reads");
                request.after = part.rows.last().map(TimelineEntry::cursor);
                walked.extend(part.rows);
                if !part.has_next {
                    break;
                }
            }
            assert!(walked == whole.rows, "{store:?}");
        }
    }

    #[tokio::test]
    async fn what_the_reader_may_not_read_is_not_part_of_it() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = eventful_case(&fixture, &lead).await;
        for (role, entries) in [
            (Role::KimLead, 7),
            (Role::AuthorityOfficer, 4),
            (Role::AdminAssistant, 2),
        ] {
            let reader = fixture.signed_in(role, Scope::whole_county()).await;
            let page = PageRequest {
                size: 100,
                after: None,
            };
            let timeline = read_timeline(&reader, case, &page).await.expect("reads");
            assert_eq!(timeline.rows.len(), entries, "{role:?}");
        }
    }

    #[tokio::test]
    async fn the_case_page_costs_seven_statements() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = eventful_case(&fixture, &lead).await;
        let request = fixture.again(&lead);
        read_timeline(
            &request,
            case,
            &PageRequest {
                size: 100,
                after: None,
            },
        )
        .await
        .expect("reads");
        assert_eq!(request.database().statements().total(), 7);
    }
}
