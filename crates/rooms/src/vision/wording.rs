//! Wordings: a text is passages, one a line, that keep who they are from wording to wording; and what differs between two.

use std::collections::HashMap;

use face::{Markup, html};
use similar::{ChangeTag, TextDiff};
use uuid::Uuid;

/// A passage of a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clause {
    /// Stays while the passage is worded anew.
    pub id: Uuid,
    pub text: String,
}

/// So alike (shared words over all words, 0 to 1) two passages are at least when one is the other worded anew.
const SAME_PASSAGE: f64 = 0.5;

/// The passages of a text as it was typed: a new line begins a new one.
pub fn passages(text: &str) -> Vec<String> {
    text.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|l| !l.is_empty()).collect()
}

/// The text of passages as it is typed, with air between them.
pub fn typed(clauses: &[Clause]) -> String {
    clauses.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// The new passages, each with the id of the old one it is: the same text, else the one most like it, else `fresh`.
pub fn carry(old: &[Clause], new: Vec<String>, mut fresh: impl FnMut() -> Uuid) -> Vec<Clause> {
    let mut of: Vec<Option<usize>> = vec![None; new.len()];
    let mut free: Vec<bool> = vec![true; old.len()];
    for (n, text) in new.iter().enumerate() {
        if let Some(o) = (0..old.len()).find(|o| free[*o] && old[*o].text == *text) {
            (of[n], free[o]) = (Some(o), false);
        }
    }
    let (bags_old, bags_new): (Vec<_>, Vec<_>) =
        (old.iter().map(|c| bag(&c.text)).collect(), new.iter().map(|t| bag(t)).collect());
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for n in (0..new.len()).filter(|n| of[*n].is_none()) {
        for o in (0..old.len()).filter(|o| free[*o]) {
            let alike = alike(&bags_old[o], &bags_new[n]);
            if alike >= SAME_PASSAGE {
                pairs.push((alike, n, o));
            }
        }
    }
    // The most alike first; of equals, those that stand at the same place.
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.abs_diff(a.2).cmp(&b.1.abs_diff(b.2))));
    for (_, n, o) in pairs {
        if of[n].is_none() && free[o] {
            (of[n], free[o]) = (Some(o), false);
        }
    }
    new.into_iter().zip(of).map(|(text, of)| Clause { id: of.map_or_else(&mut fresh, |o| old[o].id), text }).collect()
}

/// How often each word occurs, and how many there are.
fn bag(text: &str) -> (HashMap<String, usize>, usize) {
    let mut counts = HashMap::new();
    let mut all = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
        all += 1;
    }
    (counts, all)
}

/// The share of words two texts have in common (Dice's coefficient over words with their counts), 0 to 1.
fn alike(a: &(HashMap<String, usize>, usize), b: &(HashMap<String, usize>, usize)) -> f64 {
    let shared: usize = a.0.iter().map(|(word, n)| b.0.get(word).copied().unwrap_or(0).min(*n)).sum();
    let all = a.1 + b.1;
    if all == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a passage has a few hundred words")]
    let share = 2.0 * shared as f64 / all as f64;
    share
}

/// A stretch of words that stayed, went or came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    Same(String),
    Gone(String),
    New(String),
}

/// What differs between two wordings of a passage, word by word, in reading order: what went before what came.
pub fn difference(old: &str, new: &str) -> Vec<Piece> {
    let diff = TextDiff::from_words(old, new);
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut gone, mut came) = (String::new(), String::new());
    let mut gap = String::new();
    let flush = |gone: &mut String, came: &mut String, pieces: &mut Vec<Piece>| {
        if !gone.is_empty() {
            pieces.push(Piece::Gone(std::mem::take(gone)));
        }
        if !came.is_empty() {
            pieces.push(Piece::New(std::mem::take(came)));
        }
    };
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            // The blank between two changed words belongs to the change: else every word stands alone, struck out.
            ChangeTag::Equal if text.trim().is_empty() && !(gone.is_empty() && came.is_empty()) => gap += text,
            ChangeTag::Equal => {
                flush(&mut gone, &mut came, &mut pieces);
                let text = std::mem::take(&mut gap) + text;
                match pieces.last_mut() {
                    Some(Piece::Same(before)) => *before += &text,
                    _ => pieces.push(Piece::Same(text)),
                }
            }
            tag => {
                if !gap.is_empty() {
                    gone += &gap;
                    came += &gap;
                    gap.clear();
                }
                if tag == ChangeTag::Delete {
                    gone += text;
                } else {
                    came += text;
                }
            }
        }
    }
    flush(&mut gone, &mut came, &mut pieces);
    if !gap.is_empty() {
        pieces.push(Piece::Same(gap));
    }
    pieces
}

/// The new wording with what went and what came.
pub fn shown(old: &str, new: &str) -> Markup {
    html! {
        @for piece in difference(old, new) {
            @match piece {
                Piece::Same(text) => (text),
                Piece::Gone(text) => del { (text) },
                Piece::New(text) => ins { (text) },
            }
        }
    }
}

/// How a passage was worded, and how it is; none where it is new or gone.
pub type Row<'a> = (Option<&'a str>, Option<&'a str>);

/// The passages of `new` with how each differs from `old`, and those that are gone, where they stood.
pub fn compared<'a>(old: &'a [Clause], new: &'a [Clause]) -> Vec<Row<'a>> {
    let was = |id: Uuid| old.iter().find(|c| c.id == id);
    let mut rows: Vec<(Uuid, Row<'_>)> =
        new.iter().map(|c| (c.id, (was(c.id).map(|o| o.text.as_str()), Some(c.text.as_str())))).collect();
    for (at, gone) in old.iter().enumerate().filter(|(_, o)| new.iter().all(|c| c.id != o.id)) {
        // After the passage it came after.
        let before = old[..at].iter().rev().find_map(|o| rows.iter().position(|(id, _)| *id == o.id));
        rows.insert(before.map_or(0, |at| at + 1), (gone.id, (Some(&gone.text), None)));
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clauses(texts: &[&str]) -> Vec<Clause> {
        (1..).zip(texts).map(|(n, t)| Clause { id: Uuid::from_u128(n), text: (*t).to_owned() }).collect()
    }

    fn ids(clauses: &[Clause]) -> Vec<u128> {
        clauses.iter().map(|c| c.id.as_u128()).collect()
    }

    #[test]
    fn a_passage_stays_who_it_is_when_it_is_worded_anew_or_moved() {
        let old = clauses(&[
            "Every child reads.",
            "We learn from each other every week, in classrooms.",
            "Families are heard.",
        ]);
        let new = [
            "Families are heard.",
            "Each week we learn from each other, in our classrooms.",
            "We look at the work of students.",
        ];
        let mut next = 100;
        let carried = carry(&old, new.map(str::to_owned).to_vec(), || {
            next += 1;
            Uuid::from_u128(next)
        });
        assert_eq!(ids(&carried), [3, 2, 101]);
        // The same line twice is two passages.
        let twice = carry(&old, vec!["Every child reads.".into(); 2], || Uuid::from_u128(9));
        assert_eq!(ids(&twice), [1, 9]);
    }

    #[test]
    fn a_difference_reads_as_a_sentence_and_loses_no_word() {
        let pieces = difference("We trust every teacher here", "We help and trust every new colleague here");
        let all = |keep: fn(&Piece) -> Option<&String>| pieces.iter().filter_map(keep).cloned().collect::<String>();
        let old = all(|p| match p {
            Piece::Same(t) | Piece::Gone(t) => Some(t),
            Piece::New(_) => None,
        });
        let new = all(|p| match p {
            Piece::Same(t) | Piece::New(t) => Some(t),
            Piece::Gone(_) => None,
        });
        assert_eq!(old, "We trust every teacher here");
        assert_eq!(new, "We help and trust every new colleague here");
        assert!(pieces.contains(&Piece::Gone("teacher".into())), "{pieces:?}");
        assert!(pieces.contains(&Piece::New("new colleague".into())), "{pieces:?}");
        assert_eq!(difference("a b c d", "x y z d")[..2], [Piece::Gone("a b c".into()), Piece::New("x y z".into())]);
        assert_eq!(difference("same", "same"), [Piece::Same("same".into())]);
    }

    #[test]
    fn what_is_gone_stands_where_it_stood() {
        let old = clauses(&["one", "two", "three"]);
        let new = vec![old[0].clone(), Clause { id: Uuid::from_u128(3), text: "three more".into() }];
        let rows = compared(&old, &new);
        assert_eq!(rows, [(Some("one"), Some("one")), (Some("two"), None), (Some("three"), Some("three more"))]);
    }

    #[test]
    fn a_line_is_a_passage() {
        assert_eq!(passages("  One.\r\n\n \nTwo  two.\n"), ["One.", "Two two."]);
        assert_eq!(passages(&typed(&clauses(&["a", "b"]))), ["a", "b"]);
    }
}
