//! Workbooks that are sent to be filled in: what their sheets have in common, and «Invio», by which one
//! is known when it comes back.

use super::super::{package, page};
use super::WIDEST;
use super::formats::{SheetFormats, WordFormats};
use super::row_heights::{RowHeights, fit_title};
use super::write::words;
use crate::annex::Annex;
use crate::dataset::workbook_words::{SENT_FACTS, SENT_SHEET};
use crate::dataset::{FormPurpose, FormRecipient};
use crate::render::RenderError;
use rust_xlsxwriter::{ProtectionOptions, Workbook, Worksheet};

/// Scale at which the cells to be filled in are in sight on a usual screen, in hundredths.
const ZOOM: u16 = 80;
/// Widths of the columns of «Invio», in characters.
const WIDTHS: [f64; 2] = [24.0, 70.0];
/// First line of «Invio».
const NOTE: &str = "Serve a riconoscere il file quando torna: non si compila e non si cambia.";

/// Workbook that is sent, with the looks that its sheets share.
pub(super) struct SentBook<'a> {
    pub(super) annex: &'a Annex,
    pub(super) formats: SheetFormats,
    pub(super) heights: RowHeights<'a>,
    pub(super) workbook: Workbook,
}

impl<'a> SentBook<'a> {
    /// # Errors
    /// As [`crate::render::xlsx::xlsx`].
    pub(super) fn new(annex: &'a Annex) -> Result<Self, RenderError> {
        let formats = SheetFormats::of(annex);
        let heights = RowHeights::of(annex, formats.size)?;
        Ok(SentBook { annex, formats, heights, workbook: Workbook::new() })
    }

    /// Writes the lines above a table: the title of the plan, who gets the sheet, what is asked.
    pub(super) fn opening(
        &self,
        sheet: &mut Worksheet,
        recipient: &str,
        about: &str,
    ) -> Result<(), RenderError> {
        let title = self.annex.meta.title.replace('\n', " ");
        words(sheet, (0, 0), &title, &WordFormats::of(self.formats.title()), None)?;
        fit_title(sheet, 0)?;
        words(sheet, (1, 0), recipient, &WordFormats::of(self.formats.title()), None)?;
        fit_title(sheet, 1)?;
        sheet.write_string_with_format(2, 0, about, &self.formats.plain())?;
        Ok(())
    }

    /// Sets up a sheet whose table begins below `head`, `frozen` columns of which stay in sight.
    pub(super) fn set_up(
        &self,
        sheet: &mut Worksheet,
        (head, frozen): (u32, u16),
        width: f64,
    ) -> Result<(), RenderError> {
        page::set_up_data(sheet, self.annex, width > WIDEST)?;
        sheet.set_freeze_panes(head + 1, frozen)?;
        sheet.set_repeat_rows(head, head)?;
        sheet.set_zoom(ZOOM);
        protect(sheet);
        Ok(())
    }

    /// Adds «Invio» and returns the file.
    pub(super) fn finish(
        mut self,
        (purpose, recipient): (FormPurpose, &FormRecipient),
        code: &str,
    ) -> Result<Vec<u8>, RenderError> {
        let look = self.formats.words();
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(SENT_SHEET)?;
        sheet.write_string_with_format(0, 0, NOTE, &self.formats.plain())?;
        let facts = [purpose.name(), recipient.kind.name(), &recipient.name, code];
        let facts = SENT_FACTS.into_iter().zip(facts).filter(|(_, fact)| !fact.is_empty());
        for (row, (name, fact)) in (2..).zip(facts) {
            sheet.write_string_with_format(row, 0, name, &self.formats.head())?;
            words(sheet, (row, 1), fact, look, None)?;
        }
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        page::set_up_data(sheet, self.annex, false)?;
        protect(sheet);
        package::finish(
            &self.workbook.save_to_buffer()?,
            &self.annex.meta,
            &[package::PartChange {
                part: "xl/worksheets/sheet1.xml".to_owned(),
                change: package::with_open_heights,
            }],
        )
    }
}

/// Protects all but the unlocked cells, without a password; sizes may be changed and comments written.
fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        use_autofilter: true,
        format_columns: true,
        format_rows: true,
        edit_objects: true,
        ..ProtectionOptions::default()
    });
}
