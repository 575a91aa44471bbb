//! One question: what was answered before stands beside an empty box; and what others let be seen.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Conflict, Field, Fields, Markup, Page, Room, form, heading, html, problems, submit};
use store::{CommunityId, Conn, ReflectionId};

use super::question_list::Asked;
use super::question_queries::{self, NewAnswer};
use super::questions::{self, Answer, Question, Whose};
use crate::vision;
use crate::{Cx, Go, Sent, Stop, Viewer, communities, w};

/// What an answer may hold, in characters.
const TEXT: usize = 6000;

/// The question and who answers it, when it is theirs to answer.
fn to_answer(c: &mut Conn, me: &Viewer, key: &str, whose: &str) -> Result<(Question, Whose), Stop> {
    let question = question_queries::question(c, me, key)?.ok_or(Stop::Nothing)?;
    let whose = questions::whose(c, me, whose)?;
    if question.is_for(&whose) { Ok((question, whose)) } else { Err(Stop::Nothing) }
}

pub(super) async fn show(cx: Cx, Path(key): Path<String>, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let question = question_queries::question(c, me, &key)?.ok_or(Stop::Nothing)?;
        // Without being told, a place's own question is answered for the place by who works there.
        let own = match &question {
            Question::Kept(q) if asked.whose.is_empty() && q.person.is_none() => {
                let place = q.community.map(|k| k.0).or(q.org.map(|o| o.0));
                place.map(|id| id.to_string()).unwrap_or_default()
            }
            _ => asked.whose.clone(),
        };
        let whose = match questions::whose(c, me, &own) {
            Err(Stop::Nothing) if asked.whose.is_empty() => Whose::Me,
            other => other?,
        };
        if !question.is_for(&whose) {
            return Err(Stop::Nothing);
        }
        let f = Fields::prefilled([("again", questions::usual_look(me.today()).to_string())]);
        question_page(c, me, &question, &whose, &f)
    })
    .await
}

fn question_page(c: &mut Conn, me: &Viewer, question: &Question, whose: &Whose, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let all = question_queries::answers_to(c, me, &question.key())?;
    let (own, others): (Vec<&Answer>, Vec<&Answer>) = all.iter().partition(|a| whose.gave(me, a));
    let sharing = sharing(c, me, whose)?;
    let audience = whose.seen_by(c, me)?;
    let title = question.text(lang);
    let action = format!("/questions/{}", question.key());
    let write = html! {
        (problems(lang, f))
        (form(&me.who, &action, None, html! {
            input type="hidden" name="for" value=(whose.value());
            (Field::new("text", lang.t(if own.is_empty() { w::ANSWER_TEXT } else { w::ANSWER_TEXT_AGAIN })).needed().area(lang, f, 8))
            (fields(me, whose, &sharing, f))
            p { span.audience { (audience) } }
            div.actions { (submit(lang.t(w::ANSWER_KEEP))) a.button.quiet href=(whose.path()) { (lang.t(face::w::CANCEL)) } }
        }))
    };
    let body = html! {
        (heading(html! { a href=(whose.path()) { (lang.say(w::question_of(whose.name(me)))) } }, title, html! { (about(me, question)) }))
        @if own.is_empty() {
            section.narrow { (write) }
        } @else {
            div.two {
                section aria-labelledby="now" { h2 #now { (lang.t(w::ANSWER_NOW)) } (write) }
                section aria-labelledby="then" {
                    h2 #then { (lang.t(w::ANSWER_THEN)) }
                    div data-testid="answered" { @for answer in &own { (entry(me, answer, true)) } }
                }
            }
        }
        @if !others.is_empty() {
            section.narrow aria-labelledby="others" {
                h2 #others { (lang.t(w::ANSWER_OTHERS)) }
                div data-testid="others" { @for answer in &others { (entry(me, answer, false)) } }
            }
        }
        (origin(me, question))
    };
    Ok(Page::new(Room::Goals, title, audience, body))
}

/// What helps to answer it, or who asked it.
fn about(me: &Viewer, question: &Question) -> Markup {
    let lang = me.lang();
    match question {
        Question::BuiltIn(q) => html! { (q.why.get(lang.tag())) },
        Question::Kept(q) => html! {
            (lang.say(w::question_by(q.by_name.as_str())))
            @if !q.source.0.is_empty() {
                " " (lang.t(w::REALITY_FROM)) " "
                a href=(q.source.0) data-testid="came-from" { @if q.source.1.is_empty() { (q.source.0) } @else { (q.source.1) } }
            }
        },
    }
}

/// What a question that came along was made after.
fn origin(me: &Viewer, question: &Question) -> Markup {
    html! { @if let Question::BuiltIn(q) = question { p.small.soft data-testid="source" { (q.source.get(me.lang().tag())) } } }
}

/// An answer with its day.
pub(super) fn entry(me: &Viewer, answer: &Answer, own: bool) -> Markup {
    let lang = me.lang();
    let day = vision::day(me, answer.made.date_in(&me.zone));
    html! {
        div.entry {
            p.said { (answer.text) }
            small {
                a href={ "/answers/" (answer.id) } { (day) }
                @if !own { ", " (answer.whose) }
                @else if answer.person.is_none() { ", " (answer.by_name) }
                @if own && let Some((_, community)) = &answer.shared { ". " (lang.say(w::answer_shared(community.as_str()))) }
                @if own && let Some(again) = answer.again_on { ". " (lang.say(w::answer_again_on(vision::day(me, again)))) }
            }
        }
    }
}

/// The communities a person can share an answer with.
fn sharing(c: &mut Conn, me: &Viewer, whose: &Whose) -> Result<Vec<(CommunityId, String)>, Stop> {
    if !matches!(whose, Whose::Me) {
        return Ok(Vec::new());
    }
    let mine = communities::mine(c, me)?.into_iter();
    Ok(mine.filter(|m| m.works_here() && m.district == me.district).map(|m| (m.id, m.name)).collect())
}

/// With whom it is shared, and when it is looked at again.
fn fields(me: &Viewer, whose: &Whose, sharing: &[(CommunityId, String)], f: &Fields) -> Markup {
    let lang = me.lang();
    let mut options = vec![(String::new(), lang.t(w::ANSWER_PRIVATE).to_owned())];
    options.extend(sharing.iter().map(|(id, name)| (id.to_string(), lang.say(w::answer_share_with(name.as_str())))));
    html! {
        @if matches!(whose, Whose::Me) && !sharing.is_empty() {
            (Field::new("share", lang.t(w::ANSWER_SHARE)).hint(lang.t(w::ANSWER_SHARE_HINT)).select(lang, f, &options))
        }
        (Field::new("again", lang.t(w::ANSWER_AGAIN)).hint(lang.t(w::ANSWER_AGAIN_HINT)).input(lang, f, "date"))
    }
}

/// What was sent.
struct Typed {
    text: String,
    shared: Option<(CommunityId, String)>,
    again_on: Option<jiff::civil::Date>,
}

impl Typed {
    fn as_new<'a>(&'a self, question: &'a str) -> NewAnswer<'a> {
        let shared = self.shared.as_ref().map(|(id, name)| (*id, name.as_str()));
        NewAnswer { question, text: &self.text, shared, again_on: self.again_on }
    }
}

fn parse(me: &Viewer, f: &mut Fields, sharing: &[(CommunityId, String)], had: Option<&Answer>) -> Typed {
    let text = f.needed("text", TEXT);
    let asked: Option<CommunityId> = f.pick("share");
    let had_shared = had.and_then(|a| a.shared.as_ref());
    let shared = asked.and_then(|id| sharing.iter().chain(had_shared).find(|(known, _)| *known == id).cloned());
    if asked.is_some() && shared.is_none() {
        f.wrong("share", face::w::ERROR_CHOICE);
    }
    let again_on = f.date("again");
    // A day that has come may stay where it stood.
    if again_on.is_some_and(|day| day <= me.today()) && again_on != had.and_then(|a| a.again_on) {
        f.wrong("again", w::ANSWER_AGAIN_PAST);
    }
    Typed { text, shared, again_on }
}

pub(super) async fn answer(cx: Cx, Path(key): Path<String>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (question, whose) = to_answer(tx, me, &key, f.raw("for"))?;
        let sharing = sharing(tx, me, &whose)?;
        let typed = parse(me, f, &sharing, None);
        if f.refused() {
            return Err(Stop::again(question_page(tx, me, &question, &whose, f)?));
        }
        let place = match &whose {
            Whose::Me => None,
            Whose::Place(here) => Some(&here.place),
        };
        question_queries::reflect(tx, me.person, me.district, place, &typed.as_new(&question.key()))?;
        Ok(Go::to(format!("/questions/{}?for={}", question.key(), whose.value())))
    })
    .await
}

/// An answer and its question, where its page is the viewer's to open: a person's own question stays theirs.
fn find(c: &mut Conn, me: &Viewer, id: ReflectionId) -> Result<(Answer, Option<Question>), Stop> {
    let answer = question_queries::answer(c, me, id)?.ok_or(Stop::Nothing)?;
    let question = question_queries::question(c, me, &answer.question)?;
    Ok((answer, question))
}

pub(super) async fn one(cx: Cx, Path(id): Path<ReflectionId>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let (answer, question) = find(c, me, id)?;
        let mine = answer.is_mine(c, me)?;
        let audience = answer.seen_by(c, me)?;
        // What a person took out before sharing it is theirs alone; a place's wordings are read by all who work there.
        let before = if mine { question_queries::wordings(c, me, id)? } else { Vec::new() };
        let title = answer.question_text(lang);
        let back = question.as_ref().map(|q| {
            let whose = if mine { answer.value() } else { String::new() };
            format!("/questions/{}?for={whose}", q.key())
        });
        let body = html! {
            (heading(
                html! { @if let Some(back) = &back { a href=(back) { (lang.say(w::question_of(answer.whose.as_str()))) } } @else { (answer.whose) } },
                &title,
                html! { (lang.say(w::answer_on(vision::day(me, answer.made.date_in(&me.zone)), answer.by_name.as_str()))) },
            ))
            section.narrow {
                (entry(me, &answer, mine))
                @if mine { p.actions { a.button.quiet href={ "/answers/" (id) "/edit" } data-testid="edit-answer" { (lang.t(w::ANSWER_EDIT)) } } }
            }
            @if !before.is_empty() {
                section.narrow aria-labelledby="wordings" {
                    h2 #wordings { (lang.t(w::ANSWER_WORDINGS)) }
                    @for (text, by, at) in &before {
                        div.entry { p.said { (text) } small { (by) ", " (lang.say(w::answer_until(vision::day(me, at.date_in(&me.zone))))) } }
                    }
                }
            }
        };
        Ok(Page::new(Room::Goals, title, audience, body).live([format!("reflection:{id}")]))
    })
    .await
}

/// An answer the viewer may word anew, and for whom it is.
fn to_edit(c: &mut Conn, me: &Viewer, id: ReflectionId) -> Result<(Answer, Option<Question>, Whose), Stop> {
    let (answer, question) = find(c, me, id)?;
    if !answer.is_mine(c, me)? {
        return Err(Stop::NotYours(w::ANSWER_WHO));
    }
    let whose = questions::whose(c, me, &answer.value())?;
    Ok((answer, question, whose))
}

pub(super) async fn edit(cx: Cx, Path(id): Path<ReflectionId>) -> Response {
    cx.page(move |c, me| {
        let (answer, question, whose) = to_edit(c, me, id)?;
        let f = Fields::prefilled([
            ("text", answer.text.clone()),
            ("share", answer.shared.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default()),
            ("again", answer.again_on.map(|d| d.to_string()).unwrap_or_default()),
        ]);
        edit_page(c, me, (&answer, question.as_ref()), &whose, &f)
    })
    .await
}

fn edit_page(
    c: &mut Conn,
    me: &Viewer,
    (answer, question): (&Answer, Option<&Question>),
    whose: &Whose,
    f: &Fields,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let mut sharing = sharing(c, me, whose)?;
    if let Some(shared) = answer.shared.as_ref().filter(|(id, _)| sharing.iter().all(|(known, _)| known != id)) {
        sharing.push(shared.clone());
    }
    let audience = answer.seen_by(c, me)?;
    let path = format!("/answers/{}", answer.id);
    let body = html! {
        (heading(html! { a href=(path) { (lang.say(w::question_of(answer.whose.as_str()))) } }, lang.t(w::ANSWER_EDIT), html! { @if let Some(question) = question { (question.text(lang)) } }))
        div.narrow {
            (problems(lang, f))
            (form(&me.who, &format!("{path}/edit"), Some(answer.rev), html! {
                (Field::new("text", lang.t(w::ANSWER_TEXT)).needed().area(lang, f, 8))
                (fields(me, whose, &sharing, f))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href=(path) { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Ok(Page::new(Room::Goals, lang.t(w::ANSWER_EDIT), audience, body))
}

pub(super) async fn save(cx: Cx, Path(id): Path<ReflectionId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (answer, question, whose) = to_edit(tx, me, id)?;
        let sharing = sharing(tx, me, &whose)?;
        let typed = parse(me, f, &sharing, Some(&answer));
        if f.refused() {
            return Err(Stop::again(edit_page(tx, me, (&answer, question.as_ref()), &whose, f)?));
        }
        if f.rev() != answer.rev {
            let view = Conflict {
                action: &format!("/answers/{id}/edit"),
                rev: answer.rev,
                by: &answer.changed_by,
                fields: vec![("text", me.lang().t(w::ANSWER_TEXT), typed.text.clone(), answer.text.clone())],
                hidden: ["share", "again"].map(|name| (name, f.raw(name).to_owned())).to_vec(),
            };
            let audience = answer.seen_by(tx, me)?;
            return Err(Stop::stale(Page::new(Room::Goals, me.lang().t(w::ANSWER_EDIT), audience, view.view(&me.who))));
        }
        question_queries::save(tx, me, &answer, &typed.as_new(&answer.question))?;
        Ok(Go::to(format!("/answers/{id}")))
    })
    .await
}
