//! Account of the changes for programs, in JSON.

use crate::compare::sentences::place;
use crate::compare::{
    Certainty, ComparedTotal, FieldChange, FieldValue, KeptObjective, ObjectiveFate, OrderChange,
    TotalChange, WordRun, differences,
};
use crate::diag::{Findings, json_report};
use crate::italian::decimals::without_trailing_zeros;
use crate::job::{ComparisonAccount, PlanComparison};
use crate::model::{Objective, Plan};
use crate::source::SourceMap;
use serde_json::{Value, json};

/// Returns the report; objectives are named by their numbers from 1, and `aside` is what the files hold and was
/// not compared as it stands.
pub(super) fn report(account: &ComparisonAccount<'_>, aside: &Findings) -> String {
    let PlanComparison { before, after, changes, unread, .. } = account.comparison;
    let sources = account.sources;
    let verdict = match changes {
        _ if changes.is_unrelated => "niente-in-comune",
        _ if changes.is_empty() => "uguali",
        _ => "diversi",
    };
    let counts = changes.counts();
    let renamed = changes.renamed.iter().map(|rename| {
        json!({
            "livello": rename.level,
            "dentro": rename.within,
            "prima": value(&rename.before, sources),
            "dopo": value(&rename.after, sources),
        })
    });
    let merged = changes.merged.iter().map(|merger| {
        let before: Vec<Value> = merger.before.iter().map(|name| value(name, sources)).collect();
        json!({ "livello": merger.level, "prima": before, "dopo": value(&merger.after, sources) })
    });
    let report = json!({
        "esito": verdict,
        "prima": account.names[0],
        "dopo": account.names[1],
        "conteggi": {
            "aggiunti": counts.added, "tolti": counts.removed, "divisi": counts.divided,
            "uniti": counts.merged, "cambiati": counts.changed,
            "spostati": counts.moved, "in-altro-ordine": counts.reordered,
            "dubbi": counts.doubtful, "uguali": counts.unchanged,
        },
        "totali": changes.totals.iter().map(total).collect::<Vec<_>>(),
        "dati": changes.head.iter().map(|change| field(change, sources)).collect::<Vec<_>>(),
        "non-letti-prima": unread[0],
        "non-letti": unread[1],
        "non-confrontati": account.uncompared().into_iter().collect::<Vec<_>>(),
        "nomi": renamed.collect::<Vec<_>>(),
        "gruppi-uniti": merged.collect::<Vec<_>>(),
        "obiettivi": changes.objectives.iter().map(|fate| objective(fate, (before, after), sources)).collect::<Vec<_>>(),
    });
    json_report(aside, sources, &report)
}

fn value(value: &FieldValue, sources: &SourceMap) -> Value {
    json!({ "testo": value.words, "posto": value.place.map(|span| place(span, sources)) })
}

fn field(change: &FieldChange, sources: &SourceMap) -> Value {
    let side = |side: &Option<FieldValue>| side.as_ref().map(|side| value(side, sources));
    let mut entry = json!({
        "campo": change.label, "prima": side(&change.before), "dopo": side(&change.after),
    });
    if let (Some(before), Some(after)) = (&change.before, &change.after) {
        let run = |run: &WordRun<'_>| match run {
            WordRun::Same(words) => json!({ "uguale": words }),
            WordRun::Removed(words) => json!({ "tolto": words }),
            WordRun::Added(words) => json!({ "aggiunto": words }),
        };
        let runs = differences(&before.words, &after.words).0;
        entry["parole"] = runs.iter().map(run).collect();
    }
    entry
}

fn total(change: &TotalChange) -> Value {
    let side = |side: &Option<ComparedTotal>| {
        side.map(|total| {
            json!({
                "somma": without_trailing_zeros(total.sum).to_string(),
                "prevista": total.wanted.map(|wanted| without_trailing_zeros(wanted).to_string()),
                "torna": total.holds(),
            })
        })
    };
    json!({
        "gruppo": change.group, "anno": change.year,
        "prima": side(&change.before), "dopo": side(&change.after),
    })
}

fn objective(fate: &ObjectiveFate, plans: (&Plan, &Plan), sources: &SourceMap) -> Value {
    let named = |plan: &Plan, at: usize| {
        let Objective { code, description, .. } = &plan.objectives[at];
        json!({
            "codice": code.as_ref().map(|code| &code.value),
            "testo": description.value,
            "posto": place(description.span, sources),
        })
    };
    match fate {
        ObjectiveFate::Added { after, part_of } => json!({
            "cambiamento": "aggiunto", "dopo": after + 1, "parte-di": part_of.map(|old| old + 1),
            "obiettivo": named(plans.1, *after),
        }),
        ObjectiveFate::Removed { before, merged_into } => json!({
            "cambiamento": "tolto", "prima": before + 1, "unito-a": merged_into.map(|new| new + 1),
            "obiettivo": named(plans.0, *before),
        }),
        ObjectiveFate::Kept(kept) => {
            let mut entry = of_kept(kept, sources);
            entry["obiettivo"] = named(plans.1, kept.after);
            entry["obiettivo-prima"] = named(plans.0, kept.before);
            entry
        }
    }
}

fn of_kept(kept: &KeptObjective, sources: &SourceMap) -> Value {
    let fields = |list: &[FieldChange]| list.iter().map(|c| field(c, sources)).collect::<Vec<_>>();
    let certainty = match kept.certainty {
        Certainty::Sure => "certo",
        Certainty::Doubtful => "dubbio",
        Certainty::ByHand => "a-mano",
    };
    let (order, with) = match kept.order {
        OrderChange::Same => ("stesso", None),
        OrderChange::Moved => ("altro", None),
        OrderChange::Swapped(with) => ("scambiato", Some(with + 1)),
    };
    json!({
        "cambiamento": if kept.is_change() { "cambiato" } else { "uguale" },
        "prima": kept.before + 1, "dopo": kept.after + 1,
        "abbinamento": certainty, "parole-in-comune": kept.likeness,
        "ordine": order, "scambiato-con": with,
        "spostamenti": fields(&kept.moves), "campi": fields(&kept.fields),
    })
}
