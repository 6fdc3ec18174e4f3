//! Object streams (ISO 32000-1, 7.5.7).

use super::filter::decoded;
use super::object::{Dictionary, Object};
use super::parse::Parser;
use super::revision::{MOST_UNPACKED, RevisionFault, RevisionParts, has_word_in_text};
use super::state::PdfObjectPlace;
use super::xref::{XrefEntry, XrefSection};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Keys of an object stream, which may neither extend another nor be predicted.
const KEYS: [&str; 5] = ["Type", "N", "First", "Length", "Filter"];

/// Takes out the objects of every object stream; the section must list all of them.
///
/// Adds them to the places, and to the offsets of the objects that nothing else explains.
pub(super) fn unpack_objects(
    bytes: &[u8],
    section: &XrefSection,
    parts: &mut RevisionParts,
    unpacked: &mut usize,
    (places, contents): (&mut BTreeMap<u32, PdfObjectPlace>, &mut BTreeMap<u32, usize>),
) -> Result<(), RevisionFault> {
    let mut found = BTreeMap::new();
    for (container, stream) in &parts.containers {
        let astray = || RevisionFault::Astray(*container);
        let room = MOST_UNPACKED.saturating_sub(*unpacked);
        let data = decoded(stream, bytes, room).ok_or_else(astray)?;
        *unpacked += data.len();
        let objects = packed_objects(&stream.dictionary, &data, &mut parts.references);
        for (index, (number, value)) in objects.ok_or_else(astray)?.into_iter().enumerate() {
            found.insert((number, *container, index), value);
        }
    }
    for (number, entry) in &section.entries {
        let XrefEntry::Packed { stream, index } = *entry else { continue };
        let value = found.remove(&(*number, stream, index));
        let (value, (at, _)) =
            value.zip(parts.objects.get(&stream)).ok_or(RevisionFault::Astray(*number))?;
        places.insert(*number, PdfObjectPlace::Packed(Rc::new(value)));
        contents.insert(*number, *at);
    }
    match found.keys().next() {
        Some((number, ..)) => Err(RevisionFault::Astray(*number)),
        None => Ok(()),
    }
}

/// Reads the objects of a decoded object stream with their numbers; `None` if it holds
/// anything else.
fn packed_objects(
    dictionary: &Dictionary,
    data: &[u8],
    references: &mut BTreeSet<(u32, u16)>,
) -> Option<Vec<(u32, Object)>> {
    if dictionary.unlisted_key(&KEYS).is_some() {
        return None;
    }
    let number = |key| dictionary.get(key)?.as_index();
    let (count, first) = (number("N")?, number("First")?);
    let mut head = Parser::of_signers(data.get(..first)?, 0);
    let mut body = Parser::of_signers(data, first);
    let mut objects = Vec::new();
    for _ in 0..count {
        let number = u32::try_from(head.cursor.digits().ok()?).ok()?;
        head.cursor.separator().ok()?;
        let at = first.checked_add(usize::try_from(head.cursor.digits().ok()?).ok()?)?;
        head.cursor.gap();
        // Bytes between two objects could be a third one that only some readers find.
        if body.cursor.at != at {
            return None;
        }
        objects.push((number, body.object().ok().filter(|object| !has_word_in_text(object))?));
        body.cursor.gap();
    }
    references.append(&mut body.references);
    (head.cursor.at == first && body.cursor.at == data.len()).then_some(objects)
}
