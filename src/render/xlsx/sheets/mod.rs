//! The sheets that hold the content as data and calculate with it.

mod about;
mod evaluation;
mod evaluation_columns;
mod evaluation_entries;
mod evaluation_sums;
mod findings;
mod formats;
mod names;
mod records;
mod weights;
mod write;

pub(super) use write::{USUAL_SIZE, fit_row};

use super::page;
use crate::annex::Annex;
use crate::dataset::{Dataset, WorkbookSheet};
use crate::render::RenderError;
use formats::SheetFormats;
use names::RangeNames;

use rust_xlsxwriter::{Workbook, Worksheet};

/// Content and formats that the sheets share.
pub(super) struct DataSheets<'a> {
    annex: &'a Annex,
    dataset: &'a Dataset,
    formats: SheetFormats,
    names: RangeNames,
}

impl<'a> DataSheets<'a> {
    pub(super) fn new(annex: &'a Annex, dataset: &'a Dataset) -> Self {
        DataSheets {
            annex,
            dataset,
            formats: SheetFormats::of(annex),
            names: RangeNames::of(dataset),
        }
    }

    /// Fills `worksheet`, which is to be `sheet`.
    ///
    /// # Errors
    /// As [`super::xlsx`].
    pub(super) fn fill(
        &self,
        worksheet: &mut Worksheet,
        sheet: WorkbookSheet,
    ) -> Result<(), RenderError> {
        let extent = match sheet {
            WorkbookSheet::Weights => weights::weights(self, worksheet)?,
            WorkbookSheet::Data => records::records(self, worksheet)?,
            WorkbookSheet::Findings => findings::findings(self, worksheet)?,
            WorkbookSheet::Evaluation => evaluation::evaluation(self, worksheet)?,
            WorkbookSheet::About | WorkbookSheet::Plan => about::about(self, worksheet)?,
        };
        self.set_up(worksheet, extent)
    }

    /// Defines the names that formulas use for ranges of «Dati» and of other sheets.
    ///
    /// # Errors
    /// As [`super::xlsx`].
    pub(super) fn define(&self, workbook: &mut Workbook) -> Result<(), RenderError> {
        for (name, range) in self.names.definitions(&self.dataset.sheets) {
            workbook.define_name(name, &range)?;
        }
        Ok(())
    }

    /// Sets up the page of a sheet: the annex's, one page wide, its head repeated.
    fn set_up(&self, sheet: &mut Worksheet, extent: SheetHead) -> Result<(), RenderError> {
        page::set_up_data(sheet, self.annex, extent.wide)?;
        if let Some(head) = extent.head {
            sheet.set_freeze_panes(head + 1, extent.columns)?;
            if extent.repeats {
                sheet.set_repeat_rows(head, head)?;
            }
        }
        Ok(())
    }
}

/// Head of a sheet: the part that stays in sight.
#[derive(Clone, Copy, Default)]
pub(super) struct SheetHead {
    head: Option<u32>,
    /// Number of columns that stay in sight.
    columns: u16,
    /// `true` if one table follows, so that the head may be repeated in print.
    repeats: bool,
    /// `true` if the columns are legible only on a larger paper.
    wide: bool,
}

/// Widest sheet that is legible on A4, in characters.
const WIDEST: f64 = 150.0;
