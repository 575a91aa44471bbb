//! Reports over people who overlap, when who answered is not known: an anonymous survey knows whom it asked, and forgets it.

/// From how many answers on a survey may show a group's result, when `again` of the `people` whom it asks are asked the same by other
/// surveys at about the same time, and a group of fewer than `least` (at least 1) is to be protected. `None` when more than three quarters of
/// them would have to answer: then it had better wait.
///
/// With `least + again` answers, at least `least` come from people whom no earlier survey asked, whoever they are. Take any sum and
/// difference of results that is a group of people, and the latest survey in it: those whom only this one asked are all in or all out,
/// and as the survey takes part, in. So the group holds at least `least` of them. The surveys before it need not know of it.
///
/// The same holds of each rest in a survey whose own groups lie in one another ([`super::Nested`]), when it is decided with what this gives.
pub fn beside_others(least: usize, again: usize, people: usize) -> Option<usize> {
    let threshold = least.max(1).saturating_add(again);
    (again == 0 || threshold.saturating_mul(4) <= people.saturating_mul(3)).then_some(threshold)
}

#[cfg(test)]
mod tests {
    use super::super::{Released, Withheld};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn as_many_more_answer_as_were_asked_before() {
        assert_eq!(beside_others(5, 0, 5), Some(5));
        assert_eq!(beside_others(5, 0, 3), Some(5), "too few is another question");
        assert_eq!(beside_others(5, 1, 8), Some(6));
        assert_eq!(beside_others(5, 1, 7), None);
        assert_eq!(beside_others(5, 9, 33), Some(14));
        assert_eq!(beside_others(5, 9, 9), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        /// Surveys over people who overlap in any way, answered by whoever likes: no sum of what is shown is of fewer people than are protected.
        #[test]
        fn no_sum_of_reports_of_overlapping_people_is_small(
            waves in prop::collection::vec((prop::collection::btree_set(0u32..24, 6..20), any::<u64>()), 1..6), least in 2usize..4
        ) {
            let (mut asked, mut shown): (BTreeSet<u32>, Vec<BTreeSet<u32>>) = Default::default();
            for (asks, chance) in waves {
                let again = asks.intersection(&asked).count();
                let Some(threshold) = beside_others(least, again, asks.len()) else { continue };
                // Three of four answer.
                let answers: BTreeSet<u32> = asks.iter().copied().filter(|p| chance >> (2 * p) & 3 != 0).collect();
                asked.extend(asks);
                if answers.len() >= threshold {
                    shown.push(answers);
                }
            }
            for code in 0..3u32.pow(shown.len() as u32) {
                let signs: Vec<i32> = (0..shown.len()).map(|g| (code / 3u32.pow(g as u32) % 3) as i32 - 1).collect();
                let sum: Vec<i32> = (0..24)
                    .map(|p| shown.iter().zip(&signs).filter(|(g, _)| g.contains(&p)).map(|(_, s)| s).sum())
                    .collect();
                let (group, size) = (sum.iter().all(|x| *x == 0 || *x == 1), sum.iter().filter(|x| **x == 1).count());
                prop_assert!(!group || size == 0 || size >= least, "{:?} {:?}", shown, signs);
            }
            // The algebra over people says the same, as if it were known who answered.
            let mut released = Released::nothing(least);
            for group in shown {
                let withheld = released.show(group);
                prop_assert!(!matches!(withheld, Err(Withheld::Combination | Withheld::TooSmall)), "{:?}", withheld);
            }
        }
    }
}
