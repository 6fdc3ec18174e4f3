//! Styles of an OpenDocument text, resolved along their parents (OpenDocument 1.3, part 3, 16).

use super::lists::ListStyles;
use crate::office::document::TextLook;
use crate::office::package::PackageError;
use crate::office::page_texts::PageTexts;
use crate::office::shown_text::{TextEffects, TextHeight};
use crate::office::symbol_fonts::symbol_font;
use crate::office::xml::{Xml, attribute, text};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::BufRead;

/// Most styles that one is based on: a circle has no end.
const DEEPEST: usize = 64;

/// Style of text or of paragraphs; `None` where it sets nothing.
#[derive(Clone, Default)]
struct OdtStyle {
    parent: Option<String>,
    is_hidden: Option<bool>,
    is_struck: Option<bool>,
    is_capital: Option<bool>,
    height: Option<TextHeight>,
    /// Font of symbols; empty for a font of letters.
    font: Option<&'static str>,
}

/// Styles of a document.
#[derive(Default)]
pub(super) struct OdtStyles {
    /// Styles by family and name; the default one of a family has no name.
    styles: BTreeMap<(String, String), OdtStyle>,
    /// Fonts of symbols by the names that styles use.
    fonts: BTreeMap<String, &'static str>,
    pub lists: ListStyles,
    /// Headers and footers of pages.
    pub page_texts: PageTexts,
}

impl OdtStyles {
    /// Adds the styles that stand before the body of a part.
    ///
    /// # Errors
    /// [`PackageError`] if the part is damaged or too large.
    pub(crate) fn with(mut self, part: impl BufRead) -> Result<Self, PackageError> {
        let mut xml = Xml::new(part);
        let mut style = None;
        loop {
            match xml.event()? {
                Event::Start(tag) => {
                    let name = tag.local_name().as_ref().to_owned();
                    match name.as_str() {
                        "body" => return Ok(self),
                        "header" | "header-left" | "header-first" | "footer" | "footer-left"
                        | "footer-first" => self.page_text(&name, &mut xml)?,
                        _ => self.start(&tag, &mut style),
                    }
                }
                Event::Empty(tag) => self.start(&tag, &mut style),
                Event::Eof => return Ok(self),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, style: &mut Option<(String, String)>) {
        let value = |name| attribute(tag, name).map(|value| value.into_owned());
        match tag.local_name().as_ref() {
            "font-face" => {
                let family = value("font-family").unwrap_or_default();
                let font = symbol_font(family.trim_matches(['\'', '"'])).unwrap_or_default();
                self.fonts.insert(value("name").unwrap_or_default(), font);
            }
            name @ ("style" | "default-style") => {
                let named = value("name").filter(|_| name == "style").unwrap_or_default();
                let key = (value("family").unwrap_or_default(), named);
                let parent = value("parent-style-name");
                self.styles.insert(key.clone(), OdtStyle { parent, ..OdtStyle::default() });
                *style = Some(key);
            }
            "text-properties" => {
                let fonts = &self.fonts;
                if let Some(style) = style.as_ref().and_then(|key| self.styles.get_mut(key)) {
                    style.set(tag, fonts);
                }
            }
            "list-style" | "outline-style" => {
                *style = None;
                self.lists.start(tag);
            }
            _ => self.lists.level(tag),
        }
    }

    /// Reads a header or a footer whose start tag has been read.
    fn page_text(&mut self, name: &str, xml: &mut Xml<impl BufRead>) -> Result<(), PackageError> {
        let (mut words, mut depth, mut counted) = (String::new(), 1_usize, 0_usize);
        while depth > 0 {
            let event = xml.event()?;
            match &event {
                Event::Start(tag) => {
                    depth += 1;
                    let is_count =
                        matches!(tag.local_name().as_ref(), "page-number" | "page-count");
                    counted += usize::from(is_count || counted > 0);
                    words.push_str(if tag.local_name().as_ref() == "p" { " " } else { "" });
                }
                Event::End(_) => {
                    depth -= 1;
                    counted = counted.saturating_sub(1);
                }
                Event::Eof => return Err(PackageError::Damaged),
                Event::Empty(_) => words.push(' '),
                event if counted == 0 => words.push_str(&text(event)?.unwrap_or_default()),
                _ => {}
            }
        }
        self.page_texts.add(name.starts_with("header"), &words);
        Ok(())
    }

    /// Returns the look of text in a style above another look.
    pub(crate) fn look(&self, family: &str, name: Option<&str>, below: TextLook) -> TextLook {
        let key = |name: &str| (family.to_owned(), name.to_owned());
        let mut chain = Vec::new();
        let mut next = name.and_then(|name| self.styles.get(&key(name)));
        while let Some(style) = next.filter(|_| chain.len() < DEEPEST) {
            chain.push(style);
            next = style.parent.as_ref().and_then(|parent| self.styles.get(&key(parent)));
        }
        if family == "paragraph" {
            chain.extend(self.styles.get(&key("")));
        }
        let mut look = below;
        for style in chain.into_iter().rev() {
            style.overlay(&mut look);
        }
        look
    }
}

impl OdtStyle {
    fn set(&mut self, tag: &BytesStart<'_>, fonts: &BTreeMap<String, &'static str>) {
        for attribute in tag.attributes().with_checks(false).flatten() {
            let value = &*attribute.value;
            match attribute.key.local_name().as_ref() {
                "display" => self.is_hidden = Some(value == "none"),
                "text-line-through-style" | "text-line-through-type" => {
                    // Either says that there is none, and each alone that there is one.
                    let is_struck = value != "none";
                    self.is_struck = Some(is_struck && self.is_struck != Some(false));
                }
                "text-transform" => self.is_capital = Some(value == "uppercase"),
                "text-position" => self.height = Some(height(value)),
                "font-name" => self.font = Some(fonts.get(value).copied().unwrap_or_default()),
                "font-family" => {
                    let font = symbol_font(value.trim_matches(['\'', '"']));
                    self.font = Some(font.unwrap_or_default());
                }
                _ => {}
            }
        }
    }

    fn overlay(&self, look: &mut TextLook) {
        let TextEffects { is_struck, height, symbols } = look.effects;
        look.is_hidden = self.is_hidden.unwrap_or(look.is_hidden);
        look.is_capital = self.is_capital.unwrap_or(look.is_capital);
        look.effects = TextEffects {
            is_struck: self.is_struck.unwrap_or(is_struck),
            height: self.height.unwrap_or(height),
            symbols: self.font.map_or(symbols, |font| Some(font).filter(|font| !font.is_empty())),
        };
    }
}

/// Reads `super 58%`, `sub 58%`, `33% 58%` (20.402).
fn height(position: &str) -> TextHeight {
    let raise = position.split_whitespace().next().unwrap_or_default();
    let percent = || raise.strip_suffix('%').and_then(|number| number.parse::<f64>().ok());
    match raise {
        "super" => TextHeight::Raised,
        "sub" => TextHeight::Lowered,
        _ => match percent().unwrap_or_default() {
            number if number > 0.0 => TextHeight::Raised,
            number if number < 0.0 => TextHeight::Lowered,
            _ => TextHeight::Line,
        },
    }
}
