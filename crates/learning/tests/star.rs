//! Every statistic of the crate, computed on Project STAR and compared with what an independent program made of the same files
//! (`verify/star.py` wrote `verify/expected.json`): equal to 1e-9 of the value. And every figure printed in the three
//! pages of the book about STAR is compared with both.
// The helpers below are part of the tests: what fails in them must stop the test.
#![allow(clippy::unwrap_used)]

use flate2::read::GzDecoder;
use learning::describe::{median, summary};
use learning::difference::{Difference, effect_size, mean_interval, welch};
use learning::distributions as d;
use learning::growth::{gap_movement, matched, paired};
use learning::proportion::share_difference;
use learning::runchart::{Baseline, run_chart};
use learning::spread::{Group, pool, split, widest_gap};
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

const LEVEL: f64 = 0.95;
type Row = HashMap<String, String>;
type Figures = BTreeMap<String, f64>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn rows(name: &str) -> Vec<Row> {
    let file = File::open(root().join("sample/star").join(name)).unwrap();
    csv::Reader::from_reader(GzDecoder::new(file)).deserialize().map(Result::unwrap).collect()
}

fn number(row: &Row, column: &str) -> Option<f64> {
    match row[column].as_str() {
        "" | "NA" => None,
        text => Some(text.parse().unwrap()),
    }
}

fn put(figures: &mut Figures, prefix: &str, named: &[(&str, f64)]) {
    for (name, value) in named {
        assert!(figures.insert(format!("{prefix}.{name}"), *value).is_none(), "{prefix}.{name} twice");
    }
}

fn put_difference(figures: &mut Figures, prefix: &str, x: &Difference) {
    let named = [
        ("difference", x.difference),
        ("df", x.df),
        ("p", x.p),
        ("low", x.interval.low),
        ("high", x.interval.high),
        ("n_first", x.n_first as f64),
        ("n_second", x.n_second as f64),
        ("mean_first", x.mean_first),
        ("mean_second", x.mean_second),
    ];
    put(figures, prefix, &named);
}

fn put_comparison(figures: &mut Figures, prefix: &str, a: &[f64], b: &[f64]) {
    put_difference(figures, prefix, &welch(a, b, LEVEL).unwrap());
    let e = effect_size(a, b, LEVEL).unwrap();
    put(figures, prefix, &[("d", e.d), ("g", e.g), ("g_low", e.interval.low), ("g_high", e.interval.high)]);
}

fn put_spread(figures: &mut Figures, prefix: &str, lists: &BTreeMap<i64, Vec<f64>>, every: bool) {
    let groups: Vec<Group> = lists.values().map(|l| Group::of(l).unwrap()).collect();
    let s = split(&groups, LEVEL).unwrap();
    let named = [
        ("groups", s.groups as f64),
        ("n", s.n as f64),
        ("ms_between", s.ms_between),
        ("ms_within", s.ms_within),
        ("n0", s.n0),
        ("var_between", s.var_between),
        ("icc", s.icc),
        ("icc_low", s.icc_interval.low),
        ("icc_high", s.icc_interval.high),
        ("f", s.f),
        ("p", s.p),
    ];
    put(figures, prefix, &named);
    let p = pool(&groups, LEVEL).unwrap();
    let least = |f: &dyn Fn(usize) -> f64| (0..groups.len()).map(f).fold(f64::INFINITY, f64::min);
    let most = |f: &dyn Fn(usize) -> f64| -least(&|i| -f(i));
    let named = [
        ("overall", p.overall),
        ("overall_se", p.overall_se),
        ("sd_between", p.sd_between),
        ("raw_lowest", least(&|i| p.groups[i].raw)),
        ("raw_highest", most(&|i| p.groups[i].raw)),
        ("pooled_lowest", least(&|i| p.groups[i].pooled)),
        ("pooled_highest", most(&|i| p.groups[i].pooled)),
        ("trust_lowest", least(&|i| p.groups[i].trust)),
        ("trust_highest", most(&|i| p.groups[i].trust)),
        ("trust_typical", s.n0 * s.var_between / (s.n0 * s.var_between + s.ms_within)),
        ("smallest", least(&|i| p.groups[i].n as f64)),
        ("largest", most(&|i| p.groups[i].n as f64)),
        ("clear", p.groups.iter().filter(|g| !g.interval.holds(p.overall)).count() as f64),
    ];
    put(figures, prefix, &named);
    let w = widest_gap(&groups, LEVEL).unwrap().gap;
    let named = [("difference", w.difference), ("p", w.p), ("low", w.interval.low), ("high", w.interval.high)];
    put(figures, &format!("{prefix}.widest"), &named);
    if every {
        for (id, g) in lists.keys().zip(&p.groups) {
            let (low, high) = (g.interval.low, g.interval.high);
            let named = [("raw", g.raw), ("pooled", g.pooled), ("trust", g.trust), ("low", low), ("high", high)];
            put(figures, &format!("{prefix}.group.{id}"), &named);
        }
    }
}

fn put_run_chart(figures: &mut Figures, prefix: &str, values: &[f64], baseline: Baseline) {
    let c = run_chart(values, baseline).unwrap();
    let named = [
        ("centre", c.centre),
        ("useful", c.useful as f64),
        ("longest", c.longest.unwrap().length as f64),
        ("crossings", c.crossings as f64),
        ("longest_limit", c.longest_limit as f64),
        ("crossings_limit", c.crossings_limit as f64),
        ("shift", f64::from(c.shift)),
        ("few_crossings", f64::from(c.few_crossings)),
    ];
    put(figures, prefix, &named);
}

/// (student, score) of all students that have one and for whom `column` says `value`.
fn scores(students: &[Row], score: &str, column: &str, value: &str) -> Vec<(String, f64)> {
    let those = students.iter().filter(|s| s[column] == value);
    those.filter_map(|s| Some((s["rownames"].clone(), number(s, score)?))).collect()
}

fn values(scores: &[(String, f64)]) -> Vec<f64> {
    scores.iter().map(|(_, x)| *x).collect()
}

fn students(figures: &mut Figures, students: &[Row], subject: &str) {
    for grade in ["k", "1", "2", "3"] {
        let score = format!("{subject}{grade}");
        let class = |kind: &str| values(&scores(students, &score, &format!("star{grade}"), kind));
        for kind in ["small", "regular", "regular+aide"] {
            let x = class(kind);
            let s = summary(&x).unwrap();
            let ci = mean_interval(&x, LEVEL).unwrap().interval;
            assert_eq!(median(&x), Ok(s.median));
            let named = [
                ("n", s.n as f64),
                ("mean", s.mean),
                ("sd", s.sd.unwrap()),
                ("min", s.min),
                ("q1", s.q1),
                ("median", s.median),
                ("q3", s.q3),
                ("max", s.max),
                ("low", ci.low),
                ("high", ci.high),
            ];
            put(figures, &format!("describe.{subject}.{grade}.{kind}"), &named);
            if kind != "regular" {
                put_comparison(figures, &format!("class.{subject}.{grade}.{kind}"), &x, &class("regular"));
            }
        }
        let lunch = |status: &str| values(&scores(students, &score, &format!("lunch{grade}"), status));
        put_comparison(figures, &format!("lunch.{subject}.{grade}"), &lunch("non-free"), &lunch("free"));
    }
    growth(figures, students, subject);
    for grade in ["k", "3"] {
        let mut schools: BTreeMap<i64, Vec<f64>> = BTreeMap::new();
        for s in students {
            if let (Some(x), Some(id)) =
                (number(s, &format!("{subject}{grade}")), number(s, &format!("schoolid{grade}")))
            {
                schools.entry(id as i64).or_default().push(x);
            }
        }
        put_spread(figures, &format!("school.{subject}.{grade}"), &schools, subject == "read" && grade == "k");
        if grade == "k" {
            let means: Vec<f64> = schools.values().map(|l| summary(l).unwrap().mean).collect();
            put_run_chart(figures, &format!("run.{subject}"), &means, Baseline::All);
            put_run_chart(figures, &format!("run.{subject}.frozen"), &means, Baseline::First(20));
        }
    }
}

fn growth(figures: &mut Figures, students: &[Row], subject: &str) {
    let both = ["non-free", "free"].map(|status| {
        let at = |grade: &str| scores(students, &format!("{subject}{grade}"), "lunchk", status);
        let m = matched(&at("k"), &at("3"));
        let g = paired(&m.before, &m.after, LEVEL).unwrap();
        let named = [
            ("n", g.n as f64),
            ("mean_before", g.mean_before),
            ("mean_after", g.mean_after),
            ("growth", g.growth),
            ("sd_of_gains", g.sd_of_gains),
            ("p", g.p),
            ("low", g.interval.low),
            ("high", g.interval.high),
            ("only_before", m.only_before as f64),
            ("only_after", m.only_after as f64),
        ];
        put(figures, &format!("growth.{subject}.{status}"), &named);
        m
    });
    let [non, free] = &both;
    let moved = gap_movement((&non.before, &non.after), (&free.before, &free.after), LEVEL).unwrap();
    put_difference(figures, &format!("movement.{subject}"), &moved);
    put_comparison(figures, &format!("stayed.{subject}.k"), &non.before, &free.before);
    put_comparison(figures, &format!("stayed.{subject}.3"), &non.after, &free.after);
}

fn shares(figures: &mut Figures, students: &[Row]) {
    let mut put_shares = |prefix: &str, first: (usize, usize), second: (usize, usize)| {
        let x = share_difference(first, second, LEVEL).unwrap();
        let named = [
            ("share_first", x.first.share),
            ("low_first", x.first.interval.low),
            ("high_first", x.first.interval.high),
            ("share_second", x.second.share),
            ("low_second", x.second.interval.low),
            ("high_second", x.second.interval.high),
            ("difference", x.difference),
            ("low", x.interval.low),
            ("high", x.interval.high),
        ];
        put(figures, prefix, &named);
    };
    let count = |among: &dyn Fn(&Row) -> bool, what: &dyn Fn(&Row) -> bool| {
        let those: Vec<&Row> = students.iter().filter(|s| among(s)).collect();
        (those.iter().filter(|s| what(s)).count(), those.len())
    };
    let with_lunch =
        |class: &str| count(&|s| s["stark"] == class && !s["lunchk"].is_empty(), &|s| s["lunchk"] == "free");
    put_shares("balance", with_lunch("small"), with_lunch("regular"));
    let stayed = |status: &str| {
        count(&|s| s["lunchk"] == status && number(s, "readk").is_some(), &|s| number(s, "read3").is_some())
    };
    put_shares("staying", stayed("non-free"), stayed("free"));
}

fn classrooms(figures: &mut Figures, long: &[Row], subject: &str) {
    let classes = |grade: &str, kind: Option<&str>| {
        let mut classes: BTreeMap<i64, Vec<f64>> = BTreeMap::new();
        for r in long.iter().filter(|r| r["gr"] == grade && kind.is_none_or(|k| r["cltype"] == k)) {
            if let (Some(x), Some(teacher)) = (number(r, subject), number(r, "tch")) {
                classes.entry(teacher as i64).or_default().push(x);
            }
        }
        classes
    };
    for grade in ["K", "3"] {
        put_spread(figures, &format!("classroom.{subject}.{grade}"), &classes(grade, None), false);
    }
    for grade in ["K", "1", "2", "3"] {
        let means = |kind: &str| -> Vec<f64> {
            classes(grade, Some(kind)).values().map(|l| summary(l).unwrap().mean).collect()
        };
        let x = welch(&means("small"), &means("reg"), LEVEL).unwrap();
        put_difference(figures, &format!("classmeans.{subject}.{grade}"), &x);
    }
}

fn distributions(figures: &mut Figures) {
    for df in [1.0, 2.0, 3.5, 10.0, 57.25, 800.0, 1000.5, 5808.3, 1e6] {
        let name = if df == 1e6 { "1e+06".to_owned() } else { df.to_string() };
        for p in [0.001, 0.025, 0.4, 0.9, 0.995] {
            put(figures, &format!("t_quantile.{name}"), &[(&p.to_string(), d::t_quantile(p, df))]);
        }
        for t in [0.1, 1.7, 4.2, 9.0] {
            put(figures, &format!("t_upper.{name}"), &[(&t.to_string(), d::t_upper(t, df))]);
        }
    }
    for z in [0.3, 1.5, 2.2, 4.0, 8.0, 20.0] {
        put(figures, "normal_upper", &[(&z.to_string(), d::normal_upper(z))]);
    }
    for (d1, d2) in [(1.0, 1.0), (3.0, 20.0), (78.0, 5710.0), (325.0, 5460.0)] {
        for p in [0.025, 0.5, 0.975] {
            put(figures, &format!("f_quantile.{d1}.{d2}"), &[(&p.to_string(), d::f_quantile(p, d1, d2))]);
        }
        for f in [0.5, 1.3, 5.0] {
            put(figures, &format!("f_upper.{d1}.{d2}"), &[(&f.to_string(), d::f_upper(f, d1, d2))]);
        }
    }
    for n in [9, 10, 23, 24, 78, 1000] {
        put(figures, "fair_coin_quantile", &[(&n.to_string(), d::fair_coin_quantile(0.05, n) as f64)]);
    }
}

fn ours() -> Figures {
    let mut figures = Figures::new();
    let wide = rows("AER__STAR.csv.gz");
    let long = rows("mlmRev__star.csv.gz");
    assert_eq!((wide.len(), long.len()), (11_598, 26_796));
    for subject in ["read", "math"] {
        students(&mut figures, &wide, subject);
        classrooms(&mut figures, &long, subject);
    }
    shares(&mut figures, &wide);
    distributions(&mut figures);
    figures
}

fn theirs() -> Figures {
    serde_json::from_str(include_str!("../verify/expected.json")).unwrap()
}

#[test]
fn every_figure_equals_the_independent_one() {
    let (ours, theirs) = (ours(), theirs());
    let missing: Vec<&String> = theirs.keys().filter(|k| !ours.contains_key(*k)).collect();
    let extra: Vec<&String> = ours.keys().filter(|k| !theirs.contains_key(*k)).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing {missing:?}\nextra {extra:?}");
    let mut worst = (0.0, "");
    let mut wrong = Vec::new();
    for (key, b) in &theirs {
        let a = ours[key];
        // Below 1e-290 a p value has left the range in which a double keeps its digits.
        let off = if a.abs().max(b.abs()) < 1e-290 { 0.0 } else { (a - b).abs() / b.abs() };
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

/// The figures of a page: `<!-- fig:KEY DECIMALS -->NUMBER`, or with ` %` after the decimals a share printed in per cent.
/// Gives them and the rest of the page.
fn figures_of(page: &str) -> (Vec<(String, usize, bool, String)>, String) {
    let mut parts = page.split("<!-- fig:");
    let mut rest = parts.next().unwrap_or_default().to_owned();
    let mut found = Vec::new();
    for part in parts {
        let (tag, after) = part.split_once(" -->").expect("a figure's tag is closed");
        let mut words = tag.split(' ');
        let key = words.next().unwrap().to_owned();
        let decimals = words.next().expect("a figure's tag names its decimals").parse().unwrap();
        let percent = words.next() == Some("%");
        let end = after.find(|c: char| !(c.is_ascii_digit() || ",.−".contains(c))).unwrap_or(after.len());
        let printed = after[..end].trim_end_matches(['.', ',']);
        found.push((key, decimals, percent, printed.to_owned()));
        rest.push_str(&after[printed.len()..]);
    }
    (found, rest)
}

fn printed(value: f64, decimals: usize, percent: bool) -> String {
    let text = format!("{:.decimals$}", if percent { value * 100.0 } else { value });
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |t| ("−", t));
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{}", fraction.map(|f| format!(".{f}")).unwrap_or_default())
}

#[test]
fn every_figure_in_the_book_is_the_figure_that_was_computed() {
    let (ours, theirs) = (ours(), theirs());
    for page in ["class-size.md", "lunch-gap.md", "schools-and-classrooms.md"] {
        let text = fs::read_to_string(root().join("docs/book/src/star").join(page)).unwrap();
        let (figures, rest) = figures_of(&text);
        assert!(figures.len() >= 20, "{page} has only {} figures", figures.len());
        for (key, decimals, percent, shown) in figures {
            for (who, all) in [("the crate", &ours), ("the independent program", &theirs)] {
                let value = all.get(&key).unwrap_or_else(|| panic!("{page}: {key} is not computed"));
                assert_eq!(shown, printed(*value, decimals, percent), "{page}: {key} by {who}");
            }
        }
        // What a row says in words must be what its interval says.
        for said in text.split("<!-- say:").skip(1) {
            let (key, words) = said.split_once(" -->").expect("a tag is closed");
            let (low, high) = (ours[&format!("{key}.low")], ours[&format!("{key}.high")]);
            let reading = learning::Interval { low, high, level: LEVEL }.reading();
            assert_eq!(reading == learning::Reading::CannotTell, words.starts_with("we cannot tell"), "{page}: {key}");
            assert_eq!(
                reading == learning::Reading::Higher,
                words.starts_with("small classes higher"),
                "{page}: {key}"
            );
        }
        // No figure gets in without its tag.
        let bytes = rest.as_bytes();
        let stray = (1..bytes.len().saturating_sub(1))
            .find(|i| bytes[*i] == b'.' && bytes[i - 1].is_ascii_digit() && bytes[i + 1].is_ascii_digit());
        assert_eq!(stray.map(|i| &rest[i.saturating_sub(20)..=i + 1]), None, "{page} has a figure without a tag");
    }
}
