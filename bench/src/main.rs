//! Measures ours against a reference that runs beside it on the same machine, and prints one table:
//! *what | ours | reference | ratio | bound | holds*. Ends with status 1 when a bound is broken.
//!
//! `cargo run --release -p bench` for everything it can reach; `-- --small` to see that it works; `-- --only growth` for some rows; `-- --postgres URL` to measure
//! on PostgreSQL too (a server whose databases may be made and dropped).

mod database;
mod floor;
mod imports;
mod load;
mod multiply;
mod notes;
mod pages;
mod server;
mod surveys;
mod table;
mod writes;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Words {
    #[command(subcommand)]
    part: Option<Part>,
    /// A short run, to see that it works; figures mean nothing.
    #[arg(long)]
    small: bool,
    /// A PostgreSQL server for throw-away databases, as postgres://user@host:port
    #[arg(long, env = "PERENNIAL_TEST_POSTGRES")]
    postgres: Option<String>,
    /// The rows of an import.
    #[arg(long, default_value_t = 1_000_000)]
    rows: u64,
    /// The largest number of people in the growth rows.
    #[arg(long, default_value_t = 1_000_000)]
    people: usize,
    /// Seconds that ten writers write in one text.
    #[arg(long, default_value_t = 600.0)]
    notes_seconds: f64,
    /// Only rows in whose name this stands: `page`, `page home`, `growth`, `roster`, `durable`, …
    #[arg(long, default_value = "")]
    only: String,
    /// Only on this engine; without it on every one that can be reached.
    #[arg(long, value_enum)]
    engine: Option<database::Kind>,
}

#[derive(Subcommand)]
enum Part {
    /// The reference server: a session, five small queries, fifty rows, a page of the same size.
    Floor {
        #[arg(long)]
        database: String,
        #[arg(long)]
        listen: String,
    },
    /// The reference of shared notes: a web socket that passes on what it hears.
    Echo {
        #[arg(long)]
        listen: String,
    },
}

/// What the rows share.
pub struct Plan {
    pub folder: PathBuf,
    pub postgres: Option<String>,
    pub people: usize,
    pub rows: u64,
    only: String,
    /// Seconds that ten writers write in one text.
    pub notes_seconds: f64,
    /// Seconds a figure is measured for.
    pub seconds: f64,
    pub small: bool,
}

impl Plan {
    /// Whether the row with this name, or with a name that begins so, was asked for.
    pub fn wants(&self, name: &str) -> bool {
        name.to_lowercase().contains(&self.only)
    }
}

fn main() -> ExitCode {
    let words = Words::parse();
    match words.part {
        Some(Part::Floor { database, listen }) => {
            floor::serve(&database, &listen);
            return ExitCode::SUCCESS;
        }
        Some(Part::Echo { listen }) => {
            notes::serve_echo(&listen);
            return ExitCode::SUCCESS;
        }
        None => {}
    }
    let folder = std::env::temp_dir().join(format!("perennial-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let plan = Plan {
        folder: folder.clone(),
        postgres: words.postgres,
        people: if words.small { 3_000 } else { words.people },
        rows: if words.small { 5_000 } else { words.rows },
        only: words.only.to_lowercase(),
        notes_seconds: if words.small { 3.0 } else { words.notes_seconds },
        seconds: if words.small { 0.5 } else { 4.0 },
        small: words.small,
    };
    server::build();
    let mut table = table::Table::default();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for kind in database::kinds(&plan).into_iter().filter(|kind| words.engine.is_none_or(|only| only == *kind)) {
        runtime.block_on(pages::measure(&plan, kind, &mut table));
        writes::measure(&plan, kind, &mut table);
        imports::measure(&plan, kind, &mut table);
        runtime.block_on(notes::measure(&plan, kind, &mut table));
        runtime.block_on(surveys::measure(&plan, kind, &mut table));
    }
    drop(std::fs::remove_dir_all(&folder));
    table.print();
    if table.holds() || plan.small { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
