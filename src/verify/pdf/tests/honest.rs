use super::*;

#[test]
fn the_same_bytes_are_intact() {
    assert_eq!(compare(&original(), &original()), VerificationOutcome::default());
    let outcome = compare(&original(), &[original(), b"\r\n\n".to_vec()].concat());
    assert_eq!(outcome, VerificationOutcome::default());
}

#[test]
fn a_signature_in_a_field_of_ours_is_intact_and_its_signer_named() {
    let outcome = compare(&original(), &signed(&original(), FIELD, NEXT));
    assert_eq!(outcome.reasons, []);
    let signers: Vec<_> = outcome.signers.iter().map(|signer| signer.subject.as_str()).collect();
    assert_eq!(signers, ["Mario Rossi (Comune di Esempio)"]);
    assert!(outcome.signers[0].declared.is_some());
}

#[test]
fn two_signers_are_named_in_their_order() {
    let first = signed(&original(), OTHER_FIELD, NEXT);
    let outcome = compare(&original(), &signed(&first, FIELD, NEXT + 1));
    assert_eq!((outcome.verdict(), outcome.signers.len()), (Verdict::Intact, 2));
}

#[test]
fn a_field_of_the_signers_own_is_intact_where_it_shows_nothing() {
    let shown = "/Rect[100 300 300 360]/F 4/AP<</N 23 0 R>>";
    for invisible in ["/Rect[0 0 0 0]/F 132", "/Rect[100 300 300 360]/F 2/AP<</N 23 0 R>>"] {
        assert_eq!(judged(&signed_elsewhere("Altra", invisible)).0, Verdict::Intact, "{invisible}");
    }
    let (verdict, page, text) = judged(&signed_elsewhere("Altra", shown));
    assert_eq!((verdict, page), (Verdict::Look, Some(1)));
    assert_eq!(
        text,
        "un segno di firma è fuori dai campi preparati e può coprire il testo: a 35 mm dal bordo \
         sinistro e a 170 mm dal bordo superiore, largo 71 mm e alto 21 mm"
    );
    let outcome = compare(&original(), &signed_elsewhere("Altra", shown));
    assert_eq!(outcome.reasons[0].mark, Some([100, 482, 300, 542]));
}

#[test]
fn what_is_written_anew_with_the_same_value_is_intact() {
    let cases = [
        (PAGES, body(PAGES)),
        (FIRST_PAGE, body(FIRST_PAGE).replace("595.28", "595.2801")),
        (FIELD, body(FIELD).replace("(Firma1)", "<FEFF004600690072006D00610031>")),
        (
            INFO,
            body(INFO)
                .replace("allegati", "allegati; modified using iText 9.2.0")
                .replace(">>", "/ModDate(D:2026)>>"),
        ),
        (
            TAGS,
            body(TAGS).replace("/Nums", "/Limits[0 3]/Nums").replace(">>>>", ">>/RoleMap<<>>>>"),
        ),
        (
            CATALOG,
            with(CATALOG, "/Version/2.0/Extensions<</ESIC<</BaseVersion/1.7/ExtensionLevel 5>>>>"),
        ),
        (
            METADATA,
            metadata(
                "PIANO",
                r#"<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:ModifyDate="2026"/>"#,
            ),
        ),
    ];
    for (number, text) in cases {
        assert_eq!(
            judged(&replaced(&original(), number, &text)),
            (Verdict::Intact, None, String::new()),
            "{text}"
        );
    }
}

#[test]
fn a_signature_that_nobody_can_read_is_to_be_looked_at() {
    let text: String = signed(&original(), FIELD, NEXT).iter().map(|b| char::from(*b)).collect();
    let at = text.find("/Contents<").expect("a value") + "/Contents<".len();
    let mut bytes = signed(&original(), FIELD, NEXT);
    bytes[at..at + 2].copy_from_slice(b"ff");
    let (verdict, _, text) = judged(&bytes);
    assert_eq!(verdict, Verdict::Look);
    assert!(text.starts_with("la firma nel campo «Firma1» non si può leggere"), "{text}");
}

#[test]
fn the_roles_of_a_real_annex_are_found() {
    let bytes = include_bytes!("../../../../output/piano-obiettivi-2020-2022.pdf");
    let read = crate::verify::pdf::original::Original::read(bytes).expect("a file of ours");
    assert_eq!((read.pages.len(), read.fields.len()), (6, 1));
    assert!(read.info.is_some() && read.metadata.is_some());
    assert!(read.structure.is_some() && read.document.is_some());
}

#[test]
fn a_revision_may_be_written_in_streams() {
    let info = with(INFO, "/ModDate 60 0 R");
    let same = [(PAGES, &*body(PAGES)), (INFO, &*info), (60, "(D:2026)")];
    let outcome = compare(&original(), &streamed(&original(), &[(FONT, &body(FONT))], &same, ""));
    assert_eq!(outcome, VerificationOutcome::default());
    let again = streamed(&signed(&original(), FIELD, NEXT), &[], &same, "");
    assert_eq!(judged(&again).0, Verdict::Intact);
}
