//! Values that an office has set once, for plans that lack them: whatever a plan says itself holds.

use super::report::PlanDefaults;
use crate::model::{GivenValue, HeadKey, Key};
use crate::raw::{RawPlan, StatedHead, Words};
use crate::settings::DefaultValue;
use crate::source::{SourceMap, Span};

/// Gives `plan` what it lacks; returns what it took.
pub(super) fn complete_by_default(
    plan: &mut RawPlan,
    defaults: &PlanDefaults,
    sources: &mut SourceMap,
) -> Vec<GivenValue> {
    if defaults.values.is_empty() {
        return Vec::new();
    }
    let mut taken = Vec::new();
    for values in by_key(&defaults.values) {
        let mut head = StatedHead::blank(plan.span);
        let is_lacking = !has_list(plan, top(&values[0]));
        // Values that do not fit were reported when the settings were read.
        let is_sound = values.iter().all(|value| set(&mut head, value, &defaults.name, sources));
        if is_lacking && is_sound && complete(plan, head.plan) {
            let given =
                |v: &DefaultValue| GivenValue { key: v.key.clone(), value: v.value.clone() };
            taken.extend(values.iter().map(given));
        }
    }
    taken
}

/// Returns the line on what was taken from the settings; `None` if nothing was.
pub(super) fn account(defaults: &PlanDefaults, taken: &[GivenValue]) -> Option<String> {
    let mut keys: Vec<&str> = defaults.others.iter().map(String::as_str).collect();
    keys.extend(taken.iter().map(|value| value.key.split('.').next().unwrap_or_default()));
    keys.dedup();
    (!keys.is_empty())
        .then(|| format!("Dalla configurazione «{}»: {}.", defaults.name, keys.join(", ")))
}

/// Returns the values of each key of the plan together: a signer has two.
fn by_key(values: &[DefaultValue]) -> Vec<&[DefaultValue]> {
    values.chunk_by(|a, b| is_list(top(a)) && top(a) == top(b)).collect()
}

fn top(value: &DefaultValue) -> &str {
    value.key.split('.').next().unwrap_or_default()
}

fn is_list(key: &str) -> bool {
    [Key::Signers, Key::Annexes, Key::Kinds].iter().any(|list| list.name() == key)
}

/// Returns `true` if the plan has a list of its own under the key, to which nothing is added.
fn has_list(plan: &RawPlan, key: &str) -> bool {
    let is = |list: Key| list.name() == key;
    is(Key::Signers) && !plan.signers.is_empty()
        || is(Key::Annexes) && !plan.annexes.is_empty()
        || is(Key::Kinds) && plan.kinds.is_some()
}

/// Sets a value, a source of its own, so that findings point at it.
fn set(head: &mut StatedHead, value: &DefaultValue, name: &str, sources: &mut SourceMap) -> bool {
    let DefaultValue { key, value, .. } = value;
    let file = sources.add(format!("{name}, {key}"), value.clone());
    let words = Words::new(value.clone(), Span::new(file, 0..value.len()));
    HeadKey::parse(key).is_some_and(|key| head.set(&key, words.span, &words).is_ok())
}

/// Takes `head` into the plan unless the plan says otherwise; returns `true` if something was
/// missing.
fn complete(plan: &mut RawPlan, head: RawPlan) -> bool {
    let before = head_of(plan);
    let mut after = before.clone();
    if !after.complete(head).is_empty() || after == before {
        return false;
    }
    let RawPlan { areas, groups, rows, .. } = std::mem::replace(plan, after);
    (plan.areas, plan.groups, plan.rows) = (areas, groups, rows);
    true
}

/// Returns the plan without its objectives, which are many.
fn head_of(plan: &mut RawPlan) -> RawPlan {
    let take = |plan: &mut RawPlan| {
        (
            std::mem::take(&mut plan.areas),
            std::mem::take(&mut plan.groups),
            std::mem::take(&mut plan.rows),
        )
    };
    let content = take(plan);
    let head = plan.clone();
    (plan.areas, plan.groups, plan.rows) = content;
    head
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Findings;
    use crate::job::{PlanFormat, read_plan};
    use crate::raw::Field;
    use crate::settings::read_settings;

    const SETTINGS: &str = "ente = \"Comune di Esempio\"\nclassificazione = \"1.2\"\n[delibera]\norgano = \"Giunta\"\n[[firmatari]]\nqualifica = \"Il Segretario\"\nnome = \"Anna Neri\"\n";

    /// Returns the plan that `text` becomes, and the keys that it took.
    fn completed(text: &str) -> (RawPlan, Vec<String>) {
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let bytes = text.as_bytes().to_vec();
        let plan = read_plan("piano.yaml", bytes, PlanFormat::YAML, &mut sources, &mut findings);
        let mut plan = plan.expect("a plan");
        let file = sources.add("allegati.toml", SETTINGS);
        let values = read_settings(file, SETTINGS, &mut findings).head;
        let defaults = PlanDefaults {
            name: "allegati.toml".to_owned(),
            others: vec!["layout".to_owned()],
            values,
        };
        let taken = complete_by_default(&mut plan, &defaults, &mut sources);
        let account = account(&defaults, &taken).expect("the layout at least");
        assert!(account.starts_with("Dalla configurazione «allegati.toml»: layout, "), "{account}");
        (plan, taken.into_iter().map(|value| value.key).collect())
    }

    fn words(field: &Field) -> &str {
        match field {
            Field::Given(words) => &words.value,
            _ => "",
        }
    }

    #[test]
    fn a_plan_takes_what_it_lacks() {
        let (plan, taken) = completed("titolo: PIANO\nobiettivi: []\n");
        assert_eq!(words(&plan.entity), "Comune di Esempio");
        assert_eq!(words(&plan.signers[0].name), "Anna Neri");
        assert_eq!(
            taken,
            [
                "ente",
                "classificazione",
                "delibera.organo",
                "firmatari.1.nome",
                "firmatari.1.qualifica"
            ]
        );
    }

    #[test]
    fn what_a_plan_says_holds_without_a_word() {
        let (plan, taken) = completed(
            "titolo: PIANO\nente: Unione di Altrove\ndelibera:\n  numero: 12\nfirmatari:\n  - qualifica: Il Sindaco\nobiettivi: []\n",
        );
        assert_eq!(words(&plan.entity), "Unione di Altrove");
        let resolution = plan.resolution.expect("it has one");
        assert_eq!((words(&resolution.body), words(&resolution.number)), ("Giunta", "12"));
        assert_eq!(plan.signers.len(), 1);
        assert_eq!(words(&plan.signers[0].role), "Il Sindaco");
        assert_eq!(taken, ["classificazione", "delibera.organo"]);
    }
}
