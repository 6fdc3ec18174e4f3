//! Names of the months.

/// Names of the months in lower case, from January on.
pub const NAMES: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// Abbreviations of the months in lower case, from January on, as spreadsheets show them.
pub const ABBREVIATIONS: [&str; 12] =
    ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"];

/// Returns the number of the month, from 1, that `word` names in lower case and in full.
pub fn month_number(word: &str) -> Option<u32> {
    // In full only: «mar» and «set» are other words as well.
    (1..).zip(NAMES).find(|(_, name)| *name == word).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_numbered_from_one() {
        assert_eq!(month_number("gennaio"), Some(1));
        assert_eq!(month_number("dicembre"), Some(12));
        assert_eq!(month_number("dic"), None);
        assert!(NAMES.iter().zip(ABBREVIATIONS).all(|(name, short)| name.starts_with(short)));
    }
}
