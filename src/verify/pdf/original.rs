//! What the original consists of, and what each of its objects is for.

use super::object::{Dictionary, Object};
use super::parse::{Parser, find};
use super::state::PdfState;
use super::xref::{self, XrefEntry};
use std::collections::{BTreeMap, BTreeSet};

/// The original; the roles of its objects decide what may become of them.
#[derive(Debug)]
pub(super) struct Original {
    /// Where its objects are, by number; 0 for none.
    offsets: Vec<usize>,
    /// Where its section of cross-references begins.
    pub(super) section: usize,
    pub(super) trailer: Dictionary,
    pub(super) catalog: u32,
    pub(super) info: Option<u32>,
    pub(super) metadata: Option<u32>,
    /// The pages in their order.
    pub(super) pages: Vec<u32>,
    /// The signature fields, each with its widget in one.
    pub(super) fields: Vec<u32>,
    /// The root of the structure tree.
    pub(super) structure: Option<u32>,
    /// The element `Document` below it.
    pub(super) document: Option<u32>,
}

impl Original {
    /// Reads a file of ours: one revision, a classic table, no object streams.
    pub(super) fn read(bytes: &[u8]) -> Option<Original> {
        let section = last_section(bytes)?;
        let read = xref::table(&mut Parser::new(bytes, section), bytes, usize::MAX).ok()?;
        let offsets = offsets(&read.entries)?;
        let catalog = read.trailer.get("Root")?.as_reference()?;
        let info = read.trailer.get("Info").and_then(Object::as_reference);
        let mut original = Original {
            offsets,
            section,
            trailer: read.trailer,
            catalog,
            info,
            metadata: None,
            pages: Vec::new(),
            fields: Vec::new(),
            structure: None,
            document: None,
        };
        original.find_roles(bytes)?;
        Some(original)
    }

    /// The objects of the original in a file that begins with it.
    pub(super) fn file<'a>(&'a self, bytes: &'a [u8]) -> PdfState<'a> {
        PdfState { bytes, offsets: &self.offsets, changed: BTreeMap::new() }
    }

    /// Whether an object may change in another way than to an equal value.
    pub(super) fn has_role(&self, number: u32) -> bool {
        let some = [Some(self.catalog), self.info, self.metadata, self.structure, self.document];
        some.contains(&Some(number))
            || self.fields.contains(&number)
            || self.pages.contains(&number)
    }

    /// The number of a page, counted from 1.
    pub(super) fn page_number(&self, page: u32) -> Option<u32> {
        let index = self.pages.iter().position(|own| *own == page)?;
        u32::try_from(index + 1).ok()
    }

    fn find_roles(&mut self, bytes: &[u8]) -> Option<()> {
        let file = self.file(bytes);
        let catalog = file.dictionary(&Object::Reference(self.catalog))?;
        let reference = |dictionary: &Dictionary, key| dictionary.get(key)?.as_reference();
        let pages = pages(&file, &catalog);
        let form = file.dictionary_at(&catalog, "AcroForm").unwrap_or_default();
        let fields = file.array_at(&form, "Fields");
        let fields = fields.iter().filter_map(Object::as_reference).collect();
        let metadata = reference(&catalog, "Metadata");
        let structure = reference(&catalog, "StructTreeRoot");
        let root = file.dictionary_at(&catalog, "StructTreeRoot");
        let document = root.and_then(|root| reference(&root, "K"));
        (self.pages, self.fields, self.metadata) = (pages, fields, metadata);
        (self.structure, self.document) = (structure, document);
        Some(())
    }

    /// The first object in use that has the byte at `place`.
    pub(super) fn object_at(&self, place: usize) -> Option<u32> {
        let before = self.offsets.iter().enumerate().filter(|(_, at)| **at > 0 && **at <= place);
        let (number, _) = before.max_by_key(|(_, at)| **at)?;
        u32::try_from(number).ok().filter(|_| place < self.section)
    }

    /// What an object is for, in the reader's words, and on which page it is first used.
    pub(super) fn role(&self, file: &PdfState<'_>, number: u32) -> (&'static str, Option<u32>) {
        if number == self.catalog {
            return ("le impostazioni generali del documento", None);
        }
        if let Some(page) = self.page_number(number) {
            return ("la pagina", Some(page));
        }
        if self.fields.contains(&number) {
            return ("il campo preparato per una firma", self.page_of_field(file, number));
        }
        if let Some((words, page)) = self.on_a_page(file, number) {
            return (words, Some(page));
        }
        (self.elsewhere(file, number), None)
    }

    fn page_of_field(&self, file: &PdfState<'_>, field: u32) -> Option<u32> {
        let field = file.dictionary(&Object::Reference(field))?;
        self.page_number(field.get("P")?.as_reference()?)
    }

    /// The first page that uses the object, and for what.
    fn on_a_page(&self, file: &PdfState<'_>, number: u32) -> Option<(&'static str, u32)> {
        let shared = self.structure.into_iter().chain(self.pages.iter().copied());
        let mut seen: BTreeSet<u32> = shared.chain([self.catalog]).collect();
        for page in &self.pages {
            let Some(dictionary) = file.dictionary(&Object::Reference(*page)) else { continue };
            for (key, words) in PAGE_PARTS {
                let part = dictionary.get(key);
                if part.is_some_and(|part| reaches(file, part, number, &mut seen)) {
                    return Some((words, self.page_number(*page)?));
                }
            }
        }
        None
    }

    fn elsewhere(&self, file: &PdfState<'_>, number: u32) -> &'static str {
        let Some(catalog) = file.dictionary(&Object::Reference(self.catalog)) else {
            return UNKNOWN_PART;
        };
        let mut seen: BTreeSet<u32> = self.pages.iter().copied().collect();
        let mut found = DOCUMENT_PARTS.iter().filter(|(key, _)| {
            catalog.get(key).is_some_and(|part| reaches(file, part, number, &mut seen))
        });
        match found.next() {
            Some((_, words)) => words,
            None if Some(number) == self.info => "le proprietà del documento",
            None => UNKNOWN_PART,
        }
    }
}

const UNKNOWN_PART: &str = "una parte del documento";

const PAGE_PARTS: [(&str, &str); 3] = [
    ("Contents", "il contenuto della pagina"),
    ("Resources", "i caratteri o le risorse della pagina"),
    ("Annots", "i campi o i collegamenti della pagina"),
];

const DOCUMENT_PARTS: [(&str, &str); 7] = [
    ("Pages", "l'elenco delle pagine"),
    ("Metadata", "le proprietà del documento"),
    ("StructTreeRoot", "la struttura letta da chi non vede"),
    ("Outlines", "i segnalibri"),
    ("OutputIntents", "il profilo dei colori"),
    ("AcroForm", "i campi di firma"),
    ("Names", "i nomi del documento"),
];

/// Whether `number` can be reached from `object` through objects not yet `seen`.
fn reaches(file: &PdfState<'_>, object: &Object, number: u32, seen: &mut BTreeSet<u32>) -> bool {
    let mut open = vec![object.clone()];
    while let Some(object) = open.pop() {
        if let Object::Reference(found) = object {
            if found == number {
                return true;
            }
            if seen.insert(found) {
                open.push(file.load(found));
            }
            continue;
        }
        open.extend(object.parts().into_iter().cloned());
    }
    false
}

/// The offset after the last `startxref`, in a file that ends as ours do.
fn last_section(bytes: &[u8]) -> Option<usize> {
    /// How much room the end of a file takes.
    const TAIL: usize = 64;
    let from = bytes.len().saturating_sub(TAIL);
    let start = from + find(&bytes[from..], b"startxref")?;
    let mut parser = Parser::new(bytes, start);
    parser.word("startxref").ok()?;
    usize::try_from(parser.digits().ok()?).ok()
}

/// The offsets by number.
fn offsets(entries: &BTreeMap<u32, XrefEntry>) -> Option<Vec<usize>> {
    let last = *entries.keys().next_back()? as usize;
    // Numbers are given without gaps, so their count bounds the highest.
    if last > 2 * entries.len() {
        return None;
    }
    let mut offsets = vec![0; last + 1];
    for (number, entry) in entries {
        if let XrefEntry::At(at) = entry {
            offsets[*number as usize] = *at;
        }
    }
    Some(offsets)
}

/// The pages below the catalog in their order.
fn pages(file: &PdfState<'_>, catalog: &Dictionary) -> Vec<u32> {
    let mut seen = BTreeSet::new();
    let mut pages = Vec::new();
    let mut open: Vec<u32> =
        catalog.get("Pages").and_then(Object::as_reference).into_iter().collect();
    while let Some(number) = open.pop() {
        let Some(node) = file.dictionary(&Object::Reference(number)) else { continue };
        if !seen.insert(number) {
            continue;
        }
        if node.has_name("Type", "Page") {
            pages.push(number);
        }
        let kids = file.array_at(&node, "Kids");
        open.extend(kids.iter().rev().filter_map(Object::as_reference));
    }
    pages
}
