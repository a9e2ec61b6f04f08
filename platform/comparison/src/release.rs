//! From tables to a release that stood the attack.

use crate::audit::{self, Interval};
use crate::ledger::{Ledger, LedgerError};
use crate::model::{Policy, Relation, Table};
use crate::suppress::{Report, Unprotectable, suppress};

/// Tables that may be released, beside all that was released before.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The ledger with the tables in it; keep it when they are released ([`Ledger::release`]).
    pub ledger: Ledger,
    /// How much is hidden.
    pub report: Report,
}

/// Why nothing of the tables may leave.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseError {
    /// The tables or the rules of secrecy cannot be used.
    #[error("the tables cannot be released")]
    Ledger(#[from] LedgerError),
    /// Some cells cannot be protected.
    #[error("the tables cannot be made safe")]
    Unprotectable(#[from] Unprotectable),
    /// The attack succeeded on what suppression took for safe: a mistake in this program.
    #[error("{} cells could be computed from what would be released", .0.len())]
    Leaks(Vec<Interval>),
}

/// Suppresses tables against each other and everything in `released`, and attacks the result. `known` is what
/// everybody knows of cells beside sums, such as "not more families than persons".
///
/// # Errors
/// [`ReleaseError`]: then nothing may leave.
pub fn prepare_release(
    released: &Ledger,
    tables: &[Table],
    known: &[Relation],
    policy: &Policy,
) -> Result<Prepared, ReleaseError> {
    let mut ledger = released.clone();
    for table in tables {
        ledger.propose(table, policy)?;
    }
    for relation in known {
        ledger.relate(relation)?;
    }
    let report = suppress(&mut ledger)?;
    let leaks = audit::leaks_by_proposal(&ledger);
    if leaks.is_empty() {
        Ok(Prepared { ledger, report })
    } else {
        Err(ReleaseError::Leaks(leaks))
    }
}
