//! Archives in which every program finds the same files (APPNOTE 6.3.10, 4.3): members one after the
//! other, each described twice in the same way, and not a byte besides.

use flate2::{Decompress, FlushDecompress, Status};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use unicode_normalization::UnicodeNormalization;
use zip::read::ZipFile;
use zip::{CompressionMethod, ZipArchive};

/// Bytes of the fixed part of a member's own header (4.3.7), and the place of its flags.
const HEADER: u64 = 30;
const FLAGS: usize = 6;
/// Bytes of the record at the end (4.3.16).
const END: usize = 22;
/// Flag of a member whose sizes stand behind it (4.4.4).
const DESCRIBED_BEHIND: u8 = 8;
/// Most bytes that systems add to a header: times, owners, wide sizes (4.5).
const MOST_ADDED: usize = 64;
/// Identifiers of what systems add (4.5.2 and 4.6.1; Info-ZIP): wide sizes, times of Windows and of Unix,
/// owners, the mark of Java. Others could hold a comment, or another name.
const ADDED: [u16; 7] = [0x0001, 0x000A, 0x5455, 0x5855, 0x7855, 0x7875, 0xCAFE];
/// Identifier of the room that programs of Microsoft leave for a part to grow, and how that begins: the rest are
/// zeros (Open Packaging Growth Hint).
const GROWTH: u16 = 0xA220;
const GROWTH_START: [u8; 2] = [0x28, 0xA0];
/// Kind of a file in the mode of Unix, and the kinds that an archive of files has: none told, a
/// plain file, a folder.
const KIND: u32 = 0o170_000;
const KINDS: [u32; 3] = [0, 0o100_000, 0o040_000];

/// Raw member of an archive in memory.
type RawMember<'a, 'b> = ZipFile<'a, Cursor<&'b [u8]>>;

/// Place of a member, and what its description behind it must say.
struct MemberPlace {
    start: u64,
    end: u64,
    description: Option<(u32, u64, u64)>,
}

/// Returns `true` if a package of Office holds its parts and nothing else; `most` bounds what is unpacked.
pub(in crate::verify) fn is_regular_package(bytes: &[u8], most: u64) -> bool {
    // No comment, and nothing behind the record at the end (4.3.16).
    let ends =
        bytes.len().checked_sub(END).is_some_and(|at| bytes[at..].starts_with(b"PK\x05\x06"));
    let zip = ZipArchive::new(Cursor::new(bytes));
    ends && zip.is_ok_and(|mut zip| is_regular(bytes, &mut zip, most))
}

/// Returns `true` if `zip`, made of `bytes`, holds its members and nothing else; `left` bounds what is
/// unpacked.
pub(super) fn is_regular(bytes: &[u8], zip: &mut ZipArchive<Cursor<&[u8]>>, mut left: u64) -> bool {
    if zip.offset() != 0 || zip.validate_header_consistency().is_err() {
        return false;
    }
    let (mut places, mut names) = (Vec::new(), BTreeSet::new());
    for index in 0..zip.len() {
        let Ok(mut member) = zip.by_index_raw(index) else { return false };
        let Some(place) = member_place(bytes, &member) else { return false };
        // Windows takes names in capitals for the same.
        let is_new = plain_name(&member).is_some_and(|name| names.insert(name));
        if !is_new || !is_whole(&mut member, &mut left) {
            return false;
        }
        places.push(place);
    }
    places.sort_unstable_by_key(|place| place.start);
    let mut at = 0;
    for place in &places {
        if place.start != at {
            return false;
        }
        let Some(description) = description_length(bytes, place) else { return false };
        at = place.end + description;
    }
    at == zip.central_directory_start()
}

/// Returns where a member stands; `None` for one with a comment, or with more in its headers than
/// systems write.
fn member_place(bytes: &[u8], member: &RawMember<'_, '_>) -> Option<MemberPlace> {
    let (start, data) = (member.header_start(), member.data_start()?);
    let name = member.name_raw().len() as u64;
    let added = data.checked_sub(start + HEADER + name)?;
    let own = bytes.get(usize::try_from(data - added).ok()?..usize::try_from(data).ok()?)?;
    let is_plain = member.comment_raw().is_empty()
        && is_of_systems(own)
        && is_of_systems(&member.extra_data().unwrap_or_default())
        && KINDS.contains(&(member.unix_mode().unwrap_or_default() & KIND));
    let flags = bytes.get(usize::try_from(start).ok()? + FLAGS)?;
    let described = flags & DESCRIBED_BEHIND != 0;
    let sizes = (member.crc32(), member.compressed_size(), member.size());
    is_plain.then_some(MemberPlace {
        start,
        end: data.checked_add(member.compressed_size())?,
        description: described.then_some(sizes),
    })
}

/// Returns `true` if all that is added to a header is what systems write.
fn is_of_systems(added: &[u8]) -> bool {
    let (mut rest, mut length_added) = (added, 0);
    while let [a, b, c, d, behind @ ..] = rest {
        let length = usize::from(u16::from_le_bytes([*c, *d]));
        let Some((data, others)) = behind.split_at_checked(length) else { return false };
        match u16::from_le_bytes([*a, *b]) {
            GROWTH if is_room(data) => {}
            id if ADDED.contains(&id) => length_added += length,
            _ => return false,
        }
        rest = others;
    }
    rest.is_empty() && length_added <= MOST_ADDED
}

/// Returns `true` for the data of the room that a part has to grow: its length, and zeros.
fn is_room(data: &[u8]) -> bool {
    let rest = data.strip_prefix(&GROWTH_START).and_then(|rest| rest.get(2..));
    rest.is_some_and(|zeros| zeros.iter().all(|byte| *byte == 0))
}

/// Returns the name of a member as systems compare names, without regard to capitals and to the way in which
/// accents are written; `None` for one that leads elsewhere, or that only
/// some programs take for a folder.
fn plain_name(member: &RawMember<'_, '_>) -> Option<String> {
    let name = member.name().ok()?;
    let is_folder = name.ends_with('/');
    let is_empty = member.size() == 0 && member.compressed_size() <= 2;
    let path = name.strip_suffix('/').unwrap_or(&name);
    let is_part = |part: &str| {
        !matches!(part, "" | "." | "..")
            && !part.ends_with(['.', ' '])
            && !part.contains(['\\', ':'])
    };
    let is_plain = path.split('/').all(is_part) && !name.chars().any(char::is_control);
    (is_plain && is_folder == member.is_dir() && (!is_folder || is_empty))
        .then(|| path.nfc().collect::<String>().to_uppercase().to_lowercase().nfc().collect())
}

/// Returns `true` if the data of a member end where its packing does; `left` bounds what is unpacked.
fn is_whole(member: &mut RawMember<'_, '_>, left: &mut u64) -> bool {
    let size = member.compressed_size();
    if member.compression() == CompressionMethod::Stored {
        return size == member.size();
    }
    let mut packed = Vec::new();
    let is_read =
        member.by_ref().take(*left).read_to_end(&mut packed).is_ok_and(|read| read as u64 == size);
    // Some programs go by the size that is stated, and stop there or wait for more.
    is_read && deflated_lengths(&packed, left) == Some((size, member.size()))
}

/// Returns the bytes that a deflated stream takes and those that it unpacks to; `None` for one that does not
/// end, or unpacks to more than is `left`.
fn deflated_lengths(packed: &[u8], left: &mut u64) -> Option<(u64, u64)> {
    let mut inflate = Decompress::new(false);
    let mut piece = vec![0; 1 << 16];
    loop {
        let (read, written) = (inflate.total_in(), inflate.total_out());
        let rest = packed.get(usize::try_from(read).ok()?..)?;
        let status = inflate.decompress(rest, &mut piece, FlushDecompress::None).ok()?;
        *left = left.checked_sub(inflate.total_out() - written)?;
        match status {
            Status::StreamEnd => return Some((inflate.total_in(), inflate.total_out())),
            _ if inflate.total_in() == read && inflate.total_out() == written => return None,
            _ => {}
        }
    }
}

/// Returns the length of the description behind a member (4.3.9); `None` for one that does not repeat
/// what the directory says.
fn description_length(bytes: &[u8], place: &MemberPlace) -> Option<u64> {
    let Some((sum, packed, size)) = place.description else { return Some(0) };
    let behind = bytes.get(usize::try_from(place.end).ok()?..)?;
    let wide = [&sum.to_le_bytes()[..], &packed.to_le_bytes(), &size.to_le_bytes()].concat();
    let narrow = [sum, u32::try_from(packed).ok()?, u32::try_from(size).ok()?];
    let narrow: Vec<u8> = narrow.iter().flat_map(|number| number.to_le_bytes()).collect();
    let forms =
        [wide, narrow].into_iter().flat_map(|form| [[b"PK\x07\x08", &*form].concat(), form]);
    forms.into_iter().find(|form| behind.starts_with(form)).map(|form| form.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_hold_what_systems_add_and_room_for_parts_to_grow() {
        let field = |id: u16, data: &[u8]| {
            [&id.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
        };
        let room = field(GROWTH, &[&[0x28, 0xA0, 0, 2][..], &[0; 500]].concat());
        assert!(is_of_systems(b"") && is_of_systems(&room));
        assert!(is_of_systems(&[field(ADDED[2], &[0; 9]), room].concat()));
        assert!(!is_of_systems(&field(GROWTH, b"\x28\xA0\0\x02NON APPROVATO")));
        assert!(!is_of_systems(&field(0x9876, b"NON APPROVATO")));
        assert!(!is_of_systems(&field(ADDED[2], &[0; 65])));
    }
}
