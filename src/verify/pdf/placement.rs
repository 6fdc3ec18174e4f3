//! Places and generations of the objects of a revision, which its section must give rightly.

use super::blank_drawing::is_blank_drawing;
use super::object_stream::unpack_objects;
use super::parse::Parser;
use super::revision::{MOST_ENTRIES, RevisionFault, RevisionParts};
use super::state::{PdfObjectPlace, PdfState};
use super::xref::{XrefEntry, XrefSection};
use std::collections::BTreeMap;

/// Places by number, and the offsets of the objects that are no container of others.
type PlacedObjects = (BTreeMap<u32, PdfObjectPlace>, BTreeMap<u32, usize>);

/// Returns the places that the section at `from` gives, each of which must be that of an
/// object of its revision.
pub(super) fn places(
    file: &PdfState<'_>,
    section: &XrefSection,
    from: usize,
    parts: &mut RevisionParts,
    unpacked: &mut usize,
) -> Result<PlacedObjects, RevisionFault> {
    let mut places = BTreeMap::new();
    for (number, entry) in &section.entries {
        if file.lengths.contains(number) {
            return Err(RevisionFault::Astray(*number));
        }
        let place = match *entry {
            XrefEntry::Free { .. } => PdfObjectPlace::Free,
            XrefEntry::At(at, generation) => {
                if parts.objects.get(number) != Some(&(at, generation)) {
                    return Err(RevisionFault::Astray(*number));
                }
                PdfObjectPlace::At(at)
            }
            // Read below, from the stream that holds it.
            XrefEntry::Packed { .. } => continue,
        };
        places.insert(*number, place);
    }
    let mut contents = BTreeMap::new();
    for (number, (at, generation)) in &parts.objects {
        let is_near = (*number as usize) < file.offsets.len() + MOST_ENTRIES;
        if section.entries.get(number) != Some(&XrefEntry::At(*at, *generation)) || !is_near {
            return Err(RevisionFault::Astray(*number));
        }
        let is_container = parts.containers.iter().any(|(container, _)| container == number);
        if *at != from && !is_container {
            contents.insert(*number, *at);
        }
    }
    unpack_objects(file.bytes, section, parts, unpacked, (&mut places, &mut contents))?;
    Ok((places, contents))
}

/// Returns the generations of the numbers in the section.
///
/// An object has the generation that its number had, or was left free for, and references name
/// that one and an object that is there: readers differ in what they do about others. Poppler frees the blank drawing of a
/// field, be it one that it made just before, and gives its number, a generation later, to a blank drawing.
pub(super) fn generations(
    file: &PdfState<'_>,
    section: &XrefSection,
    parts: &RevisionParts,
) -> Result<BTreeMap<u32, u16>, RevisionFault> {
    let mut generations = BTreeMap::new();
    for (number, entry) in &section.entries {
        let generation = match *entry {
            XrefEntry::Free { generation, .. } => generation,
            XrefEntry::At(_, generation) if generation == file.generation(*number) => generation,
            XrefEntry::At(at, 1) if file.generation(*number) == 0 => {
                let fresh = Parser::new(file.bytes, at).indirect()?.value;
                let is_blank = |value| is_blank_drawing(file.bytes, value);
                let known = file.load(*number);
                let was_blank = !file.has(*number) || is_blank(&known);
                if !is_blank(&fresh) || !was_blank {
                    return Err(RevisionFault::Astray(*number));
                }
                1
            }
            XrefEntry::Packed { .. } if file.generation(*number) == 0 => 0,
            _ => return Err(RevisionFault::Astray(*number)),
        };
        generations.insert(*number, generation);
    }
    let is_right = |(number, generation): &(u32, u16)| match section.entries.get(number) {
        Some(XrefEntry::Free { .. }) => false,
        Some(_) => generations.get(number) == Some(generation),
        None => file.has(*number) && file.generation(*number) == *generation,
    };
    match parts.references.iter().find(|reference| !is_right(reference)) {
        Some((number, _)) => Err(RevisionFault::Astray(*number)),
        None => Ok(generations),
    }
}
