//! Compiles the message files, builds the front end from its lock file, and embeds what came out.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    words::build::compile(Path::new("src"), &out.join("words.rs"));
    let web = Path::new("../../web");
    for part in ["package-lock.json", "build.mjs", "styles", "scripts", "public", "drawings"] {
        println!("cargo:rerun-if-changed={}", web.join(part).display());
    }
    drawings(&web.join("drawings"), &out);
    if !web.join("build.mjs").exists() {
        let none = "pub static ASSETS: &[Asset] = &[Asset { path: \"app.0.css\", kind: \"text/css\", bytes: b\"\", gzip: b\"\" }, Asset { path: \"app.0.js\", kind: \"text/javascript\", bytes: b\"\", gzip: b\"\" }, Asset { path: \"favicon.0.svg\", kind: \"image/svg+xml\", bytes: b\"\", gzip: b\"\" }];";
        std::fs::write(out.join("assets.rs"), none).expect("the build's own folder");
        return;
    }
    let dist = bundle(web, &out);
    embed(&dist, &out);
}

/// Builds the bundle in a copy under the build's own folder, so that two builds of one checkout don't meet.
fn bundle(web: &Path, out: &Path) -> PathBuf {
    let copy = out.join("web");
    mirror(web, &copy);
    if !copy.join("node_modules/.package-lock.json").exists() {
        run(Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"])
            .current_dir(&copy));
        // esbuild's own program comes in a package of its own; without scripts nothing else runs.
    }
    run(Command::new("npm").args(["run", "--silent", "build"]).current_dir(&copy));
    copy.join("dist")
}

fn run(command: &mut Command) {
    let shown = format!("{command:?}");
    match command.output() {
        Ok(done) if done.status.success() => {}
        Ok(done) => {
            panic!("{shown}\n{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr))
        }
        Err(e) => panic!("{shown}: {e}. The front end is built with Node and npm; ./demo and ./test install them."),
    }
}

fn mirror(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the build's own folder");
    let lock_changed =
        std::fs::read(from.join("package-lock.json")).ok() != std::fs::read(to.join("package-lock.json")).ok();
    if lock_changed {
        let _ = std::fs::remove_dir_all(to.join("node_modules"));
    }
    for entry in std::fs::read_dir(from).expect("the web folder").flatten() {
        let name = entry.file_name();
        if name == "node_modules" || name == "dist" || name == "gallery" {
            continue;
        }
        let target = to.join(&name);
        if entry.path().is_dir() {
            let _ = std::fs::remove_dir_all(&target);
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the build's own folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}

/// Writes a table of every file in `dist`: its name without the hash, its path, its type, its bytes and its bytes compressed.
fn embed(dist: &Path, out: &Path) {
    let mut files: Vec<_> =
        std::fs::read_dir(dist).expect("the bundle").flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
    files.sort();
    let mut code = String::from("pub static ASSETS: &[Asset] = &[\n");
    for file in files {
        let path = file.file_name().and_then(|n| n.to_str()).expect("a plain file name").to_owned();
        if path == "manifest.json" || path.ends_with(".map") {
            continue;
        }
        let bytes = std::fs::read(&file).expect("a file of the bundle");
        let kind = match path.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("woff2") => "font/woff2",
            Some("ttf") => "font/ttf",
            Some("png") => "image/png",
            Some("webmanifest") => "application/manifest+json",
            _ => "application/octet-stream",
        };
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&bytes).expect("memory");
        let packed = packed.finish().expect("memory");
        let small = packed.len() < bytes.len();
        let gz = out.join(format!("{path}.gz"));
        std::fs::write(&gz, if small { packed } else { Vec::new() }).expect("the build's own folder");
        code += &format!(
            "    Asset {{ path: {path:?}, kind: {kind:?}, bytes: include_bytes!({:?}), gzip: include_bytes!({:?}) }},\n",
            file.canonicalize().expect("it is there"),
            gz
        );
    }
    code += "];\n";
    std::fs::write(out.join("assets.rs"), code).expect("the build's own folder");
}

/// Writes a table of the drawings: name and SVG.
fn drawings(folder: &Path, out: &Path) {
    let mut code = String::from("pub static DRAWINGS: &[(&str, &str)] = &[\n");
    let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.sort();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "svg")) {
        let name = file.file_stem().and_then(|n| n.to_str()).expect("a plain file name");
        code += &format!("    ({name:?}, {:?}),\n", std::fs::read_to_string(file).expect("a drawing"));
    }
    code += "];\n";
    std::fs::write(out.join("drawings.rs"), code).expect("the build's own folder");
}
