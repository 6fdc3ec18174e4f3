//! Findings: what is wrong, where, and what to do about it; and the reports that
//! show them to people and to programs.

mod character;
mod code;
mod human;
mod json;

pub use character::{character, suspects};
pub use code::Code;
pub use human::human_report;
pub use json::json_report;

use crate::source::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written (*errore*).
    Error,
    /// The annexes are written, but someone should look (*avviso*).
    Warning,
    /// Worth knowing (*nota*).
    Note,
}

impl Severity {
    /// Its name as users read it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "errore",
            Severity::Warning => "avviso",
            Severity::Note => "nota",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// How much it weighs; that of its code unless the user asked for more rigour.
    pub severity: Severity,
    /// What is wrong: one line of Italian that quotes the value.
    pub message: String,
    /// The places: the culprit first, then those that explain it. At least one.
    pub labels: Vec<Label>,
    /// What to do, in Italian, each a sentence or two.
    pub hints: Vec<String>,
}

/// A place that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there, in a few words; may be empty for the culprit.
    pub note: String,
}

/// The most characters of a message: a value that it quotes may be a book.
const LONGEST_MESSAGE: usize = 600;

/// `message` with its middle left out, if it is longer than anyone reads.
fn shortened(message: String) -> String {
    if message.chars().count() <= LONGEST_MESSAGE {
        return message;
    }
    let start: String = message.chars().take(LONGEST_MESSAGE - 200).collect();
    let end: Vec<char> = message.chars().rev().take(150).collect();
    start + " … " + &end.into_iter().rev().collect::<String>()
}

impl Diagnostic {
    /// A finding of kind `code` at `span`, with the severity of its code.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let first = Label { span, note: String::new() };
        Diagnostic {
            code,
            severity: code.severity(),
            message: shortened(message.into()),
            labels: vec![first],
            hints: Vec::new(),
        }
    }

    /// With a few words at the culprit's place.
    pub fn at(mut self, note: impl Into<String>) -> Self {
        self.labels[0].note = note.into();
        self
    }

    /// With a further place.
    pub fn also(mut self, span: Span, note: impl Into<String>) -> Self {
        self.labels.push(Label { span, note: note.into() });
        self
    }

    /// With a remedy.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The place of the culprit.
    pub fn span(&self) -> Span {
        self.labels[0].span
    }
}

/// Everything that a run has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    list: Vec<Diagnostic>,
    /// How many errors, warnings and notes came after the list was full.
    more: [usize; 3],
}

/// The most findings that are kept: a file that is no plan may give millions.
const MOST: usize = 5_000;

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Diagnostic) {
        if self.list.len() < MOST {
            self.list.push(finding);
        } else {
            self.more[finding.severity as usize] += 1;
        }
    }

    /// Adds many.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        more.into_iter().for_each(|finding| self.push(finding));
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: &Findings) {
        self.extend(other.iter().cloned());
        for (more, others) in self.more.iter_mut().zip(other.more) {
            *more += others;
        }
    }

    /// The errors among them.
    pub fn errors(mut self) -> Self {
        self.list.retain(|finding| finding.severity == Severity::Error);
        let [errors, ..] = self.more;
        Findings { list: self.list, more: [errors, 0, 0] }
    }

    /// Makes warnings errors (`--rigoroso`).
    pub fn escalate(&mut self) {
        for finding in &mut self.list {
            if finding.severity == Severity::Warning {
                finding.severity = Severity::Error;
            }
        }
        self.more[Severity::Error as usize] +=
            std::mem::take(&mut self.more[Severity::Warning as usize]);
    }

    /// Sorted by file, place and code, without exact repetitions.
    pub fn sort(&mut self) {
        self.list
            .sort_by(|a, b| (a.span(), a.code, &a.message).cmp(&(b.span(), b.code, &b.message)));
        self.list.dedup();
    }

    /// In the order of [`Findings::sort`] once sorted, else in that of arrival.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        let kept = self.list.iter().filter(|d| d.severity == severity).count();
        kept + self.more[severity as usize]
    }

    /// How many came after the list was full.
    pub fn left_out(&self) -> usize {
        self.more.iter().sum()
    }

    /// Whether anything forbids writing.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether anything of that kind was found.
    pub fn has(&self, code: Code) -> bool {
        self.list.iter().any(|finding| finding.code == code)
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl IntoIterator for Findings {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
