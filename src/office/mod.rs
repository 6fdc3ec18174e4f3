//! Bytes of Excel, Calc, Word and CSV files → [`Grid`]s with the texts that each file shows.

mod cell_styles;
mod code_pages;
mod contrast;
mod csv_quotes;
mod default_password;
mod delimited;
mod document;
mod docx;
mod encoding;
mod format_codes;
mod format_languages;
mod formats;
mod grid;
mod inventory;
pub(crate) mod limits;
mod marked_text;
mod mojibake;
mod namespaces;
mod ods;
mod odt;
mod package;
mod package_links;
mod page_texts;
mod part_digests;
mod part_encoding;
mod part_kind;
mod properties;
mod raised;
mod relationships;
mod shown_text;
mod symbol_fonts;
mod well_formed;
mod workbook;
mod xls;
mod xlsx;
mod xml;
mod xml_tree;

pub use contrast::contrast;
pub use delimited::Delimited;
pub use docx::{
    Aspects, DocumentAppearance, ExtraKind, GapSide, IndentSide, LookAspect, ShownParagraph, Story,
    TextExtra, WidthKind,
};
pub use grid::{CellKind, Grid, GridCell, GridRow};
pub use inventory::{PackageInventory, read_inventory};
pub use package::unpacked_size;
pub use package_links::{ContentTypes, PackageLink};
pub use part_digests::PartDigests;
pub use part_kind::PartKind;
pub use properties::stated_title;
pub use well_formed::{FaultyPart, PartFault};
pub use workbook::NO_RESULT;
pub use xlsx::{
    CellArea, CellLook, CellValue, FontLook, LookFact, LookKind, RgbColor, SheetFormulas,
    SheetLook, StyleLook, WorkbookLook, shifted, without_signs,
};

use crate::diag::{Findings, too_large};
use crate::source::{MOST_BYTES, SourceMap, Span};
use workbook::{WorkbookFormat, read_workbook};

/// Format of a file with tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Office Open XML workbook.
    Xlsx,
    /// Workbook of Excel 97 to 2003.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Text with a separator between its fields.
    Delimited(Delimited),
    /// Office Open XML document.
    Word,
    /// OpenDocument text.
    Odt,
    /// Office Open XML document whose text is read as it is written, struck or raised too: its
    /// look is compared apart.
    WrittenWord,
    /// Office Open XML workbook whose text is read as it is written, struck too.
    WrittenXlsx,
}

/// Reads the visible tables of a file and returns them with the position of its beginning.
///
/// Every finding goes to `findings`. Returns `None` if the file cannot be read.
pub fn read_tables(
    name: &str,
    bytes: &[u8],
    format: TableFormat,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<(Vec<Grid>, Span)> {
    // Findings about the file as a whole stand before those about the texts that its reader adds.
    let start = sources.next_start();
    // Checked before any reader: some take several times the file in memory.
    if bytes.len() as u64 > MOST_BYTES {
        findings.push(too_large(name, sources));
        return None;
    }
    let mut workbook =
        |kind, is_shown| read_workbook(name, bytes, kind, is_shown, sources, findings);
    let grids = match format {
        TableFormat::Xlsx => workbook(WorkbookFormat::Xlsx, true),
        TableFormat::Xls => workbook(WorkbookFormat::Xls, true),
        TableFormat::Ods => workbook(WorkbookFormat::Ods, true),
        TableFormat::Delimited(kind) => {
            delimited::read_delimited(name, bytes, kind, sources, findings)
        }
        TableFormat::Word => docx::read_docx(name, bytes, true, sources, findings),
        TableFormat::Odt => odt::read_odt(name, bytes, sources, findings),
        TableFormat::WrittenWord => docx::read_docx(name, bytes, false, sources, findings),
        TableFormat::WrittenXlsx => workbook(WorkbookFormat::Xlsx, false),
    };
    let grids = grids?;
    mojibake::report_mojibake(&grids, findings);
    Some((grids, start))
}
