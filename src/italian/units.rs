//! Names of the units that weights are counted in, and of amounts.

/// Names of one unit of weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitNames {
    /// Value of the plan's key `unita`, also shown by workbooks.
    pub key: &'static str,
    /// Word for several of it, used in sentences.
    pub plural: &'static str,
}

/// Hundredths; an adjective, hence without a plural of its own.
pub const PERCENT: UnitNames = UnitNames { key: "percentuale", plural: "percentuale" };
/// Points; the key is a plural already.
pub const POINTS: UnitNames = UnitNames { key: "punti", plural: "punti" };
/// Bare numbers; the only unit whose key is a singular.
pub const COEFFICIENT: UnitNames = UnitNames { key: "coefficiente", plural: "coefficienti" };
/// Euros; invariable.
pub const MONEY: UnitNames = UnitNames { key: "euro", plural: "euro" };

/// Removes the sign or the name of the euro at one end of `words`.
pub fn without_euro(words: &str) -> &str {
    const NAMES: [&str; 4] = ["€", "EUR", "euro", "Euro"];
    let before = NAMES.iter().find_map(|name| words.strip_prefix(name));
    let plain = before.or_else(|| NAMES.iter().find_map(|name| words.strip_suffix(name)));
    plain.unwrap_or(words).trim()
}
