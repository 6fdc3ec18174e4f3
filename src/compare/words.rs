//! Differences between two texts, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// Run of words of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordRun<'t> {
    /// In both texts.
    Same(&'t str),
    /// In the old text only.
    Removed(&'t str),
    /// In the new text only.
    Added(&'t str),
}

/// Runs of two texts in reading order; what was removed comes before what was added in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference<'t>(pub Vec<WordRun<'t>>);

impl<'t> Difference<'t> {
    /// Iterates over the runs of the old text.
    pub fn before(&self) -> impl Iterator<Item = WordRun<'t>> {
        self.0.iter().copied().filter(|run| !matches!(run, WordRun::Added(_)))
    }

    /// Iterates over the runs of the new text.
    pub fn after(&self) -> impl Iterator<Item = WordRun<'t>> {
        self.0.iter().copied().filter(|run| !matches!(run, WordRun::Removed(_)))
    }
}

/// Compares two texts word by word; punctuation counts apart.
pub fn differences<'t>(before: &'t str, after: &'t str) -> Difference<'t> {
    let (old, new) = (words(before), words(after));
    let list = |words: &[SpacedWord<'t>]| words.iter().map(|word| word.word).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &list(&old), &list(&new));
    let mut runs = Runs { before, after, old: 0..0, new: 0..0, found: Vec::new() };
    for op in ops {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                let pairs = old[old_index..][..len].iter().zip(&new[new_index..][..len]);
                pairs.for_each(|(old, new)| runs.same(old, new));
            }
            op => {
                old[op.old_range()].iter().for_each(|word| runs.old.end += word.len());
                new[op.new_range()].iter().for_each(|word| runs.new.end += word.len());
            }
        }
    }
    runs.flush();
    Difference(runs.found)
}

/// Word with the white space behind it. White space alone is no word: as many words as possible are
/// to be found again, not as many blanks.
struct SpacedWord<'t> {
    word: &'t str,
    blanks: &'t str,
}

impl SpacedWord<'_> {
    fn len(&self) -> usize {
        self.word.len() + self.blanks.len()
    }
}

/// Splits a text into words; white space at its beginning stands behind an empty one.
fn words(text: &str) -> Vec<SpacedWord<'_>> {
    let mut words: Vec<SpacedWord<'_>> = Vec::new();
    // By UAX #29 «dell'ente» and «31.12.2020» are one word each, and a full stop is one of its own.
    for (at, part) in text.split_word_bound_indices() {
        let is_blank = part.chars().all(char::is_whitespace);
        match words.last_mut().filter(|_| is_blank) {
            Some(last) => {
                let start = at - last.blanks.len();
                last.blanks = &text[start..at + part.len()];
            }
            None if is_blank => words.push(SpacedWord { word: "", blanks: part }),
            None => words.push(SpacedWord { word: part, blanks: "" }),
        }
    }
    words
}

/// Runs found so far, and a change that may still go on.
struct Runs<'t> {
    before: &'t str,
    after: &'t str,
    /// Bytes of the old text that the change removes.
    old: std::ops::Range<usize>,
    /// Bytes of the new text that it adds.
    new: std::ops::Range<usize>,
    found: Vec<WordRun<'t>>,
}

impl<'t> Runs<'t> {
    /// Adds a word of both texts; the white space behind it may differ.
    fn same(&mut self, old: &SpacedWord<'t>, new: &SpacedWord<'t>) {
        self.flush();
        let same = if old.blanks == new.blanks { old.len() } else { old.word.len() };
        self.keep(same);
        self.old.end += old.len() - same;
        self.new.end += new.len() - same;
    }

    /// Adds bytes of both texts to the last run that is the same.
    fn keep(&mut self, len: usize) {
        let (start, end) = (self.old.start, self.old.start + len);
        match self.found.last_mut() {
            Some(WordRun::Same(words)) => *words = &self.before[start - words.len()..end],
            _ if len > 0 => self.found.push(WordRun::Same(&self.before[start..end])),
            _ => {}
        }
        self.old = end..end;
        let end = self.new.start + len;
        self.new = end..end;
    }

    /// Ends the change; white space at its end that is the same is none of it.
    fn flush(&mut self) {
        let (removed, added) = (&self.before[self.old.clone()], &self.after[self.new.clone()]);
        let blanks = removed.chars().rev().zip(added.chars().rev());
        let blanks = blanks.take_while(|(a, b)| a == b && a.is_whitespace());
        let same: usize = blanks.map(|(blank, _)| blank.len_utf8()).sum();
        let (removed, added) = (&removed[..removed.len() - same], &added[..added.len() - same]);
        let runs = [WordRun::Removed(removed), WordRun::Added(added)];
        self.found.extend(runs.into_iter().filter(|run| !run.words().is_empty()));
        (self.old.start, self.new.start) = (self.old.end - same, self.new.end - same);
        self.keep(same);
    }
}

impl<'t> WordRun<'t> {
    /// Returns the words of the run.
    pub fn words(self) -> &'t str {
        match self {
            WordRun::Same(words) | WordRun::Removed(words) | WordRun::Added(words) => words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WordRun::{Added, Removed, Same};
    use super::*;

    #[test]
    fn words_and_punctuation_change_apart() {
        assert_eq!(
            differences(
                "Ridurre i tempi entro il 30.06.2020.",
                "Ridurre i tempi entro il 31.12.2021;"
            )
            .0,
            [Same("Ridurre i tempi entro il "), Removed("30.06.2020."), Added("31.12.2021;"),]
        );
        assert_eq!(
            differences("Avvio del servizio", "Avvio, del servizio").0,
            [Same("Avvio"), Added(","), Same(" del servizio")]
        );
        assert_eq!(
            differences("un filo rosso vivo qui", "un filo verde scuro qui").0,
            [Same("un filo "), Removed("rosso vivo"), Added("verde scuro"), Same(" qui")]
        );
        assert_eq!(differences("uno", "uno due").0, [Same("uno"), Added(" due")]);
        assert_eq!(
            differences("dell'ente", "dell’ente").0,
            [Removed("dell'ente"), Added("dell’ente")]
        );
        assert_eq!(differences("", "").0, []);
    }

    #[test]
    fn both_texts_come_back_from_the_runs() {
        let (old, new) = ("a  b\nc, «d» e\u{301} f", "b a c;\n\n«d» e f g");
        let difference = differences(old, new);
        let join = |runs: Vec<WordRun>| runs.into_iter().map(WordRun::words).collect::<String>();
        assert_eq!(join(difference.before().collect()), old);
        assert_eq!(join(difference.after().collect()), new);
    }
}
