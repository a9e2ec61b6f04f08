//! Referrals: handing to a service that is competent first; its answer comes back.

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    answer_referral,
    model::{self, CaseId, ConsentId, NewReferral, ReferralAnswer, ReferralId, ReferralState},
    send_referral,
};
use kernel::{errors::Failure, ids::AccountId};
use tenants::{CountyContext, words::Family};

use super::{Case, payload::find_case_if_selected};
use crate::{
    Date,
    caller::county,
    errors::{Answer, UserError},
    gate::within,
    ids::NodeKind,
    input::{InputReader, given},
    labels::CodeListEntry,
    limits::LIST_INPUT_MAX,
    loaders::account_name,
};

/// A referral of a case to a service. Permission: referral.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Referral {
    /// Its id.
    id: ID,
    /// The law under which the service acts.
    legal_field: CodeListEntry,
    /// The service.
    provider: String,
    /// On what basis data were passed on.
    basis: CodeListEntry,
    /// The paragraph, or who consented when.
    basis_note: String,
    /// The consent on which it rests; null for a legal basis.
    consent_id: Option<ID>,
    /// What was passed on about the person.
    disclosed: Vec<CodeListEntry>,
    /// The day it was sent.
    sent_on: Date,
    /// How far it is.
    state: CodeListEntry,
    /// Why it was rejected or revoked, or what came of it.
    state_reason: String,
    /// The day of the latest answer; null if none came.
    answered_on: Option<Date>,
    /// Whether something is still expected to come back.
    pending: bool,
    /// Counts answers, from 1. Send it back with an answer.
    version: i32,
    #[graphql(skip)]
    recorded_by: AccountId,
}

impl Referral {
    pub(in crate::county) fn new(referral: model::Referral, context: &CountyContext) -> Self {
        let locale = context.locale();
        let legal_field = referral.legal_field.as_str();
        Self {
            id: NodeKind::Referral.global_id(referral.id.0),
            legal_field: CodeListEntry::of(
                context.county(),
                locale,
                Family::LegalField,
                legal_field,
            ),
            basis: CodeListEntry::of_platform(locale, "referral-basis", referral.basis.key()),
            consent_id: referral
                .consent
                .map(|consent| NodeKind::Consent.global_id(consent.0)),
            disclosed: referral
                .disclosed
                .iter()
                .map(|field| CodeListEntry::of_platform(locale, "disclosed", field.key()))
                .collect(),
            sent_on: referral.sent_on.into(),
            state: CodeListEntry::of_platform(locale, "referral-state", referral.state.key()),
            answered_on: referral.answered_on.map(Date::from),
            pending: referral.state.is_pending(),
            version: referral.version,
            recorded_by: referral.recorded_by,
            provider: referral.provider,
            basis_note: referral.basis_note,
            state_reason: referral.state_reason,
        }
    }
}

#[ComplexObject]
impl Referral {
    /// The name of the account that recorded it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.recorded_by).await
    }
}

/// A referral as somebody enters it.
#[derive(Debug, InputObject)]
pub struct ReferralSendInput {
    /// The case.
    case_id: ID,
    /// A key of `county.lists.legalFields`.
    legal_field: String,
    /// The service; at most 200 characters.
    provider: String,
    /// A key of `county.lists.referralBases`: without a basis nothing is passed on.
    basis: Option<String>,
    /// The paragraph, or who consented when; required for a legal basis, at most 500 characters.
    #[graphql(default)]
    basis_note: String,
    /// The consent on which it rests, required for a consent: one of this case that holds.
    consent_id: Option<ID>,
    /// Keys of `county.lists.support.disclosedFields`: what is passed on about the person.
    #[graphql(default)]
    disclosed: Vec<String>,
    /// The day it was sent; today if left out, neither in the future nor before the case was opened.
    sent_on: Option<Date>,
    /// A text of at most 64 characters that the client invents for this submission: the same again
    /// gives the referral recorded before.
    idempotency_key: Option<String>,
}

/// A service's answer as somebody enters it.
#[derive(Debug, InputObject)]
pub struct ReferralAnswerInput {
    /// The referral.
    referral_id: ID,
    /// The version of the referral that the answer was made from.
    version: i32,
    /// A key of `county.lists.referralStates` other than `sent`.
    state: String,
    /// Why it was rejected or revoked, or what came of it; required for `rejected` and `revoked`, at
    /// most 2,000 characters.
    #[graphql(default)]
    reason: String,
    /// The day of the answer; today if left out, neither in the future nor before it was sent.
    answered_on: Option<Date>,
}

/// What a change of a referral answers.
#[derive(SimpleObject)]
pub struct ReferralPayload {
    /// The referral as it is now; null if the input has problems.
    referral: Option<Referral>,
    /// The case as it is now, with all its referrals; null if the input has problems.
    case: Option<Case>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of referrals.
#[derive(Default)]
pub struct ReferralMutation;

#[Object]
impl ReferralMutation {
    /// Records that an open case was referred to a service. Permission: referral.record.
    async fn referral_send(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ReferralSendInput,
    ) -> Result<ReferralPayload> {
        let context = county(ctx);
        let disclosed = input.disclosed.len();
        within(context.locale(), "listInput", disclosed, LIST_INPUT_MAX)?;
        let mut reader = InputReader::default();
        let key = reader.idempotency_key(input.idempotency_key.as_deref(), &format!("{input:?}"));
        let sent_on = reader.optional_day("sentOn", input.sent_on.as_ref());
        let new = NewReferral {
            case_id: CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id)),
            basis: reader.optional_choice("basis", input.basis.as_deref()),
            sent_on: sent_on.unwrap_or_else(|| context.clock().today()),
            consent: given(input.consent_id.map(|id| id.0))
                .map(|id| ConsentId(NodeKind::Consent.uuid_to_ask_for(&id))),
            disclosed: input
                .disclosed
                .iter()
                .filter_map(|key| reader.optional_choice("disclosed", Some(key)))
                .collect(),
            legal_field: input.legal_field,
            provider: input.provider,
            basis_note: input.basis_note,
        };
        let sent = match reader.finish(new) {
            Ok(new) => send_referral(context, new, key).await,
            Err(failure) => Err(failure),
        };
        payload(ctx, sent).await
    }

    /// Records a service's answer to a referral. Permission: referral.record.
    async fn referral_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ReferralAnswerInput,
    ) -> Result<ReferralPayload> {
        let context = county(ctx);
        let id = ReferralId(NodeKind::Referral.uuid_to_ask_for(&input.referral_id));
        let mut reader = InputReader::default();
        let answered_on = reader.optional_day("answeredOn", input.answered_on.as_ref());
        let answer = ReferralAnswer {
            state: reader.choice("state", &input.state, ReferralState::Sent),
            reason: input.reason,
            answered_on: answered_on.unwrap_or_else(|| context.clock().today()),
            expected_version: input.version,
        };
        let answered = match reader.finish(answer) {
            Ok(answer) => answer_referral(context, id, answer).await,
            Err(failure) => Err(failure),
        };
        payload(ctx, answered).await
    }
}

async fn payload(
    ctx: &Context<'_>,
    changed: Result<model::Referral, Failure>,
) -> Result<ReferralPayload> {
    let context = county(ctx);
    Ok(match changed.or_user_errors(context.locale())? {
        Ok(referral) => ReferralPayload {
            case: find_case_if_selected(ctx, referral.case_id).await?,
            referral: Some(Referral::new(referral, context)),
            user_errors: Vec::new(),
        },
        Err(user_errors) => ReferralPayload {
            referral: None,
            case: None,
            user_errors,
        },
    })
}
