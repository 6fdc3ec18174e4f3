//! Tables of the characters that letters are copied as (ISO 32000-1, 9.10.3), in a form that every
//! reader reads alike: no programs, and each code once.

use std::collections::BTreeSet;

/// Words of PostScript around the entries.
const WORDS: [&[u8]; 12] = [
    b"findresource",
    b"begin",
    b"dict",
    b"begincmap",
    b"endcmap",
    b"def",
    b"currentdict",
    b"defineresource",
    b"pop",
    b"end",
    b"dup",
    b"CMapName",
];
/// Most codes of two bytes.
const MOST_CODES: usize = 65_536;

/// Word of a table.
enum MapWord<'d> {
    Word(&'d [u8]),
    Bytes(Vec<u8>),
    Open,
    Close,
    /// Name, number, text or bracket of a dictionary.
    Other,
}

/// Returns `true` for a table of plain entries.
pub(super) fn is_plain_map(data: &[u8]) -> bool {
    let mut words = MapWords(data);
    let mut codes = BTreeSet::new();
    loop {
        let Some(word) = words.next_word() else { return false };
        let is_read = match word {
            None => return true,
            Some(MapWord::Word(b"begincodespacerange")) => words.ranges(),
            Some(MapWord::Word(b"beginbfchar")) => words.characters(&mut codes),
            Some(MapWord::Word(b"beginbfrange")) => words.character_ranges(&mut codes),
            Some(MapWord::Word(word)) => WORDS.contains(&word).then_some(()),
            Some(MapWord::Other) => Some(()),
            Some(MapWord::Bytes(_) | MapWord::Open | MapWord::Close) => None,
        };
        if is_read.is_none() {
            return false;
        }
    }
}

/// Rest of a table.
struct MapWords<'d>(&'d [u8]);

impl<'d> MapWords<'d> {
    /// Reads a word; `Some(None)` at the end, and `None` for what is no word of a table.
    #[expect(clippy::option_option, reason = "an end is no fault")]
    fn next_word(&mut self) -> Option<Option<MapWord<'d>>> {
        loop {
            self.0 = self.0.trim_ascii_start();
            if !self.0.starts_with(b"%") {
                break;
            }
            self.take(|b| !matches!(b, b'\r' | b'\n'));
        }
        let Some(first) = self.0.first() else { return Some(None) };
        let word = match first {
            b'<' if self.0.starts_with(b"<<") => self.skip(2),
            b'>' if self.0.starts_with(b">>") => self.skip(2),
            b'<' => {
                self.0 = &self.0[1..];
                let digits = self.take(|b| b.is_ascii_hexdigit());
                self.0 = self.0.strip_prefix(b">")?;
                MapWord::Bytes(bytes_of(digits)?)
            }
            b'[' => self.skip_to(MapWord::Open),
            b']' => self.skip_to(MapWord::Close),
            b'(' => {
                self.0 = &self.0[1..];
                self.take(|b| b.is_ascii_graphic() && !b"()\\".contains(&b) || b == b' ');
                self.0 = self.0.strip_prefix(b")")?;
                MapWord::Other
            }
            b'/' => {
                self.0 = &self.0[1..];
                self.take(is_of_word);
                MapWord::Other
            }
            first if is_of_word(*first) => {
                let word = self.take(is_of_word);
                let is_number = word.iter().all(|b| b.is_ascii_digit() || *b == b'.');
                if is_number { MapWord::Other } else { MapWord::Word(word) }
            }
            _ => return None,
        };
        Some(Some(word))
    }

    fn skip(&mut self, count: usize) -> MapWord<'d> {
        self.0 = &self.0[count..];
        MapWord::Other
    }

    fn skip_to(&mut self, word: MapWord<'d>) -> MapWord<'d> {
        self.0 = &self.0[1..];
        word
    }

    fn take(&mut self, is_part: impl Fn(u8) -> bool) -> &'d [u8] {
        let length = self.0.iter().take_while(|b| is_part(**b)).count();
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }

    /// Reads bytes; `Some(None)` at the word that ends a section.
    #[expect(clippy::option_option, reason = "an end is no fault")]
    fn bytes_or(&mut self, end: &[u8]) -> Option<Option<Vec<u8>>> {
        match self.next_word()?? {
            MapWord::Bytes(bytes) => Some(Some(bytes)),
            MapWord::Word(word) if word == end => Some(None),
            _ => None,
        }
    }

    fn ranges(&mut self) -> Option<()> {
        while let Some(first) = self.bytes_or(b"endcodespacerange")? {
            let last = self.bytes_or(b"")??;
            code_range(&first, &last)?;
        }
        Some(())
    }

    fn characters(&mut self, codes: &mut BTreeSet<usize>) -> Option<()> {
        while let Some(code) = self.bytes_or(b"endbfchar")? {
            let text = self.bytes_or(b"")??;
            let (first, _) = code_range(&code, &code)?;
            (codes.insert(first) && is_text(&text)).then_some(())?;
        }
        Some(())
    }

    fn character_ranges(&mut self, codes: &mut BTreeSet<usize>) -> Option<()> {
        while let Some(first) = self.bytes_or(b"endbfrange")? {
            let last = self.bytes_or(b"")??;
            let (first, last) = code_range(&first, &last)?;
            let mut fresh = first..=last;
            fresh.all(|code| codes.insert(code)).then_some(())?;
            match self.next_word()?? {
                MapWord::Bytes(text) => is_range_of_texts(&text, last - first).then_some(())?,
                MapWord::Open => {
                    for _ in first..=last {
                        let text = self.bytes_or(b"")??;
                        is_text(&text).then_some(())?;
                    }
                    matches!(self.next_word()??, MapWord::Close).then_some(())?;
                }
                _ => return None,
            }
        }
        Some(())
    }
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.+,".contains(&byte)
}

/// Returns the bytes of hexadecimal digits; `None` for half a byte, which readers fill up in two ways.
fn bytes_of(digits: &[u8]) -> Option<Vec<u8>> {
    let pairs = digits.chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
        u8::from_str_radix(pair, 16).ok()
    });
    pairs.collect()
}

/// Returns the first and the last code of a range of one or two bytes.
fn code_range(first: &[u8], last: &[u8]) -> Option<(usize, usize)> {
    let code = |bytes: &[u8]| bytes.iter().fold(0, |code, byte| code << 8 | usize::from(*byte));
    let is_sound = matches!(first.len(), 1 | 2) && first.len() == last.len();
    let range = (code(first), code(last));
    (is_sound && range.0 <= range.1 && range.1 < MOST_CODES).then_some(range)
}

/// Returns `true` for whole characters of UTF-16.
fn is_text(bytes: &[u8]) -> bool {
    let units =
        bytes.chunks(2).map(|pair| pair.iter().fold(0, |unit, b| unit << 8 | u16::from(*b)));
    !bytes.is_empty()
        && bytes.len().is_multiple_of(2)
        && char::decode_utf16(units).all(|c| c.is_ok())
}

/// Returns `true` if the last byte of a text can grow by `more` without a carry, which readers treat in
/// two ways (9.10.3).
fn is_range_of_texts(text: &[u8], more: usize) -> bool {
    let last = text.last().map(|last| usize::from(*last) + more);
    is_text(text) && last.is_some_and(|last| last <= 0xFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";

    fn is_plain(entries: &str) -> bool {
        let end = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
        is_plain_map(format!("{TABLE}{entries}{end}").as_bytes())
    }

    #[test]
    fn tables_are_plain_entries() {
        for entries in [
            "",
            "2 beginbfchar\n<0001> <0041>\n<0002> <D83DDE00>\nendbfchar\n",
            "1 beginbfrange\n<0001> <0003> <0041>\nendbfrange\n",
            "1 beginbfrange <01> <02> [<0041> <00660069>] endbfrange\n",
            "% comment\n",
        ] {
            assert!(is_plain(entries), "{entries}");
        }
    }

    #[test]
    fn programs_and_entries_that_readers_read_in_two_ways_are_none() {
        for entries in [
            "1 begincidchar <0001> 8238 endcidchar\n",
            "1 begincidrange <0001> <0002> 8238 endcidrange\n",
            "true {1 beginbfchar <0001> <202E> endbfchar} if\n",
            "1 beginbfchar <0001> <D800202E> endbfchar\n",
            "1 beginbfchar <0001> <1> endbfchar\n",
            "1 beginbfchar <0001> <41> endbfchar\n",
            "1 beginbfchar <0001> <> endbfchar\n",
            "2 beginbfchar <0001> <0041> <0001> <202E> endbfchar\n",
            "1 beginbfchar <0001> /space endbfchar\n",
            "1 beginbfrange <0001> <0010> <00F8> endbfrange\n",
            "1 beginbfrange <0003> <0001> <0041> endbfrange\n",
            "1 beginbfrange <01> <02> [<0041>] endbfrange\n",
            "/Adobe-Korea1-UCS2 usecmap\n",
            "<0041>\n",
        ] {
            assert!(!is_plain(entries), "{entries}");
        }
    }
}
