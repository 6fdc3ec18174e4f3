//! DocxProperties of runs, paragraphs, tables, rows and cells, as layers of styles set them
//! (ECMA-376-1, 17.7.2).

use crate::office::xml_tree::PartNode;
use std::collections::BTreeMap;

/// PropertyAttributes of a property.
type PropertyAttributes = BTreeMap<String, String>;

/// DocxProperties by name; those inside others have a path, `pBdr/top`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DocxProperties(BTreeMap<String, PropertyAttributes>);

/// DocxProperties whose attributes are inherited one by one; of others, a layer replaces all.
const BY_ATTRIBUTE: [&str; 4] = ["spacing", "ind", "rFonts", "lang"];
/// DocxProperties that are read elsewhere: marks of paragraphs, changes, sections.
const ELSEWHERE: [&str; 16] = [
    "rPr",
    "sectPr",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "ins",
    "del",
    "cellIns",
    "cellDel",
    "cellMerge",
    "moveFrom",
    "moveTo",
];
/// Properties that are on or off, and change what a reader sees.
const SWITCHES: [&str; 24] = [
    "b",
    "i",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "vanish",
    "webHidden",
    "specVanish",
    "rtl",
    "cs",
    "pageBreakBefore",
    "bidi",
    "titlePg",
    "tblHeader",
    "hidden",
    "bidiVisual",
    "cantSplit",
    "noWrap",
    "rtlGutter",
];
/// PropertyAttributes that exclude each other: the second of a pair gives way to the first.
const EXCLUSIVE: [(&str, &str); 14] = [
    ("ascii", "asciiTheme"),
    ("asciiTheme", "ascii"),
    ("hAnsi", "hAnsiTheme"),
    ("hAnsiTheme", "hAnsi"),
    ("eastAsia", "eastAsiaTheme"),
    ("cs", "cstheme"),
    ("left", "start"),
    ("start", "left"),
    ("right", "end"),
    ("end", "right"),
    ("firstLine", "hanging"),
    ("hanging", "firstLine"),
    ("before", "beforeAutospacing"),
    ("after", "afterAutospacing"),
];

/// Twips of each unit of measure.
const UNITS: [(&str, f64); 7] = [
    ("pt", 20.0),
    ("mm", 56.692_9),
    ("cm", 566.929),
    ("in", 1440.0),
    ("pc", 240.0),
    ("pi", 240.0),
    ("%", 1.0),
];
/// Value of a measure that cannot be read.
const NO_NUMBER: i64 = 999_999_999;

/// Returns `true` for a switch in the words of the standard (22.9.2.7); of others, programs take
/// some for on and some for off.
fn is_switch(node: &PartNode) -> bool {
    node.value().is_none_or(|value| ["0", "1", "true", "false", "on", "off"].contains(&value))
}

impl DocxProperties {
    /// Reads the properties in an element such as `w:rPr`.
    pub(crate) fn of(node: Option<&PartNode>) -> Self {
        let mut properties = DocxProperties::default();
        if let Some(node) = node {
            properties.add("", node);
        }
        properties
    }

    fn add(&mut self, path: &str, node: &PartNode) {
        for child in node.children.iter().filter(|c| !ELSEWHERE.contains(&c.name.as_str())) {
            let mut name = format!("{path}{}", child.name);
            // Programs differ in which of two they take, so that the second must not be lost.
            while self.0.contains_key(&name) {
                name.push('+');
            }
            self.add(&format!("{name}/"), child);
            if SWITCHES.contains(&child.name.as_str()) && !is_switch(child) {
                name.push('?');
            }
            if !child.attributes.is_empty() || child.children.is_empty() {
                self.0.insert(name, child.attributes.iter().cloned().collect());
            }
        }
    }

    /// Sets the properties of a layer above these.
    pub(crate) fn overlay(&mut self, above: &DocxProperties) {
        for (name, attributes) in &above.0 {
            let own = self.0.entry(name.clone()).or_default();
            if !BY_ATTRIBUTE.contains(&name.as_str()) {
                own.clear();
            }
            for (key, value) in attributes {
                let other = EXCLUSIVE.iter().find(|(first, _)| first == key);
                if let Some((_, other)) = other.filter(|(_, o)| !attributes.contains_key(*o)) {
                    own.remove(*other);
                }
                own.insert(key.clone(), value.clone());
            }
        }
    }

    /// Returns an attribute of a property.
    pub(crate) fn get(&self, name: &str, attribute: &str) -> Option<&str> {
        self.0.get(name)?.get(attribute).map(String::as_str)
    }

    /// Returns an attribute of a property that is a whole number.
    pub(crate) fn number(&self, name: &str, attribute: &str) -> Option<i64> {
        let value = self.get(name, attribute)?.trim();
        // Measures may be written with a unit (22.9.2.14), which LibreOffice and Word read.
        let unit = UNITS.iter().find(|(unit, _)| value.ends_with(unit));
        let (unit, twips) = unit.copied().unwrap_or(("", 1.0));
        let number: Option<f64> = value.strip_suffix(unit)?.parse().ok();
        // What is no number is none that anything has by itself.
        Some(number.map_or(NO_NUMBER, |number| (number * twips) as i64))
    }

    /// Returns `true` if a switch (`ST_OnOff`) is on, `false` if it is off, `None` if it is not set.
    pub(crate) fn switch(&self, name: &str) -> Option<bool> {
        let attributes = self.0.get(name)?;
        let value = attributes.get("val").map(String::as_str);
        Some(!matches!(value, Some("0" | "false" | "off")))
    }

    /// Sets a property to `val`.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        let attributes = PropertyAttributes::from([("val".to_owned(), value.to_owned())]);
        self.0.insert(name.to_owned(), attributes);
    }

    /// Removes a property and those inside it.
    pub(crate) fn remove(&mut self, name: &str) {
        let inside = format!("{name}/");
        self.0.retain(|key, _| key != name && !key.starts_with(&inside));
    }

    /// Returns `true` if a property is set.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Returns all properties with their attributes in words: `val=1 color=red`.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, String)> {
        self.0.iter().map(|(name, attributes)| {
            let words = attributes.iter().map(|(key, value)| format!("{key}={value}"));
            let words: Vec<_> = words.collect();
            let words = if words.is_empty() { "sì".to_owned() } else { words.join(" ") };
            (name.as_str(), words)
        })
    }

    /// Returns `true` if nothing is set.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
