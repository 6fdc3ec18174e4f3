use super::*;

pub(super) const EVIL: &str = "1 g 0 0 600 800 re f";

/// Checks that a file made by `make`, unsigned, signed before and signed after, is changed for
/// this reason on this page.
pub(super) fn changed(make: impl Fn(&[u8]) -> Vec<u8>, page: Option<u32>, reason: &str) {
    let signed_first = signed(&original(), OTHER_FIELD, 90);
    let signed_last = signed(&make(&original()), OTHER_FIELD, 90);
    for returned in [make(&original()), make(&signed_first), signed_last] {
        let outcome = compare(&original(), &returned);
        let found = outcome.reasons.iter().any(|r| r.text.contains(reason) && r.page == page);
        assert!(found, "«{reason}» ({page:?}) is not in {:?}", outcome.reasons);
        assert_eq!(outcome.verdict(), Verdict::Changed);
    }
}

#[test]
fn nothing_of_ours_may_have_another_value() {
    let evil = stream("", EVIL);
    let cases = [
        (CONTENT, evil.clone(), Some(1), "diverso dall'originale: il contenuto della pagina"),
        (PAGES, body(PAGES).replace("3 0 R 4 0 R", "4 0 R 3 0 R"), None, "l'elenco delle pagine"),
        (FONT, body(FONT).replace("Type0", "Type1"), Some(1), "i caratteri o le risorse"),
        (19, evil, Some(1), "i caratteri o le risorse"),
        (11, with(11, "/ActualText(NO)"), None, "la struttura letta da chi non vede"),
        (13, stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", EVIL), Some(2), "i campi"),
    ];
    for (number, text, page, reason) in cases {
        changed(|bytes| replaced(bytes, number, &text), page, reason);
    }
}

#[test]
fn each_role_has_a_closed_list() {
    let cases = [
        (
            CATALOG,
            "/OpenAction<</S/JavaScript/JS(1)>>",
            None,
            "un'azione che parte da sola (OpenAction)",
        ),
        (CATALOG, "/Names<</JavaScript<<>>>>", None, "(Names)"),
        (CATALOG, "/OCProperties<</OCGs[]/D<<>>>>", None, "(OCProperties)"),
        (CATALOG, "/Perms<</UR3 5 0 R>>", None, "(Perms)"),
        (CATALOG, "/DSS<</Certs[5 0 R]>>", None, "(DSS)"),
        (CATALOG, "/Version/1.3", None, "(Version)"),
        // A crop or a turn shows another page although no byte of its content changed.
        (FIRST_PAGE, "/CropBox[0 0 9 9]", Some(1), "il ritaglio è un altro (CropBox)"),
        (LAST_PAGE, "/Rotate 90", Some(2), "il verso del foglio è un altro (Rotate)"),
        (FIRST_PAGE, "/Annots[5 0 R]", Some(1), "(Annots)"),
        (FIELD, "/AA<<>>", Some(2), "(AA)"),
        (FIELD, "/OC<<>>", Some(2), "(OC)"),
        (FIELD, "/Lock<</Fields 5 0 R>>", Some(2), "(Lock)"),
        // Screen readers skip artifacts: the cells of the tables would fall silent.
        (TAGS, "/RoleMap<</TD/Artifact>>", None, "(RoleMap)"),
        (DOCUMENT, "/Alt(NO)", None, "(Alt)"),
        (INFO, "/Author(Altri)", None, "(Author)"),
    ];
    for (number, keys, page, reason) in cases {
        changed(|bytes| replaced(bytes, number, &with(number, keys)), page, reason);
    }
}

#[test]
fn values_that_may_change_change_to_few_others() {
    let swap = |number, from: &str, to: &str| body(number).replace(from, to);
    let cases = [
        (FIELD, swap(FIELD, "/Rect[100", "/Rect[0"), Some(2), "la posizione è un'altra (Rect)"),
        // Flag 2 hides the field, flag 4 prints it (ISO 32000-1, table 165).
        (FIELD, swap(FIELD, "/F 4", "/F 2"), Some(2), "(F)"),
        (FIELD, swap(FIELD, "/AP<</N 13 0 R>>", "/AP<</N 5 0 R>>"), Some(2), "(AP)"),
        (FIELD, swap(FIELD, "(Firma1)", "(Altra)"), Some(2), "(T)"),
        (CATALOG, swap(CATALOG, "7 0 R 8 0 R", "8 0 R 7 0 R"), None, "(Fields)"),
        // Readers look for whole numbers and leave out what is not one.
        (
            FIRST_PAGE,
            swap(FIRST_PAGE, "/StructParents 0", "/StructParents 0.0"),
            Some(1),
            "(StructParents)",
        ),
        (
            CATALOG,
            // A reader would draw the fields anew, over what was signed.
            swap(CATALOG, "[7 0 R 8 0 R]", "[7 0 R 8 0 R]/NeedAppearances true"),
            None,
            "(NeedAppearances)",
        ),
        (TAGS, swap(TAGS, "0 15 0 R 1 16 0 R", "0 16 0 R 1 15 0 R"), None, "(ParentTree)"),
        (TAGS, swap(TAGS, "/K 10 0 R", "/K 11 0 R"), None, "(K)"),
        (DOCUMENT, swap(DOCUMENT, "[11 0 R 17", "[17"), None, "(K)"),
        (LAST_PAGE, swap(LAST_PAGE, "[7 0 R 8 0 R]", "[8 0 R]"), Some(2), "(Annots)"),
        (METADATA, metadata("ALTRO", ""), None, "una voce è un'altra (title)"),
        // A document type may define entities, whose text no comparison would see.
        (METADATA, metadata("PIANO<!DOCTYPE a>", ""), None, "non si possono leggere"),
    ];
    for (number, text, page, reason) in cases {
        changed(|bytes| replaced(bytes, number, &text), page, reason);
    }
}

#[test]
fn names_that_stood_in_place_stay_there() {
    // PDFium and poppler look for the type of the structure's head in the dictionary itself.
    let elsewhere = |bytes: &[u8]| {
        let tags = body(TAGS).replace("/Type/StructTreeRoot", "/Type 60 0 R");
        Update::of(bytes).object(TAGS, &tags).object(60, "/StructTreeRoot").write()
    };
    changed(elsewhere, None, "(Type)");
}

#[test]
fn objects_are_neither_freed_nor_hidden_nor_doubled() {
    let edit = |change: fn(&mut Update)| {
        move |bytes: &[u8]| {
            let mut update = Update::of(bytes).object(60, "(uno)");
            change(&mut update);
            update.write()
        }
    };
    let object = "5 0 obj\n(cinque)\nendobj\n";
    changed(edit(|u| u.free.push(CONTENT)), Some(1), "manca: il contenuto della pagina");
    changed(
        edit(|u| u.gap = "5 0 obj\n(cinque)\nendobj\n".into()),
        Some(1),
        "di nascosto: il contenuto",
    );
    changed(
        edit(|u| u.gap = "60 0 obj\n(due)\nendobj\n".into()),
        None,
        "un oggetto, il numero 60, non è quello che dice il suo indice",
    );
    changed(edit(|u| u.gap = "% 5 0 obj\n".into()), None, "che una firma non scrive");
    let commented = with(FIRST_PAGE, "% >>\n");
    changed(|bytes| replaced(bytes, FIRST_PAGE, &commented), None, "che una firma non scrive");
    // The beginning of an archive: the file would be two files in one.
    changed(edit(|u| u.gap = "PK\n".into()), None, "che una firma non scrive");
    changed(edit(|u| u.size = 9), None, "(Size)");
    changed(edit(|u| u.previous = Some(0)), None, "non rimanda alla parte prima di lei");
    changed(edit(|u| u.root = FONT), None, "il documento è stato sostituito");
    changed(edit(|u| u.trailer = "/Encrypt<<>>".into()), None, "il file è stato cifrato");
    // A hybrid file: readers differ in which of the two indices they use.
    changed(edit(|u| u.trailer = "/XRefStm 5".into()), None, "un secondo indice nascosto");
    changed(|bytes| replaced(bytes, 60, &stream("", object)), None, "sono nascoste parole");
    changed(|bytes| replaced(bytes, 60, "<</A 1/A 2>>"), None, "che una firma non scrive");
}

#[test]
fn a_change_that_is_taken_back_was_there() {
    let evil = replaced(&original(), CONTENT, &stream("", EVIL));
    // A signature on the revision between would cover the other content.
    let (verdict, page, _) = judged(&replaced(&evil, CONTENT, &body(CONTENT)));
    assert_eq!((verdict, page), (Verdict::Changed, Some(1)));
}

#[test]
fn files_that_do_not_begin_with_ours_are_told_apart() {
    let ours = original();
    assert_eq!(judged(&ours[..ours.len() - 9]).2, "il file è troncato: mancano gli ultimi 9 byte");
    assert_eq!(judged(b"PK\x03\x04").0, Verdict::Unknown);
    assert_eq!(judged(b"%PDF-1.7\n%%EOF\n").0, Verdict::Unknown);
    let edited = String::from_utf8_lossy(&ours).replace("(Due)", "(Tre)");
    let expected = "diverso dall'originale: il contenuto della pagina".to_owned();
    assert_eq!(judged(edited.as_bytes()), (Verdict::Changed, Some(2), expected));
    let rewritten = format!("%PDF-2.0\n{}", String::from_utf8_lossy(&ours[9..]));
    assert_eq!(judged(rewritten.as_bytes()).0, Verdict::Changed);
    let saved = format!("%PDF-1.7\n% another program\n{}", String::from_utf8_lossy(&ours[9..]));
    assert!(judged(saved.as_bytes()).2.starts_with("il file è stato riscritto"));
    assert_eq!(said(&compare(b"no", b"no PDF")).0, Verdict::Unknown);
}

#[test]
fn streams_of_objects_hide_nothing() {
    let evil = with(FIRST_PAGE, "/Rotate 90");
    let page = |bytes: &[u8]| streamed(bytes, &[], &[(FIRST_PAGE, &evil)], "");
    changed(page, Some(1), "il verso del foglio è un altro (Rotate)");
    let content = stream("", EVIL);
    changed(|bytes| streamed(bytes, &[(CONTENT, &content)], &[], ""), Some(1), "il contenuto");
    let extended = |bytes: &[u8]| streamed(bytes, &[], &[(60, "1")], "/Extends 5 0 R");
    changed(extended, None, "non è quello che dice il suo indice");
    let more = |bytes: &[u8]| streamed(bytes, &[], &[(60, "1 2")], "");
    changed(more, None, "non è quello che dice il suo indice");
    let twice = |bytes: &[u8]| streamed(bytes, &[], &[(60, "1"), (60, "2")], "");
    changed(twice, None, "non è quello che dice il suo indice");
    let both = |bytes: &[u8]| streamed(bytes, &[(60, &content)], &[(60, "1")], "");
    changed(both, None, "non è quello che dice il suo indice");
    let beside = |bytes: &[u8]| streamed(bytes, &[(PAGES, &content)], &[(PAGES, &body(PAGES))], "");
    changed(beside, None, "di nascosto: l'elenco delle pagine");
}

#[test]
fn nothing_moves_behind_a_reference_to_change_later() {
    let font = body(FONT).replace("/Type0", " 90 0 R");
    // Equal when it is read, but the value behind the reference could change in a later revision.
    let moved = |bytes: &[u8]| Update::of(bytes).object(FONT, &font).object(90, "/Type0").write();
    changed(moved, Some(1), "i caratteri o le risorse");
    changed(|bytes| replaced(&moved(bytes), 90, "/Type1"), Some(1), "i caratteri o le risorse");
    let page = body(CONTENT);
    let length = page.split("/Length ").nth(1).and_then(|rest| rest.split(['/', '>']).next());
    let length = length.expect("a length").trim().to_owned();
    let told = page.replace(&format!("/Length {length}"), "/Length 90 0 R");
    let later = |bytes: &[u8]| {
        let first = Update::of(bytes).object(CONTENT, &told).object(90, &length).write();
        replaced(&first, 90, "0")
    };
    changed(later, None, "che una firma non scrive");
}

#[test]
fn whole_numbers_stay_whole() {
    // A comparison that rounds would take it for 2.
    let pages = body(PAGES).replace("/Count 2", "/Count 2.0005");
    assert_ne!(pages, body(PAGES));
    changed(|bytes| replaced(bytes, PAGES, &pages), None, "l'elenco delle pagine");
}

#[test]
fn an_empty_field_that_readers_may_draw_is_looked_at() {
    let (field, drawing) = (NEXT, NEXT + 1);
    let form = "/AcroForm<</Fields[7 0 R 8 0 R]>>";
    let catalog = body(CATALOG).replace(form, "/AcroForm<</Fields[7 0 R 8 0 R 21 0 R]>>");
    let widget = format!(
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(X)/P 3 0 R/Rect[0 0 200 60]/AP<</N {drawing} 0 R>>>>"
    );
    let returned = Update::of(&original())
        .object(field, &widget)
        .object(drawing, &stream("/Type/XObject/Subtype/Form/BBox[0 0 200 60]", " "))
        .object(FIRST_PAGE, &with(FIRST_PAGE, &format!("/Annots[{field} 0 R]")))
        .object(CATALOG, &catalog)
        .write();
    assert_eq!(compare(&original(), &returned).verdict(), Verdict::Look);
}

#[test]
fn a_property_without_a_value_is_one() {
    for empty in ["<p:amd></p:amd>", "<p:amd/>"] {
        let more = format!(
            "<rdf:Description rdf:about=\"\" xmlns:p=\"http://www.aiim.org/pdfa/ns/id/\">{empty}</rdf:Description>"
        );
        let packet = metadata("PIANO", &more);
        changed(|bytes| replaced(bytes, METADATA, &packet), None, "una voce è un'altra (amd)");
    }
}

#[test]
fn a_text_is_what_readers_make_of_its_bytes() {
    // In PDFDocEncoding byte A0 is a euro sign, not the space that it is in Latin 1.
    let title = |text: &str| body(INFO).replace("(PIANO)", text);
    let ours = replaced(&original(), INFO, &title("<FEFF0050004900C000A0>"));
    assert_eq!(judged(&ours).0, Verdict::Changed);
    for text in
        ["(PIANO\\240)", "(PIANO\\255)", "(PIAN\\037O)", "<EFBBBF5049414E4F>", "<FFFE500049004100>"]
    {
        changed(|bytes| replaced(bytes, INFO, &title(text)), None, "(Title)");
    }
    let same = title("<FEFF005000490041004E004F>");
    assert_eq!(judged(&replaced(&original(), INFO, &same)).0, Verdict::Intact);
}

#[test]
fn data_of_validators_are_what_their_keys_say() {
    for (key, data) in [
        ("Certs", "<html>NON APPROVO</html>"),
        ("OCSPs", "NON APPROVO"),
        ("CRLs", ""),
        ("Certs", "0\u{2}\u{5}\0"),
    ] {
        let catalog = with(CATALOG, &format!("/DSS<</{key}[60 0 R]>>"));
        let update = Update::of(&original()).object(CATALOG, &catalog);
        let returned = update.object(60, &stream("", data)).write();
        let (verdict, _, text) = judged(&returned);
        assert_eq!(verdict, Verdict::Changed, "{key}");
        assert!(text.ends_with("(DSS)"), "{key}: {text}");
    }
}

#[test]
fn nothing_that_is_added_is_an_archive() {
    for sign in ["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}", "Rar!\u{1A}\u{7}"] {
        let catalog = with(CATALOG, "/DSS<</Certs[60 0 R]>>");
        let update = Update::of(&original()).object(CATALOG, &catalog);
        let (verdict, _, text) = judged(&update.object(60, &stream("", sign)).write());
        assert_eq!(verdict, Verdict::Changed, "{sign:?}");
        assert!(text.contains("o un archivio"), "{sign:?}: {text}");
    }
}
