//! Asking: what, whom, until when. The words are locked when people are asked; who is asked is who works there then.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, problems};
use jiff::ToSpan as _;
use learning::instrument::{Asked as Who, Change, Instrument, changed};
use store::{Audience, Conn, DistrictId, Error, OrgId, PersonId, Principal, Time, Tx, WaveId, audience};

use super::groups::{Asked, asked, by_role, divide, is_by_role};
use super::queries::{self, NewWave};
use super::{editor, lately};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// How long a wave stays open when nothing else is said, in days; the longest.
pub(super) const DAYS: i32 = 14;
pub(super) const MOST_DAYS: i32 = 90;

/// So many days lie between the end of a wave and the next of the same questions: what few people changed could be told from two reports
/// that follow each other closely.
pub(super) const APART: i64 = 21;

/// The instruments that can be asked of the people who work at a place.
fn for_staff(c: &mut Conn, me: &Viewer) -> Result<Vec<Instrument>, Stop> {
    let mut all = editor::choices(c, me)?;
    all.retain(|i| i.asked.iter().any(|who| *who != Who::Families));
    Ok(all)
}

pub(super) async fn new(cx: Cx) -> Response {
    cx.page(|c, me| {
        let until = me.today().saturating_add(DAYS.days());
        new_page(
            c,
            me,
            &Fields::prefilled([
                ("until", until.to_string()),
                ("wide", "leaders".to_owned()),
                ("cut", "places".to_owned()),
            ]),
        )
    })
    .await
}

fn new_page(c: &mut Conn, me: &Viewer, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let orgs = queries::places(c, me)?;
    let places: Vec<(String, String)> = orgs.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    // Single places can be picked where there are several.
    let below = match orgs.first() {
        Some((org, _)) => queries::below(c, me.district, *org)?,
        None => Vec::new(),
    };
    let all = for_staff(c, me)?;
    let words: Vec<(&str, &str, &str)> =
        all.iter().map(|i| (i.key.as_str(), i.title.get(lang.tag()), i.lead.get(lang.tag()))).collect();
    let title = lang.t(w::SURVEY_NEW);
    let body = html! {
        (heading(html! { a href="/surveys" { (lang.t(face::w::ROOM_SURVEYS)) } }, title, html! { (lang.t(w::SURVEY_NEW_LEAD)) }))
        (problems(lang, f))
        (form(&me.who, "/surveys/new", None, html! {
            (reworded(me, f))
            (Field::new("instrument", lang.t(w::SURVEY_WHAT)).main().choices(lang, f, &words))
            (Field::new("org", lang.t(w::SURVEY_WHERE)).hint(lang.t(w::SURVEY_WHERE_HINT)).needed().select(lang, f, &places))
            @if below.len() > 1 {
                details.more open[f.has("only") || ["only", "cut"].iter().any(|name| f.problem_of(name).is_some())] data-testid="only" {
                    summary { (lang.t(w::SURVEY_ONLY)) }
                    fieldset.field.choices #f-only {
                        legend { (lang.t(w::SURVEY_ONLY_WHICH)) }
                        p.hint { (lang.t(w::SURVEY_ONLY_HINT)) }
                        @for (id, name, itself) in &below {
                            @let value = id.to_string();
                            label.check { input type="checkbox" name="only" value=(value) checked[f.all("only").any(|v| v == value)]; span { @if *itself { (lang.say(w::survey_only_itself(name.as_str()))) } @else { (name) } } }
                        }
                        @if let Some(problem) = f.problem_of("only") { p.error { (problem.say(lang)) } }
                    }
                    (Field::new("cut", lang.t(w::SURVEY_CUT)).hint(lang.t(w::SURVEY_CUT_HINT)).needed().choices(lang, f, &[
                        ("places", lang.t(w::SURVEY_CUT_PLACES), ""), ("roles", lang.t(w::SURVEY_CUT_ROLES), ""),
                    ]))
                    (Field::new("wide", lang.t(w::SURVEY_WIDE)).hint(lang.t(w::SURVEY_WIDE_HINT)).needed().choices(lang, f, &[
                        ("leaders", lang.t(w::SURVEY_WIDE_LEADERS), ""), ("all", lang.t(w::SURVEY_WIDE_ALL), ""),
                    ]))
                }
            }
            (Field::new("until", lang.t(w::SURVEY_UNTIL_WHEN)).hint(lang.t(w::SURVEY_UNTIL_HINT)).needed().input(lang, f, "date"))
            p { span.audience { (lang.t(w::SURVEY_NEW_AUDIENCE)) } }
            (face::submit(lang.t(w::SURVEY_ASK)))
        }))
    };
    Ok(Page::new(Room::Surveys, title, lang.t(w::SURVEY_LEADERS_ONLY), body))
}

/// The warning that words changed since the questions were asked last, with the box that says so be it.
pub(super) fn reworded(me: &Viewer, f: &Fields) -> Markup {
    let lang = me.lang();
    let Some(problem) = f.problem_of("reworded") else { return html! {} };
    html! {
        div.notice #f-reworded data-testid="reworded" {
            p { (problem.say(lang)) }
            label.check { input type="checkbox" name="reworded" value="yes"; span { (lang.t(w::SURVEY_REWORDED_YES)) } }
        }
    }
}

/// What a wave is begun with.
pub struct Asking<'a> {
    /// The questions.
    pub instrument: &'a Instrument,
    /// The place that asks: its people and those of the places below it.
    pub org: OrgId,
    /// Only the people who work at these places themselves; all when there are none.
    pub only: &'a [OrgId],
    /// On the schools' side of a two-sided instrument everybody who works there, not only who leads.
    pub wide: bool,
    /// When it ends by itself.
    pub until: Time,
    /// Who asks.
    pub by: PersonId,
}

/// Why nobody is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Few {
    /// They, or those of one side, are fewer than the instrument's threshold.
    People,
    /// So many of them were asked the same lately that nothing could be shown.
    Lately,
}

/// Begins a wave: the words are locked, and who is asked is who works there now. `None` when these, or those of one side, are too few.
///
/// # Errors
/// When the database fails.
pub fn begin(tx: &mut Tx<'_>, district: DistrictId, asking: &Asking<'_>) -> Result<Option<WaveId>, Error> {
    Ok(begun(tx, district, asking)?.ok())
}

/// [`begin`], with the reason when nobody is asked.
fn begun(tx: &mut Tx<'_>, district: DistrictId, asking: &Asking<'_>) -> Result<Result<WaveId, Few>, Error> {
    let Asking { instrument, org, only, wide, until, by } = *asking;
    let mut staff = queries::staff(tx, district, org)?;
    staff.retain(|works| only.is_empty() || only.contains(&works.org));
    let asked = asked(instrument, &staff, wide);
    let sides: Vec<&str> = instrument.sides.iter().map(|side| side.key.as_str()).collect();
    let least = usize::try_from(instrument.threshold).unwrap_or(usize::MAX);
    let people: BTreeSet<PersonId> = asked.iter().map(|a| a.person).collect();
    let lately = lately::waves(tx, district, None)?;
    let Some(threshold) = lately::threshold(&lately, instrument, &people) else { return Ok(Err(Few::Lately)) };
    let Some(groups) = divide(&asked, &sides, threshold) else {
        return Ok(Err(if threshold > least { Few::Lately } else { Few::People }));
    };
    let audience = audience::store(tx, district, &Audience::of(readers(&asked, org)))?;
    let how = match (is_by_role(instrument), wide && !instrument.sides.is_empty()) {
        (true, _) => "roles",
        (false, true) => "wide",
        (false, false) => "",
    };
    let whom = whom(only.iter(), how);
    let new = NewWave { district, org, instrument, threshold, audience, until, by, whom: &whom, called: "" };
    let id = queries::add(tx, &new, &groups)?;
    super::reminders::promise(tx, id, until)?;
    queries::tell(tx, id, Some(by), "wave.begun", instrument.title.get("en"))?;
    Ok(Ok(id))
}

/// Which places a wave asks, and how: on the schools' side everybody ("wide"), told apart by role ("roles"). Waves that say the same make a trend.
pub(super) fn whom<'a>(places: impl Iterator<Item = &'a OrgId>, how: &str) -> String {
    let mut places: Vec<String> = places.map(OrgId::to_string).collect();
    places.sort();
    format!("{how} {}", places.join(" "))
}

/// Who reads the report: who is asked, and who leads the place. Where only those who lead a place are asked, the others there don't.
fn readers(asked: &[Asked], org: OrgId) -> BTreeSet<Principal> {
    let mut places: BTreeMap<OrgId, bool> = BTreeMap::new();
    for a in asked {
        *places.entry(a.org).or_default() |= !a.leads;
    }
    let of = |(place, staff)| if staff { Principal::Staff(place) } else { Principal::Leaders(place) };
    places.into_iter().map(of).chain([Principal::Leaders(org)]).collect()
}

/// What the form of [`new`] sends.
pub(super) async fn open(cx: Cx, sent: Sent) -> Response {
    let app = cx.app.clone();
    let response = cx
        .act(sent.fields, |tx, me, f| {
            let instrument = for_staff(tx, me)?.into_iter().find(|i| i.key == f.raw("instrument"));
            if instrument.is_none() {
                f.wrong("instrument", face::w::ERROR_CHOICE);
            }
            let org = f.pick::<OrgId>("org");
            let org = match org {
                Some(org) if queries::leads(tx, me, org)? => Some(org),
                _ => {
                    f.wrong("org", face::w::ERROR_CHOICE);
                    None
                }
            };
            let only: Vec<OrgId> = f.all("only").filter_map(|id| id.parse().ok()).collect();
            if let Some(org) = org
                && !only.is_empty()
            {
                let below = queries::below(tx, me.district, org)?;
                if only.iter().any(|place| below.iter().all(|(id, ..)| id != place)) {
                    f.wrong("only", w::SURVEY_ONLY_WRONG);
                }
            }
            let wide = f.raw("wide") == "all";
            let until = f.date("until");
            let latest = me.today().saturating_add(MOST_DAYS.days());
            if until.is_none_or(|u| u < me.today() || u > latest) && f.problem_of("until").is_none() {
                f.wrong("until", w::SURVEY_UNTIL_WRONG);
            }
            let (Some(instrument), Some(org), Some(until), false) = (instrument, org, until, f.refused()) else {
                return Err(Stop::again(new_page(tx, me, f)?));
            };
            // To the end of the last day.
            let next = until.saturating_add(1.day()).to_zoned(me.zone.clone());
            let until = next.map_or_else(|_| me.now.plus_days(i64::from(DAYS)), |z| z.timestamp().into());
            if queries::asked_lately(tx, org, &instrument.key, me.now.plus_days(-APART))? {
                f.wrong("instrument", w::SURVEY_ASKED_NOW);
                return Err(Stop::again(new_page(tx, me, f)?));
            }
            if !f.has("reworded") && other_words(queries::last(tx, org, &instrument.key)?, &instrument)? {
                f.wrong("reworded", w::SURVEY_REWORDED);
                return Err(Stop::again(new_page(tx, me, f)?));
            }
            let roles = f.raw("cut") == "roles";
            let instrument = if roles { by_role(&instrument).unwrap_or(instrument) } else { instrument };
            let asking = Asking { instrument: &instrument, org, only: &only, wide, until, by: me.person };
            let id = match begun(tx, me.district, &asking)? {
                Ok(id) => id,
                Err(Few::People) if roles => {
                    f.wrong("cut", w::SURVEY_ROLES_FEW);
                    return Err(Stop::again(new_page(tx, me, f)?));
                }
                Err(few) => {
                    f.wrong("org", if few == Few::People { w::SURVEY_TOO_FEW } else { w::SURVEY_ASKED_IN_PART });
                    return Err(Stop::again(new_page(tx, me, f)?));
                }
            };
            Ok(Go::to(format!("/surveys/{id}")))
        })
        .await;
    app.urns.call();
    response
}

/// Whether a question that was asked there last time is worded or answered in another way now, so that its trend would break.
pub(super) fn other_words(last: Option<String>, instrument: &Instrument) -> Result<bool, Error> {
    let Some(body) = last else { return Ok(false) };
    let mut last = Instrument::parse(&body).map_err(|e| Error::Ours(e.to_string()))?;
    if is_by_role(&last) {
        // The sides were not in its words.
        (last.sides, last.asked) = (Vec::new(), instrument.asked.clone());
    }
    Ok(changed(&last, instrument)
        .iter()
        .any(|c| !matches!(c, Change::LanguageNew { .. } | Change::LanguageGone { .. })))
}
