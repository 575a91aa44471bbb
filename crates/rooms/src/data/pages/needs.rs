//! Needs: from a finding in one step, or in one's own words; shown with the data they rest on.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{
    Conflict, Field, Fields, Lang, Markup, Page, Room, date_long, day_of, form, heading, html, problems, submit,
};
use serde::Deserialize;
use store::{Audience, CommunityId, Conn, NeedId, Principal, Tx, audience};

use super::results::{Asked, address, view};
use crate::communities::{self, Community};
use crate::data::drawing;
use crate::data::finding::{By, Finding};
use crate::data::need::{self, Need, NewNeed, Whose};
use crate::data::saying::{period_name, says, sure};
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// What a need may hold, in characters.
const TEXT: usize = 600;

/// The form that opens with a finding.
pub(in crate::data) async fn from_finding(cx: Cx, Path(key): Path<String>, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let f = finding(c, me, &key, &asked)?;
        let fields = prefilled(me, &f);
        form_page(c, me, &key, &asked, &f, &fields)
    })
    .await
}

fn finding(c: &mut Conn, me: &Viewer, key: &str, asked: &Asked) -> Result<Finding, Stop> {
    let f = view(c, me, key, asked)?.finding;
    if f.by == By::Class { Err(Stop::NotYours(w::NEED_NOT_OF_CLASSES)) } else { Ok(need::fit_to_share(f)) }
}

fn prefilled(me: &Viewer, f: &Finding) -> Fields {
    Fields::prefilled([("text", says(me.lang(), f)), ("seen", "inside".into())])
}

/// The communities whose work the viewer does.
fn mine(c: &mut Conn, me: &Viewer) -> Result<Vec<Community>, Stop> {
    Ok(communities::mine(c, me)?.into_iter().filter(|c| c.works_here() && c.district == me.district).collect())
}

fn form_page(c: &mut Conn, me: &Viewer, key: &str, asked: &Asked, f: &Finding, fields: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let mine = mine(c, me)?;
    let title = lang.t(w::NEED_NEW_TITLE);
    let choices: Vec<(String, String)> = mine.iter().map(|c| (c.id.to_string(), c.name.clone())).collect();
    let action = format!("/data/{}/need", crate::cx::encode(key));
    let body = html! {
        (heading(html! { a href=(address(f, &f.by, "")) { (f.test) ", " (face::grade(lang, &f.grade)) ", " (period_name(lang, &f.period)) } }, title, html! { (lang.t(w::NEED_NEW_LEAD)) }))
        (problems(lang, fields))
        @if mine.is_empty() {
            p { (lang.t(w::NEED_NO_COMMUNITY)) }
            div.actions { a.button href="/communities" { (lang.t(w::NEED_FIND_COMMUNITY)) } }
        } @else {
            div.narrow {
                (form(&me.who, &action, None, html! {
                    input type="hidden" name="period" value=(asked.period);
                    input type="hidden" name="grade" value=(asked.grade);
                    input type="hidden" name="school" value=(asked.school);
                    input type="hidden" name="by" value=(asked.by);
                    (Field::new("text", lang.t(w::NEED_TEXT)).hint(lang.t(w::NEED_TEXT_HINT)).needed().area(lang, fields, 4))
                    (Field::new("community", lang.t(w::NEED_COMMUNITY)).needed().select(lang, fields, &choices))
                    (seen_choice(lang, fields, me))
                    div.actions { (submit(lang.t(w::NEED_SAVE))) }
                    p { span.audience { (lang.t(w::NEED_FORM_AUDIENCE)) } }
                }))
            }
            (drawing::draw(lang, f))
        }
    };
    Ok(Page::new(Room::Data, title, lang.t(face::w::AUDIENCE_YOU), body))
}

fn seen_choice(lang: Lang, fields: &Fields, me: &Viewer) -> Markup {
    let everyone = lang.say(w::need_seen_district(me.district_name.as_str()));
    Field::new("seen", lang.t(w::NEED_SEEN)).needed().choices(
        lang,
        fields,
        &[("inside", lang.t(w::NEED_SEEN_INSIDE), ""), ("district", &everyone, lang.t(w::NEED_SEEN_DISTRICT_WHY))],
    )
}

/// Makes a need of a finding: the finding is worked out again here, never taken from the form.
pub(in crate::data) async fn create(cx: Cx, Path(key): Path<String>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, fields| {
        let asked = Asked {
            period: fields.raw("period").to_owned(),
            grade: fields.raw("grade").to_owned(),
            school: fields.raw("school").to_owned(),
            by: fields.raw("by").to_owned(),
        };
        let f = finding(tx, me, &key, &asked)?;
        let text = fields.needed("text", TEXT);
        let community = fields.pick::<CommunityId>("community");
        let seen = fields.choice("seen", &["inside", "district"]);
        let place = mine(tx, me)?.into_iter().find(|c| Some(c.id) == community);
        if place.is_none() {
            fields.wrong("community", face::w::ERROR_CHOICE);
        }
        let Some(place) = place.filter(|_| !fields.refused()) else {
            return Err(Stop::again(form_page(tx, me, &key, &asked, &f, fields)?));
        };
        let whose = Whose::Students;
        let id = write(tx, me, &place, whose, &text, Some(&f), None, seen)?;
        Ok(Go::to(format!("/needs/{id}")))
    })
    .await
}

#[expect(clippy::too_many_arguments, reason = "the parts of one need")]
fn write(
    tx: &mut Tx<'_>,
    me: &Viewer,
    place: &Community,
    whose: Whose,
    text: &str,
    finding: Option<&Finding>,
    for_need: Option<NeedId>,
    seen: &str,
) -> Result<NeedId, Stop> {
    let audience = match seen {
        "district" => audience::store(tx, place.district, &Audience::of([Principal::District(place.district)]))?,
        _ => place.inside,
    };
    let (district, community, lang) = (place.district, place.id, me.lang());
    let new = NewNeed { district, community, whose, text, finding, for_need, audience, lang };
    Ok(need::add_need(tx, &new, me.person)?)
}

#[derive(Deserialize, Default)]
pub(in crate::data) struct Kind {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    need: String,
}

/// The form for a need in one's own words.
pub(in crate::data) async fn new(cx: Cx, Path(id): Path<CommunityId>, Query(asked): Query<Kind>) -> Response {
    cx.page(move |c, me| {
        let place = working(c, me, id)?;
        let fields = Fields::prefilled([
            ("kind", Whose::named(&asked.kind).stored().to_owned()),
            ("need", asked.need.clone()),
            ("seen", "inside".into()),
        ]);
        own_page(c, me, &place, &fields)
    })
    .await
}

fn working(c: &mut Conn, me: &Viewer, id: CommunityId) -> Result<Community, Stop> {
    let place = communities::find(c, me, id)?.ok_or(Stop::Nothing)?;
    if place.works_here() { Ok(place) } else { Err(Stop::NotYours(w::NEED_NOT_MEMBER)) }
}

fn own_page(c: &mut Conn, me: &Viewer, place: &Community, fields: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let educators = fields.raw("kind") == Whose::Educators.stored();
    let title = lang.t(if educators { w::NEED_EDUCATOR_TITLE } else { w::NEED_STUDENT_TITLE });
    let mut choices = vec![(String::new(), lang.t(w::NEED_FOR_NONE).to_owned())];
    if educators {
        let needs = need::needs_of(c, me, place)?;
        let students = needs.into_iter().filter(|n| n.whose == Whose::Students);
        choices.extend(students.map(|n| (n.id.to_string(), short(&n.text))));
    }
    let action = format!("/communities/{}/needs", place.id);
    let text = Field::new("text", lang.t(w::NEED_TEXT))
        .hint(lang.t(if educators { w::NEED_EDUCATOR_HINT } else { w::NEED_STUDENT_HINT }))
        .needed();
    let body = html! {
        (heading(html! { a href={ "/communities/" (place.id) } { (place.name) } }, title, html! {
            @if !educators { a href="/data" { (lang.t(w::NEED_FROM_DATA)) } }
        }))
        (problems(lang, fields))
        div.narrow {
            (form(&me.who, &action, None, html! {
                input type="hidden" name="kind" value=(fields.raw("kind"));
                (text.area(lang, fields, 4))
                @if choices.len() > 1 { (Field::new("need", lang.t(w::NEED_FOR)).select(lang, fields, &choices)) }
                (seen_choice(lang, fields, me))
                div.actions { (submit(lang.t(w::NEED_SAVE))) }
                p { span.audience { (lang.t(w::NEED_FORM_AUDIENCE)) } }
            }))
        }
    };
    Ok(Page::new(Room::Data, title, lang.t(face::w::AUDIENCE_YOU), body))
}

pub(in crate::data) async fn create_own(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, fields| {
        let place = working(tx, me, id)?;
        let text = fields.needed("text", TEXT);
        let whose = Whose::named(fields.choice("kind", &["student", "educator"]));
        let seen = fields.choice("seen", &["inside", "district"]);
        let for_need = match fields.pick::<NeedId>("need") {
            None => None,
            Some(other) => {
                let found =
                    need::need(tx, me, other)?.filter(|n| n.community == place.id && n.whose == Whose::Students);
                if found.is_none() {
                    fields.wrong("need", face::w::ERROR_CHOICE);
                }
                found.map(|n| n.id).filter(|_| whose == Whose::Educators)
            }
        };
        if fields.refused() {
            return Err(Stop::again(own_page(tx, me, &place, fields)?));
        }
        let id = write(tx, me, &place, whose, &text, None, for_need, seen)?;
        Ok(Go::to(format!("/needs/{id}")))
    })
    .await
}

/// One need, with the data it rests on.
pub(in crate::data) async fn show(cx: Cx, Path(id): Path<NeedId>) -> Response {
    cx.page(move |c, me| {
        let n = need::need(c, me, id)?.ok_or(Stop::Nothing)?;
        let lang = me.lang();
        let like = need::needs_like(c, me, &n)?;
        let answers = match n.for_need {
            Some(other) => need::need(c, me, other)?,
            None => None,
        };
        let here = communities::find(c, me, n.community)?.is_some_and(|c| c.works_here());
        let line = people::audience_line(c, me, n.audience)?;
        let names = people::names(c, [], [n.by])?;
        let kind = lang.t(if n.whose == Whose::Students { w::NEED_OF_STUDENTS } else { w::NEED_OF_EDUCATORS });
        let body = html! {
            (heading(html! { (kind) ", " a href={ "/communities/" (n.community) } { (n.community_name) } }, &n.text, html! {}))
            p.small { (lang.say(w::need_named_by(date_long(lang, day_of(n.at, &me.zone)), names.of(n.by)))) }
            @if let Some(other) = &answers { p { (lang.t(w::NEED_ANSWERS)) " " a href={ "/needs/" (other.id) } { (other.text) } } }
            @if let Some(f) = &n.finding { (rests_on(lang, f)) }
            @else if let Some(said) = n.shown.as_deref().filter(|_| !n.source.is_empty()) {
                section aria-labelledby="rests" data-testid="finding" {
                    h2 #rests { (lang.t(w::NEED_RESTS_ON)) }
                    p { (said) }
                    p.small { (lang.say(w::need_frozen(date_long(lang, day_of(n.at, &me.zone))))) " " a href=(n.source) { (lang.t(w::NEED_SOURCE)) } }
                }
            }
            @if here {
                div.actions {
                    a.button.second href={ "/needs/" (n.id) "/edit" } data-testid="edit-need" { (lang.t(face::w::EDIT)) }
                    @if n.whose == Whose::Students {
                        a.button.quiet href={ "/communities/" (n.community) "/needs/new?kind=educator&need=" (n.id) } { (lang.t(w::NEED_ADD_EDUCATOR)) }
                    }
                }
            }
            @if !like.is_empty() {
                section aria-labelledby="like" { h2 #like { (lang.t(w::NEED_LIKE)) } (list(lang, &like, true)) }
            }
        };
        Ok(Page::new(Room::Data, short(&n.text), line, body).live([format!("need:{}", n.id)]))
    })
    .await
}

/// The frozen finding: said and drawn again from what was kept.
fn rests_on(lang: Lang, f: &Finding) -> Markup {
    let made = f.made.parse().map_or_else(|_| f.made.clone(), |day| date_long(lang, day));
    html! {
        section aria-labelledby="rests" data-testid="finding" {
            h2 #rests { (lang.t(w::NEED_RESTS_ON)) }
            p { (says(lang, f)) }
            (drawing::draw(lang, f))
            div.signal {
                p { strong { (lang.t(w::DATA_HOW_SURE)) } " " @for sentence in sure(lang, f) { (sentence) " " } }
                small { (lang.say(w::need_frozen(made))) " " a href=(address(f, &f.by, "")) { (lang.t(w::NEED_NOW)) } }
            }
        }
    }
}

pub(in crate::data) async fn edit(cx: Cx, Path(id): Path<NeedId>) -> Response {
    cx.page(move |c, me| {
        let n = changeable(c, me, id)?;
        edit_page(c, me, &n, &Fields::prefilled([("text", n.text.clone())]))
    })
    .await
}

/// Whoever works in the community may put its needs into better words.
fn changeable(c: &mut Conn, me: &Viewer, id: NeedId) -> Result<Need, Stop> {
    let n = need::need(c, me, id)?.ok_or(Stop::Nothing)?;
    working(c, me, n.community)?;
    Ok(n)
}

fn edit_page(c: &mut Conn, me: &Viewer, n: &Need, fields: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let line = people::audience_line(c, me, n.audience)?;
    let body = html! {
        (heading(html! { a href={ "/needs/" (n.id) } { (n.community_name) } }, lang.t(w::NEED_EDIT_TITLE), html! { (lang.t(w::NEED_EDIT_LEAD)) }))
        (problems(lang, fields))
        div.narrow {
            (form(&me.who, &format!("/needs/{}", n.id), Some(n.rev), html! {
                (Field::new("text", lang.t(w::NEED_TEXT)).needed().area(lang, fields, 4))
                div.actions { (submit(lang.t(face::w::SAVE))) }
                p { span.audience { (line) } }
            }))
        }
    };
    Ok(Page::new(Room::Data, lang.t(w::NEED_EDIT_TITLE), line.clone(), body))
}

pub(in crate::data) async fn save(cx: Cx, Path(id): Path<NeedId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, fields| {
        let was = changeable(tx, me, id)?;
        let text = fields.needed("text", TEXT);
        if fields.refused() {
            return Err(Stop::again(edit_page(tx, me, &was, fields)?));
        }
        if fields.rev() != was.rev || !need::change(tx, &was, &text, was.rev, me.person)? {
            let lang = me.lang();
            let line = people::audience_line(tx, me, was.audience)?;
            let names = people::names(tx, [], [was.by])?;
            let conflict = Conflict {
                action: &format!("/needs/{id}"),
                rev: was.rev,
                by: names.of(was.by),
                fields: vec![("text", lang.t(w::NEED_TEXT), text, was.text.clone())],
                hidden: vec![],
            };
            return Err(Stop::stale(Page::new(Room::Data, short(&was.text), line, conflict.view(&me.who))));
        }
        Ok(Go::to(format!("/needs/{id}")))
    })
    .await
}

fn list(lang: Lang, needs: &[Need], elsewhere: bool) -> Markup {
    html! {
        ul.list data-testid="needs" {
            @for n in needs {
                li {
                    a href={ "/needs/" (n.id) } { (n.text) }
                    span.when { (lang.t(if n.whose == Whose::Students { w::NEED_OF_STUDENTS } else { w::NEED_OF_EDUCATORS })) }
                    @if elsewhere { small { (n.community_name) } } @else if let Some(shown) = n.shown.as_ref().filter(|s| **s != n.text) { small { (shown) } }
                }
            }
        }
    }
}

/// A community's needs on its page.
pub(in crate::data) fn section(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Markup, Stop> {
    let lang = me.lang();
    let needs = need::needs_of(c, me, community)?;
    if needs.is_empty() && !community.works_here() {
        return Ok(html! {});
    }
    Ok(html! {
        section aria-labelledby="needs" {
            h2 #needs { (lang.t(w::NEEDS)) }
            @if needs.is_empty() { p { (lang.t(w::NEEDS_EMPTY)) } } @else { (list(lang, &needs, false)) }
            @if community.works_here() {
                div.actions {
                    a.button.second href="/data" { (lang.t(w::NEEDS_FROM_DATA)) }
                    a.button.quiet href={ "/communities/" (community.id) "/needs/new?kind=educator" } { (lang.t(w::NEED_ADD_EDUCATOR)) }
                }
            }
        }
    })
}

/// A text for a tab or a list to choose from.
fn short(text: &str) -> String {
    if text.chars().count() <= 80 {
        return text.to_owned();
    }
    text.chars().take(79).chain(['…']).collect()
}
