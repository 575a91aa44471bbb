//! A set of standards as a district knows it, and which one holds when.

use jiff::civil::Date;
use learning::standards::{Set, Standard};
use store::Time;
use uuid::Uuid;

use crate::Viewer;

/// A set that a district can look at: one that comes with the product, or one of its own in its newest version.
#[derive(Clone, Debug)]
pub struct Known {
    pub set: Set,
    /// None: it comes with the product.
    pub own: Option<Own>,
}

/// Of a district's own set: who made this version, when and why.
#[derive(Clone, Debug)]
pub struct Own {
    pub by_name: String,
    pub made: Time,
    pub why: String,
}

/// A set was adopted, in the version it then had.
#[derive(Clone, Debug)]
pub struct Adoption {
    pub id: Uuid,
    pub set: Set,
    /// The day from which it holds.
    pub from: Date,
    pub why: String,
    pub by_name: String,
    pub at: Time,
    /// Taken back before its day had come.
    pub taken_back: bool,
}

/// What a district has adopted, the one that begins last first.
#[derive(Clone, Debug, Default)]
pub struct Adoptions(pub Vec<Adoption>);

impl Adoptions {
    /// Those that were not taken back.
    fn standing(&self) -> impl Iterator<Item = &Adoption> {
        self.0.iter().filter(|a| !a.taken_back)
    }

    /// What holds on a day.
    pub fn holding(&self, on: Date) -> Option<&Adoption> {
        self.standing().find(|a| a.from <= on)
    }

    /// What is going to hold.
    pub fn coming(&self, today: Date) -> Option<&Adoption> {
        self.standing().find(|a| a.from > today)
    }

    /// The one that begins last: no other can begin before it.
    pub fn last(&self) -> Option<&Adoption> {
        self.standing().next()
    }

    /// The last day on which an adoption held; none while nothing follows it.
    pub fn until(&self, adoption: &Adoption) -> Option<Date> {
        let after = self.standing().take_while(|a| a.id != adoption.id).last()?;
        after.from.yesterday().ok().map(|day| day.max(adoption.from))
    }
}

/// The page of a set.
pub fn set_path(key: &str) -> String {
    format!("/standards/sets/{key}")
}

/// The page of a standard.
pub fn standard_path(key: &str, standard: &str) -> String {
    format!("/standards/sets/{key}/standard/{standard}")
}

/// Words of a set in the viewer's language.
pub fn said<'a>(me: &Viewer, text: &'a learning::shape::Text) -> &'a str {
    text.get(me.lang().tag())
}

/// A standard's statement with its stem.
pub fn sentence(me: &Viewer, set: &Set, standard: &Standard) -> Option<String> {
    set.sentence(standard, me.lang().tag())
}
