//! How the viewer's communities grow: where each newest cycle stands, what was done at each step, what of it is new to them.
//! Home draws it.

use std::collections::HashMap;

use store::{CommunityId, Conn, CycleId, Error, GoalId, Time, args, sees, sql};

use super::shapes;
use crate::Viewer;

sql! {
    NEWEST = "select c.id, c.community, m.name, c.shape, c.title, c.step, c.state, c.due, c.student_goal, \
              (select count(*) from lesson l where l.community = c.community and l.state = 'shared'), \
              (select count(*) from entry p where p.cycle = c.id and p.kind = 'prediction' and p.gone_at is null) \
              from membership w join community m on m.id = w.community join cycle c \
              on c.id = (select n.id from cycle n where n.community = w.community order by n.began desc, n.id desc limit 1) \
              where w.person = $1 and w.since <= $2 and w.until > $2 and w.part in ('member', 'facilitator') and m.archived_at is null \
              and ", sees!("c"), " order by m.name";
    DONE = "select d.cycle, d.step, d.at > $3 and d.by <> $1, d.by = $1 from entry d where d.cycle in ($4, $5, $6, $7, $8) \
            and d.gone_at is null and ", sees!("d");
}

/// A community's newest cycle, as far as it has come.
#[derive(Clone, Debug)]
pub struct Growth {
    pub cycle: CycleId,
    pub community: CommunityId,
    pub community_name: String,
    pub title: String,
    /// The name of the step it is at, in the viewer's language, and how the steps stand: done, now or ahead.
    pub step: String,
    pub steps: Vec<(String, Stage)>,
    /// What was done at each step reached, oldest first.
    pub done: Vec<usize>,
    /// How much of it others did since the viewer last looked.
    pub fresh: usize,
    pub state: String,
    pub due: Option<jiff::civil::Date>,
    pub student_goal: Option<GoalId>,
    /// Lessons the community has shared.
    pub lessons: usize,
    /// Whether the step asks for a prediction that nobody has written.
    pub wants_prediction: bool,
    /// Whether the viewer wrote nothing at this step yet.
    pub wants_me: bool,
}

/// How a step stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    Done,
    Now,
    Ahead,
}

/// The newest cycle of each community the viewer works in, by the community's name. What others did after `since` is new.
pub fn growth(c: &mut Conn, me: &Viewer, since: Time) -> Result<Vec<Growth>, Error> {
    let rows = c.rows(NEWEST, args![me.person, me.now], |r| {
        let due: Option<String> = r.get(7)?;
        let id: CycleId = r.get(0)?;
        let shape: uuid::Uuid = r.get(3)?;
        let step: String = r.get(5)?;
        let predictions: i64 = r.get(10)?;
        let growth = Growth {
            cycle: id,
            community: r.get(1)?,
            community_name: r.get(2)?,
            title: r.get(4)?,
            step: String::new(),
            steps: Vec::new(),
            done: Vec::new(),
            fresh: 0,
            state: r.get(6)?,
            due: due.and_then(|d| d.parse().ok()),
            student_goal: r.maybe(8)?,
            lessons: usize::try_from(r.get::<i64>(9)?).unwrap_or(0),
            wants_prediction: predictions == 0,
            wants_me: true,
        };
        Ok((growth, shape, step))
    })?;
    // What was done, what of it is new and what is the viewer's own, by cycle and step.
    let mut by_cycle: HashMap<CycleId, Vec<(String, [usize; 3])>> = HashMap::new();
    for some in rows.chunks(5) {
        let id = |n: usize| some.get(n).or_else(|| some.first()).map(|(growth, ..)| growth.cycle);
        let about = args![me.person, me.now, since, id(0), id(1), id(2), id(3), id(4)];
        c.each(DONE, about, &mut |r| {
            let (steps, step): (_, String) = (by_cycle.entry(r.get(0)?).or_default(), r.get(1)?);
            let n = [1, usize::from(r.get::<bool>(2)?), usize::from(r.get::<bool>(3)?)];
            match steps.iter_mut().find(|(key, _)| *key == step) {
                Some((_, all)) => all.iter_mut().zip(n).for_each(|(all, n)| *all += n),
                None => steps.push((step, n)),
            }
            Ok(())
        })?;
    }
    let mut all = Vec::with_capacity(rows.len());
    for (mut growth, shape, at) in rows {
        let shape = shapes::one(c, shape)?;
        let counts = by_cycle.remove(&growth.cycle).unwrap_or_default();
        let here = shape.steps.iter().position(|s| s.key == at).unwrap_or(0);
        for (n, step) in shape.steps.iter().enumerate() {
            let here_done = counts.iter().find(|(key, _)| *key == step.key);
            let [done, fresh, mine] = here_done.map_or([0; 3], |(_, n)| *n);
            let name = step.name.get(me.lang().tag()).to_owned();
            if n <= here {
                growth.done.push(done);
            }
            growth.fresh += fresh;
            if n == here {
                growth.step.clone_from(&name);
                growth.wants_me = mine == 0;
                growth.wants_prediction &= step.asks_prediction;
            }
            let closed = growth.state == "closed";
            let stage = if n < here || closed {
                Stage::Done
            } else if n == here {
                Stage::Now
            } else {
                Stage::Ahead
            };
            growth.steps.push((name, stage));
        }
        all.push(growth);
    }
    Ok(all)
}
