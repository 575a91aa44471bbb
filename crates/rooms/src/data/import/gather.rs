//! From rows to results: pure. Every cell is judged here; what comes out fits the tables or is refused with its place.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use jiff::civil::Date;
use store::OrgId;

use super::mapping::{Given, Mapping, Score};
use super::report::{MOST_REFUSED, Refused, Why};
use super::table::{Table, cell};
use super::{Failed, Progress};

/// The schools and classes a file may name.
#[derive(Default)]
pub(in crate::data) struct Known {
    /// By id in the source, identifier or name (in lower case), each with every school it might mean.
    pub schools: HashMap<String, Vec<OrgId>>,
    /// The schools whoever imports may write to; none when all.
    pub allowed: Option<Vec<OrgId>>,
    /// By school, and id in the source or title (in lower case).
    pub classes: HashMap<(OrgId, String), uuid::Uuid>,
}

/// Texts that repeat, each once.
pub(super) struct Interned<T> {
    pub list: Vec<T>,
    places: HashMap<T, u32>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Interned { list: Vec::new(), places: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Interned<T> {
    fn place<Q>(&mut self, value: &Q) -> u32
    where
        T: std::borrow::Borrow<Q>,
        Q: ?Sized + Hash + Eq + ToOwned<Owned = T>,
    {
        if let Some(at) = self.places.get(value) {
            return *at;
        }
        let at = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(value.to_owned());
        self.places.insert(value.to_owned(), at);
        at
    }
}

/// What was measured.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Test {
    pub key: String,
    pub name: String,
    pub subject: String,
}

/// One result, as places in the lists of [`Gathered`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Measured {
    pub test: u32,
    pub period: u32,
    pub student: u32,
    pub grade: u32,
    pub facets: u32,
    pub school: u32,
    pub class: Option<u32>,
    pub score: f64,
    pub line: u32,
    pub column: u32,
}

/// Everything a file holds.
#[derive(Default)]
pub(super) struct Gathered {
    pub students: Interned<String>,
    /// Given and family name, by student, where the file has them.
    pub names: HashMap<u32, (String, String)>,
    pub tests: Interned<Test>,
    pub periods: Interned<String>,
    pub grades: Interned<String>,
    pub facets: Interned<String>,
    pub schools: Interned<OrgId>,
    pub classes: Interned<uuid::Uuid>,
    pub results: Vec<Measured>,
    pub refused: Vec<Refused>,
    pub refused_count: u64,
    pub without_class: u64,
}

/// A [`Given`] that has met the file.
struct Bound {
    at: Option<usize>,
    fixed: Option<String>,
    map: BTreeMap<String, String>,
    format: Option<String>,
}

struct BoundScore<'a> {
    score: &'a Score,
    at: usize,
    test: Option<Bound>,
    subject: Option<Bound>,
    period: Bound,
    grade: Bound,
    school: Bound,
    class: Option<Bound>,
    facets: Vec<(String, Bound)>,
}

/// More kinds of students than this are no subgroups: a birth date or a name was taken for an attribute.
const MOST_FACET_SETS: usize = 20_000;

/// Reads the whole table.
pub(super) fn gather(
    mut table: Table,
    file: &str,
    mapping: &Mapping,
    known: &Known,
    progress: &dyn Fn(Progress),
) -> Result<Gathered, Failed> {
    let (student, given, family, scores) = bind(mapping, &table.headers)?;
    let mut g = Gathered::default();
    let mut caches = Caches::default();
    let mut record = csv::ByteRecord::new();
    let mut rows = 0u64;
    loop {
        match table.reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(e) if e.is_io_error() => return Err(Failed::File(e.to_string())),
            Err(e) => {
                let line = e.position().map_or(0, csv::Position::line);
                g.refuse(file, line, 0, Why::Broken { what: e.to_string() });
                continue;
            }
        }
        rows += 1;
        if rows.is_multiple_of(20_000) {
            progress(Progress { rows, results: g.results.len() as u64 });
        }
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row { record: &record, mapping };
        let id = match row.text(student, 200) {
            Ok(id) => plain_id(&id).to_owned(),
            Err(why) => {
                g.refuse(file, line, student + 1, why);
                continue;
            }
        };
        let mut whose = None;
        for score in &scores {
            let one = measure(&row, score, known, &mut g, &mut caches);
            match one {
                Ok(None) => {}
                Ok(Some(mut measured)) => {
                    if id.is_empty() {
                        g.refuse(file, line, student + 1, Why::NoStudent);
                        break;
                    }
                    let student = *whose.get_or_insert_with(|| g.students.place(id.as_str()));
                    measured.student = student;
                    measured.line = u32::try_from(line).unwrap_or(u32::MAX);
                    measured.column = u32::try_from(score.at + 1).unwrap_or(0);
                    g.results.push(measured);
                }
                Err((column, why)) => g.refuse(file, line, column + 1, why),
            }
        }
        if let (Some(student), true) = (whose, given.is_some() || family.is_some()) {
            let name = |at: Option<usize>| at.and_then(|at| row.text(at, 200).ok()).unwrap_or_default().into_owned();
            g.names.insert(student, (name(given), name(family)));
        }
        if g.facets.list.len() > MOST_FACET_SETS {
            return Err(Failed::TooManyGroups);
        }
    }
    progress(Progress { rows, results: g.results.len() as u64 });
    g.settle_twins(file);
    Ok(g)
}

type Columns<'a> = (usize, Option<usize>, Option<usize>, Vec<BoundScore<'a>>);

/// Finds every column; everything that isn't there is said at once.
fn bind<'a>(mapping: &'a Mapping, headers: &[String]) -> Result<Columns<'a>, Failed> {
    let mut problems = Vec::new();
    let find = |name: &str, problems: &mut Vec<Missing>, part: &'static str| {
        let found = headers
            .iter()
            .position(|h| h == name)
            .or_else(|| headers.iter().position(|h| h.eq_ignore_ascii_case(name)));
        if found.is_none() {
            problems.push(Missing { part, column: name.to_owned() });
        }
        found
    };
    let bound = |given: &Given, problems: &mut Vec<Missing>, part: &'static str| Bound {
        at: given.column.as_deref().and_then(|c| find(c, problems, part)),
        fixed: given.value.clone(),
        map: given.map.clone(),
        format: given.format.clone(),
    };
    let student = find(&mapping.student.id, &mut problems, "student").unwrap_or(0);
    let given = mapping.student.given.as_deref().and_then(|c| find(c, &mut problems, "student"));
    let family = mapping.student.family.as_deref().and_then(|c| find(c, &mut problems, "student"));
    let mut scores = Vec::new();
    for score in &mapping.scores {
        let at = find(&score.column, &mut problems, "score").unwrap_or(0);
        let mut needed = |own: &Option<Given>, shared: &Option<Given>, part: &'static str| {
            let found = own.as_ref().or(shared.as_ref());
            if found.is_none_or(|g| g.column.is_none() && g.value.is_none()) {
                problems.push(Missing { part, column: String::new() });
            }
            found.map(|g| bound(g, &mut problems, part))
        };
        let nothing = || Bound { at: None, fixed: None, map: BTreeMap::new(), format: None };
        let period = needed(&score.period, &mapping.period, "period").unwrap_or_else(nothing);
        let grade = needed(&score.grade, &mapping.grade, "grade").unwrap_or_else(nothing);
        let school = needed(&score.school, &mapping.school, "school").unwrap_or_else(nothing);
        let mut may = |own: &Option<Given>, shared: &Option<Given>, part: &'static str| {
            own.as_ref().or(shared.as_ref()).map(|g| bound(g, &mut problems, part))
        };
        let test = may(&score.test, &mapping.test, "test");
        let subject = may(&score.subject, &mapping.subject, "subject");
        let class = may(&score.class, &mapping.class, "class");
        if test.is_none() && subject.is_none() {
            problems.push(Missing { part: "test", column: String::new() });
        }
        let facets = mapping.facets.iter().chain(&score.facets);
        let facets = facets.map(|(name, g)| (name.clone(), bound(g, &mut problems, "facets"))).collect();
        scores.push(BoundScore { score, at, test, subject, period, grade, school, class, facets });
    }
    if problems.is_empty() {
        Ok((student, given, family, scores))
    } else {
        problems.dedup();
        Err(Failed::Columns { missing: problems, headers: headers.to_vec() })
    }
}

/// A part of the mapping that isn't in the file, or isn't said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// `student`, `score`, `test`, `period`, `grade`, `school`, `class`, `facets`
    pub part: &'static str,
    /// The column that isn't there; empty when the mapping doesn't say where to look.
    pub column: String,
}

/// What was worked out before: cells repeat.
#[derive(Default)]
struct Caches {
    facets: HashMap<(usize, String), u32>,
    periods: HashMap<(usize, String), Result<u32, Why>>,
    schools: HashMap<String, Result<OrgId, Why>>,
}

struct Row<'a> {
    record: &'a csv::ByteRecord,
    mapping: &'a Mapping,
}

impl Row<'_> {
    /// A cell, trimmed; empty when it holds one of the signs for "missing".
    fn text(&self, at: usize, most: usize) -> Result<std::borrow::Cow<'_, str>, Why> {
        let whole = cell(self.record.get(at).unwrap_or_default());
        let trimmed = whole.trim();
        if trimmed.is_empty() || self.mapping.missing.iter().any(|m| m == trimmed) {
            return Ok("".into());
        }
        if trimmed.chars().any(|c| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
            return Err(Why::Control);
        }
        if trimmed.chars().count() > most {
            return Err(Why::TooLong { most: most as u64 });
        }
        Ok(if trimmed.len() == whole.len() { whole } else { trimmed.to_owned().into() })
    }

    /// The value of a bound part, with the column it came from.
    fn value(&self, bound: &Bound, most: usize) -> Result<(usize, String), (usize, Why)> {
        let at = bound.at.unwrap_or(0);
        let mut value = match bound.at {
            Some(at) => self.text(at, most).map_err(|why| (at, why))?.into_owned(),
            None => String::new(),
        };
        if let Some(other) = bound.map.get(&value) {
            value.clone_from(other);
        }
        if value.is_empty() {
            value = bound.fixed.clone().unwrap_or_default();
        }
        Ok((at, value))
    }
}

/// The result in one score's column of a row; none when there is no score.
fn measure(
    row: &Row<'_>,
    score: &BoundScore<'_>,
    known: &Known,
    g: &mut Gathered,
    caches: &mut Caches,
) -> Result<Option<Measured>, (usize, Why)> {
    let text = row.text(score.at, 60).map_err(|why| (score.at, why))?;
    if text.is_empty() {
        return Ok(None);
    }
    let value = number(&text).ok_or_else(|| (score.at, Why::NotANumber { text: text.to_string() }))?;
    let (low, high) = (score.score.low.unwrap_or(-1e9), score.score.high.unwrap_or(1e9));
    if !(low..=high).contains(&value) {
        return Err((score.at, Why::Impossible { text: text.into_owned() }));
    }
    let (at, grade) = row.value(&score.grade, 20)?;
    let grade = plain_grade(&grade);
    if grade.is_empty() {
        return Err((at, Why::NoGrade));
    }
    let (at, date) = row.value(&score.period, 60)?;
    if date.is_empty() {
        return Err((at, Why::NoPeriod));
    }
    let period = match caches.periods.get(&(score.at, date.clone())) {
        Some(found) => found.clone(),
        None => {
            let found = day(&date, score.period.format.as_deref())
                .map(|day| g.periods.place(day.to_string().as_str()))
                .ok_or(Why::BadDate { text: date.clone() });
            caches.periods.insert((score.at, date), found.clone());
            found
        }
    };
    let period = period.map_err(|why| (at, why))?;
    let (at, school) = row.value(&score.school, 200)?;
    if school.is_empty() {
        return Err((at, Why::NoSchool));
    }
    let found = match caches.schools.get(&school) {
        Some(found) => found.clone(),
        None => {
            let found = find_school(known, &school);
            caches.schools.insert(school, found.clone());
            found
        }
    };
    let school = found.map_err(|why| (at, why))?;
    let test = test_of(row, score)?;
    let mut class = None;
    if let Some(bound) = &score.class {
        let (_, name) = row.value(bound, 200)?;
        if !name.is_empty() {
            let found = known.classes.get(&(school, plain_id(&name).to_lowercase()));
            class = found.map(|id| g.classes.place(id));
            g.without_class += u64::from(class.is_none());
        }
    }
    Ok(Some(Measured {
        test: g.tests.place(&test),
        period,
        student: 0,
        grade: g.grades.place(grade.as_str()),
        facets: facets_of(row, score, g, caches)?,
        school: g.schools.place(&school),
        class,
        score: value,
        line: 0,
        column: 0,
    }))
}

fn test_of(row: &Row<'_>, score: &BoundScore<'_>) -> Result<Test, (usize, Why)> {
    let subject = score.subject.as_ref().map(|b| row.value(b, 100)).transpose()?.map(|(_, s)| s).unwrap_or_default();
    let named = score.test.as_ref().map(|b| row.value(b, 200)).transpose()?;
    let at = named.as_ref().map_or(score.at, |(at, _)| *at);
    let name = match named {
        Some((_, name)) if !name.is_empty() => name,
        _ if !subject.is_empty() => format!("{} {subject}", row.mapping.name).trim().to_owned(),
        _ => return Err((at, Why::NoTest)),
    };
    let key = slug(&name);
    if key.is_empty() {
        return Err((at, Why::NoTest));
    }
    Ok(Test { key, subject: if subject.is_empty() { name.clone() } else { subject }, name })
}

fn facets_of(
    row: &Row<'_>,
    score: &BoundScore<'_>,
    g: &mut Gathered,
    caches: &mut Caches,
) -> Result<u32, (usize, Why)> {
    let mut key = String::new();
    let mut values = Vec::with_capacity(score.facets.len());
    for (_, bound) in &score.facets {
        let (_, value) = row.value(bound, 60)?;
        key.push_str(&value);
        key.push('\u{1f}');
        values.push(value);
    }
    if let Some(at) = caches.facets.get(&(score.at, key.clone())) {
        return Ok(*at);
    }
    let named: BTreeMap<&str, String> =
        score.facets.iter().map(|(n, _)| n.as_str()).zip(values).filter(|(_, v)| !v.is_empty()).collect();
    let text = serde_json::to_string(&named).unwrap_or_default();
    let at = g.facets.place(text.as_str());
    caches.facets.insert((score.at, key), at);
    Ok(at)
}

fn find_school(known: &Known, name: &str) -> Result<OrgId, Why> {
    let found = known.schools.get(&plain_id(name).to_lowercase()).map_or(&[][..], Vec::as_slice);
    match found {
        [] => Err(Why::UnknownSchool { name: name.to_owned() }),
        [one] if known.allowed.as_ref().is_none_or(|a| a.contains(one)) => Ok(*one),
        [_] => Err(Why::NotYourSchool { name: name.to_owned() }),
        _ => Err(Why::SeveralSchools { name: name.to_owned() }),
    }
}

impl Gathered {
    fn refuse(&mut self, file: &str, line: u64, column: usize, why: Why) {
        self.refused_count += 1;
        if self.refused.len() < MOST_REFUSED {
            self.refused.push(Refused { file: file.to_owned(), line, column: column as u64, why });
        }
    }

    /// One student, test and day has one result. The same one twice counts once; two different ones are both refused, because
    /// nobody here can know which is right.
    fn settle_twins(&mut self, file: &str) {
        self.results.sort_by_key(|r| (r.test, r.period, r.student, r.line, r.column));
        let results = std::mem::take(&mut self.results);
        let mut kept = Vec::with_capacity(results.len());
        for twins in results.chunk_by(|a, b| (a.test, a.period, a.student) == (b.test, b.period, b.student)) {
            let same = |a: &Measured, b: &Measured| {
                (a.score, a.grade, a.school, a.class, a.facets) == (b.score, b.grade, b.school, b.class, b.facets)
            };
            if let Some(other) = twins.iter().find(|t| !same(t, &twins[0])) {
                for twin in twins {
                    let against = if twin.line == other.line { twins[0].line } else { other.line };
                    let line = u64::from(twin.line);
                    self.refuse(file, line, twin.column as usize, Why::Contradicts { line: u64::from(against) });
                }
            } else {
                kept.push(twins[0]);
            }
        }
        self.results = kept;
        self.refused.sort_by_key(|r| (r.line, r.column));
    }
}

/// A score as people and programs write it. Infinite ones and "NaN" are none.
fn number(text: &str) -> Option<f64> {
    let plain = text.replace('−', "-");
    let parsed = match plain.parse::<f64>() {
        Ok(n) => Some(n),
        Err(_) if plain.matches(',').count() == 1 && !plain.contains('.') => plain.replace(',', ".").parse().ok(),
        Err(_) => None,
    };
    parsed.filter(|n| n.is_finite())
}

/// A day: `2026-05-01` (with or without a time), `5/1/2026`, or as the mapping says. The year must be near enough to be meant.
fn day(text: &str, format: Option<&str>) -> Option<Date> {
    let parsed = match format {
        Some(format) => Date::strptime(format, text).ok(),
        None if text.len() >= 10 && text.is_char_boundary(10) && text.as_bytes()[4] == b'-' => text[..10].parse().ok(),
        None => Date::strptime("%m/%d/%Y", text).ok(),
    };
    parsed.filter(|d| (1900..=2200).contains(&d.year()))
}

/// An id as it is meant: spreadsheets and statistics programs make `63.0` of `63`.
fn plain_id(text: &str) -> &str {
    match text.strip_suffix(".0") {
        Some(whole) if !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()) => whole,
        _ => text,
    }
}

/// A grade in OneRoster's terms (`KG`, `01` … `13`) where it is one of them; otherwise as it stands.
fn plain_grade(text: &str) -> String {
    let low = text.to_lowercase();
    let bare = low.strip_prefix("grade").unwrap_or(&low).trim();
    let bare =
        plain_id(bare.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th"));
    match bare {
        "k" | "kg" | "kindergarten" => "KG".into(),
        "pk" | "prek" | "pre-k" => "PK".into(),
        _ => match bare.parse::<u8>() {
            Ok(0) => "KG".into(),
            Ok(n @ 1..=13) => format!("{n:02}"),
            _ => text.to_owned(),
        },
    }
}

/// A name as a part of an address.
fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.to_lowercase().chars() {
        let c = match c {
            'á' => 'a',
            'é' => 'e',
            'í' => 'i',
            'ó' => 'o',
            'ú' | 'ü' => 'u',
            'ñ' => 'n',
            other => other,
        };
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(80);
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_they_are_meant() {
        assert_eq!(number("12,5"), Some(12.5));
        assert_eq!(number("NaN"), None);
        assert_eq!(number("inf"), None);
        assert_eq!(number("1,234,5"), None);
        assert_eq!(plain_id("63.0"), "63");
        assert_eq!(plain_id("A.0"), "A.0");
        assert_eq!(plain_grade("3rd"), "03");
        assert_eq!(plain_grade("Grade 10"), "10");
        assert_eq!(plain_grade("K"), "KG");
        assert_eq!(day("5/1/2026", None), day("2026-05-01T10:00:00Z", None));
        assert_eq!(day("31.12.2026", Some("%d.%m.%Y")), day("2026-12-31", None));
        assert_eq!(day("2026-02-30", None), None);
        assert_eq!(slug("MAP Growth: Matemáticas 6+"), "map-growth-matematicas-6");
    }
}
