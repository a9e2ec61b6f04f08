//! What rules about the target group need to know of a person.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Columns of persons; of those who are known already nobody has said any of it.
const NEW_COLUMNS: [&str; 3] = ["refugee", "special_need", "good_chances"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in NEW_COLUMNS {
            // SQLite takes one column at a time.
            let add = Table::alter()
                .table("persons")
                .add_column(boolean(column).default(false))
                .take();
            manager.alter_table(add).await?;
        }
        let programmes = Table::create()
            .table("person_programmes")
            .col(pk_uuid("id"))
            .col(uuid("person_id"))
            .col(text("programme"))
            .col(date("valid_from"))
            .col(date_null("valid_to"))
            .foreign_key(
                ForeignKey::create()
                    .from("person_programmes", "person_id")
                    .to("persons", "id"),
            )
            .take();
        manager.create_table(programmes).await?;
        let by_person = Index::create()
            .name("person_programmes_by_person")
            .table("person_programmes")
            .col("person_id")
            .take();
        manager.create_index(by_person).await
    }

    /// SQLite too: a step killed half-way leaves nothing behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
