//! Small groups in a large two-way table: eighty schools and the values of an attribute, with every margin published.
//!
//! [`crate::suppress`] protects any mix of tables by search, and takes its time when a table is large. Here the table is
//! two-way and all its margins are shown, and that has an exact answer: how far a hidden cell could move is a maximum flow in the
//! bipartite graph of rows and columns whose edges are the hidden cells (Gusfield 1988, "A graph theoretic approach to
//! statistical data security", SIAM J. Computing 17: 552-571). So what is hidden is checked exactly, cell by cell.
//!
//! **What is promised** is the same: an outsider who knows every shown cell, every margin, that counts are whole, and that
//! a hidden cell is not empty (unless its row is closed), still has at least `threshold` possible values for every small cell
//! (1 to `threshold` − 1).

use crate::suppress::Cell;
use std::collections::VecDeque;

/// A table with its small cells hidden, and as many others as that takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Protected {
    /// The inner cells, row by row.
    Table(Vec<Vec<Cell>>),
    /// This cell's margins are so small that, even with every inner cell hidden, they tell too much. Close its row, fold its
    /// column into another, or hide a total.
    Tight {
        /// The place of the row.
        row: usize,
        /// The place of the column.
        column: usize,
    },
}

/// Protects a table of rows of equal length, all margins published. Of a row in `closed` nothing but its total is ever shown, not
/// even which cells are empty. `None` when the rows differ in length.
pub fn protect(rows: &[Vec<u64>], closed: &[bool], threshold: u64) -> Option<Protected> {
    let width = rows.first().map_or(0, Vec::len);
    if rows.iter().any(|r| r.len() != width) {
        return None;
    }
    let is_closed = |r: usize| closed.get(r) == Some(&true);
    // What a cell holds at least, as an outsider knows it.
    let floor = (0..rows.len()).map(|r| u64::from(!is_closed(r))).collect();
    let mut table = Table { rows, floor, hidden: vec![vec![false; width]; rows.len()], threshold, width };
    let mut open = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        for (c, n) in row.iter().enumerate() {
            let small = *n > 0 && *n < threshold;
            table.hidden[r][c] = small || is_closed(r);
            if small {
                open.push((r, c));
            }
        }
    }
    // The smallest cells first: what they need is often what the next ones need.
    open.sort_by_key(|(r, c)| rows[*r][*c]);
    for (r, c) in open {
        while !table.is_safe(r, c) {
            if !table.hide_more(r, c) {
                return Some(Protected::Tight { row: r, column: c });
            }
        }
    }
    let cell = |n: &u64, hide: &bool| if *hide { Cell::Hidden } else { Cell::Shown(*n) };
    let shown = rows.iter().zip(&table.hidden).map(|(r, h)| r.iter().zip(h).map(|(n, h)| cell(n, h)).collect());
    Some(Protected::Table(shown.collect()))
}

struct Table<'a> {
    rows: &'a [Vec<u64>],
    floor: Vec<u64>,
    hidden: Vec<Vec<bool>>,
    threshold: u64,
    width: usize,
}

impl Table<'_> {
    /// Whether a hidden cell has enough possible values.
    fn is_safe(&self, r: usize, c: usize) -> bool {
        let wanted = self.threshold.saturating_sub(1);
        let down = self.flow(Node::Column(c), Node::Row(r), (r, c), wanted.min(self.spare(r, c)));
        down >= wanted || down + self.flow(Node::Row(r), Node::Column(c), (r, c), wanted - down) >= wanted
    }

    /// How many people could be fewer in a cell.
    fn spare(&self, r: usize, c: usize) -> u64 {
        self.rows[r][c].saturating_sub(self.floor[r])
    }

    /// How many people could move from `source` to `sink` through hidden cells other than `but`, up to `most`. Leaving a row for a
    /// column takes people out of a cell, which must not become empty; leaving a column for a row puts them into one.
    fn flow(&self, source: Node, sink: Node, but: (usize, usize), most: u64) -> u64 {
        let (height, width) = (self.rows.len(), self.width);
        // What was taken from each cell so far: it can be put back, and it lowers what is left to take.
        let mut taken = vec![vec![0i64; width]; height];
        let place = |node: Node| match node {
            Node::Row(r) => r,
            Node::Column(c) => height + c,
        };
        let mut total = 0;
        while total < most {
            let mut from: Vec<Option<usize>> = vec![None; height + width];
            let mut queue = VecDeque::from([place(source)]);
            from[place(source)] = Some(usize::MAX);
            while let Some(at) = queue.pop_front() {
                if at == place(sink) {
                    break;
                }
                let range = if at < height { height..height + width } else { 0..height };
                for next in range {
                    let (r, c) = if at < height { (at, next - height) } else { (next, at - height) };
                    if from[next].is_some() || !self.hidden[r][c] || (r, c) == but {
                        continue;
                    }
                    let left = self.spare(r, c) as i64 - taken[r][c];
                    if at >= height || left > 0 {
                        from[next] = Some(at);
                        queue.push_back(next);
                    }
                }
            }
            if from[place(sink)].is_none() {
                break;
            }
            let steps = || {
                std::iter::successors(Some(place(sink)), |at| from[*at].filter(|f| *f != usize::MAX))
                    .filter_map(|at| from[at].filter(|f| *f != usize::MAX).map(|f| (f, at)))
            };
            let step = steps()
                .filter(|(f, _)| *f < height)
                .map(|(r, c)| self.spare(r, c - height) as i64 - taken[r][c - height])
                .min()
                .unwrap_or(i64::MAX)
                .min((most - total) as i64);
            for (f, at) in steps() {
                if f < height {
                    taken[f][at - height] += step;
                } else {
                    taken[at][f - height] -= step;
                }
            }
            total += step as u64;
        }
        total
    }

    /// Hides what makes the most room for a cell at the least cost: the other three corners of a rectangle. False when there is
    /// nothing left to hide.
    fn hide_more(&mut self, r: usize, c: usize) -> bool {
        let wanted = self.threshold;
        let mut best: Option<(u64, usize, usize)> = None;
        for other in (0..self.rows.len()).filter(|o| *o != r) {
            for across in (0..self.width).filter(|a| *a != c) {
                let corners = [(r, across), (other, c), (other, across)];
                if corners.iter().any(|(r, c)| self.rows[*r][*c] == 0 && !self.hidden[*r][*c]) {
                    continue;
                }
                let cost: u64 =
                    corners.iter().filter(|(r, c)| !self.hidden[*r][*c]).map(|(r, c)| 10 + self.rows[*r][*c]).sum();
                let room = self.spare(r, across).min(self.spare(other, c));
                let short = wanted.saturating_sub(room);
                if cost > 0 && best.is_none_or(|b| (cost + 50 * short) < b.0) {
                    best = Some((cost + 50 * short, other, across));
                }
            }
        }
        if let Some((_, other, across)) = best {
            for (r, c) in [(r, across), (other, c), (other, across)] {
                self.hidden[r][c] = true;
            }
            return true;
        }
        // No rectangle is left: everything in sight is hidden, and then it is hidden or not enough.
        let mut more = false;
        for (row, hidden) in self.rows.iter().zip(&mut self.hidden) {
            for (n, hide) in row.iter().zip(hidden) {
                more |= *n > 0 && !*hide;
                *hide |= *n > 0;
            }
        }
        more
    }
}

#[derive(Clone, Copy)]
enum Node {
    Row(usize),
    Column(usize),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(rows: &[Vec<u64>], threshold: u64) -> Option<Vec<Vec<Cell>>> {
        match protect(rows, &[], threshold) {
            Some(Protected::Table(cells)) => Some(cells),
            _ => None,
        }
    }

    #[test]
    fn nothing_small_nothing_hidden() {
        let rows = vec![vec![10, 0], vec![12, 30]];
        let cells = table(&rows, 10).unwrap();
        assert!(cells.iter().flatten().all(|c| !c.is_hidden()));
        assert_eq!(protect(&[vec![1], vec![]], &[], 5), None);
    }

    #[test]
    fn one_small_cell_takes_a_rectangle() {
        let cells = table(&[vec![3, 30, 31], vec![32, 33, 34], vec![35, 36, 37]], 10).unwrap();
        assert_eq!(cells.iter().flatten().filter(|c| c.is_hidden()).count(), 4);
    }

    #[test]
    fn a_column_that_cannot_be_protected_is_named() {
        // Ten people in two schools: with the total known, neither has ten possible values.
        let tight = protect(&[vec![5, 60], vec![5, 70]], &[], 10);
        assert_eq!(tight, Some(Protected::Tight { row: 0, column: 0 }));
        // A school of ten, with two girls: closed, it might have none or ten.
        let rows = [vec![2, 8], vec![40, 40], vec![30, 50]];
        assert!(matches!(protect(&rows, &[], 10), Some(Protected::Tight { row: 0, .. })));
        assert!(matches!(protect(&rows, &[true, false, false], 10), Some(Protected::Table(_))));
    }

    #[test]
    fn a_large_table_takes_no_time() {
        let mut state = 7u64;
        let mut next = |most: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % most
        };
        let rows: Vec<Vec<u64>> =
            (0..200).map(|_| vec![20 + next(60), next(40), next(5), next(3), 10 + next(30)]).collect();
        let cells = table(&rows, 10).unwrap();
        let hidden = cells.iter().flatten().filter(|c| c.is_hidden()).count();
        assert!((200..900).contains(&hidden), "{hidden}");
    }

    /// Every table of the same margins in which the shown cells are as shown and no hidden cell is empty, counted by trying all.
    fn values_of(rows: &[Vec<u64>], cells: &[Vec<Cell>], at: (usize, usize)) -> usize {
        let places: Vec<(usize, usize)> = (0..rows.len())
            .flat_map(|r| (0..rows[0].len()).map(move |c| (r, c)))
            .filter(|(r, c)| cells[*r][*c].is_hidden())
            .collect();
        let mut left_r: Vec<i64> = vec![0; rows.len()];
        let mut left_c: Vec<i64> = vec![0; rows[0].len()];
        for (r, c) in &places {
            left_r[*r] += rows[*r][*c] as i64;
            left_c[*c] += rows[*r][*c] as i64;
        }
        let mut seen = std::collections::BTreeSet::new();
        fn go(
            places: &[(usize, usize)],
            left_r: &mut [i64],
            left_c: &mut [i64],
            at: (usize, usize),
            value: i64,
            seen: &mut std::collections::BTreeSet<i64>,
        ) {
            let Some(((r, c), rest)) = places.split_first() else {
                if left_r.iter().chain(left_c.iter()).all(|x| *x == 0) {
                    seen.insert(value);
                }
                return;
            };
            for x in 1..=left_r[*r].min(left_c[*c]) {
                left_r[*r] -= x;
                left_c[*c] -= x;
                go(rest, left_r, left_c, at, if (*r, *c) == at { x } else { value }, seen);
                left_r[*r] += x;
                left_c[*c] += x;
            }
        }
        go(&places, &mut left_r, &mut left_c, at, 0, &mut seen);
        seen.len()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn no_small_cell_is_pinned(rows in prop::collection::vec(prop::collection::vec(0u64..7, 3), 2..4), threshold in 2u64..4) {
            if let Some(cells) = table(&rows, threshold) {
                for (r, row) in rows.iter().enumerate() {
                    for (c, n) in row.iter().enumerate() {
                        if *n > 0 && *n < threshold {
                            prop_assert!(cells[r][c].is_hidden());
                            let values = values_of(&rows, &cells, (r, c));
                            prop_assert!(values as u64 >= threshold, "{:?} {:?} at {},{}: {}", rows, cells, r, c, values);
                        }
                    }
                }
            }
        }
    }
}
