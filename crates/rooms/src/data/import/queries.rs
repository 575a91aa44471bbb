//! What an import asks the database and writes into it.

use std::collections::{BTreeSet, HashMap, HashSet};

use store::{Audience, Conn, DistrictId, Error, Kind, OrgId, Principal, Time, Tx, Val, args, audience, events, sql};

use super::Import;
use super::gather::{Gathered, Known, Measured};
use super::report::{Counts, MOST_REFUSED, Refused, Report, Why};

sql! {
    SCHOOLS = "select id, sourced_id, identifier, name from org where district = $1 and kind = 'school' and active order by id";
    CLASSES = "select id, school, sourced_id, title from class where district = $1 and active order by id";
    TESTS = "select id, key from test where district = $1";
    FACETS = "select id, facets from facet_set where district = $1";
    STUDENTS = "select id, sourced_id from student where district = $1 and source = $2";
    STUDENT = "select id from student where district = $1 and source = $2 and sourced_id = $3";
    THERE = "select student, grade, school, class, facets, score from result where district = $1 and test = $2 and period = $3";
    ADD_TEST = "insert into test (id, district, key, name, subject, unit) values ($1, $2, $3, $4, $5, $6)";
    ADD_FACETS = "insert into facet_set (id, district, facets) values ($1, $2, $3)";
    CHANGE = "update result set grade = i.grade, school = i.school, class = i.class, facets = i.facets, score = i.score, batch = i.batch \
              from result_in i where i.batch = $1 and result.district = $2 and result.test = i.test and result.period = i.period \
              and result.student = i.student";
    EMPTY = "delete from result_in where batch = $1";
    FORGET_SITTING = "delete from sitting where district = $1 and test = $2 and period = $3";
    COUNT_SITTING = "insert into sitting (district, test, period, grade, results, batch) \
                     select district, test, period, grade, count(*), null from result \
                     where district = $1 and test = $2 and period = $3 group by district, test, period, grade";
    MARK_SITTING = "update sitting set batch = $4 where district = $1 and test = $2 and period = $3";
    RUN = "insert into import_run (id, district, kind, source, by, began, ended, state, progress, report) \
           values ($1, $2, 'results', $3, $4, $5, $5, 'applied', $6, $7)";
    END_RUN = "update import_run set ended = $2, state = 'applied', report = $3 where id = $1";
}

/// Every school and class of a district, by every name a file may give it.
pub(super) fn known(c: &mut Conn, district: DistrictId) -> Result<Known, Error> {
    let mut known = Known::default();
    let mut named: Vec<(OrgId, Vec<String>)> = Vec::new();
    c.each(SCHOOLS, args![district], &mut |r| {
        let identifier: Option<String> = r.get(2)?;
        named.push((r.get(0)?, vec![r.get(1)?, identifier.unwrap_or_default(), r.get(3)?]));
        Ok(())
    })?;
    // An id counts before an identifier, and that before a name: a school called "12" doesn't hide the school with this id.
    for place in 0..3 {
        let mut here: HashMap<String, Vec<OrgId>> = HashMap::new();
        for (id, names) in &named {
            let name = names[place].trim().to_lowercase();
            if !name.is_empty() {
                here.entry(name).or_default().push(*id);
            }
        }
        for (name, ids) in here {
            known.schools.entry(name).or_insert(ids);
        }
    }
    c.each(CLASSES, args![district], &mut |r| {
        let (id, school): (uuid::Uuid, OrgId) = (r.get(0)?, r.get(1)?);
        let (sourced, title): (String, String) = (r.get(2)?, r.get(3)?);
        for name in [sourced, title] {
            known.classes.entry((school, name.trim().to_lowercase())).or_insert(id);
        }
        Ok(())
    })?;
    Ok(known)
}

/// A file beside what is there.
pub(super) struct Compared {
    pub report: Report,
    gathered: Gathered,
    /// Ids of what is there already, by place in the lists of the file.
    tests: Vec<Option<uuid::Uuid>>,
    facets: Vec<Option<uuid::Uuid>>,
    students: Vec<Option<uuid::Uuid>>,
    new: Vec<Measured>,
    changed: Vec<Measured>,
}

/// Above so many students of a file, all of the source's students are read at once.
const FEW: usize = 500;

/// Compares a file with what is there: what is new, changed, unchanged.
pub(super) fn compare(c: &mut Conn, import: &Import, mut g: Gathered) -> Result<Compared, Error> {
    let district = import.district;
    let by_text = |c: &mut Conn, sql| -> Result<HashMap<String, uuid::Uuid>, Error> {
        Ok(c.rows(sql, args![district], |r| Ok((r.get(1)?, r.get(0)?)))?.into_iter().collect())
    };
    let there = by_text(c, TESTS)?;
    let tests: Vec<_> = g.tests.list.iter().map(|t| there.get(&t.key).copied()).collect();
    let there = by_text(c, FACETS)?;
    let facets: Vec<_> = g.facets.list.iter().map(|f| there.get(f).copied()).collect();
    let students = students(c, import, &g)?;
    let mut report = Report { without_class: g.without_class, ..Report::default() };
    if import.mapping.student.known_only {
        refuse_unknown(&mut g, &students, &import.file);
    }
    let mut counts = Counts::default();
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    let results = std::mem::take(&mut g.results);
    for sitting in results.chunk_by(|a, b| (a.test, a.period) == (b.test, b.period)) {
        let (test, period) = (sitting[0].test as usize, &g.periods.list[sitting[0].period as usize]);
        let there = match tests[test] {
            Some(test) => there_already(c, district, test, period, sitting, &students)?,
            None => HashMap::new(),
        };
        for one in sitting {
            let old = students[one.student as usize].and_then(|id| there.get(&id));
            match old {
                None => {
                    counts.new += 1;
                    new.push(*one);
                }
                Some(old) if old.same(one, &g, &facets) => counts.unchanged += 1,
                Some(_) => {
                    counts.changed += 1;
                    changed.push(*one);
                }
            }
        }
        let mut grades: HashMap<u32, u64> = HashMap::new();
        for one in sitting {
            *grades.entry(one.grade).or_default() += 1;
        }
        for (grade, count) in grades {
            let name = g.tests.list[test].name.clone();
            report.sittings.push((name, period.clone(), g.grades.list[grade as usize].clone(), count));
        }
    }
    report.sittings.sort();
    counts.refused = g.refused_count;
    let seen: HashSet<u32> = new.iter().chain(&changed).map(|m| m.student).collect();
    let added = seen.iter().filter(|s| students[**s as usize].is_none()).count() as u64;
    let met = students.iter().flatten().count() as u64;
    let new_tests = new.iter().map(|m| m.test).filter(|t| tests[*t as usize].is_none()).collect::<BTreeSet<_>>().len();
    let known_tests = tests.iter().flatten().count() as u64;
    report.kinds.insert("results".into(), counts);
    report.kinds.insert("students".into(), Counts { new: added, unchanged: met, ..Counts::default() });
    report.kinds.insert("tests".into(), Counts { new: new_tests as u64, unchanged: known_tests, ..Counts::default() });
    report.refused = std::mem::take(&mut g.refused);
    Ok(Compared { report, gathered: g, tests, facets, students, new, changed })
}

fn students(c: &mut Conn, import: &Import, g: &Gathered) -> Result<Vec<Option<uuid::Uuid>>, Error> {
    if g.students.list.len() < FEW {
        let one = |id: &String| c.one(STUDENT, args![import.district, &import.source, id], |r| r.get(0));
        return g.students.list.iter().map(one).collect();
    }
    let mut found = vec![None; g.students.list.len()];
    let places: HashMap<&str, usize> = g.students.list.iter().enumerate().map(|(at, s)| (s.as_str(), at)).collect();
    c.each(STUDENTS, args![import.district, &import.source], &mut |r| {
        let sourced: String = r.get(1)?;
        if let Some(at) = places.get(sourced.as_str()) {
            found[*at] = Some(r.get(0)?);
        }
        Ok(())
    })?;
    Ok(found)
}

fn refuse_unknown(g: &mut Gathered, students: &[Option<uuid::Uuid>], file: &str) {
    for one in std::mem::take(&mut g.results) {
        if students[one.student as usize].is_some() {
            g.results.push(one);
            continue;
        }
        g.refused_count += 1;
        if g.refused.len() < MOST_REFUSED {
            let id = g.students.list[one.student as usize].clone();
            let (line, column) = (u64::from(one.line), u64::from(one.column));
            g.refused.push(Refused { file: file.to_owned(), line, column, why: Why::UnknownStudent { id } });
        }
    }
}

/// A result as it is stored.
struct Old {
    grade: String,
    school: OrgId,
    class: Option<uuid::Uuid>,
    facets: uuid::Uuid,
    score: f64,
}

impl Old {
    fn same(&self, new: &Measured, g: &Gathered, facets: &[Option<uuid::Uuid>]) -> bool {
        self.score == new.score
            && self.grade == g.grades.list[new.grade as usize]
            && self.school == g.schools.list[new.school as usize]
            && self.class == new.class.map(|at| g.classes.list[at as usize])
            && Some(self.facets) == facets[new.facets as usize]
    }
}

fn there_already(
    c: &mut Conn,
    district: DistrictId,
    test: uuid::Uuid,
    period: &str,
    sitting: &[Measured],
    students: &[Option<uuid::Uuid>],
) -> Result<HashMap<uuid::Uuid, Old>, Error> {
    let wanted: HashSet<uuid::Uuid> = sitting.iter().filter_map(|m| students[m.student as usize]).collect();
    let mut there = HashMap::new();
    if wanted.is_empty() {
        return Ok(there);
    }
    c.each(THERE, args![district, test, period], &mut |r| {
        let student: uuid::Uuid = r.get(0)?;
        if wanted.contains(&student) {
            let old =
                Old { grade: r.get(1)?, school: r.get(2)?, class: r.get(3)?, facets: r.get(4)?, score: r.get(5)? };
            there.insert(student, old);
        }
        Ok(())
    })?;
    Ok(there)
}

const RESULT: [(&str, Kind); 10] = [
    ("district", Kind::Id),
    ("test", Kind::Id),
    ("period", Kind::Text),
    ("grade", Kind::Text),
    ("school", Kind::Id),
    ("class", Kind::Id),
    ("student", Kind::Id),
    ("facets", Kind::Id),
    ("score", Kind::Real),
    ("batch", Kind::Id),
];
const RESULT_IN: [(&str, Kind); 9] = [
    ("test", Kind::Id),
    ("period", Kind::Text),
    ("grade", Kind::Text),
    ("school", Kind::Id),
    ("class", Kind::Id),
    ("student", Kind::Id),
    ("facets", Kind::Id),
    ("score", Kind::Real),
    ("batch", Kind::Id),
];
const STUDENT_COLUMNS: [(&str, Kind); 10] = [
    ("id", Kind::Id),
    ("district", Kind::Id),
    ("source", Kind::Text),
    ("sourced_id", Kind::Text),
    ("given", Kind::Text),
    ("family", Kind::Text),
    ("school", Kind::Id),
    ("grades", Kind::Text),
    ("active", Kind::Bool),
    ("changed", Kind::Int),
];

/// Writes what is new and what changed. When nothing is, nothing is written.
pub(super) fn apply(tx: &mut Tx<'_>, import: &Import, mut compared: Compared) -> Result<Report, Error> {
    let (batch, now) = (import.run.unwrap_or_else(|| tx.fresh_id()), tx.now());
    let moved = !compared.new.is_empty() || !compared.changed.is_empty();
    if moved {
        add_what_is_named(tx, import, &mut compared, now)?;
        let Compared { gathered: g, tests, facets, students, new, changed, .. } = &mut compared;
        let id = |list: &[Option<uuid::Uuid>], at: u32| Val::from(list[at as usize]);
        // In the order of the primary key: pages of the index are filled one after another.
        new.sort_unstable_by_key(|m| (tests[m.test as usize], m.period, students[m.student as usize]));
        let row = |m: &Measured| {
            vec![
                id(tests, m.test),
                Val::from(&g.periods.list[m.period as usize]),
                Val::from(&g.grades.list[m.grade as usize]),
                Val::from(g.schools.list[m.school as usize]),
                Val::from(m.class.map(|at| g.classes.list[at as usize])),
                id(students, m.student),
                id(facets, m.facets),
                Val::Real(m.score),
                Val::Id(batch),
            ]
        };
        let mut rows = new.iter().map(|m| {
            let mut values = Vec::with_capacity(10);
            values.push(Val::from(import.district));
            values.extend(row(m));
            Ok(values)
        });
        tx.load("result", &RESULT, &mut rows)?;
        if !changed.is_empty() {
            tx.load("result_in", &RESULT_IN, &mut changed.iter().map(|m| Ok(row(m))))?;
            tx.exec(CHANGE, args![batch, import.district])?;
            tx.exec(EMPTY, args![batch])?;
        }
        let touched: BTreeSet<(u32, u32)> = new.iter().chain(changed.iter()).map(|m| (m.test, m.period)).collect();
        for (test, period) in touched {
            let (test, period) = (tests[test as usize], &g.periods.list[period as usize]);
            tx.exec(FORGET_SITTING, args![import.district, test, period])?;
            tx.exec(COUNT_SITTING, args![import.district, test, period])?;
            tx.exec(MARK_SITTING, args![import.district, test, period, batch])?;
        }
        if new.len() > 50_000 {
            tx.analyze("result")?;
        }
    }
    let report = compared.report;
    let text = serde_json::to_string(&report).unwrap_or_default();
    if import.run.is_some() {
        tx.exec(END_RUN, args![batch, now, &text])?;
    } else if moved {
        let progress = serde_json::json!({ "file": import.file }).to_string();
        tx.exec(RUN, args![batch, import.district, &import.source, import.by, now, progress, &text])?;
    }
    if moved {
        let leaders = Audience::of([Principal::Leaders(OrgId(import.district.0))]);
        let audience = audience::store(tx, import.district, &leaders)?;
        let names: BTreeSet<&str> = report.sittings.iter().map(|s| s.0.as_str()).collect();
        let about: String = names.into_iter().collect::<Vec<_>>().join(", ").chars().take(200).collect();
        let (verb, thing) = ("results.imported", ("import", batch));
        let event = events::Event {
            district: import.district,
            actor: import.by,
            verb,
            thing,
            community: None,
            org: None,
            audience,
            about: &about,
        };
        events::write(tx, &event)?;
    }
    Ok(report)
}

/// Tests, kinds of students and students that are named for the first time.
fn add_what_is_named(tx: &mut Tx<'_>, import: &Import, compared: &mut Compared, now: Time) -> Result<(), Error> {
    let Compared { gathered: g, tests, facets, students, new, changed, .. } = compared;
    let moved = || new.iter().chain(changed.iter());
    for at in moved().map(|m| m.test as usize).collect::<BTreeSet<_>>() {
        if tests[at].is_none() {
            let (id, test) = (tx.fresh_id(), &g.tests.list[at]);
            let unit = &import.mapping.unit;
            tx.exec(ADD_TEST, args![id, import.district, &test.key, &test.name, &test.subject, unit])?;
            tests[at] = Some(id);
        }
    }
    for at in moved().map(|m| m.facets as usize).collect::<BTreeSet<_>>() {
        if facets[at].is_none() {
            let id = tx.fresh_id();
            tx.exec(ADD_FACETS, args![id, import.district, &g.facets.list[at]])?;
            facets[at] = Some(id);
        }
    }
    // Where a student was last, by the file, is where they are.
    let mut last: HashMap<u32, &Measured> = HashMap::new();
    for m in new.iter().filter(|m| students[m.student as usize].is_none()) {
        let period = |m: &Measured| &g.periods.list[m.period as usize];
        let place = last.entry(m.student).or_insert(m);
        if period(m) > period(place) {
            *place = m;
        }
    }
    let mut fresh: Vec<(u32, &Measured)> = last.into_iter().collect();
    fresh.sort_unstable_by_key(|(at, _)| *at);
    for (at, _) in &fresh {
        students[*at as usize] = Some(tx.fresh_id());
    }
    let empty = (String::new(), String::new());
    let mut rows = fresh.iter().map(|(at, m)| {
        let (given, family) = g.names.get(at).unwrap_or(&empty);
        Ok(vec![
            Val::from(students[*at as usize]),
            Val::from(import.district),
            Val::from(&import.source),
            Val::from(&g.students.list[*at as usize]),
            Val::from(given),
            Val::from(family),
            Val::from(g.schools.list[m.school as usize]),
            Val::from(&g.grades.list[m.grade as usize]),
            Val::Bool(true),
            Val::from(now),
        ])
    });
    tx.load("student", &STUDENT_COLUMNS, &mut rows).map(drop)
}
