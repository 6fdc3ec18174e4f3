//! Numbers as cells show them.

use crate::annex::Number;
use crate::italian::decimals::with_points;

/// Decimal digits that a double always keeps (ECMA-376 Part 1, 18.18.11 stores no other numbers).
const DIGITS: u32 = 15;
/// Decimals that a number format can ask for.
const MOST_DECIMALS: u32 = 30;

/// The number format (ECMA-376 Part 1, 18.8.31) under which `number` reads as
/// `text`: its own decimals, and what stands around it word for word.
///
/// `None` if no format does, or if the number has more digits than a cell can
/// hold: such a cell stays text.
pub(super) fn format(number: Number, text: &str) -> Option<String> {
    if number.mantissa.unsigned_abs() >= 10_u128.pow(DIGITS) || number.scale > MOST_DECIMALS {
        return None;
    }
    let scale = number.scale as usize;
    let digits = format!("{:0>1$}", number.mantissa.unsigned_abs(), scale + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale);
    let (comma, point) = if scale > 0 { (",", ".") } else { ("", "") };
    let shapes = [(whole.to_owned(), "0"), (with_points(whole), "#,##0")];
    let sign = if number.mantissa < 0 { "-" } else { "" };
    let written = |(whole, shape): &(String, &'static str)| {
        let parts = text.split_once(&format!("{sign}{whole}{comma}{decimals}"))?;
        Some((parts, *shape))
    };
    let ((before, after), shape) = shapes.iter().find_map(written)?;
    if number.mantissa < 0 && !before.is_empty() {
        // The sign would come before the words.
        return None;
    }
    let zeros = "0".repeat(scale);
    Some(format!("{}{shape}{point}{zeros}{}", literal(before)?, literal(after)?))
}

/// `text` as a literal of a number format; a quotation mark cannot be one.
fn literal(text: &str) -> Option<String> {
    match text {
        "" => Some(String::new()),
        _ if text.contains(['"', '\n']) => None,
        _ => Some(format!("\"{text}\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_shows_the_number_as_it_was_written() {
        let format = |mantissa, scale, text| format(Number { mantissa, scale }, text);
        assert_eq!(format(30, 0, "30").as_deref(), Some("0"));
        assert_eq!(format(33330, 3, "33,330").as_deref(), Some("0.000"));
        assert_eq!(format(5, 2, "0,05 %").as_deref(), Some("0.00\" %\""));
        assert_eq!(format(-10, 0, "-10").as_deref(), Some("0"));
        assert_eq!(format(123_456_750, 2, "1.234.567,50 €").as_deref(), Some("#,##0.00\" €\""));
        assert_eq!(format(-123_456, 1, "-12.345,6").as_deref(), Some("#,##0.0"));
        assert_eq!(format(-10, 0, "saldo -10"), None);
        assert_eq!(format(30, 0, "trenta"), None);
        assert_eq!(format(1_000_000_000_000_000, 0, "1000000000000000"), None);
    }
}
