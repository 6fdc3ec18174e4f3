//! Workbooks of Excel (.xlsx, .xlsm; ECMA-376-1, 18), read cell by cell.
//!
//! Only cells that show something are kept: calamine reserves memory for the
//! whole rectangle between the corners of a sheet, and drops how a number is displayed.

mod cells;
mod comments;
mod drawings;
mod extended_rules;
mod formulas;
mod look;
pub(super) mod reference;
mod rich_values;
mod signs;
mod strings;
mod styles;

use crate::diag::{Code, Diagnostic};
use crate::office::cell_styles::CellStyles;
use crate::office::package::{Package, PackageError};
use crate::office::relationships::part_links;
use crate::office::workbook::book::{WorkbookError, WorkbookReader};
use crate::office::workbook::remarks::CellRemark;
use crate::office::workbook::sheet::SheetCells;
use crate::office::xml::{Xml, attribute, flag};
pub use formulas::SheetFormulas;
pub(crate) use formulas::read_formulas;
pub(crate) use look::read_look;
pub use look::{
    CellArea, CellLook, CellValue, FontLook, LookFact, LookKind, RgbColor, SheetLook, StyleLook,
    WorkbookLook,
};

pub use signs::{shifted, without_signs};

use cells::{XlsxShared, read_cells};
use comments::{joined, read_comments};
use drawings::read_drawings;
use quick_xml::events::Event;
use rich_values::XlsxRichValues;
use std::collections::BTreeMap;
use strings::XlsxSharedStrings;
use styles::read_styles;

/// Finds the part of the package that holds the workbook; `None` if there is none.
///
/// # Errors
/// [`PackageError`] if its relationships cannot be read.
pub(super) fn workbook_part(package: &mut Package<'_>) -> Result<Option<String>, PackageError> {
    const USUAL: &str = "xl/workbook.xml";
    let named = if package.has("_rels/.rels") {
        relationships(package, "")?.into_values().find(|r| r.kind == "officeDocument")
    } else {
        None
    };
    // Programs may name the part as they like; if the relationship leads nowhere, the usual name is
    // tried.
    let part = named.map_or(USUAL.to_owned(), |relationship| relationship.target);
    Ok([part, USUAL.to_owned()].into_iter().find(|part| package.has(part)))
}

/// Reads the sheets of the workbook in `part`.
pub(super) fn read_xlsx(
    package: &mut Package<'_>,
    part: &str,
    book: &mut WorkbookReader<'_>,
) -> Result<(), WorkbookError> {
    let workbook = read_workbook(package, part)?;
    let relationships = relationships(package, part)?;
    let of_kind = |kind: &str| relationships.values().find(|r| r.kind == kind);
    if of_kind("vbaProject").is_some() {
        let message = "Il file contiene delle macro: non sono state eseguite.";
        let note = Diagnostic::new(Code::MacrosIgnored, book.start(), message);
        book.findings.push(note.hint("I dati sono stati letti come stanno nelle celle."));
    }
    let strings = match of_kind("sharedStrings").filter(|r| package.has(&r.target)) {
        Some(strings) => XlsxSharedStrings::read(package.part(&strings.target)?)?,
        None => XlsxSharedStrings::default(),
    };
    let mut styles = match of_kind("styles").filter(|r| package.has(&r.target)) {
        Some(styles) => read_styles(package.part(&styles.target)?)?,
        None => CellStyles::default(),
    };
    styles.keeps_struck = !book.is_shown;
    let rich_values = XlsxRichValues::read(package, part)?;
    let shared = XlsxShared { strings, styles, rich_values, is_1904: workbook.is_1904 };
    for sheet in &workbook.sheets {
        let found = relationships.get(&sheet.id);
        let Some(found) = found.filter(|found| package.has(&found.target)) else {
            // Modules of macros are listed as sheets without a part.
            if sheet.is_hidden || sheet.id.is_empty() {
                book.sheet_without_cells(&sheet.name);
                continue;
            }
            // A sheet that cannot be found may hold objectives: better no plan than half of one.
            return Err(PackageError::Damaged.into());
        };
        // Sheets that hold a chart or a dialog of Excel 5 have no cells.
        if found.kind != "worksheet" {
            continue;
        }
        if sheet.is_hidden {
            book.hidden_sheet(&sheet.name);
            continue;
        }
        let mut cells = SheetCells::new(book, &sheet.name);
        read_cells(package.part(&found.target)?, &shared, &mut cells)?;
        read_what_is_above(package, &found.target, &mut cells)?;
        cells.finish()?;
    }
    Ok(())
}

/// Reads what lies above the cells of a sheet: comments, text boxes, pictures.
fn read_what_is_above(
    package: &mut Package<'_>,
    part: &str,
    cells: &mut SheetCells<'_, '_>,
) -> Result<(), PackageError> {
    let (mut comments, mut threads) = (Vec::new(), Vec::new());
    for link in part_links(package, part)? {
        if !package.has(&link.target) {
            continue;
        }
        match link.kind.as_str() {
            "comments" => comments.extend(read_comments(package.part(&link.target)?)?),
            "threadedComment" => threads.extend(read_comments(package.part(&link.target)?)?),
            "drawing" => {
                let drawings = read_drawings(package.part(&link.target)?)?;
                drawings.into_iter().for_each(|(at, remark)| cells.remark(at, remark));
            }
            _ => {}
        }
    }
    for comment in joined(comments, threads) {
        cells.remark(comment.position, CellRemark::Comment(comment.text));
    }
    Ok(())
}

/// Content of the workbook part.
#[derive(Default)]
struct XlsxWorkbook {
    is_1904: bool,
    sheets: Vec<XlsxSheet>,
}

/// Entry of a sheet in the workbook part.
struct XlsxSheet {
    name: String,
    /// Identifier of the relationship to the part of the sheet.
    id: String,
    is_hidden: bool,
}

fn read_workbook(package: &mut Package<'_>, part: &str) -> Result<XlsxWorkbook, PackageError> {
    let mut xml = Xml::new(package.part(part)?);
    let mut workbook = XlsxWorkbook::default();
    loop {
        match xml.event()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "workbookPr" => workbook.is_1904 = flag(&tag, "date1904"),
                "sheet" => workbook.sheets.push(XlsxSheet {
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

/// Relationship of a part to another one (ECMA-376-2, 8.5.3).
struct Relationship {
    /// Last step of the type, the same in all editions of the standard: `worksheet`.
    kind: String,
    /// Path of the other part from the root of the package.
    target: String,
    /// Address as the file states it, if it leads out of the package.
    address: Option<String>,
}

/// Reads the relationships of a part by identifier; of the package if `part` is empty.
fn relationships(
    package: &mut Package<'_>,
    part: &str,
) -> Result<BTreeMap<String, Relationship>, PackageError> {
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
                let is_external = value("TargetMode") == "External";
                let address = is_external.then(|| value("Target").into_owned());
                list.insert(value("Id").into_owned(), Relationship { kind, target, address });
            }
            Event::Eof => return Ok(list),
            _ => {}
        }
    }
}

/// Resolves a target against a folder; a leading slash means the root of the package.
fn resolved(folder: &str, target: &str) -> String {
    let from = if target.starts_with(['/', '\\']) { "" } else { folder };
    let mut steps = Vec::new();
    for step in from.split('/').chain(target.split(['/', '\\'])) {
        match step {
            "" | "." => {}
            // Above the root there is nothing: a path cannot leave the package.
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
