//! Recording a consent, and its withdrawal.

use chrono::NaiveDate;
use kernel::{
    access::Permission,
    errors::{Failure, Problem, ProblemCode},
    idempotency::IdempotencyKey,
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, QueryTrait, Set,
};
use tenants::{CountyContext, model::keys::LanguageCode};

use crate::{
    case_change::{came_second, check_open, finish_change, lock_case},
    case_scope::cases_in,
    check_input::InputCheck,
    model::{
        Consent, ConsentId, NewConsent, ReferralState, Withdrawal,
        limits::{
            CASE_DATE_EARLIEST, PROVIDER_LENGTH_MAX, REASON_LENGTH_MAX, TEXT_VERSION_LENGTH_MAX,
        },
    },
    tables::{cases, consents, referrals},
};

/// Records a signed consent. Needs [`Permission::SupportRecord`].
///
/// # Errors
/// `CaseClosed` on `caseId`, `Required` on `purpose` and, where the purpose names somebody, on
/// `recipient`; `Required` or `TooLong` on `textVersion`, `Required` or `Unknown` on `language`,
/// `InTheFuture` or `TooEarly` on `signedOn`, `TooEarly` on `endsOn` before the signature.
pub async fn record_consent(
    context: &CountyContext,
    new: NewConsent,
    key: Option<IdempotencyKey>,
) -> Result<Consent, Failure> {
    match try_record(context, &new, key.as_ref()).await {
        Err(failure) if came_second(key.as_ref(), &failure) => {
            try_record(context, &new, key.as_ref()).await
        }
        result => result,
    }
}

async fn try_record(
    context: &CountyContext,
    new: &NewConsent,
    key: Option<&IdempotencyKey>,
) -> Result<Consent, Failure> {
    let scope = context.authorize(Permission::SupportRecord)?;
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, &scope, new.case_id).await?;
    if let Some(key) = key
        && let Some(id) = key.earlier_result(context, &transaction).await?
    {
        let earlier = consents::Entity::find_by_id(ConsentId(id))
            .one(&transaction)
            .await?;
        return earlier.map(Consent::from).ok_or(Failure::NotFound);
    }
    let consent = check_consent(context, &case, new)?;
    let insert = consents::Entity::insert(consent.clone().into_active_model());
    insert.exec_without_returning(&transaction).await?;
    if let Some(key) = key {
        key.remember(context, &transaction, consent.id.0).await?;
    }
    finish_change(
        context,
        transaction,
        Permission::SupportRecord,
        (case.id, case.person_id),
    )
    .await?;
    Ok(consent.into())
}

fn check_consent(
    context: &CountyContext,
    case: &cases::Model,
    new: &NewConsent,
) -> Result<consents::Model, Failure> {
    let mut check = InputCheck::default();
    check_open(&mut check, case);
    check.require(new.purpose.is_some(), "purpose", ProblemCode::Required);
    let recipient = check.text("recipient", &new.recipient, PROVIDER_LENGTH_MAX);
    let names_recipient =
        !new.purpose.is_some_and(|purpose| purpose.needs_recipient()) || !recipient.is_empty();
    check.require(names_recipient, "recipient", ProblemCode::Required);
    let text_version =
        check.required_text("textVersion", &new.text_version, TEXT_VERSION_LENGTH_MAX);
    let languages = context.county().languages();
    let language: Option<LanguageCode> = check.key("language", &new.language, |key| {
        languages.iter().any(|known| known.key == *key)
    });
    // A consent may be older than the case: given at an earlier case, or to who referred.
    let today = context.clock().today();
    check.past_date("signedOn", new.signed_on, CASE_DATE_EARLIEST, today);
    if new.ends_on.is_some_and(|last| last < new.signed_on) {
        check.note(Problem::new("endsOn", ProblemCode::TooEarly).with("earliest", new.signed_on));
    }
    check.finish()?;
    Ok(consents::Model {
        id: ConsentId::generate(),
        case_id: case.id,
        purpose: new
            .purpose
            .expect("a consent without problems has a purpose"),
        recipient,
        text_version,
        language: language.expect("a language without problems is known"),
        interpreter_present: new.interpreter_present,
        signed_on: new.signed_on,
        ends_on: new.ends_on,
        withdrawn_on: None,
        withdrawal_note: String::new(),
        withdrawn_by: None,
        recorded_by: context.account_id()?,
        recorded_at: context.clock().now(),
    })
}

/// Records that the person withdrew a consent. It takes effect with this change: referrals that rest
/// on it and still wait for something are revoked in the same transaction, and named. A closed case
/// takes it too: a withdrawal is always possible (Art. 7 (3) GDPR). Needs
/// [`Permission::SupportRecord`].
///
/// # Errors
/// `Unchanged` on `consentId` if it was withdrawn before, `InTheFuture` or `TooEarly` on
/// `withdrawnOn`, `TooLong` on `note`.
pub async fn withdraw_consent(
    context: &CountyContext,
    id: ConsentId,
    withdrawn_on: NaiveDate,
    note: &str,
) -> Result<Withdrawal, Failure> {
    let scope = context.authorize(Permission::SupportRecord)?;
    let transaction = context.database().begin().await?;
    let in_scope = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases_in(&scope))
        .into_query();
    let query = consents::Entity::find_by_id(id)
        .filter(consents::Column::CaseId.in_subquery(in_scope))
        .lock_exclusive();
    let consent = query.one(&transaction).await?.ok_or(Failure::NotFound)?;
    // Sending holds the case as well: a referral is either sent before and stopped, or finds the
    // consent withdrawn.
    let case = lock_case(&transaction, &scope, consent.case_id).await?;
    let mut check = InputCheck::default();
    let is_new = consent.withdrawn_on.is_none();
    check.require(is_new, "consentId", ProblemCode::Unchanged);
    let today = context.clock().today();
    check.past_date("withdrawnOn", withdrawn_on, consent.signed_on, today);
    let note = check.text("note", note, REASON_LENGTH_MAX);
    check.finish()?;
    let row = consents::ActiveModel {
        id: Set(id),
        withdrawn_on: Set(Some(withdrawn_on)),
        withdrawal_note: Set(note),
        withdrawn_by: Set(Some(context.account_id()?)),
        ..Default::default()
    };
    let consent = consents::Entity::update(row).exec(&transaction).await?;
    let resting = referrals::Entity::find()
        .filter(referrals::Column::ConsentId.eq(id))
        .all(&transaction)
        .await?;
    let mut stopped = Vec::new();
    for referral in resting.into_iter().filter(|one| one.state.is_pending()) {
        let row = referrals::ActiveModel {
            id: Set(referral.id),
            state: Set(ReferralState::Revoked),
            answered_on: Set(Some(withdrawn_on.max(referral.sent_on))),
            answered_by: Set(Some(context.account_id()?)),
            answer_recorded_at: Set(Some(context.clock().now())),
            version: Set(referral.version + 1),
            ..Default::default()
        };
        let revoked = referrals::Entity::update(row).exec(&transaction).await?;
        stopped.push(revoked.into());
    }
    finish_change(
        context,
        transaction,
        Permission::SupportRecord,
        (case.id, case.person_id),
    )
    .await?;
    Ok(Withdrawal {
        consent: consent.into(),
        stopped,
    })
}

#[cfg(test)]
mod tests {
    use kernel::{access::Scope, testing::Store};

    use super::*;
    use crate::{
        list_consents, list_referrals,
        model::{Case, ConsentPurpose, NewReferral, ReferralBasis},
        send_referral,
        testing::{
            AHLEN_KI, Fixture, consent, day, idempotency_key, is_not_found, problem, problems,
        },
    };

    fn referral(case: &Case, consent: ConsentId) -> NewReferral {
        NewReferral {
            case_id: case.id,
            legal_field: "sgb-2".to_owned(),
            provider: "Jobcenter".to_owned(),
            basis: Some(ReferralBasis::Consent),
            basis_note: String::new(),
            consent: Some(consent),
            disclosed: vec![],
            sent_on: day("2026-06-12"),
        }
    }

    #[tokio::test]
    async fn a_withdrawal_stops_what_rests_on_the_consent_and_nothing_else() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let given = record_consent(&lead, consent(&case), None)
                .await
                .expect("records");
            let other = record_consent(&lead, consent(&case), None)
                .await
                .expect("records");
            let sent = send_referral(&lead, referral(&case, given.id), None)
                .await
                .expect("sends");
            send_referral(&lead, referral(&case, other.id), None)
                .await
                .expect("sends");
            let withdrawal =
                withdraw_consent(&lead, given.id, day("2026-07-01"), "Will nicht mehr.")
                    .await
                    .expect("withdraws");
            let stopped: Vec<_> = withdrawal
                .stopped
                .iter()
                .map(|one| (one.id, one.state))
                .collect();
            assert_eq!(stopped, [(sent.id, ReferralState::Revoked)], "{store:?}");
            let pending = list_referrals(&lead, case.id).await.expect("lists");
            assert_eq!(
                pending.iter().filter(|one| one.state.is_pending()).count(),
                1
            );
            let again = withdraw_consent(&lead, given.id, day("2026-07-01"), "").await;
            assert_eq!(problem(again), ("consentId", ProblemCode::Unchanged));
            let late = send_referral(&lead, referral(&case, given.id), None).await;
            assert_eq!(problem(late), ("consentId", ProblemCode::ConsentNotInForce));
        }
    }

    #[tokio::test]
    async fn of_sending_and_withdrawing_at_once_nothing_is_left_pending() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let given = record_consent(&lead, consent(&case), None)
                .await
                .expect("records");
            let (sent, withdrawn) = tokio::join!(
                send_referral(&lead, referral(&case, given.id), None),
                withdraw_consent(&lead, given.id, day("2026-07-01"), ""),
            );
            let withdrawn = withdrawn.expect("withdraws");
            assert_eq!(
                withdrawn.stopped.len(),
                usize::from(sent.is_ok()),
                "{store:?}"
            );
            let left = list_referrals(&lead, case.id).await.expect("lists");
            assert!(left.iter().all(|one| !one.state.is_pending()), "{store:?}");
        }
    }

    #[tokio::test]
    async fn a_consent_names_whom_it_is_for_and_the_same_form_counts_once() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let wrong = NewConsent {
            recipient: " ".to_owned(),
            text_version: String::new(),
            language: "tlh".to_owned(),
            signed_on: day("2026-07-16"),
            ends_on: Some(day("2026-07-01")),
            ..consent(&case)
        };
        use ProblemCode::{InTheFuture, Required, TooEarly, Unknown};
        assert_eq!(
            problems(record_consent(&lead, wrong, None).await),
            [
                ("recipient", Required),
                ("textVersion", Required),
                ("language", Unknown),
                ("signedOn", InTheFuture),
                ("endsOn", TooEarly),
            ]
        );
        let for_work = NewConsent {
            purpose: Some(ConsentPurpose::CaseWork),
            recipient: String::new(),
            ..consent(&case)
        };
        for _ in 0..2 {
            let key = idempotency_key("k", "input");
            record_consent(&lead, for_work.clone(), key)
                .await
                .expect("records");
        }
        let listed = list_consents(&lead, case.id).await.expect("lists");
        assert_eq!(listed.len(), 1);
        let elsewhere = fixture
            .case_manager(Scope::unit("suedkreis".parse().expect("a key")))
            .await;
        assert!(is_not_found(
            record_consent(&elsewhere, for_work, None).await
        ));
        let id = listed[0].id;
        assert!(is_not_found(
            withdraw_consent(&elsewhere, id, day("2026-07-01"), "").await
        ));
    }
}
