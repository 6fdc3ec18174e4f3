//! Tables of the characters that letters are copied as (ISO 32000-1, 9.10.3), in a form that every
//! reader reads alike: no programs, and each code once.

use std::collections::{BTreeMap, BTreeSet};

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
/// Most units of UTF-16 that a letter is copied as: more than any ligature has, too few for a sentence.
const MOST_UNITS: usize = 8;

/// Word of a table.
enum MapWord<'d> {
    Word(&'d [u8]),
    Bytes(Vec<u8>),
    Open,
    Close,
    /// Name, number, text or bracket of a dictionary.
    Other,
}

/// Characters that the letters of a font are copied as.
#[derive(Debug, Default)]
pub(super) struct CharacterTable {
    codes: BTreeSet<usize>,
    /// Last code and text of the first, in UTF-16, of each range by its first code.
    ranges: BTreeMap<usize, (usize, Vec<u8>)>,
}

impl CharacterTable {
    /// Reads a table of plain entries; `None` for any other.
    pub(super) fn read(data: &[u8]) -> Option<CharacterTable> {
        let mut words = MapWords(data);
        let mut table = CharacterTable::default();
        loop {
            match words.next_word()? {
                None => return Some(table),
                Some(MapWord::Word(b"begincodespacerange")) => words.ranges()?,
                Some(MapWord::Word(b"beginbfchar")) => words.characters(&mut table)?,
                Some(MapWord::Word(b"beginbfrange")) => words.character_ranges(&mut table)?,
                Some(MapWord::Word(word)) => WORDS.contains(&word).then_some(())?,
                Some(MapWord::Other) => {}
                Some(MapWord::Bytes(_) | MapWord::Open | MapWord::Close) => return None,
            }
        }
    }

    /// Returns the characters of a code; `None` if the table has none.
    pub(super) fn text(&self, code: usize) -> Option<String> {
        let (first, (last, text)) = self.ranges.range(..=code).next_back()?;
        let more = u16::try_from(code - first).ok().filter(|_| code <= *last)?;
        let mut units: Vec<u16> = units(text).collect();
        let end = units.last_mut()?;
        *end = end.checked_add(more)?;
        String::from_utf16(&units).ok()
    }

    /// Adds a range of codes; `None` if one of them is there already.
    fn add(&mut self, first: usize, last: usize, text: Vec<u8>) -> Option<()> {
        let mut fresh = first..=last;
        let are_new = fresh.all(|code| self.codes.insert(code));
        self.ranges.insert(first, (last, text));
        are_new.then_some(())
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

    fn characters(&mut self, table: &mut CharacterTable) -> Option<()> {
        while let Some(code) = self.bytes_or(b"endbfchar")? {
            let text = self.bytes_or(b"")??;
            let (first, _) = code_range(&code, &code)?;
            is_text(&text).then_some(())?;
            table.add(first, first, text)?;
        }
        Some(())
    }

    fn character_ranges(&mut self, table: &mut CharacterTable) -> Option<()> {
        while let Some(first) = self.bytes_or(b"endbfrange")? {
            let last = self.bytes_or(b"")??;
            let (first, last) = code_range(&first, &last)?;
            match self.next_word()?? {
                MapWord::Bytes(text) => {
                    is_range_of_texts(&text, last - first).then_some(())?;
                    table.add(first, last, text)?;
                }
                MapWord::Open => {
                    for code in first..=last {
                        let text = self.bytes_or(b"")??;
                        is_text(&text).then_some(())?;
                        table.add(code, code, text)?;
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

/// Returns `true` for whole characters of UTF-16, no more than a letter stands for.
fn is_text(bytes: &[u8]) -> bool {
    (1..=MOST_UNITS * 2).contains(&bytes.len())
        && bytes.len().is_multiple_of(2)
        && char::decode_utf16(units(bytes)).all(|c| c.is_ok())
}

fn units(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes.chunks(2).map(|pair| pair.iter().fold(0, |unit, b| unit << 8 | u16::from(*b)))
}

/// Returns `true` if the last byte of a text can grow by `more` without a carry, which readers treat in
/// two ways (9.10.3).
fn is_range_of_texts(text: &[u8], more: usize) -> bool {
    // A code that is its own character is one everywhere; mPDF and its kin write it so.
    if (text, more) == (&[0, 0], MOST_CODES - 1) {
        return true;
    }
    let last = text.last().map(|last| usize::from(*last) + more);
    is_text(text) && last.is_some_and(|last| last <= 0xFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";

    fn is_plain(entries: &str) -> bool {
        let end = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
        CharacterTable::read(format!("{TABLE}{entries}{end}").as_bytes()).is_some()
    }

    #[test]
    fn codes_have_their_characters() {
        let entries = "1 beginbfchar <0001> <00660069> endbfchar 2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0058> <D83DDE00>] endbfrange";
        let table = CharacterTable::read(entries.as_bytes()).expect("a table");
        for (code, text) in
            [(1, Some("fi")), (0x12, Some("C")), (0x13, None), (0x21, Some("😀")), (0, None)]
        {
            assert_eq!(table.text(code).as_deref(), text, "{code}");
        }
        let same = b"1 beginbfrange <0000> <FFFF> <0000> endbfrange";
        let table = CharacterTable::read(same).expect("a table");
        assert_eq!(table.text(0x20AC).as_deref(), Some("€"));
    }

    #[test]
    fn tables_are_plain_entries() {
        for entries in [
            "",
            "2 beginbfchar\n<0001> <0041>\n<0002> <D83DDE00>\nendbfchar\n",
            "1 beginbfrange\n<0001> <0003> <0041>\nendbfrange\n",
            "1 beginbfrange <01> <02> [<0041> <00660069>] endbfrange\n",
            "1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\n",
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
            "1 beginbfchar <0001> <004100410041004100410041004100410041> endbfchar\n",
            "<0041>\n",
        ] {
            assert!(!is_plain(entries), "{entries}");
        }
    }
}
