//! Cells of a Word table while their paragraphs come in (ECMA-376-1, 17.4.65).

use super::paragraph::DocxParagraph;
use crate::diag::Code;

/// Cell that is being read.
#[derive(Default)]
pub(super) struct DocxCell {
    pub text: String,
    /// List that the last paragraph belongs to; `None` after body text.
    list: Option<ListPosition>,
    /// `true` if the last paragraph continues in the next one.
    joins_next: bool,
    /// Number of columns, at least 1.
    pub span: u32,
    pub merge: VerticalMerge,
    /// `true` if a table inside the cell contributed text.
    pub has_table: bool,
    /// Footnotes and endnotes that the cell refers to.
    pub notes: Vec<String>,
    /// Texts that are not part of the cell: hidden ones and text boxes.
    pub omitted: Vec<(Code, String)>,
}

/// Part of a cell in a vertical merge (`w:vMerge`, ECMA-376-1, 17.4.84).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum VerticalMerge {
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

impl DocxCell {
    /// Creates an empty cell of one column.
    pub(crate) fn new() -> Self {
        DocxCell { span: 1, ..DocxCell::default() }
    }

    /// Adds a paragraph.
    pub(crate) fn add(&mut self, paragraph: &DocxParagraph) {
        if !paragraph.hidden_text.trim().is_empty() {
            // Word does not show it, so it is no part of the plan; but it is reported, since it may
            // be a text that someone hid by mistake.
            self.omitted.push((Code::HiddenText, paragraph.hidden_text.clone()));
        }
        let text = &paragraph.text;
        if text.trim().is_empty() {
            return;
        }
        if !self.joins_next {
            // A plan writes lists line by line and an empty line between paragraphs.
            if !self.text.is_empty() {
                self.text.push_str(if paragraph.is_item { "\n" } else { "\n\n" });
            }
            self.list = paragraph.is_item.then(|| self.begin_item(paragraph));
        }
        self.text.push_str(text);
        self.joins_next = paragraph.joins_next;
    }

    /// Writes the label of an item as an author would.
    fn begin_item(&mut self, item: &DocxParagraph) -> ListPosition {
        let (first_level, deepest) =
            // A list may begin at any level of its definition; an item may go only one level deeper
            // at once.
            self.list.map_or((item.level, 0), |list| (list.first_level, list.depth + 1));
        let depth = item.level.saturating_sub(first_level).min(deepest);
        // At the first level a plan would read a number as a word of the text.
        let label = item.label.as_deref().filter(|_| depth > 0).unwrap_or("-");
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(label);
        self.text.push(' ');
        ListPosition { first_level, depth }
    }
}
