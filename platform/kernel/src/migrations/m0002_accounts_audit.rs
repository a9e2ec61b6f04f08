//! Who may sign in, and what was seen and done.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    /// SQLite too: a step killed half-way leaves nothing behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn tables() -> Vec<TableCreateStatement> {
    account_tables()
        .into_iter()
        .chain(record_tables())
        .collect()
}

/// Who may sign in, and with what.
fn account_tables() -> Vec<TableCreateStatement> {
    vec![
        Table::create()
            .table("accounts")
            .col(pk_uuid("id"))
            .col(text_uniq("login"))
            .col(text("display_name"))
            .col(text("password_hash"))
            .col(boolean("demo"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("disabled_at"))
            .col(integer("failed_attempts"))
            .col(timestamp_with_time_zone_null("locked_until"))
            .take(),
        Table::create()
            .table("account_grants")
            .col(uuid("account_id"))
            .col(text("role"))
            .col(text("scope_kind"))
            .col(text("scope_key"))
            .primary_key(
                Index::create()
                    .col("account_id")
                    .col("role")
                    .col("scope_kind")
                    .col("scope_key"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("account_grants", "account_id")
                    .to("accounts", "id"),
            )
            .take(),
        Table::create()
            .table("sessions")
            .col(text("token_hash").primary_key())
            .col(uuid("account_id"))
            .col(text("csrf_token"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("last_seen_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("sessions", "account_id")
                    .to("accounts", "id"),
            )
            .take(),
        Table::create()
            .table("api_tokens")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(text("name"))
            .col(text_uniq("token_hash"))
            .col(boolean("read_only"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(timestamp_with_time_zone_null("revoked_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("api_tokens", "account_id")
                    .to("accounts", "id"),
            )
            .take(),
    ]
}

/// What was seen and done, and what was done once.
fn record_tables() -> Vec<TableCreateStatement> {
    vec![
        Table::create()
            .table("audit_events")
            .col(pk_uuid("id"))
            .col(timestamp_with_time_zone("at"))
            .col(uuid_null("account_id"))
            .col(text("action"))
            .col(text("object_kind"))
            .col(uuid_null("object_id"))
            .col(json_binary("person_ids"))
            .col(uuid("request_id"))
            .take(),
        Table::create()
            .table("idempotency_keys")
            .col(uuid("account_id"))
            .col(text("key"))
            .col(text("input_digest"))
            .col(uuid("result_id"))
            .col(timestamp_with_time_zone("created_at"))
            .primary_key(Index::create().col("account_id").col("key"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create()
            .name("sessions_by_account")
            .table("sessions")
            .col("account_id")
            .take(),
        Index::create()
            .name("api_tokens_by_account")
            .table("api_tokens")
            .col("account_id")
            .take(),
        Index::create()
            .name("audit_events_by_time")
            .table("audit_events")
            .col("at")
            .take(),
    ]
}
