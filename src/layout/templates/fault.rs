//! Faults of templates that show only when a text is written, as findings.

use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use handlebars::{RenderError, RenderErrorReason};

/// Fault of a command: a message and its remedy.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct TextFault {
    message: String,
    hint: &'static str,
}

/// Makes the error with which a command ends the writing of a text.
pub(super) fn fault(message: String, hint: &'static str) -> RenderError {
    RenderErrorReason::NestedError(Box::new(TextFault { message, hint })).into()
}

/// Returns the finding for an error in the template `name`, at `place`.
pub(super) fn finding(error: &RenderError, name: &str, place: Span) -> Diagnostic {
    let own = match error.reason() {
        RenderErrorReason::NestedError(cause) => cause.downcast_ref::<TextFault>(),
        _ => None,
    };
    match own {
        Some(fault) => {
            Diagnostic::new(Code::Template, place, fault.message.clone()).hint(fault.hint)
        }
        // The words of handlebars are English, and about its own inside.
        None => Diagnostic::new(Code::Template, place, format!("Il modello «{name}» qui non si può comporre."))
            .hint("Controllare i nomi e i comandi fra le doppie graffe: layouts/README.md li spiega uno per uno."),
    }
}
