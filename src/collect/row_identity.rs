//! Whether a row is of the objective whose number it has.

use super::filled_row::FilledRow;
use super::foreign;
use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::quotation::{quote_change, quote_start};
use crate::model::{EvaluationColumn, Key};
use crate::raw::{Field, LevelLabels, RawObjective, RawPlan, Words};
use crate::text::fold_words;
use std::collections::BTreeSet;

/// Hundredths of the words that a corrected text has in common with what it was.
const LEAST_COMMON: usize = 60;

/// Marks of each objective of a plan beside its number.
pub(super) struct RowIdentity {
    objectives: Vec<ObjectiveIdentity>,
}

struct ObjectiveIdentity {
    description: Option<Words>,
    /// Description as it is compared; empty without one.
    folded: String,
    /// Groups, by the names of their levels.
    groups: LevelLabels,
}

impl RowIdentity {
    pub(super) fn of(plan: &RawPlan) -> Self {
        let objectives = plan.objectives_with_groups().into_iter();
        let identity = |(objective, groups): (&RawObjective, LevelLabels)| {
            let description = match &objective.fields[Key::Description] {
                Field::Given(words) => Some(words.clone()),
                _ => None,
            };
            let folded = description.as_ref().map(|words| fold_words(&words.value));
            ObjectiveIdentity { description, folded: folded.unwrap_or_default(), groups }
        };
        RowIdentity { objectives: objectives.map(identity).collect() }
    }

    /// Returns the index of the objective that a row speaks of; of several its own number must be one.
    pub(super) fn spoken_of(&self, row: &FilledRow) -> Option<usize> {
        let there = fold_words(&row.cell(EvaluationColumn::Objective)?.value);
        let is_own = |at: &usize| {
            let own = self.objectives.get(*at);
            own.is_some_and(|own| own.folded == there && other_group(own, row).is_none())
        };
        let numbered = row.number.value.checked_sub(1).filter(is_own);
        numbered.or_else(|| {
            let mut all = (0..self.objectives.len()).filter(is_own);
            all.next().filter(|_| all.next().is_none())
        })
    }

    /// Returns `true` if a row is of the objective at the index; what differs goes to `findings`.
    pub(super) fn holds(&self, at: usize, row: &FilledRow, findings: &mut Findings) -> bool {
        let Some(own) = self.objectives.get(at) else { return false };
        if let Some(finding) = other_group(own, row) {
            findings.push(finding);
            return false;
        }
        let texts = row.cell(EvaluationColumn::Objective).zip(own.description.as_ref());
        let Some((there, here)) = texts.filter(|(there, here)| !is_same(there, here)) else {
            return true;
        };
        let is_of_another = self
            .objectives
            .iter()
            .filter_map(|other| other.description.as_ref())
            .any(|other| is_same(there, other));
        if is_of_another || !is_alike(&there.value, &here.value) {
            let (planned, written) = quotations(&here.value, &there.value);
            let message =
                format!("La riga {} parla di {written}, il piano di {planned}.", row.number.value);
            findings.push(foreign(there.span, message).also(here.span, "l'obiettivo del piano"));
            return false;
        }
        findings.push(corrected(row, there, here));
        true
    }
}

/// Quotes two texts by their beginnings; where these are the same, by what differs.
fn quotations(a: &str, b: &str) -> (String, String) {
    let (first, second) = (quote_start(a), quote_start(b));
    if first == second { quote_change(a.trim(), b.trim()) } else { (first, second) }
}

fn is_same(a: &Words, b: &Words) -> bool {
    fold_words(&a.value) == fold_words(&b.value)
}

/// Returns `true` if most words of both texts are the same.
pub(super) fn is_alike(a: &str, b: &str) -> bool {
    let (a, b) = (fold_words(a), fold_words(b));
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let (a, b) = (words(&a), words(&b));
    let most = a.len().max(b.len());
    a.intersection(&b).count() * 100 >= most * LEAST_COMMON
}

/// Reports a row in another area, period or level than its objective.
fn other_group(own: &ObjectiveIdentity, row: &FilledRow) -> Option<Diagnostic> {
    row.others.iter().find_map(|(head, there)| {
        let head = head.trim();
        let is_level = |(name, _): &&(String, Words)| fold_words(name) == fold_words(head);
        let (_, here) = own.groups.iter().find(is_level)?;
        if is_same(there, here) {
            return None;
        }
        let message = format!(
            "La riga {} ha in «{head}» {}, l'obiettivo {0} del piano {}.",
            row.number.value,
            quote_start(&there.value),
            quote_start(&here.value)
        );
        Some(foreign(there.span, message).also(here.span, "nel piano"))
    })
}

fn corrected(row: &FilledRow, there: &Words, here: &Words) -> Diagnostic {
    let (planned, written) = quote_change(here.value.trim(), there.value.trim());
    let message = format!(
        "Il testo dell'obiettivo {} è cambiato: nel piano {planned}, nel foglio {written}.",
        row.number.value
    );
    Diagnostic::new(Code::ChangedCell, there.span, message)
        .also(here.span, "nel piano")
        .hint("Vale il testo del piano; l'esito della riga è stato preso.")
}

#[cfg(test)]
mod tests {
    use super::is_alike;

    #[test]
    fn a_corrected_text_is_alike_and_another_is_not() {
        assert!(is_alike("Evadere le richieste di accesso", "Evadere le richieste d'accesso"));
        assert!(!is_alike("Sfalcio del verde", "Bilancio di previsione"));
    }
}
