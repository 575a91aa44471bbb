//! One's own account: language, light or dark, password, devices, roles.

use axum::response::Response;
use face::{Field, Fields, Lang, Page, Room, form, heading, html, problems, submit};
use store::Conn;

use super::{passwords, person, queries};
use crate::{Cx, Go, Role, Sent, Stop, Viewer, w};

pub(super) async fn page(cx: Cx) -> Response {
    cx.page(|c, me| {
        let fields = Fields::prefilled([
            ("lang", me.lang().tag().to_owned()),
            ("theme", me.who.theme.clone().unwrap_or_default()),
        ]);
        account_page(c, me, &fields)
    })
    .await
}

fn account_page(c: &mut Conn, me: &Viewer, fields: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let sessions = queries::sessions(c, me.person)?;
    let has_password = queries::has_password(c, me.person)?;
    let body = html! {
        (heading(html! {}, &me.name, html! {}))
        (problems(lang, fields))
        section aria-labelledby="hats" {
            h2 #hats { (lang.t(w::ACCOUNT_HATS)) }
            ul.list { @for hat in &me.hats { li.plain { span { (lang.t(role_word(hat.role))) } span.when { (hat.org_name) } } } }
        }
        section aria-labelledby="record" {
            h2 #record { (lang.t(w::RECORD)) }
            p { (lang.t(w::RECORD_LEAD)) " " a href="/record" data-testid="record" { (lang.t(w::RECORD_SEE)) } }
        }
        section aria-labelledby="look" {
            h2 #look { (lang.t(w::ACCOUNT_LOOK)) }
            (form(&me.who, "/account", None, html! {
                (Field::new("lang", lang.t(face::w::LANGUAGE)).needed().choices(lang, fields, &Lang::ALL.map(|l| (l.tag(), l.own_name(), ""))))
                (Field::new("theme", lang.t(face::w::THEME)).main().choices(lang, fields, &[
                    ("", lang.t(face::w::THEME_DEVICE), ""), ("light", lang.t(face::w::THEME_LIGHT), ""), ("dark", lang.t(face::w::THEME_DARK), "")]))
                (submit(lang.t(face::w::SAVE)))
            }))
        }
        section aria-labelledby="told" {
            h2 #told { (lang.t(w::ACCOUNT_TOLD)) }
            p { (lang.t(w::ACCOUNT_TOLD_WHAT)) }
            p.actions { a.button.second href="/telling" data-testid="telling" { (lang.t(w::ACCOUNT_TOLD_GO)) } }
        }
        section aria-labelledby="password" {
            h2 #password { (lang.t(w::ACCOUNT_PASSWORD)) }
            p { (lang.t(if has_password { w::ACCOUNT_PASSWORD_IS } else { w::ACCOUNT_PASSWORD_NONE })) }
            (form(&me.who, "/account/password", None, html! {
                (Field::new("password", lang.t(w::ACCOUNT_PASSWORD_NEW)).hint(lang.t(w::PASSWORD_RULE)).needed().input(lang, fields, "password"))
                (submit(lang.t(face::w::SAVE)))
            }))
        }
        section aria-labelledby="devices" {
            h2 #devices { (lang.t(w::ACCOUNT_DEVICES)) }
            ul.list {
                @for s in &sessions {
                    li.plain {
                        span { (if s.device.is_empty() { lang.t(w::ACCOUNT_DEVICE_UNKNOWN) } else { s.device.as_str() }) }
                        span.when { @if s.hash == me.session { (lang.t(w::ACCOUNT_DEVICE_THIS)) } @else { (face::since(lang, s.seen, me.now, &me.zone)) } }
                    }
                }
            }
            div.actions {
                @if sessions.len() > 1 { (form(&me.who, "/account/sessions/end", None, html! { button.button.quiet { (lang.t(w::ACCOUNT_END_OTHERS)) } })) }
                (form(&me.who, "/sign-out", None, html! { button.button.quiet data-testid="sign-out" { (lang.t(face::w::SIGN_OUT)) } }))
            }
        }
    };
    Ok(Page::new(Room::Door, me.name.clone(), lang.t(face::w::AUDIENCE_YOU), body))
}

/// What a role is called.
pub(super) fn role_word(role: Role) -> face::Word {
    match role {
        Role::Teacher => w::ROLE_TEACHER,
        Role::Coach => w::ROLE_COACH,
        Role::Aide => w::ROLE_AIDE,
        Role::Counselor => w::ROLE_COUNSELOR,
        Role::Principal => w::ROLE_PRINCIPAL,
        Role::SiteAdministrator => w::ROLE_SITE_ADMINISTRATOR,
        Role::DistrictAdministrator => w::ROLE_DISTRICT_ADMINISTRATOR,
        Role::SystemAdministrator => w::ROLE_SYSTEM_ADMINISTRATOR,
        Role::NetworkFacilitator => w::ROLE_NETWORK_FACILITATOR,
        Role::Guest => w::ROLE_GUEST,
        Role::Other => w::ROLE_OTHER,
    }
}

pub(super) async fn save(cx: Cx, sent: Sent) -> Response {
    let cookie = Lang::from_tag(sent.fields.raw("lang")).map(|lang| cx.lang_cookie(lang));
    cx.act(sent.fields, |tx, me, f| {
        let lang = f.choice("lang", &["en", "es"]);
        let theme = f.choice("theme", &["", "light", "dark"]);
        if f.refused() {
            return Err(Stop::again(account_page(tx, me, f)?));
        }
        queries::save_look(tx, me.person, Some(lang), Some(theme).filter(|t| !t.is_empty()))?;
        Ok(cookie.into_iter().fold(Go::to("/account"), Go::cookie))
    })
    .await
}

pub(super) async fn save_password(cx: Cx, sent: Sent) -> Response {
    let password = sent.fields.raw("password").to_owned();
    let fine = (passwords::SHORTEST..=200).contains(&password.chars().count());
    let encoded = if fine { passwords::make(&cx.app, password).await } else { String::new() };
    cx.act(sent.fields, move |tx, me, f| {
        if !fine {
            f.wrong("password", w::PASSWORD_RULE);
            f.set("lang", me.lang().tag());
            return Err(Stop::again(account_page(tx, me, f)?));
        }
        person::set_password_hash(tx, me.person, &encoded)?;
        queries::end_others(tx, me.person, &me.session)?;
        Ok(Go::to("/account"))
    })
    .await
}

pub(super) async fn end_others(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, |tx, me, _| {
        queries::end_others(tx, me.person, &me.session)?;
        Ok(Go::to("/account"))
    })
    .await
}
