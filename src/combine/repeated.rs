//! Areas, periods and groups whose objectives stand in more than one file.

use super::objectives::{first_place, objectives};
use super::{Joiner, text_of};
use crate::diag::{Code, Diagnostic, Severity};
use crate::italian::quotation::quote_words;
use crate::raw::{Field, RawGroup, RawPlan, Words};
use indexmap::IndexMap;

/// Remedy for a file given twice, or a list in two parts.
const REMEDY: &str = "Se un file è di troppo, toglierlo; se sono due parti dello stesso elenco, «importa» le scrive una dopo l'altra nel piano.";

/// Labels of a group from the outermost level, by which it is the same in another file.
type GroupPath = Vec<String>;

/// Groups that hold objectives, each with the label of its innermost level.
type NamedGroups<'r> = IndexMap<GroupPath, &'r Words>;

/// Reports each group that a file shares with one before it.
pub(super) fn report(parts: &[RawPlan], joiner: &mut Joiner<'_>) {
    report_areas(parts, joiner);
    let mut seen = NamedGroups::new();
    for part in parts {
        let own = if part.levels.is_some() { groups(part) } else { periods(part) };
        for (path, label) in &own {
            if let Some(first) = seen.get(path) {
                let finding = repeated_group(label, first, path, part, joiner);
                joiner.findings.push(finding);
            }
        }
        own.into_iter().for_each(|(path, label)| _ = seen.entry(path).or_insert(label));
    }
}

/// Reports areas that another file has with other periods: their periods are put together.
fn report_areas(parts: &[RawPlan], joiner: &mut Joiner<'_>) {
    let mut seen: IndexMap<String, (&Words, Vec<GroupPath>)> = IndexMap::new();
    for part in parts.iter().filter(|part| part.levels.is_none()) {
        let paths: Vec<GroupPath> = periods(part).into_keys().collect();
        for (area, words) in areas(part) {
            let of_area: Vec<GroupPath> =
                paths.iter().filter(|path| path[0] == area).cloned().collect();
            let Some((first, known)) = seen.get_mut(&area) else {
                seen.insert(area, (words, of_area));
                continue;
            };
            // An area that the user gives holds for all files on purpose.
            let is_given = first.span == words.span;
            if !is_given && !of_area.iter().any(|path| known.contains(path)) {
                let mut finding = twice(
                    Code::RepeatedArea,
                    words,
                    first,
                    "L'area",
                    "i suoi periodi sono riuniti",
                    joiner,
                );
                finding.severity = Severity::Warning;
                joiner
                    .findings
                    .push(finding.hint("Se sono due aree, scriverne i nomi per intero."));
            }
            known.extend(of_area);
        }
    }
}

fn repeated_group(
    label: &Words,
    first: &Words,
    path: &[String],
    part: &RawPlan,
    joiner: &Joiner<'_>,
) -> Diagnostic {
    let together = "i suoi obiettivi sono riuniti";
    if part.levels.is_some() {
        // Several heads of area may well work on one programme.
        let mut finding = twice(Code::RepeatedGroup, label, first, "Il gruppo", together, joiner);
        finding.severity = Severity::Warning;
        return finding.hint(REMEDY);
    }
    // Two versions of one list look like two parts of it: a person decides.
    let area = path.first().map_or("", String::as_str);
    let what = format!("Nell'area {} il periodo", quote_words(area));
    let mut finding = twice(Code::RepeatedPeriod, label, first, &what, together, joiner);
    if label.span == first.span {
        // The user gives the period for all files: the objectives show which file has them again.
        let message = format!("{what} {} è in più file: {together}.", quote_words(&label.value));
        let place = objectives(part).first().map_or(label.span, |first| first_place(first));
        finding = Diagnostic::new(Code::RepeatedPeriod, place, message);
    }
    finding.hint(REMEDY)
}

fn twice(
    code: Code,
    label: &Words,
    first: &Words,
    what: &str,
    result: &str,
    joiner: &Joiner<'_>,
) -> Diagnostic {
    let message = format!(
        "{what} {} è anche in {}: {result}.",
        quote_words(&label.value),
        joiner.file(first.span)
    );
    Diagnostic::new(code, label.span, message).also(first.span, "la prima volta qui")
}

/// Returns the areas of a plan, each once.
fn areas(plan: &RawPlan) -> IndexMap<String, &Words> {
    let nested = plan.areas.iter().map(|area| &area.name);
    let mut areas = IndexMap::new();
    for name in nested.chain(plan.rows.iter().map(|row| &row.area)) {
        if let (Some(key), Field::Given(words)) = (text_of(name), name) {
            areas.entry(key).or_insert(words);
        }
    }
    areas
}

/// Returns the periods of each area.
fn periods(plan: &RawPlan) -> NamedGroups<'_> {
    let nested = plan.areas.iter().flat_map(|area| {
        area.periods.iter().flatten().map(move |period| (&area.name, &period.label))
    });
    let mut named = NamedGroups::new();
    for (area, period) in nested.chain(plan.rows.iter().map(|row| (&row.area, &row.period))) {
        if let (Some(area), Some(key), Field::Given(words)) =
            (text_of(area), text_of(period), period)
        {
            named.entry(vec![area, key]).or_insert(words);
        }
    }
    named
}

/// Returns the groups of a plan's own levels that hold objectives.
fn groups(plan: &RawPlan) -> NamedGroups<'_> {
    let mut named = NamedGroups::new();
    plan.groups.iter().for_each(|group| collect(group, &[], &mut named));
    named
}

fn collect<'r>(group: &'r RawGroup, outer: &[String], named: &mut NamedGroups<'r>) {
    let Some((level, label)) = group.levels.first() else { return };
    let (Some(text), Field::Given(words)) = (text_of(label), label) else { return };
    let path: GroupPath =
        outer.iter().cloned().chain([format!("{}={text}", level.value)]).collect();
    group.groups.iter().flatten().for_each(|inner| collect(inner, &path, named));
    if group.objectives.as_ref().is_some_and(|list| !list.is_empty()) {
        named.entry(path).or_insert(words);
    }
}
