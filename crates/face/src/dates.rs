//! Dates, times and numbers as people say them, in a language and a time zone.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::Time;
use words::{Lang, Word};

use crate::w;

const WEEKDAYS: [Word; 7] =
    [w::WEEKDAY_1, w::WEEKDAY_2, w::WEEKDAY_3, w::WEEKDAY_4, w::WEEKDAY_5, w::WEEKDAY_6, w::WEEKDAY_7];
const MONTHS: [Word; 12] = [
    w::MONTH_1,
    w::MONTH_2,
    w::MONTH_3,
    w::MONTH_4,
    w::MONTH_5,
    w::MONTH_6,
    w::MONTH_7,
    w::MONTH_8,
    w::MONTH_9,
    w::MONTH_10,
    w::MONTH_11,
    w::MONTH_12,
];

fn month(lang: Lang, date: Date) -> &'static str {
    lang.t(MONTHS[usize::from(date.month().unsigned_abs() - 1) % 12])
}

/// The civil date of a moment.
pub fn day_of(at: Time, zone: &TimeZone) -> Date {
    at.date_in(zone)
}

/// "Thursday, November 12".
pub fn date_long(lang: Lang, date: Date) -> String {
    let weekday = lang.t(WEEKDAYS[(date.weekday().to_monday_one_offset() - 1).unsigned_abs() as usize % 7]);
    lang.say(w::date_long(i64::from(date.day()), month(lang, date), weekday))
}

/// "November 12", with the year when it isn't `today`'s.
pub fn date_short(lang: Lang, date: Date, today: Date) -> String {
    let (day, name) = (i64::from(date.day()), month(lang, date));
    if date.year() == today.year() {
        lang.say(w::date_short(day, name))
    } else {
        lang.say(w::date_short_year(day, name, date.year().to_string()))
    }
}

/// "May 1986".
pub fn date_month(lang: Lang, date: Date) -> String {
    lang.say(w::date_month_year(month(lang, date), date.year().to_string()))
}

/// "today", "tomorrow", "in 3 days", "2 days ago" within a week; else the date.
pub fn near(lang: Lang, date: Date, today: Date) -> String {
    let days = i64::from((date - today).get_days());
    match days {
        0 => lang.t(w::DATE_TODAY).into(),
        1 => lang.t(w::DATE_TOMORROW).into(),
        -1 => lang.t(w::DATE_YESTERDAY).into(),
        2..=7 => lang.say(w::date_in_days(days)),
        -7..=-2 => lang.say(w::date_days_ago(-days)),
        _ => date_short(lang, date, today),
    }
}

/// How long ago a moment was: minutes, hours, days, then the date.
pub fn since(lang: Lang, at: Time, now: Time, zone: &TimeZone) -> String {
    let seconds = now.seconds() - at.seconds();
    let (then, today) = (day_of(at, zone), day_of(now, zone));
    match seconds {
        ..3600 if then == today || seconds < 600 => lang.say(w::minutes_ago(seconds.max(0) / 60)),
        _ if then == today => lang.say(w::hours_ago(seconds / 3600)),
        _ => near(lang, then, today),
    }
}

/// "3:15 PM" in English, "15:15" in Spanish.
pub fn time_of_day(lang: Lang, at: Time, zone: &TimeZone) -> String {
    let time = zone.to_datetime(at.stamp()).time();
    match lang {
        Lang::En => {
            let (hour, half) = (time.hour() % 12, if time.hour() < 12 { "AM" } else { "PM" });
            format!("{}:{:02} {half}", if hour == 0 { 12 } else { hour }, time.minute())
        }
        Lang::Es => format!("{}:{:02}", time.hour(), time.minute()),
    }
}

/// A number with at most `places` decimals, none that are zero at the end, and a comma at every third digit from 10,000 on
/// (the custom of the United States, in both languages).
pub fn number(value: f64, places: usize) -> String {
    // Most numbers on a page are whole and small.
    if value.fract() == 0.0 && (0.0..10_000.0).contains(&value) {
        return (value as u16).to_string();
    }
    let mut text = format!("{value:.places$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" {
        return "0".into();
    }
    let (sign, rest) = text.strip_prefix('-').map_or(("", text.as_str()), |r| ("−", r));
    let (whole, part) = rest.split_once('.').map_or((rest, None), |(a, b)| (a, Some(b)));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && whole.len() > 4 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match part {
        Some(part) => format!("{sign}{grouped}.{part}"),
        None => format!("{sign}{grouped}"),
    }
}

/// What a grade is called in a list, by the codes of student information systems (`03`, `KG`): "grade 3", "kindergarten".
pub fn grade(lang: Lang, code: &str) -> String {
    match code {
        "KG" => lang.t(w::GRADE_KG).into(),
        "PK" => lang.t(w::GRADE_PK).into(),
        other => match other.parse::<u8>() {
            Ok(n) => lang.say(w::grade(i64::from(n))),
            Err(_) => other.to_owned(),
        },
    }
}

/// Where a grade stands among others: preschool, kindergarten, grade 1.
pub fn grade_order(code: &str) -> (u8, String) {
    let first = match code {
        "PK" => 0,
        "KG" => 1,
        _ => 2,
    };
    (first, code.to_owned())
}

/// What a subject is called in a reader's language, where it is one of the usual ones; otherwise as the district calls it.
pub fn subject(lang: Lang, name: &str) -> String {
    let word = match name.to_lowercase().as_str() {
        "reading" => w::SUBJECT_READING,
        "writing" => w::SUBJECT_WRITING,
        "math" | "maths" | "mathematics" => w::SUBJECT_MATHEMATICS,
        "science" => w::SUBJECT_SCIENCE,
        "ela" | "english language arts" => w::SUBJECT_LANGUAGE,
        "social studies" => w::SUBJECT_SOCIAL,
        _ => return name.to_owned(),
    };
    lang.t(word).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        assert_eq!(number(11598.0, 0), "11,598");
        assert_eq!(number(3.10, 2), "3.1");
        assert_eq!(number(-0.04, 1), "0");
        assert_eq!(number(-1234567.5, 1), "−1,234,567.5");
        assert_eq!(number(1000.0, 0), "1000");
    }

    #[test]
    fn a_date_is_said_from_near() {
        let today = jiff::civil::date(2026, 11, 12);
        assert_eq!(near(Lang::En, jiff::civil::date(2026, 11, 13), today), "tomorrow");
        assert_eq!(near(Lang::Es, jiff::civil::date(2026, 11, 10), today), "hace 2 días");
        assert_eq!(near(Lang::En, jiff::civil::date(2025, 1, 2), today), "January 2, 2025");
        assert_eq!(date_long(Lang::Es, today), "jueves, 12 de noviembre");
    }
}
