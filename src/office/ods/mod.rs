//! Spreadsheets of LibreOffice and others (.ods, .fods; OASIS OpenDocument 1.3, part 3, 9).
//!
//! The file stores the displayed text of each cell, which calamine drops.
//! Repeated rows and columns are expanded only if they show something.

mod addresses;
mod cell;
mod styles;
mod table;

use crate::office::package::{Package, PackageError};
use crate::office::part_encoding::in_utf8;
use crate::office::workbook::book::{WorkbookError, WorkbookReader};
use crate::office::workbook::sheet::SheetCells;
use crate::office::xml::{Xml, attribute, text};
use quick_xml::events::Event;
use std::io::{BufRead, Read};
use styles::OdsStyles;
use table::read_table;

/// Kind of an OpenDocument file that is no spreadsheet, for messages.
const OTHER_KIND: &str = "un documento di OpenDocument di altro tipo (.odt o simili)";

/// Reads the sheets of a spreadsheet.
pub(super) fn read_ods(
    package: &mut Package<'_>,
    book: &mut WorkbookReader<'_>,
) -> Result<(), WorkbookError> {
    if package.has("META-INF/manifest.xml") && is_encrypted(package.part("META-INF/manifest.xml")?)?
    {
        return Err(WorkbookError::Protected);
    }
    if package.has("mimetype") {
        let mut kind = String::new();
        package
            .part("mimetype")?
            // The kind is a short name; a longer part is no such file, and need not be unpacked.
            .take(200)
            .read_to_string(&mut kind)
            .map_err(PackageError::from)?;
        if !kind.contains("spreadsheet") {
            return Err(WorkbookError::OtherKind(OTHER_KIND));
        }
    }
    let mut styles = OdsStyles::default();
    if package.has("styles.xml") {
        read_content(&mut Xml::new(package.part("styles.xml")?), &mut styles, book)?;
    }
    read_content(&mut Xml::new(package.part("content.xml")?), &mut styles, book)
}

/// Reads the sheets of a spreadsheet that is a single XML file.
pub(super) fn read_fods(bytes: &[u8], book: &mut WorkbookReader<'_>) -> Result<(), WorkbookError> {
    let mut xml = Xml::new(in_utf8(bytes)?);
    read_content(&mut xml, &mut OdsStyles::default(), book)
}

/// Reads styles and tables in the order in which they stand: styles come first.
fn read_content(
    xml: &mut Xml<impl BufRead>,
    styles: &mut OdsStyles,
    book: &mut WorkbookReader<'_>,
) -> Result<(), WorkbookError> {
    loop {
        let event = xml.event()?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "table" => {
                let name = attribute(tag, "name").unwrap_or_default().into_owned();
                let style = attribute(tag, "style-name").unwrap_or_default().into_owned();
                if matches!(event, Event::Empty(_)) {
                    continue;
                }
                if styles.is_hidden(&style) {
                    // A hidden sheet shows nothing, so it is reported and not read.
                    book.hidden_sheet(&name);
                    skip_table(xml)?;
                } else {
                    let mut sheet = SheetCells::new(book, &name);
                    read_table(xml, styles, &mut sheet)?;
                    sheet.page_texts(styles.page_texts(&style));
                    sheet.finish()?;
                }
            }
            Event::Start(tag) => styles.start(tag),
            Event::Empty(tag) => {
                styles.start(tag);
                styles.end(tag.local_name().as_ref());
            }
            Event::End(tag) => styles.end(tag.local_name().as_ref()),
            Event::Eof => return Ok(()),
            event => styles.text(&text(event)?.unwrap_or_default()),
        }
    }
}

/// Returns `true` if any part is encrypted (OpenDocument 1.3, part 2, 4.5).
fn is_encrypted(manifest: impl BufRead) -> Result<bool, PackageError> {
    let mut xml = Xml::new(manifest);
    loop {
        match xml.event()? {
            Event::Start(tag) | Event::Empty(tag)
                if matches!(tag.local_name().as_ref(), "encryption-data" | "encrypted-key") =>
            {
                return Ok(true);
            }
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

fn skip_table(xml: &mut Xml<impl BufRead>) -> Result<(), PackageError> {
    let mut depth = 1;
    while depth > 0 {
        match xml.event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "table" => depth += 1,
            Event::End(tag) if tag.local_name().as_ref() == "table" => depth -= 1,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
    Ok(())
}
