use super::sample::*;
use super::*;
use crate::annex::{Block, Body, Mm, Row, StyleName, Width};
use crate::render::pdf::flow::{ROUNDING, text_height};
use std::collections::BTreeMap;
use std::ops::Range;

/// Checks the invariants of every annex: each line stands on one page and in its cell, each piece
/// in the frame of its page, and no head or band ends a page.
fn hold(annex: &Annex) -> (FlowDocument, Vec<FlowPage>) {
    let (flow, pages) = paged(annex);
    every_line_is_placed_once(&flow, &pages);
    for (_, piece) in pieces(&pages) {
        holds_its_lines(annex, &flow, piece);
        leaves_no_line_alone(&flow, piece);
    }
    for page in &pages {
        pieces_do_not_overlap(&flow, page);
        let mut kinds =
            page.pieces.iter().filter_map(|piece| flow_cell(&flow, piece)).map(|(_, kind)| kind);
        let last = kinds.next_back();
        assert!(!matches!(last, Some(RowKind::Head | RowKind::Band)), "a lone head or band");
    }
    (flow, pages)
}

fn every_line_is_placed_once(flow: &FlowDocument, pages: &[FlowPage]) {
    let mut placed: BTreeMap<_, usize> = BTreeMap::new();
    for (_, piece) in pieces(pages) {
        if dump::is_repeated(flow, piece) {
            continue;
        }
        let key = (piece.block, piece.cell.map(|place| (place.row, place.cell)));
        let next = placed.entry(key).or_default();
        assert_eq!(*next, piece.lines.start, "lines in order");
        *next = piece.lines.end;
    }
    for ((block, at), lines) in placed {
        let all = match (&flow.blocks[block], at) {
            (FlowBlock::Text(text), _) => text.lines.len(),
            (FlowBlock::Table(table), Some((row, cell))) => table.rows[row].cells[cell].lines.len(),
            (FlowBlock::Signatures(block), Some((row, cell))) => block.rows[row][cell].lines.len(),
            (FlowBlock::Table(_) | FlowBlock::Signatures(_), None) => panic!("no cell"),
            (FlowBlock::Picture(_), _) => 0,
        };
        assert_eq!(lines, all, "block {block} {at:?}");
    }
}

fn holds_its_lines(annex: &Annex, flow: &FlowDocument, piece: &PagePiece) {
    let frame = &flow.frame;
    let lines = &dump::lines(flow, piece)[piece.lines.clone()];
    assert!(piece.bottom <= frame.bottom + ROUNDING && piece.top >= 0.0, "{piece:?}");
    let (width, height) = match (&flow.blocks[piece.block], flow_cell(flow, piece)) {
        (FlowBlock::Table(table), Some((cell, _))) => {
            let width = table.edges[cell.columns.end] - table.edges[cell.columns.start];
            let (x, y) = (annex.styles.padding_x.0, annex.styles.padding_y.0);
            (width - 2.0 * x, piece.bottom - piece.top - 2.0 * y)
        }
        _ => (frame.width, piece.bottom - piece.top),
    };
    let widest = lines.iter().map(|line| line.indent.0 + line.width.0).fold(0.0, f32::max);
    assert!(widest <= width + ROUNDING, "{widest} in {width}");
    assert!(lines.is_empty() || text_height(lines) <= height + 0.1, "{piece:?}");
}

/// Checks that a cut paragraph has at least two lines on either side.
fn leaves_no_line_alone(flow: &FlowDocument, piece: &PagePiece) {
    let lines = dump::lines(flow, piece);
    let same = |a: usize, b: usize| {
        lines
            .get(a)
            .zip(lines.get(b))
            .is_some_and(|(a, b)| (a.paragraph, a.item) == (b.paragraph, b.item))
    };
    let Range { start, end } = piece.lines;
    if start > 0 && start < end && same(start - 1, start) {
        assert!(same(start, start + 1) && start + 1 < end, "a lone line begins {piece:?}");
    }
    if end > start && same(end - 1, end) {
        assert!(end - start > 1 && same(end - 2, end - 1), "a lone line ends {piece:?}");
    }
}

fn pieces_do_not_overlap(flow: &FlowDocument, page: &FlowPage) {
    let edges = |piece: &PagePiece| match (&flow.blocks[piece.block], flow_cell(flow, piece)) {
        (FlowBlock::Table(table), Some((cell, _))) => [
            table.edges[cell.columns.start],
            piece.top,
            table.edges[cell.columns.end],
            piece.bottom,
        ],
        _ => [flow.frame.left, piece.top, flow.frame.left + flow.frame.width, piece.bottom],
    };
    let all: Vec<_> = page.pieces.iter().map(edges).collect();
    for (i, a) in all.iter().enumerate() {
        for b in &all[..i] {
            let apart = a[0] >= b[2] - 0.05
                || b[0] >= a[2] - 0.05
                || a[1] >= b[3] - 0.05
                || b[1] >= a[3] - 0.05;
            assert!(apart, "{a:?} over {b:?}");
        }
    }
}

/// Returns the pages of a row of block `block`, without repetitions.
fn pages_of_row(pages: &[FlowPage], block: usize, row: usize) -> Vec<usize> {
    let is_row = |piece: &PagePiece| {
        piece.block == block && piece.cell.is_some_and(|place| place.row == row && !place.repeated)
    };
    let mut on: Vec<_> = pieces(pages).filter(|(_, piece)| is_row(piece)).map(|(i, _)| i).collect();
    on.dedup();
    on
}

#[test]
fn the_reference_plan_stands_on_the_pages_it_should() {
    let (flow, pages) = hold(&reference());
    assert_eq!(pages.len(), 6);
    let on = |row| pages_of_row(&pages, 2, row);
    assert_eq!((0..9).map(on).collect::<Vec<_>>(), vec![vec![0]; 9]);
    // The heading of each area, and with it its head, its band and its first row.
    for (block, page) in [(1, 0), (3, 1), (5, 2), (7, 3), (9, 4)] {
        let heading = pieces(&pages).find(|(_, piece)| piece.block == block).map(|(i, _)| i);
        assert_eq!(heading, Some(page), "block {block}");
        for row in 0..3 {
            assert_eq!(pages_of_row(&pages, block + 1, row), [page]);
        }
    }
    for (block, flow) in flow.blocks.iter().enumerate() {
        if let FlowBlock::Table(table) = flow {
            for row in 0..table.rows.len() {
                assert_eq!(
                    pages_of_row(&pages, block, row).len(),
                    1,
                    "a row that fits is not split"
                );
            }
        }
    }
}

#[test]
fn three_hundred_objectives_leave_nothing_alone() {
    let objectives = reference_rows();
    let mut annex = empty();
    annex.blocks.push(heading(1, TITLE));
    for area in 0..5 {
        annex.blocks.push(heading(2, &format!("AREA {area}")));
        let mut table = table(&["A", "B", "C", "D", "E", "F"]);
        for period in 0..4 {
            let some = objectives.iter().cycle().skip(7 * area + 3 * period).take(15);
            let rows = some.map(|objective| row(&objective.cells)).collect();
            let (bands, totals) = (vec![band("ANNO", 6)], vec![total("TOTALE", 6)]);
            table.bodies.push(Body { bands, rows, totals, ..Body::default() });
        }
        annex.blocks.push(Block::Table(table.table()));
    }
    let (flow, pages) = hold(&annex);
    assert!(pages.len() > 40);
    for page in &pages {
        let kinds = page.pieces.iter().filter(|piece| !dump::is_repeated(&flow, piece));
        let first = kinds.filter_map(|piece| flow_cell(&flow, piece)).map(|(_, kind)| kind).next();
        assert_ne!(first, Some(RowKind::Total), "a total begins a page");
    }
}

#[test]
fn the_head_row_is_repeated_on_every_page_of_its_table() {
    let rows: Vec<Row> = (0..60).map(|i| row(&[&format!("{i}"), "Testo", "", "30"])).collect();
    let (flow, pages) = hold(&one_table(&["A", "B", "C", "D"], rows));
    assert!(pages.len() > 2);
    for page in &pages[1..] {
        let first: Vec<_> = page.pieces[..4].iter().collect();
        assert!(first.iter().all(|p| p.cell.is_some_and(|place| place.repeated && place.row == 0)));
        assert!(page.pieces[4..].iter().all(|p| p.cell.is_some_and(|place| !place.repeated)));
        assert_eq!(first[0].top, flow.frame.top);
    }
}

#[test]
fn a_row_taller_than_a_page_goes_on_between_lines() {
    let word = "Relazione illustrativa della attività svolta nel periodo. ";
    let long = word.repeat(20_000 / word.len() + 1);
    let rows = vec![row(&["Primo", "breve"]), row(&["Lungo", &long]), row(&["Ultimo", "breve"])];
    let (flow, pages) = hold(&one_table(&["A", "B"], rows));
    let on = pages_of_row(&pages, 2, 3);
    assert!(on.len() > 2, "{on:?}");
    // It begins right below the row before it, and the row after it follows at once.
    assert_eq!(on[0], pages_of_row(&pages, 2, 2)[0]);
    assert_eq!(pages_of_row(&pages, 2, 4), [*on.last().expect("pages")]);
    for (_, piece) in
        pieces(&pages).filter(|(_, p)| p.cell.is_some_and(|c| (c.row, c.cell) == (3, 1)))
    {
        assert!(piece.lines.len() > 1, "a lone line: {piece:?}");
    }
    // The name of the row stands on every page, and is read aloud once.
    let names = pieces(&pages)
        .filter(|(_, p)| p.cell.is_some_and(|c| (c.row, c.cell) == (3, 0)))
        .map(|(_, p)| (p.lines.len(), p.cell.is_some_and(|c| c.repeated)));
    let again = std::iter::repeat_n((1, true), on.len() - 1);
    assert_eq!(
        names.collect::<Vec<_>>(),
        [(1, false)].into_iter().chain(again).collect::<Vec<_>>()
    );
    for page in &pages[1..pages.len() - 1] {
        let bottom = page.pieces.iter().map(|piece| piece.bottom).fold(0.0, f32::max);
        assert!(flow.frame.bottom - bottom < 3.0 * 10.8, "the page is full");
    }
}

#[test]
fn lines_of_a_paragraph_are_never_alone() {
    let paragraph =
        "Una frase che occupa tre righe della colonna, né più né meno di tre, credo io. ";
    let text = vec![paragraph; 150].join("\n\n");
    let (flow, pages) = hold(&one_table(&["A", "B", "C", "D"], vec![row(&["x", "", "", &text])]));
    for (_, piece) in pieces(&pages) {
        let Some((cell, RowKind::Row)) = flow_cell(&flow, piece) else { continue };
        for run in cell.lines[piece.lines.clone()].chunk_by(|a, b| a.paragraph == b.paragraph) {
            let whole = cell.lines.iter().filter(|l| l.paragraph == run[0].paragraph).count();
            assert!(whole == 1 || run.len() > 1, "{piece:?}");
        }
    }
}

#[test]
fn totals_are_never_alone_and_bands_never_at_the_foot() {
    for count in 1..40 {
        let mut annex = one_table(&["A", "B"], vec![]);
        let rows = || (0..count).map(|i| row(&[&format!("{i}"), "due\nrighe"])).collect();
        let body = || Body {
            bands: vec![band("ANNO", 2)],
            rows: rows(),
            totals: vec![total("Totale", 2)],
            ..Body::default()
        };
        let Some(Block::Table(table)) = annex.blocks.last_mut() else { panic!("a table") };
        table.edit(|parts| {
            parts.bodies = vec![body(), body()];
            parts.foot = vec![total("Totale generale", 2)];
        });
        let (flow, pages) = hold(&annex);
        for page in &pages {
            let own = |piece: &&PagePiece| piece.cell.is_none_or(|place| !place.repeated);
            let first = page.pieces.iter().find(own).and_then(|piece| flow_cell(&flow, piece));
            let first = first.map(|(_, kind)| kind);
            assert!(!matches!(first, Some(RowKind::Total | RowKind::Foot)), "{count}");
        }
    }
}

#[test]
fn rows_under_a_spanning_cell_stay_together() {
    let spanned = |i: usize| {
        let mut first = row(&[&format!("servizio {i}"), "a"]);
        first.cells[0].row_span = 3;
        let rest = |text| Row::new(row(&["x", text]).cells.split_off(1));
        [first, rest("b\nb"), rest("c")]
    };
    let rows: Vec<Row> = (0..30).flat_map(spanned).collect();
    let (flow, pages) = hold(&one_table(&["A", "B"], rows));
    for unit in 0..30 {
        let on: Vec<_> = (0..3).flat_map(|i| pages_of_row(&pages, 2, 2 + 3 * unit + i)).collect();
        assert_eq!(on.iter().min(), on.iter().max(), "unit {unit}");
    }
    let heights: Vec<_> = pieces(&pages)
        .filter(|(_, p)| p.cell.is_some_and(|place| (place.row, place.cell) == (2, 0)))
        .map(|(_, p)| p.bottom - p.top)
        .collect();
    let line = 9.0 * 1.2;
    assert_eq!(heights.len(), 1);
    assert!((heights[0] - (4.0 * line + 3.0 * 5.0)).abs() < 0.1, "{heights:?}");
    assert!(
        matches!(&flow.blocks[2], FlowBlock::Table(table) if table.rows[3].cells[0].columns == (1..2))
    );
}

#[test]
fn a_spanning_cell_taller_than_a_page_goes_on_as_well() {
    let text = "parola ".repeat(4000);
    let mut first = row(&[&text, "a"]);
    first.cells[0].row_span = 40;
    let rest = (1..40).map(|i| Row::new(row(&["x", &format!("riga {i}")]).cells.split_off(1)));
    let rows: Vec<Row> =
        std::iter::once(first).chain(rest).chain([row(&["fine", "fine"])]).collect();
    let (_, pages) = hold(&one_table(&["A", "B"], rows));
    assert!(pages.len() > 3);
}

#[test]
fn several_head_rows_repeat_together() {
    let rows = (0..80).map(|i| row(&[&format!("{i}"), "x", "y"])).collect();
    let mut annex = one_table(&["A", "B", "C"], rows);
    let Some(Block::Table(table)) = annex.blocks.last_mut() else { panic!("a table") };
    let mut group = cell(crate::annex::CellRole::ColumnHead, "INSIEME");
    group.col_span = 3;
    table.edit(|parts| parts.head.insert(0, Row::new([group])));
    let (_, pages) = hold(&annex);
    assert!(pages.len() > 1);
    let repeated = pages[1].pieces.iter().filter(|p| p.cell.is_some_and(|c| c.repeated)).count();
    assert_eq!(repeated, 4);
}

#[test]
fn odd_tables_have_pages_too() {
    assert_eq!(hold(&empty()).1.len(), 1);
    assert_eq!(hold(&one_table(&["A"], vec![row(&["x"])])).1.len(), 1);
    assert_eq!(hold(&one_table(&["A"], vec![row(&[""])])).1.len(), 1);
    let mut bare = one_table(&["A", "B"], vec![]);
    let Some(Block::Table(table)) = bare.blocks.last_mut() else { panic!("a table") };
    table.edit(|parts| parts.bodies.clear());
    let (flow, pages) = paged(&bare);
    assert_eq!((flow.blocks.len(), pages.len(), pages[0].pieces.len()), (3, 1, 4));
    let many = (0..500).map(|i| row(&[&format!("obiettivo {i}"), "descrizione", "30"])).collect();
    assert!(hold(&one_table(&["A", "B", "C"], many)).1.len() > 10);
    let word = "x".repeat(3000);
    let annex = one_table(&["A", "B", "C"], vec![row(&["a", &word, ""])]);
    hold(&annex);
    let broken = pdf(&annex, &PdfOptions::default()).expect("a PDF").broken;
    assert_eq!(broken, [BrokenWord { word, origin: None }]);
}

#[test]
fn forty_columns_fit_an_a3() {
    let mut annex = one_table(&["INTESTAZIONE"; 40], vec![row(&["Contenuto della cella"; 40]); 30]);
    (annex.page.width, annex.page.height) = (Mm(420.0), Mm(297.0));
    let (flow, _) = hold(&annex);
    assert!(matches!(&flow.blocks[2], FlowBlock::Table(table) if table.edges.len() == 41));
}

#[test]
fn text_around_tables_flows_over_pages() {
    let mut annex = reference();
    let long = "Premessa che dura. ".repeat(800);
    annex.blocks.insert(1, text(StyleName::Paragraph, &long));
    annex.blocks.insert(0, text(StyleName::Caption, "Allegato A alla deliberazione"));
    annex.blocks.push(text(StyleName::Paragraph, "Chiusura.\n\n- una voce\n- un'altra"));
    let (_, pages) = hold(&annex);
    let title =
        pieces(&pages).find(|(_, piece)| piece.block == 1).map(|(page, piece)| (page, piece.top));
    let caption = pieces(&pages)
        .find(|(_, piece)| piece.block == 0)
        .map(|(page, piece)| (page, piece.bottom));
    assert!(caption < title, "{caption:?} {title:?}");
}

#[test]
fn where_there_is_no_room_it_says_so() {
    let no_room = |annex: &Annex| match pdf(annex, &PdfOptions::default()) {
        Err(RenderError::NoRoom { why, .. }) => why,
        other => panic!("{:?}", other.map(|file| file.pages)),
    };
    let annex = one_table(&["A", "B"], vec![row(&["testo", "testo"])]);
    let mut narrow = annex.clone();
    let Some(Block::Table(table)) = narrow.blocks.last_mut() else { panic!("a table") };
    table.set_widths([Width::Fixed(Mm(268.0))]);
    assert_eq!(no_room(&narrow), "la colonna 2 è più stretta di una lettera");
    let Some(Block::Table(table)) = narrow.blocks.last_mut() else { panic!("a table") };
    table.set_widths([Width::Fixed(Mm(400.0))]);
    assert_eq!(no_room(&narrow), "le colonne di misura fissa sono più larghe del foglio");
    let mut margins = annex.clone();
    margins.page.margins.left = Mm(290.0);
    assert_eq!(no_room(&margins), "i margini non lasciano posto al testo");
    let mut flat = annex.clone();
    flat.page.margins.top = Mm(2.0);
    assert_eq!(no_room(&flat), "il titolo non sta nel margine alto");
    let mut low = annex.clone();
    low.page.margins.bottom = Mm(1.0);
    assert_eq!(no_room(&low), "il piede non sta nel margine basso");
    let head = "parola ".repeat(3000);
    let heads = one_table(&[&head, "B"], vec![row(&["testo", "testo"])]);
    assert_eq!(no_room(&heads), "l'intestazione della tabella occupa tutto il foglio");
}

#[test]
fn a_long_title_pushes_the_content_down_on_every_page() {
    let title = "Piano degli obiettivi dell'ente per il triennio e relativi indicatori ".repeat(9);
    let mut annex = one_table(&["A", "B"], (0..80).map(|_| row(&["x", "y"])).collect());
    annex.blocks[0] = heading(1, title.trim());
    if let Some(header) = &mut annex.page.header {
        header.pieces = vec![crate::annex::Piece::Text(title.clone())];
    }
    let (flow, pages) = hold(&annex);
    let tops: Vec<f32> = pages.iter().map(|page| page.pieces[0].top).collect();
    assert_eq!(tops[0], flow.frame.title_top);
    let first = pages[0].pieces[1].top;
    assert!(tops[1] > flow.frame.top + 40.0 && (tops[1] - first).abs() < 0.01, "{tops:?} {first}");
    annex.blocks[0] = heading(1, &title.repeat(9));
    let error = pdf(&annex, &PdfOptions::default()).expect_err("no room");
    assert!(
        matches!(error, RenderError::NoRoom { why, .. } if why == "il titolo occupa tutto il foglio")
    );
}

#[test]
fn pages_can_be_read_as_text() {
    let annex = one_table(&["SERVIZIO", "ATTIVITÀ"], vec![row(&["Tributi", "Uno:\n- due"])]);
    let want = "\
pagina 1
  testo 33.9–50.7
    PIANO OBIETTIVI 2020-2022
  testo 56.7–69.9
    AREA UNICA
  riga 1 cella 1 73.9–88.5
    SERVIZIO
  riga 1 cella 2 73.9–88.5
    ATTIVITÀ
  riga 2 cella 1 88.5–104.3
    ANNO 2024
  riga 3 cella 1 104.3–135.2
    Tributi
  riga 3 cella 2 104.3–135.2
    Uno:
    - due
";
    assert_eq!(dump_pages(&annex).expect("pages"), want);
}

#[test]
fn a_table_that_goes_on_says_its_heading_again_where_the_layout_wants_it() {
    let rows: Vec<Row> = (0..60).map(|_| row(&["Tributi", "Attività"])).collect();
    let mut annex = one_table(&["SERVIZIO", "ATTIVITÀ"], rows);
    let Some(Block::Table(table)) = annex.blocks.last_mut() else { panic!("a table") };
    table.edit(|parts| parts.bodies[0].continued.at_rows = Some("AREA UNICA (segue)".into()));
    let (flow, pages) = hold(&annex);
    assert!(pages.len() > 2);
    for (page, content) in pages.iter().enumerate() {
        let said =
            content.pieces.iter().filter(|p| dump::is_repeated(&flow, p) && p.cell.is_none());
        let said: Vec<_> = said.collect();
        assert_eq!(said.len(), usize::from(page > 0), "page {page}");
        assert!(
            said.iter().all(|piece| dump::lines(&flow, piece)[0].text() == "AREA UNICA (segue)")
        );
    }
    // Only the head row's cells come between it and the rows.
    let tags = dump_tags(&annex).expect("tags");
    assert_eq!(tags.matches("H2").count(), 1);
    let dump = dump_pages(&annex).expect("pages");
    assert_eq!(dump.matches("testo ripetuto").count(), pages.len() - 1);
}

#[test]
fn a_text_that_introduces_a_table_stands_on_the_page_on_which_it_begins() {
    for rows in 1..40 {
        let mut annex = one_table(&["A", "B"], vec![row(&["x", "y"]); rows]);
        let Block::Text(text) = text(StyleName::Paragraph, "Responsabile: Anna Rossi") else {
            panic!("a text")
        };
        let table = annex.blocks.last().cloned().expect("a table");
        let introduction = Block::Text(crate::annex::TextBlock { introduces: true, ..text });
        annex.blocks.extend([heading(2, "AREA DUE"), introduction, table]);
        let (_, pages) = hold(&annex);
        let page_of = |block: usize| {
            pages.iter().position(|page| page.pieces.iter().any(|piece| piece.block == block))
        };
        let first = annex.blocks.len() - 3;
        let places: Vec<_> = (first..first + 3).map(page_of).collect();
        assert!(places.windows(2).all(|pair| pair[0] == pair[1]), "{rows} rows: {places:?}");
    }
}

#[test]
fn a_table_stays_whole_and_with_what_it_introduces_where_a_page_has_room() {
    for rows in 1..40 {
        let mut annex = one_table(&["A", "B"], vec![row(&["x", "y"]); rows]);
        let usual = annex.blocks.last().cloned().expect("a table");
        let mut facts = table(&[]);
        facts.columns = table(&["A", "B"]).columns;
        (facts.head, facts.whole, facts.introduces) = (Vec::new(), true, true);
        facts.bodies = vec![Body { rows: vec![row(&["voce", "valore"]); 3], ..Body::default() }];
        annex.blocks.extend([heading(2, "AREA DUE"), Block::Table(facts.table()), usual]);
        let (_, pages) = hold(&annex);
        let first = annex.blocks.len() - 3;
        let pages_of = |block: usize| {
            let has = |page: &&FlowPage| page.pieces.iter().any(|piece| piece.block == block);
            (0..pages.len()).filter(|at| has(&&pages[*at])).collect::<Vec<_>>()
        };
        let places: Vec<_> = (first..first + 3).map(pages_of).collect();
        assert_eq!((places[0].len(), places[1].len()), (1, 1), "{rows} rows: {places:?}");
        let begin: Vec<_> = places.iter().map(|pages| pages[0]).collect();
        assert!(begin.iter().all(|page| *page == begin[0]), "{rows} rows: {places:?}");
    }
}

#[test]
fn a_table_that_no_page_holds_begins_below_its_heading() {
    let mut annex = one_table(&["A", "B"], vec![row(&["x", "y"]); 3]);
    let mut sheet = table(&["A", "B"]);
    sheet.bodies = vec![Body { rows: vec![row(&["x", "y"]); 90], ..Body::default() }];
    sheet.whole = true;
    annex.blocks.extend([heading(2, "SCHEDA"), Block::Table(sheet.table())]);
    let (_, pages) = hold(&annex);
    let on_first = |block: usize| pages[0].pieces.iter().any(|piece| piece.block == block);
    assert!(on_first(3) && on_first(4), "the sheet begins on the first page");
}

#[test]
fn no_row_stands_alone_on_the_last_page() {
    let mut moved = 0;
    for rows in 20..60 {
        let annex = one_table(&["A", "B"], vec![row(&["x", "y"]); rows]);
        let (flow, pages) = hold(&annex);
        let FlowBlock::Table(table) = &flow.blocks[2] else { panic!("a table") };
        let last = pages.last().expect("a page");
        let is_row = |piece: &&PagePiece| {
            let kind = piece.cell.map(|place| table.rows[place.row].kind);
            piece.block == 2 && kind == Some(RowKind::Row)
        };
        let on_last = last.pieces.iter().filter(is_row).count() / 2;
        assert!(pages.len() == 1 || on_last > 1, "{rows} rows: {on_last} on the last page");
        moved += usize::from(pages.len() > 1 && on_last == 2);
    }
    assert!(moved > 0, "some table has a row too many for its pages");
}

#[test]
fn no_closing_text_stands_alone_on_the_last_page() {
    let mut moved = 0;
    for rows in 20..60 {
        let mut annex = one_table(&["A", "B"], vec![row(&["x", "y"]); rows]);
        annex.blocks.push(text(StyleName::Paragraph, "Il presente piano si approva."));
        let (_, pages) = hold(&annex);
        let last = pages.last().expect("a page");
        let has_rows = last.pieces.iter().any(|piece| piece.block == 2);
        assert!(has_rows, "{rows} rows: the text stands alone");
        let rows_on_last = last.pieces.iter().filter(|piece| piece.block == 2).count();
        moved += usize::from(pages.len() > 1 && rows_on_last <= 4);
    }
    assert!(moved > 0, "some text is too much for the pages of its table");
}
