//! Waves: who is asked what, until when; and the page of a wave, which is a ballot while it is open and a report when it has ended.

use axum::extract::Path;
use axum::response::Response;
use face::{Drawing, Fields, Markup, Page, Room, empty, form, heading, html};
use learning::instrument::Instrument;
use store::{AudienceId, Conn, Error, OrgId, PersonId, Time, Tx, WaveGroupId, WaveId};

use super::queries::{self, Wave};
use super::question::question;
use super::{codes, replies, report};
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

impl Wave {
    /// Whether answers are taken.
    pub(super) fn runs(&self, now: Time) -> bool {
        self.open && self.until > now
    }

    /// The instrument as it was worded.
    pub(super) fn instrument(&self) -> Result<Instrument, Stop> {
        Ok(Instrument::parse(&self.body).map_err(|e| Error::Ours(e.to_string()))?)
    }
}

/// What home says of a wave.
pub(crate) enum OnHome {
    /// It waits to be answered, until then.
    Waits(Time),
    /// It ended then, and its report is there.
    Report(Time),
    /// What came of it was told then.
    Told(Time),
    /// Answers to comments were written then; to whose, nobody is told.
    Answered(Time),
}

/// The waves of which home says something: those that wait for the viewer, and those of which there is something new since a moment. Each
/// with what it is called.
///
/// # Errors
/// When the database fails.
pub(crate) fn on_home(c: &mut Conn, me: &Viewer, since: Time) -> Result<Vec<(WaveId, String, OnHome)>, Error> {
    let found = queries::on_home(c, me, since)?.into_iter().map(|(id, body, at, ended, told, answered)| {
        let title = title_of(me, &body);
        let what = match (told, answered) {
            _ if !ended => OnHome::Waits(at),
            (told, Some(answered)) if told.is_none_or(|told| told < answered) => OnHome::Answered(answered),
            (Some(told), _) => OnHome::Told(told),
            (None, _) => OnHome::Report(at),
        };
        (id, title, what)
    });
    Ok(found.collect())
}

/// A report the viewer may read.
pub(crate) struct Readable {
    pub id: WaveId,
    /// The place that asked.
    pub org: OrgId,
    /// Who reads it.
    pub audience: AudienceId,
    /// What was asked, and where.
    pub name: String,
}

/// The reports the viewer may read.
///
/// # Errors
/// When the database fails.
pub(crate) fn readable(c: &mut Conn, me: &Viewer) -> Result<Vec<Readable>, Error> {
    let all = queries::list(c, me)?;
    let over = all.iter().filter(|v| !v.runs(me.now));
    let read = |v: &Wave| Readable {
        id: v.id,
        org: v.org,
        audience: v.audience,
        name: format!("{}, {}", title_of(me, &v.body), v.org_name),
    };
    Ok(over.map(read).collect())
}

/// What a wave is called, for who may see it.
///
/// # Errors
/// When the database fails.
pub(crate) fn named(c: &mut Conn, me: &Viewer, id: WaveId) -> Result<Option<String>, Error> {
    let found = queries::find(c, me, id)?;
    Ok(found.map(|v| title_of(me, &v.body)))
}

/// What the instrument of a wave is called in the viewer's language.
pub(super) fn title_of(me: &Viewer, body: &str) -> String {
    Instrument::title_in(body).map(|title| title.get(me.lang().tag()).to_owned()).unwrap_or_default()
}

/// The last day to answer. Waves end at the midnight after it.
fn last_day(me: &Viewer, until: Time) -> String {
    face::date_long(me.lang(), until.plus_seconds(-1).date_in(&me.zone))
}

pub(super) async fn list(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let waves = queries::list(c, me)?;
        let may = me.leads();
        let mine = waves.iter().filter(|v| v.runs(me.now) && v.taken == Some(false)).count();
        let title = if waves.is_empty() { lang.t(w::SURVEYS_NONE).to_owned() } else { lang.say(w::surveys_title(mine)) };
        let mut rows = Vec::new();
        for v in &waves {
            let name = v.instrument()?.title.get(lang.tag()).to_owned();
            let when = match (v.runs(me.now), v.taken) {
                (true, Some(false)) => html! { span.when.now { (lang.say(w::survey_until(last_day(me, v.until)))) } },
                (true, _) => html! { span.when { (lang.say(w::survey_until(last_day(me, v.until)))) } },
                (false, _) => html! { span.when { (lang.say(w::survey_ended_on(face::near(lang, v.ended.unwrap_or(v.until).date_in(&me.zone), me.today())))) } },
            };
            rows.push(html! { li { div { a href={ "/surveys/" (v.id) } { (name) } small { (v.org_name) } } (when) } });
        }
        let body = html! {
            (heading(html! {}, &title, html! { (lang.t(w::SURVEYS_LEAD)) }))
            @if waves.is_empty() {
                (empty(Drawing::OpenDoor, lang.t(w::SURVEYS_EMPTY), lang.t(if may { w::SURVEYS_EMPTY_LEADER } else { w::SURVEYS_EMPTY_WHY }), may.then(|| ("/surveys/new", lang.t(w::SURVEY_ASK)))))
            } @else {
                ul.list data-testid="surveys" { @for row in &rows { (row) } }
                @if may { p.actions { a.button href="/surveys/new" data-testid="new-survey" { (lang.t(w::SURVEY_ASK)) } } }
            }
            @if may { p.actions { a.button.quiet href="/surveys/instruments" data-testid="instruments" { (lang.t(w::INSTRUMENTS_SHORT)) } " " a.button.quiet href="/surveys/families" data-testid="ask-families" { (lang.t(w::FAMILIES_TITLE)) } } }
        };
        Ok(Page::new(Room::Surveys, lang.t(face::w::ROOM_SURVEYS), lang.t(w::SURVEYS_AUDIENCE), body).live(["home".to_owned()]))
    })
    .await
}

/// What somebody answered: a code per item on a scale (0: nothing), and item and text of what they said in their own words.
pub type Said = (Vec<u8>, Vec<(String, String)>);

/// Ends a wave with answers that are known already: for building history only.
///
/// # Errors
/// When the database fails.
pub fn conclude(tx: &mut Tx<'_>, wave: WaveId, mut answer: impl FnMut(PersonId) -> Option<Said>) -> Result<(), Error> {
    let asked = queries::asked(tx, wave)?;
    let said = asked.into_iter().filter_map(|(person, group)| Some((group, answer(person)?)));
    pour(tx, wave, said.collect())
}

/// The same for a wave of families, who are in no list: what they said, group by group in turn.
///
/// # Errors
/// When the database fails.
pub fn conclude_families(tx: &mut Tx<'_>, wave: WaveId, said: Vec<Said>) -> Result<(), Error> {
    let groups = queries::groups(tx, wave)?;
    let said = said.into_iter().zip(groups.iter().cycle()).map(|(said, group)| (group.id, said));
    pour(tx, wave, said.collect())
}

/// Puts what was said, each by somebody of a group, where the report reads it, and ends the wave.
fn pour(tx: &mut Tx<'_>, wave: WaveId, said: Vec<(WaveGroupId, Said)>) -> Result<(), Error> {
    let Some((district, ..)) = queries::state(tx, wave)? else { return Ok(()) };
    let (mut ballots, mut words) = (Vec::new(), Vec::new());
    for (group, (codes, own)) in said {
        ballots.push((tx.blind_id(), group, listed(&codes)));
        words.extend(own.into_iter().map(|(item, text)| (tx.blind_id(), item, text, String::new())));
    }
    queries::pour(tx, district, wave, ballots, words)?;
    queries::end(tx, wave)?;
    tell_ended(tx, wave)
}

/// Codes as they are stored: with commas, nothing where nothing was answered.
pub(super) fn listed(codes: &[u8]) -> String {
    let each: Vec<String> = codes.iter().map(|c| if *c == 0 { String::new() } else { c.to_string() }).collect();
    each.join(",")
}

/// Says that a wave has ended and its report is there.
pub(super) fn tell_ended(tx: &mut Tx<'_>, id: WaveId) -> Result<(), Error> {
    queries::tell(tx, id, None, "wave.ended_here", "")
}

/// Stops whoever doesn't tend a wave: for who leads nobody there is no such page.
pub(super) fn tended(c: &mut Conn, me: &Viewer, wave: &Wave) -> Result<(), Stop> {
    match queries::tends(c, me, wave)? {
        true => Ok(()),
        false if me.leads() => Err(Stop::NotYours(w::SURVEY_LEADERS_ONLY)),
        false => Err(Stop::Nothing),
    }
}

/// Ends a wave before its time. The answers are counted at once; when that fails, who tends the urns tries again.
pub(super) async fn end(cx: Cx, Path(id): Path<WaveId>, sent: Sent) -> Response {
    let app = cx.app.clone();
    let response = cx
        .act(sent.fields, move |tx, me, _| {
            let wave = queries::find(tx, me, id)?.ok_or(Stop::Nothing)?;
            tended(tx, me, &wave)?;
            queries::end_now(tx, id)?;
            Ok(Go::to(format!("/surveys/{id}")))
        })
        .await;
    // On its own, so that it goes on when whoever asked has gone; when it fails, who tends the urns tries again.
    let counting = tokio::spawn(async move { super::urns::finish(&app).await });
    if let Ok(Err(e)) = counting.await {
        tracing::warn!("the answers could not be counted yet: {e}");
    }
    response
}

pub(super) async fn show(cx: Cx, Path(id): Path<WaveId>) -> Response {
    cx.page(move |c, me| {
        let wave = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let instrument = wave.instrument()?;
        let audience = people::audience_line(c, me, wave.audience)?;
        let lang = me.lang();
        let title = instrument.title.get(lang.tag()).to_owned();
        let (lead, body) = if !wave.open {
            report::of(c, me, &wave, &instrument)?
        } else if !wave.runs(me.now) {
            (lang.t(w::SURVEY_COUNTING).to_owned(), html! { p #counting data-live-on={ "wave:" (id) } data-live-get={ "/surveys/" (id) } { (lang.t(w::SURVEY_COUNTING_WHY)) } })
        } else {
            // How far it is, for who tends it.
            let far = if queries::tends(c, me, &wave)? { Some(queries::taken(c, id)?) } else { None };
            let side = if wave.taken.is_some() { queries::side(c, me, id)? } else { None };
            (lang.say(w::survey_lead(last_day(me, wave.until))), html! { (open_page(me, &wave, &instrument, side.as_deref(), far)) @if !wave.of_communities { (codes::of_wave(c, me, &wave, far.is_some())?) } })
        };
        let body = html! {
            (heading(html! { a href="/surveys" { (lang.t(face::w::ROOM_SURVEYS)) } ", " (wave.org_name) }, &title, html! { (lead) }))
            @if !wave.open { span #counting data-live-over {} }
            (body)
        };
        Ok(Page::new(Room::Surveys, title, audience, body).live([format!("wave:{id}")]))
    })
    .await
}

/// The page while the wave is open: the questions for who is asked, how far it is for who leads the place.
fn open_page(me: &Viewer, wave: &Wave, instrument: &Instrument, side: Option<&str>, far: Option<i64>) -> Markup {
    let lang = me.lang();
    let path = format!("/surveys/{}", wave.id);
    html! {
        // When the wave ends while this page is open, the report comes by itself.
        span #counting data-live-on={ "wave:" (wave.id) } data-live-get=(path) {}
        @if wave.taken.is_some() { (questions(me, wave, instrument, side)) }
        section aria-labelledby="know" {
            h2 #know { (lang.t(w::SURVEY_KNOW_HEAD)) }
            p { (lang.say(w::survey_know(wave.threshold))) }
            details.more { summary { (lang.t(w::SURVEY_KNOW_MORE)) }
                p { (lang.t(w::SURVEY_KNOW_HOW)) }
                p { (lang.t(w::SURVEY_KNOW_NOT)) }
            }
        }
        @if let Some(taken) = far {
            section aria-labelledby="far" {
                h2 #far { (lang.t(w::SURVEY_FAR)) }
                // Nobody knows which families have answered.
                @if !codes::of_families(instrument) { p data-testid="taken" {
                    @if taken < wave.threshold { (lang.say(w::survey_taken_few(wave.threshold))) } @else { (lang.say(w::survey_taken_of(wave.asked, taken))) }
                } }
                (form(&me.who, &format!("{path}/end"), None, html! {
                    div.actions { button.button.second data-testid="end-survey" { (lang.t(w::SURVEY_END)) } }
                    p.small { (lang.t(w::SURVEY_END_WHY)) }
                }))
            }
        }
    }
}

/// The questions. The script seals the ballot and sends the answers as nobody; without it nothing can be sent, and the page says so.
fn questions(me: &Viewer, wave: &Wave, instrument: &Instrument, side: Option<&str>) -> Markup {
    let lang = me.lang();
    let path = format!("/surveys/{}", wave.id);
    html! {
        div.notice data-survey-plain { p { (lang.t(w::SURVEY_NEEDS_SCRIPT)) } @if !wave.of_communities { (codes::on_paper(me, wave)) } }
        form #ballot method="post" action={ (path) "/answers" } hidden data-survey=(wave.id) data-person=(me.person) data-taken[wave.taken == Some(true)] data-ballot={ (path) "/ballot" } data-testid="ballot"
            data-said-sending=(lang.t(w::SURVEY_SENDING)) data-said-kept=(lang.t(w::SURVEY_KEPT)) data-said-wait=(lang.t(w::SURVEY_WAIT))
            data-said-taken=(lang.t(w::SURVEY_TAKEN)) data-said-ended=(lang.t(w::SURVEY_ENDED)) data-said-spent=(lang.t(w::SURVEY_SPENT))
            data-said-unfit=(lang.t(w::SURVEY_UNFIT)) data-said-later=(lang.t(w::SURVEY_LATER)) data-said-insecure=(lang.t(w::SURVEY_INSECURE)) {
            p.lead { (instrument.lead.get(lang.tag())) }
            @for item in &instrument.items { (question(lang.tag(), instrument, item, side, |_| String::new())) }
            (replies::wish(lang, instrument, &Fields::default(), None))
            p { span.audience.private { (lang.t(w::SURVEY_ANSWER_AUDIENCE)) } }
            div.actions { button.button data-testid="send-ballot" { (lang.t(w::SURVEY_SEND)) } }
        }
        p.notice data-survey-said role="status" data-testid="survey-said" hidden {}
        // The script shows the key here that this browser made, once.
        section data-survey-reply hidden {
            (replies::key_slip(lang, "", ""))
            p.actions { button.button.quiet type="button" data-reply-keep data-kept=(lang.t(w::REPLY_KEPT)) { (lang.t(w::REPLY_KEEP)) } }
            p.small { (lang.t(w::REPLY_KEEP_WHY)) }
        }
        script src=(face::asset_url("survey", "js")) defer {}
    }
}
