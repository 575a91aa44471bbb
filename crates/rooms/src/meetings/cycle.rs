//! What a meeting leaves in the cycle a community works on: that it met, what it decided, who does what. Nobody writes it down twice.

use face::{Markup, html};
use jiff::civil::Date;
use store::{Conn, CycleId, Error, MeetingId, Tx, args, sees, sql};

use crate::communities::Community;
use crate::cycles::{self, Here};
use crate::{Stop, Viewer, w};

sql! {
    MET = "insert into cycle_meeting (cycle, meeting, district, step) values ($1, $2, $3, $4) on conflict (cycle, meeting) do nothing";
    // Crossed, so that SQLite begins with the few meetings: else it may read all that anybody ever took on.
    OF_CYCLE = "select m.id, m.title, m.on_date, d.text from cycle_meeting k cross join meeting m left join decision d on d.meeting = m.id and ",
        sees!("d"), " where k.cycle = $3 and m.id = k.meeting and ", sees!("m"), " \
        order by m.starts desc, m.id, d.at, d.id limit 80";
    TAKEN_ON = "select t.meeting, t.text, p.name from cycle_meeting k cross join commitment t cross join person p \
        where k.cycle = $3 and t.meeting = k.meeting and p.id = t.who and ", sees!("t"), " order by t.at, t.id limit 200";
}

/// Notes that a meeting of a community ended while it worked on its newest open cycle.
pub(super) fn met(tx: &mut Tx<'_>, community: &Community, meeting: MeetingId) -> Result<(), Stop> {
    if let Some((cycle, step)) = cycles::open_of(tx, community.id)? {
        tx.exec(MET, args![cycle, meeting, community.district, step])?;
    }
    Ok(())
}

/// A meeting at which a cycle was worked on.
struct Met {
    id: MeetingId,
    title: String,
    on: Date,
    decided: Vec<String>,
    /// What somebody took on, and who.
    taken_on: Vec<(String, String)>,
}

fn of_cycle(c: &mut Conn, me: &Viewer, cycle: CycleId) -> Result<Vec<Met>, Error> {
    let mut met: Vec<Met> = Vec::new();
    c.each(OF_CYCLE, args![me.person, me.now, cycle], &mut |r| {
        let id: MeetingId = r.get(0)?;
        if met.last().is_none_or(|m| m.id != id) {
            let on: String = r.get(2)?;
            let on = on.parse().map_err(|_| Error::Ours(format!("a meeting is on {on:?}")))?;
            met.push(Met { id, title: r.get(1)?, on, decided: Vec::new(), taken_on: Vec::new() });
        }
        if let (Some(last), Some(text)) = (met.last_mut(), r.get(3)?) {
            last.decided.push(text);
        }
        Ok(())
    })?;
    c.each(TAKEN_ON, args![me.person, me.now, cycle], &mut |r| {
        let meeting: MeetingId = r.get(0)?;
        if let Some(at) = met.iter_mut().find(|m| m.id == meeting) {
            at.taken_on.push((r.get(1)?, r.get(2)?));
        }
        Ok(())
    })?;
    Ok(met)
}

/// On a cycle's page: the meetings at which it was worked on, the newest first, with what came of each.
pub(crate) fn on_cycle(c: &mut Conn, me: &Viewer, here: &Here<'_>) -> Result<Markup, Stop> {
    let lang = me.lang();
    let met = of_cycle(c, me, here.cycle.id)?;
    let rows: Vec<Markup> = met
        .iter()
        .map(|m| {
            html! {
                li {
                    div {
                        a href={ "/meetings/" (m.id) } { (m.title) }
                        @for text in &m.decided { p { (lang.say(w::cycle_met_decided(text.as_str()))) } }
                        @for (text, who) in &m.taken_on { p.small { (lang.say(w::cycle_met_taken_on(text.as_str(), who.as_str()))) } }
                    }
                    span.when { (face::date_short(lang, m.on, me.today())) }
                }
            }
        })
        .collect();
    Ok(html! {
        @if !rows.is_empty() {
            section aria-labelledby="met" data-testid="cycle-meetings" {
                h2 #met { (lang.t(w::CYCLE_MET)) }
                (face::folded(lang, "cycle-met", &rows, 3))
            }
        }
    })
}
