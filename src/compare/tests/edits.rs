//! Known edits of the reference plan, drawn at random, are found exactly.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Edit of one objective.
#[derive(Clone, Debug)]
enum Edit {
    /// Words of the description, at most half of all, become others.
    Reword(u64),
    /// The weight becomes another.
    Weigh,
    /// The objective goes.
    Remove,
    /// Another objective comes before it.
    AddBefore,
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any::<u64>().prop_map(Edit::Reword),
        Just(Edit::Weigh),
        Just(Edit::Remove),
        Just(Edit::AddBefore),
    ]
}

/// Plan after the edits, and the old index of each of its objectives; `None` for a new one.
fn edited(plan: &Plan, edits: &[(usize, Edit)]) -> (Plan, Vec<Option<usize>>) {
    let (mut new, mut origins) = (plan.clone(), Vec::new());
    new.objectives.clear();
    for (at, objective) in plan.objectives.iter().enumerate() {
        let mut objective = objective.clone();
        let edit = edits.iter().find(|(of, _)| *of == at).map(|(_, edit)| edit);
        match edit {
            Some(Edit::Remove) => continue,
            Some(Edit::AddBefore) => {
                let mut other = objective.clone();
                other.assignment = None;
                other.description.value = (0..20).map(|n| format!("nuova{at}x{n} ")).collect();
                other.expected_result = None;
                other.indicators.clear();
                new.objectives.push(other);
                origins.push(None);
            }
            Some(Edit::Reword(seed)) => reword(&mut objective, *seed),
            Some(Edit::Weigh) => {
                let weight = crate::model::Weight::parse("7,5").expect("a weight");
                let place = objective.description.span;
                objective.weight = Some(crate::source::Spanned::new(weight, place));
            }
            None => {}
        }
        new.objectives.push(objective);
        origins.push(Some(at));
    }
    // Facts of groups name objectives by their indices, which are others now.
    new.groups.clear();
    (new, origins)
}

/// Replaces words of the description, at most half of all the objective's words.
fn reword(objective: &mut crate::model::Objective, seed: u64) {
    let all = super::super::objective_texts::size_of(objective);
    let words: Vec<String> = objective.description.value.split(' ').map(str::to_owned).collect();
    let mut left = all / 2;
    let change = |(n, word): (usize, &String)| {
        let size = crate::text::fold_words(word).split(' ').filter(|w| !w.is_empty()).count();
        let is_chosen = seed >> (n % 64) & 1 == 1 && size > 0 && size <= left;
        if !is_chosen {
            return word.clone();
        }
        left -= size;
        format!("altro{n}")
    };
    let words: Vec<String> = words.iter().enumerate().map(change).collect();
    objective.description.value = words.join(" ");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn known_edits_are_found_exactly(
        edits in prop::collection::btree_map(0usize..200, edit(), 1..12)
    ) {
        let mut old = reference();
        old.groups.clear();
        let edits: Vec<(usize, Edit)> =
            edits.into_iter().filter(|(at, _)| *at < old.objectives.len()).collect();
        let (new, origins) = edited(&old, &edits);
        let changes = compare_plans(&old, &new, &[]);
        // Twins, objectives of the same words in the same group, are one as good as the other.
        let sign = |plan: &Plan, at: usize| {
            let o = &plan.objectives[at];
            (o.area, o.period, o.description.value.clone(), o.expected_result.clone().map(|t| t.value))
        };
        let mut paired = BTreeSet::new();
        for fate in &changes.objectives {
            match fate {
                ObjectiveFate::Kept(kept) => {
                    let origin = origins[kept.after];
                    prop_assert!(origin.is_some(), "a new objective was matched");
                    let origin = origin.expect("just asked");
                    prop_assert!(
                        origin == kept.before || sign(&old, origin) == sign(&old, kept.before),
                        "{} for {}", kept.before + 1, origin + 1
                    );
                    paired.insert(kept.after);
                    let is_edited = edits.iter().any(|(at, edit)| {
                        *at == origin && !matches!(edit, Edit::AddBefore)
                    });
                    prop_assert!(is_edited || kept.fields.is_empty(), "{:?}", kept.fields);
                }
                ObjectiveFate::Added { after, .. } => prop_assert!(origins[*after].is_none()),
                ObjectiveFate::Removed { .. } => {}
            }
        }
        let kept = origins.iter().filter(|origin| origin.is_some()).count();
        prop_assert_eq!(paired.len(), kept);
    }
}
