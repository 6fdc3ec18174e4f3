//! Codes of number formats (ECMA-376-1, 18.8.31): their sections for positive numbers, negative ones,
//! zero and texts, and what in them the settings of the computer decide.

use super::formats::plain;

/// Longest code in characters, as in Excel.
const LONGEST: usize = 255;

/// Returns `true` for a code that is no longer than programs allow; others are not read.
pub(super) fn is_within_limits(code: &str) -> bool {
    code.chars().nth(LONGEST).is_none()
}

/// Returns the section of a code that texts follow; empty if they are shown as they are.
pub(super) fn text_section(code: &str) -> &str {
    let parts = sections(code);
    let last = parts.last().filter(|part| parts.len() == 4 || has_placeholder(part));
    last.copied().unwrap_or_default()
}

/// Returns the colours that a code names, «[White]» and «[Color 2]», in lower case.
pub(super) fn colors(code: &str) -> Vec<String> {
    const NAMES: [&str; 8] =
        ["black", "white", "red", "green", "blue", "yellow", "magenta", "cyan"];
    let (mut found, mut chars) = (Vec::new(), code.chars());
    while let Some(c) = chars.next() {
        match c {
            '"' => chars.by_ref().take_while(|c| *c != '"').for_each(drop),
            '\\' | '_' | '*' => _ = chars.next(),
            '[' => {
                let name: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let name = name.trim().to_lowercase();
                if NAMES.contains(&name.as_str()) || name.starts_with("color") {
                    found.push(name);
                }
            }
            _ => {}
        }
    }
    found
}

/// Returns the characters that fill a cell behind or before a text, blanks left out.
pub(super) fn fill_of_text(code: &str) -> String {
    let parts = sections(code);
    let section = parts.last().filter(|part| has_placeholder(part)).copied().unwrap_or_default();
    let (mut fill, mut chars) = (String::new(), section.chars());
    while let Some(c) = chars.next() {
        match c {
            '"' => chars.by_ref().take_while(|c| *c != '"').for_each(drop),
            '\\' | '_' => _ = chars.next(),
            '*' => fill.extend(chars.next().filter(|c| !c.is_whitespace())),
            _ => {}
        }
    }
    fill
}

/// Returns `true` if the section for a number is empty, so that its cell shows nothing.
///
/// The library of formats would show the bare number.
pub(super) fn hides_number(code: &str, value: f64) -> bool {
    // Most formats have one section.
    if !code.contains(';') || !is_within_limits(code) {
        return false;
    }
    let parts = sections(code);
    if parts.len() < 2 || parts.iter().any(|part| condition(part)) {
        return false;
    }
    let index = match value {
        _ if value < 0.0 => 1,
        _ if value == 0.0 && parts.len() > 2 => 2,
        _ => 0,
    };
    parts[index].trim().is_empty()
}

/// Returns the text that a text shows: the fourth section, or a last one with an «@», is for texts.
pub(super) fn shown_text(code: &str, text: &str) -> String {
    if code == "@" || !code.contains(['@', ';']) || !is_within_limits(code) {
        return text.to_owned();
    }
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

/// Returns the code that stands for a format of the computer's settings, here Italian ones.
pub(super) fn system_code(code: &str) -> Option<&'static str> {
    let code = code.to_ascii_lowercase();
    let begins = |starts: [&str; 2]| starts.iter().any(|start| code.starts_with(start));
    if begins(["[$-f800]", "[$-x-sysdate]"]) {
        Some("dddd d mmmm yyyy")
    } else if begins(["[$-f400]", "[$-x-systime]"]) {
        Some("hh:mm:ss")
    } else {
        None
    }
}

/// Returns a code with as many digits in place of «General» as a number has.
pub(super) fn with_digits(code: &str, value: f64) -> Option<String> {
    let text = plain(value);
    if text.contains('E') {
        return None;
    }
    let decimals = text.split_once(',').map_or(0, |(_, decimals)| decimals.len());
    let digits = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
    let (mut out, mut rest) = (String::new(), code);
    // Lower case in ASCII keeps the offsets.
    while let Some(at) = rest.to_ascii_lowercase().find("general") {
        out += &rest[..at];
        out += &digits;
        rest = &rest[at + "general".len()..];
    }
    Some(out + rest)
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

    #[test]
    fn texts_may_be_filled_up() {
        for (code, fill) in [
            ("@*x", "x"),
            ("*.@", "."),
            ("0*x", ""),
            ("@* ", ""),
            ("_-* #,##0.00_-;_-@_-", ""),
            ("@\"*x\"\\*y", ""),
        ] {
            assert_eq!(fill_of_text(code), fill, "{code}");
        }
        let long = format!("{}@", "0;".repeat(200));
        assert_eq!(shown_text(&long, "trenta"), "trenta");
        assert!(!is_within_limits(&long) && is_within_limits(&long[..255]));
    }

    #[test]
    fn colours_are_those_in_brackets() {
        for (code, text, named) in [
            ("[White]@", "[White]@", "white"),
            (";;;[Color 2]@", "[Color 2]@", "color 2"),
            ("[Red]0", "", ""),
            ("[h]:mm;@\"[Red]\"", "@\"[Red]\"", ""),
        ] {
            assert_eq!((text_section(code), colors(text).concat().as_str()), (text, named));
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
