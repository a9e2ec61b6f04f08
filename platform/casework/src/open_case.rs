//! Opening a case.

use kernel::{
    access::{Permission, Scope},
    database::TenantTransaction,
    errors::{Failure, ProblemCode},
    idempotency::IdempotencyKey,
};
use sea_orm::{EntityTrait, IntoActiveModel, QueryFilter};
use tenants::{
    County, CountyContext,
    model::keys::{ChannelKey, ConstellationKey, LanguageCode, MunicipalityAgs, ReferringBodyKey},
};

use crate::{
    case_change::{came_second, finish_change, lock_case},
    case_number::next_case_number,
    case_scope::{households_in, persons_in},
    check_input::InputCheck,
    history::{begin_assignment, begin_constellation},
    model::{
        Case, CaseId, CaseState, HouseholdId, NewCase, Placement, WantedPlacement,
        limits::{CASE_DATE_EARLIEST, REASON_LENGTH_MAX},
        place_case,
    },
    privacy::check_unrestricted,
    search_index::{SearchedTable, case_words, write_words},
    tables::{cases, households, persons},
};

/// Opens a case. Needs [`Permission::CaseOpen`] for the carrier, unit or post that becomes
/// responsible, and [`Permission::PersonRead`] for the person.
///
/// Without a post, the case belongs to the carrier asked for, else to the actor's own, else to the
/// integration centre, and waits for its assignment.
///
/// # Errors
/// Every problem of the intake at once: `Unknown` for keys, persons and households that are not
/// there, `PostNotValid` and `PostServesElsewhere` on `post`, `InTheFuture` and `TooEarly` on
/// `openedOn`, `Required` and `TooLong` on `reason`. With everything right but a team outside the
/// actor's scope: `Unknown` on `post`, or `Required` if none was named.
pub async fn open_case(
    context: &CountyContext,
    new: NewCase,
    key: Option<IdempotencyKey>,
) -> Result<Case, Failure> {
    let scope = context.authorize(Permission::CaseOpen)?;
    match try_open(context, &scope, &new, key.as_ref()).await {
        Err(failure) if came_second(key.as_ref(), &failure) => {
            try_open(context, &scope, &new, key.as_ref()).await
        }
        result => result,
    }
}

async fn try_open(
    context: &CountyContext,
    scope: &Scope,
    new: &NewCase,
    key: Option<&IdempotencyKey>,
) -> Result<Case, Failure> {
    let transaction = context.database().begin().await?;
    if let Some(key) = key
        && let Some(id) = key.earlier_result(context, &transaction).await?
    {
        return lock_case(&transaction, scope, CaseId(id))
            .await
            .map(Case::from);
    }
    let mut check = InputCheck::default();
    let intake = check_intake(context, scope, new, &mut check);
    check_people(context, &transaction, new, &mut check).await?;
    check.finish()?;
    let intake = intake.expect("an intake without problems has all its parts");
    let number = next_case_number(&transaction, new.opened_on).await?;
    let case = build_case(context, new, intake, number)?;
    cases::Entity::insert(case.clone().into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    write_words(&transaction, SearchedTable::Cases, [case_words(&case)]).await?;
    begin_assignment(context, &transaction, &case, case.opened_on, "").await?;
    begin_constellation(context, &transaction, &case, case.opened_on, &case.reason).await?;
    if let Some(key) = key {
        key.remember(context, &transaction, case.id.0).await?;
    }
    finish_change(
        context,
        transaction,
        Permission::CaseOpen,
        (case.id, case.person_id),
    )
    .await?;
    Ok(case.into())
}

/// The parts of an intake that were checked against the county.
struct Intake {
    constellation: ConstellationKey,
    municipality: MunicipalityAgs,
    placement: Placement,
    channel: ChannelKey,
    language: LanguageCode,
    referring_body: Option<ReferringBodyKey>,
    reason: String,
}

fn check_intake(
    context: &CountyContext,
    scope: &Scope,
    new: &NewCase,
    check: &mut InputCheck,
) -> Option<Intake> {
    let county = context.county();
    let day = new.opened_on;
    check.past_date("openedOn", day, CASE_DATE_EARLIEST, context.clock().today());
    let reason = check.required_text("reason", &new.reason, REASON_LENGTH_MAX);
    let constellation = check.key("constellation", &new.constellation, |key| {
        county
            .constellations_at(day)
            .any(|constellation| constellation.key == *key)
    });
    let channel = check.key("channel", &new.channel, |key| {
        county.channels().iter().any(|c| c.key == *key)
    });
    let language = check.key("language", &new.language, |key| {
        county.languages().iter().any(|l| l.key == *key)
    });
    let referring_body =
        check.optional_key("referringBody", new.referring_body.as_deref(), |key| {
            county
                .referring_bodies()
                .iter()
                .any(|body| body.key == *key)
        });
    let municipality: Option<MunicipalityAgs> =
        check.key("municipality", &new.municipality, |ags| {
            county.municipality(ags).is_some()
        });
    let placement = check_placement(county, scope, new, municipality.as_ref(), check);
    Some(Intake {
        constellation: constellation?,
        municipality: municipality?,
        placement: placement?,
        channel: channel?,
        language: language?,
        referring_body,
        reason,
    })
}

fn check_placement(
    county: &County,
    scope: &Scope,
    new: &NewCase,
    municipality: Option<&MunicipalityAgs>,
    check: &mut InputCheck,
) -> Option<Placement> {
    let wanted = WantedPlacement {
        post: given(&new.post),
        unit: given(&new.unit),
        carrier: given(&new.carrier),
    };
    let placement = place_case(county, municipality?, wanted, scope, new.opened_on)
        .map_err(|problems| check.note_all(problems))
        .ok()?;
    let in_scope = scope.covers(
        Some(&placement.carrier),
        placement.unit.as_ref(),
        placement.post.as_ref(),
    );
    let code = if wanted.post.is_some() {
        ProblemCode::Unknown
    } else {
        ProblemCode::Required
    };
    check.require(in_scope, "post", code);
    Some(placement)
}

/// Forms send an empty text for what was left out.
fn given(key: &Option<String>) -> Option<&str> {
    key.as_deref().filter(|key| !key.is_empty())
}

async fn check_people(
    context: &CountyContext,
    transaction: &TenantTransaction,
    new: &NewCase,
    check: &mut InputCheck,
) -> Result<(), Failure> {
    let (actor, today) = (context.account_id()?, context.clock().today());
    let scope = context.authorize(Permission::PersonRead)?;
    let person =
        persons::Entity::find_by_id(new.person_id).filter(persons_in(&scope, actor, today));
    let found = person.one(transaction).await?.is_some();
    check.require(found, "personId", ProblemCode::Unknown);
    // Nothing is said of a person whom the actor may not see.
    if found {
        check_unrestricted(transaction, new.person_id, "personId").await?;
    }
    if let Some(id) = new.household_id {
        let found = check_household(context, transaction, id).await?;
        check.require(found, "householdId", ProblemCode::Unknown);
    }
    Ok(())
}

/// Whether there is such a household, and the actor may see it.
pub(crate) async fn check_household(
    context: &CountyContext,
    transaction: &TenantTransaction,
    id: HouseholdId,
) -> Result<bool, Failure> {
    let (actor, today) = (context.account_id()?, context.clock().today());
    let scope = context.authorize(Permission::HouseholdRead)?;
    let household = households::Entity::find_by_id(id).filter(households_in(&scope, actor, today));
    Ok(household.one(transaction).await?.is_some())
}

fn build_case(
    context: &CountyContext,
    new: &NewCase,
    intake: Intake,
    number: String,
) -> Result<cases::Model, Failure> {
    Ok(cases::Model {
        id: CaseId::generate(),
        number,
        person_id: new.person_id,
        household_id: new.household_id,
        state: CaseState::Open,
        constellation_key: intake.constellation,
        municipality_ags: intake.municipality,
        unit_key: intake.placement.unit,
        carrier_key: intake.placement.carrier,
        post_key: intake.placement.post,
        channel: intake.channel,
        language: intake.language,
        interpreter_needed: new.interpreter_needed,
        referring_body: intake.referring_body,
        reason: intake.reason,
        opened_on: new.opened_on,
        closed_on: None,
        last_contact_on: None,
        last_seen_on: new.opened_on,
        contact_count: 0,
        version: 1,
        opened_by: context.account_id()?,
        created_at: context.clock().now(),
    })
}

#[cfg(test)]
mod tests;
