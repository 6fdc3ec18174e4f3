//! The annex as a DOCX file.

use super::RenderError;
use crate::annex::Annex;

/// Renders `annex`.
///
/// # Errors
/// [`RenderError`] where the format cannot hold it.
pub fn docx(_annex: &Annex) -> Result<Vec<u8>, RenderError> {
    Err(RenderError::Backend("not written yet".into()))
}
