//! How does a practice look, from the most to the least desired? A continuum is data: the components of a practice, each with
//! variations that people have worded, the most desired first. It is for talk: a community says where it sees itself, on a day,
//! with a sentence of evidence. Nothing is added up, and rows may have different numbers of variations.
//!
//! After the idea of innovation configurations (Hall and Loucks, 1981), in which a practice is described by what it looks like
//! in use; the words are the users' own.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A practice, component by component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Continuum {
    /// What practice it describes.
    pub title: String,
    /// When to take it and where it comes from; may be empty.
    pub about: String,
    /// The components in their order.
    pub components: Vec<Component>,
}

/// One component of a practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Its name.
    pub name: String,
    /// How it looks, the most desired first; at least two.
    pub variations: Vec<String>,
}

/// So many components one looks at together.
pub const MOST_COMPONENTS: usize = 20;
/// So many variations stand side by side.
pub const MOST_VARIATIONS: usize = 7;
/// So many characters of one text.
pub const LONGEST: usize = 400;

/// What is wrong with a line of a continuum as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: What,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// No component at all.
    Empty,
    /// More components than [`MOST_COMPONENTS`].
    Components,
    /// A component with fewer than two variations, or more than [`MOST_VARIATIONS`].
    Variations,
    /// Longer than [`LONGEST`] characters.
    Long,
    /// Two components of one name, or two variations of a component that read alike.
    Twice,
}

impl Continuum {
    /// Reads components as they are typed: a name, below it its variations, the most desired first, then an empty line.
    ///
    /// # Errors
    /// Every line with which something is wrong.
    pub fn read(text: &str) -> Result<Vec<Component>, Vec<Wrong>> {
        let mut found: Vec<(usize, Component)> = Vec::new();
        let mut open = false;
        let mut wrong = Vec::new();
        for (n, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() {
                open = false;
                continue;
            }
            if line.chars().count() > LONGEST {
                wrong.push(Wrong { line: n + 1, what: What::Long });
            }
            match found.last_mut().filter(|_| open) {
                Some((_, component)) => {
                    if component.variations.iter().any(|v| v == line) {
                        wrong.push(Wrong { line: n + 1, what: What::Twice });
                    }
                    component.variations.push(line.to_owned());
                }
                None => {
                    if found.iter().any(|(_, c)| c.name == line) {
                        wrong.push(Wrong { line: n + 1, what: What::Twice });
                    }
                    found.push((n + 1, Component { name: line.to_owned(), variations: Vec::new() }));
                    open = true;
                }
            }
        }
        if found.is_empty() {
            wrong.push(Wrong { line: 1, what: What::Empty });
        }
        if found.len() > MOST_COMPONENTS {
            wrong.push(Wrong { line: found[MOST_COMPONENTS].0, what: What::Components });
        }
        let off = found.iter().filter(|(_, c)| !(2..=MOST_VARIATIONS).contains(&c.variations.len()));
        wrong.extend(off.map(|(line, _)| Wrong { line: *line, what: What::Variations }));
        wrong.sort_by_key(|w| w.line);
        if wrong.is_empty() { Ok(found.into_iter().map(|(_, c)| c).collect()) } else { Err(wrong) }
    }

    /// The components as they are typed.
    pub fn typed(&self) -> String {
        let one = |c: &Component| format!("{}\n{}", c.name, c.variations.join("\n"));
        self.components.iter().map(one).collect::<Vec<_>>().join("\n\n")
    }

    /// The most variations that any component has: the columns of its picture.
    pub fn columns(&self) -> usize {
        self.components.iter().map(|c| c.variations.len()).max().unwrap_or(0)
    }

    /// The components of this wording that read as in another one, by their places there and here: what was marked on the one
    /// still says the same on the other.
    pub fn alike(&self, other: &Continuum) -> Vec<(usize, usize)> {
        let place = |c: &Component| self.components.iter().position(|own| own == c);
        other.components.iter().enumerate().filter_map(|(n, c)| Some((n, place(c)?))).collect()
    }
}

/// Where a community sees itself: of each component it spoke of, one variation. What it left out says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(pub Vec<Mark>);

/// One mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The place of the component, from 0.
    pub component: usize,
    /// The place of the variation, from 0: the most desired.
    pub variation: usize,
    /// What it rests on, in a sentence.
    pub evidence: String,
}

impl Marks {
    /// Whether these marks can be made on a continuum: places that are there, each component once, each with its evidence.
    pub fn fit(&self, continuum: &Continuum) -> bool {
        let mut seen = BTreeSet::new();
        !self.0.is_empty()
            && self.0.iter().all(|m| {
                let component = continuum.components.get(m.component);
                seen.insert(m.component)
                    && component.is_some_and(|c| m.variation < c.variations.len())
                    && !m.evidence.trim().is_empty()
            })
    }

    /// The mark on a component.
    pub fn on(&self, component: usize) -> Option<&Mark> {
        self.0.iter().find(|m| m.component == component)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPED: &str = "Opening the door\nWe visit each other weekly\nWe visit when asked\nDoors stay closed\n\nTalk after a visit\nAbout the question of the host\nAbout what one liked";

    fn read(text: &str) -> Continuum {
        Continuum { title: "Visits".into(), about: String::new(), components: Continuum::read(text).unwrap() }
    }

    #[test]
    fn components_are_read_as_they_are_typed_and_rows_may_differ_in_length() {
        let found = read(TYPED);
        assert_eq!(found.components.iter().map(|c| c.variations.len()).collect::<Vec<_>>(), [3, 2]);
        assert_eq!((found.columns(), found.typed().as_str()), (3, TYPED));
        assert_eq!(read(&format!("\n\n{}\n\n\n", TYPED.replace('\n', "\r\n"))), found);
    }

    #[test]
    fn every_line_that_is_wrong_is_named() {
        let long = "x".repeat(LONGEST + 1);
        let many: String = (0..=MOST_COMPONENTS).map(|n| format!("C{n}\na\nb\n\n")).collect();
        let wide: String = (0..=MOST_VARIATIONS).map(|n| format!("v{n}\n")).collect();
        for (text, line, what) in [
            (String::new(), 1, What::Empty),
            ("A\nonly one".into(), 1, What::Variations),
            (format!("\nA\n{wide}"), 2, What::Variations),
            ("A\nx\nx".into(), 3, What::Twice),
            ("A\nx\ny\n\nA\nx\ny".into(), 5, What::Twice),
            (format!("A\nx\n{long}"), 3, What::Long),
            (many, MOST_COMPONENTS * 4 + 1, What::Components),
        ] {
            assert_eq!(Continuum::read(&text), Err(vec![Wrong { line, what }]), "{text:.40}");
        }
    }

    #[test]
    fn marks_fit_only_where_they_can_be_made_and_each_rests_on_something() {
        let continuum = read(TYPED);
        let mark = |component, variation, evidence: &str| Mark { component, variation, evidence: evidence.into() };
        assert!(Marks(vec![mark(0, 2, "Nobody came since May."), mark(1, 0, "Two notes.")]).fit(&continuum));
        assert!(Marks(vec![mark(1, 1, "Two notes.")]).fit(&continuum), "what is left out says nothing");
        for bad in [
            vec![],
            vec![mark(0, 3, "x")],
            vec![mark(2, 0, "x")],
            vec![mark(0, 0, "x"), mark(0, 1, "x")],
            vec![mark(0, 0, "  ")],
        ] {
            assert!(!Marks(bad.clone()).fit(&continuum), "{bad:?}");
        }
    }

    #[test]
    fn what_reads_alike_keeps_its_marks_when_the_rest_is_reworded() {
        let was = read(TYPED);
        let now = read(&format!("New\na\nb\n\n{}", TYPED.replace("We visit when asked", "We visit now and then")));
        assert_eq!(now.alike(&was), [(1, 2)]);
    }
}
