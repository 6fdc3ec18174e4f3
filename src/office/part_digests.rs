//! Digests of what the parts of a package say, whatever the order of attributes, the prefixes and
//! the white space: parts with the same digest were not rewritten by a program.

use super::package::{Package, PackageError};
use super::part_kind::{PartKind, kind_of, kind_of_sheet_element};
use super::xml_tree::{PartNode, PartStep, PartTrees};
use crate::digest::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// Digests of the parts of a package.
#[derive(Clone, Debug, Default)]
pub struct PartDigests {
    /// Digests by kind and name of the part; a sheet has several kinds.
    pub by_part: BTreeMap<(PartKind, String), Digest>,
    /// Parts that ask for a language which programs do not know, or which they cannot read for a
    /// prefix that is declared nowhere.
    pub unreadable: BTreeSet<String>,
}

impl PartDigests {
    /// Returns the kinds of the parts that differ, or that only one of the packages has.
    #[must_use]
    pub fn differing(&self, other: &PartDigests) -> BTreeSet<PartKind> {
        let parts = self.by_part.keys().chain(other.by_part.keys());
        let differ = parts.filter(|part| self.by_part.get(part) != other.by_part.get(part));
        differ.map(|(kind, _)| *kind).collect()
    }
}

/// Reads the digests of a package; the texts of cells are left out, which are compared elsewhere.
///
/// # Errors
/// [`PackageError`] if a part is damaged or too large.
pub(super) fn read_digests(bytes: &[u8]) -> Result<PartDigests, PackageError> {
    let mut package = Package::open(bytes)?;
    let mut digests = PartDigests::default();
    let names: Vec<_> = package.names().map(str::to_owned).collect();
    for name in names {
        let Some(kind) = kind_of(&name) else { continue };
        let is_xml = [".xml", ".rels"].iter().any(|end| name.ends_with(end));
        let digest = if is_xml { read_xml(&mut package, &name, kind)? } else { None };
        match digest {
            Some((by_kind, is_unreadable)) => {
                digests.unreadable.extend(is_unreadable.then(|| name.clone()));
                let said = by_kind.into_iter();
                let said = said.map(|(kind, said)| ((kind, name.clone()), said.digest()));
                digests.by_part.extend(said);
            }
            None => {
                let mut content = Vec::new();
                package.part(&name)?.read_to_end(&mut content)?;
                digests.by_part.insert((kind, name), Digest::of(&content));
            }
        }
    }
    Ok(digests)
}

/// Content of a part by kind, and `true` if programs cannot read it.
type PartSaid = (BTreeMap<PartKind, SaidText>, bool);

/// Reads a part in XML; `None` if it is not well formed.
fn read_xml(
    package: &mut Package<'_>,
    name: &str,
    kind: PartKind,
) -> Result<Option<PartSaid>, PackageError> {
    let mut trees = PartTrees::new(package.part(name)?);
    let mut reader = PartReader {
        kind,
        is_sheet: kind == PartKind::Views,
        depth: 0,
        silent: None,
        said: BTreeMap::new(),
    };
    // A part that says nothing counts as well.
    reader.said.insert(kind, SaidText::default());
    loop {
        let mut words = String::new();
        let step = match trees.step_with(&mut words) {
            Ok(step) => step,
            Err(PackageError::Damaged) => return Ok(None),
            Err(error) => return Err(error),
        };
        reader.words(words.trim());
        match step {
            PartStep::Start(node) => reader.start(&node),
            PartStep::End => reader.end(),
            PartStep::Eof => return Ok(Some((reader.said, trees.is_unreadable()))),
        }
    }
}

/// Reader of a part.
struct PartReader {
    /// Kind of what is being read.
    kind: PartKind,
    /// `true` for a sheet, whose elements are of several kinds.
    is_sheet: bool,
    /// Number of open elements.
    depth: usize,
    /// Depth of the open element whose content is compared elsewhere.
    silent: Option<usize>,
    said: BTreeMap<PartKind, SaidText>,
}

/// Elements of cells whose content is compared by what it shows.
const CONTENT: [&str; 3] = ["v", "is", "f"];
/// Elements that show nothing: marks of spelling and of pages, the range of a sheet.
const NOTHING: [&str; 3] = ["proofErr", "lastRenderedPageBreak", "dimension"];

impl PartReader {
    fn start(&mut self, node: &PartNode) {
        let name = node.name.rsplit('}').next().unwrap_or_default();
        if self.depth == 1 && self.is_sheet {
            self.kind = kind_of_sheet_element(name);
        }
        let is_content = self.kind == PartKind::Cells && CONTENT.contains(&name);
        if self.silent.is_none() && (is_content || NOTHING.contains(&name)) {
            self.silent = Some(self.depth);
        }
        if self.silent.is_none() {
            let mut attributes: Vec<_> =
                node.attributes.iter().filter(|(key, _)| !is_silent(self.kind, key)).collect();
            attributes.sort_unstable();
            self.say(&format!("<{}{attributes:?}", node.name));
        }
        self.depth += 1;
    }

    fn end(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        match self.silent {
            Some(depth) if depth == self.depth => self.silent = None,
            Some(_) => {}
            None => self.say(">"),
        }
        if self.depth == 1 && self.is_sheet {
            self.kind = PartKind::Views;
        }
    }

    fn words(&mut self, words: &str) {
        if self.silent.is_none() && !words.is_empty() {
            self.say(&format!("={words:?}"));
        }
    }

    fn say(&mut self, words: &str) {
        let said = self.said.entry(self.kind).or_default();
        said.0.push_str(words);
        // The order of relationships and of types says nothing.
        if self.kind == PartKind::Links && self.depth <= 1 {
            said.0.push('\n');
        }
    }
}

/// Returns `true` for an attribute that shows nothing: sessions of Word, kinds of values and spans
/// of rows.
fn is_silent(kind: PartKind, key: &str) -> bool {
    key.trim_start_matches(':').starts_with("rsid")
        || matches!(key, "w14:paraId" | "w14:textId")
        || kind == PartKind::Cells && matches!(key, ":t" | ":spans")
}

/// Content of a part, written in one way.
#[derive(Default)]
struct SaidText(String);

impl SaidText {
    fn digest(&self) -> Digest {
        let mut lines: Vec<_> = self.0.lines().collect();
        lines.sort_unstable();
        Digest::of(lines.join("\n").as_bytes())
    }
}
