//! Findings about documents.

use super::asides::AsideKind;
use super::cell::DocumentCell;
use crate::diag::{Code, Diagnostic};
use crate::file_kind::FileKind;
use crate::italian::quotation::quote_start;
use crate::office::limits::package_too_large;
use crate::office::package::PackageError;
use crate::source::Span;

const PROTECTED: &str = "Il file è protetto da una password.";
const WITHOUT_PASSWORD: &str =
    "Aprirlo con il suo programma, togliere la password e salvarlo di nuovo.";
const SAVE_AGAIN: &str =
    "Aprirlo con il suo programma e salvarlo di nuovo, oppure farselo mandare un'altra volta.";

/// Reports a file that does not open as a package.
pub(in crate::office) fn not_opened(
    error: PackageError,
    bytes: &[u8],
    kind: &str,
    place: Span,
) -> Diagnostic {
    // Too many parts: the file is a package, so its first bytes explain nothing.
    if error != PackageError::Damaged {
        return package_too_large(place);
    }
    let (message, remedy) = not_a_package(bytes, kind);
    Diagnostic::new(Code::Unreadable, place, message).hint(remedy)
}

/// Returns the message about a file that is no package, and the remedy.
fn not_a_package(bytes: &[u8], kind: &str) -> (String, &'static str) {
    let other = |what: &str| {
        let message = format!("Il file non è un documento di {kind}: è {what}.");
        let remedy =
            "Aprirlo con il programma che l'ha scritto e salvarlo con il tipo che il nome dice.";
        (message, remedy)
    };
    match FileKind::of(bytes) {
        FileKind::CompoundFile if is_encrypted(bytes) => (PROTECTED.to_owned(), WITHOUT_PASSWORD),
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

/// Reports a document that is encrypted.
pub(in crate::office) fn protected(place: Span) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, place, PROTECTED).hint(WITHOUT_PASSWORD)
}

/// Reports a package without the main part of a document.
pub(in crate::office) fn no_document(place: Span) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, place, "Il file non è un documento di Word.")
        .hint("Aprirlo con il programma che l'ha scritto e salvarlo come .docx.")
}

/// Reports a document that cannot be read to its end.
pub(in crate::office) fn not_read(error: PackageError, place: Span) -> Diagnostic {
    match error {
        PackageError::TooLarge => package_too_large(place),
        // Nested too deeply means made to hurt: no program writes such a document.
        PackageError::Damaged | PackageError::TooDeep | PackageError::Encoding => {
            Diagnostic::new(Code::Unreadable, place, "Il documento è danneggiato.")
                .hint("Aprirlo con Word o LibreOffice e salvarlo di nuovo.")
        }
    }
}

/// Reports macros, which are never run.
pub(in crate::office) fn macros(place: Span) -> Diagnostic {
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

/// Reports pictures outside of tables.
pub(super) fn pictures(count: usize, place: Span) -> Diagnostic {
    let message = format!("Il documento contiene immagini, che non sono state lette: {count}.");
    Diagnostic::new(Code::PicturesIgnored, place, message)
        .hint("Se mostrano del testo, riscriverlo nella tabella.")
}

/// Reports a row that a tracked change inserted or deleted.
pub(super) fn changed_row<'t>(
    how: &str,
    texts: impl Iterator<Item = &'t str>,
    place: Span,
) -> Diagnostic {
    let words = texts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    let message = format!(
        "La riga «{words}» è stata {how} con una revisione non ancora accettata: è stata letta come se lo fosse."
    );
    Diagnostic::new(Code::TrackedChanges, place, message).hint(ACCEPT)
}

/// Returns the findings about what a cell holds besides its text.
pub(super) fn of_cell(cell: &DocumentCell, place: Span) -> Vec<Diagnostic> {
    let nested = cell.has_table.then(|| {
        let message =
            "La cella contiene un'altra tabella: i suoi testi sono stati letti uno dopo l'altro.";
        Diagnostic::new(Code::NestedTable, place, message)
            .hint("Controllare il testo della cella; se serve, riscriverlo come un elenco.")
    });
    let asides = cell.asides.grouped();
    let asides = asides.iter().map(|(kind, text)| of_aside(*kind, text, true, place));
    let remarks = cell.remarks.iter().map(|remark| remark.report(place));
    nested.into_iter().chain(remarks).chain(asides).collect()
}

const ACCEPT: &str = "Se la revisione va rifiutata, farlo nel documento e importare di nuovo.";

/// Returns the finding about what stands beside a text, in a cell or outside of tables.
pub(super) fn of_aside(kind: AsideKind, text: &str, in_cell: bool, place: Span) -> Diagnostic {
    let finding = |code, message: String| Diagnostic::new(code, place, message);
    match kind {
        AsideKind::Hidden => omitted(Code::HiddenText, "testo nascosto", text, in_cell, place),
        AsideKind::Note => {
            omitted(Code::NotPlaced, "una nota a piè di pagina", text, in_cell, place)
        }
        AsideKind::TextBox => {
            omitted(Code::NotPlaced, "una casella di testo", text, in_cell, place)
        }
        AsideKind::Comment => {
            let message =
                format!("C'è un commento, che non entra nel piano: {}.", quote_start(text));
            finding(Code::CommentIgnored, message).hint("Se serve, scriverlo nel testo.")
        }
        AsideKind::Prompt => {
            let message = format!("Il campo da compilare è vuoto: «{text}» è solo la richiesta.");
            finding(Code::PromptIgnored, message).hint("Se il dato c'è, scriverlo nel campo.")
        }
        AsideKind::Inserted | AsideKind::Deleted => {
            let how = if kind == AsideKind::Inserted { "inserito" } else { "eliminato" };
            let what = if text.is_empty() { "Un a capo".to_owned() } else { format!("«{text}»") };
            finding(
                Code::TrackedChanges,
                format!(
                    "{what} è stato {how} con una revisione non ancora accettata: il testo è stato letto come se lo fosse."
                ),
            )
            .hint(ACCEPT)
        }
        AsideKind::Picture => {
            finding(Code::PicturesIgnored, "Qui c'è un'immagine, che non è stata letta.".to_owned())
                .hint("Se mostra del testo, riscriverlo nella tabella.")
        }
        AsideKind::Formula => {
            let message = format!("Una formula è stata scritta su una riga sola: «{text}».");
            finding(Code::FormulaRewritten, message)
                .hint("Controllare che si legga come nel documento; se no, riscriverla.")
        }
        AsideKind::Number => {
            let message = format!("Il numero automatico «{text}» non è stato calcolato.");
            finding(Code::AutomaticNumber, message)
                .hint("Scriverlo come testo nel documento, e importare di nuovo.")
        }
        AsideKind::Embedded => finding(
            Code::EmbeddedPart,
            "Qui il documento ne contiene un altro, che non è stato letto.".to_owned(),
        )
        .hint("Aprirlo con Word, salvarlo di nuovo come .docx e importare quello."),
    }
}

fn omitted(code: Code, what: &str, text: &str, in_cell: bool, place: Span) -> Diagnostic {
    let message = format!("«{text}» è {what} e non è stato letto.");
    let hint = if in_cell {
        "Se serve, scriverlo nel testo della cella, nel documento, e importare di nuovo."
    } else {
        "Se serve, scriverlo come testo nel documento, e importare di nuovo."
    };
    Diagnostic::new(code, place, message).hint(hint)
}
