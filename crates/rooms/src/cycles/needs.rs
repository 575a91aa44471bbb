//! Needs as a cycle uses them: those its community named, and naming one at the step that asks for it.
//!
//! The data room finds needs in results; until it has a door for them, these two questions stand here.

use store::{Conn, Error, NeedId, Tx, args, events, sees, sql};

use crate::Viewer;
use crate::communities::Community;

sql! {
    OF_COMMUNITY = "select n.id, n.kind, n.text from need n where n.community = $3 and ", sees!("n"), " order by n.at desc, n.id limit 100";
    INSERT = "insert into need (id, district, community, cycle, kind, text, finding, shown, audience, by, at, rev) \
              values ($1, $2, $3, $4, $5, $6, null, null, $7, $8, $9, 1)";
}

/// A need of a community.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub id: NeedId,
    /// Whether it is what educators need to learn; what students need otherwise.
    pub ours: bool,
    pub text: String,
}

/// The needs of a community that the viewer can see, newest first.
pub(super) fn of_community(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Vec<Need>, Error> {
    c.rows(OF_COMMUNITY, args![me.person, me.now, community.id], |r| {
        Ok(Need { id: r.get(0)?, ours: r.get::<String>(1)? == "educator", text: r.get(2)? })
    })
}

/// Names a need for the members of a community.
pub(super) fn name(
    tx: &mut Tx<'_>,
    me: &Viewer,
    community: &Community,
    cycle: store::CycleId,
    ours: bool,
    text: &str,
) -> Result<NeedId, Error> {
    let (id, now) = (NeedId(tx.fresh_id()), tx.now());
    let kind = if ours { "educator" } else { "student" };
    tx.exec(INSERT, args![id, community.district, community.id, cycle, kind, text, community.inside, me.person, now])?;
    let event = events::Event {
        district: community.district,
        actor: Some(me.person),
        verb: "need.named",
        thing: ("need", id.0),
        community: Some(community.id),
        org: None,
        audience: community.inside,
        about: &crate::goals::shorten(text, 120),
    };
    events::write(tx, &event)?;
    Ok(id)
}
