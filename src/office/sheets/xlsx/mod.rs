//! Workbooks of Excel (.xlsx, .xlsm; ECMA-376-1, 18), cell by cell as they stream out of
//! the package: only what a cell shows is kept, so that a sheet costs what it holds and not
//! what its corners span.

mod cells;
mod formulas;
mod strings;
mod styles;

use super::number::Formats;
use super::sheet::{Book, Stop};
use crate::diag::{Code, Diagnostic};
use crate::office::sheets::package::{Broken, Package};
use crate::office::sheets::xml::{Xml, attribute, flag};
pub(in crate::office) use formulas::formulas;

use cells::{Shared, read_cells};
use quick_xml::events::Event;
use std::collections::BTreeMap;
use strings::Strings;
use styles::read_formats;

/// Where a package keeps its workbook.
///
/// # Errors
/// [`Broken`] if its relationships cannot be read.
pub(super) fn workbook_part(package: &mut Package<'_>) -> Result<Option<String>, Broken> {
    const USUAL: &str = "xl/workbook.xml";
    let named = match package.has("_rels/.rels") {
        true => relationships(package, "")?.into_values().find(|r| r.kind == "officeDocument"),
        false => None,
    };
    let part = named.map_or(USUAL.to_owned(), |relationship| relationship.target);
    Ok([part, USUAL.to_owned()].into_iter().find(|part| package.has(part)))
}

/// Reads the sheets of the workbook that `part` is.
pub(super) fn read_xlsx(
    package: &mut Package<'_>,
    part: &str,
    book: &mut Book<'_>,
) -> Result<(), Stop> {
    let workbook = read_workbook(package, part)?;
    let relationships = relationships(package, part)?;
    let of_kind = |kind: &str| relationships.values().find(|r| r.kind == kind);
    if of_kind("vbaProject").is_some() {
        let message = "Il file contiene delle macro: non sono state eseguite.";
        let note = Diagnostic::new(Code::MacrosIgnored, book.place(), message);
        book.findings.push(note.hint("I dati sono stati letti come stanno nelle celle."));
    }
    let strings = match of_kind("sharedStrings").filter(|r| package.has(&r.target)) {
        Some(strings) => Strings::read(package.part(&strings.target)?)?,
        None => Strings::default(),
    };
    let formats = match of_kind("styles").filter(|r| package.has(&r.target)) {
        Some(styles) => read_formats(package.part(&styles.target)?)?,
        None => Formats::default(),
    };
    let shared = Shared { strings, formats, is_1904: workbook.is_1904 };
    for sheet in &workbook.sheets {
        let Some(found) = relationships.get(&sheet.id) else {
            return Err(Broken::Damaged.into());
        };
        // Charts and the dialogs of old have sheets of their own, without cells.
        if found.kind != "worksheet" {
            continue;
        }
        if sheet.is_hidden {
            book.hidden_sheet(&sheet.name);
            continue;
        }
        let mut cells = book.sheet(&sheet.name);
        read_cells(package.part(&found.target)?, &shared, &mut cells)?;
        cells.finish()?;
    }
    Ok(())
}

/// What the workbook part says of its sheets.
#[derive(Default)]
struct Workbook {
    is_1904: bool,
    sheets: Vec<Entry>,
}

struct Entry {
    name: String,
    /// The relationship that leads to its part.
    id: String,
    is_hidden: bool,
}

fn read_workbook(package: &mut Package<'_>, part: &str) -> Result<Workbook, Broken> {
    let mut xml = Xml::new(package.part(part)?);
    let mut workbook = Workbook::default();
    loop {
        match xml.event()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "workbookPr" => workbook.is_1904 = flag(&tag, "date1904"),
                "sheet" => workbook.sheets.push(Entry {
                    name: attribute(&tag, "name").unwrap_or_default().into_owned(),
                    id: attribute(&tag, "id").unwrap_or_default().into_owned(),
                    is_hidden: attribute(&tag, "state").is_some_and(|state| state != "visible"),
                }),
                _ => {}
            },
            Event::Eof => return Ok(workbook),
            _ => {}
        }
    }
}

/// Where a relationship leads (ECMA-376-2, 8.5.3).
struct Relationship {
    /// The last step of its type, the same in all editions of the standard: `worksheet`.
    kind: String,
    /// The part, from the root of the package.
    target: String,
}

/// The relationships of a part by their identifiers; those of the package for no part.
fn relationships(
    package: &mut Package<'_>,
    part: &str,
) -> Result<BTreeMap<String, Relationship>, Broken> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let mut xml = Xml::new(package.part(&resolved(folder, &format!("_rels/{name}.rels")))?);
    let mut list = BTreeMap::new();
    loop {
        match xml.event()? {
            Event::Start(tag) | Event::Empty(tag)
                if tag.local_name().as_ref() == "Relationship" =>
            {
                let value = |name| attribute(&tag, name).unwrap_or_default();
                let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
                let target = resolved(folder, &value("Target"));
                list.insert(value("Id").into_owned(), Relationship { kind, target });
            }
            Event::Eof => return Ok(list),
            _ => {}
        }
    }
}

/// A target as seen from a folder; one that begins with a slash is seen from the root.
fn resolved(folder: &str, target: &str) -> String {
    let from = if target.starts_with(['/', '\\']) { "" } else { folder };
    let mut steps = Vec::new();
    for step in from.split('/').chain(target.split(['/', '\\'])) {
        match step {
            "" | "." => {}
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_their_folder() {
        for (target, part) in [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("../altro/./foglio.xml", "altro/foglio.xml"),
            ("../../../etc/passwd", "etc/passwd"),
            ("worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ] {
            assert_eq!(resolved("xl", target), part);
        }
    }
}
