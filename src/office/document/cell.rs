//! Cells of a table while their paragraphs come in.

use super::asides::Asides;
use super::paragraph::{DocumentParagraph, PAGE_BREAK, ParagraphLabel};
use crate::office::shown_text::TextRemark;

/// Cell that is being read.
#[derive(Default)]
pub(in crate::office) struct DocumentCell {
    pub text: String,
    /// List that the last paragraph belongs to; `None` after body text.
    list: Option<ListPosition>,
    /// `true` if the last paragraph continues in the next one.
    joins_next: bool,
    /// Number of columns, at least 1.
    pub span: u32,
    /// Number of rows, at least 1, where the file states it.
    pub row_span: u32,
    pub merge: VerticalMerge,
    /// `true` if a table inside the cell contributed text.
    pub has_table: bool,
    /// Texts that stand beside that of the cell.
    pub asides: Asides,
    pub(super) remarks: Vec<TextRemark>,
}

/// Part of a cell in a vertical merge (`w:vMerge`, ECMA-376-1, 17.4.84).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::office) enum VerticalMerge {
    /// Not merged.
    #[default]
    None,
    /// First of the merged cells.
    Start,
    /// Continuation of the cell in the row above.
    Continuation,
}

/// Position in a list.
#[derive(Clone, Copy)]
struct ListPosition {
    /// Level of the first item of the list.
    first_level: usize,
    /// Depth of the last item below the first level.
    depth: usize,
}

impl DocumentCell {
    /// Creates an empty cell of one column.
    pub(crate) fn new() -> Self {
        DocumentCell::spanning(1, 1)
    }

    /// Creates an empty cell of some columns and rows.
    pub(crate) fn spanning(span: u32, row_span: u32) -> Self {
        DocumentCell { span, row_span, ..DocumentCell::default() }
    }

    /// Returns `true` if a cell above is shown in place of this one.
    pub(super) fn is_covered(&self) -> bool {
        self.merge == VerticalMerge::Continuation
    }

    /// Returns `true` if the next paragraph continues the last one.
    pub(super) fn is_open(&self) -> bool {
        self.joins_next
    }

    /// Adds a paragraph.
    pub(super) fn add(&mut self, paragraph: DocumentParagraph) {
        let text = paragraph.text.trim_matches(PAGE_BREAK).replace(PAGE_BREAK, "\n");
        let is_shown = !text.trim().is_empty() || self.is_number_alone(&paragraph);
        self.remarks.extend(paragraph.remarks.iter().cloned());
        if !is_shown {
            self.asides.extend(paragraph.asides);
            return;
        }
        if !self.joins_next {
            // A plan writes lists line by line and an empty line between paragraphs.
            if !self.text.is_empty() {
                self.text.push_str(if paragraph.label.is_some() { "\n" } else { "\n\n" });
            }
            self.list = paragraph.label.as_ref().map(|label| self.begin_item(label, &paragraph));
        }
        self.text.push_str(&text);
        if text.trim().is_empty() {
            self.text.truncate(self.text.trim_end().len());
        }
        self.joins_next = paragraph.joins_next;
        self.asides.extend(paragraph.asides);
    }

    /// Returns `true` if a paragraph shows its number and nothing else, as codes of rows do.
    fn is_number_alone(&self, paragraph: &DocumentParagraph) -> bool {
        matches!(paragraph.label, Some(ParagraphLabel::Number(_)))
            && !self.joins_next
            && !paragraph.joins_next
            && !paragraph.leaves_text_out()
    }

    /// Writes the label of an item as an author would.
    fn begin_item(&mut self, label: &ParagraphLabel, item: &DocumentParagraph) -> ListPosition {
        let (first_level, deepest) =
            // A list may begin at any level of its definition; an item may go only one level deeper
            // at once.
            self.list.map_or((item.level, 0), |list| (list.first_level, list.depth + 1));
        let depth = item.level.saturating_sub(first_level).min(deepest);
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(match label {
            ParagraphLabel::Bullet => "- ",
            ParagraphLabel::Number(label) => label,
        });
        ListPosition { first_level, depth }
    }
}
