//! Equal content in three formats: the text of each file, cell by cell, against the
//! annex, and the reference plan's 32 objectives against the text of the original.

use crate::support::{annex_of, plan_sheet, reference_annex};
use crate::{golden, pdf_text};
use allegati::annex::{Annex, Block, Row, dump};
use allegati::render::{docx, pdf, xlsx};
use calamine::{Data, Reader, Xlsx};
use quick_xml::events::Event;
use std::io::{Cursor, Read};

type Rows = Vec<Vec<String>>;

/// Reduces a text to its words: white space joined, soft hyphens of line breaking removed,
/// list labels (which Word keeps apart from the words) left out.
fn words(text: &str) -> String {
    let text = text.replace("\u{AD}\n", "").replace('\u{AD}', "");
    let line = |l: &str| l.trim().strip_prefix("- ").unwrap_or(l.trim()).to_owned();
    let lines: Vec<_> = text.lines().map(line).collect();
    lines.join(" ").split_whitespace().filter(|w| *w != "-").collect::<Vec<_>>().join(" ")
}

/// Collects every row of every table of the annex, heads and bands included.
fn annex_rows(annex: &Annex) -> Rows {
    let row = |r: &Row| r.cells.iter().map(|c| words(&c.text())).collect();
    let mut out = Vec::new();
    for block in &annex.blocks {
        if let Block::Table(table) = block {
            out.extend(table.head().iter().map(row));
            for body in table.bodies() {
                out.extend([&body.bands, &body.rows, &body.totals].into_iter().flatten().map(row));
            }
            out.extend(table.foot().iter().map(row));
        }
    }
    out
}

fn pdf_rows(annex: &Annex) -> Rows {
    let file = pdf::pdf(annex, &pdf::PdfOptions::default()).expect("a PDF");
    let row = |cells: Vec<String>| cells.iter().map(|c| words(c)).collect();
    pdf_text::rows(&file.bytes).into_iter().map(row).collect()
}

/// Reads the rows of the DOCX tables; a paragraph is a line.
fn docx_rows(annex: &Annex) -> Rows {
    let bytes = docx::docx(annex).expect("a DOCX");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut xml = String::new();
    zip.by_name("word/document.xml").expect("a document").read_to_string(&mut xml).expect("UTF-8");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut rows, mut depth): (Rows, usize) = (Vec::new(), 0);
    loop {
        match reader.read_event().expect("well formed") {
            Event::Start(tag) => match tag.name().as_ref() {
                "w:tr" => rows.push(Vec::new()),
                "w:tc" => rows.last_mut().expect("a row").push(String::new()),
                "w:tbl" => depth += 1,
                _ => {}
            },
            Event::End(tag) if depth > 0 => match tag.name().as_ref() {
                "w:p" => cell(&mut rows).push('\n'),
                "w:tbl" => depth -= 1,
                _ => {}
            },
            Event::Empty(tag) if depth > 0 && tag.name().as_ref() == "w:br" => {
                cell(&mut rows).push('\n')
            }
            Event::Text(text) if depth > 0 => cell(&mut rows).push_str(&text),
            Event::GeneralRef(name) if depth > 0 => cell(&mut rows).push_str(entity(&name)),
            Event::Eof => break,
            _ => {}
        }
    }
    rows.into_iter().map(|row| row.iter().map(|c| words(c)).collect()).collect()
}

fn cell(rows: &mut Rows) -> &mut String {
    rows.last_mut().and_then(|row| row.last_mut()).expect("text of a table lies in a cell")
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        other => panic!("an entity nobody writes: {other:?}"),
    }
}

/// Reads the rows of the sheet «Piano», numbers as Italians write them.
fn xlsx_rows(annex: &Annex) -> Rows {
    let bytes = xlsx::xlsx(annex, &plan_sheet()).expect("an XLSX");
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let sheet = book.worksheet_range("Piano").expect("a sheet «Piano»");
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        Data::String(text) => words(text),
        Data::Float(n) => n.to_string().replace('.', ","),
        Data::Int(n) => n.to_string(),
        other => panic!("a cell of another kind: {other:?}"),
    };
    sheet.rows().map(|row| row.iter().map(text).collect()).collect()
}

/// Removes the empty cells that a span leaves in a row.
fn trimmed(row: &[String]) -> Vec<String> {
    let end = row.iter().rposition(|c| !c.is_empty()).map_or(0, |i| i + 1);
    row[..end].to_vec()
}

/// Compares the three files of an annex with it.
fn hold_all(annex: &Annex) {
    let want = annex_rows(annex);
    assert_eq!(pdf_rows(annex), want, "PDF");
    assert_eq!(docx_rows(annex), want, "DOCX");
    // The sheet has one head for all tables, and its own rows for title and areas.
    let heads = annex.blocks.iter().filter(|b| matches!(b, Block::Table(_))).count();
    let sheet: Rows = xlsx_rows(annex).iter().map(|r| trimmed(r)).collect();
    let mut rest = sheet.iter();
    let mut seen_heads = 0;
    for row in want.iter().map(|r| as_numbers(trimmed(r))) {
        let is_head = annex_heads(annex).contains(&row);
        seen_heads += usize::from(is_head);
        if is_head && seen_heads > 1 {
            continue;
        }
        assert!(rest.any(|r| *r == row), "XLSX lacks, or has out of order: {row:?}");
    }
    assert_eq!(seen_heads, heads);
}

/// Removes the final zeros of numbers, which a workbook does not keep.
fn as_numbers(row: Vec<String>) -> Vec<String> {
    let number = |cell: String| match cell.split_once(',') {
        Some((whole, decimals))
            if (whole.to_owned() + decimals).bytes().all(|b| b.is_ascii_digit()) =>
        {
            cell.trim_end_matches('0').trim_end_matches(',').to_owned()
        }
        _ => cell,
    };
    row.into_iter().map(number).collect()
}

fn annex_heads(annex: &Annex) -> Rows {
    let heads = annex.blocks.iter().filter_map(|b| match b {
        Block::Table(t) => {
            Some(t.head().iter().map(|r| r.cells.iter().map(|c| words(&c.text())).collect()))
        }
        _ => None,
    });
    heads.flatten().collect()
}

#[test]
fn the_reference_annex_is_as_it_was_read() {
    golden::hold("annesso-di-riferimento.txt", &dump(&reference_annex()));
}

#[test]
fn the_three_files_hold_every_cell_of_the_reference_annex() {
    hold_all(&reference_annex());
}

#[test]
fn the_32_objectives_are_those_of_the_original_in_all_three() {
    let text = include_str!("fixtures/testo-di-riferimento.json");
    let original: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let original: Rows = original
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| {
            row["celle"]
                .as_array()
                .expect("cells")
                .iter()
                .map(|c| words(c.as_str().expect("text")))
                .collect()
        })
        .collect();
    assert_eq!(original.len(), 32);
    let annex = reference_annex();
    let objectives = |rows: Rows| -> Rows {
        let head = &original[0].len();
        rows.into_iter()
            .filter(|r| r.len() == *head && !r[0].starts_with("SERVIZIO ORGANIZZATIVO"))
            .collect()
    };
    assert_eq!(objectives(annex_rows(&annex)), original);
    assert_eq!(objectives(pdf_rows(&annex)), original);
    assert_eq!(objectives(docx_rows(&annex)), original);
    let sheet = xlsx_rows(&annex).into_iter().filter(|r| !r[1].is_empty()).collect();
    assert_eq!(objectives(sheet), original);
}

#[test]
fn lists_breaks_and_markup_survive_in_all_three() {
    let plan = r##"
titolo: PIANO «A & B» <2024>
premessa: |-
  Prima riga
  seconda riga

  Secondo capoverso
aree:
  - nome: AREA "UNO" & DUE
    periodi:
      - etichetta: ANNO 2024
        obiettivi:
          - servizio: =1+1
            tipologia: S
            descrizione: |-
              Attività:
              - la prima
              - la seconda, con 5 < 7 & 'apici'

              Capoverso finale
              con riga spezzata
            risultato: +39 045 0000000
            indicatore: "@nome e -trattino"
            peso: 33,330
          - servizio: "007"
            descrizione: L’accessibilità è “garantita” – €. 1.000,00
            risultato: "-"
            indicatore: "#N/D"
            peso: 66.67
chiusura: Letto e approvato
"##;
    hold_all(&annex_of(plan, "piano-obiettivi"));
}
