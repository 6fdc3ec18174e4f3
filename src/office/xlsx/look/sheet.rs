//! Sheets as they are displayed: cells, rows, columns (ECMA-376-1, 18.3.1).

use super::color::{RgbColor, WHITE};
use super::display::{normal_code, shown_number};
use super::element::SheetElements;
use super::fact::{CellArea, LookFact, LookKind};
use super::irregular::irregular;
use super::style::{FontLook, StyleLook, StyleTable, color_name};
use super::text::RichString;
use super::tree::{XmlTree, check_head};
use crate::office::format_codes::{colors, fill_of_text, shown_text, text_section};
use crate::office::package::PackageError;
use crate::office::workbook::value::{error_text, truth_text};
use crate::office::xlsx::cells::serial;
use crate::office::xlsx::reference::cell_position;
use crate::office::xlsx::strings::{has_needless_escape, unescaped};
use crate::office::xml::Xml;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::rc::Rc;

/// Last row of a sheet, from 0.
const LAST_ROW: u32 = 1_048_575;
/// Last column of a sheet, from 0.
const LAST_COLUMN: u32 = 16_383;

/// Sheet as it is displayed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetLook {
    /// Name on its tab.
    pub name: String,
    /// Cells that hold something, by row and column from 0.
    pub cells: BTreeMap<(u32, u32), CellLook>,
    /// Colours behind empty cells, if they have any and are not merged with others.
    pub blanks: BTreeMap<(u32, u32), RgbColor>,
    /// Heights that rows state, in points, with `true` for those that a person has set.
    pub heights: BTreeMap<u32, (f64, bool)>,
    /// Widths that columns state, in characters: first and last column, width.
    pub widths: Vec<(u32, u32, f64)>,
    /// Facts about the sheet.
    pub facts: Vec<LookFact>,
}

/// Cell as it is displayed.
#[derive(Clone, Debug, PartialEq)]
pub struct CellLook {
    /// Text that it shows.
    pub shown: String,
    /// Value behind the text.
    pub value: CellValue,
    /// `true` if the value is the result of a formula.
    pub has_formula: bool,
    /// Numbers of characters and fonts of the runs of a text; empty if it has one font.
    pub runs: Vec<(usize, FontLook)>,
    /// Style.
    pub style: Rc<StyleLook>,
}

/// Value behind the text of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellValue {
    /// Number, also of a day.
    Number(f64),
    /// Text.
    Text,
    /// True or false.
    Truth,
    /// Error.
    Error,
}

/// Content that the sheets of a workbook share.
pub(super) struct LookShared {
    pub strings: Vec<RichString>,
    pub styles: StyleTable,
    pub is_1904: bool,
}

/// Reads the part of a worksheet.
pub(super) fn read_sheet(
    part: impl BufRead,
    name: &str,
    shared: &LookShared,
    elements: &mut SheetElements,
) -> Result<SheetLook, PackageError> {
    let mut xml = Xml::new(part);
    let look = SheetLook { name: name.to_owned(), ..SheetLook::default() };
    let mut reader = SheetReader { shared, look, row: None, last: None, prefix: None };
    loop {
        match xml.event()? {
            Event::Start(tag) => {
                let element = XmlTree::of(&tag);
                match element.name.as_str() {
                    "worksheet" | "sheetData" => reader.container(&element),
                    "row" => reader.row(&element),
                    "c" => {
                        let cell = element.with_content(&mut xml)?;
                        reader.cell(&cell);
                    }
                    _ => {
                        let element = element.with_content(&mut xml)?;
                        reader.element(&element, elements);
                    }
                }
            }
            Event::Empty(tag) => {
                let element = XmlTree::of(&tag);
                match element.name.as_str() {
                    "worksheet" | "sheetData" => reader.container(&element),
                    "row" => reader.row(&element),
                    "c" => reader.cell(&element),
                    _ => reader.element(&element, elements),
                }
            }
            Event::Eof => return Ok(reader.finish()),
            event => check_head(&event)?,
        }
    }
}

struct SheetReader<'s> {
    shared: &'s LookShared,
    look: SheetLook,
    /// Row that is being read.
    row: Option<u32>,
    /// Last cell that was read.
    last: Option<(u32, u32)>,
    /// Prefix of the elements of the sheet.
    prefix: Option<String>,
}

impl SheetReader<'_> {
    fn container(&mut self, element: &XmlTree) {
        self.foreign(element);
        if element.name == "sheetData" && self.row.is_some() {
            self.look.facts.push(LookFact::new(LookKind::Doubled, ""));
        }
    }

    /// Notes elements that some programs pass over.
    fn foreign(&mut self, element: &XmlTree) {
        let prefix = self.prefix.get_or_insert_with(|| element.prefix.clone());
        let is_root = element.name == "worksheet";
        let is_place = element.name == "AlternateContent";
        let is_other = element.prefix != *prefix && !is_place;
        if is_other || (!is_root && element.attribute("xmlns").is_some()) {
            self.look.facts.push(LookFact::new(LookKind::Foreign, element.name.as_str()));
        }
        let is_place = is_place || element.name == "extLst";
        let strangers = element.strangers().into_iter().chain(irregular(element));
        let strangers = strangers.filter(|_| !is_place);
        self.look.facts.extend(strangers.map(|name| LookFact::new(LookKind::Foreign, name)));
    }

    fn row(&mut self, row: &XmlTree) {
        self.foreign(row);
        let next = self.row.map_or(0, |row| row.saturating_add(1));
        let index = row.number::<u32>("r").map_or(next, |row| row.saturating_sub(1));
        if index < next {
            self.look.facts.push(LookFact::new(LookKind::Doubled, "").at_cell(index, u32::MAX));
        }
        self.row = Some(index);
        if row.truth("customFormat") == Some(true) {
            self.background(row.number("s"), (index, 0), (index, LAST_COLUMN));
        }
        if let Some(height) = row.number("ht") {
            let is_set = row.truth("customHeight") == Some(true);
            self.look.heights.insert(index, (height, is_set));
        }
    }

    fn cell(&mut self, cell: &XmlTree) {
        let row = self.row.unwrap_or(0);
        let next = self.last.filter(|last| last.0 == row).map_or(0, |last| last.1 + 1);
        let (stated, column) = cell.attribute("r").and_then(cell_position).unwrap_or((row, next));
        let position = (stated, column);
        let known = self.look.facts.len();
        self.foreign(cell);
        let found = self.look.facts.iter_mut().skip(known);
        found.for_each(|fact| fact.area = CellArea(vec![(position, position)]));
        let count = |name| cell.all(name).count();
        let is_inline = cell.attribute("t") == Some("inlineStr");
        let is_doubled = stated != row
            || self.last.is_some_and(|last| last >= position)
            || count("v") > 1
            || count("f") > 1
            || count("is") > 1
            || (count("is") == 1) != is_inline && count("is") + count("v") > 0;
        if is_doubled {
            self.look.facts.push(LookFact::new(LookKind::Doubled, "").at_cell(stated, column));
        }
        self.last = Some(position);
        if cell.attribute("vm").is_some() {
            let fact = LookFact::new(LookKind::Extra, "un valore di un altro tipo");
            self.look.facts.push(fact.at_cell(stated, column));
        }
        // The result of a formula that fills other cells as well.
        let fills = cell.child("f").filter(|f| {
            let is_one = f.attribute("ref").is_none_or(|cells| Some(cells) == cell.attribute("r"));
            match f.attribute("t") {
                Some("array") => !is_one,
                kind => kind == Some("dataTable"),
            }
        });
        if let Some(fills) = fills {
            let words = match fills.attribute("t") {
                Some("array") => "una formula che riempie anche altre celle",
                _ => "un risultato che viene da una tabella di dati (analisi di simulazione)",
            };
            let fact = LookFact::new(LookKind::Extra, words);
            self.look.facts.push(fact.at_cell(stated, column));
        }
        let text = cell.child("v").map(|v| v.text.as_str()).unwrap_or_default();
        if cell.attribute("t") == Some("str") && has_needless_escape(text) {
            self.look.facts.push(LookFact::new(LookKind::Foreign, "t").at_cell(stated, column));
        }
        if self.is_blank_text(cell) {
            let fact = LookFact::new(LookKind::Extra, "soli spazi, che coprono il testo accanto");
            self.look.facts.push(fact.at_cell(stated, column));
        }
        match self.look_of(cell, position) {
            Some(look) => _ = self.look.cells.insert(position, look),
            None => self.blank(cell, position),
        }
    }

    /// Returns `true` for a text without a letter, at which the text of the cell before it ends.
    fn is_blank_text(&self, cell: &XmlTree) -> bool {
        let value = cell.child("v").map(|v| v.text.trim());
        match cell.attribute("t") {
            Some("s") => {
                let index = value.and_then(|v| v.parse::<usize>().ok());
                let rich = index.and_then(|index| self.shared.strings.get(index));
                rich.is_some_and(|rich| rich.text.trim().is_empty())
            }
            Some("inlineStr") => {
                cell.child("is").is_some_and(|is| RichString::new(is).text.trim().is_empty())
            }
            Some("str") => cell.child("f").is_none() && value.is_some_and(str::is_empty),
            _ => false,
        }
    }

    fn blank(&mut self, cell: &XmlTree, position: (u32, u32)) {
        /// Most empty cells whose colours are kept: far above any annex.
        const MOST: usize = 100_000;
        let fill = self.shared.styles.get(cell.number("s").unwrap_or(0)).fill;
        if fill != WHITE && self.look.blanks.len() < MOST {
            self.look.blanks.insert(position, fill);
        }
    }

    /// Leaves out the empty cells that merged ones cover: some programs drop them.
    fn finish(mut self) -> SheetLook {
        /// Most steps: merged cells that do not overlap need a few for each empty cell.
        const MOST: usize = 2_000_000;
        let merges = self.look.facts.iter().filter(|fact| fact.kind == LookKind::Merge);
        let ranges = merges.flat_map(|merge| merge.area.0.clone());
        let blanks = &self.look.blanks;
        let in_rows = ranges.flat_map(|(first, last)| {
            let cells = blanks.range((first.0, 0)..=(last.0, u32::MAX)).map(|(at, _)| *at);
            cells.map(move |at| (at, (first.1..=last.1).contains(&at.1)))
        });
        let covered = in_rows.take(MOST).filter_map(|(at, is_covered)| is_covered.then_some(at));
        for at in covered.collect::<Vec<_>>() {
            self.look.blanks.remove(&at);
        }
        self.look
    }

    /// Returns what a cell displays; `None` if it is empty.
    fn look_of(&mut self, cell: &XmlTree, position: (u32, u32)) -> Option<CellLook> {
        let number = cell.number::<usize>("s").unwrap_or(0);
        let style = self.shared.styles.get(number);
        let value = cell.child("v").map(|v| v.text.trim());
        let code = style.format.as_str();
        let is_1904 = self.shared.is_1904;
        let show = |value: f64| {
            let format = self.shared.styles.formats.of_style(number);
            (shown_number(format, code, value, is_1904), CellValue::Number(value))
        };
        let mut runs = Vec::new();
        let (shown, value) = match cell.attribute("t").unwrap_or("n") {
            "s" => {
                let rich = self.shared.strings.get(value?.parse::<usize>().ok()?)?;
                runs = self.rich(rich, style, position);
                (shown_text(code, &rich.text), CellValue::Text)
            }
            "inlineStr" => {
                let rich = RichString::new(cell.child("is")?);
                runs = self.rich(&rich, style, position);
                (shown_text(code, &rich.text), CellValue::Text)
            }
            "str" => {
                let text = &cell.child("v")?.text;
                (shown_text(code, &unescaped(text)), CellValue::Text)
            }
            "b" => (truth_text(matches!(value?, "1" | "true")).to_owned(), CellValue::Truth),
            "e" => (error_text(value?).to_owned(), CellValue::Error),
            "d" => match serial(value?, is_1904) {
                Some(day) => show(day),
                None => (value?.to_owned(), CellValue::Text),
            },
            _ => match value?.parse::<f64>() {
                Ok(number) if number.is_finite() => show(number),
                _ => (value?.to_owned(), CellValue::Text),
            },
        };
        let has_formula = cell.child("f").is_some();
        (has_formula || !shown.trim().is_empty() || value != CellValue::Text).then(|| CellLook {
            shown,
            value,
            has_formula,
            runs,
            style: style.clone(),
        })
    }

    /// Returns the fonts of a text, and notes a reading above it.
    fn rich(
        &mut self,
        rich: &RichString,
        style: &StyleLook,
        (row, column): (u32, u32),
    ) -> Vec<(usize, FontLook)> {
        if rich.has_strangers {
            let fact = LookFact::new(LookKind::Foreign, "t");
            self.look.facts.push(fact.at_cell(row, column));
        }
        if !rich.phonetic.is_empty() {
            let fact = LookFact::new(LookKind::Phonetic, rich.phonetic.as_str());
            self.look.facts.push(fact.at_cell(row, column));
        }
        let runs = rich.fonts(&self.shared.styles.palette, &style.font);
        if runs.len() == 1 && runs[0].1 == style.font { Vec::new() } else { runs }
    }

    /// Notes the colour that a row or a column gives to its empty cells.
    fn background(&mut self, style: Option<usize>, first: (u32, u32), last: (u32, u32)) {
        let fill = self.shared.styles.get(style.unwrap_or(0)).fill;
        if fill != WHITE {
            let fact = LookFact::new(LookKind::Background, color_name(fill));
            self.look.facts.push(LookFact { area: CellArea(vec![(first, last)]), ..fact });
        }
    }

    fn element(&mut self, element: &XmlTree, elements: &mut SheetElements) {
        self.foreign(element);
        if element.name == "cols" {
            if !self.look.widths.is_empty() {
                self.look.facts.push(LookFact::new(LookKind::Foreign, "cols"));
            }
            for column in element.all("col") {
                let first = column.number::<u32>("min").unwrap_or(1).saturating_sub(1);
                let last = column.number::<u32>("max").unwrap_or(1).saturating_sub(1);
                self.background(column.number("style"), (0, first), (LAST_ROW, last));
                if let Some(width) = column.number("width") {
                    self.look.widths.push((first, last, width));
                }
            }
        } else {
            elements.read(element, &self.shared.styles, &mut self.look.facts);
        }
    }
}

impl StyleLook {
    /// Returns the code of the number format, spelled alike for equal formats.
    #[must_use]
    pub fn normal_format(&self) -> String {
        normal_code(&self.format)
    }

    /// Returns the colours that the number format gives to texts, in lower case.
    #[must_use]
    pub fn text_colors(&self) -> Vec<String> {
        colors(text_section(&self.format))
    }

    /// Returns the characters with which the format of texts fills the cell up.
    #[must_use]
    pub fn text_fill(&self) -> String {
        fill_of_text(&self.format)
    }
}
