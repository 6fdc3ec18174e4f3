//! Small tables in running text, such as staff or equipment: lines between «|», and below the
//! first one hyphens (GitHub Flavored Markdown, 4.10).

use super::composer::Composer;
use super::document::introducing;
use super::origin::origin;
use super::texts::ComposeResult;
use crate::annex::{
    Align, Block, Body, Cell, CellRole, Column, Row, StyleName, Table, TableParts, TextBlock,
    Width, paragraphs,
};
use crate::source::{Span, offset_in};

/// Most columns: what has more is no small table, and stays text.
const MOST_COLUMNS: usize = 20;

/// Stretch of a text.
#[derive(Debug, PartialEq)]
enum TextPart<'t> {
    Text(&'t str),
    Table(FreeTable),
}

/// Table in a text: the texts of its cells, the head first.
#[derive(Debug, PartialEq)]
struct FreeTable {
    columns: Vec<Align>,
    rows: Vec<Vec<String>>,
}

impl Composer<'_> {
    /// Composes an author's text: its paragraphs and lists, and the tables between them.
    pub(crate) fn text_blocks(
        &self,
        style: StyleName,
        text: &str,
        place: Option<Span>,
    ) -> ComposeResult<Vec<Block>> {
        let mut blocks = Vec::new();
        for part in parts(text) {
            match part {
                TextPart::Text(text) => {
                    let content = paragraphs(text);
                    let origin = place.map(origin);
                    if !content.is_empty() {
                        let text = TextBlock { style, content, introduces: false, origin };
                        blocks.push(Block::Text(text));
                    }
                }
                TextPart::Table(table) => {
                    blocks.push(introducing(Block::Table(self.free_table(table, place)?)));
                }
            }
        }
        Ok(blocks)
    }

    fn free_table(&self, table: FreeTable, place: Option<Span>) -> ComposeResult<Table> {
        let FreeTable { columns, rows } = table;
        let rows_of = |rows: &[Vec<String>], role, style| -> Vec<Row> {
            let cell = |text: &String| Cell::new(role, style, text, place.map(origin));
            rows.iter().map(|cells| Row::new(cells.iter().map(cell))).collect()
        };
        let column = |(at, align): (usize, &Align)| Column {
            field: format!("colonna-{}", at + 1),
            width: Width::Auto,
            align: *align,
        };
        // The head is there: no table is read without one.
        let (head, rows) = rows.split_at(1);
        let rows = rows_of(rows, CellRole::Data, StyleName::Cell);
        let parts = TableParts {
            caption: head.concat().join(", "),
            columns: columns.iter().enumerate().map(column).collect(),
            head: rows_of(head, CellRole::ColumnHead, StyleName::Head),
            bodies: vec![Body { rows, ..Body::default() }],
            whole: true,
            ..TableParts::default()
        };
        Table::new(parts).map_err(|_| Box::new(self.too_many_cells()))
    }
}

/// Returns `true` if `text` holds the lines of a table.
pub(super) fn has_table(text: &str) -> bool {
    parts(text).len() > 1
}

/// Splits a text into paragraphs and tables.
fn parts(text: &str) -> Vec<TextPart<'_>> {
    let start = |line: &str| offset_in(text, line);
    let lines: Vec<_> = text.split('\n').collect();
    let mut parts = Vec::new();
    let (mut first, mut line) = (0, 0);
    while line < lines.len() {
        match free_table(&lines[line..]) {
            Some((table, length)) => {
                parts.push(TextPart::Text(&text[first..start(lines[line])]));
                parts.push(TextPart::Table(table));
                line += length;
                first = lines.get(line).map_or(text.len(), |line| start(line));
            }
            None => line += 1,
        }
    }
    parts.push(TextPart::Text(&text[first..]));
    parts
}

/// Reads the table that begins in the first of `lines`, and the number of its lines.
fn free_table(lines: &[&str]) -> Option<(FreeTable, usize)> {
    let [head, below, ..] = lines else { return None };
    let (head, mut columns) = (cells(head)?, alignments(below)?);
    if head.len() != columns.len() {
        return None;
    }
    let rows: Vec<_> = lines[2..].iter().map_while(|line| cells(line)).collect();
    let length = rows.len() + 2;
    let mut rows: Vec<_> = std::iter::once(head).chain(rows).collect();
    // No text is lost in a row that is longer than the head.
    let width = rows.iter().map(Vec::len).max().filter(|width| *width <= MOST_COLUMNS)?;
    columns.resize(width, Align::Left);
    rows.iter_mut().for_each(|row| row.resize(width, String::new()));
    Some((FreeTable { columns, rows }, length))
}

/// Reads `| a | b |`; `\|` is a stroke inside a cell.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let mut cells = vec![String::new()];
    let mut chars = inner.chars().peekable();
    while let Some(character) = chars.next() {
        match character {
            '\\' if chars.peek() == Some(&'|') => cells.last_mut()?.extend(chars.next()),
            '|' => cells.push(String::new()),
            other => cells.last_mut()?.push(other),
        }
    }
    Some(cells.iter().map(|cell| cell.trim().to_owned()).collect())
}

/// Reads `|---|:---:|---:|`.
fn alignments(line: &str) -> Option<Vec<Align>> {
    let alignment = |cell: &String| {
        let hyphens = cell.trim_start_matches(':').trim_end_matches(':');
        let is_line = !hyphens.is_empty() && hyphens.bytes().all(|byte| byte == b'-');
        is_line.then(|| match (cell.starts_with(':'), cell.ends_with(':')) {
            (true, true) => Align::Center,
            (false, true) => Align::Right,
            _ => Align::Left,
        })
    };
    cells(line)?.iter().map(alignment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let told = |part: TextPart<'_>| match part {
            TextPart::Text(text) => format!("{text:?}"),
            TextPart::Table(table) => format!("{:?} {:?}", table.columns, table.rows),
        };
        parts(text).into_iter().map(told).collect()
    }

    #[test]
    fn a_head_over_hyphens_makes_a_table() {
        let text =
            "Il personale:\n| Categoria | Unità |\n|---|---:|\n| D \\| E | 3 |\n| C | |\n\nFine.";
        let table = r#"[Left, Right] [["Categoria", "Unità"], ["D | E", "3"], ["C", ""]]"#;
        assert_eq!(told(text), [r#""Il personale:\n""#, table, r#""\nFine.""#]);
        // A longer row loses nothing.
        let longer = told("| A |\n|:-:|\n| 1 | 2 |");
        assert_eq!(longer[1], r#"[Center, Left] [["A", ""], ["1", "2"]]"#);
    }

    #[test]
    fn other_lines_are_text() {
        for text in ["| A | B |\n| 1 | 2 |", "| A | B |\n|---|", "A | B\n--- | ---", "|\n|---|", ""]
        {
            assert_eq!(told(text), [format!("{text:?}")], "{text}");
        }
    }
}
