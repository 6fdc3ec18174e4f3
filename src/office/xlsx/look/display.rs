//! Texts that cells display: value and number format together (ECMA-376-1, 18.8.31).

use crate::office::formats::{CellFormat, plain};

/// Returns the text that a number shows.
pub(super) fn shown_number(format: &CellFormat, code: &str, value: f64, is_1904: bool) -> String {
    let parts = sections(code);
    let has_condition = parts.iter().any(|part| condition(part));
    // A section that is empty shows nothing; the library would show the bare number.
    if parts.len() > 1 && !has_condition {
        let index = match value {
            _ if value < 0.0 => 1,
            _ if value == 0.0 && parts.len() > 2 => 2,
            _ => 0,
        };
        if parts[index].trim().is_empty() {
            return String::new();
        }
    }
    let text = format.displayed(value, is_1904);
    text.unwrap_or_else(|| format!("{} nel formato {code}", plain(value)))
}

/// Returns the text that a text shows: the fourth section, or a last one with an «@», is for texts.
pub(super) fn shown_text(code: &str, text: &str) -> String {
    let parts = sections(code);
    let last = parts.last().filter(|part| parts.len() == 4 || has_placeholder(part));
    let Some(section) = last.filter(|section| section.trim() != "@") else {
        return text.to_owned();
    };
    let (mut shown, mut chars) = (String::new(), section.chars());
    while let Some(c) = chars.next() {
        match c {
            '"' => shown.extend(chars.by_ref().take_while(|c| *c != '"')),
            '\\' => shown.extend(chars.next()),
            '@' => shown.push_str(text),
            '_' | '*' => _ = chars.next(),
            '[' => chars.by_ref().take_while(|c| *c != ']').for_each(drop),
            // «General» shows a text as it is.
            'G' | 'g' if section.to_lowercase().contains("general") => return text.to_owned(),
            c => shown.push(c),
        }
    }
    shown
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

/// Splits a code at the semicolons outside of quotes.
fn sections(code: &str) -> Vec<&str> {
    let (mut parts, mut start, mut in_quotes, mut is_literal) = (Vec::new(), 0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if is_literal => is_literal = false,
            '"' => in_quotes = !in_quotes,
            '\\' if !in_quotes => is_literal = true,
            ';' if !in_quotes => {
                parts.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&code[start..]);
    parts
}

fn condition(section: &str) -> bool {
    ["[<", "[>", "[="].iter().any(|start| section.contains(start))
}

fn has_placeholder(section: &str) -> bool {
    let (mut in_quotes, mut is_literal) = (false, false);
    section.chars().any(|c| {
        match c {
            _ if is_literal => is_literal = false,
            '"' => in_quotes = !in_quotes,
            '\\' => is_literal = true,
            '@' => return !in_quotes,
            _ => {}
        }
        false
    })
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

    #[test]
    fn texts_have_a_section_of_their_own() {
        for (code, shown) in [
            ("@", "trenta"),
            ("", "trenta"),
            ("0", "trenta"),
            ("@\" e più\"", "trenta e più"),
            ("0;0;0;\"novanta\"", "novanta"),
            (";;;", ""),
            ("0;\\@", "trenta"),
            ("[Red]\"x\"@", "xtrenta"),
        ] {
            assert_eq!(shown_text(code, "trenta"), shown, "{code}");
        }
    }
}
