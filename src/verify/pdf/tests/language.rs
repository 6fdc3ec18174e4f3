//! Forms of a revision that no signing program writes, each otherwise harmless.

use super::attacks::changed;
use super::*;

/// Replaces the last `from` of a signed file by text of the same length; returns the offset too.
fn altered(from: &str, to: &str) -> (Vec<u8>, usize) {
    assert_eq!(from.len(), to.len(), "{from:?}");
    let mut bytes = signed(&original(), FIELD, NEXT);
    let is_here = |window: &[u8]| window == from.as_bytes();
    let at = bytes.windows(from.len()).rposition(is_here).expect("a place");
    assert!(at >= original().len(), "{from:?}");
    bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    (bytes, at)
}

#[test]
fn one_byte_outside_the_language_is_named_with_its_place() {
    let cases = [
        ("endobj\n", "endobj\t"),
        (" 0 obj\n", " 0 obj\t"),
        (" 0 obj\n", "\n0 obj\n"),
        ("xref\n7", "xref 7"),
        ("trailer\n", "trailer\0"),
        ("startxref\n", "startxref "),
        ("\n%%EOF\n", "\n%%EOF "),
        ("\n%%EOF\n", "\n%%EOF%"),
        (" 00000 n \n", " 00000 n\n\n"),
        (" 00000 n \n", " 00000 N \n"),
        ("/Prev ", "/Prev\t"),
        ("/F 4/P", "/F +/P"),
        ("/Type/Annot", "/#54yp/Anno"),
    ];
    for (from, to) in cases {
        let (bytes, at) = altered(from, to);
        let (verdict, _, text) = judged(&bytes);
        assert_eq!(verdict, Verdict::Changed, "{to:?}");
        let place = text.split("al byte ").nth(1).and_then(|rest| rest.split(')').next());
        let place: usize = place.and_then(|digits| digits.parse().ok()).expect("a place");
        // An entry of the index is named by its beginning.
        assert!((at - 10..at + to.len()).contains(&place), "{to:?}: {text}");
    }
}

#[test]
fn room_for_hiding_is_not_left() {
    let whole = signed(&original(), FIELD, NEXT);
    let text: String = whole.iter().map(|byte| char::from(*byte)).collect();
    let (body, _) = text.rsplit_once("\n%%EOF").expect("an end");
    let latin = |text: String| text.chars().map(|c| c as u32 as u8).collect::<Vec<u8>>();
    for end in
        ["\n\n%%EOF\n", "\r\n\r\n%%EOF\n", "\n \n%%EOF\n", "\n%%EOF\n\n\n\n\n", "\n%%EOF\n \n"]
    {
        assert_eq!(judged(&latin(format!("{body}{end}"))).0, Verdict::Changed, "{end:?}");
    }
    // A blank line in an index is for some readers its end.
    let (before, index) = text.rsplit_once("\nxref\n").expect("an index");
    let blank = latin(format!("{before}\nxref\n\n{index}"));
    assert_eq!(judged(&blank).0, Verdict::Changed);
    let parts = index.replacen(" n \n", " n \n\n", 1);
    assert_eq!(judged(&latin(format!("{before}\nxref\n{parts}"))).0, Verdict::Changed);
    // So much white space made readers look for the index elsewhere.
    let far = format!("{body}{}%%EOF\n", "\n".repeat(70_000));
    assert_eq!(judged(&latin(far)).0, Verdict::Changed);
}

#[test]
fn words_of_the_structure_are_in_no_data() {
    let words = [
        "\ntrailer\n<</Size 99/Root 60 0 R>>\n",
        "\nxref\n0 0\n",
        "\nstartxref\n0\n%%EOF\n",
        "%PDF-1.7\n",
        "60 0 obj\n<<>>",
        "\nendobj\n",
        "\nendstream\n",
    ];
    for word in words {
        let drawing = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", word);
        changed(|bytes| replaced(bytes, 60, &drawing), None, "sono nascoste parole");
        let escaped: String = word.bytes().map(|byte| format!("\\{byte:03o}")).collect();
        let title = body(INFO).replace(">>", &format!("/ModDate({escaped})>>"));
        changed(|bytes| replaced(bytes, INFO, &title), None, "sono nascoste parole");
    }
}

#[test]
fn numbers_are_those_that_every_reader_keeps() {
    // Some readers keep 255 characters, and would read the first box as empty.
    for zeros in [1, 20, 255] {
        let long = format!("{}595.28", "0".repeat(zeros));
        let page = body(FIRST_PAGE).replacen("595.28", &long, 1);
        changed(|bytes| replaced(bytes, FIRST_PAGE, &page), None, "che una firma non scrive");
        let page = body(FIRST_PAGE).replacen("595.28", &format!("595.28{}", "0".repeat(zeros)), 1);
        changed(|bytes| replaced(bytes, FIRST_PAGE, &page), None, "che una firma non scrive");
    }
}

#[test]
fn objects_are_counted_and_reached() {
    let sized = |size: u32| {
        move |bytes: &[u8]| {
            let mut update = Update::of(bytes).object(PAGES, &body(PAGES));
            update.size += size;
            update.write()
        }
    };
    assert_eq!(judged(&sized(0)(&original())).0, Verdict::Intact);
    changed(sized(1), None, "(Size)");
    changed(|bytes| replaced(bytes, NEXT + 5, "(lost)"), None, "a cui non porta niente");
    // An object that leads to itself is led to by nothing else.
    let circle = "[26 0 R]";
    changed(|bytes| replaced(bytes, NEXT + 5, circle), None, "a cui non porta niente");
}

#[test]
fn generations_are_those_of_the_index() {
    let aged = |reference: &str| {
        let info = with(INFO, &format!("/ModDate {reference}"));
        Update::of(&original()).object(INFO, &info).object(NEXT, "(D:2026)").write()
    };
    assert_eq!(judged(&aged("21 0 R")).0, Verdict::Intact);
    for reference in ["21 1 R", "21 65535 R"] {
        assert_eq!(judged(&aged(reference)).0, Verdict::Changed, "{reference}");
    }
}

#[test]
fn data_are_encoded_as_signers_do_it() {
    let same = [(PAGES, &*body(PAGES))];
    assert_eq!(judged(&streamed(&original(), &[], &same, "")).0, Verdict::Intact);
    for keys in [
        "/DP<</Predictor 12/Columns 24>>",
        "/F(elsewhere)",
        "/FFilter/FlateDecode",
        "/DL 9",
        "/Filter[]",
        "/Filter/Fl",
        "/Filter/ASCIIHexDecode",
        "/DecodeParms<</Predictor 12/Columns 5>>",
    ] {
        let made = |bytes: &[u8]| streamed(bytes, &[], &same, keys);
        changed(made, None, "che una firma non scrive");
    }
}
