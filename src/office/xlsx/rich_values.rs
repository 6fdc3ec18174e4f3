//! Rich values of cells, by which pictures stand in place of a value ([MS-XLSX], 2.2.9): the cell
//! itself stores an error that programs of old show.

use super::relationships;
use crate::office::package::{Package, PackageError};
use crate::office::xml_tree::{PartNode, PartTrees};

/// Kinds of the rich values of a workbook.
#[derive(Default)]
pub(super) struct XlsxRichValues {
    /// For each number that a cell's `vm` states, less one: `true` for a picture.
    pictures: Vec<bool>,
}

impl XlsxRichValues {
    /// Reads the kinds; a workbook without rich values has none.
    ///
    /// # Errors
    /// [`PackageError`] if a part of them is damaged or too large.
    pub(crate) fn read(package: &mut Package<'_>, book: &str) -> Result<Self, PackageError> {
        let links = relationships(package, book)?;
        let mut tree = |kind: &str| -> Result<PartNode, PackageError> {
            let part = links.values().find(|link| link.kind == kind && package.has(&link.target));
            part.map_or(Ok(PartNode::default()), |link| {
                PartTrees::root(package.part(&link.target)?)
            })
        };
        let metadata = tree("sheetMetadata")?;
        let (values, structures) = (tree("rdRichValue")?, tree("rdRichValueStructure")?);
        let is_picture: Vec<bool> =
            values.children.iter().map(|value| is_picture(value, &structures)).collect();
        // The metadata of a cell names an entry of the list for rich values, which names a value.
        let entries = named_all(&metadata, "futureMetadata");
        let entries = entries.into_iter().find(|list| attribute(list, "name") == "XLRICHVALUE");
        let value_of = |entry: usize| {
            let mut value = None;
            let entry = entries.and_then(|list| list.children.get(entry))?;
            entry.walk(&mut |node| {
                if local_name(node) == "rvb" {
                    value = attribute(node, "i").parse::<usize>().ok();
                }
            });
            value
        };
        let cells =
            named_all(&metadata, "valueMetadata").into_iter().flat_map(|list| &list.children);
        let pictures = cells.map(|block| {
            let entry = block.children.first().and_then(|rc| attribute(rc, "v").parse().ok());
            entry
                .and_then(value_of)
                .and_then(|value| is_picture.get(value).copied())
                .unwrap_or(false)
        });
        Ok(XlsxRichValues { pictures: pictures.collect() })
    }

    /// Returns `true` if the value metadata of a cell, counted from 1, is a picture.
    pub(crate) fn is_picture(&self, metadata: u32) -> bool {
        let index = metadata.checked_sub(1).and_then(|index| usize::try_from(index).ok());
        index.and_then(|index| self.pictures.get(index)).copied().unwrap_or(false)
    }
}

fn is_picture(value: &PartNode, structures: &PartNode) -> bool {
    let structure = attribute(value, "s").parse::<usize>().ok();
    let structure = structure.and_then(|index| structures.children.get(index));
    structure.is_some_and(|structure| {
        matches!(attribute(structure, "t"), "_localImage" | "_webimage" | "_image")
    })
}

fn named_all<'n>(node: &'n PartNode, name: &str) -> Vec<&'n PartNode> {
    node.children.iter().filter(|child| local_name(child) == name).collect()
}

fn attribute<'n>(node: &'n PartNode, name: &str) -> &'n str {
    node.attribute(&format!(":{name}")).unwrap_or_default()
}

/// Returns the name of an element without the namespace before it.
fn local_name(node: &PartNode) -> &str {
    node.name.rsplit([':', '}']).next().unwrap_or_default()
}
