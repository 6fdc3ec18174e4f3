//! Grammar of JSON (RFC 8259), which is narrower than YAML's: reports text that YAML would read
//! in another way, such as a line end inside a text or «33,33».

use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};
use serde::de::IgnoredAny;
use serde_json::error::Category;

/// Reports the first place where `text` leaves the grammar of JSON.
pub(super) fn complaint(file: FileId, text: &str) -> Option<Diagnostic> {
    let error = serde_json::from_str::<IgnoredAny>(text).err()?;
    let at = offset(text, error.line(), error.column());
    let fault = match error.classify() {
        Category::Eof => unfinished(text, at),
        _ => explain(text, at, &error.to_string()),
    };
    let end = fault.at + text[fault.at..].chars().next().map_or(0, char::len_utf8);
    let place = Span::new(file, fault.at..end);
    Some(Diagnostic::new(Code::Syntax, place, fault.message).hint(fault.hint))
}

/// Fault of the grammar with its remedy.
struct JsonFault {
    /// Byte of the file.
    at: usize,
    message: String,
    hint: &'static str,
}

fn unfinished(text: &str, at: usize) -> JsonFault {
    // An even number of quotes leaves no text open; escaped ones do not count.
    let open = text.replace("\\\\", "").replace("\\\"", "").matches('"').count() % 2 == 1;
    let hint = if open {
        "Un testo aperto con le virgolette non si chiude: controllare le ultime righe."
    } else {
        "Chiudere con «]» e «}» ogni parentesi aperta."
    };
    // The end of the file shows nothing: the last character is a place that people can see.
    let at = text[..at].trim_end().char_indices().next_back().map_or(0, |(i, _)| i);
    JsonFault { at, message: "Il file finisce prima del previsto.".to_owned(), hint }
}

/// Explains the commonest faults, by the character that does not fit and the one before it.
fn explain(text: &str, at: usize, report: &str) -> JsonFault {
    // `serde_json` tells its errors apart only by their sentences.
    let found = text[at..].chars().next().unwrap_or(' ');
    let before = text[..at].trim_end();
    let comma = before.ends_with(',').then(|| before.len() - 1);
    let plain = |message: &str, hint| JsonFault { at, message: message.to_owned(), hint };
    match (found, comma) {
        _ if report.starts_with("invalid escape") => {
            // The report points behind the escape.
            let at = text[..at].rfind('\\').unwrap_or(at);
            let message = "La barra rovesciata «\\» non può stare qui da sola.".to_owned();
            JsonFault { at, message, hint: "Nel testo si scrive due volte: «\\\\»." }
        }
        _ if report.starts_with("control character") => plain(
            "Il testo va a capo, o contiene una tabulazione, dentro le virgolette.",
            "In JSON un a capo si scrive «\\n» e una tabulazione «\\t».",
        ),
        (']' | '}', Some(at)) => {
            let message = format!("Dopo l'ultima voce non ci vuole la virgola: segue «{found}».");
            JsonFault { at, message, hint: "Togliere la virgola." }
        }
        ('0'..='9', Some(at)) if text[..at].ends_with(|c: char| c.is_ascii_digit()) => JsonFault {
            at,
            message: "In un numero la virgola non può stare.".to_owned(),
            hint: "Scrivere i decimali con il punto (33.33), oppure il numero fra virgolette (\"33,33\").",
        },
        ('\'' | '‘' | '’' | '“' | '”' | '„' | '«', _) => JsonFault {
            at,
            message: format!(
                "Qui non ci può essere «{found}»: in JSON i testi e le chiavi stanno fra virgolette doppie."
            ),
            hint: "Usare le virgolette diritte della tastiera: \"…\".",
        },
        ('/' | '#', _) => plain(
            "Qui non ci può essere un commento: JSON non ne ha.",
            "Togliere il commento, oppure scrivere il piano in YAML.",
        ),
        _ if report.starts_with("expected `:`") => plain(
            "Fra la chiave e il suo valore mancano i due punti.",
            "Scrivere «:» dopo la chiave.",
        ),
        _ if report.starts_with("expected `,`") => JsonFault {
            at,
            message: format!(
                "Qui non ci può essere «{found}»: prima ci vuole una virgola, o la parentesi che chiude."
            ),
            hint: "Mettere una virgola dopo la voce di sopra; le virgolette che fanno parte di un testo si scrivono «\\\"».",
        },
        _ if report.starts_with("key must") => {
            plain("La chiave non è fra virgolette.", "Scriverla così: \"titolo\".")
        }
        _ if report.starts_with("trailing characters") => plain(
            "Il piano finisce prima di qui, ma il file continua.",
            "Controllare se c'è una parentesi chiusa di troppo.",
        ),
        _ => plain(
            "Da qui in poi il file non si legge come JSON.",
            "Qui ci vuole un testo fra virgolette, un numero, un elenco «[…]» o un gruppo «{…}».",
        ),
    }
}

/// Returns the byte at a line and a column in bytes, both from 1; column 0 is the line end
/// before.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut starts = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1));
    let start = starts.nth(line.saturating_sub(1)).unwrap_or(text.len());
    let mut at = (start + column).saturating_sub(1).min(text.len());
    // Columns count bytes, and may point into a letter with an accent.
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
