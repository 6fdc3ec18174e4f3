//! Workbooks of older Excel (.xls). The reader's ranges are as large as their corners are far
//! apart, so the corners are looked at first.

use super::limits::Limits;
use super::sheet::{SheetBuilder, Shown, hidden};
use super::xlsx::{error_text, nothing};
use super::{CellKind, Grid, number};
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::{FileId, SourceMap, Span};
use calamine::{Data, Reader, SheetType, SheetVisible, Xls};
use std::io::{Cursor, Read};

/// The most cells between the corners of a sheet: two million take some 64 MB.
const LARGEST: u64 = 2_000_000;

/// Reads the sheets that show something.
pub(super) fn read_xls(
    name: &str,
    bytes: &[u8],
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Vec<Grid>> {
    let file = sources.add(name, "");
    let place = Span::new(file, 0..0);
    if !bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        findings.push(
            Diagnostic::new(Code::Unreadable, place, "Il file non è una cartella di lavoro .xls.")
                .hint("Alcuni programmi danno questo nome a pagine o testi: aprirlo con Excel o LibreOffice e salvarlo come .xlsx."),
        );
        return None;
    }
    let read = super::guard::guarded(|| match largest(bytes) {
        None => Err(Box::new(damaged(place))),
        Some(area) if area > LARGEST => Err(Box::new(too_large(place))),
        Some(_) => read_book(file, bytes, sources, findings),
    });
    match read.unwrap_or_else(|| Err(Box::new(damaged(place)))) {
        Ok(grids) => Some(grids),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

fn damaged(place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::Unreadable,
        place,
        "La cartella di lavoro è danneggiata, o protetta da una password.",
    )
    .hint("Aprirla con Excel o LibreOffice, togliere la password se c'è, e salvarla come .xlsx.")
}

fn too_large(place: Span) -> Diagnostic {
    Diagnostic::new(Code::LimitExceeded, place, "Un foglio ha celle troppo lontane fra loro.")
        .hint("Togliere le celle lontane dalla tabella, oppure salvare il file come .xlsx.")
}

/// The number of cells between the corners of the largest sheet ([MS-XLS], 2.5.13: a cell
/// begins with its row and column).
fn largest(bytes: &[u8]) -> Option<u64> {
    const BOF: u16 = 0x0809;
    const CELLS: [u16; 10] =
        [0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E];
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let path = ["/Workbook", "/Book"].into_iter().find(|path| container.is_stream(path))?;
    let mut stream = Vec::new();
    container.open_stream(path).ok()?.read_to_end(&mut stream).ok()?;
    let (mut at, mut most) = (0, 0);
    let mut corner: Option<[u64; 4]> = None;
    let word = |i: usize| Some(u16::from_le_bytes([*stream.get(i)?, *stream.get(i + 1)?]));
    while let (Some(kind), Some(length)) = (word(at), word(at + 2)) {
        if kind == BOF {
            corner = None;
        } else if CELLS.contains(&kind)
            && let (Some(row), Some(column)) = (word(at + 4), word(at + 6))
        {
            let (row, column) = (u64::from(row), u64::from(column));
            let [top, left, bottom, right] = corner.unwrap_or([row, column, row, column]);
            let wider = [top.min(row), left.min(column), bottom.max(row), right.max(column)];
            corner = Some(wider);
            most = most.max((wider[2] - wider[0] + 1) * (wider[3] - wider[1] + 1));
        }
        at += 4 + usize::from(length);
    }
    Some(most)
}

fn read_book(
    file: FileId,
    bytes: &[u8],
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Result<Vec<Grid>, Box<Diagnostic>> {
    let place = Span::new(file, 0..0);
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| Box::new(damaged(place)))?;
    let mut limits = Limits::default();
    let mut grids = Vec::new();
    let sheets = book.sheets_metadata().to_vec();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        if sheet.visible != SheetVisible::Visible {
            findings.push(hidden(&sheet.name, file));
            continue;
        }
        let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let Ok(range) = book.worksheet_range(&sheet.name) else { continue };
        let mut builder = SheetBuilder::new(file, &sheet.name, sources, &mut limits);
        for area in merged {
            let (rows, columns) =
                (area.end.0.saturating_sub(area.start.0), area.end.1.saturating_sub(area.start.1));
            builder.merge(area.start, rows.saturating_add(1), columns.saturating_add(1));
        }
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let Some((text, kind)) = shown(value) else { continue };
            let at =
                |n: usize, from: u32| from.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
            builder.cell(Shown { row: at(row, top), column: at(column, left), text, kind })?;
        }
        grids.extend(builder.finish(findings));
    }
    if grids.is_empty() { Err(Box::new(nothing(place))) } else { Ok(grids) }
}

fn shown(value: &Data) -> Option<(String, CellKind)> {
    let text = |text: &str| (text.to_owned(), CellKind::Text);
    Some(match value {
        Data::Int(n) => number::bare(*n as f64),
        Data::Float(n) => number::bare(*n),
        // What is shown of a date is not known; the day is what offices write.
        Data::DateTime(date) => number::shown(date.as_f64(), "dd/mm/yyyy", None, false),
        Data::String(words) => text(words),
        Data::DateTimeIso(words) | Data::DurationIso(words) => (words.clone(), CellKind::Date),
        Data::Bool(truth) => text(if *truth { "VERO" } else { "FALSO" }),
        Data::Error(error) => (error_text(error).to_owned(), CellKind::Error),
        Data::Empty => return None,
    })
}
