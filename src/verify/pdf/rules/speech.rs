//! Texts and keys of fields that readers show or say, and what signing programs write in them.

use super::inertness::is_plain;
use super::view::RevisionView;
use crate::verify::pdf::object::Object;
use crate::verify::pdf::text_string::characters;
use std::collections::BTreeSet;

/// Longest name of a field: a word and an identifier of 36 characters.
const LONGEST_NAME: usize = 64;
/// Longest number in a name: a time in milliseconds.
const LONGEST_NUMBER: usize = 14;
/// Longest text that a message repeats.
const LONGEST_QUOTE: usize = 120;
/// Words of which signing programs make up names, as in `SignatureField1`: others could say
/// something.
const WORDS: [&str; 22] = [
    "signature",
    "sig",
    "sign",
    "signer",
    "firma",
    "digital",
    "digitale",
    "electronic",
    "field",
    "campo",
    "form",
    "pdf",
    "doc",
    "document",
    "time",
    "timestamp",
    "stamp",
    "marca",
    "temporale",
    "archive",
    "altra",
    "nuova",
];
/// Names for people (`TU`) that signing programs give to fields of their own.
const KNOWN_TITLES: [&str; 6] =
    ["Timestamp", "Signature", "Digital signature", "Firma", "Firma digitale", "Marca temporale"];

/// Returns `true` for a name such as programs make up: words for signatures with numbers, or with a
/// whole identifier behind them.
pub(super) fn is_plain_name(name: &str) -> bool {
    if is_random_number(name) {
        return true;
    }
    let name = without_identifier(name);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    // Identifiers (UUID) consist of hexadecimal digits, and nobody hears words in them: «decade» is
    // a word.
    let is_identifier = |chunk: &&str| {
        chunk.chars().all(is_lower_digit) && chunk.chars().any(|c| c.is_ascii_digit())
    };
    let chunks = name.split(['-', '_']).filter(|chunk| !is_identifier(chunk));
    let numbers = name.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let is_in_identifier = |number: &&str| {
        name.split(['-', '_']).any(|chunk| {
            chunk.contains(*number) && is_identifier(&chunk) && chunk.contains(char::is_alphabetic)
        })
    };
    // One number tells fields apart, and may be a time; several say something.
    let numbers: Vec<_> = numbers.filter(|number| !is_in_identifier(number)).collect();
    // A number alone could be a weight.
    name.chars().any(|c| c.is_ascii_alphabetic())
        && numbers.len() <= 1
        && numbers.iter().all(|number| number.len() <= LONGEST_NUMBER)
        && name.len() <= LONGEST_NAME
        && name.chars().all(is_part)
        && chunks.flat_map(words).all(|word| WORDS.contains(&word.as_str()))
}

/// Returns `true` for names that are heard alike: capitals, separators and zeros before a number are not
/// heard.
pub(super) fn sounds_like(a: &str, b: &str) -> bool {
    let heard = |name: &str| {
        let numbers = name.split(|c: char| !c.is_ascii_digit());
        let numbers = numbers.filter(|number| !number.is_empty());
        let numbers: Vec<_> =
            numbers.map(|number| number.trim_start_matches('0').to_owned()).collect();
        (words(name).concat(), numbers)
    };
    heard(a) == heard(b)
}

/// Returns `true` for a random number of 128 bits as poppler names a field, in which nobody hears words: its
/// digits are as mixed as chance makes them, but for one in a million.
fn is_random_number(name: &str) -> bool {
    const LENGTH: usize = 32;
    let is_digit = |c: char| matches!(c, '0'..='9' | 'A'..='F');
    let distinct: BTreeSet<char> = name.chars().collect();
    let figures = name.chars().filter(char::is_ascii_digit).count();
    let longest_word = name.split(|c: char| c.is_ascii_digit()).map(str::len).max();
    name.len() == LENGTH
        && name.chars().all(is_digit)
        && distinct.len() >= 9
        && (8..=30).contains(&figures)
        && longest_word.is_some_and(|length| length <= 8)
}

/// Returns a name without the random identifier (UUID: RFC 9562, 5.4) at its end: its long parts hold
/// figures, as all but a few in a thousand do.
fn without_identifier(name: &str) -> &str {
    const LENGTH: usize = 36;
    let split = name.len().checked_sub(LENGTH).and_then(|at| name.split_at_checked(at));
    let Some((words, identifier)) = split else { return name };
    let parts: Vec<_> = identifier.split('-').collect();
    let lengths: Vec<_> = parts.iter().map(|part| part.len()).collect();
    let is_random = lengths == [8, 4, 4, 4, 12]
        && parts.iter().all(|part| part.chars().all(is_lower_digit))
        && parts[2].starts_with('4')
        && parts[3].starts_with(['8', '9', 'a', 'b'])
        && [parts[0], parts[4]].iter().all(|part| part.contains(|c: char| c.is_ascii_digit()));
    if is_random { words } else { name }
}

fn is_lower_digit(c: char) -> bool {
    matches!(c, '0'..='9' | 'a'..='f')
}

/// Splits a name into runs of letters in lower case; a capital after a small letter begins another.
fn words(chunk: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last = '0';
    for c in chunk.chars() {
        if last.is_ascii_lowercase() && c.is_ascii_uppercase() || !c.is_ascii_alphabetic() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphabetic()) {
            word.push(c.to_ascii_lowercase());
        }
        last = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns `true` for a name for people that says no more than the name of the field does.
pub(super) fn is_known_title(title: &str, name: &str) -> bool {
    title == name || KNOWN_TITLES.contains(&title)
}

/// Quotes a text on one line, without characters that nobody sees.
pub(super) fn quoted(text: &str) -> String {
    let is_shown = |c: char| c.is_alphanumeric() || c.is_ascii_graphic() || c == ' ';
    let shown = text.chars().map(|c| if is_shown(c) { c } else { '\u{FFFD}' });
    format!("«{}»", shown.take(LONGEST_QUOTE).collect::<String>())
}

/// Returns `true` if `value` of the key of a field or widget is one that signing programs
/// write, and shows and says nothing.
pub(super) fn is_known_value(view: &RevisionView<'_>, key: &str, value: &Object) -> bool {
    let resolved = view.now.resolve(value);
    let text = resolved.as_text().map(characters);
    let has_keys = |keys: &[&str]| {
        resolved.as_dictionary().is_some_and(|found| found.unlisted_key(keys).is_none())
    };
    is_plain(view, value)
        && match key {
            // Borders, backgrounds and captions are drawn by readers themselves.
            "MK" => {
                let turn = resolved.as_dictionary().map(|mark| view.now.get(mark, "R"));
                has_keys(&["R"])
                    && matches!(turn, Some(Object::Null | Object::Integer(0 | 90 | 180 | 270)))
            }
            "BS" => {
                let width = resolved.as_dictionary().map(|style| view.now.get(style, "W"));
                has_keys(&["Type", "W", "S", "D"])
                    && width.is_some_and(|width| width == Object::Null || is_thin(&width))
            }
            // A thick border of a field without area could cover the page.
            "Border" => resolved.as_array().is_some_and(|border| {
                let is_sound = |part: &Object| part.as_array().is_some() || is_thin(part);
                border.len() <= 4 && border.iter().all(is_sound)
            }),
            "DA" => text.is_some_and(|text| is_default_look(&text)),
            "M" => text.is_some_and(|text| is_date(&text)),
            "NM" => text.is_some_and(|text| is_short_ascii(&text) && !text.contains(' ')),
            "H" => matches!(resolved.as_name(), Some(b"N" | b"I" | b"O" | b"P" | b"T")),
            // Read-only, required, not exported (ISO 32000-1, table 221).
            "Ff" => matches!(resolved.as_integer(), Some(0..=7)),
            "F" | "StructParent" => resolved.as_integer().is_some(),
            // Conditions on the next signature, which programs check when they sign (table 234).
            "SV" => has_keys(&[
                "Type",
                "Ff",
                "Filter",
                "SubFilter",
                "DigestMethod",
                "V",
                "Cert",
                "Reasons",
                "MDP",
                "TimeStamp",
                "LegalAttestation",
                "AddRevInfo",
                "LockDocument",
                "AppearanceFilter",
            ]),
            "Lock" => has_keys(&["Type", "Action", "Fields", "P"]),
            "Rect" => resolved.as_array().is_some(),
            "DR" => resolved.as_dictionary().is_some(),
            _ => false,
        }
}

/// Returns `true` for the width of a border that covers nothing.
fn is_thin(width: &Object) -> bool {
    width.as_number().is_some_and(|width| (0.0..=2.0).contains(&width))
}

/// Returns `true` for a font, its size and colours (ISO 32000-1, 12.7.3.3), in words without a comment.
fn is_default_look(text: &str) -> bool {
    let is_word = |word: &str| match word.strip_prefix('/') {
        Some(name) => {
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '+')
        }
        None => {
            ["Tf", "g", "rg", "k"].contains(&word)
                || word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'))
        }
    };
    is_short_ascii(text.trim_end()) && text.split_ascii_whitespace().all(is_word)
}

fn is_short_ascii(text: &str) -> bool {
    /// Longest text of a key that programs read and people do not.
    const LONGEST: usize = 128;
    text.len() <= LONGEST && text.chars().all(|c| c.is_ascii_graphic() || c == ' ')
}

/// Returns `true` for a date (ISO 32000-1, 7.9.4), whole or in part.
pub(super) fn is_date(text: &str) -> bool {
    /// Longest date: `D:20261128200000+01'00'`.
    const LONGEST: usize = 24;
    let text = text.strip_prefix("D:").unwrap_or(text);
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | 'Z' | '\'');
    text.len() <= LONGEST && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::is_plain_name;

    #[test]
    fn identifiers_hold_figures_and_words_do_not_pass_for_them() {
        for name in [
            "Signature1",
            "Firma-3f2a91c0",
            "Sig_0123",
            "pdf-1a2b-9c",
            "Timestamp-ca54a2dd-03b0-45c6-bfaa-85760aee7fbb",
            "72F148C57FD1D9C622B634ED2E799F86",
        ] {
            assert!(is_plain_name(name), "{name}");
        }
        for name in [
            "decade",
            "Firma-decade",
            "Document-fa-fede",
            "beffa",
            "Timestamp-decadefa-03b0-45c6-bfaa-85760aee7fbb",
            "Timestamp-ca54a2dd-cade-fede-bfaa-85760aee7fbb",
            "ca54a2dd-03b0-45c6-bfaa-85760aee7fbb",
            "FEDE0000000000000000000000000090",
            "Firma_30_40",
            "Firma40Firma30",
            "Signature99999999999999999999",
            "72F148C57FD1D9C622B634ED2E799F8",
        ] {
            assert!(!is_plain_name(name), "{name}");
        }
    }
}
