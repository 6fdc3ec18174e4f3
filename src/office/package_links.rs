//! Relationships and content types of all parts of a package (ECMA-376-2, 8 and 9): programs find
//! parts by them, whatever the parts are called.

use super::package::{Package, PackageError};
use super::relationships::absolute;
use super::xml::{Xml, attribute};
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// Relationship that a part of a package states.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackageLink {
    /// Name of the part that states it, in lower case; empty for the package.
    pub from: String,
    /// Identifier within its part.
    pub id: String,
    /// Type as the file states it.
    pub kind: String,
    /// Name of the other part in lower case, or the address of an external one.
    pub target: String,
    /// `true` if the target lies outside of the package.
    pub is_external: bool,
    /// `true` if the target is written in the same letters as the name of its part.
    pub is_exact: bool,
}

/// Content types of parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentTypes {
    by_name: BTreeMap<String, String>,
    by_extension: BTreeMap<String, String>,
    /// `true` if a part or an extension is declared twice.
    pub has_duplicates: bool,
}

impl ContentTypes {
    /// Returns the type of a part by its name in lower case; empty if none is declared.
    #[must_use]
    pub fn of(&self, part: &str) -> &str {
        let extension = part.rsplit_once('.').map(|(_, extension)| extension);
        let by_extension = || self.by_extension.get(extension?);
        self.by_name.get(part).or_else(by_extension).map_or("", String::as_str)
    }
}

/// Reads the relationships of all parts.
///
/// # Errors
/// [`PackageError`] if a list of them is damaged.
pub(super) fn read_links(package: &mut Package<'_>) -> Result<Vec<PackageLink>, PackageError> {
    let names: Vec<_> = package.names().filter(|name| name.ends_with(".rels")).collect();
    let lists: Vec<_> = names.iter().filter_map(|name| Some((*name, owner(name)?))).collect();
    let lists: Vec<_> = lists.into_iter().map(|(name, from)| (name.to_owned(), from)).collect();
    let mut links = Vec::new();
    for (name, from) in lists {
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let mut found = Vec::new();
        let mut xml = Xml::new(package.part(&name)?);
        loop {
            match xml.event()? {
                Event::Start(tag) | Event::Empty(tag)
                    if tag.local_name().as_ref() == "Relationship" =>
                {
                    let value = |name| attribute(&tag, name).unwrap_or_default().into_owned();
                    let is_external = value("TargetMode") == "External";
                    let target = value("Target");
                    let steps = absolute("", &target);
                    let link = PackageLink {
                        from: from.clone(),
                        id: value("Id"),
                        kind: value("Type"),
                        target: if is_external {
                            target
                        } else {
                            absolute(&folder, &target).to_lowercase()
                        },
                        is_external,
                        is_exact: true,
                    };
                    found.push((link, steps));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        drop(xml);
        links.extend(found.into_iter().map(|(link, steps)| {
            let is_exact = link.is_external || package.is_spelled(&link.target, &steps);
            PackageLink { is_exact, ..link }
        }));
    }
    Ok(links)
}

/// Returns the part whose relationships a list holds: «xl/_rels/workbook.xml.rels».
fn owner(list: &str) -> Option<String> {
    let (folder, name) = list.rsplit_once("_rels/")?;
    Some(format!("{folder}{}", name.strip_suffix(".rels")?))
}

/// Reads the content types.
///
/// # Errors
/// [`PackageError`] if the list of them is missing or damaged.
pub(super) fn read_types(package: &mut Package<'_>) -> Result<ContentTypes, PackageError> {
    let mut xml = Xml::new(package.part("[Content_Types].xml")?);
    let mut types = ContentTypes::default();
    loop {
        match xml.event()? {
            Event::Start(tag) | Event::Empty(tag) => {
                let value = |name| attribute(&tag, name).unwrap_or_default().to_lowercase();
                let kind = value("ContentType");
                let before = match tag.local_name().as_ref() {
                    "Override" => {
                        let name = value("PartName").trim_start_matches('/').to_owned();
                        types.by_name.insert(name, kind)
                    }
                    "Default" => types.by_extension.insert(value("Extension"), kind),
                    _ => None,
                };
                types.has_duplicates |= before.is_some();
            }
            Event::Eof => return Ok(types),
            _ => {}
        }
    }
}
