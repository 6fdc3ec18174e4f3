//! Signed files changed at random, one byte to one block: none passes that another parser,
//! which repairs and guesses, takes for another document.
//!
//! `ALLEGATI_MUTATIONS=1000000` changes that many files; `ALLEGATI_MUTATIONS_FROM=7` begins
//! with another number.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "ALLEGATI_MUTATIONS gives a number, and a run reports what it did"
)]

use super::fuzz::Dice;
use crate::verify::Verdict;
use crate::verify::pdf::judge_revisions;
use crate::verify::pdf::original::Original;
use crate::verify::pdf::reasons::ReasonList;
use lopdf::{Dictionary, Document, Object};

/// Number of files without `ALLEGATI_MUTATIONS`: some seconds in a build without optimisation.
const FILES: usize = 2_000;

const ANNEX: &[u8] = include_bytes!("../../../../output/piano-obiettivi-2020-2022.pdf");

macro_rules! seeds {
    ($($name:literal)*) => {
        [$(($name, include_bytes!(concat!("../../../../tests/fuzz/seeds/", $name, ".bin")).as_slice())),*]
    };
}

/// Revisions that signing programs appended to [`ANNEX`].
const SIGNED: [(&str, &[u8]); 9] = seeds!(
    "invisibile" "visibile" "dss" "itext" "openpdf" "flussi" "libreoffice" "libreoffice-visibile"
    "poppler"
);

/// Characters with a meaning in a PDF.
const MEANINGFUL: &[u8] = b"0123456789 \n\r\t\0/<>[]()%-+.#\\RnfobjABCDEF";

/// Keys of the original's objects that a signer changes, for which `verify` has rules.
const FREE: [&[u8]; 18] = [
    b"AcroForm",
    b"Extensions",
    b"DSS",
    b"Perms",
    b"Version",
    b"ModDate",
    b"Producer",
    b"Annots",
    b"V",
    b"AP",
    b"AS",
    b"F",
    b"M",
    b"Rect",
    b"MK",
    b"DA",
    b"ParentTree",
    b"ParentTreeNextKey",
];

/// Changes one place of `bytes` from `from` on; returns it.
fn change(dice: &mut Dice, bytes: &mut Vec<u8>, from: usize) -> usize {
    let at = from + dice.below(bytes.len() - from);
    let end = (at + 1 + dice.below(64)).min(bytes.len());
    let letter = MEANINGFUL[dice.below(MEANINGFUL.len())];
    match dice.below(7) {
        0 => bytes[at] ^= 1 << dice.below(8),
        1 => bytes[at] = dice.below(256) as u8,
        2 => bytes[at] = letter,
        3 => bytes.insert(at, letter),
        4 => drop(bytes.drain(at..end)),
        5 => {
            let source = dice.below(bytes.len() - (end - at));
            let piece = bytes[source..source + (end - at)].to_vec();
            bytes.splice(at..at, piece);
        }
        _ => bytes[at..end].fill(letter),
    }
    at
}

/// Quotes the bytes around `at`.
fn around(bytes: &[u8], at: usize) -> String {
    let place = at.saturating_sub(30)..(at + 100).min(bytes.len());
    format!("{:?}", String::from_utf8_lossy(&bytes[place]))
}

/// Reads a file as lopdf does, which follows the index and repairs it where it must.
fn read(bytes: &[u8]) -> Option<Document> {
    Document::load_mem(bytes).ok()
}

/// Rounds measures, which a signer may round a thousandth of a point away.
fn rounded(object: &Object) -> Object {
    match object {
        Object::Real(value) => Object::Real((value * 10.0).round() / 10.0),
        Object::Array(items) => Object::Array(items.iter().map(rounded).collect()),
        other => other.clone(),
    }
}

/// Removes what a signer may change in an object of the original.
fn kept(object: &Object) -> Object {
    let kept = |dictionary: &Dictionary| -> Dictionary {
        let keys = dictionary.iter().filter(|(key, _)| !FREE.contains(&key.as_slice()));
        keys.map(|(key, value)| (key.clone(), rounded(value))).collect()
    };
    match object {
        Object::Dictionary(dictionary) => Object::Dictionary(kept(dictionary)),
        other => other.clone(),
    }
}

/// Checks that every object of the original but the packet of metadata, the head of the
/// structure and blank drawings is what it was.
fn hold(before: &Document, bytes: &[u8], what: &str) {
    let now = read(bytes).unwrap_or_else(|| panic!("{what}: intact and not read"));
    for (id, old) in &before.objects {
        let is_free = old.as_stream().is_ok_and(|stream| {
            stream.dict.has_type(b"Metadata") || stream.content.trim_ascii().is_empty()
        });
        let is_head = old.as_dict().is_ok_and(|keys| keys.get(b"K").is_ok() && !keys.has(b"Pg"));
        if is_free || is_head {
            continue;
        }
        let new = now.objects.get(id).map(kept);
        assert_eq!(new.as_ref(), Some(&kept(old)), "{what}: object {id:?}");
    }
}

/// Judges `count` changed files; returns how many of them passed.
fn judge_changed(from: usize, count: usize) -> usize {
    let ours = Original::read(ANNEX).expect("a file of ours");
    let before = read(ANNEX).expect("a PDF");
    let mut passed = 0;
    for number in from..from + count {
        let mut dice = Dice::of(number);
        let (_, revision) = SIGNED[number % SIGNED.len()];
        let whole = [ANNEX, revision].concat();
        let mut returned = whole.clone();
        let at = change(&mut dice, &mut returned, ANNEX.len());
        let mut reasons = ReasonList::default();
        judge_revisions(&ours, ANNEX.len(), &returned, &mut reasons);
        let reasons = reasons.into_reasons();
        let verdict = reasons.iter().map(|reason| reason.verdict).max();
        if verdict.unwrap_or(Verdict::Intact) == Verdict::Intact && returned != whole {
            let (was, is) = (around(&whole, at), around(&returned, at));
            hold(
                &before,
                &returned,
                &format!("mutation {number}, at byte {at}: {was} became {is}"),
            );
            passed += 1;
        }
    }
    passed
}

#[test]
fn what_is_changed_at_random_passes_only_as_the_same_document() {
    let number = |name| std::env::var(name).ok().and_then(|text: String| text.parse().ok());
    let count = number("ALLEGATI_MUTATIONS").unwrap_or(FILES);
    let passed = judge_changed(number("ALLEGATI_MUTATIONS_FROM").unwrap_or(0), count);
    println!("{count} changed files, {passed} of them in the signers' own words only");
}
