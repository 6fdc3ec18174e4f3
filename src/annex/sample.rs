//! Sample annexes for the tests of this crate.

use super::*;

// The fonts of the default layout: tests measure real widths, and no font of the system can
// change their outcome.
const REGULAR: &[u8] = include_bytes!("../../layouts/piano-obiettivi/font/Carlito-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../layouts/piano-obiettivi/font/Carlito-Bold.ttf");
const REFERENCE: &str = include_str!("../../tests/suite/fixtures/testo-di-riferimento.json");

/// Title of the reference plan.
pub const TITLE: &str = "PIANO OBIETTIVI 2020-2022";

/// Headings of the columns of the reference plan.
pub const HEADS: [&str; 6] = [
    "SERVIZIO ORGANIZZATIVO",
    "TIPOLOGIA OBIETTIVO\nS sviluppo\nM mantenimento",
    "DESCRIZIONE OBIETTIVO",
    "RISULTATO ATTESO",
    "INDICATORE DI RISULTATO",
    "PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE)",
];

/// Objective of the reference plan.
#[derive(serde::Deserialize)]
pub struct ReferenceRow {
    /// Name of the area.
    pub area: String,
    /// Label of the period.
    #[serde(rename = "periodo")]
    pub period: String,
    /// Text of each of the six cells.
    #[serde(rename = "celle")]
    pub cells: Vec<String>,
}

/// Returns the objectives of the reference plan, whose text was read from the original annex.
pub fn reference_rows() -> Vec<ReferenceRow> {
    serde_json::from_str(REFERENCE).expect("the fixture is valid")
}

/// Returns an annex without blocks and signatures, styled like the default layout.
pub fn empty_annex() -> Annex {
    let piece = |s: &str| Piece::Text(s.into());
    let footer = vec![piece("Pag. "), Piece::PageNumber, piece(" di "), Piece::PageCount];
    Annex {
        meta: Meta {
            title: TITLE.into(),
            language: "it-IT".into(),
            producer: "allegati".into(),
            ..Meta::default()
        },
        page: Page {
            width: Mm(297.0),
            height: Mm(210.0),
            margins: Margins { top: Mm(20.0), right: Mm(14.0), bottom: Mm(17.0), left: Mm(14.0) },
            header: Some(Running { pieces: vec![piece(TITLE)], origin: None }),
            header_first: false,
            footer: Some(Running { pieces: footer, origin: None }),
        },
        styles: Styles {
            table: styles(),
            rule: Pt(0.5),
            rule_color: Rgb(128, 128, 128),
            padding_x: Pt(3.0),
            padding_y: Pt(2.5),
            hyphenate: true,
        },
        fonts: Fonts {
            main: Family {
                office_name: "Calibri".into(),
                name: "Carlito".into(),
                regular: Font { data: REGULAR.into() },
                bold: Font { data: BOLD.into() },
            },
            fallback: None,
        },
        blocks: vec![],
        masthead: vec![],
        signatures: vec![],
    }
}

fn styles() -> [Style; 13] {
    let style = |weight, size, fill, align, before, after| Style {
        weight,
        size: Pt(size),
        leading: 1.2,
        color: Rgb(0, 0, 0),
        fill,
        align,
        space_before: Pt(before),
        space_after: Pt(after),
    };
    let grey = |v| Some(Rgb(v, v, v));
    let (normal, bold) = (FontWeight::Regular, FontWeight::Bold);
    // In the order of `StyleName`, whose names index the array.
    [
        style(bold, 14.0, None, Align::Center, 0.0, 6.0),
        style(bold, 11.0, None, Align::Left, 10.0, 4.0),
        style(normal, 10.0, None, Align::Left, 0.0, 6.0),
        style(normal, 9.0, None, Align::Right, 0.0, 6.0),
        style(bold, 8.0, grey(217), Align::Center, 0.0, 0.0),
        style(bold, 9.0, grey(239), Align::Left, 0.0, 0.0),
        style(normal, 9.0, None, Align::Left, 0.0, 0.0),
        style(bold, 9.0, None, Align::Left, 0.0, 0.0),
        style(bold, 14.0, None, Align::Center, 0.0, 0.0),
        style(normal, 8.0, None, Align::Right, 0.0, 0.0),
        style(normal, 10.0, None, Align::Center, 12.0, 0.0),
        style(bold, 10.0, None, Align::Left, 10.0, 4.0),
        style(bold, 12.0, None, Align::Center, 0.0, 4.0),
    ]
}

/// Returns a heading.
pub fn heading(level: u8, text: &str) -> Block {
    Block::Heading(HeadingBlock { level, text: text.into(), page_break: false, origin: None })
}

impl TableParts {
    /// Places the cells of a sample.
    pub fn table(self) -> Table {
        Table::new(self).expect("a sample has a column for each cell")
    }
}

impl Table {
    /// Changes the parts of the table and places its cells again.
    pub fn edit(&mut self, change: impl FnOnce(&mut TableParts)) {
        let mut parts = self.parts.clone();
        change(&mut parts);
        // Places depend on the spans of all cells, so none survives a change of the parts.
        *self = parts.table();
    }
}
