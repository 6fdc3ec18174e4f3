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
    let (older, mut parts) = (skeleton::parts(before, &labels)?, skeleton::parts(after, &labels)?);
    let [old, new] = [before, after].map(|annex| body(annex, &labels));
    let mut revisions = Revisions::of(after.meta.date);
    let merged = blocks::merged(&mut revisions, &old?, &new?);
    let headers = parts.headers.iter_mut().zip(&older.headers);
    for (new, old) in headers.chain(parts.footers.iter_mut().zip(&older.footers)) {
        if new != old {
            *new = merged_part(&mut revisions, old, new)?;
        }
    }
    let xml: String = merged.iter().map(XmlElement::to_xml).collect();
    finish::package(parts, |out| out.push(&xml), after)
}

/// Merges a header or a footer with the older one.
fn merged_part(revisions: &mut Revisions, old: &[u8], new: &[u8]) -> Result<Vec<u8>, RenderError> {
    let (old, mut root) = (parse(old)?, parse(new)?);
    let new = elements(std::mem::take(&mut root.children));
    let merged = blocks::merged(revisions, &elements(old.children), &new);
    root.children = merged.into_iter().map(XmlNode::Element).collect();
    Ok(root.to_xml().into_bytes())
}

fn elements(nodes: Vec<XmlNode>) -> Vec<XmlElement> {
    let element = |node| match node {
        XmlNode::Element(element) => Some(element),
        XmlNode::Raw(_) => None,
    };
    nodes.into_iter().filter_map(element).collect()
}

/// Returns the blocks of `annex` as elements.
fn body(annex: &Annex, labels: &DocxListLabels<'_>) -> Result<Vec<XmlElement>, RenderError> {
    let blocks = |out: &mut PartWriter<'_>| DocxWriter::new(annex, labels).blocks(out);
    let xml = PartWriter::text_of(blocks)?;
    Ok(elements(parse(format!("<w:body>{xml}</w:body>").as_bytes())?.children))
}

#[cfg(test)]
mod tests;
