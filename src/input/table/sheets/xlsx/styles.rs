//! How cells show their numbers (ECMA-376-1, 18.8).

use super::super::number::Format;
use crate::input::table::sheets::package::Broken;
use crate::input::table::sheets::xml::{Xml, attribute, number};
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::BufRead;

/// The number formats of the cells' styles.
#[derive(Default)]
pub(super) struct Styles {
    formats: BTreeMap<u32, Format>,
    /// The format of each cell style.
    cells: Vec<u32>,
}

/// The most formats and the most styles that are looked at: above Excel's own limits.
const MOST: usize = 70_000;

impl Styles {
    /// Reads the part that holds them.
    pub fn read(part: impl BufRead) -> Result<Self, Broken> {
        let mut xml = Xml::new(part);
        let mut styles = Styles::default();
        let mut codes = BTreeMap::new();
        let mut in_cells = false;
        loop {
            match xml.event()? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "numFmt" => {
                        if let (Some(id), Some(code)) =
                            (number(&tag, "numFmtId"), attribute(&tag, "formatCode"))
                        {
                            codes.insert(id, code.into_owned());
                        }
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => styles.cells.push(number(&tag, "numFmtId").unwrap_or(0)),
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
                Event::Eof => break,
                _ => {}
            }
            if styles.cells.len().max(codes.len()) > MOST {
                return Err(Broken::TooLarge);
            }
        }
        for id in &styles.cells {
            let format = || codes.get(id).map_or_else(|| Format::built_in(*id), |c| Format::new(c));
            styles.formats.entry(*id).or_insert_with(format);
        }
        Ok(styles)
    }

    /// The format of the cells of a style.
    pub fn format(&self, style: usize) -> &Format {
        let format = self.cells.get(style).and_then(|id| self.formats.get(id));
        format.unwrap_or(&Format::General)
    }
}
