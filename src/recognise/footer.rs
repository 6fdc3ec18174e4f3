//! Footer of a grid: legend, place and date, signatures below the last row of its table.

use super::headed_columns::HeadedColumns;
use super::lone_line::{LoneLine, lone_line};
use super::proposals::is_signature_row;
use super::table_rows::{lone, texts};
use super::total_lines::is_total;
use super::vocabulary::ColumnRole;
use crate::model::Key;
use crate::office::GridRow;

/// Most texts of a row of a footer: place and date, perhaps, beside who signs.
const MOST_TEXTS: usize = 3;

/// Returns the index of the first row of the footer; the number of rows if there is none.
///
/// A footer reaches to the end of the grid, and stands apart from the table: below its total, or
/// below a blank row. What could be an objective is none of it.
pub(super) fn footer_start(rows: &[GridRow], columns: &HeadedColumns) -> usize {
    let may_be_footer = |row: &GridRow| match lone(row) {
        Some(cell) => !names_group(&cell.text.value),
        None => !may_be_objective(row, columns),
    };
    let reach = rows.iter().rposition(|row| !may_be_footer(row)).map_or(0, |at| at + 1);
    // Rows that follow one another without a gap belong to the one above.
    let is_apart = |at: &usize| {
        *at > 0 && (rows[*at].index > rows[at - 1].index + 1 || is_total_row(&rows[at - 1]))
    };
    (reach..rows.len()).find(is_apart).unwrap_or(rows.len())
}

/// Returns `true` for a line that names the group of the rows below, or adds up those above.
pub(super) fn names_group(text: &str) -> bool {
    matches!(
        lone_line(text),
        LoneLine::Area
            | LoneLine::AreaWith(_)
            | LoneLine::Period
            | LoneLine::YearTitle
            | LoneLine::Total
            | LoneLine::Labelled(..)
    )
}

/// Returns `true` if a row of several texts could be an objective, or adds objectives up.
fn may_be_objective(row: &GridRow, columns: &HeadedColumns) -> bool {
    let mut roles = texts(row).filter_map(|cell| columns.role_at(cell.column));
    is_total_row(row)
        || texts(row).count() > MOST_TEXTS
        || !is_signature_row(row, false)
            && roles.any(|role| matches!(role, ColumnRole::Key(Key::Description | Key::Weight)))
}

fn is_total_row(row: &GridRow) -> bool {
    texts(row).next().is_some_and(|cell| is_total(&cell.text.value))
}
