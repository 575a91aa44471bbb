//! The names of those a page speaks of: who is on it anyway is known, and whoever isn't is asked for.

use std::collections::BTreeMap;

use store::{Conn, Error, PersonId, Row, Sql, Val, sql};
use uuid::Uuid;

/// The places of a list of ids in a question: of as many as there mostly are, and of many.
macro_rules! few_ids {
    () => {
        "($1, $2, $3, $4, $5, $6, $7, $8)"
    };
}
macro_rules! many_ids {
    () => {
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
         $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, \
         $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64)"
    };
}
pub(crate) use {few_ids, many_ids};

sql! {
    FEW = "select id, name, sort from person where id in ", few_ids!();
    MANY = "select id, name, sort from person where id in ", many_ids!();
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
    let others = wanted.into_iter().filter(|p| !names.contains_key(p)).map(|p| p.0).collect();
    of_ids(c, (FEW, MANY), others, &mut |r| {
        names.insert(r.get(0)?, (r.get(1)?, r.get(2)?));
        Ok(())
    })?;
    Ok(Names(names))
}

/// Asks for what has these ids, with a question that takes [`few_ids!`] and one that takes [`many_ids!`]: as few questions as it
/// can, none without ids.
pub(crate) fn of_ids(
    c: &mut Conn,
    (few, many): (Sql, Sql),
    mut ids: Vec<Uuid>,
    f: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    ids.sort_unstable();
    ids.dedup();
    let (sql, places) = if ids.len() <= 8 { (few, 8) } else { (many, 64) };
    for some in ids.chunks(places) {
        let mut about: Vec<Val> = some.iter().copied().map(Val::from).collect();
        about.resize(places, Val::from(some[0]));
        c.each(sql, &about, f)?;
    }
    Ok(())
}
