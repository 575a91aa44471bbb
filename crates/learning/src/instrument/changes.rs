//! What differs between two versions of an instrument, and does the trend survive it?

use super::{Instrument, Item, Scale};
use crate::shape::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One difference between two versions. Texts are compared without regard to how much blank stands between words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
#[allow(missing_docs)] // `item`, `side`, `scale`, `language`, `was`, `is` say the same everywhere
pub enum Change {
    /// An item that was not asked before.
    New { item: String },
    /// An item that is asked no more.
    Gone { item: String },
    /// An item's words changed in one language, for one side or for everybody.
    Words { item: String, side: Option<String>, language: String, was: String, is: String },
    /// An item is answered in another way: on another scale, or openly.
    Answer { item: String },
    /// An item was turned around, or turned back.
    Turned { item: String },
    /// An item counts for another dimension.
    Moved { item: String, was: Option<String>, is: Option<String> },
    /// The label of an answer changed in one language.
    Label { scale: String, code: u8, language: String, was: String, is: String },
    /// A scale's points, their values, their order or the answers outside it changed.
    Points { scale: String },
    /// Another number of answered items is needed for a score.
    Least { dimension: String, was: u32, is: u32 },
    /// All of it is now worded in one more language.
    LanguageNew { language: String },
    /// It is no longer worded in this language.
    LanguageGone { language: String },
}

impl Change {
    /// The item it is about, where it is about one.
    pub fn item(&self) -> Option<&str> {
        match self {
            Change::New { item }
            | Change::Gone { item }
            | Change::Words { item, .. }
            | Change::Answer { item }
            | Change::Turned { item }
            | Change::Moved { item, .. } => Some(item),
            _ => None,
        }
    }
}

/// What may stand in one trend across two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparable {
    /// Keys of the items that are asked in the same words and answered on the same scale, or openly.
    pub items: BTreeSet<String>,
    /// Keys of the dimensions that are made of the same comparable items, turned the same way, with the same least number.
    pub dimensions: BTreeSet<String>,
}

/// Which items and which dimensions were asked and counted alike in both versions. Whatever is not named here gets a break in
/// its trend. A language more or less changes no question.
pub fn comparable(old: &Instrument, new: &Instrument) -> Comparable {
    let changes = changed(old, new);
    let other_scale = |key: &str| {
        changes.iter().any(|c| match c {
            Change::Points { scale } | Change::Label { scale, .. } => scale == key,
            _ => false,
        })
    };
    let other_item = |item: &Item| {
        changes.iter().any(|c| match c {
            Change::New { item: k } | Change::Words { item: k, .. } | Change::Answer { item: k } => *k == item.key,
            _ => false,
        })
    };
    let same = new.items.iter().filter(|i| !other_item(i) && !i.answer.scale().is_some_and(other_scale));
    let items: BTreeSet<String> = same.map(|i| i.key.clone()).collect();
    let made_of = |of: &Instrument, key: &str| -> BTreeSet<(String, bool)> {
        of.items_of(key).map(|i| (i.key.clone(), i.reversed)).collect()
    };
    let same = new.dimensions.iter().filter(|d| {
        let before = old.dimensions.iter().any(|was| was.key == d.key && was.least == d.least);
        let now = made_of(new, &d.key);
        before && now == made_of(old, &d.key) && now.iter().all(|(k, _)| items.contains(k))
    });
    let dimensions = same.map(|d| d.key.clone()).collect();
    Comparable { items, dimensions }
}

/// What differs from `old` to `new`: languages, then items in the order of `new` (those that are gone last), then scales and
/// dimensions. Nothing when a wave may be asked again as it was. Title, lead, source and the order of the items are not
/// looked at.
pub fn changed(old: &Instrument, new: &Instrument) -> Vec<Change> {
    let mut found = Vec::new();
    let missing_in = |a: &Instrument, b: &Instrument| -> Vec<String> {
        a.languages.iter().filter(|l| !b.languages.contains(l)).cloned().collect()
    };
    found.extend(missing_in(new, old).into_iter().map(|language| Change::LanguageNew { language }));
    found.extend(missing_in(old, new).into_iter().map(|language| Change::LanguageGone { language }));
    let both: Vec<&String> = old.languages.iter().filter(|l| new.languages.contains(l)).collect();
    for item in &new.items {
        match old.item(&item.key) {
            None => found.push(Change::New { item: item.key.clone() }),
            Some(was) => items(&mut found, was, item, &both),
        }
    }
    let gone = old.items.iter().filter(|i| new.item(&i.key).is_none());
    found.extend(gone.map(|i| Change::Gone { item: i.key.clone() }));
    for scale in &new.scales {
        if let Some(was) = old.scales.iter().find(|s| s.key == scale.key) {
            scales(&mut found, was, scale, &both);
        }
    }
    for is in &new.dimensions {
        if let Some(was) = old.dimensions.iter().find(|d| d.key == is.key && d.least != is.least) {
            found.push(Change::Least { dimension: is.key.clone(), was: was.least, is: is.least });
        }
    }
    found
}

fn items(found: &mut Vec<Change>, was: &Item, is: &Item, languages: &[&String]) {
    let sides: BTreeSet<&String> = was.by_side.keys().chain(is.by_side.keys()).collect();
    let sides: Vec<Option<&String>> = if sides.is_empty() { vec![None] } else { sides.into_iter().map(Some).collect() };
    for side in sides {
        let key = side.map(String::as_str);
        for (language, before, now) in reworded(was.words(key), is.words(key), languages) {
            found.push(Change::Words { item: is.key.clone(), side: side.cloned(), language, was: before, is: now });
        }
    }
    if was.answer != is.answer {
        found.push(Change::Answer { item: is.key.clone() });
    }
    if was.reversed != is.reversed {
        found.push(Change::Turned { item: is.key.clone() });
    }
    if was.dimension != is.dimension {
        found.push(Change::Moved { item: is.key.clone(), was: was.dimension.clone(), is: is.dimension.clone() });
    }
}

fn scales(found: &mut Vec<Change>, was: &Scale, is: &Scale, languages: &[&String]) {
    let points = |s: &Scale| -> Vec<(u8, Option<f64>)> {
        let inside = s.points.iter().map(|p| (p.code, Some(p.value)));
        inside.chain(s.outside.iter().map(|o| (o.code, None))).collect()
    };
    if points(was) != points(is) {
        found.push(Change::Points { scale: is.key.clone() });
    }
    for (code, now) in labels(is) {
        if let Some((_, before)) = labels(was).find(|(c, _)| *c == code) {
            for (language, was, now) in reworded(before, now, languages) {
                found.push(Change::Label { scale: is.key.clone(), code, language, was, is: now });
            }
        }
    }
}

fn labels(scale: &Scale) -> impl Iterator<Item = (u8, &Text)> {
    let inside = scale.points.iter().map(|p| (p.code, &p.label));
    inside.chain(scale.outside.iter().map(|o| (o.code, &o.label)))
}

/// (language, was, is) for each language in which the words differ by more than blanks.
fn reworded(was: &Text, is: &Text, languages: &[&String]) -> Vec<(String, String, String)> {
    let words = |text: &Text, language: &String| text.0.get(language).cloned().unwrap_or_default();
    let pairs = languages.iter().map(|l| ((*l).clone(), words(was, l), words(is, l)));
    pairs.filter(|(_, a, b)| !a.split_whitespace().eq(b.split_whitespace())).collect()
}
