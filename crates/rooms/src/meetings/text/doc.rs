//! The shared text itself: what several people write at once, as a document of `yrs` and as blocks that can be shown.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use face::{Markup, html};
use serde::{Deserialize, Serialize};
use yrs::types::Attrs;
use yrs::types::text::YChange;
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{
    Any, ClientID, Doc, OffsetKind, Options, Out, ReadTxn as _, StateVector, Text as _, Transact as _, TransactionMut,
    Update, XmlElementPrelim, XmlElementRef, XmlFragment, XmlFragmentRef, XmlOut, XmlTextPrelim,
};

use super::wire;

/// The most bytes a shared text may take with all that was deleted from it: some four hundred pages.
pub(super) const MOST_TEXT: usize = 2 * 1024 * 1024;
/// Lists in lists go so deep; what is deeper is shown at this depth.
const DEEPEST: usize = 6;

/// Why an update isn't taken.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Bad {
    /// It isn't an update of this text.
    Foreign,
    /// It builds on what hasn't arrived here: the two sides compare what they have and send again.
    Early,
}

/// A shared text in memory.
pub(super) struct Text {
    doc: Doc,
    root: XmlFragmentRef,
}

impl Text {
    /// An empty text; what is written to it here is written as `client`.
    pub fn new(client: u32) -> Text {
        let options = Options {
            offset_kind: OffsetKind::Utf16,
            cleanup_formatting: false,
            ..Options::with_client_id(ClientID::new(client.into()))
        };
        let doc = Doc::with_options(options);
        let root = doc.get_or_insert_xml_fragment(wire::ROOT);
        Text { doc, root }
    }

    /// The text that these updates make, in their order.
    ///
    /// # Errors
    /// [`Bad`] when they don't belong together: what was stored can't be.
    pub fn of<'a>(client: u32, updates: impl IntoIterator<Item = &'a Vec<u8>>) -> Result<Text, Bad> {
        let text = Text::new(client);
        for update in updates {
            text.take(update)?;
        }
        Ok(text)
    }

    /// Takes an update that somebody sent; whether it says anything. After an error this value is to be thrown away.
    pub fn apply(&self, update: &[u8]) -> Result<bool, Bad> {
        let new = wire::says_something(update).map_err(|_| Bad::Foreign)?;
        self.take(update)?;
        Ok(new)
    }

    /// Takes an update that was stored: several as one may be longer than what a browser may send.
    pub fn take(&self, update: &[u8]) -> Result<(), Bad> {
        let taken = catch_unwind(AssertUnwindSafe(|| {
            let update = Update::decode_v1(update).map_err(|_| Bad::Foreign)?;
            let mut txn = self.doc.transact_mut();
            txn.apply_update(update).map_err(|_| Bad::Foreign)?;
            if txn.has_missing_updates() { Err(Bad::Early) } else { Ok(()) }
        }));
        taken.unwrap_or(Err(Bad::Foreign))
    }

    /// How far each client's writing is known here.
    pub fn vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// What somebody lacks who has got as far as `vector`.
    pub fn since(&self, vector: &[u8]) -> Result<Vec<u8>, Bad> {
        if !wire::is_vector(vector) {
            return Err(Bad::Foreign);
        }
        let vector = StateVector::decode_v1(vector).map_err(|_| Bad::Foreign)?;
        Ok(self.doc.transact().encode_diff_v1(&vector))
    }

    /// All of it as one update.
    pub fn whole(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// What stands there, to be shown.
    pub fn blocks(&self) -> Vec<Block> {
        let txn = self.doc.transact();
        self.root.children(&txn).flat_map(|node| block(&txn, &node, 0)).collect()
    }

    /// Adds paragraphs at the end; gives the update that says so.
    pub fn append<'a>(&self, paragraphs: impl Iterator<Item = &'a str>) -> Vec<u8> {
        let mut txn = self.doc.transact_mut();
        for paragraph in paragraphs {
            let text = XmlTextPrelim::new(paragraph);
            self.root.push_back(&mut txn, XmlElementPrelim::new("paragraph", [text.into()]));
        }
        txn.encode_update_v1()
    }

    /// Puts `blocks` in the place of all that stands there; gives the update that says so.
    pub fn replace(&self, blocks: &[Block]) -> Vec<u8> {
        let mut txn = self.doc.transact_mut();
        let length = self.root.len(&txn);
        if length > 0 {
            self.root.remove_range(&mut txn, 0, length);
        }
        for block in blocks {
            write_block(&mut txn, &self.root, block);
        }
        txn.encode_update_v1()
    }
}

/// Several updates as one.
pub(super) fn merged(updates: &[Vec<u8>]) -> Result<Vec<u8>, Bad> {
    match updates {
        [one] => Ok(one.clone()),
        more => yrs::merge_updates_v1(more).map_err(|_| Bad::Foreign),
    }
}

/// One part of a text, as it is shown and as minutes keep it. There are no others, whatever a browser sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Block {
    Heading(Vec<Run>),
    Paragraph(Vec<Run>),
    Bullets(Vec<Vec<Block>>),
    Numbers(Vec<Vec<Block>>),
}

/// Some words that look alike. A line that is broken within a paragraph is a `\n`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Run {
    pub text: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub em: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

fn block<T: yrs::ReadTxn>(txn: &T, node: &XmlOut, depth: usize) -> Vec<Block> {
    let XmlOut::Element(element) = node else {
        // Words that stand where only paragraphs should: shown as one.
        let runs = runs(txn, std::slice::from_ref(node));
        return if runs.is_empty() { Vec::new() } else { vec![Block::Paragraph(runs)] };
    };
    let children: Vec<XmlOut> = element.children(txn).collect();
    let tag = element.try_tag().map_or("", |t| t);
    match tag {
        "heading" => vec![Block::Heading(runs(txn, &children))],
        "paragraph" => vec![Block::Paragraph(runs(txn, &children))],
        "bullet_list" | "ordered_list" if depth < DEEPEST => {
            let items: Vec<Vec<Block>> = children
                .iter()
                .map(|item| match item {
                    XmlOut::Element(e) if e.try_tag().is_some_and(|t| &**t == "list_item") => {
                        e.children(txn).flat_map(|n| block(txn, &n, depth + 1)).collect()
                    }
                    other => block(txn, other, depth + 1),
                })
                .collect();
            match (items.is_empty(), tag) {
                (true, _) => Vec::new(),
                (false, "bullet_list") => vec![Block::Bullets(items)],
                (false, _) => vec![Block::Numbers(items)],
            }
        }
        _ if depth < 4 * DEEPEST => children.iter().flat_map(|n| block(txn, n, depth + 1)).collect(),
        _ => Vec::new(),
    }
}

fn runs<T: yrs::ReadTxn>(txn: &T, nodes: &[XmlOut]) -> Vec<Run> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            XmlOut::Text(text) => {
                for piece in text.diff(txn, YChange::identity) {
                    let Out::Any(Any::String(words)) = piece.insert else { continue };
                    let mut run = Run { text: words.to_string(), ..Run::default() };
                    for (name, value) in piece.attributes.iter().flat_map(|a| a.iter()) {
                        if matches!(value, Any::Null | Any::Undefined) {
                            continue;
                        }
                        // Marks that may stand twice carry a hash after their name: `link--a1b2`.
                        match name.split("--").next().unwrap_or("") {
                            "strong" => run.strong = true,
                            "em" => run.em = true,
                            "link" => run.link = target(value),
                            _ => {}
                        }
                    }
                    found.push(run);
                }
            }
            XmlOut::Element(e) if e.try_tag().is_some_and(|t| &**t == "hard_break") => {
                found.push(Run { text: "\n".into(), ..Run::default() });
            }
            _ => {}
        }
    }
    found
}

/// Where a link leads: the web, nowhere else.
fn target(value: &Any) -> Option<String> {
    let Any::Map(attributes) = value else { return None };
    let Some(Any::String(href)) = attributes.get("href") else { return None };
    let lower = href.to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    let plain = !href.chars().any(|c| c.is_whitespace() || c.is_control());
    (web && plain && href.len() <= 2000).then(|| href.to_string())
}

fn write_block<P: XmlFragment>(txn: &mut TransactionMut<'_>, into: &P, block: &Block) {
    match block {
        Block::Heading(runs) => {
            let made = into.push_back(txn, XmlElementPrelim::empty("heading"));
            write_runs(txn, &made, runs);
        }
        Block::Paragraph(runs) => {
            let made = into.push_back(txn, XmlElementPrelim::empty("paragraph"));
            write_runs(txn, &made, runs);
        }
        Block::Bullets(items) | Block::Numbers(items) => {
            let tag = if matches!(block, Block::Bullets(_)) { "bullet_list" } else { "ordered_list" };
            let list = into.push_back(txn, XmlElementPrelim::empty(tag));
            for item in items {
                let made = list.push_back(txn, XmlElementPrelim::empty("list_item"));
                for block in item {
                    write_block(txn, &made, block);
                }
            }
        }
    }
}

fn write_runs(txn: &mut TransactionMut<'_>, into: &XmlElementRef, runs: &[Run]) {
    let text = into.push_back(txn, XmlTextPrelim::new(""));
    for run in runs {
        let mut marks = Attrs::new();
        let none = || Any::Map(Arc::new(HashMap::new()));
        if run.strong {
            marks.insert("strong".into(), none());
        }
        if run.em {
            marks.insert("em".into(), none());
        }
        if let Some(href) = &run.link {
            let attributes = HashMap::from([("href".to_owned(), Any::from(href.as_str()))]);
            marks.insert("link".into(), Any::Map(Arc::new(attributes)));
        }
        let end = text.len(txn);
        // A broken line is a space in a version that is brought back: an element can't stand within a text.
        text.insert_with_attributes(txn, end, &run.text.replace('\n', " "), marks);
    }
}

/// Whether there is a word in it.
pub(super) fn is_empty(blocks: &[Block]) -> bool {
    lines(blocks).iter().all(|line| line.trim().is_empty())
}

/// The words of each paragraph, heading and point, in order.
pub(super) fn lines(blocks: &[Block]) -> Vec<String> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(runs) | Block::Paragraph(runs) => found.push(runs.iter().map(|r| r.text.as_str()).collect()),
            Block::Bullets(items) | Block::Numbers(items) => found.extend(items.iter().flat_map(|i| lines(i))),
        }
    }
    found
}

/// The text as a page shows it; its headings are one below a section's.
pub(super) fn shown(blocks: &[Block]) -> Markup {
    html! {
        @for block in blocks {
            @match block {
                Block::Heading(runs) => h3 { (run_marks(runs)) },
                Block::Paragraph(runs) => @if !runs.is_empty() { p { (run_marks(runs)) } },
                Block::Bullets(items) => ul { @for item in items { li { (shown(item)) } } },
                Block::Numbers(items) => ol { @for item in items { li { (shown(item)) } } },
            }
        }
    }
}

fn run_marks(runs: &[Run]) -> Markup {
    html! {
        @for run in runs {
            @if let Some(href) = &run.link { a href=(href) rel="noopener noreferrer nofollow" { (strong(run)) } } @else { (strong(run)) }
        }
    }
}

fn strong(run: &Run) -> Markup {
    html! { @if run.strong { strong { (em(run)) } } @else { (em(run)) } }
}

fn em(run: &Run) -> Markup {
    html! { @if run.em { em { (broken(run)) } } @else { (broken(run)) } }
}

fn broken(run: &Run) -> Markup {
    html! { @for (n, line) in run.text.split('\n').enumerate() { @if n > 0 { br; } (line) } }
}
