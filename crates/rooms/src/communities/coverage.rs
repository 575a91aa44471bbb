//! Who has no community yet: for leaders, so that nobody is forgotten. And a person's communities, on that person's page.

use axum::extract::Query;
use axum::response::Response;
use face::{Markup, Page, Room, heading, html};
use serde::Deserialize;
use store::{Conn, PersonId};
use uuid::Uuid;

use super::coverage_queries::{self as queries, Share};
use super::{Part, pages};
use crate::{Cx, Stop, Viewer, w};

const PAGE: usize = 50;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    after: String,
    school: Option<Uuid>,
}

pub(super) async fn page(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let total = queries::total(c, me)?;
        let schools = queries::by_school(c, me)?;
        let (grades, subjects) = queries::by_class(c, me)?;
        let mut without = queries::without(c, me, &asked.after, asked.school)?;
        let more = without.len() > PAGE;
        without.truncate(PAGE);
        let title = match total {
            Share { all: 0, .. } => lang.t(w::COVERAGE_NOBODY).to_owned(),
            Share { all, inside } if all == inside => lang.t(w::COVERAGE_ALL).to_owned(),
            Share { all, inside } => lang.say(w::coverage_title(all, all - inside)),
        };
        let mut grades: Vec<_> = grades.iter().collect();
        grades.sort_by_cached_key(|(code, _)| face::grade_order(code));
        let grades: Vec<_> = grades.into_iter().map(|(code, share)| (html! { (face::grade(lang, code)) }, *share)).collect();
        let subjects: Vec<_> = subjects.iter().map(|(name, share)| (html! { (face::subject(lang, name)) }, *share)).collect();
        let schools: Vec<_> = schools
            .iter()
            .map(|(id, name, share)| (html! { a href={ "/communities/coverage?school=" (id) "#who" } { (name) } }, *share))
            .collect();
        let body = html! {
            (heading(html! { a href="/communities" { (lang.t(face::w::ROOM_COMMUNITIES)) } }, &title, html! { @if total.all > total.inside { (lang.t(w::COVERAGE_LEAD)) } }))
            @if !without.is_empty() {
                section aria-labelledby="who" {
                    h2 #who { (lang.t(w::COVERAGE_WHO)) }
                    ul.people data-testid="without-community" {
                        @for (id, name, _) in &without {
                            li { span.avatar aria-hidden="true" { (pages::initials(name)) } span { a href={ "/people/" (id) } { (name) } } }
                        }
                    }
                    @if more && let Some((id, _, sort)) = without.last() {
                        p {
                            a.button.quiet rel="next" href={
                                "/communities/coverage?after=" (crate::cx::encode(&format!("{id} {sort}")))
                                @if let Some(school) = asked.school { "&school=" (school) }
                            } { (lang.t(face::w::SEE_MORE)) }
                        }
                    }
                }
            }
            (table(me, lang.t(w::COVERAGE_GRADES), &grades))
            (nobody(&grades, |names| lang.say(w::coverage_grades_none(names))))
            (table(me, lang.t(w::COVERAGE_SUBJECTS), &subjects))
            (nobody(&subjects, |names| lang.say(w::coverage_subjects_none(names))))
            // The longest comes last.
            (table(me, lang.t(w::COVERAGE_SCHOOLS), &schools))
        };
        Ok(Page::new(Room::Communities, title, lang.t(w::COVERAGE_AUDIENCE), body))
    })
    .await
}

/// The grades or subjects in which nobody who teaches them is in a community, in a sentence.
fn nobody(rows: &[(Markup, Share)], say: impl Fn(String) -> String) -> Markup {
    let without: Vec<&str> =
        rows.iter().filter(|(_, s)| s.all > 0 && s.inside == 0).map(|(n, _)| n.0.as_str()).collect();
    // The names are markup already, with what people typed escaped.
    html! { @if !without.is_empty() { p data-testid="nobody" { (face::PreEscaped(say(without.join(", ")))) } } }
}

fn table(me: &Viewer, title: &str, rows: &[(Markup, Share)]) -> Markup {
    let lang = me.lang();
    html! {
        @if !rows.is_empty() {
            section { h2 { (title) } div.scroll tabindex="0" role="region" aria-label=(title) {
                table.figures {
                    caption.visually-hidden { (title) }
                    thead { tr {
                        td {}
                        th scope="col" { (lang.t(w::COVERAGE_TEACHERS)) }
                        th scope="col" { (lang.t(w::COVERAGE_IN)) }
                        th scope="col" { (lang.t(w::COVERAGE_WITHOUT)) }
                    } }
                    tbody {
                        @for (name, share) in rows {
                            tr { th scope="row" { (name) } td { (share.all) } td { (share.inside) } td { (share.all - share.inside) } }
                        }
                    }
                }
            } }
        }
    }
}

/// The communities somebody is in, as far as the viewer may know of them.
pub fn of_person(c: &mut Conn, me: &Viewer, person: PersonId) -> Result<Markup, Stop> {
    let lang = me.lang();
    let found = queries::of_person(c, me, person)?;
    Ok(html! {
        @if !found.is_empty() {
            section aria-labelledby="communities" {
                h2 #communities { (lang.t(face::w::ROOM_COMMUNITIES)) }
                ul.list data-testid="communities-of" {
                    @for (id, name, org, part) in &found {
                        li {
                            div { a href={ "/communities/" (id) } { (name) } small { (org) } }
                            @if Part::named(part) == Part::Facilitator { span.when { (lang.t(w::PART_FACILITATOR)) } }
                        }
                    }
                }
            }
        }
    })
}
