//! Where each line stands: texts are broken into lines by the widths of their letters, lines are set on pages from top to bottom.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

use crate::{Block, Error, Fonts, Paper, Table};

/// US Letter, in points.
pub(crate) const PAGE: (f32, f32) = (612.0, 792.0);
const MARGIN: f32 = 64.0;
const WIDE: f32 = PAGE.0 - 2.0 * MARGIN;
/// Nothing but the foot stands below this.
const BOTTOM: f32 = PAGE.1 - 72.0;
const GUTTER: f32 = 12.0;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Face {
    Sans,
    Serif,
}

/// How a line looks.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Style {
    pub face: Face,
    pub size: f32,
    /// From one line to the next.
    pub lead: f32,
    /// Drawn in the softer ink.
    pub soft: bool,
}

const fn style(face: Face, size: f32, lead: f32, soft: bool) -> Style {
    Style { face, size, lead, soft }
}

const KICKER: Style = style(Face::Sans, 10.0, 14.0, true);
const TITLE: Style = style(Face::Serif, 25.0, 31.0, false);
const HEADING: Style = style(Face::Serif, 14.0, 18.0, false);
const TEXT: Style = style(Face::Sans, 10.5, 15.5, false);
const LARGE: Style = style(Face::Serif, 19.0, 25.0, false);
const SMALL: Style = style(Face::Sans, 8.5, 12.0, true);
const CELL: Style = style(Face::Sans, 9.0, 12.5, false);
const HEAD: Style = style(Face::Sans, 8.5, 12.5, true);
pub(crate) const FOOT: Style = SMALL;

/// A line of text on a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub page: usize,
    pub x: f32,
    /// Of its base line, from the top.
    pub y: f32,
    pub style: Style,
    pub text: String,
    /// Repeated for the eye only: not read out again.
    pub repeated: bool,
}

/// What lines are, for who hears the paper. The numbers are places in [`Laid::lines`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part {
    Heading(u16, String, Vec<usize>),
    Text(Vec<usize>),
    /// About, and rows of cells; a cell is the head of its column or of its row, or plain.
    Table(String, Vec<Vec<(Cell, Vec<usize>)>>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    ColumnHead,
    RowHead,
    Plain,
}

/// A paper with every line in its place.
#[derive(Debug, Default)]
pub(crate) struct Laid {
    pub lines: Vec<Line>,
    pub parts: Vec<Part>,
    /// Thin lines across a page: page, x, y, width.
    pub rules: Vec<(usize, f32, f32, f32)>,
    pub pages: usize,
}

/// How wide texts are.
pub(crate) struct Measure {
    sans: FontRef<'static>,
    serif: FontRef<'static>,
}

impl Measure {
    pub fn new(fonts: Fonts) -> Result<Measure, Error> {
        let read = |bytes| FontRef::new(bytes).map_err(|e| Error(format!("a font: {e}")));
        Ok(Measure { sans: read(fonts.sans)?, serif: read(fonts.serif)? })
    }

    fn font(&self, face: Face) -> &FontRef<'static> {
        match face {
            Face::Sans => &self.sans,
            Face::Serif => &self.serif,
        }
    }

    /// The width of a text in points.
    pub fn width(&self, text: &str, style: Style) -> f32 {
        let font = self.font(style.face);
        let (map, glyphs) = (font.charmap(), font.glyph_metrics(Size::new(style.size), LocationRef::default()));
        text.chars().filter_map(|c| glyphs.advance_width(map.map(c)?)).sum()
    }

    /// The text with what the font can draw; blanks of every kind become one, what it lacks becomes a question mark.
    fn known(&self, text: &str, face: Face) -> String {
        let map = self.font(face).charmap();
        let shown = text.chars().map(|c| match c {
            c if c.is_whitespace() => ' ',
            c if c.is_control() || map.map(c).is_none() => '?',
            c => c,
        });
        shown.collect::<String>().split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The lines of a text within a width. A word that is wider than all of it is cut.
    fn broken(&self, text: &str, style: Style, within: f32) -> Vec<String> {
        let font = self.font(style.face);
        let (map, glyphs) = (font.charmap(), font.glyph_metrics(Size::new(style.size), LocationRef::default()));
        let advance = |c: char| map.map(c).and_then(|glyph| glyphs.advance_width(glyph)).unwrap_or(0.0);
        let blank = advance(' ');
        let mut lines = Vec::new();
        let (mut line, mut filled) = (String::new(), 0.0);
        for word in self.known(text, style.face).split(' ') {
            let wide: f32 = word.chars().map(advance).sum();
            if !line.is_empty() && filled + blank + wide <= within {
                line.push(' ');
                line.push_str(word);
                filled += blank + wide;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                filled = 0.0;
            }
            for c in word.chars() {
                if filled + advance(c) > within && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    filled = 0.0;
                }
                line.push(c);
                filled += advance(c);
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// Sets every line of a paper in its place.
pub(crate) fn lay(paper: &Paper, measure: &Measure) -> Laid {
    let mut desk = Desk { laid: Laid { pages: 1, ..Laid::default() }, y: MARGIN, measure };
    if !paper.kicker.is_empty() {
        let lines = desk.paragraph(&paper.kicker, KICKER);
        desk.laid.parts.push(Part::Text(lines));
        desk.y += 6.0;
    }
    let title = desk.paragraph(&paper.title, TITLE);
    desk.laid.parts.push(Part::Heading(1, paper.title.clone(), title));
    desk.y += 12.0;
    for block in &paper.blocks {
        match block {
            Block::Heading(text) => {
                desk.y += 12.0;
                // A head stays with the two lines that follow it.
                desk.room(HEADING.lead + 2.0 * TEXT.lead);
                let lines = desk.paragraph(text, HEADING);
                desk.laid.parts.push(Part::Heading(2, text.clone(), lines));
                desk.y += 4.0;
            }
            Block::Text(text) => desk.text(text, TEXT),
            Block::Large(text) => desk.text(text, LARGE),
            Block::Small(text) => desk.text(text, SMALL),
            Block::Facts(facts) => desk.facts(facts),
            Block::Table(table) => desk.table(table),
            Block::Room(points) => desk.y += points.clamp(0.0, 400.0),
        }
    }
    desk.laid
}

struct Desk<'a> {
    laid: Laid,
    /// Where the next line's top is.
    y: f32,
    measure: &'a Measure,
}

impl Desk<'_> {
    fn page(&self) -> usize {
        self.laid.pages - 1
    }

    /// Makes sure that so much room is left on the page, or begins another; true when it did.
    fn room(&mut self, height: f32) -> bool {
        let full = self.y + height > BOTTOM;
        if full {
            self.laid.pages += 1;
            self.y = MARGIN;
        }
        full
    }

    fn line(&mut self, text: String, style: Style, x: f32, y: f32, repeated: bool) -> usize {
        let page = self.page();
        self.laid.lines.push(Line { page, x, y: y + style.size, style, text, repeated });
        self.laid.lines.len() - 1
    }

    fn paragraph(&mut self, text: &str, style: Style) -> Vec<usize> {
        let lines = self.measure.broken(text, style, WIDE);
        let mut places = Vec::new();
        for line in lines {
            self.room(style.lead);
            let y = self.y;
            places.push(self.line(line, style, MARGIN, y, false));
            self.y += style.lead;
        }
        places
    }

    fn text(&mut self, text: &str, style: Style) {
        let lines = self.paragraph(text, style);
        if !lines.is_empty() {
            self.laid.parts.push(Part::Text(lines));
            self.y += style.lead * 0.4;
        }
    }

    /// Words with their values are a table of two columns without heads above.
    fn facts(&mut self, facts: &[(String, String)]) {
        let mut rows = Vec::new();
        for (word, value) in facts {
            let cells =
                [(word.as_str(), MARGIN, 150.0, Cell::RowHead), (value, MARGIN + 162.0, WIDE - 162.0, Cell::Plain)];
            rows.push(self.row(&cells.map(|(t, x, w, c)| (t, x, w, false, c)), TEXT, false));
        }
        if !rows.is_empty() {
            self.laid.parts.push(Part::Table(String::new(), rows));
            self.y += 8.0;
        }
    }

    fn table(&mut self, table: &Table) {
        let all: f32 = table.columns.iter().map(|c| c.share.max(0.01)).sum();
        let mut x = MARGIN;
        let columns: Vec<(f32, f32)> = table
            .columns
            .iter()
            .map(|c| {
                let width = WIDE * c.share.max(0.01) / all;
                let at = (x, width - GUTTER);
                x += width;
                at
            })
            .collect();
        let heads: Vec<_> = (table.columns.iter().zip(&columns))
            .map(|(c, (x, w))| (c.head.as_str(), *x, *w, c.figures, Cell::ColumnHead))
            .collect();
        self.room(HEAD.lead + CELL.lead + 12.0);
        let mut rows = vec![self.row(&heads, HEAD, false)];
        for row in &table.rows {
            let cells: Vec<_> = (row.iter().zip(&table.columns).zip(&columns).enumerate())
                .map(|(n, ((text, c), (x, w)))| {
                    (text.as_str(), *x, *w, c.figures, if n == 0 { Cell::RowHead } else { Cell::Plain })
                })
                .collect();
            let tall = cells.iter().map(|(t, _, w, ..)| self.measure.broken(t, CELL, *w).len()).max().unwrap_or(1);
            if self.room(tall.min(40) as f32 * CELL.lead + 6.0) {
                self.row(&heads, HEAD, true);
            }
            rows.push(self.row(&cells, CELL, false));
        }
        self.laid.parts.push(Part::Table(table.about.clone(), rows));
        self.y += 8.0;
    }

    /// One row: its cells side by side, and a thin line below.
    fn row(&mut self, cells: &[(&str, f32, f32, bool, Cell)], style: Style, repeated: bool) -> Vec<(Cell, Vec<usize>)> {
        let broken: Vec<Vec<String>> = cells.iter().map(|(t, _, w, ..)| self.measure.broken(t, style, *w)).collect();
        // A cell is no longer than a page.
        let tall = broken.iter().map(Vec::len).max().unwrap_or(0).clamp(1, 40);
        self.room(tall as f32 * style.lead + 6.0);
        let top = self.y + 3.0;
        let mut done = Vec::new();
        for ((_, x, width, figures, cell), lines) in cells.iter().zip(broken) {
            let mut places = Vec::new();
            for (n, text) in lines.into_iter().take(40).enumerate() {
                let at = if *figures { x + width - self.measure.width(&text, style) } else { *x };
                places.push(self.line(text, style, at, top + n as f32 * style.lead, repeated));
            }
            done.push((*cell, places));
        }
        self.y = top + tall as f32 * style.lead + 3.0;
        let (page, y) = (self.page(), self.y);
        self.laid.rules.push((page, MARGIN, y, WIDE));
        done
    }
}

/// The foot of a page: its text and where it stands.
pub(crate) fn foot(paper: &Paper, laid: &Laid, page: usize, measure: &Measure) -> (String, f32, f32) {
    let text = match (paper.foot.is_empty(), laid.pages) {
        (_, 1) => paper.foot.clone(),
        (true, all) => format!("{} / {all}", page + 1),
        (false, all) => format!("{}   {} / {all}", paper.foot, page + 1),
    };
    (measure.known(&text, FOOT.face), MARGIN, PAGE.1 - 40.0)
}
