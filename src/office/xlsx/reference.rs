//! References to cells by name (ECMA-376-1, 18.18.62).

use crate::office::workbook::sheet::CellRange;

/// Parses the name of a cell, «C12», into its row and column, both from 0.
pub(super) fn cell_position(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let letter = letter.to_ascii_uppercase();
        let value = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
        column.checked_mul(26)?.checked_add(value)
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// Parses a reference to a range, «A1:C3», to whole rows or columns, «1:1», «H:H», or to a single
/// cell; dollars before letters and digits mean nothing here.
pub(in crate::office) fn cell_range(reference: &str) -> Option<CellRange> {
    let reference = reference.replace('$', "");
    let (first, last) = reference.split_once(':').unwrap_or((&reference, &reference));
    let (a, b) = (cell_position(first), cell_position(last));
    let (a, b) = match a.zip(b) {
        Some(corners) => corners,
        None if !reference.contains(':') => return None,
        // With a row or a column of its own, half of a range is a cell.
        None if first.starts_with(|c: char| c.is_ascii_digit()) => {
            let row = |half: &str| cell_position(&format!("A{half}"));
            (row(first)?, (row(last)?.0, LAST_COLUMN))
        }
        None => {
            let column = |half: &str| cell_position(&format!("{half}1"));
            (column(first)?, (LAST_ROW, column(last)?.1))
        }
    };
    // Some programs write the corners in another order.
    Some(CellRange { first: (a.0.min(b.0), a.1.min(b.1)), last: (a.0.max(b.0), a.1.max(b.1)) })
}

/// Last row of a sheet of Excel, from 0.
const LAST_ROW: u32 = 1_048_575;
/// Last column of a sheet of Excel, from 0.
const LAST_COLUMN: u32 = 16_383;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_are_places() {
        for (name, at) in [
            ("A1", Some((0, 0))),
            ("c12", Some((11, 2))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("A0", None),
            ("1", None),
            ("A", None),
            ("ZZZZZZZZ1", None),
            ("À1", None),
        ] {
            assert_eq!(cell_position(name), at, "{name}");
        }
    }

    #[test]
    fn ranges_may_be_whole_rows_and_columns() {
        for (reference, corners) in [
            ("A1:C3", Some(((0, 0), (2, 2)))),
            ("C3:A1", Some(((0, 0), (2, 2)))),
            ("$B$2", Some(((1, 1), (1, 1)))),
            ("H:H", Some(((0, 7), (LAST_ROW, 7)))),
            ("$2:3", Some(((1, 0), (2, LAST_COLUMN)))),
            ("H", None),
            ("A1:", None),
            ("A:1", None),
        ] {
            let range = cell_range(reference).map(|range| (range.first, range.last));
            assert_eq!(range, corners, "{reference}");
        }
    }
}
