//! Encodings of one byte a letter, told apart by the Italian words that they give.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// Encoding of a text whose bytes above 127 are letters of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodePage {
    /// Windows.
    Windows,
    /// MS-DOS, page 850 with the euro sign; page 437 has the same small letters of Italian.
    Dos,
    /// Mac OS before Mac OS X.
    Mac,
}

/// Bytes from 128 on in MS-DOS; the last one but fifteen is a soft hyphen.
const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
                   └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";
/// Letters of Italian, each with those that stand before it in most words: «città», «perché».
const LETTERS: [(char, &str); 6] = [
    ('à', "trdlnsmbi"),
    ('è', "cfoi"),
    ('é', "hnr"),
    ('ì', "sdlrt"),
    ('ò', "rpctnudi"),
    ('ù', "iubt"),
];
/// Signs that stand alone in texts of offices.
const SIGNS: &str = "°€«»“”–—•…";
/// Weight of a letter or a sign where no Italian text has it, against one that fits.
const PENALTY: i32 = 2;

impl CodePage {
    /// Returns the encoding under which the bytes are most like Italian; Windows if none is more so.
    pub(crate) fn of(bytes: &[u8]) -> CodePage {
        let mut best = (CodePage::Windows, fitness(&CodePage::Windows.decode(bytes)));
        for page in [CodePage::Dos, CodePage::Mac] {
            let fitness = fitness(&page.decode(bytes));
            if fitness > best.1 {
                best = (page, fitness);
            }
        }
        best.0
    }

    /// Returns the text of the bytes.
    pub(crate) fn decode(self, bytes: &[u8]) -> String {
        let standard = |encoding: &'static Encoding| {
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        };
        match self {
            CodePage::Windows => standard(WINDOWS_1252),
            CodePage::Mac => standard(MACINTOSH),
            CodePage::Dos => {
                let upper: Vec<char> = DOS.chars().collect();
                let letter = |byte: &u8| match byte.checked_sub(128) {
                    Some(at) => upper[usize::from(at)],
                    None => char::from(*byte),
                };
                bytes.iter().map(letter).collect()
            }
        }
    }

    /// Returns the name that people know it by.
    pub(crate) fn name(self) -> &'static str {
        match self {
            CodePage::Windows => "Windows-1252",
            CodePage::Dos => "MS-DOS (CP850)",
            CodePage::Mac => "Mac Roman",
        }
    }
}

/// Counts the letters that stand where Italian words have them, less those that do not.
fn fitness(text: &str) -> i32 {
    let mut fitness = 0;
    let (mut before, mut rest) = (' ', text.chars().peekable());
    while let Some(c) = rest.next() {
        if !c.is_ascii() {
            let after = rest.peek().copied().unwrap_or(' ');
            fitness += if fits(before, c, after) {
                1
            } else if SIGNS.contains(c) {
                0
            } else {
                -PENALTY
            };
        }
        before = c;
    }
    fitness
}

/// Returns `true` if Italian has `c` between the two others.
fn fits(before: char, c: char, after: char) -> bool {
    if matches!(c, '’' | '‘') {
        return before.is_alphabetic() && after.is_alphabetic();
    }
    let small = c.to_lowercase().next().unwrap_or(c);
    let Some((_, known)) = LETTERS.iter().find(|(letter, _)| *letter == small) else {
        return false;
    };
    // «è» is a word; accents stand on the last letter of the others, as a rule.
    if !before.is_alphabetic() {
        return small == 'è' && !after.is_alphabetic();
    }
    let is_small = |c: char| c.is_lowercase();
    let agrees = is_small(before) == is_small(c);
    agrees && !after.is_alphabetic() && known.contains(before.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_is_known_by_the_words_it_gives() {
        let text = "Attività;perché è più;LUNEDÌ e CITTÀ;farà 3 km";
        let dos = |c: char| {
            let at = DOS.chars().position(|upper| upper == c);
            at.map_or(c as u8, |at| u8::try_from(at).expect("128 letters") + 128)
        };
        assert_eq!(DOS.chars().count(), 128);
        let bytes: Vec<u8> = text.chars().map(dos).collect();
        assert_eq!(
            (CodePage::of(&bytes), CodePage::Dos.decode(&bytes)),
            (CodePage::Dos, text.into())
        );
        for (encoding, page) in [(MACINTOSH, CodePage::Mac), (WINDOWS_1252, CodePage::Windows)] {
            let bytes = if encoding == MACINTOSH {
                text.chars().map(mac).collect::<Vec<u8>>()
            } else {
                encoding.encode(text).0.into_owned()
            };
            assert_eq!((CodePage::of(&bytes), page.decode(&bytes)), (page, text.into()));
        }
    }

    /// Returns the byte of a letter in Mac Roman.
    fn mac(c: char) -> u8 {
        let is = |byte: &u8| MACINTOSH.decode_without_bom_handling(&[*byte]).0.starts_with(c);
        (0..=255).find(is).expect("a letter of Mac Roman")
    }

    #[test]
    fn signs_of_windows_are_no_letters_of_another_page() {
        for text in ["ecc… e così via", "dal 1° gennaio – 5.000 €", "l’ufficio “tecnico”", "• uno"]
        {
            let bytes = WINDOWS_1252.encode(text).0.into_owned();
            assert_eq!(CodePage::of(&bytes), CodePage::Windows, "{text}");
        }
        assert_eq!(CodePage::of(b"Attivit\x85"), CodePage::Dos);
        assert_eq!(CodePage::of(b"Attivit\x88"), CodePage::Mac);
        assert_eq!(CodePage::of(b"Attivit\xE0"), CodePage::Windows);
    }
}
