//! «Proposte» that came back → objectives.

use super::changed_heads::{added, exchanged};
use super::filled_row::words;
use super::sent_opening::SentOpening;
use super::unreadable_cell;
use crate::dataset::ProposalForm;
use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::{Field, RawFields, RawObjective, Words};
use crate::source::Span;
use crate::text::{fold_words, folded};

/// Rows in which the heads are looked for.
const MOST_ABOVE: usize = 20;
/// Words before the title of a cross-cutting objective, as the form asks for them.
const CROSS_CUTTING: &str = "OBIETTIVO TRASVERSALE >";
/// Columns that are filled in.
const OWN: [Key; 6] =
    [Key::Service, Key::Kind, Key::Description, Key::ExpectedResult, Key::Indicator, Key::Weight];

/// Objective that a recipient proposes.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedObjective {
    /// Area of the objective, as the plan calls it.
    pub area: Words,
    /// Label of its period, as the plan calls it.
    pub period: Words,
    /// Objective.
    pub objective: RawObjective,
}

/// Returns the objectives of a file that answers `form`; `None`, with a finding, if it has no sheet for
/// them. What cannot be taken goes to `findings`.
pub fn proposed_objectives(
    grids: &[Grid],
    (form, opening): (&ProposalForm, &SentOpening<'_>),
    start: Span,
    findings: &mut Findings,
) -> Option<Vec<ProposedObjective>> {
    let sheet = grids.iter().find_map(|grid| {
        let mut above = grid.rows.iter().take(MOST_ABOVE).enumerate();
        let (at, heads) = above.find_map(|(at, row)| Some((at, heads(row)?)))?;
        let (above, below) = grid.rows.split_at(at);
        let (row, rows) = below.split_first()?;
        Some((heads, above, row, rows))
    });
    let Some((heads, above, row, rows)) = sheet else {
        let message =
            "Nel file non c'è più il foglio «Proposte», o le sue intestazioni sono cambiate.";
        let finding = Diagnostic::new(Code::NoHead, start, message);
        findings.push(finding.hint("Rimandare il file e farlo compilare di nuovo."));
        return None;
    };
    let above: Vec<Words> =
        above.iter().flat_map(|row| &row.cells).map(|cell| cell.text.clone()).collect();
    findings.extend(opening.changes(&above, start));
    findings.extend(changed_heads(&heads, row));
    let rows = rows.iter().filter_map(|row| proposed(&heads, row, form, findings));
    Some(rows.collect())
}

/// Returns the columns of a row of heads; `None` if one of them is missing.
fn heads(row: &GridRow) -> Option<Vec<(Key, u32)>> {
    let column = |key: Key| {
        let is_own = |cell: &&GridCell| fold_words(&cell.text.value) == fold_words(key.label());
        row.cells.iter().find(is_own).map(|cell| (key, cell.column))
    };
    [Key::Area, Key::Period].into_iter().chain(OWN).map(column).collect()
}

/// Reports heads that were added or exchanged.
fn changed_heads(heads: &[(Key, u32)], row: &GridRow) -> Vec<Diagnostic> {
    let is_known = |cell: &GridCell| heads.iter().any(|(_, column)| *column == cell.column);
    let others = row.cells.iter().filter(|cell| !is_known(cell));
    let mut found: Vec<Diagnostic> = others.map(|cell| added(&cell.text)).collect();
    let cell = |(_, at): &(Key, u32)| {
        row.cells.iter().find(|cell| cell.column == *at).map(|cell| (*at, &cell.text))
    };
    found.extend(exchanged(&heads.iter().filter_map(cell).collect::<Vec<_>>()));
    found
}

fn proposed(
    heads: &[(Key, u32)],
    row: &GridRow,
    form: &ProposalForm,
    findings: &mut Findings,
) -> Option<ProposedObjective> {
    let shown = |key: Key| {
        let (_, at) = heads.iter().find(|(own, _)| *own == key)?;
        row.cells.iter().find(|cell| cell.column == *at)
    };
    let cell = |key: Key| {
        let cell = shown(key)?;
        let is_given = cell.kind != CellKind::Error && !cell.text.value.trim().is_empty();
        is_given.then(|| words(cell))
    };
    let errors = heads.iter().filter_map(|(key, _)| Some((key.label(), shown(*key)?)));
    let errors = errors.filter(|(_, cell)| cell.kind == CellKind::Error);
    findings.extend(errors.map(|(head, cell)| unreadable_cell(head, &cell.text)));
    let given: Vec<(Key, Words)> =
        OWN.into_iter().filter_map(|key| Some((key, cell(key)?))).collect();
    let (_, first) = given.first()?;
    let place = first.span;
    let lacks = |key: Key| {
        let message = format!("Alla proposta manca «{}».", key.label());
        Diagnostic::new(Code::Missing, place, message)
            .hint("Completare la riga, o vuotarla se non è una proposta.")
    };
    let needed = [Key::Service, Key::Description];
    let is_lacking = |key: &Key| !given.iter().any(|(own, _)| own == key);
    let lacking: Vec<_> = needed.into_iter().filter(is_lacking).map(lacks).collect();
    let is_whole = lacking.is_empty();
    findings.extend(lacking);
    let area = one_of(cell(Key::Area), &form.areas, (Key::Area, place), findings);
    let period = one_of(cell(Key::Period), &form.periods, (Key::Period, place), findings);
    let (area, period) = area.zip(period).filter(|_| is_whole)?;
    let fields = given.into_iter().map(|(key, words)| of_plan(key, words));
    Some(ProposedObjective { area, period, objective: objective(place, fields.collect()) })
}

/// Returns the words of a group that the form offers, as the plan writes them.
fn one_of(
    written: Option<Words>,
    offered: &[String],
    (key, place): (Key, Span),
    findings: &mut Findings,
) -> Option<Words> {
    let Some(written) = written else {
        // Rows beyond those of the form lack what it has filled in itself.
        if let [only] = offered {
            return Some(Words::new(only.clone(), place));
        }
        let message = format!("Alla proposta manca «{}».", key.label());
        findings.push(Diagnostic::new(Code::Missing, place, message).hint(choices(offered)));
        return None;
    };
    let found = offered.iter().find(|one| folded(one) == folded(&written.value));
    if found.is_none() {
        let message = format!(
            "«{}» della proposta è {}, che qui non si può scegliere.",
            key.label(),
            quote_start(written.value.trim())
        );
        findings
            .push(Diagnostic::new(Code::ForeignRow, written.span, message).hint(choices(offered)));
    }
    Some(Words::new(found?.clone(), written.span))
}

fn choices(offered: &[String]) -> String {
    format!("Si sceglie fra: {}.", offered.join("; "))
}

/// Returns a value under the key of a plan: a cross-cutting objective has a title in place of a service.
fn of_plan(key: Key, words: Words) -> (Key, Field) {
    let title = words.value.trim().strip_prefix(CROSS_CUTTING).map(|title| title.trim().to_owned());
    match title {
        Some(title) if key == Key::Service => {
            (Key::CrossCutting, Field::Given(Words::new(title, words.span)))
        }
        _ => (key, Field::Given(words)),
    }
}

fn objective(span: Span, fields: RawFields) -> RawObjective {
    RawObjective {
        span,
        area: Field::Absent,
        period: Field::Absent,
        levels: Vec::new(),
        fields,
        indicators: Some(Vec::new()),
        outcomes: Vec::new(),
        extra: Vec::new(),
    }
}
