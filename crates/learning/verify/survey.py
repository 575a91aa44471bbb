#!/usr/bin/env python3
"""Computes, independently of the Rust crate, every figure that tests/survey.rs checks, and writes expected-survey.json.

Requirements: Python 3.10+, numpy >= 1.26, scipy >= 1.11 (pip install numpy scipy).
Run from anywhere: python3 crates/learning/verify/survey.py

Wherever numpy or scipy has the statistic, theirs is used; the rest is written from the source that the Rust documentation names,
by another route: alpha from the whole covariance matrix, Holm from its definition over sets. Nothing here is translated from the
Rust code. The data set (sample/bfi) has no answer outside its scale; to try those, one part takes the answer 6 for "no opinion".
"""
import csv, gzip, json, math, pathlib
import numpy as np
from scipy import special, stats

HERE = pathlib.Path(__file__).resolve().parent
LEVEL = 0.95
Z = stats.norm.ppf(0.975)
SCALES = {"A": "-A1 A2 A3 A4 A5", "C": "C1 C2 C3 -C4 -C5", "E": "-E1 -E2 E3 E4 E5", "N": "N1 N2 N3 N4 N5", "O": "O1 -O2 O3 O4 -O5"}
LEAST = 3
out = {}


def put(prefix, **figures):
    for name, value in figures.items():
        key = f"{prefix}.{name}"
        assert key not in out, key
        out[key] = float(value)


def read():
    with gzip.open(HERE.parents[2] / "sample" / "bfi" / "psych__bfi.csv.gz", "rt", newline="") as f:
        rows = list(csv.DictReader(f))
    return {name: np.array([float(r[name]) if r[name] else np.nan for r in rows]) for name in rows[0]}


def describe(prefix, values):
    """values: those on the scale, nothing else."""
    low, high = stats.t.interval(LEVEL, len(values) - 1, loc=values.mean(), scale=stats.sem(values))
    put(prefix, n=len(values), mean=values.mean(), sd=values.std(ddof=1), median=np.median(values), low=low, high=high)


def item(prefix, answers, points, outside=()):
    """answers: with NaN where the item was left out."""
    missing = np.isnan(answers).sum()
    on_scale = answers[np.isin(answers, points)]
    beside = np.isin(answers, outside).sum()
    describe(prefix, on_scale)
    put(prefix, missing=missing, no_opinion=beside)
    for p in points:
        put(prefix, **{f"count{p}": (on_scale == p).sum(), f"share{p}": (on_scale == p).mean()})
    middle = np.mean([min(points), max(points)])
    put(prefix, left=(on_scale < middle).mean(), middle=(on_scale == middle).mean(), right=(on_scale > middle).mean())
    for o in outside:
        put(prefix, **{f"beside{o}": (answers == o).sum() / (~np.isnan(answers)).sum()})


def holm(p):
    """For each p: the largest of (how many are at least as large as q) times q, over all q up to p."""
    return [max(min(1.0, sum(r >= q for r in p) * q) for q in p if q <= mine) for mine in p]


def face_to_face(names, firsts, seconds, prefix):
    tests = [stats.ttest_ind(a, b, equal_var=False) for a, b in zip(firsts, seconds)]
    adjusted = holm([t.pvalue for t in tests])
    for name, a, b, test, p in zip(names, firsts, seconds, tests, adjusted):
        interval = test.confidence_interval(LEVEL)
        m = len(a) + len(b) - 2
        d = (a.mean() - b.mean()) / math.sqrt(((len(a) - 1) * a.var(ddof=1) + (len(b) - 1) * b.var(ddof=1)) / m)
        # by Pochhammer's symbol, which keeps its digits for large m: Γ(m/2)/Γ((m−1)/2) = ((m−1)/2)_(1/2)
        j = special.poch((m - 1) / 2, 0.5) / math.sqrt(m / 2)
        se = j * math.sqrt(1 / len(a) + 1 / len(b) + d * d / (2 * (len(a) + len(b))))
        reading = int(np.sign(a.mean() - b.mean())) if p < 1 - LEVEL else 0
        put(f"{prefix}.{name}", difference=a.mean() - b.mean(), df=test.df, p=test.pvalue, low=interval.low, high=interval.high,
            p_adjusted=p, d=d, g=j * d, g_low=j * d - Z * se, g_high=j * d + Z * se, reading=reading)


def alpha(prefix, answers, outside=()):
    """answers: people x items, reversed ones turned, with NaN where left out; `outside`: a mask of the same shape."""
    left_out = np.isnan(answers).any(axis=1)
    beside = outside.any(axis=1) if len(outside) else np.zeros(len(answers), bool)
    complete = answers[~left_out & ~beside]
    n, k = complete.shape
    c = np.cov(complete, rowvar=False, ddof=1)
    a = k / (k - 1) * (1 - np.trace(c) / c.sum())
    upper, lower = stats.f.ppf([0.975, 0.025], n - 1, (n - 1) * (k - 1))
    put(prefix, alpha=a, low=1 - (1 - a) * upper, high=1 - (1 - a) * lower, n=n, missing=left_out.sum(),
        no_opinion=(beside & ~left_out).sum())


def turned(data, keys, low=1, high=6):
    return np.column_stack([low + high - data[k[1:]] if k[0] == "-" else data[k] for k in keys.split()])


def person_means(answers, on_scale, least):
    enough = on_scale.sum(axis=1) >= least
    with np.errstate(invalid="ignore"):
        means = np.where(on_scale, answers, 0).sum(axis=1) / on_scale.sum(axis=1)
    return means, enough


def main():
    data = read()
    items = [k.lstrip("-") for keys in SCALES.values() for k in keys.split()]
    men, women = data["gender"] == 1, data["gender"] == 2
    points = [1, 2, 3, 4, 5, 6]
    for name in items:
        item(f"item.{name}.all", data[name], points)
        item(f"item.{name}.men", data[name][men], points)
        item(f"item.{name}.women", data[name][women], points)
    there = lambda x: x[~np.isnan(x)]
    face_to_face(items, [there(data[n][men]) for n in items], [there(data[n][women]) for n in items], "gap")

    scored = {}
    for scale, keys in SCALES.items():
        answers = turned(data, keys)
        alpha(f"alpha.{scale}", answers)
        means, enough = person_means(answers, ~np.isnan(answers), LEAST)
        scored[scale] = (means, enough)
        for who, mask in (("men", men), ("women", women)):
            describe(f"score.{scale}.{who}", means[mask & enough])
            put(f"score.{scale}.{who}", missing=(mask & ~enough).sum())
        for level in (1, 2, 3, 4, 5):
            describe(f"score.{scale}.education{level}", means[(data["education"] == level) & enough])
    face_to_face(SCALES, [m[men & e] for m, e in scored.values()], [m[women & e] for m, e in scored.values()], "gap.score")

    # As if 6 had meant "no opinion".
    for scale, keys in SCALES.items():
        plain = np.column_stack([data[k.lstrip("-")] for k in keys.split()])
        answers = turned(data, keys, 1, 5)
        beside = plain == 6
        alpha(f"outside.alpha.{scale}", answers, beside)
        on_scale = ~np.isnan(plain) & ~beside
        means, enough = person_means(answers, on_scale, 4)
        describe(f"outside.score.{scale}", means[enough])
        at_all = (~np.isnan(plain)).sum(axis=1) >= 4
        put(f"outside.score.{scale}", no_opinion=(~enough & at_all).sum(), missing=(~enough & ~at_all).sum())
    for name in items:
        item(f"outside.{name}", data[name], points[:5], outside=(6,))

    (HERE / "expected-survey.json").write_text(json.dumps(out, indent=0, sort_keys=True) + "\n")
    print(len(out), "figures")


if __name__ == "__main__":
    main()
