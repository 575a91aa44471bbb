//! A set as people write it: one line a thing, so that it can be pasted and reworded without knowing JSON.
//!
//! ```text
//! # A frame
//! ## A standard {its-key}
//! The statement, which goes on from the stem.
//! - An element {its-key}
//! ? What of it is missing
//! ```
//!
//! A key in braces at the end of a line is who the thing is: it keeps what was said of it when its words change. Without one, a
//! thing that reads as before keeps its key, and anything else gets one made of its words.

use super::{Element, Frame, Set, Standard};
use crate::shape::{Text, is_key};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What is wrong with a line of an outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub line: usize,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What can be wrong with a line of an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Words stand before the first standard.
    BeforeTheFirst,
    /// A sign without words after it.
    NoWords,
    /// The key in braces takes small letters, digits and hyphens.
    Key,
    /// The key stands above already.
    Twice,
}

/// The frames and standards of a set as lines, in the language that somebody who reads `language` gets.
pub fn outline(set: &Set, language: &str) -> String {
    let mut out = String::new();
    let line = |text: &Text| text.get(language).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut frame = None;
    for standard in &set.standards {
        if standard.frame != frame {
            frame.clone_from(&standard.frame);
            if let Some(found) = set.frames.iter().find(|f| Some(&f.key) == frame.as_ref()) {
                // Writing to a String can't fail.
                let _ = writeln!(out, "# {} {{{}}}", line(&found.name), found.key);
            }
        }
        let _ = writeln!(out, "## {} {{{}}}", line(&standard.name), standard.key);
        let text = line(&standard.text);
        if !text.is_empty() {
            let _ = writeln!(out, "{text}");
        }
        for element in &standard.elements {
            let _ = writeln!(out, "- {} {{{}}}", line(&element.text), element.key);
        }
        let missing = line(&standard.missing);
        if !missing.is_empty() {
            let _ = writeln!(out, "? {missing}");
        }
        out.push('\n');
    }
    out.trim_end().to_owned()
}

/// Reads lines, in one `language`; `was` is the set before it was reworded.
///
/// # Errors
/// Every line that can't be read.
pub fn read_outline(text: &str, language: &str, was: Option<&Set>) -> Result<(Vec<Frame>, Vec<Standard>), Vec<Line>> {
    let mut wrong = Vec::new();
    let mut frames: Vec<Frame> = Vec::new();
    let mut standards: Vec<Standard> = Vec::new();
    let words = |text: &str| Text([(language.to_owned(), text.to_owned())].into());
    let mut taken: [BTreeSet<String>; 2] = [BTreeSet::new(), BTreeSet::new()];
    for (n, raw) in text.lines().enumerate() {
        let mut say = |what: Wrong| wrong.push(Line { line: n + 1, wrong: what });
        let raw = raw.trim();
        let (sign, rest) =
            ["##", "#", "-", "?"].iter().find_map(|s| raw.strip_prefix(s).map(|r| (*s, r.trim()))).unwrap_or(("", raw));
        if raw.is_empty() {
            continue;
        }
        let (rest, key) = match key_of(rest) {
            Ok(found) => found,
            Err(()) => {
                say(Wrong::Key);
                continue;
            }
        };
        if rest.is_empty() {
            say(Wrong::NoWords);
            continue;
        }
        match (sign, standards.last_mut()) {
            ("#", _) => {
                let before =
                    was.and_then(|s| s.frames.iter().find(|f| f.name.get(language) == rest)).map(|f| f.key.clone());
                match given(key, before, rest, "frame", &mut taken[0]) {
                    Some(key) => frames.push(Frame { key, name: words(rest) }),
                    None => say(Wrong::Twice),
                }
            }
            ("##", _) => {
                let before =
                    was.and_then(|s| s.standards.iter().find(|s| s.name.get(language) == rest)).map(|s| s.key.clone());
                let frame = frames.last().map(|f| f.key.clone());
                let none = || Text::default();
                match given(key, before, rest, "standard", &mut taken[1]) {
                    Some(key) => standards.push(Standard {
                        key,
                        frame,
                        name: words(rest),
                        text: none(),
                        elements: Vec::new(),
                        missing: none(),
                    }),
                    None => say(Wrong::Twice),
                }
            }
            (_, None) => say(Wrong::BeforeTheFirst),
            ("-", Some(standard)) => {
                let mut here: BTreeSet<String> = standard.elements.iter().map(|e| e.key.clone()).collect();
                let before = was
                    .and_then(|s| s.standard(&standard.key))
                    .and_then(|s| s.elements.iter().find(|e| e.text.get(language) == rest))
                    .map(|e| e.key.clone());
                match given(key, before, rest, "element", &mut here) {
                    Some(key) => standard.elements.push(Element { key, text: words(rest) }),
                    None => say(Wrong::Twice),
                }
            }
            ("?", Some(standard)) => add(&mut standard.missing, language, rest),
            (_, Some(standard)) => add(&mut standard.text, language, rest),
        }
    }
    if wrong.is_empty() { Ok((frames, standards)) } else { Err(wrong) }
}

/// Another line of a text that goes over several.
fn add(text: &mut Text, language: &str, line: &str) {
    let all = text.0.entry(language.to_owned()).or_default();
    if !all.is_empty() {
        all.push(' ');
    }
    all.push_str(line);
}

/// The words of a line, and the key in braces at its end.
fn key_of(line: &str) -> Result<(&str, Option<&str>), ()> {
    let Some(open) = line.strip_suffix('}').and_then(|l| l.rfind('{')) else { return Ok((line, None)) };
    let key = &line[open + 1..line.len() - 1];
    if is_key(key) { Ok((line[..open].trim_end(), Some(key))) } else { Err(()) }
}

/// The key of a thing: the one given, which no other may have; the one it had; or one made of its words.
fn given(
    key: Option<&str>,
    before: Option<String>,
    words: &str,
    kind: &str,
    taken: &mut BTreeSet<String>,
) -> Option<String> {
    if let Some(key) = key {
        return taken.insert(key.to_owned()).then(|| key.to_owned());
    }
    let made = before.filter(|k| !taken.contains(k)).unwrap_or_else(|| slug(words, kind));
    let key = (1..).map(|n| if n == 1 { made.clone() } else { format!("{made}-{n}") }).find(|k| !taken.contains(k))?;
    taken.insert(key.clone());
    Some(key)
}

/// A key made of the first words: `Learning Designs` gives `learning-designs`.
fn slug(words: &str, kind: &str) -> String {
    let plain: String = words
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'á' | 'à' | 'ä' | 'â' => 'a',
            'é' | 'è' | 'ê' => 'e',
            'í' | 'ï' => 'i',
            'ó' | 'ö' | 'ô' => 'o',
            'ú' | 'ü' => 'u',
            'ñ' => 'n',
            c if c.is_ascii_alphanumeric() => c,
            _ => ' ',
        })
        .collect();
    let mut key = String::new();
    for word in plain.split_whitespace().take(5) {
        if key.len() + word.len() > 60 {
            break;
        }
        if !key.is_empty() {
            key.push('-');
        }
        key.push_str(word);
    }
    if is_key(&key) { key } else { kind.to_owned() }
}
