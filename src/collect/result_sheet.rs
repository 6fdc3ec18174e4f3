//! Sheets «Valutazione» of a file: their heads, and the rows below them.

use super::changed_heads::misplaced;
use super::filled_row::{FilledRow, RowSubject, SheetRow, sheet_row, words};
use super::unreadable_cell;
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::model::EvaluationColumn;
use crate::model::workbook_words::EVALUATION_SHEET;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::{Field, Words};
use crate::text::fold_words;
use std::collections::BTreeMap;

/// Rows in which the heads are looked for.
const MOST_ABOVE: usize = 20;

/// Columns that a sheet may have, apart from groups, from the left.
pub(super) const COLUMNS: [EvaluationColumn; 14] = [
    EvaluationColumn::Number,
    EvaluationColumn::Year,
    EvaluationColumn::Manager,
    EvaluationColumn::Assignment,
    EvaluationColumn::Objective,
    EvaluationColumn::ExpectedResult,
    EvaluationColumn::Indicator,
    EvaluationColumn::Target,
    EvaluationColumn::Weight,
    EvaluationColumn::Value,
    EvaluationColumn::Reached,
    EvaluationColumn::Evidence,
    EvaluationColumn::Reasons,
    EvaluationColumn::Notes,
];

/// Head of a column.
pub(super) struct ResultHead {
    /// Content of the column; `None` for a group of the plan or a person's own.
    pub kind: Option<EvaluationColumn>,
    /// Words of the head.
    pub words: Words,
    /// Column, from 0.
    pub column: u32,
}

/// Heads of a sheet, from the left.
pub(super) struct SheetHeads(Vec<ResultHead>);

impl SheetHeads {
    /// Reads a row of heads; `None` if it lacks those that every sheet has.
    fn of(row: &GridRow) -> Option<Self> {
        let heads = SheetHeads::read(row);
        let is_sheet = heads.lacking().next().is_none();
        is_sheet.then_some(heads)
    }

    fn read(row: &GridRow) -> Self {
        let mut heads = SheetHeads(Vec::new());
        for cell in &row.cells {
            let head = fold_words(&cell.text.value);
            let kind = COLUMNS.into_iter().find(|kind| fold_words(kind.head()) == head);
            let kind = kind.filter(|kind| heads.column(*kind).is_none());
            heads.0.push(ResultHead { kind, words: cell.text.clone(), column: cell.column });
        }
        heads
    }

    /// Returns the heads that every sheet has and this one lacks.
    fn lacking(&self) -> impl Iterator<Item = EvaluationColumn> {
        let needed = [EvaluationColumn::Number, EvaluationColumn::Reached];
        needed.into_iter().filter(|kind| self.column(*kind).is_none())
    }

    /// Returns `true` if a row has all heads that are known, each in its column.
    fn are_repeated_by(&self, row: &GridRow) -> bool {
        let other = SheetHeads::read(row);
        let mut known = self.0.iter().filter(|head| head.kind.is_some());
        known.all(|head| head.kind.and_then(|kind| other.column(kind)) == Some(head.column))
    }

    /// Returns the heads.
    pub(super) fn all(&self) -> &[ResultHead] {
        &self.0
    }

    /// Returns the column of a head.
    pub(super) fn column(&self, kind: EvaluationColumn) -> Option<u32> {
        self.0.iter().find(|head| head.kind == Some(kind)).map(|head| head.column)
    }

    /// Iterates over the heads that are known.
    pub(super) fn known(&self) -> impl Iterator<Item = EvaluationColumn> {
        self.0.iter().filter_map(|head| head.kind)
    }

    /// Returns the words of a row below the heads that are not known.
    pub(super) fn others(&self, row: &GridRow) -> Vec<(String, Words)> {
        let cell = |head: &ResultHead| {
            let cell = row.cells.iter().find(|cell| cell.column == head.column)?;
            (cell.kind != CellKind::Error).then(|| (head.words.value.clone(), words(cell)))
        };
        self.0.iter().filter(|head| head.kind.is_none()).filter_map(cell).collect()
    }
}

/// Sheet with results.
pub(super) struct ResultSheet {
    /// Name of the sheet; `None` outside workbooks.
    pub name: Option<Words>,
    /// Cells above the heads.
    pub above: Vec<Words>,
    /// Heads.
    pub heads: SheetHeads,
    /// Rows of objectives.
    pub rows: Vec<FilledRow>,
    /// Results without the number of their objective.
    pub numberless: Vec<Words>,
    /// First cells of rows that repeat the heads.
    repeated_heads: Vec<Words>,
}

impl ResultSheet {
    fn of(grid: &Grid) -> Option<Self> {
        let mut above = grid.rows.iter().take(MOST_ABOVE).enumerate();
        let (at, heads) = above.find_map(|(at, row)| Some((at, SheetHeads::of(row)?)))?;
        let reached = heads.column(EvaluationColumn::Reached);
        let number = heads.column(EvaluationColumn::Number);
        // The sums below the objectives have heads of their own; a row with a number is an objective's, whatever
        // somebody wrote there.
        let is_head = |row: &GridRow| {
            let cell = |column| row.cells.iter().find(|cell| Some(cell.column) == column);
            let is_numbered =
                cell(number).is_some_and(|cell| cell.text.value.trim().parse::<u32>().is_ok());
            let says = |cell: &GridCell| {
                fold_words(&cell.text.value) == fold_words(EvaluationColumn::Reached.head())
            };
            !is_numbered && cell(reached).is_some_and(says)
        };
        let above = grid.rows[..at].iter().flat_map(|row| &row.cells);
        let mut sheet = ResultSheet {
            name: grid.name.clone(),
            above: above.map(|cell| cell.text.clone()).collect(),
            heads,
            rows: Vec::new(),
            numberless: Vec::new(),
            repeated_heads: Vec::new(),
        };
        let mut repetitions: BTreeMap<RowSubject, usize> = BTreeMap::new();
        for row in &grid.rows[at + 1..] {
            if sheet.heads.are_repeated_by(row) {
                sheet.repeated_heads.extend(row.cells.first().map(|cell| cell.text.clone()));
                continue;
            }
            if is_head(row) {
                break;
            }
            match sheet_row(&sheet.heads, row) {
                SheetRow::Numbered(mut row) => {
                    let before = repetitions.entry(row.subject()).or_default();
                    row.repetition = *before;
                    *before += 1;
                    sheet.rows.push(*row);
                }
                SheetRow::Numberless(words) => sheet.numberless.push(words),
                SheetRow::Other => {}
            }
        }
        Some(sheet)
    }

    /// Returns `true` if the sheet has the name that our workbooks give it.
    pub(super) fn is_named(&self) -> bool {
        self.name.as_ref().is_none_or(|name| name.value.trim() == EVALUATION_SHEET)
    }

    /// Returns `true` if it can be known which cells are the results; what speaks against it goes to
    /// `findings`.
    pub(super) fn is_readable(&self, findings: &mut Findings) -> bool {
        let misplaced = misplaced(&self.heads);
        let is_readable = misplaced.is_empty();
        findings.extend(misplaced);
        is_readable
    }

    /// Reports the rows that repeat the heads.
    pub(super) fn repeated_heads(&self) -> impl Iterator<Item = Diagnostic> {
        self.repeated_heads.iter().map(|words| {
            let message = "La riga ripete le intestazioni della tabella: è stata saltata.";
            Diagnostic::new(Code::ChangedCell, words.span, message).hint(
                "Le righe sotto sono state lette: controllare che siano della stessa tabella.",
            )
        })
    }

    /// Returns `true` if something is written below a head that is not known.
    pub(super) fn has_words_below(&self, head: &ResultHead) -> bool {
        let words = self.rows.iter().filter_map(|row| row.other(&head.words.value));
        words.into_iter().any(|words| !words.value.trim().is_empty())
    }

    /// Returns what was filled in, to be compared with another sheet.
    pub(super) fn filled(&self) -> Vec<(usize, Option<u16>, Vec<String>)> {
        let filled = self.rows.iter().filter(|row| row.is_filled());
        let row = |row: &FilledRow| {
            let texts = row.outcome.fields.iter().filter_map(|(_, field)| match field {
                Field::Given(words) => Some(words.value.clone()),
                _ => None,
            });
            (row.number.value, row.year(), texts.collect())
        };
        filled.map(row).collect()
    }
}

/// Returns the sheet with results; `None` if there is none. One of several is read, and the others are
/// reported.
pub(super) fn result_sheet(grids: &[Grid], findings: &mut Findings) -> Option<ResultSheet> {
    let mut sheets: Vec<ResultSheet> = grids.iter().filter_map(ResultSheet::of).collect();
    let own = sheets.iter().position(|sheet| sheet.name.is_some() && sheet.is_named()).unwrap_or(0);
    let sheet = (own < sheets.len()).then(|| sheets.remove(own))?;
    findings.extend(sheets.iter().filter_map(|other| second_sheet(&sheet, other)));
    findings.extend(sheet.numberless.iter().map(numberless));
    let merged = sheet.rows.iter().flat_map(|row| &row.merged);
    findings.extend(merged.map(|(head, words)| merged_cell(head, words)));
    let unreadable = sheet.rows.iter().flat_map(|row| &row.unreadable);
    findings.extend(unreadable.map(|(head, words)| unreadable_cell(head, words)));
    Some(sheet)
}

/// Reports a sheet that has most heads of results and lacks one that every sheet has.
pub(super) fn lost_head(grids: &[Grid]) -> Option<Diagnostic> {
    /// Heads by which a row is known: one or two may stand in any table.
    const LEAST: usize = 4;
    let rows = grids.iter().flat_map(|grid| grid.rows.iter().take(MOST_ABOVE));
    let (row, heads) = rows
        .map(|row| (row, SheetHeads::read(row)))
        .find(|(_, heads)| heads.known().count() >= LEAST && heads.lacking().next().is_some())?;
    let lacking: Vec<String> = heads.lacking().map(|kind| format!("«{}»", kind.head())).collect();
    let message = format!("Fra le intestazioni degli esiti non c'è più {}.", lacking.join(", né "));
    let place = row.cells.first()?.text.span;
    Some(
        Diagnostic::new(Code::NoHead, place, message)
            .hint("È stata riscritta o tolta: rimetterla com'era. Il foglio non è stato preso."),
    )
}

/// Reports a cell to be filled in that is merged with others.
fn merged_cell(head: &str, words: &Words) -> Diagnostic {
    let message = format!(
        "In «{head}» la cella è unita ad altre: non si sa di quali righe e colonne è quello che dice."
    );
    let mut finding = Diagnostic::new(Code::ChangedCell, words.span, message)
        .hint("Dividere le celle unite, e scrivere in ogni riga il suo esito.");
    finding.severity = Severity::Error;
    finding
}

/// Reports a sheet that is not read, unless nothing was filled in.
fn second_sheet(sheet: &ResultSheet, other: &ResultSheet) -> Option<Diagnostic> {
    let (filled, name) = (other.filled(), other.name.as_ref()?);
    if filled.is_empty() && other.numberless.is_empty() {
        return None;
    }
    let read = sheet.name.as_ref().map_or(EVALUATION_SHEET, |name| name.value.trim());
    let message = format!(
        "Nel file ci sono esiti anche nel foglio «{}», che non è stato letto: si legge «{read}».",
        name.value.trim()
    );
    let hint = "Lasciare nel file un foglio solo con gli esiti.";
    let mut finding = Diagnostic::new(Code::SecondSheet, name.span, message).hint(hint);
    if filled != sheet.filled() {
        finding.severity = Severity::Error;
    }
    Some(finding)
}

fn numberless(words: &Words) -> Diagnostic {
    let message = "La riga ha un esito, ma nella colonna «N.» non c'è il numero del suo obiettivo.";
    Diagnostic::new(Code::ForeignRow, words.span, message)
        .hint("Rimettere il numero che l'obiettivo ha nel piano: la riga non è stata presa.")
}
