//! Text boxes and pictures that are drawn above the cells of a worksheet (ECMA-376-1, 20.5).

use crate::office::package::PackageError;
use crate::office::workbook::remarks::CellRemark;
use crate::office::workbook::value::append;
use crate::office::xml::{Xml, attribute, flag, text};
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// Most boxes and pictures of a sheet that are read: people draw a few.
const MOST: usize = 1_000;

/// Remark with the row and column, from 0, of the cell under the drawing's upper left corner.
type DrawnRemark = ((u32, u32), CellRemark);

/// Reads the part that holds the drawings of a sheet.
pub(super) fn read_drawings(part: impl BufRead) -> Result<Vec<DrawnRemark>, PackageError> {
    let mut xml = Xml::new(part);
    let mut reading = DrawingReader::default();
    while reading.found.len() < MOST {
        let event = xml.event()?;
        match &event {
            Event::Start(tag) => reading.start(tag),
            Event::Empty(tag) => {
                reading.start(tag);
                reading.end(tag.local_name().as_ref());
            }
            Event::End(tag) => reading.end(tag.local_name().as_ref()),
            Event::Eof => break,
            event => reading.text(&text(event)?.unwrap_or_default())?,
        }
    }
    Ok(reading.found)
}

/// State while drawings are read.
#[derive(Default)]
struct DrawingReader {
    found: Vec<DrawnRemark>,
    corner: (u32, u32),
    in_corner: bool,
    /// Number that is being read.
    number: Option<String>,
    in_words: bool,
    words: String,
    is_hidden: bool,
    /// `true` in a chart, which draws what the cells say.
    is_chart: bool,
    /// Depth of alternatives for programs that do not know the first one.
    fallbacks: usize,
}

impl DrawingReader {
    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "Fallback" => self.fallbacks += 1,
            "from" => self.in_corner = true,
            "col" | "row" if self.in_corner => self.number = Some(String::new()),
            "sp" | "pic" | "graphicFrame" => {
                self.words.clear();
                (self.is_hidden, self.is_chart) = (false, false);
            }
            "graphicData" => {
                self.is_chart |= attribute(tag, "uri").is_some_and(|uri| uri.contains("chart"));
            }
            "cNvPr" => self.is_hidden |= flag(tag, "hidden"),
            "t" => self.in_words = true,
            // Paragraphs and breaks are quoted in one line of a finding.
            "p" | "br" => self.words.push(' '),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) -> Result<(), PackageError> {
        if let Some(number) = &mut self.number {
            append(number, text)?;
        }
        if self.in_words { append(&mut self.words, text) } else { Ok(()) }
    }

    fn end(&mut self, name: &str) {
        match name {
            "Fallback" => self.fallbacks = self.fallbacks.saturating_sub(1),
            "from" => self.in_corner = false,
            "col" | "row" => {
                let number = self.number.take().and_then(|number| number.trim().parse().ok());
                let half = if name == "row" { &mut self.corner.0 } else { &mut self.corner.1 };
                *half = number.unwrap_or(*half);
            }
            "t" => self.in_words = false,
            "sp" => {
                let words = std::mem::take(&mut self.words);
                if !words.trim().is_empty() {
                    self.add(CellRemark::TextBox(words));
                }
            }
            "pic" | "graphicFrame" if !self.is_chart => self.add(CellRemark::Picture),
            // An anchor without a corner stands where the sheet begins.
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => self.corner = (0, 0),
            _ => {}
        }
    }

    fn add(&mut self, remark: CellRemark) {
        if self.fallbacks == 0 && !self.is_hidden {
            self.found.push((self.corner, remark));
        }
    }
}
