//! Body of an OpenDocument text, element by element (OpenDocument 1.3, part 3, 5, 6, 9).

use super::forms::FormMark;
use super::frames::{KeptApart, OpenFrame};
use super::lists::OpenLists;
use super::math::{OdtFormulas, in_a_line};
use super::styles::OdtStyles;
use crate::office::document::{
    AsideKind, DocumentBody, DocumentCell, DocumentError, DocumentOutput, TextLook,
};
use crate::office::docx::read_tree;
use crate::office::xml::{Xml, attribute, flag, number, text};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::BufRead;

/// Most columns that one element stands for, more than a table may have.
const MOST_COLUMNS: u32 = 1_001;

/// Tracked change: `true` if it deletes, and the words that it concerns.
type OdtChange = (bool, String);

/// Reader of the body.
pub(super) struct OdtReader<'s> {
    pub body: DocumentBody<'s>,
    pub styles: OdtStyles,
    pub(super) formulas: OdtFormulas,
    lists: OpenLists,
    /// Looks of the open paragraphs and spans.
    looks: Vec<TextLook>,
    /// Number of looks before each open paragraph.
    paragraphs: Vec<usize>,
    pub(super) apart: Vec<KeptApart>,
    pub(super) frames: Vec<OpenFrame>,
    /// `true` for each open section that is hidden.
    sections: Vec<bool>,
    changes: BTreeMap<String, OdtChange>,
    /// Change whose region is being read.
    change: Option<String>,
    /// Number of open insertions.
    inserted: usize,
    /// Columns of the row that the last cell covers.
    covered: u32,
    in_head: bool,
    /// Field of a form that is open.
    pub(super) form: Option<FormMark>,
    /// `true` within a control that shows its prompt.
    pub(super) prompts: Vec<bool>,
    /// Depth of the element whose content is skipped; `None` outside of such elements.
    skipped: Option<usize>,
}

impl<'s> OdtReader<'s> {
    pub(crate) fn new(
        output: DocumentOutput<'s>,
        styles: OdtStyles,
        formulas: OdtFormulas,
    ) -> Self {
        OdtReader {
            body: DocumentBody::new(output),
            styles,
            formulas,
            lists: OpenLists::default(),
            looks: Vec::new(),
            paragraphs: Vec::new(),
            apart: Vec::new(),
            frames: Vec::new(),
            sections: Vec::new(),
            changes: BTreeMap::new(),
            change: None,
            inserted: 0,
            covered: 0,
            in_head: false,
            form: None,
            prompts: Vec::new(),
            skipped: None,
        }
    }

    /// Reads the body of a part.
    ///
    /// # Errors
    /// [`DocumentError`] if the part is damaged or holds too much.
    pub(crate) fn walk(&mut self, part: impl BufRead) -> Result<(), DocumentError> {
        let mut xml = Xml::new(part);
        let (mut depth, mut in_body) = (0, false);
        loop {
            let event = xml.event()?;
            match &event {
                // In a single file the formula itself stands in its frame.
                Event::Start(tag) if in_body && tag.local_name().as_ref() == "math" => {
                    let formula = in_a_line(&read_tree(&mut xml)?);
                    self.formula(&formula);
                }
                Event::Start(tag) => {
                    depth += 1;
                    in_body |= tag.local_name().as_ref() == "body";
                    if in_body {
                        self.start(tag, depth)?;
                    }
                }
                Event::Empty(tag) if in_body => {
                    self.start(tag, depth + 1)?;
                    self.end(tag.local_name().as_ref(), depth + 1)?;
                }
                Event::End(tag) => {
                    if in_body {
                        self.end(tag.local_name().as_ref(), depth)?;
                    }
                    depth = depth.saturating_sub(1);
                }
                Event::Eof => return Ok(()),
                event if in_body && self.skipped.is_none() => {
                    let words = text(event)?.unwrap_or_default();
                    self.text(&words);
                }
                _ => {}
            }
        }
    }

    /// Takes up text, of which blanks and line ends count as one blank (6.1.2).
    fn text(&mut self, text: &str) {
        if self.change.is_none() && self.paragraphs.is_empty() {
            return;
        }
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' if words.ends_with(' ') => {}
                ' ' | '\t' | '\n' | '\r' => words.push(' '),
                c => words.push(c),
            }
        }
        self.push(&words);
    }

    /// Adds text to the paragraph, or to what stands beside it.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(change) = self.change.as_ref().and_then(|id| self.changes.get_mut(id)) {
            change.1.push_str(text);
            return;
        }
        if self.push_apart(text) {
            return;
        }
        if self.prompts.contains(&true) {
            return self.body.aside(AsideKind::Prompt, text);
        }
        let mut look = self.looks.last().copied().unwrap_or_default();
        look.is_hidden |= self.sections.contains(&true);
        let start = self.body.paragraph.text().len();
        self.body.paragraph.push(text, look);
        if self.inserted > 0 {
            self.body.paragraph.inserted(start);
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, depth: usize) -> Result<(), DocumentError> {
        if self.skipped.is_some() {
            return Ok(());
        }
        let local = tag.local_name();
        let qualified = tag.name();
        let prefix = qualified.as_ref().split(':').next().unwrap_or_default();
        match (prefix, local.as_ref()) {
            // Names and descriptions of things, authors and times of comments.
            ("svg" | "dc" | "form" | "meta" | "script", _)
            | (
                _,
                "forms" | "note-citation" | "ruby-text" | "sequence-decls" | "variable-decls"
                | "event-listeners",
            ) => {
                self.skipped = Some(depth);
            }
            ("draw", name) => self.start_in_frame(name, tag),
            ("table", name) => self.start_in_table(name, tag),
            ("field" | "loext", name) => self.start_in_form(name, tag),
            (_, name) => self.start_in_text(name, tag),
        }
        Ok(())
    }

    fn start_in_text(&mut self, name: &str, tag: &BytesStart<'_>) {
        let value = |name| attribute(tag, name);
        match name {
            "p" | "h" => self.start_paragraph(name, tag),
            "span" => {
                let below = self.looks.last().copied().unwrap_or_default();
                let look = self.styles.look("text", value("style-name").as_deref(), below);
                self.looks.push(look);
            }
            // A count is four bytes of XML for any amount of memory; no text has more blanks.
            "s" => self.push(&" ".repeat(number(tag, "c").unwrap_or(1).min(1_000) as usize)),
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "note" => self.keep_apart(AsideKind::Note),
            "annotation" => self.keep_apart(AsideKind::Comment),
            "list" => self.lists.start_list(tag),
            "list-item" => self.lists.start_item(tag, true),
            "list-header" => self.lists.start_item(tag, false),
            "section" => {
                let is_hidden = value("display").as_deref() == Some("none")
                    || value("is-hidden").as_deref() == Some("true");
                self.sections.push(is_hidden);
            }
            "hidden-text" if value("is-hidden").as_deref() != Some("false") => {
                self.looks.push(TextLook { is_hidden: true, ..TextLook::default() });
            }
            "hidden-text" => self.looks.push(self.looks.last().copied().unwrap_or_default()),
            "hidden-paragraph" if value("is-hidden").as_deref() == Some("true") => {
                self.looks.iter_mut().for_each(|look| look.is_hidden = true);
            }
            "placeholder" | "text-input" => self.keep_apart(AsideKind::Prompt),
            "changed-region" => {
                self.change = value("id").map(|id| id.into_owned());
                let id = self.change.clone().unwrap_or_default();
                self.changes.insert(id, (false, String::new()));
            }
            "deletion" => {
                let change = self.change.as_ref().and_then(|id| self.changes.get_mut(id));
                change.into_iter().for_each(|change| change.0 = true);
            }
            "change" => {
                let id = value("change-id").unwrap_or_default();
                if let Some((true, words)) = self.changes.get(&*id) {
                    let words = words.clone();
                    self.body.aside(AsideKind::Deleted, &words);
                }
            }
            "change-start" => self.inserted += 1,
            "change-end" => self.inserted = self.inserted.saturating_sub(1),
            _ => {}
        }
    }

    fn start_paragraph(&mut self, name: &str, tag: &BytesStart<'_>) {
        let style = attribute(tag, "style-name");
        let look = self.styles.look("paragraph", style.as_deref(), TextLook::default());
        self.paragraphs.push(self.looks.len());
        self.looks.push(look);
        if self.change.is_some() || !self.apart.is_empty() {
            return;
        }
        self.body.paragraph = Default::default();
        let level = number(tag, "outline-level").unwrap_or(1).clamp(1, 10);
        let label = if name == "h" {
            self.body.paragraph.heading_depth = level as u8;
            // Headings without a number say so.
            let is_plain = flag(tag, "is-list-header");
            let of_list = self.lists.label(&self.styles.lists);
            match of_list {
                Ok(None) if !is_plain => {
                    let label = self.lists.heading(level as usize, &self.styles.lists);
                    label.map(|label| label.map(|label| (label, 0)))
                }
                label => label,
            }
        } else {
            self.lists.label(&self.styles.lists)
        };
        match label {
            Ok(Some((label, level))) => {
                self.body.paragraph.label = Some(label);
                self.body.paragraph.level = level;
            }
            Ok(None) => {}
            Err(format) => self.body.aside(AsideKind::Number, &format),
        }
    }

    /// Handles the elements of tables (9.1).
    fn start_in_table(&mut self, name: &str, tag: &BytesStart<'_>) {
        let count = |name| number(tag, name).unwrap_or(1).clamp(1, MOST_COLUMNS);
        match name {
            "table" => self.body.start_table(),
            "table-header-rows" => self.in_head = true,
            "table-row" => {
                self.covered = 0;
                let in_head = self.in_head;
                if let Some(table) = self.body.tables.last_mut() {
                    table.start_row();
                    table.row_is_head = in_head;
                }
            }
            "table-cell" => {
                let (span, row_span) =
                    (count("number-columns-spanned"), count("number-rows-spanned"));
                self.covered = span - 1;
                if let Some(table) = self.body.tables.last_mut() {
                    table.cell = Some(DocumentCell::spanning(span, row_span));
                }
            }
            "covered-table-cell" => {
                let repeated = count("number-columns-repeated");
                // Columns that the cell to the left covers have been counted with it.
                let beyond = repeated.saturating_sub(self.covered);
                self.covered = self.covered.saturating_sub(repeated);
                if let Some(table) = self.body.tables.last_mut() {
                    table.skip_columns(beyond);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, depth: usize) -> Result<(), DocumentError> {
        if self.skipped.is_some() {
            self.skipped = self.skipped.filter(|start| *start != depth);
            return Ok(());
        }
        match name {
            "p" | "h" => self.end_paragraph()?,
            "span" | "hidden-text" => _ = self.looks.pop(),
            "note" | "annotation" | "placeholder" => self.end_apart(),
            "text-input" => self.end_input(),
            "list" => self.lists.end_list(),
            "section" => _ = self.sections.pop(),
            "changed-region" => self.change = None,
            "table-header-rows" => self.in_head = false,
            "table-cell" => self.body.end_cell(),
            "table-row" => self.body.end_row()?,
            "table" => self.body.end_table(),
            "content-control" => _ = self.prompts.pop(),
            "fieldmark" => self.end_form(),
            name => self.end_in_frame(name),
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), DocumentError> {
        let looks = self.paragraphs.pop().unwrap_or(0);
        self.looks.truncate(looks);
        if let Some(change) = self.change.as_ref().and_then(|id| self.changes.get_mut(id)) {
            change.1.push(' ');
            return Ok(());
        }
        if self.push_apart(" ") {
            return Ok(());
        }
        self.body.end_paragraph()
    }
}
