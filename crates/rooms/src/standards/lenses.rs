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
    LENSES = "select k.running, k.ended, e.tries, x.kept, x.people, x.open, g.all_of_them, g.aligned from \
              (select count(case when k.state <> 'closed' then 1 end) as running, \
                      count(case when k.state = 'closed' and k.closed >= $4 then 1 end) as ended \
               from cycle k where k.community = $3 and ", sees!("k"), ") k cross join \
              (select count(*) as tries from entry e join cycle z on z.id = e.cycle where z.community = $3 and e.kind = 'try' \
               and e.gone_at is null and e.at >= $4 and ", sees!("e"), ") e cross join \
              (select count(case when x.done_at >= $4 then 1 end) as kept, count(distinct case when x.done_at >= $4 then x.who end) as people, \
                      count(case when x.done_at is null and x.let_go_at is null then 1 end) as open \
               from commitment x where x.community = $3 and ", sees!("x"), ") x cross join \
              (select count(*) as all_of_them, \
                      count(case when exists (select 1 from alignment a where a.below = g.id and a.answer = 'accepted') then 1 end) as aligned \
               from goal g where g.owner_community = $3 and g.ended_at is null and ", sees!("g"), ") g";
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
