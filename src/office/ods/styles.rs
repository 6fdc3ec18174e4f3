//! Styles of a spreadsheet that change what its cells say (OpenDocument 1.3, part 3, 16 and 20).

use crate::office::page_texts::{PageText, PageTexts};
use crate::office::shown_text::{TextEffects, TextHeight};
use crate::office::symbol_fonts::symbol_font;
use crate::office::workbook::conditional::RuleEffects;
use crate::office::xml::attribute;
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;

/// Styles while they are read, and after.
#[derive(Default)]
pub(super) struct OdsStyles {
    /// Families of fonts by the names that styles use.
    fonts: BTreeMap<String, String>,
    /// Styles by family and name.
    styles: BTreeMap<(String, String), OdsStyle>,
    /// Names of styles of cells by those that people see, which conditions state.
    displayed: BTreeMap<String, String>,
    /// Style that is being read.
    open: Option<(String, String)>,
    /// Headers and footers by the name of their page.
    pages: BTreeMap<String, Vec<PageText>>,
    page: OdsPageReader,
}

/// Style, as far as it states something.
#[derive(Default)]
struct OdsStyle {
    parent: String,
    effects: StatedEffects,
    is_hidden: bool,
    page: String,
    /// `true` if it states a number format.
    formats: bool,
    /// `true` if a colour is behind its letters.
    is_filled: bool,
    /// `true` if its letters are white, without a colour behind them.
    whitens: bool,
}

/// Effects that a style states; the others are those around it.
#[derive(Clone, Default)]
pub(super) struct StatedEffects {
    is_struck: Option<bool>,
    height: Option<TextHeight>,
    font: Option<String>,
}

/// Pages whose headers and footers are read.
#[derive(Default)]
struct OdsPageReader {
    name: String,
    texts: PageTexts,
    /// Words of the header or the footer that is open, and whether it is a header.
    words: Option<(bool, String)>,
    /// Depth in fields, whose words are numbers and names of sheets.
    fields: usize,
}

/// Elements of a header whose words change from page to page or from day to day.
const FIELDS: [&str; 8] = [
    "page-number",
    "page-count",
    "sheet-name",
    "date",
    "time",
    "file-name",
    "title",
    "page-continuation",
];

impl OdsStyles {
    /// Reads the start of an element outside tables.
    pub(crate) fn start(&mut self, tag: &BytesStart<'_>) {
        let value = |name: &str| attribute(tag, name).unwrap_or_default().into_owned();
        let name = tag.local_name();
        match name.as_ref() {
            "font-face" => {
                let family = value("font-family").trim_matches('\'').to_owned();
                self.fonts.insert(value("name"), family);
            }
            "style" | "default-style" => {
                let key = (value("family"), value("name"));
                let (parent, page) = (value("parent-style-name"), value("master-page-name"));
                if key.0 == "table-cell" {
                    self.displayed.insert(value("display-name"), key.1.clone());
                }
                let formats = attribute(tag, "data-style-name").is_some();
                let style = OdsStyle { parent, page, formats, ..OdsStyle::default() };
                self.styles.insert(key.clone(), style);
                self.open = Some(key);
            }
            "text-properties" => {
                let effects = StatedEffects::of(tag);
                let is_white = value("color").eq_ignore_ascii_case("#ffffff");
                if let Some(style) = self.open_style() {
                    style.effects = effects;
                    style.whitens |= is_white && !style.is_filled;
                }
            }
            "table-cell-properties" => {
                let colour = value("background-color");
                if let Some(style) = self.open_style() {
                    style.is_filled = !colour.is_empty() && colour != "transparent";
                    style.whitens &= !style.is_filled;
                }
            }
            "table-properties" if value("display") == "false" => {
                _ = self.open_style().map(|style| style.is_hidden = true);
            }
            "master-page" => {
                self.page = OdsPageReader { name: value("name"), ..OdsPageReader::default() };
            }
            "header" | "header-left" | "header-first" if value("display") != "false" => {
                self.page.words = Some((true, String::new()));
            }
            "footer" | "footer-left" | "footer-first" if value("display") != "false" => {
                self.page.words = Some((false, String::new()));
            }
            "p" | "region-left" | "region-center" | "region-right" | "s" | "tab" => {
                self.page.text(" ")
            }
            name if FIELDS.contains(&name) => self.page.fields += 1,
            _ => {}
        }
    }

    /// Reads text outside tables.
    pub(crate) fn text(&mut self, text: &str) {
        self.page.text(text);
    }

    /// Reads the end of an element outside tables.
    pub(crate) fn end(&mut self, name: &str) {
        match name {
            "style" | "default-style" => self.open = None,
            "master-page" => {
                let page = std::mem::take(&mut self.page);
                self.pages.insert(page.name, page.texts.finish());
            }
            "header" | "header-left" | "header-first" | "footer" | "footer-left"
            | "footer-first" => {
                if let Some((is_header, words)) = self.page.words.take() {
                    self.page.texts.add(is_header, &words);
                }
            }
            name if FIELDS.contains(&name) => {
                self.page.fields = self.page.fields.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn open_style(&mut self) -> Option<&mut OdsStyle> {
        self.styles.get_mut(self.open.as_ref()?)
    }

    fn style(&self, family: &str, name: &str) -> Option<&OdsStyle> {
        self.styles.get(&(family.to_owned(), name.to_owned()))
    }

    /// Returns `true` if sheets of a style are hidden.
    pub(crate) fn is_hidden(&self, table_style: &str) -> bool {
        self.style("table", table_style).is_some_and(|style| style.is_hidden)
    }

    /// Returns headers and footers of the pages that sheets of a style are printed on.
    pub(crate) fn page_texts(&self, table_style: &str) -> Vec<PageText> {
        let page = self.style("table", table_style).map(|style| style.page.as_str());
        page.and_then(|page| self.pages.get(page)).cloned().unwrap_or_default()
    }

    /// Returns the effects of a style on a text that stands within `outer`.
    pub(crate) fn effects(&self, family: &str, name: &str, outer: TextEffects) -> TextEffects {
        /// Most styles from which one is derived: programs write two or three.
        const DEEPEST: usize = 20;
        let mut stated = StatedEffects::default();
        let mut style = self.style(family, name);
        for _ in 0..DEEPEST {
            let Some(known) = style else { break };
            let effects = &known.effects;
            stated.is_struck = stated.is_struck.or(effects.is_struck);
            stated.height = stated.height.or(effects.height);
            stated.font = stated.font.or_else(|| effects.font.clone());
            style = self.style(family, &known.parent).filter(|_| !known.parent.is_empty());
        }
        let font = stated.font.map(|name| self.fonts.get(&name).cloned().unwrap_or(name));
        TextEffects {
            is_struck: stated.is_struck.unwrap_or(outer.is_struck),
            height: stated.height.unwrap_or(outer.height),
            symbols: font.map_or(outer.symbols, |font| symbol_font(&font)),
        }
    }
}

impl OdsStyles {
    /// Returns the effects of a style that a condition applies to cells.
    pub(crate) fn rule(&self, name: &str) -> RuleEffects {
        let name = self.displayed.get(name).map_or(name, String::as_str);
        let style = self.style("table-cell", name);
        RuleEffects {
            strikes: self.effects("table-cell", name, TextEffects::default()).is_struck,
            hides: false,
            whitens: style.is_some_and(|style| style.whitens),
            formats: style.is_some_and(|style| style.formats),
        }
    }
}

impl OdsPageReader {
    fn text(&mut self, text: &str) {
        /// Longest header in bytes; more is none.
        const LONGEST: usize = 10_000;
        if let Some((_, words)) = self.words.as_mut().filter(|_| self.fields == 0)
            && words.len() < LONGEST
        {
            words.push_str(text);
        }
    }
}

impl StatedEffects {
    /// Reads properties of text (20.2).
    fn of(tag: &BytesStart<'_>) -> Self {
        let value = |name: &str| attribute(tag, name).map(|value| value.into_owned());
        // Programs state the line by its style, by its type, or by both.
        let lines = [value("text-line-through-style"), value("text-line-through-type")];
        let mut lines = lines.into_iter().flatten().peekable();
        let is_struck = lines.peek().is_some().then(|| lines.any(|line| line != "none"));
        let height = value("text-position").map(|position| match position.trim() {
            position if position.starts_with("super") => TextHeight::Raised,
            position if position.starts_with("sub") || position.starts_with('-') => {
                TextHeight::Lowered
            }
            position if position.starts_with("0%") => TextHeight::Line,
            _ => TextHeight::Raised,
        });
        let font = value("font-name")
            .or_else(|| Some(value("font-family")?.trim_matches('\'').to_owned()));
        StatedEffects { is_struck, height, font }
    }
}
