//! Numbers, and references, which begin like a number (ISO 32000-1, 7.3.3 and 7.3.10).

use super::cursor::{Cursor, Malformed, Parsed, is_regular};
use super::object::Object;

/// Most characters of a number: readers keep as few as 255, and programs write some ten.
const LONGEST: usize = 20;
/// Most digits of a fraction: programs write numbers of 32 bits.
const LONGEST_FRACTION: usize = 10;
/// Largest magnitude of a number: readers keep it in 32 bits.
const LARGEST: f64 = i32::MAX as f64;

/// Reads `12`, `1.5` or `12 0 R`, the last with its generation.
pub(super) fn number_or_reference(cursor: &mut Cursor<'_>) -> Parsed<(Object, Option<u16>)> {
    let number = number(cursor)?;
    let Object::Integer(value) = number else { return Ok((number, None)) };
    let after = cursor.at;
    let Some(generation) = reference_tail(cursor) else {
        cursor.at = after;
        return Ok((number, None));
    };
    match u32::try_from(value) {
        Ok(value) => Ok((Object::Reference(value), Some(generation))),
        Err(_) => cursor.fail(),
    }
}

/// Reads ` 0 R` as a generation; `None` if something else stands here.
fn reference_tail(cursor: &mut Cursor<'_>) -> Option<u16> {
    cursor.separator().ok()?;
    let generation = u16::try_from(cursor.digits().ok()?).ok()?;
    cursor.separator().ok()?;
    cursor.passes("R").then_some(generation)
}

/// Reads an integer or a real number (ISO 32000-1, 7.3.3).
fn number(cursor: &mut Cursor<'_>) -> Parsed<Object> {
    let start = cursor.at;
    let length = cursor.rest().iter().take_while(|byte| is_regular(**byte)).count();
    let text = std::str::from_utf8(&cursor.rest()[..length]).unwrap_or_default();
    cursor.at += length;
    let is_read = if cursor.is_strict() { is_known(text) } else { is_standard(text) };
    let value = if !is_read {
        None
    } else if text.contains('.') {
        text.parse().ok().map(Object::Real)
    } else {
        text.parse().ok().map(Object::Integer)
    };
    let fits = |value: &Object| {
        !cursor.is_strict() || value.as_number().is_some_and(|value| value.abs() <= LARGEST)
    };
    value.filter(fits).ok_or(Malformed(start))
}

/// Returns `true` for a number as the standard allows it.
fn is_standard(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    // Exponents and further signs are for PostScript, and readers differ about them.
    digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
        && digits.bytes().any(|byte| byte.is_ascii_digit())
}

/// Returns `true` for a number as programs write it: `0`, `-12`, `1.5`, `.5` or `0.0`, and
/// neither `+1`, `01`, `1.`, `.0`, `-0` nor `1.50`.
fn is_known(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = |part: &str| part == "0" || !part.starts_with('0');
    let is_fraction = |part: &str| {
        part == "0" || (1..=LONGEST_FRACTION).contains(&part.len()) && !part.ends_with('0')
    };
    text.len() <= LONGEST
        && match digits.split_once('.') {
            Some((whole, fraction)) => {
                all_digits(whole)
                    && is_whole(whole)
                    && all_digits(fraction)
                    && is_fraction(fraction)
                    && digits != ".0"
            }
            None => !digits.is_empty() && all_digits(digits) && is_whole(digits) && text != "-0",
        }
}
