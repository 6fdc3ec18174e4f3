use super::sample::*;
use super::*;
use crate::annex::Date;
use crate::render::pdf::text_objects::TextObjects;
use lopdf::{Document, Object};
use sha2::{Digest, Sha256};

#[test]
fn the_same_annex_gives_the_same_bytes() {
    assert_eq!(bytes(&reference()), bytes(&reference()));
    let other = one_table(&["A"], vec![row(&["x"])]);
    let id =
        |bytes: &[u8]| Document::load_mem(bytes).expect("a PDF").trailer.get(b"ID").cloned().ok();
    let both = id(&bytes(&other)).and_then(|ids| ids.as_array().cloned().ok()).expect("two parts");
    assert_eq!(both.len(), 2);
    for part in both {
        let part = part.as_str().expect("a string");
        assert!(part.len() == 16 && part != [0; 16]);
    }
    assert_ne!(id(&bytes(&other)), id(&bytes(&reference())));
}

#[test]
fn the_digest_is_that_of_the_whole_file() {
    let file = pdf(&reference(), &PdfOptions::default()).expect("a sound annex");
    assert_eq!(file.sha256[..], Sha256::digest(&file.bytes)[..]);
}

#[test]
fn the_file_ends_as_signers_need_it() {
    let bytes = bytes(&one_table(&["A"], vec![row(&["x"])]));
    assert!(bytes.starts_with(b"%PDF-1.7\n"));
    assert!(bytes.ends_with(b"\n%%EOF\n"));
    let text = String::from_utf8_lossy(&bytes);
    assert_eq!((text.matches("\nxref\n").count(), text.matches("/ObjStm").count()), (1, 0));
}

#[test]
fn every_object_is_part_of_the_document() {
    let mut file = Document::load_mem(&bytes(&reference())).expect("a PDF");
    assert_eq!(file.prune_objects(), []);
}

#[test]
fn dates_are_written_only_if_the_annex_has_one() {
    let mut annex = one_table(&["A"], vec![row(&["x"])]);
    let text = |annex: &Annex| String::from_utf8_lossy(&bytes(annex)).into_owned();
    let without = text(&annex);
    assert!(!without.contains("CreationDate") && !without.contains("ModifyDate"));
    annex.meta.date = Some(Date { year: 2020, month: 1, day: 31 });
    let with = text(&annex);
    assert!(with.contains("/CreationDate(D:20200131000000+00'00')"));
    assert!(with.contains("<xmp:CreateDate>2020-01-31T00:00:00+00:00</xmp:CreateDate>"));
}

#[test]
fn the_profile_says_what_the_archive_claims() {
    let annex = one_table(&["A"], vec![row(&["x"])]);
    for (profile, letter) in [(Profile::A2aUa1, "A"), (Profile::A2u, "U"), (Profile::A2b, "B")] {
        let file = pdf(&annex, &PdfOptions { profile }).expect("a PDF");
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        assert!(text.contains(&format!("<pdfaid:conformance>{letter}</pdfaid:conformance>")));
        assert!(text.contains("<pdfuaid:part>1</pdfuaid:part>"));
    }
}

#[test]
fn what_the_annex_says_of_itself_is_escaped() {
    let mut annex = one_table(&["A"], vec![row(&["x"])]);
    annex.meta.title = "Piano <A> & «B»".into();
    annex.meta.author = Some("Comune di \"X\"".into());
    let text = String::from_utf8_lossy(&bytes(&annex)).into_owned();
    assert!(text.contains("Piano &lt;A&gt; &amp; «B»"));
    assert!(text.contains("Comune di &quot;X&quot;"));
}

#[test]
fn one_empty_field_waits_for_the_signature() {
    let bytes = bytes(&reference());
    let file = Document::load_mem(&bytes).expect("a PDF");
    let catalog = file.catalog().expect("a catalog");
    let form = catalog.get(b"AcroForm").and_then(Object::as_dict).expect("a form");
    let fields = form.get(b"Fields").and_then(Object::as_array).expect("fields");
    let [Object::Reference(id)] = fields.as_slice() else { panic!("one field") };
    let field = file.get_dictionary(*id).expect("the field");
    let name = field.get(b"T").map(lopdf::decode_text_string).expect("a name");
    assert_eq!(name.expect("text"), "Firma1");
    assert!(!field.has(b"V"));
    let pages: Vec<_> = file.page_iter().collect();
    let page = field.get(b"P").and_then(Object::as_reference).expect("its page");
    assert_eq!(Some(&page), pages.last());
    let number = |o: &Object| o.as_float().expect("a number");
    let rectangle: Vec<f32> = field
        .get(b"Rect")
        .and_then(Object::as_array)
        .expect("a place")
        .iter()
        .map(number)
        .collect();
    assert!(rectangle[0] < rectangle[2] && rectangle[1] < rectangle[3]);
    assert!(rectangle[0] >= 0.0 && rectangle[3] <= 595.3 && rectangle[2] <= 841.9);
}

#[test]
fn a_heading_longer_than_a_string_may_be_is_refused() {
    let mut annex = one_table(&["A"], vec![row(&["x"])]);
    annex.blocks.insert(1, heading(2, &"àè ".repeat(5_333)));
    assert!(pdf(&annex, &PdfOptions::default()).is_ok());
    annex.blocks[1] = heading(2, &"àè ".repeat(5_334));
    let got = pdf(&annex, &PdfOptions::default());
    assert!(matches!(got, Err(RenderError::TextTooLong { limit: 16_000, length: 16_002, .. })));
}

#[test]
fn the_words_of_a_signature_are_no_longer_than_a_string_may_be() {
    let mut annex = one_table(&["A"], vec![row(&["x"])]);
    annex.signatures[0].role = Some("è".repeat(15_984));
    assert!(pdf(&annex, &PdfOptions::default()).is_ok());
    annex.signatures[0].role = Some("è".repeat(15_985));
    let got = pdf(&annex, &PdfOptions::default());
    assert!(matches!(got, Err(RenderError::TextTooLong { limit: 16_000, length: 16_001, .. })));
}

#[test]
fn names_of_fonts_are_no_longer_than_a_name_may_be() {
    let mut annex = one_table(&["A"], vec![row(&["x"])]);
    annex.fonts.main.name = "Carlito Ñ".repeat(40);
    let file = Document::load_mem(&bytes(&annex)).expect("a PDF");
    let name = |object: &Object| Some(object.as_dict().ok()?.get(b"BaseFont").ok()?.clone());
    let names = file.objects.values().filter_map(name);
    let names: Vec<_> = names.map(|name| name.as_name().expect("a name").to_vec()).collect();
    assert_eq!(names.len(), 2);
    let family = "Carlito".repeat(9);
    for name in names {
        let name = String::from_utf8(name).expect("ASCII");
        assert_eq!(name[7..].trim_end_matches("-Bold"), family);
    }
}

#[test]
fn a_file_of_too_many_objects_is_refused() {
    let mut file = Document::new();
    file.max_id = 8_388_608;
    let got = file::save(file, TextObjects::default());
    assert!(matches!(got, Err(RenderError::Backend(what)) if what == "more than 8388607 objects"));
}
