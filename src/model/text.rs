//! Words of the plan.

use crate::source::{Span, Spanned};

/// Words of the plan (*testo*), kept character for character: only line breaks
/// are unified to `\n`. Never empty or blank; a place without words is an absent `Text`.
pub type Text = Spanned<String>;

/// `true` where there is nothing to read.
pub(crate) fn is_blank(words: &str) -> bool {
    words.trim().is_empty()
}

/// `words` as a [`Text`], or nothing if there is nothing to read.
pub(crate) fn text(words: String, span: Span) -> Option<Text> {
    (!is_blank(&words)).then(|| Spanned::new(words, span))
}
