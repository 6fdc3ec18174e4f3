//! Words of a cell that a comparison sets apart.

use super::Cell;
use std::ops::Range;

/// Fate of marked words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Words that are no longer there: struck.
    Removed,
    /// Words that are new: underlined and bold.
    Added,
}

/// Marked words of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordMark {
    /// Fate of the words.
    pub kind: MarkKind,
    /// Bytes of [`Cell::text`](super::Cell::text).
    pub bytes: Range<usize>,
}

/// Splits `text` at the ends of `marks`, which are in order and do not overlap; a mark that leaves the
/// text or cuts a character is none.
pub fn marked_parts<'t>(text: &'t str, marks: &[WordMark]) -> Vec<(Option<MarkKind>, &'t str)> {
    let mut parts = Vec::new();
    let mut at = 0;
    for WordMark { kind, bytes } in marks {
        let (Some(before), Some(marked)) = (text.get(at..bytes.start), text.get(bytes.clone()))
        else {
            continue;
        };
        parts.extend([(None, before), (Some(*kind), marked)]);
        at = bytes.end;
    }
    parts.push((None, &text[at..]));
    parts.retain(|(_, part)| !part.is_empty());
    parts
}

/// Marks of a cell by its lines, which are asked for in their order.
pub struct LineMarks<'c> {
    marks: &'c [WordMark],
    /// Text of the cell; empty without marks.
    text: String,
    /// Byte of the text behind the last line.
    at: usize,
}

impl<'c> LineMarks<'c> {
    /// Returns the marks of `cell`, from its first line on.
    pub fn of(cell: &'c Cell) -> Self {
        let text = if cell.marks.is_empty() { String::new() } else { cell.text() };
        LineMarks { marks: &cell.marks, text, at: 0 }
    }

    /// Returns no marks, however many lines there are.
    pub fn none() -> Self {
        LineMarks { marks: &[], text: String::new(), at: 0 }
    }

    /// Returns the marks of the next line, by bytes of the line.
    pub fn of_next(&mut self, line: &str) -> Vec<WordMark> {
        // Marks count from the beginning of the whole text, in which labels stand between the lines.
        let start = self.text[self.at..].find(line).map_or(self.at, |found| self.at + found);
        let end = (start + line.len()).min(self.text.len());
        self.at = end;
        let of_line = |mark: &WordMark| {
            let bytes = mark.bytes.start.max(start)..mark.bytes.end.min(end);
            let bytes = (!bytes.is_empty()).then(|| bytes.start - start..bytes.end - start)?;
            Some(WordMark { kind: mark.kind, bytes })
        };
        self.marks.iter().filter_map(of_line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_apart_at_its_marks() {
        let mark = |kind, bytes| WordMark { kind, bytes };
        let marks = [mark(MarkKind::Removed, 0..3), mark(MarkKind::Added, 4..7)];
        assert_eq!(
            marked_parts("uno due", &marks),
            [(Some(MarkKind::Removed), "uno"), (None, " "), (Some(MarkKind::Added), "due")]
        );
        // Beyond the text, or inside «è».
        for bytes in [5..9, 1..3] {
            assert_eq!(marked_parts("è tu", &[mark(MarkKind::Added, bytes)]), [(None, "è tu")]);
        }
    }
}
