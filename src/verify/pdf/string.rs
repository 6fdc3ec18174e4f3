//! Names and strings (ISO 32000-1, 7.3.4 and 7.3.5).

use super::cursor::{Cursor, Parsed, is_regular, is_white};

/// Longest name in bytes (ISO 32000-1, Annex C).
const LONGEST_NAME: usize = 127;

/// Longest string in bytes: a signature with all data that validate it takes less.
const LONGEST_TEXT: usize = 4 << 20;

/// Reads a name and resolves its `#` sequences (ISO 32000-1, 7.3.5).
pub(super) fn name(cursor: &mut Cursor<'_>) -> Parsed<Vec<u8>> {
    if cursor.peek() != Some(b'/') {
        return cursor.fail();
    }
    cursor.at += 1;
    let mut name = Vec::new();
    while let Some(byte) = cursor.peek().filter(|byte| is_regular(*byte)) {
        cursor.at += 1;
        let byte = if byte == b'#' { hexadecimal_byte(cursor)? } else { byte };
        name.push(byte);
        if name.len() > LONGEST_NAME {
            return cursor.fail();
        }
    }
    Ok(name)
}

fn hexadecimal_byte(cursor: &mut Cursor<'_>) -> Parsed<u8> {
    let digits = cursor.rest().get(..2).and_then(|two| std::str::from_utf8(two).ok());
    let value = digits.filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
    match value.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
        // A zero in a name is forbidden (ISO 32000-1, 7.3.5).
        Some(value) if value != 0 => {
            cursor.at += 2;
            Ok(value)
        }
        _ => cursor.fail(),
    }
}

/// Reads `<48656C6C6F>`; a missing last digit is 0 (ISO 32000-1, 7.3.4.3).
pub(super) fn hexadecimal(cursor: &mut Cursor<'_>) -> Parsed<Vec<u8>> {
    cursor.at += 1;
    let Some(length) = cursor.rest().iter().position(|byte| *byte == b'>') else {
        return cursor.fail();
    };
    if length > 2 * LONGEST_TEXT {
        return cursor.fail();
    }
    let (mut text, mut half) = (Vec::with_capacity(length / 2 + 1), None);
    for byte in cursor.rest()[..length].iter().filter(|byte| !is_white(**byte)) {
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
pub(super) fn literal(cursor: &mut Cursor<'_>) -> Parsed<Vec<u8>> {
    cursor.at += 1;
    let (mut text, mut open) = (Vec::new(), 1_usize);
    loop {
        let Some(byte) = cursor.peek() else { return cursor.fail() };
        cursor.at += 1;
        match byte {
            b'(' => open += 1,
            b')' => open -= 1,
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
        if text.len() > LONGEST_TEXT {
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

/// Reads what follows a backslash (ISO 32000-1, table 3); `None` for a continued line.
fn escaped(cursor: &mut Cursor<'_>) -> Parsed<Option<u8>> {
    let Some(byte) = cursor.peek() else { return cursor.fail() };
    cursor.at += 1;
    Ok(match byte {
        b'n' => Some(b'\n'),
        b'r' => Some(b'\r'),
        b't' => Some(b'\t'),
        b'b' => Some(8),
        b'f' => Some(12),
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
        other => Some(other),
    })
}
