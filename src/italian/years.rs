//! Years that a plan may speak of.

use std::ops::{Range, RangeInclusive};

/// Years that a number of four digits is taken for.
///
/// Plans quote laws of the twentieth century (`D.Lgs. 267/2000`, `legge 241/1990`) and
/// deadlines of this one; other numbers of four digits are protocol numbers or amounts.
pub const PLAUSIBLE: Range<u16> = 1900..2200;

/// Years of the current century: those that a column for each year may have, and those that
/// two digits (`31/12/26`) stand for.
pub const THIS_CENTURY: RangeInclusive<u16> = 2000..=2099;

/// Returns the year that `word` is: four digits within [`PLAUSIBLE`], nothing else.
pub fn parse_year(word: &str) -> Option<u16> {
    // `parse` alone would accept a sign.
    let has_four_digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|year| has_four_digits && PLAUSIBLE.contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_have_four_digits() {
        assert_eq!(parse_year("2026"), Some(2026));
        for word in ["1899", "2200", "26", "02026", "+2026", " 2026", "2026.", ""] {
            assert_eq!(parse_year(word), None, "{word}");
        }
    }
}
