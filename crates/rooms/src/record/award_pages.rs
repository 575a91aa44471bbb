//! Giving certificates: who would get one is seen before anything is given. For facilitators and who leads the district.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Drawing, Field, Fields, Markup, Page, Room, empty, form, heading, html, problems};
use jiff::ToSpan as _;
use jiff::civil::Date;
use learning::hours::Terms;
use serde::Deserialize;
use store::{AwardId, CertificateId, CommunityId, Conn, CycleId};

use super::award::{self, Award, NewAward, Standing, may_give};
use super::award_queries::{self as queries, Candidate, Certificate};
use super::check::state_word;
use super::own_page::{full_date, hours, school_year, year_span};
use crate::communities::{self, Community};
use crate::{Cx, Go, Sent, Stop, Viewer, cycles, w};

/// For what learning certificates are given: that of a community, or of the whole district.
enum For {
    Community(Box<Community>),
    District,
}

impl For {
    fn path(&self) -> String {
        match self {
            For::Community(c) => format!("/communities/{}/certificates", c.id),
            For::District => "/record/certificates".to_owned(),
        }
    }

    fn community(&self) -> Option<&Community> {
        match self {
            For::Community(c) => Some(c),
            For::District => None,
        }
    }

    fn kicker(&self, me: &Viewer) -> Markup {
        match self {
            For::Community(c) => html! { a href={ "/communities/" (c.id) } { (c.name) } },
            For::District => html! { (me.district_name) },
        }
    }
}

/// The community, if the viewer may give certificates there; who only sees it learns who may.
fn of_community(c: &mut Conn, me: &Viewer, id: CommunityId) -> Result<For, Stop> {
    let community = communities::find(c, me, id)?.ok_or(Stop::Nothing)?;
    if may_give(me, &community) {
        Ok(For::Community(Box::new(community)))
    } else {
        Err(Stop::NotYours(w::AWARD_WHO_MAY))
    }
}

fn of_district(me: &Viewer) -> Result<For, Stop> {
    if me.leads_district() { Ok(For::District) } else { Err(Stop::Nothing) }
}

pub(super) async fn list(cx: Cx, Path(id): Path<CommunityId>) -> Response {
    cx.page(move |c, me| {
        let of = of_community(c, me, id)?;
        let awards = queries::of_community(c, id)?;
        list_page(me, &of, &awards)
    })
    .await
}

pub(super) async fn list_district(cx: Cx) -> Response {
    cx.page(move |c, me| {
        let of = of_district(me)?;
        let awards = queries::of_district(c, me.district)?;
        list_page(me, &of, &awards)
    })
    .await
}

fn audience(me: &Viewer, of: &For) -> String {
    match of {
        For::Community(c) => me.lang().say(w::award_audience(c.name.as_str())),
        For::District => me.lang().t(w::AWARD_AUDIENCE_DISTRICT).to_owned(),
    }
}

fn list_page(me: &Viewer, of: &For, awards: &[Award]) -> Result<Page, Stop> {
    let lang = me.lang();
    let new = format!("{}/new", of.path());
    let title = lang.say(w::awards_title(awards.len()));
    let body = html! {
        (heading(of.kicker(me), &title, html! { (lang.t(w::AWARDS_LEAD)) }))
        @if awards.is_empty() {
            (empty(Drawing::Seed, lang.t(w::AWARDS_NONE), lang.t(w::AWARDS_NONE_WHY), Some((&new, lang.t(w::AWARD_NEW)))))
        } @else {
            ul.list data-testid="awards" {
                @for a in awards {
                    li {
                        div {
                            a href={ "/awards/" (a.id) } { (a.title) }
                            small { (lang.say(w::certificate_span(full_date(lang, a.from), full_date(lang, a.until)))) ", " (a.by_name) }
                        }
                        span.when { @if a.done.is_none() { (lang.t(w::AWARD_COMING)) } @else { (face::since(lang, a.at, me.now, &me.zone)) } }
                    }
                }
            }
            p.actions { a.button href=(new) { (lang.t(w::AWARD_NEW)) } }
        }
    };
    Ok(Page::new(Room::Communities, title, audience(me, of), body))
}

/// What a form about an award says; the same fields look and give.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct Asked {
    title: String,
    cycle: String,
    from: String,
    until: String,
    at_least: String,
    hours: String,
    expires: String,
    letter: String,
    renews: String,
    look: String,
}

impl Asked {
    fn fields(&self) -> Fields {
        let all = [
            ("title", &self.title),
            ("cycle", &self.cycle),
            ("from", &self.from),
            ("until", &self.until),
            ("at_least", &self.at_least),
            ("hours", &self.hours),
            ("expires", &self.expires),
            ("letter", &self.letter),
            ("renews", &self.renews),
        ];
        Fields::prefilled(all.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k, v.clone())))
    }
}

const SHARES: [&str; 5] = ["50", "75", "80", "90", "100"];

/// An award as a form asks for it.
struct Given {
    title: String,
    cycle: Option<CycleId>,
    span: (Date, Date),
    terms: Terms,
    expires: Option<Date>,
    renews: Option<AwardId>,
    letter: bool,
}

fn parse(c: &mut Conn, me: &Viewer, of: &For, f: &mut Fields) -> Result<Option<Given>, Stop> {
    let title = f.needed("title", 120);
    let cycle = f.pick::<CycleId>("cycle");
    let mut span = (f.date("from"), f.date("until"));
    if let (Some(id), Some(community)) = (cycle, of.community()) {
        let all = cycles::of_community(c, me, community)?;
        match all.iter().find(|cycle| cycle.id == id) {
            Some(cycle) => {
                let end = cycle.closed.map_or(me.today(), |at| at.date_in(&me.zone));
                span = (Some(cycle.began.date_in(&me.zone)), Some(end));
            }
            None => f.wrong("cycle", face::w::ERROR_CHOICE),
        }
    }
    let at_least = if of.community().is_some() { f.choice("at_least", &SHARES).parse().unwrap_or(100) } else { 0 };
    let hours = f.number("hours").unwrap_or(0.0);
    if !(0.0..=2000.0).contains(&hours) {
        f.problem("hours", face::Problem::Between(0.0, 2000.0));
    }
    if of.community().is_none() && hours <= 0.0 {
        f.wrong("hours", face::w::ERROR_NEEDED);
    }
    let expires = f.date("expires");
    let renews = f.pick::<AwardId>("renews");
    for (name, day) in [("from", span.0), ("until", span.1)] {
        if day.is_none() && f.problem_of(name).is_none() {
            f.wrong(name, face::w::ERROR_NEEDED);
        }
    }
    let (Some(from), Some(until)) = span else { return Ok(None) };
    if until < from {
        f.wrong("until", w::AWARD_UNTIL_WRONG);
    }
    // What has not happened yet can't have been attended.
    if until > me.today() {
        f.wrong("until", w::AWARD_UNTIL_AHEAD);
    }
    if expires.is_some_and(|last| last <= me.today()) {
        f.wrong("expires", w::AWARD_EXPIRES_WRONG);
    }
    if let Some(before) = renews {
        // One renews only what was given for the same learning.
        let known = queries::known(c, before)?.filter(|a| a.district == me.district);
        if known.is_none_or(|a| a.community != of.community().map(|c| c.id)) {
            return Err(Stop::Nothing);
        }
    }
    if f.refused() {
        return Ok(None);
    }
    // At most two thousand hours, so it fits.
    let terms = Terms { at_least, least_minutes: (hours * 60.0).round() as i64 };
    Ok(Some(Given { title, cycle, span: (from, until), terms, expires, renews, letter: f.has("letter") }))
}

pub(super) async fn new(cx: Cx, Path(id): Path<CommunityId>, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let of = of_community(c, me, id)?;
        look(c, me, &of, &asked)
    })
    .await
}

pub(super) async fn new_district(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let of = of_district(me)?;
        look(c, me, &of, &asked)
    })
    .await
}

/// The form, and below it who would get a certificate, once it is filled in.
fn look(c: &mut Conn, me: &Viewer, of: &For, asked: &Asked) -> Result<Page, Stop> {
    let mut f = asked.fields();
    if asked.look.is_empty() {
        let (from, _) = year_span(school_year(me.today()));
        for (name, value) in
            [("from", from.to_string()), ("until", me.today().to_string()), ("at_least", "75".to_owned())]
        {
            if f.raw(name).is_empty() {
                f.set(name, value);
            }
        }
        f.set("letter", "on");
        return new_page(c, me, of, &f, None);
    }
    let given = parse(c, me, of, &mut f)?;
    new_page(c, me, of, &f, given.as_ref())
}

fn new_page(c: &mut Conn, me: &Viewer, of: &For, f: &Fields, given: Option<&Given>) -> Result<Page, Stop> {
    let lang = me.lang();
    let path = format!("{}/new", of.path());
    let mut cycles = Vec::new();
    if let Some(community) = of.community() {
        cycles = cycles::of_community(c, me, community)?.into_iter().map(|s| (s.id.to_string(), s.title)).collect();
        cycles.insert(0, (String::new(), lang.t(w::AWARD_NO_CYCLE).to_owned()));
    }
    let shares: Vec<(String, String)> = SHARES.iter().map(|s| ((*s).to_owned(), format!("{s} %"))).collect();
    let preview = match given {
        Some(given) => {
            let id = of.community().map(|c| c.id);
            let (get, not, held) = award::earned(c, me.district, id, given.span, given.terms, me.person)?;
            Some((get, not, held))
        }
        None => None,
    };
    let title = lang.t(w::AWARD_NEW_TITLE);
    let body = html! {
        (heading(html! { a href=(of.path()) { (lang.t(w::AWARDS)) } }, title, html! { (lang.t(w::AWARD_NEW_LEAD)) }))
        (problems(lang, f))
        form method="get" action=(path) data-light {
            input type="hidden" name="look" value="1";
            @if !f.raw("renews").is_empty() { input type="hidden" name="renews" value=(f.raw("renews")); }
            (Field::new("title", lang.t(w::AWARD_TITLE)).hint(lang.t(w::AWARD_TITLE_HINT)).needed().input(lang, f, "text"))
            div.row {
                (Field::new("from", lang.t(w::AWARD_FROM)).needed().input(lang, f, "date"))
                (Field::new("until", lang.t(w::AWARD_UNTIL)).needed().input(lang, f, "date"))
            }
            @if cycles.len() > 1 { (Field::new("cycle", lang.t(w::AWARD_CYCLE)).hint(lang.t(w::AWARD_CYCLE_HINT)).select(lang, f, &cycles)) }
            div.row {
                @if of.community().is_some() { (Field::new("at_least", lang.t(w::AWARD_AT_LEAST)).needed().select(lang, f, &shares)) }
                (Field::new("hours", lang.t(w::AWARD_HOURS)).input(lang, f, "number"))
                (Field::new("expires", lang.t(w::AWARD_EXPIRES)).input(lang, f, "date"))
            }
            label.check { input type="checkbox" name="letter" checked[f.has("letter")]; span { (lang.t(w::AWARD_LETTER)) } }
            div.actions { button.button.second data-testid="look" { (lang.t(w::AWARD_LOOK)) } }
        }
        @if let (Some((get, not, held)), Some(given)) = (&preview, given) { (preview_of(me, of, f, given, get, not, *held)) }
    };
    Ok(Page::new(Room::Communities, title, audience(me, of), body))
}

fn preview_of(
    me: &Viewer,
    of: &For,
    f: &Fields,
    given: &Given,
    get: &[Candidate],
    not: &[Candidate],
    held: i64,
) -> Markup {
    let lang = me.lang();
    // Who was there is known in a community. A whole district is shown as numbers.
    let inside = of.community().is_some_and(Community::facilitates);
    let row = |p: &Candidate| html! { li.plain { div { (p.name) @if inside { small { (lang.say(w::award_was_there(held, hours(p.minutes), p.times))) } } } } };
    html! {
        section aria-labelledby="would" data-testid="preview" {
            h2 #would { (lang.say(w::award_would(get.len()))) }
            @if of.community().is_some() {
                p { (lang.say(w::award_held(held))) }
                (face::folded(lang, "would-get", &get.iter().map(row).collect::<Vec<_>>(), 20))
                @if !not.is_empty() && inside {
                    details.more {
                        summary { (lang.say(w::award_not_yet(not.len()))) }
                        ul.list { @for p in not { (row(p)) } }
                    }
                } @else if !not.is_empty() { p { (lang.say(w::award_not_yet(not.len()))) } }
            }
            p.small { (lang.t(w::AWARD_NOT_YOURSELF)) }
            @if !get.is_empty() {
                (form(&me.who, &format!("{}/new", of.path()), None, html! {
                    @for name in ["title", "cycle", "from", "until", "at_least", "hours", "expires", "renews"] {
                        @if !f.raw(name).is_empty() { input type="hidden" name=(name) value=(f.raw(name)); }
                    }
                    @if given.letter { input type="hidden" name="letter" value="on"; }
                    p.small { (lang.t(if given.letter { w::AWARD_WILL_WRITE } else { w::AWARD_WONT_WRITE })) }
                    p { span.audience { (audience(me, of)) } }
                    div.actions { button.button data-testid="give" { (lang.say(w::award_give(get.len()))) } a.button.quiet href=(of.path()) { (lang.t(face::w::CANCEL)) } }
                }))
            }
        }
    }
}

pub(super) async fn give(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let of = of_community(tx, me, id)?;
        give_for(tx, me, &of, f)
    })
    .await
}

pub(super) async fn give_district(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let of = of_district(me)?;
        give_for(tx, me, &of, f)
    })
    .await
}

fn give_for(tx: &mut store::Tx<'_>, me: &Viewer, of: &For, f: &mut Fields) -> Result<Go, Stop> {
    let Some(given) = parse(tx, me, of, f)? else { return Err(Stop::again(new_page(tx, me, of, f, None)?)) };
    let new = NewAward {
        title: &given.title,
        cycle: given.cycle,
        from: given.span.0,
        until: given.span.1,
        terms: given.terms,
        expires: given.expires,
        renews: given.renews,
        letter: given.letter,
    };
    let id = award::decide(tx, me.person, me.district, of.community(), &new)?;
    Ok(Go::to(format!("/awards/{id}")))
}

/// An award that the viewer may see to: who may give certificates where it was given.
fn find(c: &mut Conn, me: &Viewer, id: AwardId) -> Result<(Award, For), Stop> {
    let award = queries::known(c, id)?.filter(|a| a.district == me.district).ok_or(Stop::Nothing)?;
    let of = match award.community {
        Some(community) => {
            communities::find(c, me, community)?.filter(|k| may_give(me, k)).map(|k| For::Community(Box::new(k)))
        }
        None => me.leads_district().then_some(For::District),
    };
    Ok((award, of.ok_or(Stop::Nothing)?))
}

pub(super) async fn show(cx: Cx, Path(id): Path<AwardId>) -> Response {
    cx.page(move |c, me| {
        let (award, of) = find(c, me, id)?;
        let given = queries::of_award(c, id)?;
        award_page(me, &award, &of, &given, &Fields::default())
    })
    .await
}

fn award_page(me: &Viewer, award: &Award, of: &For, given: &[Certificate], f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let title = match award.done {
        None => lang.say(w::award_coming_title(award.title.as_str())),
        Some(_) => lang.say(w::award_given_title(given.len(), award.title.as_str())),
    };
    let again = format!(
        "{}/new?renews={}&title={}&at_least={}&hours={}&from={}",
        of.path(),
        award.id,
        crate::cx::encode(&award.title),
        award.terms.at_least,
        hours(award.terms.least_minutes),
        award.until.saturating_add(1.day())
    );
    let body = html! {
        (heading(html! { a href=(of.path()) { (lang.t(w::AWARDS)) } }, &title, html! { @if award.done.is_none() { (lang.t(w::AWARD_COMING_WHY)) } }))
        (problems(lang, f))
        dl.facts {
            dt { (lang.t(w::CERTIFICATE_TIME)) } dd { (lang.say(w::certificate_span(full_date(lang, award.from), full_date(lang, award.until)))) }
            dt { (lang.t(w::AWARD_TERMS)) }
            dd {
                @if award.community.is_some() { (lang.say(w::award_terms_share(award.terms.at_least))) }
                @if award.terms.least_minutes > 0 { " " (lang.say(w::award_terms_hours(hours(award.terms.least_minutes)))) }
            }
            @if let Some(last) = award.expires { dt { (lang.t(w::CERTIFICATE_EXPIRES)) } dd { (full_date(lang, last)) } }
            dt { (lang.t(w::CERTIFICATE_BY)) } dd { (award.by_name) }
        }
        ul.list data-testid="given" {
            @for k in given {
                li {
                    div { (k.name) small { (lang.t(state_word(k.standing(me.today())))) @if k.revoked.is_some() { ": " (k.revoked_why) } } }
                    @if k.standing(me.today()) != Standing::Revoked && k.person != me.person {
                        details.more {
                            summary { (lang.t(w::CERTIFICATE_REVOKE)) }
                            (form(&me.who, &format!("/certificates/{}/revoke", k.id), None, html! {
                                (Field::new("why", lang.t(w::CERTIFICATE_WHY)).hint(lang.t(w::CERTIFICATE_WHY_HINT)).needed().input(lang, f, "text"))
                                div.actions { button.button.danger { (lang.t(w::CERTIFICATE_REVOKE)) } }
                            }))
                        }
                    }
                }
            }
        }
        @if award.done.is_some() { p.actions { a.button.second href=(again) { (lang.t(w::AWARD_RENEW)) } } }
    };
    Ok(Page::new(Room::Communities, title, audience(me, of), body))
}

pub(super) async fn revoke(cx: Cx, Path(id): Path<CertificateId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let certificate = queries::one(tx, id)?.ok_or(Stop::Nothing)?;
        let (award, of) = find(tx, me, certificate.award)?;
        let why = f.needed("why", 400);
        if f.refused() {
            let given = queries::of_award(tx, award.id)?;
            return Err(Stop::again(award_page(me, &award, &of, &given, f)?));
        }
        award::revoke(tx, me.person, &certificate, &why)?;
        Ok(Go::to(format!("/awards/{}", award.id)))
    })
    .await
}

/// On a community's page, for who sees to its record: the ways there.
pub(crate) fn community_section(_: &mut Conn, me: &Viewer, community: &Community) -> Result<Markup, Stop> {
    let lang = me.lang();
    Ok(html! {
        @if may_give(me, community) {
            section aria-labelledby="record-head" {
                h2 #record-head { (lang.t(w::RECORD_OF_COMMUNITY)) }
                p { (lang.t(w::RECORD_OF_COMMUNITY_WHY)) }
                p.actions {
                    @if community.facilitates() { a.button.quiet href={ "/communities/" (community.id) "/hours" } { (lang.t(w::RECORD_COMMUNITY_HOURS)) } }
                    a.button.quiet href={ "/communities/" (community.id) "/certificates" } data-testid="certificates" { (lang.t(w::AWARDS)) }
                }
            }
        }
    })
}

/// Who can see what stays inside a community.
pub(super) fn inside_line(c: &mut Conn, me: &Viewer, community: &Community) -> Result<String, Stop> {
    Ok(community.audience_line(c, me, community.inside)?)
}
