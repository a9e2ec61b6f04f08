//! People of a target whose data are restricted, held or to be erased.

use casework::model::{
    ArchiveOfferId, ErasureId, HoldId, PersonDetails, PersonId, RestrictionId, SubjectKind,
};
use kernel::{
    access::{AccessModel, Grant, Role, Scope},
    actor::{AccountActor, Actor, Credential},
    ids::AccountId,
};
use tenants::CountyContext;

/// Two more people of the target who have no case: the data of one are restricted and held, the other is to be erased.
#[derive(Debug, Clone)]
pub struct Privacy {
    /// The mark on the first one's data.
    pub restriction: RestrictionId,
    /// The hold on them.
    pub hold: HoldId,
    /// The wish of the other, which somebody who is not in the crew wrote down.
    pub erasure: ErasureId,
    /// An offer to the archive that waits for its answer.
    pub offer: ArchiveOfferId,
}

/// When the two were born.
pub const BIRTH_DATE: &str = "1990-05-01";

impl Privacy {
    /// Plants them with the marker in every text.
    pub(crate) async fn plant(planter: &CountyContext, marker: &str) -> Self {
        let marked = data_subject(planter, "Marked", marker).await;
        let leaving = data_subject(planter, "Leaving", marker).await;
        let restricted = casework::restrict_person(planter, marked, marker).await;
        let subject = (SubjectKind::Person, marked.0);
        let held = casework::place_hold(planter, subject, marker).await;
        let officer = another_officer(planter).await;
        let asked = casework::request_erasure(&officer, leaving, marker).await;
        let offer = casework::planting::plant_archive_offer(planter).await;
        Self {
            restriction: restricted.expect("data can be restricted").id,
            hold: held.expect("a person can be held").id,
            erasure: asked.expect("an erasure can be asked for").id,
            offer: offer.expect("an offer can be planted"),
        }
    }

    /// The ids of what never was.
    pub(crate) fn absent() -> Self {
        Self {
            restriction: RestrictionId::generate(),
            hold: HoldId::generate(),
            erasure: ErasureId::generate(),
            offer: ArchiveOfferId::generate(),
        }
    }
}

async fn data_subject(planter: &CountyContext, given_name: &str, marker: &str) -> PersonId {
    let details = PersonDetails {
        given_name: given_name.to_owned(),
        family_name: marker.to_owned(),
        birth_date: Some(BIRTH_DATE.parse().expect("a date")),
        ..PersonDetails::default()
    };
    let person = casework::register_person(planter, details, None).await;
    person.expect("a person can be registered").id
}

/// A privacy officer who is in no crew, so that everybody of the crew may agree to what this one wrote down.
async fn another_officer(planter: &CountyContext) -> CountyContext {
    let model = AccessModel::load().await;
    let grant = Grant {
        role: Role::PrivacyOfficer,
        scope: Scope::whole_county(),
    };
    let officer = AccountActor::new(
        AccountId::generate(),
        "Another officer".to_owned(),
        false,
        Credential::Command,
        vec![grant],
        &model.expect("the built-in matrix is valid"),
    );
    planter.clone().with_actor(Actor::Account(officer))
}
