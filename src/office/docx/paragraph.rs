//! Paragraphs of a Word document while their runs come in.

/// Paragraph that is being read.
#[derive(Default)]
pub(super) struct DocxParagraph {
    pub text: String,
    /// `true` if the paragraph is an item of a list.
    pub is_item: bool,
    /// Label of an item whose list is written with numbers or letters.
    pub label: Option<String>,
    /// Level of an item, from 0.
    pub level: usize,
    /// Level of a heading, from 1; 0 for body text.
    pub heading_depth: u8,
    /// `true` if the paragraph mark was deleted, so that the next paragraph continues this one.
    pub joins_next: bool,
    pub run_is_hidden: bool,
    /// Text of hidden runs.
    pub hidden_text: String,
    pub in_text: bool,
    pub in_properties: bool,
}

impl DocxParagraph {
    /// Adds text to the visible or to the hidden part.
    pub(crate) fn push(&mut self, text: &str) {
        if self.run_is_hidden {
            self.hidden_text.push_str(text);
        } else {
            self.text.push_str(text);
        }
    }
}

/// Returns the level of a built-in heading style, 0 for any other style.
///
/// Identifiers are English in files of any Word, except that Italian ones also write «Titolo2».
pub(super) fn heading_depth(style: &str) -> u8 {
    let number = style.strip_prefix("Heading").or_else(|| style.strip_prefix("Titolo"));
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
