//! Workbooks of Excel (.xlsx, .xlsm), cell by cell: a range would be as large as its corners
//! are far apart.

use super::limits::Limits;
use super::package::Package;
use super::sheet::{NO_RESULT, SheetBuilder, Shown, hidden};
use super::{CellKind, Grid, number};
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::{FileId, SourceMap, Span};
use calamine::{CellErrorType, DataRef, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use std::collections::BTreeSet;
use std::io::Cursor;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Reads the sheets that show something.
pub(super) fn read_xlsx(
    name: &str,
    bytes: &[u8],
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Vec<Grid>> {
    let file = sources.add(name, "");
    let start = Span::new(file, 0..0);
    let package = Package::open(bytes, "una cartella di lavoro .xlsx", start, findings)?;
    if !package.has("xl/workbook.xml")
        && !package.names().iter().any(|n| n.ends_with("workbook.xml"))
    {
        findings.push(not_a_workbook(start));
        return None;
    }
    if package.has("xl/vbaProject.bin") {
        findings.push(
            Diagnostic::new(
                Code::MacrosIgnored,
                start,
                "Il file contiene delle macro: non sono state eseguite.",
            )
            .hint("I dati sono stati letti come stanno nelle celle."),
        );
    }
    drop(package);
    let grids = super::guard::guarded(|| read_book(file, bytes, sources, findings));
    match grids {
        Some(Ok(grids)) => Some(grids),
        Some(Err(finding)) => {
            findings.push(*finding);
            None
        }
        None => {
            findings.push(damaged(start, "il contenuto non si legge"));
            None
        }
    }
}

fn not_a_workbook(place: Span) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, place, "Il file non è una cartella di lavoro di Excel.")
        .hint("Aprirlo con il programma che l'ha scritto e salvarlo come .xlsx.")
}

fn damaged(place: Span, cause: &str) -> Diagnostic {
    let message = format!("La cartella di lavoro è danneggiata: {cause}.");
    Diagnostic::new(Code::Unreadable, place, message)
        .hint("Aprirla con Excel o LibreOffice e salvarla di nuovo.")
}

fn read_book(
    file: FileId,
    bytes: &[u8],
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Result<Vec<Grid>, Box<Diagnostic>> {
    let start = Span::new(file, 0..0);
    let broken = |_: XlsxError| Box::new(damaged(start, "manca una parte, o non è scritta bene"));
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut limits = Limits::default();
    let mut grids = Vec::new();
    let sheets = book.sheets_metadata().to_vec();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        if sheet.visible != SheetVisible::Visible {
            findings.push(hidden(&sheet.name, file));
            continue;
        }
        let formulas = formulas(&mut book, &sheet.name).map_err(broken)?;
        let merged = book.merge_cells_by_sheet_name(&sheet.name).map_err(broken)?;
        let mut builder = SheetBuilder::new(file, &sheet.name, sources, &mut limits);
        for area in merged {
            let (rows, columns) =
                (area.end.0.saturating_sub(area.start.0), area.end.1.saturating_sub(area.start.1));
            builder.merge(area.start, rows.saturating_add(1), columns.saturating_add(1));
        }
        let is_1904 = book.has_1904_epoch();
        let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(broken)?;
        let styles = cells.styles().to_vec();
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(broken)? {
            let (row, column) = cell.get_position();
            let has_formula = formulas.contains(&(row, column));
            let Some((text, kind)) =
                shown(cell.get_value(), styles.get(style), is_1904, has_formula)
            else {
                continue;
            };
            builder.cell(Shown { row, column, text, kind })?;
        }
        grids.extend(builder.finish(findings));
    }
    if grids.is_empty() {
        return Err(Box::new(nothing(start)));
    }
    Ok(grids)
}

/// A file without a cell that shows anything.
pub(super) fn nothing(place: Span) -> Diagnostic {
    Diagnostic::new(Code::NoHead, place, "I fogli del file sono vuoti.")
        .hint("Controllare che il file sia quello giusto, e che sia stato salvato.")
}

/// The places of the formulas of a sheet.
fn formulas(book: &mut Book<'_>, name: &str) -> Result<BTreeSet<(u32, u32)>, XlsxError> {
    let mut places = BTreeSet::new();
    let mut cells = book.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_formula()? {
        if !cell.get_value().is_empty() {
            places.insert(cell.get_position());
        }
        if places.len() > super::limits::MOST_CELLS {
            break;
        }
    }
    Ok(places)
}

fn shown(
    value: &DataRef<'_>,
    style: Option<&Style>,
    is_1904: bool,
    has_formula: bool,
) -> Option<(String, CellKind)> {
    let format = style.and_then(|style| style.number_format.as_ref());
    let code = format.map_or("General", |format| format.format_code.as_str());
    let id = format.and_then(|format| format.format_id);
    let text = |text: &str| (text.to_owned(), CellKind::Text);
    Some(match value {
        DataRef::Int(n) => number::shown(*n as f64, code, id, is_1904),
        DataRef::Float(n) => number::shown(*n, code, id, is_1904),
        DataRef::DateTime(date) => number::shown(date.as_f64(), code, id, is_1904),
        DataRef::String(words) => text(words),
        DataRef::SharedString(words) => text(words),
        DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => {
            (words.clone(), CellKind::Date)
        }
        DataRef::Bool(truth) => text(if *truth { "VERO" } else { "FALSO" }),
        DataRef::Error(error) => (error_text(error).to_owned(), CellKind::Error),
        DataRef::Empty if has_formula => (NO_RESULT.to_owned(), CellKind::Error),
        DataRef::Empty => return None,
    })
}

/// An error value in the letters of Italian programs.
pub(super) fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/D",
        CellErrorType::Name => "#NOME?",
        CellErrorType::Null => "#NULLO!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#RIF!",
        CellErrorType::Value => "#VALORE!",
        CellErrorType::GettingData => "#DATI",
    }
}
