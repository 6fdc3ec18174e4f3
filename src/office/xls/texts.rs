//! Texts of [MS-XLS]: UTF-16, or its lower bytes alone where the upper ones are all zero.

use super::records::{XlsRecords, u16_at};

/// Reads a text with its length in two bytes (XLUnicodeString, 2.5.294).
pub(super) fn text(data: &[u8]) -> Option<String> {
    let (length, wide) = (usize::from(u16_at(data, 0)?), data.get(2)? & 1 == 1);
    Some(characters(data.get(3..)?, length, wide))
}

/// Reads a text with its length in one byte (ShortXLUnicodeString, 2.5.240).
pub(super) fn short_text(data: &[u8]) -> Option<String> {
    let (length, wide) = (usize::from(*data.first()?), data.get(1)? & 1 == 1);
    Some(characters(data.get(2..)?, length, wide))
}

/// Text whose letters may have several fonts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct XlsRichText {
    /// UTF-16 units.
    pub units: Vec<u16>,
    /// First unit and font of each stretch (FormatRun, 2.5.132); what stands before the first has
    /// the font of the cell.
    pub runs: Vec<(u16, u16)>,
}

impl XlsRichText {
    /// Reads a text with its length in two bytes, and its fonts behind it (RString, 2.4.220).
    pub(crate) fn of_record(data: &[u8]) -> Option<Self> {
        let (length, wide) = (usize::from(u16_at(data, 0)?), data.get(2)? & 1 == 1);
        let end = 3 + length * if wide { 2 } else { 1 };
        let units = units(data.get(3..)?, wide).take(length).collect();
        let count = u16_at(data, end).unwrap_or(0);
        let run = |i: usize| Some((u16_at(data, end + 2 + 4 * i)?, u16_at(data, end + 4 + 4 * i)?));
        let runs = (0..usize::from(count)).map_while(run).collect();
        Some(XlsRichText { units, runs })
    }

    /// Returns the stretches of the text, each with its font; `None` for that of the cell.
    pub(crate) fn stretches(&self) -> Vec<(String, Option<u16>)> {
        let starts = self.runs.iter().map(|(start, font)| (usize::from(*start), Some(*font)));
        let mut bounds: Vec<(usize, Option<u16>)> = [(0, None)].into_iter().chain(starts).collect();
        bounds.push((self.units.len(), None));
        let stretch = |pair: &[(usize, Option<u16>)]| {
            let units = self.units.get(pair[0].0..pair[1].0.min(self.units.len()))?;
            (!units.is_empty()).then(|| (String::from_utf16_lossy(units), pair[0].1))
        };
        bounds.windows(2).filter_map(stretch).collect()
    }
}

/// Returns the text of bytes that hold units of one or two bytes.
pub(super) fn characters(data: &[u8], length: usize, wide: bool) -> String {
    String::from_utf16_lossy(&units(data, wide).take(length).collect::<Vec<_>>())
}

/// Returns the UTF-16 units of bytes.
fn units(data: &[u8], wide: bool) -> impl Iterator<Item = u16> {
    let width = if wide { 2 } else { 1 };
    data.chunks_exact(width).map(|unit| u16::from_le_bytes([unit[0], *unit.get(1).unwrap_or(&0)]))
}

/// Shared texts (SST, 2.4.265), decoded on demand.
#[derive(Default)]
pub(super) struct XlsSharedTexts<'s> {
    /// Blocks of the record and its continuations.
    blocks: Vec<&'s [u8]>,
    /// Start of each text: index of a block and of a byte in it.
    starts: Vec<(u32, u32)>,
}

impl<'s> XlsSharedTexts<'s> {
    /// Finds the complete texts of a record and its continuations.
    pub(crate) fn read(first: &'s [u8], records: &mut XlsRecords<'s>) -> Self {
        let mut blocks = vec![first];
        blocks.extend(std::iter::from_fn(|| records.continuation()));
        let mut starts = Vec::new();
        // Two numbers stand before the texts.
        let mut at = XlsTextCursor { blocks: &blocks, block: 0, byte: 8 };
        loop {
            at.settle();
            let start = (at.block, at.byte);
            if at.text(None).is_none() {
                break;
            }
            // Files are limited to 128 MiB, so that 32 bits suffice.
            starts.push((start.0 as u32, start.1 as u32));
        }
        XlsSharedTexts { blocks, starts }
    }

    /// Returns the text of an index.
    pub(crate) fn get(&self, number: usize) -> Option<XlsRichText> {
        let (block, byte) = *self.starts.get(number)?;
        let mut at =
            XlsTextCursor { blocks: &self.blocks, block: block as usize, byte: byte as usize };
        let mut text = XlsRichText::default();
        at.text(Some(&mut text))?;
        Some(text)
    }
}

/// Position in consecutive blocks.
struct XlsTextCursor<'c, 's> {
    blocks: &'c [&'s [u8]],
    block: usize,
    byte: usize,
}

impl<'s> XlsTextCursor<'_, 's> {
    /// Moves to the next block at the end of one.
    fn settle(&mut self) {
        while self.blocks.get(self.block).is_some_and(|block| self.byte >= block.len()) {
            (self.block, self.byte) = (self.block + 1, self.byte - self.blocks[self.block].len());
        }
    }

    fn rest(&mut self) -> Option<&'s [u8]> {
        self.settle();
        self.blocks.get(self.block)?.get(self.byte..)
    }

    fn number<const N: usize>(&mut self) -> Option<[u8; N]> {
        let number = self.rest()?.first_chunk().copied()?;
        self.byte += N;
        Some(number)
    }

    /// Reads a text (XLUnicodeRichExtendedString, 2.5.293) into `out`. The
    /// characters may continue in the next block, which repeats their width in its first byte.
    fn text(&mut self, mut out: Option<&mut XlsRichText>) -> Option<()> {
        const WIDE: u8 = 1;
        const EXTENDED: u8 = 4;
        const RICH: u8 = 8;
        let mut left = usize::from(u16::from_le_bytes(self.number()?));
        let [flags] = self.number()?;
        let runs = if flags & RICH > 0 { u16::from_le_bytes(self.number()?) } else { 0 };
        let extra = if flags & EXTENDED > 0 { u32::from_le_bytes(self.number()?) } else { 0 };
        let mut wide = flags & WIDE > 0;
        while left > 0 {
            if self.byte >= self.blocks.get(self.block)?.len() {
                [wide] = self.number().map(|[flags]: [u8; 1]| [flags & WIDE > 0])?;
            }
            let width = if wide { 2 } else { 1 };
            let rest = self.rest()?;
            let here = left.min(rest.len() / width);
            if here == 0 {
                return None;
            }
            if let Some(out) = out.as_mut() {
                out.units.extend(units(rest, wide).take(here));
            }
            (left, self.byte) = (left - here, self.byte + here * width);
        }
        if let Some(out) = out {
            out.runs = self.runs(runs);
        }
        // Phonetic readings follow the fonts and show nothing.
        self.byte = self.byte.checked_add(usize::from(runs) * 4)?.checked_add(extra as usize)?;
        Some(())
    }

    /// Reads the fonts of a text, and stays where it is.
    fn runs(&self, count: u16) -> Vec<(u16, u16)> {
        let mut at = XlsTextCursor { blocks: self.blocks, block: self.block, byte: self.byte };
        let mut number = || at.number().map(u16::from_le_bytes);
        (0..count).map_while(|_| Some((number()?, number()?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads an SST that consists of the given blocks.
    fn texts(blocks: &[&[u8]]) -> Vec<Option<String>> {
        let mut stream = Vec::new();
        for block in &blocks[1..] {
            stream.extend([0x3C, 0]);
            stream.extend(u16::try_from(block.len()).expect("a small block").to_le_bytes());
            stream.extend(*block);
        }
        let mut records = XlsRecords::from(&stream, 0);
        let texts = XlsSharedTexts::read(blocks[0], &mut records);
        let text = |text: XlsRichText| String::from_utf16_lossy(&text.units);
        (0..=texts.starts.len()).map(|i| texts.get(i).map(text)).collect()
    }

    #[test]
    fn texts_go_on_in_the_next_record_in_another_width() {
        let first = b"\0\0\0\0\0\0\0\0\x04\0\0cit";
        let second = b"\x01\xE0\0\x01\0\x08\x01\0a\0\0\0\0\x02\0\x04\x03\0\0\0xyzzz";
        let third = b"\x01\0\0b";
        assert_eq!(
            texts(&[first, second, third]),
            [Some("cità".into()), Some("a".into()), Some("xy".into()), Some("b".into()), None]
        );
    }

    #[test]
    fn a_text_cut_short_is_none() {
        assert_eq!(texts(&[b"\0\0\0\0\0\0\0\0\x04\0\x01a\0b"]), [None]);
        assert_eq!(texts(&[b"\0\0\0"]), [None]);
    }

    #[test]
    fn fonts_divide_a_text_into_stretches() {
        let block = b"\0\0\0\0\0\0\0\0\x04\0\x08\x02\0abcd\x01\0\x05\0\x03\0\x06\0";
        let mut records = XlsRecords::from(&[], 0);
        let text = XlsSharedTexts::read(block, &mut records).get(0).expect("a text");
        let stretch = |text: &str, font| (text.to_owned(), font);
        let parts = vec![stretch("a", None), stretch("bc", Some(5)), stretch("d", Some(6))];
        assert_eq!(text.stretches(), parts);
        let record = XlsRichText::of_record(b"\x02\0\0ab\x01\0\x01\0\x07\0").expect("a text");
        assert_eq!(record.stretches(), [stretch("a", None), stretch("b", Some(7))]);
    }
}
