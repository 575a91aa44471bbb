//! May this group's result be shown beside what is out already? A survey report with filters, refreshes and waves is a
//! series of groups of people, and two results can be subtracted: everybody minus the teachers leaves the one principal.
//! (Counts in one table with their totals belong to [`crate::suppress`].)
//!
//! A group may be shown when it has at least `threshold` people, differs from every group shown before by nobody or by at
//! least that many, and no adding and subtracting of shown groups leaves fewer. The last is decided by linear algebra over the
//! cells into which the shown groups cut the people (the "tracker" attack of Denning, Denning & Schwartz 1979, ACM Trans.
//! Database Systems 4: 76-96, and its audit by Chin & Özsoyoğlu 1982, IEEE Trans. Software Engineering 8: 574-582).

mod nested;
mod overlap;

pub use nested::Nested;
pub use overlap::beside_others;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Why a group can't be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// The group itself is smaller than the threshold.
    TooSmall,
    /// Beside one group shown before, it would give a smaller one away.
    TooNear,
    /// Together with several groups shown before, it would give a small one away (or that could not be ruled out).
    Combination,
}

/// The groups shown so far. `K` names a person or a ballot; an anonymous ballot's random id does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released<K> {
    threshold: usize,
    groups: Vec<BTreeSet<K>>,
}

impl<K: Ord + Clone> Released<K> {
    /// Nothing shown yet; groups under `threshold` people (at least 1) are to be protected.
    pub fn nothing(threshold: usize) -> Released<K> {
        Released { threshold: threshold.max(1), groups: Vec::new() }
    }

    /// The groups shown so far.
    pub fn groups(&self) -> &[BTreeSet<K>] {
        &self.groups
    }

    /// Whether a group may be shown. Showing exactly the same people again always may.
    pub fn may_show(&self, group: &BTreeSet<K>) -> Result<(), Withheld> {
        if group.len() < self.threshold {
            return Err(Withheld::TooSmall);
        }
        if self.groups.contains(group) {
            return Ok(());
        }
        if self.groups.iter().any(|shown| shown.symmetric_difference(group).count() < self.threshold) {
            return Err(Withheld::TooNear);
        }
        if self.gives_away(group) { Err(Withheld::Combination) } else { Ok(()) }
    }

    /// Shows a group if it may be shown, and remembers it.
    pub fn show(&mut self, group: BTreeSet<K>) -> Result<(), Withheld> {
        self.may_show(&group)?;
        if !self.groups.contains(&group) {
            self.groups.push(group);
        }
        Ok(())
    }

    /// Whether the groups shown, with `group`, span the indicator of a set of fewer than `threshold` people.
    fn gives_away(&self, group: &BTreeSet<K>) -> bool {
        let all: Vec<&BTreeSet<K>> = self.groups.iter().chain([group]).collect();
        // People in exactly the same groups can't be told apart: they make one cell.
        let mut cells: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
        for person in all.iter().flat_map(|g| g.iter()).collect::<BTreeSet<&K>>() {
            *cells.entry(all.iter().map(|g| g.contains(person)).collect()).or_default() += 1;
        }
        let rows: Vec<Vec<u64>> =
            (0..all.len()).map(|g| cells.keys().map(|pattern| u64::from(pattern[g])).collect()).collect();
        let basis = reduced(rows);
        let mut small: Vec<(usize, Vec<u64>)> = Vec::new();
        for (at, size) in cells.values().enumerate() {
            if *size < self.threshold {
                let mut indicator = vec![0; cells.len()];
                indicator[at] = 1;
                small.push((*size, rest(&basis, indicator)));
            }
        }
        let nothing = vec![0; cells.len()];
        let mut patience = 100_000u32;
        spans_small(&small, &nothing, 0, self.threshold, &mut patience)
    }
}

/// Whether some of the small cells, together under `room` people, leave no rest (that is, are spanned). Gives up on the
/// safe side.
fn spans_small(small: &[(usize, Vec<u64>)], sum: &[u64], taken: usize, room: usize, patience: &mut u32) -> bool {
    for (i, (size, own)) in small.iter().enumerate() {
        if taken + size >= room {
            continue;
        }
        if *patience == 0 {
            return true;
        }
        *patience -= 1;
        let sum: Vec<u64> = sum.iter().zip(own).map(|(a, b)| (a + b) % PRIME).collect();
        if sum.iter().all(|x| *x == 0) || spans_small(&small[i + 1..], &sum, taken + size, room, patience) {
            return true;
        }
    }
    false
}

/// Arithmetic is done modulo a large prime: exact, and what is spanned by fractions is spanned here too.
const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

/// 1/a, by Fermat.
fn inverse(a: u64) -> u64 {
    let (mut base, mut power, mut result) = (a, PRIME - 2, 1);
    while power > 0 {
        if power & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        power >>= 1;
    }
    result
}

/// `row` − `factor` · `other`.
fn minus(row: &mut [u64], factor: u64, other: &[u64]) {
    for (x, y) in row.iter_mut().zip(other) {
        *x = (*x + PRIME - times(factor, *y)) % PRIME;
    }
}

/// The reduced row echelon form, as (pivot, row).
fn reduced(rows: Vec<Vec<u64>>) -> Vec<(usize, Vec<u64>)> {
    let mut basis: Vec<(usize, Vec<u64>)> = Vec::new();
    for row in rows {
        let mut row = rest(&basis, row);
        let Some(pivot) = row.iter().position(|x| *x != 0) else { continue };
        let scale = inverse(row[pivot]);
        row.iter_mut().for_each(|x| *x = times(*x, scale));
        for (_, other) in &mut basis {
            let factor = other[pivot];
            minus(other, factor, &row);
        }
        basis.push((pivot, row));
    }
    basis
}

/// What is left of a row when everything the basis spans is taken out.
fn rest(basis: &[(usize, Vec<u64>)], mut row: Vec<u64>) -> Vec<u64> {
    for (pivot, other) in basis {
        let factor = row[*pivot];
        minus(&mut row, factor, other);
    }
    row
}

/// Whether a report that was last shown with `shown` answers may be refreshed now that there are `now`: only when nothing came,
/// or at least `threshold` answers came at once, so that no two refreshes differ by a few people. (Answers that were taken
/// back count the same way.) The first showing wants `threshold` answers.
pub fn may_refresh(shown: Option<u64>, now: u64, threshold: u64) -> bool {
    now >= threshold && shown.is_none_or(|before| now == before || now.abs_diff(before) >= threshold)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn people(range: std::ops::Range<u32>) -> BTreeSet<u32> {
        range.collect()
    }

    #[test]
    fn everybody_but_a_few_is_not_shown() {
        let mut out = Released::nothing(5);
        assert_eq!(out.show(people(0..4)), Err(Withheld::TooSmall));
        assert_eq!(out.show(people(0..30)), Ok(()));
        assert_eq!(out.show(people(0..28)), Err(Withheld::TooNear));
        assert_eq!(out.show(people(0..25)), Ok(()));
        assert_eq!(out.show(people(0..30)), Ok(()), "the same again");
        assert_eq!(out.groups().len(), 2);
        // swapping one person for another would tell how the two differ
        assert_eq!(out.may_show(&people(1..26)), Err(Withheld::TooNear));
    }

    #[test]
    fn two_parts_and_the_whole_give_the_rest_away() {
        let mut out = Released::nothing(5);
        out.show(people(0..30)).unwrap();
        out.show(people(0..14)).unwrap();
        // 30 − 14 − 13 leaves three, though no pair does
        assert_eq!(out.may_show(&people(14..27)), Err(Withheld::Combination));
        assert_eq!(out.may_show(&people(14..25)), Ok(()));
    }

    #[test]
    fn refreshes_come_in_steps() {
        assert!(!may_refresh(None, 4, 5));
        assert!(may_refresh(None, 5, 5));
        assert!(may_refresh(Some(5), 5, 5));
        assert!(!may_refresh(Some(5), 9, 5));
        assert!(may_refresh(Some(5), 10, 5));
        assert!(!may_refresh(Some(10), 9, 5));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]
        /// An attacker who adds and subtracts any shown groups never gets a group under the threshold.
        #[test]
        fn no_sum_of_shown_groups_is_small(
            wishes in prop::collection::vec(prop::collection::btree_set(0u32..14, 0..14), 1..9), threshold in 2usize..5
        ) {
            let mut out = Released::nothing(threshold);
            for wish in wishes {
                let _ = out.show(wish);
            }
            let groups = out.groups();
            for code in 0..3u32.pow(groups.len() as u32) {
                let signs: Vec<i32> = (0..groups.len()).map(|g| (code / 3u32.pow(g as u32) % 3) as i32 - 1).collect();
                let sum: Vec<i32> = (0..14)
                    .map(|p| groups.iter().zip(&signs).filter(|(g, _)| g.contains(&p)).map(|(_, s)| s).sum())
                    .collect();
                let is_group = sum.iter().all(|x| *x == 0 || *x == 1);
                let size = sum.iter().filter(|x| **x == 1).count();
                prop_assert!(!is_group || size == 0 || size >= threshold, "{:?} {:?}", groups, signs);
            }
        }
    }
}
