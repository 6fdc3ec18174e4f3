//! Damaged files: none may pass for ours that is not, and none panic or hang.
//!
//! Two seconds of them, or as many as `ALLEGATI_FUZZ` says. `tests/fuzz` counts memory.

use super::*;
use std::time::{Duration, Instant};

/// Words that mean something in a PDF.
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

/// Numbers that look random and are the same in every run (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
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

/// Files of every kind that is read.
fn seeds() -> Vec<Vec<u8>> {
    let same = [(PAGES, &*body(PAGES)), (60, "<</A 1>>")];
    let one = signed(&original(), FIELD, NEXT);
    let widget = "/Rect[100 300 300 360]/F 4/AP<</N 23 0 R>>";
    vec![
        signed(&one, OTHER_FIELD, NEXT + 1),
        signed_elsewhere("Altra", widget),
        streamed(&one, &[(61, "(x)")], &same, ""),
        replaced(&original(), METADATA, &metadata("PIANO", "<!-- -->")),
        one,
    ]
}

fn try_for(time: Duration) -> usize {
    let (seeds, ours) = (seeds(), original());
    let (begin, mut dice, mut tried) = (Instant::now(), Dice(88_172_645_463_325_252), 0);
    while begin.elapsed() < time {
        let mut returned = seeds[tried % seeds.len()].clone();
        dice.damage(&mut returned, ours.len());
        hold(&ours, &returned);
        let mut damaged = ours.clone();
        dice.damage(&mut damaged, 0);
        compare(&damaged, &[&damaged, &returned[ours.len().min(returned.len())..]].concat());
        tried += 1;
    }
    tried
}

/// What passes for ours must show what ours shows, to a reader that mends and guesses.
fn hold(ours: &[u8], returned: &[u8]) {
    let begin = Instant::now();
    let outcome = compare(ours, returned);
    assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
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
    let tried = try_for(Duration::from_secs(seconds.unwrap_or(2)));
    println!("{tried} files");
    assert!(tried > 100);
}
