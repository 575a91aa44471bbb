//! The sample district, built once and served with a sign-in per persona.

use std::path::Path;

use store::{Chance, Clock, Db};

use crate::commands::{Common, Demo, Stop};
use crate::{serve, settings::Settings};

/// What stands beside the database of a sample district: with what it was built, so that another wish is noticed.
const NOTE: &str = "sample.json";

/// Builds the sample district unless it is there, and serves it.
pub(crate) fn run(demo: &Demo) -> Result<(), Stop> {
    let common = Common { listen: demo.listen.clone(), data: Some(demo.data.clone()), ..Common::default() };
    let mut settings = Settings::read(&common)?;
    // A sample district is always embedded: it must never be built into a real database.
    let file = demo.data.join("perennial.db");
    settings.database = format!("sqlite:{}", file.display());
    serve::log(&settings);
    let note = demo.data.join(NOTE);
    let wish = serde_json::json!({ "seed": demo.seed, "scale": demo.scale });
    if demo.fresh {
        clear(&demo.data)?;
    }
    if !note.exists() {
        if file.exists() {
            if interrupted(&demo.data) {
                clear(&demo.data)?;
            } else {
                return Err(Stop::Failed(format!(
                    "{} holds a database that is not a sample district; name another folder with --data",
                    demo.data.display()
                )));
            }
        }
        build(demo, &settings, &wish)?;
    } else if read_note(&note)?.get("built") != Some(&wish) {
        eprintln!("The district that is there was built with another seed or scale; --fresh builds it anew.");
    }
    let personas = read_note(&note)?;
    let clock = if demo.speed > 1 { Clock::fast(demo.speed) } else { Clock::system() };
    let db = Db::open(&settings.options(), clock, Chance::system())?;
    serve::serve(&settings, db, true, |address| {
        println!("\nPerennial runs at {address}\n");
        for p in personas["personas"].as_array().into_iter().flatten() {
            let (name, who) = (p["name"].as_str().unwrap_or_default(), p["who"].as_str().unwrap_or_default());
            println!("  {:<52}  {who}", format!("{address}/demo/as/{name}"));
        }
        println!("\nStop with ctrl-c.");
    })
}

fn read_note(note: &Path) -> Result<serde_json::Value, Stop> {
    let text = std::fs::read_to_string(note)?;
    serde_json::from_str(&text).map_err(|e| Stop::Failed(format!("{}: {e}; --fresh builds it anew", note.display())))
}

/// Whether a build of ours broke off here.
fn interrupted(data: &Path) -> bool {
    data.join("building").exists()
}

/// Removes a sample district of ours, and nothing else.
fn clear(data: &Path) -> Result<(), Stop> {
    let ours = data.join(NOTE).exists() || interrupted(data);
    if !ours && data.join("perennial.db").exists() {
        return Err(Stop::Failed(format!(
            "{} holds a database that is not a sample district; it was left alone",
            data.display()
        )));
    }
    for name in ["perennial.db", "perennial.db-wal", "perennial.db-shm", NOTE] {
        match std::fs::remove_file(data.join(name)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
            _ => {}
        }
    }
    Ok(())
}

fn build(demo: &Demo, settings: &Settings, wish: &serde_json::Value) -> Result<(), Stop> {
    std::fs::create_dir_all(&demo.data)?;
    let mark = demo.data.join("building");
    std::fs::write(&mark, "A sample district is being built here.\n")?;
    let bar = indicatif::ProgressBar::new_spinner().with_message("Building the sample district …");
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    let options = store::Options { url: settings.database.clone(), threads: 1 };
    let db = Db::open(&options, Clock::system(), Chance::seeded(demo.seed))?;
    let built = sample::build(&db, sample::Options { seed: demo.seed, scale: demo.scale, personas: true })?;
    drop(db);
    bar.finish_and_clear();
    let personas: Vec<_> = built.personas.iter().map(|p| serde_json::json!({ "name": p.name, "who": p.who })).collect();
    let note = serde_json::json!({ "built": wish, "personas": personas });
    std::fs::write(demo.data.join(NOTE), format!("{note:#}\n"))?;
    std::fs::remove_file(mark)?;
    Ok(())
}
