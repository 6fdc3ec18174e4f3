//! What of a text nobody sees: which line break it is, how much white space there is.

/// `text` with every line break as `\n`.
pub fn unify_line_breaks(text: &str) -> String {
    let other = ['\r', '\u{B}', '\u{85}', '\u{2028}', '\u{2029}'];
    if text.contains(other) {
        text.replace("\r\n", "\n").replace(other, "\n")
    } else {
        text.to_owned()
    }
}

/// A name without the differences that nobody sees: white space is joined. Names that
/// are the same then are the same area or period.
pub fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_break_becomes_one() {
        assert_eq!(
            unify_line_breaks("a\r\nb\rc\u{B}d\u{85}e\u{2028}f\u{2029}g\nh"),
            "a\nb\nc\nd\ne\nf\ng\nh"
        );
    }

    #[test]
    fn names_are_told_apart_by_what_is_seen() {
        assert_eq!(folded("  AREA\n TECNICA\u{A0}2 "), "AREA TECNICA 2");
    }
}
