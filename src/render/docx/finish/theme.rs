//! Theme part (ECMA-376-1, 14.2.7), which `docx-rs` does not write: without it Word shows the
//! names of its colours and fonts as missing.

use super::xml::XmlElement;
use crate::annex::Fonts;

/// Theme with neutral colours and plain effects; the font is filled in.
const THEME: &str = include_str!("theme.xml");

/// Returns the theme with the annex's font for headings and text.
pub(crate) fn theme(fonts: &Fonts) -> String {
    let font = XmlElement::new("a:latin", &[("typeface", &fonts.main.office_name)]);
    THEME.trim_end().replace(r#"<a:latin typeface=""/>"#, &font.to_xml())
}
