//! Looks of runs as far as they change what the text says (ECMA-376-1, 17.3.2, 17.7.3).

use super::properties::DocxProperties;
use super::styles::{DocxStyles, StyleKind, StyleLayer};
use crate::office::document::TextLook;
use crate::office::shown_text::{TextEffects, TextHeight};
use crate::office::symbol_fonts::symbol_font;
use crate::office::xml::attribute;
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Settings of a layer of styles, or of a run itself; `None` where it sets nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LookLayer {
    hidden: Option<bool>,
    struck: Option<bool>,
    double_struck: Option<bool>,
    capitals: Option<bool>,
    raise: Option<TextHeight>,
    /// Font of symbols; empty for a font of letters.
    font: Option<&'static str>,
}

impl LookLayer {
    fn of(run: &DocxProperties) -> Self {
        let theme = run.get("rFonts", "asciiTheme").map(|_| "");
        let font = theme.or_else(|| run.get("rFonts", "ascii"));
        LookLayer {
            hidden: run.switch("vanish"),
            struck: run.switch("strike"),
            double_struck: run.switch("dstrike"),
            capitals: run.switch("caps"),
            raise: run.get("vertAlign", "val").map(raise),
            font: font.or_else(|| run.get("rFonts", "hAnsi")).map(symbols),
        }
    }

    /// Takes up a property of a run; returns `false` for one that changes nothing here.
    pub(crate) fn set(&mut self, tag: &BytesStart<'_>) -> bool {
        let value = attribute(tag, "val");
        let is_on = !matches!(value.as_deref(), Some("0" | "false" | "off"));
        match tag.local_name().as_ref() {
            "vanish" => self.hidden = Some(is_on),
            "strike" => self.struck = Some(is_on),
            "dstrike" => self.double_struck = Some(is_on),
            "caps" => self.capitals = Some(is_on),
            "vertAlign" => self.raise = value.as_deref().map(raise),
            "rFonts" => {
                let by_theme = attribute(tag, "asciiTheme").map(|_| "".into());
                let font = by_theme.or_else(|| attribute(tag, "ascii"));
                let font = font.or_else(|| attribute(tag, "hAnsi"));
                self.font = font.map(|font| symbols(&font)).or(self.font);
            }
            _ => return false,
        }
        true
    }
}

/// Returns the name of a font of symbols, nothing for one of letters.
fn symbols(font: &str) -> &'static str {
    symbol_font(font).unwrap_or_default()
}

fn raise(value: &str) -> TextHeight {
    match value {
        "superscript" => TextHeight::Raised,
        "subscript" => TextHeight::Lowered,
        _ => TextHeight::Line,
    }
}

/// Styles of a document with what they make of text.
pub(super) struct DocxLooks {
    styles: DocxStyles,
    defaults: LookLayer,
    layers: BTreeMap<(StyleKind, Option<String>), Rc<LookLayer>>,
    /// `false` if text is read as it is written: two documents are compared in their looks apart.
    is_shown: bool,
}

impl DocxLooks {
    pub(crate) fn new(styles: DocxStyles, is_shown: bool) -> Self {
        let defaults = LookLayer::of(&styles.defaults.run);
        DocxLooks { styles, defaults, layers: BTreeMap::new(), is_shown }
    }

    /// Returns `true` unless text is read as it is written.
    pub(crate) fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// Returns what a paragraph style sets.
    pub(crate) fn paragraph_style(&mut self, id: Option<&str>) -> Rc<StyleLayer> {
        self.styles.resolve(StyleKind::Paragraph, id)
    }

    /// Returns the layer of a style; of the default one, if none is named.
    pub(crate) fn layer(&mut self, kind: StyleKind, id: Option<&str>) -> Rc<LookLayer> {
        if !self.is_shown {
            return Rc::default();
        }
        let key = (kind, id.map(str::to_owned));
        if let Some(layer) = self.layers.get(&key) {
            return Rc::clone(layer);
        }
        let layer = Rc::new(LookLayer::of(&self.styles.resolve(kind, id).run));
        self.layers.insert(key, Rc::clone(&layer));
        layer
    }

    /// Returns the look of a run with the layers of its table, its paragraph and its characters,
    /// and what it sets itself.
    pub(crate) fn look(&self, layers: [&LookLayer; 3], own: &LookLayer) -> TextLook {
        if !self.is_shown {
            return TextLook { is_hidden: own.hidden == Some(true), ..TextLook::default() };
        }
        // Each style that turns a switch on turns over those below (17.7.3).
        let switch = |get: fn(&LookLayer) -> Option<bool>| {
            let styles = layers.iter().filter(|layer| get(layer) == Some(true)).count();
            get(own).unwrap_or_else(|| get(&self.defaults) == Some(true) || styles % 2 == 1)
        };
        let all = [&self.defaults, layers[0], layers[1], layers[2], own];
        let double = all.iter().rev().find_map(|layer| layer.double_struck);
        let effects = TextEffects {
            is_struck: switch(|layer| layer.struck) || double == Some(true),
            height: all.iter().rev().find_map(|layer| layer.raise).unwrap_or_default(),
            symbols: all.iter().rev().find_map(|layer| layer.font).filter(|font| !font.is_empty()),
        };
        TextLook {
            is_hidden: switch(|layer| layer.hidden),
            is_capital: switch(|layer| layer.capitals),
            effects,
        }
    }
}
