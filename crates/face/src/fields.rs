//! What a person sent with a form: parsed once, at the edge, with a message beside every field that needs another look.

use std::str::FromStr;

use words::{Lang, Word};

use crate::w;

/// Why a field needs another look.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// A message without variables.
    Plain(Word),
    /// Longer than so many characters.
    Long(usize),
    /// Not between these numbers.
    Between(f64, f64),
}

impl Problem {
    /// The message in a language.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Problem::Plain(word) => lang.t(*word).into(),
            Problem::Long(most) => lang.say(w::error_long(*most)),
            Problem::Between(least, most) => lang.say(w::error_between(*least, *most)),
        }
    }
}

/// The fields of a form and their problems. An empty one renders an empty form.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    values: Vec<(String, String)>,
    problems: Vec<(String, Problem)>,
}

impl Fields {
    /// From `name=value` pairs as they came.
    pub fn new(values: Vec<(String, String)>) -> Fields {
        Fields { values, problems: Vec::new() }
    }

    /// A form that opens with these values.
    pub fn prefilled<'a>(values: impl IntoIterator<Item = (&'a str, String)>) -> Fields {
        Fields::new(values.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
    }

    /// The value as it came, or nothing.
    pub fn raw(&self, name: &str) -> &str {
        self.values.iter().rev().find(|(k, _)| k == name).map_or("", |(_, v)| v)
    }

    /// Every value sent under `name`, as they came.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(k, _)| k == name).map(|(_, v)| v.as_str())
    }

    /// Every name with its value, in the order in which they came.
    pub fn pairs(&self) -> Vec<(String, String)> {
        self.values.clone()
    }

    /// Whether a box was ticked or a button with this name pressed.
    pub fn has(&self, name: &str) -> bool {
        self.values.iter().any(|(k, _)| k == name)
    }

    /// Puts a value in place of what was there.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(k, _)| k != name);
        self.values.push((name.to_owned(), value.into()));
    }

    /// Notes that a field needs another look.
    pub fn problem(&mut self, name: &str, problem: Problem) {
        self.problems.push((name.to_owned(), problem));
    }

    /// Notes a problem without variables.
    pub fn wrong(&mut self, name: &str, why: Word) {
        self.problem(name, Problem::Plain(why));
    }

    /// The first problem of a field.
    pub fn problem_of(&self, name: &str) -> Option<&Problem> {
        self.problems.iter().find(|(k, _)| k == name).map(|(_, p)| p)
    }

    /// Every problem, in order.
    pub fn problems(&self) -> &[(String, Problem)] {
        &self.problems
    }

    /// Whether anything needs another look.
    pub fn refused(&self) -> bool {
        !self.problems.is_empty()
    }

    /// A text of at most `most` characters, trimmed, in one kind of line break, without control characters. Empty is allowed.
    pub fn text(&mut self, name: &str, most: usize) -> String {
        let text = self.raw(name).replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
        if text.chars().any(|c| {
            (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        }) {
            self.wrong(name, w::ERROR_CONTROL);
        } else if text.chars().count() > most {
            self.problem(name, Problem::Long(most));
        }
        text
    }

    /// A text that must not be empty.
    pub fn needed(&mut self, name: &str, most: usize) -> String {
        let text = self.text(name, most);
        if text.is_empty() {
            self.wrong(name, w::ERROR_NEEDED);
        }
        text
    }

    /// A number, or nothing when the field is empty. A decimal comma is understood.
    pub fn number(&mut self, name: &str) -> Option<f64> {
        let text = self.raw(name).trim().replace(',', ".").replace('−', "-");
        if text.is_empty() {
            return None;
        }
        match text.parse::<f64>() {
            Ok(n) if n.is_finite() && n.abs() < 1e12 => Some(n),
            _ => {
                self.wrong(name, w::ERROR_NUMBER);
                None
            }
        }
    }

    /// A date, or nothing when the field is empty.
    pub fn date(&mut self, name: &str) -> Option<jiff::civil::Date> {
        let text = self.raw(name).trim();
        if text.is_empty() {
            return None;
        }
        match text.parse::<jiff::civil::Date>() {
            Ok(d) if (1900..=2200).contains(&d.year()) => Some(d),
            _ => {
                self.wrong(name, w::ERROR_DATE);
                None
            }
        }
    }

    /// An id, an enum or anything else that parses; nothing when the field is empty, a problem when it doesn't parse.
    pub fn pick<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let text = self.raw(name).trim();
        if text.is_empty() {
            return None;
        }
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.wrong(name, w::ERROR_CHOICE);
        }
        parsed
    }

    /// One of `choices`.
    pub fn choice(&mut self, name: &str, choices: &[&'static str]) -> &'static str {
        let found = choices.iter().find(|c| **c == self.raw(name)).copied();
        if found.is_none() {
            self.wrong(name, w::ERROR_CHOICE);
        }
        found.unwrap_or("")
    }

    /// An email address in the plain form `someone@somewhere.org`, in lower case.
    pub fn email(&mut self, name: &str) -> String {
        let text = self.text(name, 200).to_lowercase();
        let fine = text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && domain.contains('.')
                && !domain.starts_with('.')
                && !domain.ends_with('.')
                && !domain.contains('@')
        }) && !text.contains(char::is_whitespace)
            && !text.contains(['<', '>', ',', ';', '"']);
        if text.is_empty() {
            self.wrong(name, w::ERROR_NEEDED);
        } else if !fine {
            self.wrong(name, w::ERROR_EMAIL);
        }
        text
    }

    /// The version of the thing that the form was opened on; 0 when it doesn't say.
    pub fn rev(&self) -> i64 {
        self.raw("_rev").parse().unwrap_or(0)
    }

    /// The mark that makes a double click one action.
    pub fn once(&self) -> &str {
        self.raw("_once")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_needs_another_look_says_why() {
        let mut f = Fields::prefilled([
            ("a", " x\u{0} ".into()),
            ("b", String::new()),
            ("n", "12,5".into()),
            ("d", "2026-02-30".into()),
        ]);
        f.text("a", 10);
        f.needed("b", 10);
        assert_eq!(f.number("n"), Some(12.5));
        assert_eq!(f.date("d"), None);
        let fields: Vec<_> = f.problems().iter().map(|(k, _)| k.as_str()).collect();
        assert_eq!(fields, ["a", "b", "d"]);
    }
}
