//! Findings about Word documents.

use super::cell::DocxCell;
use super::document::ChangeCounts;
use crate::diag::{Code, Diagnostic};
use crate::file_kind::FileKind;
use crate::office::limits::package_too_large;
use crate::office::package::PackageError;
use crate::source::Span;

const SAVE_AGAIN: &str =
    "Aprirlo con il suo programma e salvarlo di nuovo, oppure farselo mandare un'altra volta.";

/// Reports a file that does not open as a package.
pub(super) fn not_opened(error: PackageError, bytes: &[u8], place: Span) -> Diagnostic {
    // Too many parts: the file is a package, so its first bytes explain nothing.
    if error != PackageError::Damaged {
        return package_too_large(place);
    }
    let (message, remedy) = not_a_package(bytes);
    Diagnostic::new(Code::Unreadable, place, message).hint(remedy)
}

/// Returns the message about a file that is no package, and the remedy.
fn not_a_package(bytes: &[u8]) -> (String, &'static str) {
    let other = |what: &str| {
        let message = format!("Il file non è un documento di Word .docx: è {what}.");
        let remedy =
            "Aprirlo con il programma che l'ha scritto e salvarlo con il tipo che il nome dice.";
        (message, remedy)
    };
    match FileKind::of(bytes) {
        FileKind::CompoundFile if is_encrypted(bytes) => (
            "Il file è protetto da una password.".to_owned(),
            "Aprirlo con il suo programma, togliere la password e salvarlo di nuovo.",
        ),
        FileKind::CompoundFile => other("un documento di vecchio tipo (.xls o .doc)"),
        FileKind::Pdf => other("un PDF"),
        FileKind::Rtf => other("un documento RTF"),
        FileKind::Zip => ("Il file è danneggiato o incompleto.".to_owned(), SAVE_AGAIN),
        FileKind::Empty => {
            ("Il file è vuoto.".to_owned(), "Controllare che il file sia quello giusto.")
        }
        FileKind::Text | FileKind::Html | FileKind::ExcelXml | FileKind::FlatOpenDocument => {
            other("un file di testo")
        }
        FileKind::Png | FileKind::Jpeg | FileKind::Unknown => other("un'altra cosa"),
    }
}

/// Returns `true` if a compound file holds an encrypted document ([MS-OFFCRYPTO], 2.3.4).
///
/// The name is searched as UTF-16 anywhere, so that a damaged container is recognised as well.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Reports a package without the main part of a document.
pub(super) fn no_document(place: Span) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, place, "Il file non è un documento di Word.")
        .hint("Aprirlo con il programma che l'ha scritto e salvarlo come .docx.")
}

/// Reports a document that cannot be read to its end.
pub(super) fn not_read(error: PackageError, place: Span) -> Diagnostic {
    match error {
        PackageError::TooLarge => package_too_large(place),
        // Nested too deeply means made to hurt: no program writes such a document.
        PackageError::Damaged | PackageError::TooDeep => {
            Diagnostic::new(Code::Unreadable, place, "Il documento è danneggiato.")
                .hint("Aprirlo con Word o LibreOffice e salvarlo di nuovo.")
        }
    }
}

/// Reports macros, which are never run.
pub(super) fn macros(place: Span) -> Diagnostic {
    let message = "Il documento contiene delle macro: non sono state eseguite.";
    Diagnostic::new(Code::MacrosIgnored, place, message)
        .hint("I testi sono stati letti come si vedono.")
}

/// Reports a document without tables.
pub(super) fn no_tables(place: Span) -> Diagnostic {
    Diagnostic::new(Code::NoHead, place, "Il documento non contiene tabelle.").hint(
        "Gli obiettivi devono stare in una tabella di Word, con le intestazioni delle colonne nella prima riga.",
    )
}

/// Returns the findings about tracked changes and pictures of a whole document.
pub(super) fn of_counts(
    counts: &ChangeCounts,
    place: Span,
) -> impl Iterator<Item = Diagnostic> + use<> {
    let ChangeCounts { insertions, deletions, pictures } = *counts;
    let changes = (insertions + deletions > 0).then(|| {
        let message = format!(
            "Il documento ha revisioni non ancora accettate: è stato letto come se lo fossero (inserimenti: {insertions}, eliminazioni: {deletions})."
        );
        Diagnostic::new(Code::TrackedChanges, place, message)
            .hint("Se qualche revisione va rifiutata, farlo in Word e importare di nuovo.")
    });
    let pictures = (pictures > 0).then(|| {
        let message =
            format!("Il documento contiene immagini, che non sono state lette: {pictures}.");
        Diagnostic::new(Code::PicturesIgnored, place, message)
            .hint("Se mostrano del testo, riscriverlo nella tabella.")
    });
    changes.into_iter().chain(pictures)
}

/// Returns the findings about what a cell holds besides its text.
pub(super) fn of_cell(cell: &DocxCell, place: Span) -> impl Iterator<Item = Diagnostic> {
    let nested = cell.has_table.then(|| {
        let message =
            "La cella contiene un'altra tabella: i suoi testi sono stati letti uno dopo l'altro.";
        Diagnostic::new(Code::NestedTable, place, message)
            .hint("Controllare il testo della cella; se serve, riscriverlo come un elenco.")
    });
    let note =
        move |note: &String| omitted(Code::NotPlaced, "una nota a piè di pagina", note, place);
    let other = move |(code, text): &(Code, String)| match code {
        Code::HiddenText => omitted(*code, "testo nascosto", text, place),
        _ => text_box(text, place),
    };
    let notes = cell.notes.iter().map(note);
    nested.into_iter().chain(notes).chain(cell.omitted.iter().map(other))
}

/// Reports a text box, which has no place in a table.
pub(super) fn text_box(text: &str, place: Span) -> Diagnostic {
    omitted(Code::NotPlaced, "una casella di testo", text, place)
}

fn omitted(code: Code, what: &str, text: &str, place: Span) -> Diagnostic {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = format!("«{text}» è {what} e non è stato letto.");
    Diagnostic::new(code, place, message)
        .hint("Se serve, scriverlo nel testo della cella, in Word, e importare di nuovo.")
}
