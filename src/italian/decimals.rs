//! Decimal numbers as Italian offices write them: a comma, and points between thousands.

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

/// Number that words stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadNumber {
    /// Number without doubt.
    Sound(Decimal),
    /// «1.500»: the point may separate thousands, as Italians write, or decimals, as programs
    /// do.
    Doubtful {
        /// Number if the point separates thousands: 1500.
        italian: Decimal,
        /// Number if the point separates decimals: 1.500.
        plain: Decimal,
    },
    /// No number.
    None,
}

impl ReadNumber {
    /// Returns the number, with points between thousands where that is in doubt.
    pub fn italian(self) -> Option<Decimal> {
        match self {
            ReadNumber::Sound(number) | ReadNumber::Doubtful { italian: number, .. } => {
                Some(number)
            }
            ReadNumber::None => None,
        }
    }
}

/// Most digits of a number that is read: sums of such numbers stay exact, here and in a spreadsheet.
const MOST_DIGITS: usize = 15;

/// Reads «1500», «1.500,50», «1500.5», «-3»; `words` have no unit and no blanks around them.
pub fn parse_number(words: &str) -> ReadNumber {
    let figures = words.strip_prefix(['-', '−', '+']).unwrap_or(words);
    let negative = words.starts_with(['-', '−']);
    let number = |text: &str| {
        let number = Decimal::from_str_exact(text).ok()?;
        Some(if negative && !number.is_zero() { -number } else { number })
    };
    let digits = figures.chars().filter(char::is_ascii_digit).count();
    if digits > MOST_DIGITS || !is_number_like(figures) {
        return ReadNumber::None;
    }
    let (whole, decimals) = match figures.split_once(',') {
        Some((whole, decimals)) if !decimals.contains(['.', ',']) => (whole, Some(decimals)),
        Some(_) => return ReadNumber::None,
        None => (figures, None),
    };
    let groups: Vec<&str> = whole.split('.').collect();
    let thousands = groups.len() > 1
        && (1..=3).contains(&groups[0].len())
        && !groups[0].starts_with('0')
        && groups[1..].iter().all(|group| group.len() == 3);
    let italian = match decimals {
        Some(decimals) => number(&format!("{}.{decimals}", groups.concat())),
        None => number(&groups.concat()),
    };
    let plain = if groups.len() == 2 { number(whole) } else { None };
    match (groups.len(), decimals, italian) {
        (1, _, Some(italian)) => ReadNumber::Sound(italian),
        (2, None, Some(italian)) if thousands => {
            plain.map_or(ReadNumber::None, |plain| ReadNumber::Doubtful { italian, plain })
        }
        (2, None, _) => plain.map_or(ReadNumber::None, ReadNumber::Sound),
        (_, _, Some(italian)) if thousands => ReadNumber::Sound(italian),
        _ => ReadNumber::None,
    }
}

/// Returns `true` for figures, points and commas with figures at both ends.
fn is_number_like(text: &str) -> bool {
    let figure = |c: char| c.is_ascii_digit();
    text.starts_with(figure)
        && text.ends_with(figure)
        && text.chars().all(|c| figure(c) || c == '.' || c == ',')
}

/// Reads a number whose comma or point marks decimals: «33,33», «33.33».
pub fn parse_decimal(words: &str) -> Option<Decimal> {
    Decimal::from_str_exact(&words.replace(',', ".")).ok()
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

    #[test]
    fn numbers_are_read_as_italians_write_them() {
        let sound = |words| match parse_number(words) {
            ReadNumber::Sound(number) => number.to_string(),
            doubtful => format!("{doubtful:?}"),
        };
        for (words, number) in [
            ("1500", "1500"),
            ("1.500,50", "1500.50"),
            ("1500.5", "1500.5"),
            ("12,50", "12.50"),
            ("1,500", "1.500"),
            ("1.234.567", "1234567"),
            ("-1.234.567,8", "-1234567.8"),
            ("0.125", "0.125"),
            ("0125.125", "0125.125".trim_start_matches('0')),
            ("-0", "0"),
            ("123456789012,345", "123456789012.345"),
        ] {
            assert_eq!(sound(words), number, "{words}");
        }
        let number = |text| Decimal::from_str_exact(text).expect("a number");
        let doubtful = ReadNumber::Doubtful { italian: number("-1500"), plain: number("-1.500") };
        assert_eq!(parse_number("-1.500"), doubtful);
        for none in [
            "",
            "x",
            "1,500.00",
            "1.5.5",
            "1.23,4",
            ".5",
            "5.",
            "1,2,3",
            "1 000",
            "1e3",
            "1234567890123456",
        ] {
            assert_eq!(parse_number(none), ReadNumber::None, "{none:?}");
        }
    }
}
