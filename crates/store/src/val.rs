//! Values on their way into a statement and out of a row, the same for both engines.

use uuid::Uuid;

use crate::Error;
use crate::session::Record;

/// A parameter of a statement. Numbers are 64 bits wide on both engines.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    Null,
    Int(i64),
    Real(f64),
    Bool(bool),
    Text(String),
    /// A text that outlives the statement, bound without copying.
    Str(&'static str),
    Bytes(Vec<u8>),
    Id(Uuid),
}

macro_rules! into_val {
    ($($from:ty => |$v:ident| $to:expr),* $(,)?) => {$(
        impl From<$from> for Val { fn from($v: $from) -> Val { $to } }
        impl From<Option<$from>> for Val { fn from(v: Option<$from>) -> Val { v.map_or(Val::Null, Val::from) } }
    )*};
}
into_val! {
    i64 => |v| Val::Int(v),
    i32 => |v| Val::Int(v.into()),
    u32 => |v| Val::Int(v.into()),
    f64 => |v| Val::Real(v),
    bool => |v| Val::Bool(v),
    String => |v| Val::Text(v),
    &str => |v| Val::Text(v.to_owned()),
    &String => |v| Val::Text(v.clone()),
    Vec<u8> => |v| Val::Bytes(v),
    Uuid => |v| Val::Id(v),
    jiff::civil::Date => |v| Val::Text(v.to_string()),
}

impl From<usize> for Val {
    fn from(v: usize) -> Val {
        Val::Int(i64::try_from(v).unwrap_or(i64::MAX))
    }
}

/// `args![a, b]` is a slice of [`Val`] made by `From`.
#[macro_export]
macro_rules! args {
    ($($v:expr),* $(,)?) => { &[$($crate::Val::from($v)),*] as &[$crate::Val] };
}

impl rusqlite::ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, Value, ValueRef};
        Ok(match self {
            Val::Null => ToSqlOutput::Owned(Value::Null),
            Val::Int(v) => ToSqlOutput::Owned(Value::Integer(*v)),
            Val::Real(v) => ToSqlOutput::Owned(Value::Real(*v)),
            Val::Bool(v) => ToSqlOutput::Owned(Value::Integer((*v).into())),
            Val::Text(v) => ToSqlOutput::Borrowed(ValueRef::Text(v.as_bytes())),
            Val::Str(v) => ToSqlOutput::Borrowed(ValueRef::Text(v.as_bytes())),
            Val::Bytes(v) => ToSqlOutput::Borrowed(ValueRef::Blob(v)),
            Val::Id(v) => ToSqlOutput::Borrowed(ValueRef::Blob(v.as_bytes())),
        })
    }
}

type Encoded = Result<postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>>;

impl postgres::types::ToSql for Val {
    fn to_sql(&self, ty: &postgres::types::Type, out: &mut postgres::types::private::BytesMut) -> Encoded {
        use postgres::types::{IsNull, Type};
        match self {
            Val::Null => Ok(IsNull::Yes),
            Val::Int(v) => match *ty {
                Type::INT2 => i16::try_from(*v)?.to_sql(ty, out),
                Type::INT4 => i32::try_from(*v)?.to_sql(ty, out),
                #[expect(clippy::cast_precision_loss, reason = "a whole number where a real one is wanted")]
                Type::FLOAT8 => (*v as f64).to_sql(ty, out),
                _ => v.to_sql(ty, out),
            },
            Val::Real(v) => v.to_sql(ty, out),
            Val::Bool(v) => v.to_sql(ty, out),
            Val::Text(v) => v.to_sql(ty, out),
            Val::Str(v) => v.to_sql(ty, out),
            Val::Bytes(v) => v.to_sql(ty, out),
            Val::Id(v) => v.to_sql(ty, out),
        }
    }

    fn accepts(_: &postgres::types::Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

/// One row of an answer; read it by position, in the order of the statement's columns.
pub enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a Record<'a>),
}

impl Row<'_> {
    /// The cell at `at`, counted from 0. Fails when the type isn't what the statement gives: a mistake of ours.
    pub fn get<T: Cell>(&self, at: usize) -> Result<T, Error> {
        T::read(self, at)
    }
}

/// What can be read from a cell.
pub trait Cell: Sized {
    /// Reads the cell at `at`.
    fn read(row: &Row<'_>, at: usize) -> Result<Self, Error>;
}

/// PostgreSQL's whole numbers of any width.
struct Whole(i64);

impl<'a> postgres::types::FromSql<'a> for Whole {
    fn from_sql(ty: &postgres::types::Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        use postgres::types::Type;
        Ok(Whole(match *ty {
            Type::INT2 => i16::from_sql(ty, raw)?.into(),
            Type::INT4 => i32::from_sql(ty, raw)?.into(),
            _ => i64::from_sql(ty, raw)?,
        }))
    }

    fn accepts(ty: &postgres::types::Type) -> bool {
        use postgres::types::Type;
        matches!(*ty, Type::INT2 | Type::INT4 | Type::INT8)
    }
}

macro_rules! cell {
    ($($t:ty),*) => {$(
        impl Cell for $t {
            fn read(row: &Row<'_>, at: usize) -> Result<Self, Error> {
                match row {
                    Row::Sqlite(r) => Ok(r.get(at)?),
                    Row::Postgres(r) => r.get(at),
                }
            }
        }
        impl Cell for Option<$t> {
            fn read(row: &Row<'_>, at: usize) -> Result<Self, Error> {
                match row {
                    Row::Sqlite(r) => Ok(r.get(at)?),
                    Row::Postgres(r) => r.get(at),
                }
            }
        }
    )*};
}
cell!(f64, bool, String, Uuid, Vec<u8>);

impl Cell for i64 {
    fn read(row: &Row<'_>, at: usize) -> Result<Self, Error> {
        match row {
            Row::Sqlite(r) => Ok(r.get(at)?),
            Row::Postgres(r) => Ok(r.get::<Whole>(at)?.0),
        }
    }
}

impl Cell for Option<i64> {
    fn read(row: &Row<'_>, at: usize) -> Result<Self, Error> {
        match row {
            Row::Sqlite(r) => Ok(r.get(at)?),
            Row::Postgres(r) => Ok(r.get::<Option<Whole>>(at)?.map(|w| w.0)),
        }
    }
}

impl Cell for jiff::civil::Date {
    fn read(row: &Row<'_>, at: usize) -> Result<Self, Error> {
        String::read(row, at)?.parse().map_err(|_| Error::Ours("a date that isn't one".into()))
    }
}

/// An optional value of a type that reads itself: `Maybe<GoalId>`.
pub struct Maybe<T>(pub Option<T>);

impl<T: Cell> Cell for Maybe<T> {
    fn read(row: &Row<'_>, at: usize) -> Result<Self, Error> {
        let empty = match row {
            Row::Sqlite(r) => r.get_ref(at)?.data_type() == rusqlite::types::Type::Null,
            Row::Postgres(r) => r.get::<Presence>(at)?.0,
        };
        if empty { Ok(Maybe(None)) } else { T::read(row, at).map(|v| Maybe(Some(v))) }
    }
}

/// Whether a PostgreSQL cell is null, whatever its type.
struct Presence(bool);

impl<'a> postgres::types::FromSql<'a> for Presence {
    fn from_sql(_: &postgres::types::Type, _: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Presence(false))
    }

    fn from_sql_null(_: &postgres::types::Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Presence(true))
    }

    fn accepts(_: &postgres::types::Type) -> bool {
        true
    }
}

impl<'r> Row<'r> {
    /// The cell at `at` when it isn't null.
    pub fn maybe<T: Cell>(&self, at: usize) -> Result<Option<T>, Error> {
        Maybe::<T>::read(self, at).map(|m| m.0)
    }
}
