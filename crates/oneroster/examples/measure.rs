//! Makes a district and measures how fast it is read: `cargo run --release -p oneroster --example measure -- 1000000`.
//! Prints rows, bytes and seconds a table, borrowed and owned, from a folder and from a zip, and the peak memory.

use std::fs::{self, File};
use std::path::Path;
use std::time::Instant;

use oneroster::generate::District;
use oneroster::{Enrollment, Record, Source, User, Version, check};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let people = std::env::args().nth(1).map_or(Ok(1_000_000), |arg| arg.parse())?;
    let folder = std::env::temp_dir().join(format!("oneroster-measure-{}", std::process::id()));
    let zip = folder.with_extension("zip");
    for version in [Version::V1_1, Version::V1_2] {
        let district = District { people, seed: 7, version };
        let begin = Instant::now();
        district.write_folder(&folder)?;
        println!("OneRoster {version}, {people} people, written in {:.2} s", begin.elapsed().as_secs_f64());
        let source = Source::open(&folder)?;
        borrowed::<User>("users, borrowed", &source, &folder);
        borrowed::<Enrollment>("enrollments, borrowed", &source, &folder);
        owned("users, owned", source.users());
        owned("role assignments, owned", source.role_assignments());
        let begin = Instant::now();
        println!("  check: {} problems, {:.2} s", check(&source).len(), begin.elapsed().as_secs_f64());
        district.write_zip(File::create(&zip)?)?;
        let packed = Source::open(&zip)?;
        borrowed::<User>("users from a zip, borrowed", &packed, &folder);
        fs::remove_file(&zip)?;
        fs::remove_dir_all(&folder)?;
    }
    if let Ok(status) = fs::read_to_string("/proc/self/status") {
        println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or(""));
    }
    Ok(())
}

fn borrowed<R: Record>(what: &str, source: &Source, folder: &Path) {
    let bytes = fs::metadata(folder.join(R::FILE.to_string())).map_or(0, |meta| meta.len());
    let begin = Instant::now();
    let (mut rows, mut good) = (source.rows::<R>(), 0u64);
    while let Some(row) = rows.next_row() {
        good += u64::from(row.is_ok());
    }
    println!("  {what}: {good} rows, {} MB, {:.2} s", bytes / 1_000_000, begin.elapsed().as_secs_f64());
}

fn owned<T, E>(what: &str, rows: impl Iterator<Item = Result<T, E>>) {
    let begin = Instant::now();
    let good = rows.filter(Result::is_ok).count();
    println!("  {what}: {good} rows, {:.2} s", begin.elapsed().as_secs_f64());
}
