//! Nouns with their number.

/// Returns the form of a noun that goes with `count`.
pub fn noun<'w>(count: usize, one: &'w str, many: &'w str) -> &'w str {
    // Zero takes the plural in Italian: «0 pagine».
    if count == 1 { one } else { many }
}

/// Returns the form of a verb that goes with an amount as it is written: «manca 1», «mancano 0,5».
pub fn verb<'w>(amount: &str, one: &'w str, many: &'w str) -> &'w str {
    if amount == "1" { one } else { many }
}

/// Writes a count with its noun: `1 pagina`, `9 pagine`, `0 pagine`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", noun(count, one, many))
}

/// Writes a count with its noun; `None` for zero, which a list of counts leaves out.
pub fn counted_unless_zero(count: usize, one: &str, many: &str) -> Option<String> {
    (count > 0).then(|| counted(count, one, many))
}

/// Joins items as a sentence does: `uno`, `uno e due`, `uno, due e tre`.
pub fn enumeration(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} e {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_zero_is_plural() {
        assert_eq!(counted(1, "nota", "note"), "1 nota");
        assert_eq!(counted(0, "nota", "note"), "0 note");
        let lacking = ["1", "0,5", "10"].map(|amount| verb(amount, "manca", "mancano"));
        assert_eq!(lacking, ["manca", "mancano", "mancano"]);
        assert_eq!(counted_unless_zero(2, "nota", "note").as_deref(), Some("2 note"));
        assert_eq!(counted_unless_zero(0, "nota", "note"), None);
    }

    #[test]
    fn the_last_item_follows_an_and() {
        let items = ["uno", "due", "tre"].map(str::to_owned);
        assert_eq!(enumeration(&items), "uno, due e tre");
        assert_eq!(enumeration(&items[..1]), "uno");
        assert_eq!(enumeration(&[]), "");
    }
}
