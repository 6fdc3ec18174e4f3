//! Texts around a table that may be the premise of the plan, or who signs it: proposed, since only
//! a person knows whether they belong in the annex.

use super::cell_value::slice;
use super::persons::{has_honorific, is_office, is_person};
use super::proposal_findings::{premise_finding, signers_finding};
use super::report::RecognitionReport;
use super::table_rows::texts;
use super::total_lines::is_rule;
use super::word_forms::{is_listed, letters, words};
use crate::office::{GridCell, GridRow};
use crate::raw::{Field, RawPlan, RawSigner, Words};
use crate::source::offset_in;
use std::collections::BTreeSet;

/// Words of the line with an office: longer ones are prose.
const MOST_WORDS: usize = 9;
/// Words of the shortest premise: shorter lines are captions.
const LEAST_PREMISE: usize = 9;
/// Rows between an office and the name below it.
const MOST_ROWS: u32 = 3;
/// Rows of a table that only holds who signs.
const MOST_SIGNATURE_ROWS: usize = 12;
/// Labels of what is filled in by hand below a table.
const TO_FILL_IN: &str = "data luogo firma firme timbro visto";

/// Text below a table, with its place.
#[derive(Clone, Debug)]
pub(super) struct TextBelow {
    /// Row, or number of the paragraph.
    pub row: u32,
    /// Column; 0 outside tables.
    pub column: u32,
    /// Text.
    pub words: Words,
}

/// Persons who sign side by side.
const MOST_BESIDE: usize = 3;

/// Person who may sign.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ProposedSigner {
    /// Capacity in which the person signs.
    pub capacity: Words,
    /// Name; `None` if the line states none.
    pub name: Option<Words>,
}

/// Texts that are proposed for the plan.
#[derive(Default)]
pub(super) struct Proposals {
    premise: Vec<Words>,
    signers: Vec<ProposedSigner>,
    /// Letters of what was proposed: sheets repeat their texts.
    known: BTreeSet<String>,
}

/// Returns `true` for a paragraph that may be the premise of a plan: a sentence, and no note.
pub(super) fn is_premise(text: &str) -> bool {
    let notes = ["nota", "note", "nb", "n", "legenda", "avvertenza", "avvertenze"];
    let words = words(text);
    let is_note = words.first().is_some_and(|first| notes.contains(&first.as_str()));
    words.len() >= LEAST_PREMISE && !is_note && !text.trim_start().starts_with(['*', '('])
}

/// Returns `true` if the rows of a table hold who signs, and nothing else.
pub(super) fn is_signature_table(rows: &[GridRow]) -> bool {
    if rows.len() > MOST_SIGNATURE_ROWS {
        return false;
    }
    let texts = texts_of(rows);
    let is_part = |text: &str| is_person(in_brackets(without_mark(text))) || is_rule(text);
    let mut signs = false;
    let is_known = |text: &TextBelow| {
        let signs_here = signer(&text.words).is_some();
        signs |= signs_here;
        signs_here || is_part(text.words.value.trim())
    };
    texts.iter().all(is_known) && signs
}

/// Returns `true` for a row of offices that sign, «Il Segretario | Il Sindaco», or of the persons
/// below one. A service may be an office as well, so that one of them needs its article.
pub(super) fn is_signature_row(row: &GridRow, is_below_office: bool) -> bool {
    let name = |cell: &GridCell| {
        let name = in_brackets(without_mark(cell.text.value.trim())).to_owned();
        is_person(&name).then(|| has_honorific(&name))
    };
    let articles = ["il", "la", "l", "f"];
    let has_article = |cell: &GridCell| {
        words(&cell.text.value).first().is_some_and(|word| articles.contains(&word.as_str()))
    };
    // «Data ______ | Firma ______», to be filled in by hand.
    let is_blank = |cell: &GridCell| {
        let words = words(&cell.text.value);
        matches!(words.as_slice(), [only] if is_listed(TO_FILL_IN, only))
    };
    if texts(row).count() > 1 && texts(row).all(is_blank) {
        return true;
    }
    let are_offices = texts(row).all(|cell| signer(&cell.text).is_some());
    let are_persons = texts(row).all(|cell| name(cell).is_some());
    (2..=MOST_BESIDE).contains(&texts(row).count())
        && (are_offices && texts(row).any(has_article)
            || are_persons && (is_below_office || texts(row).any(|cell| name(cell) == Some(true))))
}

/// Returns `true` for the office of a person who signs, behind its article: «Il Sindaco».
pub(super) fn names_signer(text: &Words) -> bool {
    let articles = ["il", "la", "l"];
    let first = words(&text.value).into_iter().next().unwrap_or_default();
    articles.contains(&first.as_str()) && signer(text).is_some()
}

/// Returns the texts of rows, with their places.
pub(super) fn texts_of(rows: &[GridRow]) -> Vec<TextBelow> {
    let cells = rows.iter().flat_map(|row| texts(row).map(move |cell| (row.index, cell)));
    let text = |(row, cell): (u32, &GridCell)| TextBelow {
        row,
        column: cell.column,
        words: cell.text.clone(),
    };
    cells.map(text).collect()
}

/// Returns paragraphs as texts below a table.
pub(super) fn texts_of_paragraphs(paragraphs: Vec<Words>) -> Vec<TextBelow> {
    (0..).zip(paragraphs).map(|(row, words)| TextBelow { row, column: 0, words }).collect()
}

impl Proposals {
    /// Proposes a paragraph as part of the premise.
    pub(crate) fn add_premise(&mut self, words: Words) {
        if self.known.insert(letters(&words.value)) {
            self.premise.push(words);
        }
    }

    /// Proposes the signers among texts below a table; returns the other texts.
    pub(crate) fn add_signers(&mut self, texts: Vec<TextBelow>) -> Vec<Words> {
        let mut texts: Vec<Option<TextBelow>> = texts.into_iter().map(Some).collect();
        let mut rest = Vec::new();
        for at in 0..texts.len() {
            let Some(text) = texts[at].take() else { continue };
            let Some(mut signer) = signer(&text.words) else {
                rest.push(text.words);
                continue;
            };
            if signer.name.is_none() {
                signer.name = take_name(&mut texts[at + 1..], &text);
            }
            let office = letters(&signer.capacity.value);
            // An office that has its person already is the same, written once more.
            let is_again =
                self.signers.iter().any(|known| letters(&known.capacity.value) == office);
            if signer.name.is_none() && is_again {
                continue;
            }
            let name = signer.name.as_ref().map_or("", |name| name.value.as_str());
            if self.known.insert(letters(&format!("{} {name}", signer.capacity.value))) {
                self.signers.push(signer);
            }
        }
        rest
    }

    /// Reports the proposals, unless `plan` has the values already; returns a plan of them alone.
    pub(crate) fn settle(self, plan: &RawPlan, report: &mut RecognitionReport) -> RawPlan {
        let mut proposed = RawPlan::blank(plan.span);
        let has_premise = plan.premise != Field::Absent;
        if has_premise {
            report.leave_out(&left_over(&plan.premise, &self.premise), "sopra la tabella");
        } else if let Some(finding) = premise_finding(&self.premise) {
            report.findings.push(finding);
            proposed.premise = Field::Given(joined(&self.premise));
        }
        if plan.signers.is_empty() {
            report.findings.extend(signers_finding(&self.signers));
            proposed.signers = self.signers.into_iter().map(ProposedSigner::raw).collect();
        } else {
            let texts = self.signers.into_iter().flat_map(|s| [Some(s.capacity), s.name]);
            let known: String = plan.signers.iter().map(signer_letters).collect();
            let lost: Vec<Words> =
                texts.flatten().filter(|w| !known.contains(&letters(&w.value))).collect();
            report.leave_out(&lost, "sotto la tabella; il piano ha già i suoi firmatari");
        }
        proposed
    }
}

impl ProposedSigner {
    fn raw(self) -> RawSigner {
        RawSigner {
            span: self.capacity.span,
            name: self.name.map_or(Field::Absent, Field::Given),
            role: Field::Given(self.capacity),
        }
    }
}

/// Reads «Il Segretario comunale», alone or with the name in the next line of the same cell.
fn signer(words: &Words) -> Option<ProposedSigner> {
    let text = words.value.as_str();
    let part = |part: &str| slice(words, offset_in(text, part), part.len());
    let mut lines = text.split(['\n', '/']).map(str::trim).filter(|line| !is_blank(line));
    let first = without_mark(lines.next()?);
    if !names_office(first) {
        return None;
    }
    let name = match (lines.next(), lines.next()) {
        (None, _) => None,
        (Some(name), None) if is_person(in_brackets(name)) => Some(part(in_brackets(name))),
        _ => return None,
    };
    Some(ProposedSigner { capacity: part(first), name })
}

fn is_blank(line: &str) -> bool {
    line.is_empty() || is_rule(line)
}

/// Returns a line without «F.to», which a copy has in place of the signature.
fn without_mark(line: &str) -> &str {
    let marks = ["F.to ", "f.to ", "F.TO ", "Firmato "];
    marks.iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line).trim()
}

fn in_brackets(name: &str) -> &str {
    name.strip_prefix('(').and_then(|name| name.strip_suffix(')')).unwrap_or(name).trim()
}

fn names_office(line: &str) -> bool {
    let words = words(line);
    let articles = ["il", "la", "l", "lo"];
    let mut rest = words.iter().skip_while(|word| articles.contains(&word.as_str()));
    let has_office = rest.next().is_some_and(|word| is_office(word));
    has_office && words.len() <= MOST_WORDS && !line.contains(':')
}

/// Takes the name of a person that stands below `office`.
fn take_name(texts: &mut [Option<TextBelow>], office: &TextBelow) -> Option<Words> {
    let is_name = |text: &&mut Option<TextBelow>| {
        text.as_ref().is_some_and(|text| {
            text.column == office.column
                && (office.row + 1..=office.row + MOST_ROWS).contains(&text.row)
                && is_person(in_brackets(without_mark(&text.words.value)))
        })
    };
    let found = texts.iter_mut().find(is_name)?.take()?;
    let name = in_brackets(without_mark(&found.words.value));
    Some(slice(&found.words, offset_in(&found.words.value, name), name.len()))
}

/// Returns the paragraphs that the premise of the plan does not have.
fn left_over(premise: &Field, paragraphs: &[Words]) -> Vec<Words> {
    let Field::Given(premise) = premise else { return Vec::new() };
    let known = letters(&premise.value);
    paragraphs.iter().filter(|words| !known.contains(&letters(&words.value))).cloned().collect()
}

fn signer_letters(signer: &RawSigner) -> String {
    let text = |field: &Field| match field {
        Field::Given(words) => letters(&words.value),
        _ => String::new(),
    };
    format!("{} {} ", text(&signer.role), text(&signer.name))
}

/// Joins paragraphs to one text, at the place of the first.
fn joined(paragraphs: &[Words]) -> Words {
    let text: Vec<&str> = paragraphs.iter().map(|words| words.value.trim()).collect();
    Words::new(text.join("\n"), paragraphs[0].span)
}
