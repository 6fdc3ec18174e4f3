//! Damaged files: none may pass for the original, and none may panic or hang.
//!
//! A fixed number of them, or as many as fit into the seconds that `ALLEGATI_FUZZ` gives.
//! `tests/fuzz` counts memory.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "ALLEGATI_FUZZ gives seconds, and a run reports what it did"
)]

use super::*;
use std::time::{Duration, Instant};

/// Number of files without `ALLEGATI_FUZZ`: some seconds in a build without optimisation.
const FILES: usize = 300;

/// Words with a meaning in a PDF.
const WORDS: [&[u8]; 20] = [
    b"xref",
    b"trailer",
    b"startxref",
    b"%%EOF",
    b"endobj",
    b"stream",
    b"<<",
    b">>",
    b"[",
    b"]",
    b" 0 R",
    b"/Prev 1",
    b"/Contents",
    b"/Type/XRef",
    b"(",
    b"5 0 obj ",
    b"endstream",
    b"/W[1 3 1]",
    b"/Type/ObjStm",
    b"99999999999",
];

/// Pseudo-random numbers, the same in every run (Marsaglia's xorshift).
pub(super) struct Dice(u64);

impl Dice {
    /// Starts the sequence of this number.
    pub(super) fn of(number: usize) -> Dice {
        let mut dice = Dice((number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        dice.below(1);
        dice
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// Changes `bytes` in one to six places from `from` on.
    fn damage(&mut self, bytes: &mut Vec<u8>, from: usize) {
        for _ in 0..=self.below(5) {
            let at = from + self.below(bytes.len() - from);
            let length = self.below(64).min(bytes.len() - at);
            match self.below(5) {
                0 => bytes[at] = self.below(256) as u8,
                1 => bytes[at] = b'0' + self.below(10) as u8,
                2 => {
                    let word = WORDS[self.below(WORDS.len())];
                    bytes.splice(at..at, word.iter().copied());
                }
                3 => {
                    let source = self.below(bytes.len() - length);
                    let copy = bytes[source..source + length].to_vec();
                    bytes.splice(at..at, copy);
                }
                _ => {
                    // One byte stays to be changed.
                    bytes.drain(at..(at + length).min(bytes.len() - 1).max(at));
                }
            }
            if bytes.len() <= from {
                return;
            }
        }
    }
}

/// Makes files of every kind that is read.
fn seeds() -> Vec<Vec<u8>> {
    let info = with(INFO, "/ModDate 60 0 R");
    let same = [(PAGES, &*body(PAGES)), (INFO, &*info), (60, "(D:2026)")];
    let one = signed(&original(), FIELD, NEXT);
    let widget = "/Rect[100 300 300 360]/F 4/AP<</N 23 0 R>>";
    vec![
        signed(&one, OTHER_FIELD, NEXT + 1),
        signed_elsewhere("Altra", widget),
        streamed(&one, &[(FONT, &body(FONT))], &same, ""),
        replaced(&original(), METADATA, &metadata("PIANO", "<!-- -->")),
        one,
    ]
}

/// Judges damaged files for as long as `goes_on` is true of their number.
fn judge_damaged(goes_on: impl Fn(usize) -> bool) -> usize {
    let (seeds, ours) = (seeds(), original());
    let (mut dice, mut count) = (Dice(88_172_645_463_325_252), 0);
    while goes_on(count) {
        let mut returned = seeds[count % seeds.len()].clone();
        dice.damage(&mut returned, ours.len());
        hold(&ours, &returned);
        let mut damaged = ours.clone();
        dice.damage(&mut damaged, 0);
        compare(&damaged, &[&damaged, &returned[ours.len().min(returned.len())..]].concat());
        count += 1;
    }
    count
}

/// Checks that a file which passes shows what the original shows, to a reader that repairs and
/// guesses.
fn hold(ours: &[u8], returned: &[u8]) {
    let outcome = compare(ours, returned);
    if outcome.verdict() > Verdict::Look {
        return;
    }
    let read = |bytes| lopdf::Document::load_mem(bytes);
    let (Ok(before), Ok(now)) = (read(ours), read(returned)) else { return };
    for number in [PAGES, CONTENT, 6, 10, 11, FONT, 13, 19] {
        let both = [&before, &now].map(|file| file.get_object((number, 0)).ok());
        assert_eq!(both[0], both[1], "object {number}: {}", String::from_utf8_lossy(returned));
    }
}

#[test]
fn damaged_files_are_survived() {
    let seconds = std::env::var("ALLEGATI_FUZZ").ok().and_then(|text| text.parse().ok());
    let count = match seconds.map(Duration::from_secs) {
        Some(time) => {
            let begin = Instant::now();
            judge_damaged(|_| begin.elapsed() < time)
        }
        None => judge_damaged(|count| count < FILES),
    };
    println!("{count} files");
}
