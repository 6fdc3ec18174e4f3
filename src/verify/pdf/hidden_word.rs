//! Words of the structure of a file among data: readers that repair a file search for them.

use super::cursor::{is_regular, is_white};
use std::collections::BTreeSet;
use std::ops::Range;

/// Words that stand for themselves wherever they are.
const WORDS: [&[u8]; 6] = [b"endobj", b"endstream", b"xref", b"trailer", b"%PDF-", b"%%EOF"];

/// Returns the offset of the first word of the structure in the range that is not one of
/// those `read`.
pub(super) fn unread_word(
    bytes: &[u8],
    range: Range<usize>,
    read: &BTreeSet<usize>,
) -> Option<usize> {
    let bytes = bytes.get(..range.end)?;
    range.into_iter().find(|at| is_structure_word(bytes, *at) && !read.contains(at))
}

/// Returns `true` if a word of the structure is anywhere in `data`.
pub(super) fn has_structure_word(data: &[u8]) -> bool {
    (0..data.len()).any(|at| is_structure_word(data, at))
}

/// Returns `true` if a word of the structure begins at `at`.
fn is_structure_word(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        b'e' | b'x' | b't' | b'%' => WORDS.iter().any(|word| bytes[at..].starts_with(word)),
        b'o' => bytes[at..].starts_with(b"obj") && follows_numbers(&bytes[..at]),
        b's' => bytes[at..].starts_with(b"stream") && is_alone(bytes, at, b"stream".len()),
        _ => false,
    }
}

/// Returns `true` if two numbers end `before`, white space apart.
fn follows_numbers(before: &[u8]) -> bool {
    let mut before = before.iter().rev().copied().skip_while(|byte| is_white(*byte)).peekable();
    let mut passes = |part: fn(u8) -> bool| {
        let is_here = before.peek().is_some_and(|byte| part(*byte));
        while before.next_if(|byte| part(*byte)).is_some() {}
        is_here
    };
    let is_digit = |byte: u8| byte.is_ascii_digit();
    passes(is_digit) && passes(is_white) && passes(is_digit)
}

/// Returns `true` if the word at `at` is no part of a longer one.
fn is_alone(bytes: &[u8], at: usize, length: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| bytes.get(at));
    [before, bytes.get(at + length)].into_iter().flatten().all(|byte| !is_regular(*byte))
}

#[cfg(test)]
mod tests {
    use super::has_structure_word;

    #[test]
    fn words_of_the_structure_are_found_and_others_are_not() {
        for text in ["\ntrailer\n", "12 0 obj", "1 0obj<<", "a\nstream\r", "startxref", "%PDF-1"] {
            assert!(has_structure_word(text.as_bytes()), "{text}");
        }
        for text in ["an object", "BitstreamVera", "downstreams", "%PD", "/ObjStm", "XRef"] {
            assert!(!has_structure_word(text.as_bytes()), "{text}");
        }
    }
}
