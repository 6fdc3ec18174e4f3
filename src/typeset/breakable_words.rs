//! Splitting of a paragraph into words, each with the places where a line may end inside it.

use super::Typesetter;
use super::marked_words::MarkedText;
use super::shaped_word::ShapedWord;
use super::word_pairs::{is_address, keeps_together};
use crate::annex::FontWeight;
use hypher::Lang;
use std::ops::Range;
use std::rc::Rc;
use unicode_linebreak::linebreaks;

/// Minimum number of letters before and after an Italian hyphen.
const HYPHEN_BOUNDS: (usize, usize) = (2, 3);
/// Maximum length in bytes of a word that is hyphenated: no Italian word is longer.
const LONGEST: usize = 30;
/// Maximum number of capitals in an acronym, which is never hyphenated.
const ACRONYM: usize = 6;

/// Word with the blanks after it.
pub(super) struct BreakableWord {
    pub(super) shaped: Rc<ShapedWord>,
    pub(super) blanks: Rc<ShapedWord>,
    /// Places inside the word where a line may end, in order.
    pub(super) splits: Vec<Split>,
    /// Set if the line should not end after the word.
    pub(super) keeps_next: bool,
    /// Bytes of the line that the word takes, blanks excluded.
    pub(super) source: Range<usize>,
    pub(super) weight: FontWeight,
    /// Mark of the word and of the blanks after it.
    pub(super) marks: [Option<Rc<MarkedText>>; 2],
    /// Set for a part of a word whose next part has another mark.
    pub(super) is_joined: bool,
}

/// Place inside a word where a line may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// First byte of the part that goes to the next line.
    pub(super) at: usize,
    pub(super) kind: SplitKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SplitKind {
    /// Between syllables: a hyphen is added.
    Hyphen,
    /// After a mark that the word has: «SOCIALI/RAGIONERIA», «on-line».
    Mark,
    /// Between any two letters, because the word is wider than its column.
    Anywhere,
}

/// Splits `line`, which has no line breaks, into words. Breaks follow the Unicode line breaking
/// algorithm (UAX #14) and, inside words, Italian hyphenation.
pub(super) fn words(
    setter: &Typesetter<'_>,
    line: &str,
    weight: FontWeight,
    hyphenate: bool,
) -> Vec<BreakableWord> {
    let mut words: Vec<BreakableWord> = Vec::new();
    let (mut start, mut marks) = (0, Vec::new());
    for (end, _) in linebreaks(line) {
        let ink = line[start..end].trim_end_matches(is_blank).len();
        // No blank before the break: it is a mark inside the word.
        if start + ink == end && end < line.len() {
            marks.push(end - start);
            continue;
        }
        let text = &line[start..start + ink];
        let shaped = setter.shape(text, weight);
        // Offsets of marks hold only if normalisation left the text as it was.
        marks.retain(|_| *shaped.text == *text);
        let splits = splits(setter, &shaped, std::mem::take(&mut marks), hyphenate);
        let blanks = setter.shape(&line[start + ink..end], weight);
        if let Some(before) = words.last_mut() {
            before.keeps_next = keeps_together(&before.shaped.text, &shaped.text);
        }
        words.push(BreakableWord {
            shaped,
            blanks,
            splits,
            keeps_next: false,
            source: start..start + ink,
            weight,
            marks: [None, None],
            is_joined: false,
        });
        start = end;
    }
    words
}

fn is_blank(c: char) -> bool {
    // No-break blanks are ink: a line must not end at them.
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

fn splits(
    setter: &Typesetter<'_>,
    shaped: &Rc<ShapedWord>,
    marks: Vec<usize>,
    hyphenate: bool,
) -> Vec<Split> {
    let word = &shaped.text;
    let address = is_address(word);
    let mut splits: Vec<Split> = Vec::new();
    for at in marks {
        let kind = match word[..at].chars().next_back() {
            // A reader who types the address in would drop a hyphen at the end of a line.
            Some('-') if address => continue,
            Some('\u{AD}') => SplitKind::Hyphen,
            _ => SplitKind::Mark,
        };
        splits.push(Split { at, kind });
    }
    if hyphenate && !address {
        let syllables = setter.cache.syllables(word);
        splits.extend(syllables.iter().map(|&at| Split { at, kind: SplitKind::Hyphen }));
        // The sort is stable: where a mark and a syllable share a place, the mark stays.
        splits.sort_by_key(|split| split.at);
        splits.dedup_by_key(|split| split.at);
    }
    splits
}

/// Returns the bytes of `word` at which a syllable begins and a hyphen may stand before it.
pub(super) fn syllables(word: &str) -> Vec<usize> {
    let mut out = Vec::new();
    for (start, run) in letter_runs(word) {
        let count = run.chars().count();
        let acronym = count <= ACRONYM && !run.chars().any(char::is_lowercase);
        let (left, right) = HYPHEN_BOUNDS;
        if acronym || count < left + right || run.len() > LONGEST {
            continue;
        }
        let mut at = start;
        let parts: Vec<_> =
            hypher::hyphenate_bounded(run, Lang::Italian, left, right).map(str::len).collect();
        for len in &parts[..parts.len() - 1] {
            at += len;
            out.push(at);
        }
    }
    out
}

/// Returns the stretches of letters that may be hyphenated.
fn letter_runs(word: &str) -> impl Iterator<Item = (usize, &str)> {
    // A word with a digit, or with a full stop before more letters (C.D.S., D.Lgs., A4), is an
    // abbreviation.
    let dotted =
        word.trim_end_matches('.').contains('.') || word.contains(|c: char| c.is_numeric());
    let mut rest = if dotted { word.len() } else { 0 };
    std::iter::from_fn(move || {
        let start = rest + word[rest..].find(char::is_alphabetic)?;
        let tail = &word[start..];
        let len = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        rest = start + len;
        Some((start, &tail[..len]))
    })
}
