//! Groups that lie in one another like boxes: a district, its schools, the leaders of a school. There the question whether one may be
//! shown beside the others needs no algebra.

use std::collections::BTreeSet;

/// Groups made of cells (people who are always together), each pair apart or one inside the other.
///
/// What can be worked out from shown boxes by adding and subtracting is made of what is left of each when the shown ones inside it are
/// taken out. So a group may be shown when each of these rests is nobody, or at least a threshold of people. [`super::Released`] decides the
/// same for groups of any shape, at a price that grows with the people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nested {
    /// The cells of each group, and the smallest group before it that holds it.
    groups: Vec<(Vec<usize>, Option<usize>)>,
}

impl Nested {
    /// From the cells of each group, in the order in which they are wished for; a group comes before those inside it. `None` when they
    /// don't lie in one another so.
    pub fn new(groups: &[BTreeSet<usize>]) -> Option<Nested> {
        let mut found = Vec::with_capacity(groups.len());
        for (at, group) in groups.iter().enumerate() {
            let mut inside = None;
            for (before, other) in groups[..at].iter().enumerate() {
                if other.is_superset(group) {
                    // Of those that hold it the last is the smallest: they lie in one another, the larger first.
                    inside = Some(before);
                } else if !other.is_disjoint(group) {
                    return None;
                }
            }
            found.push((group.iter().copied().collect(), inside));
        }
        Some(Nested { groups: found })
    }

    /// Which groups may be shown beside each other when the cells hold so many people; earlier wishes go before later ones. A cell that
    /// isn't named holds nobody.
    pub fn shown(&self, cells: &[usize], threshold: usize) -> Vec<bool> {
        let threshold = threshold.max(1);
        let fits = |rest: usize| rest == 0 || rest >= threshold;
        let mut rests: Vec<Option<usize>> = Vec::with_capacity(self.groups.len());
        for (own, inside) in &self.groups {
            let size: usize = own.iter().filter_map(|c| cells.get(*c)).sum();
            let mut around = *inside;
            while let Some(at) = around
                && rests[at].is_none()
            {
                around = self.groups[at].1;
            }
            let left = around.and_then(|at| rests[at]).map(|rest| rest - size);
            if size < threshold || !left.is_none_or(fits) {
                rests.push(None);
                continue;
            }
            if let (Some(at), Some(left)) = (around, left) {
                rests[at] = Some(left);
            }
            rests.push(Some(size));
        }
        rests.iter().map(Option::is_some).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::Released;
    use proptest::prelude::*;

    fn set(cells: &[usize]) -> BTreeSet<usize> {
        cells.iter().copied().collect()
    }

    #[test]
    fn groups_that_cross_are_refused() {
        assert!(Nested::new(&[set(&[0, 1, 2]), set(&[0, 1]), set(&[2])]).is_some());
        assert!(Nested::new(&[set(&[0, 1]), set(&[1, 2])]).is_none());
        assert!(Nested::new(&[set(&[0]), set(&[0, 1])]).is_none(), "the larger one comes first");
    }

    #[test]
    fn a_rest_of_a_few_keeps_its_neighbour_back() {
        let district = Nested::new(&[set(&[0, 1, 2]), set(&[0, 1]), set(&[2]), set(&[0]), set(&[1])]).unwrap();
        assert_eq!(district.shown(&[12, 6, 9], 5), [true; 5]);
        assert_eq!(district.shown(&[12, 2, 9], 5), [true, true, true, false, false]);
        assert_eq!(district.shown(&[12, 6, 3], 5), [true, false, false, true, false]);
        assert_eq!(district.shown(&[12, 6, 0], 5), [true, true, false, true, true]);
        assert_eq!(district.shown(&[2, 1, 1], 5), [false; 5]);
    }

    proptest! {
        /// Boxes of any shape: the same is shown as by the algebra over people.
        #[test]
        fn the_same_as_the_algebra(sizes in prop::collection::vec(0usize..9, 1..9), cuts in prop::collection::vec((0usize..9, 0usize..9), 0..9), threshold in 1usize..6) {
            // Whatever runs from one cell to another, kept when it lies well among the others; the larger first.
            let mut wishes: Vec<BTreeSet<usize>> = vec![(0..sizes.len()).collect()];
            let mut runs: Vec<BTreeSet<usize>> = cuts
                .iter()
                .map(|(a, b)| (*a.min(b)..=*a.max(b)).filter(|c| *c < sizes.len()).collect::<BTreeSet<usize>>())
                .filter(|run| !run.is_empty())
                .collect();
            runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
            for run in runs {
                let mut with = wishes.clone();
                with.push(run);
                if Nested::new(&with).is_some() {
                    wishes = with;
                }
            }
            let mut first = 0;
            let people: Vec<BTreeSet<usize>> = sizes
                .iter()
                .map(|n| {
                    first += n;
                    (first - n..first).collect()
                })
                .collect();
            let mut released = Released::nothing(threshold);
            let algebra: Vec<bool> = wishes
                .iter()
                .map(|w| released.show(w.iter().flat_map(|c| people[*c].iter().copied()).collect()).is_ok())
                .collect();
            prop_assert_eq!(Nested::new(&wishes).unwrap().shown(&sizes, threshold), algebra);
        }
    }
}
