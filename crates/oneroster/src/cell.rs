//! One cell: how wide it is read, how strictly it is written.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::refusal::{Problem, Remark};

/// Text of a record: `&str` while it lies in the reader's buffer, `String` when it is kept.
pub trait Text: AsRef<str> + Default + sealed::Written {}
impl Text for &str {}
impl Text for String {}

/// How this set's cells are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Reading {
    pub date_order: DateOrder,
    pub keep_odd_emails: bool,
}

/// Which comes first in a date written with slashes, dots or dashes and the year last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// `9/1/2026` is the first of September.
    #[default]
    MonthFirst,
    /// `1/9/2026` is the first of September.
    DayFirst,
}

/// Reads a cell that is not empty.
pub(crate) trait Cell<'a>: Sized + Default {
    fn read(raw: &'a str, how: Reading) -> Result<Self, Problem>;

    /// What somebody may want to know about the value.
    fn remark(&self) -> Option<Remark> {
        None
    }
}

/// Takes a record out of the reader's buffer.
pub(crate) trait Own {
    type Owned;
    fn own(self) -> Self::Owned;
}

pub(crate) mod sealed {
    /// Writes a cell as the specification demands.
    pub trait Written {
        fn write(&self, out: &mut String);
    }
}
pub(crate) use sealed::Written;

impl<'a> Cell<'a> for &'a str {
    fn read(raw: &'a str, _: Reading) -> Result<Self, Problem> {
        Ok(raw)
    }
}

impl Own for &str {
    type Owned = String;
    fn own(self) -> String {
        self.to_owned()
    }
}

impl Written for &str {
    fn write(&self, out: &mut String) {
        out.push_str(self);
    }
}

impl Written for String {
    fn write(&self, out: &mut String) {
        out.push_str(self);
    }
}

/// Types that hold no text read, own and write themselves.
macro_rules! plain {
    ($($ty:ty: $read:expr, $write:expr;)*) => {$(
        impl Cell<'_> for Option<$ty> {
            fn read(raw: &str, how: Reading) -> Result<Self, Problem> {
                #[allow(clippy::redundant_closure_call)]
                ($read)(raw, how).map(Some)
            }
        }
        impl Own for Option<$ty> {
            type Owned = Self;
            fn own(self) -> Self {
                self
            }
        }
        impl Written for Option<$ty> {
            fn write(&self, out: &mut String) {
                if let Some(value) = self {
                    #[allow(clippy::redundant_closure_call)]
                    out.push_str(&($write)(value));
                }
            }
        }
    )*};
}

plain! {
    bool: |raw, _| boolean(raw), |value: &bool| value.to_string();
    Date: |raw, how: Reading| date(raw, how.date_order), |value: &Date| value.to_string();
    SchoolYear: |raw, _| school_year(raw), |value: &SchoolYear| value.to_string();
}

/// The moment a row was last changed, as its source says. What is no date and time reads as [`Modified::Odd`]: no row
/// is worth less for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Modified {
    #[default]
    Unsaid,
    /// Without a zone in the file, UTC.
    At(Timestamp),
    Odd,
}

impl Modified {
    /// The moment, if there is one.
    pub fn at(self) -> Option<Timestamp> {
        match self {
            Modified::At(moment) => Some(moment),
            Modified::Unsaid | Modified::Odd => None,
        }
    }
}

impl Cell<'_> for Modified {
    fn read(raw: &str, how: Reading) -> Result<Self, Problem> {
        Ok(moment(raw, how.date_order).map_or(Modified::Odd, Modified::At))
    }

    fn remark(&self) -> Option<Remark> {
        (*self == Modified::Odd).then_some(Remark::OddTime)
    }
}

impl Own for Modified {
    type Owned = Self;
    fn own(self) -> Self {
        self
    }
}

impl Written for Modified {
    fn write(&self, out: &mut String) {
        if let Modified::At(moment) = self {
            out.push_str(&moment.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string());
        }
    }
}

/// The year in which a school year ends: 2027 is 2026-2027.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolYear(pub u16);

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

/// Several values in one cell, separated by commas: `9,10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct List<S = String>(pub S);

impl<S: AsRef<str>> List<S> {
    /// The values, without spaces around them; none for an empty cell. Empty values between commas are left out.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.as_ref().split(',').map(str::trim).filter(|value| !value.is_empty())
    }

    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

impl<'a> Cell<'a> for List<&'a str> {
    fn read(raw: &'a str, _: Reading) -> Result<Self, Problem> {
        Ok(List(raw))
    }
}

impl Own for List<&str> {
    type Owned = List<String>;
    fn own(self) -> List<String> {
        List(self.0.to_owned())
    }
}

impl<S: Text> Written for List<S> {
    fn write(&self, out: &mut String) {
        self.0.write(out);
    }
}

/// Ids a person has elsewhere: `{LDAP:jdoe},{SIS:4711}`. A bare value without braces, as 1.0 wrote it, has no kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct UserIds<S = String>(pub S);

impl<S: AsRef<str>> UserIds<S> {
    /// Kind and id of each; the kind is empty where none is said.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.as_ref().split(',').filter_map(|part| {
            let inner = part.trim().trim_start_matches('{').trim_end_matches('}').trim();
            let (kind, id) = inner.split_once(':').unwrap_or(("", inner));
            (!id.trim().is_empty()).then(|| (kind.trim(), id.trim()))
        })
    }
}

impl<'a> Cell<'a> for UserIds<&'a str> {
    fn read(raw: &'a str, _: Reading) -> Result<Self, Problem> {
        Ok(UserIds(raw))
    }
}

impl Own for UserIds<&str> {
    type Owned = UserIds<String>;
    fn own(self) -> UserIds<String> {
        UserIds(self.0.to_owned())
    }
}

impl<S: Text> Written for UserIds<S> {
    fn write(&self, out: &mut String) {
        self.0.write(out);
    }
}

/// A password column: stepped over on the way in, written empty. This crate never holds one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Withheld;

impl Cell<'_> for Withheld {
    fn read(_: &str, _: Reading) -> Result<Self, Problem> {
        Ok(Withheld)
    }
}

impl Own for Withheld {
    type Owned = Self;
    fn own(self) -> Self {
        self
    }
}

impl Written for Withheld {
    fn write(&self, _: &mut String) {}
}

fn boolean(raw: &str) -> Result<bool, Problem> {
    let is = |words: [&str; 5]| words.iter().any(|word| raw.eq_ignore_ascii_case(word));
    match raw {
        "true" => Ok(true),
        "false" => Ok(false),
        _ if is(["true", "1", "yes", "y", "t"]) => Ok(true),
        _ if is(["false", "0", "no", "n", "f"]) => Ok(false),
        _ => Err(Problem::NotABoolean),
    }
}

/// `2027`, and `2026-2027`, `2026-27`, `2026/27`, `SY2027` which real systems write.
fn school_year(raw: &str) -> Result<SchoolYear, Problem> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u16>().ok()).flatten();
    let raw = raw.strip_prefix("SY").unwrap_or(raw).trim();
    let year = match raw.split_once(['-', '/', '–']) {
        None if raw.len() == 4 => digits(raw),
        Some((begin, end)) if begin.len() == 4 => digits(begin).and_then(|begin| {
            let end = match end.len() {
                2 => digits(end).map(|short| begin / 100 * 100 + short + if short == 0 { 100 } else { 0 }),
                4 => digits(end),
                _ => None,
            };
            end.filter(|end| *end == begin + 1)
        }),
        _ => None,
    };
    year.filter(|year| (1900..=2199).contains(year)).map(SchoolYear).ok_or(Problem::NotAYear)
}

/// A date in the forms that student information systems print:
/// `2026-09-01`, `2026-09-01T08:00:00Z`, `2026-09-01 08:00`, `2026/09/01`, `20260901`, `9/1/2026`, `9-1-2026`,
/// `9.1.2026`, `09012026`, `9/1/2026 8:00 AM`, `01-Sep-2026`, `Sep 1, 2026`. A time after it is dropped.
fn date(raw: &str, order: DateOrder) -> Result<Date, Problem> {
    parse_date(raw, order).map(|(date, _)| date)
}

/// The date and what follows it.
fn parse_date(raw: &str, order: DateOrder) -> Result<(Date, &str), Problem> {
    let bytes = raw.as_bytes();
    // The strict form first: nearly all dates have it.
    if bytes.len() >= 10 && bytes[4] == b'-' && bytes[7] == b'-' && raw.is_char_boundary(10) {
        let (Some(year), Some(month), Some(day)) = (number(&raw[..4]), number(&raw[5..7]), number(&raw[8..10])) else {
            return Err(Problem::NotADate);
        };
        return Ok((civil(year, month, day)?, after(&raw[10..])?));
    }
    if bytes.len() >= 8 && bytes[..8].iter().all(u8::is_ascii_digit) && bytes.get(8).is_none_or(|b| !b.is_ascii_digit())
    {
        let part = |from: usize, to: usize| number(&raw[from..to]).ok_or(Problem::NotADate);
        // A year from 1900 to 2199 cannot be read as month and day: there is no month 19 to 21.
        let found = match part(0, 4)? {
            year @ 1900..=2199 => civil(year, part(4, 6)?, part(6, 8)?)?,
            _ => ordered(part(0, 2)?, part(2, 4)?, part(4, 8)?, order)?,
        };
        return Ok((found, after(&raw[8..])?));
    }
    let mut parts = [""; 3];
    let mut rest = raw;
    for (index, part) in parts.iter_mut().enumerate() {
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        *part = &rest[..end];
        rest = &rest[end..];
        if index < 2 {
            rest = rest.trim_start_matches(['/', '-', '.', ',', ' ']);
        }
    }
    let rest = after(rest)?;
    let [a, b, c] = parts;
    let found = match (number(a), number(b), number(c)) {
        (Some(year), Some(month), Some(day)) if a.len() == 4 => civil(year, month, day)?,
        (Some(first), Some(second), Some(year)) if c.len() == 4 => ordered(first, second, year, order)?,
        (Some(_), Some(_), Some(_)) if c.len() == 2 => return Err(Problem::TwoDigitYear),
        (Some(day), None, Some(year)) if c.len() == 4 => civil(year, named_month(b)?, day)?,
        (None, Some(day), Some(year)) if c.len() == 4 => civil(year, named_month(a)?, day)?,
        (_, None, Some(_)) | (None, _, Some(_)) if c.len() == 2 => return Err(Problem::TwoDigitYear),
        _ => return Err(Problem::NotADate),
    };
    Ok((found, rest))
}

/// What may follow a date: nothing, or a time after a `T` or a space.
fn after(rest: &str) -> Result<&str, Problem> {
    match rest.as_bytes() {
        [] => Ok(rest),
        [b'T' | b't' | b' ', ..] if clock(&rest[1..]).is_some() => Ok(&rest[1..]),
        _ => Err(Problem::NotADate),
    }
}

fn number(text: &str) -> Option<i16> {
    if text.is_empty() || text.len() > 4 {
        return None;
    }
    text.bytes().try_fold(0i16, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i16::from(byte - b'0')))
}

fn ordered(first: i16, second: i16, year: i16, order: DateOrder) -> Result<Date, Problem> {
    let (month, day) = match order {
        DateOrder::MonthFirst => (first, second),
        DateOrder::DayFirst => (second, first),
    };
    if month > 12 && (1..=12).contains(&day) {
        return Err(Problem::WrongDateOrder);
    }
    civil(year, month, day)
}

/// Outside 1900 to 2199 it is a slip of the finger, not a date of anybody's life.
fn civil(year: i16, month: i16, day: i16) -> Result<Date, Problem> {
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return Err(Problem::NotADate) };
    if !(1900..=2199).contains(&year) {
        return Err(Problem::NotADate);
    }
    Date::new(year, month, day).map_err(|_| Problem::NotADate)
}

fn named_month(name: &str) -> Result<i16, Problem> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_ascii_lowercase();
    let fits = |full: &&str| name.len() >= 3 && (full.starts_with(&name) || (name == "sept" && **full == *"september"));
    NAMES.iter().position(fits).map(|index| index as i16 + 1).ok_or(Problem::NotADate)
}

/// A time of day and, where one is written, its distance from UTC in minutes.
fn clock(text: &str) -> Option<(Time, Option<i32>)> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut parts = whole.split(':');
    let mut part = || parts.next().map(|p| number(p).filter(|_| p.len() <= 2));
    let (hour, minute, second) = (part()??, part()??, part().unwrap_or(Some(0))?);
    if parts.next().is_some() {
        return None;
    }
    let rest = rest.trim();
    let (hour, offset) = match rest.to_ascii_uppercase().as_str() {
        "" => (hour, None),
        "Z" | "UTC" => (hour, Some(0)),
        "AM" if (1..=12).contains(&hour) => (hour % 12, None),
        "PM" if (1..=12).contains(&hour) => (hour % 12 + 12, None),
        zone => {
            let sign = match zone.as_bytes()[0] {
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            let digits: String = zone.chars().skip(1).filter(|c| *c != ':').collect();
            let value = number(&digits).filter(|_| digits.len() == 4)?;
            (hour, Some(sign * i32::from(value / 100 * 60 + value % 100)))
        }
    };
    let nanos = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, nanos);
    Some((time.ok()?, offset))
}

/// A date with or without a time, as a moment; without a zone, UTC.
fn moment(raw: &str, order: DateOrder) -> Option<Timestamp> {
    let (date, rest) = parse_date(raw, order).ok()?;
    let (time, offset) = if rest.is_empty() { (Time::midnight(), None) } else { clock(rest)? };
    let local = TimeZone::UTC.to_timestamp(DateTime::from_parts(date, time)).ok()?;
    local.checked_sub(jiff::SignedDuration::from_mins(i64::from(offset.unwrap_or(0)))).ok()
}

/// An id may be anything of at most 255 characters.
pub(crate) fn id(raw: &str) -> Result<(), Problem> {
    if raw.len() > 255 && raw.chars().count() > 255 { Err(Problem::TooLong(255)) } else { Ok(()) }
}

/// Whether a sourcedId keeps to `[0-9A-Za-z./@_-]`.
pub(crate) fn strict_id(raw: &str) -> bool {
    raw.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'/' | b'@' | b'_' | b'-'))
}

/// Something, one at sign, something; no spaces. More is for the mail server to say.
pub(crate) fn email(raw: &str) -> Result<(), Problem> {
    let (mailbox, host) = raw.split_once('@').ok_or(Problem::NotAnEmail)?;
    let fits = !mailbox.is_empty()
        && !host.is_empty()
        && !host.contains('@')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !raw.contains(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>'));
    if fits { Ok(()) } else { Err(Problem::NotAnEmail) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_the_forms_systems_print() {
        for raw in [
            "2026-09-01",
            "2026-09-01T08:00:00Z",
            "2026-09-01T08:00:00.000+02:00",
            "2026-09-01 08:00:05",
            "2026/09/01",
            "2026/9/1",
            "20260901",
            "9/1/2026",
            "09/01/2026",
            "9-1-2026",
            "9.1.2026",
            "09012026",
            "9/1/2026 8:00",
            "9/1/2026 8:00:00 AM",
            "01-Sep-2026",
            "1 September 2026",
            "Sep 1, 2026",
        ] {
            assert_eq!(date(raw, DateOrder::MonthFirst), Ok(Date::constant(2026, 9, 1)), "{raw}");
        }
        assert_eq!(date("1/9/2026", DateOrder::DayFirst), Ok(Date::constant(2026, 9, 1)));
    }

    #[test]
    fn what_is_no_date_says_why() {
        let month_first = |raw| date(raw, DateOrder::MonthFirst);
        assert_eq!(month_first("13/1/2026"), Err(Problem::WrongDateOrder));
        assert_eq!(month_first("9/1/26"), Err(Problem::TwoDigitYear));
        assert_eq!(month_first("1-Sep-26"), Err(Problem::TwoDigitYear));
        for raw in ["2026-02-30", "0000-00-00", "soon", "NULL", "2026", "9/1", "2026-09-01x", "１/1/2026", "99999999"]
        {
            assert_eq!(month_first(raw), Err(Problem::NotADate), "{raw}");
        }
    }

    #[test]
    fn a_moment_is_told_in_utc() {
        let at = |raw| moment(raw, DateOrder::MonthFirst).map(|m| m.to_string());
        assert_eq!(at("2026-09-01T08:00:00+02:00").as_deref(), Some("2026-09-01T06:00:00Z"));
        assert_eq!(at("2017-05-06 08:01:05").as_deref(), Some("2017-05-06T08:01:05Z"));
        assert_eq!(at("2017-04-05").as_deref(), Some("2017-04-05T00:00:00Z"));
        assert_eq!(at("9/1/2026 8:30 PM").as_deref(), Some("2026-09-01T20:30:00Z"));
        assert_eq!(at("yesterday"), None);
        let mut out = String::new();
        Modified::read("2026-09-01T08:00:00.5Z", Reading::default()).unwrap().write(&mut out);
        assert_eq!(out, "2026-09-01T08:00:00.500Z");
    }

    #[test]
    fn a_school_year_is_the_year_it_ends_in() {
        for raw in ["2027", "2026-2027", "2026-27", "2026/27", "SY2027"] {
            assert_eq!(school_year(raw), Ok(SchoolYear(2027)), "{raw}");
        }
        assert_eq!(school_year("2099-00"), Ok(SchoolYear(2100)));
        for raw in ["27", "2026-2026", "this year", "12026"] {
            assert_eq!(school_year(raw), Err(Problem::NotAYear), "{raw}");
        }
    }

    #[test]
    fn booleans_as_people_write_them() {
        for raw in ["true", "TRUE", "True", "1", "Y", "yes"] {
            assert_eq!(boolean(raw), Ok(true), "{raw}");
        }
        assert_eq!(boolean("0"), Ok(false));
        assert_eq!(boolean("treu"), Err(Problem::NotABoolean));
    }

    #[test]
    fn other_ids_with_and_without_a_kind() {
        let ids = UserIds("{LDAP:jdoe}, {SIS:47:11},abc,{}");
        assert_eq!(ids.iter().collect::<Vec<_>>(), [("LDAP", "jdoe"), ("SIS", "47:11"), ("", "abc")]);
    }
}
