//! The committed annexes with changes made in their parts, one at a time.

mod rewriting;
mod workbook_parts;
mod workbooks;

use super::*;
use crate::job::label_cells;
use std::io::{Cursor, Read, Write};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Workbook of an earlier version, as offices have sent it and will go on getting it back.
const WORKBOOK: &[u8] =
    include_bytes!("../../../tests/suite/fixtures/precedenti/piano-obiettivi-2020-2022.xlsx");
/// Workbook as it is made now.
const NOW: &[u8] = include_bytes!("../../../output/piano-obiettivi-2020-2022.xlsx");
pub(super) const DOCUMENT: &[u8] = include_bytes!("../../../output/piano-obiettivi-2020-2022.docx");
pub(super) const BODY: &str = "word/document.xml";
const WEIGHTS: &str = "xl/worksheets/sheet2.xml";
const DATA: &str = "xl/worksheets/sheet3.xml";
const EVALUATION: &str = "xl/worksheets/sheet5.xml";

/// A file packed anew, each part as `change` makes it of its name and its bytes.
pub(super) fn repacked(bytes: &[u8], change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..old.len() {
        let mut part = old.by_index(i).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("read");
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        new.start_file(name.clone(), stored).expect("begun");
        new.write_all(&change(&name, content)).expect("written");
    }
    new.finish().expect("ended").into_inner()
}

/// A file in which `from`, where it first stands in a part, is `to`.
pub(super) fn replaced(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    repacked(bytes, |name, content| {
        if name != part {
            return content;
        }
        let text = String::from_utf8(content).expect("UTF-8");
        assert!(text.contains(from), "{part} does not say {from}");
        text.replacen(from, to, 1).into_bytes()
    })
}

/// The bytes of a part.
pub(super) fn part(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut content = Vec::new();
    archive.by_name(name).expect("there").read_to_end(&mut content).expect("read");
    content
}

/// A file with further parts.
pub(super) fn with_parts(bytes: &[u8], parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut new = ZipWriter::new_append(Cursor::new(bytes.to_vec())).expect("a package");
    for (name, content) in parts {
        new.start_file(*name, SimpleFileOptions::default()).expect("begun");
        new.write_all(content).expect("written");
    }
    new.finish().expect("ended").into_inner()
}

/// The part of a text from `start` to the end of the first `end` behind it.
fn between(bytes: &[u8], part: &str, start: &str, end: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    archive.by_name(part).expect("there").read_to_string(&mut text).expect("UTF-8");
    let from = text.find(start).unwrap_or_else(|| panic!("{part} does not say {start}"));
    let to = from + text[from..].find(end).expect("an end") + end.len();
    text[from..to].to_owned()
}

pub(super) fn told(kind: AnnexFormat, original: &[u8], returned: &[u8]) -> (Verdict, String) {
    let outcome = compare(kind, original, returned, label_cells);
    let texts: Vec<_> = outcome.reasons.iter().map(|reason| reason.text.clone()).collect();
    (outcome.verdict(), texts.join("\n"))
}

/// The sentence about a file that reads the same, of which these parts were rewritten.
pub(super) fn rewritten(kinds: &str) -> String {
    format!(
        "si legge lo stesso, cella per cella; un programma ha però salvato il file di nuovo, e di {kinds} si vede soltanto guardando se sono rimasti com'erano"
    )
}

#[track_caller]
fn workbook(returned: &[u8], verdict: Verdict, said: &str) {
    assert_eq!(told(AnnexFormat::Xlsx, WORKBOOK, returned), (verdict, said.to_owned()));
}

#[track_caller]
fn document(returned: &[u8], verdict: Verdict, said: &str) {
    assert_eq!(told(AnnexFormat::Docx, DOCUMENT, returned), (verdict, said.to_owned()));
}

#[test]
fn the_same_bytes_are_intact_and_the_same_texts_to_be_looked_at() {
    const SAME: &str =
        "dice le stesse cose, cella per cella, ma un altro programma lo ha salvato di nuovo";
    workbook(WORKBOOK, Verdict::Intact, "");
    document(DOCUMENT, Verdict::Intact, "");
    workbook(&repacked(WORKBOOK, |_, part| part), Verdict::Look, SAME);
    document(&repacked(DOCUMENT, |_, part| part), Verdict::Look, SAME);
}

#[test]
fn the_workbook_that_is_made_now_is_compared_like_those_before() {
    const NEW_DATA: &str = "xl/worksheets/sheet4.xml";
    let told = |returned: &[u8]| told(AnnexFormat::Xlsx, NOW, returned);
    let same = told(&repacked(NOW, |_, part| part));
    assert_eq!(
        same.1,
        "dice le stesse cose, cella per cella, ma un altro programma lo ha salvato di nuovo"
    );
    let weight = between(NOW, NEW_DATA, "<c r=\"J3\"", "</c>");
    let (verdict, text) = told(&replaced(NOW, NEW_DATA, &weight, &weight.replace(">40<", ">41<")));
    assert_eq!(verdict, Verdict::Changed);
    let expected = "obiettivo 2, AREA AFFARI GENERALI, ANNO 2020, SERVIZI INFORMATICI: il campo «peso» era «40», ora è «41» (foglio «Dati», cella J3)";
    assert!(text.contains(expected), "{text}");
    let sheet = "<sheet name=\"Pesi\" sheetId";
    let hidden =
        replaced(NOW, "xl/workbook.xml", sheet, "<sheet name=\"Pesi\" state=\"hidden\" sheetId");
    assert!(told(&hidden).1.contains("foglio «Pesi»"), "{}", told(&hidden).1);
}

#[test]
fn a_cell_names_objective_field_before_and_after() {
    let weight = between(WORKBOOK, DATA, "<c r=\"M3\"", "</c>");
    let other = weight.replace("<v>40</v>", "<v>35</v>");
    assert_ne!(weight, other);
    workbook(
        &replaced(WORKBOOK, DATA, &weight, &other),
        Verdict::Changed,
        "obiettivo 2, AREA AFFARI GENERALI, ANNO 2020, SERVIZI INFORMATICI: il campo «peso» era «40», ora è «35» (foglio «Dati», cella M3)",
    );
    document(
        &replaced(DOCUMENT, BODY, "entro il 31.12.2020", "entro il 31.12.2021"),
        Verdict::Changed,
        "obiettivo 1, AREA AFFARI GENERALI, ANNO 2020, SERVIZI INFORMATICI: il campo «risultato» era «Affidamento dell'incarico a ditta esterna specializzata entro il 31.12.2020», ora è «Affidamento dell'incarico a ditta esterna specializzata entro il 31.12.2021» (tabella 1, riga 3, colonna 4)",
    );
}

#[test]
fn the_printed_sheet_names_the_objective_too() {
    let strings = "xl/sharedStrings.xml";
    let (verdict, said) = told(
        AnnexFormat::Xlsx,
        WORKBOOK,
        &replaced(WORKBOOK, strings, "entro il 31.12.2020", "subito"),
    );
    assert_eq!(verdict, Verdict::Changed);
    let start = "obiettivo 1, AREA AFFARI GENERALI, ANNO 2020, SERVIZI INFORMATICI: il campo «risultato» era «";
    assert!(said.lines().next().is_some_and(|line| line.starts_with(start)), "{said}");
    assert!(
        said.contains("(foglio «Piano», cella ") && said.contains("(foglio «Dati», cella K2)"),
        "{said}"
    );
}

#[test]
fn rows_that_are_gone_or_new_are_told_apart_from_changed_ones() {
    let row = between(DOCUMENT, BODY, "<w:tr>", "</w:tr>");
    let third = {
        let all = between(DOCUMENT, BODY, "<w:tbl>", "</w:tbl>");
        let rows: Vec<_> = all.match_indices("<w:tr>").map(|(at, _)| at).collect();
        all[rows[3]..rows[4]].to_owned()
    };
    assert_ne!(row, third);
    let (verdict, said) = told(AnnexFormat::Docx, DOCUMENT, &replaced(DOCUMENT, BODY, &third, ""));
    assert_eq!(verdict, Verdict::Changed);
    assert_eq!(
        said,
        "manca una riga, obiettivo 2, AREA AFFARI GENERALI, ANNO 2020, SERVIZI INFORMATICI (era: tabella 1, riga 4, colonna 1)"
    );
    let doubled = third.clone() + &third;
    let (verdict, said) =
        told(AnnexFormat::Docx, DOCUMENT, &replaced(DOCUMENT, BODY, &third, &doubled));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.starts_with("c'è una riga in più, «SERVIZI INFORMATICI | "), "{said}");
    assert!(!said.contains('\n'), "{said}");
}

#[test]
fn texts_outside_tables_count() {
    document(
        &replaced(DOCUMENT, BODY, "PIANO OBIETTIVI 2020-2022", "PIANO OBIETTIVI 2020"),
        Verdict::Changed,
        "un testo era «PIANO OBIETTIVI 2020-2022», ora è «PIANO OBIETTIVI 2020» (capoverso 1)",
    );
}

#[test]
fn values_in_the_place_of_formulas_are_noticed() {
    let cell = between(WORKBOOK, WEIGHTS, "<c r=\"B7\"", "</c>");
    let start = cell.find("<f>").expect("a formula");
    let end = cell.find("</f>").expect("its end") + "</f>".len();
    let formula = cell[start..end].to_owned();
    workbook(
        &replaced(WORKBOOK, WEIGHTS, &cell, &cell.replace(&formula, "")),
        Verdict::Changed,
        "foglio «Pesi»: un valore ha preso il posto di una formula (B7)",
    );
    let other = cell.replace(&formula, "<f>50+50</f>");
    let (verdict, said) = told_of(&replaced(WORKBOOK, WEIGHTS, &cell, &other));
    assert_eq!(verdict, Verdict::Changed);
    let start = "foglio «Pesi»: una formula è un'altra (B7): era «";
    assert!(said.starts_with(start) && said.ends_with("ora è «50+50»"), "{said}");
    workbook(
        &replaced(WORKBOOK, WEIGHTS, &cell, &cell.replace("<v>100</v>", "<v>90</v>")),
        Verdict::Changed,
        "foglio «Pesi»: il risultato di una formula è un altro (B7: era «100», ora è «90»)",
    );
}

#[test]
fn results_that_follow_from_a_change_are_not_told_one_by_one() {
    let weight = between(WORKBOOK, DATA, "<c r=\"M3\"", "</c>");
    let returned = replaced(WORKBOOK, DATA, &weight, &weight.replace("<v>40</v>", "<v>35</v>"));
    let sum = between(WORKBOOK, WEIGHTS, "<c r=\"B7\"", "</c>");
    let returned = replaced(&returned, WEIGHTS, &sum, &sum.replace("<v>100</v>", "<v>95</v>"));
    let outcome = compare(AnnexFormat::Xlsx, WORKBOOK, &returned, label_cells);
    let told: Vec<_> = outcome.reasons.iter().map(|r| (r.verdict, r.text.as_str())).collect();
    assert_eq!(told[0].0, Verdict::Changed);
    let result =
        "foglio «Pesi»: il risultato di una formula è un altro (B7: era «100», ora è «95»)";
    assert_eq!(told[1..], [(Verdict::Look, result)]);
    // Another formula and another result are no consequence.
    let other = sum.replace("<v>100</v>", "<v>90</v>").replace("<f>", "<f>0+");
    let (verdict, said) = told_of(&replaced(WORKBOOK, WEIGHTS, &sum, &other));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.contains("era «100», ora è «90» (foglio «Pesi», cella B7)"), "{said}");
}

fn told_of(returned: &[u8]) -> (Verdict, String) {
    told(AnnexFormat::Xlsx, WORKBOOK, returned)
}

#[test]
fn what_is_hidden_is_named() {
    let sheet = between(WORKBOOK, "xl/workbook.xml", "<sheet name=\"Pesi\"", "/>");
    let hidden = sheet.replace("/>", " state=\"hidden\"/>");
    workbook(
        &replaced(WORKBOOK, "xl/workbook.xml", &sheet, &hidden),
        Verdict::Changed,
        "il foglio «Pesi» è nascosto, e non si può confrontare",
    );
    let row = between(WORKBOOK, DATA, "<row r=\"3\"", ">");
    workbook(
        &replaced(WORKBOOK, DATA, &row, &row.replace('>', " hidden=\"1\">")),
        Verdict::Look,
        "il foglio ha righe nascoste con un contenuto (3): sono state lette come le altre (foglio «Dati», cella A3)",
    );
}

#[test]
fn filling_in_the_evaluation_is_no_tampering() {
    let blank = between(WORKBOOK, EVALUATION, "<c r=\"K5\"", "/>");
    let filled = blank.replace("/>", "><v>0.8</v></c>");
    workbook(
        &replaced(WORKBOOK, EVALUATION, &blank, &filled),
        Verdict::Look,
        "riga «1»: una cella era (vuoto), ora è «80,0%» (foglio «Valutazione», cella K5)",
    );
}

#[test]
fn many_cells_that_are_filled_in_are_one_sentence() {
    let fill = |book: Vec<u8>, row: u32| {
        let blank = between(WORKBOOK, EVALUATION, &format!("<c r=\"K{row}\""), "/>");
        let filled = blank.replace("/>", "><v>0.8</v></c>");
        replaced(&book, EVALUATION, &blank, &filled)
    };
    let filled = (5..9).fold(WORKBOOK.to_vec(), fill);
    let said = "foglio «Valutazione»: compilate 4 celle che erano vuote, colonna K (celle K5:K8)";
    workbook(&filled, Verdict::Look, said);
}

#[test]
fn rows_in_another_order_are_no_other_rows() {
    let row = |number: u32| between(WORKBOOK, DATA, &format!("<row r=\"{number}\""), "</row>");
    let moved = |from: u32, to: u32| {
        let cells = row(from).replace(&format!("<row r=\"{from}\""), &format!("<row r=\"{to}\""));
        ('A'..='Z').fold(cells, |cells, column| {
            cells.replace(&format!("\"{column}{from}\""), &format!("\"{column}{to}\""))
        })
    };
    let both = format!("{}{}", row(3), row(4));
    let swapped = format!("{}{}", moved(4, 3), moved(3, 4));
    let returned = replaced(WORKBOOK, DATA, &both, &swapped);
    let (_, said) = told_of(&returned);
    let words = "foglio «Dati»: le righe sono in un altro ordine (1 riga spostata)";
    assert!(said.contains(words), "{said}");
    assert!(!said.contains("manca una riga") && !said.contains("in più"), "{said}");
}

#[test]
fn faults_in_a_part_are_named_with_their_place() {
    let strings = "xl/sharedStrings.xml";
    for (part, from, to, said) in [
        (
            strings,
            "<sst ",
            "<!-- a -- b --><sst ",
            "la parte «xl/sharedstrings.xml» non è scritta secondo le regole dell'XML (riga 2",
        ),
        (
            strings,
            "spreadsheetml/2006/main",
            "x",
            "la parte «xl/sharedstrings.xml» ha qualcosa in un linguaggio che non è il suo, «sst»",
        ),
        ("xl/workbook.xml", "officeDocument/2006/relationships", "x", "«id» (riga 2"),
    ] {
        let (verdict, found) = told_of(&replaced(WORKBOOK, part, from, to));
        assert_eq!(verdict, Verdict::Changed, "{found}");
        assert!(found.contains(said), "{found}");
    }
}

#[test]
fn a_package_that_is_a_pdf_too_is_named() {
    let mut archive = ZipWriter::new_append(Cursor::new(WORKBOOK.to_vec())).expect("a package");
    archive.set_comment("%PDF-1.4 1 0 obj").expect("short");
    let returned = archive.finish().expect("ended").into_inner();
    let (verdict, said) = told_of(&returned);
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.contains("contiene anche un PDF"), "{said}");
}

#[test]
fn tracked_changes_are_named_with_their_authors() {
    let run = between(DOCUMENT, BODY, "<w:r>", "</w:r>");
    let deleted = format!("<w:del w:id=\"900\" w:author=\"Anna Bianchi\">{run}</w:del>");
    let (verdict, said) =
        told(AnnexFormat::Docx, DOCUMENT, &replaced(DOCUMENT, BODY, &run, &deleted));
    assert_eq!(verdict, Verdict::Changed);
    let change = "contiene un'eliminazione non ancora accettata, di «Anna Bianchi» («PIANO OBIETTIVI 2020-2022») (capoverso 1)";
    assert!(said.contains(change), "{said}");
    assert!(said.contains("manca un testo: «PIANO OBIETTIVI 2020-2022»"), "{said}");
}

#[test]
fn parts_that_no_annex_has_are_named() {
    let with = |name: &str| {
        let mut new = ZipWriter::new_append(Cursor::new(WORKBOOK.to_vec())).expect("a package");
        new.start_file(name, SimpleFileOptions::default()).expect("begun");
        new.write_all(b"x").expect("written");
        new.finish().expect("ended").into_inner()
    };
    workbook(&with("xl/vbaProject.bin"), Verdict::Changed, "contiene delle macro");
    workbook(&with("xl/media/image1.png"), Verdict::Changed, "contiene delle immagini");
    let unknown = "contiene una parte che gli allegati non hanno, «word/afchunk.mht»";
    workbook(&with("word/afchunk.mht"), Verdict::Changed, unknown);
}

#[test]
fn two_parts_of_one_name_are_noticed() {
    // The zip library writes no such file: the second gets its name when both are there.
    let mut new = ZipWriter::new_append(Cursor::new(DOCUMENT.to_vec())).expect("a package");
    new.start_file("word/dokument.xml", SimpleFileOptions::default()).expect("begun");
    new.write_all(b"<x/>").expect("written");
    let mut bytes = new.finish().expect("ended").into_inner();
    for at in 0..bytes.len() - 17 {
        if bytes[at..].starts_with(b"word/dokument.xml") {
            bytes[at..at + 17].copy_from_slice(b"word/document.xml");
        }
    }
    let outcome = compare(AnnexFormat::Docx, DOCUMENT, &bytes, label_cells);
    assert!(outcome.verdict() >= Verdict::Changed, "{outcome:?}");
}

#[test]
fn what_runs_on_every_page_counts() {
    let returned = replaced(DOCUMENT, "word/footer1.xml", "Pag. ", "Pagina ");
    const OTHER: &str = "il testo era «Pag. [pagina] di [pagine]», ora è «Pagina [pagina] di [pagine]» (piè di pagina, capoverso 1";
    document(&returned, Verdict::Changed, &format!("{OTHER})"));
    let all = replaced(&returned, "word/footer2.xml", "Pag. ", "Pagina ");
    document(
        &all,
        Verdict::Changed,
        &format!("{OTHER}; piè di pagina della prima pagina, capoverso 1)"),
    );
}

#[test]
fn what_is_another_file_or_none_is_not_recognised() {
    let (verdict, said) = told(AnnexFormat::Docx, DOCUMENT, WORKBOOK);
    assert_eq!(verdict, Verdict::Unknown, "{said}");
    let other = repacked(DOCUMENT, |name, part| match name {
        BODY => {
            let text = String::from_utf8(part).expect("UTF-8");
            text.replace(['a', 'e', 'A', 'E'], "x").replace("<w:xx", "<w:").into_bytes()
        }
        _ => part,
    });
    assert_eq!(told(AnnexFormat::Docx, DOCUMENT, &other).0, Verdict::Unknown);
    for end in [0, 100, DOCUMENT.len() / 2, DOCUMENT.len() - 10] {
        assert_eq!(
            told(AnnexFormat::Docx, DOCUMENT, &DOCUMENT[..end]).0,
            Verdict::Unknown,
            "{end}"
        );
    }
    let form = include_bytes!("../../../tests/suite/fixtures/tabelle/openpyxl.xlsx");
    assert_eq!(
        told(AnnexFormat::Xlsx, WORKBOOK, form),
        (
            Verdict::Unknown,
            "il contenuto ha poco o nulla in comune con quello che è stato fatto".to_owned()
        )
    );
}
