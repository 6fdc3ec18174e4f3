//! Paragraphs of a part in order, with the tables around them (ECMA-376-1, 17.2, 17.4).

use super::aspect::{Aspects, LookAspect};
use super::colours::{ScreenColour, ShownColour, WHITE};
use super::elements::{attributes, control, unknown};
use super::extras::TextExtra;
use super::fields::OpenFields;
use super::frame_look::PAGE_START;
use super::inline::{InlineReader, MARKS, alternatives, change, changes_of, page_break};
use super::paragraph_look::Looks;
use super::sections::SectionParts;
use super::table_context::TableContext;
use super::{ShownParagraph, Story};
use crate::office::docx::properties::DocxProperties;
use crate::office::package::PackageError;
use crate::office::relationships::PartLink;
use crate::office::xml_tree::{PartNode, PartStep, PartTrees};
use std::collections::BTreeSet;
use std::io::BufRead;
use std::rc::Rc;

/// Most paragraphs without anything, one after the other, that are kept.
const MOST_BLANKS: u32 = 500;

/// Reader of one part.
pub(super) struct StoryReader<'r> {
    looks: &'r mut Looks,
    links: &'r [PartLink],
    /// Colour of the page.
    pub paper: ShownColour,
    fields: OpenFields,
    /// Open tables, the outermost first.
    tables: Vec<TableContext>,
    table_count: u32,
    paragraph_count: u32,
    /// Number of paragraphs without anything, one after the other.
    blank_count: u32,
    /// Things that stand between paragraphs, until the next one.
    pending: Vec<TextExtra>,
    /// Set behind a paragraph that ends with a page break.
    ends_page: bool,
    /// Number of open elements whose content was deleted.
    deleted: usize,
    story: Story,
    /// Sections, in order.
    pub sections: Vec<SectionParts>,
}

impl<'r> StoryReader<'r> {
    pub(crate) fn new(looks: &'r mut Looks, links: &'r [PartLink], name: &str) -> Self {
        StoryReader {
            looks,
            links,
            paper: WHITE.into(),
            fields: OpenFields::default(),
            tables: Vec::new(),
            table_count: 0,
            paragraph_count: 0,
            blank_count: 0,
            pending: Vec::new(),
            ends_page: false,
            deleted: 0,
            story: Story { name: name.to_owned(), ..Story::default() },
            sections: Vec::new(),
        }
    }

    /// Reads a part to its end.
    ///
    /// # Errors
    /// [`PackageError`] if the part is damaged or too large.
    pub(crate) fn read(&mut self, part: impl BufRead) -> Result<(), PackageError> {
        let mut trees = PartTrees::new(part);
        let mut open = Vec::new();
        loop {
            match trees.step()? {
                PartStep::Start(node) if is_container(&node) => {
                    self.start(&node);
                    open.push((node.name, BTreeSet::new()));
                }
                PartStep::Start(node) => {
                    let node = trees.rest(node)?;
                    // Programs differ in which of two properties they take.
                    let is_property = node.name.ends_with("Pr") || node.name == "tblGrid";
                    let is_first =
                        open.last_mut().is_none_or(|(_, seen): &mut (_, BTreeSet<_>)| {
                            seen.insert(node.name.clone())
                        });
                    if is_property && !is_first {
                        self.pending.push(unknown(&node));
                    }
                    self.whole(&node);
                }
                PartStep::End => _ = open.pop().map(|(name, _)| self.end(&name)),
                PartStep::Eof => return Ok(()),
            }
        }
    }

    /// Returns the story, with what stood behind its last paragraph.
    pub(crate) fn finish(mut self) -> (Story, Vec<SectionParts>) {
        self.pending.extend(self.ends_page.then(page_break));
        if !self.pending.is_empty() {
            let extras = std::mem::take(&mut self.pending);
            let place = "in fondo".to_owned();
            self.story.paragraphs.push(ShownParagraph {
                place,
                extras,
                ..ShownParagraph::default()
            });
        }
        (self.story, self.sections)
    }

    fn start(&mut self, node: &PartNode) {
        match node.name.as_str() {
            "tbl" => self.tables.push(TableContext::default()),
            "tr" => self.with_table(TableContext::start_row),
            "tc" => self.with_table(TableContext::start_cell),
            "ins" | "moveTo" => self.pending.push(change(node, "un'aggiunta")),
            "del" | "moveFrom" => {
                self.deleted += 1;
                self.pending.push(change(node, "un'eliminazione"));
            }
            "mc:AlternateContent" => self.pending.push(alternatives(node)),
            "customXml" => self.pending.push(unknown(node)),
            _ => {}
        }
        if matches!(node.name.as_str(), "body" | "tbl" | "tr" | "tc") {
            self.pending.extend(attributes(node));
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "tc" => self.with_table(TableContext::end_cell),
            "tr" => self.with_table(TableContext::end_row),
            "tbl" => {
                self.tables.pop();
                self.table_count += u32::from(self.tables.is_empty());
            }
            "del" | "moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            _ => {}
        }
    }

    fn with_table(&mut self, change: impl FnMut(&mut TableContext)) {
        self.tables.last_mut().into_iter().for_each(change);
    }

    /// Reads an element that is held as a whole.
    fn whole(&mut self, node: &PartNode) {
        match node.name.as_str() {
            "p" => self.paragraph(node),
            "tblPr" | "tblGrid" | "trPr" | "tblPrEx" | "tcPr" => self.table_properties(node),
            "sectPr" => {
                self.pending.extend(changes_of(node));
                self.sections.push(SectionParts::of(node));
            }
            "sdtPr" => self.pending.extend(control(Some(node))),
            "background" => {
                let colour = node.attribute("color").and_then(ScreenColour::parse);
                self.paper = colour.unwrap_or(WHITE).into();
                let is_plain = node.children.is_empty() && node.attributes.len() <= 1;
                if !is_plain || node.attribute("color").is_some() && colour.is_none() {
                    self.pending.push(unknown(node));
                }
            }
            "sdtEndPr" => {
                let others = node.children.iter().filter(|child| child.name != "rPr");
                self.pending.extend(others.map(unknown));
            }
            name if MARKS.contains(&name) => {}
            "mc:Fallback" => self.pending.push(alternatives(node)),
            _ => self.pending.push(unknown(node)),
        }
    }

    fn table_properties(&mut self, node: &PartNode) {
        self.pending.extend(changes_of(node));
        let Some(table) = self.tables.last_mut() else {
            return self.pending.push(unknown(node));
        };
        match node.name.as_str() {
            "tblPr" => table.set_table(node, &mut self.looks.styles),
            "tblGrid" => {
                table.set_columns(node);
                let others = node
                    .children
                    .iter()
                    .filter(|child| !matches!(child.name.as_str(), "gridCol" | "tblGridChange"));
                self.pending.extend(others.map(unknown));
            }
            "trPr" => table.set_row(node),
            "tblPrEx" => table.set_exception(node),
            _ => table.set_cell(node),
        }
    }

    fn paragraph(&mut self, node: &PartNode) {
        if self.tables.is_empty() {
            self.paragraph_count += 1;
        }
        self.blank_count = if node.children.is_empty() { self.blank_count + 1 } else { 0 };
        if self.blank_count > MOST_BLANKS && self.tables.is_empty() && self.pending.is_empty() {
            // Further ones say nothing more, and would take time.
            if self.blank_count > MOST_BLANKS + 1 {
                return;
            }
            let words = "centinaia di capoversi vuoti, che non sono stati contati uno per uno";
            self.pending.push(TextExtra::other(words.to_owned()));
        }
        let properties = node.child("pPr");
        let mut extras = std::mem::take(&mut self.pending);
        extras.extend(attributes(node));
        extras.extend(properties.into_iter().flat_map(changes_of));
        let mark = properties.and_then(|node| node.child("rPr"));
        extras.extend(mark.into_iter().flat_map(changes_of));
        if self.deleted > 0 || self.tables.iter().any(TableContext::is_deleted) {
            self.pending = extras;
            return;
        }
        let shown = ShownParagraph {
            place: self.place(),
            extras,
            table: self.table_number(),
            ..ShownParagraph::default()
        };
        let shown = self.content(node, properties, shown);
        self.story.paragraphs.push(shown);
        if let Some(section) = properties.and_then(|node| node.child("sectPr")) {
            self.sections.push(SectionParts::of(section));
        }
    }

    fn content(
        &mut self,
        node: &PartNode,
        properties: Option<&PartNode>,
        shown: ShownParagraph,
    ) -> ShownParagraph {
        let colours = &self.looks.sources.colours;
        let (cell, layer) = match self.tables.last() {
            Some(table) => (table.cell_aspects(colours, self.paper), table.text_layer()),
            None => {
                let none = (DocxProperties::default(), DocxProperties::default());
                ((Aspects::new(), self.paper), none)
            }
        };
        let mut has_tab = false;
        node.walk(&mut |inner| {
            has_tab |=
                inner.name == "r" && (inner.child("tab").or_else(|| inner.child("ptab"))).is_some();
        });
        let (frame, layers) = self.looks.paragraph(properties, cell, layer, has_tab);
        let mut reader = InlineReader {
            looks: self.looks,
            fields: &mut self.fields,
            links: self.links,
            layers,
            shown,
            sizes: Aspects::new(),
            starts_page: false,
            page_end: None,
        };
        reader.content(node);
        let InlineReader { mut shown, mut sizes, starts_page, page_end, .. } = reader;
        shown.frame = frame;
        let follows = std::mem::replace(&mut self.ends_page, page_end.is_some());
        let page_start = LookAspect::Other(PAGE_START.to_owned());
        let has_property = shown.frame.contains_key(&page_start);
        match [has_property, starts_page, follows].into_iter().filter(|is_so| *is_so).count() {
            0 => {}
            // In a table it is no beginning of a page.
            1 if shown.table == 0 => _ = sizes.insert(page_start, "sì".to_owned()),
            1 if has_property => {}
            // After another one it is a blank page.
            _ => shown.extras.push(page_break()),
        }
        if page_end.is_some_and(|end| end < shown.text.len() || shown.table > 0) {
            shown.extras.push(page_break());
            self.ends_page = false;
        }
        if !sizes.is_empty() {
            Rc::make_mut(&mut shown.frame).extend(sizes);
        }
        shown
    }

    /// Returns the number of the open table, from 1; 0 outside of tables.
    fn table_number(&self) -> u32 {
        if self.tables.is_empty() { 0 } else { self.table_count + 1 }
    }

    fn place(&self) -> String {
        let place = match self.tables.first() {
            Some(table) => {
                let (row, column) = table.place();
                format!("tabella {}, riga {row}, colonna {column}", self.table_count + 1)
            }
            None => format!("capoverso {}", self.paragraph_count),
        };
        match self.story.name.as_str() {
            "" => place,
            name => format!("{name}, {place}"),
        }
    }
}

/// Returns `true` if the content of an element is read element by element.
fn is_container(node: &PartNode) -> bool {
    matches!(
        node.name.as_str(),
        "document"
            | "body"
            | "hdr"
            | "ftr"
            | "footnotes"
            | "endnotes"
            | "footnote"
            | "endnote"
            | "tbl"
            | "tr"
            | "tc"
            | "sdt"
            | "sdtContent"
            | "customXml"
            | "ins"
            | "del"
            | "moveFrom"
            | "moveTo"
            | "mc:AlternateContent"
            | "mc:Choice"
    )
}
