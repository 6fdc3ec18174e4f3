//! Search for objects that are hidden among appended bytes.

use super::cursor::{find, is_white};
use std::collections::BTreeSet;

/// Returns `true` if something after `from` looks like the beginning of an object that is not
/// one of `starts`: readers that repair files would find it.
pub(super) fn hides_objects(bytes: &[u8], from: usize, starts: &BTreeSet<usize>) -> bool {
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| find(rest, b"obj")) {
        at += found;
        if object_start(&bytes[..at]).is_some_and(|start| start >= from && !starts.contains(&start))
        {
            return true;
        }
        at += 1;
    }
    false
}

/// Returns the offset of the two numbers, white space after each, that end `bytes`.
fn object_start(bytes: &[u8]) -> Option<usize> {
    let mut end = bytes.len();
    for _ in 0..2 {
        let back = |end: usize, part: fn(u8) -> bool| {
            end - bytes[..end].iter().rev().take_while(|byte| part(**byte)).count()
        };
        let spaces = back(end, is_white);
        let digits = back(spaces, |byte| byte.is_ascii_digit());
        if spaces == end || digits == spaces {
            return None;
        }
        end = digits;
    }
    Some(end)
}
