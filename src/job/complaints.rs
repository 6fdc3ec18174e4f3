//! Complaints of the renderers as findings at the place in the plan or the layout.

use crate::annex::Origin;
use crate::diag::{Code, Diagnostic};
use crate::render::RenderError;
use crate::render::pdf::BrokenWord;
use crate::source::{SourceMap, Span};

/// Returns the findings for what a format could not hold.
pub(super) fn complaints(
    error: RenderError,
    layout_place: Span,
    sources: &SourceMap,
) -> Vec<Diagnostic> {
    let finding = match error {
        RenderError::Several(errors) => {
            let each = |error| complaints(error, layout_place, sources);
            return errors.into_iter().flat_map(each).collect();
        }
        RenderError::TextTooLong { place, length, limit, origin } => {
            let message = format!("Il testo ha {length} caratteri; {place} ne contiene {limit}.");
            Diagnostic::new(Code::TooLong, place_of(origin, sources), message)
                .hint("Accorciarlo o dividerlo, oppure scrivere solo gli altri formati: per esempio --formati pdf,docx.")
        }
        RenderError::NoRoom { why, origin } => {
            let place = origin.map_or(layout_place, |Origin(raw)| Span::from_raw(raw));
            Diagnostic::new(Code::NoRoom, place, format!("Il foglio non ha spazio: {why}."))
                .hint("Ridurre nel layout i margini, i caratteri o le colonne, o scegliere un formato più grande.")
        }
        // The other variants are causes that the user can mend; this one is none.
        RenderError::Backend(cause) => {
            let place = place_of(None, sources);
            Diagnostic::new(Code::Internal, place, format!("L'allegato non si può comporre: {cause}."))
                .hint("È un difetto del programma: segnalarlo a chi lo cura, con il piano e il layout usati.")
        }
    };
    vec![finding]
}

/// Returns the finding for a word cut at the end of its column, because no column can hold it.
pub(super) fn broken_word(word: &BrokenWord, sources: &SourceMap) -> Diagnostic {
    let place = place_of(word.origin, sources);
    // A template may have made the word: then the plan does not contain it as it stands.
    let start = sources.text(place).find(&word.word);
    let place = start.map_or(place, |start| place.part(start..start + word.word.len()));
    let message =
        format!("«{}» è più larga della sua colonna ed è stata spezzata.", shortened(&word.word));
    let is_number = word.word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation());
    // A space inside a number would make two numbers of it.
    let hint = if is_number {
        "Allargare la colonna nel layout."
    } else {
        "Allargare la colonna nel layout, o inserire uno spazio nel punto in cui si può andare a capo."
    };
    Diagnostic::new(Code::BrokenWord, place, message).hint(hint)
}

/// Returns the first 40 characters of a word: enough to recognise it in a line of a message.
fn shortened(word: &str) -> String {
    let start: String = word.chars().take(40).collect();
    if start.len() < word.len() { start + "…" } else { start }
}

/// Returns the place that an origin stands for; without one, the beginning of the plan.
pub(super) fn place_of(origin: Option<Origin>, sources: &SourceMap) -> Span {
    // Texts of the layout come from no place in the plan.
    origin.map_or_else(|| sources.start(), |Origin(raw)| Span::from_raw(raw))
}
