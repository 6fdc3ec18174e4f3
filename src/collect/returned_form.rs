//! A sheet «Valutazione» that came back, held against the one that was sent.

use super::filled_row::FilledRow;
use super::result_sheet::{ResultSheet, result_sheet};
use super::sent_code::{code_of, comparable, form_code};
use super::sent_facts::SentFacts;
use super::take_rows;
use crate::dataset::{EvaluationColumn as Column, ResultForm, SentColumn, SentRow};
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::italian::quotation::{quote_change, quote_start};
use crate::model::workbook_words::EVALUATION_SHEET;
use crate::office::Grid;
use crate::raw::{RawPlan, Words};
use crate::source::Span;
use crate::text::fold_words;

/// Sheet that came back, with the rows that were sent.
pub struct ReturnedForm<'f> {
    pub(super) form: &'f ResultForm,
    pub(super) sheet: ResultSheet,
    /// Row of the sheet for each row that was sent; absent if it is gone.
    pub(super) places: Vec<Option<usize>>,
}

/// Reason why a cell is not what the plan says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ChangeCause {
    /// Somebody changed the sheet.
    Sheet,
    /// The plan changed after the sheet was sent.
    Plan,
}

impl<'f> ReturnedForm<'f> {
    /// Reads a file that is known to answer `form`; `None`, with a finding, if it has no results.
    pub fn read(
        grids: &[Grid],
        form: &'f ResultForm,
        start: Span,
        findings: &mut Findings,
    ) -> Option<Self> {
        let Some(sheet) = result_sheet(grids, findings) else {
            let message = "Nel file non c'è più il foglio «Valutazione» con gli esiti.";
            let finding = Diagnostic::new(Code::NoHead, start, message);
            findings.push(finding.hint("Rimandare il file e farlo compilare di nuovo."));
            return None;
        };
        let place = |row: &SentRow| sheet.rows.iter().position(|own| is_answer(form, row, own));
        let places = form.rows.iter().map(place).collect();
        Some(ReturnedForm { form, sheet, places })
    }

    /// Returns how many of the rows that were sent have a result.
    pub fn filled(&self) -> usize {
        let rows = self.places.iter().flatten();
        rows.filter(|at| self.sheet.rows[**at].has_result()).count()
    }

    /// Returns how many rows were sent.
    pub fn rows(&self) -> usize {
        self.form.rows.len()
    }

    /// Returns what is not as it was sent; `start` is the beginning of the file.
    pub fn changes(&self, facts: &SentFacts, start: Span) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        found.extend(self.renamed());
        let sent = Some(facts.code.as_str()).filter(|code| !code.is_empty());
        let is_old = sent.is_some_and(|sent| sent != form_code(self.form));
        if is_old {
            let message = "Il piano è cambiato da quando questo file è stato distribuito.";
            found.push(
                Diagnostic::new(Code::ChangedSinceSent, start, message)
                    .hint("Vale il piano di ora; le differenze sono elencate una per una."),
            );
        }
        let cause = match sent {
            Some(sent) if is_old && sent == self.code() => ChangeCause::Plan,
            _ => ChangeCause::Sheet,
        };
        for (row, place) in self.form.rows.iter().zip(&self.places) {
            match place {
                Some(at) => found.extend(self.changed_cells(row, &self.sheet.rows[*at], cause)),
                None => found.push(lost_row(row, start)),
            }
        }
        found.extend(self.added_rows());
        found.extend(self.lost_columns(start));
        found
    }

    fn renamed(&self) -> Option<Diagnostic> {
        let name = self.sheet.name.as_ref().filter(|_| !self.sheet.is_named())?;
        let message = format!(
            "Il foglio ha cambiato nome: era «{EVALUATION_SHEET}», ora è «{}».",
            name.value.trim()
        );
        Some(
            Diagnostic::new(Code::ChangedCell, name.span, message)
                .hint("Gli esiti sono stati letti."),
        )
    }

    /// Returns the code of the words of the sheet, as those of one that was sent.
    fn code(&self) -> String {
        let own = self.form.columns.iter().filter(|column| !column.kind.is_input());
        let row = |row: &FilledRow| {
            let cell = |column: &SentColumn| {
                let text = match column.kind {
                    Column::Number => row.number.value.to_string(),
                    kind => {
                        self.text(row, kind).map_or_else(String::new, |words| words.value.clone())
                    }
                };
                (column.kind, text)
            };
            own.clone().map(cell).collect()
        };
        code_of(self.sheet.rows.iter().map(row).collect())
    }

    /// Returns the words of a row in a column that was sent.
    fn text<'r>(&self, row: &'r FilledRow, kind: Column) -> Option<&'r Words> {
        let Column::Group(_) = kind else { return row.cell(kind) };
        let head = &self.form.columns.iter().find(|column| column.kind == kind)?.head;
        let found = row.others.iter().find(|(own, _)| fold_words(own) == fold_words(head));
        found.map(|(_, words)| words)
    }

    fn changed_cells(
        &self,
        sent: &SentRow,
        row: &FilledRow,
        cause: ChangeCause,
    ) -> Vec<Diagnostic> {
        if self.is_of_another(sent, row) {
            return Vec::new();
        }
        let cells = self.form.columns.iter().zip(&sent.texts);
        // A row whose number or year was changed is another one; a result in another group is refused.
        let is_compared = |kind: Column| match kind {
            Column::Number | Column::Year => false,
            Column::Group(_) => !row.is_filled(),
            kind => !kind.is_input(),
        };
        let changed = cells.filter_map(|(column, before)| {
            if !is_compared(column.kind) || !self.has(column.kind) {
                return None;
            }
            let after = self.text(row, column.kind);
            let words = after.map_or("", |after| after.value.as_str());
            let is_same = comparable(column.kind, words) == comparable(column.kind, before);
            (!is_same).then(|| {
                let place = after.map_or(row.number.span, |after| after.span);
                changed_cell(&column.head, (before, words), sent.number, (place, cause))
            })
        });
        changed.collect()
    }

    /// Returns `true` if a row has the words of another objective: it is refused where it is taken.
    fn is_of_another(&self, sent: &SentRow, row: &FilledRow) -> bool {
        let at = self.form.columns.iter().position(|column| column.kind == Column::Objective);
        let text = |sent: &SentRow| {
            fold_words(at.and_then(|at| sent.texts.get(at)).map_or("", String::as_str))
        };
        let words = row.cell(Column::Objective).map_or("", |words| words.value.as_str());
        fold_words(words) != text(sent)
            && self.form.rows.iter().any(|other| text(other) == fold_words(words))
    }

    fn has(&self, kind: Column) -> bool {
        matches!(kind, Column::Group(_)) || self.sheet.heads.column(kind).is_some()
    }

    fn added_rows(&self) -> Vec<Diagnostic> {
        let is_added = |(at, _): &(usize, &FilledRow)| !self.places.contains(&Some(*at));
        let rows = self.sheet.rows.iter().enumerate().filter(is_added);
        let finding = |(_, row): (usize, &FilledRow)| {
            let message = format!(
                "La riga dell'obiettivo {} non era nel file: è stata aggiunta, o il suo numero è cambiato.",
                row.number.value
            );
            let mut finding = Diagnostic::new(Code::ChangedCell, row.number.span, message).hint(
                "Gli obiettivi nuovi si propongono con un file di «distribuisci --proposte».",
            );
            if row.is_filled() {
                finding.severity = Severity::Error;
            }
            finding
        };
        rows.map(finding).collect()
    }

    fn lost_columns(&self, start: Span) -> Vec<Diagnostic> {
        let columns = self.form.columns.iter();
        let lost = columns.filter(|column| !self.has(column.kind));
        let finding = |column: &SentColumn| {
            let message = format!("Nel foglio manca la colonna «{}».", column.head);
            Diagnostic::new(Code::ChangedCell, start, message)
                .hint("È stata tolta, o la sua intestazione è cambiata.")
        };
        lost.map(finding).collect()
    }

    /// Takes the results into the plan.
    pub fn take(self, plan: &mut RawPlan, findings: &mut Findings) {
        // A row that was added is reported, and its result belongs to no one.
        let ReturnedForm { mut sheet, places, .. } = self;
        let mut at = 0;
        sheet.rows.retain(|_| {
            at += 1;
            places.contains(&Some(at - 1))
        });
        let mut found = Findings::default();
        take_rows(plan, sheet, &mut found);
        // Texts that were changed are among the changes.
        findings.extend(found.iter().filter(|one| one.code != Code::ChangedCell).cloned());
    }
}

/// Returns `true` if a row of a sheet is the one that was sent.
fn is_answer(form: &ResultForm, sent: &SentRow, row: &FilledRow) -> bool {
    let is_numbered = |own: &SentRow| (own.number, own.year) == (row.number.value, row.year());
    if !is_numbered(sent) {
        return false;
    }
    if form.rows.iter().filter(|own| is_numbered(own)).count() < 2 {
        return true;
    }
    // Several indicators of an objective have rows of the same number.
    let at = form.columns.iter().position(|column| column.kind == Column::Indicator);
    let sent = at.and_then(|at| sent.texts.get(at)).map_or("", String::as_str);
    let own = row.cell(Column::Indicator).map_or("", |words| words.value.as_str());
    fold_words(own) == fold_words(sent)
}

fn lost_row(row: &SentRow, start: Span) -> Diagnostic {
    let of_year = row.year.map_or_else(String::new, |year| format!(" per il {year}"));
    let message = format!("Nel foglio non c'è più la riga dell'obiettivo {}{of_year}.", row.number);
    Diagnostic::new(Code::ChangedCell, start, message)
        .hint("È stata tolta, o il suo numero è cambiato: il suo esito manca.")
}

fn changed_cell(
    head: &str,
    (before, after): (&str, &str),
    number: usize,
    (place, cause): (Span, ChangeCause),
) -> Diagnostic {
    let (before, after) = match (before.trim(), after.trim()) {
        ("", after) => ("vuota".to_owned(), quote_start(after)),
        (before, "") => (quote_start(before), "vuota".to_owned()),
        (before, after) => quote_change(before, after),
    };
    let (message, hint) = match cause {
        ChangeCause::Sheet => (
            format!(
                "La cella bloccata «{head}» dell'obiettivo {number} è cambiata: era {before}, ora è {after}."
            ),
            "Vale quello che dice il piano. Chiedere a chi ha compilato il file.",
        ),
        ChangeCause::Plan => (
            format!(
                "«{head}» dell'obiettivo {number} nel file distribuito è {after}, nel piano di ora {before}."
            ),
            "Vale quello che dice il piano.",
        ),
    };
    Diagnostic::new(Code::ChangedCell, place, message).hint(hint)
}
