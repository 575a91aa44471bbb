//! Looks whether everything the server needs is there and sound, and says it in words. Changes nothing.

use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::Path;
use std::time::Duration;

use store::inspect;

use crate::commands::Stop;
use crate::serve;
use crate::settings::Settings;

/// File systems that several machines share: SQLite's locks don't hold there.
const SHARED: &[&str] =
    &["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "glusterfs", "ceph", "lustre", "afs"];

enum Finding {
    Good(String),
    /// It works, and somebody should know.
    Notice(String),
    Bad(String),
}
use Finding::{Bad, Good, Notice};

/// Prints one line per finding; fails when something is wrong.
pub(crate) fn run(settings: &Settings) -> Result<(), Stop> {
    let findings = [
        ("data folder", folder(&settings.data)),
        ("file system", file_system(settings)),
        ("database", database(settings)),
        ("time zones", zones()),
        ("mail", mail(settings)),
        ("backup", backup(settings)),
        ("address", address(settings)),
    ];
    let mut bad = 0;
    for (what, finding) in findings {
        let (mark, text) = match finding {
            Good(text) => ("good  ", text),
            Notice(text) => ("notice", text),
            Bad(text) => {
                bad += 1;
                ("BAD   ", text)
            }
        };
        println!("{mark}  {what:<12}  {text}");
    }
    if bad == 0 { Ok(()) } else { Err(Stop::Failed(format!("{bad} of these must be put right"))) }
}

fn folder(data: &Path) -> Finding {
    if !data.exists() {
        return Notice(format!("{} isn't there yet; `serve` makes it", data.display()));
    }
    match tempfile::NamedTempFile::new_in(data) {
        Ok(_) => Good(format!("{} can be written", data.display())),
        Err(e) => Bad(format!("{} can't be written: {e}", data.display())),
    }
}

/// Which file system the embedded database lies on, as Linux tells it.
fn file_system(settings: &Settings) -> Finding {
    if settings.options().file().is_none() {
        return Good("the database is on a server of its own".into());
    }
    let here = settings.data.canonicalize().or_else(|_| std::env::current_dir()).unwrap_or_default();
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    let kind = mounts
        .lines()
        .filter_map(|line| {
            let mut parts = line.split(' ').skip(1);
            Some((parts.next()?, parts.next()?))
        })
        .filter(|(at, _)| here.starts_with(at))
        .max_by_key(|(at, _)| at.len())
        .map(|(_, kind)| kind);
    match kind {
        Some(kind) if SHARED.contains(&kind) => Bad(format!(
            "{kind} is shared by machines; an embedded database there gets damaged. Use a local disk or PostgreSQL"
        )),
        Some(kind) => Good(kind.into()),
        None => Notice("could not be found out on this system".into()),
    }
}

fn database(settings: &Settings) -> Finding {
    let options = settings.options();
    let version = match inspect::version(&options) {
        Ok(version) => version,
        Err(e) => return Bad(e.to_string()),
    };
    let state = match version {
        0 => return Notice("empty; `serve` or `migrate` makes its tables".into()),
        v if v > store::VERSION => {
            return Bad(format!("of version {v}; this program knows versions up to {}", store::VERSION));
        }
        v if v < store::VERSION => format!("of version {v}; `serve` or `migrate` brings it to {}", store::VERSION),
        v => format!("of version {v}, this program's"),
    };
    let Some(file) = options.file() else { return Good(state) };
    match inspect::examine(&file) {
        Ok(found) if found.problems.is_empty() => Good(format!("{state}; the engine finds it sound")),
        Ok(found) => Bad(format!("damaged: {}", found.problems.join("; "))),
        Err(e) => Bad(e.to_string()),
    }
}

fn zones() -> Finding {
    match jiff::tz::TimeZone::get("America/Chicago") {
        Ok(_) => Good("known".into()),
        Err(e) => Bad(format!("{e}; install tzdata")),
    }
}

fn mail(settings: &Settings) -> Finding {
    let Some(smtp) = &settings.smtp else {
        return Notice("no mail server is set: people sign in with passwords and with links you hand them".into());
    };
    let found = (smtp.host.as_str(), smtp.port).to_socket_addrs();
    let Some(at) = found.ok().and_then(|mut all| all.next()) else {
        return Bad(format!("{} isn't known in the network", smtp.host));
    };
    match TcpStream::connect_timeout(&at, Duration::from_secs(5)) {
        Ok(_) => Good(format!("{}:{} answers", smtp.host, smtp.port)),
        Err(e) => Bad(format!("{}:{}: {e}", smtp.host, smtp.port)),
    }
}

fn backup(settings: &Settings) -> Finding {
    if settings.options().file().is_none() {
        return Notice("PostgreSQL's own tools take it (pg_dump)".into());
    }
    let note = std::fs::read_to_string(settings.data.join("backup.json")).ok();
    let note: Option<serde_json::Value> = note.and_then(|text| serde_json::from_str(&text).ok());
    match note.as_ref().and_then(|n| n["verified"].as_str()) {
        Some(at) => Good(format!("the last one that was read back whole is of {at}")),
        None => Notice("none was taken yet: perennial backup FILE".into()),
    }
}

fn address(settings: &Settings) -> Finding {
    match &settings.address {
        Some(address) if address.starts_with("https:") => Good(address.clone()),
        Some(address) => Notice(format!("{address} is not https; sign-ins can be read on the way")),
        None if settings.listen.ip().is_loopback() => Good("only this machine can reach it".into()),
        None => Notice("set `address` to what people type, best https:// behind a proxy".into()),
    }
}

/// Brings the database to this program's version.
pub(crate) fn migrate(settings: &Settings) -> Result<(), Stop> {
    let before = inspect::version(&settings.options())?;
    drop(serve::open(settings)?);
    if before == store::VERSION {
        println!("version {before}, nothing to do");
    } else {
        println!("version {before} → {}", store::VERSION);
    }
    Ok(())
}
