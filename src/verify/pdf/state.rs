//! State of a file after some of its revisions: every object by its number.

use super::object::{Dictionary, Object, Stream};
use super::parse::Parser;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// References that may lead to one another; programs write one, and a loop must end.
const LONGEST_CHAIN: usize = 8;

/// Position of an object that a revision moved, freed or added.
#[derive(Clone, Debug)]
pub(super) enum PdfObjectPlace {
    Free,
    /// Offset from the beginning of the file.
    At(usize),
    /// Taken out of an object stream.
    Packed(Rc<Object>),
}

/// Objects of the original, and those that later revisions put in their place or added.
#[derive(Clone, Debug)]
pub(super) struct PdfState<'a> {
    pub(super) bytes: &'a [u8],
    /// Offsets of the original's objects by number; 0 for none.
    pub(super) offsets: &'a [usize],
    pub(super) changed: BTreeMap<u32, PdfObjectPlace>,
    /// Generations other than 0, by number: of the object, or of the next where there is none.
    pub(super) generations: BTreeMap<u32, u16>,
    /// Numbers of objects that are the length of a stream of a signer, and stay as they are.
    pub(super) lengths: BTreeSet<u32>,
}

impl<'a> PdfState<'a> {
    /// Makes the state of an original without revisions.
    pub(super) fn new(
        bytes: &'a [u8],
        offsets: &'a [usize],
        generations: BTreeMap<u32, u16>,
    ) -> PdfState<'a> {
        let (changed, lengths) = (BTreeMap::new(), BTreeSet::new());
        PdfState { bytes, offsets, changed, generations, lengths }
    }

    /// Returns `true` if the original has an object of this number, or keeps the number from
    /// use as it does 0.
    pub(super) fn is_original(&self, number: u32) -> bool {
        number == 0 || self.offsets.get(number as usize).is_some_and(|at| *at > 0)
    }

    /// Returns `true` if there is an object of this number.
    pub(super) fn has(&self, number: u32) -> bool {
        match self.changed.get(&number) {
            Some(place) => !matches!(place, PdfObjectPlace::Free),
            None => self.offset(number).is_some(),
        }
    }

    /// Returns the generation of an object, or of the next one under a number that is free.
    pub(super) fn generation(&self, number: u32) -> u16 {
        self.generations.get(&number).copied().unwrap_or_default()
    }

    /// Returns the offset of an object; `None` if it is packed or absent.
    pub(super) fn offset(&self, number: u32) -> Option<usize> {
        match self.changed.get(&number) {
            Some(PdfObjectPlace::At(at)) => Some(*at),
            Some(_) => None,
            None => self.offsets.get(number as usize).copied().filter(|at| *at > 0),
        }
    }

    /// Reads an object by its number; null if there is none (ISO 32000-1, 7.3.10).
    pub(super) fn load(&self, number: u32) -> Object {
        if let Some(PdfObjectPlace::Packed(value)) = self.changed.get(&number) {
            return Object::clone(value);
        }
        let Some(at) = self.offset(number) else { return Object::Null };
        match Parser::new(self.bytes, at).indirect() {
            Ok(indirect) if indirect.number == number => self.with_true_end(indirect.value),
            _ => Object::Null,
        }
    }

    /// Cuts the data of a stream whose length is an object of its own to that length; they
    /// were read up to `endstream`.
    fn with_true_end(&self, mut value: Object) -> Object {
        let Object::Stream(stream) = &mut value else { return value };
        let Some(Object::Reference(number)) = stream.dictionary.get("Length") else { return value };
        let length = self.offset(*number).map(|at| Parser::new(self.bytes, at).indirect());
        let length = length.and_then(|read| read.ok()?.value.as_index());
        let end = length.and_then(|length| stream.data.start.checked_add(length));
        stream.data.end = end.map_or(stream.data.end, |end| end.min(stream.data.end));
        value
    }

    /// Follows references from `object` to a value.
    pub(super) fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..LONGEST_CHAIN {
            let Object::Reference(number) = object else { return object };
            object = self.load(number);
        }
        Object::Null
    }

    /// Returns the value of a key, resolved; null if the key is absent.
    pub(super) fn get(&self, dictionary: &Dictionary, key: &str) -> Object {
        dictionary.get(key).map_or(Object::Null, |value| self.resolve(value))
    }

    /// Resolves to a dictionary; `None` for anything else, a stream included.
    pub(super) fn dictionary(&self, object: &Object) -> Option<Dictionary> {
        match self.resolve(object) {
            Object::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    /// Resolves the value of a key to a dictionary.
    pub(super) fn dictionary_at(&self, dictionary: &Dictionary, key: &str) -> Option<Dictionary> {
        self.dictionary(dictionary.get(key)?)
    }

    /// Resolves the value of a key to an array; empty if there is none.
    pub(super) fn array_at(&self, dictionary: &Dictionary, key: &str) -> Vec<Object> {
        match self.get(dictionary, key) {
            Object::Array(items) => items,
            _ => Vec::new(),
        }
    }

    /// Resolves to a stream.
    pub(super) fn stream(&self, object: &Object) -> Option<Stream> {
        match self.resolve(object) {
            Object::Stream(stream) => Some(*stream),
            _ => None,
        }
    }
}
