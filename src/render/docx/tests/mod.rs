//! Tests of the parts of a finished file against the annex.

mod annexes;
mod content;
mod frames;
mod package;
mod styles;

use super::docx;
use super::finish::xml::{XmlElement, parse};
use crate::annex::Annex;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Parts of a file by name.
struct File(BTreeMap<String, Vec<u8>>);

impl File {
    fn of(annex: &Annex) -> File {
        let bytes = docx(annex).expect("the annex can be rendered");
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
        let mut parts = BTreeMap::new();
        for i in 0..zip.len() {
            let mut entry = zip.by_index(i).expect("an entry");
            let name = entry.name().expect("a name in UTF-8").into_owned();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).expect("the entry can be read");
            parts.insert(name, content);
        }
        File(parts)
    }

    fn part(&self, name: &str) -> XmlElement {
        parse(&self.0[name]).expect("the part is well-formed")
    }

    fn document(&self) -> XmlElement {
        self.part("word/document.xml")
    }
}

/// Returns every element of that name in `root`, in order.
fn all<'a>(root: &'a XmlElement, name: &str) -> Vec<&'a XmlElement> {
    let mut out = Vec::new();
    for child in root.elements() {
        if child.name == name {
            out.push(child);
        }
        out.extend(all(child, name));
    }
    out
}

/// Returns the `w:val` of the first element of that name in `root`.
fn val<'a>(root: &'a XmlElement, name: &str) -> Option<&'a str> {
    all(root, name).first().and_then(|e| e.attribute("w:val"))
}

fn has(root: &XmlElement, name: &str) -> bool {
    !all(root, name).is_empty()
}
