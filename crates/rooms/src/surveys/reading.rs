//! What a wave says: for each group that may be shown, how often each answer was given, and the figures that follow from it. Pages,
//! pictures, files and comparisons are made of this and of nothing else, so what may not be shown is shown nowhere.

use std::collections::{BTreeMap, BTreeSet};

use learning::certainty::Cannot;
use learning::instrument::{Answer, Dimension, Instrument, Item};
use learning::release::Nested;
use learning::survey::{
    Alpha, Coding, Column, Counts, Figures, NO_GROUP, Score, alpha, figures, score_figures, scores, tally,
};
use store::{Error, OrgId, WaveGroupId};

use super::groups::Part;
use super::queries::Told;

/// How sure an interval is, and how seldom a difference is named that is none.
pub(super) const LEVEL: f64 = 0.95;

/// How well items go together says nothing when it may lie anywhere in an interval as wide as this.
const WIDEST: f64 = 1.0;

/// Who a group is, the same from wave to wave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Who {
    /// Everybody who answered.
    Everybody,
    /// One side of a two-sided instrument.
    Side(String),
    /// Everybody of a place; on a side, where there are sides.
    Place(String, OrgId),
    /// Those of a place who lead it, or who don't.
    Part(String, OrgId, Part),
    /// Places that are too small alone; their wave group.
    Rest(String, WaveGroupId),
}

/// A group that one would like to show.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub who: Who,
    /// The name of its place.
    pub place: String,
    cells: BTreeSet<usize>,
}

/// A dimension in each group.
pub(super) struct Together<'a> {
    pub dimension: &'a Dimension,
    /// By group; none where it may not be shown.
    pub figures: Vec<Option<Figures>>,
    /// How well its items go together, over everybody who answered them all; none where that can't be said.
    pub alpha: Option<Alpha>,
}

/// What a wave says.
pub(super) struct Reading<'a> {
    /// The items on a scale, in the instrument's order.
    pub items: Vec<&'a Item>,
    pub groups: Vec<Shown>,
    /// By item and group; none where it may not be shown.
    pub counts: Vec<Vec<Option<Counts>>>,
    /// The same as figures.
    pub figures: Vec<Vec<Option<Figures>>>,
    pub together: Vec<Together<'a>>,
    pub ballots: usize,
    pub codings: Vec<Coding>,
}

/// The groups of a report, those that hold others first: everybody or the sides, places, parts of places. Their order is the same for
/// whoever reads: what may be shown beside what must not depend on the reader, or two readers could subtract what they see.
pub(super) fn wanted(instrument: &Instrument, told: &[Told]) -> Vec<Shown> {
    let cells = |of: &dyn Fn(&Told) -> bool| told.iter().enumerate().filter(|(_, g)| of(g)).map(|(at, _)| at).collect();
    let mut found = Vec::new();
    let sides: Vec<&str> = instrument.sides.iter().map(|s| s.key.as_str()).collect();
    if sides.is_empty() {
        found.push(Shown { who: Who::Everybody, place: String::new(), cells: cells(&|_| true) });
    }
    for side in &sides {
        let who = Who::Side((*side).to_owned());
        found.push(Shown { who, place: String::new(), cells: cells(&|g| g.side == *side) });
    }
    for side in if sides.is_empty() { vec![""] } else { sides } {
        let own: Vec<&Told> = told.iter().filter(|g| g.side == side).collect();
        if own.len() < 2 {
            continue;
        }
        let places: BTreeMap<OrgId, &str> =
            own.iter().filter_map(|g| g.org.map(|org| (org, g.org_name.as_str()))).collect();
        for (org, name) in places {
            let who = Who::Place(side.to_owned(), org);
            found.push(Shown { who, place: name.to_owned(), cells: cells(&|g| g.side == side && g.org == Some(org)) });
        }
        let mut parts: Vec<&&Told> =
            own.iter().filter(|g| g.org.is_none() || !matches!(g.part, Part::All | Part::Families)).collect();
        parts.sort_by_key(|g| g.id);
        for g in parts {
            let who = match g.org {
                Some(org) => Who::Part(side.to_owned(), org, g.part),
                None => Who::Rest(side.to_owned(), g.id),
            };
            found.push(Shown { who, place: g.org_name.clone(), cells: cells(&|other| other.id == g.id) });
        }
    }
    found
}

/// The codes of a ballot, one per item on a scale; 0 where nothing was answered.
pub(super) fn codes(text: &str) -> impl Iterator<Item = u8> + '_ {
    text.split(',').map(|c| c.parse().unwrap_or(0))
}

fn broken(e: Cannot) -> Error {
    Error::Ours(format!("the answers of a wave can't be read: {e}"))
}

impl<'a> Reading<'a> {
    /// From the ballots of a wave: the place of each one's group among `told`, and its codes.
    ///
    /// # Errors
    /// When a ballot holds a code that its item doesn't know.
    pub fn of(
        instrument: &'a Instrument,
        told: &[Told],
        threshold: usize,
        ballots: &[(WaveGroupId, String)],
    ) -> Result<Reading<'a>, Error> {
        let items: Vec<&Item> = instrument.items.iter().filter(|i| matches!(i.answer, Answer::Scale(_))).collect();
        let scales = items.iter().map(|i| instrument.scale_of(i).ok_or(Cannot::OutOfRange).and_then(Coding::of));
        let codings = scales.collect::<Result<Vec<Coding>, Cannot>>().map_err(broken)?;
        let cell_of: BTreeMap<WaveGroupId, u16> = (0u16..).zip(told).map(|(at, g)| (g.id, at)).collect();
        let mut cells = Vec::with_capacity(ballots.len());
        let mut columns: Vec<Vec<u8>> = items.iter().map(|_| Vec::with_capacity(ballots.len())).collect();
        for (group, text) in ballots {
            cells.push(cell_of.get(group).copied().unwrap_or(NO_GROUP));
            let mut given = codes(text);
            for column in &mut columns {
                column.push(given.next().unwrap_or(0));
            }
        }
        let of: Vec<Column<'_>> =
            columns.iter().zip(&codings).map(|(codes, coding)| Column { codes, coding }).collect();
        let by_cell = tally(&of, &cells, told.len()).map_err(broken)?;
        let groups = wanted(instrument, told);
        let sets: Vec<BTreeSet<usize>> = groups.iter().map(|g| g.cells.clone()).collect();
        let nested = Nested::new(&sets).ok_or(Error::Ours("groups of a wave cross each other".to_owned()))?;
        let mut counts = Vec::with_capacity(items.len());
        let mut all_figures = Vec::with_capacity(items.len());
        for (own, coding) in by_cell.iter().zip(&codings) {
            let answered: Vec<usize> = own.iter().map(|c| c.n() + c.no_opinion()).collect();
            let open = nested.shown(&answered, threshold);
            let sum = |g: &Shown| g.cells.iter().map(|c| own[*c].clone()).reduce(|a, b| a.and(&b).unwrap_or(a));
            let shown: Vec<Option<Counts>> =
                groups.iter().zip(open).map(|(g, open)| if open { sum(g) } else { None }).collect();
            let read = |c: &Option<Counts>| c.as_ref().map(|c| figures(c, coding, LEVEL)).transpose();
            all_figures.push(shown.iter().map(read).collect::<Result<Vec<_>, _>>().map_err(broken)?);
            counts.push(shown);
        }
        let mut reading = Reading {
            items,
            groups,
            counts,
            figures: all_figures,
            together: Vec::new(),
            ballots: ballots.len(),
            codings,
        };
        for dimension in &instrument.dimensions {
            let together =
                reading.together(instrument, dimension, (&columns, &cells), (&nested, threshold, told.len()));
            reading.together.extend(together.map_err(broken)?);
        }
        Ok(reading)
    }

    /// A dimension of at least two items.
    fn together(
        &self,
        instrument: &'a Instrument,
        dimension: &'a Dimension,
        (columns, cells): (&[Vec<u8>], &[u16]),
        (nested, threshold, of): (&Nested, usize, usize),
    ) -> Result<Option<Together<'a>>, Cannot> {
        let mut own = Vec::new();
        for (item, codes) in self.items.iter().zip(columns) {
            if item.dimension.as_deref() == Some(&dimension.key) {
                own.push((Coding::in_score(instrument, item)?, codes));
            }
        }
        if own.len() < 2 {
            return Ok(None);
        }
        let own: Vec<Column<'_>> = own.iter().map(|(coding, codes)| Column { codes, coding }).collect();
        let least = usize::try_from(dimension.least).unwrap_or(usize::MAX).clamp(1, own.len());
        let scored = scores(&own, least)?;
        let mut sizes = vec![0usize; of];
        for (score, cell) in scored.iter().zip(cells) {
            if let (Score::Value(_), Some(size)) = (score, sizes.get_mut(usize::from(*cell))) {
                *size += 1;
            }
        }
        let open = nested.shown(&sizes, threshold);
        let mut figures = vec![None; self.groups.len()];
        // Groups that share nobody are worked out in one go.
        let mut waiting: Vec<usize> = (0..self.groups.len()).filter(|g| open[*g]).collect();
        while !waiting.is_empty() {
            let mut group_of_cell = vec![NO_GROUP; of];
            let mut now = Vec::new();
            waiting.retain(|g| {
                let fresh = self.groups[*g].cells.iter().all(|c| group_of_cell[*c] == NO_GROUP);
                if let (true, Ok(place)) = (fresh, u16::try_from(now.len())) {
                    self.groups[*g].cells.iter().for_each(|c| group_of_cell[*c] = place);
                    now.push(*g);
                }
                !fresh
            });
            let groups: Vec<u16> =
                cells.iter().map(|c| group_of_cell.get(usize::from(*c)).copied().unwrap_or(NO_GROUP)).collect();
            for (g, found) in now.iter().zip(score_figures(&scored, &groups, now.len(), LEVEL)?) {
                figures[*g] = Some(found);
            }
        }
        let alpha =
            if open.first() == Some(&true) && instrument.sides.is_empty() { alpha(&own, LEVEL).ok() } else { None };
        Ok(Some(Together {
            dimension,
            figures,
            alpha: alpha.filter(|a| a.n >= threshold && a.interval.high - a.interval.low <= WIDEST),
        }))
    }

    /// Where a group stands.
    pub fn find(&self, who: &Who) -> Option<usize> {
        self.groups.iter().position(|g| g.who == *who)
    }

    /// Whether anything of a group may be shown.
    pub fn anything_of(&self, group: usize) -> bool {
        self.counts.iter().any(|item| item[group].is_some())
    }

    /// The figures of one group, item by item: nothing where it may not be shown.
    pub fn column(&self, group: usize) -> Vec<Figures> {
        self.figures.iter().map(|item| item[group].unwrap_or_else(nothing)).collect()
    }
}

/// The figures of nobody.
pub(super) fn nothing() -> Figures {
    Figures { n: 0, no_opinion: 0, missing: 0, mean: None, sd: None, median: None, interval: None, squares: 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> WaveGroupId {
        WaveGroupId(uuid::Uuid::from_u128(n))
    }

    fn told(n: u128, org: u128, part: Part, side: &str) -> Told {
        let org = Some(OrgId(uuid::Uuid::from_u128(org)));
        Told { id: id(n), org, org_name: format!("School {n}"), part, side: side.to_owned() }
    }

    fn built_in(key: &str) -> Instrument {
        Instrument::built_in().into_iter().find(|i| i.key == key).unwrap()
    }

    fn ballots(sizes: &[usize], text: &str) -> Vec<(WaveGroupId, String)> {
        let each = sizes.iter().enumerate();
        each.flat_map(|(at, n)| std::iter::repeat_n((id(at as u128 + 1), text.to_owned()), *n)).collect()
    }

    #[test]
    fn a_group_that_would_give_a_smaller_one_away_is_not_shown() {
        let instrument = built_in("where-are-we-now");
        let groups = [told(1, 1, Part::Staff, ""), told(2, 1, Part::Leaders, ""), told(3, 2, Part::All, "")];
        let sizes = |sizes: [usize; 3]| {
            let reading = Reading::of(&instrument, &groups, 5, &ballots(&sizes, "4,3,9,1,2")).unwrap();
            let own: Vec<usize> = reading.counts[0].iter().flatten().map(Counts::n).collect();
            // The figures of what is taken together are there for the same groups, as everybody answered alike.
            assert_eq!(own, reading.together[0].figures.iter().flatten().map(|f| f.n).collect::<Vec<_>>());
            own
        };
        assert_eq!(sizes([12, 6, 9]), [27, 18, 9, 12, 6]);
        // Of six leaders two answered: neither they are shown, nor the staff beside the whole school.
        assert_eq!(sizes([12, 2, 9]), [23, 14, 9]);
        // A school of which three answered: the other school as a whole would give them away, its staff not.
        assert_eq!(sizes([12, 6, 3]), [21, 12]);
        assert_eq!(sizes([2, 1, 1]), [0usize; 0]);
        // An item that too few answered shows nothing, though enough sent a ballot.
        let mut few = ballots(&[12, 6, 9], "4,3,9,1,2");
        few.iter_mut().skip(4).for_each(|(_, codes)| ",3,9,1,2".clone_into(codes));
        let reading = Reading::of(&instrument, &groups, 5, &few).unwrap();
        assert!(reading.counts[0].iter().all(Option::is_none));
        assert_eq!(reading.counts[1][0].as_ref().map(Counts::n), Some(27));
    }

    #[test]
    fn no_opinion_counts_in_no_mean_and_sides_stand_alone() {
        let instrument = built_in("two-sides");
        let groups = [
            told(1, 1, Part::All, "central-office"),
            told(2, 2, Part::All, "schools"),
            told(3, 3, Part::All, "schools"),
        ];
        let mut all = ballots(&[6, 9, 7], &"2,".repeat(14));
        for (at, (_, codes)) in all.iter_mut().enumerate() {
            if at < 3 {
                *codes = "9,".repeat(14);
            }
        }
        let reading = Reading::of(&instrument, &groups, 5, &all).unwrap();
        let who: Vec<&Who> = reading.groups.iter().map(|g| &g.who).collect();
        assert_eq!(who[..2], [&Who::Side("central-office".to_owned()), &Who::Side("schools".to_owned())]);
        let office = reading.figures[0][0].unwrap();
        assert_eq!((office.n, office.no_opinion, office.mean), (3, 3, Some(2.0)));
        assert_eq!(reading.figures[0][1].unwrap().n, 16);
        assert_eq!(reading.groups.len(), 4, "the schools' side has two places");
        // A code that the scale doesn't know is said, never counted as something else.
        assert!(Reading::of(&instrument, &groups, 5, &ballots(&[6, 6, 6], "77")).is_err());
    }
}
