//! Annexes to render.

use crate::annex::*;

pub(super) const REGULAR: &[u8] =
    include_bytes!("../../../../layouts/piano-obiettivi/font/Carlito-Regular.ttf");
pub(super) const BOLD: &[u8] =
    include_bytes!("../../../../layouts/piano-obiettivi/font/Carlito-Bold.ttf");
pub(super) const REFERENCE: &str =
    include_str!("../../../../tests/suite/fixtures/testo-di-riferimento.json");
pub(super) const HEADS: [&str; 6] = [
    "SERVIZIO ORGANIZZATIVO",
    "TIPOLOGIA OBIETTIVO\nS sviluppo\nM mantenimento",
    "DESCRIZIONE OBIETTIVO",
    "RISULTATO ATTESO",
    "INDICATORE DI RISULTATO",
    "PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE)",
];
pub(super) const TITLE: &str = "PIANO OBIETTIVI 2020-2022";

/// An annex with nothing in it, in the looks of the default layout.
pub(super) fn empty() -> Annex {
    let style = |weight, size, fill, align, space| Style {
        weight,
        size: Pt(size),
        leading: 1.2,
        color: Rgb(0, 0, 0),
        fill,
        align,
        space_before: Pt(space),
        space_after: Pt(space),
    };
    let grey = |v| Some(Rgb(v, v, v));
    let (normal, bold) = (FontWeight::Regular, FontWeight::Bold);
    let table = [
        style(bold, 14.0, None, Align::Center, 4.0),
        style(bold, 12.0, None, Align::Left, 6.0),
        style(normal, 10.0, None, Align::Left, 4.0),
        style(normal, 10.0, None, Align::Right, 2.0),
        style(bold, 8.0, grey(217), Align::Center, 0.0),
        style(bold, 9.0, grey(242), Align::Left, 0.0),
        style(normal, 9.0, None, Align::Left, 0.0),
        style(bold, 9.0, None, Align::Left, 0.0),
        style(bold, 10.0, None, Align::Center, 0.0),
        style(normal, 9.0, None, Align::Center, 0.0),
        style(normal, 10.0, None, Align::Center, 0.0),
        style(bold, 10.0, None, Align::Left, 0.0),
    ];
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
            margins: Margins { top: Mm(15.0), right: Mm(12.0), bottom: Mm(15.0), left: Mm(12.0) },
            header: Some(Running { pieces: vec![piece(TITLE)], origin: None }),
            footer: Some(Running { pieces: footer, origin: None }),
        },
        styles: Styles {
            table,
            rule: Pt(0.5),
            rule_color: Rgb(0, 0, 0),
            padding_x: Pt(3.0),
            padding_y: Pt(2.0),
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
        signatures: vec![],
    }
}

pub(super) fn heading(level: u8, text: &str) -> Block {
    Block::Heading(HeadingBlock { level, text: text.into(), origin: None })
}

pub(super) fn row(role: CellRole, style: StyleName, texts: &[&str]) -> Row {
    Row::new(texts.iter().map(|text| Cell::new(role, style, text, None)))
}

pub(super) fn columns(shares: &[f32]) -> Vec<Column> {
    let column = |(i, &share): (usize, &f32)| Column {
        field: format!("campo{i}"),
        width: Width::Share(share),
        align: if share < 10.0 { Align::Center } else { Align::Left },
    };
    shares.iter().enumerate().map(column).collect()
}

pub(super) fn table(heads: &[&str], shares: &[f32]) -> TableParts {
    TableParts {
        caption: String::new(),
        columns: columns(shares),
        row_head: Some(0),
        continued: None,
        head: vec![row(CellRole::ColumnHead, StyleName::Head, heads)],
        bodies: vec![],
        foot: vec![],
    }
}

pub(super) fn band(text: &str, columns: u16) -> Row {
    let mut band = row(CellRole::Band, StyleName::Band, &[text]);
    band.cells[0].col_span = columns;
    band
}

pub(super) fn objective(cells: &[&str]) -> Row {
    let mut row = row(CellRole::Data, StyleName::Cell, cells);
    if let Some(last) = row.cells.last_mut() {
        last.number = last.text().parse().ok().map(|mantissa| Number { mantissa, scale: 0 });
        last.align = Some(Align::Right);
    }
    row
}

/// The reference document, as its text fixture has it.
pub(super) fn reference() -> Annex {
    let rows: serde_json::Value = serde_json::from_str(REFERENCE).unwrap();
    let mut annex = empty();
    annex.blocks.push(heading(1, TITLE));
    let mut place = (String::new(), String::new());
    for entry in rows.as_array().unwrap() {
        let said = |key: &str| entry[key].as_str().unwrap().to_owned();
        let cells: Vec<_> =
            entry["celle"].as_array().unwrap().iter().map(|c| c.as_str().unwrap_or("")).collect();
        if said("area") != place.0 {
            annex.blocks.push(heading(2, &said("area")));
            let table = table(&HEADS, &[15.0, 9.0, 27.0, 22.0, 19.0, 8.0]);
            annex.blocks.push(Block::Table(table.table()));
        }
        let Some(Block::Table(table)) = annex.blocks.last_mut() else { unreachable!() };
        if (said("area"), said("periodo")) != place {
            let bands = vec![band(&said("periodo"), 6)];
            table.edit(|parts| parts.bodies.push(Body { bands, ..Body::default() }));
        }
        table.edit(|parts| parts.bodies.last_mut().unwrap().rows.push(objective(&cells)));
        place = (said("area"), said("periodo"));
    }
    annex
}

/// An annex of one table with one objective.
pub(super) fn single(cells: &[&str]) -> Annex {
    let mut annex = empty();
    let mut table = table(&HEADS[..cells.len()], &vec![20.0; cells.len()]);
    table.bodies.push(Body { rows: vec![objective(cells)], ..Body::default() });
    annex.blocks = vec![heading(1, TITLE), Block::Table(table.table())];
    annex
}
