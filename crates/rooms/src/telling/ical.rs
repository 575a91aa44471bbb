//! iCalendar text (RFC 5545), as much of it as meetings need: properties, escaping, folding, and the rules of a time zone.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time as Clock};
use jiff::tz::{Offset, TimeZone};

/// Octets on one line, its end not counted (RFC 5545, section 3.1).
const WIDTH: usize = 75;

/// A calendar that is being written.
pub(super) struct Writer {
    out: String,
}

impl Writer {
    /// Begins a calendar. `method` is what it is sent for (RFC 5546); none for one that is only published.
    pub fn new(method: Option<&str>) -> Writer {
        let mut writer = Writer { out: String::new() };
        writer.line("BEGIN", "VCALENDAR");
        writer.line("VERSION", "2.0");
        writer.line("PRODID", "-//Perennial//Perennial//EN");
        writer.line("CALSCALE", "GREGORIAN");
        if let Some(method) = method {
            writer.line("METHOD", method);
        }
        writer
    }

    /// Ends it.
    pub fn end(mut self) -> String {
        self.line("END", "VCALENDAR");
        self.out
    }

    /// A property whose value is written as it is. Line ends in it would end the property: they become blanks.
    pub fn line(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for c in format!("{name}:{value}").chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }) {
            if used + c.len_utf8() > WIDTH {
                // The blank that marks what follows as the same line counts.
                self.out.push_str("\r\n ");
                used = 1;
            }
            self.out.push(c);
            used += c.len_utf8();
        }
        self.out.push_str("\r\n");
    }

    /// A property whose value is a text that people wrote; without text, no property.
    pub fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.line(name, &escaped(text));
        }
    }

    /// A time zone as the receiver has to know it around `on`: what holds in that year, as rules without an end. Zones change
    /// their clocks twice a year or never; one that did otherwise in that year gets each change by itself.
    pub fn zone(&mut self, name: &str, zone: &TimeZone, on: Date) {
        self.line("BEGIN", "VTIMEZONE");
        self.line("TZID", name);
        let first = Date::new(on.year(), 1, 1).unwrap_or(on).to_datetime(Clock::midnight());
        let start = first.to_zoned(zone.clone()).map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp());
        let end = Date::new(on.year().saturating_add(1), 1, 1).unwrap_or(on).to_datetime(Clock::midnight());
        let end = end.to_zoned(zone.clone()).map_or(Timestamp::MAX, |z| z.timestamp());
        let changes: Vec<_> = zone.following(start).take_while(|t| t.timestamp() < end).collect();
        let mut before = zone.to_offset(start);
        if changes.is_empty() {
            self.observance(false, before, before, DateTime::constant(1970, 1, 1, 0, 0, 0, 0), None);
        }
        for change in &changes {
            let after = change.offset();
            let local = before.to_datetime(change.timestamp());
            let summer = change.dst().is_dst();
            if changes.len() == 2 {
                // The same weekday of the same month in every year, counted from where the month is nearer.
                let date = local.date();
                let nth = (date.day() + 6) / 7;
                let nth = if date.day() + 7 > date.days_in_month() { -1 } else { nth };
                let weekday = WEEKDAYS[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()) % 7];
                let rule = format!("FREQ=YEARLY;BYMONTH={};BYDAY={nth}{weekday}", date.month());
                let from = nth_weekday(1970, date, nth).map_or(local, |d| d.to_datetime(local.time()));
                self.observance(summer, before, after, from, Some(&rule));
            } else {
                self.observance(summer, before, after, local, None);
            }
            before = after;
        }
        self.line("END", "VTIMEZONE");
    }

    fn observance(&mut self, summer: bool, before: Offset, after: Offset, from: DateTime, rule: Option<&str>) {
        let name = if summer { "DAYLIGHT" } else { "STANDARD" };
        self.line("BEGIN", name);
        self.line("DTSTART", &local(from));
        self.line("TZOFFSETFROM", &offset(before));
        self.line("TZOFFSETTO", &offset(after));
        if let Some(rule) = rule {
            self.line("RRULE", rule);
        }
        self.line("END", name);
    }
}

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The day in another year with the same weekday and the same place in its month.
fn nth_weekday(year: i16, like: Date, nth: i8) -> Option<Date> {
    Date::new(year, like.month(), 1).ok()?.nth_weekday_of_month(nth, like.weekday()).ok()
}

/// `+0530`, `-0500`.
fn offset(offset: Offset) -> String {
    let (sign, seconds) = (if offset.seconds() < 0 { '-' } else { '+' }, offset.seconds().unsigned_abs());
    format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60)
}

/// A moment in UTC: `20261103T211500Z`.
pub(super) fn utc(at: store::Time) -> String {
    format!("{}Z", local(TimeZone::UTC.to_datetime(at.stamp())))
}

/// A day and a time of day: `20261103T151500`.
pub(super) fn local(at: DateTime) -> String {
    format!("{:04}{:02}{:02}T{:02}{:02}{:02}", at.year(), at.month(), at.day(), at.hour(), at.minute(), at.second())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

/// A text as the value of a parameter: in quotes, in which there are none (RFC 6868 has a way to write them).
pub(super) fn parameter(text: &str) -> String {
    let inside: String = text.replace('^', "^^").replace('"', "^'").chars().filter(|c| !c.is_control()).collect();
    format!("\"{inside}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_letters_at_seventy_five_octets_and_unfold_to_what_they_were() {
        let mut writer = Writer::new(None);
        let text = "Æsop, „Fables“; a\\b\nsecond line – ".repeat(9);
        writer.text("SUMMARY", &text);
        writer.line("X-EVIL", "a\r\nATTENDEE:mailto:someone@else.test");
        let out = writer.end();
        assert!(out.split("\r\n").all(|line| line.len() <= WIDTH), "{out}");
        assert!(!out.replace("\r\n", "").contains(['\r', '\n']), "only whole line ends");
        let unfolded = out.replace("\r\n ", "");
        let line = unfolded.lines().find_map(|l| l.strip_prefix("SUMMARY:")).unwrap();
        let back = line.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
        assert_eq!(back, text);
        assert!(!unfolded.lines().any(|l| l.starts_with("ATTENDEE")), "a text can't add a property");
    }

    #[test]
    fn a_zone_is_written_as_the_rules_of_its_year() {
        let written = |name: &str| {
            let mut writer = Writer::new(None);
            writer.zone(name, &TimeZone::get(name).unwrap(), jiff::civil::date(2026, 10, 1));
            writer.end()
        };
        let chicago = written("America/Chicago");
        assert!(chicago.contains("DTSTART:19700308T020000\r\nTZOFFSETFROM:-0600\r\nTZOFFSETTO:-0500\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"), "{chicago}");
        assert!(chicago.contains("DTSTART:19701101T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0600\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"), "{chicago}");
        let berlin = written("Europe/Berlin");
        assert!(
            berlin.contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU") && berlin.contains("BYMONTH=10;BYDAY=-1SU"),
            "{berlin}"
        );
        let phoenix = written("America/Phoenix");
        assert!(
            phoenix.contains("TZOFFSETTO:-0700") && !phoenix.contains("RRULE") && !phoenix.contains("DAYLIGHT"),
            "{phoenix}"
        );
    }
}
