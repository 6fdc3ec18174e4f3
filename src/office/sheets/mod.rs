//! Workbooks of Excel and of LibreOffice. A file is read for what it is, whatever its name
//! says; what it is not is told apart so that the remedy can be named.

mod number;
mod ods;
pub(super) mod package;
mod sheet;
mod xls;
pub(super) mod xlsx;
pub(super) mod xml;

use super::Grid;
use crate::diag::{Code, Diagnostic, Findings};
use crate::file_kind::FileKind;
use crate::source::{SourceMap, Span};
use package::{Broken, Package};
pub use sheet::NO_RESULT;
use sheet::{Book, Stop};

/// What a workbook's name says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Workbook {
    /// Excel since 2007 (.xlsx, .xlsm).
    Xlsx,
    /// Excel up to 2003 (.xls).
    Xls,
    /// OpenDocument (.ods).
    Ods,
}

impl Workbook {
    fn extension(self) -> &'static str {
        match self {
            Workbook::Xlsx => ".xlsx",
            Workbook::Xls => ".xls",
            Workbook::Ods => ".ods",
        }
    }
}

/// Reads a workbook: each sheet that shows something as one grid, in their order.
///
/// Everything wrong goes to `findings`. A file that cannot be read, or shows nothing, gives
/// nothing.
pub(super) fn read_workbook(
    name: &str,
    bytes: &[u8],
    kind: Workbook,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Vec<Grid>> {
    let file = sources.add(name, "");
    let mut book = Book::new(file, sources, findings);
    let place = book.place();
    match read(bytes, &mut book) {
        Ok(found) if found != kind => book.findings.push(other_kind(found, kind, place)),
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

fn read(bytes: &[u8], book: &mut Book<'_>) -> Result<Workbook, Stop> {
    match FileKind::of(bytes) {
        FileKind::CompoundFile => {
            xls::read_xls(bytes, book)?;
            return Ok(Workbook::Xls);
        }
        FileKind::Zip => {}
        other => return Err(Stop::Other(what_it_is(other))),
    }
    let mut package = Package::open(bytes)?;
    if package.has("xl/workbook.bin") {
        return Err(Stop::Other("una cartella di lavoro binaria (.xlsb)"));
    }
    if package.has("word/document.xml") {
        return Err(Stop::Other("un documento di Word (.docx)"));
    }
    if let Some(part) = xlsx::workbook_part(&mut package)? {
        xlsx::read_xlsx(&mut package, &part, book)?;
        return Ok(Workbook::Xlsx);
    }
    if package.has("META-INF/manifest.xml") || package.has("content.xml") {
        ods::read_ods(&mut package, book)?;
        return Ok(Workbook::Ods);
    }
    Err(Stop::Other("un archivio .zip"))
}

/// What is to be said of a file that cannot be read.
fn refusal(stop: Stop, bytes: &[u8], place: Span) -> Diagnostic {
    let say = |code, message: &str| Diagnostic::new(code, place, message);
    match stop {
        Stop::Limit(finding) => *finding,
        Stop::Protected => say(Code::Protected, "Il file è protetto da una password.")
            .hint("Aprirlo con il suo programma, togliere la password e salvarlo di nuovo."),
        Stop::File(Broken::Damaged) => say(Code::Damaged, "Il file è danneggiato o incompleto.")
            .hint("Aprirlo con il suo programma e salvarlo di nuovo, oppure farselo mandare un'altra volta."),
        Stop::File(Broken::TooLarge) => {
            say(Code::LimitExceeded, "Il file, decompresso, è troppo grande o troppo complesso.")
                .hint("Un piano non è mai così grande: controllare che il file sia quello giusto.")
        }
        Stop::Other(_) if bytes.is_empty() => say(Code::OtherFormat, "Il file è vuoto.")
            .hint("Controllare che il file sia quello giusto."),
        Stop::Other(what) => {
            say(Code::OtherFormat, &format!("Il file non è un foglio di calcolo che il programma legge: è {what}."))
                .hint("Aprirlo con Excel o LibreOffice e salvarlo come .xlsx.")
        }
    }
}

fn other_kind(found: Workbook, named: Workbook, place: Span) -> Diagnostic {
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

/// What a file is that is neither a package nor a container of old.
fn what_it_is(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Pdf => "un PDF",
        FileKind::Rtf => "un documento RTF",
        FileKind::ExcelXml => "un foglio di calcolo XML del 2003",
        FileKind::FlatOpenDocument => "un foglio di calcolo in un solo XML (.fods)",
        FileKind::Html => "una pagina web (HTML)",
        FileKind::Text => "un file di testo (CSV o simili)",
        _ => "in un formato che il programma non conosce",
    }
}

#[cfg(test)]
mod tests;
