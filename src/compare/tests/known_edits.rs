//! Edits of every kind, drawn at random for a plan of many groups, are found exactly.

use super::*;
use crate::model::{Assignment, Objective, Weight};
use crate::source::Spanned;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Words that every office writes.
const COMMON: [&str; 12] = [
    "attività",
    "servizio",
    "entro",
    "dell'ente",
    "del",
    "per",
    "la",
    "relazione",
    "anno",
    "il",
    "comunale",
    "di",
];
/// Syllables of the words that are an objective's own.
const SYLLABLES: [&str; 16] = [
    "ma", "ri", "to", "ve", "lo", "sca", "pre", "no", "ti", "bu", "for", "zi", "gra", "le", "do",
    "pia",
];
/// Objectives of a group.
const IN_GROUP: usize = 5;
const AREAS: usize = 4;
const PERIODS: usize = 2;

/// Source of numbers that look random and are the same everywhere (Knuth's MMIX generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn word(&mut self) -> String {
        if self.below(3) == 0 {
            return COMMON[self.below(COMMON.len())].to_owned();
        }
        (0..3).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect()
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

/// Returns a plan with areas, periods, services and codes.
fn base(numbers: &mut Numbers) -> Plan {
    let mut yaml = "titolo: PIANO\nanni: [2024, 2025]\naree:\n".to_owned();
    let mut code = 0;
    for area in 0..AREAS {
        yaml += &format!("  - nome: AREA {area} {}\n    periodi:\n", numbers.words(2));
        for period in 0..PERIODS {
            yaml += &format!("      - etichetta: ANNO {}\n        obiettivi:\n", 2024 + period);
            for _ in 0..IN_GROUP {
                code += 1;
                let service = numbers.below(2);
                yaml += &format!(
                    "          - codice: OB.{code}\n            servizio: UFFICIO {area}{service}\n            descrizione: {}\n            risultato: {}\n            indicatore: {}\n            peso: 20\n",
                    numbers.words(16),
                    numbers.words(8),
                    numbers.words(6),
                );
            }
        }
    }
    plan(&yaml)
}

/// Edit of one objective.
#[derive(Clone, Copy, Debug)]
enum Edit {
    /// Words become others, at least half of all stay.
    Reword,
    Weigh,
    Remove,
    /// Another objective comes before it.
    AddBefore,
    /// The objective belongs to another area.
    MoveArea,
    /// The objective belongs to another period.
    MovePeriod,
    /// The objective and the next of its group change places.
    Swap,
    /// Two objectives have half of the words each.
    Divide,
    /// The next objective of its group becomes part of it.
    Merge,
}

/// Edit of the whole plan.
#[derive(Clone, Copy, Debug)]
enum Sweep {
    /// All codes are counted anew.
    Renumber,
    /// A service has another name.
    RenameService,
    /// An area has another name.
    RenameArea,
}

fn edit() -> impl Strategy<Value = Edit> {
    prop::sample::select(vec![
        Edit::Reword,
        Edit::Weigh,
        Edit::Remove,
        Edit::AddBefore,
        Edit::MoveArea,
        Edit::MovePeriod,
        Edit::Swap,
        Edit::Divide,
        Edit::Merge,
    ])
}

fn sweeps() -> impl Strategy<Value = Vec<Sweep>> {
    prop::sample::subsequence(vec![Sweep::Renumber, Sweep::RenameService, Sweep::RenameArea], 0..=3)
}

/// Fate of a new objective, as the edits made it.
#[derive(Clone, Debug, Default)]
struct Truth {
    /// Old objectives that it may be: two, if two were merged.
    origins: Vec<usize>,
    /// Old objective of which it is a part.
    part_of: Option<usize>,
    /// Labels of the fields and levels that changed.
    labels: BTreeSet<&'static str>,
    is_swapped: bool,
}

impl Truth {
    fn is_reworded(&self) -> bool {
        let texts = ["Descrizione", "Risultato atteso", "Indicatore di risultato"];
        self.part_of.is_some()
            || self.origins.len() > 1
            || texts.iter().any(|t| self.labels.contains(t))
    }
}

struct Edited {
    plan: Plan,
    truths: Vec<Truth>,
}

/// Replaces at most half of the words of an objective by others; codes and weights are no words.
fn reword(objective: &mut Objective, numbers: &mut Numbers, labels: &mut BTreeSet<&'static str>) {
    let all = super::super::objective_texts::size_of(objective);
    let mut left = all / 2;
    let mut change = |text: &mut crate::model::Text, label: &'static str, odds: usize| {
        let mut words: Vec<String> = text.value.split(' ').map(str::to_owned).collect();
        for (at, word) in words.iter_mut().enumerate() {
            let size = crate::text::fold_words(word).split(' ').filter(|w| !w.is_empty()).count();
            if size <= left && numbers.below(odds) == 0 {
                left -= size;
                *word = format!("altro{at}");
                labels.insert(label);
            }
        }
        text.value = words.join(" ");
    };
    change(&mut objective.description, "Descrizione", 2);
    if let Some(result) = &mut objective.expected_result {
        change(result, "Risultato atteso", 3);
    }
    for indicator in &mut objective.indicators {
        change(&mut indicator.text, "Indicatore di risultato", 3);
    }
}

fn edited(
    old: &Plan,
    edits: &BTreeMap<usize, Edit>,
    sweeps: &[Sweep],
    numbers: &mut Numbers,
) -> Edited {
    let mut rows: Vec<(Objective, Truth)> = Vec::new();
    let group = |at: usize| (old.objectives[at].area, old.objectives[at].period);
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for (at, objective) in old.objectives.iter().enumerate() {
        if taken.contains(&at) {
            continue;
        }
        let mut own = objective.clone();
        let mut truth = Truth { origins: vec![at], ..Truth::default() };
        let next = (at + 1 < old.objectives.len() && group(at + 1) == group(at))
            .then_some(at + 1)
            .filter(|next| !edits.contains_key(next));
        let mut behind: Vec<(Objective, Truth)> = Vec::new();
        match edits.get(&at) {
            Some(Edit::Reword) => reword(&mut own, numbers, &mut truth.labels),
            Some(Edit::Weigh) => {
                let weight = Weight::parse("7,5").expect("a weight");
                own.weight = Some(Spanned::new(weight, own.span));
                truth.labels.insert("Peso");
            }
            Some(Edit::Remove) => continue,
            Some(Edit::AddBefore) => {
                let mut other = own.clone();
                other.description.value = format!("{at} {}", numbers.words(16));
                other.expected_result = None;
                other.indicators.clear();
                other.code.as_mut().expect("a code").value = format!("NUOVO.{at}");
                rows.push((other, Truth::default()));
            }
            Some(Edit::MoveArea) => {
                own.area = (own.area + 1) % AREAS;
                truth.labels.insert("Area");
            }
            Some(Edit::MovePeriod) => {
                own.period = (own.period + 1) % PERIODS;
                truth.labels.insert("Periodo");
            }
            Some(Edit::Swap) => {
                if let Some(next) = next {
                    let swapped =
                        |at| Truth { origins: vec![at], is_swapped: true, ..Truth::default() };
                    rows.push((old.objectives[next].clone(), swapped(next)));
                    truth = swapped(at);
                    taken.insert(next);
                }
            }
            Some(Edit::Divide) => {
                let words: Vec<&str> = objective.description.value.split(' ').collect();
                let (first, second) = words.split_at(words.len() / 2);
                let mut other = own.clone();
                own.description.value = first.join(" ");
                own.indicators.clear();
                other.description.value = second.join(" ");
                other.expected_result = None;
                other.code.as_mut().expect("a code").value = format!("PARTE.{at}");
                truth.part_of = Some(at);
                behind.push((other, truth.clone()));
            }
            Some(Edit::Merge) => {
                if let Some(next) = next {
                    let other = &old.objectives[next];
                    own.description.value += &format!("; {}", other.description.value);
                    let both = |a: &str, b: &str| format!("{a}; {b}");
                    let result = |o: &Objective| o.expected_result.clone().expect("a result").value;
                    own.expected_result.as_mut().expect("a result").value =
                        both(&result(objective), &result(other));
                    own.indicators.extend(other.indicators.clone());
                    truth.origins.push(next);
                    taken.insert(next);
                }
            }
            None => {}
        }
        rows.push((own, truth));
        rows.append(&mut behind);
    }
    rows.sort_by_key(|(objective, _)| (objective.area, objective.period));
    let mut new = old.clone();
    for sweep in sweeps {
        match sweep {
            Sweep::Renumber => {
                for (at, (objective, _)) in rows.iter_mut().enumerate() {
                    objective.code.as_mut().expect("a code").value = format!("OB.{}", at + 3);
                }
            }
            Sweep::RenameService => {
                for (objective, _) in &mut rows {
                    if let Some(Assignment::Service(text)) = &mut objective.assignment
                        && text.value == "UFFICIO 10"
                    {
                        text.value = "SPORTELLO UNICO".to_owned();
                    }
                }
            }
            Sweep::RenameArea => {
                new.areas[2].name.as_mut().expect("a name").value = "SETTORE NUOVO".to_owned();
            }
        }
    }
    let (objectives, truths) = rows.into_iter().unzip();
    new.objectives = objectives;
    Edited { plan: new, truths }
}

/// Holds what the comparison found of a pair against what was done.
fn judge_pair(old: &Plan, edited: &Edited, kept: &KeptObjective) -> Result<(), TestCaseError> {
    let truth = &edited.truths[kept.after];
    let is_doubtful = kept.certainty == Certainty::Doubtful;
    // A half of an objective has less than half of its words: there a doubt may be all that is said.
    if is_doubtful && (truth.part_of.is_some() || truth.origins.is_empty()) {
        return Ok(());
    }
    prop_assert!(truth.origins.contains(&kept.before), "{} for {:?}", kept.before, truth);
    // Only what has other words than before can be in doubt.
    prop_assert!(!is_doubtful || truth.is_reworded(), "{:?}", truth);
    let (before, after) = (&old.objectives[kept.before], &edited.plan.objectives[kept.after]);
    let is_whole = truth.part_of.is_none() && truth.origins.len() == 1;
    prop_assert_eq!(matches!(kept.order, OrderChange::Swapped(_)), truth.is_swapped);
    prop_assert!(kept.order != OrderChange::Moved || truth.labels.contains("Area"), "{:?}", kept);
    if is_whole {
        let mut wanted = truth.labels.clone();
        if before.code != after.code {
            wanted.insert("Codice");
        }
        let found = kept.fields.iter().chain(&kept.moves).map(|change| change.label.as_str());
        prop_assert_eq!(found.collect::<BTreeSet<_>>(), wanted);
    }
    Ok(())
}

fn judge(old: &Plan, edited: &Edited, sweeps: &[Sweep]) -> Result<(), TestCaseError> {
    let changes = compare_plans(old, &edited.plan, &[]);
    let has = |wanted: fn(&Sweep) -> bool| sweeps.iter().any(wanted);
    let service = |plan: &Plan, at: usize| {
        plan.objectives[at].assignment.as_ref().map(|assignment| assignment.text().value.clone())
    };
    let mut services =
        changes.kept().map(|kept| (service(old, kept.before), service(&edited.plan, kept.after)));
    let pair = ("UFFICIO 10".to_owned(), "SPORTELLO UNICO".to_owned());
    let mut wanted = Vec::new();
    if has(|sweep| matches!(sweep, Sweep::RenameArea)) {
        wanted.push("SETTORE NUOVO");
    }
    if services.any(|services| services == (Some(pair.0.clone()), Some(pair.1.clone()))) {
        wanted.push("SPORTELLO UNICO");
    }
    let mut renamed: Vec<_> = changes.renamed.iter().map(|r| r.after.words.as_str()).collect();
    // Two merged objectives may be of two services, of which both are gone.
    renamed.dedup();
    prop_assert_eq!(renamed, wanted);
    for fate in &changes.objectives {
        match fate {
            ObjectiveFate::Kept(kept) => judge_pair(old, edited, kept)?,
            ObjectiveFate::Added { after, part_of } => {
                let truth = &edited.truths[*after];
                prop_assert_eq!(truth.part_of, *part_of);
                prop_assert!(truth.origins.is_empty() || truth.part_of.is_some(), "{:?}", truth);
            }
            ObjectiveFate::Removed { before, merged_into } => {
                let holder = edited.truths.iter().position(|truth| truth.origins.contains(before));
                prop_assert_eq!(holder, *merged_into, "{}", before);
            }
        }
    }
    Ok(())
}

/// Returns a quarter of the usual cases: PROPTEST_CASES raises both.
fn bounded() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases.div_ceil(4), ..usual }
}

proptest! {
    #![proptest_config(bounded())]

    #[test]
    fn edits_of_every_kind_are_found_exactly(
        seed in any::<u64>(),
        edits in prop::collection::btree_map(0..AREAS * PERIODS * IN_GROUP, edit(), 1..14),
        sweeps in sweeps(),
    ) {
        let mut numbers = Numbers(seed);
        let old = base(&mut numbers);
        let edited = edited(&old, &edits, &sweeps, &mut numbers);
        judge(&old, &edited, &sweeps)?;
    }
}
