//! The mapping: which column of a file is what. A district keeps one per test it buys; the product ships the one of its sample.
//!
//! A file may be *wide* (one row per student, a column per score) or *long* (one row per score). Both are a list of scores, each
//! naming the column it stands in and where its test, period, grade, school and class come from; what all scores share is
//! written once, above the list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where a value comes from: a column (in TOML a plain text, or `{ column = "…" }`) or fixed (`{ value = "…" }`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Given {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What a value in the file stands for: `{ column = "sex", map = { F = "female" } }`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub map: BTreeMap<String, String>,
    /// How a date is written, as in strptime: `%d.%m.%Y`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Column(String),
    Full(Full),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Full {
    column: Option<String>,
    value: Option<String>,
    #[serde(default)]
    map: BTreeMap<String, String>,
    format: Option<String>,
}

impl From<Written> for Given {
    fn from(written: Written) -> Given {
        match written {
            Written::Column(column) => Given::column(column),
            Written::Full(Full { column, value, map, format }) => Given { column, value, map, format },
        }
    }
}

impl Given {
    /// From a column.
    pub fn column(name: impl Into<String>) -> Given {
        Given { column: Some(name.into()), ..Given::default() }
    }

    /// The same for every row.
    pub fn fixed(value: impl Into<String>) -> Given {
        Given { value: Some(value.into()), ..Given::default() }
    }
}

/// Who a row is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Student {
    /// The student's id in the source.
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Refuse rows of students who aren't here yet; otherwise such students are added.
    #[serde(default)]
    pub known_only: bool,
}

/// One score of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// The column the score stands in.
    pub column: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test: Option<Given>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Given>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Given>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Given>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school: Option<Given>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Given>,
    /// Subgroup attributes that hold for this score only, besides those of the row.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facets: BTreeMap<String, Given>,
    /// The lowest and the highest score there can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

impl Score {
    /// A score of which only the column is known; the rest is said for all scores.
    pub fn of(column: String) -> Score {
        Score {
            column,
            test: None,
            subject: None,
            period: None,
            grade: None,
            school: None,
            class: None,
            facets: BTreeMap::new(),
            low: None,
            high: None,
        }
    }
}

/// A whole mapping.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// What kind of file this is for.
    #[serde(default)]
    pub name: String,
    /// The character encoding when it is neither UTF-8, nor UTF-16 with a mark, nor Windows-1252: a WHATWG label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// What separates the columns, when it can't be told from the first line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// What stands in a cell that is empty.
    #[serde(default = "usually_missing")]
    pub missing: Vec<String>,
    /// In what the scores are counted: "points", "words a minute".
    #[serde(default)]
    pub unit: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test: Option<Given>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Given>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Given>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Given>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school: Option<Given>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Given>,
    pub student: Student,
    /// Subgroup attributes of the student: name to column.
    #[serde(default)]
    pub facets: BTreeMap<String, Given>,
    #[serde(rename = "score")]
    pub scores: Vec<Score>,
}

fn usually_missing() -> Vec<String> {
    ["NA", "N/A", "null", "NULL", "-"].map(str::to_owned).to_vec()
}

impl Mapping {
    /// Reads a mapping; the message says where it isn't one.
    pub fn parse(text: &str) -> Result<Mapping, String> {
        let mapping: Mapping = toml::from_str(text).map_err(|e| e.to_string())?;
        if mapping.scores.is_empty() {
            return Err("a mapping needs at least one [[score]]".into());
        }
        Ok(mapping)
    }

    /// The mapping as it is kept and edited.
    pub fn write(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// A first mapping for a file with these columns, by what they are usually called. What can't be guessed is left out and
    /// said when the mapping meets the file.
    pub fn guess(headers: &[String]) -> Mapping {
        let plain = |h: &str| h.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let find = |names: &[&str]| {
            names.iter().find_map(|name| headers.iter().find(|h| plain(h) == *name)).map(|h| Given::column(h.clone()))
        };
        let found = |names: &[&str]| find(names).and_then(|g| g.column);
        let facet = |facets: &mut BTreeMap<String, Given>, name: &str, names: &[&str]| {
            if let Some(given) = find(names) {
                facets.insert(name.to_owned(), given);
            }
        };
        let mut facets = BTreeMap::new();
        facet(&mut facets, "gender", &["gender", "sex", "sexo", "genero"]);
        facet(&mut facets, "ethnicity", &["ethnicity", "race", "etnia", "studentethnicgroup", "ethnicgroup"]);
        facet(
            &mut facets,
            "lunch",
            &["lunch", "frl", "freelunch", "economicallydisadvantaged", "mealstatus", "mealstatuscode"],
        );
        facet(&mut facets, "language", &["ell", "el", "englishlanguagelearner", "englishlearner", "lep"]);
        facet(&mut facets, "special-education", &["sped", "iep", "specialeducation", "swd"]);
        let score = found(&[
            "score",
            "testritscore",
            "overallscalescore",
            "scaledscore",
            "scalescore",
            "unifiedscore",
            "compositescore",
            "puntaje",
            "points",
            "result",
        ]);
        let scores = [Score::of(score.unwrap_or_default())];
        Mapping {
            name: String::new(),
            encoding: None,
            delimiter: None,
            missing: usually_missing(),
            unit: "points".into(),
            test: find(&["test", "testname", "assessment", "assessmentname", "prueba"]),
            subject: find(&["subject", "materia", "domain", "coursename"]),
            period: find(&[
                "period",
                "date",
                "testdate",
                "teststartdate",
                "completiondate",
                "completeddatelocal",
                "completeddate",
                "clientdate",
                "fecha",
            ]),
            grade: find(&["grade", "studentgrade", "currentgrade", "assessmentgrade", "enrollmentgrade", "grado"]),
            school: find(&[
                "schoolid",
                "schoolstateid",
                "schoolsourcedid",
                "primaryschoolid",
                "schoolidentifier",
                "school",
                "schoolname",
                "escuela",
            ]),
            class: find(&["classid", "class", "classsourcedid", "classes", "section", "clase"]),
            student: Student {
                id: found(&[
                    "studentid",
                    "studentsourcedid",
                    "sourcedid",
                    "studentidentifier",
                    "studentprimaryid",
                    "id",
                    "studentstateid",
                    "estudiante",
                ])
                .unwrap_or_default(),
                given: found(&["firstname", "studentfirstname", "given", "givenname", "nombre"]),
                family: found(&["lastname", "studentlastname", "family", "familyname", "apellido"]),
                known_only: false,
            },
            facets,
            scores: scores.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_comes_back() {
        let text = include_str!("../../../../../sample/star/results.toml");
        let mapping = Mapping::parse(text).unwrap();
        assert_eq!(mapping.scores.len(), 8);
        assert_eq!(Mapping::parse(&mapping.write()).unwrap(), mapping);
        assert!(Mapping::parse("[student]\nid = \"a\"\nscore = []").is_err());
        assert!(Mapping::parse("score = []\nschol = \"a\"\n[student]\nid = \"a\"").unwrap_err().contains("schol"));
    }

    #[test]
    fn a_vendors_columns_are_guessed() {
        let headers =
            "TermName,DistrictName,SchoolName,School_StateID,StudentID,Subject,TestName,TestStartDate,TestRITScore";
        let headers: Vec<String> = headers.split(',').map(str::to_owned).collect();
        let guess = Mapping::guess(&headers);
        assert_eq!(guess.student.id, "StudentID");
        assert_eq!(guess.scores[0].column, "TestRITScore");
        assert_eq!(guess.school, Some(Given::column("School_StateID")));
        assert_eq!(guess.period, Some(Given::column("TestStartDate")));
        assert_eq!(guess.grade, None);
    }
}
