//! One sitting (a test, a day, a grade) as it may be shown. Everything that any page can say about it is protected together, once
//! for everybody: the district, its schools, every subgroup attribute, the bands of scores, the classes, and who stayed. So no
//! two pages, filters or people can be subtracted from each other to leave a small group.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use learning::difference::{Mean, mean_interval};
use learning::growth::paired;
use learning::spread::Group;
use learning::suppress::{Cell, protect_list};
use learning::wide::{self, Protected};
use learning::{Interval, USUAL_LEVEL, describe};
use store::OrgId;
use uuid::Uuid;

/// One student's result, as it comes from the database. Never leaves the room's queries.
pub(super) struct Raw {
    pub student: Uuid,
    pub school: OrgId,
    pub class: Option<Uuid>,
    /// Which of the sitting's kinds of students.
    pub facets: Uuid,
    pub score: f64,
    /// The same student's score at the sitting before, if there was one.
    pub before: Option<f64>,
}

/// The figures of a group that may be shown.
#[derive(Clone, Debug)]
pub struct Figures {
    pub n: u64,
    pub group: Group,
    pub median: f64,
    /// The mean with its interval; none when all scores are the same.
    pub mean: Option<Mean>,
}

/// What may be said of a group.
#[derive(Clone, Debug)]
pub enum Shown {
    Figures(Box<Figures>),
    /// Too few, or it would give a small group away.
    Withheld,
    /// There is nobody in it.
    Nobody,
}

impl Shown {
    /// The figures, if they may be seen.
    pub fn figures(&self) -> Option<&Figures> {
        match self {
            Shown::Figures(f) => Some(f),
            _ => None,
        }
    }

    /// Whether there is anybody, shown or not.
    pub fn is_there(&self) -> bool {
        !matches!(self, Shown::Nobody)
    }
}

/// A way to divide students: gender, lunch …
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The values, sorted; an empty one stands for "not recorded".
    pub values: Vec<String>,
    district: Vec<Shown>,
    schools: HashMap<OrgId, Vec<Shown>>,
}

/// How much the same students gained since the sitting before. Their two means are not kept: beside the means of everybody at
/// each sitting they would tell about the few who came or left.
#[derive(Clone, Copy, Debug)]
pub struct Gained {
    pub n: u64,
    /// Mean gain, in the unit of the scores.
    pub gain: f64,
    /// Student's t interval around it.
    pub interval: Interval,
}

#[derive(Clone, Debug, Default)]
struct Growing {
    district: Option<Gained>,
    schools: HashMap<OrgId, Gained>,
    groups: BTreeMap<String, Vec<(String, Gained)>>,
}

/// A sitting as it may be shown.
#[derive(Clone, Debug)]
pub struct Sitting {
    pub all: Shown,
    pub schools: BTreeMap<OrgId, Shown>,
    pub attributes: BTreeMap<String, Attribute>,
    /// Edges of the bands of scores: one more than there are bands. The first and the last band are open.
    pub edges: Vec<f64>,
    /// The same for a school: fewer and wider ones, made of those.
    pub school_edges: Vec<f64>,
    district_bands: Vec<Option<u64>>,
    school_bands: HashMap<OrgId, Vec<Option<u64>>>,
    pub classes: HashMap<OrgId, Vec<(Uuid, Shown)>>,
    growing: Growing,
    /// Groups smaller than this are protected.
    pub threshold: u64,
}

impl Sitting {
    /// A sitting of which nothing may be said.
    fn closed(schools: impl IntoIterator<Item = OrgId>, threshold: u64) -> Sitting {
        Sitting {
            all: Shown::Withheld,
            schools: schools.into_iter().map(|id| (id, Shown::Withheld)).collect(),
            attributes: BTreeMap::new(),
            edges: Vec::new(),
            school_edges: Vec::new(),
            district_bands: Vec::new(),
            school_bands: HashMap::new(),
            classes: HashMap::new(),
            growing: Growing::default(),
            threshold,
        }
    }

    /// A school, or the whole district.
    pub fn place(&self, school: Option<OrgId>) -> &Shown {
        match school {
            None => &self.all,
            Some(id) => self.schools.get(&id).unwrap_or(&Shown::Nobody),
        }
    }

    /// The groups of an attribute at a place, without those that have nobody.
    pub fn groups(&self, attribute: &str, school: Option<OrgId>) -> Vec<(&str, &Shown)> {
        let Some(attribute) = self.attributes.get(attribute) else { return Vec::new() };
        let shown = match school {
            None => Some(&attribute.district),
            Some(id) => attribute.schools.get(&id),
        };
        let values = attribute.values.iter().map(String::as_str);
        values.zip(shown.into_iter().flatten()).filter(|(_, s)| s.is_there()).collect()
    }

    /// How many scores fall into each band; none where that may not be shown.
    pub fn bands(&self, school: Option<OrgId>) -> Vec<Option<u64>> {
        let found = match school {
            None => Some(&self.district_bands),
            Some(id) => self.school_bands.get(&id),
        };
        found.cloned().unwrap_or_default()
    }

    /// How the same students changed since the sitting before, at a place.
    pub fn growth(&self, school: Option<OrgId>) -> Option<&Gained> {
        match school {
            None => self.growing.district.as_ref(),
            Some(id) => self.growing.schools.get(&id),
        }
    }

    /// How the groups of an attribute grew, in the whole district.
    pub fn group_growth(&self, attribute: &str) -> &[(String, Gained)] {
        self.growing.groups.get(attribute).map_or(&[], Vec::as_slice)
    }
}

/// The scores of a group while it is not yet decided whether it may be shown.
type Heap = Vec<f64>;

/// Everybody divided into parts, at every place.
struct Parts {
    district: Vec<Heap>,
    schools: BTreeMap<OrgId, Vec<Heap>>,
}

impl Parts {
    /// `part` says for every row to which of `count` parts it belongs.
    fn new(rows: &[Raw], part: &[usize], count: usize) -> Parts {
        let mut parts = Parts { district: vec![Heap::new(); count], schools: BTreeMap::new() };
        for (row, part) in rows.iter().zip(part.iter().copied()) {
            parts.district[part].push(row.score);
            parts.schools.entry(row.school).or_insert_with(|| vec![Heap::new(); count])[part].push(row.score);
        }
        parts
    }
}

/// Which parts of a division may be shown.
struct Cells {
    district: Vec<Cell>,
    schools: BTreeMap<OrgId, Vec<Cell>>,
}

/// The schools whose totals are shown, and the smallest group.
struct Ground {
    open: BTreeSet<OrgId>,
    threshold: u64,
}

impl Ground {
    /// Protects a division of everybody. Its margins are the totals of the schools, which are shown or closed already, and of the
    /// parts, which are protected here first; between shown margins, each division can be protected by itself.
    fn protect(&self, parts: &Parts) -> Cells {
        let width = parts.district.len();
        let totals: Vec<u64> = parts.district.iter().map(|h| h.len() as u64).collect();
        let (mut district, _) = protect_list(&totals, self.threshold);
        let mut closed: BTreeSet<OrgId> = parts.schools.keys().filter(|id| !self.open.contains(id)).copied().collect();
        loop {
            // Parts whose totals are hidden make one column, schools that are closed one row.
            let kept: Vec<usize> = (0..width).filter(|c| !district[*c].is_hidden()).collect();
            let fold = |heaps: &[Heap]| -> Vec<u64> {
                let rest = (0..width).filter(|c| district[*c].is_hidden()).map(|c| heaps[c].len() as u64).sum();
                kept.iter().map(|c| heaps[*c].len() as u64).chain([rest]).collect()
            };
            let named: Vec<OrgId> = parts.schools.keys().filter(|id| !closed.contains(id)).copied().collect();
            let mut table: Vec<Vec<u64>> = named.iter().map(|id| fold(&parts.schools[id])).collect();
            let mut rest = vec![0; kept.len() + 1];
            for id in &closed {
                rest.iter_mut().zip(fold(&parts.schools[id])).for_each(|(sum, n)| *sum += n);
            }
            table.push(rest);
            let mut shut = vec![false; named.len()];
            shut.push(true);
            match wide::protect(&table, &shut, self.threshold) {
                Some(Protected::Table(cells)) => {
                    let mut schools: BTreeMap<OrgId, Vec<Cell>> =
                        closed.iter().map(|id| (*id, vec![Cell::Hidden; width])).collect();
                    for (id, row) in named.iter().zip(cells) {
                        let mut shown = vec![Cell::Hidden; width];
                        kept.iter().zip(row).for_each(|(c, cell)| shown[*c] = cell);
                        schools.insert(*id, shown);
                    }
                    return Cells { district, schools };
                }
                Some(Protected::Tight { row, .. }) if row < named.len() && self.is_little(&table[row]) => {
                    closed.insert(named[row]);
                }
                Some(Protected::Tight { column, .. }) if column < kept.len() => {
                    district[kept[column]] = Cell::Hidden;
                    // Alone, a hidden part is everybody minus the others: the smallest other one goes with it.
                    if district.iter().filter(|c| c.is_hidden()).count() == 1 {
                        let other = (0..width).filter(|c| !district[*c].is_hidden()).min_by_key(|c| totals[*c]);
                        other.into_iter().for_each(|c| district[c] = Cell::Hidden);
                    }
                }
                _ => {
                    let schools = parts.schools.keys().map(|id| (*id, vec![Cell::Hidden; width])).collect();
                    return Cells { district, schools };
                }
            }
        }
    }

    fn is_little(&self, row: &[u64]) -> bool {
        row.iter().sum::<u64>() < 4 * self.threshold
    }
}

fn shown(cell: Cell, heap: &Heap) -> Shown {
    match cell {
        Cell::Hidden => Shown::Withheld,
        Cell::Shown(0) => Shown::Nobody,
        Cell::Shown(n) => match (Group::of(heap), describe::median(heap)) {
            (Ok(group), Ok(median)) => {
                let mean = mean_interval(heap, USUAL_LEVEL).ok();
                Shown::Figures(Box::new(Figures { n, group, median, mean }))
            }
            _ => Shown::Withheld,
        },
    }
}

fn all_shown(cells: &[Cell], heaps: &[Heap]) -> Vec<Shown> {
    cells.iter().zip(heaps).map(|(c, h)| shown(*c, h)).collect()
}

/// Protects a sitting. `kinds` are the attributes of each kind of student.
pub(super) fn protect(rows: &[Raw], kinds: &HashMap<Uuid, BTreeMap<String, String>>, threshold: u64) -> Sitting {
    let everyone = Parts::new(rows, &vec![0; rows.len()], 1);
    let counts: Vec<u64> = everyone.schools.values().map(|h| h[0].len() as u64).collect();
    let (school_cells, total) = protect_list(&counts, threshold);
    if total.is_hidden() {
        return Sitting::closed(everyone.schools.keys().copied(), threshold);
    }
    let mut sitting = Sitting::closed([], threshold);
    sitting.all = shown(total, &everyone.district[0]);
    sitting.schools =
        everyone.schools.iter().zip(&school_cells).map(|((id, h), cell)| (*id, shown(*cell, &h[0]))).collect();
    let open = everyone.schools.keys().zip(&school_cells).filter(|(_, c)| !c.is_hidden()).map(|(id, _)| *id).collect();
    let ground = Ground { open, threshold };

    let stayed: Vec<usize> = rows.iter().map(|r| usize::from(r.before.is_some())).collect();
    let came = Parts::new(rows, &stayed, 2);
    let came_cells = ground.protect(&came);
    let seen = |cell: &Cell| cell.shown().is_some_and(|n| n > 0);
    let grew = came_cells.district.iter().all(|c| !c.is_hidden()) && seen(&came_cells.district[1]);
    if grew {
        sitting.growing.district = gain(rows.iter());
        for (id, _) in came_cells.schools.iter().filter(|(_, cells)| seen(&cells[1])) {
            sitting.growing.schools.extend(gain(rows.iter().filter(|r| r.school == *id)).map(|g| (*id, g)));
        }
    }
    let names: BTreeSet<&String> = rows.iter().filter_map(|r| kinds.get(&r.facets)).flat_map(BTreeMap::keys).collect();
    for name in names {
        let value = |row: &Raw| kinds.get(&row.facets).and_then(|k| k.get(name)).map_or("", String::as_str);
        let values: Vec<&str> = rows.iter().map(value).collect::<BTreeSet<_>>().into_iter().collect();
        let place: HashMap<&str, usize> = values.iter().enumerate().map(|(at, v)| (*v, at)).collect();
        let mut part: Vec<usize> = rows.iter().map(|r| place[value(r)]).collect();
        if values[0].is_empty() {
            leave_some_out(rows, &mut part, values.len(), threshold as usize);
        }
        let parts = Parts::new(rows, &part, values.len());
        let cells = ground.protect(&parts);
        if grew {
            let gained = group_gains(rows, &part, &values, &cells.district, threshold);
            sitting.growing.groups.insert(name.clone(), gained);
        }
        let schools = cells.schools.iter().map(|(id, c)| (*id, all_shown(c, &parts.schools[id]))).collect();
        let district = all_shown(&cells.district, &parts.district);
        let values = values.into_iter().map(str::to_owned).collect();
        sitting.attributes.insert(name.clone(), Attribute { values, district, schools });
    }
    sitting.edges = band_edges(&everyone.district[0], threshold);
    let bands = |edges: &[f64]| {
        let part: Vec<usize> = rows.iter().map(|r| band_of(edges, r.score)).collect();
        ground.protect(&Parts::new(rows, &part, edges.len().saturating_sub(1).max(1)))
    };
    let counted = |cells: &[Cell]| cells.iter().map(|c| c.shown()).collect::<Vec<_>>();
    sitting.school_edges = coarse(&sitting.edges, &everyone.district[0]);
    sitting.district_bands = counted(&bands(&sitting.edges).district);
    sitting.school_bands = bands(&sitting.school_edges).schools.iter().map(|(id, c)| (*id, counted(c))).collect();

    let mut classes: BTreeMap<OrgId, BTreeMap<Option<Uuid>, Heap>> = BTreeMap::new();
    for row in rows.iter().filter(|r| ground.open.contains(&r.school)) {
        classes.entry(row.school).or_default().entry(row.class).or_default().push(row.score);
    }
    for (school, list) in classes {
        let (cells, total) = protect_list(&list.values().map(|h| h.len() as u64).collect::<Vec<_>>(), threshold);
        // The school's total is out already: when the classes can be protected only without it, they are not shown.
        let cell = |c: &Cell| if total.is_hidden() { Cell::Hidden } else { *c };
        let shown = list.iter().zip(&cells).filter_map(|((id, h), c)| id.map(|id| (id, shown(cell(c), h))));
        sitting.classes.insert(school, shown.collect());
    }
    sitting
}

fn gain<'a>(rows: impl Iterator<Item = &'a Raw>) -> Option<Gained> {
    let pairs = rows.filter_map(|r| r.before.map(|b| (b, r.score)));
    let (old, new): (Vec<f64>, Vec<f64>) = pairs.unzip();
    let growth = paired(&old, &new, USUAL_LEVEL).ok()?;
    Some(Gained { n: growth.n as u64, gain: growth.growth, interval: growth.interval })
}

/// What each group gained, where that may be shown: a table of groups against "came from the sitting before" or not.
fn group_gains(
    rows: &[Raw],
    part: &[usize],
    values: &[&str],
    district: &[Cell],
    threshold: u64,
) -> Vec<(String, Gained)> {
    let mut table = vec![vec![0u64; 2]; values.len()];
    for (row, part) in rows.iter().zip(part) {
        table[*part][usize::from(row.before.is_some())] += 1;
    }
    let closed: Vec<bool> = district.iter().map(|c| c.is_hidden()).collect();
    let Some(Protected::Table(cells)) = wide::protect(&table, &closed, threshold) else { return Vec::new() };
    let mut gained = Vec::new();
    for (at, name) in values.iter().enumerate().filter(|(at, _)| cells[*at][1].shown().is_some_and(|n| n > 0)) {
        let members = rows.iter().zip(part).filter(|(_, p)| **p == at).map(|(r, _)| r);
        gained.extend(gain(members).map(|g| ((*name).to_owned(), g)));
    }
    gained
}

/// Where a value isn't recorded for a few students of a school (part 0), everybody minus the groups would be those few. So that
/// many others, drawn by lot from the school's largest group, are left out with them that they are no small group any more.
fn leave_some_out(rows: &[Raw], part: &mut [usize], count: usize, threshold: usize) {
    let mut by_school: BTreeMap<OrgId, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        by_school.entry(row.school).or_default().push(at);
    }
    for places in by_school.values() {
        let mut sizes = vec![0; count];
        places.iter().for_each(|at| sizes[part[*at]] += 1);
        let missing = threshold.saturating_sub(sizes[0]);
        let Some(largest) = (1..count).max_by_key(|p| sizes[*p]) else { continue };
        if sizes[0] == 0 || missing == 0 || sizes[largest] < missing + threshold {
            continue;
        }
        let mut members: Vec<usize> = places.iter().copied().filter(|at| part[*at] == largest).collect();
        // The lot is drawn from the id, so that every page draws the same.
        members.sort_by_key(|at| rows[*at].student.as_u128().wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
        members.into_iter().take(missing).for_each(|at| part[at] = 0);
    }
}

/// About so many bands.
const BANDS: f64 = 9.0;

/// Edges of equal, round bands between the 2nd and the 98th percentile; what lies outside belongs to the open ends.
fn band_edges(scores: &[f64], threshold: u64) -> Vec<f64> {
    let (Ok(low), Ok(high)) = (describe::quantile(scores, 0.02), describe::quantile(scores, 0.98)) else {
        return Vec::new();
    };
    // Fewer bands for fewer students, so that most of them can be shown.
    let most = (scores.len() as f64 / (2.0 * threshold.max(1) as f64)).clamp(1.0, BANDS);
    let raw = ((high - low) / most).max(high.abs().max(1.0) * 1e-9);
    let power = 10f64.powf(raw.log10().floor());
    let width = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|s| s * power).find(|w| *w >= raw * 0.999).unwrap_or(raw);
    let first = (low / width).floor() * width;
    let count = (((high - first) / width).floor() as usize + 1).min(40);
    (0..=count).map(|i| first + i as f64 * width).collect()
}

/// Four wide bands made of the fine ones, each with about a quarter of the district's scores. Their edges are edges of the fine
/// ones: otherwise the difference of two edges could hold a few students.
fn coarse(edges: &[f64], scores: &[f64]) -> Vec<f64> {
    let Some((first, rest)) = edges.split_first() else { return Vec::new() };
    let Some((last, inner)) = rest.split_last() else { return edges.to_vec() };
    let below = |edge: f64| scores.iter().filter(|s| **s < edge).count() as f64 / scores.len().max(1) as f64;
    let shares: Vec<(f64, f64)> = inner.iter().map(|edge| (*edge, below(*edge))).collect();
    let mut wide = vec![*first];
    for quarter in [0.25, 0.5, 0.75] {
        let nearest = shares.iter().min_by(|a, b| (a.1 - quarter).abs().total_cmp(&(b.1 - quarter).abs()));
        wide.extend(nearest.map(|(edge, _)| *edge));
    }
    wide.push(*last);
    wide.dedup();
    wide
}

fn band_of(edges: &[f64], score: f64) -> usize {
    let inner = edges.get(1..edges.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().filter(|edge| score >= **edge).count()
}
