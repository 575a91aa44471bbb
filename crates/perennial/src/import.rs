//! Bringing in what other systems know.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use oneroster::Source;
use rooms::people::{Progress, RosterError, RosterOptions, RosterReport, import_roster};

use crate::commands::Stop;
use crate::serve;
use crate::settings::Settings;

/// The source every roster from the command line belongs to; part of the identity of what it brings.
const SOURCE: &str = "oneroster";

/// How the command was given.
pub(crate) struct How {
    pub dry_run: bool,
    pub json: bool,
    pub max_removals: f64,
    pub confirm: bool,
}

/// A share between 0 and 100.
pub(crate) fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').parse::<f64>() {
        Ok(n) if (0.0..=100.0).contains(&n) => Ok(n),
        _ => Err("say a number from 0 to 100".into()),
    }
}

/// Brings a OneRoster set in and says what happened, on standard output; what was unusual, on standard error.
pub(crate) fn oneroster(settings: &Settings, path: &Path, how: &How) -> Result<(), Stop> {
    let set = Source::open(path).map_err(|e| Stop::Failed(format!("{}: {e}", path.display())))?;
    let db = serve::open(settings)?;
    let options = RosterOptions {
        dry_run: how.dry_run,
        max_removals_percent: how.max_removals,
        confirm: how.confirm,
        ..RosterOptions::default()
    };
    let bar = bar();
    let shown = bar.clone();
    let outcome = import_roster(&db, None, SOURCE, set, options, move |Progress { step, rows }| {
        shown.set_message(step);
        shown.set_position(rows);
    });
    bar.finish_and_clear();
    match outcome {
        Ok(report) => {
            say(&report, how.json)?;
            if let (true, Some(brake)) = (how.dry_run, &report.brake) {
                eprintln!("{brake}");
            }
            Ok(())
        }
        Err(RosterError::Stopped(report)) => {
            say(&report, how.json)?;
            Err(Stop::Failed(RosterError::Stopped(report).to_string()))
        }
        Err(e) => Err(Stop::Failed(e.to_string())),
    }
}

/// A bar on a terminal, nothing on a pipe.
fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {human_pos} rows, {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

fn say(report: &RosterReport, json: bool) -> Result<(), Stop> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if json {
        writeln!(out, "{}", report.json())?;
    } else {
        writeln!(out, "{:<12} {:>9} {:>9} {:>9} {:>9} {:>9}", "", "new", "changed", "unchanged", "removed", "refused")?;
        for kind in ["orgs", "users", "roles", "classes", "enrollments"] {
            let c = report.counts.get(kind).copied().unwrap_or_default();
            let rooms::people::Counts { new, changed, unchanged, removed, refused } = c;
            writeln!(out, "{kind:<12} {new:>9} {changed:>9} {unchanged:>9} {removed:>9} {refused:>9}")?;
        }
        for refused in &report.refused {
            writeln!(out, "{refused}")?;
        }
        out.flush()?;
        for note in &report.notes {
            eprintln!("{note}");
        }
        eprintln!("{}", if report.applied { "It is written." } else { "Nothing was changed." });
    }
    out.flush()?;
    Ok(())
}
