//! Needs, plans, consents and findings.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            assessments(),
            plans(),
            goals(),
            steps(),
            consents(),
            findings(),
        ] {
            manager.create_table(table).await?;
        }
        // SQLite takes one column at a time.
        for column in [
            uuid_null("consent_id"),
            text("disclosed").default("").take(),
        ] {
            let add = Table::alter().table("referrals").add_column(column).take();
            manager.alter_table(add).await?;
        }
        let by_rule = Table::alter()
            .table("case_closures")
            .add_column(boolean("by_rule").default(false))
            .take();
        manager.alter_table(by_rule).await?;
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

fn of_case(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "case_id")
        .to("cases", "id")
        .take()
}

fn assessments() -> TableCreateStatement {
    Table::create()
        .table("assessments")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(text("life_area"))
        .col(date("assessed_on"))
        .col(text("need"))
        .col(text("urgency"))
        .col(text("resource"))
        .col(text("own_view"))
        .col(uuid("recorded_by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .foreign_key(&mut of_case("assessments"))
        .take()
}

fn plans() -> TableCreateStatement {
    Table::create()
        .table("plans")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(integer("number"))
        .col(text("state"))
        .col(text("note"))
        .col(date_null("review_on"))
        .col(date_null("agreed_on"))
        .col(text("agreed_how"))
        .col(integer("version"))
        .col(uuid("recorded_by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .foreign_key(&mut of_case("plans"))
        .take()
}

fn goals() -> TableCreateStatement {
    Table::create()
        .table("plan_goals")
        .col(pk_uuid("id"))
        .col(uuid("plan_id"))
        .col(integer("position"))
        .col(text("life_area"))
        .col(text("text"))
        .col(text("sign"))
        .col(date_null("due_on"))
        .col(text_null("attainment"))
        .col(date_null("evaluated_on"))
        .col(text("evaluation"))
        .foreign_key(
            ForeignKey::create()
                .from("plan_goals", "plan_id")
                .to("plans", "id"),
        )
        .take()
}

fn steps() -> TableCreateStatement {
    Table::create()
        .table("plan_steps")
        .col(pk_uuid("id"))
        .col(uuid("goal_id"))
        .col(integer("position"))
        .col(text("text"))
        .col(text("who"))
        .col(text("who_name"))
        .col(date_null("due_on"))
        .col(date_null("done_on"))
        .foreign_key(
            ForeignKey::create()
                .from("plan_steps", "goal_id")
                .to("plan_goals", "id"),
        )
        .take()
}

fn consents() -> TableCreateStatement {
    Table::create()
        .table("consents")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(text("purpose"))
        .col(text("recipient"))
        .col(text("text_version"))
        .col(text("language"))
        .col(boolean("interpreter_present"))
        .col(date("signed_on"))
        .col(date_null("ends_on"))
        .col(date_null("withdrawn_on"))
        .col(text("withdrawal_note"))
        .col(uuid_null("withdrawn_by"))
        .col(uuid("recorded_by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .foreign_key(&mut of_case("consents"))
        .take()
}

/// A finding outlasts its case: it holds nothing personal, so no foreign key ties it.
fn findings() -> TableCreateStatement {
    Table::create()
        .table("findings")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(text("kind"))
        .col(text("title"))
        .col(text("description"))
        .col(text("municipality"))
        .col(text_null("unit_key"))
        .col(text_null("life_area"))
        .col(text("legal_fields"))
        .col(text("offices"))
        .col(date("seen_on"))
        .col(uuid("recorded_by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .take()
}

fn indexes() -> Vec<IndexCreateStatement> {
    let index = |name: &'static str, table: &'static str, columns: &[&'static str]| {
        let mut index = Index::create().name(name).table(table).take();
        for column in columns {
            index.col(*column);
        }
        index
    };
    vec![
        index(
            "assessments_by_case",
            "assessments",
            &["case_id", "assessed_on"],
        ),
        // Two people who begin a plan of the same case at once cannot both succeed.
        index("plans_by_case", "plans", &["case_id", "number"])
            .unique()
            .take(),
        index("plan_goals_by_plan", "plan_goals", &["plan_id", "position"]),
        index("plan_steps_by_goal", "plan_steps", &["goal_id", "position"]),
        index("consents_by_case", "consents", &["case_id", "signed_on"]),
        index("findings_by_day", "findings", &["seen_on", "id"]),
        index("findings_by_case", "findings", &["case_id"]),
        index("referrals_by_consent", "referrals", &["consent_id"]),
    ]
}
