//! Families are asked what they see: with codes on paper, in their language, without an account. Nobody of them is in the district's
//! lists, so a wave knows how many there are, never who.

use std::collections::BTreeSet;

use axum::response::Response;
use face::{Drawing, Field, Fields, Page, Room, empty, form, heading, html, problems};
use jiff::ToSpan as _;
use learning::instrument::{Asked, Instrument};
use store::{Audience, Conn, DistrictId, Error, OrgId, PersonId, Principal, Time, Tx, WaveId, args, audience, sql};

use super::asking::{APART, whom};
use super::editor;
use super::groups::Part;
use super::queries::{self, NewWave};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// Days a wave stays open when nothing else is said, and the longest: paper goes home and comes back slowly.
const DAYS: i32 = 21;
const MOST_DAYS: i32 = 90;
/// The largest school.
const MOST: f64 = 20_000.0;

sql! {
    SCHOOLS = "select o.id, o.name, (select count(*) from student s where s.school = o.id and s.active) from org o \
               where o.district = $3 and o.active and o.kind = 'school' and exists ( \
               select 1 from holding k where k.person = $1 and k.kind = 6 and k.who = o.id and k.since <= $2 and k.until > $2) \
               order by o.name limit 300";
}

/// A school that the viewer leads, and how many students it has.
struct School {
    org: OrgId,
    name: String,
    students: i64,
}

fn schools(c: &mut Conn, me: &Viewer) -> Result<Vec<School>, Error> {
    c.rows(SCHOOLS, args![me.person, me.now, me.district], |r| {
        Ok(School { org: r.get(0)?, name: r.get(1)?, students: r.get(2)? })
    })
}

/// What families can be asked.
fn for_families(c: &mut Conn, me: &Viewer) -> Result<Vec<Instrument>, Stop> {
    let fits = |i: &Instrument| i.sides.is_empty() && i.asked.contains(&Asked::Families);
    Ok(editor::choices(c, me)?.into_iter().filter(fits).collect())
}

pub(super) async fn page(cx: Cx) -> Response {
    cx.page(|c, me| {
        let until = me.today().saturating_add(DAYS.days()).to_string();
        let first = for_families(c, me)?.first().map(|i| i.key.clone()).unwrap_or_default();
        let mut known = vec![("until".to_owned(), until), ("instrument".to_owned(), first)];
        for s in schools(c, me)? {
            known.push((format!("n.{}", s.org), if s.students > 0 { s.students.to_string() } else { String::new() }));
        }
        families_page(c, me, &Fields::new(known))
    })
    .await
}

fn families_page(c: &mut Conn, me: &Viewer, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let (schools, all) = (schools(c, me)?, for_families(c, me)?);
    let words: Vec<(&str, &str, &str)> =
        all.iter().map(|i| (i.key.as_str(), i.title.get(lang.tag()), i.lead.get(lang.tag()))).collect();
    let title = lang.t(w::FAMILIES_TITLE);
    let body = html! {
        (heading(html! { a href="/surveys" { (lang.t(face::w::ROOM_SURVEYS)) } }, title, html! { (lang.t(w::FAMILIES_LEAD)) }))
        (problems(lang, f))
        @if schools.is_empty() {
            (empty(Drawing::OpenDoor, lang.t(w::FAMILIES_NO_SCHOOL), lang.t(w::FAMILIES_NO_SCHOOL_WHY), None))
        } @else {
            div.narrow {
                (form(&me.who, "/surveys/families", None, html! {
                    (Field::new("instrument", lang.t(w::SURVEY_WHAT)).main().choices(lang, f, &words))
                    fieldset.field #f-schools {
                        legend { (lang.t(w::FAMILIES_HOW_MANY)) }
                        p.hint { (lang.t(w::FAMILIES_HOW_MANY_HINT)) }
                        @for s in &schools { (Field::new(&format!("n.{}", s.org), &lang.say(w::families_of(s.name.as_str()))).main().input(lang, f, "number")) }
                    }
                    (Field::new("until", lang.t(w::SURVEY_UNTIL_WHEN)).hint(lang.t(w::FAMILIES_UNTIL_HINT)).needed().input(lang, f, "date"))
                    p { span.audience { (lang.t(w::FAMILIES_AUDIENCE)) } }
                    div.actions { button.button data-testid="ask-families-go" { (lang.t(w::FAMILIES_GO)) } }
                }))
            }
        }
    };
    Ok(Page::new(Room::Surveys, title, lang.t(w::SURVEY_LEADERS_ONLY), body))
}

/// Which groups so many families make: a school of its own where it has enough, the small ones together; when these are too few
/// together, with the smallest that has enough. `None` when all together are too few.
fn divide(counts: &[(OrgId, i64)], threshold: i64) -> Option<Vec<(Option<OrgId>, i64)>> {
    let (own, small): (Vec<_>, Vec<_>) = counts.iter().copied().partition(|(_, n)| *n >= threshold);
    let mut groups: Vec<(Option<OrgId>, i64)> = own.into_iter().map(|(org, n)| (Some(org), n)).collect();
    let rest: i64 = small.iter().map(|(_, n)| n).sum();
    if rest >= threshold {
        groups.push((None, rest));
    } else if rest > 0 {
        let smallest = groups.iter_mut().min_by_key(|(_, n)| *n)?;
        *smallest = (None, smallest.1 + rest);
    }
    (!groups.is_empty()).then_some(groups)
}

/// Asks the families of schools at and below a place; how many of each. `None` when they are fewer than the instrument's threshold.
///
/// # Errors
/// When the database fails.
pub fn begin(
    tx: &mut Tx<'_>,
    (district, org): (DistrictId, OrgId),
    instrument: &Instrument,
    until: Time,
    by: PersonId,
    counts: &[(OrgId, i64)],
) -> Result<Option<WaveId>, Error> {
    let threshold = usize::try_from(instrument.threshold).unwrap_or(usize::MAX);
    let Some(groups) = divide(counts, i64::from(instrument.threshold)) else { return Ok(None) };
    let places: BTreeSet<OrgId> = counts.iter().map(|(org, _)| *org).collect();
    let whom = whom(places.iter(), "");
    let who = places.into_iter().map(Principal::Staff).chain([Principal::Leaders(org)]);
    let audience = audience::store(tx, district, &Audience::of(who))?;
    let new = NewWave { district, org, instrument, threshold, audience, until, by, whom: &whom, called: "" };
    let id = queries::add_wave(tx, &new, groups.iter().map(|(_, n)| n).sum())?;
    for (org, people) in groups {
        queries::add_group(tx, &new, id, (org, Part::Families, "", people))?;
    }
    // It stands on the paper that goes home.
    super::told::name(tx, id)?;
    queries::tell(tx, id, Some(by), "wave.families_asked", instrument.title.get("en"))?;
    Ok(Some(id))
}

/// What the form of [`page`] sends. Who leads the district asks several schools in one wave; who leads schools alone, each in its own.
pub(super) async fn open(cx: Cx, sent: Sent) -> Response {
    let app = cx.app.clone();
    let response = cx
        .act(sent.fields, |tx, me, f| {
            let instrument = for_families(tx, me)?.into_iter().find(|i| i.key == f.raw("instrument"));
            if instrument.is_none() {
                f.wrong("instrument", face::w::ERROR_CHOICE);
            }
            let mut counts = Vec::new();
            for school in schools(tx, me)? {
                let name = format!("n.{}", school.org);
                match f.number(&name) {
                    Some(n) if n.fract() != 0.0 || !(0.0..=MOST).contains(&n) => {
                        f.problem(&name, face::Problem::Between(0.0, MOST));
                    }
                    Some(n) if n > 0.0 => counts.push((school.org, n as i64)),
                    _ => {}
                }
            }
            if counts.is_empty() && !f.refused() {
                f.wrong("schools", w::FAMILIES_NONE);
            }
            let until = f.date("until");
            let latest = me.today().saturating_add(MOST_DAYS.days());
            if until.is_none_or(|u| u < me.today() || u > latest) && f.problem_of("until").is_none() {
                f.wrong("until", w::SURVEY_UNTIL_WRONG);
            }
            let (Some(instrument), Some(until), false) = (instrument, until, f.refused()) else {
                return Err(Stop::again(families_page(tx, me, f)?));
            };
            // To the end of the last day.
            let until = me.begin_of(until.saturating_add(1.day()));
            let office = OrgId(me.district.0);
            let asks: Vec<(OrgId, Vec<(OrgId, i64)>)> = if counts.len() > 1 && queries::leads(tx, me, office)? {
                vec![(office, counts)]
            } else {
                counts.into_iter().map(|(org, n)| (org, vec![(org, n)])).collect()
            };
            let mut first = None;
            for (org, counts) in asks {
                if queries::asked_lately(tx, org, &instrument.key, me.now.plus_days(-APART))? {
                    f.wrong("instrument", w::SURVEY_ASKED_NOW);
                    return Err(Stop::again(families_page(tx, me, f)?));
                }
                let Some(id) = begin(tx, (me.district, org), &instrument, until, me.person, &counts)? else {
                    f.wrong("schools", w::FAMILIES_TOO_FEW);
                    return Err(Stop::again(families_page(tx, me, f)?));
                };
                first.get_or_insert(id);
            }
            Ok(Go::to(first.map_or("/surveys".to_owned(), |id| format!("/surveys/{id}"))))
        })
        .await;
    app.urns.call();
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_group_of_families_is_smaller_than_the_threshold() {
        let org = |n: u128| OrgId(uuid::Uuid::from_u128(n));
        let sizes = |counts: &[i64]| {
            let counts: Vec<(OrgId, i64)> = counts.iter().enumerate().map(|(at, n)| (org(at as u128), *n)).collect();
            divide(&counts, 10).map(|g| g.iter().map(|(org, n)| (org.is_some(), *n)).collect::<Vec<_>>())
        };
        assert_eq!(sizes(&[300, 12]), Some(vec![(true, 300), (true, 12)]));
        assert_eq!(sizes(&[300, 9, 4]), Some(vec![(true, 300), (false, 13)]));
        assert_eq!(sizes(&[300, 12, 4]), Some(vec![(true, 300), (false, 16)]));
        assert_eq!(sizes(&[9]), None);
        assert_eq!(sizes(&[5, 5]), Some(vec![(false, 10)]));
    }
}
