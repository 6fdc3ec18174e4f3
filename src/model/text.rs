//! Words of the plan.

use crate::source::Spanned;

/// Words of the plan (*testo*), kept character for character: only line breaks
/// are unified to `\n`. Never empty or blank; a place without words is an absent `Text`.
pub type Text = Spanned<String>;
