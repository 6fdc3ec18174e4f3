//! The annex as a XLSX file.

use super::RenderError;
use crate::annex::Annex;

/// Renders `annex`.
///
/// # Errors
/// [`RenderError`] where the format cannot hold it.
pub fn xlsx(_annex: &Annex) -> Result<Vec<u8>, RenderError> {
    Err(RenderError::Backend("not written yet".into()))
}
