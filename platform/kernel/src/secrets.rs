//! Random tokens and what is kept of them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// 256 bits: not to be guessed in any time.
const TOKEN_BYTES: usize = 32;

/// A new random token, as text safe in a cookie, a header and an address.
pub(crate) fn generate_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; TOKEN_BYTES]>())
}

/// What is stored of a token. The token has 256 random bits, so a plain digest keeps it secret;
/// passwords, which people choose, go through argon2 instead.
pub(crate) fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
