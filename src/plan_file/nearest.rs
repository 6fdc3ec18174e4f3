//! Known keys that a misspelt one may stand for.

/// Longest name, in bytes, that is compared: no key is as long.
const LONGEST_NAME: usize = 64;
/// Least similarity (Jaro-Winkler) of a misspelling.
// 0.8 still joins «descrizone» with «descrizione», but not «missione» with «periodo».
const LEAST_SIMILARITY: f64 = 0.8;

/// Returns the key of `known` that is most like `name`, if one is like it at all.
pub(super) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let name = name.to_lowercase();
    let similarity = |key: &&&str| strsim::jaro_winkler(&name, key);
    let best = known.iter().max_by(|a, b| similarity(a).total_cmp(&similarity(b)))?;
    (similarity(&best) > LEAST_SIMILARITY).then_some(*best)
}
