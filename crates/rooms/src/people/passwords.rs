//! Passwords: Argon2id with 19 MiB and 2 passes (OWASP Password Storage Cheat Sheet), two at a time.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

use crate::App;

/// The fewest characters of a password (NIST SP 800-63B-4 asks for 15 where nothing else protects; 12 with limits on tries).
pub const SHORTEST: usize = 12;

fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("these are within the bounds of Argon2");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The encoded hash of a password. `salt` is 16 random bytes.
pub fn hash(password: &str, salt: &[u8; 16]) -> String {
    argon2().hash_password_with_salt(password.as_bytes(), salt).expect("a salt of 16 bytes is long enough").to_string()
}

/// Whether `password` is the one behind `encoded`. Works as long for an unknown person (`None`) as for a known one.
fn verify(password: &str, encoded: Option<&str>) -> bool {
    // Of a random password nobody knows; only its cost matters.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$9H0p5rdOWkSgAXMWXHmjoQxEsdpTMwPIwDTgyuBGaLo";
    let parsed = PasswordHash::new(encoded.unwrap_or(NOBODY));
    let fits = parsed.is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
    fits && encoded.is_some()
}

/// [`verify`] on a thread that may work, two at a time, so that a storm of sign-ins leaves the pages their processor.
pub(crate) async fn check(app: &App, password: String, encoded: Option<String>) -> bool {
    let Ok(_turn) = app.hashing.acquire().await else { return false };
    tokio::task::spawn_blocking(move || verify(&password, encoded.as_deref())).await.unwrap_or(false)
}

/// [`hash`] on a thread that may work.
pub(crate) async fn make(app: &App, password: String) -> String {
    let salt = app.db.chance().blind_id().into_bytes();
    let _turn = app.hashing.acquire().await;
    tokio::task::spawn_blocking(move || hash(&password, &salt)).await.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_password_opens_and_nothing_else_does() {
        let encoded = hash("a long enough one", &[7; 16]);
        assert!(verify("a long enough one", Some(&encoded)));
        assert!(!verify("another one", Some(&encoded)));
        assert!(!verify("a long enough one", None));
        assert!(
            PasswordHash::new(
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$9H0p5rdOWkSgAXMWXHmjoQxEsdpTMwPIwDTgyuBGaLo"
            )
            .is_ok()
        );
    }
}
