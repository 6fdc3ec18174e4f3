//! A sheet «Valutazione» that came back, held against the one that was sent.

use super::changed_heads::{changed_heads, head_of};
use super::filled_row::FilledRow;
use super::result_sheet::{ResultHead, ResultSheet, result_sheet};
use super::row_identity::is_alike;
use super::sent_code::{code_of, comparable, form_code};
use super::sent_facts::SentFacts;
use super::{KnownResults, take_rows};
use crate::dataset::{EvaluationColumn as Column, ResultForm, SentColumn, SentRow};
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::italian::quotation::{quote_change, quote_start};
use crate::model::Key;
use crate::model::workbook_words::EVALUATION_SHEET;
use crate::office::Grid;
use crate::raw::{Field, RawObjective, RawOutcome, RawPlan, Words};
use crate::source::Span;
use crate::text::fold_words;

/// Sheet that came back, with the rows that were sent.
pub struct ReturnedForm<'f> {
    pub(super) form: &'f ResultForm,
    pub(super) sheet: ResultSheet,
    /// Row of the sheet for each row that was sent; absent if it is gone.
    pub(super) places: Vec<Option<usize>>,
    /// `true` if the plan changed after the sheet was sent.
    is_old: bool,
    /// Reason why the sheet is not what the plan says.
    cause: ChangeCause,
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
        (grids, facts): (&[Grid], &SentFacts),
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
        let is_old = !facts.code.is_empty() && facts.code != form_code(form);
        let is_untouched = facts.code == sheet_code(&sheet);
        let cause = if is_old && is_untouched { ChangeCause::Plan } else { ChangeCause::Sheet };
        // In a plan that changed, an objective may have another number.
        let places = if is_old { places_by_words(form, &sheet) } else { places(form, &sheet) };
        Some(ReturnedForm { form, sheet, places, is_old, cause })
    }

    /// Returns how many of the rows that were sent have a result.
    pub fn filled(&self) -> usize {
        let rows = self.places.iter().flatten().map(|at| &self.sheet.rows[*at]);
        rows.filter(|row| row.has(Key::Percentage) || row.has(Key::Value)).count()
    }

    /// Reports the rows that have a value and no percentage, where `plan` does not say how to get it.
    pub fn without_percentage(&self, plan: &RawPlan) -> Vec<Diagnostic> {
        let objectives = plan.objectives();
        let rows = self.form.rows.iter().zip(&self.places);
        let finding = |(sent, place): (&SentRow, &Option<usize>)| {
            let row = &self.sheet.rows[(*place)?];
            let objective = objectives.get(sent.number.checked_sub(1)?)?;
            let Field::Given(value) = &row.outcome.fields[Key::Value] else { return None };
            if row.has(Key::Percentage) || has_method(objective, row.year()) {
                return None;
            }
            let message = format!(
                "L'obiettivo {} ha il valore raggiunto {} e non la percentuale, che da solo non dà.",
                sent.number,
                quote_start(value.value.trim())
            );
            Some(Diagnostic::new(Code::MissingOutcome, value.span, message).hint(
                "Far scrivere il raggiunto in percentuale, o mettere nel piano «atteso» e «metodo».",
            ))
        };
        rows.filter_map(finding).collect()
    }

    /// Returns how many rows were sent.
    pub fn rows(&self) -> usize {
        self.form.rows.len()
    }

    /// Returns what is not as it was sent; `start` is the beginning of the file.
    pub fn changes(&self, recipient: &str, start: Span) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        found.extend(self.renamed());
        found.extend(self.other_recipient(recipient, start));
        found.extend(self.is_old.then(|| self.changed_plan(start)));
        for (row, place) in self.form.rows.iter().zip(&self.places) {
            match place {
                Some(at) => found.extend(self.changed_cells(row, &self.sheet.rows[*at])),
                None => found.push(self.lost_row(row, start)),
            }
        }
        found.extend(self.added_rows());
        if self.cause == ChangeCause::Sheet {
            found.extend(changed_heads(self.form, &self.sheet.heads, start));
        }
        found
    }

    fn changed_plan(&self, start: Span) -> Diagnostic {
        let rows = self.form.rows.iter().zip(&self.places);
        let is_moved = |(sent, at): (&SentRow, &Option<usize>)| {
            at.is_some_and(|at| self.sheet.rows[at].number.value != sent.number)
        };
        let moved = match rows.into_iter().any(is_moved) {
            true => " Gli obiettivi hanno altri numeri: le righe si ritrovano dai loro testi.",
            false => "",
        };
        let message =
            format!("Il piano è cambiato da quando questo file è stato distribuito.{moved}");
        Diagnostic::new(Code::ChangedSinceSent, start, message)
            .hint("Vale il piano di ora; le differenze sono elencate una per una.")
    }

    /// Reports another name above the table than that of who got the sheet.
    fn other_recipient(&self, recipient: &str, start: Span) -> Option<Diagnostic> {
        let is_own = |words: &&Words| fold_words(&words.value) == fold_words(recipient);
        if self.sheet.above.iter().any(|words| is_own(&words)) {
            return None;
        }
        // The title of the plan comes first.
        let now = self.sheet.above.get(1);
        let words = now.map_or("", |words| words.value.as_str());
        let message = format!(
            "Sopra la tabella il nome di chi compila è cambiato: era «{recipient}», ora è {}.",
            quote_start(words)
        );
        Some(
            Diagnostic::new(Code::ChangedCell, now.map_or(start, |words| words.span), message)
                .hint("Il file è di chi dice il foglio «Invio»: controllare chi lo ha compilato."),
        )
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

    fn changed_cells(&self, sent: &SentRow, row: &FilledRow) -> Vec<Diagnostic> {
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
            if !is_compared(column.kind) || head_of(&self.sheet.heads, column).is_none() {
                return None;
            }
            let after = column_text(row, column);
            let words = after.map_or("", |after| after.value.as_str());
            let is_same = comparable(column.kind, words) == comparable(column.kind, before);
            (!is_same).then(|| {
                let place = after.map_or(row.number.span, |after| after.span);
                changed_cell(&column.head, (before, words), sent.number, (place, self.cause))
            })
        });
        changed.collect()
    }

    /// Returns `true` if a row has the words of another objective: it is refused where it is taken.
    fn is_of_another(&self, sent: &SentRow, row: &FilledRow) -> bool {
        let text = |sent: &SentRow| fold_words(self.form.text(sent, Column::Objective));
        let words = row.cell(Column::Objective).map_or("", |words| words.value.as_str());
        fold_words(words) != text(sent)
            && self.form.rows.iter().any(|other| text(other) == fold_words(words))
    }

    fn lost_row(&self, row: &SentRow, start: Span) -> Diagnostic {
        let number = row.number;
        let of_year = of_year(row.year);
        let (code, message, hint) = match self.cause {
            ChangeCause::Sheet => (
                Code::ChangedCell,
                format!("Nel foglio non c'è più la riga dell'obiettivo {number}{of_year}."),
                "È stata tolta, o il suo numero è cambiato: il suo esito manca.",
            ),
            ChangeCause::Plan => (
                Code::ChangedSinceSent,
                format!(
                    "L'obiettivo {number}{of_year} è entrato nel piano dopo l'invio: nel file non c'è."
                ),
                "Il suo esito manca: scriverlo nel piano, o distribuire di nuovo.",
            ),
        };
        Diagnostic::new(code, start, message).hint(hint)
    }

    fn added_rows(&self) -> Vec<Diagnostic> {
        let is_added = |(at, _): &(usize, &FilledRow)| !self.places.contains(&Some(*at));
        let rows = self.sheet.rows.iter().enumerate().filter(is_added);
        rows.map(|(_, row)| self.added_row(row)).collect()
    }

    fn added_row(&self, row: &FilledRow) -> Diagnostic {
        if self.cause == ChangeCause::Plan {
            let text = row.cell(Column::Objective).map_or("", |words| words.value.as_str());
            let message =
                format!("L'obiettivo {} del file nel piano di ora non c'è più.", quote_start(text));
            let hint = match row.is_filled() {
                true => {
                    "Il suo esito non è stato preso: se serve, rimettere l'obiettivo nel piano."
                }
                false => "Non ha un esito: non c'è nulla da fare.",
            };
            return Diagnostic::new(Code::ChangedSinceSent, row.number.span, message).hint(hint);
        }
        let message = format!(
            "La riga dell'obiettivo {}{} non era nel file: è stata aggiunta, o il suo numero, l'anno o l'indicatore sono cambiati.",
            row.number.value,
            of_year(row.year())
        );
        let mut finding = Diagnostic::new(Code::ChangedCell, row.number.span, message)
            .hint("Gli obiettivi nuovi si propongono con un file di «distribuisci --proposte».");
        if row.is_filled() {
            finding.severity = Severity::Error;
        }
        finding
    }

    /// Takes the results into the plan.
    pub fn take(self, plan: &mut RawPlan, known: KnownResults, findings: &mut Findings) {
        // A row that was added is reported, and its result belongs to no one.
        let ReturnedForm { form, mut sheet, places, .. } = self;
        for (sent, at) in form.rows.iter().zip(&places) {
            if let Some(row) = at.and_then(|at| sheet.rows.get_mut(at)) {
                row.number.value = sent.number;
                // What the sheet says otherwise is among the changes, and the plan holds.
                row.set_indicator(form.text(sent, Column::Indicator));
            }
        }
        let mut at = 0;
        sheet.rows.retain(|_| {
            at += 1;
            places.contains(&Some(at - 1))
        });
        let mut found = Findings::default();
        take_rows(plan, sheet, known, &mut found);
        // Texts that were changed are among the changes.
        findings.extend(found.iter().filter(|one| one.code != Code::ChangedCell).cloned());
    }
}

fn of_year(year: Option<u16>) -> String {
    year.map_or_else(String::new, |year| format!(" per il {year}"))
}

/// Returns the code of the words of a sheet, as those of one that was sent.
fn sheet_code(sheet: &ResultSheet) -> String {
    let own = || sheet.heads.all().iter().filter(|head| !head.kind.is_some_and(Column::is_input));
    let cell = |row: &FilledRow, head: &ResultHead| {
        let words = match head.kind {
            Some(Column::Number) => return (Column::Number, row.number.value.to_string()),
            Some(kind) => row.cell(kind),
            None => row.other(&head.words.value),
        };
        // Which group it is does not enter the code.
        let kind = head.kind.unwrap_or(Column::Group(0));
        (kind, words.map_or_else(String::new, |words| words.value.clone()))
    };
    let rows = sheet.rows.iter().map(|row| own().map(|head| cell(row, head)).collect());
    code_of(rows.collect())
}

/// Returns the words of a row in a column that was sent.
fn column_text<'r>(row: &'r FilledRow, column: &SentColumn) -> Option<&'r Words> {
    match column.kind {
        Column::Group(_) => row.other(&column.head),
        kind => row.cell(kind),
    }
}

/// Returns `true` if the plan says how to get the percentage of a year from the value.
fn has_method(objective: &RawObjective, year: Option<u16>) -> bool {
    let of_indicators = objective.indicators.iter().flatten().flat_map(|one| &one.outcomes);
    let is_of_year = |outcome: &&RawOutcome| {
        let own = outcome.year.as_ref().and_then(|own| own.value.trim().parse().ok());
        own.is_none() || year.is_none() || own == year
    };
    let given = |outcome: &RawOutcome, key| matches!(outcome.fields[key], Field::Given(_));
    objective.outcomes.iter().chain(of_indicators).filter(is_of_year).any(|outcome| {
        given(outcome, Key::Target) || given(outcome, Key::Method) || !outcome.ranges.is_empty()
    })
}

/// Returns the row of a sheet for each row that was sent, by the numbers of the objectives.
fn places(form: &ResultForm, sheet: &ResultSheet) -> Vec<Option<usize>> {
    let place = |row: &SentRow| sheet.rows.iter().position(|own| is_answer(form, row, own));
    let mut places: Vec<Option<usize>> = form.rows.iter().map(place).collect();
    // The one indicator whose words were changed has the one row of its number that is left.
    for (at, sent) in form.rows.iter().enumerate() {
        if places[at].is_some() {
            continue;
        }
        let is_numbered = |number: usize, year| (number, year) == (sent.number, sent.year);
        let rows = form.rows.iter().zip(&places);
        let lost = rows.filter(|(row, at)| at.is_none() && is_numbered(row.number, row.year));
        let is_left = |(row, own): &(usize, &FilledRow)| {
            !places.contains(&Some(*row)) && is_numbered(own.number.value, own.year())
        };
        let left: Vec<usize> =
            sheet.rows.iter().enumerate().filter(is_left).map(|(row, _)| row).collect();
        if let (1, [only]) = (lost.count(), left.as_slice()) {
            places[at] = Some(*only);
        }
    }
    places
}

/// Returns the row of a sheet for each row that was sent, by what they say: the same words and number,
/// else the same words, else the same number and most of the words.
fn places_by_words(form: &ResultForm, sheet: &ResultSheet) -> Vec<Option<usize>> {
    let is_named =
        |kind: Column| matches!(kind, Column::Group(_) | Column::Objective | Column::Indicator);
    let columns: Vec<usize> =
        (0..form.columns.len()).filter(|at| is_named(form.columns[*at].kind)).collect();
    let words = |row: &FilledRow, at: usize| {
        column_text(row, &form.columns[at])
            .map_or_else(String::new, |words| fold_words(&words.value))
    };
    let is_same = |sent: &SentRow, row: &FilledRow| {
        sent.year == row.year()
            && columns.iter().all(|at| fold_words(&sent.texts[*at]) == words(row, *at))
    };
    let is_numbered = |sent: &SentRow, row: &FilledRow| {
        (sent.number, sent.year) == (row.number.value, row.year())
    };
    let is_changed = |sent: &SentRow, row: &FilledRow| {
        is_numbered(sent, row)
            && columns.iter().all(|at| is_alike(&sent.texts[*at], &words(row, *at)))
    };
    let mut places: Vec<Option<usize>> = vec![None; form.rows.len()];
    let ways: [&dyn Fn(&SentRow, &FilledRow) -> bool; 3] =
        [&|sent, row| is_numbered(sent, row) && is_same(sent, row), &is_same, &is_changed];
    for is_answer in ways {
        for (at, sent) in form.rows.iter().enumerate() {
            if places[at].is_none() {
                let mut free = (0..sheet.rows.len()).filter(|row| !places.contains(&Some(*row)));
                places[at] = free.find(|row| is_answer(sent, &sheet.rows[*row]));
            }
        }
    }
    places
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
    let sent = form.text(sent, Column::Indicator);
    let own = row.cell(Column::Indicator).map_or("", |words| words.value.as_str());
    fold_words(own) == fold_words(sent)
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
