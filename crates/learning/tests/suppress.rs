//! "Complementary suppression": on 1,000 random tables with totals at team, school and district level, a solver that is
//! given everything published cannot pin any hidden cell to fewer than k possible values. The solver below knows nothing of
//! how cells are chosen; it looks for whole-number tables.

use learning::suppress::{At, Cell, Publication, protect_table};

/// What an outsider can work out.
struct Outsider {
    sums: Vec<(At, Vec<At>)>,
    /// Values near these are tried first; it changes how fast a table is found, not whether there is one.
    hint: Vec<i64>,
}

type Bounds = Vec<(i64, i64)>;

impl Outsider {
    fn of(publication: &Publication) -> Outsider {
        Outsider {
            sums: publication.sums().map(|(t, p)| (t, p.to_vec())).collect(),
            hint: publication.counts().iter().map(|n| *n as i64).collect(),
        }
    }

    /// Hidden cells hold 1 or more people; an upper end far above everything stands for "no limit".
    fn start(&self, published: &[Cell]) -> Bounds {
        let most = 10 * self.hint.iter().max().unwrap_or(&0) + 1000;
        published.iter().map(|c| c.shown().map_or((1, most), |n| (n as i64, n as i64))).collect()
    }

    /// Narrows bounds by every sum until nothing moves; false when no table is left.
    fn narrow(&self, bounds: &mut Bounds) -> bool {
        loop {
            let before = bounds.clone();
            for (total, parts) in &self.sums {
                let old: Vec<(i64, i64)> = parts.iter().map(|p| bounds[*p]).collect();
                let (low, high) = old.iter().fold((0, 0), |(a, b), (l, h)| (a + l, b + h));
                let t = bounds[*total];
                let t = (t.0.max(low), t.1.min(high));
                bounds[*total] = t;
                for (p, (l, h)) in parts.iter().zip(&old) {
                    bounds[*p] = ((t.0 - (high - h)).max(*l), (t.1 - (low - l)).min(*h));
                    if bounds[*p].0 > bounds[*p].1 {
                        return false;
                    }
                }
                if t.0 > t.1 {
                    return false;
                }
            }
            if *bounds == before {
                return true;
            }
        }
    }

    /// Is there a table within the bounds? Exact; gives up loudly rather than guess.
    fn possible(&self, mut bounds: Bounds, budget: &mut u32) -> bool {
        *budget = budget.checked_sub(1).expect("the solver ran out of patience: it can neither prove nor refute");
        if !self.narrow(&mut bounds) {
            return false;
        }
        let open =
            (0..bounds.len()).filter(|at| bounds[*at].0 < bounds[*at].1).min_by_key(|at| bounds[*at].1 - bounds[*at].0);
        let Some(at) = open else { return true };
        let (low, high) = bounds[at];
        let near = self.hint[at].clamp(low, high);
        let mut values: Vec<i64> = (low..=high).collect();
        values.sort_by_key(|v| (v - near).abs());
        values.into_iter().any(|v| {
            let mut next = bounds.clone();
            next[at] = (v, v);
            self.possible(next, budget)
        })
    }

    /// How many values cell `at` can have, counted up to `enough`.
    fn values(&self, published: &[Cell], at: At, enough: usize) -> usize {
        let mut bounds = self.start(published);
        assert!(self.narrow(&mut bounds), "the true table is always possible");
        let (low, high) = bounds[at];
        let mut values: Vec<i64> = (low..=high).collect();
        values.sort_by_key(|v| (v - self.hint[at]).abs());
        let can_be = |v: &i64| {
            let mut fixed = bounds.clone();
            fixed[at] = (*v, *v);
            self.possible(fixed, &mut 200_000)
        };
        values.iter().filter(|v| can_be(v)).take(enough).count()
    }

    /// Hidden cells that can be pinned to fewer than `k` values.
    fn leaks(&self, published: &[Cell], k: usize) -> Vec<At> {
        (0..published.len()).filter(|at| published[*at].is_hidden() && self.values(published, *at, k) < k).collect()
    }
}

/// A district of schools of teams, each counted by subgroup and in all, with every total of every level.
fn district(schools: &[Vec<Vec<u64>>]) -> Publication {
    let mut p = Publication::new();
    let subgroups = schools[0][0].len();
    // places[level unit] = one cell per subgroup and, last, the unit's total
    let unit = |p: &mut Publication, counts: &[u64]| -> Vec<At> {
        let mut cells: Vec<At> = counts.iter().map(|n| p.cell(*n)).collect();
        let total = p.cell(counts.iter().sum());
        if counts.len() > 1 {
            p.sum(total, &cells).expect("just added up");
        }
        cells.push(total);
        if counts.len() == 1 {
            cells.remove(0);
        }
        cells
    };
    let above = |p: &mut Publication, below: &[Vec<At>]| -> Vec<At> {
        let counts: Vec<u64> = (0..subgroups).map(|g| below.iter().map(|cells| p.counts()[cells[g]]).sum()).collect();
        let cells = unit(p, &counts);
        for (g, at) in cells.iter().enumerate() {
            let parts: Vec<At> = below.iter().map(|b| b[g]).collect();
            p.sum(*at, &parts).expect("just added up");
        }
        cells
    };
    let schools: Vec<Vec<At>> = schools
        .iter()
        .map(|teams| {
            let teams: Vec<Vec<At>> = teams.iter().map(|t| unit(&mut p, t)).collect();
            above(&mut p, &teams)
        })
        .collect();
    above(&mut p, &schools);
    p
}

/// A small, repeatable stream of numbers (SplitMix64, Steele et al. 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    fn count(&mut self) -> u64 {
        match self.below(10) {
            0 => 0,
            1..=3 => self.below(12),
            _ => self.below(60),
        }
    }

    fn district(&mut self) -> Publication {
        let subgroups = 1 + self.below(3) as usize;
        let schools: Vec<Vec<Vec<u64>>> = (0..1 + self.below(4))
            .map(|_| (0..1 + self.below(4)).map(|_| (0..subgroups).map(|_| self.count()).collect()).collect())
            .collect();
        district(&schools)
    }
}

#[test]
fn a_thousand_districts_give_no_small_group_away() {
    let mut numbers = Numbers(11);
    let (mut cells, mut small, mut hidden, mut naive_leaks) = (0, 0, 0, 0);
    for round in 0..1000 {
        let publication = numbers.district();
        let k = [3, 5, 10][round % 3];
        let published = publication.protect(k);
        let outsider = Outsider::of(&publication);
        let leaks = outsider.leaks(&published, k as usize);
        assert!(leaks.is_empty(), "round {round}, k {k}: {leaks:?} leak\n{publication:?}\n{published:?}");

        let is_small = |n: &u64| *n > 0 && *n < k;
        for (n, cell) in publication.counts().iter().zip(&published) {
            assert!(!is_small(n) || cell.is_hidden(), "a small group is shown");
            assert!(*n > 0 || *cell == Cell::Shown(0), "an empty group is hidden");
            assert!(cell.shown().is_none_or(|shown| shown == *n), "a wrong count is shown");
        }
        let smalls = publication.counts().iter().filter(|n| is_small(n)).count();
        if smalls == 0 {
            assert!(published.iter().all(|c| !c.is_hidden()), "a large group was dropped by mistake");
        }
        // The same solver against hiding only what is small: it must find leaks, or it proves nothing.
        let naive: Vec<Cell> =
            publication.counts().iter().map(|n| if is_small(n) { Cell::Hidden } else { Cell::Shown(*n) }).collect();
        naive_leaks += usize::from(!outsider.leaks(&naive, k as usize).is_empty());
        cells += published.len();
        small += smalls;
        hidden += published.iter().filter(|c| c.is_hidden()).count();
    }
    println!("{cells} cells, {small} small, {hidden} hidden; without complements {naive_leaks} of 1000 districts leak");
    assert!(naive_leaks > 300);
}

#[test]
fn two_way_tables_give_no_small_group_away() {
    let mut numbers = Numbers(12);
    for _ in 0..300 {
        let (height, width) = (1 + numbers.below(5), 1 + numbers.below(5));
        let rows: Vec<Vec<u64>> = (0..height).map(|_| (0..width).map(|_| numbers.count()).collect()).collect();
        let table = protect_table(&rows, 10).unwrap();
        let mut p = Publication::new();
        let mut published = Vec::new();
        let mut put = |n: u64, cell: Cell| {
            published.push(cell);
            p.cell(n)
        };
        let inner: Vec<Vec<At>> = rows
            .iter()
            .zip(&table.rows)
            .map(|(r, cells)| r.iter().zip(cells).map(|(n, c)| put(*n, *c)).collect())
            .collect();
        let row_totals: Vec<At> = rows.iter().zip(&table.row_totals).map(|(r, c)| put(r.iter().sum(), *c)).collect();
        let column_totals: Vec<At> =
            (0..width as usize).map(|i| put(rows.iter().map(|r| r[i]).sum(), table.column_totals[i])).collect();
        let total = put(rows.iter().flatten().sum(), table.total);
        for (t, r) in row_totals.iter().zip(&inner) {
            p.sum(*t, r).unwrap();
        }
        for (i, t) in column_totals.iter().enumerate() {
            p.sum(*t, &inner.iter().map(|r| r[i]).collect::<Vec<At>>()).unwrap();
        }
        p.sum(total, &row_totals).unwrap();
        p.sum(total, &column_totals).unwrap();
        assert_eq!(Outsider::of(&p).leaks(&published, 10), Vec::<At>::new(), "{rows:?}\n{table:?}");
    }
}

#[test]
fn groupings_without_their_crossing_are_protected_together() {
    // By gender, by lunch status and by language, all about the same 95 students, and one small group in one of them.
    let mut p = Publication::new();
    let total = p.cell(95);
    for counts in [&[48, 47][..], &[4, 91], &[60, 25, 10]] {
        let parts: Vec<At> = counts.iter().map(|n| p.cell(*n)).collect();
        p.sum(total, &parts).unwrap();
    }
    let published = p.protect(10);
    assert!(Outsider::of(&p).leaks(&published, 10).is_empty());
    let hidden: Vec<At> = (0..published.len()).filter(|at| published[*at].is_hidden()).collect();
    assert_eq!(hidden, [3, 4], "only the grouping with the small group loses its two parts");
}

#[test]
fn the_solver_counts_what_can_be_counted_by_hand() {
    let mut p = Publication::new();
    let (a, b, c, t) = (p.cell(2), p.cell(3), p.cell(40), p.cell(45));
    p.sum(t, &[a, b, c]).unwrap();
    let published = [Cell::Hidden, Cell::Hidden, Cell::Shown(40), Cell::Shown(45)];
    assert_eq!(Outsider::of(&p).values(&published, a, 100), 4); // 1 to 4
    let one = [Cell::Hidden, Cell::Shown(3), Cell::Shown(40), Cell::Shown(45)];
    assert_eq!(Outsider::of(&p).values(&one, a, 100), 1);
}

#[test]
fn a_district_report_takes_a_moment() {
    // 40 schools by 12 subgroups: some 500 cells, a tenth of them small.
    let mut numbers = Numbers(13);
    let rows: Vec<Vec<u64>> = (0..40)
        .map(|_| {
            (0..12)
                .map(|_| if numbers.below(10) == 0 { 1 + numbers.below(9) } else { 10 + numbers.below(200) })
                .collect()
        })
        .collect();
    let table = protect_table(&rows, 10).unwrap();
    let small = rows.iter().flatten().filter(|n| **n < 10).count();
    let hidden = table.rows.iter().flatten().filter(|c| c.is_hidden()).count();
    println!("{small} small, {hidden} hidden of 480");
    assert!(hidden < 3 * small + 10, "{hidden} hidden for {small} small ones");
}
