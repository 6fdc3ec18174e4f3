//! Workbooks of Excel 97 to 2003 (.xls): records of [MS-XLS] in a compound file.
//!
//! Read without calamine, which reserves memory for the whole rectangle between the corners of a
//! sheet and drops how numbers are displayed.

mod cells;
mod drawings;
mod records;
mod texts;

use crate::office::cell_styles::CellStyles;
use crate::office::package::PackageError;
use crate::office::shown_text::{TextEffects, TextHeight};
use crate::office::symbol_fonts::symbol_font;
use crate::office::workbook::book::{WorkbookError, WorkbookReader};
use crate::office::workbook::sheet::SheetCells;
use cells::read_cells;
use records::{XlsRecords, u16_at, u32_at};
use std::io::{Cursor, Read};
use texts::{XlsSharedTexts, short_text, text};

/// Content that the sheets of a workbook share.
#[derive(Default)]
struct XlsGlobals<'s> {
    sheets: Vec<XlsSheet>,
    strings: XlsSharedTexts<'s>,
    is_1904: bool,
    styles: CellStyles,
}

/// Entry of a sheet.
struct XlsSheet {
    name: String,
    /// Start of the records in the stream.
    start: usize,
    is_hidden: bool,
}

/// Reads the sheets of a workbook.
pub(super) fn read_xls(bytes: &[u8], book: &mut WorkbookReader<'_>) -> Result<(), WorkbookError> {
    let stream = workbook_stream(bytes)?;
    let globals = read_globals(&stream)?;
    // Sheets follow one another; in a file made to hurt many entries share the same records.
    let mut left = 2 * stream.len();
    for entry in &globals.sheets {
        if entry.is_hidden {
            book.hidden_sheet(&entry.name);
            continue;
        }
        let mut sheet = SheetCells::new(book, &entry.name);
        let mut records = XlsRecords::from(&stream, entry.start);
        let before = records.left();
        read_cells(&mut records, &globals, &mut sheet)?;
        sheet.finish()?;
        left = left.checked_sub(before - records.left()).ok_or(PackageError::TooLarge)?;
    }
    Ok(())
}

/// Returns the stream of records.
fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, WorkbookError> {
    let damaged = |_| WorkbookError::File(PackageError::Damaged);
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    if container.is_stream("/EncryptedPackage") {
        return Err(WorkbookError::Protected);
    }
    if !container.is_stream("/Workbook") {
        const OTHERS: [(&str, &str); 3] = [
            ("/Book", "una cartella di lavoro di Excel 95 o precedente"),
            ("/WordDocument", "un documento di Word (.doc)"),
            ("/PowerPoint Document", "una presentazione (.ppt)"),
        ];
        let found = OTHERS.iter().find(|(stream, _)| container.is_stream(stream));
        let kind = found.map_or("in un formato che il programma non conosce", |(_, kind)| kind);
        return Err(WorkbookError::OtherKind(kind));
    }
    let mut stream = Vec::new();
    let part = container.open_stream("/Workbook").map_err(damaged)?;
    // Streams are not compressed, so that none is larger than the file.
    part.take(bytes.len() as u64).read_to_end(&mut stream).map_err(damaged)?;
    Ok(stream)
}

/// Reads the records before those of the sheets.
fn read_globals(stream: &[u8]) -> Result<XlsGlobals<'_>, WorkbookError> {
    let mut globals = XlsGlobals::default();
    let mut records = XlsRecords::from(stream, 0);
    let first = records.next().filter(|record| record.kind == records::BOF);
    // Excel 95 encodes texts differently ([MS-XLS], 2.4.21).
    if first.and_then(|record| u16_at(record.data, 0)) != Some(0x0600) {
        return Err(PackageError::Damaged.into());
    }
    while let Some(record) = records.next() {
        match record.kind {
            records::EOF => {
                globals.styles.formats.read();
                return Ok(globals);
            }
            records::FILE_PASS => return Err(WorkbookError::Protected),
            records::DATE_1904 => globals.is_1904 = u16_at(record.data, 0) == Some(1),
            records::FORMAT => {
                if let (Some(id), Some(code)) =
                    (u16_at(record.data, 0), text(record.data.get(2..).unwrap_or_default()))
                {
                    globals.styles.formats.add_code(u32::from(id), code);
                }
            }
            records::FONT => globals.styles.fonts.push(effects(record.data)),
            records::XF => {
                let number = |at| u16_at(record.data, at).unwrap_or(0);
                globals.styles.add_style(u32::from(number(2)), font_index(number(0)));
            }
            records::BOUND_SHEET => globals.sheets.extend(sheet(record.data)),
            records::SST => globals.strings = XlsSharedTexts::read(record.data, &mut records),
            _ => {}
        }
    }
    Err(PackageError::Damaged.into())
}

/// Returns the place of a font in the list of fonts: no font has the number 4 (FontIndex, 2.5.129).
fn font_index(number: u16) -> usize {
    usize::from(if number > 4 { number - 1 } else { number })
}

/// Reads the effects of a font ([MS-XLS], 2.4.122).
fn effects(data: &[u8]) -> TextEffects {
    const STRUCK: u16 = 0x08;
    let height = match u16_at(data, 8) {
        Some(1) => TextHeight::Raised,
        Some(2) => TextHeight::Lowered,
        _ => TextHeight::Line,
    };
    let name = data.get(14..).and_then(short_text).unwrap_or_default();
    let is_struck = u16_at(data, 2).is_some_and(|flags| flags & STRUCK > 0);
    TextEffects { is_struck, height, symbols: symbol_font(&name) }
}

/// Reads the entry of a sheet ([MS-XLS], 2.4.28); `None` for macros and charts.
fn sheet(data: &[u8]) -> Option<XlsSheet> {
    const WORKSHEET: u8 = 0;
    let (start, state, kind) = (u32_at(data, 0)? as usize, *data.get(4)? & 3, *data.get(5)?);
    let name = short_text(data.get(6..)?)?;
    (kind == WORKSHEET).then_some(XlsSheet { name, start, is_hidden: state != 0 })
}
