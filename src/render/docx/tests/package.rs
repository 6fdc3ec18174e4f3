//! Tests of the archive, its relationships, properties, section and running lines.

use super::annexes::reference;
use super::{File, all, has, val};
use crate::annex::{Date, Piece};
use crate::render::docx::docx;
use std::collections::BTreeSet;
use std::io::Cursor;
use zip::CompressionMethod;

#[test]
fn the_same_annex_gives_the_same_bytes() {
    let annex = reference();
    let first = docx(&annex).unwrap();
    assert_eq!(docx(&annex).unwrap(), first);
    // `docx-rs` counts paragraphs for each thread: another thread begins again at 1.
    let elsewhere = std::thread::spawn({
        let annex = annex.clone();
        move || docx(&annex).unwrap()
    });
    assert_eq!(elsewhere.join().unwrap(), first);
}

#[test]
fn entries_are_deflated_undated_files_in_a_fixed_order() {
    let bytes = docx(&reference()).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut names = Vec::new();
    for i in 0..zip.len() {
        let entry = zip.by_index(i).unwrap();
        assert!(entry.is_file());
        assert_eq!(entry.compression(), CompressionMethod::Deflated);
        let date = entry.last_modified().expect("a date");
        assert_eq!((date.year(), date.month(), date.day(), date.hour()), (1980, 1, 1, 0));
        names.push(entry.name().unwrap().into_owned());
    }
    assert_eq!(
        names,
        [
            "[Content_Types].xml",
            "_rels/.rels",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/styles.xml",
            "word/settings.xml",
            "word/fontTable.xml",
            "word/theme/theme1.xml",
            "word/header1.xml",
            "word/header2.xml",
            "word/footer1.xml",
            "word/footer2.xml",
            "docProps/core.xml",
            "docProps/app.xml",
        ]
    );
}

#[test]
fn every_part_has_a_type_and_a_relationship_that_leads_to_it() {
    let file = File::of(&reference());
    let parts: BTreeSet<_> = file.0.keys().filter(|n| !n.ends_with("rels")).cloned().collect();
    let types = file.part("[Content_Types].xml");
    let typed = all(&types, "Override").into_iter().filter_map(|e| e.attribute("PartName"));
    let typed: BTreeSet<_> = typed.map(|name| name[1..].to_owned()).collect();
    let mut led_to = BTreeSet::new();
    for (relations, folder) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
        for relation in all(&file.part(relations), "Relationship") {
            led_to.insert(format!("{folder}{}", relation.attribute("Target").unwrap()));
        }
    }
    assert_eq!(led_to, typed);
    let without_types = parts.into_iter().filter(|name| name != "[Content_Types].xml");
    assert_eq!(without_types.collect::<BTreeSet<_>>(), typed);
}

#[test]
fn the_first_page_has_the_title_and_the_others_repeat_it() {
    let file = File::of(&reference());
    let document = file.document();
    let section = all(&document, "w:sectPr")[0];
    assert!(has(section, "w:titlePg"));
    let references: Vec<_> = section
        .elements()
        .filter(|e| e.name.ends_with("Reference"))
        .map(|e| (e.attribute("w:type").unwrap(), e.attribute("r:id").unwrap()))
        .collect();
    assert_eq!(
        references,
        [
            ("default", "rIdHeader1"),
            ("first", "rIdHeader2"),
            ("default", "rIdFooter1"),
            ("first", "rIdFooter2")
        ]
    );
    let relations = file.part("word/_rels/document.xml.rels");
    for (_, id) in references {
        let leads = |r: &&super::XmlElement| r.attribute("Id") == Some(id);
        let relation = all(&relations, "Relationship").into_iter().find(leads).unwrap();
        let name = id.trim_start_matches("rId").to_lowercase();
        assert_eq!(relation.attribute("Target"), Some(&*format!("{name}.xml")));
    }
    let text = |part: &str| {
        let part = file.part(&format!("word/{part}.xml"));
        all(&part, "w:t").into_iter().map(super::XmlElement::to_xml).collect::<String>()
    };
    assert_eq!(text("header1"), r#"<w:t xml:space="preserve">PIANO OBIETTIVI 2020-2022</w:t>"#);
    assert_eq!(text("header2"), "");
}

#[test]
fn page_numbers_are_fields_with_a_value_to_show() {
    let file = File::of(&reference());
    for footer in ["word/footer1.xml", "word/footer2.xml"] {
        let footer = file.part(footer);
        let fields: Vec<_> =
            all(&footer, "w:instrText").into_iter().map(super::XmlElement::to_xml).collect();
        assert_eq!(
            fields,
            ["<w:instrText>PAGE</w:instrText>", "<w:instrText>NUMPAGES</w:instrText>"]
        );
        let texts: Vec<_> =
            all(&footer, "w:t").into_iter().map(super::XmlElement::to_xml).collect();
        let shown = |text: &str| format!("<w:t xml:space=\"preserve\">{text}</w:t>");
        assert_eq!(texts, ["Pag. ", "1", " di ", "1"].map(shown));
    }
}

#[test]
fn the_section_is_a_landscape_page_with_the_layouts_margins() {
    let document = File::of(&reference()).document();
    let size = all(&document, "w:pgSz")[0];
    let of_size = ["w:w", "w:h", "w:orient"].map(|key| size.attribute(key).unwrap());
    assert_eq!(of_size, ["16838", "11906", "landscape"]);
    let margins = all(&document, "w:pgMar")[0];
    let sides =
        ["w:top", "w:right", "w:bottom", "w:left"].map(|key| margins.attribute(key).unwrap());
    assert_eq!(sides, ["1134", "794", "964", "794"]);
}

#[test]
fn without_running_lines_every_page_is_alike() {
    let mut annex = reference();
    annex.page.header = None;
    let file = File::of(&annex);
    assert!(!has(&file.document(), "w:titlePg"));
    assert!(file.0.contains_key("word/footer1.xml") && !file.0.contains_key("word/footer2.xml"));
    annex.page.footer.as_mut().unwrap().pieces = vec![Piece::Text("a & b".into())];
    let footer = File::of(&annex).part("word/footer1.xml");
    assert!(footer.to_xml().contains("a &amp; b"));
    annex.page.footer = None;
    assert!(!File::of(&annex).0.keys().any(|name| name.contains("footer")));
}

#[test]
fn properties_say_what_the_annex_says_and_no_other_date() {
    let mut annex = reference();
    annex.meta.title = "Titolo & <altro>".into();
    let core = File::of(&annex).part("docProps/core.xml").to_xml();
    for said in [
        "<dc:title>Titolo &amp; &lt;altro&gt;</dc:title>",
        "<dc:creator>Unione dei Comuni</dc:creator>",
        "<dc:subject>Piano degli obiettivi</dc:subject>",
        "<dc:language>it-IT</dc:language>",
    ] {
        assert!(core.contains(said), "{core}");
    }
    assert!(!core.contains("dcterms:created") && !core.contains("dcterms:modified"));
    annex.meta.date = Some(Date { year: 2020, month: 6, day: 3 });
    let core = File::of(&annex).part("docProps/core.xml");
    for name in ["dcterms:created", "dcterms:modified"] {
        let date = all(&core, name)[0];
        assert_eq!(date.attribute("xsi:type"), Some("dcterms:W3CDTF"));
        assert!(date.to_xml().contains(">2020-06-03T00:00:00Z<"));
    }
}

#[test]
fn nothing_of_docx_rs_that_the_annex_does_not_ask_for_is_left() {
    let file = File::of(&reference());
    for (name, content) in &file.0 {
        let text = String::from_utf8(content.clone()).unwrap();
        assert!(!text.contains("w14:paraId"), "{name}");
        assert!(!text.contains("<w:rPr/>") && !text.contains("<w:pPr/>"), "{name}");
    }
    assert_eq!(val(&file.document(), "w:tblBorders"), None);
    assert!(!has(&file.document(), "w:tblBorders"));
}
