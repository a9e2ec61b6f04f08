//! Passwords: argon2id, off the async threads, a bounded number at a time.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

/// The shortest password (BSI ORP.4: length before complexity).
pub const PASSWORD_LENGTH_MIN: usize = 12;
/// The longest; argon2 would take more, but no form needs to.
pub const PASSWORD_LENGTH_MAX: usize = 256;
/// Each argon2 run takes 19 MiB and a core for tens of milliseconds; more at once would let a
/// burst of sign-ins starve case work.
const HASHES_AT_ONCE_MAX: usize = 2;

static HASHING: Semaphore = Semaphore::const_new(HASHES_AT_ONCE_MAX);

/// The hash of a password nobody has, so that an unknown login costs as much as a wrong password.
static NOBODYS_HASH: LazyLock<String> =
    LazyLock::new(|| hash_now(&crate::secrets::generate_token()));

/// The argon2id hash (PHC string) of a password.
pub async fn hash_password(password: &str) -> String {
    let password = password.to_owned();
    on_a_blocking_thread(move || hash_now(&password)).await
}

/// Whether the password fits the hash; without a hash it fits never, after the same work.
pub(super) async fn verify_password(password: &str, hash: Option<String>) -> bool {
    let password = password.to_owned();
    on_a_blocking_thread(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS_HASH.clone());
        let fits = PasswordHash::new(&hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        });
        known && fits
    })
    .await
}

fn hash_now(password: &str) -> String {
    Argon2::default()
        .hash_password(password.as_bytes())
        .expect("argon2's own parameters and a salt from the system are valid")
        .to_string()
}

async fn on_a_blocking_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let _permit = HASHING
        .acquire()
        .await
        .expect("the semaphore is never closed");
    tokio::task::spawn_blocking(work)
        .await
        .expect("hashing does not panic")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_account_fits() {
        let hash = hash_password("correct horse battery").await;
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify_password("correct horse battery", Some(hash.clone())).await);
        assert!(!verify_password("correct horse", Some(hash)).await);
        assert!(!verify_password("anything", None).await);
        assert!(!verify_password("anything", Some("no hash".to_owned())).await);
    }
}
