//! Elements of BER and DER (X.690) found where they stand: nothing is copied, and the work is
//! bounded by the number of elements.

use std::ops::Range;

/// Most levels of indefinite lengths; messages that are signed in a stream have seven.
const DEEPEST: usize = 32;
/// Most elements that are read of a message: pieces of a thousand bytes make up 300 MB even
/// where each of them is read at every level.
const MOST_ELEMENTS: usize = 2_000_000;
/// Mark at the end of an indefinite length (X.690, 8.1.5).
const END_OF_CONTENTS: [u8; 2] = [0, 0];

/// INTEGER.
pub(super) const INTEGER: u8 = 0x02;
/// OCTET STRING in one piece.
pub(super) const OCTETS: u8 = 0x04;
/// OCTET STRING in several pieces (X.690, 8.7.3).
pub(super) const OCTETS_IN_PIECES: u8 = 0x24;
/// OBJECT IDENTIFIER.
pub(super) const IDENTIFIER: u8 = 0x06;
/// SEQUENCE.
pub(super) const SEQUENCE: u8 = 0x30;
/// SET.
pub(super) const SET: u8 = 0x31;

/// Element of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// Tag, in one byte.
    pub tag: u8,
    /// Bytes of the element, with its tag and its end.
    pub whole: Range<usize>,
    /// Bytes of its contents.
    pub body: Range<usize>,
}

/// Reader of the elements of a message.
pub(super) struct BerReader<'b> {
    bytes: &'b [u8],
    /// Elements that may still be read.
    left: usize,
}

impl<'b> BerReader<'b> {
    /// Returns a reader of `bytes`.
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        BerReader { bytes, left: MOST_ELEMENTS }
    }

    /// Returns the bytes at `range`.
    pub(crate) fn at(&self, range: &Range<usize>) -> &'b [u8] {
        &self.bytes[range.clone()]
    }

    /// Takes the first element off `rest`; `None` if there is none, or a malformed one.
    pub(crate) fn next(&mut self, rest: &mut Range<usize>) -> Option<Element> {
        let element = self.read(rest.clone(), DEEPEST)?;
        rest.start = element.whole.end;
        Some(element)
    }

    /// Takes the first element off `rest` if it has this tag.
    pub(crate) fn take(&mut self, rest: &mut Range<usize>, tag: u8) -> Option<Element> {
        if self.at(rest).first() == Some(&tag) { self.next(rest) } else { None }
    }

    /// Takes the only element out of `element`, if it has this tag.
    pub(crate) fn only(&mut self, element: &Element, tag: u8) -> Option<Element> {
        let mut rest = element.body.clone();
        let inner = self.take(&mut rest, tag);
        inner.filter(|_| rest.is_empty())
    }

    fn read(&mut self, within: Range<usize>, depth: usize) -> Option<Element> {
        self.left = self.left.checked_sub(1)?;
        let (tag, length, start) = head(self.bytes, &within)?;
        let (body, end) = match length {
            Some(length) => {
                let end = start.checked_add(length).filter(|end| *end <= within.end)?;
                (start..end, end)
            }
            None => {
                let end = self.end_of_contents(start..within.end, depth.checked_sub(1)?)?;
                (start..end, end + END_OF_CONTENTS.len())
            }
        };
        Some(Element { tag, whole: within.start..end, body })
    }

    /// Returns the position of the mark that ends the elements in `rest`.
    fn end_of_contents(&mut self, mut rest: Range<usize>, depth: usize) -> Option<usize> {
        while !self.at(&rest).starts_with(&END_OF_CONTENTS) {
            rest.start = self.read(rest.clone(), depth)?.whole.end;
        }
        Some(rest.start)
    }
}

/// Reads a tag and a length, `None` if indefinite; returns them with the start of the contents.
fn head(bytes: &[u8], within: &Range<usize>) -> Option<(u8, Option<usize>, usize)> {
    let &[tag, first, ref rest @ ..] = &bytes[within.clone()] else { return None };
    // Tags of more bytes occur in no message, and zero is the mark of an end.
    if tag == 0 || tag & 0x1F == 0x1F {
        return None;
    }
    let start = within.start + 2;
    match first {
        0..0x80 => Some((tag, Some(usize::from(first)), start)),
        // Only an element that consists of others can end by a mark.
        0x80 => (tag & 0x20 != 0).then_some((tag, None, start)),
        0x81..=0x84 => {
            let count = usize::from(first & 0x7F);
            let digits = rest.get(..count)?.iter();
            let length = digits.fold(0, |length, digit| length << 8 | usize::from(*digit));
            Some((tag, Some(length), start + count))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(bytes: &[u8]) -> Option<Element> {
        BerReader::new(bytes).next(&mut (0..bytes.len()))
    }

    #[test]
    fn elements_stand_where_their_lengths_say() {
        for (bytes, body, end) in [
            (&b"\x04\x02ab+"[..], 2..4, 4),
            (b"\x04\x81\x02ab", 3..5, 5),
            (b"\x30\x80\x04\x01a\0\0+", 2..5, 7),
            (b"\x30\x80\x30\x80\0\0\0\0", 2..6, 8),
        ] {
            let found = first(bytes).map(|element| (element.body, element.whole.end));
            assert_eq!(found, Some((body, end)), "{bytes:?}");
        }
    }

    #[test]
    fn malformed_elements_are_refused() {
        for bytes in [
            &b""[..],
            b"\x30",
            b"\x04\x03ab",
            b"\x04\x80\0\0",
            b"\x30\x80\x04\x01a\0",
            b"\x1F\x22\x01a",
            b"\x04\x85\0\0\0\0\x01a",
            b"\0\0",
        ] {
            assert_eq!(first(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn work_is_bounded() {
        assert_eq!(first(&[b"\x30\x80".repeat(100), vec![0; 200]].concat()), None);
        let many = [&b"\x30\x80"[..], &b"\x04\0".repeat(MOST_ELEMENTS), b"\0\0"].concat();
        assert_eq!(first(&many), None);
    }
}
