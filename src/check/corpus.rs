//! The cells of a plan as the checks compare them: equal texts once, each with its
//! words and with the rows that it stands in.

use super::lexicon::is_of_acts;
use super::words::tokens;
use crate::model::{Assignment, Objective, Plan, Text};
use std::collections::HashMap;

/// A field of an objective whose texts are compared with one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Field {
    Service,
    Title,
    Description,
    Result,
    Indicator,
}

impl Field {
    pub const ALL: [Field; 5] =
        [Field::Service, Field::Title, Field::Description, Field::Result, Field::Indicator];

    /// What `objective` has there; of several indicators, the first.
    pub fn of(self, objective: &Objective) -> Option<&Text> {
        match (self, &objective.assignment) {
            (Field::Service, Some(Assignment::Service(text))) => Some(text),
            (Field::Title, Some(Assignment::CrossCutting { title })) => Some(title),
            (Field::Description, _) => Some(&objective.description),
            (Field::Result, _) => objective.expected_result.as_ref(),
            (Field::Indicator, _) => objective.indicators.first().map(|i| &i.text),
            _ => None,
        }
    }
}

/// A text as it stands in one or more rows, apart from case, accents and punctuation.
#[derive(Debug)]
pub(super) struct Wording {
    /// The field it stands in.
    pub field: Field,
    /// Its words, as indices into [`Corpus::words`].
    pub words: Vec<usize>,
    /// The rows, as indices into the plan's objectives, in order. Never empty.
    pub rows: Vec<usize>,
}

/// A word of the plan.
#[derive(Debug, Default)]
pub(super) struct Word {
    /// In lower case and without accents.
    pub folded: String,
    /// In which wordings it stands, and at which place of each.
    pub uses: Vec<(usize, usize)>,
    /// It stands somewhere with a small initial, or in capitals: so it is not a mere name.
    pub common: bool,
}

/// Every text of the fields that are compared.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    pub wordings: Vec<Wording>,
    pub words: Vec<Word>,
    of_row: Vec<[Option<usize>; Field::ALL.len()]>,
}

impl Corpus {
    pub fn new(plan: &Plan) -> Self {
        let mut builder = Builder::default();
        for (row, objective) in plan.objectives.iter().enumerate() {
            let wordings =
                Field::ALL.map(|f| f.of(objective).map(|t| builder.wording(f, &t.value, row)));
            builder.corpus.of_row.push(wordings);
        }
        builder.corpus
    }

    /// The wording of a field of a row.
    pub fn wording(&self, row: usize, field: Field) -> Option<usize> {
        self.of_row[row][field as usize]
    }
}

/// The corpus while it grows. The maps are looked up in, never walked.
#[derive(Default)]
struct Builder<'p> {
    corpus: Corpus,
    by_text: HashMap<(Field, &'p str), usize>,
    by_words: HashMap<(Field, Vec<usize>), usize>,
    by_word: HashMap<String, usize>,
}

impl<'p> Builder<'p> {
    fn wording(&mut self, field: Field, text: &'p str, row: usize) -> usize {
        let id = match self.by_text.get(&(field, text)) {
            Some(&id) => id,
            None => self.new_text(field, text),
        };
        self.by_text.insert((field, text), id);
        self.corpus.wordings[id].rows.push(row);
        id
    }

    fn new_text(&mut self, field: Field, text: &str) -> usize {
        let words: Vec<usize> = tokens(text)
            .into_iter()
            .map(|token| self.word(&text[token.range.clone()], &token.folded))
            .collect();
        let next = self.corpus.wordings.len();
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
                self.corpus.words.push(Word { folded: folded.to_owned(), ..Word::default() });
                id
            }
        };
        let capitals = raw.chars().take(2).filter(|c| c.is_uppercase()).count();
        let word = &mut self.corpus.words[id];
        word.common |= capitals != 1 || raw.chars().count() == 1 || is_of_acts(&word.folded);
        id
    }
}
