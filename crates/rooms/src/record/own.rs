//! What somebody says of themselves: a course, a book, a visit elsewhere. It stands apart from what was counted until somebody who
//! was asked says that it was so. What it meant to oneself is written beside it and stays with oneself.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, problems, submit, upload_form};
use learning::hours::Level;
use store::{Audience, Conn, OwnId, PersonId, Principal, Tx, args, audience, events, sql};

use super::ledger::{self, Row, Source};
use super::own_page::{full_date, hours, level_words};
use super::queries::{self, Own, Waiting};
use crate::{Cx, Go, Sent, Stop, Viewer, files, w};

/// The most that one may report of one day, in minutes: twelve hours.
const MOST: f64 = 720.0;

sql! {
    ADD = "insert into own_hours (id, district, person, reflection, link, file, asked, answer, why, answered_by, answered_at, at) \
           values ($1, $2, $3, $4, $5, $6, $7, null, '', null, null, $8)";
    ANSWER = "update own_hours set answer = $2, why = $3, answered_by = $4, answered_at = $5 where id = $1 and answer is null";
}

pub(super) async fn new(cx: Cx) -> Response {
    cx.page(|c, me| {
        let mut f = Fields::prefilled([("on", me.today().to_string())]);
        f.set("level", Level::Knowledge.stored());
        form_page(c, me, &f)
    })
    .await
}

fn form_page(c: &mut Conn, me: &Viewer, f: &Fields) -> Result<Page, Stop> {
    works(me)?;
    let lang = me.lang();
    let mut askable: Vec<(String, String)> =
        queries::askable(c, me)?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    askable.insert(0, (String::new(), lang.t(w::OWN_ASK_NOBODY).to_owned()));
    let levels = Level::ALL.map(|l| (l.stored(), lang.t(level_words(l).0), ""));
    let title = lang.t(w::OWN_TITLE);
    let body = html! {
        (heading(html! { a href="/record" { (lang.t(w::RECORD)) } }, title, html! { (lang.t(w::OWN_LEAD)) }))
        (problems(lang, f))
        (upload_form(&me.who, "/record/own", html! {
            (Field::new("what", lang.t(w::OWN_WHAT)).hint(lang.t(w::OWN_WHAT_HINT)).needed().input(lang, f, "text"))
            div.row {
                (Field::new("on", lang.t(w::RECORD_DAY)).needed().input(lang, f, "date"))
                (Field::new("minutes", lang.t(w::RECORD_MINUTES)).needed().input(lang, f, "number"))
            }
            (Field::new("level", lang.t(w::RECORD_CAME)).needed().choices(lang, f, &levels))
            (Field::new("reflection", lang.t(w::OWN_REFLECTION)).hint(lang.t(w::OWN_REFLECTION_HINT)).area(lang, f, 4))
            (Field::new("link", lang.t(w::OWN_LINK)).input(lang, f, "url"))
            div.field { label for="f-file" { (lang.t(w::OWN_FILE)) " " small.optional { (lang.t(face::w::OPTIONAL)) } } input #f-file type="file" name="file"; }
            (Field::new("asked", lang.t(w::OWN_ASK)).hint(lang.t(w::OWN_ASK_HINT)).select(lang, f, &askable))
            p { span.audience { (lang.t(w::OWN_AUDIENCE)) } }
            div.actions { (submit(lang.t(w::OWN_SAVE))) a.button.quiet href="/record" { (lang.t(face::w::CANCEL)) } }
        }))
    };
    Ok(Page::new(Room::Door, title, lang.t(face::w::AUDIENCE_YOU), body))
}

/// A guest has no record here.
pub(super) fn works(me: &Viewer) -> Result<(), Stop> {
    if me.works_here() { Ok(()) } else { Err(Stop::NotYours(w::RECORD_STAFF_ONLY)) }
}

pub(super) async fn create(cx: Cx, mut sent: Sent) -> Response {
    let looked = match sent.files.pop() {
        Some(upload) => files::look(upload).await.map(Some),
        None => Ok(None),
    };
    let data = cx.app.options.data.clone();
    cx.act(sent.fields, move |tx, me, f| {
        works(me)?;
        let what = f.needed("what", 160);
        let on = f.date("on");
        let minutes = f.number("minutes");
        let level = Level::named(f.choice("level", &Level::ALL.map(Level::stored)));
        let reflection = f.text("reflection", 4000);
        let link = f.text("link", 500);
        let asked = f.pick::<PersonId>("asked");
        if on.is_none_or(|on| on > me.today()) && f.problem_of("on").is_none() {
            f.wrong("on", w::OWN_AHEAD);
        }
        match minutes {
            None if f.problem_of("minutes").is_none() => f.wrong("minutes", face::w::ERROR_NEEDED),
            Some(m) if !(1.0..=MOST).contains(&m) || m.fract() != 0.0 => {
                f.problem("minutes", face::Problem::Between(1.0, MOST))
            }
            _ => {}
        }
        if !link.is_empty() && !link.starts_with("https://") && !link.starts_with("http://") {
            f.wrong("link", w::OWN_LINK_WRONG);
        }
        // Only who may be asked: a facilitator of one's communities, or who leads one's school.
        if let Some(asked) = asked
            && !queries::askable(tx, me)?.iter().any(|(id, _)| *id == asked)
        {
            return Err(Stop::Nothing);
        }
        let looked = match looked {
            Ok(looked) => looked,
            Err(Stop::Refused(why)) => {
                f.wrong("file", why);
                None
            }
            Err(other) => return Err(other),
        };
        if f.refused() {
            return Err(Stop::again(form_page(tx, me, f)?));
        }
        let (Some(on), Some(minutes)) = (on, minutes) else { return Err(Stop::Nothing) };
        let seen = Audience::of([Some(me.person), asked].into_iter().flatten().map(Principal::Person));
        let seen = audience::store(tx, me.district, &seen)?;
        let file = match &looked {
            Some(looked) => Some(files::keep(tx, &data, looked, me.district, seen, me.person)?),
            None => None,
        };
        let (id, now) = (OwnId(tx.fresh_id()), tx.now());
        tx.exec(ADD, args![id, me.district, me.person, reflection, link, file, asked, now])?;
        let row = Row {
            district: me.district,
            person: me.person,
            community: None,
            source: Source::Own,
            thing: id.0,
            n: 0,
            on,
            minutes: minutes as i64,
            level,
            what: &what,
            by: Some(me.person),
        };
        ledger::write(tx, &row)?;
        tell(tx, me, id, seen, "hours.reported", &what)?;
        Ok(Go::to(format!("/record/own/{id}")))
    })
    .await
}

fn tell(
    tx: &mut Tx<'_>,
    me: &Viewer,
    id: OwnId,
    seen: store::AudienceId,
    verb: &'static str,
    about: &str,
) -> Result<(), Stop> {
    let event = events::Event {
        district: me.district,
        actor: Some(me.person),
        verb,
        thing: ("hours", id.0),
        community: None,
        org: None,
        audience: seen,
        about,
    };
    Ok(events::write(tx, &event)?)
}

/// What the viewer said of themselves, or was asked about.
fn find(c: &mut Conn, me: &Viewer, id: OwnId) -> Result<Own, Stop> {
    let own = queries::own(c, id.0)?.filter(|o| o.district == me.district).ok_or(Stop::Nothing)?;
    if own.person == me.person || own.asked.as_ref().is_some_and(|(who, _)| *who == me.person) {
        Ok(own)
    } else {
        Err(Stop::Nothing)
    }
}

pub(super) async fn show(cx: Cx, Path(id): Path<OwnId>) -> Response {
    cx.page(move |c, me| {
        let own = find(c, me, id)?;
        show_page(c, me, id, &own, &Fields::default())
    })
    .await
}

fn show_page(c: &mut Conn, me: &Viewer, id: OwnId, own: &Own, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let mine = own.person == me.person;
    let seen =
        Audience::of([Some(own.person), own.asked.as_ref().map(|a| a.0)].into_iter().flatten().map(Principal::Person));
    let seen = line(c, me, &seen)?;
    let state = match own.answer.as_deref() {
        Some("so") => lang.say(w::own_was_so(own.answered_by.as_str())),
        Some(_) => lang.say(w::own_was_not(own.answered_by.as_str(), own.why.as_str())),
        None => match &own.asked {
            Some((_, name)) => lang.say(w::own_waits(name.as_str())),
            None => lang.t(w::OWN_NOBODY_ASKED).to_owned(),
        },
    };
    let body = html! {
        (heading(html! { a href="/record" { (lang.t(w::RECORD)) } }, &own.what, html! { @if !mine { (lang.say(w::own_of(own.name.as_str()))) } }))
        (problems(lang, f))
        dl.facts {
            dt { (lang.t(w::RECORD_DAY)) } dd { (full_date(lang, own.on)) }
            dt { (lang.t(w::RECORD_MINUTES)) } dd data-testid="minutes" { (own.minutes) }
            dt { (lang.t(w::RECORD_CAME)) } dd { (lang.t(level_words(own.level).0)) }
            @if !own.link.is_empty() { dt { (lang.t(w::OWN_LINK)) } dd { a href=(own.link) rel="noreferrer" { (own.link) } } }
            @if let Some((file, name)) = &own.file { dt { (lang.t(w::OWN_FILE)) } dd { a href={ "/files/" (file) } { (name) } } }
            dt { (lang.t(w::CERTIFICATE_STATE)) } dd data-testid="state" { (state) }
        }
        @if mine && !own.reflection.is_empty() {
            section aria-labelledby="reflection" { h2 #reflection { (lang.t(w::OWN_REFLECTION)) } p.said.lines { (own.reflection) } p { span.audience.private { (lang.t(face::w::AUDIENCE_YOU)) } } }
        }
        @if mine && own.minutes > 0 {
            (form(&me.who, &format!("/record/own/{id}/withdraw"), None, html! { button.button.quiet { (lang.t(w::OWN_WITHDRAW)) } }))
        }
        @if !mine && own.answer.is_none() && own.minutes > 0 {
            section aria-labelledby="answer" {
                h2 #answer { (lang.t(w::OWN_ANSWER)) }
                (form(&me.who, &format!("/record/own/{id}/answer"), None, html! {
                    (Field::new("why", lang.t(w::OWN_WHY)).hint(lang.t(w::OWN_WHY_HINT)).input(lang, f, "text"))
                    p { span.audience { (seen) } }
                    div.actions {
                        button.button name="answer" value="so" { (lang.t(w::OWN_SO)) }
                        button.button.second name="answer" value="not" { (lang.t(w::OWN_NOT)) }
                    }
                }))
            }
        }
    };
    Ok(Page::new(Room::Door, own.what.clone(), seen, body))
}

/// Who sees it, in a sentence.
fn line(c: &mut Conn, me: &Viewer, audience: &Audience) -> Result<String, Stop> {
    let mut names = face::Names { viewer: Some(me.person.0), ..face::Names::default() };
    for principal in audience.principals() {
        if let Principal::Person(id) = principal
            && let Some(name) = queries::name_of(c, *id)?
        {
            names.of.insert(id.0, name);
        }
    }
    Ok(face::audience_line(me.lang(), audience, &names))
}

pub(super) async fn answer(cx: Cx, Path(id): Path<OwnId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let own = find(tx, me, id)?;
        // Nobody confirms one's own hours.
        if own.person == me.person {
            return Err(Stop::NotYours(w::OWN_NOT_ONESELF));
        }
        let answer = f.choice("answer", &["so", "not"]);
        let why = f.text("why", 400);
        if answer == "not" && why.is_empty() {
            f.wrong("why", face::w::ERROR_NEEDED);
        }
        if f.refused() {
            return Err(Stop::again(show_page(tx, me, id, &own, f)?));
        }
        let now = tx.now();
        if own.minutes == 0 || tx.exec(ANSWER, args![id, answer, why, me.person, now])? == 0 {
            return Err(Stop::Refused(w::OWN_ANSWERED));
        }
        let seen = audience::store(
            tx,
            me.district,
            &Audience::of([Principal::Person(own.person), Principal::Person(me.person)]),
        )?;
        tell(tx, me, id, seen, if answer == "so" { "hours.confirmed" } else { "hours.sent_back" }, &own.what)?;
        Ok(Go::to("/record"))
    })
    .await
}

pub(super) async fn withdraw(cx: Cx, Path(id): Path<OwnId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let own = find(tx, me, id)?;
        if own.person != me.person {
            return Err(Stop::Nothing);
        }
        let why = me.lang().t(w::OWN_WITHDRAWN);
        ledger::correct(tx, me.person, me.person, Source::Own, id.0, -own.minutes, why)?;
        Ok(Go::to("/record"))
    })
    .await
}

/// What waits for the viewer's word.
pub(super) fn waiting(c: &mut Conn, me: &Viewer) -> Result<Vec<Waiting>, Stop> {
    Ok(queries::asked_of(c, me)?)
}

/// On the viewer's own page: what others asked them to confirm.
pub(super) fn asked_of_me(me: &Viewer, waiting: &[Waiting]) -> Markup {
    let lang = me.lang();
    html! {
        @if !waiting.is_empty() {
            section aria-labelledby="asked" data-testid="asked-of-me" {
                h2 #asked { (lang.t(w::OWN_ASKED)) }
                ul.list {
                    @for (id, name, what, minutes, at) in waiting {
                        li { div { a href={ "/record/own/" (id) } { (what) } small { (name) ", " (lang.say(w::record_hours(hours(*minutes)))) } } span.when { (face::since(lang, *at, me.now, &me.zone)) } }
                    }
                }
            }
        }
    }
}

/// The way to the person's own record, on their page: for themselves alone.
pub(crate) fn of_person(_: &mut Conn, me: &Viewer, person: PersonId) -> Result<Markup, Stop> {
    let lang = me.lang();
    Ok(html! {
        @if person == me.person {
            section aria-labelledby="record" { h2 #record { (lang.t(w::RECORD)) } p { (lang.t(w::RECORD_LEAD)) " " a href="/record" { (lang.t(w::RECORD_SEE)) } } }
        }
    })
}
