//! How letters look, and where they are kept in the demo.

use face::{Lang, Markup, Word, html};
use store::{PersonId, Time, Tx, args, sql};

use crate::mailer::Outgoing;
use crate::{App, w};

// A letter has no style sheet: mail programs take what stands at each element. The colors are the product's.
pub(super) const HEAD: &str = "font:600 18px/1.35 Georgia,serif;margin:28px 0 6px;color:#212c26";
pub(super) const LIST: &str = "margin:0;padding:0;list-style:none";
pub(super) const LIST_APART: &str = "margin:16px 0;padding:0;list-style:none";
pub(super) const ITEM: &str = "margin:0;padding:8px 0;border-top:1px solid #e5e0d3";
pub(super) const LINK: &str = "color:#2b6749";
pub(super) const PLAIN_LINK: &str = "color:#212c26;text-decoration:none";
pub(super) const SOFT: &str = "margin:0;color:#57635b";
pub(super) const SMALL: &str = "color:#57635b;font-size:13px";
const BODY: &str = "margin:0;padding:24px 12px;background:#faf8f2;color:#212c26;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const SHEET: &str =
    "max-width:560px;margin:0 auto;padding:24px;background:#fffdf9;border:1px solid #e5e0d3;border-radius:12px";
const TITLE: &str = "font:600 24px/1.25 Georgia,serif;margin:0 0 4px;color:#212c26";
const FOOT: &str = "max-width:560px;margin:16px auto 0;padding:0 24px;color:#57635b;font-size:13px";

/// The jobs that hand letters over.
pub(crate) const SENDS: [&str; 2] = [super::DIGEST, super::LETTER];

/// A letter as a page.
pub(super) fn page(lang: Lang, title: &str, body: Markup, address: &str, stop: &str, why: Word) -> Markup {
    html! {
        (maud::DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="color-scheme" content="light";
                title { (title) }
            }
            body style=(BODY) {
                div style=(SHEET) { h1 style=(TITLE) { (title) } (body) }
                div style=(FOOT) {
                    p { (lang.t(why)) }
                    p {
                        a href={ (address) "/telling" } style=(LINK) { (lang.t(w::TELLING_FOOT_CHANGE)) } " · "
                        a href=(stop) style=(LINK) { (lang.t(w::TELLING_FOOT_STOP)) }
                    }
                }
            }
        }
    }
}

/// The end of a letter in plain text: why it comes, where to change that, where to end it.
pub(super) fn foot(lang: Lang, address: &str, stop: &str, why: Word) -> String {
    let (change, end) = (lang.t(w::TELLING_FOOT_CHANGE), lang.t(w::TELLING_FOOT_STOP));
    format!("{}\n{change}: {address}/telling\n{end}: {stop}\n", lang.t(why))
}

/// What there is of these, with commas.
pub(super) fn joined<const N: usize>(parts: [&str; N]) -> String {
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Two texts with a blank between them, when there are two.
pub(super) fn spaced(one: &str, two: &str) -> String {
    if two.is_empty() { one.to_owned() } else { format!("{one} {two}") }
}

sql! {
    KEEP = "insert into mail (id, district, person, address, subject, body, made, sent) \
            values ($1, (select district from person where id = $2), $2, $3, $4, $5, $6, $6)";
}

/// A letter as the demo's mailbox shows it.
pub(super) struct Kept(PersonId, String, String, String);

/// What is kept of a letter: in the demo, where the mailbox page is where mail arrives, its text; elsewhere nothing. What was
/// told stands in the product, and a letter is no second place for it.
pub(super) fn to_keep(app: &App, person: PersonId, letter: &Outgoing) -> Option<Kept> {
    let mut text = letter.text.clone();
    if let Some((method, _)) = &letter.calendar {
        text = format!("{text}\n[text/calendar; method={method}]\n");
    }
    app.options.demo.then(|| Kept(person, letter.to.clone(), letter.subject.clone(), text))
}

/// Keeps it.
pub(super) fn keep(tx: &mut Tx<'_>, kept: Option<Kept>) -> Result<(), store::Error> {
    let Some(Kept(person, to, subject, text)) = kept else { return Ok(()) };
    let (id, now): (_, Time) = (tx.fresh_id(), tx.now());
    tx.exec(KEEP, args![id, person, to, subject, text, now]).map(drop)
}
