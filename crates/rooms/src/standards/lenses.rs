//! Three lenses on a community: what its own work shows of continuous improvement, of collective responsibility and of goal
//! alignment, the three elements of the first standard of 2011. Counts of what is there, each with the way to it; no mark.

use face::{Markup, html};
use store::{Conn, args, sees, sql};

use crate::communities::Community;
use crate::{Stop, Viewer, w};

/// What happened counts for so many days: a year.
const DAYS: i64 = 365;

sql! {
    // Everything with the eyes of whoever reads.
    LENSES = "select (select count(*) from cycle k where k.community = $3 and k.state <> 'closed' and ", sees!("k"), "), \
              (select count(*) from cycle q where q.community = $3 and q.state = 'closed' and q.closed >= $4 and ", sees!("q"), "), \
              (select count(*) from entry e join cycle z on z.id = e.cycle where z.community = $3 and e.kind = 'try' and e.gone_at is null \
               and e.at >= $4 and ", sees!("e"), "), \
              (select count(*) from commitment x where x.community = $3 and x.done_at >= $4 and ", sees!("x"), "), \
              (select count(distinct y.who) from commitment y where y.community = $3 and y.done_at >= $4 and ", sees!("y"), "), \
              (select count(*) from commitment o where o.community = $3 and o.done_at is null and o.let_go_at is null and ", sees!("o"), "), \
              (select count(*) from goal g where g.owner_community = $3 and g.ended_at is null and ", sees!("g"), "), \
              (select count(*) from goal v where v.owner_community = $3 and v.ended_at is null \
               and exists (select 1 from alignment a where a.below = v.id and a.answer = 'accepted') and ", sees!("v"), ")";
}

/// On a community's page, for those who work in it.
pub(crate) fn of_community(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Markup, Stop> {
    if !community.works_here() || !me.works_here() {
        return Ok(html! {});
    }
    let since = me.now.plus_days(-DAYS);
    let found = c.one(LENSES, args![me.person, me.now, community.id, since], |r| {
        let mut all = [0i64; 8];
        for (n, one) in all.iter_mut().enumerate() {
            *one = r.get(n)?;
        }
        Ok(all)
    })?;
    let [running, ended, tries, kept, people, open, goals, aligned] = found.unwrap_or_default();
    let lang = me.lang();
    Ok(html! {
        section aria-labelledby="lenses-head" data-testid="lenses" {
            h2 #lenses-head { (lang.t(w::LENSES)) }
            p.small { (lang.t(w::LENSES_WHY)) " " a href="/standards" { (lang.t(w::STANDARDS)) } }
            dl.facts {
                dt { (lang.t(w::LENS_IMPROVEMENT)) }
                dd {
                    @if running + ended == 0 { (lang.t(w::LENS_NO_CYCLE)) }
                    @else { (lang.say(w::lens_cycles(ended, running))) " " (lang.say(w::lens_tries(tries))) }
                }
                dt { (lang.t(w::LENS_RESPONSIBILITY)) }
                dd {
                    @if kept + open == 0 { (lang.t(w::LENS_NO_COMMITMENT)) }
                    @else { (lang.say(w::lens_kept(kept, people))) " " (lang.say(w::lens_open(open))) }
                }
                dt { (lang.t(w::LENS_ALIGNMENT)) }
                dd {
                    @if goals == 0 { (lang.t(w::LENS_NO_GOAL)) }
                    @else { (lang.say(w::lens_goals(goals))) " " (lang.say(w::lens_aligned(aligned))) }
                }
            }
        }
    })
}
