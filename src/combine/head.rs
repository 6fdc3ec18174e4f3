//! Head of the plan: what every file says of the whole.

use super::groups::add_new;
use super::objectives::objectives;
use super::{Joiner, text_of};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_words;
use crate::model::{Key, Section};
use crate::raw::{Field, RawAssessment, RawPlan, RawResolution, RawRule, Words};
use crate::source::Span;

/// Moves premise and closing of each file to its area, if the file has one only and the files do
/// not say the same: such a text is about the area.
pub(super) fn give_texts_to_areas(parts: &mut [RawPlan]) {
    let differs = |text: fn(&RawPlan) -> &Field| {
        let mut given = parts.iter().filter_map(|part| text_of(text(part)));
        let first = given.next();
        given.any(|other| Some(other) != first)
    };
    let (premises, closings) = (differs(|part| &part.premise), differs(|part| &part.closing));
    for part in parts {
        let [area] = part.areas.as_mut_slice() else { continue };
        if premises && area.facts.premise == Field::Absent {
            area.facts.premise = std::mem::take(&mut part.premise);
        }
        if closings && area.facts.closing == Field::Absent {
            area.facts.closing = std::mem::take(&mut part.closing);
        }
    }
}

/// Returns the rule on weights of all files, which is that of the first with weights; another unit
/// is an error, since sums over both mean nothing.
pub(super) fn weights(parts: &[RawPlan], joiner: &mut Joiner<'_>) -> RawRule {
    let weighed: Vec<(&RawPlan, Span)> =
        parts.iter().filter_map(|part| Some((part, first_weight(part)?))).collect();
    let Some(((first, first_place), others)) = weighed.split_first() else {
        return parts.first().map(|part| part.weights.clone()).unwrap_or_default();
    };
    let mut rule = first.weights.clone();
    for (part, place) in others {
        let other = part.weights.clone();
        let (unit, other_unit) = (unit(&rule), unit(&other));
        if unit != other_unit {
            let message = format!(
                "I pesi di questo file sono in {}, quelli di {} in {}.",
                quote_words(&other_unit),
                joiner.file(*first_place),
                quote_words(&unit)
            );
            let mut finding = Diagnostic::new(Code::FilesDisagree, *place, message)
                .also(*first_place, "il primo peso dell'altro file")
                .hint("Scrivere i pesi di tutti i file nella stessa unità.");
            finding.severity = crate::diag::Severity::Error;
            joiner.findings.push(finding);
        }
        joiner.field(Key::Total.name(), &mut rule.total, other.total);
        add_new(&mut rule.scope, other.scope);
    }
    rule
}

/// Returns the unit of a rule in one word.
fn unit(rule: &RawRule) -> String {
    let stated = text_of(&rule.whole).or_else(|| text_of(&rule.unit));
    stated.unwrap_or_else(|| "percentuale".to_owned())
}

fn first_weight(plan: &RawPlan) -> Option<Span> {
    let all = objectives(plan);
    let mut weights = all.iter().filter_map(|objective| match &objective.fields[Key::Weight] {
        Field::Given(words) => Some(words.span),
        _ => None,
    });
    weights.next()
}

impl Joiner<'_> {
    /// Joins the head of `part` to that of `plan`.
    pub(super) fn head(&mut self, plan: &mut RawPlan, part: &RawPlan) {
        self.field(Key::Entity.name(), &mut plan.entity, part.entity.clone());
        self.field(Key::Date.name(), &mut plan.date, part.date.clone());
        self.field(Key::Annex.name(), &mut plan.annex, part.annex.clone());
        self.field(Key::Premise.name(), &mut plan.premise, part.premise.clone());
        self.field(Key::Closing.name(), &mut plan.closing, part.closing.clone());
        let classification = part.classification.clone();
        self.field(Key::Classification.name(), &mut plan.classification, classification);
        self.field(Key::Codes.name(), &mut plan.codes, part.codes.clone());
        self.resolution(&mut plan.resolution, part.resolution.as_ref());
        self.assessment(&mut plan.assessment, part.assessment.as_ref());
        add_new(&mut plan.years, part.years.clone());
        self.levels(&mut plan.levels, part.levels.as_ref());
        self.named(&mut plan.fields, &part.fields);
        if let Some(kinds) = &part.kinds {
            self.named(plan.kinds.get_or_insert_default(), kinds);
        }
        // Every head of area signs.
        for signer in &part.signers {
            let same = |known: &crate::raw::RawSigner| {
                text_of(&known.name) == text_of(&signer.name)
                    && text_of(&known.role) == text_of(&signer.role)
            };
            if !plan.signers.iter().any(same) {
                plan.signers.push(signer.clone());
            }
        }
        for annex in &part.annexes {
            if plan.annexes.iter().all(|known| text_of(&known.label) != text_of(&annex.label)) {
                plan.annexes.push(annex.clone());
            }
        }
    }

    fn resolution(&mut self, first: &mut Option<RawResolution>, other: Option<&RawResolution>) {
        let Some(other) = other.cloned() else { return };
        let Some(first) = first else {
            *first = Some(other);
            return;
        };
        self.field(Key::AdoptingBody.name(), &mut first.body, other.body);
        self.field(Key::Number.name(), &mut first.number, other.number);
        self.field(Key::Date.name(), &mut first.date, other.date);
    }

    /// Joins rules on results; ranges are those of the first file that has some.
    fn assessment(&mut self, first: &mut Option<RawAssessment>, other: Option<&RawAssessment>) {
        let Some(mut other) = other.cloned() else { return };
        let Some(first) = first else {
            *first = Some(other);
            return;
        };
        for key in Section::Assessment.plain_keys() {
            self.field(key.name(), &mut first.fields[key], other.fields.take(key));
        }
        if first.ranges.is_empty() {
            first.ranges = other.ranges;
            return;
        }
        let pairs = first.ranges.iter_mut().zip(other.ranges);
        for (first, mut other) in pairs {
            for key in Section::Range.plain_keys() {
                self.field(key.name(), &mut first.fields[key], other.fields.take(key));
            }
        }
    }

    /// Joins declarations: letters of kinds, or fields and what they hold.
    fn named(&mut self, first: &mut Vec<(Words, Field)>, others: &[(Words, Field)]) {
        for (name, value) in others {
            match first.iter_mut().find(|(known, _)| known.value == name.value) {
                Some((_, known)) => self.field(&name.value, known, value.clone()),
                None => first.push((name.clone(), value.clone())),
            }
        }
    }

    /// Joins levels: a file may lack the last of them, but not have others.
    fn levels(&mut self, first: &mut Option<Vec<Words>>, other: Option<&Vec<Words>>) {
        let names = |levels: &[Words]| -> Vec<String> {
            levels.iter().map(|level| level.value.clone()).collect()
        };
        let (known, new) = (first.as_deref().unwrap_or(&[]), other.map_or(&[][..], Vec::as_slice));
        let (known_names, new_names) = (names(known), names(new));
        if first.is_some() == other.is_some() && new_names.starts_with(&known_names) {
            *first = other.cloned();
        } else if first.is_some() != other.is_some() || !known_names.starts_with(&new_names) {
            let place = new.first().or(known.first()).map(|level| level.span);
            let said = |names: &[String]| match names {
                [] => "area, periodo".to_owned(),
                names => names.join(", "),
            };
            let message = format!(
                "I livelli di un file sono «{}», quelli di un altro «{}».",
                said(&known_names),
                said(&new_names)
            );
            self.findings.extend(place.map(|place| {
                let mut finding = Diagnostic::new(Code::FilesDisagree, place, message)
                    .hint("I file di un piano solo hanno gli stessi livelli.");
                finding.severity = crate::diag::Severity::Error;
                finding
            }));
        }
    }
}
