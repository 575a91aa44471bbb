//! The record and a certificate as papers to take along: tagged PDF.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use print::{Block, Column, Fonts, Paper, Table};
use store::Error;

use super::award::code_shown;
use super::award_queries::Certificate;
use super::own_page::{Sums, full_date, hours, kind_word, level_words};
use super::queries::Line;
use crate::{Stop, Viewer, w};

/// A file that is shown, or saved under its name.
pub(super) struct Pdf {
    name: String,
    bytes: Vec<u8>,
}

impl IntoResponse for Pdf {
    fn into_response(self) -> Response {
        let mut response = self.bytes.into_response();
        let disposition = format!("inline; filename*=UTF-8''{}", crate::cx::encode(&self.name).replace('/', "%2F"));
        for (name, value) in [
            (header::CONTENT_TYPE, "application/pdf"),
            (header::CONTENT_DISPOSITION, disposition.as_str()),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
        ] {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

fn fonts() -> Result<Fonts, Error> {
    let font = |name| {
        let asset =
            face::asset_named(name, "ttf").ok_or_else(|| Error::Ours(format!("no {name}.ttf in the bundle")))?;
        Ok::<_, Error>(asset.bytes)
    };
    Ok(Fonts { sans: font("print-sans")?, serif: font("print-serif")? })
}

fn printed(name: String, paper: &Paper) -> Result<Pdf, Stop> {
    let bytes = print::print(paper, fonts()?).map_err(|e| Error::Ours(e.to_string()))?;
    Ok(Pdf { name, bytes })
}

/// A certificate.
pub(super) fn certificate(me: &Viewer, k: &Certificate, address: &str) -> Result<Pdf, Stop> {
    let lang = me.lang();
    let fact = |word, value: String| (lang.t(word).to_owned(), value);
    let mut facts = Vec::new();
    if let Some(name) = &k.community_name {
        facts.push(fact(w::CERTIFICATE_WITH, name.clone()));
    }
    facts.push(fact(
        w::CERTIFICATE_TIME,
        lang.say(w::certificate_span(full_date(lang, k.from), full_date(lang, k.until))),
    ));
    facts.push(fact(w::CERTIFICATE_HOURS, hours(k.minutes)));
    facts.push(fact(w::CERTIFICATE_ISSUED, format!("{}, {}", full_date(lang, k.issued), k.by_name)));
    let never = || lang.t(w::CERTIFICATE_NEVER).to_owned();
    facts.push(fact(w::CERTIFICATE_EXPIRES, k.expires.map_or_else(never, |day| full_date(lang, day))));
    facts.push(fact(w::CHECK_CODE, code_shown(&k.code)));
    let check = format!("{address}/check/{}", code_shown(&k.code));
    let paper = Paper {
        lang: lang.tag().to_owned(),
        title: k.title.clone(),
        kicker: format!("{} – {}", k.district_name, lang.t(w::CERTIFICATE)),
        blocks: vec![
            Block::Room(60.0),
            Block::Text(lang.t(w::CERTIFICATE_SAYS).to_owned()),
            Block::Large(k.name.clone()),
            Block::Text(lang.t(w::CERTIFICATE_SAYS_WHAT).to_owned()),
            Block::Room(20.0),
            Block::Facts(facts),
            Block::Room(30.0),
            Block::Small(lang.say(w::certificate_says_check(check))),
        ],
        foot: k.district_name.clone(),
    };
    printed(format!("{}.pdf", k.title), &paper)
}

/// The record of a time.
pub(super) fn record(me: &Viewer, span: &str, lines: &[Line], rule: Option<String>) -> Result<Pdf, Stop> {
    let lang = me.lang();
    let sums = Sums::of(lines);
    let mut facts = vec![
        (lang.t(w::RECORD_VERIFIED).to_owned(), hours(sums.verified)),
        (lang.t(w::RECORD_OWN).to_owned(), hours(sums.own)),
    ];
    for (level, minutes) in sums.levels {
        facts.push((lang.t(level_words(level).0).to_owned(), hours(minutes)));
    }
    let columns = vec![
        Column::words(lang.t(w::RECORD_DAY), 1.5),
        Column::words(lang.t(w::RECORD_WHAT), 3.2),
        Column::words(lang.t(w::RECORD_WHOM), 2.2),
        Column::words(lang.t(w::RECORD_KIND), 1.5),
        Column::figures(lang.t(w::RECORD_MINUTES), 0.9),
    ];
    let rows = lines.iter().map(|l| {
        let kind = if l.verified { lang.t(kind_word(l.source)) } else { lang.t(w::RECORD_NOT_CONFIRMED) };
        let with = l.community.as_ref().map_or_else(|| lang.t(w::RECORD_ALONE).to_owned(), |(_, name)| name.clone());
        vec![full_date(lang, l.on), l.what.clone(), with, kind.to_owned(), l.minutes.to_string()]
    });
    let mut blocks = vec![Block::Text(me.name.clone()), Block::Facts(facts)];
    if let Some(rule) = rule {
        blocks.push(Block::Text(rule));
        blocks.push(Block::Small(lang.t(w::CREDIT_NO_ADVICE).to_owned()));
    }
    blocks.push(Block::Heading(lang.t(w::RECORD_HAPPENED).to_owned()));
    blocks.push(Block::Table(Table { about: lang.t(w::RECORD_HAPPENED).to_owned(), columns, rows: rows.collect() }));
    let made = full_date(lang, me.today());
    blocks.push(Block::Small(lang.say(w::record_made(made))));
    let title = lang.say(w::record_of_time(span));
    let foot = format!("{}, {}", me.name, me.district_name);
    let paper =
        Paper { lang: lang.tag().to_owned(), title: title.clone(), kicker: me.district_name.clone(), blocks, foot };
    printed(format!("{title}.pdf"), &paper)
}
