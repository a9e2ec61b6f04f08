//! Documents.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;

use crate::model::{CaseId, Document, DocumentId, DocumentKind, FileType, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "documents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentId,
    pub case_id: Option<CaseId>,
    pub person_id: PersonId,
    pub title: String,
    pub kind: DocumentKind,
    pub dated_on: Option<NaiveDate>,
    pub file_name: String,
    pub file_type: FileType,
    pub size_bytes: i32,
    pub sha256: String,
    pub recorded_by: AccountId,
    pub recorded_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    pub deleted_by: Option<AccountId>,
    pub deletion_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Document {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            case_id: row.case_id,
            person_id: row.person_id,
            title: row.title,
            kind: row.kind,
            dated_on: row.dated_on,
            file_name: row.file_name,
            file_type: row.file_type,
            size_bytes: row.size_bytes,
            sha256: row.sha256,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        }
    }
}
