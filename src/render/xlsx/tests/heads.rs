//! Heads of tables and long texts, on the screen and on paper.

use super::*;

fn text(text: &str) -> Block {
    let (style, content) = (StyleName::Paragraph, paragraphs(text));
    Block::Text(TextBlock { style, content, introduces: false, origin: None })
}

/// Returns a table of `rows` with these heads.
fn rows_below(heads: &[&str], rows: usize) -> Block {
    let mut parts = table(heads, &vec![20.0; heads.len()]);
    let cells: Vec<_> = heads.iter().map(|head| format!("{head}: parole di una cella")).collect();
    parts.bodies.push(Body { rows: vec![objective(&cells); rows], ..Body::default() });
    Block::Table(parts.table())
}

/// Returns the words of the first cell of each row, by its number.
fn first_cells(bytes: &[u8]) -> Vec<(u32, String)> {
    let first = cells(bytes).into_iter().filter(|((_, column), _)| *column == 1);
    first.map(|((row, _), (_, text))| (row, text)).collect()
}

fn print_titles(bytes: &[u8]) -> Option<String> {
    let names = find(&part(bytes, "xl/workbook.xml"), "definedName");
    let titles = names.into_iter().find(|(name, _)| name["name"] == "_xlnm.Print_Titles");
    titles.map(|(_, rows)| rows)
}

fn breaks(bytes: &[u8]) -> Vec<u32> {
    let breaks = find(&part(bytes, SHEET), "brk");
    breaks.iter().map(|(row, _)| row["id"].parse().unwrap()).collect()
}

#[test]
fn tables_with_other_columns_have_each_its_own_head_on_screen_and_on_paper() {
    let mut annex = empty();
    annex.blocks = vec![
        heading(1, TITLE),
        heading(2, "AREA"),
        rows_below(&["A", "B"], 2),
        heading(2, "ALTRA"),
        rows_below(&["C", "D", "E"], 60),
    ];
    let bytes = plan_sheet(&annex).unwrap();
    let words = first_cells(&bytes);
    let at = |row: u32| words.iter().find(|(at, _)| *at == row).map(|(_, text)| text.as_str());
    assert_eq!([1, 2, 3, 4].map(at), [TITLE, "AREA", "A", "A: parole di una cella"].map(Some));
    assert_eq!([6, 7, 8].map(at), ["ALTRA", "C", "C: parole di una cella"].map(Some));
    // Each page on which the second table goes on begins with its head; `brk` counts the row above.
    let breaks = breaks(&bytes);
    assert!(!breaks.is_empty());
    let begin: Vec<_> = breaks.iter().map(|row| at(row + 1)).collect();
    assert_eq!(begin, vec![Some("C"); breaks.len()]);
    assert_eq!(words.iter().filter(|(_, text)| text == "C").count(), 1 + breaks.len());
    assert_eq!(words.iter().filter(|(_, text)| text.starts_with("C:")).count(), 60);
    assert_eq!(print_titles(&bytes).as_deref(), Some("Piano!$1:$1"));
    assert_eq!(find(&part(&bytes, SHEET), "pane").len(), 0);
}

#[test]
fn a_common_head_stands_below_the_texts_that_open_the_plan() {
    let mut annex = empty();
    let tables = || [heading(2, "AREA"), rows_below(&["A", "B"], 2)];
    annex.blocks = vec![text("Comune"), heading(1, TITLE), text("Premessa.")];
    annex.blocks.extend(tables().into_iter().chain(tables()));
    let bytes = plan_sheet(&annex).unwrap();
    let words = first_cells(&bytes).into_iter().map(|(_, text)| text);
    let row = "A: parole di una cella";
    let expected = ["Comune", TITLE, "Premessa.", "A", "AREA", row, row, "AREA", row, row];
    assert_eq!(words.collect::<Vec<_>>(), expected);
    assert_eq!(print_titles(&bytes).as_deref(), Some("Piano!$4:$4"));
    assert_eq!(find(&part(&bytes, SHEET), "pane")[0].0["ySplit"], "4");
    // The title stands above the premise: as it is not repeated, the header is printed if there is
    // a second page.
    assert_eq!(find(&part(&bytes, SHEET), "oddHeader").len(), 0);
    let mut long = annex.clone();
    long.blocks.push(rows_below(&["A", "B"], 200));
    let bytes = plan_sheet(&long).unwrap();
    assert_eq!(find(&part(&bytes, SHEET), "oddHeader").len(), 1);
    // So much text would fill the screen for ever: each table has its own head.
    annex.blocks[2] = text(&"Premessa che dura. ".repeat(300));
    let bytes = plan_sheet(&annex).unwrap();
    assert_eq!(find(&part(&bytes, SHEET), "pane").len(), 0);
    assert_eq!(first_cells(&bytes).iter().filter(|(_, text)| text == "A").count(), 2);
}

#[test]
fn a_long_text_takes_a_row_for_each_paragraph_and_item() {
    let mut annex = single(&["a", "b"]);
    let paragraph = "Parole della chiusura. ".repeat(60);
    let long =
        format!("{paragraph}\n\nElenco:\n- uno\n  e ancora\n  - dentro\n- due\n\n{paragraph}");
    annex.blocks.push(text(&long));
    annex.blocks.push(text("Breve.\n- voce"));
    let bytes = plan_sheet(&annex).unwrap();
    let words: Vec<_> = first_cells(&bytes).into_iter().skip(3).map(|(_, text)| text).collect();
    let paragraph = paragraph.trim();
    let items = ["- uno\n  e ancora", "  - dentro", "- due"];
    let expected =
        [&[paragraph, "Elenco:"][..], &items[..], &[paragraph, "Breve.\n- voce"][..]].concat();
    assert_eq!(words, expected);
    assert!(heights(&bytes).iter().all(|height| *height < 200.0));
}

#[test]
fn a_heading_may_begin_a_page_and_a_column_have_a_colour() {
    let mut annex = empty();
    let Block::Heading(second) = heading(2, "DUE") else { panic!("a heading") };
    annex.blocks = vec![heading(1, TITLE), heading(2, "UNO"), rows_below(&["A", "B"], 1)];
    annex.blocks.push(Block::Heading(HeadingBlock { page_break: true, ..second }));
    annex.blocks.push(rows_below(&["A", "B"], 1));
    for block in &mut annex.blocks {
        let Block::Table(table) = block else { continue };
        table.edit(|parts| {
            let cell = &mut parts.bodies[0].rows[0].cells[0];
            (cell.fill, cell.vertical) = (Some(Rgb(255, 238, 0)), Vertical::Bottom);
            parts.head[0].cells[1].rotated = true;
        });
    }
    let bytes = plan_sheet(&annex).unwrap();
    // Title, head, heading and row of the first page; `brk` counts the row above.
    assert_eq!(breaks(&bytes), [4]);
    let styles = part(&bytes, "xl/styles.xml");
    assert_eq!(find(&styles, "fgColor").iter().filter(|(c, _)| c["rgb"] == "FFFFEE00").count(), 1);
    let aligned = find(&styles, "alignment");
    assert!(aligned.iter().any(|(at, _)| at.get("textRotation").is_some_and(|r| r == "90")));
    assert!(aligned.iter().any(|(at, _)| !at.contains_key("vertical")));
}

/// Returns a heading and a table of labels and values, which no head names.
fn sheet(title: &str, rows: usize) -> [Block; 2] {
    let mut parts = table(&["A", "B"], &[20.0, 20.0]);
    parts.head.clear();
    parts.whole = true;
    let cells = ["voce", "parole di una cella"];
    parts.bodies.push(Body { rows: vec![objective(&cells); rows], ..Body::default() });
    [heading(2, title), Block::Table(parts.table())]
}

#[test]
fn a_sheet_stays_on_a_page_or_says_its_title_again() {
    let mut annex = empty();
    annex.blocks = vec![heading(1, TITLE)];
    annex.blocks.extend([rows_below(&["C", "D", "E"], 2)]);
    for (title, rows) in [("PRIMA", 15), ("SECONDA", 15), ("TERZA", 60)] {
        annex.blocks.extend(sheet(title, rows));
    }
    let bytes = plan_sheet(&annex).unwrap();
    let words = first_cells(&bytes);
    let at = |row: u32| words.iter().find(|(at, _)| *at == row).map(|(_, text)| text.as_str());
    // `brk` counts the row above.
    let begin: Vec<_> = breaks(&bytes).iter().filter_map(|row| at(row + 1)).collect();
    assert!(begin.len() > 2, "{begin:?}");
    assert_eq!(begin[0], "SECONDA");
    assert!(begin[1..].iter().all(|words| *words == "TERZA"), "{begin:?}");
    let titles = words.iter().filter(|(_, text)| text == "TERZA").count();
    assert!(titles > 1 && words.iter().filter(|(_, text)| text == "SECONDA").count() == 1);
}

#[test]
fn a_table_that_a_sheet_introduces_begins_a_page_with_the_title_of_the_sheet() {
    let mut annex = empty();
    let [title, mut labels] = sheet("SCHEDA", 25);
    let Block::Table(table) = &mut labels else { panic!("a table") };
    table.set_introduces(true);
    let mut indicators = rows_below(&["C", "D", "E"], 20);
    let Block::Table(table) = &mut indicators else { panic!("a table") };
    table.edit(|parts| parts.whole = true);
    annex.blocks = vec![heading(1, TITLE), title, labels, indicators];
    let bytes = plan_sheet(&annex).unwrap();
    let words = first_cells(&bytes);
    let at = |row: u32| words.iter().find(|(at, _)| *at == row).map(|(_, text)| text.as_str());
    let begin: Vec<_> = breaks(&bytes).iter().map(|row| [at(row + 1), at(row + 2)]).collect();
    assert!(begin.contains(&[Some("SCHEDA"), Some("C")]), "{begin:?}");
}

#[test]
fn an_upright_head_has_room_for_a_wider_font() {
    let mut annex = empty();
    annex.blocks = vec![heading(1, TITLE), rows_below(&["A", "PESO IN PERCENTUALE"], 1)];
    let Some(Block::Table(table)) = annex.blocks.last_mut() else { panic!("a table") };
    table.edit(|parts| parts.head[0].cells[1].rotated = true);
    let tallest = heights(&plan_sheet(&annex).unwrap()).into_iter().fold(0.0, f32::max);
    let style = &annex.styles[StyleName::Head];
    let setter = crate::typeset::Typesetter::new(&annex.fonts).unwrap();
    let length = setter.width("PESO IN PERCENTUALE", style).0;
    assert!(tallest >= 1.1 * length + style.size.0, "{tallest} for {length}");
}

#[test]
fn a_page_that_begins_amid_the_indicators_of_a_sheet_has_their_head_below_the_title() {
    let mut annex = empty();
    let [title, mut labels] = sheet("SCHEDA", 3);
    let Block::Table(table) = &mut labels else { panic!("a table") };
    table.set_introduces(true);
    annex.blocks = vec![heading(1, TITLE), title, labels, rows_below(&["C", "D", "E"], 120)];
    let bytes = plan_sheet(&annex).unwrap();
    let words = first_cells(&bytes);
    let at = |row: u32| words.iter().find(|(at, _)| *at == row).map(|(_, text)| text.as_str());
    let begin: Vec<_> =
        breaks(&bytes).iter().map(|row| [1, 2, 3].map(|below| at(row + below))).collect();
    assert!(begin.len() > 1, "{begin:?}");
    let row = Some("C: parole di una cella");
    assert_eq!(begin, vec![[Some("SCHEDA"), Some("C"), row]; begin.len()]);
    assert_eq!(words.iter().filter(|(_, text)| text.starts_with("C:")).count(), 120);
}

#[test]
fn a_table_among_the_texts_is_not_repeated_above_the_next() {
    let mut annex = empty();
    let mut free = rows_below(&["PROFILO", "UNITA"], 2);
    let Block::Table(table) = &mut free else { panic!("a table") };
    table.set_introduces(true);
    annex.blocks = vec![heading(1, TITLE), heading(2, "AREA"), free, rows_below(&["C", "D"], 90)];
    let bytes = plan_sheet(&annex).unwrap();
    let words = first_cells(&bytes);
    assert!(breaks(&bytes).len() > 1);
    assert_eq!(words.iter().filter(|(_, text)| text == "PROFILO").count(), 1);
    assert_eq!(words.iter().filter(|(_, text)| text == "C").count(), 1 + breaks(&bytes).len());
}

#[test]
fn no_row_of_a_table_that_says_what_goes_on_stands_alone_on_the_last_page() {
    let mut moved = 0;
    for rows in 20..70 {
        let mut annex = empty();
        let mut table = rows_below(&["A", "B"], rows);
        let Block::Table(parts) = &mut table else { panic!("a table") };
        parts.edit(|parts| parts.bodies[0].continued.at_rows = Some("AREA (segue)".into()));
        annex.blocks = vec![heading(1, TITLE), heading(2, "AREA"), table];
        let bytes = plan_sheet(&annex).unwrap();
        let last = first_cells(&bytes).last().map(|(row, _)| *row).unwrap();
        // `brk` counts the row above.
        let on_last = breaks(&bytes).last().map(|row| last - row);
        // One of its rows says what goes on.
        assert!(on_last.is_none_or(|count| count > 2), "{rows} rows");
        moved += usize::from(on_last == Some(3));
    }
    assert!(moved > 0, "some table has a row too many for its pages");
}

#[test]
fn pages_that_go_on_say_so_above_the_heads_of_their_table() {
    let going_on = |heads: &[&str], words: &str| {
        let mut table = rows_below(heads, 60);
        let Block::Table(parts) = &mut table else { panic!("a table") };
        parts.edit(|parts| parts.bodies[0].continued.at_rows = Some(words.into()));
        table
    };
    let mut annex = empty();
    annex.blocks = vec![
        heading(1, TITLE),
        heading(2, "AREA"),
        going_on(&["A", "B"], "(segue) AREA"),
        heading(2, "ALTRA"),
        going_on(&["C", "D", "E"], "(segue) ALTRA"),
    ];
    let begin = |annex: &Annex| {
        let bytes = plan_sheet(annex).unwrap();
        let words = first_cells(&bytes);
        let at = |row: u32| words.iter().find(|(at, _)| *at == row).map(|(_, text)| text.clone());
        let begin = breaks(&bytes).into_iter().map(|row| [at(row + 1), at(row + 2)]);
        begin.map(|rows| rows.map(Option::unwrap_or_default).join(" / ")).collect::<Vec<_>>()
    };
    let own = begin(&annex);
    assert!(own.contains(&"(segue) AREA / A".to_owned()), "{own:?}");
    assert!(own.contains(&"(segue) ALTRA / C".to_owned()), "{own:?}");
    // A head that all tables share is repeated by the paper itself.
    annex.blocks.truncate(3);
    let shared = begin(&annex);
    assert!(!shared.is_empty());
    assert_eq!(shared, vec!["(segue) AREA / A: parole di una cella"; shared.len()]);
}
