//! Findings about text whose look changes what it says: struck, raised, in fonts of symbols.

use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// Reports text that is struck through, which has been left out.
pub(super) fn struck(text: &str, place: Span) -> Diagnostic {
    let message = format!("«{}» è barrato e non è stato letto.", one_line(text));
    Diagnostic::new(Code::StruckText, place, message).hint(
        "Se vale ancora, togliere la barratura e importare di nuovo; altrimenti cancellarlo anche nel file.",
    )
}

/// Reports text that is raised or lowered, for which Unicode has no signs.
pub(super) fn raised_text(text: &str, place: Span) -> Diagnostic {
    let message = format!(
        "«{}» è scritto in apice o in pedice, ed è stato letto come testo normale.",
        one_line(text)
    );
    Diagnostic::new(Code::RaisedText, place, message)
        .hint("Controllare che il testo si capisca anche così; se no, riscriverlo.")
}

/// Reports signs of a font of symbols that are not known.
pub(super) fn unknown_signs(text: &str, font: &str, place: Span) -> Diagnostic {
    let message = format!(
        "«{}» è scritto con il carattere di simboli «{font}»: nel documento si vedono altri segni.",
        one_line(text)
    );
    Diagnostic::new(Code::UnknownSign, place, message)
        .hint("Sostituire i segni con un testo, e importare di nuovo.")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
