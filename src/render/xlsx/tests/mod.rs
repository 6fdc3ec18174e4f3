mod heads;
mod on_disk;
mod sample;
mod workbook;

use super::*;
use crate::annex::*;
use sample::*;
use std::io::Cursor;
use workbook::*;
use zip::ZipArchive;

/// Renders a workbook that has the sheet «Piano» only.
fn plan_sheet(annex: &Annex) -> Result<Vec<u8>, RenderError> {
    xlsx(annex, &Dataset { sheets: vec![WorkbookSheet::Plan], ..Dataset::default() })
}

#[test]
fn the_sheet_says_what_the_annex_says_in_its_order() {
    let annex = reference();
    let bytes = plan_sheet(&annex).unwrap();
    let mut expected = vec![TITLE.to_owned()];
    expected.extend(HEADS.map(String::from));
    for block in &annex.blocks[1..] {
        match block {
            Block::Heading(h) => expected.push(h.text.clone()),
            Block::Text(_) | Block::Picture(_) => unreachable!(),
            Block::Table(t) => {
                let rows = t.bodies().iter().flat_map(|b| b.bands.iter().chain(&b.rows));
                let texts = rows.flat_map(|r| &r.cells).map(Cell::text);
                expected.extend(texts.filter(|text| !text.is_empty()));
            }
        }
    }
    assert_eq!(texts(&bytes), expected);
    let numbers = cells(&bytes).into_iter().filter(|(_, (kind, _))| kind == "n");
    let numbers: Vec<_> = numbers.map(|((_, column), (_, value))| (column, value)).collect();
    assert_eq!(numbers.len(), 30, "thirty objectives have a weight");
    assert!(
        numbers
            .iter()
            .all(|(column, value)| *column == 6 && ["30", "40"].contains(&value.as_str()))
    );
}

#[test]
fn title_and_heads_are_frozen_and_repeated_on_a_landscape_a4_page() {
    let bytes = plan_sheet(&reference()).unwrap();
    let sheet = part(&bytes, SHEET);
    let pane = &find(&sheet, "pane")[0].0;
    assert_eq!((pane["ySplit"].as_str(), pane["state"].as_str()), ("2", "frozen"));
    let setup = &find(&sheet, "pageSetup")[0].0;
    assert_eq!((setup["paperSize"].as_str(), setup["orientation"].as_str()), ("9", "landscape"));
    assert_eq!(setup["fitToHeight"], "0");
    let names = find(&part(&bytes, "xl/workbook.xml"), "definedName");
    let names: Vec<_> = names.iter().map(|(a, t)| (a["name"].as_str(), t.as_str())).collect();
    let rows = heights(&bytes).len();
    assert_eq!(
        names,
        [
            ("_xlnm.Print_Area", format!("Piano!$A$1:$F${rows}").as_str()),
            ("_xlnm.Print_Titles", "Piano!$1:$2"),
        ]
    );
    assert_eq!(rows, 2 + 5 + 10 + 32);
    // The header would only say the title again.
    assert_eq!(find(&sheet, "oddHeader").len(), 0);
    let footer = &find(&sheet, "oddFooter")[0].1;
    assert_eq!(footer, "&C&K000000&9&\"Calibri,Regular\"Pag. &P di &N");
}

#[test]
fn other_papers_are_taken_by_their_size() {
    let mut annex = reference();
    let setup = |annex: &Annex| {
        let setup = find(&part(&plan_sheet(annex).unwrap(), SHEET), "pageSetup").remove(0).0;
        (setup["paperSize"].clone(), setup["orientation"].clone())
    };
    // A3 upright, then US Letter on its side, rounded to millimetres.
    (annex.page.width, annex.page.height) = (Mm(297.0), Mm(420.0));
    assert_eq!(setup(&annex), ("8".into(), "portrait".into()));
    (annex.page.width, annex.page.height) = (Mm(279.0), Mm(216.0));
    assert_eq!(setup(&annex), ("1".into(), "landscape".into()));
}

#[test]
fn a_plan_without_tables_is_a_sheet_of_texts() {
    let mut annex = empty();
    annex.blocks = vec![heading(1, TITLE), heading(2, "AREA")];
    assert_eq!(texts(&plan_sheet(&annex).unwrap()), [TITLE, "AREA"]);
    annex.blocks.clear();
    assert_eq!(find(&part(&plan_sheet(&annex).unwrap(), SHEET), "c").len(), 0);
}

#[test]
fn columns_share_the_width_of_the_page() {
    let sheet = part(&plan_sheet(&reference()).unwrap(), SHEET);
    let widths: Vec<f64> =
        find(&sheet, "col").iter().map(|(a, _)| a["width"].parse().unwrap()).collect();
    // 273 mm are 1031 pixels; 7 of them make a unit of width.
    let pixels: Vec<_> = widths.iter().map(|w| (w * 7.0).round()).collect();
    assert_eq!(pixels, [154.0, 93.0, 279.0, 227.0, 196.0, 82.0]);
}

#[test]
fn merged_cells_cross_all_columns_and_never_overlap() {
    let merged = merged(&plan_sheet(&reference()).unwrap());
    assert_eq!(merged.len(), 1 + 5 + 10);
    for (i, (start, end)) in merged.iter().enumerate() {
        assert_eq!((start.1, end.1, end.0 - start.0), (1, 6, 0));
        assert!(merged[..i].iter().all(|(a, b)| end.0 < a.0 || b.0 < start.0));
    }
}

#[test]
fn text_that_looks_like_more_stays_text() {
    // Formulas, numbers, escapes, markup and links: all that a program might take a text for.
    let odd = ["=1+1", "@SOMMA(A1)", "007", "_x0041_", "<r><t>x</t></r>", "http://x.it"];
    let bytes = plan_sheet(&single(&odd)).unwrap();
    let found: Vec<_> = cells(&bytes).into_iter().filter(|((row, _), _)| *row == 3).collect();
    assert!(found.iter().all(|(_, (kind, _))| kind == "s"));
    let texts: Vec<_> = found.iter().map(|(_, (_, text))| text.as_str()).collect();
    // Excel reads `_x005F_` as the underscore of a text that is no escape.
    assert_eq!(
        texts,
        ["=1+1", "@SOMMA(A1)", "007", "_x005F_x0041_", "<r><t>x</t></r>", "http://x.it"]
    );
    assert_eq!(find(&part(&bytes, SHEET), "hyperlink").len(), 0);
    assert!(part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn numbers_keep_their_decimals() {
    let mut annex = single(&["a", "33,330"]);
    let Block::Table(table) = &mut annex.blocks[1] else { unreachable!() };
    // The zero at the end is part of the plan: the format shows it, for the value cannot.
    let number = Some(Number { mantissa: 33330, scale: 3 });
    table.edit(|parts| parts.bodies[0].rows[0].cells[1].number = number);
    let bytes = plan_sheet(&annex).unwrap();
    assert_eq!(cells(&bytes)[&(3, 2)], ("n".into(), "33.33".into()));
    let formats = find(&part(&bytes, "xl/styles.xml"), "numFmt");
    assert_eq!(formats[0].0["formatCode"], "0.000");
}

#[test]
fn a_text_too_long_for_a_cell_is_an_error_at_its_place() {
    let origin = Some(Origin([0, 7, 9]));
    let sheet = |text: String| {
        let mut annex = single(&["a", "b"]);
        let Block::Table(table) = &mut annex.blocks[1] else { unreachable!() };
        let cell = Cell::new(CellRole::Data, StyleName::Cell, &text, origin);
        table.edit(|parts| parts.bodies[0].rows[0].cells[0] = cell);
        plan_sheet(&annex)
    };
    let text = "parola ".repeat(4_681);
    assert_eq!(texts(&sheet(text[..32_766].into()).unwrap())[3].len(), 32_766);
    // Beyond the basic plane a character counts twice.
    for long in ["x".repeat(32_768), "𝄞".repeat(16_384)] {
        let got = sheet(long);
        assert!(
            matches!(got, Err(RenderError::TextTooLong { length: 32_768, limit: 32_767, origin: o, .. }) if o == origin),
            "{got:?}"
        );
    }
}

#[test]
fn a_cell_taller_than_a_row_can_be_is_spread_over_rows() {
    let long = "Testo lungo che riempie molte righe. ".repeat(541);
    let mut annex = single(&[&long[..20_000], "b", "30"]);
    annex.blocks.push(heading(2, "DOPO"));
    let bytes = plan_sheet(&annex).unwrap();
    assert_eq!(cells(&bytes)[&(3, 1)].1, long[..20_000].trim_end());
    let heights = heights(&bytes);
    let last = heights.len() as u32 - 1;
    assert!(heights.len() > 5 && heights.iter().all(|h| *h <= 409.5), "{heights:?}");
    // No more than 70 letters of this text and size go into a third of the page.
    let whole: f32 = heights[2..last as usize].iter().sum();
    assert!(whole > 20_000.0 / 70.0 * 12.0, "{whole}");
    let merged = merged(&bytes);
    assert!(merged.contains(&((3, 1), (last, 1))) && merged.contains(&((3, 3), (last, 3))));
    assert_eq!(cells(&bytes)[&(last + 1, 1)].1, "DOPO");
    assert_eq!(cells(&bytes)[&(3, 3)], ("n".into(), "30".into()));
}

#[test]
fn no_page_ends_with_a_heading_or_a_band() {
    let bytes = plan_sheet(&reference()).unwrap();
    let breaks = find(&part(&bytes, SHEET), "brk");
    let breaks: Vec<u32> = breaks.iter().map(|(a, _)| a["id"].parse().unwrap()).collect();
    let merged = merged(&bytes);
    let last_rows_are_objectives =
        breaks.iter().all(|row| !merged.iter().any(|((first, _), _)| first == row));
    assert!(breaks.len() >= 4 && last_rows_are_objectives, "{breaks:?}");
    // Each page, the repeated rows included, fits between the margins.
    let heights = heights(&bytes);
    let ends = breaks.iter().map(|row| *row as usize).chain([heights.len()]);
    let mut start = 2;
    for end in ends {
        let height: f32 = heights[..2].iter().chain(&heights[start..end]).sum();
        assert!(height <= Pt::from(Mm(180.0)).0, "{start}..{end}: {height}");
        start = end;
    }
}

#[test]
fn other_tables_and_texts_stand_in_the_flow() {
    let mut annex = single(&["a", "b"]);
    let text = |text: &str| {
        let content = paragraphs(text);
        Block::Text(TextBlock {
            style: StyleName::Paragraph,
            content,
            introduces: false,
            origin: None,
        })
    };
    annex.blocks.insert(0, text("Premessa:\n- uno\n- due"));
    let mut other = table(&["X", "Y", "Z"], &[1.0, 1.0, 2.0]);
    let mut spanning = row(CellRole::Data, StyleName::Cell, &["alta", "1", "2"]);
    spanning.cells[0].row_span = 2;
    let rows = vec![spanning, row(CellRole::Data, StyleName::Cell, &["3", "4"])];
    other.bodies.push(Body { rows, ..Body::default() });
    annex.blocks.extend([Block::Table(other.table()), text("Chiusura")]);
    let bytes = plan_sheet(&annex).unwrap();
    let places: Vec<_> = cells(&bytes).into_iter().map(|(at, (_, text))| (at, text)).collect();
    let expected = [
        ((1, 1), "Premessa:\n- uno\n- due"),
        ((2, 1), TITLE),
        ((3, 1), HEADS[0]),
        ((3, 3), HEADS[1]),
        ((4, 1), "a"),
        ((4, 3), "b"),
        // An empty row parts the tables.
        ((6, 1), "X"),
        ((6, 2), "Y"),
        ((6, 3), "Z"),
        ((7, 1), "alta"),
        ((7, 2), "1"),
        ((7, 3), "2"),
        ((8, 2), "3"),
        ((8, 3), "4"),
        ((9, 1), "Chiusura"),
    ];
    assert_eq!(places, expected.map(|(at, text)| (at, text.to_owned())));
    // The first table's first column covers both of the other's first two.
    assert!(merged(&bytes).contains(&((4, 1), (4, 2))));
    assert!(merged(&bytes).contains(&((7, 1), (8, 1))));
}

#[test]
fn properties_say_what_is_known_and_no_date_that_is_not() {
    let mut annex = reference();
    annex.meta.author = Some("Unione di Comuni «A & B»".into());
    let core = |annex: &Annex| {
        let xml = part(&plan_sheet(annex).unwrap(), "docProps/core.xml");
        let all = elements(&xml).into_iter().skip(1);
        all.map(|(name, _, text)| (name, text)).collect::<Vec<_>>()
    };
    let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let mut expected = vec![
        pair("dc:title", TITLE),
        pair("dc:creator", "Unione di Comuni «A & B»"),
        pair("dc:language", "it-IT"),
    ];
    assert_eq!(core(&annex), expected);
    annex.meta.date = Some(Date { year: 2020, month: 3, day: 5 });
    expected.push(pair("dcterms:created", "2020-03-05T00:00:00Z"));
    expected.push(pair("dcterms:modified", "2020-03-05T00:00:00Z"));
    assert_eq!(core(&annex), expected);
}

#[test]
fn every_part_bears_the_oldest_date_and_every_run_gives_the_same_bytes() {
    let bytes = plan_sheet(&reference()).unwrap();
    // Signatures and the manifest hold digests: another run must not change a byte.
    assert_eq!(bytes, plan_sheet(&reference()).unwrap());
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for i in 0..archive.len() {
        let part = archive.by_index(i).unwrap();
        assert_eq!(part.last_modified(), Some(zip::DateTime::default()));
        assert!(!part.is_dir());
    }
}

#[test]
fn running_lines_escape_ampersands_and_have_a_limit() {
    let mut annex = empty();
    let origin = Some(Origin([1, 2, 3]));
    let header = |words: &str| Some(Running { pieces: vec![Piece::Text(words.into())], origin });
    annex.page.header = header("Unione A&B");
    let sheet = part(&plan_sheet(&annex).unwrap(), SHEET);
    assert_eq!(find(&sheet, "oddHeader")[0].1, "&C&K000000&10&\"Calibri,Bold\"Unione A&&B");
    annex.page.header = header(&"x".repeat(255));
    let got = plan_sheet(&annex);
    assert!(
        matches!(got, Err(RenderError::TextTooLong { limit: 255, origin: o, .. }) if o == origin)
    );
}

#[test]
fn a_page_without_room_is_an_error() {
    let mut annex = reference();
    annex.page.margins.right = Mm(290.0);
    assert!(matches!(plan_sheet(&annex), Err(RenderError::NoRoom { .. })));
    let mut annex = reference();
    annex.page.margins.bottom = Mm(190.0);
    assert!(matches!(plan_sheet(&annex), Err(RenderError::NoRoom { .. })));
}
