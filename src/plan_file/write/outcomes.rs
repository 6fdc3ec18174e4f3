//! Results of objectives, and the rule that judges them, as YAML.

use super::yaml_page::{Need, YamlPage};
use crate::model::{Key, KeyContent, Section};
use crate::raw::{Field, RawAssessment, RawFields, RawOutcome, RawRange};

/// Writes `esito` with its results; nothing if there are none.
pub(super) fn outcomes(page: &mut YamlPage, outcomes: &[RawOutcome]) {
    let key = Key::Outcome.name();
    match outcomes {
        [] => {}
        [RawOutcome { year: None, .. }] => outcome(page, key, &outcomes[0]),
        several => page.group(key, |page| {
            for one in several {
                let year = one.year.as_ref().map_or("", |year| year.value.as_str());
                outcome(page, year, one);
            }
        }),
    }
}

/// Writes a result under `key`; one that is a percentage alone stands behind it.
fn outcome(page: &mut YamlPage, key: &str, raw: &RawOutcome) {
    let given: Vec<(Key, &Field)> = raw.fields.iter().collect();
    match given.as_slice() {
        [(Key::Percentage, percentage)] if raw.ranges.is_empty() => page.number(key, percentage),
        _ => section(page, key, Section::Outcome, (&raw.fields, &raw.ranges)),
    }
}

/// Writes `valutazione`.
pub(super) fn assessment(page: &mut YamlPage, raw: Option<&RawAssessment>) {
    if let Some(RawAssessment { fields, ranges, .. }) = raw {
        section(page, Key::Assessment.name(), Section::Assessment, (fields, ranges));
    }
}

/// Writes the keys of a section that are there, under `key`.
fn section(
    page: &mut YamlPage,
    key: &str,
    kind: Section,
    (fields, ranges): (&RawFields, &[RawRange]),
) {
    if fields.iter().next().is_none() && ranges.is_empty() {
        return page.line(&format!("{key}: {{}}"));
    }
    page.group(key, |page| {
        for key in kind.keys() {
            match key.content() {
                KeyContent::List if ranges.is_empty() => {}
                KeyContent::List => page.list(key.name(), ranges, false, range),
                content => field(page, key, content, &fields[key]),
            }
        }
    });
}

fn range(page: &mut YamlPage, range: &RawRange) {
    Section::Range.keys().for_each(|key| field(page, key, key.content(), &range.fields[key]));
}

fn field(page: &mut YamlPage, key: Key, content: KeyContent, value: &Field) {
    match content {
        KeyContent::Number => page.number(key.name(), value),
        _ => page.field(key.name(), value, Need::Optional),
    }
}
