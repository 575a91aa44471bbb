//! May this count be shown? A count below the threshold is hidden, and so are as many others as it takes that nobody can
//! work the hidden one out from totals, margins and other tables about the same people.
//!
//! A publication is a set of cells with the sums they obey: a team's count is part of its school's, a school's of its
//! district's; girls and boys add up to everybody. Any mix of tables, margins and levels is said in these terms, and all
//! that appears together (or is already out) belongs into one publication.
//!
//! **What is promised.** Let k be the threshold. An outsider knows every shown count, every sum, that counts are whole, and
//! that a hidden group is not empty (empty groups are shown as 0: there is nobody to protect). Then every hidden cell still
//! has at least k possible values. And when no group is small (1 to k − 1), nothing is hidden.
//!
//! **What is not promised.** What else is published of a hidden cell (its mean, its share) must be hidden by the caller with it. And an
//! outsider who knows this very program and its threshold may rule out a few values more, because some tables would have
//! been hidden otherwise.
//!
//! **How.** For a hidden cell the rule looks for *other tables* that look the same from outside: it moves one person into
//! the cell and repairs every sum through other hidden cells, again and again, until the cell has been seen at k values. Each
//! such table is a proof, so the rule never believes in a protection that is not there. Where no repair exists through
//! cells already hidden, the cheapest further cells are hidden (few people rather than many, parts rather than totals).
//! This is complementary cell suppression (Cox 1980, J. American Statistical Association 75: 377-385) with the exchange
//! cycles of Cox (1995, JASA 90: 1453-1462) sought by cheapest-first search, which unlike network flows also handles linked tables.
//! It errs on the side of hiding a little more than the least possible.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// What is shown of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// The count itself.
    Shown(u64),
    /// Hidden: this group is small, or showing it would give a small one away. Which of the two is not said.
    Hidden,
}

impl Cell {
    /// The count, if it may be seen.
    pub fn shown(self) -> Option<u64> {
        match self {
            Cell::Shown(n) => Some(n),
            Cell::Hidden => None,
        }
    }

    /// Whether the count is hidden.
    pub fn is_hidden(self) -> bool {
        self == Cell::Hidden
    }
}

/// The place of a cell in its publication.
pub type At = usize;

/// The counts that appear together, and the sums between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publication {
    counts: Vec<u64>,
    sums: Vec<Sum>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Sum {
    total: At,
    parts: Vec<At>,
}

/// The parts named for a total don't add up to it (or a place does not exist): then the protection would rest on sand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoesNotAddUp {
    /// The total's place.
    pub total: At,
}

impl std::fmt::Display for DoesNotAddUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the parts of cell {} do not add up to it", self.total)
    }
}

impl std::error::Error for DoesNotAddUp {}

impl Publication {
    /// An empty publication.
    pub fn new() -> Publication {
        Publication::default()
    }

    /// Adds a count and gives its place.
    pub fn cell(&mut self, count: u64) -> At {
        self.counts.push(count);
        self.counts.len() - 1
    }

    /// Says that `parts` together are all of `total`, nobody twice. Groupings in which people can be in several groups at
    /// once (or in none) are not sums; leave those out, or add the missing remainder as a cell of its own.
    pub fn sum(&mut self, total: At, parts: &[At]) -> Result<(), DoesNotAddUp> {
        let known = |at: &At| *at < self.counts.len();
        let mut distinct = parts.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let sound =
            known(&total) && parts.iter().all(known) && distinct.len() == parts.len() && !parts.contains(&total);
        let added = || parts.iter().try_fold(0u64, |sum, at| sum.checked_add(self.counts[*at]));
        if !sound || added() != Some(self.counts[total]) {
            return Err(DoesNotAddUp { total });
        }
        self.sums.push(Sum { total, parts: parts.to_vec() });
        Ok(())
    }

    /// The counts, by place.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The sums as (total, parts), by place.
    pub fn sums(&self) -> impl Iterator<Item = (At, &[At])> {
        self.sums.iter().map(|s| (s.total, s.parts.as_slice()))
    }

    /// What may be shown when no group of 1 to `threshold` − 1 people may be seen or worked out. Same order as the cells.
    /// A threshold of 0 or 1 hides nothing.
    pub fn protect(&self, threshold: u64) -> Vec<Cell> {
        let small = |n: u64| n > 0 && n < threshold;
        let hidden = Search::over(self, threshold).hide(self.counts.iter().map(|n| small(*n)).collect());
        self.counts.iter().zip(hidden).map(|(n, hide)| if hide { Cell::Hidden } else { Cell::Shown(*n) }).collect()
    }
}

/// Protects a list of groups that together are everybody, with their total published too. Gives the groups and the total.
pub fn protect_list(groups: &[u64], threshold: u64) -> (Vec<Cell>, Cell) {
    let mut publication = Publication::new();
    let parts: Vec<At> = groups.iter().map(|n| publication.cell(*n)).collect();
    let total = publication.cell(groups.iter().sum());
    publication.sum(total, &parts).expect("the total was just added up from these parts");
    let mut cells = publication.protect(threshold);
    let total = cells.pop().unwrap_or(Cell::Hidden);
    (cells, total)
}

/// A two-way table as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtectedTable {
    /// The inner cells, row by row.
    pub rows: Vec<Vec<Cell>>,
    /// The total of each row.
    pub row_totals: Vec<Cell>,
    /// The total of each column.
    pub column_totals: Vec<Cell>,
    /// Everybody.
    pub total: Cell,
}

/// Protects a two-way table (rows of equal length) with all its margins published. `None` when the rows differ in length.
pub fn protect_table(rows: &[Vec<u64>], threshold: u64) -> Option<ProtectedTable> {
    let width = rows.first().map_or(0, Vec::len);
    if rows.iter().any(|r| r.len() != width) {
        return None;
    }
    let mut publication = Publication::new();
    let places: Vec<Vec<At>> = rows.iter().map(|r| r.iter().map(|n| publication.cell(*n)).collect()).collect();
    let adds = "totals were just added up from these parts";
    let mut margin = |counts: Vec<u64>, parts: Vec<Vec<At>>| -> Vec<At> {
        let add = |(n, parts): (u64, Vec<At>)| {
            let at = publication.cell(n);
            publication.sum(at, &parts).expect(adds);
            at
        };
        counts.into_iter().zip(parts).map(add).collect()
    };
    let row_totals = margin(rows.iter().map(|r| r.iter().sum()).collect(), places.clone());
    let column = |c: usize| -> Vec<At> { places.iter().map(|r| r[c]).collect() };
    let column_totals =
        margin((0..width).map(|c| rows.iter().map(|r| r[c]).sum()).collect(), (0..width).map(column).collect());
    let total = publication.cell(rows.iter().flatten().sum());
    publication.sum(total, &row_totals).expect(adds);
    publication.sum(total, &column_totals).expect(adds);
    let cells = publication.protect(threshold);
    let pick = |places: &[At]| places.iter().map(|at| cells[*at]).collect::<Vec<Cell>>();
    Some(ProtectedTable {
        rows: places.iter().map(|r| pick(r)).collect(),
        row_totals: pick(&row_totals),
        column_totals: pick(&column_totals),
        total: cells[total],
    })
}

/// How many half-built exchanges are looked at before the search for a cheap one is given up.
const PATIENCE: usize = 20_000;

/// The search for proofs, and for what else must be hidden.
struct Search<'a> {
    publication: &'a Publication,
    /// The sums a cell takes part in, with its sign there: +1 as the total, −1 as a part.
    sums_of: Vec<Vec<(usize, i32)>>,
    threshold: u64,
}

/// One exchange: cells that gain one person (+1) and cells that lose one (−1), such that every sum still holds.
type Exchange = BTreeMap<At, i32>;

impl<'a> Search<'a> {
    fn over(publication: &'a Publication, threshold: u64) -> Search<'a> {
        let mut sums_of = vec![Vec::new(); publication.counts.len()];
        for (s, sum) in publication.sums.iter().enumerate() {
            sums_of[sum.total].push((s, 1));
            for part in &sum.parts {
                sums_of[*part].push((s, -1));
            }
        }
        Search { publication, sums_of, threshold }
    }

    /// Hides what must be hidden besides what is `hidden` already.
    fn hide(&self, mut hidden: Vec<bool>) -> Vec<bool> {
        let counts = &self.publication.counts;
        let mut open: Vec<At> = (0..counts.len()).filter(|at| hidden[*at]).collect();
        // Small groups first: the cells they need are often the proof of the next ones.
        open.sort_by_key(|at| Reverse(counts[*at]));
        while let Some(at) = open.pop() {
            while let Some(more) = self.needs(at, &hidden) {
                for cell in more {
                    hidden[cell] = true;
                    open.insert(0, cell);
                }
            }
        }
        hidden
    }

    /// `None` when cell `at` can be seen at as many values as the threshold asks, through hidden cells alone; otherwise
    /// further cells to hide.
    fn needs(&self, at: At, hidden: &[bool]) -> Option<Vec<At>> {
        let wanted = self.threshold.saturating_sub(1);
        let mut seen = 0;
        let mut highest = self.publication.counts.clone();
        for direction in [1i32, -1] {
            let mut table = self.publication.counts.clone();
            while seen < wanted {
                let Some(exchange) = self.exchange(at, direction, &table, hidden, 1, false) else { break };
                let step = room(&exchange, &table).min(wanted - seen);
                apply(&exchange, &mut table, step);
                seen += step;
            }
            if direction == 1 {
                highest = table;
            }
        }
        if seen >= wanted {
            return None;
        }
        let missing = wanted - seen;
        let further = self
            .exchange(at, 1, &highest, hidden, missing, true)
            .or_else(|| self.exchange(at, 1, &highest, hidden, 1, true))
            .map(|exchange| exchange.into_keys().filter(|cell| !hidden[*cell]).collect::<Vec<At>>())
            .filter(|more| !more.is_empty());
        let more = further.unwrap_or_else(|| self.everything_around(at, hidden));
        // When everything around is hidden, the cell is safe even if the search was given up: a twin of somebody who is in
        // it, and thousands more, might be there, each adding one to every cell that person is counted in.
        if more.is_empty() { None } else { Some(more) }
    }

    /// The cheapest exchange in which cell `at` gains (`direction` 1) or loses (−1) a person, and that can be repeated
    /// `times` times before a hidden cell would be empty. Through hidden cells only, or (`further`) through any that are
    /// not empty, at the price of hiding them.
    fn exchange(
        &self,
        at: At,
        direction: i32,
        table: &[u64],
        hidden: &[bool],
        times: u64,
        further: bool,
    ) -> Option<Exchange> {
        let may = |cell: At, sign: i32| {
            (hidden[cell] || (further && self.publication.counts[cell] > 0)) && (sign > 0 || table[cell] > times)
        };
        if !may(at, direction) {
            return None;
        }
        let mut arena: Vec<Exchange> = vec![Exchange::from([(at, direction)])];
        let mut queue = BinaryHeap::from([Reverse((0u64, 0usize))]);
        let mut looked = 0;
        while let Some(Reverse((cost, index))) = queue.pop() {
            looked += 1;
            if looked > PATIENCE {
                return None;
            }
            let Some((sum, imbalance)) = self.first_broken(&arena[index]) else {
                return Some(std::mem::take(&mut arena[index]));
            };
            let sum = &self.publication.sums[sum];
            let choices = sum.parts.iter().map(|p| (*p, imbalance.signum())).chain([(sum.total, -imbalance.signum())]);
            for (cell, sign) in choices {
                if arena[index].contains_key(&cell) || !may(cell, sign) {
                    continue;
                }
                let mut next = arena[index].clone();
                next.insert(cell, sign);
                arena.push(next);
                queue.push(Reverse((cost + self.price(cell, hidden), arena.len() - 1)));
            }
        }
        None
    }

    /// What it costs to take a cell into an exchange: next to nothing when it is hidden anyway, otherwise by the information
    /// that is lost, which is more for a total than for a part, and grows slowly with the people in it.
    fn price(&self, cell: At, hidden: &[bool]) -> u64 {
        if hidden[cell] {
            return 1;
        }
        let is_total = self.sums_of[cell].iter().any(|(_, sign)| *sign > 0);
        let people = u64::from(64 - self.publication.counts[cell].leading_zeros());
        1_000 * (10 + people) * if is_total { 4 } else { 1 }
    }

    /// The first sum that an exchange breaks, with total − parts.
    fn first_broken(&self, exchange: &Exchange) -> Option<(usize, i32)> {
        let mut off: BTreeMap<usize, i32> = BTreeMap::new();
        for (cell, change) in exchange {
            for (sum, sign) in &self.sums_of[*cell] {
                *off.entry(*sum).or_default() += change * sign;
            }
        }
        off.into_iter().find(|(_, off)| *off != 0)
    }

    /// The last resort: every cell that is not empty and linked to `at` by sums.
    fn everything_around(&self, at: At, hidden: &[bool]) -> Vec<At> {
        let mut reached = vec![false; hidden.len()];
        let mut open = vec![at];
        while let Some(cell) = open.pop() {
            if std::mem::replace(&mut reached[cell], true) {
                continue;
            }
            for (sum, _) in &self.sums_of[cell] {
                let sum = &self.publication.sums[*sum];
                open.extend(sum.parts.iter().chain([&sum.total]).filter(|c| self.publication.counts[**c] > 0));
            }
        }
        (0..hidden.len()).filter(|cell| reached[*cell] && !hidden[*cell]).collect()
    }
}

/// How often an exchange can be made before a cell that loses would be empty.
fn room(exchange: &Exchange, table: &[u64]) -> u64 {
    exchange.iter().filter(|(_, sign)| **sign < 0).map(|(at, _)| table[*at] - 1).min().unwrap_or(u64::MAX)
}

fn apply(exchange: &Exchange, table: &mut [u64], times: u64) {
    for (at, sign) in exchange {
        if *sign > 0 { table[*at] += times } else { table[*at] -= times }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_hidden_when_no_group_is_small() {
        let (groups, total) = protect_list(&[10, 0, 25, 11], 10);
        assert_eq!(groups, [10, 0, 25, 11].map(Cell::Shown));
        assert_eq!(total, Cell::Shown(46));
        assert_eq!(protect_list(&[], 10), (vec![], Cell::Shown(0)));
        assert_eq!(protect_list(&[1, 2], 1).0, [1, 2].map(Cell::Shown));
    }

    #[test]
    fn one_small_group_takes_the_smallest_sufficient_one_with_it() {
        let (groups, total) = protect_list(&[3, 40, 12, 90], 10);
        assert_eq!(groups, [Cell::Hidden, Cell::Shown(40), Cell::Hidden, Cell::Shown(90)]);
        assert_eq!(total, Cell::Shown(145));
    }

    #[test]
    fn small_groups_can_protect_each_other_when_they_are_enough_together() {
        let (groups, _) = protect_list(&[8, 7, 50], 10); // 1 to 14 each
        assert_eq!(groups, [Cell::Hidden, Cell::Hidden, Cell::Shown(50)]);
        let (groups, _) = protect_list(&[3, 4, 5, 6, 50], 10); // 18 among four: 1 to 15 each
        assert_eq!(groups[4], Cell::Shown(50));
        let (groups, _) = protect_list(&[3, 4, 50], 10); // 1 to 6 each would be too few
        assert_eq!(groups[2], Cell::Hidden);
    }

    #[test]
    fn a_lone_group_hides_its_total_too() {
        assert_eq!(protect_list(&[4], 10), (vec![Cell::Hidden], Cell::Hidden));
        assert_eq!(protect_list(&[4, 0, 0], 10).1, Cell::Hidden);
        assert_eq!(protect_list(&[2, 3], 10), (vec![Cell::Hidden; 2], Cell::Hidden));
    }

    #[test]
    fn a_two_way_table_hides_a_rectangle() {
        let t = protect_table(&[vec![3, 30, 31], vec![32, 33, 34], vec![35, 36, 37]], 10).unwrap();
        let hidden: Vec<(usize, usize)> =
            (0..9).map(|i| (i / 3, i % 3)).filter(|(r, c)| t.rows[*r][*c].is_hidden()).collect();
        assert_eq!(hidden.len(), 4, "{hidden:?}");
        assert!(t.row_totals.iter().chain(&t.column_totals).all(|c| !c.is_hidden()));
        assert_eq!(t.total, Cell::Shown(271));
        assert_eq!(protect_table(&[vec![1], vec![]], 10), None);
        assert_eq!(protect_table(&[], 10).unwrap().total, Cell::Shown(0));
    }

    #[test]
    fn sums_that_do_not_add_up_are_refused() {
        let mut p = Publication::new();
        let (a, b, t) = (p.cell(3), p.cell(4), p.cell(8));
        assert_eq!(p.sum(t, &[a, b]), Err(DoesNotAddUp { total: t }));
        assert_eq!(p.sum(t, &[a, a]), Err(DoesNotAddUp { total: t }));
        assert_eq!(p.sum(t, &[a, 99]), Err(DoesNotAddUp { total: t }));
        assert_eq!(p.sum(99, &[]), Err(DoesNotAddUp { total: 99 }));
    }
}
