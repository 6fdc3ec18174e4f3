//! Italian wording of positions and of changed texts.

use super::content::OfficeContent;
use crate::italian::quotation::{quote_around, quote_change};
use crate::source::{GridPosition, Span, column_letters};
use crate::verify::{Reason, Verdict};

/// Names the position of a text: «foglio «Piano», cella C12».
pub(super) fn place(content: &OfficeContent, span: Span) -> String {
    let cell = content.sources.file(span.file()).cell(span.range().start);
    match cell {
        Some(GridPosition::Sheet { sheet, row, column }) => {
            format!("foglio «{sheet}», cella {}", cell_name(*row, *column))
        }
        Some(GridPosition::Table { table, row, column }) => {
            format!("tabella {table}, riga {row}, colonna {column}")
        }
        Some(GridPosition::Paragraph(number)) => format!("capoverso {number}"),
        None => "nel file".to_owned(),
    }
}

/// Names a cell, «C12», by its row and column from 0.
pub(super) fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), row.saturating_add(1))
}

/// Describes a change, «era «30», ora è «35»», by the surroundings of the first difference.
pub(super) fn change(before: &str, after: &str) -> String {
    let (before, after) = quote_change(before, after);
    format!("era {before}, ora è {after}")
}

/// A text in quotes, on one line, its beginning where it is long.
pub(super) fn quote(text: &str) -> String {
    quote_around(text, 0)
}

/// Returns a reason for the verdict that the file was changed.
pub(super) fn changed(text: String) -> Reason {
    reason(Verdict::Changed, text)
}

/// Returns a reason that concerns no page: spreadsheets and documents have none of their own.
pub(super) fn reason(verdict: Verdict, text: String) -> Reason {
    Reason { verdict, text, page: None }
}
