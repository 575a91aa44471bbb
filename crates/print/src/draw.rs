//! What was laid out, as a file: the lines drawn on their pages, and the tree that says what they are.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::configure::{Accessibility, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::text::{Font, TextDirection};
use krilla::{Document, SerializeSettings};

use crate::layout::{Cell, FOOT, Face, Laid, Measure, PAGE, Part, foot};
use crate::{Error, Fonts, Paper};

fn ink(soft: bool) -> Fill {
    // The ink and the softer ink of the pages, on white: 14:1 and 6:1.
    let color = if soft { rgb::Color::new(0x55, 0x5f, 0x58) } else { rgb::Color::new(0x1f, 0x2a, 0x24) };
    Fill { paint: color.into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

fn configuration() -> Result<Configuration, Error> {
    let built = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    built.map_err(|e| Error(format!("{e:?}")))
}

pub(crate) fn draw(paper: &Paper, fonts: Fonts, laid: &Laid) -> Result<Vec<u8>, Error> {
    let font = |bytes: &'static [u8]| Font::new(bytes.into(), 0).ok_or_else(|| Error("a font can't be read".into()));
    let (sans, serif) = (font(fonts.sans)?, font(fonts.serif)?);
    let of = |face| if face == Face::Sans { sans.clone() } else { serif.clone() };
    let measure = Measure::new(fonts)?;
    let settings = SerializeSettings { configuration: configuration()?, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut drawn: Vec<Option<Identifier>> = laid.lines.iter().map(|_| None).collect();
    for number in 0..laid.pages {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| Error("a page without a size".into()))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for (at, line) in laid.lines.iter().enumerate().filter(|(_, l)| l.page == number) {
            let tag = if line.repeated {
                ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther))
            } else {
                ContentTag::Span(SpanTag::empty())
            };
            let id = surface.start_tagged(tag);
            surface.set_fill(Some(ink(line.style.soft)));
            let place = Point::from_xy(line.x, line.y);
            surface.draw_text(
                place,
                of(line.style.face),
                line.style.size,
                &line.text,
                false,
                TextDirection::LeftToRight,
            );
            surface.end_tagged();
            if !line.repeated {
                drawn[at] = Some(id);
            }
        }
        let (text, x, y) = foot(paper, laid, number, &measure);
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        surface.set_fill(Some(ink(true)));
        surface.draw_text(Point::from_xy(x, y), of(FOOT.face), FOOT.size, &text, false, TextDirection::LeftToRight);
        surface.set_fill(None);
        let thin = Stroke { paint: rgb::Color::new(0xd5, 0xd9, 0xd2).into(), width: 0.6, ..Stroke::default() };
        surface.set_stroke(Some(thin));
        for (_, x, y, width) in laid.rules.iter().filter(|(page, ..)| *page == number) {
            let mut path = PathBuilder::new();
            path.move_to(*x, *y);
            path.line_to(x + width, *y);
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        surface.set_stroke(None);
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(laid));
    document.set_tag_tree(tree(paper, laid, &mut drawn));
    let about =
        Metadata::new().title(paper.title.clone()).language(paper.lang.clone()).producer("Perennial".to_owned());
    document.set_metadata(about);
    document.finish().map_err(|e| Error(format!("{e:?}")))
}

/// The headings, as a way through the file.
fn outline(laid: &Laid) -> Outline {
    let mut outline = Outline::new();
    for part in &laid.parts {
        if let Part::Heading(_, title, lines) = part
            && let Some(line) = lines.first().map(|at| &laid.lines[*at])
        {
            let top = Point::from_xy(line.x, (line.y - line.style.lead).max(0.0));
            outline.push_child(OutlineNode::new(title.clone(), XyzDestination::new(line.page, top)));
        }
    }
    outline
}

/// What the drawn lines are, in the order in which they are read.
fn tree(paper: &Paper, laid: &Laid, drawn: &mut [Option<Identifier>]) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(paper.lang.clone()));
    let mut take =
        |places: &[usize]| -> Vec<Node> { places.iter().filter_map(|at| drawn[*at].take()).map(Node::from).collect() };
    for part in &laid.parts {
        let group = match part {
            Part::Heading(level, title, lines) => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                TagGroup::with_children(Tag::Hn(level, Some(title.clone())), take(lines))
            }
            Part::Text(lines) => TagGroup::with_children(Tag::P, take(lines)),
            Part::Table(about, rows) => {
                let rows = rows.iter().map(|cells| {
                    let cells = cells.iter().map(|(cell, lines)| {
                        let words = TagGroup::with_children(Tag::P, take(lines));
                        let cell = match cell {
                            Cell::ColumnHead => {
                                TagGroup::with_children(Tag::TH(TableHeaderScope::Column), vec![words.into()])
                            }
                            Cell::RowHead => {
                                TagGroup::with_children(Tag::TH(TableHeaderScope::Row), vec![words.into()])
                            }
                            Cell::Plain => TagGroup::with_children(Tag::TD, vec![words.into()]),
                        };
                        Node::from(cell)
                    });
                    Node::from(TagGroup::with_children(Tag::TR, cells.collect()))
                });
                let rows: Vec<Node> = rows.collect();
                let about = Some(about.clone()).filter(|a| !a.is_empty());
                TagGroup::with_children(Tag::Table.with_summary(about), rows)
            }
        };
        tree.push(group);
    }
    tree
}
