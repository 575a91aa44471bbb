#!/usr/bin/env python3
"""The figures of a survey's report by numpy, to measure against.

Usage: report.py DATABASE-URL WAVE INSTRUMENT.json SECONDS. Requirements: numpy; psycopg for PostgreSQL.
Prints two numbers: milliseconds (the median over as many runs as fit in SECONDS) with reading the rows, and of the figures alone.
The figures are those of the report: for everybody and each group how often each answer was given to each item, mean, standard
deviation, median and Student's interval; for each dimension the same over everybody's mean of its items, and Cronbach's alpha.
"""
import json, sqlite3, statistics, sys, time, uuid
import numpy as np

url, wave, described, seconds = sys.argv[1], uuid.UUID(sys.argv[2]), json.load(open(sys.argv[3])), float(sys.argv[4])
scales = {s["key"]: s for s in described["scales"]}
items = [i for i in described["items"] if "scale" in i["answer"]]
scale = scales[items[0]["answer"]["scale"]]
points = np.array([p["code"] for p in scale["points"]])
VALUE = np.full(256, np.nan)
# The values rise with the points of the scale.
for p in scale["points"]:
    VALUE[p["code"]] = p["value"]
VALUES = VALUE[points]
dimensions = {}
for at, i in enumerate(items):
    if i.get("dimension"):
        dimensions.setdefault(i["dimension"], []).append(at)
T = 1.96  # with 2,500 answers a group


def read():
    if url.startswith("sqlite:"):
        rows = connection.execute("select grp, codes from wave_ballot where wave = ?", (wave.bytes,)).fetchall()
    else:
        rows = connection.execute("select grp, codes from wave_ballot where wave = %s", (wave,)).fetchall()
    place = {g: n for n, g in enumerate(sorted({g for g, _ in rows}))}
    group = np.fromiter((place[g] for g, _ in rows), np.int64, len(rows))
    codes = np.array([[c or 0 for c in r.split(",")] for _, r in rows], dtype=np.uint8)
    return group, np.ascontiguousarray(codes.T), len(place)


def from_counts(counts):
    """Of (groups + everybody) x values: n, mean, standard deviation, median, interval; as a sum over the values, not over people."""
    n = counts.sum(axis=1)
    mean = counts @ VALUES / n
    sd = np.sqrt((counts * (VALUES[None, :] - mean[:, None]) ** 2).sum(axis=1) / (n - 1))
    below = counts.cumsum(axis=1)
    median = (VALUES[(below > ((n - 1) // 2)[:, None]).argmax(axis=1)] + VALUES[(below > (n // 2)[:, None]).argmax(axis=1)]) / 2
    half = T * sd / np.sqrt(n)
    return n, mean, sd, median, mean - half, mean + half


def from_values(values, group, groups):
    found = []
    order = np.argsort(group, kind="stable")
    parts = np.split(values[order], np.cumsum(np.bincount(group, minlength=groups))[:-1])
    for own in [values, *parts]:
        own = own[~np.isnan(own)]
        mean, sd = own.mean(), own.std(ddof=1)
        half = T * sd / np.sqrt(len(own))
        found.append((len(own), mean, sd, np.median(own), mean - half, mean + half))
    return found


def figures(group, codes, groups):
    out = []
    for item in codes:
        counts = np.bincount(group * 256 + item, minlength=groups * 256).reshape(groups, 256)
        counts = np.vstack([counts.sum(axis=0), counts])
        out.append((counts, from_counts(counts[:, points])))
    for own in dimensions.values():
        values = VALUE[codes[own]]
        there = ~np.isnan(values)
        answered = there.sum(axis=0)
        score = np.where(answered > 0, np.nansum(values, axis=0) / np.maximum(answered, 1), np.nan)
        whole = values[:, there.all(axis=0)]
        k = len(own)
        alpha = k / (k - 1) * (1 - whole.var(axis=1, ddof=1).sum() / whole.sum(axis=0).var(ddof=1)) if k > 1 else None
        out.append((from_values(score, group, groups), alpha))
    return out


if url.startswith("sqlite:"):
    connection = sqlite3.connect(url.removeprefix("sqlite:"))
else:
    import psycopg

    connection = psycopg.connect(url)
whole, alone = [], []
until = time.monotonic() + seconds
while not whole or time.monotonic() < until:
    begun = time.perf_counter()
    rows = read()
    between = time.perf_counter()
    figures(*rows)
    done = time.perf_counter()
    whole.append((done - begun) * 1e3)
    alone.append((done - between) * 1e3)
print(statistics.median(whole), statistics.median(alone))
