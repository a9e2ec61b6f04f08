//! Where a database lies: a SQLite file or a PostgreSQL database.

use std::{fmt, path::PathBuf, str::FromStr};

/// The place of one database.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Placement {
    /// A file, made when it is missing.
    Sqlite(PathBuf),
    /// A `postgres://` address including the database's name.
    Postgres(String),
}

/// The text names no database we can open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a database address: use `sqlite:<file>` or `postgres://user@host/database`")]
pub struct PlacementError;

impl FromStr for Placement {
    type Err = PlacementError;

    fn from_str(text: &str) -> Result<Self, PlacementError> {
        if let Some(file) = text.strip_prefix("sqlite:").filter(|file| !file.is_empty()) {
            Ok(Placement::Sqlite(file.into()))
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Placement::Postgres(text.to_owned()))
        } else {
            Err(PlacementError)
        }
    }
}

impl fmt::Display for Placement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Placement::Sqlite(file) => write!(f, "sqlite:{}", file.display()),
            Placement::Postgres(address) => f.write_str(address),
        }
    }
}

/// Without the password, which an address may carry.
impl fmt::Debug for Placement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Placement::Sqlite(file) => write!(f, "sqlite:{}", file.display()),
            Placement::Postgres(address) => {
                let place = address
                    .rsplit_once('@')
                    .map_or(address.as_str(), |(_, place)| place);
                write!(f, "postgres://…{place}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_back_and_a_password_is_not_shown() {
        for text in [
            "sqlite:/var/lib/k/warendorf.db",
            "postgres://k:secret@db/k_warendorf",
        ] {
            let placement: Placement = text.parse().expect("an address");
            assert_eq!(placement.to_string(), text);
            assert!(!format!("{placement:?}").contains("secret"));
        }
        for text in ["", "sqlite:", "mysql://x", "/var/lib"] {
            assert_eq!(text.parse::<Placement>(), Err(PlacementError));
        }
    }
}
