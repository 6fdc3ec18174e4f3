//! Findings with their places and remedies, and the reports that show them to people and to
//! programs.

mod brief;
mod cause;
mod character;
mod code;
mod excess;
mod full;
mod json;
mod places;
mod wrapping;

pub use brief::{FindingGroup, Terminal, brief_report, count_words, finding_groups};
pub use character::{character, suspects};
pub use code::Code;
pub use excess::{too_large, too_much};
pub use full::full_report;
pub use json::{json_report, json_text};
pub use wrapping::wrapped;

use crate::source::Span;
use std::collections::BTreeSet;

/// Severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Error: no file is written (*errore*).
    Error,
    /// Warning: the annexes are written, but someone should look (*avviso*).
    Warning,
    /// Note worth knowing (*nota*).
    Note,
}

impl Severity {
    /// Returns the name as users read it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "errore",
            Severity::Warning => "avviso",
            Severity::Note => "nota",
        }
    }
}

/// Finding about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Kind of finding.
    pub code: Code,
    /// Severity; that of the code unless the user asked for more rigour (`--rigoroso`).
    pub severity: Severity,
    /// Defect: one line of Italian that quotes the value.
    pub message: String,
    /// Places: the culprit first, then those that explain it. At least one.
    pub labels: Vec<Label>,
    /// Remedies in Italian, each a sentence or two.
    pub hints: Vec<String>,
}

/// Place that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Span of the source.
    pub span: Span,
    /// Explanation in a few words; may be empty for the culprit.
    pub note: String,
    /// Text that would mend the place; `None` if only a person can tell.
    pub replacement: Option<Replacement>,
}

/// Text that would mend a place, if a person agrees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Text at the place.
    pub found: String,
    /// Text to write instead.
    pub text: String,
}

/// Maximum number of characters of a message: a value that it quotes may be a whole book.
const LONGEST_MESSAGE: usize = 600;

/// Leaves out the middle of a message that is too long: its beginning names the field, its end
/// the reason.
fn shortened(message: String) -> String {
    if message.chars().count() <= LONGEST_MESSAGE {
        return message;
    }
    // Characters, not bytes: cutting within an «è» would panic.
    let start: String = message.chars().take(LONGEST_MESSAGE - 200).collect();
    let end: Vec<char> = message.chars().rev().take(150).collect();
    start + " … " + &end.into_iter().rev().collect::<String>()
}

impl Diagnostic {
    /// Makes a finding of kind `code` at `span`, with the severity of its code.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let first = Label { span, note: String::new(), replacement: None };
        Diagnostic {
            code,
            severity: code.severity(),
            message: shortened(message.into()),
            labels: vec![first],
            hints: Vec::new(),
        }
    }

    /// Adds a few words at the culprit's place.
    pub fn at(mut self, note: impl Into<String>) -> Self {
        self.labels[0].note = note.into();
        self
    }

    /// Adds a place.
    pub fn also(mut self, span: Span, note: impl Into<String>) -> Self {
        self.labels.push(Label { span, note: note.into(), replacement: None });
        self
    }

    /// Gives all places so far, at which `found` stands, the text that would mend them.
    pub fn replaceable(mut self, found: &str, text: &str) -> Self {
        for label in &mut self.labels {
            label.replacement =
                Some(Replacement { found: found.to_owned(), text: text.to_owned() });
        }
        self
    }

    /// Adds a remedy.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Returns the place of the culprit.
    pub fn span(&self) -> Span {
        self.labels[0].span
    }
}

/// Findings of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    list: Vec<Diagnostic>,
    /// Number of errors, warnings and notes that came after the list was full.
    more: [usize; 3],
}

/// Maximum number of findings that are kept: a file that is no plan may give millions.
const MOST: usize = 5_000;

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        if self.list.len() < MOST {
            self.list.push(finding);
        } else {
            // Counted all the same: an error past the limit must still forbid writing.
            self.more[finding.severity as usize] += 1;
        }
    }

    /// Adds several findings.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        more.into_iter().for_each(|finding| self.push(finding));
    }

    /// Adds all findings of `other`, those left out included.
    pub fn append(&mut self, other: &Findings) {
        // One by one, so that the limit holds for both lists together.
        self.extend(other.iter().cloned());
        for (more, others) in self.more.iter_mut().zip(other.more) {
            *more += others;
        }
    }

    /// Returns the errors only.
    pub fn errors(mut self) -> Self {
        self.list.retain(|finding| finding.severity == Severity::Error);
        let [errors, ..] = self.more;
        Findings { list: self.list, more: [errors, 0, 0] }
    }

    /// Returns the findings of these kinds only.
    pub fn of_codes(mut self, codes: &[Code]) -> Self {
        self.list.retain(|finding| codes.contains(&finding.code));
        Findings { list: self.list, more: [0; 3] }
    }

    /// Removes the findings of a kind at these places: a later stage knows that they do not matter.
    pub fn withdraw(&mut self, code: Code, places: &[Span]) {
        let places: BTreeSet<Span> = places.iter().copied().collect();
        self.list.retain(|finding| finding.code != code || !places.contains(&finding.span()));
    }

    /// Turns warnings into errors (`--rigoroso`).
    pub fn escalate(&mut self) {
        for finding in &mut self.list {
            if finding.severity == Severity::Warning {
                finding.severity = Severity::Error;
            }
        }
        // Those past the limit as well: `--rigoroso` must not let them pass.
        self.more[Severity::Error as usize] +=
            std::mem::take(&mut self.more[Severity::Warning as usize]);
    }

    /// Sorts by file, place and code, and removes exact repetitions.
    pub fn sort(&mut self) {
        self.list
            .sort_by(|a, b| (a.span(), a.code, &a.message).cmp(&(b.span(), b.code, &b.message)));
        // Two checks may report the same defect at the same place.
        self.list.dedup();
    }

    /// Iterates in the order of [`Findings::sort`] once sorted, else in that of arrival.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Returns the number of findings of a severity, those left out included.
    pub fn count(&self, severity: Severity) -> usize {
        // Counted anew each time, as `escalate` changes severities.
        let kept = self.list.iter().filter(|d| d.severity == severity).count();
        kept + self.more[severity as usize]
    }

    /// Returns the number of findings that came after the list was full.
    pub fn left_out(&self) -> usize {
        self.more.iter().sum()
    }

    /// Returns `true` if an error forbids writing.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Returns `true` if there is a finding of that kind.
    pub fn has(&self, code: Code) -> bool {
        self.list.iter().any(|finding| finding.code == code)
    }

    /// Returns `true` if there are no findings.
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
