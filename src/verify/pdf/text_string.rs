//! Text strings (ISO 32000-1, 7.9.2.2) and their encodings.

/// Characters of the bytes 0x18 to 0x1F in PDFDocEncoding (ISO 32000-1, table D.2).
const ACCENTS: [char; 8] = [
    '\u{02D8}', '\u{02C7}', '\u{02C6}', '\u{02D9}', '\u{02DD}', '\u{02DB}', '\u{02DA}', '\u{02DC}',
];
/// Characters of the bytes 0x80 to 0x9E in PDFDocEncoding.
const MARKS: [char; 31] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
];
/// Character shown for what has no meaning.
const REPLACEMENT: char = '\u{FFFD}';

/// Decodes a text string to be shown: UTF-16, UTF-8 (ISO 32000-2), or PDFDocEncoding.
pub(super) fn characters(text: &[u8]) -> String {
    match text {
        [0xFE, 0xFF, rest @ ..] => {
            let units = char::decode_utf16(units(rest));
            units.map(|character| character.unwrap_or(REPLACEMENT)).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => text.iter().map(|byte| document_character(*byte).unwrap_or(REPLACEMENT)).collect(),
    }
}

/// Decodes a text string to be compared; `None` where readers differ about it.
///
/// Many do not know UTF-8, some take the mark of UTF-16 in the order of bytes that the standard
/// does not have, and none agrees with another about bytes without a meaning.
pub(super) fn certain_characters(text: &[u8]) -> Option<String> {
    match text {
        [0xFE, 0xFF, rest @ ..] if rest.len() % 2 == 0 => {
            char::decode_utf16(units(rest)).map(Result::ok).collect()
        }
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0xEF, 0xBB, 0xBF, ..] => None,
        _ => text.iter().map(|byte| document_character(*byte)).collect(),
    }
}

/// Returns the units of UTF-16, the last filled up with zeros.
fn units(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes
        .chunks(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair.get(1).copied().unwrap_or_default()]))
}

/// Returns the character of a byte in PDFDocEncoding; `None` if it has none.
fn document_character(byte: u8) -> Option<char> {
    match byte {
        b'\t' | b'\n' | b'\r' | b' '..=b'~' => Some(char::from(byte)),
        0x18..=0x1F => Some(ACCENTS[usize::from(byte - 0x18)]),
        0x80..=0x9E => Some(MARKS[usize::from(byte - 0x80)]),
        0xA0 => Some('€'),
        0xA1..=0xAC | 0xAE..=0xFF => Some(char::from(byte)),
        _ => None,
    }
}

/// Returns `true` for a character that nobody sees, or that changes how programs show or copy others:
/// controls, blanks other than plain ones, line and page ends, marks that turn the direction of writing,
/// characters without a meaning, and letters that are written from right to left.
pub(super) fn steers(character: char) -> bool {
    character.is_control()
        || (character.is_whitespace() && !matches!(character, ' ' | '\u{A0}'))
        || matches!(
            character,
            '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
                | '\u{FEFF}' | '\u{FFA0}'
                | '\u{2800}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFF0}'..='\u{FFFF}'
                | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
        )
        || is_right_to_left(character)
}

/// Returns `true` for a character of an alphabet that is written from right to left (UAX #9, table 4; the
/// ranges are those that Unicode keeps for such alphabets).
fn is_right_to_left(character: char) -> bool {
    matches!(
        character,
        '\u{590}'..='\u{8FF}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFE}'
            | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_their_encodings() {
        assert_eq!(characters(b"\xFE\xFF\0P\0\xE8"), "Pè");
        assert_eq!(characters(b"\xEF\xBB\xBFP\xC3\xA8"), "Pè");
        assert_eq!(characters(b"P\xE8\xA0\x8D\x18\xAD"), "Pè€“\u{02D8}\u{FFFD}");
    }

    #[test]
    fn characters_that_nobody_sees_are_told_from_others() {
        let unseen = "\u{AD}\u{200B}\u{2028}\u{2800}\u{3000}\u{E000}\u{FE0F}\u{FFFD}\u{5D0}\t";
        assert_eq!(unseen.chars().find(|c| !steers(*c)), None);
        assert_eq!("è€ \u{A0}–ﬁ中😀".chars().find(|c| steers(*c)), None);
    }

    #[test]
    fn a_byte_is_the_character_of_its_table() {
        for (byte, character) in [(0xA0, "€"), (0x80, "•"), (0x9E, "ž"), (0x1F, "\u{02DC}")] {
            assert_eq!(certain_characters(&[byte]).as_deref(), Some(character));
        }
        for byte in [0, 0x17, 0x7F, 0x9F, 0xAD] {
            assert_eq!(certain_characters(&[byte]), None, "{byte}");
        }
    }

    #[test]
    fn what_readers_take_for_different_texts_is_not_compared() {
        assert_eq!(certain_characters(b"\xFE\xFF\0P").as_deref(), Some("P"));
        let odd = [b"\xFE\xFF\0".as_slice(), b"\xFF\xFEP\0", b"\xEF\xBB\xBFP", b"\xFE\xFF\xD8\0"];
        for text in odd {
            assert_eq!(certain_characters(text), None, "{text:?}");
        }
    }
}
