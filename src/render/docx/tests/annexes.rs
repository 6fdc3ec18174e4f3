//! Sample annexes: the reference plan, and small ones.

use crate::annex::*;

const HEADS: [&str; 6] = [
    "SERVIZIO ORGANIZZATIVO",
    "TIPOLOGIA OBIETTIVO\nS sviluppo\nM mantenimento",
    "DESCRIZIONE OBIETTIVO",
    "RISULTATO ATTESO",
    "INDICATORE DI RISULTATO",
    "PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE)",
];

/// Shares of the text's width that the columns have.
pub const SHARES: [f32; 6] = [14.0, 9.5, 25.0, 20.0, 21.5, 10.0];

#[derive(serde::Deserialize)]
struct Line {
    area: String,
    periodo: String,
    celle: Vec<String>,
}

/// Returns the reference plan, with the text of the original, in the default styles.
pub fn reference() -> Annex {
    let json = include_str!("../../../../tests/suite/fixtures/testo-di-riferimento.json");
    let lines: Vec<Line> = serde_json::from_str(json).expect("the fixture is valid");
    let title = "PIANO OBIETTIVI 2020-2022".to_owned();
    let mut annex = empty(&title);
    annex.blocks.push(heading(1, &title));
    let (mut area, mut period) = ("", "");
    for line in &lines {
        if line.area != area {
            annex.blocks.push(heading(2, &line.area));
            annex.blocks.push(Block::Table(table(&line.area).table()));
            (area, period) = (&line.area, "");
        }
        let Some(Block::Table(table)) = annex.blocks.last_mut() else { unreachable!() };
        if line.periodo != period {
            let bands = vec![band(&line.periodo)];
            table.edit(|parts| parts.bodies.push(Body { bands, ..Body::default() }));
            period = &line.periodo;
        }
        table.edit(|parts| {
            let body = parts.bodies.last_mut().expect("a body was pushed");
            body.rows.push(row(line.celle.iter().map(|text| cell(text))));
        });
    }
    annex
}

/// Returns a data cell.
pub fn cell(text: &str) -> Cell {
    Cell::new(CellRole::Data, StyleName::Cell, text, None)
}

/// Returns a band across the default columns.
pub fn band(text: &str) -> Row {
    let band = Cell::new(CellRole::Band, StyleName::Band, text, None);
    row([Cell { col_span: 6, ..band }])
}

/// Returns a row of `cells`.
pub fn row(cells: impl IntoIterator<Item = Cell>) -> Row {
    Row::new(cells)
}

/// Returns a heading.
pub fn heading(level: u8, text: &str) -> Block {
    Block::Heading(HeadingBlock { level, text: text.to_owned(), origin: None })
}

/// Returns a table of the default columns, without rows.
pub fn table(caption: &str) -> TableParts {
    let column = |(i, share): (usize, f32)| Column {
        field: format!("campo{i}"),
        width: Width::Share(share),
        align: if i == 1 || i == 5 { Align::Center } else { Align::Left },
    };
    let head = HEADS.map(|text| Cell::new(CellRole::ColumnHead, StyleName::Head, text, None));
    TableParts {
        caption: format!("Obiettivi: {caption}"),
        columns: SHARES.into_iter().enumerate().map(column).collect(),
        row_head: Some(0),
        continued: None,
        head: vec![row(head)],
        bodies: Vec::new(),
        foot: Vec::new(),
    }
}

/// Returns an annex without content, in the default styles.
pub fn empty(title: &str) -> Annex {
    let running = |pieces| Some(Running { pieces, origin: None });
    let text = |words: &str| Piece::Text(words.to_owned());
    Annex {
        meta: Meta {
            title: title.to_owned(),
            language: "it-IT".into(),
            author: Some("Unione dei Comuni".into()),
            subject: Some("Piano degli obiettivi".into()),
            date: None,
            producer: "allegati 0.1.0".into(),
        },
        page: Page {
            width: Mm(297.0),
            height: Mm(210.0),
            margins: Margins { top: Mm(20.0), right: Mm(14.0), bottom: Mm(17.0), left: Mm(14.0) },
            header: running(vec![text(title)]),
            footer: running(vec![text("Pag. "), Piece::PageNumber, text(" di "), Piece::PageCount]),
        },
        styles: styles(),
        fonts: Fonts { main: carlito(), fallback: None },
        blocks: Vec::new(),
        signatures: Vec::new(),
    }
}

fn carlito() -> Family {
    let font = |data: &'static [u8]| Font { data: data.into() };
    Family {
        office_name: "Calibri".into(),
        name: "Carlito".into(),
        regular: font(include_bytes!(
            "../../../../layouts/piano-obiettivi/font/Carlito-Regular.ttf"
        )),
        bold: font(include_bytes!("../../../../layouts/piano-obiettivi/font/Carlito-Bold.ttf")),
    }
}

fn styles() -> Styles {
    let plain = Style {
        weight: FontWeight::Regular,
        size: Pt(9.0),
        leading: 1.2,
        color: Rgb(0, 0, 0),
        fill: None,
        align: Align::Left,
        space_before: Pt(0.0),
        space_after: Pt(0.0),
    };
    let bold = Style { weight: FontWeight::Bold, ..plain };
    let mut table = [plain; StyleName::ALL.len()];
    let mut set = |name: StyleName, style| table[name as usize] = style;
    let title = Style { size: Pt(14.0), align: Align::Center, ..bold };
    set(StyleName::Title, Style { space_after: Pt(6.0), ..title });
    set(StyleName::Header, title);
    let heading = Style { size: Pt(11.0), space_before: Pt(10.0), space_after: Pt(4.0), ..bold };
    set(StyleName::Heading, heading);
    set(StyleName::Paragraph, Style { size: Pt(10.0), space_after: Pt(6.0), ..plain });
    let grey = Some(Rgb(0xD9, 0xD9, 0xD9));
    set(StyleName::Head, Style { size: Pt(8.0), fill: grey, align: Align::Center, ..bold });
    set(StyleName::Band, Style { fill: Some(Rgb(0xEF, 0xEF, 0xEF)), ..bold });
    set(StyleName::Total, bold);
    set(StyleName::Footer, Style { size: Pt(8.0), align: Align::Right, ..plain });
    Styles {
        table,
        rule: Pt(0.5),
        rule_color: Rgb(0x80, 0x80, 0x80),
        padding_x: Pt(3.0),
        padding_y: Pt(2.5),
        hyphenate: true,
    }
}
