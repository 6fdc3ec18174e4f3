//! Styles of a document, resolved along what they are based on (ECMA-376-1, 17.7).

use super::properties::DocxProperties;
use crate::office::package::PackageError;
use crate::office::xml_tree::{PartNode, PartTrees};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::rc::Rc;

/// Most styles that one is based on: programs write three or four, and a circle has no end.
const DEEPEST: usize = 64;

/// DocxProperties of one style, or of one region of a table style.
#[derive(Clone, Debug, Default)]
pub(super) struct StyleLayer {
    pub run: DocxProperties,
    pub paragraph: DocxProperties,
    pub table: DocxProperties,
    pub row: DocxProperties,
    pub cell: DocxProperties,
    /// Conditional layers of a table style: `firstRow`, `band1Horz`.
    pub regions: BTreeMap<String, StyleLayer>,
}

impl StyleLayer {
    fn of(node: &PartNode) -> Self {
        let part = |name| DocxProperties::of(node.child(name));
        let regions = node.children.iter().filter(|child| child.name == "tblStylePr");
        StyleLayer {
            run: part("rPr"),
            paragraph: part("pPr"),
            table: part("tblPr"),
            row: part("trPr"),
            cell: part("tcPr"),
            regions: regions
                .map(|region| {
                    let kind = region.attribute("type").unwrap_or_default().to_owned();
                    (kind, StyleLayer::of(region))
                })
                .collect(),
        }
    }

    /// Sets the properties of a layer above this one.
    pub(crate) fn overlay(&mut self, above: &StyleLayer) {
        self.run.overlay(&above.run);
        self.paragraph.overlay(&above.paragraph);
        self.table.overlay(&above.table);
        self.row.overlay(&above.row);
        self.cell.overlay(&above.cell);
        for (name, region) in &above.regions {
            self.regions.entry(name.clone()).or_default().overlay(region);
        }
    }

    /// Returns `true` if the layer changes nothing.
    pub(crate) fn is_empty(&self) -> bool {
        let parts = [&self.run, &self.paragraph, &self.table, &self.row, &self.cell];
        parts.iter().all(|part| part.is_empty())
    }
}

/// Kind of a style.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum StyleKind {
    Paragraph,
    Character,
    Table,
}

/// Styles of a document.
#[derive(Default)]
pub(super) struct DocxStyles {
    /// DocxProperties below all styles.
    pub defaults: StyleLayer,
    styles: BTreeMap<(StyleKind, String), (Option<String>, StyleLayer)>,
    default_ids: BTreeMap<StyleKind, String>,
    resolved: BTreeMap<(StyleKind, String), Rc<StyleLayer>>,
    /// Names of styles that are defined twice, or with two of the same properties: programs
    /// differ in which they take.
    pub repeated: Vec<String>,
    /// Names and identifiers so far, without capitals: programs find styles by either.
    names: BTreeSet<(StyleKind, String)>,
    ids: BTreeSet<(StyleKind, String)>,
}

impl DocxStyles {
    /// Reads the part of the styles.
    ///
    /// # Errors
    /// [`PackageError`] if the part is damaged or too large.
    pub(crate) fn read(part: impl BufRead) -> Result<Self, PackageError> {
        let root = PartTrees::root(part)?;
        let mut styles = DocxStyles::default();
        for node in &root.children {
            match node.name.as_str() {
                "docDefaults" if !styles.defaults.is_empty() => {
                    styles.repeated.push("docDefaults".to_owned());
                }
                "docDefaults" => styles.read_defaults(node),
                "style" => styles.read_style(node),
                _ => {}
            }
        }
        Ok(styles)
    }

    fn read_defaults(&mut self, node: &PartNode) {
        let part = |outer: &str, inner| node.child(outer).and_then(|node| node.child(inner));
        self.defaults.run = DocxProperties::of(part("rPrDefault", "rPr"));
        self.defaults.paragraph = DocxProperties::of(part("pPrDefault", "pPr"));
    }

    fn read_style(&mut self, node: &PartNode) {
        let kind = match node.attribute("type") {
            Some("character") => StyleKind::Character,
            Some("table") => StyleKind::Table,
            // Styles of lists set nothing but a list, which paragraphs name themselves.
            Some("numbering") => return,
            _ => StyleKind::Paragraph,
        };
        let id = node.attribute("styleId").unwrap_or_default().to_owned();
        if matches!(node.attribute("default"), Some("1" | "true" | "on")) {
            self.default_ids.insert(kind, id.clone());
        }
        let name = node.child("name").and_then(PartNode::value).unwrap_or_default();
        // A comma stands before another name of the same style (17.7.4.9).
        let names = name.split(',').map(|name| name.trim().to_lowercase());
        // LibreOffice writes a style «Caption» of its own beside the one of Word.
        let names: Vec<_> = names.filter(|name| !name.is_empty() && name != "caption").collect();
        let has_known = names.into_iter().any(|name| !self.names.insert((kind, name)));
        let has_doubled = has_doubled_properties(node);
        if !self.ids.insert((kind, id.to_lowercase())) || has_known || has_doubled {
            self.repeated.push(id.clone());
        }
        let base = node.child("basedOn").and_then(PartNode::value).map(str::to_owned);
        self.styles.insert((kind, id), (base, StyleLayer::of(node)));
    }

    /// Returns what a style and those that it is based on set together; the default style of
    /// the kind if there is none of that name.
    pub(crate) fn resolve(&mut self, kind: StyleKind, id: Option<&str>) -> Rc<StyleLayer> {
        let default = self.default_ids.get(&kind).map(String::as_str);
        let known = |id: &&str| self.styles.contains_key(&(kind, (*id).to_owned()));
        let Some(id) = id.filter(known).or(default).map(str::to_owned) else {
            return Rc::default();
        };
        let key = (kind, id);
        if let Some(layer) = self.resolved.get(&key) {
            return Rc::clone(layer);
        }
        let layer = Rc::new(self.merged(&key));
        self.resolved.insert(key, Rc::clone(&layer));
        layer
    }

    fn merged(&self, (kind, id): &(StyleKind, String)) -> StyleLayer {
        let mut chain = Vec::new();
        let mut next = Some(id);
        while let Some((base, layer)) = next.and_then(|id| self.styles.get(&(*kind, id.clone()))) {
            chain.push(layer);
            next = base.as_ref().filter(|_| chain.len() < DEEPEST);
        }
        let mut merged = StyleLayer::default();
        chain.iter().rev().for_each(|layer| merged.overlay(layer));
        merged
    }
}

/// Returns `true` if a style, or a region of a table style, has two sets of the same properties.
fn has_doubled_properties(style: &PartNode) -> bool {
    let mut seen = BTreeSet::new();
    style.children.iter().any(|child| {
        let is_region = child.name == "tblStylePr";
        !is_region && !seen.insert(&child.name) || is_region && has_doubled_properties(child)
    })
}
