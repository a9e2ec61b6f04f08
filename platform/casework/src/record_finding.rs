//! Recording what a case shows about the structures.

use kernel::{
    access::{Permission, Scope},
    errors::{Failure, Problem, ProblemCode},
    idempotency::IdempotencyKey,
};
use sea_orm::{EntityTrait, IntoActiveModel};
use tenants::{
    CountyContext,
    model::keys::{LegalFieldKey, LifeAreaKey},
};

use crate::{
    case_change::{came_second, finish_change, lock_case},
    check_input::InputCheck,
    model::{
        Finding, FindingId, NewFinding,
        limits::{LINE_LENGTH_MAX, NOTE_LENGTH_MAX},
        names_somebody,
    },
    tables::{cases, findings, persons},
};

/// Records a finding from a case, open or closed. It takes the place of the case and none of its
/// personal data. Needs [`Permission::FindingRecord`].
///
/// # Errors
/// `Required` on `kind`, `Required` or `TooLong` on `title` and `description`, `NamesPerson` on
/// every text that names the client, `Unknown` on `lifeArea` and `legalFields`, `TooLong` on
/// `offices`, `InTheFuture` or `TooEarly` on `seenOn`.
pub async fn record_finding(
    context: &CountyContext,
    new: NewFinding,
    key: Option<IdempotencyKey>,
) -> Result<Finding, Failure> {
    let scope = context.authorize(Permission::FindingRecord)?;
    match try_record(context, &scope, &new, key.as_ref()).await {
        Err(failure) if came_second(key.as_ref(), &failure) => {
            try_record(context, &scope, &new, key.as_ref()).await
        }
        result => result,
    }
}

async fn try_record(
    context: &CountyContext,
    scope: &Scope,
    new: &NewFinding,
    key: Option<&IdempotencyKey>,
) -> Result<Finding, Failure> {
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, scope, new.case_id).await?;
    if let Some(key) = key
        && let Some(id) = key.earlier_result(context, &transaction).await?
    {
        let earlier = findings::Entity::find_by_id(FindingId(id))
            .one(&transaction)
            .await?;
        return earlier.map(Finding::from).ok_or(Failure::NotFound);
    }
    let client = persons::Entity::find_by_id(case.person_id)
        .one(&transaction)
        .await?
        .ok_or(Failure::NotFound)?;
    let finding = check_finding(context, (&case, &client), new)?;
    let insert = findings::Entity::insert(finding.clone().into_active_model());
    insert.exec_without_returning(&transaction).await?;
    if let Some(key) = key {
        key.remember(context, &transaction, finding.id.0).await?;
    }
    finish_change(
        context,
        transaction,
        Permission::FindingRecord,
        (case.id, case.person_id),
    )
    .await?;
    Ok(finding.into())
}

fn check_finding(
    context: &CountyContext,
    (case, client): (&cases::Model, &persons::Model),
    new: &NewFinding,
) -> Result<findings::Model, Failure> {
    let county = context.county();
    let mut check = InputCheck::default();
    check.require(new.kind.is_some(), "kind", ProblemCode::Required);
    let title = check.required_text("title", &new.title, LINE_LENGTH_MAX);
    let description = check.required_text("description", &new.description, NOTE_LENGTH_MAX);
    let offices = check.text("offices", &new.offices, LINE_LENGTH_MAX);
    let names = [client.given_name.as_str(), client.family_name.as_str()];
    for (field, text) in [
        ("title", &title),
        ("description", &description),
        ("offices", &offices),
    ] {
        let is_impersonal = !names_somebody(text, &names) && !text.contains(&case.number);
        check.require(is_impersonal, field, ProblemCode::NamesPerson);
    }
    let areas = county.life_areas();
    let life_area: Option<LifeAreaKey> =
        check.optional_key("lifeArea", new.life_area.as_deref(), |key| {
            areas.iter().any(|known| known.key == *key)
        });
    let known = |key: &str| -> Option<LegalFieldKey> {
        let fields = county.legal_fields();
        fields
            .iter()
            .map(|field| &field.key)
            .find(|known| known.as_str() == key)
            .cloned()
    };
    let legal_fields: Vec<_> = new
        .legal_fields
        .iter()
        .filter_map(|key| known(key))
        .collect();
    if legal_fields.len() != new.legal_fields.len() {
        check.note(Problem::new("legalFields", ProblemCode::Unknown));
    }
    check.past_date(
        "seenOn",
        new.seen_on,
        case.opened_on,
        context.clock().today(),
    );
    check.finish()?;
    Ok(findings::Model {
        id: FindingId::generate(),
        case_id: case.id,
        kind: new.kind.expect("a finding without problems has a kind"),
        title,
        description,
        municipality: case.municipality_ags.clone(),
        unit_key: case.unit_key.clone(),
        life_area,
        legal_fields: legal_fields
            .iter()
            .map(LegalFieldKey::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        offices,
        seen_on: new.seen_on,
        recorded_by: context.account_id()?,
        recorded_at: context.clock().now(),
    })
}
