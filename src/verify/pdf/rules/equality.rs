//! When two values are equal.

use super::Judge;
use crate::verify::pdf::object::{Dictionary, Object, Stream, characters};

/// How far two numbers may lie apart that programs wrote for the same: no eye sees a
/// thousandth of a point.
const ROUNDING: f64 = 0.001;
/// How deep values are compared.
const DEEPEST: usize = 60;

impl Judge<'_> {
    /// Whether a value of now stands for what the original has.
    ///
    /// A reference must lead to the same object of ours, which is judged by itself; one to
    /// an object that a signer added is as good as its value. Numbers may be rounded, and
    /// texts may be in another encoding.
    ///
    /// Only for objects that are judged again after every revision: what a reference leads
    /// to can be another thing later.
    pub(super) fn same(&self, new: &Object, old: &Object) -> bool {
        self.same_at(new, old, 0)
    }

    /// Whether an object of ours was written again as it was: the same types, nothing moved
    /// behind a reference, a stream with its length told in place.
    pub(super) fn same_again(&self, new: &Object, old: &Object) -> bool {
        match (new, old) {
            (Object::Stream(new), Object::Stream(old)) => {
                new.dictionary == old.dictionary && self.same_data(new, old)
            }
            _ => new == old,
        }
    }

    /// Whether the length that a stream tells is that of its data: a reader goes by it.
    pub(super) fn tells_its_length(&self, stream: &Stream) -> bool {
        let told = self.now.get(&stream.dictionary, "Length").as_integer();
        let told = told.and_then(|length| usize::try_from(length).ok());
        // The line end before `endstream` does not count.
        let lengths = stream.data.len().saturating_sub(2)..=stream.data.len();
        told.is_some_and(|length| lengths.contains(&length))
    }

    fn same_data(&self, new: &Stream, old: &Stream) -> bool {
        self.now.bytes.get(new.data.clone()) == self.now.bytes.get(old.data.clone())
    }

    fn same_at(&self, new: &Object, old: &Object, depth: usize) -> bool {
        if depth > DEEPEST {
            return false;
        }
        match (new, old) {
            (Object::Reference(new), Object::Reference(old)) => new == old,
            (Object::Reference(number), _) if !self.now.ours(*number) => {
                self.same_at(&self.now.load(*number), old, depth + 1)
            }
            // A count or a width that was whole stays what it was.
            (Object::Real(_), Object::Integer(_)) => new.as_number() == old.as_number(),
            (Object::Real(_) | Object::Integer(_), Object::Real(_)) => {
                let numbers = new.as_number().zip(old.as_number());
                numbers.is_some_and(|(new, old)| (new - old).abs() <= ROUNDING * old.abs().min(1.0))
            }
            (Object::Text(new), Object::Text(old)) => {
                new == old || characters(new) == characters(old)
            }
            (Object::Array(new), Object::Array(old)) => {
                let equal = |(new, old): (&Object, &Object)| self.same_at(new, old, depth + 1);
                new.len() == old.len() && new.iter().zip(old).all(equal)
            }
            (Object::Dictionary(new), Object::Dictionary(old)) => {
                self.same_dictionary(new, old, depth)
            }
            (Object::Stream(new), Object::Stream(old)) => self.same_stream(new, old, depth),
            _ => new == old,
        }
    }

    fn same_dictionary(&self, new: &Dictionary, old: &Dictionary, depth: usize) -> bool {
        let equal = |(key, new): (&Vec<u8>, &Object)| {
            old.0.get(key).is_some_and(|old| self.same_at(new, old, depth + 1))
        };
        new.0.len() == old.0.len() && new.0.iter().all(equal)
    }

    /// The same encoded data, how long they are told in any way that is true.
    fn same_stream(&self, new: &Stream, old: &Stream, depth: usize) -> bool {
        let without_length = |stream: &Stream| {
            let mut dictionary = stream.dictionary.clone();
            dictionary.0.remove(b"Length".as_slice());
            dictionary
        };
        self.same_dictionary(&without_length(new), &without_length(old), depth)
            && self.tells_its_length(new)
            && self.same_data(new, old)
    }
}
