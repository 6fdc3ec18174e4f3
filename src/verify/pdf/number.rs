//! Numbers, and references, which begin like a number (ISO 32000-1, 7.3.3 and 7.3.10).

use super::cursor::{Cursor, Malformed, Parsed, is_regular};
use super::object::Object;

/// Reads `12`, `1.5` or `12 0 R`.
pub(super) fn number_or_reference(cursor: &mut Cursor<'_>) -> Parsed<Object> {
    let number = number(cursor)?;
    let Object::Integer(value) = number else { return Ok(number) };
    let after = cursor.at;
    if passes_reference_tail(cursor).is_none() {
        cursor.at = after;
        return Ok(number);
    }
    match u32::try_from(value) {
        Ok(value) => Ok(Object::Reference(value)),
        Err(_) => cursor.fail(),
    }
}

/// Passes ` 0 R`; `None` if something else stands here.
fn passes_reference_tail(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.separator().ok()?;
    let generation = cursor.digits().ok()?;
    cursor.separator().ok()?;
    (generation == 0 && cursor.passes("R")).then_some(())
}

/// Reads an integer or a real number (ISO 32000-1, 7.3.3).
fn number(cursor: &mut Cursor<'_>) -> Parsed<Object> {
    let start = cursor.at;
    let length = cursor.rest().iter().take_while(|byte| is_regular(**byte)).count();
    let text = std::str::from_utf8(&cursor.rest()[..length]).unwrap_or_default();
    cursor.at += length;
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    // Exponents and further signs are for PostScript, and readers differ about them.
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
        && digits.bytes().any(|byte| byte.is_ascii_digit());
    let value = if !is_plain {
        None
    } else if digits.contains('.') {
        text.parse().ok().map(Object::Real)
    } else {
        text.parse().ok().map(Object::Integer)
    };
    value.ok_or(Malformed(start))
}
