//! Plans against versions of themselves.

use super::*;
use crate::diag::Findings;
use crate::plan_file::{PlanNotation, read_plan_file};
use crate::source::SourceMap;
use crate::validate::validate_plan;

mod edits;
mod kinds;
mod known_edits;
mod side_by_side;

/// Returns the plan in `yaml`, which must have no errors.
fn plan(yaml: &str) -> Plan {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let bytes = yaml.as_bytes().to_vec();
    let raw = read_plan_file("piano.yaml", bytes, PlanNotation::Yaml, &mut sources, &mut findings);
    let plan = validate_plan(raw.expect("a readable plan"), &sources, &mut findings).plan;
    assert!(!findings.has_errors(), "{findings:?}");
    plan
}

/// Returns the reference plan.
fn reference() -> Plan {
    plan(include_str!("../../inputs/piano-obiettivi-2020-2022.yaml"))
}

/// Lists what changed, a line for each.
fn told(changes: &PlanChanges) -> Vec<String> {
    let words =
        |value: &Option<FieldValue>| value.as_ref().map_or("-".to_owned(), |v| v.words.clone());
    let field = |change: &FieldChange| {
        format!("{}: {} > {}", change.label, words(&change.before), words(&change.after))
    };
    let renamed = changes.renamed.iter();
    let renamed = renamed.map(|r| format!("{} {} > {}", r.level, r.before.words, r.after.words));
    let mut lines: Vec<String> = changes.head.iter().map(field).chain(renamed).collect();
    for fate in changes.objectives.iter().filter(|fate| fate.is_change()) {
        match fate {
            ObjectiveFate::Added { after, part_of } => {
                let of = part_of.map_or(String::new(), |old| format!(" part of {}", old + 1));
                lines.push(format!("added {}{of}", after + 1));
            }
            ObjectiveFate::Removed { before, merged_into } => {
                let into = merged_into.map_or(String::new(), |new| format!(" into {}", new + 1));
                lines.push(format!("removed {}{into}", before + 1));
            }
            ObjectiveFate::Kept(kept) => {
                let doubt = if kept.certainty == Certainty::Sure { "" } else { "?" };
                let order = match kept.order {
                    OrderChange::Same => String::new(),
                    OrderChange::Moved => " reordered".to_owned(),
                    OrderChange::Swapped(with) => format!(" swapped with {}", with + 1),
                };
                lines.push(format!("{}{doubt}>{}{order}", kept.before + 1, kept.after + 1));
                lines.extend(kept.moves.iter().chain(&kept.fields).map(field));
            }
        }
    }
    lines
}
