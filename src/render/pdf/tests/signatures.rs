use super::sample::*;
use super::*;
use crate::annex::{Annex, Row, SignatureMark, StyleName};
use crate::render::pdf::flow::FIELD_HEIGHT;
use crate::render::pdf::signature_block::signature_rules;
use crate::render::pdf::signature_field::{SignatureField, fields};

fn signed(rows: usize, signatures: &[(&str, SignatureMark)]) -> Annex {
    let rows: Vec<Row> = (0..rows).map(|_| row(&["Tributi", "Attività"])).collect();
    let mut annex = one_table(&["SERVIZIO", "ATTIVITÀ"], rows);
    let made = signatures.iter().enumerate();
    annex.signatures =
        made.map(|(i, (name, mark))| signature(&format!("Firma{}", i + 1), name, *mark)).collect();
    annex
}

fn set(annex: &Annex) -> (Vec<FlowPage>, Vec<SignatureField>, Vec<usize>) {
    let (flow, pages) = paged(annex);
    let fields = fields(annex, &flow, &pages);
    let rules = pages.iter().map(|page| signature_rules(annex, &flow, page).len());
    let rules = rules.collect();
    (pages, fields, rules)
}

#[test]
fn a_hidden_signature_changes_nothing_but_has_its_field() {
    let hidden = signed(2, &[("Rossi", SignatureMark::Hidden)]);
    let mut bare = hidden.clone();
    bare.signatures.clear();
    let dump = |annex| dump_pages(annex).expect("pages");
    assert_eq!(dump(&hidden), dump(&bare));
    let (_, fields, rules) = set(&hidden);
    assert_eq!(rules, [0]);
    assert_eq!(fields[0].name, "Firma1");
    assert_eq!(fields[0].purpose, "Firma digitale: Il Segretario, Rossi");
    let [left, bottom, right, top] = fields[0].rectangle;
    assert_eq!((right - left, top - bottom), (200.0, FIELD_HEIGHT));
    assert!(set(&bare).1.is_empty());
}

#[test]
fn hidden_fields_never_overlap_even_where_only_the_margin_is_left() {
    for rows in [1, 20] {
        let names = [("Rossi", SignatureMark::Hidden); 6];
        let (pages, fields, _) = set(&signed(rows, &names));
        let mut places: Vec<_> = fields.iter().map(|field| field.rectangle).collect();
        places.sort_by(|a, b| a[0].total_cmp(&b[0]));
        assert_eq!(pages.len(), 1);
        assert!(places.windows(2).all(|pair| pair[0][2] <= pair[1][0]), "{rows}: {places:?}");
        assert!(places.iter().all(|[_, bottom, _, top]| *bottom >= 0.0 && top > bottom));
    }
}

#[test]
fn a_block_stays_whole_and_its_fields_stand_above_lines_or_in_boxes() {
    let marks = [SignatureMark::Line, SignatureMark::Box, SignatureMark::Line, SignatureMark::Box];
    let names: Vec<_> = ["A", "B", "C", "D"].into_iter().zip(marks).collect();
    for rows in 1..45 {
        let annex = signed(rows, &names);
        let (pages, fields, rules) = set(&annex);
        let last = pages.len() - 1;
        assert!(fields.iter().all(|field| field.page == last), "{rows} rows: {fields:?}");
        // Two lines and two boxes of four edges each.
        assert_eq!(rules[last], 2 + 2 * 4);
        assert_eq!(fields.len(), 4);
        let tops: Vec<_> = fields.iter().map(|field| field.rectangle[3]).collect();
        assert_eq!((tops[0], tops[1]), (tops[1], tops[2]));
        assert!(tops[3] < tops[0] - FIELD_HEIGHT);
    }
}

#[test]
fn a_printed_signature_is_read_before_its_field_and_hidden_ones_come_last() {
    let names = [("Rossi", SignatureMark::Hidden), ("Bianchi", SignatureMark::Line)];
    let tags = dump_tags(&signed(1, &names)).expect("tags");
    let tail: Vec<_> = tags.lines().rev().take(3).collect();
    assert_eq!(tail[0], "  Form campo 1");
    assert_eq!(tail[1], "  Form campo 2");
    assert!(tail[2].starts_with("  P [1."), "{}", tail[2]);
    let pages = dump_pages(&signed(1, &names)).expect("pages");
    assert!(pages.contains("    Il Segretario\n    Bianchi\n"), "{pages}");
    assert!(!pages.contains("Rossi"));
}

#[test]
fn signers_that_no_page_holds_are_refused() {
    let mut annex = signed(1, &[("Rossi", SignatureMark::Line)]);
    annex.signatures[0].role = Some("Il Segretario ".repeat(900));
    assert!(matches!(pdf(&annex, &PdfOptions::default()), Err(RenderError::NoRoom { .. })));
    annex.styles.table[StyleName::Signature as usize].size = crate::annex::Pt(0.5);
    assert!(pdf(&annex, &PdfOptions::default()).is_ok());
}
