//! The first page of a new server: who looks after it, and with what it begins. It is there only while nobody is.

use axum::http::HeaderMap;
use axum::response::Response;
use face::{Field, Fields, Lang, Page, Room, Who, form, heading, html, problems, submit};
use store::{DistrictId, Error, OrgId, Tx};

use crate::people::{self, NewOrg, NewPerson};
use crate::{Cx, Go, Role, Sent, Stop, w};

/// Builds the sample district in the transaction of the first run; the crate that knows how stands above this one.
pub type SampleBuilder = fn(&mut Tx<'_>) -> Result<DistrictId, Error>;

/// Zones that most readers of this page live in come first.
const NEAR: [&str; 8] = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
];

pub(super) async fn page(cx: Cx) -> Response {
    let sample = cx.app.options.sample.is_some();
    cx.open_page(move |c, who| {
        if people::anybody(c)? {
            return Err(Stop::Nothing);
        }
        let fields = Fields::prefilled([
            ("start", "empty".to_owned()),
            ("zone", "America/Chicago".to_owned()),
            ("lang", who.lang.tag().to_owned()),
        ]);
        Ok(welcome_page(who, &fields, sample))
    })
    .await
}

fn welcome_page(who: &Who, fields: &Fields, sample: bool) -> Page {
    let lang = who.lang;
    let zones: Vec<_> = zones().map(|z| (z.clone(), z.replace('_', " "))).collect();
    let languages: Vec<_> = Lang::ALL.iter().map(|l| (l.tag().to_owned(), l.own_name().to_owned())).collect();
    let mut starts = vec![("empty", lang.t(w::WELCOME_EMPTY), lang.t(w::WELCOME_EMPTY_WHAT))];
    if sample {
        starts.push(("sample", lang.t(w::WELCOME_SAMPLE), lang.t(w::WELCOME_SAMPLE_WHAT)));
    }
    let body = html! {
        (heading(html! {}, lang.t(w::WELCOME_TITLE), html! { (lang.t(w::WELCOME_LEAD)) }))
        (problems(lang, fields))
        (form(who, "/welcome", None, html! {
            h2 { (lang.t(w::WELCOME_YOU)) }
            (Field::new("given", lang.t(w::WELCOME_GIVEN)).needed().input(lang, fields, "text"))
            (Field::new("family", lang.t(w::WELCOME_FAMILY)).needed().input(lang, fields, "text"))
            (Field::new("email", lang.t(w::SIGN_IN_EMAIL)).needed().input(lang, fields, "email"))
            (Field::new("password", lang.t(w::SIGN_IN_PASSWORD)).hint(lang.t(w::PASSWORD_RULE)).needed().input(lang, fields, "password"))
            h2 { (lang.t(w::WELCOME_DISTRICT)) }
            (Field::new("start", lang.t(w::WELCOME_START)).needed().choices(lang, fields, &starts))
            (Field::new("name", lang.t(w::WELCOME_NAME)).hint(lang.t(w::WELCOME_NAME_HINT)).input(lang, fields, "text"))
            (Field::new("zone", lang.t(w::WELCOME_ZONE)).needed().select(lang, fields, &zones))
            (Field::new("lang", lang.t(face::w::LANGUAGE)).needed().select(lang, fields, &languages))
            span.audience { (lang.t(w::WELCOME_AUDIENCE)) }
            (submit(lang.t(w::WELCOME_GO)))
        }))
        section aria-labelledby="restore" {
            h2 #restore { (lang.t(w::WELCOME_RESTORE)) }
            p { (lang.t(w::WELCOME_RESTORE_HOW)) }
            p { code { "perennial restore backup.zip" } }
        }
    };
    Page::new(Room::Door, lang.t(w::WELCOME_TITLE), lang.t(w::AUDIENCE_MESSAGE), body)
}

/// Every zone that this machine knows, the near ones first.
fn zones() -> impl Iterator<Item = String> {
    let all = jiff::tz::db().available().map(|z| z.as_str().to_owned());
    NEAR.iter().map(|z| (*z).to_owned()).chain(all.filter(|z| !NEAR.contains(&z.as_str())))
}

pub(super) async fn begin(cx: Cx, headers: HeaderMap, sent: Sent) -> Response {
    let app = cx.app.clone();
    let password = sent.fields.raw("password").to_owned();
    let fine = (people::SHORTEST_PASSWORD..=200).contains(&password.chars().count());
    let encoded = if fine { people::make_password(&app, password).await } else { String::new() };
    let device = people::device(&headers);
    cx.open_act(sent.fields, move |tx, who, f| {
        if people::anybody(tx)? {
            return Err(Stop::Nothing);
        }
        let builder = app.options.sample;
        let (given, family, email) = (f.needed("given", 80), f.needed("family", 80), f.email("email"));
        if !fine {
            f.wrong("password", w::PASSWORD_RULE);
        }
        let sample = f.choice("start", &["empty", "sample"]) == "sample";
        let name = if sample { String::new() } else { f.needed("name", 120) };
        let lang = f.choice("lang", &["en", "es"]);
        let zone = f.raw("zone").to_owned();
        if jiff::tz::TimeZone::get(&zone).is_err() {
            f.wrong("zone", face::w::ERROR_CHOICE);
        }
        if f.refused() {
            return Err(Stop::again(welcome_page(who, f, builder.is_some())));
        }
        let district = match builder.filter(|_| sample) {
            Some(build) => build(tx)?,
            None => empty_district(tx, &name, &zone, lang)?,
        };
        let new =
            NewPerson { district, given: &given, family: &family, email: Some(&email), source: "", sourced_id: "" };
        let person = people::add_person(tx, &new)?;
        people::give_role(tx, district, person, OrgId(district.0), Role::SystemAdministrator, "", "")?;
        people::set_password_hash(tx, person, &encoded)?;
        let session = people::begin_session(tx, district, person, &device)?;
        Ok(Go::to("/").cookie(people::session_cookie(&app, &session)))
    })
    .await
}

fn empty_district(tx: &mut Tx<'_>, name: &str, zone: &str, lang: &str) -> Result<DistrictId, Error> {
    let new = NewOrg { district: None, parent: None, kind: "district", name, zone, lang, source: "", sourced_id: "" };
    Ok(DistrictId(people::add_org(tx, &new)?.0))
}
