//! Places in the files that a run reads: files, spans, and the line and column, or the cell, that
//! people count. Knows nothing of plans or messages.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Largest file that is read, in bytes: twice what a plan of 100,000 objectives takes.
pub const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// File of a [`SourceMap`], by the order in which it was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// Part of one file, in bytes of its decoded text.
///
/// Ordered by file, then by start: the order in which findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    file: FileId,
    start: u32,
    end: u32,
}

impl Span {
    /// Returns the span of `range` bytes in `file`; a reversed range becomes empty at its start.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        // Files have at most MOST_BYTES, so that 32 bits suffice and spans stay small.
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let start = clamp(range.start);
        Span { file, start, end: clamp(range.end).max(start) }
    }

    /// Returns the file of the span.
    pub fn file(self) -> FileId {
        self.file
    }

    /// Returns the bytes of the span.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the bytes `part` of this span, counted from its start.
    ///
    /// Clipped to the span, so that a caret never leaves the value it points at.
    pub fn part(self, part: Range<usize>) -> Self {
        let at = |n: usize| (self.start as usize + n).min(self.end as usize);
        Span::new(self.file, at(part.start)..at(part.end))
    }

    /// Returns `true` if `other` lies in the span.
    pub fn contains(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// Returns three plain numbers (file, start, end) for rooms that may not use this type.
    pub fn to_raw(self) -> [u32; 3] {
        [self.file.0, self.start, self.end]
    }

    /// Returns the span of the numbers of [`Span::to_raw`].
    pub fn from_raw([file, start, end]: [u32; 3]) -> Self {
        Span { file: FileId(file), start, end }
    }
}

/// Text with its place in a source.
pub type Words = Spanned<String>;

/// Value with the place that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// Value.
    pub value: T,
    /// Place of the value.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Returns `value`, read at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }

    /// Replaces the value and keeps its place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

/// Returns `len` bytes from `start` of `words`, with their own place if the source holds the text
/// literally.
pub fn slice(words: &Words, start: usize, len: usize) -> Words {
    let value = words.value[start..start + len].to_owned();
    // A span of another length covers escapes or markup, in which offsets would be wrong.
    let is_literal = words.span.range().len() == words.value.len();
    let span = if is_literal { words.span.part(start..start + len) } else { words.span };
    Words::new(value, span)
}

/// Line and column of a text as people count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Place of a text in a file that has cells instead of lines: a workbook, a Word document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GridPosition {
    /// Cell of a sheet; row and column from 0.
    Sheet {
        /// Name of the sheet.
        sheet: Arc<str>,
        /// Row, from 0.
        row: u32,
        /// Column, from 0.
        column: u32,
    },
    /// Cell of a table of a document; all numbers from 1.
    Table {
        /// Table, in the order of the document.
        table: u32,
        /// Row, from 1.
        row: u32,
        /// Column, from 1.
        column: u32,
    },
    /// Paragraph of a document outside its tables, from 1.
    Paragraph(u32),
}

impl GridPosition {
    /// Returns the row, or the paragraph, as people count it: from 1.
    pub fn line(&self) -> usize {
        match self {
            GridPosition::Sheet { row, .. } => *row as usize + 1,
            GridPosition::Table { row, .. } => *row as usize,
            GridPosition::Paragraph(number) => *number as usize,
        }
    }

    /// Returns the column as people count it: from 1.
    pub fn column(&self) -> usize {
        match self {
            GridPosition::Sheet { column, .. } => *column as usize + 1,
            GridPosition::Table { column, .. } => *column as usize,
            GridPosition::Paragraph(_) => 1,
        }
    }
}

/// Spells the place for messages, behind the file's name: «!Foglio1!C12», «, tabella 3, riga 5,
/// colonna 2».
impl fmt::Display for GridPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GridPosition::Sheet { sheet, row, column } => {
                write!(f, "!{sheet}!{}{}", column_letters(*column), u64::from(*row) + 1)
            }
            GridPosition::Table { table, row, column } => {
                write!(f, ", tabella {table}, riga {row}, colonna {column}")
            }
            GridPosition::Paragraph(number) => write!(f, ", paragrafo {number}"),
        }
    }
}

/// Returns the letters of a column from 0 in spreadsheets: A, Z, AA, XFD.
pub fn column_letters(column: u32) -> String {
    let (mut letters, mut rest) = (Vec::new(), u64::from(column) + 1);
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// File with the name that people see and its decoded text.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<usize>,
    /// First byte of each cell's text, in a file that has cells instead of lines.
    cells: Vec<(usize, GridPosition)>,
    /// `true` for a table in a text, whose rows are lines.
    is_table: bool,
}

impl SourceFile {
    fn new(name: String, text: String) -> Self {
        let line_starts = std::iter::once(0).chain(line_ends(&text)).collect();
        SourceFile { name, text, line_starts, cells: Vec::new(), is_table: false }
    }

    /// Returns `true` if the file has cells instead of lines.
    pub fn has_cells(&self) -> bool {
        !self.cells.is_empty()
    }

    /// Returns the cell of a byte offset, if the file has cells; the beginning of the file lies
    /// in none.
    pub fn cell(&self, offset: usize) -> Option<&GridPosition> {
        let after = self.cells.partition_point(|(start, _)| *start <= offset);
        after.checked_sub(1).map(|i| &self.cells[i].1)
    }

    /// Appends a cell's text and a line end, which separates it from the next.
    fn push_cell(&mut self, place: GridPosition, text: &str) -> Range<usize> {
        if self.text.is_empty() {
            // The beginning is the place of findings on the whole file: no cell may claim it.
            self.text.push('\n');
            self.line_starts.push(1);
        }
        let start = self.text.len();
        self.cells.push((start, place));
        self.text.push_str(text);
        self.text.push('\n');
        self.line_starts.extend(line_ends(&self.text[start..]).map(|end| start + end));
        start..start + text.len()
    }

    /// Returns the name as the user typed it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the position of a byte offset; past the end, that of the end.
    pub fn position(&self, offset: usize) -> Position {
        // An offset may lie inside a character, or past the end: slicing there would panic.
        let offset = floor_char_boundary(&self.text, offset);
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1];
        Position { line, column: self.text[start..offset].chars().count() + 1 }
    }

    /// Returns line `line` (from 1) without its line end; empty past the last line.
    pub fn line(&self, line: usize) -> &str {
        let Some(&start) = line.checked_sub(1).and_then(|i| self.line_starts.get(i)) else {
            return "";
        };
        let end = self.line_starts.get(line).map_or(self.text.len(), |&next| next);
        self.text[start..end].trim_end_matches(['\r', '\n'])
    }
}

/// Iterates over the ends of lines, behind LF, CRLF or the lone CR of old Macintoshes.
fn line_ends(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let ends = bytes
        .iter()
        .enumerate()
        .filter(move |&(i, &b)| b == b'\n' || b == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
    ends.map(|(i, _)| i + 1)
}

/// Returns the byte where `part`, a slice of `whole`, begins in it.
///
/// For a text from elsewhere the result is meaningless, but never out of `whole`.
pub fn offset_in(whole: &str, part: &str) -> usize {
    // Slices of one text have addresses in one allocation: no search can be as exact.
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Files that a run has read.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    /// Number of the first file.
    first: u32,
    /// Files that several runs share; they come after all files of this map.
    shared: Option<Arc<SourceMap>>,
}

/// Number of the first shared file: a run reads far fewer files of its own.
const FIRST_SHARED: u32 = 1 << 31;

impl SourceMap {
    /// Returns an empty map whose files other maps are going to share.
    pub fn to_share() -> Self {
        SourceMap { first: FIRST_SHARED, ..SourceMap::default() }
    }

    /// Adds the files of `shared`, a map made with [`SourceMap::to_share`].
    pub fn share(&mut self, shared: Arc<SourceMap>) {
        self.shared = Some(shared);
    }

    /// Adds a file under the name that people know it by.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = self.next_id();
        self.files.push(SourceFile::new(name.into(), text.into()));
        id
    }

    fn next_id(&self) -> FileId {
        let own = u32::try_from(self.files.len()).expect("a run reads a handful of files");
        FileId(self.first + own)
    }

    /// Returns the index of one of this map's own files.
    fn index(&self, id: FileId) -> usize {
        (id.0 - self.first) as usize
    }

    /// Adds a cell to a file that has cells instead of lines, and returns the span of its
    /// `text`. Cells must be added in the order in which people read them.
    pub fn add_cell(&mut self, id: FileId, place: GridPosition, text: &str) -> Span {
        let index = self.index(id);
        Span::new(id, self.files[index].push_cell(place, text))
    }

    /// Records that the text `id` is a table.
    pub fn mark_table(&mut self, id: FileId) {
        let index = self.index(id);
        self.files[index].is_table = true;
    }

    /// Returns `true` if `span` lies in a table, where a remedy is about cells, not keys.
    pub fn is_table(&self, span: Span) -> bool {
        let file = self.file(span.file());
        file.is_table || file.has_cells()
    }

    /// Returns the file that `id` names.
    pub fn file(&self, id: FileId) -> &SourceFile {
        match &self.shared {
            Some(shared) if id.0 >= shared.first => shared.file(id),
            _ => &self.files[self.index(id)],
        }
    }

    /// Finds the first place of `part` in the files, in the order in which they were added,
    /// shared files last.
    pub fn find(&self, part: &str) -> Option<Span> {
        let own = self.files.iter().zip(self.first..).find_map(|(file, id)| {
            let at = file.text.find(part)?;
            Some(Span::new(FileId(id), at..at + part.len()))
        });
        own.or_else(|| self.shared.as_ref()?.find(part))
    }

    /// Returns the beginning of the file that is added next.
    pub fn next_start(&self) -> Span {
        Span::new(self.next_id(), 0..0)
    }

    /// Returns the beginning of the first file: the place of findings that have no other.
    pub fn start(&self) -> Span {
        Span::new(FileId(self.first), 0..0)
    }

    /// Returns the text of a span; empty if the span lies outside the text.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file()).text().get(span.range()).unwrap_or("")
    }

    /// Returns the position where a span begins.
    pub fn position(&self, span: Span) -> Position {
        self.file(span.file()).position(span.range().start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_lines_from_one() {
        let mut map = SourceMap::default();
        let id = map.add("piano.yaml", "è: uno\r\ndue\n");
        let file = map.file(id);
        assert_eq!(file.position(0), Position { line: 1, column: 1 });
        assert_eq!(file.position(4), Position { line: 1, column: 4 });
        assert_eq!(file.position(9), Position { line: 2, column: 1 });
        assert_eq!(file.position(99), Position { line: 3, column: 1 });
        assert_eq!(
            (file.line(1), file.line(2), file.line(3), file.line(9)),
            ("è: uno", "due", "", "")
        );
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        let mut map = SourceMap::default();
        let id = map.add("piano.yaml", "uno\rdue\r\ntre");
        let file = map.file(id);
        assert_eq!(file.position(4), Position { line: 2, column: 1 });
        assert_eq!(file.position(9), Position { line: 3, column: 1 });
        assert_eq!((file.line(1), file.line(2), file.line(3)), ("uno", "due", "tre"));
    }

    #[test]
    fn a_cell_is_found_from_the_text_inside_it() {
        let mut map = SourceMap::default();
        let id = map.add("piano.xlsx", "");
        let place = |row, column| GridPosition::Sheet { sheet: "Foglio1".into(), row, column };
        map.add_cell(id, place(0, 0), "AREA");
        let span = map.add_cell(id, place(11, 2), "due\nrighe");
        map.add_cell(id, GridPosition::Table { table: 3, row: 5, column: 2 }, "x");
        let file = map.file(id);
        assert_eq!(map.text(span), "due\nrighe");
        assert_eq!(file.cell(span.range().start), Some(&place(11, 2)));
        assert_eq!(file.cell(span.range().end), Some(&place(11, 2)));
        assert_eq!(file.line(file.position(span.part(5..6).range().start).line), "righe");
        assert_eq!(place(11, 2).to_string(), "!Foglio1!C12");
        let word = file.cell(file.text().len() - 2).map(GridPosition::to_string);
        assert_eq!(word.as_deref(), Some(", tabella 3, riga 5, colonna 2"));
    }

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        let names = [0, 25, 26, 701, 702, 16_383].map(column_letters);
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn shared_files_come_after_those_of_each_map() {
        let mut layout = SourceMap::to_share();
        let settings = Span::new(layout.add("layout.toml", "base\ncampo"), 5..10);
        assert_eq!((layout.text(settings), layout.find("campo")), ("campo", Some(settings)));
        let layout = Arc::new(layout);
        for text in ["campo", "altro"] {
            let mut map = SourceMap::default();
            let plan = Span::new(map.add("piano.yaml", text), 0..5);
            map.share(layout.clone());
            assert_eq!((map.text(plan), map.text(settings)), (text, "campo"));
            assert_eq!(map.start(), plan.part(0..0));
            assert_eq!(map.position(settings), Position { line: 2, column: 1 });
            assert_eq!(map.find("campo"), Some(if text == "campo" { plan } else { settings }));
            assert!(plan < settings);
        }
    }

    #[test]
    fn a_part_stays_inside_its_span() {
        let mut map = SourceMap::default();
        let id = map.add("a", "0123456789");
        let span = Span::new(id, 2..6);
        assert_eq!(map.text(span.part(1..3)), "34");
        assert_eq!(map.text(span.part(1..99)), "345");
        assert_eq!(Span::from_raw(span.to_raw()), span);
    }
}
