//! A finding in words: the sentence of the page, how sure it is, and the names of groups.

use face::{Lang, date_month, number};
use learning::Reading;

use super::finding::{Between, By, Finding, Gap, Named};
use crate::w;

/// What a grade is called inside a sentence: "grade 3", "kindergarten".
pub fn grade_name(lang: Lang, grade: &str) -> String {
    match grade {
        "KG" => lang.t(w::DATA_GRADE_KG).into(),
        "PK" => lang.t(w::DATA_GRADE_PK).into(),
        other => match other.parse::<u8>() {
            Ok(n) => lang.say(w::data_grade(i64::from(n))),
            Err(_) => lang.say(w::data_grade(other)),
        },
    }
}

/// What a grade is called by itself: "Grade 3", "Kindergarten".
pub fn grade_label(lang: Lang, grade: &str) -> String {
    capital(&face::grade(lang, grade))
}

/// The month of a day as it is stored.
pub fn period_name(lang: Lang, period: &str) -> String {
    period.parse().map_or_else(|_| period.to_owned(), |day| date_month(lang, day))
}

/// What an attribute is called.
pub fn attribute_name(lang: Lang, name: &str) -> String {
    match name.to_lowercase().replace([' ', '_'], "-").as_str() {
        "gender" | "sex" => lang.t(w::DATA_BY_GENDER).into(),
        "ethnicity" | "race" => lang.t(w::DATA_BY_ETHNICITY).into(),
        "lunch" => lang.t(w::DATA_BY_LUNCH).into(),
        "class-type" | "class-size" => lang.t(w::DATA_BY_CLASS_TYPE).into(),
        "language" => lang.t(w::DATA_BY_LANGUAGE).into(),
        "special-education" => lang.t(w::DATA_BY_SPECIAL).into(),
        _ => name.replace(['-', '_'], " "),
    }
}

/// What a group is called inside a sentence.
pub fn value_name(lang: Lang, attribute: &str, value: &str) -> String {
    let word = match (attribute, value.to_lowercase().as_str()) {
        (_, "") => w::DATA_VALUE_NONE,
        ("gender", "female" | "f") => w::DATA_VALUE_FEMALE,
        ("gender", "male" | "m") => w::DATA_VALUE_MALE,
        ("lunch", "free" | "free or reduced" | "yes" | "y") => w::DATA_VALUE_FREE,
        ("lunch", "non-free" | "paid" | "no" | "n") => w::DATA_VALUE_PAID,
        ("class-type", "small") => w::DATA_VALUE_SMALL,
        ("class-type", "regular") => w::DATA_VALUE_REGULAR,
        ("class-type", "regular+aide" | "regular with aide") => w::DATA_VALUE_AIDE,
        ("ethnicity", "cauc" | "white") => w::DATA_VALUE_WHITE,
        ("ethnicity", "afam" | "black") => w::DATA_VALUE_BLACK,
        ("ethnicity", "asian") => w::DATA_VALUE_ASIAN,
        ("ethnicity", "hispanic") => w::DATA_VALUE_HISPANIC,
        ("ethnicity", "amindian" | "american indian") => w::DATA_VALUE_INDIAN,
        (_, "other") => w::DATA_VALUE_OTHER,
        _ => return value.to_owned(),
    };
    lang.t(word).into()
}

/// What a line is called.
pub fn line_name(lang: Lang, finding: &Finding, name: &Named) -> String {
    match name {
        Named::Value(value) => match &finding.by {
            By::Attribute(attribute) => capital(&value_name(lang, attribute, value)),
            _ => value.clone(),
        },
        Named::Place(name) => name.clone(),
        Named::Others => lang.t(w::DATA_LINE_OTHERS).into(),
        Named::OneClass => lang.t(w::DATA_LINE_CLASS).into(),
        Named::Tenth => lang.t(w::DATA_LINE_TENTH).into(),
        Named::Half => lang.t(w::DATA_LINE_HALF).into(),
        Named::NineTenths => lang.t(w::DATA_LINE_NINE).into(),
        Named::Grade(grade) => grade_label(lang, grade),
        Named::Everyone => lang.t(w::DATA_LINE_EVERYONE).into(),
        Named::Gain(attribute, value) => capital(&value_name(lang, attribute, value)),
    }
}

/// The place in words.
pub fn place_name(finding: &Finding) -> &str {
    finding.school.as_ref().map_or(finding.district.as_str(), |(_, name)| name)
}

/// With a capital letter at the beginning.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn one(value: f64) -> String {
    number(value, 1)
}

/// The finding in one sentence.
pub fn says(lang: Lang, f: &Finding) -> String {
    let (grade, place, subject) =
        (grade_name(lang, &f.grade), place_name(f), face::subject(lang, &f.subject).to_lowercase());
    let subject = subject.as_str();
    let sentence = match &f.by {
        By::All => match (&f.overall, f.median) {
            (Some(o), Some(median)) => {
                let n = o.n.map(|n| number(n as f64, 0)).unwrap_or_default();
                lang.say(w::data_says_all(grade, number(median, 1), n, place, subject))
            }
            _ => lang.say(w::data_says_withheld(grade, place, subject)),
        },
        By::Attribute(attribute) => match &f.gap {
            Some(gap) if gap.reading == Reading::Higher => gap_sentence(lang, f, gap, grade, subject),
            Some(_) => {
                lang.say(w::data_says_same(attribute_name(lang, attribute).to_lowercase(), grade, place, subject))
            }
            None => lang.say(w::data_says_few(attribute_name(lang, attribute).to_lowercase(), grade, place, subject)),
        },
        By::School => between(lang, f.between, |b| lang.say(w::data_says_schools(grade, percent(b.share), subject))),
        By::Class if f.lines.iter().any(|l| l.mine) => lang.say(w::data_says_own_class(grade, place, subject)),
        By::Class => {
            between(lang, f.between, |b| lang.say(w::data_says_classes(grade, place, percent(b.share), subject)))
        }
        By::Grade => lang.say(w::data_says_grades(place, subject)),
        By::Time => match &f.since {
            Some(s) => {
                let date = period_name(lang, &s.period);
                let n = number(s.n as f64, 0);
                if s.low > 0.0 {
                    lang.say(w::data_says_gain(date, one(s.gain), grade, n, place, subject))
                } else if s.high < 0.0 {
                    lang.say(w::data_says_loss(date, one(-s.gain), grade, n, place, subject))
                } else {
                    lang.say(w::data_says_no_gain(date, grade, n, place, subject))
                }
            }
            None => lang.say(w::data_says_time(grade, place, subject)),
        },
    };
    capital(&sentence)
}

fn gap_sentence(lang: Lang, f: &Finding, gap: &Gap, grade: String, subject: &str) -> String {
    let name = |of: &Named| match (of, &f.by) {
        (Named::Value(value), By::Attribute(attribute)) => value_name(lang, attribute, value),
        (other, _) => line_name(lang, f, other),
    };
    let points = one(gap.difference);
    lang.say(w::data_says_gap(grade, name(&gap.higher), name(&gap.lower), place_name(f), points, subject))
}

fn between(lang: Lang, between: Option<Between>, told: impl FnOnce(Between) -> String) -> String {
    match between {
        Some(b) if b.low > 0.0 => told(b),
        _ => lang.t(w::DATA_SAYS_BETWEEN_UNKNOWN).into(),
    }
}

fn percent(share: f64) -> String {
    number(share * 100.0, 0)
}

/// How sure it is, and by which method, in sentences.
pub fn sure(lang: Lang, f: &Finding) -> Vec<String> {
    let mut text = Vec::new();
    match &f.by {
        By::All | By::Grade => text.push(lang.t(w::DATA_SURE_MEAN).into()),
        By::Attribute(_) => {
            match &f.gap {
                Some(gap) if gap.reading == Reading::Higher => {
                    text.push(lang.say(w::data_sure_gap(one(gap.high), one(gap.low))));
                }
                Some(gap) => text.push(lang.say(w::data_sure_same(one(gap.high), one(gap.low)))),
                None => text.push(lang.t(w::DATA_SURE_FEW).into()),
            }
            text.push(lang.t(w::DATA_METHOD_WELCH).into());
        }
        By::School | By::Class => {
            if let Some(b) = f.between {
                text.push(lang.say(w::data_sure_between(
                    i64::try_from(b.groups).unwrap_or(0),
                    percent(b.high),
                    percent(b.low),
                )));
            }
            text.push(lang.t(w::DATA_METHOD_POOL).into());
            if f.by == By::Class {
                text.push(lang.t(w::DATA_SURE_CLASSES).into());
            }
        }
        By::Time => {
            if let Some(s) = &f.since {
                text.push(lang.say(w::data_sure_gain(one(s.high), one(s.low))));
                text.push(lang.t(w::DATA_METHOD_PAIRED).into());
            }
            text.push(lang.t(w::DATA_SURE_TIME).into());
        }
    }
    text.push(lang.say(w::data_sure_small(i64::try_from(f.minimum).unwrap_or(0))));
    text
}
