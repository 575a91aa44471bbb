//! Answering with a code on paper: for who has no script, no device or no account. Whoever leads a place prints a sheet; the slips are
//! handed out at random; on the public page a code shows the questions as a plain form, and its answer goes into the urn as every
//! other. Nothing is noted of a code that was used: the urn alone refuses a second answer.

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use ballot::urn::Put;
use face::{Field, Fields, Lang, Markup, Page, Room, Who, empty, form, heading, html, problems};
use learning::instrument::{Asked, Instrument};
use serde::Deserialize;
use store::{Conn, Error, Time, Tx, WaveGroupId, WaveId, args, sql};

use super::groups::Part;
use super::paper::{Code, ReplyKey};
use super::queries::{self, Wave};
use super::urns::{self, Refused};
use super::{answering, question, replies, told};
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// Codes on one sheet at most.
const MOST: i64 = 2000;
/// For so many seconds the sheet can be printed.
const SHOWN: i64 = 900;
/// Codes, or keys, that begin alike and open nothing, in a quarter of an hour.
const MOST_TRIES: i64 = 10;
/// Holds what a sheet is worked out from, in the browser that asked for it, for its page alone.
const SHEET: &str = "perennial-sheet";

sql! {
    GROUPS = "select g.id, coalesce(o.name, ''), g.part, g.people, g.codes, g.key is not null from wave_group g left join org o on o.id = g.org \
              where g.wave = $1 order by o.name, g.part desc, g.id";
    FREE = "select people - codes from wave_group where id = $1 and wave = $2 and key is not null";
    MADE = "update wave_group set codes = codes + $2 where id = $1 and codes + $2 <= people";
    ADD = "insert into wave_code (hash, district, wave, grp) values ($1, $2, $3, $4)";
    KNOWN = "select count(*) from wave_code where hash = $1 and wave = $2 and grp = $3";
    OPENS = "select c.wave, c.grp, g.key, v.body, v.until, o.name, o.zone, g.side, v.address from wave_code c join wave v on v.id = c.wave \
             join wave_group g on g.id = c.grp join org o on o.id = v.org where c.hash = $1 and v.state = 'open'";
    FORGET = "delete from wave_code where wave = $1";
}

/// A group that codes are made for.
struct For {
    id: WaveGroupId,
    place: String,
    part: Part,
    people: i64,
    codes: i64,
    ready: bool,
}

impl For {
    fn name(&self, lang: Lang) -> String {
        match (self.place.as_str(), self.part) {
            ("", _) => lang.t(w::SURVEY_PART_REST).to_owned(),
            (place, Part::Leaders) => lang.say(w::survey_part_leaders(place)),
            (place, Part::Staff) => lang.say(w::survey_part_staff(place)),
            (place, _) => place.to_owned(),
        }
    }
}

fn groups(c: &mut Conn, wave: WaveId) -> Result<Vec<For>, Error> {
    c.rows(GROUPS, args![wave], |r| {
        let part = Part::named(&r.get::<String>(2)?);
        Ok(For { id: r.get(0)?, place: r.get(1)?, part, people: r.get(3)?, codes: r.get(4)?, ready: r.get(5)? })
    })
}

/// Forgets the codes of a wave that ends.
pub(super) fn forget(tx: &mut Tx<'_>, wave: WaveId) -> Result<(), Error> {
    tx.exec(FORGET, args![wave]).map(drop)
}

/// What the report says when more answers came than people were asked: codes went to who had answered in a browser, or to nobody
/// who was asked.
pub(super) fn overfull(lang: Lang, answered: usize, asked: i64) -> Option<Markup> {
    let more = i64::try_from(answered).unwrap_or(i64::MAX) > asked;
    more.then(
        || html! { div.notice.needs data-testid="overfull" { p { (lang.say(w::codes_overfull(answered, asked))) } } },
    )
}

/// On the page of an open wave: how many codes there are, for everybody; the way to make them, for who leads the place.
pub(super) fn of_wave(c: &mut Conn, me: &Viewer, wave: &Wave, leads: bool) -> Result<Markup, Stop> {
    let lang = me.lang();
    let made: i64 = groups(c, wave.id)?.iter().map(|g| g.codes).sum();
    Ok(html! {
        @if made > 0 || leads {
            section aria-labelledby="codes" {
                h2 #codes { (lang.t(w::CODES_TITLE)) }
                p data-testid="codes-made" { (lang.say(w::codes_made(made))) }
                @if leads { p.actions { a.button.second href={ "/surveys/" (wave.id) "/codes" } data-testid="codes" { (lang.t(w::CODES_GO)) } } }
            }
        }
    })
}

/// For who is asked and has no script: the way to say that they answer with a code, so that no other ballot is theirs.
pub(super) fn on_paper(me: &Viewer, wave: &Wave) -> Markup {
    let lang = me.lang();
    html! {
        @match wave.taken {
            Some(false) => (form(&me.who, &format!("/surveys/{}/paper", wave.id), None, html! {
                p { (lang.t(w::CODES_PAPER_WHY)) }
                div.actions { button.button.second data-testid="on-paper" { (lang.t(w::CODES_PAPER)) } }
            })),
            Some(true) => p { (lang.t(w::CODES_PAPER_TAKEN)) " " a href="/answer" { (lang.t(w::ANSWER_TITLE)) } },
            None => {}
        }
    }
}

/// Notes that somebody answers on paper: their ballot is taken.
pub(super) async fn paper(cx: Cx, Path(id): Path<WaveId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let wave = queries::find(tx, me, id)?.ok_or(Stop::Nothing)?;
        if !wave.runs(me.now) {
            return Err(Stop::Refused(w::SURVEY_ENDED));
        }
        queries::mine(tx, id, me.person)?.ok_or(Stop::NotYours(w::SURVEY_NOT_ASKED))?;
        queries::take(tx, id, me.person, "paper")?;
        Ok(Go::to(format!("/surveys/{id}")))
    })
    .await
}

/// An open wave of a place that the viewer leads.
fn led(c: &mut Conn, me: &Viewer, id: WaveId) -> Result<Wave, Stop> {
    let wave = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
    if !queries::leads(c, me, wave.org)? {
        return Err(Stop::NotYours(w::SURVEY_LEADERS_ONLY));
    }
    if wave.runs(me.now) { Ok(wave) } else { Err(Stop::Refused(w::SURVEY_ENDED)) }
}

pub(super) async fn page(cx: Cx, Path(id): Path<WaveId>) -> Response {
    let sheet = format!("{}{}", cx.app.db.chance().blind_id().simple(), cx.app.db.chance().blind_id().simple());
    cx.page(move |c, me| {
        let wave = led(c, me, id)?;
        codes_page(c, me, &wave, &Fields::prefilled([("sheet", sheet)]))
    })
    .await
}

fn codes_page(c: &mut Conn, me: &Viewer, wave: &Wave, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let title = lang.t(w::CODES_TITLE);
    let name = wave.instrument()?.title.get(lang.tag()).to_owned();
    let (groups, path) = (groups(c, wave.id)?, format!("/surveys/{}", wave.id));
    let audience = people::audience_line(c, me, wave.audience)?;
    let body = html! {
        (heading(html! { a href=(path) { (name) } }, title, html! { (lang.t(w::CODES_LEAD)) }))
        (problems(lang, f))
        ul.list data-testid="code-groups" {
            @for g in &groups {
                li {
                    div { strong { (g.name(lang)) } small { (lang.say(w::codes_group(g.codes, g.people))) } }
                    @if !g.ready { span.when { (lang.t(w::SURVEY_WAIT)) } }
                    @else if g.people > g.codes {
                        // No mark against a double click: the same sheet is the same codes.
                        form method="post" action={ (path) "/codes" } data-light {
                            input type="hidden" name="sheet" value=(f.raw("sheet"));
                            input type="hidden" name="group" value=(g.id);
                            label.visually-hidden for={ "f-count-" (g.id) } { (lang.t(w::CODES_HOW_MANY)) }
                            input #{ "f-count-" (g.id) } type="number" name="count" min="1" max=(g.people - g.codes) value=(g.people - g.codes);
                            button.button.small data-testid="make-codes" { (lang.t(w::CODES_MAKE)) }
                        }
                    }
                }
            }
        }
        section aria-labelledby="how" {
            h2 #how { (lang.t(w::CODES_HOW)) }
            ul.prose { li { (lang.t(w::CODES_HOW_CUT)) } li { (lang.t(w::CODES_HOW_HAND)) } li { (lang.t(w::CODES_HOW_REST)) } }
            p { span.audience { (lang.t(w::CODES_AUDIENCE)) } }
        }
    };
    Ok(Page::new(Room::Surveys, title, audience, body))
}

/// What a sheet is worked out from: 64 hexadecimal digits.
fn is_sheet(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Makes the codes of a sheet, if they aren't made yet, and shows it.
pub(super) async fn make(cx: Cx, Path(id): Path<WaveId>, sent: Sent) -> Response {
    let secure = cx.app.options.secure_mark();
    cx.act(sent.fields, move |tx, me, f| {
        let wave = led(tx, me, id)?;
        let sheet = f.raw("sheet").to_owned();
        let group = f.raw("group").parse::<WaveGroupId>().map_err(|_| Stop::Nothing)?;
        let free = tx.one(FREE, args![group, id], |r| r.get::<i64>(0))?.ok_or(Stop::Nothing)?;
        let count = f.raw("count").trim().parse::<i64>().unwrap_or(0);
        if !is_sheet(&sheet) || !(1..=MOST).contains(&count) {
            f.wrong(&format!("count-{group}"), w::CODES_COUNT_WRONG);
            return Err(Stop::again(codes_page(tx, me, &wave, f)?));
        }
        let number = usize::try_from(count).unwrap_or(0);
        let mut hashes: Vec<String> = (0..number).map(|n| Code::of(&sheet, n).hash()).collect();
        let first = hashes.first().cloned().unwrap_or_default();
        // Sent twice, the same sheet is made once.
        if tx.count(KNOWN, args![first, id, group])? == 0 {
            if count > free || tx.exec(MADE, args![group, count])? == 0 {
                f.wrong(&format!("count-{group}"), w::CODES_COUNT_WRONG);
                return Err(Stop::again(codes_page(tx, me, &wave, f)?));
            }
            hashes.sort_unstable();
            for hash in hashes {
                tx.exec(ADD, args![hash, me.district, id, group])?;
            }
            if told::of_families(tx, id)? {
                told::name(tx, id)?;
            }
            queries::tell(tx, id, Some(me.person), "wave.codes_made", wave.instrument()?.title.get("en"))?;
        }
        let cookie = format!(
            "{SHEET}={sheet}.{group}.{count}; Path=/surveys/{id}/codes; Max-Age={SHOWN}; HttpOnly; SameSite=Strict{secure}"
        );
        Ok(Go::to(format!("/surveys/{id}/codes/sheet")).cookie(cookie))
    })
    .await
}

/// The sheet to print: slips with a code, the address and two sentences in both languages.
pub(super) async fn sheet(cx: Cx, Path(id): Path<WaveId>, headers: HeaderMap) -> Response {
    let address = cx.app.options.address.clone();
    let cookies: Vec<&str> = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok()).collect();
    let cookies = cookies.join(";");
    cx.page(move |c, me| {
        let wave = led(c, me, id)?;
        let lang = me.lang();
        let kept = cookies.split(';').find_map(|p| p.trim().strip_prefix(SHEET)?.strip_prefix('='));
        let parts: Vec<&str> = kept.unwrap_or_default().split('.').collect();
        let codes = match parts[..] {
            [sheet, group, count] if is_sheet(sheet) => match (group.parse::<WaveGroupId>(), count.parse::<usize>()) {
                (Ok(group), Ok(count)) if i64::try_from(count).is_ok_and(|n| n <= MOST) => {
                    let first = Code::of(sheet, 0).hash();
                    let known = c.count(KNOWN, args![first, id, group])? == 1;
                    let group = groups(c, id)?.into_iter().find(|g| g.id == group).filter(|_| known);
                    group.map(|g| (g, (0..count).map(|n| Code::of(sheet, n)).collect::<Vec<_>>()))
                }
                _ => None,
            },
            _ => None,
        };
        let audience = lang.t(face::w::AUDIENCE_YOU);
        let back = format!("/surveys/{id}/codes");
        let Some((group, codes)) = codes else {
            let body = html! {
                (heading(html! { a href=(back) { (lang.t(w::CODES_TITLE)) } }, lang.t(w::CODES_GONE), html! { (lang.t(w::CODES_GONE_WHY)) }))
            };
            return Ok(Page::new(Room::Surveys, lang.t(w::CODES_GONE), audience, body));
        };
        let title = lang.say(w::codes_sheet(codes.len(), group.name(lang)));
        let instrument = wave.instrument()?;
        let came = told::address(c, id)?.map(|at| format!("{address}/heard/{at}"));
        let body = html! {
            div.screen-only {
                (heading(html! { a href=(back) { (lang.t(w::CODES_TITLE)) } }, &title, html! { (lang.t(w::CODES_SHEET_LEAD)) }))
                p.notice.needs { (lang.t(w::CODES_SHEET_ONCE)) }
            }
            ul.codes data-testid="slips" {
                @for code in &codes { (slip(&instrument, (wave.until, &me.zone), (&address, came.as_deref()), code)) }
            }
        };
        Ok(Page::new(Room::Surveys, title, audience, body))
    })
    .await
}

/// One slip; families keep it, as it says where they read what came of it.
fn slip(
    i: &Instrument,
    (until, zone): (Time, &jiff::tz::TimeZone),
    (address, came): (&str, Option<&str>),
    code: &Code,
) -> Markup {
    let day = until.plus_seconds(-1).date_in(zone);
    html! {
        li {
            p.code data-testid="slip-code" { (code.written()) }
            @for lang in [Lang::En, Lang::Es] {
                p lang=(lang.tag()) { b { (i.title.get(lang.tag())) } " " (lang.say(w::codes_slip(format!("{address}/answer"), face::date_long(lang, day)))) @if let Some(came) = came { " " (lang.say(w::codes_slip_came(came))) } }
            }
        }
    }
}

/// What a code opens.
struct Opened {
    wave: WaveId,
    group: WaveGroupId,
    key: String,
    instrument: Instrument,
    place: String,
    /// The side of a two-sided instrument, in whose words is asked.
    side: Option<String>,
    /// The last day to answer, where the place lies.
    last_day: jiff::civil::Date,
    /// The last part of the address at which what comes of it will stand.
    came: Option<String>,
}

fn opened(c: &mut Conn, code: &Code) -> Result<Option<Opened>, Error> {
    let now = c.now();
    let found = c.one(OPENS, args![code.hash()], |r| {
        let (body, zone, side): (String, String, String) = (r.get(3)?, r.get(6)?, r.get(7)?);
        Ok((
            r.get(0)?,
            r.get(1)?,
            r.get::<Option<String>>(2)?,
            body,
            r.get::<Time>(4)?,
            r.get(5)?,
            (zone, side, r.maybe(8)?),
        ))
    })?;
    let Some((wave, group, Some(key), body, until, place, (zone, side, came))) = found else { return Ok(None) };
    let instrument = Instrument::parse(&body).map_err(|e| Error::Ours(e.to_string()))?;
    let zone = jiff::tz::TimeZone::get(&zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let last_day = until.plus_seconds(-1).date_in(&zone);
    Ok((until > now).then_some(Opened {
        wave,
        group,
        key,
        instrument,
        place,
        side: Some(side).filter(|s| !s.is_empty()),
        last_day,
        came,
    }))
}

/// The public page: a field for the code.
pub(super) async fn answer_page(cx: Cx) -> Response {
    cx.open_page(|_, who| Ok(code_page(who, &Fields::default()))).await
}

fn code_page(who: &Who, f: &Fields) -> Page {
    let lang = who.lang;
    let title = lang.t(w::ANSWER_TITLE);
    let body = html! {
        (heading(html! {}, title, html! { (lang.t(w::ANSWER_LEAD)) }))
        (problems(lang, f))
        (form(who, "/answer", None, html! {
            (Field::new("code", lang.t(w::ANSWER_CODE)).hint(lang.t(w::ANSWER_CODE_HINT)).needed().input(lang, f, "text"))
            div.actions { button.button data-testid="open-code" { (lang.t(w::ANSWER_GO)) } }
        }))
        p { (lang.t(w::ANSWER_NOBODY)) }
    };
    Page::new(Room::Door, title, lang.t(w::ANSWER_AUDIENCE), body)
}

/// One page for a code that was mistyped, was used, or whose time is over: which of them is nobody's business, and what to do next is
/// the same.
fn closed_page(who: &Who) -> Page {
    let lang = who.lang;
    let title = lang.t(w::ANSWER_CLOSED);
    let body = html! {
        (heading(html! {}, title, html! { (lang.t(w::ANSWER_CLOSED_WHY)) }))
        p.actions { a.button href="/answer" { (lang.t(w::ANSWER_RETYPE)) } " " a.button.quiet href="/heard" { (lang.t(w::TOLD_TITLE)) } }
    };
    Page::new(Room::Door, title, lang.t(w::ANSWER_AUDIENCE), body).status(404)
}

/// The questions as a plain form. The code goes along in it, never in an address.
fn questions_page(who: &Who, opened: &Opened, f: &Fields, nothing: bool) -> Page {
    let lang = who.lang;
    let i = &opened.instrument;
    let chosen = f.raw("words");
    let tag = match i.languages.iter().find(|l| *l == chosen).or_else(|| i.languages.iter().find(|l| *l == lang.tag()))
    {
        Some(tag) => tag.as_str(),
        None => i.languages.first().map_or("en", String::as_str),
    };
    let title = i.title.get(tag).to_owned();
    let day = face::date_long(lang, opened.last_day);
    let body = html! {
        (heading(html! { (opened.place) }, &title, html! { (lang.say(w::survey_lead(day))) }))
        @if nothing { div.errors role="alert" tabindex="-1" data-testid="problems" { h2 { (lang.t(w::SURVEY_UNFIT)) } } }
        (problems(lang, f))
        form method="post" action="/answer" data-testid="code-ballot" {
            input type="hidden" name="code" value=(f.raw("code"));
            input type="hidden" name="words" value=(tag);
            @if i.languages.len() > 1 {
                div.actions {
                    @for l in i.languages.iter().filter(|l| *l != tag) {
                        // What was chosen so far comes along.
                        @let on = if Lang::from_tag(l).is_some() { format!("/answer?lang={l}") } else { "/answer".to_owned() };
                        button.button.small.quiet name="words" value=(l) formaction=(on) lang=(l) { (question::language(l)) }
                    }
                }
            }
            div lang=(tag) {
                p.lead { (i.lead.get(tag)) }
                @for item in &i.items { (question::question(tag, i, item, opened.side.as_deref(), |name| f.raw(name).to_owned())) }
            }
            (replies::wish(lang, i, f, ReplyKey::typed(f.raw("key")).as_ref()))
            p { span.audience.private { (lang.t(w::ANSWER_WHO_SEES)) } }
            div.actions { button.button name="send" value="1" data-testid="send-code-ballot" { (lang.t(w::SURVEY_SEND)) } }
        }
        section aria-labelledby="know" {
            h2 #know { (lang.t(w::SURVEY_KNOW_HEAD)) }
            p { (lang.t(w::ANSWER_KNOW)) }
        }
    };
    Page::new(Room::Door, title, lang.t(w::ANSWER_AUDIENCE), body).status(if nothing || f.refused() {
        422
    } else {
        200
    })
}

/// The answer to what was guessed, or mistyped. Counted for what begins alike, as sign-in counts for an address: by what is guessed at, not by who guesses.
pub(super) async fn opens_nothing(cx: Cx, what: String, closed: fn(&Who) -> Page) -> Response {
    match cx.app.db.write(move |tx| people::tried(tx, &what)).await {
        Ok(many) if many > MOST_TRIES => cx.stop(Stop::TooMany(people::WINDOW_SECONDS), None),
        Ok(_) => cx.open_page(move |_, who| Ok(closed(who))).await,
        Err(e) => cx.stop(Stop::Broken(e), None),
    }
}

/// Opens a code, and takes its answer. Nothing of the request is kept but what was answered.
pub(super) async fn answer(cx: Cx, sent: Sent) -> Response {
    let app = cx.app.clone();
    let mut f = sent.fields;
    let Some(code) = Code::typed(f.raw("code")) else {
        // A slip of the pen: nobody who guesses gets so far as to ask the database.
        f.wrong("code", w::ANSWER_SLIP);
        return cx.open_page(move |_, who| Ok(code_page(who, &f).status(422))).await;
    };
    let found = match app.db.read(move |c| opened(c, &code)).await {
        Ok(found) => found,
        Err(e) => return cx.stop(Stop::Broken(e), None),
    };
    let Some(opened) = found else {
        return opens_nothing(cx, format!("survey code {}", code.beginning()), closed_page).await;
    };
    // A key comes along in the form from the first page on, so that the same answer sent twice is the same.
    if ReplyKey::typed(f.raw("key")).is_none() {
        f.set("key", replies::fresh(&app).written());
    }
    if !f.has("send") {
        return cx.open_page(move |_, who| Ok(questions_page(who, &opened, &f, false))).await;
    }
    let key = replies::wished(&opened.instrument, &mut f);
    let Some(answered) = answering::fits(&opened.instrument, opened.group, &mut f) else {
        return cx.open_page(move |_, who| Ok(questions_page(who, &opened, &f, true))).await;
    };
    let key = key.filter(|_| !answered.replies.is_empty());
    match urns::put(&app, opened.wave, code.token(&opened.key), answered).await {
        // Shown once, here: it must stand in no address. Loaded again, the same is sent again and kept once.
        Ok(Put::Kept | Put::There) if key.is_some() => {
            let came = opened.came.map(|at| format!("{}/heard/{at}", app.options.address));
            let (key, address) = (key.map(|key| key.written()).unwrap_or_default(), app.options.address.clone());
            cx.open_page(move |_, who| {
                let slip = html! { section data-testid="reply" { (replies::key_slip(who.lang, &key, &address)) } };
                Ok(thanks_page(who, came.as_deref(), &slip))
            })
            .await
        }
        Ok(Put::Kept | Put::There) => {
            Go::to(opened.came.map_or("/answer/thanks".to_owned(), |at| format!("/answer/thanks?at={at}")))
                .into_response()
        }
        Ok(Put::Spent) | Err(Refused::Nothing) => cx.open_page(|_, who| Ok(closed_page(who))).await,
        Ok(Put::Large) | Err(Refused::Unfit) => {
            cx.open_page(move |_, who| Ok(questions_page(who, &opened, &f, true))).await
        }
        Err(Refused::Broken(e)) => cx.stop(Stop::Broken(e), None),
    }
}

#[derive(Deserialize, Default)]
pub(super) struct Came {
    #[serde(default)]
    at: String,
}

/// After an answer: a page that can be loaded again without sending anything. It says where families will read what came of it.
pub(super) async fn thanks(cx: Cx, Query(came): Query<Came>) -> Response {
    let at = super::paper::typed_address(&came.at);
    let came = at.map(|at| format!("{}/heard/{at}", cx.app.options.address));
    cx.open_page(move |_, who| Ok(thanks_page(who, came.as_deref(), &html! {}))).await
}

fn thanks_page(who: &Who, came: Option<&str>, more: &Markup) -> Page {
    let lang = who.lang;
    let title = lang.t(w::ANSWER_THANKS);
    let why = if came.is_some() { w::ANSWER_THANKS_FAMILY } else { w::ANSWER_THANKS_WHY };
    let body = html! {
        h1.visually-hidden { (title) }
        (empty(face::Drawing::OpenDoor, title, lang.t(why), None))
        (more)
        @if let Some(came) = came {
            section aria-labelledby="came" data-testid="will-stand" {
                h2 #came { (lang.t(w::TOLD_TITLE)) }
                p { (lang.t(w::TOLD_WILL)) }
                p.said { b { (came) } }
            }
        }
    };
    Page::new(Room::Door, title, lang.t(w::ANSWER_AUDIENCE), body)
}

/// Whether families are asked.
pub(super) fn of_families(instrument: &Instrument) -> bool {
    instrument.asked.contains(&Asked::Families)
}
