//! Number formats of the cell styles of a workbook (ECMA-376-1, 18.8).

use crate::office::formats::NumberFormats;
use crate::office::package::PackageError;
use crate::office::xml::{Xml, attribute, number};
use quick_xml::events::Event;
use std::io::BufRead;

/// Reads the number formats of the part that holds the styles.
pub(super) fn read_formats(part: impl BufRead) -> Result<NumberFormats, PackageError> {
    let mut xml = Xml::new(part);
    let mut formats = NumberFormats::default();
    let mut in_cells = false;
    loop {
        match xml.event()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(id), Some(code)) =
                        (number(&tag, "numFmtId"), attribute(&tag, "formatCode"))
                    {
                        formats.add_code(id, code.into_owned());
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => formats.add_style(number(&tag, "numFmtId").unwrap_or(0)),
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => break,
            _ => {}
        }
    }
    formats.read();
    Ok(formats)
}
