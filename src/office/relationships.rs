//! Relationships between the parts of a package (ECMA-376-2, 9): programs find parts by them,
//! whatever the parts are called.

use super::package::{Package, PackageError};
use super::xml_tree::{PartNode, PartTrees};

/// Relationship of a part, or of the whole package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PartLink {
    /// Identifier within its part.
    pub id: String,
    /// Last word of its type: «styles», «header».
    pub kind: String,
    /// Name of the part, without a slash before it; for an external one the address as written.
    pub target: String,
    /// `true` if the target lies outside the package.
    pub is_external: bool,
}

/// Reads the relationships of a part; of the package, if `part` is empty.
///
/// A part without any has no list.
///
/// # Errors
/// [`PackageError`] if the list is damaged or too large.
pub(super) fn part_links(
    package: &mut Package<'_>,
    part: &str,
) -> Result<Vec<PartLink>, PackageError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = format!("{folder}/_rels/{name}.rels");
    if !package.has(&list) {
        return Ok(Vec::new());
    }
    let root = PartTrees::root(package.part(&list)?)?;
    Ok(root.children.iter().map(|node| link(node, folder)).collect())
}

fn link(node: &PartNode, folder: &str) -> PartLink {
    let value = |name| node.attribute(name).unwrap_or_default();
    let is_external = value(":TargetMode") == "External";
    let target = value(":Target");
    PartLink {
        id: value(":Id").to_owned(),
        kind: value(":Type").rsplit('/').next().unwrap_or_default().to_owned(),
        target: if is_external { target.to_owned() } else { absolute(folder, target) },
        is_external,
    }
}

/// Returns the name of a part that is named from within a folder.
pub(super) fn absolute(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut names: Vec<&str> = Vec::new();
    for name in from.split('/').chain(target.split('/')) {
        match name {
            "" | "." => {}
            ".." => _ = names.pop(),
            name => names.push(name),
        }
    }
    names.join("/")
}

/// Returns the part that programs open first, `usual` if the package names none.
pub(super) fn main_part(package: &mut Package<'_>, usual: &str) -> String {
    let links = part_links(package, "").unwrap_or_default();
    let main = links.into_iter().find(|link| link.kind == "officeDocument");
    main.map_or_else(|| usual.to_owned(), |link| link.target)
}
