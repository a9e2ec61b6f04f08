//! Referring a case and recording the answer.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kernel::{
    access::{Permission, Scope},
    database::TenantTransaction,
    errors::{Failure, ProblemCode},
    idempotency::IdempotencyKey,
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, QueryTrait, Set,
};
use tenants::{CountyContext, model::keys::LegalFieldKey};

use crate::{
    case_change::{came_second, check_open, finish_change, lock_case},
    case_scope::cases_in,
    check_input::InputCheck,
    model::{
        Consent, ConsentId, DisclosedField, NewReferral, Referral, ReferralAnswer, ReferralBasis,
        ReferralId, ReferralState,
        limits::{BASIS_NOTE_LENGTH_MAX, PROVIDER_LENGTH_MAX, REASON_LENGTH_MAX},
    },
    tables::{cases, consents, referrals},
};

/// Records that a case was referred to a service. Needs [`Permission::ReferralRecord`].
///
/// # Errors
/// `CaseClosed` on `caseId`, `Unknown` on `legalField`, `Required` or `TooLong` on `provider`,
/// `Required` on `basis` (nothing is passed on without one) and on `basisNote` of a legal basis;
/// `Required`, `Unknown` or `ConsentNotInForce` on `consentId` of a consent; `InTheFuture` or `TooEarly` on `sentOn`.
pub async fn send_referral(
    context: &CountyContext,
    new: NewReferral,
    key: Option<IdempotencyKey>,
) -> Result<Referral, Failure> {
    let scope = context.authorize(Permission::ReferralRecord)?;
    match try_send(context, &scope, &new, key.as_ref()).await {
        Err(failure) if came_second(key.as_ref(), &failure) => {
            try_send(context, &scope, &new, key.as_ref()).await
        }
        result => result,
    }
}

async fn try_send(
    context: &CountyContext,
    scope: &Scope,
    new: &NewReferral,
    key: Option<&IdempotencyKey>,
) -> Result<Referral, Failure> {
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, scope, new.case_id).await?;
    if let Some(key) = key
        && let Some(id) = key.earlier_result(context, &transaction).await?
    {
        let earlier = referrals::Entity::find_by_id(ReferralId(id))
            .one(&transaction)
            .await?;
        return earlier.map(Referral::from).ok_or(Failure::NotFound);
    }
    let consent = find_consent(&transaction, new).await?;
    let referral = check_referral(context, &case, new, consent.as_ref())?;
    let insert = referrals::Entity::insert(referral.clone().into_active_model());
    insert.exec_without_returning(&transaction).await?;
    if let Some(key) = key {
        key.remember(context, &transaction, referral.id.0).await?;
    }
    finish_change(
        context,
        transaction,
        Permission::ReferralRecord,
        (case.id, case.person_id),
    )
    .await?;
    Ok(referral.into())
}

/// The consent that is named, if it is one of this case.
async fn find_consent(
    transaction: &TenantTransaction,
    new: &NewReferral,
) -> Result<Option<Consent>, Failure> {
    let Some(id) = new.consent else {
        return Ok(None);
    };
    let query = consents::Entity::find_by_id(id).filter(consents::Column::CaseId.eq(new.case_id));
    Ok(query.one(transaction).await?.map(Consent::from))
}

/// Data are passed on under a consent only if it holds on that day and today: what was withdrawn
/// meanwhile must not be sent, whatever day is entered.
fn check_basis(
    check: &mut InputCheck,
    new: &NewReferral,
    consent: Option<&Consent>,
    today: NaiveDate,
) -> Option<ConsentId> {
    check.require(new.basis.is_some(), "basis", ProblemCode::Required);
    if new.basis != Some(ReferralBasis::Consent) {
        return None;
    }
    check.require(new.consent.is_some(), "consentId", ProblemCode::Required);
    if new.consent.is_some() {
        check.require(consent.is_some(), "consentId", ProblemCode::Unknown);
    }
    let covers = |consent: &Consent| {
        consent.covers_passing_on(new.sent_on) && consent.covers_passing_on(today)
    };
    let holds = consent.is_none_or(covers);
    check.require(holds, "consentId", ProblemCode::ConsentNotInForce);
    new.consent
}

fn check_referral(
    context: &CountyContext,
    case: &cases::Model,
    new: &NewReferral,
    consent: Option<&Consent>,
) -> Result<referrals::Model, Failure> {
    let mut check = InputCheck::default();
    check_open(&mut check, case);
    let fields = context.county().legal_fields();
    let legal_field: Option<LegalFieldKey> = check.key("legalField", &new.legal_field, |key| {
        fields.iter().any(|field| field.key == *key)
    });
    let provider = check.required_text("provider", &new.provider, PROVIDER_LENGTH_MAX);
    let consent_id = check_basis(&mut check, new, consent, context.clock().today());
    let basis_note = check.text("basisNote", &new.basis_note, BASIS_NOTE_LENGTH_MAX);
    let names_law = new.basis != Some(ReferralBasis::LegalBasis) || !basis_note.is_empty();
    check.require(names_law, "basisNote", ProblemCode::Required);
    check.past_date(
        "sentOn",
        new.sent_on,
        case.opened_on,
        context.clock().today(),
    );
    check.finish()?;
    Ok(referrals::Model {
        id: ReferralId::generate(),
        case_id: case.id,
        legal_field: legal_field.expect("a legal field without problems is known"),
        provider,
        basis: new.basis.expect("a referral without problems has a basis"),
        basis_note,
        sent_on: new.sent_on,
        state: ReferralState::Sent,
        state_reason: String::new(),
        answered_on: None,
        recorded_by: context.account_id()?,
        recorded_at: context.clock().now(),
        answered_by: None,
        answer_recorded_at: None,
        version: 1,
        consent_id,
        disclosed: disclosed_keys(&new.disclosed),
    })
}

/// As they are kept: each once, in the order of the list.
pub(crate) fn disclosed_keys(fields: &[DisclosedField]) -> String {
    let fields: BTreeSet<&DisclosedField> = fields.iter().collect();
    let keys: Vec<&str> = fields.into_iter().map(|field| field.key()).collect();
    keys.join(" ")
}

/// Records a service's answer, or that the referral was taken back. Needs
/// [`Permission::ReferralRecord`]. A closed case takes answers too: they come late.
///
/// # Errors
/// `Conflict` on `version`; on `state` `Unchanged` or, if the referral has ended, `Conflict`;
/// `Required` or `TooLong` on `reason`; `InTheFuture` or `TooEarly` on `answeredOn`.
pub async fn answer_referral(
    context: &CountyContext,
    id: ReferralId,
    answer: ReferralAnswer,
) -> Result<Referral, Failure> {
    let scope = context.authorize(Permission::ReferralRecord)?;
    let transaction = context.database().begin().await?;
    let in_scope = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases_in(&scope))
        .into_query();
    // One statement for a referral out of scope as for one that is not there: a second would show
    // in the time that the answer takes.
    let query = referrals::Entity::find_by_id(id)
        .filter(referrals::Column::CaseId.in_subquery(in_scope))
        .lock_exclusive();
    let referral = query.one(&transaction).await?.ok_or(Failure::NotFound)?;
    let case = lock_case(&transaction, &scope, referral.case_id).await?;
    let reason = check_answer(context, &referral, &answer)?;
    let row = referrals::ActiveModel {
        id: Set(id),
        state: Set(answer.state),
        state_reason: Set(reason),
        answered_on: Set(Some(answer.answered_on)),
        answered_by: Set(Some(context.account_id()?)),
        answer_recorded_at: Set(Some(context.clock().now())),
        version: Set(referral.version + 1),
        ..Default::default()
    };
    let referral = referrals::Entity::update(row).exec(&transaction).await?;
    finish_change(
        context,
        transaction,
        Permission::ReferralRecord,
        (case.id, case.person_id),
    )
    .await?;
    Ok(referral.into())
}

/// The reason to be kept, or every problem of the answer.
fn check_answer(
    context: &CountyContext,
    referral: &referrals::Model,
    answer: &ReferralAnswer,
) -> Result<String, Failure> {
    let mut check = InputCheck::default();
    check.version(referral.version, answer.expected_version);
    if answer.state == referral.state {
        check.require(false, "state", ProblemCode::Unchanged);
    } else {
        check.require(
            referral.state.may_become(answer.state),
            "state",
            ProblemCode::Conflict,
        );
    }
    let reason = check.text("reason", &answer.reason, REASON_LENGTH_MAX);
    let says_why = !answer.state.needs_reason() || !reason.is_empty();
    check.require(says_why, "reason", ProblemCode::Required);
    check.past_date(
        "answeredOn",
        answer.answered_on,
        referral.sent_on,
        context.clock().today(),
    );
    check.finish()?;
    Ok(reason)
}

#[cfg(test)]
mod tests;
