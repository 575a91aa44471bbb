//! An instrument that a district has licensed, brought along: as our JSON, or as a table of items. What can't be taken is said with
//! the row it stands in and what to do next; nothing is kept of a file that is refused.

use std::collections::BTreeSet;

use axum::response::Response;
use face::{Field, Fields, Lang, Page, Room, Word, heading, html, problems, upload_form};
use learning::instrument::{Answer, Dimension, Instrument, Item, LEAST_THRESHOLD, Scale};
use learning::shape::Text;
use store::DistrictId;

use super::editor::leads;
use super::editor_form::{self as form, MOST_ITEMS, MOST_LANGUAGES, NAME, PEOPLE, TEXT};
use super::editor_queries as queries;
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// The largest file, in bytes: the longest instrument we know of has a tenth of it.
pub(super) const LARGEST: usize = 512 * 1024;
/// So many faults of a table are told at once.
const TOLD: usize = 20;
const LICENCE: usize = 1500;
const LONGEST_LEAD: usize = 2000;

pub(super) async fn page(cx: Cx) -> Response {
    cx.page(|_, me| {
        leads(me)?;
        Ok(import_page(me, &Fields::prefilled([("asked", "staff".to_owned()), ("threshold", "5".to_owned())]), &[]))
    })
    .await
}

fn import_page(me: &Viewer, f: &Fields, faults: &[String]) -> Page {
    let lang = me.lang();
    let title = lang.t(w::INSTRUMENT_IMPORT_TITLE);
    let asked: Vec<(String, String)> =
        PEOPLE.iter().map(|(name, _, word)| ((*name).to_owned(), lang.t(*word).to_owned())).collect();
    let body = html! {
        (heading(html! { a href="/surveys/instruments" { (lang.t(w::INSTRUMENTS_SHORT)) } }, title, html! { (lang.t(w::INSTRUMENT_IMPORT_LEAD)) }))
        (problems(lang, f))
        @if !faults.is_empty() {
            div.errors role="alert" tabindex="-1" data-testid="faults" {
                h2 { (lang.say(w::instrument_import_faults(faults.len()))) }
                ul { @for fault in faults.iter().take(TOLD) { li { (fault) } } }
            }
        }
        div.narrow {
            (upload_form(&me.who, "/surveys/instruments/import", html! {
                div.field {
                    label for="f-file" { (lang.t(w::INSTRUMENT_IMPORT_FILE)) }
                    p.hint #h-file { (lang.t(w::INSTRUMENT_IMPORT_FILE_HINT)) }
                    input #f-file type="file" name="file" accept=".json,.csv,.txt,application/json,text/csv" aria-describedby="h-file";
                }
                (Field::new("text", lang.t(w::INSTRUMENT_IMPORT_TEXT)).area(lang, f, 6))
                (Field::new("licence", lang.t(w::INSTRUMENT_IMPORT_LICENCE)).hint(lang.t(w::INSTRUMENT_IMPORT_LICENCE_HINT)).needed().area(lang, f, 2))
                fieldset.field {
                    legend { (lang.t(w::INSTRUMENT_IMPORT_FOR_TABLE)) }
                    (Field::new("title", lang.t(w::INSTRUMENT_TITLE)).main().input(lang, f, "text"))
                    (Field::new("asked", lang.t(w::INSTRUMENT_ASKED)).main().select(lang, f, &asked))
                }
                p { span.audience { (lang.t(w::INSTRUMENT_AUDIENCE)) } }
                div.actions { button.button data-testid="take-instrument" { (lang.t(w::INSTRUMENT_IMPORT_GO)) } }
            }))
            details.more {
                summary { (lang.t(w::INSTRUMENT_IMPORT_HOW)) }
                p { (lang.t(w::INSTRUMENT_IMPORT_HOW_TABLE)) }
                pre tabindex="0" { "key,text_en,text_es,dimension,reversed,scale\nsafe,I feel safe here.,Me siento a salvo aquí.,Climate,no,agreement\nleave,I think of leaving.,Pienso en irme.,Climate,yes,agreement\nwish,What do you wish for?,¿Qué desea?,,,open" }
                p { (lang.t(w::INSTRUMENT_IMPORT_HOW_SCALES)) }
                ul.list { @for s in form::known_scales() { li { div { code { (s.key) } small { (form::scale_name(lang, &s)) } } } } }
                p { (lang.t(w::INSTRUMENT_IMPORT_HOW_JSON)) }
            }
        }
    };
    Page::new(Room::Surveys, title, lang.t(w::INSTRUMENT_AUDIENCE), body)
}

pub(super) async fn take(cx: Cx, sent: Sent) -> Response {
    let files = sent.files;
    cx.act(sent.fields, move |tx, me, f| {
        leads(me)?;
        let lang = me.lang();
        let licence = f.needed("licence", LICENCE);
        let bytes = match files.first() {
            Some(file) if file.size > LARGEST as u64 => Err(w::INSTRUMENT_IMPORT_LARGE),
            Some(file) => std::fs::read(file.path()).map_err(|_| w::INSTRUMENT_IMPORT_UNREAD),
            None => Ok(f.raw("text").as_bytes().to_vec()),
        };
        let text = bytes.and_then(|bytes| readable(&bytes));
        let text = match text {
            Ok(text) if text.trim().is_empty() => Err(w::INSTRUMENT_IMPORT_NOTHING),
            other => other,
        };
        let text = text.unwrap_or_else(|why| {
            f.wrong("file", why);
            String::new()
        });
        if f.refused() {
            return Err(Stop::again(import_page(me, f, &[])));
        }
        let read = if text.trim_start().starts_with('{') { of_json(lang, &text) } else { of_table(lang, &text, f) };
        let read = read.and_then(|i| {
            if has_key(tx, me.district, &i)? {
                Err(vec![lang.say(w::instrument_import_key_taken(i.key.as_str()))].into())
            } else {
                Ok(i)
            }
        });
        let mut new = match read {
            Ok(new) if !f.refused() => new,
            Ok(_) => return Err(Stop::again(import_page(me, f, &[]))),
            Err(Faults::Of(faults)) => return Err(Stop::again(import_page(me, f, &faults))),
            Err(Faults::Broken(e)) => return Err(e.into()),
        };
        for tag in new.languages.clone() {
            let words = new.source.0.entry(tag).or_default();
            *words =
                [words.as_str(), licence.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
        }
        let fit = new.problems().is_empty();
        let id = queries::add(tx, (me.district, queries::home(me)), me.person, &new)?;
        Ok(Go::to(format!("/surveys/instruments/{id}{}", if fit { "" } else { "/edit" })))
    })
    .await
}

/// Why a file isn't an instrument.
enum Faults {
    Of(Vec<String>),
    Broken(store::Error),
}

impl From<Vec<String>> for Faults {
    fn from(faults: Vec<String>) -> Faults {
        Faults::Of(faults)
    }
}

impl From<store::Error> for Faults {
    fn from(e: store::Error) -> Faults {
        Faults::Broken(e)
    }
}

fn has_key(c: &mut store::Conn, district: DistrictId, i: &Instrument) -> Result<bool, Faults> {
    Ok(!i.key.is_empty() && queries::has_key(c, district, &i.key)?)
}

/// The text of a file, or why it can't be read.
fn readable(bytes: &[u8]) -> Result<String, Word> {
    if bytes.len() > LARGEST {
        return Err(w::INSTRUMENT_IMPORT_LARGE);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(w::INSTRUMENT_IMPORT_WORKBOOK);
    }
    // Table programs put a mark before UTF-8 text; it says nothing else.
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    // Guessed letters would be asked of people as they were guessed.
    let text = std::str::from_utf8(bytes).map_err(|_| w::INSTRUMENT_IMPORT_UTF8)?;
    if text.contains('\0') { Err(w::INSTRUMENT_IMPORT_UTF8) } else { Ok(text.to_owned()) }
}

/// What may not stand in words that people are asked.
fn unclean(words: &str, most: usize) -> Option<Word> {
    let control = |c: char| {
        (c.is_control() && c != '\n' && c != '\t' && c != '\r')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let tag =
        |at: usize| words[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    if words.chars().any(control) {
        Some(w::INSTRUMENT_IMPORT_CONTROL)
    } else if words.match_indices('<').any(|(at, _)| tag(at)) {
        Some(w::INSTRUMENT_IMPORT_MARKUP)
    } else if words.trim_start().starts_with(['=', '+', '@']) || words.starts_with(['\t', '\r']) {
        Some(w::INSTRUMENT_IMPORT_FORMULA)
    } else if words.chars().count() > most {
        Some(w::INSTRUMENT_IMPORT_LONG)
    } else {
        None
    }
}

/// Every text of an instrument with the path of keys it stands at and how long it may be.
fn all_texts(i: &Instrument) -> Vec<(String, &Text, usize)> {
    let mut all = vec![
        ("title".to_owned(), &i.title, NAME),
        ("lead".into(), &i.lead, LONGEST_LEAD),
        ("source".into(), &i.source, LICENCE),
    ];
    all.extend(i.sides.iter().map(|s| (s.key.clone(), &s.name, NAME)));
    for s in &i.scales {
        all.extend(s.points.iter().map(|p| (format!("{}.{}", s.key, p.code), &p.label, NAME)));
        all.extend(s.outside.iter().map(|o| (format!("{}.{}", s.key, o.code), &o.label, NAME)));
    }
    all.extend(i.dimensions.iter().map(|d| (d.key.clone(), &d.name, NAME)));
    for item in &i.items {
        all.push((item.key.clone(), &item.text, TEXT));
        all.extend(item.by_side.iter().map(|(side, text)| (format!("{}.{side}", item.key), text, TEXT)));
    }
    all
}

fn of_json(lang: Lang, text: &str) -> Result<Instrument, Faults> {
    let read: Instrument =
        serde_json::from_str(text).map_err(|e| vec![lang.say(w::instrument_import_json_unread(e.to_string()))])?;
    let mut faults: Vec<String> = Vec::new();
    if Instrument::is_built_in(&read.key) {
        faults.push(lang.say(w::instrument_import_key_ours(read.key.as_str())));
    }
    if read.items.len() > MOST_ITEMS || read.languages.len() > MOST_LANGUAGES {
        faults.push(lang.t(w::INSTRUMENT_IMPORT_TOO_MANY).to_owned());
    }
    for problem in read.problems() {
        let said = problem.to_string();
        let at = said.split(':').next().unwrap_or_default().to_owned();
        faults.push(lang.say(w::instrument_import_at(at, lang.t(form::said(&problem)))));
    }
    for (at, text, most) in all_texts(&read) {
        faults.extend(
            text.0
                .values()
                .filter_map(|t| unclean(t, most))
                .map(|why| lang.say(w::instrument_import_at(at.as_str(), lang.t(why)))),
        );
    }
    if faults.is_empty() { Ok(read) } else { Err(faults.into()) }
}

/// What separates the columns: what stands most often in the first line.
fn separator(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|s| (line.bytes().filter(|b| b == s).count(), *s == b','))
        .unwrap_or(b',')
}

fn of_table(lang: Lang, text: &str, f: &mut Fields) -> Result<Instrument, Faults> {
    let title = f.needed("title", NAME);
    let asked = f.raw("asked").to_owned();
    let asked = PEOPLE.iter().find(|(name, ..)| *name == asked).map(|(_, a, _)| *a);
    if asked.is_none() {
        f.wrong("asked", face::w::ERROR_CHOICE);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let heads = reader.headers().map_err(|e| vec![lang.say(w::instrument_import_table_unread(e.to_string()))])?.clone();
    let heads: Vec<String> = heads.iter().map(|h| h.trim().to_lowercase()).collect();
    let column = |name: &str| heads.iter().position(|h| h == name);
    let mut faults: Vec<String> = Vec::new();
    let languages: Vec<(usize, String)> =
        heads.iter().enumerate().filter_map(|(at, h)| Some((at, h.strip_prefix("text_")?.replace('_', "-")))).collect();
    let twice = heads.iter().enumerate().find(|(at, h)| !h.is_empty() && heads[..*at].contains(h));
    if let Some((_, head)) = twice {
        faults.push(lang.say(w::instrument_import_head_twice(head.as_str())));
    }
    for needed in ["key", "scale"] {
        if column(needed).is_none() {
            faults.push(lang.say(w::instrument_import_head_missing(needed)));
        }
    }
    if languages.is_empty() || languages.len() > MOST_LANGUAGES {
        faults.push(lang.say(w::instrument_import_head_missing("text_en")));
    }
    let known =
        |h: &&String| !["key", "dimension", "reversed", "scale", ""].contains(&h.as_str()) && !h.starts_with("text_");
    faults.extend(heads.iter().filter(known).map(|h| lang.say(w::instrument_import_head_unknown(h.as_str()))));
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let tags: Vec<String> = languages.iter().map(|(_, l)| l.clone()).collect();
    let same = |words: &str| Text(tags.iter().map(|l| (l.clone(), words.to_owned())).collect());
    let mut made = Instrument {
        key: String::new(),
        version: 1,
        languages: tags.clone(),
        title: same(&title),
        lead: Text::default(),
        source: Text::default(),
        copied_from: None,
        asked: asked.into_iter().collect(),
        sides: Vec::new(),
        threshold: LEAST_THRESHOLD.max(5),
        scales: Vec::new(),
        dimensions: Vec::new(),
        items: Vec::new(),
    };
    let scales = form::known_scales();
    let mut keys = BTreeSet::new();
    for record in reader.records() {
        let record = record.map_err(|e| vec![lang.say(w::instrument_import_table_unread(e.to_string()))])?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |name: &str| column(name).and_then(|at| record.get(at)).unwrap_or_default();
        if record.iter().all(str::is_empty) {
            continue;
        }
        let row = Row { lang, line, tags: &tags, languages: &languages, scales: &scales };
        match row.item(&record, &cell, &mut made) {
            Ok(item) if !keys.insert(item.key.clone()) => {
                faults.push(lang.say(w::instrument_import_row(line.to_string(), lang.t(w::INSTRUMENT_KEY_TWICE))))
            }
            Ok(item) => made.items.push(item),
            Err(mut wrong) => faults.append(&mut wrong),
        }
        if made.items.len() > MOST_ITEMS || faults.len() > 200 {
            faults.push(lang.t(w::INSTRUMENT_IMPORT_TOO_MANY).to_owned());
            break;
        }
    }
    if made.items.is_empty() && faults.is_empty() {
        faults.push(lang.t(w::INSTRUMENT_NO_ITEMS).to_owned());
    }
    // A score needs half of a dimension's items, until somebody says otherwise.
    for at in 0..made.dimensions.len() {
        let items = made.items_of(&made.dimensions[at].key).count();
        made.dimensions[at].least = u32::try_from(items.div_ceil(2)).unwrap_or(1);
    }
    if faults.is_empty() { Ok(made) } else { Err(faults.into()) }
}

/// What a row is read with.
struct Row<'a> {
    lang: Lang,
    line: u64,
    tags: &'a [String],
    languages: &'a [(usize, String)],
    scales: &'a [Scale],
}

impl Row<'_> {
    fn wrong(&self, why: Word) -> String {
        self.lang.say(w::instrument_import_row(self.line.to_string(), self.lang.t(why)))
    }

    fn item<'r>(
        &self,
        record: &'r csv::StringRecord,
        cell: &dyn Fn(&str) -> &'r str,
        made: &mut Instrument,
    ) -> Result<Item, Vec<String>> {
        let mut faults = Vec::new();
        let key = cell("key").to_owned();
        let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if key.is_empty() || key.len() > 60 || !key.chars().all(fine) {
            faults.push(self.wrong(w::INSTRUMENT_BAD_KEY));
        }
        let mut text = Text::default();
        for (at, language) in self.languages {
            let words = record.get(*at).unwrap_or_default();
            if words.is_empty() {
                faults.push(self.wrong(w::INSTRUMENT_NO_WORDS));
            }
            faults.extend(unclean(words, TEXT).map(|why| self.wrong(why)));
            text.0.insert(language.clone(), words.to_owned());
        }
        let reversed = match cell("reversed").to_lowercase().as_str() {
            "" | "no" | "0" | "false" => false,
            "yes" | "1" | "true" | "sí" | "si" => true,
            _ => {
                faults.push(self.wrong(w::INSTRUMENT_IMPORT_REVERSED));
                false
            }
        };
        let answer = match cell("scale") {
            "open" => Answer::Open,
            name => match self.scales.iter().find(|s| s.key == name) {
                Some(scale) => {
                    self.lend(scale, made);
                    Answer::Scale(name.to_owned())
                }
                None => {
                    faults.push(self.wrong(w::INSTRUMENT_IMPORT_SCALE));
                    Answer::Open
                }
            },
        };
        if reversed && answer == Answer::Open {
            faults.push(self.wrong(w::INSTRUMENT_REVERSED));
        }
        let name = cell("dimension");
        faults.extend(unclean(name, NAME).map(|why| self.wrong(why)));
        let dimension = (!name.is_empty()).then(|| self.dimension(name, made));
        if faults.is_empty() {
            Ok(Item { key, text, by_side: Default::default(), dimension, answer, reversed })
        } else {
            Err(faults)
        }
    }

    /// The instrument takes a scale of ours along, in the languages that scale has; the others are to be written.
    fn lend(&self, scale: &Scale, made: &mut Instrument) {
        if made.scales.iter().any(|s| s.key == scale.key) {
            return;
        }
        let mut scale = scale.clone();
        let labels =
            scale.points.iter_mut().map(|p| &mut p.label).chain(scale.outside.iter_mut().map(|o| &mut o.label));
        for label in labels {
            label.0.retain(|l, _| self.tags.contains(l));
        }
        made.scales.push(scale);
    }

    /// The key of the dimension of this name; a new one when there is none yet.
    fn dimension(&self, name: &str, made: &mut Instrument) -> String {
        if let Some(known) = made.dimensions.iter().find(|d| d.name.0.values().any(|n| n == name)) {
            return known.key.clone();
        }
        let key = form::free_key("dimension", |k| made.dimensions.iter().any(|d| d.key == k));
        let name = Text(self.tags.iter().map(|l| (l.clone(), name.to_owned())).collect());
        made.dimensions.push(Dimension { key: key.clone(), name, least: 1 });
        key
    }
}
