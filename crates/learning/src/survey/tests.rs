use super::*;
use crate::describe;
use crate::difference::{effect_size, welch};
use crate::instrument::Instrument;
use crate::{Reading, USUAL_LEVEL};
use proptest::prelude::*;

const LEVEL: f64 = USUAL_LEVEL;

/// Five points and "no opinion" (9).
fn five() -> Coding {
    Coding::new(&[(1, 1.0), (2, 2.0), (3, 3.0), (4, 4.0), (5, 5.0)], &[9]).unwrap()
}

fn counts_of(codes: &[u8]) -> Counts {
    let coding = five();
    let column = Column { codes, coding: &coding };
    tally(&[column], &vec![0; codes.len()], 1).unwrap().remove(0).remove(0)
}

fn figures_of(codes: &[u8]) -> Figures {
    figures(&counts_of(codes), &five(), LEVEL).unwrap()
}

fn alpha_of(items: &[Vec<u8>]) -> Result<Alpha, Cannot> {
    let coding = five();
    let columns: Vec<Column<'_>> = items.iter().map(|codes| Column { codes, coding: &coding }).collect();
    alpha(&columns, LEVEL)
}

fn scores_of(items: &[Vec<u8>], least: usize) -> Result<Vec<Score>, Cannot> {
    let coding = five();
    let columns: Vec<Column<'_>> = items.iter().map(|codes| Column { codes, coding: &coding }).collect();
    scores(&columns, least)
}

/// A code of `five`, with some that are missing or outside.
fn code() -> impl Strategy<Value = u8> {
    prop_oneof![8 => 1u8..=5, 1 => Just(9), 1 => Just(MISSING)]
}

fn sheet(items: usize) -> impl Strategy<Value = Vec<Vec<u8>>> {
    (0usize..60).prop_flat_map(move |n| prop::collection::vec(prop::collection::vec(code(), n), items))
}

#[test]
fn a_coding_refuses_what_it_could_not_keep_apart() {
    assert_eq!(Coding::new(&[], &[9]), Err(Cannot::TooFew { need: 1, have: 0 }));
    assert_eq!(Coding::new(&[(1, 1.0), (1, 2.0)], &[]), Err(Cannot::OutOfRange));
    assert_eq!(Coding::new(&[(1, 1.0)], &[1]), Err(Cannot::OutOfRange));
    assert_eq!(Coding::new(&[(MISSING, 1.0)], &[]), Err(Cannot::OutOfRange));
    assert_eq!(Coding::new(&[(1, 1.0), (2, f64::NAN)], &[]), Err(Cannot::NotANumber { at: 1 }));
    let all: Vec<(u8, f64)> = (1..=255).map(|c| (c, f64::from(c))).collect();
    assert_eq!(Coding::new(&all, &[]), Err(Cannot::OutOfRange), "places are told by one byte");
    for instrument in Instrument::built_in() {
        for scale in &instrument.scales {
            let coding = Coding::of(scale).unwrap();
            assert_eq!(coding.values().len(), scale.points.len());
            assert_eq!(coding.turned().turned(), coding);
        }
    }
}

#[test]
fn no_opinion_stands_beside_the_bar() {
    // Two below, one at the middle, one above; three without an opinion; one left out.
    let counts = counts_of(&[1, 2, 3, 5, 9, 9, 9, 0]);
    let got = bar(&counts, &five()).unwrap();
    assert_eq!((got.n, got.no_opinion, got.missing), (4, 3, 1));
    let halves = got.on_scale.unwrap();
    assert_eq!(halves.shares, [0.25, 0.25, 0.25, 0.0, 0.25]);
    assert_eq!((halves.left, halves.middle, halves.right), (0.5, 0.25, 0.25));
    assert_eq!(got.outside.unwrap(), [3.0 / 7.0]);
    let figures = figures(&counts, &five(), LEVEL).unwrap();
    assert_eq!((figures.mean, figures.median), (Some(2.75), Some(2.5)), "and in no mean");
    // A scale of four points has nothing at its middle.
    let agreement = &Instrument::built_in()[0].scales[0];
    let coding = Coding::of(agreement).unwrap();
    let counts = Counts { points: vec![1, 2, 3, 4], outside: vec![5], missing: 0 };
    let halves = bar(&counts, &coding).unwrap().on_scale.unwrap();
    assert_eq!((halves.left, halves.middle, halves.right), (0.7, 0.0, 0.3), "the scale begins with strong agreement");
}

#[test]
fn nothing_one_all_equal_all_missing_and_only_no_opinion() {
    let none = figures_of(&[]);
    assert_eq!((none.n, none.mean, none.sd, none.median, none.interval), (0, None, None, None, None));
    assert_eq!(none.group(), None);
    let empty = bar(&counts_of(&[]), &five()).unwrap();
    assert_eq!((empty.on_scale, empty.outside), (None, None));
    let one = figures_of(&[4]);
    assert_eq!((one.n, one.mean, one.sd, one.median, one.interval), (1, Some(4.0), None, Some(4.0), None));
    let equal = figures_of(&[3; 7]);
    assert_eq!((equal.mean, equal.sd, equal.interval), (Some(3.0), Some(0.0), None));
    let missing = figures_of(&[0; 5]);
    assert_eq!((missing.n, missing.no_opinion, missing.missing, missing.mean), (0, 0, 5, None));
    let silent = figures_of(&[9; 5]);
    assert_eq!((silent.n, silent.no_opinion, silent.missing, silent.mean), (0, 5, 0, None));
    let beside = bar(&counts_of(&[9; 5]), &five()).unwrap();
    assert_eq!((beside.on_scale, beside.outside), (None, Some(vec![1.0])));

    let all = [none, one, equal, missing, silent];
    for first in all {
        for second in all {
            let gap = face_to_face(&[first], &[second], LEVEL).unwrap()[0];
            assert!(gap.difference.is_err() && gap.effect.is_err());
            assert_eq!((gap.p_adjusted, gap.reading), (None, Reading::CannotTell));
        }
    }
    assert_eq!(face_to_face(&[], &[], LEVEL), Ok(vec![]));
    assert_eq!(face_to_face(&[one], &[], LEVEL), Err(Cannot::OutOfRange));
    assert_eq!(face_to_face(&[one], &[one], 1.0), Err(Cannot::OutOfRange));

    assert_eq!(alpha_of(&[]), Err(Cannot::TooFew { need: 2, have: 0 }));
    assert_eq!(alpha_of(&[vec![1, 2]]), Err(Cannot::TooFew { need: 2, have: 1 }));
    assert_eq!(alpha_of(&[vec![], vec![]]), Err(Cannot::TooFew { need: 2, have: 0 }));
    assert_eq!(alpha_of(&[vec![1, 9], vec![1, 2]]), Err(Cannot::TooFew { need: 2, have: 1 }));
    assert_eq!(alpha_of(&[vec![2; 4], vec![3; 4]]), Err(Cannot::NoSpread));
    assert_eq!(alpha_of(&[vec![1, 2], vec![2, 1]]), Err(Cannot::NoSpread), "all have the same sum");
    let tenths = Coding::new(&[(1, 0.1), (2, 0.2), (3, 0.3)], &[]).unwrap();
    let rounded = [[1, 3], [2, 2], [3, 1]];
    let columns: Vec<Column<'_>> = rounded.iter().map(|codes| Column { codes, coding: &tenths }).collect();
    assert_eq!(alpha(&columns, LEVEL), Err(Cannot::NoSpread), "nor does the rounding of tenths make a difference");
    assert_eq!(alpha_of(&[vec![1, 2], vec![1]]), Err(Cannot::OutOfRange));
    assert_eq!(alpha_of(&[vec![1, 7], vec![1, 2]]), Err(Cannot::OutOfRange), "a code nobody knows");
    let same = alpha_of(&[vec![1, 2, 5, 0], vec![1, 2, 5, 9], vec![1, 2, 5, 1]]).unwrap();
    assert!((same.alpha - 1.0).abs() < 1e-12);
    assert_eq!((same.n, same.no_opinion, same.missing), (3, 0, 1));

    assert_eq!(scores_of(&[vec![], vec![]], 1), Ok(vec![]));
    assert_eq!(scores_of(&[vec![1], vec![1]], 0), Err(Cannot::OutOfRange));
    assert_eq!(scores_of(&[vec![1], vec![1]], 3), Err(Cannot::OutOfRange));
    assert_eq!(scores_of(&[vec![1], vec![7]], 1), Err(Cannot::OutOfRange));
    assert_eq!(score_figures(&[Score::Value(f64::NAN)], &[0], 1, LEVEL), Err(Cannot::NotANumber { at: 0 }));
    assert_eq!(score_figures(&[], &[], 1, LEVEL).unwrap()[0].mean, None);
}

#[test]
fn a_score_says_why_there_is_none() {
    let items = [vec![4, 4, 9, 0, 0], vec![2, 9, 9, 0, 9], vec![3, 5, 1, 2, 9]];
    use Score::*;
    assert_eq!(scores_of(&items, 2), Ok(vec![Value(3.0), Value(4.5), NoOpinion, Missing, NoOpinion]));
    let scores = scores_of(&items, 2).unwrap();
    let groups = score_figures(&scores, &[0, 0, 1, 1, NO_GROUP], 2, LEVEL).unwrap();
    assert_eq!((groups[0].n, groups[0].mean, groups[0].median), (2, Some(3.75), Some(3.75)));
    assert_eq!((groups[1].n, groups[1].no_opinion, groups[1].missing), (0, 1, 1));
    assert_eq!(score_figures(&scores, &[0; 4], 1, LEVEL), Err(Cannot::OutOfRange));
}

#[test]
fn a_reversed_item_is_turned_in_a_score_and_only_there() {
    let coding = five();
    let turned = coding.turned();
    assert_eq!(turned.values(), [5.0, 4.0, 3.0, 2.0, 1.0]);
    let (plain, against) = ([5u8, 4, 1], [1u8, 2, 5]);
    let columns = [Column { codes: &plain, coding: &coding }, Column { codes: &against, coding: &turned }];
    assert_eq!(scores(&columns, 2), Ok(vec![Score::Value(5.0), Score::Value(4.0), Score::Value(1.0)]));
    assert!((alpha(&columns, LEVEL).unwrap().alpha - 1.0).abs() < 1e-12);
}

#[test]
fn an_instrument_knows_what_its_codes_count() {
    let pulse = Instrument::built_in().into_iter().find(|i| i.key == "community-health").unwrap();
    let items: Vec<&Item> = pulse.items_of("trust").collect();
    assert_eq!(items.iter().map(|i| i.reversed).collect::<Vec<_>>(), [false, false, true]);
    let codings: Vec<Coding> = items.iter().map(|i| Coding::in_score(&pulse, i).unwrap()).collect();
    // Strongly agree (4), agree (3), and strongly disagree (1) with "I hold back"; then the same with "no opinion" (9) on one.
    let answers: [[u8; 2]; 3] = [[4, 4], [3, 9], [1, 9]];
    let columns: Vec<Column<'_>> =
        answers.iter().zip(&codings).map(|(codes, coding)| Column { codes, coding }).collect();
    let least = pulse.dimensions.iter().find(|d| d.key == "trust").unwrap().least as usize;
    assert_eq!(scores(&columns, least), Ok(vec![Score::Value(11.0 / 3.0), Score::NoOpinion]));
    assert_eq!(Coding::in_score(&pulse, pulse.item("keep").unwrap()), Err(Cannot::OutOfRange), "an open question");
}

#[test]
fn a_tally_refuses_what_does_not_fit() {
    let coding = five();
    let column = Column { codes: &[1, 2, 7], coding: &coding };
    assert_eq!(tally(&[column], &[0, 0, 0], 1), Err(Cannot::OutOfRange), "a code nobody knows");
    assert_eq!(tally(&[column], &[0, 0, NO_GROUP], 1), Err(Cannot::OutOfRange), "in no group either");
    let column = Column { codes: &[1, 2], coding: &coding };
    assert_eq!(tally(&[column], &[0, 0, 0], 1), Err(Cannot::OutOfRange));
    assert_eq!(tally(&[column], &[0, 1], 1), Err(Cannot::OutOfRange), "a group that does not exist");
    let counted = tally(&[column], &[1, NO_GROUP], 2).unwrap();
    assert_eq!(counted[0].iter().map(Counts::n).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(bar(&Counts { points: vec![1], outside: vec![], missing: 0 }, &coding), Err(Cannot::OutOfRange));
    assert_eq!(figures(&counted[0][0], &coding, 0.0), Err(Cannot::OutOfRange));
}

#[test]
fn a_worked_alpha() {
    // By hand: items (1,2,3), (1,3,2), (2,2,5); sums 4, 7, 10 with variance 9; item variances 1, 1, 3.
    let got = alpha_of(&[vec![1, 2, 3], vec![1, 3, 2], vec![2, 2, 5]]).unwrap();
    assert!((got.alpha - 1.5 * (1.0 - 5.0 / 9.0)).abs() < 1e-12);
    // F with 2 and 4 degrees of freedom has P(F > f) = (1 + f/2)^-2, so its quantile at p is 2((1 − p)^(−1/2) − 1).
    let f = |p: f64| 2.0 * ((1.0 - p).powf(-0.5) - 1.0);
    let end = |p: f64| 1.0 - (1.0 - got.alpha) * f(p);
    assert!((got.interval.low - end(0.975)).abs() < 1e-9 && (got.interval.high - end(0.025)).abs() < 1e-9);
}

#[test]
fn looking_at_many_items_asks_for_more() {
    assert_eq!(holm(&[0.01, 0.04, 0.03, 0.005]).unwrap(), [0.03, 0.06, 0.06, 0.02]);
    assert_eq!(holm(&[]), Ok(vec![]));
    assert_eq!(holm(&[0.5, f64::NAN]), Err(Cannot::NotANumber { at: 1 }));
    assert_eq!(holm(&[1.5]), Err(Cannot::OutOfRange));
    // A difference that alone would be told is no longer told among nine that show nothing.
    let (a, b) = (figures_of(&[4, 5, 4, 5, 4, 5, 3, 5]), figures_of(&[3, 4, 4, 2, 4, 3, 4, 4]));
    let dull = figures_of(&[1, 2, 3, 4, 5]);
    let alone = face_to_face(&[a], &[b], LEVEL).unwrap()[0];
    assert_eq!(alone.reading, Reading::Higher);
    let many = face_to_face(&[vec![a], vec![dull; 9]].concat(), &[vec![b], vec![dull; 9]].concat(), LEVEL).unwrap();
    assert_eq!(many[0].difference, alone.difference);
    assert_eq!(many[0].reading, Reading::CannotTell);
    // Items that cannot be compared are not counted among those looked at.
    let empty = figures_of(&[9, 9]);
    let few = face_to_face(&[vec![a], vec![empty; 9]].concat(), &[vec![b], vec![dull; 9]].concat(), LEVEL).unwrap();
    assert_eq!(few[0].reading, Reading::Higher);
    assert_eq!(since(&[a], &[b], LEVEL).unwrap()[0].reading, Reading::Lower, "the later wave stands first");
}

fn values(codes: &[u8]) -> Vec<f64> {
    codes.iter().filter(|c| (1..=5).contains(*c)).map(|c| f64::from(*c)).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1.0)
}

proptest! {
    #[test]
    fn counting_is_counting(sheet in sheet(3), of in 1usize..6) {
        let coding = five();
        let columns: Vec<Column<'_>> = sheet.iter().map(|codes| Column { codes, coding: &coding }).collect();
        let n = sheet[0].len();
        let groups: Vec<u16> = (0..n).map(|i| if i % 7 == 6 { NO_GROUP } else { (i % of) as u16 }).collect();
        let counted = tally(&columns, &groups, of).unwrap();
        for (codes, counted) in sheet.iter().zip(&counted) {
            for (group, counts) in counted.iter().enumerate() {
                let here = |c: u8| (0..n).filter(|i| groups[*i] == group as u16 && codes[*i] == c).count();
                prop_assert_eq!(&counts.points, &(1..=5).map(here).collect::<Vec<_>>());
                prop_assert_eq!((counts.no_opinion(), counts.missing), (here(9), here(0)));
            }
        }
        let all = counted[0].iter().skip(1).fold(counted[0][0].clone(), |sum, c| sum.and(c).unwrap());
        let grouped = groups.iter().filter(|g| **g != NO_GROUP).count();
        prop_assert_eq!(all.n() + all.no_opinion() + all.missing, grouped);
    }

    #[test]
    fn figures_from_counts_are_those_of_the_values(codes in prop::collection::vec(code(), 0..80)) {
        let got = figures_of(&codes);
        match describe::summary(&values(&codes)) {
            Err(_) => prop_assert_eq!((got.n, got.mean), (0, None)),
            Ok(s) => {
                prop_assert_eq!((got.n, got.median), (s.n, Some(s.median)));
                prop_assert!(close(got.mean.unwrap(), s.mean));
                prop_assert_eq!(got.sd.is_some(), s.sd.is_some());
                prop_assert!(close(got.sd.unwrap_or(0.0), s.sd.unwrap_or(0.0)));
            }
        }
        let bar = bar(&counts_of(&codes), &five()).unwrap();
        if let Some(halves) = bar.on_scale {
            prop_assert!(close(halves.shares.iter().sum(), 1.0));
            prop_assert!(close(halves.left + halves.middle + halves.right, 1.0));
        }
        prop_assert_eq!(bar.n + bar.no_opinion + bar.missing, codes.len());
    }

    #[test]
    fn face_to_face_is_welch(
        a in prop::collection::vec(code(), 0..60), b in prop::collection::vec(code(), 0..60), others in 0usize..4
    ) {
        let (x, y) = (figures_of(&a), figures_of(&b));
        let firsts = vec![x; others + 1];
        let seconds = vec![y; others + 1];
        let gaps = face_to_face(&firsts, &seconds, LEVEL).unwrap();
        let back = since(&firsts, &seconds, LEVEL).unwrap();
        let (gap, back) = (gaps[0], back[0]);
        match (gap.difference, welch(&values(&a), &values(&b), LEVEL)) {
            (Ok(got), Ok(want)) => {
                prop_assert!(close(got.difference, want.difference) && close(got.interval.low, want.interval.low));
                prop_assert!(close(got.p, want.p) && close(got.df, want.df));
                let effect = effect_size(&values(&a), &values(&b), LEVEL).unwrap();
                prop_assert!(close(gap.effect.unwrap().g, effect.g));
                let p = gap.p_adjusted.unwrap();
                prop_assert!(p >= got.p && p <= 1.0);
                prop_assert_eq!(gap.reading == Reading::CannotTell, p >= 1.0 - LEVEL);
                prop_assert!(close(back.difference.unwrap().difference, -got.difference));
            }
            (got, want) => prop_assert_eq!(got.is_err(), want.is_err()),
        }
    }

    #[test]
    fn holm_lies_between_plain_and_bonferroni(p in prop::collection::vec(0.0f64..=1.0, 0..30)) {
        let adjusted = holm(&p).unwrap();
        for i in 0..p.len() {
            prop_assert!(adjusted[i] >= p[i] && adjusted[i] <= (p[i] * p.len() as f64).min(1.0));
            for j in 0..p.len() {
                prop_assert!(p[i] > p[j] || adjusted[i] <= adjusted[j], "the order stays");
            }
        }
    }

    #[test]
    fn alpha_by_its_covariances(sheet in sheet(4), swap in 0usize..4) {
        let complete: Vec<Vec<f64>> = (0..sheet[0].len())
            .filter(|i| sheet.iter().all(|codes| (1..=5).contains(&codes[*i])))
            .map(|i| sheet.iter().map(|codes| f64::from(codes[i])).collect())
            .collect();
        let n = complete.len();
        let Ok(got) = alpha_of(&sheet) else {
            let sums: Vec<f64> = complete.iter().map(|row| row.iter().sum()).collect();
            prop_assert!(n < 2 || sums.iter().all(|s| *s == sums[0]));
            return Ok(());
        };
        prop_assert_eq!((got.n, got.n + got.no_opinion + got.missing), (n, sheet[0].len()));
        // k² times the mean covariance between items over the sum of the whole covariance matrix.
        let mean = |k: usize| complete.iter().map(|row| row[k]).sum::<f64>() / n as f64;
        let cov = |a: usize, b: usize| {
            let (ma, mb) = (mean(a), mean(b));
            complete.iter().map(|row| (row[a] - ma) * (row[b] - mb)).sum::<f64>()
        };
        let pairs = (0..4).flat_map(|a| (0..4).map(move |b| (a, b)));
        let whole: f64 = pairs.clone().map(|(a, b)| cov(a, b)).sum();
        let between: f64 = pairs.filter(|(a, b)| a != b).map(|(a, b)| cov(a, b)).sum();
        let want = 16.0 * (between / 12.0) / whole;
        prop_assert!((got.alpha - want).abs() <= 1e-9 * want.abs().max(1.0), "{} against {want}", got.alpha);
        prop_assert!(got.interval.low <= got.interval.high && got.interval.high <= 1.0 + 1e-9);
        // The order of items does not matter, nor turning all of them around.
        let mut other = sheet.clone();
        other.swap(0, swap);
        prop_assert!(close(alpha_of(&other).unwrap().alpha, got.alpha));
        let turned = five().turned();
        let columns: Vec<Column<'_>> = sheet.iter().map(|codes| Column { codes, coding: &turned }).collect();
        prop_assert!(close(alpha(&columns, LEVEL).unwrap().alpha, got.alpha));
    }

    #[test]
    fn a_score_is_the_mean_of_what_was_answered(sheet in sheet(4), least in 1usize..=4) {
        let got = scores_of(&sheet, least).unwrap();
        for (i, score) in got.iter().enumerate() {
            let row: Vec<u8> = sheet.iter().map(|codes| codes[i]).collect();
            let answered = values(&row);
            let at_all = row.iter().filter(|c| **c != MISSING).count();
            let want = if answered.len() >= least {
                Score::Value(answered.iter().sum::<f64>() / answered.len() as f64)
            } else if at_all >= least {
                Score::NoOpinion
            } else {
                Score::Missing
            };
            prop_assert_eq!(*score, want);
        }
    }
}
