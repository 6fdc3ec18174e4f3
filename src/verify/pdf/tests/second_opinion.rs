//! Opinion of the other reader alone, as if our own rules had nothing to say.

use super::*;
use crate::verify::Reason;
use crate::verify::pdf::original::Original;
use crate::verify::pdf::reasons::ReasonList;
use crate::verify::pdf::{RevisionHistory, revision, second_opinion};
use std::cell::Cell;

const DRAWN: &str = "un altro lettore di PDF disegna la pagina in un altro modo";
const OUTSIDE: &str =
    "un altro lettore di PDF trova segni o lettere fuori dai riquadri dei campi preparati";
const DOUBTFUL: &str = "nel disegno di una firma ci sono lettere che non tutti i lettori di PDF mostrano o copiano allo stesso modo";

/// Asks the other reader about a file whose revisions can be read.
fn opinion(original: &[u8], returned: &[u8]) -> Vec<Reason> {
    let ours = Original::read(original).expect("a file of ours");
    let mut history = RevisionHistory::of_original(&ours, ours.state(returned), original.len());
    while let Some(at) = revision::next_revision(returned, history.end()) {
        let budget = Cell::new(usize::MAX);
        let read = history.read_revision(&ours, at, &budget, &mut ReasonList::default());
        read.expect("a revision");
    }
    let mut reasons = ReasonList::default();
    second_opinion::judge_again(&ours, &history.now, original.len(), &mut reasons);
    reasons.into_reasons()
}

/// Returns the page and the text of the only reason.
fn objection(returned: &[u8]) -> (Option<u32>, String) {
    match &opinion(&original(), returned)[..] {
        [Reason { verdict: Verdict::Look, text, page, .. }] => (*page, text.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn honest_files_have_no_objection() {
    let same = [(PAGES, &*body(PAGES)), (60, "<</A 1>>")];
    let hidden = "/Rect[0 0 0 0]/F 132";
    for returned in [
        [original(), b"\n".to_vec()].concat(),
        signed(&original(), FIELD, NEXT),
        signed(&signed(&original(), OTHER_FIELD, NEXT), FIELD, NEXT + 1),
        signed_elsewhere("Altra", hidden),
        streamed(&original(), &[(61, "(x)")], &same, ""),
    ] {
        assert_eq!(opinion(&original(), &returned), []);
    }
}

#[test]
fn every_page_is_drawn_as_it_was() {
    let white = stream("", "1 g 0 0 600 800 re f");
    let cases = [
        (CONTENT, white, 1),
        (FIRST_PAGE, with(FIRST_PAGE, "/CropBox[0 0 9 9]"), 1),
        (LAST_PAGE, with(LAST_PAGE, "/Rotate 90"), 2),
    ];
    for (number, text, page) in cases {
        let returned = replaced(&original(), number, &text);
        assert_eq!(objection(&returned), (Some(page), DRAWN.to_owned()), "{text}");
    }
}

#[test]
fn drawings_stay_in_their_fields() {
    let shown = "/Rect[100 300 300 360]/F 4/AP<</N 23 0 R>>";
    let returned = signed_elsewhere("Altra", shown);
    assert_eq!(objection(&returned), (Some(1), OUTSIDE.to_owned()));
    let drawing = |rect: &str, matrix: &str| {
        let keys = format!("/Type/XObject/Subtype/Form/BBox[0 0 200 40]{matrix}");
        let field = body(FIELD).replace("13 0 R", "60 0 R").replace("/Rect[100", rect);
        // Only a field that is signed has a drawing of its own.
        let field = field.replacen("<<", "<</V 61 0 R", 1);
        let update = Update::of(&original()).object(FIELD, &field).object(61, "<</Type/Sig>>");
        update.object(60, &stream(&keys, "0 g -900 -900 2000 2000 re f")).write()
    };
    // The box of the drawing clips it, and a matrix only turns it within the field.
    assert_eq!(opinion(&original(), &drawing("/Rect[100", "")), []);
    // A drawing of nothing, in a box of nothing, on a page without fields of ours.
    let empty = signed_elsewhere("Altra", "/Rect[0 0 0 0]/F 4/AP<</N 23 0 R>>");
    let blank = stream("/Type/XObject/Subtype/Form/BBox[0 0 0 0]", "");
    assert_eq!(opinion(&original(), &replaced(&empty, 23, &blank)), []);
    assert_eq!(opinion(&original(), &drawing("/Rect[100", "/Matrix[0 9 -9 0 50 50]")), []);
    assert_eq!(objection(&drawing("/Rect[90", "")), (Some(2), OUTSIDE.to_owned()));
}

#[test]
fn letters_stay_out_of_the_box_of_a_signer_who_has_not_signed() {
    // The clip of the drawing hides them, but who copies the text finds them there.
    let drawn = |letters: &str| {
        let field = with(FIELD, "/V 61 0 R").replace("13 0 R", "60 0 R");
        let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
        let keys = "/Type/XObject/Subtype/Form/BBox[0 0 200 40]/Resources<</Font<</F1 62 0 R>>>>";
        let update = Update::of(&original()).object(FIELD, &field).object(62, font);
        let content = format!("BT /F1 12 Tf {letters} 10 Td (Rossi) Tj ET");
        update.object(60, &stream(keys, &content)).object(61, "<</Type/Sig>>").write()
    };
    assert_eq!(opinion(&original(), &drawn("10")), []);
    assert_eq!(objection(&drawn("220")), (Some(2), OUTSIDE.to_owned()));
    assert_eq!(opinion(&original(), &drawn("50 Tz 10")), []);
    // PDFium paints letters far narrower than designed at another place, out of the field.
    assert_eq!(objection(&drawn("2 Tz 10")), (Some(2), DOUBTFUL.to_owned()));
}

#[test]
fn pages_are_those_of_the_original() {
    let pages = body(PAGES).replace("3 0 R 4 0 R", "4 0 R 3 0 R");
    let (page, text) = objection(&replaced(&original(), PAGES, &pages));
    assert_eq!((page, text.as_str()), (None, "un altro lettore di PDF vede altre pagine"));
}
