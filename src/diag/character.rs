//! Findings on single characters that cannot be seen or printed.

use super::{Code, Diagnostic};
use crate::source::Span;
use std::collections::BTreeSet;

/// Class of characters with regard to documents.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CharacterClass {
    Visible,
    Invisible,
    Control,
    Noncharacter,
    Direction,
}

/// Returns the class of a character: Unicode 16, chapters 23.1 (controls), 23.7
/// (noncharacters), UAX #9 (direction), and the general category Cf with the fillers and
/// variation selectors (invisible). White space of Italian typography is visible enough.
fn class(c: char) -> CharacterClass {
    match c {
        // First, as nearly every character of a plan falls here.
        ' '..='~' | '\n' | '\t' => CharacterClass::Visible,
        c if c.is_control() => CharacterClass::Control,
        '\u{FDD0}'..='\u{FDEF}' => CharacterClass::Noncharacter,
        // The last two code points of each of the 17 planes.
        c if u32::from(c) & 0xFFFE == 0xFFFE => CharacterClass::Noncharacter,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => CharacterClass::Direction,
        '\u{AD}'
        | '\u{34F}'
        | '\u{600}'..='\u{605}'
        | '\u{61C}'
        | '\u{6DD}'
        | '\u{70F}'
        | '\u{890}'
        | '\u{891}'
        | '\u{8E2}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{110BD}'
        | '\u{110CD}'
        | '\u{13430}'..='\u{1343F}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => CharacterClass::Invisible,
        _ => CharacterClass::Visible,
    }
}

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
