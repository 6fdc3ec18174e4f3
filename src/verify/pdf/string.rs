//! Names and strings (ISO 32000-1, 7.3.4 and 7.3.5).

use super::cursor::{Cursor, Parsed, is_regular, is_white};

/// Longest name in bytes (ISO 32000-1, Annex C).
const LONGEST_NAME: usize = 127;
/// Longest string in bytes that readers keep whole.
const LONGEST_TEXT: usize = 32_767;
/// Longest value of a signature in bytes: one with all data that validate it takes less.
const LONGEST_CONTENTS: usize = 4 << 20;

/// Reads a name and resolves its `#` sequences (ISO 32000-1, 7.3.5).
pub(super) fn name(cursor: &mut Cursor<'_>) -> Parsed<Vec<u8>> {
    if cursor.peek() != Some(b'/') {
        return cursor.fail();
    }
    cursor.at += 1;
    let mut name = Vec::new();
    while let Some(byte) = cursor.peek().filter(|byte| is_regular(*byte)) {
        if cursor.is_strict() && !byte.is_ascii_graphic() {
            return cursor.fail();
        }
        cursor.at += 1;
        let byte = if byte == b'#' { hexadecimal_byte(cursor)? } else { byte };
        name.push(byte);
        if name.len() > LONGEST_NAME {
            return cursor.fail();
        }
    }
    // The one program that writes a name without characters writes no space after it.
    if cursor.is_strict() && name.is_empty() && !matches!(cursor.peek(), Some(b'/' | b'>') | None) {
        return cursor.fail();
    }
    Ok(name)
}

fn hexadecimal_byte(cursor: &mut Cursor<'_>) -> Parsed<u8> {
    let digits = cursor.rest().get(..2).and_then(|two| std::str::from_utf8(two).ok());
    let value = digits.filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
    match value.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
        // A zero in a name is forbidden (ISO 32000-1, 7.3.5).
        Some(value) if value != 0 && !(cursor.is_strict() && is_never_escaped(value)) => {
            cursor.at += 2;
            Ok(value)
        }
        _ => cursor.fail(),
    }
}

/// Returns `true` for characters that every program writes as they are in a name.
fn is_never_escaped(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'_' | b'@' | b'*' | b'$' | b'.')
}

/// Reads `<48656C6C6F>`, which may be longer where it is the value of a signature; in the
/// standard's syntax a missing last digit is 0, and white space does not count
/// (ISO 32000-1, 7.3.4.3).
pub(super) fn hexadecimal(cursor: &mut Cursor<'_>, is_contents: bool) -> Parsed<Vec<u8>> {
    cursor.at += 1;
    let Some(length) = cursor.rest().iter().position(|byte| *byte == b'>') else {
        return cursor.fail();
    };
    let is_strict = cursor.is_strict();
    let longest = if is_strict && !is_contents { LONGEST_TEXT } else { LONGEST_CONTENTS };
    if length > 2 * longest || is_strict && length % 2 == 1 {
        return cursor.fail();
    }
    let (mut text, mut half) = (Vec::with_capacity(length / 2 + 1), None);
    for byte in cursor.rest()[..length].iter().filter(|byte| is_strict || !is_white(**byte)) {
        let Some(digit) = char::from(*byte).to_digit(16) else { return cursor.fail() };
        match half.take() {
            None => half = Some(digit as u8),
            Some(first) => text.push(first << 4 | digit as u8),
        }
    }
    text.extend(half.map(|first| first << 4));
    cursor.at += length + 1;
    Ok(text)
}

/// Reads `(Hello)` (ISO 32000-1, 7.3.4.2).
///
/// # Errors
/// Fails in a signer's string at a parenthesis or a line end without a backslash: readers
/// differ in where such a string ends and in what its line ends are.
pub(super) fn literal(cursor: &mut Cursor<'_>) -> Parsed<Vec<u8>> {
    cursor.at += 1;
    let longest = if cursor.is_strict() { LONGEST_TEXT } else { LONGEST_CONTENTS };
    let (mut text, mut open) = (Vec::new(), 1_usize);
    loop {
        let Some(byte) = cursor.peek() else { return cursor.fail() };
        if cursor.is_strict() && matches!(byte, b'(' | b'\r' | b'\n') {
            return cursor.fail();
        }
        cursor.at += 1;
        match byte {
            b'(' => open += 1,
            b')' => open -= 1,
            b'\\' if cursor.is_strict() => {
                text.push(known_escape(cursor)?);
                continue;
            }
            b'\\' => {
                text.extend(escaped(cursor)?);
                continue;
            }
            // Every line end in a string counts as one line feed (ISO 32000-1, 7.3.4.2).
            b'\r' => {
                line_feed(cursor);
                text.push(b'\n');
                continue;
            }
            _ => {}
        }
        if open == 0 {
            return Ok(text);
        }
        if text.len() >= longest {
            return cursor.fail();
        }
        text.push(byte);
    }
}

/// Passes the line feed of a line end in two characters.
fn line_feed(cursor: &mut Cursor<'_>) {
    if cursor.peek() == Some(b'\n') {
        cursor.at += 1;
    }
}

/// Reads what programs write after a backslash: a letter of the standard's, a delimiter, or
/// three octal digits of one byte.
fn known_escape(cursor: &mut Cursor<'_>) -> Parsed<u8> {
    let (length, byte) = match cursor.rest() {
        [first @ b'0'..=b'3', second @ b'0'..=b'7', third @ b'0'..=b'7', ..] => {
            (3, (first - b'0') << 6 | (second - b'0') << 3 | (third - b'0'))
        }
        [letter, ..] => match single_escape(*letter) {
            Some(byte) => (1, byte),
            None => return cursor.fail(),
        },
        [] => return cursor.fail(),
    };
    cursor.at += length;
    Ok(byte)
}

/// Returns the byte that a letter or delimiter stands for after a backslash
/// (ISO 32000-1, table 3).
fn single_escape(letter: u8) -> Option<u8> {
    match letter {
        b'n' => Some(b'\n'),
        b'r' => Some(b'\r'),
        b't' => Some(b'\t'),
        b'b' => Some(8),
        b'f' => Some(12),
        b'(' | b')' | b'\\' => Some(letter),
        _ => None,
    }
}

/// Reads what follows a backslash (ISO 32000-1, table 3); `None` for a continued line.
fn escaped(cursor: &mut Cursor<'_>) -> Parsed<Option<u8>> {
    let Some(byte) = cursor.peek() else { return cursor.fail() };
    cursor.at += 1;
    Ok(match byte {
        b'\n' => None,
        b'\r' => {
            line_feed(cursor);
            None
        }
        b'0'..=b'7' => {
            let mut value = u32::from(byte - b'0');
            for _ in 0..2 {
                let Some(digit @ b'0'..=b'7') = cursor.peek() else { break };
                value = value * 8 + u32::from(digit - b'0');
                cursor.at += 1;
            }
            // A high-order overflow is ignored (ISO 32000-1, 7.3.4.2).
            Some(value as u8)
        }
        // A backslash before any other character is ignored (ISO 32000-1, 7.3.4.2).
        other => Some(single_escape(other).unwrap_or(other)),
    })
}
