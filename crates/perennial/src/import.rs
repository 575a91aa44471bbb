//! Bringing in what other systems know.

use std::fs::File;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use oneroster::Source;
use rooms::data::{self, Import, Mapping};
use rooms::people::{self, Progress, RosterError, RosterOptions, RosterReport, import_roster};

use store::{Db, DistrictId};

use crate::commands::Stop;
use crate::serve;
use crate::settings::Settings;

/// The source every roster from the command line belongs to; part of the identity of what it brings.
pub(crate) const SOURCE: &str = "oneroster";

/// How the command was given.
pub(crate) struct How {
    pub dry_run: bool,
    pub json: bool,
    pub max_removals: f64,
    pub confirm: bool,
    /// None for the only district there is, or the set's own when there is none.
    pub district: Option<DistrictId>,
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
    let outcome = import_roster(&db, how.district, SOURCE, set, options, move |Progress { step, rows }| {
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

/// Results to bring in.
pub(crate) struct Results {
    pub file: PathBuf,
    pub map: PathBuf,
    pub dry_run: bool,
    pub json: bool,
    pub skip_refused: bool,
    pub source: String,
    pub district: Option<uuid::Uuid>,
}

/// Brings the results of a table in, as its mapping says.
pub(crate) fn results(settings: &Settings, asked: &Results) -> Result<(), Stop> {
    let text = read(&asked.map)?;
    let mapping = Mapping::parse(&text).map_err(|e| Stop::Words(format!("{}: {e}", asked.map.display())))?;
    let file = File::open(&asked.file).map_err(|e| Stop::Failed(format!("{}: {e}", asked.file.display())))?;
    let db = serve::open(settings)?;
    let Some(district) = district(&db, asked.district)? else {
        return Err(Stop::Failed(
            "there is no district yet; bring a roster in first, or open the server's first page".into(),
        ));
    };
    let import = Import {
        district,
        source: asked.source.clone(),
        file: asked.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
        mapping,
        dry_run: asked.dry_run,
        skip_refused: asked.skip_refused,
        schools: None,
        by: None,
        run: None,
    };
    let bar = bar();
    let outcome = data::import_results(&db, &import, Box::new(file), &|p| bar.set_position(p.rows));
    bar.finish_and_clear();
    let report = outcome.map_err(|e| Stop::Failed(e.to_string()))?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if asked.json {
        writeln!(out, "{}", report.json())?;
    } else {
        head(&mut out)?;
        for (kind, c) in &report.kinds {
            line(&mut out, kind, [c.new, c.changed, c.unchanged, c.removed, c.refused])?;
        }
        for refused in &report.refused {
            writeln!(out, "{refused}")?;
        }
        out.flush()?;
        eprintln!("{}", if report.applied { "It is written." } else { "Nothing was changed." });
    }
    out.flush()?;
    if report.applied || asked.dry_run {
        Ok(())
    } else {
        Err(Stop::Failed("some cells were refused, so nothing was changed; --skip-refused takes the rest".into()))
    }
}

fn read(path: &Path) -> Result<String, Stop> {
    std::fs::read_to_string(path).map_err(|e| Stop::Failed(format!("{}: {e}", path.display())))
}

/// The district to bring something into: the one that is asked for, or the only one; nothing when there is none.
fn district(db: &Db, asked: Option<uuid::Uuid>) -> Result<Option<DistrictId>, Stop> {
    let there = db.read_now(people::districts)?;
    match (asked, there.as_slice()) {
        (Some(id), there) => match there.iter().find(|(d, _)| d.0 == id) {
            Some((district, _)) => Ok(Some(*district)),
            None => Err(Stop::Failed(format!("there is no district {id}"))),
        },
        (None, []) => Ok(None),
        (None, [(only, _)]) => Ok(Some(*only)),
        (None, several) => {
            let list: Vec<_> = several.iter().map(|(id, name)| format!("  --district {id}  {name}")).collect();
            Err(Stop::Words(format!("there are several districts; say which:\n{}", list.join("\n"))))
        }
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
        head(&mut out)?;
        for kind in ["orgs", "users", "roles", "classes", "enrollments"] {
            let c = report.counts.get(kind).copied().unwrap_or_default();
            line(&mut out, kind, [c.new, c.changed, c.unchanged, c.removed, c.refused])?;
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

fn head(out: &mut impl std::io::Write) -> std::io::Result<()> {
    writeln!(out, "{:<12} {:>9} {:>9} {:>9} {:>9} {:>9}", "", "new", "changed", "unchanged", "removed", "refused")
}

fn line(out: &mut impl std::io::Write, kind: &str, counts: [u64; 5]) -> std::io::Result<()> {
    let [new, changed, unchanged, removed, refused] = counts;
    writeln!(out, "{kind:<12} {new:>9} {changed:>9} {unchanged:>9} {removed:>9} {refused:>9}")
}
