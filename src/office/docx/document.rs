//! Main part of a Word document, element by element.

use super::fields::ShownFields;
use super::is_on;
use super::looks::{DocxLooks, LookLayer};
use super::math::read_formula;
use super::notes::DocxNotes;
use super::numbering::DocxNumbering;
use super::runs::{ContentControl, ParagraphState};
use super::styles::StyleKind;
use crate::office::document::{
    AsideKind, DocumentBody, DocumentCell, DocumentError, DocumentOutput, ParagraphLabel,
    VerticalMerge,
};
use crate::office::package::Package;
use crate::office::xml::{Xml, attribute, text};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::io::BufRead;
use std::rc::Rc;

/// Upper bound on the columns that one element skips or spans: more than a table may have, so
/// that the limit of tables reports them.
const MOST_COLUMNS: u32 = 1_001;

/// Elements that hold properties as they were before a tracked change, or the pronunciation of
/// the words below it.
const SKIPPED: [&str; 11] = [
    "rt",
    "sectPrChange",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "numberingChange",
    "sdtEndPr",
];

/// Reader of the main part.
pub(super) struct DocxReader<'s> {
    pub body: DocumentBody<'s>,
    pub(super) looks: DocxLooks,
    lists: DocxNumbering,
    pub(super) notes: DocxNotes,
    pub(super) fields: ShownFields,
    /// Open content controls, the outermost first.
    pub(super) controls: Vec<ContentControl>,
    pub(super) state: ParagraphState,
    /// States of the paragraphs that text boxes interrupt.
    interrupted: Vec<ParagraphState>,
    /// Layers of the styles of open tables.
    pub(super) table_looks: Vec<Rc<LookLayer>>,
    /// Identifiers of the headers and footers that sections show.
    pub running_parts: BTreeSet<String>,
    /// Open elements with alternative contents: `true` if one has been chosen.
    alternatives: Vec<bool>,
    /// Depth of the element whose content is skipped; `None` outside of such elements.
    skipped: Option<usize>,
    /// Number of open elements whose content was deleted.
    pub(super) deleted: usize,
    /// Number of open elements whose content was inserted.
    pub(super) inserted: usize,
}

impl<'s> DocxReader<'s> {
    pub(crate) fn new(
        output: DocumentOutput<'s>,
        looks: DocxLooks,
        lists: DocxNumbering,
        notes: DocxNotes,
    ) -> Self {
        DocxReader {
            body: DocumentBody::new(output),
            looks,
            lists,
            notes,
            fields: ShownFields::default(),
            controls: Vec::new(),
            state: ParagraphState::default(),
            interrupted: Vec::new(),
            table_looks: Vec::new(),
            running_parts: BTreeSet::new(),
            alternatives: Vec::new(),
            skipped: None,
            deleted: 0,
            inserted: 0,
        }
    }

    /// Reads the part.
    ///
    /// # Errors
    /// [`DocumentError`] if the part is damaged or holds too much.
    pub(crate) fn walk(
        &mut self,
        package: &mut Package<'_>,
        main: &str,
    ) -> Result<(), DocumentError> {
        let mut xml = Xml::new(package.part(main)?);
        let mut depth = 0;
        loop {
            let event = xml.event()?;
            match &event {
                Event::Start(tag) if self.begins_formula(tag) => self.formula(&mut xml)?,
                Event::Start(tag) => {
                    depth += 1;
                    self.start(tag, depth);
                }
                Event::Empty(tag) => {
                    self.start(tag, depth + 1);
                    // An element without content is a start and an end: Word writes `<w:p/>` for a
                    // blank paragraph.
                    self.end(tag.local_name().as_ref(), depth + 1)?;
                }
                Event::End(tag) => {
                    self.end(tag.local_name().as_ref(), depth)?;
                    depth = depth.saturating_sub(1);
                }
                Event::Eof => return Ok(()),
                event => {
                    if self.state.text_kind.is_some() && self.skipped.is_none() {
                        self.text(&text(event)?.unwrap_or_default());
                    }
                }
            }
        }
    }

    /// Returns `true` for the start of a formula that is shown.
    fn begins_formula(&self, tag: &BytesStart<'_>) -> bool {
        // An element of the same name is a property of runs.
        tag.local_name().as_ref() == "oMath"
            && self.skipped.is_none()
            && !self.state.in_run_properties
    }

    fn formula(&mut self, xml: &mut Xml<impl BufRead>) -> Result<(), DocumentError> {
        let formula = read_formula(xml)?;
        self.state.run_look = self.state.look;
        self.push(&formula.text);
        if !formula.is_certain {
            self.body.aside(AsideKind::Formula, &formula.text);
        }
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>, depth: usize) {
        if self.skipped.is_some() {
            return;
        }
        let local = tag.local_name();
        let name = local.as_ref();
        if name == "ffData" || self.fields.in_form() {
            return self.fields.form(name, tag);
        }
        match name {
            name if SKIPPED.contains(&name) => self.skipped = Some(depth),
            "AlternateContent" => self.alternatives.push(false),
            "Choice" | "Fallback" => self.start_alternative(name, tag, depth),
            "ins" | "moveTo" | "del" | "moveFrom" | "cellDel" => self.start_change(name),
            "footnoteReference" | "endnoteReference" | "commentReference" => self.note(name, tag),
            "blip" | "imagedata" => self.body.aside(AsideKind::Picture, ""),
            // Charts and diagrams lie in parts of their own.
            "chart" | "relIds" => self.body.aside(AsideKind::Picture, ""),
            "textpath" => {
                let words = attribute(tag, "string").unwrap_or_default();
                self.body.aside(AsideKind::TextBox, &words);
            }
            "altChunk" | "subDoc" => self.body.aside_between(AsideKind::Embedded, ""),
            "headerReference" | "footerReference" => {
                self.running_parts.extend(attribute(tag, "id").map(|id| id.into_owned()));
            }
            "sdt" => self.controls.push(ContentControl::default()),
            "sdtPr" => self.state.in_control_properties = true,
            "txbxContent" => {
                self.interrupted.push(std::mem::take(&mut self.state));
                self.body.start_text_box();
            }
            _ if self.state.in_control_properties => self.start_in_control(name, tag),
            name => {
                self.start_in_table(name, tag);
                self.start_in_paragraph(name, tag);
                self.start_in_run(name, tag);
            }
        }
    }

    /// Begins a content among alternatives (part 3, 9.3), of which the first that programs
    /// understand is shown.
    fn start_alternative(&mut self, name: &str, tag: &BytesStart<'_>, depth: usize) {
        let required = attribute(tag, "Requires").unwrap_or_default();
        let is_known = name == "Fallback" || required.split_whitespace().all(is_known_extension);
        match self.alternatives.last_mut() {
            Some(is_chosen) if is_known && !*is_chosen => *is_chosen = true,
            _ => self.skipped = Some(depth),
        }
    }

    /// Handles the elements of tables, rows and cells (17.4).
    fn start_in_table(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "tbl" => {
                self.body.start_table();
                self.table_looks.push(self.looks.layer(StyleKind::Table, None));
            }
            "tblStyle" => {
                let layer = self.looks.layer(StyleKind::Table, attribute(tag, "val").as_deref());
                self.table_looks.last_mut().into_iter().for_each(|last| *last = Rc::clone(&layer));
            }
            _ => {}
        }
        let Some(table) = self.body.tables.last_mut() else { return };
        match name {
            "tr" => table.start_row(),
            "tc" => table.cell = Some(DocumentCell::new()),
            // Without it, the cells of an indented row would move under other headings.
            "gridBefore" => table.skip_columns(number(tag).unwrap_or(0).min(MOST_COLUMNS)),
            "tblHeader" if is_on(tag) => table.row_is_head = true,
            "gridSpan" => {
                let columns = number(tag).unwrap_or(1).clamp(1, MOST_COLUMNS);
                self.body.with_cell(|cell| cell.span = columns);
            }
            "vMerge" => {
                let merge = match attribute(tag, "val").as_deref() {
                    Some("restart") => VerticalMerge::Start,
                    // A merge without a value continues the cell above (17.4.84).
                    _ => VerticalMerge::Continuation,
                };
                self.body.with_cell(|cell| cell.merge = merge);
            }
            _ => {}
        }
    }

    /// Begins a tracked change: of a row or a mark within its properties, else of the content.
    fn start_change(&mut self, name: &str) {
        let inserts = matches!(name, "ins" | "moveTo");
        if self.state.in_paragraph_properties {
            // Here it is the mark at the end of the paragraph, not its text.
            self.body.paragraph.joins_next |= !inserts;
            let kind = if inserts { AsideKind::Inserted } else { AsideKind::Deleted };
            return self.body.aside(kind, "");
        }
        match self.body.tables.last_mut() {
            Some(table) if table.cell.is_none() && name == "del" => table.row_is_deleted = true,
            Some(table) if table.cell.is_none() && name == "ins" => table.row_is_inserted = true,
            _ if inserts => self.inserted += 1,
            _ => self.deleted += 1,
        }
    }

    fn end(&mut self, name: &str, depth: usize) -> Result<(), DocumentError> {
        if self.skipped.is_some() {
            // The element ends at the depth at which it began; elements inside it are deeper.
            self.skipped = self.skipped.filter(|start| *start != depth);
            return Ok(());
        }
        if self.fields.in_form() {
            if name == "ffData" {
                self.fields.end_form();
            }
            return Ok(());
        }
        match name {
            "del" | "moveFrom" | "cellDel" => self.deleted = self.deleted.saturating_sub(1),
            "ins" | "moveTo" => self.inserted = self.inserted.saturating_sub(1),
            "p" => self.end_paragraph()?,
            "tc" => self.body.end_cell(),
            "tr" => self.body.end_row()?,
            "tbl" => {
                self.table_looks.pop();
                self.body.end_table();
            }
            "sdt" => self.end_control(),
            "sdtPr" => self.state.in_control_properties = false,
            "AlternateContent" => {
                self.alternatives.pop();
            }
            "txbxContent" => {
                self.body.end_text_box();
                self.state = self.interrupted.pop().unwrap_or_default();
            }
            name => self.end_in_run(name),
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), DocumentError> {
        let state = std::mem::take(&mut self.state);
        let paragraph = &self.body.paragraph;
        let is_gone = paragraph.joins_next && paragraph.text().trim().is_empty();
        let in_deleted_row = self.body.tables.iter().any(|table| table.row_is_deleted);
        // A paragraph that is joined to another shows no number of its own.
        if !is_gone && !in_deleted_row && !self.body.continues() && self.deleted == 0 {
            self.label(&state);
        }
        self.body.end_paragraph()
    }

    /// Numbers a paragraph that its properties or its style put in a list.
    fn label(&mut self, state: &ParagraphState) {
        let style = self.looks.paragraph_style(state.style.as_deref());
        let of_style = |name| style.paragraph.get(name, "val");
        let list = state.list.as_deref().or_else(|| of_style("numPr/numId"));
        // List 0 takes the paragraph out of the list of its style (17.9.18).
        let Some(list) = list.filter(|list| *list != "0") else { return };
        let by_style = || {
            let id = state.style.as_deref()?;
            self.lists.level_of_style(list, id).filter(|_| state.list.is_none())
        };
        let level = state.level.or_else(by_style);
        let level = level.or_else(|| of_style("numPr/ilvl")?.parse().ok()).unwrap_or(0);
        let Some(label) = self.lists.next(list, level) else { return };
        let paragraph = &mut self.body.paragraph;
        paragraph.level = level as usize;
        // A label may be hidden alone, and counts all the same.
        if label.run().switch("vanish") == Some(true) || label.text.trim().is_empty() {
            return;
        }
        // Boxes that are ticked by hand are signs that say something.
        let is_box = label.text.contains(['☐', '☑', '☒']);
        paragraph.label = Some(if label.is_bullet && !is_box {
            ParagraphLabel::Bullet
        } else {
            let is_capital = label.run().switch("caps") == Some(true);
            let text = if is_capital { label.text.to_uppercase() } else { label.text.clone() };
            ParagraphLabel::Number(text + label.gap)
        });
        if label.is_unknown {
            paragraph.aside(AsideKind::Number, &label.text);
        }
    }
}

/// Returns `true` for the prefix of an extension that Word understands; prefixes are the same in
/// all files.
fn is_known_extension(prefix: &str) -> bool {
    let is_numbered = |name: &str| {
        prefix.strip_prefix(name).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    ["wps", "wpg", "wpc", "wpi", "cx", "am3d", "aink", "oel", "v", "o"].contains(&prefix)
        || ["w", "wp", "p", "a", "cx", "v", "c"].iter().any(|name| is_numbered(name))
}

/// Returns the value of an element that is a number.
pub(super) fn number(tag: &BytesStart<'_>) -> Option<u32> {
    attribute(tag, "val")?.parse().ok()
}
