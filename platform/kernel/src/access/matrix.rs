//! The matrix role × permission: `matrix.csv` is the data, casbin the judge, a set per role the
//! answer that requests look up.
//!
//! casbin scans all policy rows at every decision (about 25 µs at 40 rows), so it is asked once
//! for each pair when the model is loaded; a test holds the sets equal to the enforcer's answers.
//! Object ids never enter casbin: what part of a county somebody sees is the [`super::Scope`].

use std::collections::BTreeMap;

use casbin::{CoreApi, DefaultModel, Enforcer, MemoryAdapter, MgmtApi};

use super::{Permission, Role};

/// The matrix as it is kept: one row per permission, one column per role, `x` allows.
pub const MATRIX_CSV: &str = include_str!("matrix.csv");

/// Equality of the cheap fields only; subjects carry the prefix `role:` so that no account or
/// tenant name can ever be taken for a role.
const CASBIN_MODEL: &str = "
[request_definition]
r = sub, act
[policy_definition]
p = sub, act
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && r.sub == p.sub
";

/// The permissions of one role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PermissionSet(u64);

impl PermissionSet {
    /// Whether the permission is in the set.
    pub fn contains(self, permission: Permission) -> bool {
        self.0 & bit(permission) != 0
    }

    fn insert(&mut self, permission: Permission) {
        self.0 |= bit(permission);
    }
}

fn bit(permission: Permission) -> u64 {
    1 << (permission as u32)
}

// A set is one machine word; the compiler says so when the matrix outgrows it.
const _: () = assert!(Permission::ALL.len() <= u64::BITS as usize);

/// What every role may do, decided once by casbin.
#[derive(Debug, Clone)]
pub struct AccessModel {
    sets: BTreeMap<Role, PermissionSet>,
}

/// Why a matrix cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AccessModelError {
    /// A cell, column or row that means nothing.
    #[error("access matrix, line {line}: {reason}")]
    Matrix {
        /// Line in the file, the header is 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// casbin refused the model.
    #[error("casbin refused the access model")]
    Casbin(#[from] casbin::Error),
}

impl AccessModel {
    /// Reads the built-in matrix and asks casbin for every pair of role and permission.
    pub async fn load() -> Result<Self, AccessModelError> {
        Self::from_csv(MATRIX_CSV).await
    }

    /// The same for another matrix of the same form.
    pub async fn from_csv(csv: &str) -> Result<Self, AccessModelError> {
        let enforcer = enforcer(parse_matrix(csv)?).await?;
        let mut sets = BTreeMap::new();
        for &role in Role::ALL {
            let set: &mut PermissionSet = sets.entry(role).or_default();
            for &permission in Permission::ALL {
                if enforcer.enforce((subject(role), permission.key()))? {
                    set.insert(permission);
                }
            }
        }
        Ok(Self { sets })
    }

    /// What the role may do.
    pub fn permissions(&self, role: Role) -> PermissionSet {
        self.sets.get(&role).copied().unwrap_or_default()
    }
}

fn subject(role: Role) -> String {
    format!("role:{}", role.key())
}

async fn enforcer(policy: Vec<Vec<String>>) -> Result<Enforcer, casbin::Error> {
    let model = DefaultModel::from_str(CASBIN_MODEL).await?;
    let mut enforcer = Enforcer::new(model, MemoryAdapter::default()).await?;
    enforcer.add_policies(policy).await?;
    Ok(enforcer)
}

/// Policy rows `[role:<key>, <permission>]`; every permission and role must appear exactly once.
fn parse_matrix(csv: &str) -> Result<Vec<Vec<String>>, AccessModelError> {
    let wrong = |line: usize, reason: &str| AccessModelError::Matrix {
        line,
        reason: reason.to_owned(),
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes());
    let mut rows = reader.records().enumerate();
    let header = match rows.next() {
        Some((_, Ok(header))) => header,
        _ => return Err(wrong(1, "no header")),
    };
    let roles: Vec<&str> = header.iter().skip(1).collect();
    if roles != Role::ALL.iter().map(|role| role.key()).collect::<Vec<_>>() {
        return Err(wrong(1, "the columns are the roles in their order"));
    }
    let mut policy = Vec::new();
    let mut expected = Permission::ALL.iter();
    for (index, row) in rows {
        let line = index + 1;
        let row = row.map_err(|error| wrong(line, &error.to_string()))?;
        let permission = row.get(0).unwrap_or_default();
        if expected.next().map(|next| next.key()) != Some(permission) {
            return Err(wrong(line, "the rows are the permissions in their order"));
        }
        for (cell, role) in row.iter().skip(1).zip(Role::ALL) {
            match cell {
                "x" => policy.push(vec![subject(*role), permission.to_owned()]),
                "" => {}
                _ => return Err(wrong(line, "a cell is `x` or empty")),
            }
        }
    }
    match expected.next() {
        None => Ok(policy),
        Some(missing) => Err(wrong(0, &format!("no row for {}", missing.key()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The golden table: what each role may do, as a layperson reads it.
    #[tokio::test]
    async fn the_matrix_is_what_we_agreed_on() {
        let model = AccessModel::load()
            .await
            .expect("the built-in matrix is valid");
        let mut table = String::new();
        for &role in Role::ALL {
            let allowed: Vec<&str> = Permission::ALL
                .iter()
                .filter(|&&permission| model.permissions(role).contains(permission))
                .map(|permission| permission.key())
                .collect();
            table.push_str(&format!("{}: {}\n", role.key(), allowed.join(" ")));
        }
        insta::assert_snapshot!(table);
    }

    #[tokio::test]
    async fn the_sets_equal_the_enforcers_answers() {
        let model = AccessModel::load()
            .await
            .expect("the built-in matrix is valid");
        let enforcer = enforcer(parse_matrix(MATRIX_CSV).expect("valid"))
            .await
            .expect("valid");
        for &role in Role::ALL {
            for &permission in Permission::ALL {
                assert_eq!(
                    model.permissions(role).contains(permission),
                    enforcer
                        .enforce((subject(role), permission.key()))
                        .expect("decides"),
                    "{role:?} {permission:?}"
                );
            }
        }
        assert!(
            !enforcer
                .enforce(("kim_lead", "case.read"))
                .expect("decides"),
            "unprefixed"
        );
    }

    #[test]
    fn a_matrix_with_a_mistake_is_refused() {
        let wrong_cell = MATRIX_CSV.replacen(",x,", ",y,", 1);
        let missing_row = MATRIX_CSV.lines().take(5).collect::<Vec<_>>().join("\n");
        let other_roles = MATRIX_CSV.replacen("kim_lead", "root", 1);
        for csv in [wrong_cell.as_str(), &missing_row, &other_roles, ""] {
            assert!(parse_matrix(csv).is_err());
        }
    }
}
