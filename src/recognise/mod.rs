//! Grids → [`RawPlan`]: finds the heads, areas, periods and objectives of tables that
//! offices write, and reports what it took for what.
//!
//! The recogniser is a state machine. `BetweenTables` holds what a table of
//! a document hands to the next; while a grid is read, `ReaderState` is either
//! above the head (`AboveHead`) or in the table (`InTable`), and
//! `GridScope` holds what both states share. Everything found goes to
//! `Found`, everything reported to `RecognitionReport`.

mod above_head;
mod added_objectives;
mod area_doubts;
mod area_lines;
mod area_parts;
mod assembly;
mod band_rows;
mod bands;
mod between_tables;
mod carried_levels;
mod cell_marks;
mod cell_value;
mod column_bands;
mod column_claims;
mod context;
mod declared_levels;
mod document_lines;
mod dotted_heads;
mod doubtful_rows;
mod entry;
mod error_values;
mod facing_texts;
mod fact_sheet;
mod footer;
mod form_areas;
mod form_ends;
mod form_heads;
mod form_indicators;
mod form_names;
mod form_pairs;
mod form_phases;
mod form_rows;
mod form_shapes;
mod form_tables;
mod form_titles;
mod form_years;
mod forms;
mod found;
mod given_names;
mod grid_accounts;
mod grid_reader;
mod grid_report;
mod grid_scope;
mod group_lines;
mod group_outline;
mod group_statements;
mod head_times;
mod headed_columns;
mod heads_found;
mod in_table;
mod label_rows;
mod labels;
mod labels_above;
mod leaders;
mod left_out_table;
mod line_parts;
mod line_signs;
mod lines_above;
mod list_lines;
mod listed_objectives;
mod lone_in_table;
mod lone_line;
mod lone_row;
mod mapped_fields;
mod measure_rows;
mod month_initials;
mod numbering;
mod objective_paragraphs;
mod objective_row;
mod offices;
mod other_headings;
mod other_table;
mod own_workbook;
mod paragraph_forms;
mod part_meanings;
mod period_lines;
mod period_phrases;
mod period_years;
mod persons;
mod plan_names;
mod proposal_findings;
mod proposals;
mod recognised_table;
mod remarks;
mod repeated_sheets;
mod report;
mod reshaped_grid;
mod result_tables;
mod row_fields;
mod row_groups;
mod shared_objective;
mod sheet_name;
mod side_by_side;
mod skipped_grids;
mod split_heads;
mod staff_lines;
mod stated_lines;
mod statement_rows;
mod stray_labels;
mod subtitles;
mod synonyms;
mod table_head;
mod table_rows;
mod text_doubts;
mod title_areas;
mod total_lines;
mod total_texts;
mod turned_tables;
mod unheaded_areas;
mod vocabulary;
mod weight_doubts;
mod weight_sums;
mod word_forms;

#[cfg(test)]
mod tests;

use crate::diag::{Diagnostic, Findings};
use crate::model::{Heading, Key, LevelHead};
use crate::office::Grid;
use crate::raw::{RawPlan, StatedHead};
use crate::source::Span;
use between_tables::BetweenTables;
use context::RecognitionContext;
use forms::FormTable;
use found::Found;
use given_names::GivenNames;
use grid_accounts::{GridAccount, joined};
use grid_reader::GridReader;
use proposals::texts_of_paragraphs;
use repeated_sheets::SheetStart;
use report::RecognitionReport;
use reshaped_grid::{ReshapedGrid, reshaped};
use std::collections::BTreeSet;

pub use given_names::{contradictions, unused};
pub use plan_names::FileNames;
pub use recognised_table::{RecognisedColumn, RecognisedHead, RecognisedTable};

/// Knowledge that a file's tables are recognised by.
#[derive(Clone, Debug, Default)]
pub struct RecognitionHints<'a> {
    /// Headings of the layout's columns.
    pub layout: &'a [Heading],
    /// Levels that the layout groups by; `None` if they are area and period.
    pub levels: Option<&'a [LevelHead]>,
    /// Headings that the user gives, which take precedence.
    pub map: &'a [Heading],
    /// Values of the plan's head that the user gives; `None` if there are none.
    pub given: Option<&'a StatedHead>,
    /// Names of the file itself.
    pub file: FileNames,
    /// Order number of the last objective in the files before; 0 if there is none.
    pub count_before: u32,
}

/// Plan recognised in tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    /// Plan, not yet validated.
    pub plan: RawPlan,
    /// Account of what was taken for what, in Italian, a line each.
    pub report: Vec<String>,
    /// Head with the premise and the signers that texts around the tables may be, for a person to
    /// confirm.
    pub proposed: RawPlan,
    /// Keys of what the file says of groups that are not found: a premise, a closing, a total.
    pub unplaced: BTreeSet<Key>,
}

/// Plan recognised in one of the files of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct RecognisedPart {
    /// Plan of this file.
    pub recognised: Recognised,
    /// Findings on what the file lacks, and another file of the plan may have: a title, a heading
    /// that the user gave.
    pub lacks: Vec<Diagnostic>,
    /// Order number of the last objective, for the file that follows; 0 where numbers do not count.
    pub count: u32,
}

/// Recognises the plan in the tables of one file, which begins at `start`.
///
/// Doubts go to `findings`. Returns `None`, with a finding, if no table has objectives.
pub fn recognise(
    grids: &[Grid],
    hints: &RecognitionHints<'_>,
    start: Span,
    findings: &mut Findings,
) -> Option<Recognised> {
    let RecognisedPart { recognised, lacks, .. } =
        recognise_part(grids, hints, start, findings, &mut Vec::new())?;
    findings.extend(lacks);
    Some(recognised)
}

/// Recognises the tables of one file as [`recognise`] does, if the plan may have other files;
/// `tables` takes what each was taken for, even if none has objectives.
pub fn recognise_part(
    grids: &[Grid],
    hints: &RecognitionHints<'_>,
    start: Span,
    findings: &mut Findings,
    tables: &mut Vec<RecognisedTable>,
) -> Option<RecognisedPart> {
    let &RecognitionHints { layout, levels, map, given, .. } = hints;
    // A user who maps headings says what they are.
    if let Some(finding) = facing_texts::facing_texts(grids).filter(|_| map.is_empty()) {
        findings.push(finding);
        return None;
    }
    let context = RecognitionContext::new(grids, hints);
    let mut report = RecognitionReport::after(hints.count_before);
    let mut found = Found::default();
    let mut head = StatedHead::blank(start);
    let own = own_workbook::read(grids, map, &mut head, &mut found, &mut report);
    if let Some(given) = given {
        report.findings.extend(contradictions(head.complete(given.clone())));
    }
    found.given = GivenNames::of(&head);
    read_tables(&own, &context, &mut found, &mut report);
    std::mem::take(&mut report.marks).report(&mut report);
    found.heads.report_missing(map, grids, start, &mut report);
    mapped_fields::report_unknown(map, layout, levels, start, &mut report);
    found.report_unchecked_totals(findings);
    let read = grids.iter().filter(|grid| !found.is_derived(grid));
    let formulas = std::mem::take(&mut report.formulas);
    error_values::report_left_out(&formulas, findings);
    let told: Vec<Span> = found.unchecked_totals.iter().copied().chain(formulas).collect();
    error_values::report(read, &told, findings);
    tables.append(&mut report.tables);
    tables.extend(found.heads.closest_table());
    let plan = found.into_plan(head.plan, grids, hints, &mut report);
    let proposals = std::mem::take(&mut report.proposals);
    let recognised = plan.map(|plan| (proposals.settle(&plan, &mut report), plan));
    findings.append(&report.findings);
    let RecognitionReport { lines, lacks, count, unplaced, .. } = report;
    let Some((proposed, plan)) = recognised else {
        findings.extend(lacks);
        return None;
    };
    let recognised = Recognised { plan, report: lines, proposed, unplaced };
    Some(RecognisedPart { recognised, lacks, count })
}

/// Reads each grid; tables without a name, as documents have them, continue one another.
fn read_tables(
    grids: &[&Grid],
    context: &RecognitionContext<'_>,
    found: &mut Found,
    report: &mut RecognitionReport,
) {
    let mut between = BetweenTables::default();
    let mut tables = 0;
    let mut accounts = Vec::new();
    let reshaped: Vec<Option<ReshapedGrid>> =
        grids.iter().map(|grid| reshaped(grid, grids, &context.vocabulary)).collect();
    let grids: Vec<&Grid> = grids
        .iter()
        .zip(&reshaped)
        .map(|(grid, reshaped)| reshaped.as_ref().map_or(*grid, |reshaped| &reshaped.grid))
        .collect();
    let with_phases = form_phases::with_phases(&grids, &context.vocabulary);
    let tables_of_forms: Vec<Option<FormTable>> =
        with_phases.iter().map(|grid| forms::as_table(grid.whole(), &context.vocabulary)).collect();
    for ((with_phases, forms), reshaped) in with_phases.iter().zip(&tables_of_forms).zip(&reshaped)
    {
        let grid = forms.as_ref().map_or(with_phases.grid, |table| &table.grid);
        // A grid without rows holds the paragraphs below the last table.
        if grid.name.is_none() && !grid.rows.is_empty() {
            tables += 1;
        }
        let name = grid_report::name(grid, tables);
        let before = report.lines.len();
        if let Some(ReshapedGrid { shape, unread, .. }) = reshaped {
            report.lines.push(format!("{name}: {shape}."));
            report.leave_out(unread, "fra gli obiettivi elencati");
        }
        if let Some(name) = &grid.name {
            let first = found.entries.len();
            found.sheets.push(SheetStart { name: name.clone(), first });
        }
        let mut reader = GridReader::new(grid, name.clone(), &mut between, context, found, report);
        match forms {
            Some(forms) => {
                reader.made_of(forms);
                reader.read(&mut between);
                // A table of phases below a form does not go on with its labels.
                between.head = None;
            }
            None => reader.read(&mut between),
        }
        let lines = report.lines.split_off(before);
        accounts.push(GridAccount::new(grid, tables, name, lines));
        // Tables that are parts of the form keep their numbers.
        tables += with_phases.parts;
    }
    report.lines.extend(joined(&accounts));
    let tables = tables_of_forms.iter().flatten().flat_map(|table| table.tables.clone());
    report.findings.extend(forms::inner_tables(&tables.collect::<Vec<_>>()));
    // Withheld: in a file without any head, every line would be reported here.
    let unused = texts_of_paragraphs(between.unused());
    let rest = report.proposals.add_signers(unused);
    report.withhold(&rest, "fuori dalle tabelle");
}
