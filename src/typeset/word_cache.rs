//! Words that were shaped once, and their syllables.

use super::breakable_words;
use super::shaped_word::ShapedWord;
use crate::annex::FontWeight;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Cache of shaped words, owned by one [`super::Typesetter`].
// Shaping depends on the word and the font alone, and a plan repeats most of its words. The maps
// are only looked up, never walked, so that their order cannot reach an output.
#[derive(Default)]
pub(super) struct WordCache {
    /// Shaped words, by weight.
    words: RefCell<[HashMap<Box<str>, Rc<ShapedWord>>; 2]>,
    /// Bytes at which the syllables of a word begin, by the word in normal form C.
    syllables: RefCell<HashMap<Box<str>, Rc<[usize]>>>,
}

impl WordCache {
    /// Returns the shaped `word`, if it is known.
    pub(super) fn word(&self, word: &str, weight: FontWeight) -> Option<Rc<ShapedWord>> {
        self.words.borrow()[weight as usize].get(word).cloned()
    }

    /// Stores a shaped word and returns it.
    pub(super) fn store(
        &self,
        word: &str,
        weight: FontWeight,
        shaped: ShapedWord,
    ) -> Rc<ShapedWord> {
        let shaped = Rc::new(shaped);
        self.words.borrow_mut()[weight as usize].insert(word.into(), shaped.clone());
        shaped
    }

    /// Returns the bytes of `word` before which a hyphen may stand.
    pub(super) fn syllables(&self, word: &str) -> Rc<[usize]> {
        if let Some(known) = self.syllables.borrow().get(word) {
            return known.clone();
        }
        let syllables: Rc<[usize]> = breakable_words::syllables(word).into();
        self.syllables.borrow_mut().insert(word.into(), syllables.clone());
        syllables
    }
}
