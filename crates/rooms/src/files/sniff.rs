//! What is in a file, told by its first bytes; never by its name or by what a browser says it is.

/// How many bytes from the start are looked at.
pub(super) const ENOUGH: usize = 8 * 1024;

/// The media type that the first bytes of a file show. Text that a browser could run is named as what it is (`text/html`,
/// `image/svg+xml`, `application/xml`), so that nobody mistakes it for something to show.
pub fn sniff(head: &[u8]) -> &'static str {
    let starts = |mark: &[u8]| head.starts_with(mark);
    let at = |from: usize, mark: &[u8]| head.get(from..from + mark.len()) == Some(mark);
    if starts(b"\x89PNG\r\n\x1a\n") {
        "image/png"
    } else if starts(b"\xff\xd8\xff") {
        "image/jpeg"
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        "image/gif"
    } else if starts(b"RIFF") && at(8, b"WEBP") {
        "image/webp"
    } else if at(4, b"ftyp") {
        if [&b"heic"[..], b"heix", b"mif1", b"msf1", b"hevc"].iter().any(|b| at(8, b)) {
            "image/heic"
        } else {
            "video/mp4"
        }
    } else if starts(b"%PDF-") {
        "application/pdf"
    } else if starts(b"PK\x03\x04") {
        office(head)
    } else {
        text(head)
    }
}

/// A zip archive, or the office document in it: their first entries have known names.
fn office(head: &[u8]) -> &'static str {
    let holds = |name: &[u8]| head.windows(name.len()).any(|part| part == name);
    if holds(b"word/") {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    } else if holds(b"xl/") {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    } else if holds(b"ppt/") {
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    } else {
        "application/zip"
    }
}

fn text(head: &[u8]) -> &'static str {
    const OTHER: &str = "application/octet-stream";
    let readable = match std::str::from_utf8(head) {
        Ok(text) => text,
        // A sign cut in two by the end of what is looked at is no fault.
        Err(e) if head.len() - e.valid_up_to() < 4 && head.len() >= ENOUGH => {
            std::str::from_utf8(&head[..e.valid_up_to()]).unwrap_or("")
        }
        // UTF-16 could hide markup from this look; it is never shown in place.
        Err(_) => return OTHER,
    };
    if readable.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')) {
        return OTHER;
    }
    let lower = readable.to_ascii_lowercase();
    let has = |mark: &str| lower.contains(mark);
    if has("<svg") {
        "image/svg+xml"
    } else if ["<!doctype html", "<html", "<script", "<body", "<iframe", "<img", "<a ", "<style"].iter().any(|m| has(m))
    {
        "text/html"
    } else if has("<?xml") || lower.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        "application/xml"
    } else {
        "text/plain"
    }
}
