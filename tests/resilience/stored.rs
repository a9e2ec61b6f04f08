//! What really stands in a county's database, read beside the running server.

use std::collections::BTreeMap;

use kernel::database::TenantDb;
use kreislotse_tests::Installation;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};

/// Everything that a test marks, with the columns that carry the mark.
const MARKED: &str = "SELECT family_name AS marker FROM persons
  UNION ALL SELECT reason FROM cases UNION ALL SELECT note FROM contacts";
const AUDITED_CHANGES: &str = "SELECT count(*) AS number FROM audit_events
  WHERE action IN ('person.register', 'case.open', 'contact.record')";

/// The database of one county.
pub(super) struct Stored(TenantDb);

impl Stored {
    /// Opens the county's database as the registry knows it.
    pub async fn open(installation: &Installation, tenant: &str) -> Self {
        let (_, context) = installation.open_county(tenant).await;
        Self(context.database().clone())
    }

    /// How often each mark occurs.
    pub async fn markers(&self) -> BTreeMap<String, usize> {
        let mut markers = BTreeMap::new();
        for row in self.read(MARKED).await {
            *markers
                .entry(row.try_get("", "marker").expect("a text"))
                .or_default() += 1;
        }
        markers
    }

    /// How many things were made.
    pub async fn count_changes(&self) -> i64 {
        i64::try_from(self.read(MARKED).await.len()).expect("a test makes few things")
    }

    /// How many entries of the audit trail say that something was made.
    pub async fn count_audited_changes(&self) -> i64 {
        let rows = self.read(AUDITED_CHANGES).await;
        rows[0].try_get("", "number").expect("a number")
    }

    /// SQLite checks its own pages, indexes and references; PostgreSQL needs no such word.
    pub async fn expect_sound(&self) {
        if self.0.get_database_backend() == DbBackend::Sqlite {
            let rows = self.read("PRAGMA integrity_check").await;
            let words: Vec<String> = rows
                .iter()
                .map(|row| row.try_get_by_index(0).expect("a text"))
                .collect();
            assert_eq!(words, ["ok"]);
            assert_eq!(self.read("PRAGMA foreign_key_check").await.len(), 0);
        }
    }

    async fn read(&self, sql: &str) -> Vec<QueryResult> {
        let statement = Statement::from_string(self.0.get_database_backend(), sql);
        self.0.query_all_raw(statement).await.expect("can be read")
    }
}
