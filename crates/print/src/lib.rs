//! Papers to take along. A [`Paper`] is a title and a few kinds of blocks; [`print`] lays it out on US Letter pages and gives the
//! bytes of a tagged PDF (PDF/UA-1) that a screen reader reads in order: headings, paragraphs, tables with their heads.
//!
//! It knows nothing of what it prints. Text stands in one direction, left to right, in the letters of the fonts it is given; a sign the fonts
//! lack becomes a question mark, because a paper with an unreadable sign would not be a conforming one.
#![warn(missing_docs)]

mod draw;
mod layout;

/// What is on a paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// The language of its words, as a tag: `en`.
    pub lang: String,
    /// What it is called; stands at its head.
    pub title: String,
    /// Who gives it out; small, above the title.
    pub kicker: String,
    /// What stands below the title, from top to bottom.
    pub blocks: Vec<Block>,
    /// What stands at the foot of every page, before the page's number.
    pub foot: String,
}

/// A piece of a paper.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The head of what follows.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph in large letters: a name, what it is for.
    Large(String),
    /// A paragraph in small letters.
    Small(String),
    /// Words with their values, one a line.
    Facts(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// Some room, in points (1/72 inch).
    Room(f32),
}

/// A table: columns with their heads, and rows of as many texts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// What it shows, read out before it.
    pub about: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; a row with fewer texts than columns ends early, and texts beyond the columns are left out.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What it holds.
    pub head: String,
    /// Its share of the width, against the others.
    pub share: f32,
    /// Whether it holds figures, which stand at its right.
    pub figures: bool,
}

impl Column {
    /// A column of words.
    pub fn words(head: impl Into<String>, share: f32) -> Column {
        Column { head: head.into(), share, figures: false }
    }

    /// A column of figures.
    pub fn figures(head: impl Into<String>, share: f32) -> Column {
        Column { head: head.into(), share, figures: true }
    }
}

/// The two fonts of a paper, as TrueType files.
#[derive(Debug, Clone, Copy)]
pub struct Fonts {
    /// For what is done: text and tables.
    pub sans: &'static [u8],
    /// For what is said: the title and headings.
    pub serif: &'static [u8],
}

/// Why a paper could not be printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Error(String);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a paper could not be printed: {}", self.0)
    }
}

impl std::error::Error for Error {}

/// The paper as a PDF file.
///
/// # Errors
/// When a font can't be read, or the library finds that the file would not conform.
pub fn print(paper: &Paper, fonts: Fonts) -> Result<Vec<u8>, Error> {
    let measure = layout::Measure::new(fonts)?;
    let laid = layout::lay(paper, &measure);
    draw::draw(paper, fonts, &laid)
}
