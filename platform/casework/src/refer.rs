//! Referring a case and recording the answer.

use kernel::{errors::Failure, idempotency::IdempotencyKey};
use tenants::CountyContext;
use crate::model::{NewReferral, Referral, ReferralAnswer, ReferralId};

/// Records that a case was referred. Needs `referral.record`.
pub async fn send_referral(context: &CountyContext, new: NewReferral, key: Option<IdempotencyKey>) -> Result<Referral, Failure> {
    let _ = (context, new, key);
    Err(Failure::NotFound)
}

/// Records a service's answer. Needs `referral.record`.
pub async fn answer_referral(context: &CountyContext, id: ReferralId, answer: ReferralAnswer) -> Result<Referral, Failure> {
    let _ = (context, id, answer);
    Err(Failure::NotFound)
}
