//! Findings about single characters, wherever they were written.

use super::{Code, Diagnostic};
use crate::source::Span;
use std::collections::BTreeSet;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Visible,
    Invisible,
    Control,
    Noncharacter,
    Direction,
}

/// What kind of character it is: Unicode 16, chapters 23.1 (controls), 23.7
/// (noncharacters), UAX #9 (direction), and the general category Cf with the fillers and
/// variation selectors (invisible). White space of Italian typography is visible enough.
fn class(c: char) -> Class {
    match c {
        ' '..='~' | '\n' | '\t' => Class::Visible,
        c if c.is_control() => Class::Control,
        '\u{FDD0}'..='\u{FDEF}' => Class::Noncharacter,
        c if u32::from(c) & 0xFFFE == 0xFFFE => Class::Noncharacter,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Class::Direction,
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
        | '\u{E0000}'..='\u{E0FFF}' => Class::Invisible,
        _ => Class::Visible,
    }
}

/// The characters of `text` that a finding is due for, each once, in the order of their
/// code points.
pub fn suspects(text: &str) -> BTreeSet<char> {
    text.chars().filter(|c| class(*c) != Class::Visible).collect()
}

/// What is to be said of one of the [`suspects`]: an error for one that no document may
/// hold, a warning for one that only cannot be seen.
pub fn character(c: char, place: Span) -> Diagnostic {
    let point = format!("U+{:04X}", u32::from(c));
    let what = match class(c) {
        Class::Control => "un carattere di controllo",
        Class::Noncharacter => "un valore che non è un carattere",
        Class::Direction => "un segno che rovescia la direzione di lettura",
        Class::Invisible | Class::Visible => {
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
            assert!(class(c) == Class::Visible, "{c:?}");
        }
        for c in ['\0', '\u{7}', '\u{C}', '\u{7F}', '\u{9F}'] {
            assert!(class(c) == Class::Control, "{c:?}");
        }
        for c in ['\u{FDD0}', '\u{FFFE}', '\u{10FFFF}'] {
            assert!(class(c) == Class::Noncharacter, "{c:?}");
        }
        for c in ['\u{202E}', '\u{2066}'] {
            assert!(class(c) == Class::Direction, "{c:?}");
        }
        for c in ['\u{200B}', '\u{AD}', '\u{FEFF}', '\u{FE0F}', '\u{E0041}'] {
            assert!(class(c) == Class::Invisible, "{c:?}");
        }
    }
}
