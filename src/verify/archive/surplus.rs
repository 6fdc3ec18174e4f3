//! Signs of other files in an archive outside the files that it delivers: in names and other fields of
//! headers, in what is not judged, and in the packing of what is.

use crate::verify::Reason;
use crate::verify::layers::{hidden_file, hidden_in_archive};
use memchr::memmem;
use std::io::Cursor;
use std::ops::Range;
use zip::ZipArchive;

/// Bytes of the sign of a header or record, which every archive has.
const SIGN: usize = 4;
/// Bytes of the record at the end.
const END: usize = 22;
/// Bytes behind a sign that are looked for in the unpacked file, to tell a piece that was not packed.
const COMPARED: usize = 24;

/// Finds the sign of a file outside the data of the members `files`, by their indices.
pub(super) fn outside_files(
    bytes: &[u8],
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    files: &[usize],
) -> Option<Reason> {
    let end = bytes.len().saturating_sub(END);
    let mut known = Vec::new();
    for index in 0..zip.len() {
        let member = zip.by_index_raw(index).ok()?;
        for start in [member.header_start(), member.central_header_start()] {
            let start = usize::try_from(start).ok()?;
            known.push(start..start + SIGN);
        }
        if files.contains(&index) {
            known.push(data_range(member.data_start()?, member.compressed_size())?);
        }
    }
    known.push(end..end + SIGN);
    known.retain(|range: &Range<usize>| !range.is_empty());
    known.sort_unstable_by_key(|range| range.start);
    hidden_file(bytes, &known).map(|(kind, at)| hidden_in_archive(kind, at))
}

/// Returns the range of the data of a member.
pub(super) fn data_range(start: u64, size: u64) -> Option<Range<usize>> {
    let start = usize::try_from(start).ok()?;
    Some(start..start.checked_add(usize::try_from(size).ok()?)?)
}

/// Finds the sign of a file in packed data that the unpacked file does not have: packing can be written
/// so that its bytes are a file of their own.
pub(super) fn in_packing(packed: &[u8], unpacked: &[u8]) -> Option<Reason> {
    let mut start = 0;
    while let Some((kind, at)) = hidden_file(&packed[start..], &[]) {
        let at = start + at;
        let sample = &packed[at..packed.len().min(at + COMPARED)];
        // What does not become shorter is stored as it is.
        if memmem::find(unpacked, sample).is_none() {
            return Some(hidden_in_archive(kind, at));
        }
        start = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::in_packing;

    #[test]
    fn signs_in_packing_are_those_of_the_file_or_of_another() {
        let file = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n";
        assert_eq!(in_packing(&[b"\x01\x2b\0", &file[..]].concat(), file), None);
        assert!(in_packing(b"\x01\x2b\0%PDF-1.7\n1 0 obj\n<</Type/Other>>", file).is_some());
        assert!(in_packing(b"PK\x03\x04", file).is_some());
    }
}
