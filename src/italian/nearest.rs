//! Known names that are likely to be meant by a misspelled one.

/// Similarity (Jaro–Winkler, 0 to 1) above which a known name is proposed.
///
/// At 0.8 one wrong, missing or swapped letter is recognised even in a word of four letters.
const SIMILAR: f64 = 0.8;

/// Returns the known name most similar to `name`, ignoring its case; `None` if none is similar.
///
/// Takes time in proportion to the length of `name` times that of the known names.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let name = name.to_lowercase();
    let scored = known.into_iter().map(|known| (strsim::jaro_winkler(&name, known), known));
    let similar = scored.filter(|(score, _)| *score > SIMILAR);
    similar.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_letter_is_recognised() {
        let known = ["peso", "pesi", "obiettivi"];
        assert_eq!(nearest("Obbiettivi", known), Some("obiettivi"));
        assert_eq!(nearest("pesso", known), Some("peso"));
        assert_eq!(nearest("data", known), None);
    }
}
