//! The names of those a page speaks of: who is on it anyway is known, and whoever isn't is asked for.

use std::collections::BTreeMap;

use store::{Conn, Error, PersonId, args, sql};

sql! {
    SOME = "select id, name, sort from person where id in ($1, $2, $3, $4, $5, $6, $7, $8)";
}

/// People by their names.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<PersonId, (String, String)>);

impl Names {
    /// What somebody is called; nothing when they were never asked for.
    pub fn of(&self, person: PersonId) -> &str {
        self.0.get(&person).map_or("", |(name, _)| name)
    }

    /// By what a list of names is ordered.
    pub fn order(&self, person: PersonId) -> &str {
        self.0.get(&person).map_or("", |(_, sort)| sort)
    }
}

/// The names of `wanted`. `known` are people with their names and what orders these; who isn't among them is asked for. For people
/// whom the viewer may know of.
pub fn names(
    c: &mut Conn,
    known: impl IntoIterator<Item = (PersonId, String, String)>,
    wanted: impl IntoIterator<Item = PersonId>,
) -> Result<Names, Error> {
    let mut names: BTreeMap<_, _> = known.into_iter().map(|(person, name, sort)| (person, (name, sort))).collect();
    let mut others: Vec<PersonId> = wanted.into_iter().filter(|p| !names.contains_key(p)).collect();
    others.sort_unstable();
    others.dedup();
    for some in others.chunks(8) {
        let id = |n: usize| some.get(n).unwrap_or(&some[0]);
        let about = args![*id(0), *id(1), *id(2), *id(3), *id(4), *id(5), *id(6), *id(7)];
        c.each(SOME, about, &mut |r| {
            names.insert(r.get(0)?, (r.get(1)?, r.get(2)?));
            Ok(())
        })?;
    }
    Ok(Names(names))
}
