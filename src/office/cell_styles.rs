//! Styles of the cells of a workbook, and what cells show in them.

use super::CellKind;
use super::format_codes::{hides_number, shown_text};
use super::formats::NumberFormats;
use super::shown_text::{ShownText, TextEffects};
use super::workbook::conditional::RuleEffects;
use super::workbook::remarks::CellRemark;
use std::borrow::Cow;

/// Styles of cells.
#[derive(Default)]
pub(super) struct CellStyles {
    pub formats: NumberFormats,
    /// Effects of each font.
    pub fonts: Vec<TextEffects>,
    /// Effects of the formats that conditions apply, by index.
    pub rules: Vec<RuleEffects>,
    /// `true` to read what is struck out like any other text.
    pub keeps_struck: bool,
    /// Font of each style.
    font_of_style: Vec<usize>,
}

/// Text that a cell shows.
#[derive(Clone, Default)]
pub(super) struct ShownCell {
    /// Displayed text; empty if the cell shows nothing.
    pub text: String,
    /// Kind of the value; `None` if the cell shows nothing.
    pub kind: Option<CellKind>,
    /// Anything else that a person must know of the cell.
    pub remarks: Vec<CellRemark>,
}

impl ShownCell {
    /// Returns a cell that shows a text as it stands.
    pub(crate) fn plain(text: String, kind: CellKind) -> Self {
        ShownCell { text, kind: Some(kind), remarks: Vec::new() }
    }

    /// Returns a cell that shows no text, and a remark on it.
    pub(crate) fn without_text(remark: CellRemark) -> Self {
        ShownCell { remarks: vec![remark], ..ShownCell::default() }
    }
}

impl CellStyles {
    /// Adds the next style: its number format and its font.
    pub(crate) fn add_style(&mut self, format: u32, font: usize) {
        self.formats.add_style(format);
        self.font_of_style.push(font);
    }

    fn effects(&self, style: usize) -> TextEffects {
        let font = self.font_of_style.get(style).and_then(|font| self.fonts.get(*font));
        self.counted(font.copied().unwrap_or_default())
    }

    /// Returns the effects that change what is read.
    fn counted(&self, effects: TextEffects) -> TextEffects {
        TextEffects { is_struck: effects.is_struck && !self.keeps_struck, ..effects }
    }

    /// Returns what a number shows in a style.
    pub(crate) fn number(&self, style: usize, value: f64, is_1904: bool) -> ShownCell {
        let format = self.formats.of_style(style);
        let (text, kind) = format.show(value, is_1904);
        let is_empty = || format.displayed(value, is_1904).is_some_and(|text| text.is_empty());
        if hides_number(self.formats.code_of_style(style), value) || is_empty() {
            return ShownCell::without_text(CellRemark::HiddenByFormat(text));
        }
        match self.effects(style) {
            effects if effects == TextEffects::default() => ShownCell::plain(text, kind),
            effects => {
                let kind = if effects.symbols.is_some() { CellKind::Text } else { kind };
                self.with_effects(&[(text.into(), None)], effects, kind)
            }
        }
    }

    /// Returns what a text shows in a style; stretches without effects have those of the style.
    pub(crate) fn text(
        &self,
        style: usize,
        stretches: &[(Cow<'_, str>, Option<TextEffects>)],
    ) -> ShownCell {
        let effects = self.effects(style);
        let mut cell = match stretches {
            [(text, None)] if effects == TextEffects::default() => {
                ShownCell::plain(text.clone().into_owned(), CellKind::Text)
            }
            stretches => self.with_effects(stretches, effects, CellKind::Text),
        };
        let code = self.formats.code_of_style(style);
        let shown = if cell.text.is_empty() { String::new() } else { shown_text(code, &cell.text) };
        if shown.trim().is_empty() && !cell.text.trim().is_empty() {
            return ShownCell::without_text(CellRemark::HiddenByFormat(cell.text));
        }
        cell.text = shown;
        cell
    }

    fn with_effects(
        &self,
        stretches: &[(Cow<'_, str>, Option<TextEffects>)],
        own: TextEffects,
        kind: CellKind,
    ) -> ShownCell {
        let mut shown = ShownText::default();
        for (text, effects) in stretches {
            shown.push(text, effects.map_or(own, |effects| self.counted(effects)));
        }
        let (text, remarks) = shown.finish();
        let remarks = remarks.into_iter().map(CellRemark::Text).collect();
        ShownCell { text, kind: Some(kind), remarks }
    }
}
