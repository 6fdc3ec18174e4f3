//! Spreadsheets of LibreOffice and others (.ods, OASIS OpenDocument 1.3, part 3). The file
//! holds what each cell shows, so that nothing has to be formatted again; repeated rows and
//! columns are unfolded only where they show something.

use super::limits::Limits;
use super::package::{Package, contains};
use super::sheet::{NO_RESULT, SheetBuilder, Shown, hidden};
use super::xlsx::nothing;
use super::{CellKind, Grid};
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::{FileId, SourceMap, Span};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeSet;

/// Reads the sheets that show something.
pub(super) fn read_ods(
    name: &str,
    bytes: &[u8],
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Vec<Grid>> {
    let file = sources.add(name, "");
    let place = Span::new(file, 0..0);
    let mut package = Package::open(bytes, "un foglio di calcolo .ods", place, findings)?;
    let manifest = package.part("META-INF/manifest.xml").unwrap_or_default();
    if contains(&manifest, b"encryption-data") {
        findings.push(
            Diagnostic::new(Code::Unreadable, place, "Il file è protetto da una password.")
                .hint("Aprirlo con il suo programma, togliere la password e salvarlo di nuovo."),
        );
        return None;
    }
    let content = package.part("content.xml").and_then(|bytes| String::from_utf8(bytes).ok());
    let read = match content {
        Some(content) => read_content(file, &content, sources, findings),
        None => Err(Box::new(damaged(place))),
    };
    match read {
        Ok(grids) if grids.is_empty() => {
            findings.push(nothing(place));
            None
        }
        Ok(grids) => Some(grids),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

fn damaged(place: Span) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, place, "Il foglio di calcolo è danneggiato.")
        .hint("Aprirlo con LibreOffice e salvarlo di nuovo.")
}

/// A cell while its text comes in.
struct Open {
    repeated: u32,
    spans: (u32, u32),
    kind: CellKind,
    has_formula: bool,
    text: String,
    paragraphs: usize,
}

/// Where the reading stands.
#[derive(Default)]
struct State {
    /// Styles of tables that are not displayed, and the one that is being read.
    hidden_styles: BTreeSet<String>,
    style: Option<String>,
    row: u32,
    column: u32,
    row_repeated: u32,
    /// The cells of the row, for rows that are repeated.
    cells: Vec<(u32, String, CellKind)>,
    merged: Vec<(u32, (u32, u32))>,
    cell: Option<Open>,
    /// How deep within what is no part of a cell's text: notes, drawings.
    aside: usize,
    in_paragraph: bool,
}

fn read_content(
    file: FileId,
    content: &str,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Result<Vec<Grid>, Box<Diagnostic>> {
    let broken = || Box::new(damaged(Span::new(file, 0..0)));
    let mut reader = Reader::from_str(content);
    let mut limits = Limits::default();
    let mut grids = Vec::new();
    let mut state = State::default();
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(tag) if tag.name().as_ref() == "table:table" => {
                let name = attribute(&tag, "table:name").unwrap_or_default();
                let style = attribute(&tag, "table:style-name").unwrap_or_default();
                let is_hidden = state.hidden_styles.contains(&style);
                let mut builder = SheetBuilder::new(file, &name, sources, &mut limits);
                table(&mut reader, &mut state, &mut builder)
                    .map_err(|e| e.unwrap_or_else(broken))?;
                match is_hidden {
                    true => findings.push(hidden(&name, file)),
                    false => grids.extend(builder.finish(findings)),
                }
            }
            Event::Start(tag) | Event::Empty(tag) => state.note_style(&tag),
            Event::Eof => return Ok(grids),
            _ => {}
        }
    }
}

/// Why a table cannot be read: a finding of its own, or that the file is damaged.
type Stop = Option<Box<Diagnostic>>;

fn table(
    reader: &mut Reader<&[u8]>,
    state: &mut State,
    builder: &mut SheetBuilder<'_>,
) -> Result<(), Stop> {
    (state.row, state.column) = (0, 0);
    let mut depth = 1;
    while depth > 0 {
        match reader.read_event().map_err(|_| None)? {
            Event::Start(tag) => {
                depth += usize::from(tag.name().as_ref() == "table:table");
                state.start(&tag, false);
            }
            Event::Empty(tag) => {
                state.start(&tag, true);
                state.end(tag.name().as_ref(), builder)?;
            }
            Event::End(tag) => {
                depth -= usize::from(tag.name().as_ref() == "table:table");
                state.end(tag.name().as_ref(), builder)?;
            }
            Event::Text(text) => state.text(&text.xml10_content()),
            Event::GeneralRef(name) => state.text(&entity(&name).ok_or(None)?),
            Event::CData(data) => state.text(&data.xml10_content()),
            Event::Eof => return Err(None),
            _ => {}
        }
    }
    Ok(())
}

impl State {
    /// Remembers which styles hide a table.
    fn note_style(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "style:style" => self.style = attribute(tag, "style:name"),
            "style:table-properties"
                if attribute(tag, "table:display").as_deref() == Some("false") =>
            {
                self.hidden_styles.extend(self.style.clone());
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        let number = |name: &str| attribute(tag, name).and_then(|n| n.parse().ok()).unwrap_or(1);
        match tag.name().as_ref() {
            "office:annotation" | "draw:frame" | "table:shapes" => self.aside += 1,
            _ if self.aside > 0 => {}
            "table:table-row" => {
                self.row_repeated = number("table:number-rows-repeated");
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let kind = attribute(tag, "office:value-type");
                let is_error = attribute(tag, "calcext:value-type").as_deref() == Some("error");
                self.cell = Some(Open {
                    repeated: number("table:number-columns-repeated"),
                    spans: (
                        number("table:number-rows-spanned"),
                        number("table:number-columns-spanned"),
                    ),
                    kind: match kind.as_deref() {
                        _ if is_error => CellKind::Error,
                        Some("float" | "percentage" | "currency") => CellKind::Number,
                        Some("date" | "time") => CellKind::Date,
                        _ => CellKind::Text,
                    },
                    has_formula: attribute(tag, "table:formula").is_some(),
                    text: String::new(),
                    paragraphs: 0,
                });
            }
            "text:p" if !is_empty => {
                self.in_paragraph = true;
                self.paragraph();
            }
            "text:p" => self.paragraph(),
            "text:s" => {
                let count = attribute(tag, "text:c").and_then(|n| n.parse().ok()).unwrap_or(1);
                // No text of an office has more blanks in a row.
                self.text(&" ".repeat(usize::min(count, 1_000)));
            }
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
    }

    /// Another paragraph of a cell begins on a line of its own.
    fn paragraph(&mut self) {
        if let Some(cell) = &mut self.cell {
            if cell.paragraphs > 0 {
                cell.text.push('\n');
            }
            cell.paragraphs += 1;
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.aside == 0 && self.in_paragraph) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str, builder: &mut SheetBuilder<'_>) -> Result<(), Stop> {
        match name {
            "office:annotation" | "draw:frame" | "table:shapes" => {
                self.aside = self.aside.saturating_sub(1);
            }
            _ if self.aside > 0 => {}
            "text:p" => self.in_paragraph = false,
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(builder)?,
            "table:table-row" => self.end_row(builder)?,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self, _: &mut SheetBuilder<'_>) -> Result<(), Stop> {
        let Some(mut cell) = self.cell.take() else { return Ok(()) };
        if cell.has_formula
            && cell.text.is_empty()
            && cell.kind == CellKind::Text
            && cell.paragraphs == 0
        {
            (cell.text, cell.kind) = (NO_RESULT.to_owned(), CellKind::Error);
        }
        if cell.spans != (1, 1) {
            self.merged.push((self.column, cell.spans));
        }
        if !cell.text.trim().is_empty() {
            // Past the limit one more tells that there is too much.
            for column in 0..cell.repeated.min(1_001) {
                let place = self.column.saturating_add(column);
                self.cells.push((place, cell.text.clone(), cell.kind));
            }
        }
        self.column = self.column.saturating_add(cell.repeated);
        Ok(())
    }

    fn end_row(&mut self, builder: &mut SheetBuilder<'_>) -> Result<(), Stop> {
        let (cells, merged) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.merged));
        if !cells.is_empty() {
            for (column, (rows, columns)) in merged {
                builder.merge((self.row, column), rows, columns);
            }
            for row in 0..self.row_repeated {
                let row = self.row.saturating_add(row);
                for (column, text, kind) in &cells {
                    let shown = Shown { row, column: *column, text: text.clone(), kind: *kind };
                    builder.cell(shown).map_err(Some)?;
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeated);
        Ok(())
    }
}

/// What an entity stands for: a character by its number or one of the five of XML; any other
/// would have to be declared, and might be a bomb.
pub(super) fn entity(name: &BytesRef<'_>) -> Option<String> {
    match name.resolve_char_ref() {
        Ok(Some(c)) => Some(c.to_string()),
        Ok(None) => resolve_predefined_entity(name).map(str::to_owned),
        Err(_) => None,
    }
}

/// The value of an attribute, by its name with the prefix that every program writes.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}
