//! A community is asked how its people work together: by who facilitates it or leads its place, through the same ballots as every wave. Only
//! those who are asked read what was said. A community too small for that is told so first, and what it can do instead.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, problems};
use jiff::ToSpan as _;
use learning::instrument::{Asked, Instrument};
use store::{Audience, CommunityId, Conn, DistrictId, Error, OrgId, PersonId, Principal, Time, Tx, WaveId, audience};

use super::asking::{DAYS, Few, MOST_DAYS, other_words, reworded};
use super::groups::{Group, Part};
use super::lately::{self, Lately};
use super::pulse_queries::{self as rows, Circle};
use super::queries::{self, NewWave};
use super::waves::title_of;
use super::{editor, reminders};
use crate::communities::{self, Community};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// These come first: they are about people who work together.
const FIRST: [&str; 3] = ["community-health", "working-together", "learning-communities"];

/// What can be asked of a community: what asks everybody the same. What is asked of leaders too: a school of few leaders asks the group that
/// leads it with them.
fn for_community(c: &mut Conn, me: &Viewer) -> Result<Vec<Instrument>, Stop> {
    let mut all = editor::choices(c, me)?;
    all.retain(|i| i.sides.is_empty() && i.asked.iter().any(|who| *who != Asked::Families));
    all.sort_by_key(|i| FIRST.iter().position(|key| *key == i.key).unwrap_or(FIRST.len()));
    Ok(all)
}

/// What the page knows before anybody is asked.
struct Before {
    community: Community,
    /// The community, then others at its place that the viewer may ask too.
    circles: Vec<Circle>,
    instruments: Vec<Instrument>,
    lately: Vec<Lately>,
}

impl Before {
    fn of(c: &mut Conn, me: &Viewer, id: CommunityId) -> Result<Before, Stop> {
        let community = communities::find(c, me, id)?.filter(|k| k.district == me.district).ok_or(Stop::Nothing)?;
        let leads = queries::leads(c, me, community.org)?;
        if community.archived || !(leads || community.facilitates()) {
            return Err(if community.works_here() { Stop::NotYours(w::PULSE_NOT_YOURS) } else { Stop::Nothing });
        }
        let mut circles = rows::circles(c, me.district, community.org)?;
        circles.retain(|k| k.id == id || leads || k.facilitators.contains(&me.person));
        circles.sort_by_key(|k| k.id != id);
        if circles.first().is_none_or(|k| k.id != id) {
            let (people, facilitators) = (BTreeSet::new(), BTreeSet::new());
            circles.insert(0, Circle { id, name: community.name.clone(), people, facilitators });
        }
        let lately = lately::waves(c, me.district, Some(community.org))?;
        Ok(Before { community, circles, instruments: for_community(c, me)?, lately })
    }

    /// From how many answers on these people see what they said; none when they were asked the same lately.
    fn least(&self, instrument: &Instrument, people: &BTreeSet<PersonId>) -> Option<usize> {
        lately::threshold(&self.lately, instrument, people)
    }

    /// Whether anything can be asked of these people.
    fn enough(&self, people: &BTreeSet<PersonId>) -> bool {
        self.instruments.iter().any(|i| self.least(i, people).is_some_and(|least| least <= people.len()))
    }

    /// The fewest people of which anything is shown.
    fn fewest(&self) -> u32 {
        self.instruments.iter().map(|i| i.threshold).min().unwrap_or(learning::instrument::LEAST_THRESHOLD)
    }
}

fn together(circles: &[Circle]) -> BTreeSet<PersonId> {
    circles.iter().flat_map(|k| k.people.iter().copied()).collect()
}

pub(super) async fn page(cx: Cx, Path(id): Path<CommunityId>) -> Response {
    cx.page(move |c, me| {
        let before = Before::of(c, me, id)?;
        let until = me.today().saturating_add(DAYS.days());
        let first = before.instruments.first().map(|i| i.key.clone()).unwrap_or_default();
        Ok(pulse_page(me, &before, &Fields::prefilled([("until", until.to_string()), ("instrument", first)])))
    })
    .await
}

fn pulse_page(me: &Viewer, before: &Before, f: &Fields) -> Page {
    let lang = me.lang();
    let Before { community, circles, .. } = before;
    let (alone, others) = (&circles[0].people, &circles[1..]);
    let small = alone.len() < before.fewest() as usize;
    // Alone, or with all the others it can be asked together with.
    let (can_alone, can) = (before.enough(alone), before.enough(&together(circles)));
    let title = match (small, can_alone) {
        (true, _) => lang.say(w::pulse_small(community.name.as_str(), alone.len())),
        (false, true) => lang.say(w::pulse_title(community.name.as_str(), alone.len())),
        (false, false) => lang.say(w::pulse_lately(community.name.as_str())),
    };
    let lead = match (small, can_alone) {
        (true, _) => lang.say(w::pulse_small_why(before.fewest())),
        (false, true) => lang.t(w::PULSE_LEAD).to_owned(),
        (false, false) => lang.t(w::PULSE_LATELY_WHY).to_owned(),
    };
    let body = html! {
        (heading(html! { a href={ "/communities/" (community.id) } { (community.name) } }, &title, html! { (lead) }))
        (problems(lang, f))
        @if !can_alone { (instead(me, before, !others.is_empty() && can)) }
        @if can_alone || (!others.is_empty() && can) { (ask_form(me, before, can_alone, f)) }
    };
    Page::new(Room::Communities, title, lang.t(w::PULSE_PAGE_AUDIENCE), body)
}

/// What a community can do that can't be asked alone.
fn instead(me: &Viewer, before: &Before, with_others: bool) -> Markup {
    let lang = me.lang();
    let community = &before.community;
    html! {
        section aria-labelledby="instead" data-testid="instead" {
            h2 #instead { (lang.t(w::PULSE_INSTEAD)) }
            ul.list {
                li { div {
                    @if community.works_here() { a href={ "/questions?for=" (community.id) } data-testid="talk-it-over" { (lang.t(w::PULSE_TALK)) } } @else { b { (lang.t(w::PULSE_TALK)) } }
                    small { (lang.t(w::PULSE_TALK_HOW)) }
                } }
                li { div {
                    @if with_others { a href="#f-with" { (lang.t(w::PULSE_TOGETHER)) } } @else { b { (lang.t(w::PULSE_TOGETHER)) } }
                    small { @if with_others { (lang.t(w::PULSE_TOGETHER_HERE)) } @else { (lang.say(w::pulse_together_leader(community.org_name.as_str()))) } }
                } }
            }
        }
    }
}

fn ask_form(me: &Viewer, before: &Before, alone: bool, f: &Fields) -> Markup {
    let lang = me.lang();
    let (people, others) = (&before.circles[0].people, &before.circles[1..]);
    let told: Vec<(String, &str, String)> = before
        .instruments
        .iter()
        .map(|i| {
            let least = before.least(i, people).filter(|least| *least <= people.len());
            let shown = match least {
                Some(least) => lang.say(w::pulse_shown_from(least, people.len())),
                None if alone => lang.t(w::PULSE_NOT_NOW).to_owned(),
                None => String::new(),
            };
            (i.key.clone(), i.title.get(lang.tag()), format!("{} {shown}", i.lead.get(lang.tag())))
        })
        .collect();
    let choices: Vec<(&str, &str, &str)> =
        told.iter().map(|(key, t, lead)| (key.as_str(), *t, lead.as_str())).collect();
    html! {
        (form(&me.who, &format!("/communities/{}/pulse", before.community.id), None, html! {
            (reworded(me, f))
            (Field::new("instrument", lang.t(w::SURVEY_WHAT)).main().choices(lang, f, &choices))
            @if !others.is_empty() {
                details.more open[!alone || f.has("with") || f.problem_of("with").is_some()] data-testid="with" {
                    summary { (lang.t(w::PULSE_WITH)) }
                    fieldset.field.choices #f-with {
                        legend { (lang.t(w::PULSE_WITH_WHICH)) }
                        p.hint { (lang.t(w::PULSE_WITH_HINT)) }
                        @for k in others {
                            @let value = k.id.to_string();
                            label.check { input type="checkbox" name="with" value=(value) checked[f.all("with").any(|v| v == value)]; span { (k.name) " " small { (lang.say(w::community_members(k.people.len()))) } } }
                        }
                        @if let Some(problem) = f.problem_of("with") { p.error { (problem.say(lang)) } }
                    }
                }
            }
            (Field::new("until", lang.t(w::SURVEY_UNTIL_WHEN)).hint(lang.t(w::SURVEY_UNTIL_HINT)).needed().input(lang, f, "date"))
            p { span.audience { (lang.t(w::PULSE_AUDIENCE)) @if !people.contains(&me.person) { " " (lang.t(w::PULSE_NOT_AMONG)) } } }
            (face::submit(lang.t(w::PULSE_ASK)))
        }))
    }
}

/// What communities are asked with.
pub struct Pulse<'a> {
    /// The questions.
    pub instrument: &'a Instrument,
    /// Where the communities are at home.
    pub org: OrgId,
    /// One community, or several of the place together.
    pub communities: &'a [CommunityId],
    /// When it ends by itself.
    pub until: Time,
    /// Who asks.
    pub by: PersonId,
}

/// Asks the people of one community, or of several together as one group. `None` when they are too few, or were asked the same lately.
///
/// # Errors
/// When the database fails.
pub fn ask_communities(tx: &mut Tx<'_>, district: DistrictId, pulse: &Pulse<'_>) -> Result<Option<WaveId>, Error> {
    let mut circles = rows::circles(tx, district, pulse.org)?;
    circles.retain(|k| pulse.communities.contains(&k.id));
    let lately = lately::waves(tx, district, Some(pulse.org))?;
    Ok(begun(tx, district, pulse, &circles, &lately)?.ok())
}

fn begun(
    tx: &mut Tx<'_>,
    district: DistrictId,
    &Pulse { instrument, org, until, by, .. }: &Pulse<'_>,
    circles: &[Circle],
    lately: &[Lately],
) -> Result<Result<WaveId, Few>, Error> {
    let people = together(circles);
    if people.len() < usize::try_from(instrument.threshold).unwrap_or(usize::MAX) {
        return Ok(Err(Few::People));
    }
    let Some(threshold) = lately::threshold(lately, instrument, &people) else { return Ok(Err(Few::Lately)) };
    // Only who is asked reads it: no leader who isn't among them.
    let readers = circles.iter().map(|k| Principal::Community(k.id));
    let audience = audience::store(tx, district, &Audience::of(readers))?;
    let whom = whom(circles);
    let mut names: Vec<&str> = circles.iter().map(|circle| circle.name.as_str()).collect();
    names.sort_unstable();
    let called = names.join(", ");
    let new = NewWave { district, org, instrument, threshold, audience, until, by, whom: &whom, called: &called };
    // One group: of several communities each stays unseen in the others, as people are in more than one.
    let group = Group { org: None, part: Part::All, side: String::new(), people: people.into_iter().collect() };
    let id = queries::add(tx, &new, &[group])?;
    rows::of(tx, district, id, circles)?;
    reminders::promise(tx, id, until)?;
    queries::tell(tx, id, Some(by), "wave.begun", instrument.title.get("en"))?;
    Ok(Ok(id))
}

/// Which communities: waves that say the same make a trend.
fn whom(circles: &[Circle]) -> String {
    let mut ids: Vec<String> = circles.iter().map(|k| k.id.to_string()).collect();
    ids.sort();
    format!("communities {}", ids.join(" "))
}

/// What the form of [`page`] sends.
pub(super) async fn open(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    let app = cx.app.clone();
    let response = cx
        .act(sent.fields, move |tx, me, f| {
            let before = Before::of(tx, me, id)?;
            let instrument = before.instruments.iter().find(|i| i.key == f.raw("instrument"));
            if instrument.is_none() {
                f.wrong("instrument", face::w::ERROR_CHOICE);
            }
            let mut with: BTreeSet<CommunityId> = f.all("with").filter_map(|v| v.parse().ok()).collect();
            if f.all("with").count() != with.len() || with.iter().any(|k| before.circles.iter().all(|c| c.id != *k)) {
                f.wrong("with", face::w::ERROR_CHOICE);
            }
            with.insert(id);
            let until = f.date("until");
            let latest = me.today().saturating_add(MOST_DAYS.days());
            if until.is_none_or(|u| u < me.today() || u > latest) && f.problem_of("until").is_none() {
                f.wrong("until", w::SURVEY_UNTIL_WRONG);
            }
            let (Some(instrument), Some(until), false) = (instrument, until, f.refused()) else {
                return Err(Stop::again(pulse_page(me, &before, f)));
            };
            let circles: Vec<Circle> = before.circles.iter().filter(|k| with.contains(&k.id)).cloned().collect();
            let last = rows::last(tx, me.district, &instrument.key, &whom(&circles))?;
            if !f.has("reworded") && other_words(last, instrument)? {
                f.wrong("reworded", w::SURVEY_REWORDED);
                return Err(Stop::again(pulse_page(me, &before, f)));
            }
            let (org, until) = (before.community.org, me.begin_of(until.saturating_add(1.day())));
            let pulse = Pulse { instrument, org, communities: &[], until, by: me.person };
            let wave = match begun(tx, me.district, &pulse, &circles, &before.lately)? {
                Ok(wave) => wave,
                Err(few) => {
                    f.wrong("instrument", if few == Few::People { w::PULSE_TOO_FEW } else { w::PULSE_ASKED_LATELY });
                    return Err(Stop::again(pulse_page(me, &before, f)));
                }
            };
            // Who leads the place and isn't among them asks, and doesn't read it.
            let reads = circles.iter().any(|k| k.people.contains(&me.person));
            Ok(Go::to(if reads { format!("/surveys/{wave}") } else { format!("/communities/{id}") }))
        })
        .await;
    app.urns.call();
    response
}

/// On a community's page: what its people were asked last, and the way to ask.
pub(crate) fn of_community(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Markup, Stop> {
    let lang = me.lang();
    let leads = me.leads_any(&[community.org, OrgId(me.district.0)]);
    let may = !community.archived && community.district == me.district && (community.facilitates() || leads);
    // Whoever doesn't work in it was not asked.
    let latest = if community.works_here() { rows::latest(c, me, community.id)? } else { None };
    let ask = html! { a.button.quiet[latest.is_some()] href={ "/communities/" (community.id) "/pulse" } data-testid="ask-together" { (lang.t(if latest.is_some() { w::PULSE_AGAIN } else { w::PULSE_ASK_SHORT })) } };
    let Some(latest) = latest else {
        return Ok(
            html! { @if may { p.small { a href={ "/communities/" (community.id) "/pulse" } data-testid="ask-together" { (lang.t(w::PULSE_ASK_SHORT)) } } } },
        );
    };
    let name = title_of(me, &latest.body);
    let day = |at: Time| at.date_in(&me.zone);
    let runs = latest.open && latest.until > me.now;
    Ok(html! {
        section #pulse aria-labelledby="pulse-head" data-testid="pulse" data-live-on={ "wave:" (latest.id) } data-live-get={ "/communities/" (community.id) } {
            h2 #pulse-head { (lang.t(w::PULSE_HEAD)) }
            ul.list { li {
                div { a href={ "/surveys/" (latest.id) } { (name) } small { (lang.t(if runs { w::PULSE_OPEN } else { w::PULSE_OVER })) } }
                span.when { @if runs { (lang.say(w::survey_until(face::date_long(lang, day(latest.until.plus_seconds(-1)))))) } @else { (lang.say(w::survey_ended_on(face::near(lang, day(latest.ended.unwrap_or(latest.until)), me.today())))) } }
            } }
            @if may { p.actions { (ask) } }
        }
    })
}
