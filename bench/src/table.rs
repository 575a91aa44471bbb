//! The table that is printed.

/// Rows as they are measured.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
}

struct Row {
    what: String,
    ours: String,
    reference: String,
    ratio: f64,
    bound: Bound,
}

/// What a ratio must keep.
#[derive(Clone, Copy)]
pub enum Bound {
    AtLeast(f64),
    AtMost(f64),
    /// Told, not judged.
    None,
}

impl Bound {
    fn holds(self, ratio: f64) -> bool {
        match self {
            Bound::AtLeast(b) => ratio >= b,
            Bound::AtMost(b) => ratio <= b,
            Bound::None => true,
        }
    }
}

impl Table {
    /// Adds a row and says it at once.
    pub fn add(&mut self, what: String, ours: String, reference: String, ratio: f64, bound: Bound) {
        eprintln!("{what}: {ours} against {reference}, ratio {ratio:.2}");
        self.rows.push(Row { what, ours, reference, ratio, bound });
    }

    /// Whether every bound holds.
    pub fn holds(&self) -> bool {
        self.rows.iter().all(|r| r.bound.holds(r.ratio))
    }

    /// Prints it.
    pub fn print(&self) {
        println!("| what | ours | reference | ratio | bound | holds |");
        println!("|---|---|---|---|---|---|");
        for r in &self.rows {
            let (bound, holds) = match r.bound {
                Bound::AtLeast(b) => (format!("≥ {b}"), r.bound.holds(r.ratio)),
                Bound::AtMost(b) => (format!("≤ {b}"), r.bound.holds(r.ratio)),
                Bound::None => (String::new(), true),
            };
            let holds = if holds { "yes" } else { "NO" };
            println!("| {} | {} | {} | {:.2} | {bound} | {holds} |", r.what, r.ours, r.reference, r.ratio);
        }
    }
}
