//! Plans of several files → one [`RawPlan`]: areas and groups in the order of the files, with a
//! finding wherever the files do not agree.

mod differences;
mod flat;
mod groups;
mod head;
mod objectives;
mod periods;
mod repeated;
mod title;

#[cfg(test)]
mod tests;

use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::quotation::{quote_name, quote_words};
use crate::raw::{Field, RawPlan, Words};
use crate::source::{SourceMap, Span};
use crate::text::folded;

/// Joins the plans of several files, in their order; `None` if there is none.
///
/// Nothing is left out without a finding.
pub fn combine(
    mut parts: Vec<RawPlan>,
    sources: &SourceMap,
    findings: &mut Findings,
) -> Option<RawPlan> {
    let mut joiner = Joiner { sources, findings };
    if parts.len() > 1 {
        differences::report(&parts, &mut joiner);
        periods::unify(&mut parts);
        repeated::report(&parts, &mut joiner);
        head::give_texts_to_areas(&mut parts);
        if flat::is_needed(&parts) {
            parts.iter_mut().for_each(|part| flat::flatten(part, &mut joiner));
        }
    }
    let title = title::common(&parts, &mut joiner);
    let weights = head::weights(&parts, &mut joiner);
    let mut parts = parts.into_iter();
    let mut plan = parts.next()?;
    if let Some(title) = title {
        plan.title = Field::Given(title);
    }
    plan.weights = weights;
    for part in parts {
        joiner.join(&mut plan, part);
    }
    Some(plan)
}

/// Joins parts of plans, and reports where they do not agree.
struct Joiner<'a> {
    sources: &'a SourceMap,
    findings: &'a mut Findings,
}

impl Joiner<'_> {
    /// Joins what `part` has to `plan`; titles and weights are settled already.
    fn join(&mut self, plan: &mut RawPlan, part: RawPlan) {
        self.head(plan, &part);
        groups::join_areas(&mut plan.areas, part.areas, self);
        groups::join_groups(&mut plan.groups, part.groups, self);
        plan.rows.extend(part.rows);
        // A plan without objectives keeps its place, for the finding of validation.
        if matches!(part.content, Field::Absent | Field::Empty(_)) {
            plan.content = part.content;
        }
    }

    /// Joins the value of one key: the first file that has one decides.
    fn field(&mut self, name: &str, first: &mut Field, other: Field) {
        match (&*first, other) {
            (Field::Given(first), Field::Given(other)) => self.compare(name, first, &other),
            (Field::Given(_), _) | (_, Field::Absent) => {}
            (_, other) => *first = other,
        }
    }

    /// Reports two values of one key, of which the first counts.
    fn compare(&mut self, name: &str, first: &Words, other: &Words) {
        if folded(&first.value) == folded(&other.value) {
            return;
        }
        let message = format!(
            "«{name}» qui è {}, in {} è {}: vale il primo file.",
            quote_words(&other.value),
            self.file(first.span),
            quote_words(&first.value)
        );
        let finding = Diagnostic::new(Code::FilesDisagree, other.span, message);
        self.findings.push(
            finding.also(first.span, "questo vale").hint(
                "Scrivere lo stesso in tutti i file, o toglierlo da quelli in cui non serve.",
            ),
        );
    }

    /// Returns the quoted name of the file of a place.
    fn file(&self, place: Span) -> String {
        quote_name(self.sources.file(place.file()).name())
    }
}

/// Returns the text of a field, for comparisons; `None` if it has none.
fn text_of(field: &Field) -> Option<String> {
    match field {
        Field::Given(words) => Some(folded(&words.value)),
        _ => None,
    }
}
