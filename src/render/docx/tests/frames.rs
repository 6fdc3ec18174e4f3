//! Tests of frames: a piece that differs from an earlier one in a single property is written as if
//! it stood alone.

use super::annexes::{band, cell, empty, row, table};
use super::{File, XmlElement, all};
use crate::annex::*;

/// Returns the rows of a table with `rows`, without the head and the band above them.
fn rows_of(rows: &[Row]) -> Vec<XmlElement> {
    let mut annex = empty("PIANO");
    let body = Body { bands: vec![band("ANNO 2020")], rows: rows.to_vec(), ..Body::default() };
    annex.blocks.push(Block::Table(TableParts { bodies: vec![body], ..table("AREA") }.table()));
    let document = File::of(&annex).document();
    all(&document, "w:tr").into_iter().skip(2).cloned().collect()
}

/// Returns the paragraphs of a document with `texts`, without its section.
fn paragraphs_of(texts: &[TextBlock]) -> Vec<XmlElement> {
    let mut annex = empty("PIANO");
    annex.blocks.extend(texts.iter().cloned().map(Block::Text));
    all(&File::of(&annex).document(), "w:p").into_iter().cloned().collect()
}

#[test]
fn rows_that_differ_in_one_thing_only_keep_it() {
    let six = |change: &dyn Fn(&mut Cell)| {
        let mut cells = ["a", "S", "b", "c", "d", "30"].map(cell);
        change(&mut cells[2]);
        row(cells)
    };
    let text = |text: &'static str| move |cell: &mut Cell| cell.content = paragraphs(text);
    let nested = "- uno\n  1. due\n- tre";
    let rows = [
        six(&|_| {}),
        six(&text("altro")),
        six(&text("")),
        six(&text("due\nrighe")),
        six(&text("due\n\ncapoversi")),
        six(&text("con\ttabulazione")),
        six(&text("- uno\n- due")),
        six(&text("- uno\n  - due")),
        six(&text(nested)),
        six(&text("<w:t> & \"&words;\"")),
        six(&|cell| cell.align = Some(Align::Right)),
        six(&|cell| cell.align = Some(Align::Center)),
        six(&|cell| cell.style = StyleName::Total),
        six(&|cell| cell.style = StyleName::Band),
        six(&|cell| cell.style = StyleName::Head),
        six(&|cell| (cell.role, cell.vertical) = (CellRole::ColumnHead, Vertical::Middle)),
        six(&|cell| cell.identity = Some("1.descrizione".into())),
        six(&|cell| cell.identity = Some("2.<&\"descrizione\"".into())),
        row([Cell { col_span: 2, ..cell("a") }, cell("b"), cell("c"), cell("d"), cell("30")]),
        row([Cell { col_span: 5, ..cell("a") }, cell("30")]),
        six(&|cell| cell.content = paragraphs(&"lungo\n".repeat(60))),
        six(&|_| {}),
    ];
    let together = rows_of(&rows);
    assert_eq!(together.len(), rows.len());
    for (i, (got, row)) in together.iter().zip(&rows).enumerate() {
        // DocxListLabels count from the first in the document.
        let alone = rows_of(&[six(&text(nested)), row.clone()]);
        assert_eq!(got.to_xml(), alone[1].to_xml(), "row {i}");
        assert_eq!(together[0] == *got, i == 0 || i + 1 == rows.len(), "row {i}");
    }
}

#[test]
fn a_cell_above_which_another_goes_on_is_not_an_empty_one() {
    let tall = Cell { row_span: 2, ..cell("a") };
    let five = || ["S", "b", "c", "d", "30"].map(cell);
    let rows = rows_of(&[row([tall].into_iter().chain(five())), row(five()), row([cell("a")])]);
    let merges: Vec<_> = rows.iter().map(|row| super::val(row, "w:vMerge")).collect();
    assert_eq!(merges, [Some("restart"), Some("continue"), None]);
}

#[test]
fn texts_that_differ_in_one_thing_only_keep_it() {
    let text = |text: &str| {
        let content = paragraphs(text);
        TextBlock { style: StyleName::Paragraph, content, introduces: false, origin: None }
    };
    let texts = [
        text("uno"),
        text("due"),
        TextBlock { introduces: true, ..text("uno") },
        TextBlock { style: StyleName::Caption, ..text("uno") },
        text("due\nrighe"),
        text("uno"),
    ];
    let together = paragraphs_of(&texts);
    assert_eq!(together.len(), texts.len());
    for (got, text) in together.iter().zip(&texts) {
        assert_eq!([got], paragraphs_of(std::slice::from_ref(text)).iter().collect::<Vec<_>>()[..]);
    }
}
