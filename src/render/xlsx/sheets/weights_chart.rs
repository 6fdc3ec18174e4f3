//! The chart of «Pesi».

use super::weights::{FIRST_ROW, LABEL_ROW, Matrix, WeightsColumn};
use crate::render::RenderError;
use rust_xlsxwriter::{Chart, ChartType, Worksheet};

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
        let mut chart = Chart::new(ChartType::Column);
        for block in 0..blocks {
            let name = ("Pesi", LABEL_ROW, self.start(block));
            let values = range(self.column(block, WeightsColumn::Sum));
            let names = ("Pesi", FIRST_ROW, 0, last, self.last_label());
            chart.add_series().set_name(name).set_categories(names).set_values(values);
        }
        if self.expected().is_some() {
            let mut line = Chart::new(ChartType::Line);
            let values = range(self.column(0, WeightsColumn::Expected));
            let names = ("Pesi", FIRST_ROW, 0, last, self.last_label());
            line.add_series().set_name("Totale atteso").set_categories(names).set_values(values);
            chart.combine(&line);
        }
        chart.title().set_name("Peso totale per area e periodo");
        chart.y_axis().set_name("Peso").set_min(0);
        let width = 480 + 60 * u32::try_from(rows * blocks).unwrap_or(0).min(16);
        chart.set_width(width).set_height(340).set_alt_text(
            "Grafico a colonne: il peso totale di ogni area in ogni periodo, accanto al totale atteso. Le cifre sono nella tabella sopra.",
        );
        sheet.insert_chart(last + 2, 0, &chart)?;
        Ok(())
    }
}
