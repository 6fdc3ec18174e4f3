//! Areas of forms that do not state their own.

use super::headed_columns::HeadedColumns;
use super::row_fields::RowFields;
use super::vocabulary::ColumnRole;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::raw::Words;

/// Returns the finding on a form that belongs to `area` since one above it states that, and the form
/// itself none.
pub(super) fn lent_area(
    fields: &RowFields<'_>,
    columns: &HeadedColumns,
    area: &Words,
) -> Option<Diagnostic> {
    let is_area = |at: &usize| columns.get(*at).role == ColumnRole::Key(Key::Area);
    if fields.own.keys().any(is_area) {
        return None;
    }
    let objective = fields.text(columns, Key::Description)?;
    let message = format!(
        "La scheda {} non dice l'area: vale quella della scheda sopra, {}.",
        quote_start(objective),
        quote_start(&area.value)
    );
    Some(
        Diagnostic::new(Code::DoubtfulLine, fields.span()?, message)
            .hint("Se l'area è la stessa, niente; se no, scriverla nella scheda."),
    )
}
