//! Decimal numbers with a comma and with points between thousands.

use rust_decimal::Decimal;

/// Writes a number with all the decimals it has: `33,330`.
///
/// Used where the digits of the source are repeated, so that the reader finds them again.
pub fn with_all_decimals(number: Decimal) -> String {
    number.to_string().replace('.', ",")
}

/// Writes a number without trailing zeros: `33,33`.
///
/// Used for sums, whose zeros come from the addends and mean nothing.
pub fn without_trailing_zeros(number: Decimal) -> String {
    with_all_decimals(number.normalize())
}

/// Writes a number with all its decimals and points between thousands: `12.500,50`.
pub fn with_thousands(number: Decimal) -> String {
    let plain = with_all_decimals(number);
    // The sign would count as a digit: «-.123» for -123.
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, decimals) = digits.split_at(digits.find(',').unwrap_or(digits.len()));
    format!("{sign}{}{decimals}", with_points(whole))
}

/// Inserts a point between thousands of a whole number written in `digits`.
pub fn with_points(digits: &str) -> String {
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas_and_points() {
        let decimal = |text| Decimal::from_str_exact(text).expect("a number");
        assert_eq!(with_all_decimals(decimal("33.330")), "33,330");
        assert_eq!(without_trailing_zeros(decimal("33.330")), "33,33");
        assert_eq!(with_thousands(decimal("-1234567.80")), "-1.234.567,80");
        assert_eq!(with_thousands(decimal("999")), "999");
    }
}
