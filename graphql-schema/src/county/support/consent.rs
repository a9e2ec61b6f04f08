//! Consents and their withdrawal.

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    list_consents,
    model::{self, CaseId, ConsentId, NewConsent},
    record_consent, withdraw_consent,
};
use kernel::ids::AccountId;
use tenants::{CountyContext, words::Family};

use super::readable;
use crate::{
    Date,
    caller::county,
    county::cases::{Case, Referral, find_case_if_selected},
    errors::{Answer, UserError},
    ids::NodeKind,
    input::InputReader,
    labels::CodeListEntry,
    loaders::account_name,
};

/// A consent. Permission: support.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Consent {
    /// Its id.
    id: ID,
    /// What for.
    purpose: CodeListEntry,
    /// Who may receive data; empty where the purpose names nobody.
    recipient: String,
    /// Which version of the county's text was signed.
    text_version: String,
    /// The language of that text.
    language: CodeListEntry,
    /// Whether an interpreter explained it.
    interpreter_present: bool,
    /// The day of the signature.
    signed_on: Date,
    /// The last day; null while no end was agreed.
    ends_on: Option<Date>,
    /// The day of the withdrawal; null if it was not withdrawn.
    withdrawn_on: Option<Date>,
    /// What was said with the withdrawal.
    withdrawal_note: String,
    /// How far it holds today.
    state: CodeListEntry,
    /// Whether data may be passed on under it today.
    covers_passing_on: bool,
    #[graphql(skip)]
    recorded_by: AccountId,
}

impl Consent {
    fn new(consent: model::Consent, context: &CountyContext) -> Self {
        let (locale, today) = (context.locale(), context.clock().today());
        let platform = |list, key| CodeListEntry::of_platform(locale, list, key);
        let language = consent.language.as_str();
        Self {
            id: NodeKind::Consent.global_id(consent.id.0),
            purpose: platform("consent-purpose", consent.purpose.key()),
            language: CodeListEntry::of(context.county(), locale, Family::Language, language),
            interpreter_present: consent.interpreter_present,
            signed_on: consent.signed_on.into(),
            ends_on: consent.ends_on.map(Date::from),
            withdrawn_on: consent.withdrawn_on.map(Date::from),
            state: platform("consent-state", consent.state_on(today).key()),
            covers_passing_on: consent.covers_passing_on(today),
            recorded_by: consent.recorded_by,
            recipient: consent.recipient,
            text_version: consent.text_version,
            withdrawal_note: consent.withdrawal_note,
        }
    }
}

#[ComplexObject]
impl Consent {
    /// The name of the account that recorded it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.recorded_by).await
    }
}

/// The consents of a case, latest first; null if the viewer may not read them.
pub(in crate::county) async fn consents_of(
    ctx: &Context<'_>,
    case: CaseId,
) -> Result<Option<Vec<Consent>>> {
    let found = readable(ctx, case, list_consents).await?;
    let shown = |one| Consent::new(one, county(ctx));
    Ok(found.map(|found| found.into_iter().map(shown).collect()))
}

/// A signed consent as somebody enters it.
#[derive(Debug, InputObject)]
pub struct ConsentRecordInput {
    /// The case.
    case_id: ID,
    /// A key of `county.lists.support.consentPurposes`.
    purpose: Option<String>,
    /// Who may receive data; required for passing on and for a release from secrecy, at most 200
    /// characters.
    #[graphql(default)]
    recipient: String,
    /// Which version of the county's text was signed; at most 50 characters.
    text_version: String,
    /// The language of the text: a key of `county.lists.languages`.
    language: String,
    /// Whether an interpreter explained it.
    #[graphql(default)]
    interpreter_present: bool,
    /// The day of the signature; today if left out, not in the future.
    signed_on: Option<Date>,
    /// The last day, if an end was agreed.
    ends_on: Option<Date>,
    /// A text of at most 64 characters that the client invents for this submission: the same again
    /// gives the consent recorded before.
    idempotency_key: Option<String>,
}

/// A withdrawal as somebody enters it.
#[derive(Debug, InputObject)]
pub struct ConsentWithdrawInput {
    /// The consent.
    consent_id: ID,
    /// The day; today if left out, neither in the future nor before the signature.
    withdrawn_on: Option<Date>,
    /// What was said with it; at most 2,000 characters.
    #[graphql(default)]
    note: String,
}

/// What a change of a consent answers.
#[derive(SimpleObject)]
pub struct ConsentPayload {
    /// The consent as it is now; null if the input has problems.
    consent: Option<Consent>,
    /// Referrals that rested on it, waited for something and are revoked with its withdrawal.
    stopped: Vec<Referral>,
    /// The case as it is now; null if the input has problems.
    case: Option<Case>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

impl ConsentPayload {
    fn refused(user_errors: Vec<UserError>) -> Self {
        Self {
            consent: None,
            stopped: Vec::new(),
            case: None,
            user_errors,
        }
    }
}

/// Changes of consents.
#[derive(Default)]
pub struct ConsentMutation;

#[Object]
impl ConsentMutation {
    /// Records a signed consent of an open case. Permission: support.record.
    async fn consent_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ConsentRecordInput,
    ) -> Result<ConsentPayload> {
        let context = county(ctx);
        let mut reader = InputReader::default();
        let key = reader.idempotency_key(input.idempotency_key.as_deref(), &format!("{input:?}"));
        let signed_on = reader.optional_day("signedOn", input.signed_on.as_ref());
        let case_id = CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id));
        let new = NewConsent {
            case_id,
            purpose: reader.optional_choice("purpose", input.purpose.as_deref()),
            signed_on: signed_on.unwrap_or_else(|| context.clock().today()),
            ends_on: reader.optional_day("endsOn", input.ends_on.as_ref()),
            recipient: input.recipient,
            text_version: input.text_version,
            language: input.language,
            interpreter_present: input.interpreter_present,
        };
        let recorded = match reader.finish(new) {
            Ok(new) => record_consent(context, new, key).await,
            Err(failure) => Err(failure),
        };
        Ok(match recorded.or_user_errors(context.locale())? {
            Ok(consent) => ConsentPayload {
                consent: Some(Consent::new(consent, context)),
                stopped: Vec::new(),
                case: find_case_if_selected(ctx, case_id).await?,
                user_errors: Vec::new(),
            },
            Err(user_errors) => ConsentPayload::refused(user_errors),
        })
    }

    /// Records that the person withdrew a consent. It takes effect at once: referrals that rest on it
    /// and still wait for something are revoked and named. Permission: support.record.
    async fn consent_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ConsentWithdrawInput,
    ) -> Result<ConsentPayload> {
        let context = county(ctx);
        let mut reader = InputReader::default();
        let withdrawn_on = reader.optional_day("withdrawnOn", input.withdrawn_on.as_ref());
        let withdrawn_on = withdrawn_on.unwrap_or_else(|| context.clock().today());
        let id = ConsentId(NodeKind::Consent.uuid_to_ask_for(&input.consent_id));
        let withdrawn = match reader.finish(withdrawn_on) {
            Ok(day) => withdraw_consent(context, id, day, &input.note).await,
            Err(failure) => Err(failure),
        };
        Ok(match withdrawn.or_user_errors(context.locale())? {
            Ok(withdrawal) => ConsentPayload {
                case: find_case_if_selected(ctx, withdrawal.consent.case_id).await?,
                consent: Some(Consent::new(withdrawal.consent, context)),
                stopped: withdrawal
                    .stopped
                    .into_iter()
                    .map(|referral| Referral::new(referral, context))
                    .collect(),
                user_errors: Vec::new(),
            },
            Err(user_errors) => ConsentPayload::refused(user_errors),
        })
    }
}
