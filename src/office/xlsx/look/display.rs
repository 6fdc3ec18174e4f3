//! Texts that cells display: value and number format together (ECMA-376-1, 18.8.31).

use crate::office::format_codes::hides_number;
use crate::office::formats::{CellFormat, plain};

/// Returns the text that a number shows.
pub(super) fn shown_number(format: &CellFormat, code: &str, value: f64, is_1904: bool) -> String {
    if hides_number(code, value) {
        return String::new();
    }
    let text = format.displayed(value, is_1904);
    text.unwrap_or_else(|| format!("{} nel formato {code}", plain(value)))
}

/// Normalises the code of a format, so that spellings of the same one are equal: each literal
/// character stands behind a backslash, currencies are literals, languages are left out.
pub(super) fn normal_code(code: &str) -> String {
    let code = code.trim();
    if code.is_empty() || code.eq_ignore_ascii_case("general") || code == "@" {
        return String::new();
    }
    let (mut normal, mut rest) = (String::new(), code);
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let (literal, used) = match c {
            '"' => until(after, '"'),
            '\\' => after.chars().next().map_or(("", after), |c| after.split_at(c.len_utf8())),
            ' ' | '€' | '$' | '-' | '+' | '(' | ')' => rest.split_at(c.len_utf8()),
            '[' => match currency(until(after, ']').0) {
                Some(sign) => (sign, until(after, ']').1),
                None => ("", after),
            },
            _ => ("", after),
        };
        if literal.is_empty() && used.len() == after.len() {
            normal.push(c);
        }
        literal.chars().for_each(|c| normal.extend(['\\', c]));
        rest = used;
    }
    normal
}

/// Returns a text up to a character, and what follows it.
fn until(text: &str, end: char) -> (&str, &str) {
    text.split_once(end).unwrap_or((text, ""))
}

/// Returns the sign of a currency, «$€-410»; `None` if the language has digits of its own.
fn currency(token: &str) -> Option<&str> {
    let (sign, language) = token.strip_prefix('$')?.split_once('-').unwrap_or((&token[1..], ""));
    (language.len() <= 4).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::formats::NumberFormats;

    fn number(code: &str, value: f64) -> String {
        let mut formats = NumberFormats::default();
        formats.add_code(200, code.to_owned());
        formats.add_style(200);
        formats.read();
        shown_number(formats.of_style(0), code, value, false)
    }

    #[test]
    fn formats_show_what_they_say() {
        for (code, value, shown) in [
            ("0", 30.4, "30"),
            ("[=30]\"90\";0", 30.0, "90"),
            ("[=30]\"90\";0", 40.0, "40"),
            ("\"90\"", 30.0, "90"),
            (";;;", 30.0, ""),
            ("0;;", 0.0, ""),
            ("0,", 30_000.0, "30"),
            ("0%", 0.3, "30%"),
            ("9\\0", 30.0, "90"),
        ] {
            assert_eq!(number(code, value), shown, "{code}");
        }
    }

    #[test]
    fn spellings_of_one_format_are_equal() {
        for (a, b) in [
            ("#,##0.00 \"€\"", "#,##0.00\" €\""),
            ("#,##0.00\\ [$€-410]", "#,##0.00 \"€\""),
            ("[$-410]0", "0"),
            ("General", "@"),
            ("general", ""),
        ] {
            assert_eq!(normal_code(a), normal_code(b), "{a}");
        }
        for (a, b) in
            [("0", "0.0"), ("0", "\\0"), ("[$-2000401]0", "0"), ("[White]0", "0"), ("0\"x\"", "0")]
        {
            assert_ne!(normal_code(a), normal_code(b), "{a}");
        }
    }
}
