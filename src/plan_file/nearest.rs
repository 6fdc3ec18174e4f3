//! Known keys that a misspelt one may stand for.

use crate::italian::nearest;

/// Longest name, in bytes, that is compared: no key is as long, and a file may hold a whole
/// text where a key should be, which would take long to compare.
const LONGEST_NAME: usize = 64;

/// Returns the key of `known` that is most like `name`, if one is like it at all.
pub(super) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    nearest::nearest(name, known.iter().copied())
}
