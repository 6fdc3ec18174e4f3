//! Original file: its objects, and the role of each that a signature may change.

use super::object::{Dictionary, Object};
use super::parse::Parser;
use super::state::PdfState;
use super::xref::{self, XrefEntry};
use memchr::memmem::find;
use std::collections::{BTreeMap, BTreeSet};

/// Role of an object that may change in another way than to an equal value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ObjectRole {
    Catalog,
    Info,
    Metadata,
    StructureRoot,
    /// Element `Document` of the structure tree.
    DocumentElement,
    /// Prepared signature field.
    Field,
    Page,
}

/// Original file; the roles of its objects decide what may become of them.
#[derive(Debug)]
pub(super) struct Original {
    /// Offsets of its objects by number; 0 for none.
    offsets: Vec<usize>,
    /// Generations of numbers that it leaves free.
    generations: BTreeMap<u32, u16>,
    /// Offset of its section of cross-references.
    pub(super) section: usize,
    pub(super) trailer: Dictionary,
    pub(super) catalog: u32,
    pub(super) info: Option<u32>,
    pub(super) metadata: Option<u32>,
    /// Pages in their order.
    pub(super) pages: Vec<u32>,
    /// Signature fields, each one dictionary with its widget.
    pub(super) fields: Vec<u32>,
    /// Root of the structure tree.
    pub(super) structure: Option<u32>,
    /// Element `Document` below the root.
    pub(super) document: Option<u32>,
}

impl Original {
    /// Reads a file that this program wrote: one revision, a classic table, no object streams.
    pub(super) fn read(bytes: &[u8]) -> Option<Original> {
        let section = last_section(bytes)?;
        let read = xref::table(&mut Parser::new(bytes, section), bytes, usize::MAX).ok()?;
        let offsets = offsets(&read.entries)?;
        let generations = generations(&read.entries);
        let state = PdfState::new(bytes, &offsets, BTreeMap::new());
        let reference = |dictionary: &Dictionary, key| dictionary.get(key)?.as_reference();
        let catalog_number = reference(&read.trailer, "Root")?;
        let catalog = state.dictionary(&Object::Reference(catalog_number))?;
        let form = state.dictionary_at(&catalog, "AcroForm").unwrap_or_default();
        let fields = state.array_at(&form, "Fields");
        let structure_root = state.dictionary_at(&catalog, "StructTreeRoot");
        Some(Original {
            section,
            catalog: catalog_number,
            info: reference(&read.trailer, "Info"),
            metadata: reference(&catalog, "Metadata"),
            pages: pages(&state, &catalog),
            fields: fields.iter().filter_map(Object::as_reference).collect(),
            structure: reference(&catalog, "StructTreeRoot"),
            document: structure_root.and_then(|root| reference(&root, "K")),
            trailer: read.trailer,
            offsets,
            generations,
        })
    }

    /// Returns the state of a file that begins with the original, before its revisions.
    pub(super) fn state<'a>(&'a self, bytes: &'a [u8]) -> PdfState<'a> {
        PdfState::new(bytes, &self.offsets, self.generations.clone())
    }

    /// Returns the role of an object; `None` if it must stay exactly as it is.
    pub(super) fn role(&self, number: u32) -> Option<ObjectRole> {
        let single = [
            (Some(self.catalog), ObjectRole::Catalog),
            (self.info, ObjectRole::Info),
            (self.structure, ObjectRole::StructureRoot),
            (self.document, ObjectRole::DocumentElement),
            (self.metadata, ObjectRole::Metadata),
        ];
        let found = single.into_iter().find(|(object, _)| *object == Some(number));
        match found {
            Some((_, role)) => Some(role),
            None if self.fields.contains(&number) => Some(ObjectRole::Field),
            None if self.pages.contains(&number) => Some(ObjectRole::Page),
            None => None,
        }
    }

    /// Returns the number of a page, counted from 1.
    pub(super) fn page_number(&self, page: u32) -> Option<u32> {
        let index = self.pages.iter().position(|number| *number == page)?;
        u32::try_from(index + 1).ok()
    }

    /// Returns the object that holds the byte at `place`; `None` from the table on.
    pub(super) fn object_at(&self, place: usize) -> Option<u32> {
        // Objects lie one after another, so the last that begins at or before the place holds it.
        let before = self.offsets.iter().enumerate().filter(|(_, at)| **at > 0 && **at <= place);
        let (number, _) = before.max_by_key(|(_, at)| **at)?;
        u32::try_from(number).ok().filter(|_| place < self.section)
    }
}

/// Reads the offset after the last `startxref`, in a file that ends as ours do.
fn last_section(bytes: &[u8]) -> Option<usize> {
    /// Bytes that `startxref`, an offset and `%%EOF` take at most.
    const TAIL: usize = 64;
    let from = bytes.len().saturating_sub(TAIL);
    let start = from + find(&bytes[from..], b"startxref")?;
    let mut parser = Parser::new(bytes, start);
    parser.cursor.word("startxref").ok()?;
    parser.cursor.gap();
    usize::try_from(parser.cursor.digits().ok()?).ok()
}

/// Lists the offsets by object number; `None` if the numbers are far apart.
fn offsets(entries: &BTreeMap<u32, XrefEntry>) -> Option<Vec<usize>> {
    let last = *entries.keys().next_back()? as usize;
    // Our files number objects without gaps; a forged number must not cost gigabytes.
    if last > 2 * entries.len() {
        return None;
    }
    let mut offsets = vec![0; last + 1];
    for (number, entry) in entries {
        match *entry {
            XrefEntry::At(at, 0) => offsets[*number as usize] = at,
            XrefEntry::Free { .. } => {}
            // Our files write no later generations.
            _ => return None,
        }
    }
    Some(offsets)
}

/// Lists the generations that free numbers are to be used with, except 0.
fn generations(entries: &BTreeMap<u32, XrefEntry>) -> BTreeMap<u32, u16> {
    let free = entries.iter().filter_map(|(number, entry)| match entry {
        XrefEntry::Free { generation, .. } if *generation > 0 => Some((*number, *generation)),
        _ => None,
    });
    free.collect()
}

/// Collects the pages below the catalog in their order.
fn pages(state: &PdfState<'_>, catalog: &Dictionary) -> Vec<u32> {
    let mut seen = BTreeSet::new();
    let mut pages = Vec::new();
    let mut open: Vec<u32> =
        catalog.get("Pages").and_then(Object::as_reference).into_iter().collect();
    while let Some(number) = open.pop() {
        let Some(node) = state.dictionary(&Object::Reference(number)) else { continue };
        if !seen.insert(number) {
            continue;
        }
        if node.has_name("Type", "Page") {
            pages.push(number);
        }
        let kids = state.array_at(&node, "Kids");
        open.extend(kids.iter().rev().filter_map(Object::as_reference));
    }
    pages
}
