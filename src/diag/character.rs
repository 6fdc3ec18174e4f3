//! Findings on single characters that cannot be seen or printed.

use super::{Code, Diagnostic};
use crate::source::Span;
use crate::text::{CharacterClass, class};
use std::collections::BTreeSet;

/// Returns the characters of `text` that deserve a finding, each once, by code point.
pub fn suspects(text: &str) -> BTreeSet<char> {
    text.chars().filter(|c| class(*c) != CharacterClass::Visible).collect()
}

/// Makes the finding on one of the [`suspects`]: an error for a character that no document may
/// hold, a warning for one that is merely invisible.
pub fn character(c: char, place: Span) -> Diagnostic {
    let point = format!("U+{:04X}", u32::from(c));
    let what = match class(c) {
        CharacterClass::Control => "un carattere di controllo",
        CharacterClass::Noncharacter => "un valore che non è un carattere",
        CharacterClass::Direction => "un segno che rovescia la direzione di lettura",
        CharacterClass::Invisible | CharacterClass::Visible => {
            let message = format!("Il testo contiene un carattere che non si vede ({point}).");
            return Diagnostic::new(Code::InvisibleCharacter, place, message)
                .hint("Se è arrivato con un copia e incolla, cancellarlo e riscrivere la parola.");
        }
    };
    Diagnostic::new(Code::ForbiddenCharacter, place, format!("Il testo contiene {what} ({point})."))
        .hint("Cancellarlo: di solito è arrivato con un copia e incolla.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_fall_into_their_classes() {
        for c in ['a', 'à', '€', '\u{A0}', '\u{202F}', '\t', '漢', '😀'] {
            assert!(class(c) == CharacterClass::Visible, "{c:?}");
        }
        for c in ['\0', '\u{7}', '\u{C}', '\u{7F}', '\u{9F}'] {
            assert!(class(c) == CharacterClass::Control, "{c:?}");
        }
        for c in ['\u{FDD0}', '\u{FFFE}', '\u{10FFFF}'] {
            assert!(class(c) == CharacterClass::Noncharacter, "{c:?}");
        }
        for c in ['\u{202E}', '\u{2066}'] {
            assert!(class(c) == CharacterClass::Direction, "{c:?}");
        }
        for c in ['\u{200B}', '\u{AD}', '\u{FEFF}', '\u{FE0F}', '\u{E0041}'] {
            assert!(class(c) == CharacterClass::Invisible, "{c:?}");
        }
    }
}
