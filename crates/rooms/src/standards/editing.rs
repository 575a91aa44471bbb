//! A district's own set: copied and reworded, or loaded from a file or from lines. Every version stays.

use axum::extract::Path;
use axum::response::Response;
use face::{Conflict, Field, Fields, Markup, Page, Room, form, heading, html, problems, submit, upload_form};
use learning::shape::Text;
use learning::standards::{Line, Problem, Set, Unfit, Wrong, outline, read_outline};

use super::adopting::leader;
use super::queries;
use super::set::{Known, set_path};
use crate::{Cx, Go, Sent, Stop, Upload, Viewer, w};

const TITLE: usize = 160;
const WORDS: usize = 2_000;
/// The lines of a set, in characters; the longest set of ours has six thousand.
const LINES: usize = 60_000;
const WHY: usize = 600;

/// What is wrong with what was sent, line by line or thing by thing.
#[derive(Default)]
struct Faults(Vec<String>);

/// What a file holds, as text; nothing when it is longer than any set that is read.
async fn text_of(upload: &Upload) -> Result<Option<String>, Stop> {
    if upload.size > learning::standards::LONGEST as u64 {
        return Ok(None);
    }
    let away = |e: std::io::Error| Stop::Broken(store::Error::Away(e.to_string()));
    let bytes = tokio::fs::read(upload.path()).await.map_err(away)?;
    let text = String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
    Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
}

pub(super) async fn new(cx: Cx) -> Response {
    cx.page(|_, me| {
        leader(me)?;
        Ok(new_page(me, &Fields::prefilled([("language", me.lang().tag().to_owned())]), &Faults::default()))
    })
    .await
}

fn new_page(me: &Viewer, f: &Fields, faults: &Faults) -> Page {
    let lang = me.lang();
    let title = lang.t(w::STANDARDS_LOAD_TITLE);
    let audience = lang.say(w::standards_audience(me.district_name.as_str()));
    let body = html! {
        (heading(html! { a href="/standards/sets" { (lang.t(w::STANDARDS_SETS)) } }, title, html! { (lang.t(w::STANDARDS_LOAD_LEAD)) }))
        div.narrow {
            (problems(lang, f))
            (upload_form(&me.who, "/standards/sets/new", html! {
                div.field {
                    label for="f-file" { (lang.t(w::STANDARDS_LOAD_FILE)) " " small.optional { (lang.t(face::w::OPTIONAL)) } }
                    p.hint #h-file { (lang.t(w::STANDARDS_LOAD_FILE_HINT)) }
                    input #f-file type="file" name="file" accept=".json,.txt,.md,application/json,text/plain" aria-describedby="h-file";
                }
                (fields(me, f, faults))
                (Field::new("language", lang.t(w::STANDARDS_LANGUAGE)).select(lang, f, &[("en".into(), "English".into()), ("es".into(), "Español".into())]))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(w::STANDARDS_LOAD))) a.button.quiet href="/standards/sets" { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Page::new(Room::Goals, title, audience.clone(), body)
}

/// The fields of a set's words.
fn fields(me: &Viewer, f: &Fields, faults: &Faults) -> Markup {
    let lang = me.lang();
    html! {
        (Field::new("title", lang.t(w::STANDARDS_SET_NAME)).main().input(lang, f, "text"))
        (Field::new("published", lang.t(w::STANDARDS_PUBLISHED_WHEN)).hint(lang.t(w::STANDARDS_PUBLISHED_HINT)).input(lang, f, "text"))
        (Field::new("publisher", lang.t(w::STANDARDS_PUBLISHER)).input(lang, f, "text"))
        (Field::new("source", lang.t(w::STANDARDS_SOURCE)).hint(lang.t(w::STANDARDS_SOURCE_HINT)).area(lang, f, 2))
        (Field::new("stem", lang.t(w::STANDARDS_STEM)).hint(lang.t(w::STANDARDS_STEM_HINT)).area(lang, f, 2))
        @if !faults.0.is_empty() {
            ul.error #faults data-testid="faults" { @for fault in &faults.0 { li { (fault) } } }
        }
        (Field::new("lines", lang.t(w::STANDARDS_LINES)).hint(lang.t(w::STANDARDS_LINES_HINT)).main().area(lang, f, 16))
    }
}

/// What is wrong with a line, in words.
fn line_fault(me: &Viewer, line: Line) -> String {
    let what = me.lang().t(match line.wrong {
        Wrong::BeforeTheFirst => w::STANDARDS_LINE_BEFORE,
        Wrong::NoWords => w::STANDARDS_LINE_NO_WORDS,
        Wrong::Key => w::STANDARDS_LINE_KEY,
        Wrong::Twice => w::STANDARDS_LINE_TWICE,
    });
    me.lang().say(w::standards_line(i64::try_from(line.line).unwrap_or(0), what))
}

/// What is wrong with a set, in words.
fn fault(me: &Viewer, problem: &Problem) -> String {
    let lang = me.lang();
    let (at, what) = match problem {
        Problem::BadKey { at } => (at.as_str(), lang.t(w::STANDARDS_FAULT_KEY).to_owned()),
        Problem::KeyTwice { at } => (at.as_str(), lang.t(w::STANDARDS_FAULT_TWICE).to_owned()),
        Problem::Languages => ("languages", lang.t(w::STANDARDS_FAULT_LANGUAGES).to_owned()),
        Problem::NoWords { at, language } => (at.as_str(), lang.say(w::standards_fault_no_words(language.as_str()))),
        Problem::OtherLanguage { at, language } => (at.as_str(), lang.say(w::standards_fault_other(language.as_str()))),
        Problem::Words { at } => (at.as_str(), lang.t(w::STANDARDS_FAULT_WORDS).to_owned()),
        Problem::Published => ("published", lang.t(w::STANDARDS_FAULT_PUBLISHED).to_owned()),
        Problem::UnknownFrame { at, key } => (at.as_str(), lang.say(w::standards_fault_frame(key.as_str()))),
        Problem::EmptyFrame { at } => (at.as_str(), lang.t(w::STANDARDS_FAULT_EMPTY).to_owned()),
        Problem::Count { at, most } => (at.as_str(), lang.say(w::standards_fault_count(*most))),
        Problem::NoText { at } => (at.as_str(), lang.t(w::STANDARDS_FAULT_NO_TEXT).to_owned()),
        Problem::Taken { key } => (key.as_str(), lang.t(w::STANDARDS_FAULT_TAKEN).to_owned()),
    };
    format!("{at}: {what}")
}

fn faults(me: &Viewer, unfit: &Unfit) -> Faults {
    let lang = me.lang();
    Faults(match unfit {
        Unfit::TooLong => vec![lang.t(w::STANDARDS_FAULT_LONG).to_owned()],
        Unfit::NotRead { line, column, why } => {
            let place = |n: usize| i64::try_from(n).unwrap_or(0);
            vec![format!("{} ({why})", lang.say(w::standards_fault_read(place(*column), place(*line))))]
        }
        Unfit::Problems(all) => all.iter().take(30).map(|p| fault(me, p)).collect(),
    })
}

/// The set that the fields say: a new one, or `was` reworded.
fn parse(me: &Viewer, f: &mut Fields, key: &str, was: Option<&Set>, file: Option<&str>) -> Result<Set, Faults> {
    let lang = me.lang();
    let language = match was {
        Some(set) => set.language_for(lang.tag()).to_owned(),
        None => if f.raw("language") == "es" { "es" } else { "en" }.to_owned(),
    };
    let title = f.needed("title", TITLE);
    let (source, stem) = (f.text("source", WORDS), f.text("stem", WORDS));
    let (published, publisher) = (f.text("published", 10), f.text("publisher", TITLE));
    let lines = match file {
        Some(text) => {
            f.set("lines", text);
            f.needed("lines", LINES)
        }
        None => f.needed("lines", LINES),
    };
    let read = read_outline(&lines, &language, was);
    if f.refused() {
        return Err(Faults::default());
    }
    let (frames, standards) =
        read.map_err(|wrong| Faults(wrong.into_iter().take(30).map(|l| line_fault(me, l)).collect()))?;
    let words = |text: String| if text.is_empty() { Text::default() } else { Text([(language.clone(), text)].into()) };
    let set = Set {
        key: key.to_owned(),
        version: was.map_or(1, |s| s.version.saturating_add(1)),
        languages: vec![language.clone()],
        translated: was.map(|s| s.translated.iter().filter(|l| **l == language).cloned().collect()).unwrap_or_default(),
        title: words(title),
        published: (!published.is_empty()).then_some(published),
        publisher,
        source: words(source),
        copied_from: was.and_then(|s| s.copied_from.clone()),
        stem: words(stem),
        frames,
        standards,
    };
    let found = set.problems();
    if found.is_empty() { Ok(set) } else { Err(faults(me, &Unfit::Problems(found))) }
}

pub(super) async fn create(cx: Cx, mut sent: Sent) -> Response {
    let file = match sent.files.pop() {
        Some(upload) => match text_of(&upload).await {
            Ok(text) => Some(text),
            Err(stop) => return cx.stop_here(stop).await,
        },
        None => None,
    };
    cx.act(sent.fields, move |tx, me, f| {
        leader(me)?;
        let again = |f: &mut Fields, faults: Faults| {
            if !faults.0.is_empty() {
                f.wrong("lines", w::STANDARDS_NOT_READ);
            }
            Err(Stop::again(new_page(me, f, &faults)))
        };
        // A file that is too long.
        let file = match file {
            Some(None) => return again(f, faults(me, &Unfit::TooLong)),
            Some(text) => text,
            None => None,
        };
        let text = file.as_deref().unwrap_or(f.raw("lines")).trim().to_owned();
        let set = if text.starts_with('{') {
            if file.is_some() {
                // What the form shows again when something is wrong: what was in the file, as far as a form may hold it.
                f.set("lines", text.chars().take(LINES).collect::<String>());
            }
            match Set::parse(&text) {
                Ok(set) if !queries::is_free(&set.key) || queries::has(tx, me.district, &set.key)? => {
                    let taken = Problem::Taken { key: set.key.clone() };
                    return again(f, Faults(vec![fault(me, &taken)]));
                }
                // A set that is loaded begins at its first version here.
                Ok(set) => Set { version: 1, copied_from: None, ..set },
                Err(unfit) => return again(f, faults(me, &unfit)),
            }
        } else {
            match parse(me, f, "set", None, file.as_deref()) {
                Ok(mut set) => {
                    let wanted = slug(set.title.get(me.lang().tag()));
                    set.key = queries::free_key(tx, me.district, &wanted)?;
                    set
                }
                Err(faults) => return again(f, faults),
            }
        };
        queries::keep(tx, me.person, me.district, &set, "")?;
        Ok(Go::to(set_path(&set.key)))
    })
    .await
}

/// A key made of a title.
fn slug(title: &str) -> String {
    let plain: String = title.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let key: String = plain.split_whitespace().collect::<Vec<_>>().join("-").chars().take(60).collect();
    let key = key.trim_matches('-').to_owned();
    if key.is_empty() { "standards".into() } else { key }
}

pub(super) async fn copy(cx: Cx, Path(key): Path<String>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let known = queries::known(tx, me, &key)?.ok_or(Stop::Nothing)?;
        leader(me)?;
        let title = f.needed("title", TITLE);
        if f.refused() {
            return Err(Stop::Refused(w::STANDARDS_COPY_UNNAMED));
        }
        let own = queries::free_key(tx, me.district, &slug(&title))?;
        let language = known.set.language_for(me.lang().tag()).to_owned();
        let copied = known.set.copied(&own, &language).map_err(|e| store::Error::Ours(e.to_string()))?;
        let set = Set { title: Text([(language, title)].into()), ..copied };
        queries::keep(tx, me.person, me.district, &set, "")?;
        Ok(Go::to(format!("{}/edit", set_path(&own))))
    })
    .await
}

/// An own set, for who may reword it.
fn to_reword(tx: &mut store::Conn, me: &Viewer, key: &str) -> Result<Known, Stop> {
    let known = queries::known(tx, me, key)?.ok_or(Stop::Nothing)?;
    leader(me)?;
    if known.own.is_some() { Ok(known) } else { Err(Stop::Refused(w::STANDARDS_COPY_FIRST)) }
}

fn prefilled(me: &Viewer, set: &Set) -> Fields {
    let tag = me.lang().tag();
    Fields::prefilled([
        ("title", set.title.get(tag).to_owned()),
        ("published", set.published.clone().unwrap_or_default()),
        ("publisher", set.publisher.clone()),
        ("source", set.source.get(tag).to_owned()),
        ("stem", set.stem.get(tag).to_owned()),
        ("lines", outline(set, tag)),
    ])
}

pub(super) async fn edit(cx: Cx, Path(key): Path<String>) -> Response {
    cx.page(move |c, me| {
        let known = to_reword(c, me, &key)?;
        Ok(edit_page(me, &known, &prefilled(me, &known.set), &Faults::default()))
    })
    .await
}

fn edit_page(me: &Viewer, known: &Known, f: &Fields, faults: &Faults) -> Page {
    let lang = me.lang();
    let path = set_path(&known.set.key);
    let title = lang.t(w::STANDARDS_REWORD_TITLE);
    let audience = lang.say(w::standards_audience(me.district_name.as_str()));
    let body = html! {
        (heading(html! { a href=(path) { (known.set.title.get(lang.tag())) } }, title, html! { (lang.t(w::STANDARDS_REWORD_LEAD)) }))
        div.narrow {
            (problems(lang, f))
            @if known.set.languages.len() > 1 { p { (lang.t(w::STANDARDS_ONE_LANGUAGE)) } }
            (form(&me.who, &format!("{path}/edit"), Some(i64::from(known.set.version)), html! {
                (fields(me, f, faults))
                (Field::new("why", lang.t(w::STANDARDS_CHANGE_WHY)).area(lang, f, 2))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href=(path) { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Page::new(Room::Goals, title, audience.clone(), body)
}

pub(super) async fn save(cx: Cx, Path(key): Path<String>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let known = to_reword(tx, me, &key)?;
        let why = f.text("why", WHY);
        let set = match parse(me, f, &key, Some(&known.set), None) {
            Ok(set) => set,
            Err(faults) => {
                if !faults.0.is_empty() {
                    f.wrong("lines", w::STANDARDS_NOT_READ);
                }
                return Err(Stop::again(edit_page(me, &known, f, &faults)));
            }
        };
        if f.rev() != i64::from(known.set.version) {
            return Err(Stop::stale(conflict(me, &known, f)));
        }
        if (Set { version: known.set.version, ..set.clone() }) == known.set {
            return Ok(Go::to(set_path(&key)));
        }
        queries::keep(tx, me.person, me.district, &set, &why)?;
        Ok(Go::to(set_path(&key)))
    })
    .await
}

/// Somebody reworded it first: both texts.
fn conflict(me: &Viewer, known: &Known, f: &Fields) -> Page {
    let lang = me.lang();
    let saved = prefilled(me, &known.set);
    let action = format!("{}/edit", set_path(&known.set.key));
    let named = [
        ("title", w::STANDARDS_SET_NAME),
        ("published", w::STANDARDS_PUBLISHED_WHEN),
        ("publisher", w::STANDARDS_PUBLISHER),
        ("source", w::STANDARDS_SOURCE),
        ("stem", w::STANDARDS_STEM),
        ("lines", w::STANDARDS_LINES),
    ];
    let both = |(name, label): (&'static str, face::Word)| {
        (name, lang.t(label), f.raw(name).to_owned(), saved.raw(name).to_owned())
    };
    let conflict = Conflict {
        action: &action,
        rev: i64::from(known.set.version),
        by: known.own.as_ref().map_or("", |o| o.by_name.as_str()),
        fields: named
            .into_iter()
            .map(both)
            .filter(|(name, _, yours, theirs)| *name == "lines" || yours != theirs || *name == "title")
            .collect(),
        hidden: named
            .into_iter()
            .map(|(n, _)| n)
            .filter(|n| !matches!(*n, "lines" | "title") && f.raw(n) == saved.raw(n))
            .map(|n| (n, saved.raw(n).to_owned()))
            .collect(),
    };
    let audience = lang.say(w::standards_audience(me.district_name.as_str()));
    Page::new(Room::Goals, known.set.title.get(lang.tag()), audience, conflict.view(&me.who))
}
