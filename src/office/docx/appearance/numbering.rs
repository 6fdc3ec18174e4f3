//! Labels of list items as a document shows them, counted (ECMA-376-1, 17.9).

use super::properties::DocxProperties;
use crate::office::package::PackageError;
use crate::office::xml_tree::{PartNode, PartTrees};
use std::collections::BTreeMap;
use std::io::BufRead;

/// Level of a list.
#[derive(Clone, Default)]
struct ListLevel {
    start: u32,
    format: String,
    text: String,
    /// Set if the level has a picture as its label.
    has_picture: bool,
    paragraph: DocxProperties,
    run: DocxProperties,
}

/// List that paragraphs name.
struct DocxList {
    definition: String,
    /// Levels that differ from the definition's.
    changed: BTreeMap<u32, ListLevel>,
    /// First numbers that differ from the definition's.
    starts: BTreeMap<u32, u32>,
}

/// Lists of a document, with the numbers reached so far.
#[derive(Default)]
pub(super) struct DocxNumbering {
    definitions: BTreeMap<String, BTreeMap<u32, ListLevel>>,
    lists: BTreeMap<String, DocxList>,
    /// Last number by definition, or by list where it has numbers of its own, and level.
    counts: BTreeMap<(String, u32), u32>,
}

/// Label of an item.
pub(super) struct ItemLabel {
    /// Label as shown.
    pub text: String,
    /// DocxProperties of its run.
    pub run: DocxProperties,
    /// DocxProperties that the level gives the paragraph.
    pub paragraph: DocxProperties,
}

impl ItemLabel {
    fn unknown() -> Self {
        let (run, paragraph) = (DocxProperties::default(), DocxProperties::default());
        ItemLabel { text: "(numero)".to_owned(), run, paragraph }
    }
}

impl DocxNumbering {
    /// Reads the part that defines the lists.
    ///
    /// # Errors
    /// [`PackageError`] if the part is damaged or too large.
    pub(crate) fn read(part: impl BufRead) -> Result<Self, PackageError> {
        let root = PartTrees::root(part)?;
        let mut numbering = DocxNumbering::default();
        for node in &root.children {
            match node.name.as_str() {
                "abstractNum" => {
                    let id = node.attribute("abstractNumId").unwrap_or_default().to_owned();
                    numbering.definitions.insert(id, levels(node));
                }
                "num" => {
                    let id = node.attribute("numId").unwrap_or_default().to_owned();
                    let definition = node.child("abstractNumId").and_then(PartNode::value);
                    let definition = definition.unwrap_or_default().to_owned();
                    let (changed, starts) = (changed_levels(node), starts(node));
                    numbering.lists.insert(id, DocxList { definition, changed, starts });
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// Returns the label of the next item of a list at a level; `None` if there is no such list.
    pub(crate) fn next(&mut self, list: &str, level: u32) -> Option<ItemLabel> {
        let DocxList { definition, changed, starts } = self.lists.get(list)?;
        let own = self.definitions.get(definition)?;
        let at = |level: u32| changed.get(&level).or_else(|| own.get(&level));
        // Levels of another definition (17.9.21), which shows some number or sign.
        let Some(current) = at(level) else { return Some(ItemLabel::unknown()) };
        let counted = if starts.is_empty() { definition.clone() } else { format!("#{list}") };
        let key = |level| (counted.clone(), level);
        let start = starts.get(&level).copied().unwrap_or(current.start);
        let count = self.counts.get(&key(level)).map_or(start, |n| n.saturating_add(1));
        let mut text = current.text.clone();
        for upper in 0..=level.min(8) {
            let Some(number) = at(upper) else { continue };
            let value = if upper == level {
                count
            } else {
                self.counts.get(&key(upper)).copied().unwrap_or(number.start)
            };
            text = text.replace(&format!("%{}", upper + 1), &written(value, &number.format));
        }
        let text = if current.has_picture { "(immagine)".to_owned() } else { text };
        let label =
            ItemLabel { text, run: current.run.clone(), paragraph: current.paragraph.clone() };
        let deeper: Vec<_> = (level + 1..=8).map(key).collect();
        let key = key(level);
        deeper.iter().for_each(|key| _ = self.counts.remove(key));
        self.counts.insert(key, count);
        Some(label)
    }
}

fn levels(node: &PartNode) -> BTreeMap<u32, ListLevel> {
    let levels = node.children.iter().filter(|child| child.name == "lvl");
    levels.filter_map(|node| Some((number(node, "ilvl")?, level(node)))).collect()
}

fn changed_levels(node: &PartNode) -> BTreeMap<u32, ListLevel> {
    let changes = node.children.iter().filter(|child| child.name == "lvlOverride");
    let changed = changes.filter_map(|node| Some((number(node, "ilvl")?, node.child("lvl")?)));
    changed.map(|(at, node)| (at, level(node))).collect()
}

fn starts(node: &PartNode) -> BTreeMap<u32, u32> {
    let changes = node.children.iter().filter(|child| child.name == "lvlOverride");
    let start = |node: &PartNode| node.child("startOverride")?.value()?.parse().ok();
    changes.filter_map(|node| Some((number(node, "ilvl")?, start(node)?))).collect()
}

fn level(node: &PartNode) -> ListLevel {
    let value = |name| node.child(name).and_then(PartNode::value);
    ListLevel {
        start: value("start").and_then(|n| n.parse().ok()).unwrap_or(0),
        format: value("numFmt").unwrap_or("decimal").to_owned(),
        text: value("lvlText").unwrap_or_default().to_owned(),
        has_picture: node.child("lvlPicBulletId").is_some(),
        paragraph: DocxProperties::of(node.child("pPr")),
        run: DocxProperties::of(node.child("rPr")),
    }
}

fn number(node: &PartNode, name: &str) -> Option<u32> {
    node.attribute(name)?.parse().ok()
}

/// Writes a number in a format of lists (17.18.59); others than the usual ones with their name.
fn written(number: u32, format: &str) -> String {
    let letter = |first: u8| {
        let index = number.saturating_sub(1);
        let letter = char::from(first + (index % 26) as u8);
        letter.to_string().repeat(1 + index as usize / 26 % 9)
    };
    match format {
        "decimal" => number.to_string(),
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        "none" | "bullet" => String::new(),
        other => format!("{number} ({other})"),
    }
}
