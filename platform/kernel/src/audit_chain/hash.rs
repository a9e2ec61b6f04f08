//! What a seal's hash is made of.

use std::{fmt, sync::Arc};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::tables::checkpoint;
use crate::{audit::table, secrets::hex};

/// A key has as many bits as the hash at least.
pub const CHAIN_KEY_BYTES_MIN: usize = 32;

/// How hashes are named in the database.
const KEYED: &str = "hmac-sha256";
const PLAIN: &str = "sha256";

/// The installation's key for seals, or none.
#[derive(Clone, Default)]
pub struct ChainKey(Option<Arc<[u8]>>);

/// The key is too short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key of the audit chain has at least {CHAIN_KEY_BYTES_MIN} bytes")]
pub struct InvalidChainKey;

impl ChainKey {
    /// Seals without a key.
    pub fn none() -> Self {
        Self(None)
    }

    /// Seals with a key.
    ///
    /// # Errors
    /// The key is shorter than [`CHAIN_KEY_BYTES_MIN`].
    pub fn new(bytes: &[u8]) -> Result<Self, InvalidChainKey> {
        if bytes.len() < CHAIN_KEY_BYTES_MIN {
            return Err(InvalidChainKey);
        }
        Ok(Self(Some(bytes.into())))
    }

    /// How new seals are made.
    pub(super) fn method(&self) -> &'static str {
        if self.0.is_some() { KEYED } else { PLAIN }
    }

    /// The hash by that method; `None` if it needs a key that is not there, or is no method of ours.
    fn hash_by(&self, method: &str, text: &str) -> Option<String> {
        match (method, &self.0) {
            (PLAIN, _) => Some(hex(&Sha256::digest(text.as_bytes()))),
            (KEYED, Some(key)) => {
                let code = Hmac::<Sha256>::new_from_slice(key);
                let mut code = code.expect("a code takes keys of every length");
                code.update(text.as_bytes());
                Some(hex(&code.finalize().into_bytes()))
            }
            _ => None,
        }
    }

    /// The hash of an entry at a position after the seal with the hash `previous`.
    pub(super) fn entry_hash(
        &self,
        method: &str,
        (previous, position): (&str, i64),
        event: &table::Model,
    ) -> Option<String> {
        // Instants in the precision that both databases keep.
        let content = json!([
            previous,
            position,
            event.id,
            event.at.timestamp_micros(),
            event.account_id,
            event.action,
            event.object_kind,
            event.object_id,
            event.person_ids,
            event.request_id,
        ]);
        self.hash_by(method, &content.to_string())
    }

    /// The proof of a checkpoint.
    pub(super) fn checkpoint_proof(&self, row: &checkpoint::Model) -> Option<String> {
        let content = json!([
            "checkpoint",
            row.position,
            row.hash,
            row.entries,
            row.made_at.timestamp_micros(),
        ]);
        self.hash_by(&row.method, &content.to_string())
    }
}

impl fmt::Debug for ChainKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChainKey({})", self.method())
    }
}

/// Whether seals of this method need the key.
pub(super) fn is_keyed(method: &str) -> bool {
    method == KEYED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_long_and_does_not_show() {
        assert_eq!(ChainKey::new(&[7; 31]).err(), Some(InvalidChainKey));
        let key = ChainKey::new(&[7; 32]).expect("long enough");
        assert_eq!(format!("{key:?}"), "ChainKey(hmac-sha256)");
        assert_ne!(key.hash_by(KEYED, "x"), key.hash_by(PLAIN, "x"));
        assert_eq!(ChainKey::none().hash_by(KEYED, "x"), None);
        assert_eq!(key.hash_by("md5", "x"), None);
    }
}
