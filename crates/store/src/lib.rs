//! One door to SQLite and PostgreSQL, and the two spines that every room hangs on: audience and events.
//!
//! A page asks `db.read(|c| …)` and gets one consistent view; a change asks `db.write(|tx| …)` and is one transaction that
//! holds unless it fails. Inside is plain synchronous Rust with one SQL text for both engines:
//!
//! ```ignore
//! sql! { NAME_OF = "select name from community c where c.id = $3 and ", sees!("c"); }
//! let name: Option<String> = c.one(NAME_OF, args![person, c.now(), id], |r| r.get(0))?;
//! ```
//!
//! Portable SQL: `bigint`, `double precision`, `text`, `boolean`, `uuid`, `bytea`; dates as text `YYYY-MM-DD`; moments as
//! microseconds in a `bigint`; `cast(sum(x) as bigint)`; `insert … on conflict … do update`; `returning`.

mod clock;
mod conn;
mod door;
mod error;
mod ids;
mod migrate;
mod queue;
mod session;
mod sight;
mod statement;
mod val;
mod wire;

pub mod audience;
pub mod events;
pub mod inspect;
pub mod jobs;
pub mod testing;

#[doc(hidden)]
pub use inventory;

pub use audience::{Audience, Principal};
pub use clock::{Chance, Clock, Series, Time};
pub use conn::{Conn, Engine, Kind, Tx};
pub use door::{Db, Options};
pub use error::Error;
pub use events::Event;
pub use ids::*;
pub use migrate::VERSION;
pub use statement::{Registered, Sql, pattern, register};
pub use val::{Cell, Maybe, Row, Val};

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out
}

/// The SHA-256 of a secret, as it is stored.
pub fn hash_secret(secret: &str) -> String {
    use sha2::Digest as _;
    hex(&sha2::Sha256::digest(secret.as_bytes()))
}
