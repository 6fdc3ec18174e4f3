//! Signatures and what belongs to them: made once, they stay.

use super::attacks::EVIL;
use super::*;

/// Reason for a signature that a later revision touched.
const TOUCHED: &str = "una firma è stata tolta o cambiata dopo essere stata messa";

#[test]
fn a_signature_covers_its_revision_but_for_its_value() {
    let whole = signed(&original(), FIELD, NEXT);
    let text: String = whole.iter().map(|byte| char::from(*byte)).collect();
    let at = text.find("/ByteRange[").expect("a byte range") + "/ByteRange".len();
    let (range, _) = text[at + 1..].split_once(']').expect("its end");
    let numbers: Vec<usize> = range.split(' ').map(|n| n.parse().expect("digits")).collect();
    let [start, first, second, length] = numbers[..] else { panic!("four numbers") };
    for wrong in [
        // Each leaves some byte outside, except the last, which goes beyond the file.
        [start + 1, first - 1, second, length],
        [start, first - 1, second, length],
        [start, first, second + 1, length - 1],
        [start, first, second, length - 7],
        [start, first, second, length + 1],
    ] {
        let range: Vec<_> = wrong.iter().map(usize::to_string).collect();
        let mut bytes = whole.clone();
        write_range(&mut bytes, at, &format!("[{}]", range.join(" ")));
        let (verdict, _, text) = judged(&bytes);
        assert_eq!(verdict, Verdict::Changed, "{wrong:?}");
        assert_eq!(text, "il campo di firma «Firma1» non contiene una firma regolare");
    }
}

#[test]
fn a_signature_of_other_bytes_has_no_signer_here() {
    let own = signed(&original(), FIELD, NEXT);
    assert_eq!(compare(&original(), &own).signers.len(), 1);
    // A date of the signature itself is covered, and is of no other weight.
    let at = memchr::memmem::find(&own, b"D:20261124").expect("a date");
    let mut later = own.clone();
    later[at + 9] = b'5';
    let outcome = compare(&original(), &later);
    assert_eq!(outcome.signers, []);
    let texts: Vec<_> = outcome.reasons.iter().map(|r| (r.verdict, r.text.as_str())).collect();
    assert_eq!(
        texts,
        [(
            Verdict::Look,
            "la firma di «Mario Rossi (Comune di Esempio)» nel campo «Firma1» è per un altro contenuto"
        )]
    );
}

#[test]
fn a_text_in_the_place_of_a_time_is_quoted() {
    let update = signature(Update::of(&original()), NEXT);
    let value = String::from_utf8(update.body_of(NEXT)).expect("text");
    let value = value.replace("(D:20261124080000+01'00')", "(NON APPROVATO)");
    let field = with(FIELD, &format!("/V {NEXT} 0 R"));
    let returned = sealed(update.object(NEXT, &value).object(FIELD, &field).write());
    let (verdict, _, text) = judged(&returned);
    assert_eq!(verdict, Verdict::Look);
    assert_eq!(text, "la firma nel campo «Firma1» ha per data «NON APPROVATO»");
}

#[test]
fn signatures_stay_as_they_were_made() {
    let whole = signed(&original(), FIELD, NEXT);
    // Taken away, replaced in its field, and written a second time under the same number.
    let gone = replaced(&whole, FIELD, &body(FIELD));
    let other = signed(&whole, FIELD, NEXT + 1);
    let again = sealed(signature(Update::of(&whole), NEXT).write());
    for returned in [gone, other, again] {
        let reasons = compare(&original(), &returned).reasons;
        let found = reasons.iter().any(|reason| reason.text.contains("tolta o cambiata"));
        assert!(found, "{reasons:?}");
    }
    // One signer would stand for two.
    let twice = replaced(&whole, OTHER_FIELD, &with(OTHER_FIELD, "/V 21 0 R"));
    assert_eq!(judged(&twice).2, "il campo di firma «Firma2» non contiene una firma regolare");
}

#[test]
fn what_looks_like_a_signature_must_be_one() {
    let drawing = stream("/Type/XObject/Subtype/Form/BBox[0 0 200 40]", EVIL);
    let field = body(FIELD).replace("13 0 R", "60 0 R");
    // A field that is drawn but not signed looks signed on paper.
    let drawn = Update::of(&original()).object(60, &drawing).object(FIELD, &field).write();
    assert_eq!(judged(&drawn).0, Verdict::Changed);
    let hidden = "/Rect[0 0 9 9]/F 4/AP<</N 23 0 R>>";
    for (keys, reason) in [
        ("/Rect[0 0 9 9]/F 4/AA<<>>", "(AA)"),
        ("/Rect[0 0 9 9]/F 28", "(F)"),
        ("/Rect[0 0 9 9]/F 4/AP<</N 5 0 R>>", "(AP)"),
        ("/Rect[0 0 9 9]/F 4/StructParent 0", "(StructParent)"),
    ] {
        let reasons = compare(&original(), &signed_elsewhere("Altra", keys)).reasons;
        assert!(reasons.iter().any(|r| r.text.contains(reason)), "{reason}: {reasons:?}");
    }
    let reasons = compare(&original(), &signed_elsewhere("Firma1", hidden)).reasons;
    assert!(reasons.iter().any(|r| r.text.contains("(T)")), "{reasons:?}");
}

#[test]
fn what_names_a_signed_field_stays_as_it_was() {
    const KEYS: &str = "/Rect[0 0 0 0]/F 132/TU(Signature1)/Ff 1";
    let whole = signed_elsewhere("Signature1", KEYS);
    assert_eq!(judged(&whole).0, Verdict::Intact);
    let field =
        format!("<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/V 22 0 R/P 3 0 R{KEYS}>>");
    assert_eq!(judged(&replaced(&whole, NEXT, &field)).0, Verdict::Intact);
    for (from, to) in [
        ("/T(Signature1)", "/T(Signature2)"),
        ("/TU(Signature1)", "/TU(Timestamp)"),
        ("/TU(Signature1)", ""),
        ("/Ff 1", "/Ff 0"),
        ("/P 3 0 R", "/P 4 0 R"),
        ("/F 132", "/F 4"),
        ("/Ff 1", "/Ff 1/Lock<</Type/SigFieldLock/Action/All>>"),
    ] {
        assert!(field.contains(from), "{from}");
        let returned = replaced(&whole, NEXT, &field.replace(from, to));
        let reasons = compare(&original(), &returned).reasons;
        assert!(reasons.iter().any(|reason| reason.text == TOUCHED), "{to}: {reasons:?}");
    }
}

#[test]
fn readers_go_on_being_told_of_signatures() {
    let form = "/AcroForm<</Fields[7 0 R 8 0 R]>>";
    let catalog = |flags: &str, certified: &str| {
        let form_now = format!("/AcroForm<</Fields[7 0 R 8 0 R]{flags}>>{certified}");
        body(CATALOG).replace(form, &form_now)
    };
    let certified = "/Perms<</DocMDP 21 0 R>>";
    let update = signature(Update::of(&original()), NEXT)
        .object(FIELD, &with(FIELD, "/V 21 0 R"))
        .object(CATALOG, &catalog("/SigFlags 3", certified));
    let whole = sealed(update.write());
    assert_eq!(judged(&whole).0, Verdict::Intact);
    let no_flags = "il documento non dice più che ci sono firme (SigFlags)";
    for (catalog, reason) in [
        (catalog("/SigFlags 3", ""), "la certificazione del documento è stata tolta o cambiata"),
        (catalog("/SigFlags 2", certified), no_flags),
        (catalog("", certified), no_flags),
    ] {
        let returned = replaced(&whole, CATALOG, &catalog);
        let expected = (Verdict::Changed, None, reason.to_owned());
        assert_eq!(judged(&returned), expected, "{catalog}");
    }
}

#[test]
fn a_signature_encloses_no_document_of_its_own() {
    // Signed data around «NON», without signers.
    let digits =
        "302a06092a864886f70d010702a01d301b0201013100301206092a864886f70d010701a00504034e4f4e3100";
    let whole = signature(Update::of(&original()), NEXT).object(FIELD, &with(FIELD, "/V 21 0 R"));
    let text = String::from_utf8(whole.body_of(NEXT)).expect("a text");
    let (before, _) = text.split_once("/Contents<").expect("a value");
    let returned = sealed(whole.object(NEXT, &format!("{before}/Contents<{digits}>>>")).write());
    let outcome = compare(&original(), &returned);
    assert_eq!(outcome.verdict(), Verdict::Changed);
    let words = "contiene un altro documento";
    assert!(outcome.reasons.iter().any(|r| r.text.contains(words)), "{:?}", outcome.reasons);
}
