//! Words for the use of an object, by the page or the part of the document that leads to it.

use super::object::Object;
use super::original::Original;
use super::state::PdfState;
use std::collections::BTreeSet;

/// Fallback for an object that nothing leads to.
const UNKNOWN_PART: &str = "una parte del documento";

/// Keys of a page with the names that readers know for what they lead to.
const PAGE_PARTS: [(&str, &str); 3] = [
    ("Contents", "il contenuto della pagina"),
    ("Resources", "i caratteri o le risorse della pagina"),
    ("Annots", "i campi o i collegamenti della pagina"),
];

/// Keys of the catalog with the names that readers know for what they lead to.
const DOCUMENT_PARTS: [(&str, &str); 7] = [
    ("Pages", "l'elenco delle pagine"),
    ("Metadata", "le proprietà del documento"),
    ("StructTreeRoot", "la struttura letta da chi non vede"),
    ("Outlines", "i segnalibri"),
    ("OutputIntents", "il profilo dei colori"),
    ("AcroForm", "i campi di firma"),
    ("Names", "i nomi del documento"),
];

/// Describes the use of an object to the reader, with the first page that uses it.
pub(super) fn describe(
    original: &Original,
    state: &PdfState<'_>,
    number: u32,
) -> (&'static str, Option<u32>) {
    if number == original.catalog {
        return ("le impostazioni generali del documento", None);
    }
    if let Some(page) = original.page_number(number) {
        return ("la pagina", Some(page));
    }
    if original.fields.contains(&number) {
        return ("il campo preparato per una firma", page_of_field(original, state, number));
    }
    if let Some((words, page)) = use_on_page(original, state, number) {
        return (words, Some(page));
    }
    (use_in_document(original, state, number), None)
}

fn page_of_field(original: &Original, state: &PdfState<'_>, field: u32) -> Option<u32> {
    let field = state.dictionary(&Object::Reference(field))?;
    original.page_number(field.get("P")?.as_reference()?)
}

/// Finds the first page that uses the object, and the kind of use.
fn use_on_page(
    original: &Original,
    state: &PdfState<'_>,
    number: u32,
) -> Option<(&'static str, u32)> {
    // From these everything can be reached, so they would make every use that of page 1.
    let shared = original.structure.into_iter().chain(original.pages.iter().copied());
    let mut seen: BTreeSet<u32> = shared.chain([original.catalog]).collect();
    for page in &original.pages {
        let Some(dictionary) = state.dictionary(&Object::Reference(*page)) else { continue };
        for (key, words) in PAGE_PARTS {
            let part = dictionary.get(key);
            if part.is_some_and(|part| reaches(state, part, number, &mut seen)) {
                return Some((words, original.page_number(*page)?));
            }
        }
    }
    None
}

/// Describes an object that no page uses, by the part of the document that leads to it.
fn use_in_document(original: &Original, state: &PdfState<'_>, number: u32) -> &'static str {
    let Some(catalog) = state.dictionary(&Object::Reference(original.catalog)) else {
        return UNKNOWN_PART;
    };
    let mut seen: BTreeSet<u32> = original.pages.iter().copied().collect();
    let mut found = DOCUMENT_PARTS.iter().filter(|(key, _)| {
        catalog.get(key).is_some_and(|part| reaches(state, part, number, &mut seen))
    });
    match found.next() {
        Some((_, words)) => words,
        None if Some(number) == original.info => "le proprietà del documento",
        None => UNKNOWN_PART,
    }
}

/// Returns `true` if references lead from `object` to `number` through objects not in `seen`.
fn reaches(state: &PdfState<'_>, object: &Object, number: u32, seen: &mut BTreeSet<u32>) -> bool {
    let mut open = vec![object.clone()];
    while let Some(object) = open.pop() {
        if let Object::Reference(found) = object {
            if found == number {
                return true;
            }
            if seen.insert(found) {
                open.push(state.load(found));
            }
            continue;
        }
        open.extend(object.parts().into_iter().cloned());
    }
    false
}
