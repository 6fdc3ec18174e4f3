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

/// Returns `true` if `name` is `known` with one letter wrong, missing, added or swapped: more than a
/// likeness, such as that of «tipo» and «tipologia».
pub fn is_misspelling(name: &str, known: &str) -> bool {
    // Short words of one letter's difference are words of their own: «nota» and «note».
    const SHORTEST: usize = 5;
    let long = name.chars().count() >= SHORTEST;
    long && strsim::damerau_levenshtein(&name.to_lowercase(), &known.to_lowercase()) == 1
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

    #[test]
    fn a_likeness_is_no_misspelling() {
        assert!(is_misspelling("pesso", "peso") && is_misspelling("Descrizoine", "descrizione"));
        for (name, known) in [("tipo", "tipologia"), ("note", "nota"), ("area_tematica", "area")] {
            assert!(!is_misspelling(name, known), "{name}");
        }
    }
}
