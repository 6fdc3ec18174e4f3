//! Texts that a writer of YAML can stumble over.

use proptest::prelude::*;

/// What means something to YAML, to a terminal or to nobody.
const PIECES: [&str; 72] = [
    "Adeguamento dei siti", "dell'Unione", "parola", "e", "n. 3", "2020", "007", "1e3", "0x1F",
    "12:30", "2020-06-30", "30.06.2020", "33,33", "33.50", "no", "y", "null", "~", "true", ".inf",
    ".nan", ": ", ":", " #", "#", "- ", "-", "---", "...", "? ", "?", "! ", "!", "&a", "*a", "%",
    "@", "`", "|", ">", "|-", "<<", "=", "{", "}", "[", "]", ",", "'", "''", "\"", "\\", "\\n",
    " ", "  ", "\t", "\n", "\n\n", "\n ", "\n- ", "\n# ", "\n---\n", "\r", "\r\n", "\u{B}",
    "\u{85}", "\u{2028}", "\u{FEFF}", "\u{A0}", "\u{7}", "\u{202E}", "\u{FFFF}",
];

/// A text, perhaps empty.
pub fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        2 => any::<char>().prop_map(|c| c.to_string()),
        2 => Just(" e poi ".to_owned()),
        1 => (1usize..200).prop_map(|n| "precipitevolissimevolmente".repeat(n / 20 + 1)),
        1 => (1usize..40).prop_map(|n| "una frase piuttosto lunga ".repeat(n)),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// A text, rather than not of more than blanks.
pub fn blank_or_text() -> impl Strategy<Value = String> {
    prop_oneof![1 => "[ \t\n]{0,3}", 9 => text()]
}
