//! Tables of `src/render/pdf/CONFORMANCE.md`: they are complete, the tests they name exist, and
//! features they call absent are absent from the reference plan's PDF.

use crate::support::{annex_of, root};
use allegati::annex::{Date, Family, Font};
use allegati::render::pdf::{PdfOptions, pdf};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeSet;

const DOCUMENT: &str = "src/render/pdf/CONFORMANCE.md";

/// Number of conditions of each checkpoint of the Matterhorn Protocol 1.1, 01 to 31.
const CONDITIONS: [usize; 31] =
    [7, 4, 3, 1, 3, 4, 2, 2, 8, 1, 7, 1, 8, 7, 5, 3, 3, 2, 4, 3, 1, 1, 1, 1, 1, 2, 1, 18, 1, 2, 30];

type Rows = Vec<Vec<String>>;

/// Reads the rows of the table under the heading that begins with `heading`, without its head.
fn table(heading: &str) -> Rows {
    let text = std::fs::read_to_string(root().join(DOCUMENT)).expect("the document");
    let start = text.find(&format!("\n## {heading}")).expect("the heading");
    let lines = text[start..].lines().skip_while(|l| !l.starts_with('|'));
    let rows = lines.take_while(|l| l.starts_with('|')).skip(2);
    let cells = |line: &str| {
        let inner = line.strip_prefix('|').and_then(|l| l.strip_suffix('|')).expect("a whole row");
        inner.split('|').map(|c| c.trim().to_owned()).collect()
    };
    rows.map(cells).collect()
}

fn column(rows: &Rows, index: usize) -> Vec<&str> {
    rows.iter().map(|row| row[index].as_str()).collect()
}

/// Extracts the texts between backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_condition_of_the_protocol_has_its_row() {
    let rows = table("PDF/UA-1");
    let numbers = CONDITIONS
        .iter()
        .enumerate()
        .flat_map(|(i, &count)| (1..=count).map(move |n| format!("{:02}-{n:03}", i + 1)));
    assert_eq!(column(&rows, 0), numbers.collect::<Vec<_>>());
    let by = column(&rows, 1);
    let count = |kind: &str| by.iter().filter(|b| **b == kind).count();
    assert_eq!((count("M"), count("H"), count("-"), rows.len()), (87, 48, 2, 137));
    // The published 136, 89 and 47: without the condition that version 1.1 added, and with
    // the two that have no test among those for machines.
    let added = rows.iter().position(|row| row[0] == "13-008").expect("13-008");
    assert_eq!(by[added], "H");
    assert_eq!((count("M") + count("-"), count("H") - 1, rows.len() - 1), (89, 47, 136));
}

#[test]
fn every_clause_has_one_row() {
    let rows = table("PDF/A-2a");
    let clauses: BTreeSet<&str> = column(&rows, 0).into_iter().collect();
    assert_eq!((clauses.len(), rows.len()), (75, 75));
}

#[test]
fn no_cell_is_empty() {
    for (heading, width) in [("How", 2), ("Held by", 3), ("PDF/A-2a", 5), ("PDF/UA-1", 6)] {
        for row in table(heading) {
            assert_eq!(row.len(), width, "{heading}: {row:?}");
            assert!(row.iter().all(|cell| !cell.is_empty()), "{heading}: {row:?}");
        }
    }
}

#[test]
fn parts_and_judges_are_those_of_the_keys() {
    let (parts, judges) = (table("How"), table("Held by"));
    let (parts, judges) = (column(&parts, 0), column(&judges, 0));
    let (mut named, mut used) = (BTreeSet::new(), BTreeSet::new());
    for (heading, how) in [("PDF/A-2a", 2), ("PDF/UA-1", 3)] {
        for row in table(heading) {
            named.insert(row[how].clone());
            let held = row.last().expect("cells").split("; ");
            used.extend(held.map(|h| h.split(' ').next().unwrap_or_default().to_owned()));
        }
    }
    assert_eq!(named, parts.into_iter().map(str::to_owned).collect());
    assert_eq!(used, judges.into_iter().map(str::to_owned).collect());
}

#[test]
fn files_and_tests_that_are_named_exist() {
    let (parts, judges) = (table("How"), table("Held by"));
    let places = column(&parts, 1).into_iter().chain(column(&judges, 2));
    let mut missing = Vec::new();
    for place in places.flat_map(quoted) {
        let (file, words) = place.split_once("::").unwrap_or((place, ""));
        let text = std::fs::read_to_string(root().join(file)).unwrap_or_default();
        if text.is_empty() || !text.contains(words) {
            missing.push(place.to_owned());
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

/// Reads the reference plan's PDF in `output`.
fn reference_pdf() -> Document {
    let files = std::fs::read_dir(root().join("output")).expect("output").flatten();
    let mut files = files.map(|f| f.path()).filter(|p| p.extension().is_some_and(|e| e == "pdf"));
    Document::load(files.next().expect("a PDF in output")).expect("a readable PDF")
}

/// Makes a PDF with everything that a plan and a layout can bring into one.
fn rich_pdf() -> Document {
    let layout = root().join("tests/suite/fixtures/logo/layout").display().to_string();
    let mut annex = annex_of(RICH, &layout);
    annex.meta.date = Some(Date { year: 2024, month: 3, day: 5 });
    let path = root().join("tests/suite/fixtures/font/prova.ttf");
    let font = || Font { data: std::fs::read(&path).expect("the font").into() };
    let name = || "Prova".to_owned();
    let family = Family { name: name(), office_name: name(), regular: font(), bold: font() };
    annex.fonts.fallback = Some(family);
    let file = pdf(&annex, &PdfOptions::default()).expect("a PDF");
    Document::load_mem(&file.bytes).expect("a readable PDF")
}

const RICH: &str = r#"
titolo: PIANO «A & B» <2024>
ente: Unione di Esempio & Co.
allegato: B
delibera: {organo: Giunta, numero: "12", data: 2024-03-01}
premessa: Premessa
aree:
  - nome: AREA UNICA
    periodi:
      - etichetta: ANNO 2024
        obiettivi:
          - servizio: SEGRETERIA
            tipologia: S
            descrizione: "Attività: ☑\n- la prima\n  1. una parte\n- la seconda"
            risultato: Fatto entro il 31.12.2024
            indicatore: Relazione
            peso: 100
chiusura: Letto e approvato
firmatari:
  - {nome: Anna Rossi, qualifica: Il Presidente}
  - {nome: Ugo Verdi, qualifica: Il Segretario}
"#;

/// Keys that stand for: action, script, XFA, optional content, embedded file, thread, transparency,
/// private data, role map, `CIDSet` and the like.
const KEYS: &str = "AA AF AS ActualText Alternates AlternatePresentations BM CA CIDSet CharSet Collection EF \
    EmbeddedFiles Encrypt FFilter FL HTP IsMap JS JavaScript Mask NeedAppearances NeedsRendering \
    OCProperties OPI OpenAction PS Perms PieceInfo PresSteps RI Ref Requirements RoleMap SMask TR2 \
    Threads URI Usage XFA ca";

/// Values of `Subtype` that are written: metadata, fonts, pictures, the signature field with
/// its appearance, and artifacts.
const SUBTYPES: &str = "CIDFontType2 Footer Form Header Image Type0 Widget XML";

/// Values of `S` that are written: structure types, the output intent, page labels.
const KINDS: &str = "Document Figure Form H1 H2 H3 H4 H5 H6 L LBody LI Lbl P TBody TD TFoot TH THead TR \
    Table GTS_PDFA1 D";

/// Operators of content streams that are written.
const OPERATORS: &str = "BDC BT Do EMC ET J Q RG S TJ Td Tf Tj cm f l m q re rg w";

fn is_one_of(word: &str, list: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

#[test]
fn what_is_called_absent_is_absent() {
    for document in [reference_pdf(), rich_pdf()] {
        let mut found = BTreeSet::new();
        look(&Object::Dictionary(document.trailer.clone()), &mut found);
        document.objects.values().for_each(|object| look(object, &mut found));
        for page in document.page_iter() {
            let content = Content::decode(&document.get_page_content(page)).expect("operators");
            for operation in content.operations {
                operation.operands.iter().for_each(|operand| look(operand, &mut found));
                found.extend(Some(operation.operator).filter(|o| !is_one_of(o, OPERATORS)));
            }
        }
        assert_eq!(found, BTreeSet::new());
    }
}

#[test]
fn every_object_is_part_of_the_document() {
    for mut document in [reference_pdf(), rich_pdf()] {
        assert_eq!(document.prune_objects(), []);
    }
}

/// Visits every dictionary in `object`; objects behind references are visited by themselves.
fn look(object: &Object, found: &mut BTreeSet<String>) {
    match object {
        Object::Array(items) => items.iter().for_each(|item| look(item, found)),
        Object::Dictionary(dictionary) => look_at(dictionary, found),
        Object::Stream(stream) => {
            if name(&stream.dict, "Filter").is_some_and(|f| f != "FlateDecode") {
                found.insert(format!("{:?}", stream.dict));
            }
            look_at(&stream.dict, found);
        }
        _ => {}
    }
}

fn look_at(dictionary: &Dictionary, found: &mut BTreeSet<String>) {
    let keys = KEYS.split_whitespace().filter(|key| dictionary.has(key.as_bytes()));
    found.extend(keys.map(str::to_owned));
    let known = |key, list| name(dictionary, key).is_none_or(|value| is_one_of(&value, list));
    if !known("Subtype", SUBTYPES) || !known("S", KINDS) || !is_sound_font(dictionary) {
        found.insert(format!("{dictionary:?}"));
    }
    dictionary.iter().for_each(|(_, value)| look(value, found));
}

/// Checks a dictionary, if it belongs to a font, against the tables.
fn is_sound_font(dictionary: &Dictionary) -> bool {
    let is = |key: &str, value: &str| name(dictionary, key).as_deref() == Some(value);
    match name(dictionary, "Type").as_deref() {
        Some("Font") if is("Subtype", "Type0") => {
            is("Encoding", "Identity-H") && dictionary.has(b"ToUnicode")
        }
        Some("Font") => is("Subtype", "CIDFontType2") && dictionary.has(b"CIDToGIDMap"),
        Some("FontDescriptor") => dictionary.has(b"FontFile2"),
        _ => true,
    }
}

fn name(dictionary: &Dictionary, key: &str) -> Option<String> {
    let name = dictionary.get(key.as_bytes()).ok()?.as_name().ok()?;
    Some(String::from_utf8_lossy(name).into_owned())
}

/// Compares Info and metadata fact by fact (ISO 19005-2, 6.6.3).
#[test]
fn information_and_metadata_agree() {
    assert_eq!(facts(&reference_pdf()), ["Producer", "Title"]);
    let all = ["Author", "CreationDate", "ModDate", "Producer", "Subject", "Title"];
    assert_eq!(facts(&rich_pdf()), all);
}

/// Reads the facts of the information dictionary, which the metadata repeats.
fn facts(document: &Document) -> Vec<String> {
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("Info");
    let info = document.get_dictionary(info).expect("a dictionary");
    let catalog = document.catalog().expect("a catalog");
    let packet = catalog.get(b"Metadata").and_then(Object::as_reference).expect("metadata");
    let packet = document.get_object(packet).and_then(Object::as_stream).expect("a stream");
    let packet = String::from_utf8(packet.content.clone()).expect("UTF-8");
    let digits = |date: String| date.chars().filter(char::is_ascii_digit).collect::<String>();
    for (key, property) in FACTS {
        let (mut said, mut written) = (fact(info, key), property_of(&packet, property));
        if key.ends_with("Date") {
            (said, written) = (said.map(digits), written.map(digits));
        }
        assert_eq!(said, written, "{key}");
        assert_ne!(said.as_deref(), Some(""), "{key}");
    }
    let mut keys: Vec<_> =
        info.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect();
    keys.sort();
    keys
}

const FACTS: [(&str, &str); 7] = [
    ("Title", "dc:title"),
    ("Author", "dc:creator"),
    ("Subject", "dc:description"),
    ("Creator", "xmp:CreatorTool"),
    ("Producer", "pdf:Producer"),
    ("CreationDate", "xmp:CreateDate"),
    ("ModDate", "xmp:ModifyDate"),
];

fn fact(info: &Dictionary, key: &str) -> Option<String> {
    Some(lopdf::decode_text_string(info.get(key.as_bytes()).ok()?).expect("a text string"))
}

/// Returns the text of a property without the tags around it.
fn property_of(packet: &str, property: &str) -> Option<String> {
    let (_, rest) = packet.split_once(&format!("<{property}>"))?;
    let (inner, _) = rest.split_once(&format!("</{property}>")).expect("a closed element");
    let words = inner.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
    let words = words.collect::<String>();
    Some(quick_xml::escape::unescape(&words).expect("escapes").into_owned())
}
