//! YAML and JSON → a tree of nodes, each with its place. Keeps what a parser usually
//! throws away: repeated keys, numbers as they were written, comments that cut a text short.

use super::fault_kinds::is_half_character;
use super::node::TreeNode;
use super::parse_stop::{StopReason, YamlStop};
use super::printable::printable;
use super::yaml;
use super::yaml_text::YamlText;
use super::{PlanNotation, json, source_line, syntax};
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::{FileId, Span, Spanned};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Parses `text`, one document, and reports what is wrong with its syntax.
///
/// YAML is then parsed once more without the lines at fault, so that one run reports
/// everything. A finding of the code [`Code::Syntax`] means that the tree is not whole.
pub(super) fn parse(
    file: FileId,
    text: &str,
    notation: PlanNotation,
    findings: &mut Findings,
) -> Option<Spanned<TreeNode>> {
    if notation == PlanNotation::Json
        && !text.trim().is_empty()
        && let Some(finding) = json::complaint(file, text)
    {
        findings.push(finding);
        return None;
    }
    let sound = printable(file, text, findings);
    let mut readable = Readable::new(&sound.text);
    let source = YamlText { file, text, notation, tab: sound.tab };
    loop {
        let mut lost = Vec::new();
        let stop = match yaml::read(&source, &readable.text, &mut lost) {
            Ok(root) => {
                findings.extend(lost);
                return root;
            }
            Err(stop) => stop,
        };
        let finding = complaint(&stop, file, &readable.text);
        // In JSON a line is no unit: without it the brackets around it would not match.
        let again = notation == PlanNotation::Yaml && readable.pass_over(&finding, stop.at);
        // A last finding that no line can be blamed for follows from those before it.
        if again || readable.passed.is_empty() {
            findings.push(finding);
        }
        if !again {
            findings.extend(lost);
            return None;
        }
    }
}

/// Text without the lines that a parser stopped at; every byte keeps its place.
struct Readable<'t> {
    text: Cow<'t, str>,
    /// First bytes of the lines that are passed over.
    passed: BTreeSet<usize>,
}

impl<'t> Readable<'t> {
    /// Stop after this many: further errors are most likely consequences of one.
    const MOST: usize = 10;
    /// Largest file, in bytes, that is parsed again: no plan typed by hand is larger.
    const LONGEST: usize = 512 * 1024;

    fn new(text: &'t str) -> Self {
        Readable { text: Cow::Borrowed(text), passed: BTreeSet::new() }
    }

    /// Blanks the line of a syntax finding, or the line of byte `at` where the parser stopped
    /// if the first is blank already. Returns `false` if that would not help.
    fn pass_over(&mut self, finding: &Diagnostic, at: usize) -> bool {
        let fits = finding.code == Code::Syntax
            && self.text.len() <= Self::LONGEST
            && self.passed.len() < Self::MOST;
        let starts = [finding.span().range().start, at]
            .map(|at| self.text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1));
        let Some(start) = starts.into_iter().find(|start| !self.passed.contains(start)) else {
            return false;
        };
        // Faults in adjoining lines have one cause.
        let near = self.passed.range(..start).next_back().is_some_and(|&last| {
            self.text[last..start].bytes().filter(|&b| b == b'\n').count() < 2
        });
        let end = self.text[start..].find(['\n', '\r']).map_or(self.text.len(), |i| start + i);
        if !fits || near || start == end {
            return false;
        }
        self.passed.insert(start);
        let keep = source_line::key_end(&self.text[start..end]);
        // Blanks and not nothing: every byte after them keeps its place.
        let blanks = " ".repeat(end - start - keep);
        self.text.to_mut().replace_range(start + keep..end, &blanks);
        true
    }
}

/// Explains why the parser stopped.
fn complaint(stop: &YamlStop, file: FileId, text: &str) -> Diagnostic {
    match &stop.reason {
        StopReason::Limit => limit(file, stop.at),
        reason if reason.kind().is_some_and(is_half_character) => {
            lone_surrogate(file, text, stop.at)
        }
        _ => syntax::complaint(file, text, stop),
    }
}

fn limit(file: FileId, at: usize) -> Diagnostic {
    let message = "Il file è troppo complesso: troppi livelli, richiami, chiavi o valori.";
    Diagnostic::new(Code::LimitExceeded, Span::new(file, at..at), message).hint(
        "Un piano ha pochi livelli: area, periodo, obiettivo. Controllare che il file sia quello giusto.",
    )
}

/// Reports half a character, as `\ud83d` without its other half.
fn lone_surrogate(file: FileId, text: &str, from: usize) -> Diagnostic {
    let is_surrogate = |at: usize| {
        let digits = text.get(at + 2..at + 6)?;
        let unit = u16::from_str_radix(digits, 16).ok()?;
        (0xD800..=0xDFFF).contains(&unit).then_some((at, unit))
    };
    let found = text[from..].match_indices("\\u").filter_map(|(i, _)| is_surrogate(from + i));
    let lone = found.collect::<Vec<_>>();
    // The first that is no half of a pair.
    let pair_starts = |i: usize| {
        lone.get(i + 1)
            .is_some_and(|next| next.0 == lone[i].0 + 6 && lone[i].1 < 0xDC00 && next.1 >= 0xDC00)
    };
    let mut i = 0;
    while i < lone.len() && pair_starts(i) {
        i += 2;
    }
    let (at, unit) = lone.get(i).copied().unwrap_or((from, 0xD800));
    let end = (at + 6).min(text.len());
    Diagnostic::new(
        Code::ForbiddenCharacter,
        Span::new(file, at..end),
        format!("«\\u{unit:04x}» è solo metà di un carattere (U+{unit:04X})."),
    )
    .hint("Riscrivere il carattere per intero, o toglierlo.")
}
