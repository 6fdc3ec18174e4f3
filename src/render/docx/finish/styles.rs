//! Repairs to the style definitions.

use super::body::repaired;
use super::valued;
use super::xml::{XmlElement, XmlNode};
use crate::annex::{Annex, StyleName};
use crate::render::RenderError;
use crate::render::docx::skeleton::style::hex;

/// Repairs the style definitions written by `docx-rs`.
///
/// # Errors
/// [`RenderError::Backend`] if they are not well-formed.
pub(crate) fn styles(xml: &[u8], annex: &Annex) -> Result<XmlElement, RenderError> {
    let mut styles = repaired(xml)?;
    set_language(&mut styles, &annex.meta.language);
    for node in &mut styles.children {
        if let XmlNode::Element(style) = node {
            mark_default(style);
            mark_custom(style);
            fill_first_row(style, annex);
        }
    }
    Ok(styles)
}

/// Sets the language of all text (17.3.2.20), which `docx-rs` cannot express.
fn set_language(styles: &mut XmlElement, language: &str) {
    if language.is_empty() {
        return;
    }
    let defaults = styles.child_mut("w:docDefaults").child_mut("w:rPrDefault").child_mut("w:rPr");
    defaults.children.push(XmlNode::Element(valued("w:lang", language)));
}

/// Marks the default paragraph style (17.7.4.17).
fn mark_default(style: &mut XmlElement) {
    // Without `w:default`, paragraphs that name no style have none.
    if style.attribute("w:styleId") == Some("Normal") {
        style.attributes.push(("w:default".into(), "1".into()));
    }
}

/// Marks the styles that are not built in (17.7.4.17).
fn mark_custom(style: &mut XmlElement) {
    // Word has no built-in styles of these names.
    let is_ours = |name: &str| name.starts_with("Tabella") || name == "Ente";
    let name = style.elements().find(|e| e.name == "w:name").and_then(|e| e.attribute("w:val"));
    if name.is_some_and(is_ours) {
        style.attributes.push(("w:customStyle".into(), "1".into()));
    }
}

/// Adds the fill of a table's first row (17.7.6.6), which `docx-rs` cannot express.
fn fill_first_row(style: &mut XmlElement, annex: &Annex) {
    let Some(fill) = annex.styles[StyleName::Head].fill else { return };
    if style.attribute("w:type") != Some("table") {
        return;
    }
    let shading = [("w:val", "clear"), ("w:color", "auto"), ("w:fill", &*hex(fill))];
    let cell = XmlElement::new("w:tcPr", &[]).with(XmlElement::new("w:shd", &shading));
    let first = XmlElement::new("w:tblStylePr", &[("w:type", "firstRow")]).with(cell);
    style.children.push(XmlNode::Element(first));
}
