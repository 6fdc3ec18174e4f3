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
    /// Service, or title of a cross-cutting objective.
    assignment: Option<Words>,
    /// Indicators as they are compared.
    indicators: Vec<String>,
}

impl ObjectiveIdentity {
    fn of(objective: &RawObjective, groups: LevelLabels) -> Self {
        let given = |field: &Field| match field {
            Field::Given(words) => Some(words.clone()),
            _ => None,
        };
        let description = given(&objective.fields[Key::Description]);
        let folded = description.as_ref().map(|words| fold_words(&words.value));
        let own = [Key::Service, Key::CrossCutting];
        let assignment = own.into_iter().find_map(|key| given(&objective.fields[key]));
        let of_level = || groups.iter().find(|(name, _)| name == Key::Service.name());
        let assignment = assignment.or_else(|| Some(of_level()?.1.clone()));
        let indicators = objective.indicators.iter().flatten().map(|own| &own.text);
        let indicators = indicators.chain([&objective.fields[Key::Indicator]]).filter_map(given);
        ObjectiveIdentity {
            description,
            folded: folded.unwrap_or_default(),
            assignment,
            indicators: indicators.map(|words| fold_words(&words.value)).collect(),
            groups,
        }
    }

    /// Returns `true` if a row has the service and the indicator of the objective, as far as it has any.
    fn has_marks(&self, row: &FilledRow) -> bool {
        let is_indicator = |words: &Words| {
            let words = fold_words(&words.value);
            let own = &self.indicators;
            own.is_empty() || own.contains(&words) || own.join(" ") == words
        };
        self.other_assignment(row).is_none()
            && row.cell(EvaluationColumn::Indicator).is_none_or(is_indicator)
    }

    /// Returns the service of a row and that of the objective, if they are different.
    fn other_assignment<'w>(&'w self, row: &'w FilledRow) -> Option<(&'w Words, &'w Words)> {
        let both = row.cell(EvaluationColumn::Assignment).zip(self.assignment.as_ref());
        both.filter(|(there, here)| !is_same(there, here))
    }
}

impl RowIdentity {
    pub(super) fn of(plan: &RawPlan) -> Self {
        let objectives = plan.objectives_with_groups().into_iter();
        let identity = |(objective, groups)| ObjectiveIdentity::of(objective, groups);
        RowIdentity { objectives: objectives.map(identity).collect() }
    }

    /// Returns `true` if a row is of the objective at the index; what differs goes to `findings`.
    pub(super) fn holds(&self, at: usize, row: &FilledRow, findings: &mut Findings) -> bool {
        let Some(own) = self.objectives.get(at) else { return false };
        if let Some(finding) = other_group(own, row) {
            findings.push(finding);
            return false;
        }
        if let Some(finding) = self.other_service(own, row) {
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

    /// Reports a row of another service than its objective, where an objective of the same words has it.
    fn other_service(&self, own: &ObjectiveIdentity, row: &FilledRow) -> Option<Diagnostic> {
        let (there, here) = own.other_assignment(row)?;
        let is_of_row = |other: &ObjectiveIdentity| {
            other.folded == own.folded && other_group(other, row).is_none() && other.has_marks(row)
        };
        self.objectives.iter().any(is_of_row).then(|| {
            let message = format!(
                "La riga {} è di {}, l'obiettivo {0} del piano di {}: lo stesso testo è di più obiettivi.",
                row.number.value,
                quote_start(&there.value),
                quote_start(&here.value)
            );
            foreign(there.span, message).also(here.span, "nel piano")
        })
    }
}

/// Reports a row of which nothing says whose it is.
pub(super) fn doubtful(row: &FilledRow) -> Diagnostic {
    let text = row.cell(EvaluationColumn::Objective).map_or("", |words| words.value.as_str());
    let message = format!(
        "Il piano è cambiato dopo l'invio, e di più obiettivi con lo stesso testo, {}, non si sa di quale è la riga {}.",
        quote_start(text),
        row.number.value
    );
    Diagnostic::new(Code::ForeignRow, row.number.span, message)
        .hint("Scrivere l'esito nel piano, o distribuire di nuovo: la riga non è stata presa.")
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
