//! The parts of a finished file, read back and held against the annex.

use super::docx;
use super::finish::xml::{Element, Node, parse};
use crate::annex::*;
use crate::render::RenderError;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

const HEADS: [&str; 6] = [
    "SERVIZIO ORGANIZZATIVO",
    "TIPOLOGIA OBIETTIVO\nS sviluppo\nM mantenimento",
    "DESCRIZIONE OBIETTIVO",
    "RISULTATO ATTESO",
    "INDICATORE DI RISULTATO",
    "PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE)",
];

#[derive(serde::Deserialize)]
struct Line {
    area: String,
    periodo: String,
    celle: Vec<String>,
}

/// The reference plan, as its text was taken from the original, in the default look.
fn reference() -> Annex {
    let json = include_str!("../../../tests/suite/fixtures/testo-di-riferimento.json");
    let lines: Vec<Line> = serde_json::from_str(json).expect("the fixture is valid");
    let title = "PIANO OBIETTIVI 2020-2022".to_owned();
    let mut annex = empty(&title);
    annex.blocks.push(heading(1, &title));
    let (mut area, mut period) = ("", "");
    for line in &lines {
        if line.area != area {
            annex.blocks.push(heading(2, &line.area));
            annex.blocks.push(Block::Table(table(&line.area)));
            (area, period) = (&line.area, "");
        }
        let Some(Block::Table(table)) = annex.blocks.last_mut() else { unreachable!() };
        if line.periodo != period {
            let mut band = Cell::new(CellRole::Band, StyleName::Band, &line.periodo, None);
            band.col_span = 6;
            let bands = vec![Row { cells: vec![band] }];
            table.bodies.push(Body { bands, ..Body::default() });
            period = &line.periodo;
        }
        let body = table.bodies.last_mut().expect("a body was pushed");
        body.rows.push(row(line.celle.iter().map(|text| cell(text))));
    }
    annex
}

fn cell(text: &str) -> Cell {
    Cell::new(CellRole::Data, StyleName::Cell, text, None)
}

fn row(cells: impl Iterator<Item = Cell>) -> Row {
    Row { cells: cells.collect() }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading { level, text: text.to_owned(), origin: None })
}

fn table(caption: &str) -> Table {
    let shares = [15.0, 9.0, 27.0, 22.0, 19.0, 8.0];
    let column = |(i, share): (usize, f32)| Column {
        field: format!("campo{i}"),
        width: Width::Share(share),
        align: if i == 1 || i == 5 { Align::Center } else { Align::Left },
    };
    let head = HEADS.map(|text| Cell::new(CellRole::ColumnHead, StyleName::Head, text, None));
    Table {
        caption: format!("Obiettivi: {caption}"),
        columns: shares.into_iter().enumerate().map(column).collect(),
        row_head: None,
        head: vec![row(head.into_iter())],
        bodies: Vec::new(),
        foot: Vec::new(),
    }
}

fn empty(title: &str) -> Annex {
    let running = |pieces| Some(Running { pieces, origin: None });
    let text = |words: &str| Piece::Text(words.to_owned());
    let mm = Mm;
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
            width: mm(297.0),
            height: mm(210.0),
            margins: Margins { top: mm(20.0), right: mm(15.0), bottom: mm(18.0), left: mm(15.0) },
            header: running(vec![text(title)]),
            footer: running(vec![text("Pag. "), Piece::PageNumber, text(" di "), Piece::PageCount]),
        },
        styles: styles(),
        fonts: Fonts { main: carlito() },
        blocks: Vec::new(),
    }
}

fn carlito() -> Family {
    let font = |data: &'static [u8]| Font { data: data.into() };
    Family {
        office_name: "Calibri".into(),
        name: "Carlito".into(),
        regular: font(include_bytes!("../../../layouts/piano-obiettivi/font/Carlito-Regular.ttf")),
        bold: font(include_bytes!("../../../layouts/piano-obiettivi/font/Carlito-Bold.ttf")),
    }
}

fn styles() -> Styles {
    let plain = Style {
        weight: Weight::Regular,
        size: Pt(9.0),
        leading: 1.2,
        color: Rgb(0, 0, 0),
        fill: None,
        align: Align::Left,
        space_before: Pt(0.0),
        space_after: Pt(0.0),
    };
    let bold = Style { weight: Weight::Bold, ..plain };
    let mut table = [plain; StyleName::ALL.len()];
    let mut set = |name: StyleName, style| table[name as usize] = style;
    let title = Style { size: Pt(14.0), align: Align::Center, space_after: Pt(8.0), ..bold };
    set(StyleName::Title, title);
    let heading = Style { size: Pt(11.0), space_before: Pt(10.0), space_after: Pt(4.0), ..bold };
    set(StyleName::Heading, heading);
    set(StyleName::Paragraph, Style { size: Pt(10.0), space_after: Pt(6.0), ..plain });
    let grey = Some(Rgb(0xD9, 0xD9, 0xD9));
    set(StyleName::Head, Style { size: Pt(8.0), fill: grey, align: Align::Center, ..bold });
    set(StyleName::Band, Style { fill: Some(Rgb(0xF2, 0xF2, 0xF2)), ..bold });
    set(StyleName::Total, bold);
    set(StyleName::Header, Style { align: Align::Center, ..bold });
    set(StyleName::Footer, Style { size: Pt(8.0), align: Align::Right, ..plain });
    Styles {
        table,
        rule: Pt(0.5),
        rule_color: Rgb(0x80, 0x80, 0x80),
        padding_x: Pt(3.0),
        padding_y: Pt(2.0),
        hyphenate: true,
    }
}

#[test]
#[ignore]
fn scratch() {
    std::fs::create_dir_all("/tmp/docx-out").unwrap();
    let mut many = reference();
    let blocks = many.blocks.clone();
    for _ in 0..9 {
        many.blocks.extend(blocks[1..].iter().cloned());
    }
    let mut odd = empty("Titolo & <prova>");
    odd.blocks.push(heading(1, "Titolo & <prova>"));
    odd.blocks.push(heading(2, "AREA"));
    let mut t = table("AREA");
    let list = "Premessa:\n- primo punto, abbastanza lungo da andare a capo nella cella della tabella\n- secondo\n\nUn capoverso\nsu due righe\tcon tab";
    let long = "Parola lunga e breve, e ancora altre parole. ".repeat(450);
    let mut b = Body {
        bands: vec![Row {
            cells: vec![Cell {
                col_span: 6,
                ..Cell::new(CellRole::Band, StyleName::Band, "ANNO 2020", None)
            }],
        }],
        ..Body::default()
    };
    b.rows.push(row([
        cell("A\u{a0}B"),
        cell("S"),
        cell(list),
        cell(&long),
        cell("- solo\n- lista"),
        cell("30"),
    ]
    .into_iter()));
    b.rows.push(row([
        Cell { row_span: 2, ..cell("Unita") },
        cell("S"),
        cell("a"),
        Cell { col_span: 2, ..cell("due colonne") },
        cell("30"),
    ]
    .into_iter()));
    b.rows.push(row(
        [cell("M"), cell("x < y & \"z\" 'w' > v"), cell(""), cell("b"), cell("")].into_iter()
    ));
    b.totals.push(row([
        Cell { col_span: 5, ..Cell::new(CellRole::Data, StyleName::Total, "Totale", None) },
        Cell::new(CellRole::Data, StyleName::Total, "60", None),
    ]
    .into_iter()));
    t.bodies.push(b);
    odd.blocks.push(Block::Table(t.clone()));
    odd.blocks.push(Block::Table(t));
    odd.blocks.push(Block::Text(TextBlock {
        style: StyleName::Paragraph,
        content: paragraphs("Chiusura.\n- uno\n- due"),
        origin: None,
    }));
    odd.meta.date = Some(Date { year: 2020, month: 6, day: 30 });
    for (n, a) in [("rif", reference()), ("molti", many), ("strano", odd)] {
        std::fs::write(format!("/tmp/docx-out/{n}.docx"), docx(&a).unwrap()).unwrap();
        std::fs::write(format!("/tmp/docx-out/{n}.txt"), dump(&a)).unwrap();
    }
}
