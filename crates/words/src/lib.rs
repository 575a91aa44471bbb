//! Words: message files in Fluent, checked when the program is built, said in a person's language when it runs.
//!
//! A crate's build script calls [`build::compile`] over its `words/en.ftl` and `words/es.ftl` files. A message without
//! variables becomes a constant with both texts; one with variables becomes a function whose parameters are its variables, so
//! that a missing key, a missing translation or a missing variable does not compile.

pub mod build;

use std::sync::{Mutex, OnceLock};

pub use fluent_bundle::FluentValue;
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

/// A language the product speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Default)]
pub enum Lang {
    #[default]
    En,
    Es,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Es];

    /// The language of a BCP 47 tag, by its first part.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        match tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase().as_str() {
            "en" => Some(Lang::En),
            "es" => Some(Lang::Es),
            _ => None,
        }
    }

    /// The best language for an `Accept-Language` header; English when it names none of ours.
    pub fn accepted(header: &str) -> Lang {
        header
            .split(',')
            .find_map(|part| Lang::from_tag(part.split(';').next().unwrap_or("").trim()))
            .unwrap_or_default()
    }

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Es => "es",
        }
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Es => "Español",
        }
    }

    /// Says a message without variables.
    pub fn t(self, word: Word) -> &'static str {
        word.text[self as usize]
    }

    /// Says a message with variables.
    pub fn say(self, said: Said<'_>) -> String {
        if let Some(text) = said.joined(said.pieces[self as usize]) {
            return text;
        }
        let bundle = bundle(self, said.files);
        let mut problems = Vec::new();
        match bundle.get_message(said.key).and_then(|m| m.value()) {
            Some(pattern) => bundle.format_pattern(pattern, Some(&said.args), &mut problems).into_owned(),
            // The build has checked that every key is there; a name is better than a panic on a page.
            None => said.key.to_owned(),
        }
    }
}

/// A message without variables, in every language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    pub key: &'static str,
    pub text: [&'static str; 2],
}

/// A message with its variables filled in, not yet in a language.
pub struct Said<'a> {
    key: &'static str,
    files: Files,
    pieces: [&'static [Piece]; 2],
    args: FluentArgs<'a>,
}

/// A part of a message that says the same whatever the others are. Most messages are nothing but such parts, and put together
/// without Fluent they cost a tenth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece {
    Text(&'static str),
    /// The variable of this name.
    Value(&'static str),
}

/// The message files a crate was built with, one text per language.
pub type Files = &'static [&'static str; 2];

impl<'a> Said<'a> {
    #[doc(hidden)]
    pub fn new(key: &'static str, files: Files, pieces: [&'static [Piece]; 2]) -> Said<'a> {
        Said { key, files, pieces, args: FluentArgs::new() }
    }

    /// The pieces one after the other; none when there are none or a value is something only Fluent can write.
    fn joined(&self, pieces: &[Piece]) -> Option<String> {
        let mut text = String::with_capacity(64);
        for piece in pieces {
            match piece {
                Piece::Text(part) => text += part,
                Piece::Value(name) => match self.args.get(*name)? {
                    FluentValue::String(value) => text += value,
                    FluentValue::Number(value) => text += &value.as_string(),
                    _ => return None,
                },
            }
        }
        (!pieces.is_empty()).then_some(text)
    }

    #[doc(hidden)]
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<FluentValue<'a>>) -> Said<'a> {
        self.args.set(name, value);
        self
    }
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(lang: Lang, files: Files) -> &'static Bundle {
    type Key = (usize, usize);
    static BUNDLES: OnceLock<Mutex<Vec<(Key, &'static Bundle)>>> = OnceLock::new();
    thread_local! {
        static MINE: std::cell::RefCell<Vec<(Key, &'static Bundle)>> = const { std::cell::RefCell::new(Vec::new()) };
    }
    let key = (lang as usize, std::ptr::from_ref(files) as usize);
    let find = |list: &[(Key, &'static Bundle)]| list.iter().find(|(k, _)| *k == key).map(|(_, b)| *b);
    if let Some(known) = MINE.with_borrow(|mine| find(mine)) {
        return known;
    }
    let mut all = BUNDLES.get_or_init(Mutex::default).lock().unwrap_or_else(|p| p.into_inner());
    let found = find(&all).unwrap_or_else(|| {
        let bundle: &'static Bundle = Box::leak(Box::new(make(lang, files[lang as usize])));
        all.push((key, bundle));
        bundle
    });
    MINE.with_borrow_mut(|mine| mine.push((key, found)));
    found
}

fn make(lang: Lang, text: &str) -> Bundle {
    let tag = match lang {
        Lang::En => "en-US",
        Lang::Es => "es-US",
    };
    let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().expect("a language tag written above")]);
    // Isolation marks around variables would show up in copied text and in tests; both languages run left to right.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(whole, _)| whole);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_in_pieces_is_said_as_fluent_says_it() {
        static FILES: [&str; 2] = [
            "met = { $who } met { $times } times, { $much } hours in all: { \"{\" }{ $who }",
            "met = { $times } veces se reunió { $who } ({ $much } horas) { \"{\" }",
        ];
        const EN: &[Piece] = &[
            Piece::Value("who"),
            Piece::Text(" met "),
            Piece::Value("times"),
            Piece::Text(" times, "),
            Piece::Value("much"),
            Piece::Text(" hours in all: "),
            Piece::Text("{"),
            Piece::Value("who"),
        ];
        const ES: &[Piece] = &[
            Piece::Value("times"),
            Piece::Text(" veces se reunió "),
            Piece::Value("who"),
            Piece::Text(" ("),
            Piece::Value("much"),
            Piece::Text(" horas) "),
            Piece::Text("{"),
        ];
        for lang in Lang::ALL {
            for (who, times, much) in [("Grade 3", 12_i64, 7.5), ("", -1, 1_234_567.0), ("<b>é", 0, 0.1)] {
                let said = |pieces| {
                    let said = Said::new("met", &FILES, pieces);
                    lang.say(said.with("who", who).with("times", times).with("much", much))
                };
                assert_eq!(said([EN, ES]), said([&[], &[]]));
                assert!(said([EN, ES]).contains('{'), "it is a message");
            }
        }
    }
}
