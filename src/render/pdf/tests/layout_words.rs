//! Looks that layouts ask for: page breaks, upright heads, cells that go on, the first page.

use super::sample::*;
use super::*;
use crate::annex::{Annex, Block, Body, HeadingBlock, Rgb, Row, StyleName, Vertical};

/// Returns the lines of each piece of a page, repeated pieces marked with a star.
fn words(flow: &FlowDocument, page: &FlowPage) -> Vec<String> {
    let words = page.pieces.iter().map(|piece| {
        let lines = &dump::lines(flow, piece)[piece.lines.clone()];
        let star = if dump::is_repeated(flow, piece) { "*" } else { "" };
        let lines: Vec<_> = lines.iter().map(|line| line.text()).collect();
        format!("{star}{}", lines.join(" "))
    });
    words.collect()
}

#[test]
fn a_cell_over_several_rows_says_its_text_again_on_the_next_page() {
    let long = "Testo di un indicatore che riempie la sua cella. ".repeat(12);
    let rows = (0..20).map(|i| match i {
        0 => {
            let mut first = row(&["Ufficio", long.trim()]);
            first.cells[0].row_span = 20;
            first
        }
        _ => Row::new([cell(crate::annex::CellRole::Data, long.trim())]),
    });
    let annex = one_table(&["UFFICIO", "INDICATORE"], rows.collect());
    let (flow, pages) = paged(&annex);
    assert!(pages.len() > 2);
    for (i, page) in pages.iter().enumerate() {
        let found = words(&flow, page);
        let said: Vec<_> = found.iter().filter(|text| text.ends_with("Ufficio")).collect();
        assert_eq!(said, [if i == 0 { "Ufficio" } else { "*Ufficio" }], "page {}", i + 1);
    }
    // Read aloud it is said once.
    let tags = dump_tags(&annex).expect("tags");
    let head = tags.lines().skip_while(|line| !line.contains("righe=20")).nth(1).expect("a text");
    assert_eq!(head.matches('[').count(), 1, "{head}");
    pdf(&annex, &PdfOptions::default()).expect("a PDF");
}

#[test]
fn a_heading_that_begins_a_page_does_so_unless_the_page_is_empty() {
    let mut annex = one_table(&["A"], vec![row(&["x"])]);
    let Block::Heading(second) = heading(2, "AREA DUE") else { panic!("a heading") };
    let breaking = |text: &str| {
        Block::Heading(HeadingBlock { page_break: true, text: text.into(), ..second.clone() })
    };
    annex.blocks.extend([breaking("AREA DUE"), text(StyleName::Paragraph, "Testo.")]);
    let (flow, pages) = paged(&annex);
    assert_eq!(pages.len(), 2);
    assert_eq!(words(&flow, &pages[1]), ["AREA DUE", "Testo."]);
    annex.blocks = vec![breaking("AREA DUE")];
    assert_eq!(paged(&annex).1.len(), 1);
}

#[test]
fn pages_within_a_table_name_what_is_in_force_there() {
    let mut annex = one_table(&["A", "B"], (0..60).map(|_| row(&["x", "y"])).collect());
    let Some(Block::Table(table)) = annex.blocks.last_mut() else { panic!("a table") };
    table.edit(|parts| {
        let mut second = Body { bands: vec![band("ANNO 2025", 2)], ..parts.bodies[0].clone() };
        parts.bodies[0].continued.at_rows = Some("(segue) AREA – ANNO 2024".into());
        second.continued.at_bands = Some("(segue) AREA".into());
        second.continued.at_rows = Some("(segue) AREA – ANNO 2025".into());
        parts.bodies.push(second);
    });
    let (flow, pages) = paged(&annex);
    let second = pages.iter().position(|page| words(&flow, page).contains(&"ANNO 2025".to_owned()));
    let second = second.expect("a page with the second band");
    for (i, page) in pages.iter().enumerate().skip(1) {
        let found = words(&flow, page);
        let wanted = match i {
            _ if i > second => "*(segue) AREA – ANNO 2025",
            _ if found[3] == "ANNO 2025" => "*(segue) AREA",
            _ => "*(segue) AREA – ANNO 2024",
        };
        assert_eq!(found[..3], [wanted, "*A", "*B"], "page {}", i + 1);
    }
    assert!(pages.len() > second + 1 && second > 0);
}

#[test]
fn the_header_may_stand_on_the_first_page_above_the_title() {
    let mut annex = one_table(&["A"], vec![row(&["x"])]);
    annex.blocks.insert(0, text(StyleName::Entity, "Comune di Prova"));
    let (flow, pages) = paged(&annex);
    // The name of the body takes the place of the header.
    assert_eq!(pages[0].pieces[0].top, flow.frame.title_top);
    assert_eq!(pages[0].pieces[1].top, flow.frame.top);
    annex.page.header_first = true;
    let (flow, pages) = paged(&annex);
    assert_eq!(pages[0].pieces[0].top, flow.frame.next_top);
    assert!(pages[0].pieces[1].top > flow.frame.next_top);
    let headers = |annex: &Annex| {
        let file = pdf(annex, &PdfOptions::default()).expect("a PDF");
        let file = lopdf::Document::load_mem(&file.bytes).expect("a file");
        let page = file.page_iter().next().expect("a page");
        let content = file.get_page_content(page);
        String::from_utf8_lossy(&content).matches("/Subtype/Header").count()
    };
    assert_eq!(headers(&annex), 1);
    annex.page.header_first = false;
    assert_eq!(headers(&annex), 0);
}

#[test]
fn an_upright_head_is_as_high_as_its_words_and_holds_a_narrow_column() {
    let long = "DENOMINAZIONE DEL PROGRAMMA";
    let mut annex = one_table(&[long, "B"], vec![row(&["x", "y"])]);
    let Some(Block::Table(table)) = annex.blocks.last_mut() else { panic!("a table") };
    table.set_widths([
        crate::annex::Width::Fixed(crate::annex::Mm(7.0)),
        crate::annex::Width::Share(1.0),
    ]);
    table.edit(|parts| parts.head[0].cells[0].rotated = true);
    let (flow, pages) = paged(&annex);
    let FlowBlock::Table(table) = &flow.blocks[2] else { panic!("a table") };
    let head = &table.rows[0].cells[0];
    let length = head.upright.expect("an upright head");
    // Seven millimetres less the padding hold one line of eight points.
    assert_eq!(head.lines.len(), 1);
    assert_eq!(head.lines[0].text(), long);
    let piece = &pages[0].pieces[2];
    assert!((piece.bottom - piece.top - length - 2.0 * table.padding).abs() < 0.1);
    let file = pdf(&annex, &PdfOptions::default()).expect("a PDF");
    assert_eq!(file.broken, []);
    let file = lopdf::Document::load_mem(&file.bytes).expect("a file");
    let page = file.page_iter().next().expect("a page");
    let content = file.get_page_content(page);
    let content = String::from_utf8_lossy(&content).replace('\n', " ");
    assert_eq!(content.matches("0 1 -1 0 ").count(), 1);
    // Where two lines stand side by side, the head is half as high.
    let mut wide = annex.clone();
    let Some(Block::Table(table)) = wide.blocks.last_mut() else { panic!("a table") };
    table.set_widths([crate::annex::Width::Fixed(crate::annex::Mm(11.0))]);
    let (flow, _) = paged(&wide);
    let FlowBlock::Table(table) = &flow.blocks[2] else { panic!("a table") };
    let head = &table.rows[0].cells[0];
    assert_eq!(head.lines.len(), 2);
    assert!(head.upright.expect("an upright head") < 0.7 * length);
}

#[test]
fn an_upright_head_whose_own_lines_leave_its_column_is_an_error() {
    let mut annex = one_table(&["PESO\nIN\nPUNTI", "B"], vec![row(&["x", "y"])]);
    let Some(Block::Table(table)) = annex.blocks.last_mut() else { panic!("a table") };
    table.edit(|parts| parts.head[0].cells[0].rotated = true);
    let mut made = |width: f32| {
        let Some(Block::Table(table)) = annex.blocks.last_mut() else { panic!("a table") };
        table.set_widths([
            crate::annex::Width::Fixed(crate::annex::Mm(width)),
            crate::annex::Width::Share(1.0),
        ]);
        pdf(&annex, &PdfOptions::default()).map(|_| ())
    };
    // Three lines of eight points need 10.3 millimetres.
    let RenderError::NoRoom { why: cause, .. } = made(9.0).expect_err("no room") else {
        panic!("no room")
    };
    assert_eq!(cause, "la colonna 1 è più stretta delle righe della sua intestazione ruotata");
    made(11.0).expect("room for three lines");
}

#[test]
fn cells_stand_where_their_column_says_and_have_its_colour() {
    let mut annex = one_table(&["A", "B"], vec![row(&["x", "uno\ndue\ntre"])]);
    let Some(Block::Table(table)) = annex.blocks.last_mut() else { panic!("a table") };
    table.edit(|parts| parts.bodies[0].rows[0].cells[0].fill = Some(Rgb(255, 238, 0)));
    let content = |annex: &Annex| {
        let file = pdf(annex, &PdfOptions::default()).expect("a PDF");
        let file = lopdf::Document::load_mem(&file.bytes).expect("a file");
        let page = file.page_iter().next().expect("a page");
        let content = file.get_page_content(page);
        String::from_utf8_lossy(&content).into_owned()
    };
    let top = content(&annex);
    assert!(top.contains("1 0.933 0 rg") || top.contains("1 0.9333 0 rg"), "{top}");
    let mut contents = vec![top];
    for vertical in [Vertical::Middle, Vertical::Bottom] {
        let Some(Block::Table(table)) = annex.blocks.last_mut() else { panic!("a table") };
        table.edit(|parts| parts.bodies[0].rows[0].cells[0].vertical = vertical);
        contents.push(content(&annex));
    }
    assert!(contents[0] != contents[1] && contents[1] != contents[2]);
}

#[test]
fn the_last_page_of_the_last_table_does_not_hold_a_lone_row() {
    let tall = "riga\n".repeat(17);
    let mut rows: Vec<Row> = (0..10).map(|i| row(&[&format!("{i}"), "uno\ndue"])).collect();
    rows.push(row(&["ultima", tall.trim()]));
    let annex = one_table(&["A", "B"], rows.clone());
    let (flow, pages) = paged(&annex);
    assert_eq!(pages.len(), 2);
    let firsts = |page: &FlowPage| {
        let words = words(&flow, page).into_iter();
        let numbers = words.filter(|w| w.parse::<u32>().is_ok() || w == "ultima");
        numbers.collect::<Vec<_>>()
    };
    assert_eq!(firsts(&pages[1]), ["9", "ultima"]);
    assert_eq!(firsts(&pages[0]).len(), 9);
    // Another table goes on below: nothing is alone there.
    let mut longer = annex.clone();
    let table = longer.blocks[2].clone();
    longer.blocks.extend([heading(2, "AREA DUE"), table]);
    let (flow, pages) = paged(&longer);
    let found = words(&flow, &pages[1]);
    assert!(found.contains(&"ultima".to_owned()) && !found.contains(&"9".to_owned()), "{found:?}");
}
