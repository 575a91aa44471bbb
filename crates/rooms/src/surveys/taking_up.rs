//! From a finding to what is done about it: one item of a report, and what was made of it.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Lang, Page, Room, form, heading, html, problems};
use learning::instrument::Item;
use store::{CommunityId, Conn, WaveId};

use super::drawing::upper;
use super::queries::{self, Wave};
use super::report::{Report, item_title};
use crate::data::{self, NewNeed, Whose};
use crate::{Cx, Go, Sent, Stop, Viewer, communities, people, reality, w};

/// What one can say of it, in characters.
const LONGEST: usize = 600;

/// What a report says of an item, in a sentence for each group at the top.
fn finding(lang: Lang, report: &Report<'_>, at: usize, item: &Item) -> Vec<String> {
    let tops = if report.faces.is_empty() { 1 } else { 2 };
    let side = |g: usize| report.instrument.sides.get(g).filter(|_| tops == 2).map(|s| s.key.as_str());
    let one = |g: usize| {
        let counts = report.reading.counts[at].get(g)?.as_ref()?;
        let share = face::number(upper(counts, &report.reading.codings[at])?, 0);
        let words = item.words(side(g)).get(lang.tag());
        Some(lang.say(w::survey_finding(counts.n(), share, words, report.name(lang, g))))
    };
    (0..tops).filter_map(one).collect()
}

pub(super) async fn show(cx: Cx, Path((id, item)): Path<(WaveId, String)>) -> Response {
    cx.page(move |c, me| item_page(c, me, id, &item, &Fields::prefilled([("as", "need".to_owned())]))).await
}

/// A wave that has ended.
fn ended(c: &mut Conn, me: &Viewer, id: WaveId) -> Result<Wave, Stop> {
    queries::find(c, me, id)?.filter(|wave| !wave.open).ok_or(Stop::Nothing)
}

fn item_page(c: &mut Conn, me: &Viewer, id: WaveId, key: &str, f: &Fields) -> Result<Page, Stop> {
    let wave = ended(c, me, id)?;
    let instrument = wave.instrument()?;
    let report = Report::of(c, me, &wave, &instrument)?.ok_or(Stop::Nothing)?;
    let at = report.reading.items.iter().position(|i| i.key == key).ok_or(Stop::Nothing)?;
    let item = report.reading.items[at];
    let lang = me.lang();
    let finding = finding(lang, &report, at, item);
    let teams: Vec<(String, String)> = communities::mine(c, me)?
        .into_iter()
        .filter(communities::Community::works_here)
        .map(|t| (t.id.to_string(), t.name))
        .collect();
    let audience = people::audience_line(c, me, wave.audience)?;
    let title = lang.t(w::SURVEY_TAKE_UP);
    let path = format!("/surveys/{id}/items/{key}");
    let made = reality::came_from(c, me, &path)?;
    let body = html! {
        (heading(html! { a href={ "/surveys/" (id) } { (instrument.title.get(lang.tag())) } ", " (wave.org_name) }, &item_title(lang, &instrument, item), html! {}))
        (problems(lang, f))
        div.likert data-testid="finding" {
            (report.bars(lang, at, &report.order))
        }
        @if !made.is_empty() {
            ul.list data-testid="made" { @for (kind, id, text) in &made { li { a href=(reality::href(*kind, *id)) { (text) } } } }
        }
        p.reading { @for said in report.says(lang, at) { (said) " " } }
        @if finding.is_empty() { p { (lang.say(w::survey_hidden(wave.threshold))) } } @else if teams.is_empty() { p { (lang.t(w::SURVEY_TAKE_UP_NO_TEAM)) } } @else {
            section aria-labelledby="up" {
                h2 #up { (title) }
                (form(&me.who, &path, None, html! {
                    (Field::new("as", lang.t(w::SURVEY_TAKE_UP_AS)).main().choices(lang, f, &[
                        ("need", lang.t(w::SURVEY_AS_NEED), lang.t(w::SURVEY_AS_NEED_WHAT)),
                        ("barrier", lang.t(w::SURVEY_AS_BARRIER), lang.t(w::SURVEY_AS_BARRIER_WHAT)),
                        ("question", lang.t(w::SURVEY_AS_QUESTION), lang.t(w::SURVEY_AS_QUESTION_WHAT)),
                    ]))
                    (Field::new("text", lang.t(w::SURVEY_TAKE_UP_TEXT)).hint(lang.t(w::SURVEY_TAKE_UP_TEXT_HINT)).needed().area(lang, f, 3))
                    (Field::new("community", lang.t(w::NEED_COMMUNITY)).needed().select(lang, f, &teams))
                    p { span.audience { (lang.t(w::SURVEY_TAKE_UP_AUDIENCE)) } }
                    (face::submit(lang.t(w::SURVEY_TAKE_UP_SAVE)))
                }))
            }
        }
    };
    Ok(Page::new(Room::Surveys, title, audience, body))
}

pub(super) async fn take_up(cx: Cx, Path((id, key)): Path<(WaveId, String)>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let wave = ended(tx, me, id)?;
        let instrument = wave.instrument()?;
        // What the report says is worked out again here, never taken from the form.
        let report = Report::of(tx, me, &wave, &instrument)?.ok_or(Stop::Nothing)?;
        let at = report.reading.items.iter().position(|i| i.key == key).ok_or(Stop::Nothing)?;
        let said = finding(me.lang(), &report, at, report.reading.items[at]).join(" ");
        let what = f.choice("as", &["need", "barrier", "question"]);
        let text = f.needed("text", LONGEST);
        let wished = f.pick::<CommunityId>("community");
        let team = communities::mine(tx, me)?.into_iter().find(|t| Some(t.id) == wished && t.works_here());
        if team.is_none() {
            f.wrong("community", face::w::ERROR_CHOICE);
        }
        let Some(team) = team.filter(|_| !f.refused() && !said.is_empty()) else {
            return Err(Stop::again(item_page(tx, me, id, &key, f)?));
        };
        let source = format!("/surveys/{id}/items/{key}");
        if what != "need" {
            let kind = if what == "barrier" { reality::Kind::Barrier } else { reality::Kind::Question };
            let title = instrument.title.get(me.lang().tag());
            let made = reality::note(tx, me, kind, reality::Place::Community(team.id), &text, &source, title)?;
            return Ok(Go::to(reality::href(kind, made)));
        }
        let new = NewNeed {
            district: team.district,
            community: team.id,
            whose: Whose::Educators,
            text: &text,
            finding: None,
            for_need: None,
            audience: team.inside,
            lang: me.lang(),
        };
        let need = data::add_need(tx, &new, me.person)?;
        data::rest_need_on(tx, need, &said, &source, &format!("survey {} {key}", instrument.key))?;
        Ok(Go::to(format!("/needs/{need}")))
    })
    .await
}
