//! Raised and lowered text, as Unicode has its letters.

/// Raised signs with those that they raise.
const RAISED: &str = "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾nⁿiⁱaªoº";
/// Lowered signs with those that they lower.
const LOWERED: &str = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑoₒxₓ";
/// Signs that are raised by themselves.
const ALREADY: &str = "°ªº'’\"”*";

/// Returns `text` as raised signs; `None` if Unicode lacks one of them.
pub(super) fn raised(text: &str) -> Option<String> {
    signs(text, RAISED)
}

/// Returns `text` as lowered signs; `None` if Unicode lacks one of them.
pub(super) fn lowered(text: &str) -> Option<String> {
    signs(text, LOWERED)
}

fn signs(text: &str, pairs: &str) -> Option<String> {
    text.chars().map(|c| sign(c, pairs)).collect()
}

fn sign(c: char, pairs: &str) -> Option<char> {
    if c.is_whitespace() || ALREADY.contains(c) {
        return Some(c);
    }
    let mut pairs = pairs.chars();
    while let (Some(plain), Some(sign)) = (pairs.next(), pairs.next()) {
        if c == plain || c == sign {
            return Some(sign);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_unicode_has_are_raised_and_lowered() {
        for (text, sign) in [
            ("3", Some("³")),
            ("-12", Some("⁻¹²")),
            ("a", Some("ª")),
            ("°", Some("°")),
            ("bis", None),
        ] {
            assert_eq!(raised(text).as_deref(), sign, "{text}");
        }
        assert_eq!(lowered("2").as_deref(), Some("₂"));
        assert_eq!(lowered("b"), None);
    }
}
