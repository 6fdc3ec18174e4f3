//! Sample annexes.

use crate::annex::*;

const REGULAR: &[u8] =
    include_bytes!("../../../../layouts/piano-obiettivi/font/Carlito-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../../layouts/piano-obiettivi/font/Carlito-Bold.ttf");
const REFERENCE: &str = include_str!("../../../../tests/suite/fixtures/testo-di-riferimento.json");
const HEADS: [&str; 6] = [
    "SERVIZIO ORGANIZZATIVO",
    "TIPOLOGIA OBIETTIVO\nS sviluppo\nM mantenimento",
    "DESCRIZIONE OBIETTIVO",
    "RISULTATO ATTESO",
    "INDICATORE DI RISULTATO",
    "PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE)",
];
pub(super) const TITLE: &str = "PIANO OBIETTIVI 2020-2022";

/// Returns an annex without blocks, styled like the default layout.
pub(super) fn empty() -> Annex {
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
        signatures: vec![Signature {
            field: "Firma1".into(),
            role: None,
            name: None,
            mark: SignatureMark::Hidden,
            origin: None,
        }],
    }
}

fn styles() -> [Style; 12] {
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
    ]
}

pub(super) fn heading(level: u8, text: &str) -> Block {
    Block::Heading(HeadingBlock { level, text: text.into(), origin: None })
}

pub(super) fn text(style: StyleName, text: &str) -> Block {
    Block::Text(TextBlock { style, content: paragraphs(text), introduces: false, origin: None })
}

pub(super) fn cell(role: CellRole, text: &str) -> Cell {
    let style = match role {
        CellRole::ColumnHead => StyleName::Head,
        CellRole::Band => StyleName::Band,
        CellRole::RowHead | CellRole::Data | CellRole::Text => StyleName::Cell,
    };
    Cell::new(role, style, text, None)
}

/// Returns a row of content whose first cell is its row head.
pub(super) fn row(texts: &[&str]) -> Row {
    let role = |i| if i == 0 { CellRole::RowHead } else { CellRole::Data };
    Row::new(texts.iter().enumerate().map(|(i, text)| cell(role(i), text)))
}

pub(super) fn band(text: &str, columns: u16) -> Row {
    Row::new([Cell { col_span: columns, ..cell(CellRole::Band, text) }])
}

/// Returns a total of one cell across `columns`.
pub(super) fn total(text: &str, columns: u16) -> Row {
    let cell = Cell::new(CellRole::Data, StyleName::Total, text, None);
    Row::new([Cell { col_span: columns, ..cell }])
}

/// Returns a table with these heads, columns of equal width, and no bodies.
pub(super) fn table(heads: &[&str]) -> TableParts {
    let column =
        |i| Column { field: format!("c{i}"), width: Width::Share(1.0), align: Align::Left };
    TableParts {
        caption: "Obiettivi".into(),
        columns: (0..heads.len()).map(column).collect(),
        row_head: Some(0),
        continued: None,
        head: vec![Row::new(heads.iter().map(|h| cell(CellRole::ColumnHead, h)))],
        bodies: vec![],
        foot: vec![],
    }
}

/// Returns an annex of one table with one body of `rows`.
pub(super) fn one_table(heads: &[&str], rows: Vec<Row>) -> Annex {
    let mut annex = empty();
    let mut table = table(heads);
    let bands = vec![band("ANNO 2024", heads.len() as u16)];
    table.bodies.push(Body { outer: 0, bands, rows, totals: vec![] });
    annex.blocks = vec![heading(1, TITLE), heading(2, "AREA UNICA"), Block::Table(table.table())];
    annex
}

/// Row of the reference text: area, period and six cells.
pub(super) type Objective = (String, String, Vec<String>);

pub(super) fn objectives() -> Vec<Objective> {
    let rows: serde_json::Value = serde_json::from_str(REFERENCE).expect("the fixture is JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let cells = |row: &serde_json::Value| {
        row["celle"].as_array().expect("cells").iter().map(text).collect()
    };
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| (text(&row["area"]), text(&row["periodo"]), cells(row))).collect()
}

/// Returns the reference plan as an annex.
pub(super) fn reference() -> Annex {
    let mut annex = empty();
    annex.blocks.push(heading(1, TITLE));
    let objectives = objectives();
    for area in objectives.chunk_by(|a, b| a.0 == b.0) {
        annex.blocks.push(heading(2, &area[0].0));
        let mut table = table(&HEADS);
        for (column, share) in table.columns.iter_mut().zip([14.0, 9.5, 25.0, 20.0, 21.5, 10.0]) {
            column.width = Width::Share(share);
        }
        table.columns[1].align = Align::Center;
        table.columns[5].align = Align::Center;
        for period in area.chunk_by(|a, b| a.1 == b.1) {
            let texts = |o: &Objective| row(&o.2.iter().map(String::as_str).collect::<Vec<_>>());
            let (bands, rows) = (vec![band(&period[0].1, 6)], period.iter().map(texts).collect());
            table.bodies.push(Body { outer: 0, bands, rows, totals: vec![] });
        }
        annex.blocks.push(Block::Table(table.table()));
    }
    annex
}

/// Returns a signature by a named signer.
pub(super) fn signature(field: &str, name: &str, mark: SignatureMark) -> Signature {
    let role = Some("Il Segretario".to_owned());
    Signature { field: field.into(), role, name: Some(name.into()), mark, origin: None }
}
