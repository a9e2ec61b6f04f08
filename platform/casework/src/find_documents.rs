//! Reading documents: of a case, of a person, one with or without its bytes.

use kernel::{
    access::{Permission, Scope},
    audit::{self, AuditEntry},
    errors::Failure,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    case_scope::persons_in,
    in_cases::{ids_of_cases, require_case},
    model::{CaseId, Document, DocumentId, PersonId, limits::DOCUMENTS_SHOWN_MAX},
    tables::{document_contents, documents, persons},
};

/// The documents of a case, the latest first; at most [`DOCUMENTS_SHOWN_MAX`]. Needs
/// [`Permission::DocumentRead`].
///
/// # Errors
/// `NotFound` if the case is not in scope.
pub async fn documents_of_case(
    context: &CountyContext,
    case: CaseId,
) -> Result<Vec<Document>, Failure> {
    let scope = context.authorize(Permission::DocumentRead)?;
    require_case(context, &scope, case).await?;
    let of_case = Condition::all().add(documents::Column::CaseId.eq(case));
    list(context, of_case, ("case", case.0)).await
}

/// The documents of a person that belong to no case, the latest first; at most
/// [`DOCUMENTS_SHOWN_MAX`]. Needs [`Permission::DocumentRead`].
///
/// # Errors
/// `NotFound` if the person is not in scope.
pub async fn documents_of_person(
    context: &CountyContext,
    person: PersonId,
) -> Result<Vec<Document>, Failure> {
    let scope = context.authorize(Permission::DocumentRead)?;
    let found: Option<PersonId> = persons::Entity::find_by_id(person)
        .select_only()
        .column(persons::Column::Id)
        .filter(persons_in(
            &scope,
            context.account_id()?,
            context.clock().today(),
        ))
        .into_tuple()
        .one(context.database())
        .await?;
    found.ok_or(Failure::NotFound)?;
    let of_person = Condition::all()
        .add(documents::Column::PersonId.eq(person))
        .add(documents::Column::CaseId.is_null());
    list(context, of_person, ("person", person.0)).await
}

async fn list(
    context: &CountyContext,
    condition: Condition,
    (object_kind, object_id): (&'static str, Uuid),
) -> Result<Vec<Document>, Failure> {
    let rows = documents::Entity::find()
        .filter(condition)
        .filter(documents::Column::DeletedAt.is_null())
        .order_by_desc(documents::Column::Id)
        .limit(DOCUMENTS_SHOWN_MAX)
        .all(context.database())
        .await?;
    if let Some(first) = rows.first() {
        let entry = AuditEntry {
            action: Permission::DocumentRead.key(),
            object_kind,
            object_id: Some(object_id),
            person_ids: vec![first.person_id.0],
        };
        audit::record_read(context, entry).await?;
    }
    Ok(rows.into_iter().map(Document::from).collect())
}

/// A document in scope without its bytes, or none. Needs [`Permission::DocumentRead`].
pub async fn find_document(
    context: &CountyContext,
    id: DocumentId,
) -> Result<Option<Document>, Failure> {
    let scope = context.authorize(Permission::DocumentRead)?;
    let row = documents::Entity::find_by_id(id)
        .filter(in_reach(context, &scope)?)
        .one(context.database())
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    record_read(context, &row).await?;
    Ok(Some(row.into()))
}

/// A document with its bytes; every time is written down. Needs [`Permission::DocumentRead`].
///
/// # Errors
/// `NotFound` if it is not in scope, or was deleted.
pub async fn read_document(
    context: &CountyContext,
    id: DocumentId,
) -> Result<(Document, Vec<u8>), Failure> {
    let scope = context.authorize(Permission::DocumentRead)?;
    let row = documents::Entity::find_by_id(id)
        .filter(in_reach(context, &scope)?)
        .one(context.database())
        .await?
        .ok_or(Failure::NotFound)?;
    record_read(context, &row).await?;
    let content = document_contents::Entity::find_by_id(id)
        .one(context.database())
        .await?
        .ok_or(Failure::NotFound)?;
    Ok((row.into(), content.content))
}

async fn record_read(context: &CountyContext, row: &documents::Model) -> Result<(), Failure> {
    let entry = AuditEntry {
        action: Permission::DocumentRead.key(),
        object_kind: "document",
        object_id: Some(row.id.0),
        person_ids: vec![row.person_id.0],
    };
    Ok(audit::record_read(context, entry).await?)
}

/// Documents that were not deleted, of cases in scope, or of persons in scope and no case.
pub(crate) fn in_reach(context: &CountyContext, scope: &Scope) -> Result<Condition, Failure> {
    use documents::Column::{CaseId, DeletedAt, PersonId};
    let today = context.clock().today();
    let persons = persons::Entity::find()
        .select_only()
        .column(persons::Column::Id)
        .filter(persons_in(scope, context.account_id()?, today))
        .into_query();
    let of_person = Condition::all()
        .add(CaseId.is_null())
        .add(PersonId.in_subquery(persons));
    let reached = Condition::any()
        .add(CaseId.in_subquery(ids_of_cases(scope, Condition::all())))
        .add(of_person);
    Ok(Condition::all().add(DeletedAt.is_null()).add(reached))
}
