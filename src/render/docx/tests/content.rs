//! Tests of headings, tables, rows and cells of the main document.

use super::annexes::{SHARES, band, cell, empty, heading, reference, row, table};
use super::{File, XmlElement, all, has, val};
use crate::annex::*;
use crate::render::RenderError;
use crate::render::docx::docx;
use crate::render::docx::finish::xml::XmlNode;

/// Returns the content of a cell in the form of the annex, where no two lists touch.
fn content(cell: &XmlElement) -> Vec<Paragraphs> {
    let mut out: Vec<Paragraphs> = Vec::new();
    for paragraph in all(cell, "w:p") {
        let text = text(paragraph);
        let list = has(paragraph, "w:numPr");
        match out.last_mut() {
            Some(Paragraphs::List(items)) if list => items.push(item(text)),
            _ if list => out.push(Paragraphs::List(vec![item(text)])),
            _ if text.is_empty() => {}
            _ => out.push(Paragraphs::Paragraph(text.split('\n').map(str::to_owned).collect())),
        }
    }
    out
}

fn item(text: String) -> ListItem {
    ListItem::new("-", &text)
}

fn text(paragraph: &XmlElement) -> String {
    let mut out = String::new();
    for run in all(paragraph, "w:r") {
        for piece in run.elements() {
            match &*piece.name {
                "w:br" => out.push('\n'),
                "w:tab" => out.push('\t'),
                "w:t" => piece.children.iter().for_each(|child| match child {
                    XmlNode::Raw(xml) => out.push_str(xml),
                    XmlNode::Element(e) => panic!("{} in a text", e.name),
                }),
                _ => {}
            }
        }
    }
    quick_xml::escape::unescape(&out).expect("escaped text").into_owned()
}

fn rows_of(table: &Table) -> Vec<&Row> {
    let bodies = table.bodies().iter().flat_map(|b| [&b.bands, &b.rows, &b.totals]).flatten();
    table.head().iter().chain(bodies).chain(table.foot()).collect()
}

fn tables_of(annex: &Annex) -> Vec<&Table> {
    let tables = annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

fn with_table(parts: TableParts) -> Annex {
    let mut annex = empty("PIANO");
    annex.blocks.push(Block::Table(parts.table()));
    annex
}

/// Returns a table of the default columns with these rows under one band.
fn with_rows(rows: Vec<Row>) -> Annex {
    let body = Body { bands: vec![band("ANNO 2020")], rows, ..Body::default() };
    with_table(TableParts { bodies: vec![body], ..table("AREA") })
}

fn six(first: &str) -> Row {
    row([first, "S", "b", "c", "d", "30"].map(cell))
}

/// Checks every cell of every row of the file against the annex.
fn hold(annex: &Annex) -> usize {
    let document = File::of(annex).document();
    let mut held = 0;
    for (got, want) in all(&document, "w:tbl").into_iter().zip(tables_of(annex)) {
        let (got, want) = (all(got, "w:tr"), rows_of(want));
        assert_eq!(got.len(), want.len());
        for (got, want) in got.into_iter().zip(want) {
            let got: Vec<_> = all(got, "w:tc").into_iter().map(content).collect();
            let want: Vec<_> = want.cells.iter().map(|c| c.content.clone()).collect();
            assert_eq!(got, want);
            held += got.len();
        }
    }
    held
}

#[test]
fn every_cell_of_the_reference_plan_says_what_the_annex_says() {
    let annex = reference();
    // Five head rows and 32 objectives of six cells, ten bands.
    assert_eq!(hold(&annex), 5 * 6 + 32 * 6 + 10);
    let document = File::of(&annex).document();
    let headings: Vec<_> = all(&document, "w:p")
        .into_iter()
        .filter_map(|p| Some((val(p, "w:pStyle").filter(|s| s.starts_with("Heading"))?, text(p))))
        .collect();
    assert_eq!(headings.len(), 6);
    assert_eq!(headings[0], ("Heading1", "PIANO OBIETTIVI 2020-2022".into()));
    assert_eq!(headings[5], ("Heading2", "AREA SERVIZI TECNICI".into()));
}

#[test]
fn lists_line_breaks_and_letters_of_xml_come_back() {
    let list = "Premessa:\n- uno\n- due\n\nUn capoverso\nsu due righe\tcon un salto";
    let signs = "a < b & \"c\" > 'd' ]]> &amp; %1 \u{a0}\u{ad}é 𝕏";
    assert_eq!(hold(&with_rows(vec![row([list, signs, "", "", "", ""].map(cell))])), 6 + 1 + 6);
}

#[test]
fn every_character_of_the_basic_plane_comes_back() {
    // The check of characters looks at bytes first; some of these share theirs with forbidden ones.
    let all: String = (' '..='\u{FFFD}').collect();
    let whole = Cell { content: vec![Paragraphs::Paragraph(vec![all])], ..cell("") };
    assert_eq!(hold(&with_rows(vec![row([whole, Cell { col_span: 5, ..cell("b") }])])), 6 + 1 + 2);
}

#[test]
fn a_list_item_has_its_label_from_the_list() {
    let file = File::of(&with_rows(vec![six("- uno\n- due")]));
    let numbering = file.part("word/numbering.xml");
    assert_eq!(val(&numbering, "w:lvlText"), Some("-"));
    assert_eq!(val(&numbering, "w:numFmt"), Some("bullet"));
    let number = all(&numbering, "w:num")[0].attribute("w:numId");
    let document = file.document();
    let used: Vec<_> =
        all(&document, "w:numId").into_iter().map(|e| e.attribute("w:val")).collect();
    assert_eq!(used, [number, number]);
    assert!(!File::of(&with_rows(vec![six("a")])).0.contains_key("word/numbering.xml"));
}

#[test]
fn each_label_is_a_list_of_its_own() {
    let item = |label: &str| ListItem::new(label, "voce");
    let list = Paragraphs::List(["-", "<&\">", "-"].map(item).into());
    let file = File::of(&with_rows(vec![row([Cell { content: vec![list], ..cell("") }])]));
    let numbering = file.part("word/numbering.xml");
    let labels = all(&numbering, "w:lvlText").into_iter().map(|e| e.attribute("w:val").unwrap());
    assert_eq!(labels.collect::<Vec<_>>(), ["-", "&lt;&amp;&quot;&gt;"]);
    let document = file.document();
    let used = all(&document, "w:numId").into_iter().map(|e| e.attribute("w:val").unwrap());
    assert_eq!(used.collect::<Vec<_>>(), ["2", "3", "2"]);
}

#[test]
fn head_rows_repeat_and_no_others() {
    let document = File::of(&reference()).document();
    for table in all(&document, "w:tbl") {
        let heads: Vec<_> =
            all(table, "w:tr").into_iter().map(|row| has(row, "w:tblHeader")).collect();
        assert!(heads[0] && heads[1..].iter().all(|head| !head), "{heads:?}");
        let look = all(table, "w:tblLook")[0];
        assert_eq!(look.attribute("w:firstRow"), Some("1"));
        assert_eq!(look.attribute("w:firstColumn"), Some("1"));
        assert_eq!(look.attribute("w:val"), Some("06A0"));
        let description = val(table, "w:tblDescription").expect("a description");
        assert!(description.starts_with("SERVIZIO ORGANIZZATIVO; TIPOLOGIA OBIETTIVO S sviluppo"));
    }
    assert_eq!(val(&document, "w:tblCaption"), Some("Obiettivi: AREA AFFARI GENERALI"));
}

#[test]
fn a_table_without_heads_has_no_first_row_of_another_look() {
    let body = Body { outer: 0, rows: vec![six("a")], ..Body::default() };
    let bare = TableParts { head: Vec::new(), row_head: None, bodies: vec![body], ..table("AREA") };
    let document = File::of(&with_table(bare)).document();
    assert_eq!(all(&document, "w:tblLook")[0].attribute("w:val"), Some("0600"));
    assert!(!has(&document, "w:tblHeader") && !has(&document, "w:tblDescription"));
}

#[test]
fn widths_are_fixed_in_the_layouts_proportions() {
    let document = File::of(&reference()).document();
    let table = all(&document, "w:tbl")[0];
    let number = |e: &XmlElement, key: &str| e.attribute(key).unwrap().parse::<f32>().unwrap();
    assert_eq!(all(table, "w:tblLayout")[0].attribute("w:type"), Some("fixed"));
    // 269 mm between the margins, in twips.
    assert_eq!(number(all(table, "w:tblW")[0], "w:w"), 15250.0);
    let columns: Vec<_> =
        all(table, "w:gridCol").into_iter().map(|column| number(column, "w:w")).collect();
    assert_eq!(columns.iter().sum::<f32>(), 15250.0);
    for (column, share) in columns.iter().zip(SHARES) {
        assert!((column - 15250.0 * share / 100.0).abs() <= 1.0, "{columns:?}");
    }
    let band = all(table, "w:tr")[1];
    assert_eq!(val(band, "w:gridSpan"), Some("6"));
    assert_eq!(number(all(band, "w:tcW")[0], "w:w"), 15250.0);
}

#[test]
fn fills_stand_on_cells_and_the_heads_in_the_style() {
    let document = File::of(&reference()).document();
    let rows = all(&document, "w:tr");
    assert!(!has(rows[0], "w:shd"));
    assert_eq!(all(rows[1], "w:shd")[0].attribute("w:fill"), Some("EFEFEF"));
    assert!(!has(rows[2], "w:shd"));
    let mut two_heads = table("AREA");
    two_heads.head.push(two_heads.head[0].clone());
    let document = File::of(&with_table(two_heads)).document();
    assert_eq!(all(all(&document, "w:tr")[1], "w:shd").len(), 6);
}

#[test]
fn cells_that_span_rows_go_on_below() {
    let tall = Cell { row_span: 2, ..cell("alta") };
    let first = row([tall, cell("a"), Cell { col_span: 4, ..cell("larga") }]);
    let second = row(["b", "c", "d", "e", "f"].map(cell));
    let document = File::of(&with_rows(vec![first, second])).document();
    let rows = all(&document, "w:tr");
    assert_eq!(val(rows[2], "w:vMerge"), Some("restart"));
    assert_eq!(val(rows[2], "w:gridSpan"), Some("4"));
    assert_eq!(val(all(rows[3], "w:tc")[0], "w:vMerge"), Some("continue"));
    assert_eq!(all(rows[3], "w:tc").len(), 6);
}

#[test]
fn only_rows_that_surely_fit_a_page_stay_whole() {
    let document = File::of(&reference()).document();
    assert!(all(&document, "w:tr").into_iter().all(|row| has(row, "w:cantSplit")));
    let long = with_rows(vec![six(&"Parola ".repeat(3000)), six("breve")]);
    let document = File::of(&long).document();
    let whole: Vec<_> =
        all(&document, "w:tr").into_iter().map(|row| has(row, "w:cantSplit")).collect();
    assert_eq!(whole, [true, true, false, true]);
}

#[test]
fn a_row_that_leaves_no_room_for_headings_may_split() {
    for (lines, whole) in [(30, true), (38, false)] {
        let document = File::of(&with_rows(vec![six(&vec!["riga"; lines].join("\n"))])).document();
        assert_eq!(has(all(&document, "w:tr")[2], "w:cantSplit"), whole, "{lines} lines");
    }
}

#[test]
fn columns_align_their_cells_unless_a_cell_has_its_own() {
    let own = Cell { align: Some(Align::Right), ..cell("a") };
    let document =
        File::of(&with_rows(vec![row([own, cell("S"), Cell { col_span: 4, ..cell("c") }])]))
            .document();
    let cells = all(all(&document, "w:tr")[2], "w:tc");
    let aligned: Vec<_> = cells.into_iter().map(|c| val(c, "w:jc")).collect();
    assert_eq!(aligned, [Some("right"), Some("center"), None]);
}

#[test]
fn a_paragraph_parts_tables_and_ends_the_document() {
    let mut annex = with_rows(vec![six("a")]);
    annex.blocks.push(annex.blocks[0].clone());
    let body = File::of(&annex).document();
    let body: Vec<_> = all(&body, "w:body")[0].elements().map(|e| e.name.clone()).collect();
    assert_eq!(body, ["w:tbl", "w:p", "w:tbl", "w:p", "w:sectPr"]);
    annex.blocks = vec![annex.blocks[0].clone(), heading(2, "ALTRA")];
    let body = File::of(&annex).document();
    assert_eq!(all(&body, "w:body")[0].elements().count(), 3);
}

#[test]
fn what_no_document_can_hold_is_an_error() {
    let with_text = |text: &str| {
        docx(&with_rows(vec![row([Cell {
            content: vec![Paragraphs::Paragraph(vec![text.into()])],
            ..cell("")
        }])]))
    };
    for text in ["\u{1}", "a\u{FFFE}b", "\u{1F}"] {
        let error = with_text(text).expect_err("no such character in XML");
        assert!(matches!(error, RenderError::Backend(_)), "{text:?}: {error}");
    }
    let mut narrow = empty("PIANO");
    narrow.page.margins.left = Mm(290.0);
    assert!(matches!(docx(&narrow), Err(RenderError::NoRoom { .. })));
}

#[test]
fn paragraphs_of_a_cell_stand_apart_as_in_the_pdf() {
    let mut annex = empty("PIANO");
    let body = Body { rows: vec![row([cell("uno\n\ndue\n- tre\n- quattro")])], ..Body::default() };
    annex.blocks.push(Block::Table(TableParts { bodies: vec![body], ..table("AREA") }.table()));
    let style = annex.styles[StyleName::Cell];
    let gap = (0.4 * style.size.0 * style.leading * 20.0).round().to_string();
    let document = File::of(&annex).document();
    let row = *all(&document, "w:tr").last().expect("a row");
    let cell = all(row, "w:tc")[0];
    let before = all(cell, "w:p").into_iter().map(|paragraph| {
        let spacing = all(paragraph, "w:spacing");
        spacing.first().and_then(|s| s.attribute("w:before")).map(str::to_owned)
    });
    let gap = Some(gap);
    assert_eq!(before.collect::<Vec<_>>(), [None, gap.clone(), gap, None]);
}

#[test]
fn an_item_that_goes_on_stands_below_its_words_without_a_mark() {
    let mut annex = empty("PIANO");
    let text = "- uno\n  ancora\n\n  capoverso\n- due";
    annex.blocks.push(Block::Text(TextBlock {
        style: StyleName::Paragraph,
        content: paragraphs(text),
        introduces: false,
        origin: None,
    }));
    let file = File::of(&annex);
    let document = file.document();
    let items = all(&document, "w:p").into_iter().filter(|paragraph| has(paragraph, "w:numPr"));
    let items: Vec<_> =
        items.map(|p| (self::text(p), val(p, "w:numId").map(str::to_owned))).collect();
    let id = |id: &str| Some(id.to_owned());
    assert_eq!(
        items,
        [
            ("uno\nancora".to_owned(), id("2")),
            ("capoverso".to_owned(), id("3")),
            ("due".to_owned(), id("2")),
        ]
    );
    let numbering = file.part("word/numbering.xml");
    let marks: Vec<_> =
        all(&numbering, "w:lvlText").into_iter().map(|e| e.attribute("w:val")).collect();
    assert_eq!(marks, [Some("-"), Some("")]);
    let left: Vec<_> =
        all(&numbering, "w:ind").into_iter().map(|e| e.attribute("w:left")).collect();
    assert_eq!(left[0], left[1], "the words of both begin at the same place");
}

#[test]
fn words_of_the_layout_reach_headings_and_cells() {
    let mut annex = empty("PIANO");
    let Block::Heading(area) = heading(2, "AREA\nsu due righe") else { panic!("a heading") };
    annex.blocks.push(Block::Heading(HeadingBlock { page_break: true, ..area }));
    let mut coloured = cell("x");
    (coloured.fill, coloured.vertical) = (Some(Rgb(255, 238, 0)), Vertical::Bottom);
    let body = Body { rows: vec![row([coloured])], ..Body::default() };
    let mut parts = TableParts { bodies: vec![body], ..table("AREA") };
    parts.head[0].cells[0].rotated = true;
    annex.blocks.push(Block::Table(parts.table()));
    let document = File::of(&annex).document();
    let heading = all(&document, "w:p").into_iter().find(|p| has(p, "w:pageBreakBefore"));
    assert_eq!(heading.map(text).as_deref(), Some("AREA\nsu due righe"));
    let [head, .., below] = &all(&document, "w:tr")[..] else { panic!("two rows") };
    assert_eq!(val(head, "w:textDirection"), Some("btLr"));
    let height = all(head, "w:trHeight")[0];
    assert_eq!(height.attribute("w:hRule"), Some("atLeast"));
    assert!(height.attribute("w:val").is_some_and(|v| v.parse::<u32>().is_ok_and(|v| v > 200)));
    assert_eq!(val(below, "w:vAlign"), Some("bottom"));
    assert_eq!(all(below, "w:shd")[0].attribute("w:fill"), Some("FFEE00"));
    assert!(!has(below, "w:trHeight") && !has(below, "w:textDirection"));
}
