//! Plans written as YAML: they read well, and loading them gives the same plan whatever
//! its texts are.

mod texts;

use crate::support::reference_plan;
use allegati::diag::Findings;
use allegati::group::{GroupKey, group_plan};
use allegati::job;
use allegati::job::PlanFormat;
use allegati::model::{Key, KeyContent, Level, Plan, Section};
use allegati::plan_file::plan_yaml;
use allegati::raw::{
    Field, RawArea, RawAssessment, RawExtra, RawFacts, RawFields, RawGroup, RawIndicator,
    RawObjective, RawOutcome, RawPeriod, RawPlan, RawRange, RawReference, RawResolution, RawRule,
    RawSigner, RawValues, Words,
};
use allegati::source::{SourceMap, Span, Spanned};
use allegati::text::unify_line_breaks;
use allegati::validate::validate_plan;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use texts::text;

fn loaded(yaml: &str) -> Result<RawPlan, TestCaseError> {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let bytes = yaml.as_bytes().to_vec();
    let raw = job::read_plan("piano.yaml", bytes, PlanFormat::YAML, &mut sources, &mut findings);
    prop_assert!(findings.is_empty(), "{:?}\n{}", findings, yaml);
    raw.ok_or_else(|| TestCaseError::fail(yaml.to_owned()))
}

fn validated(raw: RawPlan) -> Plan {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    sources.add("piano", "");
    validate_plan(raw, &sources, &mut findings).plan
}

/// Writes a value without its source positions.
fn said(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    let mut parts = text.split("Span { file");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('}').map_or("", |(_, rest)| rest))
}

fn nowhere() -> Span {
    let mut sources = SourceMap::default();
    Span::new(sources.add("piano", ""), 0..0)
}

fn words(text: String) -> Words {
    Spanned::new(text, nowhere())
}

/// Writes the tree of a plan: areas, periods, and objectives without their index.
fn tree(plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    for area in &group_plan(plan, &Level::DEFAULT).roots {
        let GroupKey::Area(index) = area.key else { panic!("{area:?}") };
        let own = &plan.areas[index];
        lines.push(format!("{} {:?}", own.words(), said(&own.manager)));
        for period in area.groups() {
            let GroupKey::Period(index) = period.key else { panic!("{period:?}") };
            let own = &plan.periods[index];
            lines.push(format!("{} {:?}", own.words(), own.years));
            for objective in period.direct_objectives() {
                let mut objective = (*objective).clone();
                (objective.area, objective.period) = (0, 0);
                lines.push(said(&objective));
            }
        }
    }
    lines
}

/// Normalises `raw`: one spelling for everything absent, and one line break.
fn clean(mut raw: RawPlan) -> RawPlan {
    fn field(field: &mut Field) {
        *field = match std::mem::take(field) {
            Field::Given(w) => Field::Given(w.map(|w| unify_line_breaks(&w))),
            Field::Absent | Field::Empty(_) | Field::Wrong => Field::Absent,
        };
    }
    let head = [
        &mut raw.title,
        &mut raw.entity,
        &mut raw.date,
        &mut raw.annex,
        &mut raw.premise,
        &mut raw.closing,
        &mut raw.classification,
        &mut raw.codes,
        &mut raw.weights.whole,
        &mut raw.weights.unit,
        &mut raw.weights.total,
    ];
    head.into_iter().for_each(field);
    if let Some(RawResolution { body, number, date }) = &mut raw.resolution {
        [body, number, date].into_iter().for_each(field);
    }
    if let Some(RawAssessment { fields, ranges: own, .. }) = &mut raw.assessment {
        fields.values_mut().for_each(field);
        ranges(own);
    }
    raw.annexes.iter_mut().for_each(|r| [&mut r.label, &mut r.title].into_iter().for_each(field));
    raw.signers.iter_mut().for_each(|s| [&mut s.name, &mut s.role].into_iter().for_each(field));
    raw.kinds.iter_mut().flatten().for_each(|(_, label)| field(label));
    fn objective(o: &mut RawObjective) {
        [&mut o.area, &mut o.period].into_iter().for_each(field);
        o.fields.values_mut().for_each(field);
        o.levels.iter_mut().for_each(|(_, label)| field(label));
        outcomes(&mut o.outcomes);
        extra(&mut o.extra);
        for indicator in o.indicators.get_or_insert_default() {
            [&mut indicator.text, &mut indicator.weight].into_iter().for_each(field);
            outcomes(&mut indicator.outcomes);
            extra(&mut indicator.extra);
        }
    }
    fn ranges(all: &mut [RawRange]) {
        all.iter_mut().for_each(|range| range.fields.values_mut().for_each(field));
    }
    fn outcomes(all: &mut [RawOutcome]) {
        for outcome in all {
            outcome.fields.values_mut().for_each(field);
            ranges(&mut outcome.ranges);
        }
    }
    fn extra(all: &mut [RawExtra]) {
        let values = all.iter_mut().flat_map(|(_, values)| match values {
            RawValues::One(field) => vec![field],
            RawValues::ByYear(years) => years.iter_mut().map(|(_, f)| f).collect(),
        });
        values.for_each(field);
    }
    fn facts(facts: &mut RawFacts) {
        [&mut facts.premise, &mut facts.closing, &mut facts.total].into_iter().for_each(field);
    }
    fn group(raw: &mut RawGroup) {
        raw.levels.iter_mut().for_each(|(_, label)| field(label));
        facts(&mut raw.facts);
        extra(&mut raw.extra);
        raw.objectives.get_or_insert_default().iter_mut().for_each(objective);
        raw.groups.get_or_insert_default().iter_mut().for_each(group);
    }
    for area in &mut raw.areas {
        [&mut area.name, &mut area.manager].into_iter().for_each(field);
        facts(&mut area.facts);
        for period in area.periods.get_or_insert_default() {
            field(&mut period.label);
            facts(&mut period.facts);
            period.objectives.get_or_insert_default().iter_mut().for_each(objective);
        }
    }
    raw.groups.iter_mut().for_each(group);
    raw.rows.iter_mut().for_each(objective);
    raw.content = Field::Absent;
    raw
}

fn field() -> impl Strategy<Value = Field> {
    prop_oneof![
        1 => Just(Field::Absent),
        1 => Just(Field::Empty(nowhere())),
        7 => text().prop_map(|text| match text.trim() {
            "" => Field::Empty(nowhere()),
            _ => Field::Given(words(text)),
        }),
    ]
}

fn weight() -> impl Strategy<Value = Field> {
    let figures = prop::sample::select(vec!["30", "33,33", "007", "33.50", "30 %", "trenta", "-5"]);
    prop_oneof![field(), figures.prop_map(|w| Field::Given(words(w.to_owned())))]
}

fn pairs() -> impl Strategy<Value = Vec<(Words, Field)>> {
    let pair = (text(), field()).prop_map(|(key, value)| (words(key), value));
    // The loader says so of a key that stands twice.
    prop::collection::vec(pair, 0..3).prop_map(|mut pairs| {
        pairs.sort_by(|a, b| a.0.value.cmp(&b.0.value));
        pairs.dedup_by(|a, b| a.0.value == b.0.value);
        pairs
    })
}

/// Fields that the plans of these tests declare.
const FIELDS: [(&str, &str); 4] =
    [("costo", "importo"), ("scadenza", "data"), ("target", "percentuale"), ("fase", "testo")];

fn values() -> impl Strategy<Value = RawValues> {
    let figures =
        prop::sample::select(vec!["12500.50", "€ 1.500,00", "50 %", "1.500", "31.12.2025"]);
    let one = prop_oneof![field(), figures.prop_map(|w| Field::Given(words(w.to_owned())))];
    let years = prop::collection::btree_map(2024..2028_u16, one.clone(), 1..4);
    let by_year = years.prop_map(|years| {
        let year = |(year, field): (u16, Field)| (words(year.to_string()), field);
        RawValues::ByYear(years.into_iter().map(year).collect())
    });
    prop_oneof![3 => one.prop_map(RawValues::One), 1 => by_year]
}

/// Generates declared fields, if they are `declared`, and others after them.
fn extra(declared: bool) -> impl Strategy<Value = Vec<RawExtra>> {
    let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).filter(|_| declared).collect();
    let fields = prop::sample::subsequence(names.clone(), 0..=names.len().min(3));
    let values = || prop::collection::vec(values(), 4);
    let own = (fields, values()).prop_map(|(names, values)| {
        let key = |(name, values): (&str, RawValues)| (words(name.to_owned()), values);
        names.into_iter().zip(values).map(key).collect::<Vec<_>>()
    });
    let others = (pairs(), values())
        .prop_map(|(pairs, values)| pairs.into_iter().map(|(key, _)| key).zip(values).collect());
    (own, others).prop_map(|(own, others): (Vec<RawExtra>, Vec<RawExtra>)| [own, others].concat())
}

fn indicators() -> impl Strategy<Value = Option<Vec<RawIndicator>>> {
    let indicator =
        (field(), weight(), outcomes(), extra(true)).prop_map(|(text, weight, outcomes, extra)| {
            RawIndicator { span: nowhere(), text, weight, outcomes, extra }
        });
    prop::option::weighted(0.9, prop::collection::vec(indicator, 0..3))
}

fn objective() -> impl Strategy<Value = RawObjective> {
    let texts = prop::array::uniform7(field());
    let parts = (texts, weight(), outcomes(), extra(false));
    parts.prop_map(|(texts, weight, outcomes, extra)| RawObjective {
        span: nowhere(),
        area: Field::Absent,
        period: Field::Absent,
        levels: Vec::new(),
        fields: Section::Objective.plain_keys().zip(texts.into_iter().chain([weight])).collect(),
        indicators: Some(Vec::new()),
        outcomes,
        extra,
    })
}

/// Generates the keys of a section that take one text.
fn fields_of(section: Section) -> impl Strategy<Value = RawFields> {
    let keys: Vec<Key> = section.plain_keys().collect();
    let values = keys.iter().map(|key| match key.content() {
        KeyContent::Number => weight().boxed(),
        _ => field().boxed(),
    });
    let values = values.collect::<Vec<_>>();
    values.prop_map(move |values| keys.iter().copied().zip(values).collect())
}

fn ranges() -> impl Strategy<Value = Vec<RawRange>> {
    let range = fields_of(Section::Range).prop_map(|fields| RawRange { span: nowhere(), fields });
    // A range without keys is no entry that could be read back.
    let range = range.prop_filter("a key", |range| is_stated(&range.fields));
    prop::collection::vec(range, 0..3)
}

/// Returns `true` if some key has a value that is written.
fn is_stated(fields: &RawFields) -> bool {
    fields.iter().any(|(_, field)| matches!(field, Field::Given(_)))
}

/// Generates one result, or those of some years.
fn outcomes() -> impl Strategy<Value = Vec<RawOutcome>> {
    let outcome = (fields_of(Section::Outcome), ranges()).prop_map(|(fields, ranges)| RawOutcome {
        span: nowhere(),
        year: None,
        fields,
        ranges,
    });
    let outcome = outcome.prop_filter("a key", |outcome| is_stated(&outcome.fields)).boxed();
    let of_years = prop::collection::btree_map(2024..2028_u16, outcome.clone(), 1..3);
    let of_years = of_years.prop_map(|years| {
        let of_year = |(year, outcome): (u16, RawOutcome)| RawOutcome {
            year: Some(words(year.to_string())),
            ..outcome
        };
        years.into_iter().map(of_year).collect()
    });
    prop_oneof![
        4 => Just(Vec::new()),
        1 => outcome.prop_map(|outcome| vec![outcome]),
        1 => of_years,
    ]
}

fn assessment() -> impl Strategy<Value = Option<RawAssessment>> {
    let rule = (fields_of(Section::Assessment), ranges());
    prop::option::of(rule.prop_map(|(fields, ranges)| RawAssessment {
        span: nowhere(),
        fields,
        ranges,
    }))
}

/// Generates an objective of a plan that declares levels and fields.
fn rich_objective() -> impl Strategy<Value = RawObjective> {
    (objective(), indicators(), extra(true)).prop_map(|(mut objective, indicators, extra)| {
        // One of the two says whose objective it is: the other is not written.
        objective.fields.take(Key::CrossCutting);
        RawObjective { indicators, extra, ..objective }
    })
}

fn facts() -> impl Strategy<Value = RawFacts> {
    (field(), field(), weight()).prop_map(|(premise, closing, total)| RawFacts {
        premise,
        closing,
        total,
    })
}

const LEVELS: [&str; 4] = ["area", "missione", "programma", "periodo"];

/// Generates groups of the level at `depth` or deeper.
fn groups(depth: usize) -> BoxedStrategy<Vec<RawGroup>> {
    if depth >= LEVELS.len() {
        return Just(Vec::new()).boxed();
    }
    let inner = prop::option::weighted(0.9, groups(depth + 1));
    let objectives = prop::option::weighted(0.9, prop::collection::vec(rich_objective(), 0..2));
    let own = (prop::sample::select(&LEVELS[depth..=depth]), field(), years(), extra(true));
    let group = (own, facts(), inner, objectives).prop_map(
        |((level, label, years, extra), facts, groups, objectives)| RawGroup {
            span: nowhere(),
            levels: vec![(words(level.to_owned()), label)],
            facts,
            years,
            extra,
            objectives,
            groups,
        },
    );
    prop::collection::vec(group, 0..3).boxed()
}

/// Generates a row that names its levels.
fn row_of_levels() -> impl Strategy<Value = RawObjective> {
    let named = prop::option::weighted(0.7, field());
    (rich_objective(), field(), field(), prop::array::uniform2(named)).prop_map(
        |(objective, area, period, levels)| {
            let names = LEVELS[1..3].iter().zip(levels);
            let level =
                |(name, field): (&&str, Option<Field>)| Some((words((*name).to_owned()), field?));
            RawObjective { area, period, levels: names.filter_map(level).collect(), ..objective }
        },
    )
}

/// Generates a row with what is mandatory; without that it would be in no group.
fn row() -> impl Strategy<Value = RawObjective> {
    let name = |names: &'static [&'static str]| {
        prop::sample::select(names).prop_map(|n| Field::Given(words(n.to_owned())))
    };
    let areas = name(&["AREA A", "AREA  A", "AREA B", " AREA\nC"]);
    let mandatory = (areas, name(&["ANNO 2024", "ANNO 2025", "ANNO\u{A0}2025"]), name(&["Fare"]));
    (mandatory, objective()).prop_map(|((area, period, description), mut objective)| {
        objective.fields.take(Key::CrossCutting);
        objective.fields[Key::Service] = description.clone();
        objective.fields[Key::Description] = description;
        RawObjective { area, period, ..objective }
    })
}

fn years() -> impl Strategy<Value = Vec<Words>> {
    let year = prop::sample::select(vec!["2024", "2025-2026", "2024 e 2025", "duemila"]);
    prop::collection::vec(year.prop_map(|y| words(y.to_owned())), 0..3)
}

fn areas() -> impl Strategy<Value = Vec<RawArea>> {
    let objectives = prop::option::of(prop::collection::vec(objective(), 0..3));
    let period =
        (field(), years(), facts(), objectives).prop_map(|(label, years, facts, objectives)| {
            RawPeriod { span: nowhere(), label, years, facts, objectives }
        });
    let periods = prop::option::of(prop::collection::vec(period, 0..3));
    let area = (field(), field(), facts(), periods).prop_map(|(name, manager, facts, periods)| {
        RawArea { span: nowhere(), name, manager, facts, periods }
    });
    prop::collection::vec(area, 0..3)
}

fn scopes() -> impl Strategy<Value = Vec<Words>> {
    let level =
        prop::sample::select(vec!["area", "area e periodo", "piano", "missione", "di tutti"]);
    prop::collection::vec(level.prop_map(|name| words(name.to_owned())), 0..3)
}

/// Makes a plan without content.
fn head() -> impl Strategy<Value = RawPlan> {
    let resolution = prop::array::uniform3(field())
        .prop_map(|[body, number, date]| RawResolution { body, number, date });
    let reference = (field(), field()).prop_map(|(label, title)| RawReference {
        span: nowhere(),
        label,
        title,
    });
    let signer =
        (field(), field()).prop_map(|(name, role)| RawSigner { span: nowhere(), name, role });
    let rule = prop_oneof![
        field().prop_map(|whole| RawRule { whole, ..RawRule::default() }),
        (field(), weight(), scopes()).prop_map(|(unit, total, scope)| RawRule {
            whole: Field::Absent,
            unit,
            total,
            scope
        }),
    ];
    let lists = (
        years(),
        prop::option::of(resolution),
        prop::collection::vec(reference, 0..3),
        prop::collection::vec(signer, 0..3),
        prop::option::of(pairs()),
        rule,
        assessment(),
    );
    (prop::array::uniform8(field()), lists).prop_map(
        |(
            [title, entity, date, annex, premise, closing, classification, codes],
            (years, resolution, annexes, signers, kinds, weights, assessment),
        )| RawPlan {
            span: nowhere(),
            title,
            entity,
            years,
            date,
            resolution,
            annex,
            annexes,
            signers,
            premise,
            closing,
            classification,
            kinds,
            weights,
            assessment,
            levels: None,
            codes,
            fields: Vec::new(),
            areas: Vec::new(),
            groups: Vec::new(),
            rows: Vec::new(),
            content: Field::Absent,
        },
    )
}

/// Runs `test` on a number of plans, the same on every machine; shows the smallest that fails.
fn hold<S: Strategy>(cases: u32, plans: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    match TestRunner::new_with_rng(config, rng).run(&plans, test) {
        Err(TestError::Fail(why, _) | TestError::Abort(why)) => panic!("{why}"),
        Ok(()) => {}
    }
}

#[test]
fn any_nested_plan_comes_back() {
    let plans = (head(), areas()).prop_map(|(head, areas)| RawPlan { areas, ..head });
    hold(400, plans, |raw| {
        let yaml = plan_yaml(&raw, "piano.yaml");
        let back = loaded(&yaml)?;
        prop_assert_eq!(said(&clean(back.clone())), said(&clean(raw.clone())), "{}", yaml);
        prop_assert_eq!(said(&validated(back)), said(&validated(raw)), "{}", yaml);
        Ok(())
    });
}

#[test]
fn any_plan_of_levels_comes_back() {
    let rows = prop::collection::vec(row_of_levels(), 0..3);
    let plans = (head(), groups(0), rows).prop_map(|(head, groups, rows)| RawPlan {
        levels: Some(LEVELS.iter().map(|name| words((*name).to_owned())).collect()),
        fields: FIELDS
            .iter()
            .map(|(name, kind)| {
                (words((*name).to_owned()), Field::Given(words((*kind).to_owned())))
            })
            .collect(),
        groups,
        rows,
        ..head
    });
    hold(200, plans, |raw| {
        let yaml = plan_yaml(&raw, "piano.yaml");
        let back = loaded(&yaml)?;
        prop_assert_eq!(said(&clean(back.clone())), said(&clean(raw.clone())), "{}", yaml);
        prop_assert_eq!(said(&validated(back)), said(&validated(raw)), "{}", yaml);
        Ok(())
    });
}

#[test]
fn rows_in_any_order_make_the_same_groups() {
    let plans = (areas(), prop::collection::vec(row(), 0..9));
    hold(300, plans, |(areas, rows)| {
        let raw = RawPlan { areas, rows, ..loaded("titolo: X\naree:\n")? };
        let yaml = plan_yaml(&raw, "piano.yaml");
        prop_assert_eq!(tree(&validated(loaded(&yaml)?)), tree(&validated(raw)), "{}", yaml);
        Ok(())
    });
}

#[test]
fn the_reference_plan_is_written_as_a_person_would() {
    let by_hand = std::fs::read_to_string(reference_plan()).expect("the reference plan");
    let by_hand = loaded(&by_hand).expect("the reference plan");
    let yaml = plan_yaml(&by_hand, "piano.yaml");
    let back = loaded(&yaml).expect("what was written");
    assert_eq!(said(&validated(back)), said(&validated(by_hand)));
    crate::golden::hold("piano-riscritto.yaml", &yaml);
}

#[test]
fn what_is_mandatory_and_missing_is_asked_for() {
    let row = "titolo: ''\nobiettivi:\n  - {descrizione: Fare, peso: }\n";
    let yaml = plan_yaml(&loaded(row).expect("a plan"), "bozza di piano.yaml");
    let (start, plan) = yaml.split_once("\n\n").expect("an introduction");
    assert!(start.starts_with("# yaml-language-server: $schema=schema-piano.json\n"), "{start}");
    assert!(start.contains("allegati controlla \"bozza di piano.yaml\"\n"), "{start}");
    let plan: Vec<_> = plan.lines().filter(|line| !line.starts_with('#')).collect();
    let want = [
        "titolo:  # da completare: il titolo del documento",
        "",
        "aree:",
        "  - nome:  # da completare: il nome dell'area",
        "    periodi:",
        "      - etichetta:  # da completare: il periodo, per esempio ANNO 2024",
        "        obiettivi:",
        "          - servizio:  # da completare: il servizio, oppure «trasversale» con il titolo",
        "            descrizione: Fare",
        "            peso:",
    ];
    assert_eq!(plan, want);
}
