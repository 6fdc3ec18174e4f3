//! Objects written as text, and their merging into the file.
//!
//! A tag tree has about fourteen objects for each row of a table. As `lopdf` values they take
//! twenty kilobytes a row and most of the time of writing a file; as text they take one.

use crate::render::RenderError;
use lopdf::Object;
use lopdf::content::{Content, Operation};
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

/// Objects as text.
#[derive(Debug, Default)]
pub(super) struct TextObjects {
    /// Text of the objects, in chunks: one growing buffer would be copied again and again.
    pieces: Vec<Vec<u8>>,
    places: Vec<ObjectText>,
}

/// Place of an object's text in the chunks.
#[derive(Debug)]
struct ObjectText {
    id: u32,
    piece: u32,
    bytes: Range<u32>,
}

/// Size in bytes of a chunk, unless a single object is longer.
// Large enough that chunks are few, small enough that the last one wastes little.
const PIECE: usize = 1 << 18;

impl TextObjects {
    /// Adds the object with the number `id`.
    pub(super) fn add(&mut self, id: u32, object: &[u8]) {
        let has_room = |piece: &Vec<u8>| piece.capacity() - piece.len() >= object.len();
        if !self.pieces.last().is_some_and(has_room) {
            self.pieces.push(Vec::with_capacity(PIECE.max(object.len())));
        }
        let count = |n: usize| u32::try_from(n).expect("a plan has a few megabytes");
        let number = count(self.pieces.len() - 1);
        let piece = &mut self.pieces[number as usize];
        let start = count(piece.len());
        piece.extend_from_slice(object);
        self.places.push(ObjectText { id, piece: number, bytes: start..count(piece.len()) });
    }

    /// Merges the objects into `file`, which `lopdf` wrote without them: all in the order of
    /// their numbers, with one cross-reference table (ISO 32000-1, 7.5.4).
    ///
    /// # Errors
    /// [`RenderError::Backend`] if `file` does not have the shape that `lopdf` writes, or if a
    /// number has no object.
    pub(super) fn join(mut self, file: &[u8]) -> Result<Vec<u8>, RenderError> {
        let strange = || RenderError::Backend("lopdf writes files otherwise".to_owned());
        let XrefTable { objects, start, trailer } = XrefTable::read(file).ok_or_else(strange)?;
        let text: usize = self.pieces.iter().map(Vec::len).sum();
        let mut out = Vec::with_capacity(file.len() + text + 48 * self.places.len());
        out.extend_from_slice(&file[..objects.values().map(|at| at.start).min().unwrap_or(start)]);
        let mut offsets = Vec::with_capacity(objects.len() + self.places.len());
        self.places.sort_unstable_by_key(|place| place.id);
        let mut raw = self.places.iter().peekable();
        for (id, place) in &objects {
            while let Some(raw) = raw.next_if(|raw| raw.id < *id) {
                offsets.push((raw.id, out.len()));
                self.write(raw, &mut out);
            }
            offsets.push((*id, out.len()));
            out.extend_from_slice(&file[place.clone()]);
        }
        for raw in raw {
            offsets.push((raw.id, out.len()));
            self.write(raw, &mut out);
        }
        let start = out.len();
        let gap = || RenderError::Backend("a number has no object".to_owned());
        write_table(&offsets, &mut out).ok_or_else(gap)?;
        out.extend_from_slice(&file[trailer]);
        let _ = write!(out, "startxref\n{start}\n%%EOF");
        Ok(out)
    }

    fn write(&self, ObjectText { id, piece, bytes }: &ObjectText, out: &mut Vec<u8>) {
        let _ = writeln!(out, "{id} 0 obj");
        let piece = &self.pieces[*piece as usize];
        out.extend_from_slice(&piece[bytes.start as usize..bytes.end as usize]);
        out.extend_from_slice(b"\nendobj\n");
    }
}

/// Writes `object` as text.
///
/// # Errors
/// [`RenderError::Backend`] if `lopdf` cannot write it.
pub(super) fn text_of(object: Object) -> Result<Vec<u8>, RenderError> {
    let operations = [Operation { operator: String::new(), operands: vec![object] }];
    let text = Content { operations: &operations[..] }.encode();
    let mut text = text.map_err(|e| RenderError::Backend(e.to_string()))?;
    // `lopdf` writes a blank after an operand.
    text.pop();
    Ok(text)
}

/// Cross-reference table and trailer at the end of a file.
struct XrefTable {
    /// Range of each object, by its number.
    objects: BTreeMap<u32, Range<usize>>,
    /// Offset of the table.
    start: usize,
    trailer: Range<usize>,
}

impl XrefTable {
    fn read(file: &[u8]) -> Option<XrefTable> {
        // `lopdf` wrote the file a moment ago: the shape is known, and any other is an
        // error.
        let start_word = rfind(file, b"startxref\n")?;
        let offset = std::str::from_utf8(&file[start_word..]).ok()?.lines().nth(1)?;
        let start: usize = offset.parse().ok()?;
        let trailer = rfind(&file[..start_word], b"trailer\n").filter(|at| *at > start)?;
        let table = std::str::from_utf8(file.get(start..trailer)?).ok()?;
        let mut starts = Vec::new();
        let mut id = 0;
        for line in table.lines().skip(1) {
            let mut words = line.split_ascii_whitespace();
            let (first, _, kind) = (words.next()?, words.next()?, words.next());
            match kind {
                None => id = first.parse().ok()?,
                Some("n") => {
                    starts.push((id, first.parse::<usize>().ok()?));
                    id += 1;
                }
                Some(_) => id += 1,
            }
        }
        let ends = starts.iter().skip(1).map(|(_, at)| *at).chain([start]);
        let objects = starts.iter().zip(ends).map(|((id, at), end)| (*id, *at..end)).collect();
        Some(XrefTable { objects, start, trailer: trailer..start_word })
    }
}

fn rfind(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).rposition(|part| part == word)
}

/// Writes the table as one section of consecutive numbers from 0 on; `None` if a number is missing.
// Programs that count entries instead of reading their numbers, as LibreOffice does when it signs,
// would write their objects over those behind a gap.
fn write_table(offsets: &[(u32, usize)], out: &mut Vec<u8>) -> Option<()> {
    // Entry 0 is the head of the free list (ISO 32000-1, 7.5.4).
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1);
    for ((id, offset), expected) in offsets.iter().zip(1..) {
        if *id != expected {
            return None;
        }
        let _ = writeln!(out, "{offset:010} 00000 n ");
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::xref::XrefType;
    use lopdf::{Dictionary, Document, Stream, dictionary};

    #[test]
    fn the_file_is_the_one_that_lopdf_would_write_of_all() {
        let texts = [dictionary! { "Type" => "A", "K" => 3 }, dictionary! { "P" => (1, 0) }];
        let mut whole = Document::with_version("1.7");
        whole.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
        let stream = || Stream::new(Dictionary::new(), b"1 0 obj startxref\n".to_vec());
        let root = whole.add_object(texts[0].clone());
        whole.add_object(texts[1].clone());
        whole.add_object(stream());
        whole.add_object(texts[1].clone());
        whole.trailer.set("Root", root);
        let mut part = whole.clone();
        let mut raw = TextObjects::default();
        for id in [2, 4] {
            part.objects.remove(&(id, 0));
            raw.add(id, &text_of(texts[1].clone().into()).unwrap());
        }
        let saved = |mut file: Document| {
            let mut bytes = Vec::new();
            file.save_to(&mut bytes).unwrap();
            bytes
        };
        let joined = raw.join(&saved(part)).unwrap();
        assert_eq!(String::from_utf8_lossy(&joined), String::from_utf8_lossy(&saved(whole)));
    }

    #[test]
    fn a_number_without_an_object_is_refused() {
        for unused in [1, 2, 3] {
            let mut file = Document::with_version("1.7");
            file.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
            for _ in 0..4 {
                file.add_object(Dictionary::new());
            }
            file.objects.remove(&(unused, 0));
            let mut bytes = Vec::new();
            file.save_to(&mut bytes).unwrap();
            assert!(TextObjects::default().join(&bytes).is_err(), "{unused}");
        }
    }

    #[test]
    fn what_lopdf_does_not_write_is_refused() {
        for file in [&b""[..], b"startxref\n", b"startxref\nx\n", b"trailer\nstartxref\n99\n"] {
            assert!(TextObjects::default().join(file).is_err(), "{file:?}");
        }
    }
}
