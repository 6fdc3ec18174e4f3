//! Body of a document: tables, with the paragraphs before each.

use super::asides::{AsideKind, Asides};
use super::cell::DocumentCell;
use super::paragraph::{DocumentParagraph, PAGE_BREAK, ParagraphLabel};
use super::table::DocumentTable;
use super::{DocumentError, DocumentOutput, findings};
use crate::office::Grid;
use crate::office::page_texts::PageText;
use crate::office::shown_text::TextRemark;
use crate::source::{GridPosition, Words};

/// Body of a document that is being read.
pub(in crate::office) struct DocumentBody<'s> {
    pub output: DocumentOutput<'s>,
    /// Finished tables.
    grids: Vec<Grid>,
    /// Paragraphs since the last table, in a grid that has no rows yet.
    next: Grid,
    paragraph_count: u32,
    /// Open tables, the outermost first.
    pub tables: Vec<DocumentTable>,
    pub paragraph: DocumentParagraph,
    /// Text boxes being read.
    text_boxes: Vec<TextBox>,
    /// `true` if the last paragraph outside of tables continues in the next one.
    joins_next: bool,
    /// Pictures outside of tables.
    pictures: usize,
}

/// Text box that is being read.
struct TextBox {
    /// Paragraph that it interrupts.
    interrupted: DocumentParagraph,
    text: String,
    asides: Asides,
    remarks: Vec<TextRemark>,
    /// Number of tables that it stands in.
    tables: usize,
}

impl<'s> DocumentBody<'s> {
    pub(crate) fn new(output: DocumentOutput<'s>) -> Self {
        DocumentBody {
            output,
            grids: Vec::new(),
            next: Grid::default(),
            paragraph_count: 0,
            tables: Vec::new(),
            paragraph: DocumentParagraph::default(),
            text_boxes: Vec::new(),
            joins_next: false,
            pictures: 0,
        }
    }

    /// Ends the document; `None` if it has no table.
    pub(crate) fn finish(mut self) -> Option<Vec<Grid>> {
        let start = self.output.start();
        // Reported here: without tables the recogniser could only say that there is no head. Forms may
        // be written as paragraphs, though.
        if self.grids.is_empty() && !has_labels(&self.next.paragraphs) {
            self.output.report(findings::no_tables(start));
            return None;
        }
        if !self.next.paragraphs.is_empty() {
            self.grids.push(self.next);
        }
        if self.pictures > 0 {
            self.output.report(findings::pictures(self.pictures, start));
        }
        Some(self.grids)
    }

    /// Reports headers and footers of pages that say more than the document does.
    pub(crate) fn page_texts(&mut self, texts: Vec<PageText>) {
        let start = self.output.start();
        let grids = self.grids.iter().chain([&self.next]);
        let said: Vec<&Words> = grids.flat_map(|grid| &grid.paragraphs).collect();
        let is_said = |text: &PageText| said.iter().any(|words| text.words.contains(&words.value));
        for text in texts.into_iter().filter(|text| !is_said(text)).collect::<Vec<_>>() {
            self.output.report(text.report(start));
        }
    }

    /// Changes the open cell of the innermost table.
    pub(crate) fn with_cell(&mut self, change: impl FnOnce(&mut DocumentCell)) {
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            change(cell);
        }
    }

    /// Returns `true` if a paragraph that ends here continues one before it.
    pub(crate) fn continues(&self) -> bool {
        match self.tables.last() {
            Some(table) => table.cell.as_ref().is_some_and(DocumentCell::is_open),
            None => self.joins_next,
        }
    }

    /// Adds something that stands at this place and is no text of the document.
    pub(crate) fn aside(&mut self, kind: AsideKind, text: &str) {
        if kind == AsideKind::Picture && self.tables.is_empty() {
            self.pictures += 1;
        } else {
            self.paragraph.aside(kind, text);
        }
    }

    /// Adds something that stands between paragraphs.
    pub(crate) fn aside_between(&mut self, kind: AsideKind, text: &str) {
        match self.tables.first_mut().and_then(DocumentTable::asides) {
            Some(asides) => asides.add(kind, text, (0, 0)),
            None => {
                let place = GridPosition::Paragraph(self.paragraph_count + 1);
                let span = self.output.add(place, "");
                let finding = findings::of_aside(kind, text, false, span);
                self.output.report(finding);
            }
        }
    }

    /// Ends a paragraph.
    ///
    /// # Errors
    /// [`DocumentError::Limit`] if the document holds too much.
    pub(crate) fn end_paragraph(&mut self) -> Result<(), DocumentError> {
        let mut paragraph = std::mem::take(&mut self.paragraph);
        paragraph.settle();
        let tables = self.tables.len();
        if let Some(open) = self.text_boxes.last_mut()
            && (open.tables > 0 || tables == 0)
        {
            open.add(paragraph);
            return Ok(());
        }
        // A grid cannot hold another one: paragraphs of a nested table go to the outer cell.
        let is_nested = tables > 1 && !paragraph.text.trim().is_empty();
        let Some(table) = self.tables.first_mut() else {
            return self.end_paragraph_outside(paragraph);
        };
        if let Some(cell) = &mut table.cell {
            cell.has_table |= is_nested;
            cell.add(paragraph);
        }
        Ok(())
    }

    fn end_paragraph_outside(&mut self, paragraph: DocumentParagraph) -> Result<(), DocumentError> {
        // A list of signs is no part of a name or a title, a number is.
        let label = match &paragraph.label {
            Some(ParagraphLabel::Number(label)) => label.as_str(),
            _ => "",
        };
        let text = format!("{label}{}", paragraph.text);
        if self.joins_next
            && let Some(last) = self.next.paragraphs.last_mut()
        {
            last.value.push_str(&text);
        } else {
            self.paragraph_count += 1;
            // What a break of pages parts shows as two paragraphs.
            for text in text.split(PAGE_BREAK).map(str::trim).filter(|text| !text.is_empty()) {
                let span = self.output.add(GridPosition::Paragraph(self.paragraph_count), text);
                // Paragraphs count as cells: a document without end outside its tables must stop
                // too.
                self.output.count(0, text, span)?;
                self.next.paragraphs.push(Words::new(text.to_owned(), span));
                self.next.heading_depths.push(paragraph.heading_depth);
            }
        }
        self.joins_next = paragraph.joins_next && !text.trim().is_empty();
        if !paragraph.asides.is_empty() || !paragraph.remarks.is_empty() {
            let span = self.output.add(GridPosition::Paragraph(self.paragraph_count), text.trim());
            for remark in paragraph.remarks {
                self.output.report(remark.report(span));
            }
            for (kind, text) in paragraph.asides.grouped() {
                self.output.report(findings::of_aside(kind, &text, false, span));
            }
        }
        Ok(())
    }

    /// Begins a text box, which stands inside a run: the paragraph around it goes on after its end.
    pub(crate) fn start_text_box(&mut self) {
        self.text_boxes.push(TextBox {
            interrupted: std::mem::take(&mut self.paragraph),
            text: String::new(),
            asides: Asides::default(),
            remarks: Vec::new(),
            tables: self.tables.len(),
        });
    }

    /// Ends a text box.
    pub(crate) fn end_text_box(&mut self) {
        let Some(TextBox { interrupted, text, asides, remarks, .. }) = self.text_boxes.pop() else {
            return;
        };
        self.paragraph = interrupted;
        self.paragraph.remarks.extend(remarks);
        if !text.trim().is_empty() {
            self.paragraph.aside(AsideKind::TextBox, &text);
        }
        self.paragraph.asides.extend(asides);
    }

    /// Begins a table.
    pub(crate) fn start_table(&mut self) {
        self.joins_next = false;
        self.tables.push(DocumentTable::default());
    }

    /// Ends a cell.
    pub(crate) fn end_cell(&mut self) {
        match self.tables.as_mut_slice() {
            [table] => table.end_cell(),
            // The texts of a nested table have gone to the outer cell.
            [.., nested] => nested.cell = None,
            [] => {}
        }
    }

    /// Ends a row.
    ///
    /// # Errors
    /// [`DocumentError::Limit`] if the document holds too much.
    pub(crate) fn end_row(&mut self) -> Result<(), DocumentError> {
        let number = u32::try_from(self.grids.len()).unwrap_or(u32::MAX).saturating_add(1);
        match self.tables.as_mut_slice() {
            [table] => table.end_row(number, &mut self.output),
            _ => Ok(()),
        }
    }

    /// Ends a table.
    pub(crate) fn end_table(&mut self) {
        if let Some(table) = self.tables.pop()
            && self.tables.is_empty()
        {
            self.grids.push(Grid { rows: table.rows, ..std::mem::take(&mut self.next) });
        }
    }
}

impl TextBox {
    fn add(&mut self, paragraph: DocumentParagraph) {
        if let Some(ParagraphLabel::Number(label)) = &paragraph.label {
            self.text.push_str(label);
        }
        self.text.push_str(&paragraph.text);
        // Paragraphs of a text box are quoted in one line of a finding.
        self.text.push(' ');
        self.asides.extend(paragraph.asides);
        self.remarks.extend(paragraph.remarks);
    }
}

/// Returns `true` if paragraphs hold labels, «Peso: 40» or «(peso 40)», as objectives do that stand in no
/// table.
fn has_labels(paragraphs: &[Words]) -> bool {
    /// Paragraphs with labels: one may be a remark.
    const LEAST: usize = 2;
    let has_label = |words: &&Words| words.value.contains([':', '(']);
    paragraphs.iter().filter(has_label).count() >= LEAST
}
