//! What can go wrong at the door.

use postgres::error::SqlState;

/// An error of the database, in the kinds a caller treats differently.
#[derive(Clone, Debug)]
pub enum Error {
    /// A row that must be unique is there already.
    Taken(String),
    /// The database can't be reached or can't write now; the same call may succeed later.
    Away(String),
    /// The database is damaged or is not ours: nothing may be written.
    Damaged(String),
    /// A newer version of the program has written this database.
    Newer { theirs: i64, ours: i64 },
    /// A mistake in our own statement or mapping.
    Ours(String),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Taken(what) => write!(f, "it is there already: {what}"),
            Error::Away(what) => write!(f, "the database can't be reached: {what}"),
            Error::Damaged(what) => write!(f, "the database is damaged: {what}"),
            Error::Newer { theirs, ours } => write!(
                f,
                "this database is of version {theirs}, and this program knows only versions up to {ours}; \
                 start the newer program, or restore a backup made by this one"
            ),
            Error::Ours(what) => write!(f, "a mistake in this program: {what}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode as Code;
        let text = e.to_string();
        match e.sqlite_error_code() {
            Some(Code::ConstraintViolation) if text.contains("UNIQUE") || text.contains("PRIMARY") => {
                Error::Taken(text)
            }
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Error::Damaged(text),
            Some(
                Code::DatabaseBusy
                | Code::DatabaseLocked
                | Code::DiskFull
                | Code::ReadOnly
                | Code::CannotOpen
                | Code::SystemIoFailure,
            ) => Error::Away(text),
            _ => Error::Ours(text),
        }
    }
}

impl Error {
    /// What a PostgreSQL server says, by its code.
    pub(crate) fn of_postgres(code: &SqlState, message: &str) -> Error {
        let text = format!("{message} ({})", code.code());
        match code {
            c if *c == SqlState::UNIQUE_VIOLATION => Error::Taken(text),
            // What is against the protocol is a mistake of ours, though it stands among what happens to connections.
            c if *c == SqlState::PROTOCOL_VIOLATION => Error::Ours(text),
            // Resources, an operator's doing, the connection.
            c if ["53", "57", "08"].iter().any(|class| c.code().starts_with(class)) => Error::Away(text),
            c if *c == SqlState::T_R_SERIALIZATION_FAILURE || *c == SqlState::T_R_DEADLOCK_DETECTED => {
                Error::Away(text)
            }
            // XX000 is any fault inside the server; these two say that what is stored is broken.
            c if *c == SqlState::DATA_CORRUPTED || *c == SqlState::INDEX_CORRUPTED => Error::Damaged(text),
            _ => Error::Ours(text),
        }
    }
}
