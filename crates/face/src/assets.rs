//! What a browser loads beside the page: styles, scripts, fonts, the mark. Built by the build, embedded, named by content.

/// A file of the front end.
pub struct Asset {
    /// Its name with the hash of its content.
    pub path: &'static str,
    pub kind: &'static str,
    pub bytes: &'static [u8],
    /// The same, compressed; empty when that would not be smaller.
    pub gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

include!(concat!(env!("OUT_DIR"), "/drawings.rs"));

/// A drawing by the name of its file, as SVG to stand in a page.
pub fn drawing(name: &str) -> &'static str {
    DRAWINGS.iter().find(|(n, _)| *n == name).map_or("", |(_, svg)| svg)
}

/// The asset served under `path`.
pub fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|a| a.path == path)
}

/// The address of the asset whose name, without its hash, is `stem`.`ending`.
///
/// # Panics
/// When the bundle has no such file: the build is broken, and the first test sees it.
pub fn url(stem: &str, ending: &str) -> String {
    format!("/assets/{}", named(stem, ending).unwrap_or_else(|| panic!("no {stem}.{ending} in the bundle")).path)
}

/// The asset whose name, without its hash, is `stem`.`ending`, if the bundle has it.
pub fn named(stem: &str, ending: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|a| {
        a.path.strip_suffix(ending).and_then(|rest| rest.strip_suffix('.')).is_some_and(|rest| {
            rest == stem || rest.strip_prefix(stem).is_some_and(|hash| hash.starts_with(['.', '-']))
        })
    })
}
