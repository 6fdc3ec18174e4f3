//! The sheets that hold the content as data and calculate with it.

mod about;
mod chart_figures;
mod data_columns;
mod evaluation;
mod evaluation_columns;
mod evaluation_rest;
mod evaluation_sums;
mod evaluation_texts;
mod findings;
mod formats;
mod names;
mod proposal_form;
mod records;
mod result_form;
mod row_heights;
mod sent_sheet;
mod weights;
mod weights_chart;
mod weights_formulas;
mod weights_rest;
mod write;

pub(super) use proposal_form::proposal_form;
pub(super) use result_form::result_form;
pub(super) use write::{USUAL_SIZE, fit_row};

use super::page;
use crate::annex::Annex;
use crate::dataset::{Dataset, WorkbookSheet};
use crate::render::RenderError;
use data_columns::DataColumns;
use formats::SheetFormats;
use names::RangeNames;
use row_heights::RowHeights;

use rust_xlsxwriter::{Workbook, Worksheet};

/// Content and formats that the sheets share.
pub(super) struct DataSheets<'a> {
    annex: &'a Annex,
    dataset: &'a Dataset,
    formats: SheetFormats,
    heights: RowHeights<'a>,
    columns: DataColumns,
    names: RangeNames,
}

impl<'a> DataSheets<'a> {
    /// # Errors
    /// As [`super::xlsx`].
    pub(super) fn new(annex: &'a Annex, dataset: &'a Dataset) -> Result<Self, RenderError> {
        let columns = DataColumns::of(dataset);
        let names = RangeNames::of(dataset, &columns);
        let formats = SheetFormats::of(annex);
        let heights = RowHeights::of(annex, formats.size)?;
        Ok(DataSheets { annex, dataset, formats, heights, columns, names })
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
            WorkbookSheet::Chart => chart_figures::chart_figures(self, worksheet)?,
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
        if let Some(height) = extent.upright {
            page::set_upright(sheet, self.annex, height);
        }
        if let Some(head) = extent.head {
            sheet.set_freeze_panes(head + 1, extent.columns)?;
            if extent.across > 1 {
                sheet.set_print_fit_to_pages(extent.across, 0);
                sheet.set_repeat_columns(0, extent.columns - 1)?;
            }
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
    /// Number of pages beside each other that the sheet is printed on, where one would be illegible.
    across: u16,
    /// Height in points of a sheet that is printed upright, on one page if it is legible there.
    upright: Option<f32>,
}

/// Widest sheet that is legible on A4, in characters.
const WIDEST: f64 = 190.0;
/// Widest sheet that is legible on A3, in characters.
const WIDEST_ON_A3: f64 = 270.0;
