//! The layout's logo as a picture of the document.

use super::origin::origin;
use super::texts::{ComposeResult, LayoutTexts};
use crate::annex::{Block, Picture};
use crate::diag::{Code, Diagnostic};
use crate::layout::Layout;

/// The logo, where the layout has one.
///
/// # Errors
/// A finding at the text that says what it shows, where that is blank for this plan.
pub(super) fn logo(layout: &Layout, texts: &LayoutTexts<'_>) -> ComposeResult<Option<Block>> {
    let Some(logo) = &layout.logo else { return Ok(None) };
    let text = texts.logo()?;
    // A picture without a text alternative fails PDF/UA (ISO 14289-1, 7.3).
    if text.is_empty() {
        let message = "Per questo piano la descrizione del logo è vuota.";
        let hint = "Chi non vede il logo ha solo questa: scriverla per esteso, o completare nel piano il dato che usa.";
        return Err(Box::new(Diagnostic::new(Code::Template, logo.text.span, message).hint(hint)));
    }
    Ok(Some(Block::Picture(Picture {
        image: logo.image.clone(),
        text,
        width: logo.width,
        height: logo.height,
        introduces: true,
        align: logo.align,
        origin: Some(origin(logo.text.span)),
    })))
}
