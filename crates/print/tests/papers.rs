//! Papers that are printed conform to PDF/UA-1, or are not printed: the library checks every file it writes.

use print::{Block, Column, Fonts, Paper, Table, print};

fn fonts() -> Fonts {
    let font = |name| face::asset_named(name, "ttf").expect("the bundle has the fonts of papers").bytes;
    Fonts { sans: font("print-sans"), serif: font("print-serif") }
}

fn paper(rows: usize, word: &str) -> Paper {
    let columns = vec![Column::words("Day", 1.0), Column::words("What", 3.0), Column::figures("Minutes", 1.0)];
    let rows = (0..rows).map(|n| vec![format!("May {n}"), format!("{word} {n}"), (n * 7).to_string()]).collect();
    Paper {
        lang: "en".into(),
        title: "A year of learning".into(),
        kicker: "Riverbend".into(),
        blocks: vec![
            Block::Large("Ana María Ruiz".into()),
            Block::Facts(vec![("Hours".into(), "12.5".into()), ("Nothing".into(), String::new())]),
            Block::Heading("What happened".into()),
            Block::Table(Table { about: "What happened".into(), columns, rows }),
            Block::Text(String::new()),
            Block::Small("Made today.".into()),
        ],
        foot: "Riverbend".into(),
    }
}

fn pages(pdf: &[u8]) -> usize {
    // Every page says how large it is.
    String::from_utf8_lossy(pdf).matches("/MediaBox").count()
}

#[test]
fn a_paper_is_a_tagged_file_in_its_language() {
    let pdf = print(&paper(4, "Team meeting"), fonts()).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let text = String::from_utf8_lossy(&pdf);
    for mark in ["/StructTreeRoot", "/MarkInfo", "/Lang", "pdfuaid"] {
        assert!(text.contains(mark), "{mark}");
    }
    assert_eq!(pages(&pdf), 1);
    // Only the letters that are used are in it.
    assert!(pdf.len() < 80_000, "{}", pdf.len());
}

#[test]
fn a_long_table_goes_on_over_pages_and_a_long_word_stays_on_the_paper() {
    let pdf = print(&paper(60, &"Donaudampfschifffahrtsgesellschaft".repeat(3)), fonts()).unwrap();
    assert!(pages(&pdf) > 2, "{}", pages(&pdf));
}

#[test]
fn what_the_fonts_lack_does_not_keep_a_paper_from_being_printed() {
    for odd in ["学习 🌱", "\u{0}\u{7}\u{200b}", "\u{202e}abc", "a\n\n\tb", "ẞß€—“”…", ""] {
        let mut with = paper(2, odd);
        with.title = format!("{odd} x");
        with.blocks.push(Block::Text(odd.into()));
        print(&with, fonts()).unwrap_or_else(|e| panic!("{odd:?}: {e}"));
    }
}
