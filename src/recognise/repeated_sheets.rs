//! Sheets of one workbook that have objectives of the same area and period: two parts of a list, or
//! an old version beside the new one.

use super::entry::{ObjectiveEntry, name_of, place_of};
use super::sheet_name::end_before_copy;
use super::word_forms::{is_listed, words};
use crate::diag::{Code, Diagnostic, Severity};
use crate::italian::quotation::{quote_name, quote_start};
use crate::raw::{Field, Words};
use std::collections::{HashMap, HashSet};

/// Words in the names of sheets that are kept beside those that count.
const OLD: &str = "old vecchio vecchia vecchi bozza bozze copia copy backup bak precedente superato \
  superata annullato storico";

/// Sheet with the number of objectives that were found before it.
#[derive(Clone, Debug)]
pub(super) struct SheetStart {
    /// Name of the sheet.
    pub name: Words,
    /// Objectives in the sheets before.
    pub first: usize,
}

/// Returns a finding on each area and period of a sheet that a sheet before has as well.
pub(super) fn repeated_sheets(
    entries: &[ObjectiveEntry],
    sheets: &[SheetStart],
) -> Vec<Diagnostic> {
    let mut seen = HashMap::new();
    let mut reported = HashSet::new();
    let mut findings = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let sheet = sheets.partition_point(|sheet| sheet.first <= number);
        let Some(at) = sheet.checked_sub(1) else { continue };
        let (Some(area), Some(period)) = (name_of(&entry.area), name_of(&entry.period)) else {
            continue;
        };
        let group = (area, period);
        let &mut (first, place) =
            seen.entry(group.clone()).or_insert((at, place_of(&entry.area, entry.objective.span)));
        // What the user gives holds for all sheets on purpose.
        let is_given = place_of(&entry.area, entry.objective.span) == place;
        if first != at && !is_given && reported.insert((at, group)) {
            findings.push(
                finding(entry, [&sheets[first].name, &sheets[at].name])
                    .also(place, "la prima volta qui"),
            );
        }
    }
    findings
}

fn finding(entry: &ObjectiveEntry, sheets: [&Words; 2]) -> Diagnostic {
    let text = |field: &Field| match field {
        Field::Given(words) => quote_start(&words.value),
        _ => String::new(),
    };
    let message = format!(
        "L'area {}, periodo {}, è anche nel foglio {}: i suoi obiettivi sono riuniti.",
        text(&entry.area),
        text(&entry.period),
        quote_name(&sheets[0].value)
    );
    let place = place_of(&entry.area, entry.objective.span);
    let mut finding = Diagnostic::new(Code::RepeatedPeriod, place, message);
    let is_old = |name: &str| {
        end_before_copy(name).is_some() || words(name).iter().any(|word| is_listed(OLD, word))
    };
    let old = sheets.iter().find(|sheet| is_old(&sheet.value));
    match old {
        // Merged with the new version, the old one would enter the plan.
        Some(old) => finding.hint(format!(
            "Se il foglio {} è una versione vecchia, toglierlo dal file; se no, cambiargli nome.",
            quote_name(&old.value)
        )),
        None => {
            finding.severity = Severity::Warning;
            finding.hint("Se un foglio è di troppo, toglierlo dal file; se sono due parti dello stesso elenco, va bene così.")
        }
    }
}
