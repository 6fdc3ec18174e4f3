//! Workbooks as a reader sees and hears them: what each cell displays and how, and everything
//! that is displayed besides cells. Needed to compare two files, not to read a plan.

mod chart;
mod chart_form;
mod chart_words;
mod color;
mod display;
mod drawing;
mod element;
mod fact;
mod irregular;
mod pages;
mod rules;
mod sheet;
mod style;
mod text;
mod tree;
mod workbook;

pub use color::RgbColor;
pub use fact::{CellArea, LookFact, LookKind};
pub use sheet::{CellLook, CellValue, SheetLook};
pub use style::{FontLook, StyleLook};
pub(crate) use workbook::read_look;

/// Workbook as it is displayed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkbookLook {
    /// Sheets in order.
    pub sheets: Vec<SheetLook>,
    /// Size in points of the font in whose digits widths of columns are counted; programs take
    /// it from the first font or from the usual style: the smaller one.
    pub base_size: f64,
    /// Facts about the workbook as a whole.
    pub facts: Vec<LookFact>,
}
