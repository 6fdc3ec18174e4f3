//! Records of a workbook ([MS-XLS], 2.1.4): a kind, a length, and that many bytes.

/// Beginning of a part of the stream.
pub(super) const BOF: u16 = 0x0809;
/// End of a part of the stream.
pub(super) const EOF: u16 = 0x000A;
/// Encryption of all records after this one.
pub(super) const FILE_PASS: u16 = 0x002F;
/// Choice of day 0.
pub(super) const DATE_1904: u16 = 0x0022;
/// A number format.
pub(super) const FORMAT: u16 = 0x041E;
/// A cell style.
pub(super) const XF: u16 = 0x00E0;
/// A font.
pub(super) const FONT: u16 = 0x0031;
/// A sheet.
pub(super) const BOUND_SHEET: u16 = 0x0085;
/// The shared texts.
pub(super) const SST: u16 = 0x00FC;
/// Continuation of the previous record.
pub(super) const CONTINUE: u16 = 0x003C;
/// A row.
pub(super) const ROW: u16 = 0x0208;
/// Columns that look alike.
pub(super) const COL_INFO: u16 = 0x007D;
/// Merged cells.
pub(super) const MERGE_CELLS: u16 = 0x00E5;
/// A cell with a shared text.
pub(super) const LABEL_SST: u16 = 0x00FD;
/// A cell with a text of its own.
pub(super) const LABEL: u16 = 0x0204;
/// Cell with a text of its own in several fonts.
pub(super) const R_STRING: u16 = 0x00D6;
/// A cell with a number.
pub(super) const NUMBER: u16 = 0x0203;
/// A cell with a number in four bytes.
pub(super) const RK: u16 = 0x027E;
/// Cells with such numbers, side by side.
pub(super) const MUL_RK: u16 = 0x00BD;
/// A cell with a truth value or an error.
pub(super) const BOOL_ERR: u16 = 0x0205;
/// A cell with a formula.
pub(super) const FORMULA: u16 = 0x0006;
/// Text that results from the previous formula.
pub(super) const STRING: u16 = 0x0207;

/// Comment on a cell.
pub(super) const NOTE: u16 = 0x001C;
/// Object that is drawn above the cells.
pub(super) const OBJ: u16 = 0x005D;
/// Text of the previous object.
pub(super) const TXO: u16 = 0x01B6;
/// Shapes of the objects that follow.
pub(super) const DRAWING: u16 = 0x00EC;
/// Header of the pages.
pub(super) const HEADER: u16 = 0x0014;
/// Footer of the pages.
pub(super) const FOOTER: u16 = 0x0015;

/// Record.
#[derive(Clone, Copy)]
pub(super) struct XlsRecord<'s> {
    pub kind: u16,
    pub data: &'s [u8],
}

/// Iterator over the complete records from a position of the stream.
pub(super) struct XlsRecords<'s> {
    rest: &'s [u8],
}

impl<'s> XlsRecords<'s> {
    pub(crate) fn from(stream: &'s [u8], start: usize) -> Self {
        XlsRecords { rest: stream.get(start..).unwrap_or_default() }
    }

    /// Returns the number of bytes not yet read.
    pub(crate) fn left(&self) -> usize {
        self.rest.len()
    }

    /// Returns the next record if it continues the previous one.
    pub(crate) fn continuation(&mut self) -> Option<&'s [u8]> {
        (u16_at(self.rest, 0)? == CONTINUE).then(|| self.next()).flatten().map(|record| record.data)
    }
}

impl<'s> Iterator for XlsRecords<'s> {
    type Item = XlsRecord<'s>;

    fn next(&mut self) -> Option<XlsRecord<'s>> {
        let (kind, length) = (u16_at(self.rest, 0)?, usize::from(u16_at(self.rest, 2)?));
        let data = self.rest.get(4..4 + length)?;
        self.rest = &self.rest[4 + length..];
        Some(XlsRecord { kind, data })
    }
}

/// Returns the number in two bytes at an offset.
pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

/// Returns the number in four bytes at an offset.
pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

/// Returns the number in eight bytes at an offset.
pub(super) fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(data.get(at..at + 8)?.try_into().ok()?))
}
