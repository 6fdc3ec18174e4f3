//! Workbooks of Excel and LibreOffice: a file is read by its content, whatever its name says,
//! and a file of another kind is named in the finding.

pub(crate) mod book;
pub(super) mod conditional;
pub(crate) mod remarks;
pub(crate) mod sheet;
pub(crate) mod value;

use super::default_password::opened;
use super::limits::package_too_large;
use super::package::{Package, PackageError};
use super::{Grid, ods, xls, xlsx};
use crate::diag::{Code, Diagnostic, Findings};
use crate::file_kind::FileKind;
use crate::source::{SourceMap, Span};
use book::{WorkbookError, WorkbookReader};
pub use value::NO_RESULT;

/// Format of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WorkbookFormat {
    /// Excel since 2007 (.xlsx, .xlsm).
    Xlsx,
    /// Excel up to 2003 (.xls).
    Xls,
    /// OpenDocument (.ods).
    Ods,
}

impl WorkbookFormat {
    fn extension(self) -> &'static str {
        match self {
            WorkbookFormat::Xlsx => ".xlsx",
            WorkbookFormat::Xls => ".xls",
            WorkbookFormat::Ods => ".ods",
        }
    }
}

/// Reads the sheets of a workbook that show something, one grid each, in order.
///
/// Text is read as it is seen if `is_shown`, else as it is written, struck too. Every problem goes to
/// `findings`. Returns `None` if the file cannot be read or shows nothing.
pub(super) fn read_workbook(
    name: &str,
    bytes: &[u8],
    kind: WorkbookFormat,
    is_shown: bool,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Vec<Grid>> {
    let file = sources.add(name, "");
    let mut book = WorkbookReader::new(file, is_shown, sources, findings);
    let place = book.start();
    match read(bytes, &mut book) {
        Ok(found) if found != kind => book.findings.push(misnamed(found, kind, place)),
        Ok(_) => {}
        Err(stop) => {
            book.findings.push(refusal(stop, bytes, place));
            return None;
        }
    }
    if book.grids.is_empty() {
        book.findings.push(empty(place));
        return None;
    }
    Some(book.grids)
}

fn read(bytes: &[u8], book: &mut WorkbookReader<'_>) -> Result<WorkbookFormat, WorkbookError> {
    match FileKind::of(bytes) {
        FileKind::CompoundFile => {
            if let Some(package) = opened(bytes)
                && FileKind::of(&package) == FileKind::Zip
            {
                return read(&package, book);
            }
            xls::read_xls(bytes, book)?;
            return Ok(WorkbookFormat::Xls);
        }
        FileKind::FlatOpenDocument if is_flat_spreadsheet(bytes) => {
            ods::read_fods(bytes, book)?;
            return Ok(WorkbookFormat::Ods);
        }
        FileKind::Zip => {}
        kind => return Err(WorkbookError::OtherKind(kind_name(kind))),
    }
    let mut package = Package::open(bytes)?;
    if package.has("xl/workbook.bin") {
        return Err(WorkbookError::OtherKind("una cartella di lavoro binaria (.xlsb)"));
    }
    if package.has("word/document.xml") {
        return Err(WorkbookError::OtherKind("un documento di Word (.docx)"));
    }
    if let Some(part) = xlsx::workbook_part(&mut package)? {
        xlsx::read_xlsx(&mut package, &part, book)?;
        return Ok(WorkbookFormat::Xlsx);
    }
    if package.has("META-INF/manifest.xml") || package.has("content.xml") {
        ods::read_ods(&mut package, book)?;
        return Ok(WorkbookFormat::Ods);
    }
    Err(WorkbookError::OtherKind("un archivio .zip"))
}

/// Returns `true` if an OpenDocument file in a single XML states that it is a spreadsheet.
fn is_flat_spreadsheet(bytes: &[u8]) -> bool {
    /// Bytes in which the root element with its attributes ends.
    const EXAMINED: usize = 16_000;
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(EXAMINED)]).replace('\0', "");
    start.contains("opendocument.spreadsheet") || start.contains("<office:spreadsheet")
}

/// Returns the finding about a workbook that cannot be read.
fn refusal(stop: WorkbookError, bytes: &[u8], place: Span) -> Diagnostic {
    let finding = |code, message: &str| Diagnostic::new(code, place, message);
    match stop {
        WorkbookError::Limit(finding) => *finding,
        WorkbookError::Protected => finding(Code::Protected, "Il file è protetto da una password.")
            .hint("Aprirlo con il suo programma, togliere la password e salvarlo di nuovo; se si apre senza chiederla, basta salvarlo con nome come .xlsx."),
        WorkbookError::File(PackageError::Damaged | PackageError::Encoding) => finding(Code::Damaged, "Il file è danneggiato o incompleto.")
            .hint("Aprirlo con il suo programma e salvarlo di nuovo, oppure farselo mandare un'altra volta."),
        WorkbookError::File(PackageError::TooLarge | PackageError::TooDeep) => {
            package_too_large(place)
        }
        WorkbookError::OtherKind(_) if bytes.is_empty() => finding(Code::OtherFormat, "Il file è vuoto.")
            .hint("Controllare che il file sia quello giusto."),
        WorkbookError::OtherKind(what) => {
            finding(Code::OtherFormat, &format!("Il file non è un foglio di calcolo che il programma legge: è {what}."))
                .hint("Aprirlo con Excel o LibreOffice e salvarlo come .xlsx.")
        }
    }
}

fn misnamed(found: WorkbookFormat, named: WorkbookFormat, place: Span) -> Diagnostic {
    let (found, named) = (found.extension(), named.extension());
    let message =
        format!("Il file ha un nome da {named}, ma è un {found}: è stato letto come tale.");
    Diagnostic::new(Code::NamedOtherwise, place, message)
        .hint(format!("Dargli l'estensione {found}, così lo aprono anche gli altri programmi."))
}

fn empty(place: Span) -> Diagnostic {
    Diagnostic::new(Code::NoHead, place, "I fogli del file non mostrano niente.").hint(
        "Controllare che il file sia quello giusto e che i fogli con i dati non siano nascosti.",
    )
}

/// Names the kind of a file that is neither a package nor a compound file.
fn kind_name(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Pdf => "un PDF",
        FileKind::Rtf => "un documento RTF",
        FileKind::ExcelXml => "un foglio di calcolo XML del 2003",
        FileKind::FlatOpenDocument => "un documento di OpenDocument di altro tipo (.fodt o simili)",
        FileKind::Html => "una pagina web (HTML)",
        FileKind::Text => "un file di testo (CSV o simili)",
        _ => "in un formato che il programma non conosce",
    }
}

#[cfg(test)]
mod tests;
