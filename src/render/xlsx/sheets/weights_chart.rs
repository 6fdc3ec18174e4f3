//! The chart of «Pesi».

use super::weights::{FIRST_ROW, LABEL_ROW, Matrix, WeightsColumn};
use crate::dataset::workbook_words::TOTAL_HEAD;
use crate::render::RenderError;
use rust_xlsxwriter::{Chart, ChartAxisCrossing, ChartType, Worksheet};

/// Longest name of a row, in characters, that stands below a column of the chart.
const LONGEST_BELOW: usize = 40;
/// Most areas and periods that a chart still shows legibly.
const MOST_DRAWN: (usize, usize) = (40, 8);

impl Matrix<'_> {
    /// Returns the last column with names of rows.
    fn last_label(&self) -> u16 {
        u16::try_from(self.labels().len().saturating_sub(1)).unwrap_or(0)
    }

    /// Inserts a chart: totals as columns, the expected one as a line.
    pub(super) fn chart(&self, sheet: &mut Worksheet) -> Result<(), RenderError> {
        let (rows, blocks) = (self.rows().len(), self.blocks().len());
        let drawn = rows > 0 && rows <= MOST_DRAWN.0 && blocks <= MOST_DRAWN.1;
        // Totals of years are worth a picture beside each other; one total alone is not.
        let by_period = !self.has_groups() && self.data.rule.by_period;
        if !drawn || !self.data.is_weighted() || !by_period {
            return Ok(());
        }
        let last = FIRST_ROW + u32::try_from(rows).unwrap_or(0) - 1;
        let range = |c: u16| ("Pesi", FIRST_ROW, c, last, c);
        let names_of_rows = self.rows();
        let longest = names_of_rows.iter().flatten().map(|name| name.chars().count()).max();
        // Long names are read beside bars that lie; below columns they would be slanted and cut.
        let lie = longest.unwrap_or(0) > LONGEST_BELOW;
        let mut chart = Chart::new(if lie { ChartType::Bar } else { ChartType::Column });
        for block in 0..blocks {
            let name = ("Pesi", LABEL_ROW, self.start(block));
            let values = range(self.column(block, WeightsColumn::Sum));
            let names = ("Pesi", FIRST_ROW, 0, last, self.last_label());
            chart.add_series().set_name(name).set_categories(names).set_values(values);
        }
        // A line needs two points, and a total in each of them: programs draw a missing one as zero.
        let whole =
            (0..blocks).find(|block| (0..rows).all(|row| self.total(row, *block).is_some()));
        if let Some(block) = whole.filter(|_| self.expected().is_some() && rows > 1 && !lie) {
            let mut line = Chart::new(ChartType::Line);
            let values = range(self.column(block, WeightsColumn::Expected));
            let names = ("Pesi", FIRST_ROW, 0, last, self.last_label());
            line.add_series().set_name(TOTAL_HEAD).set_categories(names).set_values(values);
            chart.combine(&line);
        }
        chart.title().set_name("Peso totale per area e periodo");
        // Of bars that lie, the axis of names is that of y.
        let weights = if lie { chart.x_axis() } else { chart.y_axis() };
        weights.set_name("Peso").set_min(0);
        let bars = u32::try_from(rows * blocks).unwrap_or(0);
        let (width, height) = match lie {
            true => (900, 200 + 24 * bars.min(60)),
            false => (480 + 60 * bars.min(16), 340),
        };
        if lie {
            // The first row stands on top, as in the table.
            chart.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max);
        }
        chart.set_width(width).set_height(height).set_alt_text(
            "Grafico: il peso totale di ogni area in ogni periodo, accanto al totale atteso se è lo stesso per tutti. Le cifre sono nella tabella sopra.",
        );
        sheet.insert_chart(last + 2, 0, &chart)?;
        Ok(())
    }
}
