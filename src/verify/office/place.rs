//! How a place, and a change of words, are told to people.

use super::content::Content;
use crate::italian::quotation::quote_around;
use crate::source::{GridPosition, Span, column_letters};

/// Where a text stands: «foglio «Piano», cella C12».
pub(super) fn place(content: &Content, span: Span) -> String {
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

/// «C12», row and column from 0.
pub(super) fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), row.saturating_add(1))
}

/// «era «30», ora è «35»»; of long texts, what stands around the first difference.
pub(super) fn change(before: &str, after: &str) -> String {
    let alike = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    format!("era {}, ora è {}", quote_around(before, alike), quote_around(after, alike))
}

/// A text in quotes, on one line, its beginning where it is long.
pub(super) fn quote(text: &str) -> String {
    quote_around(text, 0)
}
