//! «Grafico»: figures as a small table, and the bars of a chart below it.

use super::row_heights::fit_title;
use super::write::words;
use super::{DataSheets, SheetHead};
use crate::dataset::{ChartFigures, WorkbookSheet};
use crate::render::RenderError;
use rust_xlsxwriter::{Chart, ChartAxisCrossing, ChartType, Worksheet};

const HEAD_ROW: u32 = 2;
const FIRST_ROW: u32 = HEAD_ROW + 1;
/// End of the scale, unless a figure lies beyond it.
const FULL: f64 = 100.0;
/// Width of the names and of each series, in characters.
const WIDTHS: (f64, f64) = (48.0, 14.0);

/// Writes the sheet.
///
/// # Errors
/// As [`crate::render::xlsx::xlsx`].
pub(super) fn chart_figures(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
) -> Result<SheetHead, RenderError> {
    let figures = &book.dataset.figures;
    sheet.write_string_with_format(0, 0, &figures.title, &book.formats.title())?;
    fit_title(sheet, 0)?;
    sheet.set_column_width(0, WIDTHS.0)?;
    sheet.write_string_with_format(HEAD_ROW, 0, &figures.head, &book.formats.head())?;
    for (row, name) in (FIRST_ROW..).zip(&figures.names) {
        words(sheet, (row, 0), name, book.formats.words(), None)?;
        book.heights.fit(sheet, row, [(name.as_str(), WIDTHS.0)].into_iter())?;
    }
    for (c, series) in (1..).zip(&figures.series) {
        sheet.set_column_width(c, WIDTHS.1)?;
        sheet.write_string_with_format(HEAD_ROW, c, &series.name, &book.formats.head())?;
        for (row, value) in (FIRST_ROW..).zip(&series.values) {
            match value {
                Some(value) => {
                    let format = book.formats.percent(value.scale);
                    sheet.write_number_with_format(row, c, value.to_f64(), &format)?;
                }
                None => drop(sheet.write_blank(row, c, &book.formats.words().blank)?),
            }
        }
    }
    insert_chart(figures, sheet)?;
    Ok(SheetHead { head: Some(HEAD_ROW), columns: 1, ..SheetHead::default() })
}

/// Inserts the chart below the table.
fn insert_chart(figures: &ChartFigures, sheet: &mut Worksheet) -> Result<(), RenderError> {
    let rows = u32::try_from(figures.names.len()).unwrap_or(u32::MAX);
    let Some(last) = (FIRST_ROW.saturating_add(rows)).checked_sub(1).filter(|_| rows > 0) else {
        return Ok(());
    };
    let name = WorkbookSheet::Chart.name();
    let mut chart = Chart::new(ChartType::Bar);
    for c in (1..).take(figures.series.len()) {
        chart
            .add_series()
            .set_name((name, HEAD_ROW, c))
            .set_categories((name, FIRST_ROW, 0, last, 0))
            .set_values((name, FIRST_ROW, c, last, c));
    }
    chart.title().set_name(&figures.title);
    // Of bars that lie, the axis of names is that of y; the first row stands on top, as in the table.
    chart.x_axis().set_min(0).set_num_format("0\"%\"");
    let values = figures.series.iter().flat_map(|series| series.values.iter().flatten());
    if values.fold(0.0, |most, value| f64::max(most, value.to_f64())) <= FULL {
        chart.x_axis().set_max(FULL);
    }
    chart.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max);
    let bars = rows.saturating_mul(u32::try_from(figures.series.len()).unwrap_or(1));
    chart.set_width(900).set_height(200 + 24 * bars.min(60)).set_alt_text(
        "Grafico a barre: il grado di raggiungimento, con le cifre della tabella sopra.",
    );
    sheet.insert_chart(last + 2, 0, &chart)?;
    Ok(())
}
