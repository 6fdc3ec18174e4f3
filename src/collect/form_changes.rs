//! What is not as it was sent in a sheet that came back.

use super::changed_heads::{changed_heads, head_of};
use super::filled_row::FilledRow;
use super::returned_form::{ChangeCause, ReturnedForm};
use super::row_places::column_text;
use super::sent_code::comparable;
use super::sent_opening::SentOpening;
use crate::dataset::{EvaluationColumn as Column, SentRow};
use crate::diag::{Code, Diagnostic, Severity};
use crate::italian::quotation::{quote_change, quote_start};
use crate::model::workbook_words::EVALUATION_SHEET;
use crate::source::Span;
use crate::text::fold_words;

impl ReturnedForm<'_> {
    /// Returns what is not as it was sent, with the lines of `opening` above the table; `start` is the beginning of the file.
    pub fn changes(&self, opening: &SentOpening<'_>, start: Span) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        found.extend(self.renamed());
        found.extend(self.sheet.repeated_heads());
        found.extend(opening.changes(&self.sheet.above, start));
        let is_moved =
            self.form.rows.iter().zip(&self.places).any(|(sent, at)| {
                at.is_some_and(|at| self.sheet.rows[at].number.value != sent.number)
            });
        let is_old = self.cause != ChangeCause::Sheet;
        let hint = "Vale il piano di ora; le differenze sono elencate una per una.";
        found.extend(is_old.then(|| changed_plan(start, is_moved).hint(hint)));
        for (sent, (row, place)) in self.form.rows.iter().zip(&self.places).enumerate() {
            match place {
                Some(at) => found.extend(self.changed_cells(row, &self.sheet.rows[*at])),
                None if self.doubtful.contains(&sent) => {}
                None => found.push(self.lost_row(row, start)),
            }
        }
        found.extend(self.added_rows());
        if self.cause != ChangeCause::Plan {
            found.extend(changed_heads(self.form, &self.sheet, start));
        }
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

    fn changed_cells(&self, sent: &SentRow, row: &FilledRow) -> Vec<Diagnostic> {
        if self.is_of_another(sent, row) {
            return Vec::new();
        }
        let cells = self.form.columns.iter().zip(&sent.texts);
        // A row whose number or year was changed is another one; a result in another group is refused.
        let is_compared = |kind: Column| match kind {
            Column::Number | Column::Year => false,
            Column::Group(_) => !row.is_filled() || self.cause == ChangeCause::Plan,
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
            ChangeCause::Either => (
                Code::ChangedSinceSent,
                format!("Nel foglio non c'è la riga dell'obiettivo {number}{of_year}."),
                "È stata tolta, o l'obiettivo è entrato nel piano dopo l'invio: il suo esito manca.",
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
        let why = match self.cause {
            ChangeCause::Either => {
                "non è nel piano di ora: è stata aggiunta al file, o l'obiettivo non c'è più"
            }
            _ => {
                "non era nel file: è stata aggiunta, o il suo numero, l'anno o l'indicatore sono cambiati"
            }
        };
        let (number, of_year) = (row.number.value, of_year(row.year()));
        let message = format!("La riga dell'obiettivo {number}{of_year} {why}.");
        let mut finding = Diagnostic::new(Code::ChangedCell, row.number.span, message)
            .hint("Gli obiettivi nuovi si propongono con un file di «distribuisci --proposte».");
        if row.is_filled() {
            finding.severity = Severity::Error;
        }
        finding
    }
}

fn of_year(year: Option<u16>) -> String {
    year.map_or_else(String::new, |year| format!(" per il {year}"))
}

/// Reports a plan that changed after a sheet was sent; `is_moved` if its objectives have other numbers.
pub(super) fn changed_plan(start: Span, is_moved: bool) -> Diagnostic {
    let moved = match is_moved {
        true => " Gli obiettivi hanno altri numeri: le righe si ritrovano dai loro testi.",
        false => "",
    };
    let message = format!("Il piano è cambiato da quando questo file è stato distribuito.{moved}");
    Diagnostic::new(Code::ChangedSinceSent, start, message)
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
        ChangeCause::Either => (
            format!(
                "«{head}» dell'obiettivo {number} nel file è {after}, nel piano di ora {before}: è cambiato il piano o il file."
            ),
            "Vale quello che dice il piano. Se serve sapere chi lo ha cambiato, chiedere a chi ha compilato il file.",
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
