use kernel::{access::Scope, errors::ProblemCode::*, testing::Store};

use super::*;
use crate::{
    list_referrals,
    model::Case,
    record_consent,
    testing::{AHLEN_KI, Fixture, consent, day, is_not_found, problem, problems},
};

fn referral(case: &Case) -> NewReferral {
    NewReferral {
        case_id: case.id,
        legal_field: "sgb-2".to_owned(),
        provider: "Jobcenter".to_owned(),
        basis: Some(ReferralBasis::LegalBasis),
        basis_note: "§ 16 SGB I".to_owned(),
        consent: None,
        disclosed: vec![
            DisclosedField::Reason,
            DisclosedField::Name,
            DisclosedField::Name,
        ],
        sent_on: day("2026-06-02"),
    }
}

fn answer(state: ReferralState, version: i32) -> ReferralAnswer {
    let reason = if state.needs_reason() {
        "Nicht zuständig."
    } else {
        ""
    };
    ReferralAnswer {
        state,
        reason: reason.to_owned(),
        answered_on: day("2026-06-20"),
        expected_version: version,
    }
}

#[tokio::test]
async fn a_referral_runs_from_sending_to_its_result() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let sent = send_referral(&lead, referral(&case), None)
            .await
            .expect("sends");
        assert_eq!((sent.state, sent.version), (ReferralState::Sent, 1));
        let disclosed = [DisclosedField::Name, DisclosedField::Reason];
        assert_eq!(
            sent.disclosed, disclosed,
            "each once, in the order of the list"
        );
        let taken = answer_referral(&lead, sent.id, answer(ReferralState::Accepted, 1)).await;
        assert_eq!(taken.expect("accepts").state, ReferralState::Accepted);
        let done = answer_referral(&lead, sent.id, answer(ReferralState::Done, 2))
            .await
            .expect("ends");
        assert_eq!(
            list_referrals(&lead, case.id).await.expect("lists"),
            [done],
            "{store:?}"
        );
        let again = answer_referral(&lead, sent.id, answer(ReferralState::Accepted, 3)).await;
        assert_eq!(problem(again), ("state", Conflict));
    }
}

#[tokio::test]
async fn nothing_is_passed_on_without_a_basis() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
    let wrong = NewReferral {
        legal_field: "sgb-99".to_owned(),
        provider: " ".to_owned(),
        basis: None,
        sent_on: day("2026-07-16"),
        ..referral(&case)
    };
    assert_eq!(
        problems(send_referral(&lead, wrong, None).await),
        [
            ("legalField", Unknown),
            ("provider", Required),
            ("basis", Required),
            ("sentOn", InTheFuture)
        ]
    );
    let unnamed = NewReferral {
        basis: Some(ReferralBasis::LegalBasis),
        basis_note: String::new(),
        ..referral(&case)
    };
    assert_eq!(
        problem(send_referral(&lead, unnamed, None).await),
        ("basisNote", Required)
    );
    let by_consent = |consent| NewReferral {
        basis: Some(ReferralBasis::Consent),
        consent,
        ..referral(&case)
    };
    let silent = send_referral(&lead, by_consent(None), None).await;
    assert_eq!(problem(silent), ("consentId", Required));
    let other = fixture.case(&lead, "Amin", AHLEN_KI).await;
    let of_other = record_consent(&lead, consent(&other), None)
        .await
        .expect("records");
    let foreign = send_referral(&lead, by_consent(Some(of_other.id)), None).await;
    assert_eq!(problem(foreign), ("consentId", Unknown));
    let later = record_consent(&lead, consent(&case), None)
        .await
        .expect("records");
    let before_signature = send_referral(&lead, by_consent(Some(later.id)), None).await;
    assert_eq!(problem(before_signature), ("consentId", ConsentNotInForce));
}

#[tokio::test]
async fn a_refusal_says_why_and_a_stale_answer_is_a_conflict() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
    let sent = send_referral(&lead, referral(&case), None)
        .await
        .expect("sends");
    let silent = ReferralAnswer {
        reason: String::new(),
        ..answer(ReferralState::Rejected, 1)
    };
    assert_eq!(
        problem(answer_referral(&lead, sent.id, silent).await),
        ("reason", Required)
    );
    let stale = answer_referral(&lead, sent.id, answer(ReferralState::Done, 2)).await;
    assert_eq!(problem(stale), ("version", Conflict));
    let same = answer_referral(&lead, sent.id, answer(ReferralState::Sent, 1)).await;
    assert_eq!(problem(same), ("state", Unchanged));
    let early = ReferralAnswer {
        answered_on: day("2026-06-01"),
        ..answer(ReferralState::Done, 1)
    };
    assert_eq!(
        problem(answer_referral(&lead, sent.id, early).await),
        ("answeredOn", TooEarly)
    );
    let elsewhere = fixture
        .case_manager(Scope::unit("suedkreis".parse().expect("a key")))
        .await;
    assert!(is_not_found(
        answer_referral(&elsewhere, sent.id, answer(ReferralState::Done, 1)).await
    ));
    assert!(is_not_found(list_referrals(&elsewhere, case.id).await));
}
