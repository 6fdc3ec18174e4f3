//! Sections of a number format (ECMA-376-1, 18.8.31): positive numbers, negative ones, zero, texts.

/// Returns `true` if the section for a number is empty, so that its cell shows nothing.
///
/// The library of formats would show the bare number.
pub(super) fn hides_number(code: &str, value: f64) -> bool {
    // Most formats have one section.
    if !code.contains(';') {
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
    if code == "@" || !code.contains(['@', ';']) {
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
