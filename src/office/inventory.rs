//! Content of an office package besides its tables: formulas, the list of its parts, the
//! appearance of a document. Needed to compare two files, not to read a plan.

use super::docx::{DocumentAppearance, read_appearance};
use super::package::{Package, PackageError};
use super::package_links::{ContentTypes, PackageLink, read_links, read_types};
use super::part_digests::{PartDigests, read_digests};
use super::relationships::main_part;
use super::well_formed::{FaultyPart, read_faults};
use super::xlsx::{SheetFormulas, WorkbookLook, read_formulas, read_look};
use super::xml_tree::{PartStep, PartTrees};
use memchr::memmem;
use std::collections::{BTreeMap, BTreeSet};

/// Content of a package besides its tables.
#[derive(Clone, Debug, Default)]
pub struct PackageInventory {
    /// Formulas by sheet.
    pub formulas: BTreeMap<String, SheetFormulas>,
    /// Workbook as it is displayed; `None` for a document.
    pub look: Option<WorkbookLook>,
    /// Names of the parts, in lower case.
    pub parts: BTreeSet<String>,
    /// Relationships of all parts.
    pub links: Vec<PackageLink>,
    /// Content types of the parts.
    pub types: ContentTypes,
    /// `true` if two parts have the same name, so that programs may show different ones.
    pub has_duplicates: bool,
    /// Appearance of a document; `None` for a workbook.
    pub appearance: Option<DocumentAppearance>,
    /// Digests of what the parts say, to find those that a program has rewritten.
    pub digests: PartDigests,
    /// `true` if the archive holds the sign of a PDF: readers of PDF open it as one.
    pub holds_pdf: bool,
    /// Parts that a conforming reader does not take as we do.
    pub faults: Vec<FaultyPart>,
}

/// Reads the inventory of a workbook or a document of Office Open XML.
///
/// # Errors
/// Reason for which the file cannot be read, in Italian, to stand behind «il file».
pub fn read_inventory(bytes: &[u8]) -> Result<PackageInventory, &'static str> {
    read(bytes).map_err(|error| match error {
        PackageError::Damaged => "è danneggiato",
        PackageError::TooLarge | PackageError::TooDeep => "è troppo grande",
        PackageError::Encoding => {
            "ha una parte scritta in una codifica di caratteri che qui non si legge"
        }
    })
}

fn read(bytes: &[u8]) -> Result<PackageInventory, PackageError> {
    let mut package = Package::open(bytes)?;
    let mut inventory = PackageInventory {
        parts: package.names().map(str::to_owned).collect(),
        has_duplicates: package.has_duplicates(),
        formulas: read_formulas(&mut package)?,
        links: read_links(&mut package)?,
        types: read_types(&mut package)?,
        digests: read_digests(bytes)?,
        faults: read_faults(bytes)?,
        holds_pdf: memmem::find(bytes, b"%PDF-").is_some(),
        ..PackageInventory::default()
    };
    let main = main_part(&mut package, "");
    if is_document(&mut package, &main)? {
        inventory.appearance = Some(read_appearance(&mut package)?);
    } else {
        inventory.look = read_look(&mut package)?;
    }
    Ok(inventory)
}

/// Returns `true` if the main part of a package is a text document.
fn is_document(package: &mut Package<'_>, main: &str) -> Result<bool, PackageError> {
    if !package.has(main) {
        return Ok(false);
    }
    match PartTrees::new(package.part(main)?).step()? {
        PartStep::Start(root) => Ok(root.name == "document"),
        PartStep::End | PartStep::Eof => Ok(false),
    }
}
