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

/// Parses a reference to a range, «A1:C3», or to a single cell.
pub(super) fn cell_range(reference: &str) -> Option<CellRange> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let (a, b) = (cell_position(first)?, cell_position(last)?);
    // Some programs write the corners in another order.
    Some(CellRange { first: (a.0.min(b.0), a.1.min(b.1)), last: (a.0.max(b.0), a.1.max(b.1)) })
}

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
}
