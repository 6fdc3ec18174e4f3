//! The theme part (ECMA-376-1, 14.2.7), which docx-rs does not write: without it Word
//! shows the names of its colours and fonts as missing.

use super::xml::{Element, parse};
use crate::annex::Fonts;

/// Neutral colours and plain effects; the font is put in.
const THEME: &str = include_str!("theme.xml");

/// The theme with the annex's font for headings and text.
pub fn theme(fonts: &Fonts) -> Element {
    let mut theme = parse(THEME.as_bytes()).expect("a part of the program that tests have read");
    theme.walk(&mut |element| {
        if element.name == "a:latin" {
            *element = Element::new("a:latin", &[("typeface", &fonts.main.office_name)]);
        }
    });
    theme
}
