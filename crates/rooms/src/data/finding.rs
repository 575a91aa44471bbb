//! A finding: what one page says, as plain data. Page, picture, table, CSV and a frozen need are all made of it, so that none can say
//! more than another.

use std::collections::BTreeMap;
use std::sync::Arc;

use learning::spread::{Group, pool, split, widest_gap};
use learning::{Reading, USUAL_LEVEL, describe};
use serde::{Deserialize, Serialize};
use store::OrgId;

use super::queries::Sat;
use super::sitting::{Figures, Gained, Shown, Sitting};

/// By what a page divides students.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Not at all: how the scores lie.
    All,
    /// A subgroup attribute.
    Attribute(String),
    School,
    Class,
    Grade,
    /// Sitting after sitting.
    Time,
}

impl By {
    /// From the address.
    pub fn named(name: &str) -> By {
        match name {
            "" | "all" => By::All,
            "school" => By::School,
            "class" => By::Class,
            "grade" => By::Grade,
            "time" => By::Time,
            other => By::Attribute(other.strip_prefix("by-").unwrap_or(other).to_owned()),
        }
    }

    /// For the address.
    pub fn stored(&self) -> String {
        match self {
            By::All => "all".into(),
            By::School => "school".into(),
            By::Class => "class".into(),
            By::Grade => "grade".into(),
            By::Time => "time".into(),
            By::Attribute(name) => format!("by-{name}"),
        }
    }
}

/// Whom a line is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Named {
    /// A value of the attribute; empty for "not recorded".
    Value(String),
    /// A school or a class of one's own.
    Place(String),
    /// The other classes together.
    Others,
    /// A class without its name.
    OneClass,
    /// The place below which one tenth, half, nine tenths of the schools or classes lie.
    Tenth,
    Half,
    NineTenths,
    Grade(String),
    Everyone,
    /// The gain of a group: attribute and value.
    Gain(String, String),
}

/// The figures of a line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// On how many students it rests, where that is said.
    pub n: Option<u64>,
    pub mean: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// The mean as it stands in the data, when `mean` is partially pooled.
    pub raw: Option<f64>,
}

/// One line of a table; without figures when they are withheld.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub name: Named,
    pub measured: Option<Measured>,
    /// The one the page is about.
    pub mine: bool,
}

/// The widest difference between two lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    pub higher: Named,
    pub lower: Named,
    pub difference: f64,
    pub low: f64,
    pub high: f64,
    pub reading: Reading,
}

/// How much of the difference between students lies between schools or classes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Between {
    pub groups: u64,
    /// 0 to 1.
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

/// A line through time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// The school; none for the district.
    pub school: Option<String>,
    pub values: Vec<Option<f64>>,
}

/// How the same students changed since the sitting before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Since {
    pub period: String,
    pub n: u64,
    pub gain: f64,
    pub low: f64,
    pub high: f64,
}

/// What a page says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The form of this text, for programs to come.
    pub version: u32,
    pub key: String,
    pub test: String,
    pub subject: String,
    pub unit: String,
    pub period: String,
    pub grade: String,
    pub district: String,
    pub school: Option<(OrgId, String)>,
    pub by: By,
    /// Everybody at this place.
    pub overall: Option<Measured>,
    pub median: Option<f64>,
    pub lines: Vec<Line>,
    /// From, to, how many; the first and the last are open.
    pub bands: Vec<(f64, f64, Option<u64>)>,
    /// Period and grade of each sitting, for a page through time.
    pub times: Vec<(String, String)>,
    pub courses: Vec<Course>,
    pub gap: Option<Gap>,
    pub between: Option<Between>,
    pub since: Option<Since>,
    /// Groups smaller than this are protected.
    pub minimum: u64,
    /// The day it was made.
    pub made: String,
}

/// The figures of a group as a line shows them.
pub(super) fn measured(figures: &Figures) -> Measured {
    Measured {
        n: Some(figures.n),
        mean: figures.group.mean,
        low: figures.mean.map(|m| m.interval.low),
        high: figures.mean.map(|m| m.interval.high),
        raw: None,
    }
}

fn line(name: Named, shown: &Shown) -> Line {
    Line { name, measured: shown.figures().map(measured), mine: false }
}

/// A finding about a place, not yet divided.
pub(super) fn about(
    sat: &Sat,
    sitting: &Sitting,
    district: &str,
    school: Option<(OrgId, String)>,
    by: By,
    made: jiff::civil::Date,
) -> Finding {
    let place = sitting.place(school.as_ref().map(|(id, _)| *id));
    Finding {
        version: 1,
        key: sat.key.clone(),
        test: sat.test.clone(),
        subject: sat.subject.clone(),
        unit: sat.unit.clone(),
        period: sat.period.clone(),
        grade: sat.grade.clone(),
        district: district.to_owned(),
        school,
        by,
        overall: place.figures().map(measured),
        median: place.figures().map(|f| f.median),
        lines: Vec::new(),
        bands: Vec::new(),
        times: Vec::new(),
        courses: Vec::new(),
        gap: None,
        between: None,
        since: None,
        minimum: sitting.threshold,
        made: made.to_string(),
    }
}

impl Finding {
    fn school_id(&self) -> Option<OrgId> {
        self.school.as_ref().map(|(id, _)| *id)
    }

    /// How the scores lie.
    pub(super) fn spread(mut self, sitting: &Sitting) -> Finding {
        let school = self.school_id();
        let edges = if school.is_some() { &sitting.school_edges } else { &sitting.edges };
        let counts = sitting.bands(school);
        self.bands = edges.windows(2).zip(counts).map(|(e, n)| (e[0], e[1], n)).collect();
        self
    }

    /// By a subgroup attribute, with the widest gap between two of its groups. Who isn't recorded is no group to compare.
    pub(super) fn groups(mut self, sitting: &Sitting, attribute: &str) -> Finding {
        let groups = sitting.groups(attribute, self.school_id());
        self.lines = groups.iter().map(|(v, shown)| line(Named::Value((*v).to_owned()), shown)).collect();
        let compared: Vec<(&str, &Figures)> =
            groups.iter().filter(|(v, _)| !v.is_empty()).filter_map(|(v, s)| s.figures().map(|f| (*v, f))).collect();
        let list: Vec<Group> = compared.iter().map(|(_, f)| f.group).collect();
        if let Ok(widest) = widest_gap(&list, USUAL_LEVEL) {
            let name = |at: usize| Named::Value(compared[at].0.to_owned());
            self.gap = Some(Gap {
                higher: name(widest.highest),
                lower: name(widest.lowest),
                difference: widest.gap.difference,
                low: widest.gap.interval.low,
                high: widest.gap.interval.high,
                reading: widest.gap.reading(),
            });
        }
        self
    }

    /// By school, partially pooled: by name for who may see every school, otherwise one's own beside the spread of all.
    pub(super) fn schools(mut self, sitting: &Sitting, seen: &[(OrgId, String)], all: bool) -> Finding {
        let shown: Vec<(OrgId, &Figures)> =
            sitting.schools.iter().filter_map(|(id, s)| s.figures().map(|f| (*id, f))).collect();
        let pooled = self.pooled(&shown.iter().map(|(_, f)| f.group).collect::<Vec<_>>());
        let by_id: BTreeMap<OrgId, Measured> =
            shown.iter().zip(&pooled).map(|((id, f), p)| (*id, Measured { n: Some(f.n), ..*p })).collect();
        let focus = self.school_id();
        for (id, name) in seen {
            if sitting.schools.contains_key(id) {
                let mine = focus == Some(*id) || !all;
                self.lines.push(Line { name: Named::Place(name.clone()), measured: by_id.get(id).copied(), mine });
            }
        }
        if !all {
            self.lines.extend(tenths(&pooled));
        }
        self
    }

    /// By class: one's own by name beside all others together.
    pub(super) fn own_classes(mut self, sitting: &Sitting, own: &[(uuid::Uuid, String)]) -> Finding {
        let Some(school) = self.school_id() else { return self };
        let classes = sitting.classes.get(&school).map_or(&[][..], Vec::as_slice);
        let mine = |id: &uuid::Uuid| own.iter().find(|(o, _)| o == id);
        let mut taken = Vec::new();
        for (id, shown) in classes {
            if let Some((_, title)) = mine(id) {
                self.lines.push(Line { mine: true, ..line(Named::Place(title.clone()), shown) });
                taken.extend(shown.figures().map(|f| f.group));
            }
        }
        let whole = sitting.place(Some(school)).figures().map(|f| f.group);
        let withheld = self.lines.iter().any(|l| l.measured.is_none());
        let rest = whole.filter(|_| !taken.is_empty() && !withheld).and_then(|whole| without(whole, &taken));
        if let Some(rest) = rest.filter(|g| g.n as u64 >= sitting.threshold) {
            let measured = Measured { n: Some(rest.n as u64), mean: rest.mean, low: None, high: None, raw: None };
            self.lines.push(Line { name: Named::Others, measured: Some(measured), mine: false });
        }
        self
    }

    /// By class, for leaders: how much classes differ, partially pooled, without a name, a size or an order anybody could read.
    pub(super) fn classes(mut self, sitting: &Sitting) -> Finding {
        let schools: Vec<OrgId> = match self.school_id() {
            Some(id) => vec![id],
            None => sitting.classes.keys().copied().collect(),
        };
        let shown: Vec<Group> = schools
            .iter()
            .filter_map(|id| sitting.classes.get(id))
            .flatten()
            .filter_map(|(_, s)| s.figures().map(|f| f.group))
            .collect();
        let mut pooled = self.pooled(&shown);
        pooled.sort_by(|a, b| a.mean.total_cmp(&b.mean));
        self.lines = if pooled.len() > 12 {
            tenths(&pooled)
        } else {
            pooled
                .into_iter()
                .map(|m| Line { name: Named::OneClass, measured: Some(Measured { raw: None, ..m }), mine: false })
                .collect()
        };
        self
    }

    /// The partially pooled means of groups, and how much the groups differ. Without spread to pool by, the means themselves.
    fn pooled(&mut self, groups: &[Group]) -> Vec<Measured> {
        if let Ok(split) = split(groups, USUAL_LEVEL) {
            self.between = Some(Between {
                groups: split.groups as u64,
                share: split.icc,
                low: split.icc_interval.low,
                high: split.icc_interval.high,
            });
        }
        match pool(groups, USUAL_LEVEL) {
            Ok(pooled) => pooled
                .groups
                .iter()
                .map(|g| Measured {
                    n: None,
                    mean: g.pooled,
                    low: Some(g.interval.low),
                    high: Some(g.interval.high),
                    raw: Some(g.raw),
                })
                .collect(),
            Err(_) => {
                groups.iter().map(|g| Measured { n: None, mean: g.mean, low: None, high: None, raw: None }).collect()
            }
        }
    }

    /// By grade, on the same day.
    pub(super) fn grades(mut self, grades: &[(String, Arc<Sitting>)]) -> Finding {
        let (school, grade) = (self.school_id(), self.grade.clone());
        self.lines = grades
            .iter()
            .filter(|(_, s)| s.place(school).is_there())
            .map(|(g, s)| Line { mine: *g == grade, ..line(Named::Grade(g.clone()), s.place(school)) })
            .collect();
        self
    }

    /// Sitting after sitting; and what the same students gained since the one before.
    pub(super) fn over_time(mut self, past: &[(Sat, Arc<Sitting>)], now: &Sitting, prior: Option<&str>) -> Finding {
        let school = self.school_id();
        let course = |place: Option<OrgId>| {
            past.iter().map(|(_, s)| s.place(place).figures().map(|f| f.group.mean)).collect::<Vec<_>>()
        };
        self.times = past.iter().map(|(sat, _)| (sat.period.clone(), sat.grade.clone())).collect();
        self.courses.push(Course { school: None, values: course(None) });
        if let Some((id, name)) = self.school.clone() {
            self.courses.insert(0, Course { school: Some(name), values: course(Some(id)) });
        }
        let Some(prior) = prior else { return self };
        let gained = |g: &Gained| Measured {
            n: Some(g.n),
            mean: g.gain,
            low: Some(g.interval.low),
            high: Some(g.interval.high),
            raw: None,
        };
        if let Some(g) = now.growth(school) {
            self.since = Some(Since {
                period: prior.to_owned(),
                n: g.n,
                gain: g.gain,
                low: g.interval.low,
                high: g.interval.high,
            });
            self.lines.push(Line { name: Named::Everyone, measured: Some(gained(g)), mine: true });
        }
        if school.is_none() {
            for attribute in now.attributes.keys() {
                for (value, g) in now.group_growth(attribute).iter().filter(|(v, _)| !v.is_empty()) {
                    let name = Named::Gain(attribute.clone(), value.clone());
                    self.lines.push(Line { name, measured: Some(gained(g)), mine: false });
                }
            }
        }
        self
    }
}

/// What is left of a group when others are taken out (the decomposition of squares, backwards).
fn without(whole: Group, parts: &[Group]) -> Option<Group> {
    let n = whole.n.checked_sub(parts.iter().map(|g| g.n).sum())?;
    let sum = whole.mean * whole.n as f64 - parts.iter().map(|g| g.mean * g.n as f64).sum::<f64>();
    (n > 0).then(|| Group { n, mean: sum / n as f64, squares: 0.0 })
}

fn tenths(pooled: &[Measured]) -> Vec<Line> {
    let means: Vec<f64> = pooled.iter().map(|m| m.mean).collect();
    [(Named::Tenth, 0.1), (Named::Half, 0.5), (Named::NineTenths, 0.9)]
        .into_iter()
        .filter_map(|(name, p)| {
            let mean = describe::quantile(&means, p).ok()?;
            let measured = Measured { n: None, mean, low: None, high: None, raw: None };
            Some(Line { name, measured: Some(measured), mine: false })
        })
        .collect()
}
