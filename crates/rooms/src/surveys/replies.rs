//! Answers to what somebody wrote without a name. Who wrote it keeps a key; beside the words lies a hash that comes from it. Who leads the
//! place answers; whoever has the key reads that on a public page, and may write back. What is written back lies in an urn until the day is
//! over and is poured out in an order that says nothing: of who writes back nothing is kept but the day.

use std::sync::Arc;

use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use ballot::urn::Put;
use face::{Drawing, Field, Fields, Lang, Markup, Page, Room, Who, empty, form, heading, html, problems};
use jiff::ToSpan as _;
use jiff::civil::Date;
use learning::instrument::{Instrument, Item};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::{Conn, DistrictId, Error, PersonId, Time, Tx, WaveId, args, sql};
use uuid::Uuid;

use super::answering::LONGEST;
use super::paper::ReplyKey;
use super::queries::{self, Voice, Wave};
use super::report::item_title;
use super::{codes, said};
use crate::{App, Cx, Go, Sent, Stop, Viewer, w};

/// So often one can answer to the same words.
const MOST: i64 = 20;

sql! {
    // The whole conversation goes with the words it is about.
    OPENS = "select w.id, w.reply, w.item, w.text, v.body, o.name, o.zone from wave_words w join wave v on v.id = w.wave join org o on o.id = v.org \
             where w.reply <> '' and w.reply in ($1, $2, $3, $4, $5, $6, $7, $8) and v.state = 'closed' \
             and (select count(*) from wave_words x where x.wave = w.wave and x.item = w.item) >= v.threshold order by w.reply limit 20";
    OF = "select r.n, r.text, r.day, p.name from wave_reply r left join person p on p.id = r.by where r.words = $1 order by r.n, r.by is null, r.id limit 200";
    ANY = "select count(*) from wave_reply where wave = $1 and by is not null";
    TODAY = "select count(*) from wave_reply where wave = $1 and by is not null and day = $2";
    COUNTS = "select r.words, count(*), max(case when r.by is null then r.n * 2 + 1 else r.n * 2 end) from wave_reply r where r.wave = $1 group by r.words";
    ADD = "insert into wave_reply (id, district, wave, words, n, by, text, day) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    POUR = "insert into wave_reply (id, district, wave, words, n, by, text, day) values ($1, $2, $3, $4, $5, null, $6, $7) on conflict (id) do nothing";
    WHOSE = "select district, wave from wave_words where id = $1";
    WISH = "update wave_words set reply = $3 where wave = $1 and text = $2";
    FIRST = "select id, district from wave_words where wave = $1 and text = $2 order by id limit 1";
}

/// Something that was answered, or written back.
struct Message {
    n: i64,
    text: String,
    day: String,
    /// Who answered; none for who wrote the words.
    by: Option<String>,
}

impl Message {
    fn day(&self, lang: Lang) -> String {
        self.day.parse::<Date>().map(|day| face::date_long(lang, day)).unwrap_or_default()
    }
}

fn messages(c: &mut Conn, words: Uuid) -> Result<Vec<Message>, Error> {
    c.rows(OF, args![words], |r| Ok(Message { n: r.get(0)?, text: r.get(1)?, day: r.get(2)?, by: r.maybe(3)? }))
}

/// Whether anything was answered in a wave. More than that nobody is told but who holds a key.
pub(super) fn any(c: &mut Conn, wave: WaveId) -> Result<bool, Error> {
    Ok(c.count(ANY, args![wave])? > 0)
}

/// How far a conversation is: how much was said, and whether what was said last waits for who leads.
pub(super) struct Far {
    pub words: Uuid,
    pub messages: i64,
    pub waits: bool,
}

/// The conversations of a wave.
pub(super) fn far(c: &mut Conn, wave: WaveId) -> Result<Vec<Far>, Error> {
    c.rows(COUNTS, args![wave], |r| Ok(Far { words: r.get(0)?, messages: r.get(1)?, waits: r.get::<i64>(2)? % 2 == 1 }))
}

/// What a question may offer: which open items can be answered to, each with its number.
pub(super) fn items(instrument: &Instrument) -> impl Iterator<Item = (usize, &Item)> {
    instrument.items.iter().filter(|i| super::report::is_open(i)).enumerate().take(ReplyKey::MOST)
}

/// The box to tick, where something is answered in one's own words. Without a script the key comes along, unseen by anybody else.
pub(super) fn wish(lang: Lang, instrument: &Instrument, f: &Fields, key: Option<&ReplyKey>) -> Markup {
    html! {
        @if items(instrument).next().is_some() {
            @if let Some(key) = key { input type="hidden" name="key" value=(key.written()); }
            fieldset.field {
                legend { (lang.t(w::REPLY_WISH)) }
                label.check { input type="checkbox" name="reply" value="yes" checked[f.has("reply")] data-testid="wish-reply"; span { (lang.t(w::REPLY_WISH_YES)) small { (lang.t(w::REPLY_WISH_WHY)) } } }
            }
        }
    }
}

/// The key, to be noted down. The script fills one that stands empty.
pub(super) fn key_slip(lang: Lang, key: &str, address: &str) -> Markup {
    html! {
        h2 { (lang.t(w::REPLY_KEY)) }
        p { (lang.t(w::REPLY_KEY_WHY)) }
        ul.codes { li { p.code data-testid="reply-key" data-reply-key { (key) } p { (lang.t(w::REPLY_KEY_WHERE)) " " b { (address) "/answer/reply" } } } }
    }
}

/// Puts the hashes of a key beside what is answered in one's own words, if that is wished for. Gives the key.
pub(super) fn wished(instrument: &Instrument, f: &mut Fields) -> Option<ReplyKey> {
    if !f.has("reply") {
        return None;
    }
    let key = ReplyKey::typed(f.raw("key"))?;
    let hashes: Vec<(String, String)> =
        items(instrument).map(|(n, item)| (format!("r.{}", item.key), key.hash(n))).collect();
    for (name, hash) in hashes {
        f.set(&name, hash);
    }
    Some(key)
}

/// A key of chance.
pub(super) fn fresh(app: &App) -> ReplyKey {
    ReplyKey::of(&Sha256::digest(app.db.chance().secret().as_bytes()).into())
}

// Who leads the place.

/// Words that may be read and answered: of a wave that has ended, enough of them, and whoever wrote them wishes for it.
fn find(
    c: &mut Conn,
    me: &Viewer,
    id: WaveId,
    item: &str,
    voice: Uuid,
) -> Result<(Wave, Instrument, Item, Voice), Stop> {
    let (wave, instrument, item) = said::find(c, me, id, item)?;
    let found = said::voices(c, &wave, &item)?.into_iter().flatten().find(|v| v.id == voice && v.reply);
    let voice = found.ok_or(Stop::Nothing)?;
    if !queries::tends(c, me, &wave)? {
        return Err(Stop::Nothing);
    }
    Ok((wave, instrument, item, voice))
}

pub(super) async fn show(cx: Cx, Path((id, item, voice)): Path<(WaveId, String, Uuid)>) -> Response {
    cx.page(move |c, me| {
        let found = find(c, me, id, &item, voice)?;
        answer_page(c, me, &found, &Fields::default())
    })
    .await
}

fn answer_page(
    c: &mut Conn,
    me: &Viewer,
    (wave, instrument, item, voice): &(Wave, Instrument, Item, Voice),
    f: &Fields,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let said = messages(c, voice.id)?;
    let path = format!("/surveys/{}/words/{}", wave.id, item.key);
    let title = lang.t(if said.is_empty() { w::REPLY_ANSWER } else { w::REPLY_ANSWERED });
    let own = said.iter().filter(|m| m.by.is_some()).count();
    let body = html! {
        (heading(html! { a href=(path) { (item_title(lang, instrument, item)) } }, title, html! { (lang.t(w::REPLY_ANSWER_LEAD)) }))
        div.entry { p.said { (voice.text) } small { (lang.t(w::REPLY_SOMEBODY)) } }
        (talk(lang, &said, lang.t(w::REPLY_SOMEBODY)))
        (problems(lang, f))
        @if i64::try_from(own).unwrap_or(MOST) < MOST {
            section {
            (form(&me.who, &format!("{path}/{}", voice.id), None, html! {
                (Field::new("text", lang.t(w::REPLY_TEXT)).hint(lang.t(w::REPLY_TEXT_HINT)).needed().area(lang, f, 5))
                p { span.audience { (lang.t(w::REPLY_ANSWER_AUDIENCE)) } }
                div.actions { button.button data-testid="answer-words" { (lang.t(w::REPLY_ANSWER_GO)) } }
            }))
            }
        }
    };
    Ok(Page::new(Room::Surveys, title, lang.t(w::SURVEY_LEADERS_ONLY), body))
}

/// What was said so far, under the words it is about.
fn talk(lang: Lang, said: &[Message], other: &str) -> Markup {
    html! {
        @for message in said {
            div.entry { p { (message.text) } small { (message.by.as_deref().unwrap_or(other)) ", " (message.day(lang)) } }
        }
    }
}

/// Answers to somebody's words, in one's own name. Everybody who was asked is told once a day that answers were written, never to what.
pub(super) async fn say(cx: Cx, Path((id, item, voice)): Path<(WaveId, String, Uuid)>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let found = find(tx, me, id, &item, voice)?;
        let text = f.needed("text", LONGEST);
        let said = messages(tx, voice)?;
        let own = said.iter().filter(|m| m.by.is_some()).count();
        if f.refused() || i64::try_from(own).unwrap_or(MOST) >= MOST {
            return Err(Stop::again(answer_page(tx, me, &found, f)?));
        }
        let (wave, instrument, item, _) = found;
        let today = me.today().to_string();
        let first = tx.count(TODAY, args![id, today.as_str()])? == 0;
        let n = said.last().map_or(0, |m| m.n) + 1;
        add(tx, me.district, (id, voice), (n, me.person, &text, &today))?;
        if first {
            queries::news(tx, id)?;
            queries::tell(tx, id, Some(me.person), "wave.words_answered", instrument.title.get(me.lang().tag()))?;
        }
        Ok(Go::to(format!("/surveys/{}/words/{}/{voice}", wave.id, item.key)))
    })
    .await
}

fn add(
    tx: &mut Tx<'_>,
    district: DistrictId,
    (wave, words): (WaveId, Uuid),
    (n, by, text, day): (i64, PersonId, &str, &str),
) -> Result<(), Error> {
    let id = tx.blind_id();
    tx.exec(ADD, args![id, district, wave, words, n, by, text, day]).map(drop)
}

// Who holds a key.

/// Words that a key opens.
struct Opened {
    words: Uuid,
    /// Which of the key's hashes lies beside them.
    which: usize,
    text: String,
    instrument: Instrument,
    item: String,
    place: String,
    zone: jiff::tz::TimeZone,
    said: Vec<Message>,
}

impl Opened {
    /// Whether it is their turn: the last word was who leads the place's.
    fn turn(&self) -> Option<i64> {
        self.said.last().filter(|m| m.by.is_some()).map(|m| m.n)
    }
}

fn opened(c: &mut Conn, key: &ReplyKey) -> Result<Vec<Opened>, Error> {
    let hashes: Vec<String> = (0..ReplyKey::MOST).map(|n| key.hash(n)).collect();
    let h = |n: usize| hashes.get(n).map_or("", String::as_str);
    let found = c.rows(OPENS, args![h(0), h(1), h(2), h(3), h(4), h(5), h(6), h(7)], |r| {
        let (words, hash, item, text): (Uuid, String, String, String) = (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?);
        Ok((words, hash, item, text, r.get::<String>(4)?, r.get::<String>(5)?, r.get::<String>(6)?))
    })?;
    let mut all = Vec::new();
    for (words, hash, item, text, body, place, zone) in found {
        let Some(which) = hashes.iter().position(|h| *h == hash) else { continue };
        let instrument = Instrument::parse(&body).map_err(|e| Error::Ours(e.to_string()))?;
        let zone = jiff::tz::TimeZone::get(&zone).unwrap_or(jiff::tz::TimeZone::UTC);
        // At most eight, and a key is one person's.
        let said = messages(c, words)?;
        all.push(Opened { words, which, text, instrument, item, place, zone, said });
    }
    all.sort_by_key(|o| o.which);
    Ok(all)
}

/// The public page: a field for the key. It never stands in an address.
pub(super) async fn page(cx: Cx) -> Response {
    cx.open_page(|_, who| Ok(key_page(who, &Fields::default()))).await
}

fn key_page(who: &Who, f: &Fields) -> Page {
    let lang = who.lang;
    let title = lang.t(w::REPLY_TITLE);
    let body = html! {
        (heading(html! {}, title, html! { (lang.t(w::REPLY_LEAD)) }))
        (problems(lang, f))
        (form(who, "/answer/reply", None, html! {
            (Field::new("key", lang.t(w::REPLY_FIELD)).hint(lang.t(w::REPLY_FIELD_HINT)).needed().input(lang, f, "text"))
            div.actions { button.button data-testid="open-reply" { (lang.t(w::REPLY_GO)) } }
        }))
        div data-reply-kept hidden data-use=(lang.t(w::REPLY_KEPT_USE)) {
            h2 { (lang.t(w::REPLY_KEPT)) }
            p.actions { button.button.quiet type="button" data-reply-forget { (lang.t(w::REPLY_FORGET)) } }
        }
        (know(lang))
        script src=(face::asset_url("reply", "js")) defer {}
    };
    Page::new(Room::Door, title, lang.t(w::ANSWER_AUDIENCE), body)
}

/// What whoever runs the server can find out, in plain words.
fn know(lang: Lang) -> Markup {
    html! {
        section aria-labelledby="know" {
            h2 #know { (lang.t(w::REPLY_KNOW_HEAD)) }
            p { (lang.t(w::REPLY_KNOW)) }
            details.more { summary { (lang.t(w::REPLY_KNOW_MORE)) } p { (lang.t(w::REPLY_KNOW_NOT)) } }
        }
    }
}

/// One page for a key that opens nothing: mistyped, of a survey that is still open, of words too few wrote, or made up.
fn closed_page(who: &Who) -> Page {
    let lang = who.lang;
    let title = lang.t(w::REPLY_CLOSED);
    let body = html! {
        (heading(html! {}, title, html! { (lang.t(w::REPLY_CLOSED_WHY)) }))
        p.actions { a.button href="/answer/reply" { (lang.t(w::ANSWER_RETYPE)) } }
    };
    Page::new(Room::Door, title, lang.t(w::ANSWER_AUDIENCE), body).status(404)
}

fn talk_page(who: &Who, key: &ReplyKey, all: &[Opened], f: &Fields) -> Page {
    let lang = who.lang;
    let answered = all.iter().any(|o| !o.said.is_empty());
    let title = lang.t(if answered { w::REPLY_THERE } else { w::REPLY_NOT_YET });
    let chosen = f.raw("which");
    let none = Fields::default();
    let body = html! {
        (heading(html! {}, title, html! { (lang.t(if answered { w::REPLY_UNMASK } else { w::REPLY_NOT_YET_WHY })) }))
        (problems(lang, f))
        @for o in all {
            section data-testid="conversation" {
                h2 { @if let Some(item) = o.instrument.item(&o.item) { (item_title(lang, &o.instrument, item)) } }
                p.small { (o.instrument.title.get(lang.tag())) ", " (o.place) }
                div.entry { p.said { (o.text) } small { (lang.t(w::REPLY_YOU)) } }
                (talk(lang, &o.said, lang.t(w::REPLY_YOU)))
                @if o.turn().is_some() {
                    @let which = o.which.to_string();
                    (form(who, "/answer/reply", None, html! {
                        input type="hidden" name="key" value=(key.written());
                        input type="hidden" name="which" value=(which);
                        (Field::new("text", lang.t(w::REPLY_BACK)).hint(lang.t(w::REPLY_BACK_HINT)).main().area(lang, if chosen == which { f } else { &none }, 4))
                        p { span.audience { (lang.t(w::REPLY_BACK_AUDIENCE)) } }
                        div.actions { button.button.second name="send" value="1" data-testid="write-back" { (lang.t(w::REPLY_BACK_GO)) } }
                    }))
                } @else if !o.said.is_empty() { p { (lang.t(w::REPLY_THEIR_TURN)) } }
            }
        }
        (know(lang))
    };
    Page::new(Room::Door, title, lang.t(w::ANSWER_AUDIENCE), body).status(if f.refused() { 422 } else { 200 })
}

/// What was written back, as it lies in the urn until the day is over.
#[derive(Serialize, Deserialize)]
struct Back {
    words: Uuid,
    n: i64,
    text: String,
    day: String,
    /// When the day is over.
    due: Time,
}

/// Opens a key, and takes what is written back. Reading leaves nothing behind.
pub(super) async fn open(cx: Cx, sent: Sent) -> Response {
    let app = cx.app.clone();
    let mut f = sent.fields;
    let Some(key) = ReplyKey::typed(f.raw("key")) else {
        f.wrong("key", w::ANSWER_SLIP);
        return cx.open_page(move |_, who| Ok(key_page(who, &f).status(422))).await;
    };
    let all = match app.db.read(move |c| opened(c, &key)).await {
        Ok(all) => all,
        Err(e) => return cx.stop(Stop::Broken(e), None),
    };
    if all.is_empty() {
        return codes::opens_nothing(cx, format!("reply key {}", key.beginning()), closed_page).await;
    }
    if !f.has("send") {
        return cx.open_page(move |_, who| Ok(talk_page(who, &key, &all, &f))).await;
    }
    let text = f.needed("text", LONGEST);
    let turn = all.iter().find(|o| o.which.to_string() == f.raw("which")).and_then(|o| Some((o, o.turn()?)));
    let Some((of, n)) = turn else { return cx.stop(Stop::Nothing, None) };
    if f.refused() {
        return cx.open_page(move |_, who| Ok(talk_page(who, &key, &all, &f))).await;
    }
    let day = app.db.now().date_in(&of.zone);
    let due = day.saturating_add(1.day()).to_zoned(of.zone.clone()).map(|z| Time::from(z.timestamp()));
    let Ok(due) = due else { return cx.stop(Stop::Broken(Error::Ours("a day without an end".into())), None) };
    match keep(&app, &key.hash(of.which), Back { words: of.words, n, text, day: day.to_string(), due }).await {
        Ok(Put::Kept | Put::There) => Go::to("/answer/reply/sent").into_response(),
        Ok(Put::Spent | Put::Large) => {
            f.wrong("text", w::REPLY_SPENT);
            cx.open_page(move |_, who| Ok(talk_page(who, &key, &all, &f))).await
        }
        Err(e) => cx.stop(Stop::Broken(e), None),
    }
}

/// Puts what was written back into the urn: one thing for each that was answered, the same sent twice once.
async fn keep(app: &Arc<App>, hash: &str, back: Back) -> Result<Put, Error> {
    let held = app.urns.back.clone();
    let guard = held.ending.clone().read_owned().await;
    let token: [u8; 32] = Sha256::digest(format!("written back {hash} {}", back.n).as_bytes()).into();
    let bytes = serde_json::to_vec(&back).map_err(|e| Error::Ours(e.to_string()))?;
    let mut chance = app.db.chance().fork();
    let put = tokio::task::spawn_blocking(move || {
        let put = held.urn.put(&mut chance, token, bytes);
        drop(guard);
        put
    });
    let put = put.await.unwrap_or_else(|_| Err(std::io::ErrorKind::Other.into()));
    put.map_err(|e| Error::Away(format!("the urn of what is written back: {e}")))
}

/// Pours out what was written back when its day is over. Doing it twice is doing it once: an id comes from what was answered.
///
/// # Errors
/// When the database or the disk fails; what was done stays done.
pub(super) async fn deliver(app: &Arc<App>) -> Result<(), Error> {
    let held = app.urns.back.clone();
    let now = app.db.now();
    let all = poured(&held).await?;
    if !all.iter().any(|(_, back)| back.due <= now) {
        return Ok(());
    }
    let _all = held.ending.clone().write_owned().await;
    let all = poured(&held).await?;
    app.db
        .write(move |tx| {
            let mut waves = std::collections::BTreeSet::new();
            for (id, back) in &all {
                if let Some(wave) = pour(tx, *id, back)? {
                    waves.insert(wave.0);
                }
            }
            for wave in waves {
                queries::tell(tx, WaveId(wave), None, "wave.written_back_here", "")?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    let urn = held.clone();
    let burnt = tokio::task::spawn_blocking(move || urn.urn.burn()).await;
    burnt.map_err(|e| Error::Ours(e.to_string()))?.map_err(|e| Error::Ours(e.to_string()))
}

/// Puts one thing that was written back under the words it is about. Gives their wave; none when it lies there already or the words are gone.
fn pour(tx: &mut Tx<'_>, id: Uuid, back: &Back) -> Result<Option<WaveId>, Error> {
    let whose = tx.one(WHOSE, args![back.words], |r| Ok((r.get::<DistrictId>(0)?, r.get::<WaveId>(1)?)))?;
    let Some((district, wave)) = whose else { return Ok(None) };
    let given = args![id, district, wave, back.words, back.n, back.text.as_str(), back.day.as_str()];
    Ok((tx.exec(POUR, given)? > 0).then_some(wave))
}

/// All that lies in the urn, in the order of ids that say nothing.
async fn poured(held: &Arc<super::urns::Held>) -> Result<Vec<(Uuid, Back)>, Error> {
    let urn = held.clone();
    let poured = tokio::task::spawn_blocking(move || urn.urn.pour()).await;
    let poured = poured.map_err(|e| Error::Ours(e.to_string()))?;
    let poured = poured.map_err(|e| Error::Ours(format!("the urn of what is written back: {e}")))?;
    let read = |(token, bytes): ([u8; 32], Vec<u8>)| {
        let back = serde_json::from_slice(&bytes).map_err(|e| Error::Ours(e.to_string()))?;
        Ok((super::urns::id_of(&token, ""), back))
    };
    let mut all: Vec<(Uuid, Back)> = poured.into_iter().map(read).collect::<Result<_, Error>>()?;
    all.sort_by_key(|(id, _)| *id);
    Ok(all)
}

/// After something was written back: a page that can be loaded again without sending anything.
pub(super) async fn sent(cx: Cx) -> Response {
    cx.open_page(|_, who| {
        let lang = who.lang;
        let title = lang.t(w::REPLY_SENT);
        let body =
            html! { h1.visually-hidden { (title) } (empty(Drawing::OpenDoor, title, lang.t(w::REPLY_SENT_WHY), None)) };
        Ok(Page::new(Room::Door, title, lang.t(w::ANSWER_AUDIENCE), body))
    })
    .await
}

/// For building history only: who wrote these words wishes for an answer and keeps a key that comes from `chance`; who leads answers, and
/// `back` is written back. Returns the words' id and the key as it is noted down; none when nobody wrote that.
///
/// # Errors
/// When the database fails.
pub fn talked(
    tx: &mut Tx<'_>,
    wave: WaveId,
    words: &str,
    chance: &[u8; 32],
    (by, text, day): (PersonId, &str, Date),
    back: Option<(&str, Date)>,
) -> Result<Option<(Uuid, String)>, Error> {
    let key = ReplyKey::of(chance);
    tx.exec(WISH, args![wave, words, key.hash(0)])?;
    let Some((id, district)) = tx.one(FIRST, args![wave, words], |r| Ok((r.get(0)?, r.get(1)?)))? else {
        return Ok(None);
    };
    add(tx, district, (wave, id), (1, by, text, &day.to_string()))?;
    if let Some((text, day)) = back {
        let (fresh, due) = (tx.blind_id(), tx.now());
        pour(tx, fresh, &Back { words: id, n: 1, text: text.to_owned(), day: day.to_string(), due })?;
    }
    queries::news(tx, wave)?;
    queries::tell(tx, wave, Some(by), "wave.words_answered", "")?;
    Ok(Some((id, key.written())))
}
