//! Sheets of a workbook.

use super::workbook_words::EVALUATION_SHEET;

/// A sheet of the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkbookSheet {
    /// Document as it is printed.
    Plan,
    /// Chart of figures, where a document has one; no layout asks for it.
    Chart,
    /// Sums of the weights.
    Weights,
    /// A row for each objective.
    Data,
    /// Findings about the plan.
    Findings,
    /// Scores at the end of the year.
    Evaluation,
    /// Facts outside objectives, and the purpose of each sheet.
    About,
}

impl WorkbookSheet {
    /// Every sheet that a layout may ask for, in the usual order.
    pub const ALL: [WorkbookSheet; 6] = [
        WorkbookSheet::About,
        WorkbookSheet::Plan,
        WorkbookSheet::Weights,
        WorkbookSheet::Data,
        WorkbookSheet::Findings,
        WorkbookSheet::Evaluation,
    ];

    /// Returns the name of the sheet in the workbook.
    pub fn name(self) -> &'static str {
        match self {
            WorkbookSheet::Plan => "Piano",
            WorkbookSheet::Chart => "Grafico",
            WorkbookSheet::Weights => "Pesi",
            WorkbookSheet::Data => "Dati",
            WorkbookSheet::Findings => "Verifiche",
            WorkbookSheet::Evaluation => EVALUATION_SHEET,
            WorkbookSheet::About => "Leggimi",
        }
    }
}
