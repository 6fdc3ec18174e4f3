//! The text of a plan with what was gathered.

use super::input::PlanInput;
use super::open::PlanFormat;
use crate::collect::ProposedObjective;
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::italian::decimals::{parse_number, without_trailing_zeros};
use crate::italian::quotation::{quote_start, quote_words};
use crate::model::Key;
use crate::plan_file::{
    EntryPlace, NewEntry, PlanEdit, PlanNotation, edit_plan, plan_yaml, read_plan_file,
};
use crate::raw::{
    Field, LevelLabels, RawArea, RawFacts, RawObjective, RawOutcome, RawPeriod, RawPlan, Words,
};
use crate::source::{SourceMap, Span};
use crate::text::folded;

/// Plan with what was gathered.
pub struct GatheredText {
    /// Plan in YAML.
    pub yaml: String,
    /// `true` if the text of a plan in YAML was written anew, without its comments.
    pub is_rewritten: bool,
}

/// Writes the plan with the results of `after`; comments and order stay where the text has room.
pub(super) fn with_outcomes(plan: &PlanInput, before: &RawPlan, after: &RawPlan) -> GatheredText {
    let (old, new) = (before.objectives(), after.objectives());
    let changed = old.iter().zip(&new).filter(|(old, new)| results(old) != results(new));
    let edits: Option<Vec<Vec<PlanEdit<'_>>>> =
        changed.map(|(old, new)| outcome_edits(old, new)).collect();
    let edits = edits.map(|edits| edits.concat());
    text(plan, edits.as_deref(), after)
}

/// Returns the edits that make the results of an objective, and of its indicators, those of `new`; `None`
/// if some are gone.
fn outcome_edits<'e>(old: &RawObjective, new: &'e RawObjective) -> Option<Vec<PlanEdit<'e>>> {
    let own = (old.span, old.outcomes.as_slice(), new.outcomes.as_slice());
    let indicators = old.indicators.iter().flatten().zip(new.indicators.iter().flatten());
    let of_indicators =
        indicators.map(|(old, new)| (old.span, old.outcomes.as_slice(), new.outcomes.as_slice()));
    let words = |outcomes: &[RawOutcome]| outcomes.iter().map(result).collect::<Vec<_>>();
    // What comes behind the last indicator comes before what comes behind the objective.
    let changed = of_indicators.chain([own]).filter(|(_, old, new)| words(old) != words(new));
    changed.map(|(entry, old, new)| outcomes_edit(entry, old, new)).collect()
}

fn outcomes_edit<'e>(
    entry: Span,
    old: &[RawOutcome],
    new: &'e [RawOutcome],
) -> Option<PlanEdit<'e>> {
    let entry = entry.range();
    match old.first().zip(old.last()) {
        _ if new.is_empty() => None,
        None => Some(PlanEdit::AddOutcomes(entry, new)),
        Some((first, last)) => {
            let start = first.year.as_ref().map_or(first.span, |year| year.span).range().start;
            let place = start..last.span.range().end;
            Some(PlanEdit::Outcomes { entry, place, outcomes: new })
        }
    }
}

/// Writes the plan with the objectives that `after` has beyond those of `before`.
pub(super) fn with_objectives(plan: &PlanInput, before: &RawPlan, after: &RawPlan) -> GatheredText {
    let known: Vec<_> = before.objectives().into_iter().map(|own| own.span).collect();
    let mut edits: Option<Vec<PlanEdit<'_>>> = Some(Vec::new());
    for period in after.areas.iter().flat_map(|area| area.periods.iter().flatten()) {
        let own = || period.objectives.iter().flatten();
        let last = own().rfind(|one| known.contains(&one.span));
        for added in own().filter(|one| !known.contains(&one.span)) {
            let edit = last.map(|last| {
                PlanEdit::AddEntry(
                    NewEntry::Objective(added),
                    EntryPlace::Behind(last.span.range()),
                )
            });
            edits = edits.zip(edit).map(|(mut edits, edit)| {
                edits.push(edit);
                edits
            });
        }
    }
    let edits = edits.filter(|_| after.rows.len() == before.rows.len());
    text(plan, edits.as_deref(), after)
}

/// Edits the text of the plan if that gives `wanted`, or else writes it anew.
fn text(plan: &PlanInput, edits: Option<&[PlanEdit<'_>]>, wanted: &RawPlan) -> GatheredText {
    let name = plan.file_name.as_deref().unwrap_or("piano.yaml");
    let is_yaml = plan.format == PlanFormat::YAML;
    let text = plan.bytes.as_ref().ok().and_then(|bytes| std::str::from_utf8(bytes).ok());
    let edited = edits.zip(text).filter(|_| is_yaml).and_then(|(edits, text)| {
        let yaml = edit_plan(text, edits, wanted);
        let read = read_again(&yaml)?;
        (said(&read) == said(wanted)).then_some(yaml)
    });
    match edited {
        Some(yaml) => GatheredText { yaml, is_rewritten: false },
        None => GatheredText { yaml: plan_yaml(wanted, name), is_rewritten: is_yaml },
    }
}

fn read_again(yaml: &str) -> Option<RawPlan> {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let bytes = yaml.as_bytes().to_vec();
    let plan =
        read_plan_file("piano.yaml", bytes, PlanNotation::Yaml, &mut sources, &mut findings)?;
    (!findings.has_errors()).then_some(plan)
}

/// Returns the words of all objectives and their results, without places.
fn said(plan: &RawPlan) -> Vec<(GivenWords, Vec<ResultWords>)> {
    let words = |objective: &&RawObjective| {
        let all = objective.fields.iter();
        let fields = all.filter_map(|(key, field)| Some((key, given(field)?.trim().to_owned())));
        (fields.collect(), results(objective))
    };
    plan.objectives().iter().map(words).collect()
}

/// Words under keys, without places.
type GivenWords = Vec<(Key, String)>;
/// Words of a result, without places: its year and its values.
type ResultWords = (Option<String>, GivenWords);

fn results(objective: &RawObjective) -> Vec<ResultWords> {
    let indicators = objective.indicators.iter().flatten();
    let of_indicators = indicators.flat_map(|indicator| &indicator.outcomes);
    objective.outcomes.iter().chain(of_indicators).map(result).collect()
}

fn result(outcome: &RawOutcome) -> ResultWords {
    let year = outcome.year.as_ref().map(|year| year.value.trim().to_owned());
    let fields = outcome.fields.iter();
    let fields = fields.filter_map(|(key, field)| Some((key, given(field)?.trim().to_owned())));
    (year, fields.collect())
}

fn given(field: &Field) -> Option<&str> {
    match field {
        Field::Given(words) => Some(&words.value),
        _ => None,
    }
}

/// Returns `true` if two files propose the same objectives.
pub(super) fn is_same_proposal(a: &[ProposedObjective], b: &[ProposedObjective]) -> bool {
    let said = |one: &ProposedObjective| {
        let fields = one.objective.fields.iter();
        let fields: Vec<_> =
            fields.filter_map(|(key, field)| Some((key, folded(given(field)?)))).collect();
        (one.area.value.clone(), one.period.value.clone(), fields)
    };
    a.iter().map(said).eq(b.iter().map(said))
}

/// Adds proposed objectives to the groups of a plan that they are of; returns how many it has already.
pub(super) fn add_objectives(
    plan: &mut RawPlan,
    proposed: Vec<ProposedObjective>,
    findings: &mut Findings,
) -> usize {
    let mut known = 0;
    for one in proposed {
        if let Some(finding) = known_proposal(plan, &one) {
            findings.push(finding);
            known += 1;
            continue;
        }
        if !plan.groups.is_empty() || plan.levels.is_some() {
            let message = "Il piano ha livelli propri: le proposte vi si aggiungono a mano.";
            findings.push(
                Diagnostic::new(Code::MisplacedGroup, one.objective.span, message)
                    .hint("«raccogli» aggiunge obiettivi ai piani divisi per area e periodo."),
            );
            return known;
        }
        let ProposedObjective { area, period, mut objective } = one;
        let is_named = |field: &Field, name: &Words| {
            given(field).is_some_and(|own| folded(own) == folded(&name.value))
        };
        match plan.areas.iter_mut().find(|own| is_named(&own.name, &area)) {
            Some(own) => add_to_area(own, period, objective, is_named),
            None => {
                objective.area = Field::Given(area);
                objective.period = Field::Given(period);
                plan.rows.push(objective);
            }
        }
    }
    known
}

/// Reports a proposal that the plan has already, in the same group and of the same service; one that
/// says something else of it is an error.
fn known_proposal(plan: &RawPlan, proposed: &ProposedObjective) -> Option<Diagnostic> {
    const SAME: [Key; 3] = [Key::Service, Key::CrossCutting, Key::Description];
    let words = |objective: &RawObjective, key| match given(&objective.fields[key]) {
        Some(words) if key == Key::Weight => parse_number(words.trim().trim_end_matches('%'))
            .italian()
            .map_or_else(|| folded(words), without_trailing_zeros),
        words => words.map(folded).unwrap_or_default(),
    };
    let new = &proposed.objective;
    let is_same = |old: &RawObjective, key| words(old, key) == words(new, key);
    let groups = [(Key::Area, &proposed.area), (Key::Period, &proposed.period)];
    let is_in = |labels: &LevelLabels| {
        groups.iter().all(|(key, name)| {
            labels.iter().any(|(level, own)| {
                level == key.name() && folded(&own.value) == folded(&name.value)
            })
        })
    };
    let all = plan.objectives_with_groups();
    let is_known = |(old, labels): &&(&RawObjective, LevelLabels)| {
        is_in(labels) && SAME.into_iter().all(|key| is_same(old, key))
    };
    let (old, _) = all.iter().find(is_known)?;
    let name = quote_words(given(&new.fields[Key::Description])?);
    let other = new.fields.iter().map(|(key, _)| key).find(|key| !is_same(old, *key));
    let finding = match other {
        None => {
            let message = format!("La proposta {name} nel piano c'è già: non è stata aggiunta.");
            Diagnostic::new(Code::KnownProposal, new.span, message)
        }
        Some(key) => {
            let message = format!(
                "La proposta {name} nel piano c'è già, ma «{}» là è {}, qui è {}.",
                key.label(),
                quote_start(given(&old.fields[key]).unwrap_or_default().trim()),
                quote_start(given(&new.fields[key]).unwrap_or_default().trim())
            );
            let mut finding = Diagnostic::new(Code::KnownProposal, new.span, message)
                .hint("Correggere l'obiettivo nel piano, o togliere la proposta.");
            finding.severity = Severity::Error;
            finding
        }
    };
    Some(finding.also(old.span.part(0..1), "l'obiettivo che c'è"))
}

fn add_to_area(
    area: &mut RawArea,
    period: Words,
    objective: RawObjective,
    is_named: impl Fn(&Field, &Words) -> bool,
) {
    let periods = area.periods.get_or_insert_default();
    match periods.iter_mut().find(|own| is_named(&own.label, &period)) {
        Some(own) => own.objectives.get_or_insert_default().push(objective),
        None => periods.push(RawPeriod {
            span: period.span,
            label: Field::Given(period),
            years: Vec::new(),
            facts: RawFacts::default(),
            objectives: Some(vec![objective]),
        }),
    }
}
