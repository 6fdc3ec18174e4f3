//! From the [`Annex`](crate::annex::Annex) to the bytes of each format. Renderers see nothing else.

pub mod docx;
pub mod pdf;
pub mod xlsx;

use crate::annex::Origin;
use crate::typeset::WidthError;

/// How hard the parts of a workbook and of a document are deflated (zlib's levels): they are a
/// third longer than with the usual 6, and made in a quarter of the time.
const PACKAGE_LEVEL: u8 = 1;

/// Why a format cannot hold the annex.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A text is longer than its place in the format allows.
    #[error("a text of {length} characters where {limit} are allowed")]
    TextTooLong {
        /// The place, in the words of the office: «una cella di Excel».
        place: &'static str,
        /// Characters there are.
        length: usize,
        /// Characters the format allows.
        limit: usize,
        /// Where the text was written.
        origin: Option<Origin>,
    },
    /// The page leaves no room for content, for instance because of its margins.
    #[error("no room: {0}")]
    NoRoom(String),
    /// Several of these, none of them `Several` again; at least two.
    #[error("{} errors", .0.len())]
    Several(Vec<RenderError>),
    /// The library that writes the format failed on content it should accept.
    #[error("{0}")]
    Backend(String),
}

/// `text`, if it has no more than `limit` UTF-16 units, in which the formats count.
///
/// # Errors
/// [`RenderError::TextTooLong`] otherwise.
fn within<'t>(
    text: &'t str,
    limit: usize,
    place: &'static str,
    origin: Option<Origin>,
) -> Result<&'t str, RenderError> {
    // Each unit comes from one byte at least.
    if text.len() <= limit {
        return Ok(text);
    }
    let length = text.encode_utf16().count();
    match length > limit {
        true => Err(RenderError::TextTooLong { place, length, limit, origin }),
        false => Ok(text),
    }
}

/// All errors of `results` together.
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
        RenderError::NoRoom("le colonne di misura fissa sono più larghe del foglio".to_owned())
    }
}
