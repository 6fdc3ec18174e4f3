//! Words that were shaped, kept from one annex to the next.
//!
//! How a word is shaped depends on the word and the font alone, and plans share most of their
//! words. So a thread that makes many annexes in the program's own fonts, which are always the
//! same, shapes each word once.

use super::shaped::Shaped;
use super::words;
use crate::annex::{Fonts, Weight};
use hashbrown::HashMap;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Words of that many are rather forgotten than kept for the next annex.
const MOST: usize = 20_000;

thread_local! {
    /// Of the annex that this thread set last.
    static LAST: Cell<Option<Memory>> = const { Cell::new(None) };
}

/// The words of one set of fonts.
#[derive(Default)]
struct Memory {
    /// Where the bytes of the fonts are.
    fonts: Vec<*const u8>,
    /// By weight. Only looked up, never walked, so their order reaches nothing.
    words: [HashMap<Box<str>, Rc<Shaped>>; 2],
    /// Where the syllables of each word begin. By address: `words` keeps every word.
    syllables: HashMap<*const Shaped, Rc<[usize]>>,
}

/// What a typesetter remembers.
pub(super) struct Remembered {
    memory: RefCell<Memory>,
    /// Whether the fonts live as long as the program, so that their place tells them.
    is_lasting: bool,
}

impl Remembered {
    /// What is known of words in `fonts`.
    pub(super) fn of(fonts: &Fonts) -> Self {
        let is_lasting = fonts.are_built_in();
        let families = std::iter::once(&fonts.main).chain(&fonts.fallback);
        let fonts = families.flat_map(|family| [&family.regular, &family.bold]);
        let fonts: Vec<_> = fonts.map(|font| font.data.as_ptr()).collect();
        let last = LAST.take().filter(|last| is_lasting && last.fonts == fonts);
        let memory = last.unwrap_or(Memory { fonts, ..Memory::default() });
        Remembered { memory: RefCell::new(memory), is_lasting }
    }

    pub(super) fn word(&self, word: &str, weight: Weight) -> Option<Rc<Shaped>> {
        self.memory.borrow().words[weight as usize].get(word).cloned()
    }

    pub(super) fn keep(&self, word: &str, weight: Weight, shaped: Shaped) -> Rc<Shaped> {
        let shaped = Rc::new(shaped);
        let words = &mut self.memory.borrow_mut().words[weight as usize];
        words.insert(word.into(), shaped.clone());
        shaped
    }

    /// The bytes of a word that is kept at which a hyphen may stand before it.
    pub(super) fn syllables(&self, word: &Rc<Shaped>) -> Rc<[usize]> {
        let mut memory = self.memory.borrow_mut();
        let syllables = memory.syllables.entry(Rc::as_ptr(word));
        syllables.or_insert_with(|| words::syllables(&word.text).into()).clone()
    }
}

impl Drop for Remembered {
    fn drop(&mut self) {
        let memory = self.memory.take();
        let count: usize = memory.words.iter().map(HashMap::len).sum();
        LAST.set((self.is_lasting && count <= MOST).then_some(memory));
    }
}
