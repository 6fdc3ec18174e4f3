//! «Piano» and «Pesi» of our own workbook, which are printed, beside «Dati» and «Leggimi», from which the plan
//! is read.

use super::input::OpenedFile;
use super::layout::LoadedLayout;
use super::open::{Opened, TableFile};
use crate::compare::sentences::replaced;
use crate::compose::{Composition, compose_plan, levels};
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::group::group_plan;
use crate::italian::decimals::{parse_number, without_trailing_zeros};
use crate::italian::quotation::quote_words;
use crate::layout::{Layout, shipped};
use crate::model::Plan;
use crate::model::workbook_words::{OLDER_PLAN_NOTE, PLAN_NOTE, TOTAL_HEAD};
use crate::office::{Grid, GridCell, GridRow, TableFormat, read_tables};
use crate::raw::Words;
use crate::render::xlsx;
use crate::source::{SourceMap, Span};
use crate::text::folded;
use crate::typeset;
use crate::verify::office::{RowMatch, match_rows};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Name of the sheet from which the plan is read.
const DATA: &str = "Dati";
/// Name of the sheet with the sums of weights.
const WEIGHTS: &str = "Pesi";

/// Sheets of a workbook that the plan is not read from.
pub(super) struct PrintedSheets {
    /// Rows of «Piano».
    rows: Vec<GridRow>,
    /// Cells of «Pesi» with the name of the expected total and the total itself, if it is there.
    total: Option<(Words, Option<Words>)>,
}

impl PrintedSheets {
    /// Returns the sheets; `None` if the file has no such, or the plan is read from «Piano».
    pub(super) fn of(file: &OpenedFile) -> Option<Self> {
        let Some(Opened::Tables(TableFile { grids, .. })) = &file.content else { return None };
        let named = |name: &str| {
            grids.iter().find(|grid| grid.name.as_ref().is_some_and(|own| own.value == name))
        };
        // Without «Dati», «Piano» is what the plan is read from.
        named(DATA)?;
        let rows = printed_rows(grids)?;
        Some(PrintedSheets { rows, total: named(WEIGHTS).and_then(expected_total) })
    }
}

/// Returns the rows of «Piano» below its note.
fn printed_rows(grids: &[Grid]) -> Option<Vec<GridRow>> {
    let is_printed = |grid: &&Grid| {
        let note = grid.rows.first().and_then(|row| row.cells.first());
        note.is_some_and(|cell| [PLAN_NOTE, OLDER_PLAN_NOTE].contains(&cell.text.value.as_str()))
    };
    grids.iter().find(is_printed).map(|grid| grid.rows[1..].to_vec())
}

fn expected_total(grid: &Grid) -> Option<(Words, Option<Words>)> {
    let is_name = |row: &&GridRow| {
        row.cells.first().is_some_and(|cell| folded(&cell.text.value) == TOTAL_HEAD)
    };
    let row = grid.rows.iter().find(is_name)?;
    let words = |cell: &GridCell| cell.text.clone();
    Some((row.cells.first().map(words)?, row.cells.get(1).map(words)))
}

/// Returns the findings on cells of printed sheets that say neither what `plan`, read from «Dati» and «Leggimi»,
/// says nor what the `other` version does: these sheets stay as they were made.
pub(super) fn edited_cells(
    printed: &PrintedSheets,
    plan: &Plan,
    other: Option<&Plan>,
    layout: &LoadedLayout,
) -> Vec<Diagnostic> {
    let mut findings = match PrintedVersions::find(&printed.rows, plan, other, layout) {
        Some(versions) => versions.edited_rows(&printed.rows),
        None => printed.rows.first().and_then(unknown_layout).into_iter().collect(),
    };
    let total = printed.total.as_ref();
    findings.extend(total.and_then(|cells| edited_total(cells, plan, other)));
    findings
}

/// Rows of «Piano» as two versions of a plan print them.
struct PrintedVersions {
    /// Rows of the plan in «Dati» and «Leggimi».
    own: Vec<GridRow>,
    /// Rows of the other version, if there is one that the layout can print.
    other: Option<Vec<GridRow>>,
}

impl PrintedVersions {
    /// Finds the layout by which `printed` was made: the one that was asked for, or else one of the program's own.
    fn find(
        printed: &[GridRow],
        plan: &Plan,
        other: Option<&Plan>,
        layout: &LoadedLayout,
    ) -> Option<Self> {
        let versions = |layout: &LoadedLayout| {
            let layout = &layout.sound.as_ref()?.layout;
            let other = other.and_then(|other| rows_as_made(other, layout));
            let versions = PrintedVersions { own: rows_as_made(plan, layout)?, other };
            versions.explain(printed).then_some(versions)
        };
        let shipped = || shipped().into_iter().map(|layout| LoadedLayout::load(layout.name));
        versions(layout).or_else(|| shipped().find_map(|layout| versions(&layout)))
    }

    /// Returns `true` if they have a third at least of the rows of tables: another layout has hardly any of them.
    fn explain(&self, printed: &[GridRow]) -> bool {
        let known: BTreeSet<String> =
            self.own.iter().chain(self.other.iter().flatten()).map(words_of).collect();
        // Lines of one cell, such as titles, are the same in many layouts.
        let rows: Vec<&GridRow> = printed.iter().filter(|row| row.cells.len() > 1).collect();
        let count = rows.iter().filter(|row| known.contains(&words_of(row))).count();
        3 * count >= rows.len()
    }

    fn edited_rows(&self, printed: &[GridRow]) -> Vec<Diagnostic> {
        let other = self.other.as_deref().unwrap_or_default();
        let cells = other.iter().flat_map(|row| &row.cells);
        let cells: BTreeSet<&str> = cells.map(|cell| cell.text.value.as_str()).collect();
        let rows: BTreeSet<String> = other.iter().map(words_of).collect();
        // The sheet has the order of the other version where the rows of «Dati» were moved.
        let elsewhere_too: BTreeSet<usize> =
            match_rows(other, printed).into_iter().filter_map(moved).collect();
        let is_strange = |cell: &&GridCell| !cells.contains(cell.text.value.as_str());
        let matches = match_rows(&self.own, printed);
        let finding = |row: &RowMatch| match *row {
            RowMatch::Same(..) => Vec::new(),
            RowMatch::Changed(own, now) | RowMatch::MovedAndChanged(own, now) => {
                let (own, now) = (&self.own[own], &printed[now]);
                let edited = edited_in_row(own, now);
                let edited = edited.filter(|(_, is)| is.is_none_or(|is| is_strange(&is)));
                edited.filter_map(|(was, is)| edited_cell(was, is, now)).collect()
            }
            RowMatch::Added(now) => {
                printed[now].cells.iter().find(is_strange).map(added).into_iter().collect()
            }
            // A row that only one version prints may never have been here.
            RowMatch::Removed(own) => {
                let is_known = rows.contains(&words_of(&self.own[own]));
                let above =
                    || row_above(own, &matches).map_or(printed.first(), |at| printed.get(at));
                let found = is_known.then(above).flatten();
                found.and_then(|above| removed(&self.own[own], above)).into_iter().collect()
            }
            RowMatch::Moved(_, now) => {
                let is_told = elsewhere_too.contains(&now);
                is_told.then(|| elsewhere(&printed[now])).flatten().into_iter().collect()
            }
        };
        matches.iter().flat_map(finding).collect()
    }
}

/// Returns the new index of a row that only stands among others.
fn moved(row: RowMatch) -> Option<usize> {
    match row {
        RowMatch::Moved(_, now) | RowMatch::MovedAndChanged(_, now) => Some(now),
        _ => None,
    }
}

/// Returns the new index of the nearest row above an old one that both versions have in the same place.
fn row_above(own: usize, matches: &[RowMatch]) -> Option<usize> {
    let both = matches.iter().filter_map(|row| match *row {
        RowMatch::Same(old, new) | RowMatch::Changed(old, new) => Some((old, new)),
        _ => None,
    });
    both.filter(|(old, _)| *old < own).max().map(|(_, new)| new)
}

/// Returns the rows of «Piano» that a layout makes of a plan; `None` if it cannot print it.
fn rows_as_made(plan: &Plan, layout: &Layout) -> Option<Vec<GridRow>> {
    let (mut findings, mut sources) = (Findings::default(), SourceMap::default());
    let tree = group_plan(plan, &levels(layout));
    let date = plan.date.as_ref().map(|date| date.value);
    let Composition { mut annex, dataset } =
        compose_plan(plan, &tree, layout, date, &mut findings)?;
    typeset::resolve_auto_widths(&mut annex);
    let bytes = xlsx::xlsx(&annex, &dataset).ok()?;
    let read = read_tables("Piano", &bytes, TableFormat::Xlsx, &mut sources, &mut findings);
    printed_rows(&read?.0)
}

/// Returns the words of a row, for a comparison with others.
fn words_of(row: &GridRow) -> String {
    let words =
        row.cells.iter().map(|cell| format!("{}\t{}", cell.column, folded(&cell.text.value)));
    words.collect::<Vec<_>>().join("\n")
}

/// Iterates over the cells of a row, as it was and as it is, that are not the same.
fn edited_in_row<'r>(
    was: &'r GridRow,
    is: &'r GridRow,
) -> impl Iterator<Item = (Option<&'r GridCell>, Option<&'r GridCell>)> {
    let columns: BTreeSet<u32> =
        was.cells.iter().chain(&is.cells).map(|cell| cell.column).collect();
    let cell = |row: &'r GridRow, column| row.cells.iter().find(|cell| cell.column == column);
    let pairs = columns.into_iter().map(move |column| (cell(was, column), cell(is, column)));
    let words = |cell: Option<&GridCell>| cell.map(|cell| folded(&cell.text.value));
    pairs.filter(move |(was, is)| words(*was) != words(*is))
}

fn edited_cell(was: Option<&GridCell>, is: Option<&GridCell>, row: &GridRow) -> Option<Diagnostic> {
    let words = |cell: &GridCell| cell.text.value.clone();
    let place = is.or(row.cells.first())?.text.span;
    let difference = match (was.map(words), is.map(words)) {
        (Some(was), Some(is)) => replaced(&was, &is),
        (None, Some(is)) => format!("in più c'è {}", quote_words(&is)),
        (was, None) => format!("non c'è {}", quote_words(&was.unwrap_or_default())),
    };
    Some(finding(place, &format!("«Piano» non dice come «Dati» e «Leggimi»: {difference}.")))
}

fn added(cell: &GridCell) -> Diagnostic {
    let words = quote_words(&cell.text.value);
    finding(cell.text.span, &format!("«Piano» dice {words}, e «Dati» e «Leggimi» non lo dicono."))
}

/// Returns the finding on a row that is gone from below the row `above`.
fn removed(own: &GridRow, above: &GridRow) -> Option<Diagnostic> {
    let longest = own.cells.iter().max_by_key(|cell| cell.text.value.len())?;
    let words = quote_words(&longest.text.value);
    let message = format!("Sotto questa riga «Piano» non ha più quella con {words}.");
    Some(finding(above.cells.first()?.text.span, &message))
}

fn elsewhere(row: &GridRow) -> Option<Diagnostic> {
    let longest = row.cells.iter().max_by_key(|cell| cell.text.value.len())?;
    let words = quote_words(&longest.text.value);
    let message = format!("«Piano» ha in un altro posto la riga con {words}.");
    Some(finding(longest.text.span, &message))
}

fn finding(place: Span, message: &str) -> Diagnostic {
    Diagnostic::new(Code::SheetsDisagree, place, format!("{message} Valgono «Dati» e «Leggimi»."))
        .hint("Se è giusto quello che dice «Piano», riportarlo in «Dati»; titolo, tipologie, premessa e firme si scrivono in «Leggimi».")
}

/// Returns the finding on a sheet that no layout at hand would print.
fn unknown_layout(first: &GridRow) -> Option<Diagnostic> {
    let place = first.cells.first()?.text.span;
    let message = "Non si è visto se «Piano» è stato corretto: è fatto con un layout che qui non c'è. Valgono «Dati» e «Leggimi».";
    let finding = Diagnostic::new(Code::SheetsDisagree, place, message)
        .hint("Indicare con --layout quello con cui la cartella di lavoro è stata fatta.");
    Some(Diagnostic { severity: Severity::Note, ..finding })
}

/// Returns the finding on an expected total that is that of neither version.
fn edited_total(
    (name, total): &(Words, Option<Words>),
    plan: &Plan,
    other: Option<&Plan>,
) -> Option<Diagnostic> {
    let of_plan = |plan: &Plan| plan.weights.total.map(|total| total.decimal());
    let own = of_plan(plan)?;
    let stated = total.as_ref().and_then(|total| number(&total.value));
    let is_known = stated == Some(own) || stated.is_some() && stated == other.and_then(of_plan);
    if is_known {
        return None;
    }
    let words = total.as_ref().map_or("nulla".to_owned(), |total| quote_words(&total.value));
    let own = without_trailing_zeros(own);
    let message = format!(
        "«Pesi» ha {words} accanto a «{TOTAL_HEAD}», e la regola del piano è {own}: vale «Leggimi»."
    );
    let place = total.as_ref().unwrap_or(name).span;
    let hint = "Se è giusto quello che dice «Pesi», scriverlo in «Leggimi», accanto a «Regola sui pesi, totale».";
    Some(Diagnostic::new(Code::SheetsDisagree, place, message).hint(hint))
}

/// Reads a displayed number: «100», «100,00», «100%».
fn number(words: &str) -> Option<Decimal> {
    parse_number(words.trim().trim_end_matches('%').trim_end()).italian()
}
