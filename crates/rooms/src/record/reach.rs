//! Whom learning reaches: for leaders, as shares of the staff of each school and of each level. Numbers of people, never a list and never
//! an order of merit; what would point at a few people is not shown, nor what would give it away by subtraction.

use axum::response::Response;
use face::{Drawing, Lang, Markup, Page, Room, empty, heading, html};
use jiff::ToSpan as _;
use store::OrgId;

use super::own_page::{school_year, year_span};
use super::queries::{self, Staff};
use crate::{Cx, Viewer, w};

/// Fewer people than this are not shown as a group, nor by what is left of a group.
pub(super) const LEAST: u64 = 5;

/// What may be shown of a row: how many work there, which everybody can count; how many of them learned in the last thirty days and
/// since the year began, unless that would point at a few.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Shown {
    pub all: u64,
    pub recent: Option<u64>,
    pub year: Option<u64>,
}

/// The rows by school, by level, and of everybody.
pub(super) struct Reach {
    pub schools: Vec<(String, Shown)>,
    pub levels: Vec<(i64, Shown)>,
    pub everybody: Shown,
}

/// The people of a row: all, since the year began, lately.
type Counts = [u64; 3];

fn few(n: u64) -> bool {
    (1..LEAST).contains(&n)
}

/// Whether a part of a group says too much about a few: of those in it, or of those not in it.
fn tells(all: u64, part: u64) -> bool {
    few(all) || few(part) || few(all.saturating_sub(part))
}

/// Which parts stay hidden. `rows` are groups with the part that would be shown, `first` those hidden for another reason. When the
/// sum of all parts is shown, as many more are hidden as it takes that what is left of the sum still leaves [`LEAST`] possible
/// values for every hidden part; how many work at a place is known to everybody and bounds them.
fn hide(rows: &[(u64, u64)], first: &[bool], sum_shown: bool) -> Vec<bool> {
    let mut hidden: Vec<bool> =
        rows.iter().zip(first).map(|((all, part), first)| *first || tells(*all, *part)).collect();
    if !sum_shown {
        return hidden;
    }
    loop {
        let of = |which: usize| -> u64 {
            rows.iter()
                .zip(&hidden)
                .filter(|(_, h)| **h)
                .map(|((all, part), _)| if which == 0 { *all } else { *part })
                .sum()
        };
        let (room, sum) = (of(0), of(1));
        let exposed = rows.iter().zip(&hidden).any(|((all, _), h)| {
            let (least, most) = (sum.saturating_sub(room - all.min(&room)), sum.min(*all));
            *h && most.saturating_sub(least) + 1 < LEAST.min(all + 1)
        });
        let next =
            rows.iter().enumerate().filter(|(at, (all, _))| !hidden[*at] && *all > 0).min_by_key(|(_, (all, _))| *all);
        match next {
            Some((at, _)) if exposed => hidden[at] = true,
            _ => return hidden,
        }
    }
}

/// What may be shown of a table whose rows add up to `total`.
fn table_of(rows: &[Counts], total: &Shown) -> Vec<Shown> {
    let years: Vec<(u64, u64)> = rows.iter().map(|[all, year, _]| (*all, *year)).collect();
    let no_year = hide(&years, &vec![false; rows.len()], total.year.is_some());
    // Who learned lately is among who learned this year: when the larger part is hidden, the smaller is.
    let recents: Vec<(u64, u64)> = rows.iter().map(|[all, _, recent]| (*all, *recent)).collect();
    let no_recent = hide(&recents, &no_year, total.recent.is_some());
    let shown = rows.iter().zip(no_year).zip(no_recent).map(|(([all, year, recent], no_year), no_recent)| Shown {
        all: *all,
        year: (!no_year).then_some(*year),
        recent: (!no_recent).then_some(*recent),
    });
    shown.collect()
}

/// What may be shown of these groups.
pub(super) fn protect(staff: &[Staff]) -> Reach {
    let mut schools: Vec<(OrgId, String, Counts)> = Vec::new();
    let mut levels: Vec<(i64, Counts)> = Vec::new();
    let mut total: Counts = [0; 3];
    for s in staff {
        let of = [s.all, s.year, s.recent].map(|n| u64::try_from(n).unwrap_or(0));
        let add = |to: &mut Counts| to.iter_mut().zip(of).for_each(|(to, n)| *to += n);
        add(&mut total);
        match schools.iter_mut().find(|(id, ..)| *id == s.org) {
            Some((.., counts)) => add(counts),
            None => schools.push((s.org, s.name.clone(), of)),
        }
        match levels.iter_mut().find(|(level, _)| *level == s.level) {
            Some((_, counts)) => add(counts),
            None => levels.push((s.level, of)),
        }
    }
    levels.sort_by_key(|(level, _)| *level);
    let [all, year, recent] = total;
    let no_year = tells(all, year);
    let no_recent = no_year || tells(all, recent);
    let everybody = Shown { all, year: (!no_year).then_some(year), recent: (!no_recent).then_some(recent) };
    let by_school = table_of(&schools.iter().map(|(.., c)| *c).collect::<Vec<_>>(), &everybody);
    let by_level = table_of(&levels.iter().map(|(_, c)| *c).collect::<Vec<_>>(), &everybody);
    Reach {
        schools: schools.into_iter().zip(by_school).map(|((_, name, _), shown)| (name, shown)).collect(),
        levels: levels.into_iter().zip(by_level).map(|((level, _), shown)| (level, shown)).collect(),
        everybody,
    }
}

pub(super) async fn show(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let recent = me.today().saturating_sub(30.days());
        let (from, _) = year_span(school_year(me.today()));
        let staff = queries::staff(c, me, recent, from)?;
        let reach = protect(&staff);
        let title = match reach.everybody.year {
            Some(year) if !staff.is_empty() => lang.say(w::reach_title(reach.everybody.all, year)),
            _ => lang.t(w::REACH_TITLE_FEW).to_owned(),
        };
        let body = html! {
            (heading(html! { a href="/record" { (lang.t(w::RECORD)) } }, &title, html! { (lang.t(w::REACH_LEAD)) }))
            @if staff.is_empty() { (empty(Drawing::OpenDoor, lang.t(w::REACH_NOBODY), lang.t(w::REACH_NOBODY_WHY), None)) }
            (table(lang, lang.t(w::REACH_LEVELS), "reach-levels", &reach.levels.iter().map(|(l, s)| (lang.t(level_word(*l)).to_owned(), *s)).collect::<Vec<_>>()))
            (table(lang, lang.t(w::REACH_SCHOOLS), "reach-schools", &reach.schools))
            p.small { (lang.say(w::reach_hidden(LEAST))) }
            @if me.leads_district() || me.is_admin() {
                p.actions {
                    a.button.quiet href="/record/rules" { (lang.t(w::RULES)) }
                    @if me.leads_district() { a.button.quiet href="/record/certificates" { (lang.t(w::AWARDS)) } }
                }
            }
        };
        Ok(Page::new(Room::People, title, audience(me), body))
    })
    .await
}

fn audience(me: &Viewer) -> String {
    me.lang().t(w::REACH_AUDIENCE).to_owned()
}

fn level_word(level: i64) -> face::Word {
    match level {
        3 => w::REACH_LEADERS,
        2 => w::REACH_COACHES,
        _ => w::REACH_TEACHERS,
    }
}

fn table(lang: Lang, title: &str, id: &str, rows: &[(String, Shown)]) -> Markup {
    let cell = |n: Option<u64>| html! { @match n { Some(n) => td { (n) }, None => td.hidden { (lang.t(w::REACH_WITHHELD)) } } };
    let share = |part: Option<u64>, all: u64| match part {
        // Heads of a district stand exactly in a double.
        Some(part) if all > 0 => html! { td { (face::number(100.0 * part as f64 / all as f64, 0)) " %" } },
        part => cell(part),
    };
    html! {
        @if !rows.is_empty() {
            section {
                h2 { (title) }
                div.scroll tabindex="0" role="region" aria-label=(title) {
                    table.figures data-testid=(id) {
                        caption.visually-hidden { (title) }
                        thead { tr {
                            td {}
                            th scope="col" { (lang.t(w::REACH_STAFF)) }
                            th scope="col" { (lang.t(w::REACH_RECENT)) }
                            th scope="col" { (lang.t(w::REACH_YEAR)) }
                            th scope="col" { (lang.t(w::REACH_SHARE)) }
                        } }
                        tbody {
                            @for (name, s) in rows {
                                tr { th scope="row" { (name) } td { (s.all) } (cell(s.recent)) (cell(s.year)) (share(s.year, s.all)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staff(org: u128, level: i64, all: i64, year: i64, recent: i64) -> Staff {
        Staff { org: OrgId(uuid::Uuid::from_u128(org)), name: format!("School {org}"), level, all, recent, year }
    }

    #[test]
    fn a_few_people_are_not_shown_nor_found_by_subtraction() {
        let reach = protect(&[staff(1, 1, 30, 20, 10), staff(2, 1, 30, 28, 12), staff(3, 1, 30, 15, 15)]);
        assert_eq!(reach.schools[1].1.year, None, "two of thirty were not reached: everybody would know who");
        let hidden = reach.schools.iter().filter(|(_, s)| s.year.is_none()).count();
        assert_eq!((hidden, reach.everybody.year), (2, Some(63)), "one alone would be the rest of the sum");
        assert!(reach.schools.iter().all(|(_, s)| s.year.is_some() || s.recent.is_none()));
        assert_eq!(reach.levels[0].1.year, Some(63));
    }

    #[test]
    fn a_school_where_all_or_none_learned_is_shown() {
        let reach = protect(&[staff(1, 1, 30, 30, 30), staff(2, 1, 30, 0, 0)]);
        assert_eq!(reach.schools[0].1.year, Some(30));
        assert_eq!(reach.schools[1].1.year, Some(0));
        assert!(protect(&[]).schools.is_empty());
    }

    #[test]
    fn what_is_hidden_could_be_many_things() {
        // Whatever the numbers are: with the sum shown, a hidden part has at least five values it could have.
        for a in 0..=12u64 {
            for b in 0..=12u64 {
                for c in [0, 3, 6, 12] {
                    let rows = [(12, a), (12, b), (12, c)];
                    let hidden = hide(&rows, &[false; 3], true);
                    let (room, sum) = rows
                        .iter()
                        .zip(&hidden)
                        .filter(|(_, h)| **h)
                        .fold((0, 0), |(r, s), ((all, p), _)| (r + all, s + p));
                    for ((all, part), h) in rows.iter().zip(&hidden) {
                        assert!(*h || !tells(*all, *part), "{a} {b} {c}");
                        let values = sum.min(*all) + 1 - sum.saturating_sub(room - all.min(&room));
                        assert!(!*h || values >= LEAST || hidden.iter().all(|h| *h), "{a} {b} {c}: {values}");
                    }
                }
            }
        }
    }
}
