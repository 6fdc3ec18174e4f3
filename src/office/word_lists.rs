//! The lists of a Word document (ECMA-376-1, 17.9): the labels that their author wrote.

use super::word::attribute;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// The labels that read like a number or a letter, by the list and its level.
pub(super) type Labels = BTreeMap<(String, usize), String>;

/// The labels in the part with the lists. Lists that Word numbers by itself have none: their
/// numbers are no text of the document.
pub(super) fn labels(xml: &str) -> Labels {
    let mut reader = Reader::from_str(xml);
    let mut of_definitions: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    let mut labels = Labels::new();
    let (mut definition, mut list, mut level) = (String::new(), String::new(), 0);
    while let Ok(event) = reader.read_event() {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            match event {
                Event::Eof => break,
                _ => continue,
            }
        };
        let value = |name: &str| attribute(&tag, name).unwrap_or_default();
        match tag.local_name().as_ref() {
            "abstractNum" => definition = value("abstractNumId"),
            "lvl" => level = value("ilvl").parse().unwrap_or(0),
            "lvlText" if counts(&value("val")) => {
                let own = (level, value("val"));
                of_definitions.entry(definition.clone()).or_default().push(own);
            }
            "num" => list = value("numId"),
            // Within a list it names the definition that the list has.
            "abstractNumId" => {
                let own = of_definitions.get(&value("val")).into_iter().flatten();
                labels.extend(own.map(|(level, label)| ((list.clone(), *level), label.clone())));
            }
            _ => {}
        }
    }
    labels
}

/// Whether a label is a number or a letter as it stands: `1.`, `b)`, but not `%1.`.
fn counts(label: &str) -> bool {
    let name = label.strip_suffix(['.', ')']).unwrap_or_default();
    (1..=4).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
}
