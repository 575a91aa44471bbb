#!/usr/bin/env python3
"""Computes, independently of the Rust crate, every figure that tests/star.rs checks, and writes expected.json.

Requirements: Python 3.10+, numpy >= 1.26, scipy >= 1.11 (pip install numpy scipy).
Run from anywhere: python3 crates/learning/verify/star.py
It also refreshes the tagged figures in docs/book/src/star/*.md (<!-- fig:KEY DECIMALS -->NUMBER).

Wherever numpy or scipy has the statistic, theirs is used; the rest is written from the formula of the source that the Rust
documentation names, by another route where there is one (Hedges' correction by gammaln, F intervals by scipy, medians by
numpy). Nothing here is translated from the Rust code.
"""
import csv, gzip, json, math, pathlib, re
import numpy as np
from scipy import special, stats

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
LEVEL = 0.95
Z = stats.norm.ppf(0.975)
out = {}


def put(prefix, **figures):
    for name, value in figures.items():
        key = f"{prefix}.{name}"
        assert key not in out, key
        out[key] = float(value)


def rows(name):
    with gzip.open(ROOT / "sample" / "star" / name, "rt", newline="") as f:
        return list(csv.DictReader(f))


def number(text):
    return float(text) if text not in ("", "NA") else None


def describe(prefix, x):
    x = np.array(x)
    q1, median, q3 = np.quantile(x, [0.25, 0.5, 0.75], method="linear")
    low, high = stats.t.interval(LEVEL, len(x) - 1, loc=x.mean(), scale=stats.sem(x))
    put(prefix, n=len(x), mean=x.mean(), sd=x.std(ddof=1), min=x.min(), q1=q1, median=median, q3=q3, max=x.max(),
        low=low, high=high)


def welch(prefix, a, b):
    a, b = np.array(a), np.array(b)
    test = stats.ttest_ind(a, b, equal_var=False)
    interval = test.confidence_interval(LEVEL)
    put(prefix, difference=a.mean() - b.mean(), df=test.df, p=test.pvalue, low=interval.low, high=interval.high,
        n_first=len(a), n_second=len(b), mean_first=a.mean(), mean_second=b.mean())


def effect(prefix, a, b):
    a, b = np.array(a), np.array(b)
    m = len(a) + len(b) - 2
    pooled = math.sqrt(((len(a) - 1) * a.var(ddof=1) + (len(b) - 1) * b.var(ddof=1)) / m)
    d = (a.mean() - b.mean()) / pooled
    # by Pochhammer's symbol, which keeps its digits for large m: Γ(m/2)/Γ((m−1)/2) = ((m−1)/2)_(1/2)
    j = special.poch((m - 1) / 2, 0.5) / math.sqrt(m / 2)
    se = j * math.sqrt(1 / len(a) + 1 / len(b) + d * d / (2 * (len(a) + len(b))))
    put(prefix, d=d, g=j * d, g_low=j * d - Z * se, g_high=j * d + Z * se)


def wilson(count, of):
    interval = stats.binomtest(count, of).proportion_ci(LEVEL, method="wilson")
    return count / of, interval.low, interval.high


def shares(prefix, first, second):
    p1, l1, u1 = wilson(*first)
    p2, l2, u2 = wilson(*second)
    put(prefix, share_first=p1, low_first=l1, high_first=u1, share_second=p2, low_second=l2, high_second=u2,
        difference=p1 - p2, low=p1 - p2 - math.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2),
        high=p1 - p2 + math.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2))


def paired(prefix, before, after):
    before, after = np.array(before), np.array(after)
    test = stats.ttest_rel(after, before)
    interval = test.confidence_interval(LEVEL)
    put(prefix, n=len(before), mean_before=before.mean(), mean_after=after.mean(), growth=(after - before).mean(),
        sd_of_gains=(after - before).std(ddof=1), p=test.pvalue, low=interval.low, high=interval.high)


def spread(prefix, groups, every=False):
    """groups: dict from id to values, in the order of the ids."""
    lists = [np.array(v) for v in groups.values()]
    everything = np.concatenate(lists)
    test = stats.f_oneway(*lists)
    n = np.array([len(x) for x in lists])
    means = np.array([x.mean() for x in lists])
    k, total = len(lists), len(everything)
    within = sum(((x - x.mean()) ** 2).sum() for x in lists) / (total - k)
    between = (((everything - everything.mean()) ** 2).sum() - within * (total - k)) / (k - 1)
    n0 = (total - (n ** 2).sum() / total) / (k - 1)
    tau2 = max(0.0, (between - within) / n0)
    icc = (between - within) / (between + (n0 - 1) * within)
    f = between / within
    fu, fl = stats.f.ppf([0.975, 0.025], k - 1, total - k)
    put(prefix, groups=k, n=total, ms_between=between, ms_within=within, n0=n0, var_between=tau2, icc=icc,
        icc_low=(f / fu - 1) / (f / fu - 1 + n0), icc_high=(f / fl - 1) / (f / fl - 1 + n0), f=test.statistic, p=test.pvalue)
    # Partial pooling as a weighted mean of the group's own mean and the overall mean, by precisions.
    own = n / within
    weight = 1 / (tau2 + within / n)
    overall = np.average(means, weights=weight)
    pooled = (own * means + overall / tau2) / (own + 1 / tau2)
    trust = own / (own + 1 / tau2)
    sd = np.sqrt(1 / (own + 1 / tau2) + (1 - trust) ** 2 / weight.sum())
    put(prefix, overall=overall, overall_se=math.sqrt(1 / weight.sum()), sd_between=math.sqrt(tau2),
        raw_lowest=means.min(), raw_highest=means.max(), pooled_lowest=pooled.min(), pooled_highest=pooled.max(),
        trust_lowest=trust.min(), trust_highest=trust.max(), trust_typical=1 / (1 + within / (tau2 * n0)), smallest=n.min(), largest=n.max(),
        clear=int(((pooled - Z * sd > overall) | (pooled + Z * sd < overall)).sum()))
    several = sorted((x for x in lists if len(x) > 1), key=np.mean)
    top, bottom = several[-1], several[0]
    pairs = len(several) * (len(several) - 1) / 2
    test = stats.ttest_ind(top, bottom, equal_var=False)
    interval = test.confidence_interval(1 - (1 - LEVEL) / pairs)
    put(prefix + ".widest", difference=top.mean() - bottom.mean(), p=min(1.0, test.pvalue * pairs), low=interval.low,
        high=interval.high)
    if every:
        for i, name in enumerate(groups):
            put(f"{prefix}.group.{name}", raw=means[i], pooled=pooled[i], trust=trust[i], low=pooled[i] - Z * sd[i],
                high=pooled[i] + Z * sd[i])


def run_chart(prefix, values, baseline):
    centre = np.median(values[:baseline])
    signs = [int(np.sign(v - centre)) for v in values if v != centre]
    text = "".join("a" if s > 0 else "b" for s in signs)
    runs = [len(r) for r in re.findall("a+|b+", text)]
    put(prefix, centre=centre, useful=len(signs), longest=max(runs), crossings=len(runs) - 1,
        longest_limit=round(math.log2(len(signs)) + 3), crossings_limit=stats.binom.ppf(0.05, len(signs) - 1, 0.5),
        shift=max(runs) > round(math.log2(len(signs)) + 3),
        few_crossings=len(runs) - 1 < stats.binom.ppf(0.05, len(signs) - 1, 0.5))


def distributions():
    for df in (1, 2, 3.5, 10, 57.25, 800, 1000.5, 5808.3, 1e6):
        for p in (0.001, 0.025, 0.4, 0.9, 0.995):
            put(f"t_quantile.{df:g}", **{f"{p:g}": stats.t.ppf(p, df)})
        for t in (0.1, 1.7, 4.2, 9.0):
            put(f"t_upper.{df:g}", **{f"{t:g}": stats.t.sf(t, df)})
    for z in (0.3, 1.5, 2.2, 4.0, 8.0, 20.0):
        put("normal_upper", **{f"{z:g}": stats.norm.sf(z)})
    for d1, d2 in ((1, 1), (3, 20), (78, 5710), (325, 5460)):
        for p in (0.025, 0.5, 0.975):
            put(f"f_quantile.{d1}.{d2}", **{f"{p:g}": stats.f.ppf(p, d1, d2)})
        for f in (0.5, 1.3, 5.0):
            put(f"f_upper.{d1}.{d2}", **{f"{f:g}": stats.f.sf(f, d1, d2)})
    for n in (9, 10, 23, 24, 78, 1000):
        put("fair_coin_quantile", **{str(n): stats.binom.ppf(0.05, n, 0.5)})


def main():
    students = rows("AER__STAR.csv.gz")

    def scores(subject, grade, **where):
        pairs = [(s["rownames"], number(s[subject + grade])) for s in students
                 if all(s[k] == v for k, v in where.items())]
        return {i: x for i, x in pairs if x is not None}

    for subject in ("read", "math"):
        for g in ("k", "1", "2", "3"):
            by_class = {c: list(scores(subject, g, **{"star" + g: c}).values()) for c in ("small", "regular", "regular+aide")}
            for c, x in by_class.items():
                describe(f"describe.{subject}.{g}.{c}", x)
            for c in ("small", "regular+aide"):
                welch(f"class.{subject}.{g}.{c}", by_class[c], by_class["regular"])
                effect(f"class.{subject}.{g}.{c}", by_class[c], by_class["regular"])
            non, free = (list(scores(subject, g, **{"lunch" + g: status}).values()) for status in ("non-free", "free"))
            welch(f"lunch.{subject}.{g}", non, free)
            effect(f"lunch.{subject}.{g}", non, free)
        # The same students in kindergarten and grade 3, by lunch status in kindergarten.
        gains = {}
        both = {}
        for status in ("non-free", "free"):
            before, after = scores(subject, "k", lunchk=status), scores(subject, "3", lunchk=status)
            who = sorted(set(before) & set(after))
            both[status] = ([before[i] for i in who], [after[i] for i in who])
            paired(f"growth.{subject}.{status}", *both[status])
            put(f"growth.{subject}.{status}", only_before=len(set(before) - set(after)), only_after=len(set(after) - set(before)))
            gains[status] = np.array(both[status][1]) - np.array(both[status][0])
        welch(f"movement.{subject}", gains["non-free"], gains["free"])
        for when, grade in ((0, "k"), (1, "3")):
            welch(f"stayed.{subject}.{grade}", both["non-free"][when], both["free"][when])
            effect(f"stayed.{subject}.{grade}", both["non-free"][when], both["free"][when])
        # Schools in kindergarten and grade 3.
        for g in ("k", "3"):
            schools = {}
            for s in students:
                if number(s[subject + g]) is not None and s["schoolid" + g]:
                    schools.setdefault(int(float(s["schoolid" + g])), []).append(number(s[subject + g]))
            schools = dict(sorted(schools.items()))
            spread(f"school.{subject}.{g}", schools, every=(subject == "read" and g == "k"))
            if g == "k":
                means = [np.mean(v) for v in schools.values()]
                run_chart(f"run.{subject}", means, len(means))
                run_chart(f"run.{subject}.frozen", means, 20)

    def with_lunch(**where):
        known = [s for s in students if s["lunchk"] and all(s[k] == v for k, v in where.items())]
        return sum(s["lunchk"] == "free" for s in known), len(known)

    shares("balance", with_lunch(stark="small"), with_lunch(stark="regular"))

    def stayed(status):
        there = [s for s in students if s["lunchk"] == status and number(s["readk"]) is not None]
        return sum(number(s["read3"]) is not None for s in there), len(there)

    shares("staying", stayed("non-free"), stayed("free"))

    long = rows("mlmRev__star.csv.gz")
    for subject in ("read", "math"):
        for grade in ("K", "3"):
            classes = {}
            for r in long:
                if r["gr"] == grade and number(r[subject]) is not None and r["tch"] not in ("", "NA"):
                    classes.setdefault(int(r["tch"]), []).append(number(r[subject]))
            spread(f"classroom.{subject}.{grade}", dict(sorted(classes.items())))
        # Whole classrooms by chance small or regular: compared as classrooms, one mean each.
        for grade in ("K", "1", "2", "3"):
            means = {}
            for kind in ("small", "reg"):
                classes = {}
                for r in long:
                    if r["gr"] == grade and r["cltype"] == kind and number(r[subject]) is not None and r["tch"] not in ("", "NA"):
                        classes.setdefault(int(r["tch"]), []).append(number(r[subject]))
                means[kind] = [np.mean(v) for _, v in sorted(classes.items())]
            welch(f"classmeans.{subject}.{grade}", means["small"], means["reg"])

    distributions()
    (HERE / "expected.json").write_text(json.dumps(out, indent=0, sort_keys=True) + "\n")
    print(len(out), "figures")
    refresh_pages()


def shown(value, decimals):
    return f"{value:,.{decimals}f}".replace("-", "−")


def refresh_pages():
    """<!-- fig:KEY DECIMALS --> or <!-- fig:KEY DECIMALS % -->; with % the figure is shown times 100."""
    tag = re.compile(r"(<!-- fig:(\S+) (\d)( %)? -->)([−\d.,]*\d)")
    for page in sorted((ROOT / "docs" / "book" / "src" / "star").glob("*.md")):
        fill = lambda m: m[1] + shown(out[m[2]] * (100 if m[4] else 1), int(m[3]))
        page.write_text(tag.sub(fill, page.read_text()))


if __name__ == "__main__":
    main()
