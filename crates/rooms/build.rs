//! Compiles the message files of every room.

fn main() {
    let out = std::path::PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    words::build::compile(std::path::Path::new("src"), &out.join("words.rs"));
}
