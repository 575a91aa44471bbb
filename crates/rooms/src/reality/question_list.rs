//! Questions to think about: mine, of my places, of my communities; which are due, and one more of one's own.

use axum::extract::Query;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, problems, submit};
use serde::Deserialize;
use store::Conn;

use super::here;
use super::question_queries::{self, NewQuestion};
use super::questions::{self, Answer, Question, Whose};
use crate::vision;
use crate::{Cx, Go, Sent, Stop, Viewer, goals, w};

/// What a question may hold, in characters.
const TEXT: usize = 400;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default, rename = "for")]
    pub whose: String,
}

pub(super) async fn page(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let whose = questions::whose(c, me, &asked.whose)?;
        list_page(c, me, &whose, &Fields::default())
    })
    .await
}

fn list_page(c: &mut Conn, me: &Viewer, whose: &Whose, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let asked = question_queries::questions_of(c, me, whose)?;
    let answers = question_queries::answers_of(c, me, whose)?;
    let others = here::places(c, me)?;
    let audience = whose.seen_by(c, me)?;
    let of = |q: &Question| -> Vec<&Answer> { answers.iter().filter(|a| a.question == q.key()).collect() };
    let due = asked.iter().filter(|q| questions::due(&of(q), me.today())).count();
    let answered = asked.iter().filter(|q| !of(q).is_empty()).count();
    let name = whose.name(me);
    let title = match (due, answered) {
        (0, 0) => lang.say(w::question_title_none(asked.len())),
        (0, _) => lang.say(w::question_title(answered, asked.len())),
        (due, _) => lang.say(w::question_title_due(due)),
    };
    let tabs: Vec<(String, &str, bool)> = [(Whose::Me.path(), lang.t(w::QUESTION_MINE), matches!(whose, Whose::Me))]
        .into_iter()
        .chain(others.iter().map(|p| {
            let path = format!("/questions?for={}", p.id());
            let here = whose.value() == p.id().to_string();
            (path, p.name.as_str(), here)
        }))
        .collect();
    let mut rows: Vec<(bool, Markup)> =
        asked.iter().map(|q| (questions::due(&of(q), me.today()), row(me, whose, q, &of(q)))).collect();
    // What is due comes first; the order is kept otherwise.
    rows.sort_by_key(|(due, _)| !due);
    let body = html! {
        (heading(html! { a href="/reality" { (lang.t(w::QUESTION_KICKER)) } }, &title, html! { (lang.t(w::QUESTION_LEAD)) }))
        (face::tabs(lang.t(w::QUESTION_WHOSE), &tabs))
        section aria-labelledby="questions" {
            h2 #questions { (name) }
            ul.list data-testid="questions" { @for (_, row) in &rows { (row) } }
        }
        section.narrow aria-labelledby="own" {
            h2 #own { (lang.t(w::QUESTION_OWN)) }
            (problems(lang, f))
            (form(&me.who, "/questions", None, html! {
                input type="hidden" name="for" value=(whose.value());
                (Field::new("text", lang.t(w::QUESTION_OWN_TEXT)).hint(lang.t(w::QUESTION_OWN_HINT)).needed().area(lang, f, 2))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(w::QUESTION_OWN_GO))) }
            }))
        }
    };
    Ok(Page::new(Room::Goals, title, audience, body))
}

/// A question, what was last answered to it, and when it is looked at again.
pub(super) fn row(me: &Viewer, whose: &Whose, question: &Question, answers: &[&Answer]) -> Markup {
    let lang = me.lang();
    let newest = answers.first();
    html! {
        li {
            div {
                a href={ "/questions/" (question.key()) "?for=" (whose.value()) } { (question.text(lang)) }
                @if let Some(newest) = newest { small { (goals::shorten(&newest.text, 120)) } }
            }
            span.when.now[questions::due(answers, me.today())] {
                @match newest {
                    Some(_) if questions::due(answers, me.today()) => (lang.t(w::QUESTION_DUE)),
                    Some(newest) => (lang.say(w::question_answered(vision::day(me, newest.made.date_in(&me.zone))))),
                    None => (lang.t(w::QUESTION_OPEN)),
                }
            }
        }
    }
}

pub(super) async fn ask(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let whose = questions::whose(tx, me, f.raw("for"))?;
        let text = f.needed("text", TEXT);
        if f.refused() {
            return Err(Stop::again(list_page(tx, me, &whose, f)?));
        }
        let place = match &whose {
            Whose::Me => None,
            Whose::Place(here) => Some(&here.place),
        };
        let new = NewQuestion { text: &text, source: ("", "") };
        let id = question_queries::ask(tx, me.person, me.district, place, &new)?;
        Ok(Go::to(format!("/questions/{id}?for={}", whose.value())))
    })
    .await
}
