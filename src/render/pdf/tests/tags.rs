use super::sample::*;
use super::*;
use crate::annex::{Block, Body, CellRole, MarkKind, StyleName, WordMark};
use crate::render::pdf::outline::{OutlineItem, outline};

#[test]
fn every_cell_names_its_heads() {
    let mut annex =
        one_table(&["SERVIZIO", "ATTIVITÀ"], vec![row(&["Tributi", "Uno:\n- due\n- tre"])]);
    annex.blocks.insert(1, text(StyleName::Paragraph, "Premessa"));
    let want = "\
Document
  H1 [1.0]
  P [1.1]
  H2 [1.2]
  Table
    THead
      TR
        TH id=t3r0c0 scope=Column
          P [1.3]
        TH id=t3r0c1 scope=Column
          P [1.4]
    TBody
      TR
        TH id=t3r1c0 scope=Column colonne=2
          P [1.5]
      TR
        TH id=t3r2c0 scope=Row heads=t3r0c0,t3r1c0
          P [1.6]
        TD heads=t3r0c1,t3r1c0,t3r2c0
          P [1.7]
          L
            LI
              Lbl [1.8]
              LBody [1.9]
            LI
              Lbl [1.10]
              LBody [1.11]
  Form campo 1
";
    assert_eq!(dump_tags(&annex).expect("tags"), want);
}

#[test]
fn bands_hold_until_the_next_body_and_spans_are_said() {
    let mut annex = one_table(&["A", "B"], vec![row(&["x", "y"])]);
    let Some(Block::Table(table)) = annex.blocks.last_mut() else { panic!("a table") };
    table.edit(|parts| {
        parts.bodies.push(Body {
            bands: vec![band("AREA", 2), band("ANNO 2025", 2)],
            rows: vec![row(&["z", "w"])],
            totals: vec![total("Totale", 2)],
            ..Body::default()
        })
    });
    let dump = dump_tags(&annex).expect("tags");
    for line in [
        "TH id=t2r4c0 scope=Column colonne=2 heads=t2r3c0\n",
        "TD heads=t2r0c1,t2r3c0,t2r4c0,t2r5c0\n",
        "TD colonne=2 heads=t2r0c0,t2r0c1,t2r3c0,t2r4c0\n",
    ] {
        assert!(dump.contains(line), "{line}{dump}");
    }
}

#[test]
fn bands_of_outer_levels_hold_for_the_bodies_below() {
    let mut annex = one_table(&["A", "B"], vec![row(&["x", "y"])]);
    let Some(Block::Table(table)) = annex.blocks.last_mut() else { panic!("a table") };
    let mut text = band("Premessa", 2);
    text.cells[0].role = CellRole::Text;
    let body =
        |outer, bands| Body { outer, bands, rows: vec![row(&["z", "w"])], ..Body::default() };
    table.edit(|parts| {
        parts.bodies.push(body(0, vec![band("AREA", 2), band("ANNO 2025", 2), text]));
        parts.bodies.push(body(1, vec![band("ANNO 2026", 2)]));
    });
    let dump = dump_tags(&annex).expect("tags");
    for line in [
        "TD colonne=2 heads=t2r3c0,t2r4c0\n",
        "TD heads=t2r0c1,t2r3c0,t2r4c0,t2r6c0\n",
        "TH id=t2r7c0 scope=Column colonne=2 heads=t2r3c0\n",
        "TD heads=t2r0c1,t2r3c0,t2r7c0,t2r8c0\n",
    ] {
        assert!(dump.contains(line), "{line}{dump}");
    }
}

#[test]
fn a_row_on_two_pages_is_one_row_with_content_of_both() {
    let long = "Relazione illustrativa. ".repeat(900);
    let dump = dump_tags(&one_table(&["A", "B"], vec![row(&["x", &long])])).expect("tags");
    assert_eq!(dump.matches("TR\n").count(), 3, "the repeated head is no row");
    let cell = dump.lines().find(|line| line.contains("[1.6]")).expect("the cell's paragraph");
    assert!(cell.trim().starts_with("P [1.6] [2.0] [3.0]"), "{cell}");
}

#[test]
fn no_level_of_headings_is_left_out() {
    let mut annex = empty();
    annex.blocks = vec![heading(1, "Titolo"), heading(4, "a"), heading(9, "b"), heading(2, "c")];
    let dump = dump_tags(&annex).expect("tags");
    let levels: Vec<_> = dump.lines().filter_map(|line| line.trim().split(' ').next()).collect();
    assert_eq!(levels, ["Document", "H1", "H2", "H3", "H2", "Form"]);
}

#[test]
fn the_outline_goes_down_to_the_period() {
    let (flow, pages) = paged(&reference());
    let entries = outline(&flow, &pages);
    let [title] = entries.as_slice() else { panic!("one title") };
    assert_eq!(title.title, TITLE);
    let areas: Vec<_> = title.entries.iter().map(|area| (area.title.as_str(), area.page)).collect();
    assert_eq!(
        areas,
        [
            ("AREA AFFARI GENERALI", 0),
            ("AREA ECONOMICO FINANZIARIA", 1),
            ("AREA SERVIZI SOCIALI", 2),
            ("AREA POLIZIA LOCALE", 3),
            ("AREA SERVIZI TECNICI", 4),
        ]
    );
    let periods =
        |area: &OutlineItem| area.entries.iter().map(|p| p.title.clone()).collect::<Vec<_>>();
    for area in &title.entries {
        assert_eq!(periods(area), ["ANNO 2020", "ANNO 2021 E 2022"]);
    }
}

#[test]
fn marked_words_are_spoken_with_their_fate() {
    let mut marked = row(&["x", "Entro il 30 giugno, a ditta\n- esterna"]);
    let text = marked.cells[1].text();
    let mark = |kind, words: &str| {
        let at = text.find(words).expect("the words");
        WordMark { kind, bytes: at..at + words.len() }
    };
    marked.cells[1].marks = vec![
        // A mark without ink is none.
        mark(MarkKind::Removed, " "),
        mark(MarkKind::Removed, "30 giugno"),
        mark(MarkKind::Added, "esterna"),
    ];
    let dump = dump_tags(&one_table(&["A", "B"], vec![marked])).expect("tags");
    let cell = "\
          P [1.6] [1.8]
            Span «tolto: 30 giugno fine» [1.7]
          L
            LI
              Lbl [1.9]
              LBody
                Span «aggiunto: esterna fine» [1.10]
";
    assert!(dump.contains(cell), "{dump}");
}

#[test]
fn a_mark_on_many_pages_is_spoken_once() {
    let mut marked = row(&["x", &"Relazione illustrativa. ".repeat(900)]);
    let end = marked.cells[1].text().len();
    marked.cells[1].marks = vec![WordMark { kind: MarkKind::Added, bytes: 10..end }];
    let dump = dump_tags(&one_table(&["A", "B"], vec![marked])).expect("tags");
    assert_eq!(dump.matches("Span «aggiunto: illustrativa. ").count(), 1);
    let span = dump.lines().find(|line| line.contains("Span")).expect("the span");
    assert!(
        span.ends_with("illustrativa. fine» [1.7] [2.0] [3.0] [4.0] [5.0]"),
        "{}",
        &span[span.len() - 60..]
    );
}
