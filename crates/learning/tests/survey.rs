//! Every statistic of surveys, computed on a public set of answers (`sample/bfi`) and compared with what an independent program
//! made of the same file (`verify/survey.py` wrote `verify/expected-survey.json`): equal to 1e-9 of the value.
// The helpers below are part of the tests: what fails in them must stop the test.
#![allow(clippy::unwrap_used)]

use flate2::read::GzDecoder;
use learning::survey::{
    Alpha, Coding, Column, Figures, Gap, MISSING, NO_GROUP, alpha, bar, face_to_face, figures, score_figures, scores,
    tally,
};
use learning::{Reading, USUAL_LEVEL as LEVEL};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::path::Path;

type Computed = BTreeMap<String, f64>;

/// The scales; a reversed item with a minus.
const SCALES: [(&str, [&str; 5]); 5] = [
    ("A", ["-A1", "A2", "A3", "A4", "A5"]),
    ("C", ["C1", "C2", "C3", "-C4", "-C5"]),
    ("E", ["-E1", "-E2", "E3", "E4", "E5"]),
    ("N", ["N1", "N2", "N3", "N4", "N5"]),
    ("O", ["O1", "-O2", "O3", "O4", "-O5"]),
];

fn items() -> Vec<&'static str> {
    SCALES.iter().flat_map(|(_, keys)| keys.iter().map(|k| k.trim_start_matches('-'))).collect()
}

/// Column name to codes; an empty cell is 0, which is [`MISSING`].
fn read() -> HashMap<String, Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample/bfi/psych__bfi.csv.gz");
    let mut file = csv::Reader::from_reader(GzDecoder::new(File::open(path).unwrap()));
    let rows: Vec<HashMap<String, String>> = file.deserialize().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2_800);
    let code = |text: &str| if text.is_empty() { MISSING } else { text.parse::<f64>().unwrap() as u8 };
    let names = items().into_iter().chain(["gender", "education"]);
    names.map(|name| (name.to_owned(), rows.iter().map(|r| code(&r[name])).collect())).collect()
}

/// Six points; or five, and 6 outside the scale.
fn coding(outside: bool) -> Coding {
    let points: Vec<(u8, f64)> = (1..=if outside { 5 } else { 6 }).map(|c| (c, f64::from(c))).collect();
    Coding::new(&points, if outside { &[6] } else { &[] }).unwrap()
}

fn put(computed: &mut Computed, prefix: &str, named: &[(&str, f64)]) {
    for (name, value) in named {
        assert!(computed.insert(format!("{prefix}.{name}"), *value).is_none(), "{prefix}.{name} twice");
    }
}

fn put_figures(computed: &mut Computed, prefix: &str, f: &Figures) {
    let interval = f.interval.unwrap();
    let named = [
        ("n", f.n as f64),
        ("mean", f.mean.unwrap()),
        ("sd", f.sd.unwrap()),
        ("median", f.median.unwrap()),
        ("low", interval.low),
        ("high", interval.high),
    ];
    put(computed, prefix, &named);
}

/// One item in every group; gives the figures of each group.
fn put_item(computed: &mut Computed, column: Column<'_>, groups: &[u16], named: &[String]) -> Vec<Figures> {
    let counted = tally(&[column], groups, named.len()).unwrap().remove(0);
    let each = counted.iter().zip(named).map(|(counts, prefix)| {
        let f = figures(counts, column.coding, LEVEL).unwrap();
        let bar = bar(counts, column.coding).unwrap();
        let halves = bar.on_scale.unwrap();
        put_figures(computed, prefix, &f);
        put(computed, prefix, &[("missing", f.missing as f64), ("no_opinion", f.no_opinion as f64)]);
        for (place, (count, share)) in counts.points.iter().zip(halves.shares).enumerate() {
            let point = place + 1;
            put(computed, prefix, &[(&format!("count{point}"), *count as f64), (&format!("share{point}"), share)]);
        }
        put(computed, prefix, &[("left", halves.left), ("middle", halves.middle), ("right", halves.right)]);
        if !counts.outside.is_empty() {
            put(computed, prefix, &[("beside6", bar.outside.unwrap()[0])]);
        }
        f
    });
    each.collect()
}

fn put_gap(computed: &mut Computed, prefix: &str, gap: &Gap) {
    let (d, e) = (gap.difference.unwrap(), gap.effect.unwrap());
    let reading = match gap.reading {
        Reading::Higher => 1.0,
        Reading::Lower => -1.0,
        Reading::AboutTheSame | Reading::CannotTell => 0.0,
    };
    let named = [
        ("difference", d.difference),
        ("df", d.df),
        ("p", d.p),
        ("low", d.interval.low),
        ("high", d.interval.high),
        ("p_adjusted", gap.p_adjusted.unwrap()),
        ("d", e.d),
        ("g", e.g),
        ("g_low", e.interval.low),
        ("g_high", e.interval.high),
        ("reading", reading),
    ];
    put(computed, prefix, &named);
}

fn put_alpha(computed: &mut Computed, prefix: &str, a: &Alpha) {
    let named = [
        ("alpha", a.alpha),
        ("low", a.interval.low),
        ("high", a.interval.high),
        ("n", a.n as f64),
        ("missing", a.missing as f64),
        ("no_opinion", a.no_opinion as f64),
    ];
    put(computed, prefix, &named);
}

fn ours() -> Computed {
    let data = read();
    let mut computed = Computed::new();
    let plain = coding(false);
    let turned = plain.turned();
    let gender: Vec<u16> = data["gender"].iter().map(|g| u16::from(*g) - 1).collect();
    let education: Vec<u16> =
        data["education"].iter().map(|e| u16::from(*e).checked_sub(1).unwrap_or(NO_GROUP)).collect();
    let everyone = vec![0; gender.len()];
    let columns = |keys: &[&str], plain, turned| -> Vec<Column<'_>> {
        let pick = |k: &&str| match k.strip_prefix('-') {
            Some(item) => Column { codes: &data[item], coding: turned },
            None => Column { codes: &data[*k], coding: plain },
        };
        keys.iter().map(pick).collect()
    };

    let mut sides = [Vec::new(), Vec::new()];
    for name in items() {
        let column = Column { codes: &data[name], coding: &plain };
        put_item(&mut computed, column, &everyone, &[format!("item.{name}.all")]);
        let both = [format!("item.{name}.men"), format!("item.{name}.women")];
        let both = put_item(&mut computed, column, &gender, &both);
        sides.iter_mut().zip(both).for_each(|(side, f)| side.push(f));
    }
    for (name, gap) in items().iter().zip(face_to_face(&sides[0], &sides[1], LEVEL).unwrap()) {
        put_gap(&mut computed, &format!("gap.{name}"), &gap);
    }

    let mut sides = [Vec::new(), Vec::new()];
    for (scale, keys) in SCALES {
        let columns = columns(&keys, &plain, &turned);
        put_alpha(&mut computed, &format!("alpha.{scale}"), &alpha(&columns, LEVEL).unwrap());
        let scores = scores(&columns, 3).unwrap();
        let both = score_figures(&scores, &gender, 2, LEVEL).unwrap();
        for ((who, f), side) in ["men", "women"].iter().zip(both).zip(&mut sides) {
            put_figures(&mut computed, &format!("score.{scale}.{who}"), &f);
            put(&mut computed, &format!("score.{scale}.{who}"), &[("missing", f.missing as f64)]);
            side.push(f);
        }
        for (at, f) in score_figures(&scores, &education, 5, LEVEL).unwrap().iter().enumerate() {
            put_figures(&mut computed, &format!("score.{scale}.education{}", at + 1), f);
        }
    }
    for ((scale, _), gap) in SCALES.iter().zip(face_to_face(&sides[0], &sides[1], LEVEL).unwrap()) {
        put_gap(&mut computed, &format!("gap.score.{scale}"), &gap);
    }

    let plain = coding(true);
    let turned = plain.turned();
    for (scale, keys) in SCALES {
        let columns = columns(&keys, &plain, &turned);
        put_alpha(&mut computed, &format!("outside.alpha.{scale}"), &alpha(&columns, LEVEL).unwrap());
        let f = score_figures(&scores(&columns, 4).unwrap(), &everyone, 1, LEVEL).unwrap()[0];
        let prefix = format!("outside.score.{scale}");
        put_figures(&mut computed, &prefix, &f);
        put(&mut computed, &prefix, &[("no_opinion", f.no_opinion as f64), ("missing", f.missing as f64)]);
    }
    for name in items() {
        let column = Column { codes: &data[name], coding: &plain };
        put_item(&mut computed, column, &everyone, &[format!("outside.{name}")]);
    }
    computed
}

#[test]
fn every_figure_of_a_survey_equals_the_independent_one() {
    let ours = ours();
    let theirs: Computed = serde_json::from_str(include_str!("../verify/expected-survey.json")).unwrap();
    let missing: Vec<&String> = theirs.keys().filter(|k| !ours.contains_key(*k)).collect();
    let extra: Vec<&String> = ours.keys().filter(|k| !theirs.contains_key(*k)).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing {missing:?}\nextra {extra:?}");
    let mut worst = (0.0, "");
    let mut wrong = Vec::new();
    for (key, b) in &theirs {
        let a = ours[key];
        let off = if a == *b { 0.0 } else { (a - b).abs() / b.abs() };
        if off > worst.0 {
            worst = (off, key);
        }
        if off.is_nan() || off > 1e-9 {
            wrong.push(format!("{key}: {a} against {b}, off by {off:.1e}"));
        }
    }
    println!("{} figures; the largest relative difference is {:.1e} at {}", theirs.len(), worst.0, worst.1);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
