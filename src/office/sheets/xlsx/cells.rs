//! The cells of a worksheet (ECMA-376-1, 18.3.1).

use super::super::number::{Format, Formats};
use super::super::sheet::{Area, NO_RESULT, Sheet, Shown, Stop, append, error_text, truth_text};
use super::strings::{Rich, Strings, unescaped};
use crate::office::CellKind;
use crate::office::sheets::package::Broken;
use crate::office::sheets::xml::{Xml, attribute, flag, number, text};
use chrono::{NaiveDate, NaiveDateTime};
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// What the sheets of a workbook have in common.
pub(super) struct Shared {
    pub strings: Strings,
    pub formats: Formats,
    pub is_1904: bool,
}

/// Reads the part of a worksheet.
pub(super) fn read_cells(
    part: impl BufRead,
    shared: &Shared,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Stop> {
    let mut xml = Xml::new(part);
    let mut reading = Reading { shared, row: Row::default(), cell: None, rich: Rich::default() };
    loop {
        let event = xml.event()?;
        match &event {
            Event::Start(tag) => reading.start(tag, sheet)?,
            Event::Empty(tag) if tag.local_name().as_ref() == "c" => reading.blank(tag),
            Event::Empty(tag) => {
                reading.start(tag, sheet)?;
                reading.end(tag.local_name().as_ref(), sheet)?;
            }
            Event::End(tag) => reading.end(tag.local_name().as_ref(), sheet)?,
            Event::Eof => return Ok(()),
            event => reading.text(event)?,
        }
    }
}

/// Where the reading stands.
struct Reading<'s> {
    shared: &'s Shared,
    row: Row,
    cell: Option<Cell>,
    rich: Rich,
}

#[derive(Default)]
struct Row {
    /// Its index, and that of the next one that does not tell its own.
    index: u32,
    next: u32,
    next_column: u32,
    is_hidden: bool,
}

/// A cell while its parts come in.
struct Cell {
    column: u32,
    kind: Kind,
    style: usize,
    has_formula: bool,
    in_value: bool,
    value: Option<String>,
}

/// How a cell writes its value (ST_CellType, 18.18.11).
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Shared,
    /// Written in the cell itself, by hand or by a formula.
    Text,
    Truth,
    Error,
    Date,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "s" => Kind::Shared,
            "str" | "inlineStr" => Kind::Text,
            "b" => Kind::Truth,
            "e" => Kind::Error,
            "d" => Kind::Date,
            _ => Kind::Number,
        }
    }
}

impl Reading<'_> {
    fn start(&mut self, tag: &BytesStart<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Stop> {
        match tag.local_name().as_ref() {
            "col" if flag(tag, "hidden") => {
                let (first, last) = (number(tag, "min"), number(tag, "max"));
                let (first, last) = (first.unwrap_or(1), last.unwrap_or(1));
                sheet.hide_columns(first.saturating_sub(1), last.saturating_sub(1));
            }
            "row" => self.row(tag),
            "c" => self.cell(tag),
            "f" => _ = self.cell.as_mut().map(|cell| cell.has_formula = true),
            "v" => _ = self.cell.as_mut().map(|cell| cell.in_value = true),
            "mergeCell" => {
                let area = attribute(tag, "ref").and_then(|name| area(&name));
                sheet.merge(area.ok_or(Broken::Damaged)?)?;
            }
            other => self.rich.note(other, true),
        }
        Ok(())
    }

    fn row(&mut self, tag: &BytesStart<'_>) {
        let index = number(tag, "r").map_or(self.row.next, |row| row.saturating_sub(1));
        let is_hidden = flag(tag, "hidden");
        self.row = Row { index, next: index.saturating_add(1), next_column: 0, is_hidden };
    }

    fn cell(&mut self, tag: &BytesStart<'_>) {
        let (mut place_of_its_own, mut kind, mut style) = (None, Kind::Number, 0);
        // In one go: sheets have more cells than anything else.
        for attribute in tag.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => place_of_its_own = place(&attribute.value),
                "t" => kind = Kind::of(&attribute.value),
                "s" => style = attribute.value.parse().unwrap_or(0),
                _ => {}
            }
        }
        let column = self.go_to(place_of_its_own);
        let (has_formula, in_value, value) = (false, false, None);
        self.cell = Some(Cell { column, kind, style, has_formula, in_value, value });
    }

    /// Passes a cell that holds nothing; there may be millions, for their borders.
    fn blank(&mut self, tag: &BytesStart<'_>) {
        self.go_to(attribute(tag, "r").and_then(|name| place(&name)));
    }

    /// The column of the next cell, which may name its place.
    fn go_to(&mut self, place: Option<(u32, u32)>) -> u32 {
        let (row, column) = place.unwrap_or((self.row.index, self.row.next_column));
        self.row.index = row;
        self.row.next_column = column.saturating_add(1);
        column
    }

    fn text(&mut self, event: &Event<'_>) -> Result<(), Stop> {
        let is_text = self.rich.is_text();
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.in_value || is_text)
            && let Some(text) = text(event)?
        {
            append(cell.value.get_or_insert_default(), &text)?;
        }
        Ok(())
    }

    fn end(&mut self, name: &str, sheet: &mut Sheet<'_, '_>) -> Result<(), Stop> {
        match name {
            "v" => _ = self.cell.as_mut().map(|cell| cell.in_value = false),
            "c" => {
                if let Some(cell) = self.cell.take()
                    && let Some(shown) = self.shown(&cell)?
                {
                    if self.row.is_hidden {
                        sheet.hide_row(self.row.index);
                    }
                    sheet.cell(self.row.index, cell.column, shown)?;
                }
            }
            other => self.rich.note(other, false),
        }
        Ok(())
    }

    /// What a cell shows.
    fn shown(&self, cell: &Cell) -> Result<Option<Shown>, Stop> {
        let Some(value) = &cell.value else {
            // A text without letters is a result.
            let has_none = cell.has_formula && !matches!(cell.kind, Kind::Text);
            return Ok(has_none.then(|| (NO_RESULT.to_owned(), CellKind::Error)));
        };
        let format = self.shared.formats.of_style(cell.style);
        Ok(Some(match cell.kind {
            Kind::Number => self.number(value, format),
            Kind::Shared => {
                let text = value.trim().parse().ok().and_then(|i| self.shared.strings.get(i));
                (unescaped(text.ok_or(Broken::Damaged)?).into_owned(), CellKind::Text)
            }
            Kind::Text => (unescaped(value).into_owned(), CellKind::Text),
            Kind::Truth => {
                let is_true = matches!(value.trim(), "1" | "true");
                (truth_text(is_true).to_owned(), CellKind::Text)
            }
            Kind::Error => (error_text(value.trim()).to_owned(), CellKind::Error),
            Kind::Date => match serial(value.trim(), self.shared.is_1904) {
                Some(serial) => format.show(serial, self.shared.is_1904),
                None => (value.clone(), CellKind::Date),
            },
        }))
    }

    fn number(&self, value: &str, format: &Format) -> Shown {
        match value.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => format.show(number, self.shared.is_1904),
            _ => (value.to_owned(), CellKind::BareNumber),
        }
    }
}

/// The day and time of ISO 8601 as the number of days that spreadsheets count with.
fn serial(text: &str, is_1904: bool) -> Option<f64> {
    let text = text.trim_end_matches('Z');
    let moment = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d").map(|day| day.into()))
        .ok()?;
    let (year, month, day) = if is_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    let start = NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar");
    Some(moment.signed_duration_since(NaiveDateTime::from(start)).num_seconds() as f64 / 86_400.0)
}

/// The row and column, from 0, of a cell by its name: «C12».
pub(super) fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let letter = letter.to_ascii_uppercase();
        let value = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
        column.checked_mul(26)?.checked_add(value)
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The area of a reference: «A1:C3», or a single cell.
fn area(reference: &str) -> Option<Area> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let (a, b) = (place(first)?, place(last)?);
    Some(Area { first: (a.0.min(b.0), a.1.min(b.1)), last: (a.0.max(b.0), a.1.max(b.1)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_are_places() {
        for (name, at) in [
            ("A1", Some((0, 0))),
            ("c12", Some((11, 2))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("A0", None),
            ("1", None),
            ("A", None),
            ("ZZZZZZZZ1", None),
            ("À1", None),
        ] {
            assert_eq!(place(name), at, "{name}");
        }
    }

    #[test]
    fn dates_of_iso_are_days() {
        assert_eq!(serial("2020-06-30", false), Some(44012.0));
        assert_eq!(serial("2020-06-30T12:00:00Z", false), Some(44012.5));
        assert_eq!(serial("2020-06-30", true), Some(42550.0));
        assert_eq!(serial("domani", false), None);
    }
}
