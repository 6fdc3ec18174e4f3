//! Renderers: from an [`Annex`](crate::annex::Annex) to the bytes of each format. Renderers see no
//! other part of the plan.

pub mod docx;
pub mod pdf;
pub mod xlsx;

use crate::annex::Origin;
use crate::typeset::WidthError;

/// Compression level of workbooks and documents: compared with the usual 6, files are a third
/// longer and take a quarter of the time.
const PACKAGE_LEVEL: u8 = 1;

/// Error of a format that cannot hold the annex.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// Text longer than its place in the format allows.
    #[error("a text of {length} characters where {limit} are allowed")]
    TextTooLong {
        /// Place as the office calls it: «una cella di Excel».
        place: &'static str,
        /// Number of characters in the text.
        length: usize,
        /// Number of characters that the format allows.
        limit: usize,
        /// Source of the text; absent if it comes from the layout.
        origin: Option<Origin>,
    },
    /// Page without room for content, for instance because of its margins.
    #[error("no room: {why}")]
    NoRoom {
        /// Cause in the words of an office.
        why: String,
        /// Source of the part without room; absent if it is the page as a whole.
        origin: Option<Origin>,
    },
    /// At least two errors, none of them `Several` again.
    #[error("{} errors", .0.len())]
    Several(Vec<RenderError>),
    /// Failure of the library that writes the format.
    #[error("{0}")]
    Backend(String),
}

impl RenderError {
    /// Returns the error of a page that has no room.
    fn no_room(why: impl Into<String>) -> Self {
        RenderError::NoRoom { why: why.into(), origin: None }
    }

    /// Returns the same error at the source of what has no room.
    fn of(self, origin: Option<Origin>) -> Self {
        match self {
            RenderError::NoRoom { why, .. } => RenderError::NoRoom { why, origin },
            other => other,
        }
    }
}

/// Returns `text` if it has at most `limit` UTF-16 units, the unit in which the formats count.
///
/// # Errors
/// [`RenderError::TextTooLong`] otherwise.
fn within<'t>(
    text: &'t str,
    limit: usize,
    place: &'static str,
    origin: Option<Origin>,
) -> Result<&'t str, RenderError> {
    // Every UTF-16 unit takes at least one byte of UTF-8: short texts need no counting.
    if text.len() <= limit {
        return Ok(text);
    }
    let length = text.encode_utf16().count();
    if length > limit {
        return Err(RenderError::TextTooLong { place, length, limit, origin });
    }
    Ok(text)
}

/// Collects the errors of `results`.
///
/// # Errors
/// The only one, or [`RenderError::Several`].
fn all<T>(results: impl IntoIterator<Item = Result<T, RenderError>>) -> Result<(), RenderError> {
    let mut errors: Vec<_> = results.into_iter().filter_map(Result::err).collect();
    match (errors.pop(), errors.is_empty()) {
        (None, _) => Ok(()),
        (Some(only), true) => Err(only),
        (Some(last), false) => {
            errors.push(last);
            Err(RenderError::Several(errors))
        }
    }
}

impl From<WidthError> for RenderError {
    fn from(error: WidthError) -> Self {
        let WidthError::TooWide { .. } = error;
        RenderError::no_room("le colonne di misura fissa sono più larghe del foglio")
    }
}
