//! Looks of paragraphs and their runs, layer upon layer (ECMA-376-1, 17.7.2).

use super::aspect::{Aspects, LookAspect};
use super::colours::ShownColour;
use super::frame_look::add_paragraph;
use super::run_look::{LookSources, TOGGLES};
use crate::office::docx::numbering::{DocxNumbering, ItemLabel};
use crate::office::docx::properties::DocxProperties;
use crate::office::docx::styles::{DocxStyles, StyleKind, StyleLayer};
use crate::office::xml_tree::PartNode;
use std::collections::HashMap;
use std::rc::Rc;

/// Everything that decides how text looks, with what has been found so far.
pub(super) struct Looks {
    pub sources: LookSources,
    pub styles: DocxStyles,
    pub numbering: DocxNumbering,
    /// Looks by what they were computed from: most runs look like one before.
    runs: HashMap<String, Rc<Aspects>>,
    frames: HashMap<Aspects, Rc<Aspects>>,
}

/// Paragraph whose runs are read.
pub(super) struct ParagraphLayers {
    table: DocxProperties,
    style: Rc<StyleLayer>,
    /// Colour behind its text.
    pub background: ShownColour,
    /// Layers in words, to find equal ones by.
    key: String,
}

impl Looks {
    pub(crate) fn new(sources: LookSources, styles: DocxStyles, numbering: DocxNumbering) -> Self {
        Looks { sources, styles, numbering, runs: HashMap::new(), frames: HashMap::new() }
    }

    /// Returns the look of a paragraph and what its runs begin from; `cell` holds the aspects of
    /// the cell around it, `layer` what the table gives to paragraphs and runs.
    pub(crate) fn paragraph(
        &mut self,
        node: Option<&PartNode>,
        (mut cell, background): (Aspects, ShownColour),
        (table_paragraph, table_run): (DocxProperties, DocxProperties),
        has_tab: bool,
    ) -> (Rc<Aspects>, ParagraphLayers) {
        let own = DocxProperties::of(node);
        let name = own.get("pStyle", "val");
        let style = self.styles.resolve(StyleKind::Paragraph, name);
        let mut all = self.styles.defaults.paragraph.clone();
        all.overlay(&table_paragraph);
        let label = self.label(&own, &style);
        let by_list = label.as_ref().map(ItemLabel::paragraph);
        // A list that the style names lies below the style, one of the paragraph's own above it.
        let is_own = own.has("numPr/numId");
        by_list.filter(|_| !is_own).into_iter().for_each(|list| all.overlay(list));
        all.overlay(&style.paragraph);
        by_list.filter(|_| is_own).into_iter().for_each(|list| all.overlay(list));
        all.overlay(&own);
        let background = self.sources.colours.shading(&all, background);
        cell.insert(LookAspect::Background, background.hex());
        // LibreOffice gives headings without numbers a list whose labels are blank.
        let label = label.filter(|label| !label.text.trim().is_empty());
        let has_label = label.is_some();
        cell.extend(label.map(|label| (LookAspect::Label, label_words(&label))));
        add_mark(node, &mut cell);
        add_paragraph(&all, has_tab, &mut cell);
        let key = format!("{}|{}|{table_run:?}", name.unwrap_or_default(), background.hex());
        let layers = ParagraphLayers { table: table_run, style, background, key };
        if has_label {
            // A label looks like the mark at the end of its paragraph (17.9.24).
            let mark = self.run(node.and_then(|node| node.child("rPr")), &layers);
            add_label_look(&mark, &mut cell);
        }
        (self.shared(cell), layers)
    }

    fn shared(&mut self, aspects: Aspects) -> Rc<Aspects> {
        if let Some(known) = self.frames.get(&aspects) {
            return Rc::clone(known);
        }
        let shared = Rc::new(aspects.clone());
        self.frames.insert(aspects, Rc::clone(&shared));
        shared
    }

    fn label(&mut self, own: &DocxProperties, style: &StyleLayer) -> Option<ItemLabel> {
        let get = |name| own.get(name, "val").or_else(|| style.paragraph.get(name, "val"));
        let list = get("numPr/numId").filter(|list| *list != "0")?;
        let level = get("numPr/ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
        self.numbering.next(list, level)
    }

    /// Returns the look of a run.
    pub(crate) fn run(&mut self, node: Option<&PartNode>, layers: &ParagraphLayers) -> Rc<Aspects> {
        let key = format!("{}|{node:?}", layers.key);
        if let Some(known) = self.runs.get(&key) {
            return Rc::clone(known);
        }
        let own = DocxProperties::of(node);
        let character = self.styles.resolve(StyleKind::Character, own.get("rStyle", "val"));
        let mut all = self.styles.defaults.run.clone();
        let styles = [&layers.table, &layers.style.run, &character.run];
        styles.iter().for_each(|layer| all.overlay(layer));
        all.overlay(&own);
        for name in TOGGLES {
            toggle(&mut all, name, self.styles.defaults.run.switch(name), styles, &own);
        }
        let look = Rc::new(self.sources.run(&all, layers.background));
        self.runs.insert(key, Rc::clone(&look));
        look
    }
}

/// Sets a switch as the styles leave it (17.7.3): each that is on turns it over.
fn toggle(
    all: &mut DocxProperties,
    name: &str,
    default: Option<bool>,
    styles: [&DocxProperties; 3],
    own: &DocxProperties,
) {
    if own.has(name) {
        return;
    }
    let on = styles.iter().filter(|layer| layer.switch(name) == Some(true)).count();
    match on + usize::from(default == Some(true)) {
        0 => all.remove(name),
        1 => all.set(name, "1"),
        _ => all.set(name, "2"),
    }
}

/// Adds how a label looks where it is not plainly seen.
fn add_label_look(mark: &Aspects, aspects: &mut Aspects) {
    const SEEN: [LookAspect; 7] = [
        LookAspect::Hidden,
        LookAspect::Strike,
        LookAspect::Colour,
        LookAspect::Size,
        LookAspect::Scale,
        LookAspect::Symbols,
        LookAspect::Raised,
    ];
    let looks = SEEN.iter().filter_map(|aspect| mark.get(aspect)).map(String::as_str);
    let looks = looks.collect::<Vec<_>>().join(" ");
    aspects.insert(LookAspect::Other("numPr/aspetto".to_owned()), looks);
}

/// Names a hidden mark at the end of a paragraph, which joins it to the next one.
fn add_mark(node: Option<&PartNode>, aspects: &mut Aspects) {
    let mark = DocxProperties::of(node.and_then(|node| node.child("rPr")));
    if ["vanish", "specVanish"].iter().any(|name| mark.switch(name) == Some(true)) {
        aspects.insert(LookAspect::Other("rPr/vanish".to_owned()), "1".to_owned());
    }
}

/// Returns the label of an item, with what hides or changes it.
fn label_words(label: &ItemLabel) -> String {
    let mut words = label.text.clone();
    for (name, what) in [
        ("vanish", "nascosto"),
        ("color", "colore"),
        ("sz", "grandezza"),
        ("strike", "barrato"),
        ("dstrike", "barrato due volte"),
        ("w", "larghezza"),
        ("position", "altezza sulla riga"),
        ("caps", "maiuscolo"),
    ] {
        if let Some(value) = label.run().get(name, "val").filter(|value| *value != "auto") {
            words.push_str(&format!(" ({what} {value})"));
        } else if label.run().switch(name) == Some(true) && name != "color" {
            words.push_str(&format!(" ({what})"));
        }
    }
    let font = label.run().get("rFonts", "ascii").unwrap_or_default();
    if label.text.chars().any(char::is_alphanumeric) && font.to_lowercase().contains("dings") {
        words.push_str(&format!(" ({font})"));
    }
    words
}
