//! Paragraphs of a document while their runs come in.

use super::asides::{AsideKind, Asides};
use crate::office::shown_text::{ShownText, TextEffects, TextRemark};
use crate::office::symbol_fonts::symbol_font;

/// Break of a page or a column inside a paragraph; no XML can hold this character.
pub(super) const PAGE_BREAK: char = '\u{C}';

/// Paragraph that is being read.
#[derive(Default)]
pub(in crate::office) struct DocumentParagraph {
    shown: ShownText,
    /// Text as shown, without the label, once the paragraph has ended.
    pub(super) text: String,
    /// Remarks on the text, once the paragraph has ended.
    pub(super) remarks: Vec<TextRemark>,
    /// Label of an item of a list.
    pub label: Option<ParagraphLabel>,
    /// Level of an item, from 0.
    pub level: usize,
    /// Level of a heading, from 1; 0 for body text.
    pub heading_depth: u8,
    /// `true` if the next paragraph continues this one.
    pub joins_next: bool,
    pub(super) asides: Asides,
}

/// Label of an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::office) enum ParagraphLabel {
    /// Sign of any shape, which a plan writes as a dash.
    Bullet,
    /// Number or letter as shown, with the blank behind it.
    Number(String),
}

/// Look of a run, as far as it changes what the text says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::office) struct TextLook {
    pub is_hidden: bool,
    /// `true` if small letters show as capitals.
    pub is_capital: bool,
    pub effects: TextEffects,
}

impl DocumentParagraph {
    /// Adds text of a look; text that is not shown is kept aside.
    pub(crate) fn push(&mut self, text: &str, look: TextLook) {
        if look.is_hidden {
            self.aside(AsideKind::Hidden, text);
        } else if look.is_capital {
            self.shown.push(&text.to_uppercase(), look.effects);
        } else if look.effects.symbols.is_none() && text.contains(is_private) {
            self.push_private(text, look);
        } else {
            self.shown.push(text, look.effects);
        }
    }

    /// Adds codes of a font of symbols that no run names: programs show them in «Symbol».
    fn push_private(&mut self, text: &str, look: TextLook) {
        let symbols = symbol_font("Symbol");
        for part in text.split_inclusive(|_: char| true) {
            let symbols = symbols.filter(|_| part.contains(is_private));
            self.shown.push(part, TextEffects { symbols, ..look.effects });
        }
    }

    /// Adds a break of a page or a column.
    pub(crate) fn break_page(&mut self) {
        self.shown.push(PAGE_BREAK.encode_utf8(&mut [0; 4]), TextEffects::default());
    }

    /// Returns the text so far.
    pub(crate) fn text(&self) -> &str {
        self.shown.as_str()
    }

    /// Adds an aside at the end of the text so far.
    pub(crate) fn aside(&mut self, kind: AsideKind, text: &str) {
        let at = self.text().len();
        self.asides.add(kind, text, (at, at));
    }

    /// Adds the aside that the text behind `start` was inserted.
    pub(crate) fn inserted(&mut self, start: usize) {
        let text = self.shown.as_str();
        if let Some(inserted) = text.get(start..) {
            self.asides.add(AsideKind::Inserted, inserted, (start, text.len()));
        }
    }

    /// Ends the text.
    pub(super) fn settle(&mut self) {
        let (text, remarks) = std::mem::take(&mut self.shown).finish();
        self.text = text;
        self.remarks.extend(remarks);
    }

    /// Returns `true` if text was left out.
    pub(super) fn leaves_text_out(&self) -> bool {
        let is_struck = |remark: &TextRemark| matches!(remark, TextRemark::Struck(_));
        self.asides.leave_text_out() || self.remarks.iter().any(is_struck)
    }
}

/// Returns `true` for a code of fonts of symbols, which other fonts have no sign for.
fn is_private(c: char) -> bool {
    matches!(c, '\u{F000}'..='\u{F0FF}')
}
