//! Conditional formats that change what cells say: they strike it out, hide it, or show numbers in
//! another format. Whether a condition holds is not reckoned.

use super::sheet::CellRange;
use crate::diag::{Code, Diagnostic};
use crate::italian::plural::counted;
use crate::office::{CellKind, GridCell};
use crate::source::{Span, column_letters};
use std::collections::BTreeSet;

/// Effects of a conditional format on what cells say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RuleEffects {
    /// `true` if it strikes the text out.
    pub strikes: bool,
    /// `true` if its number format shows nothing: `;;;`.
    pub hides: bool,
    /// `true` if its letters are white, without a colour behind them.
    pub whitens: bool,
    /// `true` if it shows numbers in another format.
    pub formats: bool,
}

/// Most ranges that are compared with the cells of a sheet.
const MOST_RANGES: usize = 2_000;
/// Most places that a finding lists.
const MOST_LISTED: usize = 10;

/// Ranges of a sheet with conditional formats that matter.
#[derive(Default)]
pub(super) struct ConditionalRanges {
    list: Vec<(CellRange, RuleEffects)>,
}

impl ConditionalRanges {
    /// Adds a range, unless its format only changes how it looks.
    pub(crate) fn add(&mut self, range: CellRange, effects: RuleEffects) {
        if effects != RuleEffects::default() && self.list.len() < MOST_RANGES {
            self.list.push((range, effects));
        }
    }

    /// Returns a finding for each effect that cells with a content may have.
    pub(crate) fn report(&self, cells: &[(u32, GridCell)]) -> Vec<Diagnostic> {
        let strikes = self.cells(cells, |effects, _| effects.strikes);
        let hides = self.cells(cells, |effects, _| effects.hides || effects.whitens);
        let formats = self.cells(cells, |effects, kind| effects.formats && *kind != CellKind::Text);
        let findings = [
            finding(
                &strikes,
                "barrare",
                "è stato letto com'è scritto",
                "Se nel foglio è barrato e non vale più, toglierlo dalla cella e salvare.",
            ),
            finding(
                &hides,
                "nascondere",
                "è stato letto",
                "Se nel foglio non si vede e non deve entrare nel piano, toglierlo dalla cella e salvare.",
            ),
            finding(
                &formats,
                "mostrare in un altro formato",
                "è stato letto nel formato della cella",
                "Se nel foglio si legge altro, dare alla cella quel formato e salvare.",
            ),
        ];
        findings.into_iter().flatten().collect()
    }

    /// Returns the places of the cells that have an effect.
    fn cells(
        &self,
        cells: &[(u32, GridCell)],
        has: impl Fn(&RuleEffects, &CellKind) -> bool,
    ) -> Vec<(Span, String)> {
        let mut found = BTreeSet::new();
        for (range, effects) in &self.list {
            let from = cells.partition_point(|(row, _)| *row < range.first.0);
            let rows = cells[from..].iter().enumerate();
            for (at, (_, cell)) in rows.take_while(|(_, (row, _))| *row <= range.last.0) {
                let is_inside = (range.first.1..=range.last.1).contains(&cell.column);
                if is_inside && has(effects, &cell.kind) {
                    found.insert(from + at);
                }
            }
        }
        let place = |at: usize| {
            let (row, cell) = &cells[at];
            (cell.text.span, format!("{}{}", column_letters(cell.column), u64::from(*row) + 1))
        };
        found.into_iter().map(place).collect()
    }
}

fn finding(
    cells: &[(Span, String)],
    effect: &str,
    reading: &str,
    hint: &str,
) -> Option<Diagnostic> {
    let (first, _) = cells.first()?;
    let names: Vec<&str> = cells.iter().take(MOST_LISTED).map(|(_, name)| name.as_str()).collect();
    let rest = match cells.len().saturating_sub(MOST_LISTED) {
        0 => String::new(),
        more => format!(" e {}", counted(more, "altra", "altre")),
    };
    let whose = match cells.len() {
        1 => "della cella".to_owned(),
        many => format!("di {many} celle"),
    };
    let message = format!(
        "Una formattazione condizionale può {effect} il contenuto {whose} ({}{rest}), che {reading}.",
        names.join(", ")
    );
    Some(Diagnostic::new(Code::ConditionalFormat, *first, message).hint(hint))
}
