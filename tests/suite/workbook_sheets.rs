//! Sheets of the workbook: how they are printed, and what they say of later corrections.

use crate::support::{composition_of, reference_plan};
use allegati::render::xlsx::xlsx;
use calamine::{Reader, Xlsx};
use std::io::{Cursor, Read};

/// Makes the workbook of a plan in the layout `piano-obiettivi`.
fn workbook(plan: &str) -> Vec<u8> {
    let composition = composition_of(plan, "piano-obiettivi");
    xlsx(&composition.annex, &composition.dataset).expect("a workbook")
}

fn reference() -> String {
    std::fs::read_to_string(reference_plan()).expect("the reference plan")
}

fn part(book: Vec<u8>, name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(book)).expect("a package");
    let mut text = String::new();
    package.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}

/// Returns the element that says how the first sheet is printed.
fn first_page_setup(book: Vec<u8>) -> String {
    let sheet = part(book, "xl/worksheets/sheet1.xml");
    let (_, setup) = sheet.split_once("<pageSetup ").expect("a page");
    setup.split_once("/>").expect("its end").0.to_owned()
}

#[test]
fn the_first_sheet_is_printed_on_one_page_while_it_is_legible() {
    let usual = first_page_setup(workbook(&reference()));
    assert!(usual.contains("orientation=\"portrait\""), "{usual}");
    // One page high is what a sheet says that says nothing.
    assert!(!usual.contains("fitToHeight"), "{usual}");
    let premise = "Una premessa che non finisce mai. ".repeat(300);
    let long = reference().replacen("aree:", &format!("premessa: '{premise}'\naree:"), 1);
    let long = first_page_setup(workbook(&long));
    assert!(long.contains("fitToHeight=\"0\""), "{long}");
}

#[test]
fn a_weight_that_nothing_judges_is_counted() {
    let plan = "titolo: P\nanni: [2026, 2027]\nlivelli: [area]\ngruppi:\n  - area: UNO\n    obiettivi:\n      - {descrizione: Ponti, peso: {2026: 100}}\n      - {descrizione: Strade, peso: {2027: 100}}\n";
    let mut book = Xlsx::new(Cursor::new(workbook(plan))).expect("readable");
    let formulas = book.worksheet_formula("Valutazione").expect("formulas");
    let judged = formulas.get_value((2, 0)).expect("what is judged");
    assert!(
        judged.contains("MAX(0,COUNTA(Dati!$C:$C)-1-(SUMPRODUCT(--(FREQUENCY(($A$5:$A$6*("),
        "{judged}"
    );
    let of_year = |column, year| {
        format!("COUNTIF(Dati!${column}:${column},\">=0\")-COUNTIFS($B$5:$B$6,{year},")
    };
    assert!(
        judged.contains(&of_year('D', 2026)) && judged.contains(&of_year('E', 2027)),
        "{judged}"
    );
    let counted = book.worksheet_formula("Pesi").expect("formulas");
    assert_eq!(
        counted.get_value((3, 1)).map(String::as_str),
        Some(
            "MAX(ABS(COUNTA(Dati!$C:$C)-1-SUM(E7:E107)),ABS(COUNT(Dati!$O:$O)),ABS(COUNT(Dati!$D:$D)-SUM(E7:E107)+SUM(F7:F107)),ABS(COUNT(Dati!$E:$E)-SUM(K7:K107)+SUM(L7:L107)),SUMPRODUCT(--(MATCH($A$7:$A$7,$A$7:$A$7,0)<>ROW($A$7:$A$7)-ROW($A$7)+1)))"
        )
    );
}

#[test]
fn a_title_in_the_masthead_is_printed_once_on_the_first_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let layout = "base = \"piano-obiettivi\"\n[[affiancati]]\nparti = [\"titolo\"]\n[[affiancati]]\nparti = [\"didascalia\"]\n";
    std::fs::write(folder.path().join("layout.toml"), layout).expect("a file");
    let composition = composition_of(&reference(), &folder.path().display().to_string());
    let book = xlsx(&composition.annex, &composition.dataset).expect("a workbook");
    let sheet = part(book, "xl/worksheets/sheet2.xml");
    let (_, lines) =
        sheet.split_once("<headerFooter differentFirst=\"1\"><oddHeader>").expect("a header");
    let (header, lines) = lines.split_once("</oddHeader><oddFooter>").expect("a footer");
    assert!(header.ends_with("PIANO OBIETTIVI 2020-2022"), "{header}");
    let (footer, first) = lines.split_once("</oddFooter><firstFooter>").expect("a first footer");
    assert!(first.starts_with(&format!("{footer}</firstFooter></headerFooter>")), "{first}");
}
