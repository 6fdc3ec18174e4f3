//! The objects of a file as they stand after some of its revisions.

use super::object::{Dictionary, Object, Stream};
use super::parse::Parser;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many references may lead to one another.
const LONGEST_CHAIN: usize = 8;

/// Where an object is now that is not where the original has it.
#[derive(Clone, Debug)]
pub(super) enum PdfObjectPlace {
    Free,
    At(usize),
    /// It came out of an object stream.
    Packed(Rc<Object>),
}

/// The original's objects, and what later revisions put in place of them or beside them.
#[derive(Clone, Debug)]
pub(super) struct PdfState<'a> {
    pub(super) bytes: &'a [u8],
    /// Where the original has its objects, by number; 0 for none.
    pub(super) offsets: &'a [usize],
    pub(super) changed: BTreeMap<u32, PdfObjectPlace>,
}

impl PdfState<'_> {
    /// Whether a number belongs to the original, even one that it does not use.
    pub(super) fn ours(&self, number: u32) -> bool {
        (number as usize) < self.offsets.len()
    }

    /// Where an object stands, unless it is packed or not there.
    pub(super) fn offset(&self, number: u32) -> Option<usize> {
        match self.changed.get(&number) {
            Some(PdfObjectPlace::At(at)) => Some(*at),
            Some(_) => None,
            None => self.offsets.get(number as usize).copied().filter(|at| *at > 0),
        }
    }

    /// An object by its number; null if there is none (ISO 32000-1, 7.3.10).
    pub(super) fn load(&self, number: u32) -> Object {
        if let Some(PdfObjectPlace::Packed(value)) = self.changed.get(&number) {
            return Object::clone(value);
        }
        let Some(at) = self.offset(number) else { return Object::Null };
        match Parser::new(self.bytes, at).indirect() {
            Ok(indirect) if indirect.number == number => indirect.value,
            _ => Object::Null,
        }
    }

    /// What `object` is or refers to.
    pub(super) fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..LONGEST_CHAIN {
            let Object::Reference(number) = object else { return object };
            object = self.load(number);
        }
        Object::Null
    }

    /// The value of a key, resolved; null if it is not there.
    pub(super) fn get(&self, dictionary: &Dictionary, key: &str) -> Object {
        dictionary.get(key).map_or(Object::Null, |value| self.resolve(value))
    }

    /// The dictionary that an object is; nothing for a stream.
    pub(super) fn dictionary(&self, object: &Object) -> Option<Dictionary> {
        match self.resolve(object) {
            Object::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    /// The dictionary under a key.
    pub(super) fn dictionary_at(&self, dictionary: &Dictionary, key: &str) -> Option<Dictionary> {
        self.dictionary(dictionary.get(key)?)
    }

    /// The array under a key; empty if there is none.
    pub(super) fn array_at(&self, dictionary: &Dictionary, key: &str) -> Vec<Object> {
        match self.get(dictionary, key) {
            Object::Array(items) => items,
            _ => Vec::new(),
        }
    }

    /// The stream that an object is.
    pub(super) fn stream(&self, object: &Object) -> Option<Stream> {
        match self.resolve(object) {
            Object::Stream(stream) => Some(*stream),
            _ => None,
        }
    }
}
