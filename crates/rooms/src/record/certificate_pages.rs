//! A certificate in its holder's hands: how it stands, its code, how the name is written, and the paper to take along.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, problems, submit};
use store::{CertificateId, Conn};

use super::award::{self, NAMES, Standing, code_shown, name_as};
use super::award_queries::{self as queries, Certificate};
use super::check::state_word;
use super::own_page::{full_date, hours};
use super::paper;
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// The viewer's own certificate; anybody else's is as if it were not there.
fn own(c: &mut Conn, me: &Viewer, id: CertificateId) -> Result<Certificate, Stop> {
    queries::one(c, id)?.filter(|k| k.person == me.person).ok_or(Stop::Nothing)
}

pub(super) async fn show(cx: Cx, Path(id): Path<CertificateId>) -> Response {
    let address = cx.app.options.address.clone();
    cx.page(move |c, me| {
        let certificate = own(c, me, id)?;
        Ok(own_page(me, &certificate, &address, &Fields::default()))
    })
    .await
}

fn own_page(me: &Viewer, k: &Certificate, address: &str, f: &Fields) -> Page {
    let lang = me.lang();
    let standing = k.standing(me.today());
    let names: Vec<(String, String)> = NAMES.iter().map(|how| ((*how).to_owned(), name_as(&me.name, how))).collect();
    let names: Vec<(&str, &str, &str)> = names.iter().map(|(how, name)| (how.as_str(), name.as_str(), "")).collect();
    let mut fields = f.clone();
    if fields.raw("name").is_empty() {
        fields.set("name", NAMES.into_iter().find(|how| name_as(&me.name, how) == k.name).unwrap_or("full"));
    }
    let check = format!("{address}/check/{}", code_shown(&k.code));
    let body = html! {
        (heading(html! { a href="/record" { (lang.t(w::RECORD)) } }, &k.title, html! { (lang.t(state_word(standing))) }))
        (problems(lang, &fields))
        @if standing == Standing::Revoked { div.notice.needs { p { (lang.say(w::certificate_was_revoked(k.revoked_why.as_str()))) } } }
        (facts(me, k))
        p.actions { a.button href={ "/certificates/" (k.id) "/paper.pdf" } data-testid="paper" { (lang.t(w::CERTIFICATE_PAPER)) } }
        section aria-labelledby="shown" {
            h2 #shown { (lang.t(w::CERTIFICATE_CHECK)) }
            p { (lang.t(w::CERTIFICATE_CHECK_WHY)) }
            p { a href={ "/check/" (code_shown(&k.code)) } data-testid="check" { (check) } }
            (form(&me.who, &format!("/certificates/{}/name", k.id), None, html! {
                (Field::new("name", lang.t(w::CERTIFICATE_NAME)).needed().choices(lang, &fields, &names))
                p { span.audience { (lang.t(w::CHECK_AUDIENCE)) } }
                (submit(lang.t(face::w::SAVE)))
            }))
        }
    };
    Page::new(Room::Door, k.title.clone(), lang.t(w::CERTIFICATE_AUDIENCE), body)
}

fn facts(me: &Viewer, k: &Certificate) -> Markup {
    let lang = me.lang();
    html! {
        dl.facts {
            @if let Some(name) = &k.community_name { dt { (lang.t(w::CERTIFICATE_WITH)) } dd { (name) } }
            dt { (lang.t(w::CERTIFICATE_TIME)) } dd { (lang.say(w::certificate_span(full_date(lang, k.from), full_date(lang, k.until)))) }
            dt { (lang.t(w::CERTIFICATE_HOURS)) } dd { (hours(k.minutes)) }
            dt { (lang.t(w::CERTIFICATE_ISSUED)) } dd { (full_date(lang, k.issued)) ", " (k.by_name) }
            dt { (lang.t(w::CERTIFICATE_EXPIRES)) } dd { @match k.expires { Some(day) => (full_date(lang, day)), None => (lang.t(w::CERTIFICATE_NEVER)) } }
        }
    }
}

pub(super) async fn name(cx: Cx, Path(id): Path<CertificateId>, sent: Sent) -> Response {
    let address = cx.app.options.address.clone();
    cx.act(sent.fields, move |tx, me, f| {
        let certificate = own(tx, me, id)?;
        let how = f.choice("name", &NAMES);
        if f.refused() {
            return Err(Stop::again(own_page(me, &certificate, &address, f)));
        }
        award::rename(tx, id, me.person, &name_as(&me.name, how))?;
        Ok(Go::to(format!("/certificates/{id}")))
    })
    .await
}

pub(super) async fn print(cx: Cx, Path(id): Path<CertificateId>) -> Response {
    let address = cx.app.options.address.clone();
    cx.read(move |c, me| {
        let certificate = own(c, me, id)?;
        paper::certificate(me, &certificate, &address)
    })
    .await
}

/// The viewer's certificates, on the page of their record.
pub(super) fn list(me: &Viewer, mine: &[Certificate]) -> Markup {
    let lang = me.lang();
    html! {
        @if !mine.is_empty() {
            section aria-labelledby="certificates" {
                h2 #certificates { (lang.t(w::AWARDS)) }
                ul.list data-testid="certificates" {
                    @for k in mine {
                        li {
                            div { a href={ "/certificates/" (k.id) } { (k.title) } small { @if let Some(name) = &k.community_name { (name) ", " } (full_date(lang, k.issued)) } }
                            span.when { (lang.t(state_word(k.standing(me.today())))) }
                        }
                    }
                }
            }
        }
    }
}
