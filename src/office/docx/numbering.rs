//! Labels of list items as a document shows them, counted (ECMA-376-1, 17.9).

use super::properties::DocxProperties;
use crate::office::document::numeral;
use crate::office::package::PackageError;
use crate::office::xml_tree::{PartNode, PartTrees};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::rc::Rc;

/// Levels of a list (17.9.6), from 0.
const DEEPEST: u32 = 8;

/// Level of a list.
#[derive(Default)]
struct ListLevel {
    start: u32,
    format: String,
    /// Digits that a number is filled up to with zeros.
    digits: usize,
    text: String,
    /// Set if the level has a picture as its label.
    has_picture: bool,
    /// Set if all numbers of the label are shown in digits (17.9.4).
    is_legal: bool,
    /// Highest level whose items begin this one anew (17.9.10), from 1; 0 if none does.
    restart: Option<u32>,
    /// Paragraph style that stands for the level.
    style: Option<String>,
    gap: &'static str,
    paragraph: DocxProperties,
    run: DocxProperties,
}

/// Levels by number.
type ListLevels = BTreeMap<u32, Rc<ListLevel>>;

/// Definition of lists.
#[derive(Default)]
struct ListDefinition {
    levels: ListLevels,
    /// Numbering style whose definition holds the levels (17.9.21).
    link: Option<String>,
}

/// List that paragraphs name.
struct DocxList {
    definition: String,
    /// Levels that differ from the definition's.
    changed: ListLevels,
    /// First numbers that differ from the definition's.
    starts: BTreeMap<u32, u32>,
}

/// Lists of a document, with the numbers reached so far.
#[derive(Default)]
pub(super) struct DocxNumbering {
    definitions: BTreeMap<String, ListDefinition>,
    /// Definitions by the numbering style that they stand for.
    linked: BTreeMap<String, String>,
    lists: BTreeMap<String, DocxList>,
    /// Last number by definition and level: lists of one definition count on.
    counts: BTreeMap<(String, u32), u32>,
    /// Lists and levels that have begun with their own first number.
    begun: BTreeSet<(String, u32)>,
}

/// Label of an item.
pub(super) struct ItemLabel {
    /// Label as shown.
    pub text: String,
    /// `true` for a sign that does not count.
    pub is_bullet: bool,
    /// `true` if a number of the label has a format that is not known.
    pub is_unknown: bool,
    /// Blank behind the label.
    pub gap: &'static str,
    level: Rc<ListLevel>,
}

impl ItemLabel {
    fn unknown() -> Self {
        let text = "(numero)".to_owned();
        let level = Rc::default();
        ItemLabel { text, is_bullet: false, is_unknown: true, gap: " ", level }
    }

    /// Returns the properties of its run.
    pub(crate) fn run(&self) -> &DocxProperties {
        &self.level.run
    }

    /// Returns the properties that the level gives the paragraph.
    pub(crate) fn paragraph(&self) -> &DocxProperties {
        &self.level.paragraph
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
                "abstractNum" => numbering.define(node),
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

    fn define(&mut self, node: &PartNode) {
        let id = node.attribute("abstractNumId").unwrap_or_default().to_owned();
        let value = |name| node.child(name).and_then(PartNode::value).map(str::to_owned);
        self.linked.extend(value("styleLink").map(|style| (style, id.clone())));
        let definition = ListDefinition { levels: levels(node), link: value("numStyleLink") };
        self.definitions.insert(id, definition);
    }

    /// Returns the level of a list that a paragraph style stands for.
    pub(crate) fn level_of_style(&self, list: &str, style: &str) -> Option<u32> {
        let list = self.lists.get(list)?;
        let (_, own) = self.definition(list)?;
        let levels = own.iter().chain(&list.changed);
        let mut levels = levels.filter(|(_, level)| level.style.as_deref() == Some(style));
        levels.next().map(|(level, _)| *level)
    }

    /// Returns the definition of a list, and its name.
    fn definition(&self, list: &DocxList) -> Option<(&str, &ListLevels)> {
        let (mut id, mut definition) = self.definitions.get_key_value(&list.definition)?;
        let linked = definition.link.as_ref().and_then(|style| self.linked.get(style));
        if let Some(linked) = linked {
            (id, definition) = self.definitions.get_key_value(linked)?;
        }
        Some((id, &definition.levels))
    }

    /// Counts the next item of a list at a level and returns its label; `None` if there is no
    /// such list.
    pub(crate) fn next(&mut self, list: &str, level: u32) -> Option<ItemLabel> {
        let level = level.min(DEEPEST);
        let definition = self.lists.get(list)?;
        let (id, own) = self.definition(definition)?;
        let id = id.to_owned();
        let at = |level: u32| definition.changed.get(&level).or_else(|| own.get(&level)).cloned();
        let levels: Vec<_> = (0..=DEEPEST).map(at).collect();
        let starts = definition.starts.clone();
        let at = |level: u32| levels.get(level as usize).and_then(Option::as_ref);
        let Some(current) = at(level) else { return Some(ItemLabel::unknown()) };

        let first = |level: u32| {
            starts.get(&level).copied().unwrap_or_else(|| at(level).map_or(1, |level| level.start))
        };
        let restarts = starts.contains_key(&level) && self.begun.insert((list.to_owned(), level));
        let counted = self.counts.get(&(id.clone(), level)).filter(|_| !restarts);
        let count = counted.map_or(first(level), |count| count.saturating_add(1));
        self.counts.insert((id.clone(), level), count);
        // Levels above that no item has had yet count as begun, as LibreOffice shows them.
        for upper in 0..level {
            self.counts.entry((id.clone(), upper)).or_insert_with(|| first(upper));
        }
        for deeper in level + 1..=DEEPEST {
            let restart = at(deeper).and_then(|deeper| deeper.restart).unwrap_or(deeper);
            if level < restart {
                self.counts.remove(&(id.clone(), deeper));
            }
        }
        let number = |upper: u32| {
            let count =
                self.counts.get(&(id.clone(), upper)).copied().unwrap_or_else(|| first(upper));
            at(upper)
                .filter(|_| upper <= level)
                .map_or(Some(String::new()), |upper| written(count, upper, current.is_legal))
        };
        Some(label(current, number))
    }
}

/// Writes the label of a level, whose text names numbers of levels from 1: `%1.%2`.
fn label(level: &Rc<ListLevel>, number: impl Fn(u32) -> Option<String>) -> ItemLabel {
    let (mut text, mut is_unknown) = (String::new(), false);
    let mut chars = level.text.chars().peekable();
    while let Some(c) = chars.next() {
        let named = chars.peek().filter(|_| c == '%').and_then(|digit| digit.to_digit(10));
        match named.filter(|named| *named > 0) {
            Some(named) => {
                chars.next();
                let number = number(named - 1);
                is_unknown |= number.is_none();
                text.push_str(&number.unwrap_or_else(|| format!("({})", level.format)));
            }
            None => text.push(c),
        }
    }
    if level.has_picture {
        text = "(immagine)".to_owned();
    }
    let is_bullet = level.has_picture || level.format == "bullet";
    ItemLabel { text, is_bullet, is_unknown, gap: level.gap, level: Rc::clone(level) }
}

/// Writes a number of a level, in digits if `is_legal`.
fn written(number: u32, level: &ListLevel, is_legal: bool) -> Option<String> {
    let format = if is_legal && level.format != "none" { "decimal" } else { &level.format };
    let number = numeral(number, format)?;
    Some(format!("{number:0>width$}", width = level.digits))
}

fn levels(node: &PartNode) -> ListLevels {
    let levels = node.children.iter().filter(|child| child.name == "lvl");
    levels.filter_map(|node| Some((number(node, "ilvl")?, Rc::new(level(node))))).collect()
}

fn changed_levels(node: &PartNode) -> ListLevels {
    let changes = node.children.iter().filter(|child| child.name == "lvlOverride");
    let changed = changes.filter_map(|node| Some((number(node, "ilvl")?, node.child("lvl")?)));
    changed.map(|(at, node)| (at, Rc::new(level(node)))).collect()
}

fn starts(node: &PartNode) -> BTreeMap<u32, u32> {
    let changes = node.children.iter().filter(|child| child.name == "lvlOverride");
    let start = |node: &PartNode| node.child("startOverride")?.value()?.parse().ok();
    changes.filter_map(|node| Some((number(node, "ilvl")?, start(node)?))).collect()
}

fn level(node: &PartNode) -> ListLevel {
    let value = |name| node.child(name).and_then(PartNode::value);
    // Formats that older programs lack stand beside one that they have.
    let choice = node.child("mc:AlternateContent").and_then(|node| node.child("mc:Choice"));
    let custom = choice.and_then(|node| node.child("numFmt"));
    let sample = custom.and_then(|node| node.attribute("format")).unwrap_or_default();
    let sample = sample.split(',').next().unwrap_or_default().trim();
    let is_filled = sample.starts_with('0') && sample.bytes().all(|b| b.is_ascii_digit());
    let format = custom.filter(|_| !is_filled).and_then(PartNode::value).or(value("numFmt"));
    ListLevel {
        start: value("start").and_then(|n| n.parse().ok()).unwrap_or(0),
        format: format.unwrap_or("decimal").to_owned(),
        digits: if is_filled { sample.len() } else { 0 },
        text: value("lvlText").unwrap_or_default().to_owned(),
        has_picture: node.child("lvlPicBulletId").is_some(),
        is_legal: node
            .child("isLgl")
            .is_some_and(|node| !matches!(node.value(), Some("0" | "false" | "off"))),
        restart: value("lvlRestart").and_then(|n| n.parse().ok()),
        style: value("pStyle").map(str::to_owned),
        gap: if value("suff") == Some("nothing") { "" } else { " " },
        paragraph: DocxProperties::of(node.child("pPr")),
        run: DocxProperties::of(node.child("rPr")),
    }
}

fn number(node: &PartNode, name: &str) -> Option<u32> {
    node.attribute(name)?.parse().ok()
}
