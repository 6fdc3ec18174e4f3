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
    // Words by UAX #29: «dell'ente» and «31.12.2020» are one word each, a full stop is one of its own.
    let old: Vec<&str> = before.split_word_bounds().collect();
    let new: Vec<&str> = after.split_word_bounds().collect();
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut runs = Runs { before, after, old: 0..0, new: 0..0, found: Vec::new() };
    let (old, new) = (ends(&old), ends(&new));
    for op in ops {
        let (was, is) = (op.old_range(), op.new_range());
        let same = matches!(op, DiffOp::Equal { .. });
        runs.push(same, old[was.start]..old[was.end], new[is.start]..new[is.end]);
    }
    runs.flush();
    Difference(runs.found)
}

/// Returns the byte at which each word begins, and that of the end.
fn ends(words: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let mut starts = vec![0];
    starts.extend(words.iter().map(|word| {
        at += word.len();
        at
    }));
    starts
}

/// Runs found so far, and a change that may still go on.
struct Runs<'t> {
    before: &'t str,
    after: &'t str,
    old: std::ops::Range<usize>,
    new: std::ops::Range<usize>,
    found: Vec<WordRun<'t>>,
}

impl Runs<'_> {
    fn push(&mut self, same: bool, old: std::ops::Range<usize>, new: std::ops::Range<usize>) {
        let is_open = !self.old.is_empty() || !self.new.is_empty();
        let words = &self.before[old.clone()];
        let is_end = old.end == self.before.len() && new.end == self.after.len();
        // Blanks between two changed words change with them: «rosso vivo» is one change.
        let joins = is_open && !is_end && words.chars().all(char::is_whitespace);
        if same && !joins {
            self.flush();
            self.found.push(WordRun::Same(words));
            return;
        }
        if !is_open {
            (self.old.start, self.new.start) = (old.start, new.start);
        }
        (self.old.end, self.new.end) = (old.end, new.end);
    }

    /// Ends the change; blanks at its end that are the same are none of it.
    fn flush(&mut self) {
        let (old, new) = (std::mem::take(&mut self.old), std::mem::take(&mut self.new));
        let (removed, added) = (&self.before[old], &self.after[new]);
        let same = match (removed, added) {
            ("", _) | (_, "") => 0,
            (removed, added) => {
                let blanks = removed.chars().rev().zip(added.chars().rev());
                let blanks = blanks.take_while(|(a, b)| a == b && a.is_whitespace());
                blanks.map(|(c, _)| c.len_utf8()).sum()
            }
        };
        let (removed, blanks) = removed.split_at(removed.len() - same);
        let added = &added[..added.len() - same];
        let runs = [WordRun::Removed(removed), WordRun::Added(added), WordRun::Same(blanks)];
        self.found.extend(runs.into_iter().filter(|run| !run.words().is_empty()));
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
