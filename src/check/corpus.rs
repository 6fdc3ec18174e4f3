//! Texts of a plan for comparison: each different text once, with its words and its rows.

use super::lexicon::is_of_acts;
use super::tokens::tokens;
use crate::model::{Assignment, Objective, Plan, Text};
use std::collections::HashMap;

/// Field of an objective whose texts are compared with one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ComparedField {
    Service,
    Title,
    Description,
    Result,
    Indicator,
}

impl ComparedField {
    pub(crate) const ALL: [ComparedField; 5] = [
        ComparedField::Service,
        ComparedField::Title,
        ComparedField::Description,
        ComparedField::Result,
        ComparedField::Indicator,
    ];

    /// Returns the text of the field in `objective`; of several indicators, the first.
    pub(crate) fn of(self, objective: &Objective) -> Option<&Text> {
        match (self, &objective.assignment) {
            (ComparedField::Service, Some(Assignment::Service(text))) => Some(text),
            (ComparedField::Title, Some(Assignment::CrossCutting { title })) => Some(title),
            (ComparedField::Description, _) => Some(&objective.description),
            (ComparedField::Result, _) => objective.expected_result.as_ref(),
            (ComparedField::Indicator, _) => objective.indicators.first().map(|i| &i.text),
            _ => None,
        }
    }
}

/// Text of one or more rows, regardless of case, accents and punctuation.
#[derive(Debug)]
pub(super) struct Wording {
    /// Field of the text.
    pub field: ComparedField,
    /// Words, as indices into [`Corpus::words`].
    pub words: Vec<usize>,
    /// Rows, as indices into the plan's objectives, in order. Never empty.
    pub rows: Vec<usize>,
}

/// Word of the plan.
#[derive(Debug, Default)]
pub(super) struct PlanWord {
    /// Spelling in lower case and without accents.
    pub folded: String,
    /// Wordings that contain the word, with its position in each.
    pub uses: Vec<(usize, usize)>,
    /// `true` if the word occurs in lower case or in capitals, hence is not only a name.
    pub common: bool,
}

/// All texts of the fields that are compared.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    pub wordings: Vec<Wording>,
    pub words: Vec<PlanWord>,
    of_row: Vec<[Option<usize>; ComparedField::ALL.len()]>,
}

impl Corpus {
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut builder = CorpusBuilder::default();
        for (row, objective) in plan.objectives.iter().enumerate() {
            let wordings = ComparedField::ALL
                .map(|f| f.of(objective).map(|t| builder.wording(f, &t.value, row)));
            builder.corpus.of_row.push(wordings);
        }
        builder.corpus
    }

    /// Returns the wording of a field of a row.
    pub(crate) fn wording(&self, row: usize, field: ComparedField) -> Option<usize> {
        self.of_row[row][field as usize]
    }
}

/// Corpus under construction.
// The order of the hash maps is arbitrary: they are looked up in and never iterated, so that
// findings come in the order of the plan.
#[derive(Default)]
struct CorpusBuilder<'p> {
    corpus: Corpus,
    by_text: HashMap<(ComparedField, &'p str), usize>,
    by_words: HashMap<(ComparedField, Vec<usize>), usize>,
    by_word: HashMap<String, usize>,
}

impl<'p> CorpusBuilder<'p> {
    fn wording(&mut self, field: ComparedField, text: &'p str, row: usize) -> usize {
        let id = match self.by_text.get(&(field, text)) {
            Some(&id) => id,
            None => self.new_text(field, text),
        };
        self.by_text.insert((field, text), id);
        self.corpus.wordings[id].rows.push(row);
        id
    }

    fn new_text(&mut self, field: ComparedField, text: &str) -> usize {
        let words: Vec<usize> = tokens(text)
            .into_iter()
            .map(|token| self.word(&text[token.range.clone()], &token.folded))
            .collect();
        let next = self.corpus.wordings.len();
        // Two texts that differ in punctuation only are one wording: commas are not what the checks
        // compare.
        let id = *self.by_words.entry((field, words.clone())).or_insert(next);
        if id == next {
            for (at, &word) in words.iter().enumerate() {
                self.corpus.words[word].uses.push((id, at));
            }
            self.corpus.wordings.push(Wording { field, words, rows: Vec::new() });
        }
        id
    }

    fn word(&mut self, raw: &str, folded: &str) -> usize {
        let id = match self.by_word.get(folded) {
            Some(&id) => id,
            None => {
                let id = self.corpus.words.len();
                self.by_word.insert(folded.to_owned(), id);
                self.corpus
                    .words
                    .push(PlanWord { folded: folded.to_owned(), ..PlanWord::default() });
                id
            }
        };
        let capitals = raw.chars().take(2).filter(|c| c.is_uppercase()).count();
        let word = &mut self.corpus.words[id];
        // A word written only with an initial capital may be a name, and names are spelled as their
        // owners like.
        word.common |= capitals != 1 || raw.chars().count() == 1 || is_of_acts(&word.folded);
        id
    }
}
