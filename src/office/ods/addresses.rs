//! Addresses of ranges of cells (OpenDocument 1.3, part 3, 18.3.1).

use crate::office::workbook::sheet::CellRange;
use crate::office::xlsx::reference::cell_range;

/// Parses addresses such as «Foglio1.A1:Foglio1.C3 'Altro foglio'.B2», all of the sheet itself.
pub(super) fn ranges_of(addresses: &str) -> Vec<CellRange> {
    let mut is_quoted = false;
    let is_end = |c: char| {
        is_quoted ^= c == '\'';
        c == ' ' && !is_quoted
    };
    let cell = |address: &str| address.rsplit('.').next().unwrap_or_default().to_owned();
    let range = |address: &str| {
        let (first, last) = address.rsplit_once(':').unwrap_or((address, address));
        cell_range(&format!("{}:{}", cell(first), cell(last)))
    };
    addresses.split(is_end).filter_map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ranges_of_their_sheet() {
        let range = |first, last| CellRange { first, last };
        let found = ranges_of("Foglio1.A1:Foglio1.C3 'A. b'.B2 $'x:y'.A2:.A4");
        assert_eq!(found, [range((0, 0), (2, 2)), range((1, 1), (1, 1)), range((1, 0), (3, 0))]);
        assert_eq!(ranges_of(""), []);
    }
}
