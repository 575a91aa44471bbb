//! Classes, and who is in them.

use std::collections::HashMap;

use jiff::civil::Date;
use oneroster::{EnrollmentRole, FileKind};
use store::{Error, Kind, Val};

use super::{Progress, Run, hash, is_gone, queries};

/// What classes take from their course where they say nothing themselves.
struct Course {
    title: String,
    grades: String,
    subjects: String,
}

fn joined<'a>(list: impl Iterator<Item = &'a str>) -> String {
    list.collect::<Vec<_>>().join(",")
}

fn first_of<const N: usize>(choices: [&str; N]) -> String {
    choices.into_iter().find(|c| !c.is_empty()).unwrap_or_default().to_owned()
}

impl Run<'_, '_> {
    /// Reads classes.csv, with courses.csv beside it, and writes what differs.
    pub(super) fn classes(&mut self) -> Result<(), Error> {
        self.report.of("classes");
        let courses = self.courses()?;
        self.stage_classes(&courses)?;
        drop(courses);
        let (place, timed) = (self.place(), self.timed());
        let staged = self.tx.count(queries::STAGED_CLASSES, &[])? as u64;
        let active = self.tx.count(queries::CLASSES_ACTIVE, &place)? as u64;
        let [same, changed, still] = self.numbers(queries::CLASSES_SAME, &place)?;
        let leaves = active > still && self.says_who_left(FileKind::Classes);
        if changed > 0 || leaves {
            self.tx.exec(queries::INDEX_CLASS, &[])?;
        }
        if changed > 0 {
            self.tx.exec(queries::CLASSES_CHANGE, &timed)?;
        }
        let new = if staged > same { self.tx.exec(queries::CLASSES_ADD, &timed)? } else { 0 };
        self.grew("class", new)?;
        let mut left = self.tx.exec(queries::CLASSES_GONE, &timed)?;
        if leaves {
            left += self.tx.exec(queries::CLASSES_LEAVE, &timed)?;
        }
        self.add("classes", new, changed, same - changed, left);
        self.before.insert("classes", (active, left));
        Ok(())
    }

    fn courses(&mut self) -> Result<HashMap<String, Course>, Error> {
        let mut courses = HashMap::new();
        let mut rows = self.set.courses();
        while let Some(row) = rows.next_row() {
            // A course that can't be read is only a title less.
            let Ok(row) = row else { continue };
            let course = Course {
                title: row.record.title.to_owned(),
                grades: joined(row.record.grades.iter()),
                subjects: joined(row.record.subjects.iter()),
            };
            courses.insert(row.record.sourced_id.to_owned(), course);
        }
        Ok(courses)
    }

    fn stage_classes(&mut self, courses: &HashMap<String, Course>) -> Result<(), Error> {
        let (mut refused, mut wrong, mut gone, mut hashes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut read = 0_u64;
        let Run { tx, set, orgs, series, progress, .. } = self;
        let mut rows = set.classes();
        let staged = &mut std::iter::from_fn(|| {
            loop {
                let (line, class) = match rows.next_row()? {
                    Ok(row) => (i64::try_from(row.line).unwrap_or(0), row.record),
                    Err(refusal) => {
                        refused.push(refusal);
                        continue;
                    }
                };
                read += 1;
                if read.is_multiple_of(10_000) {
                    progress(Progress { step: "classes", rows: read });
                }
                let id = class.sourced_id;
                if is_gone(class.status) {
                    gone.push(id.to_owned());
                    continue;
                }
                let Some((school, _)) = orgs.get(class.school_sourced_id) else {
                    let message = format!("“{}” is not in orgs.csv", class.school_sourced_id);
                    wrong.push((line, "schoolSourcedId", id.to_owned(), message));
                    continue;
                };
                hashes.push(hash(&[id]));
                let course = courses.get(class.course_sourced_id);
                let (grades, subjects) = (joined(class.grades.iter()), joined(class.subjects.iter()));
                return Some(Ok(vec![
                    Val::Int(line),
                    Val::Id(series.id()),
                    Val::from(id),
                    Val::from(*school),
                    // Elementary classes of some systems have no title.
                    Val::Text(first_of([class.title, course.map_or("", |c| &c.title), class.class_code, id])),
                    Val::Text(first_of([&grades, course.map_or("", |c| &c.grades)])),
                    Val::Text(first_of([&subjects, course.map_or("", |c| &c.subjects)])),
                ]));
            }
        });
        tx.load("staged_class", CLASS_COLUMNS, staged)?;
        self.report.notes.extend(rows.notes().iter().map(ToString::to_string));
        self.told("classes", read);
        self.refuse_all(FileKind::Classes, "classes", wrong)?;
        self.keep(refused)?;
        self.gone(FileKind::Classes, gone)?;
        self.refuse_twice(FileKind::Classes, hashes, &queries::CLASS_TWICE)?;
        self.tx.grown("staged_class")
    }

    /// Reads enrollments.csv and writes what differs.
    pub(super) fn enrollments(&mut self) -> Result<(), Error> {
        self.report.of("enrollments");
        let pairs = self.stage_seats()?;
        let extra = self.mark_extra(pairs)?;
        let [teachers, students] = self.numbers(queries::STAGED_SEATS, &[])?;
        let (mut active, mut left) = (0, 0);
        for (staged, sql) in [(teachers, &queries::TEACHES), (students, &queries::ATTENDS)] {
            let (was, leave) = self.seats(staged, extra, sql)?;
            active += was;
            left += leave;
        }
        self.before.insert("enrollments", (active, left));
        Ok(())
    }

    /// Stages enrollments.csv. Gives a hash of who sits where, of every row.
    fn stage_seats(&mut self) -> Result<Vec<u64>, Error> {
        let today = self.now.date_in(&self.zone);
        let year_ends = self.year_ends();
        let (mut refused, mut gone, mut ids, mut pairs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut read, mut others) = (0_u64, 0_u64);
        let Run { tx, set, progress, .. } = self;
        let mut rows = set.enrollments();
        let staged = &mut std::iter::from_fn(|| {
            loop {
                let (line, seat) = match rows.next_row()? {
                    Ok(row) => (i64::try_from(row.line).unwrap_or(0), row.record),
                    Err(refusal) => {
                        refused.push(refusal);
                        continue;
                    }
                };
                read += 1;
                if read % 20_000 == 0 {
                    progress(Progress { step: "enrollments", rows: read });
                }
                let id = seat.sourced_id;
                if is_gone(seat.status) {
                    gone.push(id.to_owned());
                    continue;
                }
                let teaches = match seat.role {
                    EnrollmentRole::Teacher => true,
                    EnrollmentRole::Student => false,
                    _ => {
                        others += 1;
                        continue;
                    }
                };
                ids.push(hash(&[id]));
                pairs.push(hash(&[seat.class_sourced_id, seat.user_sourced_id, if teaches { "t" } else { "s" }]));
                // Who has left a class in the middle of a year is not in it any more. Once the year is over, the classes
                // stay as they were until the next set comes.
                let ended = seat.end_date.is_some_and(|end| end < today) && year_ends.is_some_and(|end| end >= today);
                return Some(Ok(vec![
                    Val::Int(line),
                    Val::from(id),
                    Val::from(seat.class_sourced_id),
                    Val::from(seat.user_sourced_id),
                    Val::Bool(teaches),
                    Val::Bool(!ended),
                    Val::Bool(false),
                ]));
            }
        });
        tx.load("staged_seat", SEAT_COLUMNS, staged)?;
        self.report.notes.extend(rows.notes().iter().map(ToString::to_string));
        self.told("enrollments", read);
        if others > 0 {
            self.report
                .notes
                .push(format!("enrollments.csv: {others} rows of neither teachers nor students were not taken"));
        }
        self.keep(refused)?;
        self.gone(FileKind::Enrollments, gone)?;
        self.refuse_twice(FileKind::Enrollments, ids, &queries::SEAT_TWICE)?;
        self.tx.grown("staged_seat")?;
        Ok(pairs)
    }

    /// The last day of the last session of the set.
    fn year_ends(&self) -> Option<Date> {
        let mut rows = self.set.academic_sessions();
        let mut last = None;
        while let Some(row) = rows.next_row() {
            last = last.max(row.ok().and_then(|row| row.record.end_date));
        }
        last
    }

    /// Marks the rows that say again who sits where: left and came back, or one row per term. Whether there are any.
    fn mark_extra(&mut self, mut pairs: Vec<u64>) -> Result<bool, Error> {
        pairs.sort_unstable();
        if !pairs.windows(2).any(|w| w[0] == w[1]) {
            return Ok(false);
        }
        drop(pairs);
        self.index_seats()?;
        let extra = self.tx.exec(queries::SEATS_EXTRA, &[])?;
        self.tx.exec(queries::SEATS_EITHER, &[])?;
        Ok(extra > 0)
    }

    fn index_seats(&mut self) -> Result<(), Error> {
        if !self.seats_indexed {
            self.tx.exec(queries::INDEX_SEAT, &[])?;
            self.seats_indexed = true;
        }
        Ok(())
    }

    /// Teachers or students; gives how many were there and how many leave.
    fn seats(&mut self, staged: u64, extra: bool, sql: &queries::Seats) -> Result<(u64, u64), Error> {
        let place = self.place();
        let active = self.tx.count(sql.active, &place)? as u64;
        let any = active > 0 || self.tx.count(sql.any, &place)? > 0;
        let [same, changed, still, ended] = if any { self.numbers(sql.same, &place)? } else { [0; 4] };
        let (extra_found, extra_same) = match extra {
            true => (self.tx.count(sql.extra_found, &place)? as u64, self.tx.count(sql.extra_same, &place)? as u64),
            false => (0, 0),
        };
        if changed > 0 {
            self.tx.exec(sql.change, &place)?;
        }
        let new = if staged > same + extra_found { self.tx.exec(sql.add, &place)? } else { 0 };
        let taken = same + new + extra_found;
        if staged > taken {
            self.lost(sql)?;
        }
        let mut left = self.tx.exec(sql.gone, &place)?;
        if active > still && self.says_who_left(FileKind::Enrollments) {
            self.index_seats()?;
            left += self.tx.exec(sql.leave, &place)?;
        }
        self.add("enrollments", new + (extra_found - extra_same), changed, same - changed + extra_same, left);
        Ok((active, left + ended))
    }

    /// Refuses the seats whose class or person isn't there.
    fn lost(&mut self, sql: &queries::Seats) -> Result<(), Error> {
        let place = self.place();
        let lost: Vec<(i64, String, String, String, bool)> =
            self.tx.rows(sql.lost, &place, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?;
        let wrong = lost.into_iter().map(|(line, id, class, user, class_known)| match class_known {
            false => (line, "classSourcedId", id, format!("“{class}” is not among the classes that were taken")),
            true => (line, "userSourcedId", id, format!("“{user}” is not among the {} that were taken", sql.who)),
        });
        self.refuse_all(FileKind::Enrollments, "enrollments", wrong.collect())
    }
}

const CLASS_COLUMNS: &[(&str, Kind)] = &[
    ("line", Kind::Int),
    ("id", Kind::Id),
    ("sourced_id", Kind::Text),
    ("school", Kind::Id),
    ("title", Kind::Text),
    ("grades", Kind::Text),
    ("subjects", Kind::Text),
];

const SEAT_COLUMNS: &[(&str, Kind)] = &[
    ("line", Kind::Int),
    ("sourced_id", Kind::Text),
    ("class_sid", Kind::Text),
    ("user_sid", Kind::Text),
    ("teaches", Kind::Bool),
    ("active", Kind::Bool),
    ("extra", Kind::Bool),
];
