//! The register of personal data: what every table of a county's database holds, and how its rows hang on somebody.
//!
//! Each crate with tables declares its own, in one place, as a list of [`TableEntry`]; lower crates know none of the
//! upper ones'. Put together they are the [`PersonalData`] by which retention, erasure and subject access find
//! everything of a person or case without knowing the table. A table that is in no list fails a test.
//!
//! To add a table, add a line: its kind of data and the columns by which its rows hang on rows of other tables
//! (`link("case_id", "cases")`), or the reason why it holds nothing personal.

use crate::model::retention::DataKind;

/// What stands in the place of a table's name where a column may hold the id of a row of any table.
pub const ANY_TABLE: &str = "*";

/// The tables whose rows are reviewed, kept and deleted as a whole, with everything that hangs on them.
pub const SUBJECT_TABLES: [&str; 4] = ["cases", "persons", "households", "accounts"];

/// One table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableEntry {
    /// Its name in the database.
    pub table: &'static str,
    /// What it holds.
    pub holds: Holds,
}

/// What a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Nothing about anybody.
    NothingPersonal {
        /// Why that is so.
        because: &'static str,
    },
    /// Data about people.
    Personal(PersonalRows),
}

/// How a table's personal data are found and how long they stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonalRows {
    /// The kind of data, which has a retention rule in every county.
    pub kind: DataKind,
    /// How a row hangs on rows of other tables; it goes when one of those goes.
    pub links: &'static [Link],
    /// The column with the id by which other rows name it.
    pub id: Option<&'static str>,
    /// The column with the day or instant of collection.
    pub collected: Option<&'static str>,
    /// The column with the day or instant on which the row's own process ended.
    pub ended: Option<&'static str>,
    /// Why rows stay when the person is erased; `None` if they go.
    pub kept_because: Option<&'static str>,
}

/// A column that holds the id of a row of another table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The column.
    pub column: &'static str,
    /// The other table, or [`ANY_TABLE`].
    pub table: &'static str,
}

/// A column that holds the id of a row of another table.
pub const fn link(column: &'static str, table: &'static str) -> Link {
    Link { column, table }
}

impl TableEntry {
    /// A table that holds nothing about anybody.
    pub const fn nothing_personal(table: &'static str, because: &'static str) -> Self {
        Self {
            table,
            holds: Holds::NothingPersonal { because },
        }
    }

    /// A table of personal data. Its rows are named by a column `id` unless [`Self::without_id`] says otherwise.
    pub const fn personal(table: &'static str, kind: DataKind, links: &'static [Link]) -> Self {
        let rows = PersonalRows {
            kind,
            links,
            id: Some("id"),
            collected: None,
            ended: None,
            kept_because: None,
        };
        Self {
            table,
            holds: Holds::Personal(rows),
        }
    }

    /// The same table, whose rows nobody names.
    pub const fn without_id(mut self) -> Self {
        if let Holds::Personal(rows) = &mut self.holds {
            rows.id = None;
        }
        self
    }

    /// The same table with the column that says when a row was collected.
    pub const fn collected(mut self, column: &'static str) -> Self {
        if let Holds::Personal(rows) = &mut self.holds {
            rows.collected = Some(column);
        }
        self
    }

    /// The same table with the column that says when a row's own process ended: a consent withdrawn, a plan completed.
    pub const fn ended(mut self, column: &'static str) -> Self {
        if let Holds::Personal(rows) = &mut self.holds {
            rows.ended = Some(column);
        }
        self
    }

    /// The same table, whose rows outlast the person, for this reason.
    pub const fn kept(mut self, because: &'static str) -> Self {
        if let Holds::Personal(rows) = &mut self.holds {
            rows.kept_because = Some(because);
        }
        self
    }

    /// Its personal data, if it has any.
    pub const fn personal_rows(&self) -> Option<&PersonalRows> {
        match &self.holds {
            Holds::Personal(rows) => Some(rows),
            Holds::NothingPersonal { .. } => None,
        }
    }
}

/// The tables that every tenant's database has from the kernel.
pub const KERNEL_TABLES: &[TableEntry] = &[
    TableEntry::nothing_personal("seaql_migrations", "names of migration steps"),
    TableEntry::nothing_personal("tenant_identity", "the county's key"),
    TableEntry::personal("accounts", DataKind::Account, &[]).collected("created_at"),
    TableEntry::personal(
        "account_grants",
        DataKind::Account,
        &[link("account_id", "accounts")],
    )
    .without_id(),
    TableEntry::personal(
        "sessions",
        DataKind::Account,
        &[link("account_id", "accounts")],
    )
    .without_id(),
    TableEntry::personal(
        "api_tokens",
        DataKind::Account,
        &[link("account_id", "accounts")],
    ),
    TableEntry::personal(
        "calendar_feeds",
        DataKind::Account,
        &[link("account_id", "accounts")],
    ),
    // The digest of what was typed goes with what was made of it.
    TableEntry::personal(
        "idempotency_keys",
        DataKind::Account,
        &[link("account_id", "accounts"), link("result_id", ANY_TABLE)],
    )
    .without_id(),
    TableEntry::personal("audit_events", DataKind::AuditEntry, &[])
        .collected("at")
        .kept("holds ids only, which name nobody once the person is gone; has a retention rule of its own"),
    TableEntry::nothing_personal("audit_seals", "hashes of entries of the audit trail"),
    TableEntry::nothing_personal("audit_checkpoints", "hashes and figures of what retention removed"),
];

/// Everything that a county's database holds.
#[derive(Debug, Clone)]
pub struct PersonalData {
    entries: Vec<TableEntry>,
}

impl PersonalData {
    /// The kernel's tables and those of the capabilities.
    ///
    /// # Panics
    /// If links go round in a circle, which a test of the lists finds.
    pub fn of_tables(capabilities: &[&[TableEntry]]) -> Self {
        let lists = std::iter::once(KERNEL_TABLES).chain(capabilities.iter().copied());
        let mut data = Self {
            entries: lists.flatten().copied().collect(),
        };
        let depths: Vec<usize> = data
            .entries
            .iter()
            .map(|entry| data.depth(entry, 0))
            .collect();
        let mut ordered: Vec<(usize, TableEntry)> = depths.into_iter().zip(data.entries).collect();
        ordered.sort_by_key(|(depth, _)| std::cmp::Reverse(*depth));
        data.entries = ordered.into_iter().map(|(_, entry)| entry).collect();
        data
    }

    /// All tables; those that hang on others come before them, so that deleting in this order breaks no reference.
    pub fn entries(&self) -> &[TableEntry] {
        &self.entries
    }

    /// The tables with personal data, in the same order.
    pub fn personal(&self) -> impl Iterator<Item = (&'static str, &PersonalRows)> {
        self.entries
            .iter()
            .filter_map(|entry| Some((entry.table, entry.personal_rows()?)))
    }

    /// The personal data of a table.
    pub fn rows_of(&self, table: &str) -> Option<&PersonalRows> {
        let found = self.entries.iter().find(|entry| entry.table == table);
        found.and_then(TableEntry::personal_rows)
    }

    /// How many links lead from a table to one that hangs on nothing.
    fn depth(&self, entry: &TableEntry, before: usize) -> usize {
        assert!(
            before <= self.entries.len(),
            "the links of `{}` go round in a circle",
            entry.table
        );
        let Some(rows) = entry.personal_rows() else {
            return 0;
        };
        let below = |link: &Link| match link.table {
            // What may hang on anything goes first.
            ANY_TABLE => self.entries.len(),
            table => {
                let target = self.entries.iter().find(|entry| entry.table == table);
                target.map_or(0, |target| self.depth(target, before + 1))
            }
        };
        rows.links
            .iter()
            .map(below)
            .max()
            .map_or(0, |depth| depth + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: &[TableEntry] = &[
        TableEntry::personal("persons", DataKind::Person, &[]),
        TableEntry::personal("cases", DataKind::Case, &[link("person_id", "persons")]),
        TableEntry::personal("contacts", DataKind::Contact, &[link("case_id", "cases")]),
    ];

    #[test]
    fn what_hangs_on_others_comes_before_them() {
        let data = PersonalData::of_tables(&[TABLES]);
        let place = |table: &str| {
            let mut tables = data.entries().iter();
            tables
                .position(|entry| entry.table == table)
                .expect("in the register")
        };
        assert!(place("idempotency_keys") < place("contacts"));
        assert!(place("contacts") < place("cases"));
        assert!(place("cases") < place("persons"));
        assert!(place("sessions") < place("accounts"));
    }

    #[test]
    #[should_panic(expected = "go round in a circle")]
    fn a_circle_of_links_is_found() {
        const CIRCLE: &[TableEntry] = &[
            TableEntry::personal("a", DataKind::Case, &[link("b_id", "b")]),
            TableEntry::personal("b", DataKind::Case, &[link("a_id", "a")]),
        ];
        PersonalData::of_tables(&[CIRCLE]);
    }
}
