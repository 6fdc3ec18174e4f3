//! Weights: exact decimals.

use crate::italian::decimals::parse_decimal;
use rust_decimal::Decimal;

/// Weight (*peso*): an exact decimal, not negative, with the decimals it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(Decimal);

/// Error of words that are no weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightError {
    /// The words are no number.
    #[error("not a number")]
    NotANumber,
    /// The number has more digits than a spreadsheet keeps.
    #[error("more than fifteen digits")]
    TooManyDigits,
    /// The number is below zero.
    #[error("negative")]
    Negative,
}

impl Weight {
    /// Reads «30», «33,33», «33.330» or «30 %»; a comma and a point mean the same.
    ///
    /// # Errors
    /// [`WeightError::NotANumber`] for anything but digits with one decimal mark,
    /// [`WeightError::TooManyDigits`] for more than fifteen, [`WeightError::Negative`]
    /// below zero.
    pub fn parse(words: &str) -> Result<Self, WeightError> {
        let words = words.trim();
        let words = words.strip_suffix('%').unwrap_or(words).trim_end();
        let plain = words.strip_prefix(['-', '+']).unwrap_or(words);
        let shape = plain.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
            && plain.starts_with(|c: char| c.is_ascii_digit())
            // Signs inside the number are left to the parser below, which refuses two of them.
            && plain.ends_with(|c: char| c.is_ascii_digit());
        if !shape {
            return Err(WeightError::NotANumber);
        }
        // Sums of such numbers stay exact, here and in a spreadsheet.
        if plain.chars().filter(char::is_ascii_digit).count() > 15 {
            return Err(WeightError::TooManyDigits);
        }
        let number = parse_decimal(words).ok_or(WeightError::NotANumber)?;
        if number.is_sign_negative() && !number.is_zero() {
            return Err(WeightError::Negative);
        }
        // `abs` removes the sign of «-0».
        Ok(Weight(number.abs()))
    }

    /// Returns the number.
    pub fn decimal(self) -> Decimal {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comma_and_point_are_the_same_and_decimals_stay() {
        let text = |s| Weight::parse(s).map(|w| w.decimal().to_string());
        assert_eq!(text("33,33"), Ok("33.33".into()));
        assert_eq!(text("33.330"), Ok("33.330".into()));
        assert_eq!(text(" 30 % "), Ok("30".into()));
        assert_eq!(text("007"), Ok("7".into()));
        assert_eq!(text("-0"), Ok("0".into()));
        assert_eq!(text("-1"), Err(WeightError::Negative));
        assert_eq!(text("123456789012,345"), Ok("123456789012.345".into()));
        assert_eq!(text("123456789012,3450"), Err(WeightError::TooManyDigits));
        for bad in ["", "x", "1.000,5", "1e3", ".5", "5.", "trenta", "3 0", "0x1F", "٣"] {
            assert_eq!(text(bad), Err(WeightError::NotANumber), "{bad:?}");
        }
    }
}
