//! Workbooks read back, with no help of those who wrote them.

use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

pub(super) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The elements of a part in order: name, attributes, and the text that follows the start tag.
pub(super) fn elements(xml: &str) -> Vec<(String, BTreeMap<String, String>, String)> {
    let mut reader = Reader::from_str(xml);
    let mut out: Vec<(String, BTreeMap<_, _>, String)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(e) | Event::Empty(e) => {
                let text = |text: &str| text.to_owned();
                let attributes = e.attributes().map(|a| a.unwrap());
                let attributes = attributes.map(|a| (text(a.key.as_ref()), text(&a.value)));
                out.push((text(e.name().as_ref()), attributes.collect(), String::new()));
            }
            Event::Text(t) => {
                if let Some(last) = out.last_mut() {
                    last.2.push_str(&t);
                }
            }
            Event::GeneralRef(r) => {
                let c = match r.as_ref() {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    other => panic!("{other:?}"),
                };
                out.last_mut().unwrap().2.push(c);
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}

pub(super) fn find(xml: &str, name: &str) -> Vec<(BTreeMap<String, String>, String)> {
    let all = elements(xml).into_iter().filter(|e| e.0 == name);
    all.map(|e| (e.1, e.2)).collect()
}

pub(super) const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The cells of the sheet that say something, by reference: type and value.
pub(super) fn cells(bytes: &[u8]) -> BTreeMap<(u32, u32), (String, String)> {
    let mut strings: Vec<String> = vec![];
    for (name, _, text) in elements(&part(bytes, "xl/sharedStrings.xml")) {
        match name.as_str() {
            "si" => strings.push(String::new()),
            "t" => strings.last_mut().unwrap().push_str(&text),
            _ => {}
        }
    }
    let mut out = BTreeMap::new();
    let mut at = None;
    for (name, attributes, text) in elements(&part(bytes, SHEET)) {
        match name.as_str() {
            "c" => at = Some((attributes["r"].clone(), attributes.get("t").cloned())),
            "v" => {
                let (place, kind) = at.take().unwrap();
                let kind = kind.unwrap_or_else(|| "n".into());
                let value = if kind == "s" {
                    strings[text.parse::<usize>().unwrap()].clone()
                } else {
                    text
                };
                out.insert(reference_of(&place), (kind, value));
            }
            "f" => panic!("a formula"),
            _ => {}
        }
    }
    out
}

/// Row and column, from 1, of a reference such as `B12`; columns up to Z.
pub(super) fn reference_of(cell: &str) -> (u32, u32) {
    let column = u32::from(cell.as_bytes()[0] - b'A') + 1;
    (cell[1..].parse().unwrap(), column)
}

pub(super) fn merged(bytes: &[u8]) -> Vec<((u32, u32), (u32, u32))> {
    let ranges = find(&part(bytes, SHEET), "mergeCell");
    let ends = ranges.iter().map(|(a, _)| a["ref"].split_once(':').unwrap());
    ends.map(|(a, b)| (reference_of(a), reference_of(b))).collect()
}

pub(super) fn texts(bytes: &[u8]) -> Vec<String> {
    cells(bytes).into_values().map(|(_, value)| value).collect()
}

pub(super) fn heights(bytes: &[u8]) -> Vec<f32> {
    let rows = find(&part(bytes, SHEET), "row");
    rows.iter().map(|(a, _)| a.get("ht").map_or(15.0, |h| h.parse().unwrap())).collect()
}
