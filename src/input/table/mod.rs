//! Tables from files that other programs write: what each file shows becomes [`Grid`]s, and
//! the grids become a plan in one place, whatever file they came from.

mod behind;
mod delimited;
mod encoding;
mod grid;
mod limits;
mod package;
mod recognise;
mod sheets;
mod word;
mod word_lists;

pub use behind::{Behind, behind};
pub use delimited::Delimited;
pub use grid::{Cell, CellKind, Grid, Row};
pub use recognise::{Heading, LevelHead, Recognised, recognise};

use crate::diag::Findings;
use crate::source::SourceMap;
pub use sheets::NO_RESULT;
use sheets::{Workbook, read_workbook};

/// A file of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Office Open XML workbook.
    Xlsx,
    /// Workbook of Excel 97 to 2003.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Text with a sign between its fields.
    Delimited(Delimited),
    /// Office Open XML document.
    Word,
}

/// Reads every table that the file shows. What is wrong with it goes to `findings`; a file
/// that cannot be read gives nothing.
pub(super) fn read_tables(
    name: &str,
    bytes: &[u8],
    format: TableFormat,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Vec<Grid>> {
    match format {
        TableFormat::Xlsx => read_workbook(name, bytes, Workbook::Xlsx, sources, findings),
        TableFormat::Xls => read_workbook(name, bytes, Workbook::Xls, sources, findings),
        TableFormat::Ods => read_workbook(name, bytes, Workbook::Ods, sources, findings),
        TableFormat::Delimited(kind) => {
            delimited::read_delimited(name, bytes, kind, sources, findings)
        }
        TableFormat::Word => word::read_word(name, bytes, sources, findings),
    }
}
