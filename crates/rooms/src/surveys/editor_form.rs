//! Writing an instrument: its words in every language it says it has, its scales, what it measures, its items and their order.
//! The names of the fields carry the keys of things, so that a form that was opened on an older version still says what it means.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Path;
use axum::response::Response;
use face::{Conflict, Field, Fields, Lang, Markup, Page, Room, Word, form, heading, html, problems};
use learning::instrument::{Answer, Asked, Dimension, Instrument, Item, Outside, Point, Problem, Scale};
use learning::shape::Text;
use store::InstrumentId;

use super::editor::leads;
use super::editor_queries::{self as queries, Own, State};
use super::question;
use crate::{Cx, Go, Sent, Stop, Viewer, w};

pub(super) const NAME: usize = 120;
pub(super) const TEXT: usize = 400;
const LEAD: usize = 800;
const SOURCE: usize = 1500;
const LABEL: usize = 60;
/// So many at most; what is longer isn't answered to its end.
pub(super) const MOST_ITEMS: usize = 80;
const MOST_SCALES: usize = 6;
const MOST_POINTS: usize = 11;
const MOST_DIMENSIONS: usize = 16;
pub(super) const MOST_LANGUAGES: usize = 8;

/// Who can be asked: name in forms, what it is, in words.
pub(super) const PEOPLE: [(&str, Asked, Word); 6] = [
    ("staff", Asked::Staff, w::ASKED_STAFF),
    ("teachers", Asked::Teachers, w::ASKED_TEACHERS),
    ("leaders", Asked::Leaders, w::ASKED_LEADERS),
    ("central_office", Asked::CentralOffice, w::ASKED_CENTRAL_OFFICE),
    ("school_leaders", Asked::SchoolLeaders, w::ASKED_SCHOOL_LEADERS),
    ("families", Asked::Families, w::ASKED_FAMILIES),
];

/// What is wrong, said to who can set it right.
pub(super) fn said(problem: &Problem) -> Word {
    match problem {
        Problem::BadKey { .. } => w::INSTRUMENT_BAD_KEY,
        Problem::KeyTwice { .. } => w::INSTRUMENT_KEY_TWICE,
        Problem::Languages => w::INSTRUMENT_BAD_LANGUAGES,
        Problem::NoWords { .. } => w::INSTRUMENT_NO_WORDS,
        Problem::OtherLanguage { .. } => w::INSTRUMENT_OTHER_LANGUAGE,
        Problem::NobodyAsked => w::INSTRUMENT_NOBODY,
        Problem::Sides => w::INSTRUMENT_SIDES,
        Problem::SideNotAsked { .. } => w::INSTRUMENT_SIDE_NOT_ASKED,
        Problem::UnknownSide { .. } => w::INSTRUMENT_UNKNOWN_SIDE,
        Problem::SideWithoutWords { .. } => w::INSTRUMENT_NO_WORDS,
        Problem::TextTwice { .. } => w::INSTRUMENT_TEXT_TWICE,
        Problem::Threshold => w::INSTRUMENT_BAD_THRESHOLD,
        Problem::TooFewPoints { .. } => w::INSTRUMENT_TOO_FEW_POINTS,
        Problem::Code { .. } => w::INSTRUMENT_CODE,
        Problem::Values { .. } => w::INSTRUMENT_VALUES,
        Problem::NoItems => w::INSTRUMENT_NO_ITEMS,
        Problem::UnknownScale { .. } => w::INSTRUMENT_UNKNOWN_SCALE,
        Problem::UnknownDimension { .. } => w::INSTRUMENT_UNKNOWN_DIMENSION,
        Problem::ReversedWithoutScale { .. } => w::INSTRUMENT_REVERSED,
        Problem::MixedScales { .. } => w::INSTRUMENT_MIXED_SCALES,
        Problem::Least { .. } => w::INSTRUMENT_LEAST,
        Problem::BuiltIn { .. } | Problem::SameKey { .. } => w::INSTRUMENT_OTHER_KEY,
    }
}

/// The field that a problem is set right in.
fn field_of(i: &Instrument, problem: &Problem) -> String {
    let first = i.languages.first().map_or("en", String::as_str);
    let words = |at: &str, language: &str| {
        if at == i.key {
            return format!("title.{language}");
        }
        if let Some(what) = at.strip_prefix(&format!("{}.", i.key)) {
            return format!("{what}.{language}");
        }
        let has = |text: &Text| text.has(language);
        if i.items.iter().any(|x| x.key == at && x.by_side.is_empty() && !has(&x.text)) {
            return format!("i.{at}.text.{language}");
        }
        if i.dimensions.iter().any(|d| d.key == at && !has(&d.name)) {
            return format!("d.{at}.name.{language}");
        }
        match at.rsplit_once('.') {
            Some((scale, code)) if i.scales.iter().any(|s| s.key == scale) && code.parse::<u8>().is_ok() => {
                format!("s.{scale}.{code}.label.{language}")
            }
            Some((item, side)) => format!("i.{item}.by.{side}.{language}"),
            None => format!("side.{at}.{language}"),
        }
    };
    match problem {
        Problem::NoWords { at, language } | Problem::OtherLanguage { at, language } => words(at, language),
        Problem::SideWithoutWords { at } => words(at, first),
        Problem::Languages => "languages".into(),
        Problem::NobodyAsked | Problem::Sides | Problem::SideNotAsked { .. } => "asked".into(),
        Problem::Threshold => "threshold".into(),
        Problem::TooFewPoints { at } | Problem::Values { at } => {
            let code = i.scales.iter().find(|s| s.key == *at).and_then(|s| s.points.first()).map_or(0, |p| p.code);
            format!("s.{at}.{code}.value")
        }
        Problem::Code { at, code } => format!("s.{at}.{code}.value"),
        Problem::UnknownScale { at, .. } => format!("i.{at}.answer"),
        Problem::UnknownDimension { at, .. } => format!("i.{at}.dimension"),
        Problem::ReversedWithoutScale { at } => format!("i.{at}.reversed"),
        Problem::TextTwice { at } | Problem::UnknownSide { at } => format!("i.{at}.text.{first}"),
        Problem::MixedScales { at } | Problem::Least { at } => format!("d.{at}.least"),
        Problem::NoItems => format!("i.new-1.text.{first}"),
        Problem::BadKey { .. } | Problem::KeyTwice { .. } | Problem::BuiltIn { .. } | Problem::SameKey { .. } => {
            format!("title.{first}")
        }
    }
}

fn put(values: &mut Vec<(String, String)>, name: &str, text: &Text, languages: &[String]) {
    for l in languages {
        values.push((format!("{name}.{l}"), text.0.get(l).cloned().unwrap_or_default()));
    }
}

/// The form's values for an instrument as it is.
fn filled(i: &Instrument) -> Vec<(String, String)> {
    let l = &i.languages;
    let mut v = vec![("languages".to_owned(), l.join(", ")), ("threshold".into(), i.threshold.to_string())];
    put(&mut v, "title", &i.title, l);
    put(&mut v, "lead", &i.lead, l);
    put(&mut v, "source", &i.source, l);
    v.extend(
        PEOPLE.iter().filter(|(_, a, _)| i.asked.contains(a)).map(|(name, ..)| ("asked".into(), (*name).to_owned())),
    );
    for side in &i.sides {
        put(&mut v, &format!("side.{}", side.key), &side.name, l);
    }
    for s in &i.scales {
        v.push(("scales".into(), s.key.clone()));
        for p in &s.points {
            v.push((format!("s.{}.points", s.key), p.code.to_string()));
            v.push((format!("s.{}.{}.value", s.key, p.code), p.value.to_string()));
            put(&mut v, &format!("s.{}.{}.label", s.key, p.code), &p.label, l);
        }
        for o in &s.outside {
            v.push((format!("s.{}.outside", s.key), o.code.to_string()));
            put(&mut v, &format!("s.{}.{}.label", s.key, o.code), &o.label, l);
        }
    }
    for d in &i.dimensions {
        v.push(("dimensions".into(), d.key.clone()));
        v.push((format!("d.{}.least", d.key), d.least.to_string()));
        put(&mut v, &format!("d.{}.name", d.key), &d.name, l);
    }
    for (at, item) in i.items.iter().enumerate() {
        let name = format!("i.{}", item.key);
        v.push(("items".into(), item.key.clone()));
        v.push((format!("{name}.at"), (at + 1).to_string()));
        v.push((format!("{name}.answer"), item.answer.scale().unwrap_or_default().to_owned()));
        v.push((format!("{name}.dimension"), item.dimension.clone().unwrap_or_default()));
        if item.reversed {
            v.push((format!("{name}.reversed"), "on".into()));
        }
        match item.by_side.is_empty() {
            true => put(&mut v, &format!("{name}.text"), &item.text, l),
            false => item.by_side.iter().for_each(|(side, text)| put(&mut v, &format!("{name}.by.{side}"), text, l)),
        }
    }
    v
}

/// A key that nothing has yet: of the words, or numbered.
pub(super) fn free_key(kind: &str, taken: impl Fn(&str) -> bool) -> String {
    (1..).map(|n| format!("{kind}-{n}")).find(|key| !taken(key)).unwrap_or_default()
}

/// What a form makes of an instrument. What can't be understood is noted beside its field.
fn parse(was: &Instrument, f: &mut Fields) -> Instrument {
    let mut i = was.clone();
    let tags = f.needed("languages", 60);
    i.languages = tags.split([',', ' ', ';']).filter(|t| !t.is_empty()).map(str::to_owned).collect();
    if i.languages.len() > MOST_LANGUAGES {
        f.wrong("languages", w::INSTRUMENT_BAD_LANGUAGES);
    }
    let languages = i.languages.clone();
    let text = |f: &mut Fields, name: &str, most: usize| {
        let mut all = Text::default();
        for l in &languages {
            let words = f.text(&format!("{name}.{l}"), most);
            if !words.is_empty() {
                all.0.insert(l.clone(), words);
            }
        }
        all
    };
    i.title = text(f, "title", NAME);
    i.lead = text(f, "lead", LEAD);
    i.source = text(f, "source", SOURCE);
    i.asked = PEOPLE.iter().filter(|(name, ..)| f.all("asked").any(|a| a == *name)).map(|(_, a, _)| *a).collect();
    let threshold = f.number("threshold");
    i.threshold = whole(f, "threshold", threshold, 1000.0);
    for side in &mut i.sides {
        side.name = text(f, &format!("side.{}", side.key), NAME);
    }
    i.scales = scales(was, f, &text);
    // A scale of ours comes in the languages that are wanted; in others its words are to be written.
    let labels = |s: &mut Scale| {
        let labels = s.points.iter_mut().map(|p| &mut p.label).chain(s.outside.iter_mut().map(|o| &mut o.label));
        labels.for_each(|label| label.0.retain(|l, _| languages.contains(l)));
    };
    i.scales.iter_mut().for_each(labels);
    let listed: Vec<String> = f.all("dimensions").map(str::to_owned).take(MOST_DIMENSIONS + 1).collect();
    i.dimensions.clear();
    for key in listed {
        let at = format!("d.{key}");
        let name = text(f, &format!("{at}.name"), NAME);
        if f.has(&format!("{at}.out")) || (key.starts_with("new-") && name.0.is_empty()) {
            continue;
        }
        let known = was.dimensions.iter().any(|d| d.key == key);
        let taken = |k: &str| was.dimensions.iter().any(|d| d.key == k) || i.dimensions.iter().any(|d| d.key == k);
        let new = if known { key.clone() } else { free_key("dimension", taken) };
        let least = f.number(&format!("{at}.least"));
        i.dimensions.push(Dimension { key: new, name, least: whole(f, &format!("{at}.least"), least, 100.0) });
    }
    items(was, &mut i, f, &text);
    i
}

fn whole(f: &mut Fields, name: &str, number: Option<f64>, most: f64) -> u32 {
    match number {
        Some(n) if n.fract() == 0.0 && (0.0..=most).contains(&n) => n as u32,
        Some(_) => {
            f.problem(name, face::Problem::Between(0.0, most));
            0
        }
        None => 0,
    }
}

fn scales(was: &Instrument, f: &mut Fields, text: &impl Fn(&mut Fields, &str, usize) -> Text) -> Vec<Scale> {
    let mut made: Vec<Scale> = Vec::new();
    let listed: Vec<String> = f.all("scales").map(str::to_owned).collect();
    for key in listed {
        let Some(old) = was.scales.iter().find(|s| s.key == key) else { continue };
        if f.has(&format!("s.{key}.out")) || made.iter().any(|s| s.key == key) {
            continue;
        }
        let mut scale = Scale { key: key.clone(), points: Vec::new(), outside: Vec::new() };
        let codes = |f: &Fields, what: &str| -> Vec<String> {
            f.all(&format!("s.{key}.{what}")).map(str::to_owned).take(MOST_POINTS).collect()
        };
        let mut taken: BTreeSet<u8> =
            old.points.iter().map(|p| p.code).chain(old.outside.iter().map(|o| o.code)).collect();
        let mut code_of = |given: &str| {
            given.parse::<u8>().ok().filter(|c| *c > 0).unwrap_or_else(|| {
                let free = (1..=255).find(|c| !taken.contains(c)).unwrap_or(255);
                taken.insert(free);
                free
            })
        };
        for given in codes(f, "points") {
            let at = format!("s.{key}.{given}");
            let label = text(f, &format!("{at}.label"), LABEL);
            let value = f.number(&format!("{at}.value"));
            // A point of which every word was taken out is taken out.
            if label.0.is_empty() {
                continue;
            }
            let value = value.unwrap_or(f64::NAN);
            // JSON has no word for "no number"; the field says that one is missing.
            let value = if value.is_nan() {
                f.wrong(&format!("{at}.value"), face::w::ERROR_NUMBER);
                0.0
            } else {
                value
            };
            scale.points.push(Point { code: code_of(&given), value, label });
        }
        for given in codes(f, "outside") {
            let label = text(f, &format!("s.{key}.{given}.label"), LABEL);
            if !label.0.is_empty() {
                scale.outside.push(Outside { code: code_of(&given), label });
            }
        }
        made.push(scale);
    }
    let more = f.raw("more-scale").to_owned();
    if let Some(new) = known_scales().into_iter().find(|s| s.key == more && made.len() < MOST_SCALES)
        && made.iter().all(|s| s.key != new.key)
    {
        made.push(new);
    }
    made
}

/// The scales that come with the product, each once.
pub(super) fn known_scales() -> Vec<Scale> {
    let mut all: Vec<Scale> = Vec::new();
    for scale in Instrument::built_in().into_iter().flat_map(|i| i.scales) {
        if all.iter().all(|s| s.key != scale.key) {
            all.push(scale);
        }
    }
    all
}

fn items(was: &Instrument, i: &mut Instrument, f: &mut Fields, text: &impl Fn(&mut Fields, &str, usize) -> Text) {
    let listed: Vec<String> = f.all("items").map(str::to_owned).take(MOST_ITEMS + 3).collect();
    let mut placed: Vec<(f64, Item)> = Vec::new();
    for (n, key) in listed.iter().enumerate() {
        let name = format!("i.{key}");
        let known = was.item(key).is_some();
        let mut by_side = BTreeMap::new();
        for side in &i.sides {
            let words = text(f, &format!("{name}.by.{}", side.key), TEXT);
            if !words.0.is_empty() {
                by_side.insert(side.key.clone(), words);
            }
        }
        let words = text(f, &format!("{name}.text"), TEXT);
        if f.has(&format!("{name}.out")) || (!known && words.0.is_empty() && by_side.is_empty()) {
            continue;
        }
        let at = f.number(&format!("{name}.at")).unwrap_or(n as f64 + 1.0);
        let scale = f.raw(&format!("{name}.answer")).to_owned();
        let dimension = f.raw(&format!("{name}.dimension")).to_owned();
        let taken = |k: &str| was.item(k).is_some() || placed.iter().any(|(_, item)| item.key == k);
        let item = Item {
            key: if known { key.clone() } else { free_key("item", taken) },
            text: words,
            by_side,
            dimension: Some(dimension).filter(|d| !d.is_empty()),
            answer: if scale.is_empty() { Answer::Open } else { Answer::Scale(scale) },
            reversed: f.has(&format!("{name}.reversed")),
        };
        if placed.len() < MOST_ITEMS && placed.iter().all(|(_, other)| other.key != item.key) {
            placed.push((at, item));
        }
    }
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    i.items = placed.into_iter().map(|(_, item)| item).collect();
}

pub(super) async fn edit(cx: Cx, Path(id): Path<InstrumentId>) -> Response {
    cx.page(move |c, me| {
        let own = to_change(c, me, id)?;
        let f = judged(&own.instrument);
        Ok(edit_page(me, &own, &own.instrument, &f))
    })
    .await
}

fn to_change(c: &mut store::Conn, me: &Viewer, id: InstrumentId) -> Result<Own, Stop> {
    leads(me)?;
    let own = queries::find(c, me, id)?;
    if own.may_change(me) { Ok(own) } else { Err(Stop::NotYours(w::INSTRUMENT_NOT_YOURS)) }
}

/// The form of an instrument, with what is wrong said beside the fields. An empty draft is begun, not wrong.
fn judged(i: &Instrument) -> Fields {
    let mut f = Fields::new(filled(i));
    if !i.items.is_empty() || !i.title.0.is_empty() {
        for problem in i.problems() {
            f.wrong(&field_of(i, &problem), said(&problem));
        }
    }
    f
}

pub(super) async fn save(cx: Cx, Path(id): Path<InstrumentId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let own = to_change(tx, me, id)?;
        let next = parse(&own.instrument, f);
        if f.refused() {
            return Err(Stop::again(edit_page(me, &own, &next, f)));
        }
        // What is asked is always fit to be asked; a draft may wait for words.
        if own.state == State::Ready && !next.problems().is_empty() {
            return Err(Stop::again(edit_page(me, &own, &next, &judged(&next))));
        }
        if f.rev() != own.rev || !queries::save(tx, me, &own, &next)? {
            return Err(Stop::stale(both(me, &own, f)));
        }
        let on = if next.problems().is_empty() && !f.has("more") { "" } else { "/edit" };
        Ok(Go::to(format!("/surveys/instruments/{id}{on}")))
    })
    .await
}

/// Whether a field holds words, which are shown side by side when two people changed them.
fn is_text(name: &str) -> bool {
    name.starts_with("title.")
        || name.starts_with("lead.")
        || name.starts_with("source.")
        || [".text.", ".by.", ".label.", ".name."].iter().any(|part| name.contains(part))
}

/// Somebody saved first: words that differ stand side by side, everything else is sent along; an item that the other added stays.
fn both(me: &Viewer, own: &Own, f: &Fields) -> Page {
    let lang = me.lang();
    let theirs = Fields::new(filled(&own.instrument));
    let mut rows: Vec<(String, String, String, String)> = Vec::new();
    let mut hidden: Vec<(String, String)> = Vec::new();
    let mine = f.pairs();
    for (name, value) in &mine {
        let saved = theirs.raw(name);
        if name.starts_with('_') {
            continue;
        }
        if is_text(name) && theirs.has(name) && value.replace("\r\n", "\n").trim() != saved.trim() {
            rows.push((name.clone(), label_of(lang, &own.instrument, name), value.clone(), saved.to_owned()));
        } else {
            hidden.push((name.clone(), value.clone()));
        }
    }
    let listed = |what: &str, key: &str| f.all(what).any(|k| k == key);
    let added: Vec<&Item> = own.instrument.items.iter().filter(|x| !listed("items", &x.key)).collect();
    for (name, value) in theirs.pairs() {
        let of = |item: &&Item| name.starts_with(&format!("i.{}.", item.key)) || (name == "items" && value == item.key);
        if added.iter().any(of) {
            hidden.push((name, value));
        }
    }
    let action = format!("/surveys/instruments/{}/edit", own.id);
    let conflict = Conflict {
        action: &action,
        rev: own.rev,
        by: &own.by_name,
        fields: rows.iter().map(|(n, l, m, t)| (n.as_str(), l.as_str(), m.clone(), t.clone())).collect(),
        hidden: hidden.iter().map(|(n, v)| (n.as_str(), v.clone())).collect(),
    };
    Page::new(Room::Surveys, lang.t(w::INSTRUMENT_EDIT), lang.t(w::INSTRUMENT_AUDIENCE), conflict.view(&me.who))
}

/// What a field of words is, for the page of a conflict.
fn label_of(lang: Lang, i: &Instrument, name: &str) -> String {
    let tag = name.rsplit('.').next().unwrap_or_default();
    let what = match name.split('.').collect::<Vec<_>>()[..] {
        ["title", ..] => lang.t(w::INSTRUMENT_TITLE).to_owned(),
        ["lead", ..] => lang.t(w::INSTRUMENT_LEAD_LABEL).to_owned(),
        ["source", ..] => lang.t(w::INSTRUMENT_SOURCE).to_owned(),
        ["i", key, ..] => i.item(key).map(|x| x.words(None).get(lang.tag()).to_owned()).unwrap_or_default(),
        ["d", ..] => lang.t(w::INSTRUMENT_DIMENSIONS).to_owned(),
        _ => lang.t(w::INSTRUMENT_SCALES).to_owned(),
    };
    format!("{what} ({})", question::language(tag))
}

/// Fields for a text in every language, with the language's name in each label.
fn texts(lang: Lang, f: &Fields, name: &str, label: &str, languages: &[String], rows: u8) -> Markup {
    html! {
        @for l in languages {
            @let label = format!("{label} ({})", question::language(l));
            @let at = format!("{name}.{l}");
            @let field = Field::new(&at, &label).main();
            @if rows == 1 { (field.input(lang, f, "text")) } @else { (field.area(lang, f, rows)) }
        }
    }
}

fn checked(f: &Fields, name: &str, value: &str, label: &str) -> Markup {
    html! { label.check { input type="checkbox" name=(name) value=(value) checked[f.all(name).any(|v| v == value)]; span { (label) } } }
}

fn edit_page(me: &Viewer, own: &Own, i: &Instrument, f: &Fields) -> Page {
    let lang = me.lang();
    let path = format!("/surveys/instruments/{}", own.id);
    let l = &i.languages;
    let named = own.instrument.title.get(lang.tag());
    let name = if named.is_empty() { lang.t(w::INSTRUMENT_UNNAMED) } else { named };
    let new_items: Vec<String> = (1..=3).map(|n| format!("new-{n}")).collect();
    let more: Vec<(String, String)> = std::iter::once((String::new(), lang.t(w::INSTRUMENT_NO_MORE_SCALE).to_owned()))
        .chain(
            known_scales()
                .iter()
                .filter(|s| i.scales.iter().all(|has| has.key != s.key))
                .map(|s| (s.key.clone(), scale_name(lang, s))),
        )
        .collect();
    let body = html! {
        (heading(html! { a href=(path) { (name) } }, lang.t(w::INSTRUMENT_EDIT), html! { (lang.t(w::INSTRUMENT_EDIT_LEAD)) }))
        (problems(lang, f))
        div.narrow {
            (form(&me.who, &format!("{path}/edit"), Some(own.rev), html! {
                (Field::new("languages", lang.t(w::INSTRUMENT_LANGUAGES)).hint(lang.t(w::INSTRUMENT_LANGUAGES_HINT)).needed().input(lang, f, "text"))
                (texts(lang, f, "title", lang.t(w::INSTRUMENT_TITLE), l, 1))
                (texts(lang, f, "lead", lang.t(w::INSTRUMENT_LEAD_LABEL), l, 3))
                fieldset.field #f-asked {
                    legend { (lang.t(w::INSTRUMENT_ASKED)) }
                    @for (name, _, word) in PEOPLE { (checked(f, "asked", name, lang.t(word))) }
                    @if let Some(p) = f.problem_of("asked") { p.error { (p.say(lang)) } }
                }
                @for side in &i.sides { (texts(lang, f, &format!("side.{}", side.key), lang.t(w::INSTRUMENT_SIDE), l, 1)) }
                h2 { (lang.t(w::INSTRUMENT_ITEMS_LABEL)) }
                p.small { (lang.t(w::INSTRUMENT_ITEMS_HINT)) }
                @for item in &i.items { (item_fields(lang, f, i, &item.key, item.words(None).get(lang.tag()), !item.by_side.is_empty())) }
                @for key in &new_items { (item_fields(lang, f, i, key, "", !i.sides.is_empty())) }
                h2 { (lang.t(w::INSTRUMENT_SCALES)) }
                p.small { (lang.t(w::INSTRUMENT_SCALES_HINT)) }
                @for scale in &i.scales { (scale_fields(lang, f, scale, l)) }
                (Field::new("more-scale", lang.t(w::INSTRUMENT_MORE_SCALE)).select(lang, f, &more))
                h2 { (lang.t(w::INSTRUMENT_DIMENSIONS)) }
                p.small { (lang.t(w::INSTRUMENT_DIMENSIONS_HINT)) }
                @for d in &i.dimensions { (dimension_fields(lang, f, &d.key, d.name.get(lang.tag()), l)) }
                (dimension_fields(lang, f, "new-1", "", l))
                h2 { (lang.t(w::INSTRUMENT_AROUND)) }
                (Field::new("threshold", lang.t(w::INSTRUMENT_THRESHOLD)).hint(lang.t(w::INSTRUMENT_THRESHOLD_HINT)).needed().input(lang, f, "number"))
                (texts(lang, f, "source", lang.t(w::INSTRUMENT_SOURCE), l, 2))
                p { span.audience { (lang.t(w::INSTRUMENT_AUDIENCE)) } }
                div.actions {
                    button.button data-testid="save-instrument" { (lang.t(face::w::SAVE)) }
                    button.button.second name="more" value="1" { (lang.t(w::INSTRUMENT_SAVE_MORE)) }
                }
            }))
        }
    };
    Page::new(Room::Surveys, lang.t(w::INSTRUMENT_EDIT), lang.t(w::INSTRUMENT_AUDIENCE), body)
}

/// A scale by its ends.
pub(super) fn scale_name(lang: Lang, s: &Scale) -> String {
    let (Some(first), Some(last)) = (s.points.first(), s.points.last()) else { return s.key.clone() };
    lang.say(w::instrument_scale_name(first.label.get(lang.tag()), last.label.get(lang.tag())))
}

/// Whether any field of a thing has to be looked at, so that it stands open.
fn wrong(f: &Fields, start: &str) -> bool {
    f.problems().iter().any(|(name, _)| name.starts_with(start))
}

fn item_fields(lang: Lang, f: &Fields, i: &Instrument, key: &str, words: &str, by_side: bool) -> Markup {
    let at = |what: &str| format!("i.{key}.{what}");
    let (place, answer, dimension) = (at("at"), at("answer"), at("dimension"));
    let new = words.is_empty() && key.starts_with("new-");
    let scales: Vec<(String, String)> = i
        .scales
        .iter()
        .map(|s| (s.key.clone(), scale_name(lang, s)))
        .chain([(String::new(), lang.t(w::INSTRUMENT_OPEN).to_owned())])
        .collect();
    let dimensions: Vec<(String, String)> =
        std::iter::once((String::new(), lang.t(w::INSTRUMENT_NO_DIMENSION).to_owned()))
            .chain(i.dimensions.iter().map(|d| (d.key.clone(), d.name.get(lang.tag()).to_owned())))
            .collect();
    html! {
        details.more open[wrong(f, &at(""))] data-testid="item" {
            summary { @if new { (lang.t(w::INSTRUMENT_ITEM_NEW)) } @else if words.is_empty() { (key) } @else { (words) } }
            input type="hidden" name="items" value=(key);
            @if by_side {
                @for side in &i.sides { (texts(lang, f, &at(&format!("by.{}", side.key)), side.name.get(lang.tag()), &i.languages, 2)) }
            } @else {
                (texts(lang, f, &at("text"), lang.t(w::INSTRUMENT_ITEM_TEXT), &i.languages, 2))
            }
            div.row {
                (Field::new(&answer, lang.t(w::INSTRUMENT_ANSWER)).main().select(lang, f, &scales))
                (Field::new(&dimension, lang.t(w::INSTRUMENT_DIMENSION)).main().select(lang, f, &dimensions))
            }
            div.row {
                @if !new { (Field::new(&place, lang.t(w::INSTRUMENT_PLACE)).main().input(lang, f, "number")) }
                fieldset.field #{ "f-" (at("reversed")) } {
                    legend.visually-hidden { (lang.t(w::INSTRUMENT_ITEM_MORE)) }
                    (checked(f, &at("reversed"), "on", lang.t(w::INSTRUMENT_REVERSE)))
                    @if !new { (checked(f, &at("out"), "on", lang.t(w::INSTRUMENT_ITEM_OUT))) }
                    @if let Some(p) = f.problem_of(&at("reversed")) { p.error { (p.say(lang)) } }
                }
            }
        }
    }
}

fn scale_fields(lang: Lang, f: &Fields, scale: &Scale, languages: &[String]) -> Markup {
    let key = &scale.key;
    let point = |code: &str, outside: bool| {
        let (list, label, value) = (
            format!("s.{key}.{}", if outside { "outside" } else { "points" }),
            format!("s.{key}.{code}.label"),
            format!("s.{key}.{code}.value"),
        );
        html! {
            input type="hidden" name=(list) value=(code);
            div.row {
                (texts(lang, f, &label, lang.t(if outside { w::INSTRUMENT_OUTSIDE } else { w::INSTRUMENT_POINT }), languages, 1))
                @if !outside { (Field::new(&value, lang.t(w::INSTRUMENT_VALUE)).main().input(lang, f, "number")) }
            }
        }
    };
    html! {
        details.more open[wrong(f, &format!("s.{key}."))] {
            summary { (scale_name(lang, scale)) }
            input type="hidden" name="scales" value=(key);
            @for p in &scale.points { (point(&p.code.to_string(), false)) }
            @if scale.points.len() < MOST_POINTS { (point("new-1", false)) }
            @for o in &scale.outside { (point(&o.code.to_string(), true)) }
            (point("new-2", true))
            (checked(f, &format!("s.{key}.out"), "on", lang.t(w::INSTRUMENT_SCALE_OUT)))
        }
    }
}

fn dimension_fields(lang: Lang, f: &Fields, key: &str, name: &str, languages: &[String]) -> Markup {
    let least = format!("d.{key}.least");
    html! {
        details.more open[wrong(f, &format!("d.{key}."))] {
            summary { @if name.is_empty() { (lang.t(w::INSTRUMENT_DIMENSION_NEW)) } @else { (name) } }
            input type="hidden" name="dimensions" value=(key);
            (texts(lang, f, &format!("d.{key}.name"), lang.t(w::INSTRUMENT_DIMENSION_NAME), languages, 1))
            (Field::new(&least, lang.t(w::INSTRUMENT_LEAST_LABEL)).hint(lang.t(w::INSTRUMENT_LEAST_HINT)).main().input(lang, f, "number"))
            @if !name.is_empty() { (checked(f, &format!("d.{key}.out"), "on", lang.t(w::INSTRUMENT_DIMENSION_OUT))) }
        }
    }
}
