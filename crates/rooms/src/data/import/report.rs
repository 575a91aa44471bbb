//! What an import found and did, in the form that the command prints, the page shows and a program reads.

use std::collections::BTreeMap;

use face::Lang;
use serde::{Deserialize, Serialize};

use crate::w;

/// Counts of one kind of thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Always 0 for results: what is missing from a file isn't deleted.
    pub removed: u64,
    pub refused: u64,
}

/// Why a cell or a row isn't taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Why {
    /// The row can't be read as a table row.
    Broken {
        what: String,
    },
    NoStudent,
    UnknownStudent {
        id: String,
    },
    NoTest,
    NoPeriod,
    BadDate {
        text: String,
    },
    NoGrade,
    NoSchool,
    UnknownSchool {
        name: String,
    },
    SeveralSchools {
        name: String,
    },
    NotYourSchool {
        name: String,
    },
    NotANumber {
        text: String,
    },
    Impossible {
        text: String,
    },
    Control,
    TooLong {
        most: u64,
    },
    /// Two rows say different things about one student, test and date.
    Contradicts {
        line: u64,
    },
}

impl Why {
    /// The message, with what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Why::Broken { what } => lang.say(w::import_why_broken(what.clone())),
            Why::NoStudent => lang.t(w::IMPORT_WHY_NO_STUDENT).into(),
            Why::UnknownStudent { id } => lang.say(w::import_why_unknown_student(id.clone())),
            Why::NoTest => lang.t(w::IMPORT_WHY_NO_TEST).into(),
            Why::NoPeriod => lang.t(w::IMPORT_WHY_NO_PERIOD).into(),
            Why::BadDate { text } => lang.say(w::import_why_bad_date(text.clone())),
            Why::NoGrade => lang.t(w::IMPORT_WHY_NO_GRADE).into(),
            Why::NoSchool => lang.t(w::IMPORT_WHY_NO_SCHOOL).into(),
            Why::UnknownSchool { name } => lang.say(w::import_why_unknown_school(name.clone())),
            Why::SeveralSchools { name } => lang.say(w::import_why_several_schools(name.clone())),
            Why::NotYourSchool { name } => lang.say(w::import_why_not_your_school(name.clone())),
            Why::NotANumber { text } => lang.say(w::import_why_not_a_number(text.clone())),
            Why::Impossible { text } => lang.say(w::import_why_impossible(text.clone())),
            Why::Control => lang.t(w::IMPORT_WHY_CONTROL).into(),
            Why::TooLong { most } => lang.say(w::import_why_too_long(*most)),
            Why::Contradicts { line } => lang.say(w::import_why_contradicts(*line)),
        }
    }
}

/// A cell that isn't taken, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub file: String,
    /// Counted from 1; the heads are line 1.
    pub line: u64,
    /// Counted from 1; 0 for the whole row.
    pub column: u64,
    #[serde(flatten)]
    pub why: Why,
}

impl std::fmt::Display for Refused {
    /// `file:line:column: message`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.why.say(Lang::En))
    }
}

/// What an import found and did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Whether it was written.
    pub applied: bool,
    /// `results`, `students`, `tests`
    pub kinds: BTreeMap<String, Counts>,
    /// At most [`MOST_REFUSED`] of them; the counts hold all.
    pub refused: Vec<Refused>,
    /// Results that name a class which isn't in the roster; they were taken without it.
    pub without_class: u64,
    /// What was measured, per sitting: test, date, grade and number of results in the file.
    pub sittings: Vec<(String, String, String, u64)>,
}

/// As many refused cells are named one by one.
pub const MOST_REFUSED: usize = 1000;

impl Report {
    /// The counts of results.
    pub fn results(&self) -> Counts {
        self.kinds.get("results").copied().unwrap_or_default()
    }

    /// The one object of `--json`: `{"applied", "kinds": {"results": {"new", …}}, "refused": [{"file", "line", "column", "message"}]}`.
    pub fn json(&self) -> serde_json::Value {
        let refused = self.refused.iter().map(|r| {
            serde_json::json!({ "file": r.file, "line": r.line, "column": r.column, "message": r.why.say(Lang::En) })
        });
        serde_json::json!({ "applied": self.applied, "kinds": self.kinds, "refused": refused.collect::<Vec<_>>() })
    }
}
