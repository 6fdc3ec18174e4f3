//! Document with revisions: what an annex says and an older one said, as changes that Word and
//! LibreOffice show, accept and refuse (17.13.5). Accepted it says what the new annex says, refused
//! what the old one does, cell by cell.
//!
//! Both documents are written first; their blocks, rows and paragraphs are then aligned, and one
//! document is made of both.

mod alignment;
mod blocks;
mod pieces;
mod revision;

use super::DocxWriter;
use super::finish::xml::{XmlElement, XmlNode, parse};
use super::finish::{self, PartWriter};
use super::list_labels::DocxListLabels;
use super::skeleton;
use crate::annex::Annex;
use crate::render::RenderError;
use revision::Revisions;

/// Renders `after` as a DOCX file with what differs from `before` as revisions; both are of the same
/// layout.
///
/// # Errors
/// As [`super::docx`].
pub fn docx_with_revisions(before: &Annex, after: &Annex) -> Result<Vec<u8>, RenderError> {
    let labels = DocxListLabels::of([before, after]);
    let parts = skeleton::parts(after, &labels)?;
    let [old, new] = [before, after].map(|annex| body(annex, &labels));
    let mut revisions = Revisions::of(after.meta.date);
    let merged = blocks::merged(&mut revisions, &old?, &new?);
    let xml: String = merged.iter().map(XmlElement::to_xml).collect();
    finish::package(parts, |out| out.push(&xml), after)
}

/// Returns the blocks of `annex` as elements.
fn body(annex: &Annex, labels: &DocxListLabels<'_>) -> Result<Vec<XmlElement>, RenderError> {
    let blocks = |out: &mut PartWriter<'_>| DocxWriter::new(annex, labels).blocks(out);
    let xml = PartWriter::text_of(blocks)?;
    let body = parse(format!("<w:body>{xml}</w:body>").as_bytes())?;
    let element = |node| match node {
        XmlNode::Element(element) => Some(element),
        XmlNode::Raw(_) => None,
    };
    Ok(body.children.into_iter().filter_map(element).collect())
}

#[cfg(test)]
mod tests;
