//! Codes that objectives of two groups share although the groups do not number theirs anew.

use super::Basis;
use super::tokens::fold_text;
use super::totals::{TotalKey, key_at};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{Objective, Text};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// Objective with its code and the index of its group.
struct CodedRow<'p> {
    group: usize,
    code: &'p Text,
    objective: &'p Objective,
}

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    let rows = coded(basis);
    let restarts = restarts(&rows);
    let mut first: BTreeMap<&str, &CodedRow> = BTreeMap::new();
    let mut findings = Vec::new();
    for row in &rows {
        let words = row.code.value.trim();
        let Some(other) = first.get(words) else {
            first.insert(words, row);
            continue;
        };
        let is_unique = basis.plan.unique_codes;
        // An objective of several periods keeps its code.
        let description = |row: &CodedRow| fold_text(&row.objective.description.value);
        let is_same = || description(row) == description(other);
        let numbered_anew = || restarts[row.group] && restarts[other.group];
        // Twice in one group is an error of its own.
        if row.group != other.group && (is_unique || !is_same() && !numbered_anew()) {
            findings.push(shared(row.code, other.code, is_unique));
        }
    }
    findings
}

/// Returns the objectives that have a code, in the order of the plan.
fn coded<'p>(basis: &Basis<'p>) -> Vec<CodedRow<'p>> {
    let plan = basis.plan;
    let mut groups: IndexMap<TotalKey, ()> = IndexMap::new();
    let mut rows = Vec::new();
    for objective in &plan.objectives {
        let (group, _) = groups.insert_full(key_at(plan, &plan.levels, objective), ());
        rows.extend(objective.code.as_ref().map(|code| CodedRow { group, code, objective }));
    }
    rows
}

/// Returns for each group whether its codes begin like those of another one: numbers that each group
/// counts from the start.
fn restarts(rows: &[CodedRow]) -> Vec<bool> {
    let groups = rows.iter().map(|row| row.group + 1).max().unwrap_or(0);
    let mut first = vec![None; groups];
    for row in rows {
        first[row.group].get_or_insert(row.code.value.trim());
    }
    let count = |code: &Option<&str>| first.iter().filter(|other| *other == code).count();
    first.iter().map(|code| code.is_some() && count(code) > 1).collect()
}

/// Reports a code of two groups: an error if the plan wants it to be unique.
fn shared(code: &Text, other: &Text, is_unique: bool) -> Diagnostic {
    let message =
        format!("Il codice «{}» è anche di un obiettivo di un altro gruppo.", code.value.trim());
    let finding = Diagnostic::new(Code::RepeatedCode, code.span, message)
        .also(other.span, "l'altro obiettivo");
    if is_unique {
        return finding.hint("Il piano dice «codici: unici»: dare a ogni obiettivo il suo codice.");
    }
    let hint =
        "Se ogni gruppo conta i suoi da capo non occorre nulla; altrimenti correggere il codice.";
    Diagnostic { severity: Severity::Warning, ..finding.hint(hint) }
}
