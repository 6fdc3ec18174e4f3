//! Main part of a Word document, element by element.

use super::cell::{DocxCell, VerticalMerge};
use super::lists::DocxLists;
use super::notes::{DocxNotes, NoteTexts};
use super::paragraph::{DocxParagraph, heading_depth};
use super::table::DocxTable;
use super::{DocxError, DocxOutput, findings};
use crate::diag::Code;
use crate::office::Grid;
use crate::office::package::Package;
use crate::office::xml::{Xml, attribute, text};
use crate::source::GridPosition;
use crate::source::Words;
use quick_xml::events::{BytesStart, Event};

/// Upper bound on the columns that one element skips or spans: more than a table may have, so
/// that the limit of tables reports them.
const MOST_COLUMNS: u32 = 1_001;

/// Numbers of tracked changes and pictures of a document.
#[derive(Default)]
pub(super) struct ChangeCounts {
    pub insertions: usize,
    pub deletions: usize,
    pub pictures: usize,
}

/// Reader of the main part.
pub(super) struct DocxReader<'s> {
    output: DocxOutput<'s>,
    lists: DocxLists,
    notes: DocxNotes,
    /// Finished tables.
    grids: Vec<Grid>,
    /// Paragraphs since the last table, in a grid that has no rows yet.
    next: Grid,
    paragraph_count: u32,
    /// Open tables, the outermost first.
    tables: Vec<DocxTable>,
    paragraph: DocxParagraph,
    /// Text boxes being read: the paragraph that each interrupts, and its own text.
    text_boxes: Vec<(DocxParagraph, String)>,
    /// Depth of the element whose content is skipped; `None` outside of such elements.
    skipped: Option<usize>,
    /// Number of open elements whose content was deleted.
    deleted: usize,
    counts: ChangeCounts,
}

impl<'s> DocxReader<'s> {
    pub(crate) fn new(output: DocxOutput<'s>, lists: DocxLists, notes: DocxNotes) -> Self {
        DocxReader {
            output,
            lists,
            notes,
            grids: Vec::new(),
            next: Grid::default(),
            paragraph_count: 0,
            tables: Vec::new(),
            paragraph: DocxParagraph::default(),
            text_boxes: Vec::new(),
            skipped: None,
            deleted: 0,
            counts: ChangeCounts::default(),
        }
    }

    /// Reads the document; `None` after an error, which has been reported.
    pub(crate) fn read(mut self, package: &mut Package<'_>, main: &str) -> Option<Vec<Grid>> {
        let start = self.output.start();
        if let Err(error) = self.walk(package, main) {
            self.output.report(match error {
                DocxError::Limit(finding) => *finding,
                DocxError::Package(error) => findings::not_read(error, start),
            });
            return None;
        }
        // Reported here: without tables the recogniser could only say that there is no head.
        if self.grids.is_empty() {
            self.output.report(findings::no_tables(start));
            return None;
        }
        if !self.next.paragraphs.is_empty() {
            self.grids.push(self.next);
        }
        for finding in findings::of_counts(&self.counts, start) {
            self.output.report(finding);
        }
        Some(self.grids)
    }

    fn walk(&mut self, package: &mut Package<'_>, main: &str) -> Result<(), DocxError> {
        let mut xml = Xml::new(package.part(main)?);
        let mut depth = 0;
        loop {
            let event = xml.event()?;
            match &event {
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
                    let text = text(event)?.unwrap_or_default();
                    if self.paragraph.in_text {
                        self.push(&text);
                    }
                }
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, depth: usize) {
        if self.skipped.is_some() {
            return;
        }
        match tag.local_name().as_ref() {
            // `Fallback` repeats the content for programs that do not know the first choice;
            // the others hold properties as they were before a tracked change.
            "Fallback" | "sectPrChange" | "pPrChange" | "rPrChange" | "tblPrChange" => {
                self.skipped = Some(depth);
            }
            // The content of an insertion is read on: the document is read as if all changes were
            // accepted.
            "ins" | "moveTo" => self.counts.insertions += 1,
            // Here the mark at the end of the paragraph was deleted, not its text.
            "del" | "moveFrom" if self.paragraph.in_properties => {
                self.paragraph.joins_next = true;
                self.counts.deletions += 1;
            }
            "del" | "moveFrom" | "cellDel" => self.start_deletion(tag),
            "footnoteReference" => self.note(tag, |notes| &notes.footnotes),
            "endnoteReference" => self.note(tag, |notes| &notes.endnotes),
            "blip" | "imagedata" => self.counts.pictures += 1,
            "txbxContent" => {
                // A text box stands inside a run: the paragraph around it goes on after its end.
                let interrupted = std::mem::take(&mut self.paragraph);
                self.text_boxes.push((interrupted, String::new()));
            }
            name => {
                self.start_in_table(name, tag);
                self.start_in_paragraph(name, tag);
                self.start_in_run(name, tag);
            }
        }
    }

    /// Handles the elements of tables, rows and cells (17.4).
    fn start_in_table(&mut self, name: &str, tag: &BytesStart<'_>) {
        if name == "tbl" {
            self.tables.push(DocxTable::default());
        }
        let Some(table) = self.tables.last_mut() else { return };
        match name {
            "tr" => table.start_row(),
            "tc" => table.cell = Some(DocxCell::new()),
            // Without it, the cells of an indented row would move under other headings.
            "gridBefore" => table.skip_columns(number(tag).unwrap_or(0).min(MOST_COLUMNS)),
            "tblHeader" if is_on(tag) => table.row_is_head = true,
            "gridSpan" => {
                let columns = number(tag).unwrap_or(1).clamp(1, MOST_COLUMNS);
                self.with_cell(|cell| cell.span = columns);
            }
            "vMerge" => {
                let merge = match attribute(tag, "val").as_deref() {
                    Some("restart") => VerticalMerge::Start,
                    // A merge without a value continues the cell above (17.4.84).
                    _ => VerticalMerge::Continuation,
                };
                self.with_cell(|cell| cell.merge = merge);
            }
            _ => {}
        }
    }

    /// Handles paragraphs and their properties (17.3.1).
    fn start_in_paragraph(&mut self, name: &str, tag: &BytesStart<'_>) {
        let value = || attribute(tag, "val").unwrap_or_default();
        let paragraph = &mut self.paragraph;
        match name {
            "p" => *paragraph = DocxParagraph::default(),
            "pPr" => paragraph.in_properties = true,
            "pStyle" => {
                paragraph.is_item |= self.lists.styles.contains(&*value());
                paragraph.heading_depth = heading_depth(&value());
            }
            "ilvl" => paragraph.level = value().parse().unwrap_or(0),
            "numId" => {
                // List 0 takes the paragraph out of the list of its style (17.9.18).
                paragraph.is_item = value() != "0";
                let level = (value().into_owned(), paragraph.level);
                paragraph.label = self.lists.labels.get(&level).cloned();
            }
            _ => {}
        }
    }

    /// Handles runs and their content (17.3.2, 17.3.3).
    fn start_in_run(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            // Properties of a run end with it.
            "r" => self.paragraph.run_is_hidden = false,
            // In the properties of a paragraph, `vanish` hides the mark at its end, not its text.
            "vanish" if !self.paragraph.in_properties => self.paragraph.run_is_hidden = is_on(tag),
            "t" => self.paragraph.in_text = true,
            // In the properties of a paragraph, `tab` is a tab stop.
            "tab" if !self.paragraph.in_properties => self.push("\t"),
            // Breaks of pages and columns show as nothing within a cell.
            "br" if !matches!(attribute(tag, "type").as_deref(), Some("page" | "column")) => {
                self.push("\n");
            }
            "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "softHyphen" => self.push("\u{AD}"),
            "sym" => {
                let code = attribute(tag, "char").and_then(|c| u32::from_str_radix(&c, 16).ok());
                let c = code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
                self.push(c.encode_utf8(&mut [0; 4]));
            }
            _ => {}
        }
    }

    /// Begins a deletion: of a row within its properties, else of the element's content.
    fn start_deletion(&mut self, tag: &BytesStart<'_>) {
        self.counts.deletions += 1;
        match self.tables.last_mut() {
            Some(table) if table.cell.is_none() && tag.local_name().as_ref() == "del" => {
                table.row_is_deleted = true;
            }
            _ => self.deleted += 1,
        }
    }

    fn end(&mut self, name: &str, depth: usize) -> Result<(), DocxError> {
        if self.skipped.is_some() {
            // The element ends at the depth at which it began; elements inside it are deeper.
            self.skipped = self.skipped.filter(|start| *start != depth);
            return Ok(());
        }
        match name {
            "t" => self.paragraph.in_text = false,
            "pPr" => self.paragraph.in_properties = false,
            "del" | "moveFrom" | "cellDel" => self.deleted = self.deleted.saturating_sub(1),
            "p" => self.end_paragraph()?,
            "tc" => self.end_cell(),
            "tr" => self.end_row()?,
            "tbl" => self.end_table(),
            "txbxContent" => self.end_text_box(),
            _ => {}
        }
        Ok(())
    }

    fn with_cell(&mut self, change: impl FnOnce(&mut DocxCell)) {
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            change(cell);
        }
    }

    /// Adds text to the paragraph, unless it is skipped or deleted.
    fn push(&mut self, text: &str) {
        if self.deleted == 0 && self.skipped.is_none() {
            self.paragraph.push(text);
        }
    }

    fn note(&mut self, tag: &BytesStart<'_>, notes: fn(&DocxNotes) -> &NoteTexts) {
        let id = attribute(tag, "id").unwrap_or_default();
        let text = notes(&self.notes).get(&*id).cloned().unwrap_or_default();
        self.with_cell(|cell| cell.notes.push(text));
    }

    fn end_paragraph(&mut self) -> Result<(), DocxError> {
        let paragraph = std::mem::take(&mut self.paragraph);
        if let Some((_, text)) = self.text_boxes.last_mut() {
            text.push_str(&paragraph.text);
            // Paragraphs of a text box are quoted in one line of a finding.
            text.push(' ');
            return Ok(());
        }
        // A grid cannot hold another one: paragraphs of a nested table go to the outer cell.
        let is_nested = self.tables.len() > 1 && !paragraph.text.trim().is_empty();
        let Some(table) = self.tables.first_mut() else {
            return self.end_paragraph_outside(&paragraph);
        };
        if let Some(cell) = &mut table.cell {
            cell.has_table |= is_nested;
            cell.add(&paragraph);
        }
        Ok(())
    }

    fn end_paragraph_outside(&mut self, paragraph: &DocxParagraph) -> Result<(), DocxError> {
        self.paragraph_count += 1;
        let text = paragraph.text.trim();
        if !text.is_empty() {
            let span = self.output.add(GridPosition::Paragraph(self.paragraph_count), text);
            // Paragraphs count as cells: a document without end outside its tables must stop too.
            self.output.limits.cell(0, text, span).map_err(DocxError::Limit)?;
            self.next.paragraphs.push(Words::new(text.to_owned(), span));
            self.next.heading_depths.push(paragraph.heading_depth);
        }
        Ok(())
    }

    fn end_text_box(&mut self) {
        let Some((interrupted, text)) = self.text_boxes.pop() else { return };
        self.paragraph = interrupted;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        if self.tables.is_empty() {
            let span = self.output.add(GridPosition::Paragraph(self.paragraph_count + 1), &text);
            self.output.report(findings::text_box(&text, span));
        } else {
            self.with_cell(|cell| cell.omitted.push((Code::NotPlaced, text)));
        }
    }

    fn end_cell(&mut self) {
        let number = u32::try_from(self.grids.len()).unwrap_or(u32::MAX).saturating_add(1);
        match self.tables.as_mut_slice() {
            [table] => table.end_cell(number, &mut self.output),
            // The texts of a nested table have gone to the outer cell.
            [.., nested] => nested.cell = None,
            [] => {}
        }
    }

    fn end_row(&mut self) -> Result<(), DocxError> {
        match self.tables.as_mut_slice() {
            [table] => table.end_row(&mut self.output),
            _ => Ok(()),
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.tables.pop()
            && self.tables.is_empty()
        {
            self.grids.push(Grid { rows: table.rows, ..std::mem::take(&mut self.next) });
        }
    }
}

/// Returns the value of an element that is a number.
fn number(tag: &BytesStart<'_>) -> Option<u32> {
    attribute(tag, "val")?.parse().ok()
}

/// Returns `true` if a switch is on (ST_OnOff, 22.9.2.7): present and not switched off.
fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(attribute(tag, "val").as_deref(), Some("0" | "false" | "off"))
}
