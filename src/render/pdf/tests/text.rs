#![expect(
    clippy::disallowed_methods,
    reason = "an outside reader of PDF judges, where it is installed"
)]
use super::pdf_text::rows;
use super::sample::*;
use super::*;
use crate::annex::{Block, Family, Font, Piece, Row, Running};

/// Returns the words of a text, with parts of hyphenated words joined and white space collapsed.
fn words(text: &str) -> String {
    let joined: String = text.split('\u{AD}').map(str::trim_start).collect();
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn annex_rows(annex: &Annex) -> Vec<Vec<String>> {
    let row = |row: &Row| row.cells.iter().map(|cell| words(&cell.text())).collect();
    let tables = annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let all = tables.flat_map(|t| {
        let bodies =
            t.bodies().iter().flat_map(|b| [&b.bands, &b.rows, &b.totals].into_iter().flatten());
        t.head().iter().chain(bodies).chain(t.foot())
    });
    all.map(row).collect()
}

/// Checks that the text extracted from the file is the text of the annex, cell by cell.
fn hold(annex: &Annex) {
    let (got, want) = (rows(&bytes(annex)), annex_rows(annex));
    assert_eq!(got.len(), want.len());
    for (got, want) in got.iter().zip(&want) {
        let got: Vec<_> = got.iter().map(|cell| words(cell)).collect();
        assert!(got == *want, "{:.400}\n{:.400}", format!("{got:?}"), format!("{want:?}"));
    }
}

#[test]
fn the_text_of_every_cell_comes_out_again() {
    hold(&reference());
    let long =
        "La relazione illustrativa dell'attività amministrativa è pubblicata on-line. ".repeat(260);
    let word = "x".repeat(3000);
    let list = "Attività:\n- la prima\n- la seconda, con 5 < 7 & 'apici'\n\nFine\nspezzata";
    hold(&one_table(
        &["SERVIZIO", "DESCRIZIONE", "PESO"],
        vec![row(&["a", &long, "1"]), row(&["b", &word, ""]), row(&["c", list, "33,330"])],
    ));
}

#[test]
fn every_letter_of_the_west_comes_out_again() {
    let letters: Vec<char> =
        ('\u{20}'..='\u{7E}').chain('\u{A0}'..='\u{17F}').filter(|c| *c != '\u{AD}').collect();
    let text: String = letters.chunks(8).flat_map(|part| part.iter().chain(&[' '])).collect();
    hold(&one_table(&["A", "B"], vec![row(&["x", &(text + " – — “” ‘’ « » … € ‰ •")])]));
}

#[test]
fn one_glyph_that_stands_for_two_characters_keeps_both() {
    let annex = one_table(&["A"], vec![row(&["10\u{A0}000 µ μ"])]);
    let got = rows(&bytes(&annex));
    assert_eq!(got[2][0].trim(), "10\u{A0}000 µ μ");
}

#[test]
fn a_character_without_a_glyph_is_an_error() {
    let annex = one_table(&["A"], vec![row(&["あ"])]);
    let error = pdf(&annex, &PdfOptions::default()).expect_err("no glyph");
    assert!(matches!(error, RenderError::Backend(what) if what == "no glyph for «あ» in Carlito"));
    let missing = crate::typeset::missing_glyphs(&annex);
    assert_eq!(missing.iter().map(|m| m.ch).collect::<String>(), "あ");
    assert_eq!(crate::typeset::missing_glyphs(&reference()), []);
}

#[test]
fn poppler_reads_the_same_words() {
    let file = std::env::temp_dir().join(format!("allegati-{}.pdf", std::process::id()));
    std::fs::write(&file, bytes(&reference())).expect("a temporary file");
    let output =
        std::process::Command::new("pdftotext").args(["-raw"]).arg(&file).arg("-").output();
    std::fs::remove_file(&file).expect("the temporary file");
    let Ok(output) = output else {
        return crate::tests::skip("pdftotext");
    };
    let text = words(&String::from_utf8_lossy(&output.stdout));
    for cell in reference_rows().into_iter().flat_map(|objective| objective.cells) {
        assert!(text.contains(&words(&cell)), "{cell}");
    }
}

/// Returns a family of twelve glyphs.
fn prova() -> Family {
    const DATA: &[u8] = include_bytes!("../../../../tests/suite/fixtures/font/prova.ttf");
    let font = || Font { data: DATA.into() };
    Family { office_name: "Prova".into(), name: "Prova".into(), regular: font(), bold: font() }
}

#[test]
fn characters_of_the_fallback_family_come_out_again() {
    let text = "Fatto ☑ e rivisto✓ (\u{10D0}\u{301}\u{10D1}), 100%";
    let mut annex = one_table(&["A", "B ✓"], vec![row(&["x", text])]);
    let missing: Vec<_> =
        crate::typeset::missing_glyphs(&annex).into_iter().map(|missing| missing.ch).collect();
    assert_eq!(missing, ['✓', '☑', '\u{10D0}', '\u{301}', '\u{10D1}']);
    annex.fonts.fallback = Some(prova());
    assert_eq!(crate::typeset::missing_glyphs(&annex), []);
    hold(&annex);
}

#[test]
fn private_characters_are_never_shown() {
    // Carlito has a glyph for the first, and Word's bullet is the second.
    let annex = one_table(&["A"], vec![row(&["a \u{F8FF} \u{F0B7}"])]);
    let missing = crate::typeset::missing_glyphs(&annex);
    assert_eq!(missing.iter().map(|m| m.ch).collect::<Vec<_>>(), ['\u{F8FF}', '\u{F0B7}']);
}

#[test]
fn every_glyph_is_read_as_something_that_readers_take() {
    let silent = "\u{200B}".repeat(20_000);
    let annex = one_table(&["A"], vec![row(&["\u{476}"]), row(&[&format!("a{silent}b")])]);
    let got = rows(&bytes(&annex));
    assert_eq!(got[2][0].trim(), "\u{474}\u{30F}");
    assert_eq!(got[3][0].trim(), format!("a{}b", "\u{200B}".repeat(30)));
}

#[test]
fn hyphens_and_page_numbers_may_be_missing_too() {
    let mut annex = empty();
    annex.blocks = vec![heading(1, "A")];
    annex.page.header = None;
    annex.page.footer = Some(Running { pieces: vec![Piece::PageNumber], origin: None });
    annex.fonts.main = prova();
    let missing = |annex: &Annex| {
        crate::typeset::missing_glyphs(annex).iter().map(|m| m.ch).collect::<String>()
    };
    annex.styles.hyphenate = true;
    assert_eq!(missing(&annex), "0123456789-");
    annex.styles.hyphenate = false;
    assert_eq!(missing(&annex), "0123456789");
}
