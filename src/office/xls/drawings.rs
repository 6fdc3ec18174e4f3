//! Comments, text boxes and pictures of a sheet ([MS-XLS], 2.4.179, 2.4.181, 2.4.329).

use super::records::{self, XlsRecords, u16_at};
use super::texts::characters;
use crate::office::workbook::remarks::CellRemark;
use crate::office::workbook::sheet::SheetCells;
use std::collections::BTreeMap;

/// Objects of a sheet while its records are read.
#[derive(Default)]
pub(super) struct XlsDrawings {
    /// Row and column of the object's upper left corner.
    corner: (u32, u32),
    /// Kind and number of the object.
    object: (u16, u16),
    /// Texts of comments by the number of their object.
    comments: BTreeMap<u16, String>,
}

impl XlsDrawings {
    /// Reads a record; `following` are the records behind it.
    pub(crate) fn record(
        &mut self,
        kind: u16,
        data: &[u8],
        following: &mut XlsRecords<'_>,
        sheet: &mut SheetCells<'_, '_>,
    ) {
        const PICTURE: u16 = 0x08;
        const COMMENT: u16 = 0x19;
        match kind {
            records::DRAWING => self.corner = corner(data).unwrap_or(self.corner),
            records::OBJ => {
                // The properties that all objects have come first.
                self.object = u16_at(data, 4).zip(u16_at(data, 6)).unwrap_or_default();
                if self.object.0 == PICTURE {
                    sheet.remark(self.corner, CellRemark::Picture);
                }
            }
            records::TXO => {
                let words = object_text(data, following);
                if self.object.0 == COMMENT {
                    self.comments.insert(self.object.1, words);
                } else if !words.trim().is_empty() {
                    sheet.remark(self.corner, CellRemark::TextBox(words));
                }
            }
            records::NOTE => {
                if let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) {
                    let words = u16_at(data, 6).and_then(|id| self.comments.remove(&id));
                    let place = (u32::from(row), u32::from(column));
                    sheet.remark(place, CellRemark::Comment(words.unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
}

/// Returns the corner of the last shape of a record (OfficeArtClientAnchorSheet, 2.5.193).
fn corner(data: &[u8]) -> Option<(u32, u32)> {
    const ANCHOR: [u8; 8] = [0, 0, 0x10, 0xF0, 18, 0, 0, 0];
    let at = data.windows(ANCHOR.len()).rposition(|window| window == ANCHOR)? + ANCHOR.len();
    Some((u32::from(u16_at(data, at + 6)?), u32::from(u16_at(data, at + 2)?)))
}

/// Returns the text of an object, which continues in the next records.
fn object_text(data: &[u8], following: &mut XlsRecords<'_>) -> String {
    let mut left = usize::from(u16_at(data, 10).unwrap_or(0));
    let mut text = String::new();
    while left > 0 {
        let Some([width, units @ ..]) = following.continuation() else { break };
        let wide = width & 1 == 1;
        let here = left.min(units.len() / if wide { 2 } else { 1 });
        if here == 0 {
            break;
        }
        text += &characters(units, here, wide);
        left -= here;
    }
    text
}
