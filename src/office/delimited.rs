//! Text tables: CSV (RFC 4180, or with the semicolons of Italian programs) and tab-separated
//! text, with or without quotation marks.

use super::csv_quotes::{OddQuotes, formula_text, unfolded, with_inner_quotes};
use super::limits::TableLimits;
use super::{CellKind, Grid, GridCell, GridRow, encoding};
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::Words;
use crate::source::{FileId, SourceMap, Span, offset_in};
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use std::ops::Range;

/// Syntax of a text table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimited {
    /// Fields separated by `;`, `,`, `|` or tabs, whichever fits, with quotation marks.
    Csv,
    /// Fields separated by tabs, with quotation marks.
    Tsv,
    /// Fields separated by tabs, in which a quotation mark is part of the text; as [`Self::Csv`] if
    /// it has no tabs.
    Text,
}

/// Reads a text table as one grid.
pub(super) fn read_delimited(
    name: &str,
    bytes: &[u8],
    kind: Delimited,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Vec<Grid>> {
    let file = encoding::decode(name, bytes, sources, findings)?;
    sources.mark_table(file);
    let text = sources.file(file).text();
    let rows = match kind {
        Delimited::Text if text.contains('\t') => read_plain(file, text),
        Delimited::Tsv => read_quoted(file, text, 0, b'\t', findings),
        Delimited::Csv | Delimited::Text => {
            let (start, delimiter) = delimiter(text);
            read_quoted(file, text, start, delimiter, findings)
        }
    };
    match rows {
        Ok(rows) => Some(vec![Grid { rows, ..Grid::default() }]),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

fn read_plain(file: FileId, text: &str) -> Result<Vec<GridRow>, Box<Diagnostic>> {
    let mut rows = DelimitedRows::new(file);
    for (index, line) in (0..).zip(text.lines()) {
        // Line ends may be of one byte or two, so the offset is not the sum of the lengths.
        let mut at = offset_in(text, line);
        for (column, field) in (0..).zip(line.split('\t')) {
            rows.cell(index, column, at..at + field.len(), field.to_owned())?;
            at += field.len() + 1;
        }
    }
    Ok(rows.list)
}

/// Returns the start of the table and its delimiter: the one that the first line declares
/// («sep=;», as Excel writes), else the one that gives most records the same number of fields.
fn delimiter(text: &str) -> (usize, u8) {
    let first = text.lines().next().unwrap_or_default();
    if let [sign] = first.strip_prefix("sep=").unwrap_or_default().as_bytes() {
        return (text.find('\n').map_or(text.len(), |end| end + 1), *sign);
    }
    // `max_by_key` keeps the last of equals: reversed, the semicolon wins, which Italian programs
    // write.
    let signs = [b';', b',', b'\t', b'|'];
    let best = |text: &str| {
        let regular = signs.into_iter().rev().map(|sign| (regularity(text, sign), sign));
        regular.max_by_key(|(regularity, _)| *regularity).filter(|((often, _), _)| *often > 0)
    };
    // Some programs put each row between quotation marks as a whole.
    let found = best(text).or_else(|| best(&text.replace('"', "")));
    (0, found.map_or(b';', |(_, sign)| sign))
}

/// Returns how many of the first records have the most frequent number of fields, and that
/// number.
fn regularity(text: &str, delimiter: u8) -> (usize, usize) {
    const EXAMINED: usize = 100;
    let mut counts: Vec<usize> = Vec::new();
    let mut fields = 0;
    for field in CsvFields::new(text, 0, delimiter) {
        // A blank line is a record of one blank field: it counts none.
        fields += usize::from(!field.raw.is_empty() || !field.ends_record || fields > 0);
        if field.ends_record {
            counts.push(fields);
            fields = 0;
        }
        if counts.len() == EXAMINED {
            break;
        }
    }
    // Records of one field speak for no delimiter: any that the file does not contain gives them.
    let several = counts.iter().filter(|count| **count > 1);
    let often = |count: usize| (counts.iter().filter(|c| **c == count).count(), count);
    several.map(|count| often(*count)).max().unwrap_or_default()
}

fn read_quoted(
    file: FileId,
    text: &str,
    start: usize,
    delimiter: u8,
    findings: &mut Findings,
) -> Result<Vec<GridRow>, Box<Diagnostic>> {
    let mut rows = DelimitedRows::new(file);
    let (mut index, mut column) = (0, 0);
    let mut end = start;
    let mut odd_quotes = OddQuotes::default();
    let (_, usual) = regularity(&text[start..], delimiter);
    for field in CsvFields::new(text, start, delimiter) {
        let raw = &text[field.raw.clone()];
        if column == 0 {
            index += blank_lines(&text[end..field.raw.start], index > 0);
        }
        end = field.raw.end;
        let is_quoted = raw.starts_with('"');
        let is_closed = is_quoted && raw.len() > 1 && raw.ends_with('"');
        let is_odd = is_quoted && raw.matches('"').count() % 2 == 1;
        let literal = with_inner_quotes(raw, delimiter);
        // The reader would take the rest of the file as one cell without complaint.
        if is_odd && literal.is_none() {
            return Err(unclosed(Span::new(file, field.raw.start..field.raw.start + 1)));
        }
        // A program that put whole rows between quotation marks made one cell of each.
        if column == 0
            && field.ends_record
            && is_closed
            && let Some(cells) = unfolded(&field.value, delimiter, usual)
        {
            let place = Span::new(file, field.raw.clone());
            odd_quotes.add_row(place);
            for (column, value) in (0..).zip(cells) {
                rows.cell(index, column, field.raw.clone(), value)?;
            }
            index += 1;
            continue;
        }
        // Text behind the closing mark belongs to the cell, and then the marks are not a margin.
        let margin = usize::from(is_closed);
        let place = field.raw.start + margin..field.raw.end - margin;
        if literal.is_some() {
            odd_quotes.cells.push(Span::new(file, place.clone()));
        }
        let value = literal.unwrap_or(field.value);
        rows.cell(index, column, place, formula_text(&value).unwrap_or(value))?;
        column += 1;
        if field.ends_record {
            (index, column) = (index + 1, 0);
        }
    }
    findings.extend(odd_quotes.findings());
    Ok(rows.list)
}

/// Counts the blank lines in the line ends before a record, of which the first may end the record
/// above: the reader takes them for nothing.
fn blank_lines(ends: &str, is_below: bool) -> u32 {
    let count = ends.matches('\n').count().max(ends.matches('\r').count());
    u32::try_from(count).unwrap_or(u32::MAX).saturating_sub(u32::from(is_below))
}

fn unclosed(place: Span) -> Box<Diagnostic> {
    let message = "Le virgolette aperte qui non si chiudono.";
    Box::new(Diagnostic::new(Code::Syntax, place, message).hint(
        "Chiuderle alla fine della cella; le virgolette che fanno parte del testo si scrivono due volte (\"\").",
    ))
}

/// Rows that are being read, within limits.
struct DelimitedRows {
    file: FileId,
    list: Vec<GridRow>,
    limits: TableLimits,
}

impl DelimitedRows {
    fn new(file: FileId) -> Self {
        DelimitedRows { file, list: Vec::new(), limits: TableLimits::default() }
    }

    /// Adds a cell, unless it is blank.
    ///
    /// # Errors
    /// Finding at the cell if the table holds too much.
    fn cell(
        &mut self,
        index: u32,
        column: u32,
        place: Range<usize>,
        value: String,
    ) -> Result<(), Box<Diagnostic>> {
        if value.trim().is_empty() {
            return Ok(());
        }
        let span = Span::new(self.file, place);
        self.limits.cell(column, &value, span)?;
        let text = Words::new(value, span);
        let cell = GridCell { column, col_span: 1, row_span: 1, text, kind: CellKind::Text };
        match self.list.last_mut().filter(|row| row.index == index) {
            Some(row) => row.cells.push(cell),
            None => self.list.push(GridRow { index, is_head: false, cells: vec![cell] }),
        }
        Ok(())
    }
}

/// Field of a record.
pub(super) struct CsvField {
    /// Range in the text, quotation marks included.
    pub raw: Range<usize>,
    /// Text without quotation marks.
    pub value: String,
    pub ends_record: bool,
}

/// Iterator over the fields of a text.
///
/// Built on csv-core and not on csv, which does not state where a field stands in the text.
pub(super) struct CsvFields<'t> {
    text: &'t str,
    at: usize,
    reader: Reader,
}

impl<'t> CsvFields<'t> {
    pub(crate) fn new(text: &'t str, at: usize, delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        CsvFields { text, at, reader }
    }
}

impl Iterator for CsvFields<'_> {
    type Item = CsvField;

    fn next(&mut self) -> Option<CsvField> {
        let start = self.at;
        let mut value = Vec::new();
        let mut buffer = [0; 1024];
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let (result, read, written) = self.reader.read_field(rest, &mut buffer);
            self.at += read;
            value.extend_from_slice(&buffer[..written]);
            match result {
                ReadFieldResult::End => return None,
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    let raw = self.trimmed(start..self.at, record_end);
                    // Only ASCII characters are left out, so that the rest is still UTF-8.
                    let value = String::from_utf8(value).unwrap_or_default();
                    return Some(CsvField { raw, value, ends_record: record_end });
                }
            }
        }
    }
}

impl CsvFields<'_> {
    /// Removes the line ends before a field and the delimiter or line end after it.
    fn trimmed(&self, range: Range<usize>, ends_record: bool) -> Range<usize> {
        let raw = &self.text[range.clone()];
        let start = range.start + raw.len() - raw.trim_start_matches(['\r', '\n']).len();
        let end = if ends_record {
            range.start + raw.trim_end_matches(['\r', '\n']).len()
        } else {
            // Delimiters are one byte.
            range.end - 1
        };
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::super::limits::MOST_CELLS;
    use super::*;

    fn read(text: &str, kind: Delimited) -> Result<Vec<String>, String> {
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let grids = read_delimited("t", text.as_bytes(), kind, &mut sources, &mut findings);
        let Some(grids) = grids else {
            let finding = findings.iter().next().expect("a reason");
            let at = sources.position(finding.span());
            return Err(format!("{} {}:{}", finding.code.name(), at.line, at.column));
        };
        let cell = |row: &GridRow, cell: &GridCell| {
            let at = sources.position(cell.text.span);
            let raw = sources.text(cell.text.span);
            let (row, column) = (row.index, cell.column);
            format!("{row},{column} {}:{} {:?} {raw:?}", at.line, at.column, cell.text.value)
        };
        let rows = grids[0].rows.iter();
        Ok(rows
            .flat_map(|row| row.cells.iter().map(move |c| (row, c)))
            .map(|(r, c)| cell(r, c))
            .collect())
    }

    #[test]
    fn fields_have_their_places() {
        let text = "a;\"b \"\"x\"\"; c\"\r\n;\"due\r\nrighe\";è\n";
        assert_eq!(
            read(text, Delimited::Csv),
            Ok(vec![
                r#"0,0 1:1 "a" "a""#.into(),
                r#"0,1 1:4 "b \"x\"; c" "b \"\"x\"\"; c""#.into(),
                r#"1,1 2:3 "due\r\nrighe" "due\r\nrighe""#.into(),
                r#"1,2 3:8 "è" "è""#.into(),
            ])
        );
        for ends in ["\n", "\r\n", "\r"] {
            let text = ["", "a;b", "", "", "c;\"d\"", "e;f"].join(ends);
            let rows: Vec<String> = read(&text, Delimited::Csv).unwrap_or_default();
            let rows: Vec<&str> = rows.iter().map(|row| &row[..1]).collect();
            assert_eq!(rows, ["1", "1", "4", "4", "5", "5"], "{ends:?}");
        }
        assert_eq!(
            read("\n\"uno\tdue\"\n", Delimited::Text),
            Ok(vec![r#"1,0 2:1 "\"uno" "\"uno""#.into(), r#"1,1 2:6 "due\"" "due\"""#.into()])
        );
    }

    #[test]
    fn the_delimiter_is_found_by_looking() {
        for (text, sign) in [
            ("a;b;c\nuno, due, tre;x;y\n", b';'),
            ("a,b,c\nuno,\"due; tre; quattro\",x\n", b','),
            ("a\tb\nuno; due\ttre\n", b'\t'),
            ("Titolo, con virgola\n\na;b\nc;d\ne;f", b';'),
            ("a|b|c\nuno|due, tre|quattro\n", b'|'),
            ("solo", b';'),
        ] {
            assert_eq!(delimiter(text), (0, sign), "{text}");
        }
        assert_eq!(delimiter("sep=|\r\na|b"), (7, b'|'));
    }

    #[test]
    fn an_open_quotation_is_told_where_it_opens() {
        assert_eq!(read("a;b\nc;\"d\ne;f\n", Delimited::Csv), Err("sintassi 2:3".into()));
    }

    #[test]
    fn what_is_no_table_of_an_office_is_refused() {
        let wide = format!("{}x", ";".repeat(1_000));
        assert_eq!(read(&wide, Delimited::Csv), Err("limite-superato 1:1001".into()));
        let many = "a;b\n".repeat(MOST_CELLS / 2 + 1);
        assert_eq!(read(&many, Delimited::Csv), Err("limite-superato 250001:1".into()));
        assert_eq!(read(&";".repeat(1_000_000), Delimited::Csv), Ok(vec![]));
    }
}
