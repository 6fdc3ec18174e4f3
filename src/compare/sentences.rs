//! Italian sentences on single changes.

use super::fields::{Shown, side_by_side};
use super::{
    Certainty, ChangeCounts, FieldChange, FieldValue, GroupMerger, GroupRename, KeptObjective,
    ObjectiveFate, OrderChange, PlanChanges, TotalChange, WordRun, differences,
};
use crate::group::words as words_of;
use crate::italian::acts::act_of;
use crate::italian::decimals::without_trailing_zeros;
use crate::italian::plural::counted_unless_zero;
use crate::italian::quotation::{look_alike, quote_around, quote_change, quote_words};
use crate::model::{Key, Level, Objective, Plan};
use crate::source::{SourceMap, Span};
use crate::text::folded;

/// Longest text that is quoted whole, in characters.
const SHORT: usize = 60;
/// Beginning of the names of the orders of lists and groups.
const ORDER: &str = "Ordine ";
/// Most changes of a text that are named.
const MOST_NAMED: usize = 6;

/// Returns «piano.yaml:12» or «piano.xlsx!Dati!C12».
pub fn place(span: Span, sources: &SourceMap) -> String {
    let file = sources.file(span.file());
    match file.cell(span.range().start) {
        Some(cell) => format!("{}{cell}", file.name()),
        None => format!("{}:{}", file.name(), sources.position(span).line),
    }
}

/// Returns the counts of objectives, those of zero left out.
pub fn counts(counts: ChangeCounts) -> String {
    let parts = [
        counted_unless_zero(counts.added, "aggiunto", "aggiunti"),
        counted_unless_zero(counts.removed, "tolto", "tolti"),
        counted_unless_zero(counts.divided, "diviso", "divisi"),
        counted_unless_zero(counts.merged, "unito", "uniti"),
        counted_unless_zero(counts.changed, "cambiato", "cambiati"),
        counted_unless_zero(counts.moved, "spostato", "spostati"),
        counted_unless_zero(counts.reordered, "in un altro ordine", "in un altro ordine"),
        counted_unless_zero(counts.unchanged, "uguale", "uguali"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let parts = if parts.is_empty() { "nessuno".to_owned() } else { parts.join(", ") };
    // The numbers add up to more than there are objectives.
    let several = counted_unless_zero(counts.several, "è in più voci", "sono in più voci");
    let several = several.map(|several| format!(" ({several})"));
    let doubts =
        counted_unless_zero(counts.doubtful, "abbinamento è dubbio", "abbinamenti sono dubbi");
    let doubts = doubts.map(|doubts| format!("; {doubts}"));
    parts + &several.unwrap_or_default() + &doubts.unwrap_or_default()
}

/// Returns the change of a field: «Peso: era «30», ora è «40»».
pub fn field(change: &FieldChange) -> String {
    let FieldChange { label, before, after } = change;
    // Words that only changed places would be told as removed and added, and half a rule is none.
    let is_whole = is_order(label) || label == Key::Assessment.label();
    let quote = |value: &FieldValue| match is_whole {
        true => format!("«{}»", value.words),
        false => quote_words(&value.words),
    };
    match (before, after) {
        (Some(before), Some(after)) if is_whole => {
            format!("{label}: era {}, ora è {}", quote(before), quote(after))
        }
        (Some(before), Some(after)) => format!("{label}: {}", words(&before.words, &after.words)),
        (Some(before), None) => format!("{label}: era {}, ora non c'è", quote(before)),
        (None, Some(after)) => format!("{label}: non c'era, ora è {}", quote(after)),
        (None, None) => label.clone(),
    }
}

/// Returns `true` for the name of the order of a list or of groups.
pub(super) fn is_order(label: &str) -> bool {
    label.starts_with(ORDER)
}

/// Returns the change of a text: whole if it is short, else by its changed words.
fn words(before: &str, after: &str) -> String {
    told(before, after, |(before, after)| format!("era {before}, ora è {after}"))
}

/// Returns the difference between two texts of which neither is older: «al posto di «30» c'è «40»».
pub fn replaced(before: &str, after: &str) -> String {
    told(before, after, |(before, after)| format!("al posto di {before} c'è {after}"))
}

/// Tells the difference between two texts: by `whole` of both, quoted, if they are short or have no words in
/// common, else by the words that changed, the first of them.
fn told(before: &str, after: &str, whole: impl Fn((String, String)) -> String) -> String {
    let is_short = [before, after].into_iter().all(|text| text.chars().count() <= SHORT);
    if is_short && look_alike(before, after) {
        return whole(quote_change(before, after));
    }
    let runs = differences(before, after).0;
    if is_short || is_other(&runs) {
        return whole((quote_words(before), quote_words(after)));
    }
    let mut changes = named_changes(&runs, quote_run);
    let more = changes.len().saturating_sub(MOST_NAMED);
    changes.truncate(MOST_NAMED);
    let more = counted_unless_zero(more, "altro punto", "altri punti");
    changes.into_iter().chain(more).collect::<Vec<_>>().join("; ")
}

/// Returns `true` if two texts have no words in common.
fn is_other(runs: &[WordRun<'_>]) -> bool {
    runs.iter().all(|run| !matches!(run, WordRun::Same(text) if !text.trim().is_empty()))
}

/// Names the changes of a text, in their order.
fn named_changes(runs: &[WordRun<'_>], quote: impl Fn(&str) -> String) -> Vec<String> {
    let mut changes: Vec<String> = Vec::new();
    let mut rest = runs;
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        match (first, others.first()) {
            (WordRun::Removed(old), Some(WordRun::Added(new))) => {
                rest = &others[1..];
                let is_blank = [old, new].iter().any(|text| text.trim().is_empty());
                let (old, new) = if !is_blank && look_alike(old, new) {
                    quote_change(old.trim(), new.trim())
                } else {
                    (quote(old), quote(new))
                };
                changes.push(format!("al posto di {old} c'è {new}"));
            }
            (WordRun::Removed(old), _) => changes.push(format!("tolto {}", quote(old))),
            (WordRun::Added(new), _) => changes.push(format!("aggiunto {}", quote(new))),
            (WordRun::Same(_), _) => {}
        }
    }
    changes
}

/// Quotes changed words; white space alone is named.
fn quote_run(text: &str) -> String {
    match text.trim() {
        "" => blank_words(text).to_owned(),
        // Nothing of it is seen.
        words if look_alike(words, "") => quote_around(words, 0),
        words => quote_words(words),
    }
}

fn blank_words(blanks: &str) -> &'static str {
    if blanks.contains('\n') { "un a capo" } else { "uno spazio" }
}

/// Returns the words by which people know an objective: its code or service, and its task.
pub fn name(objective: &Objective) -> String {
    let code = objective.code.as_ref().map(|code| format!("{} ", code.value));
    code.unwrap_or_default() + &quote_words(&objective.description.value)
}

/// Returns the words by which people know an objective of both plans, with its old code if it has
/// another one.
pub fn kept_name(before: &Objective, after: &Objective) -> String {
    let [old, new] = [before, after].map(|o| o.code.as_ref().map(|code| code.value.trim()));
    match (old, new) {
        (Some(old), Some(new)) if old != new => {
            format!("{new} (era {old}) {}", quote_words(&after.description.value))
        }
        _ => name(after),
    }
}

/// Returns all changes that people would have to make to turn one plan into the other, a sentence
/// each with its place in the old plan.
pub fn all(changes: &PlanChanges, before: &Plan, after: &Plan) -> Vec<(Option<Span>, String)> {
    let of_field =
        |change: &FieldChange| (change.before.as_ref().and_then(|v| v.place), field(change));
    let renamed = changes.renamed.iter().map(|group| (group.before.place, rename(group)));
    let merged = changes.merged.iter().map(|group| (group.before[0].place, merger(group)));
    let mut lines: Vec<_> =
        changes.head.iter().map(of_field).chain(renamed).chain(merged).collect();
    for fate in changes.objectives.iter().filter(|fate| fate.is_change()) {
        match fate {
            ObjectiveFate::Added { after: at, .. } => {
                let objective = &after.objectives[*at];
                let fields = all_fields(after, objective).join("; ");
                let group = of_group(after, objective);
                lines.push((None, format!("obiettivo da aggiungere{group}: {fields}")));
            }
            ObjectiveFate::Removed { before: at, .. } => {
                let objective = &before.objectives[*at];
                let group = of_group(before, objective);
                let words = format!("obiettivo da togliere{group}: {}", name(objective));
                lines.push((Some(objective.span), words));
            }
            ObjectiveFate::Kept(pair) => {
                let objective = &after.objectives[pair.after];
                let place = Some(before.objectives[pair.before].span);
                let objective = name(objective) + &of_group(after, objective);
                let codes = pair.fields.iter().filter(|change| is_code(change)).map(field);
                let told = doubt(pair).into_iter().chain(kept(pair, after)).chain(codes);
                lines.extend(told.map(|change| (place, format!("{objective}: {change}"))));
            }
        }
    }
    lines
}

/// Returns «, in AREA TECNICA, ANNO 2024»; empty in a plan without groups.
pub fn of_group(plan: &Plan, objective: &Objective) -> String {
    let name = |level: &Level| words_of(plan, objective, level.name());
    let names: Vec<String> =
        plan.levels.iter().filter_map(name).map(|name| folded(&name.value)).collect();
    if names.is_empty() { String::new() } else { format!(", in {}", names.join(", ")) }
}

/// Returns «, peso 30»; empty for an objective without a weight.
pub fn with_weight(objective: &Objective) -> String {
    let weight = objective.weight.as_ref().map(|weight| weight.value.decimal());
    weight.map_or(String::new(), |weight| format!(", peso {}", without_trailing_zeros(weight)))
}

/// Returns the fields of an objective in full: «Peso «30»».
fn all_fields(plan: &Plan, objective: &Objective) -> Vec<String> {
    let fields = side_by_side(None, Some((plan, objective)), &plan.levels, Shown::All);
    let words = |field: FieldChange| Some(format!("{} «{}»", field.label, field.after?.words));
    fields.into_iter().filter_map(words).collect()
}

/// Returns the new name of a group: «area «TECNICA», ora «LAVORI PUBBLICI»».
pub fn rename(rename: &GroupRename) -> String {
    let (before, after) = (&rename.before.words, &rename.after.words);
    let (before, after) = if look_alike(before, after) {
        quote_change(before, after)
    } else {
        (format!("«{before}»"), format!("«{after}»"))
    };
    format!("{} {before}, ora {after}", renamed_group(rename))
}

/// Returns the groups that are one now: «area «A» e area «B», unite in «A e B»».
pub fn merger(merger: &GroupMerger) -> String {
    let group = |name: &FieldValue| format!("{} «{}»", merger.level, name.words);
    let groups: Vec<String> = merger.before.iter().map(group).collect();
    format!("{}, ora insieme in «{}»", groups.join(" e "), merger.after.words)
}

/// Returns the level of a group that has another name, with the groups around it: «periodo di AREA TECNICA».
pub(super) fn renamed_group(rename: &GroupRename) -> String {
    let within: Vec<String> = rename.within.iter().map(|around| around.join(", ")).collect();
    let of = if within.is_empty() { String::new() } else { format!(" di {}", within.join("; ")) };
    format!("{}{of}", rename.level)
}

/// Returns `true` for a new code in place of an old one, which the name of the objective says.
fn is_code(change: &FieldChange) -> bool {
    change.label == Key::Code.label() && change.before.is_some() && change.after.is_some()
}

/// Returns the doubt about a match, and how a person settles it in a command; `None` if there is
/// no doubt.
pub fn doubt(kept: &KeptObjective) -> Option<String> {
    let number = kept.before + 1;
    let remedy = format!(
        ": se l'obiettivo è un altro, --abbina {number}=NUMERO; se non c'è più, --abbina {number}=nessuno"
    );
    (kept.certainty == Certainty::Doubtful).then(|| likeness(kept) + &remedy)
}

/// Returns the words on a match that is in doubt.
pub fn likeness(kept: &KeptObjective) -> String {
    format!("abbinamento dubbio, parole in comune {}%", kept.likeness)
}

/// Returns the changes of an objective that both plans have, a sentence each, but for a new code
/// and a doubt about the match.
pub fn kept(kept: &KeptObjective, after: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(kept.moves.iter().map(|change| format!("spostato. {}", field(change))));
    match kept.order {
        OrderChange::Same => {}
        OrderChange::Moved => {
            lines.push("in un altro posto fra gli obiettivi del suo gruppo".to_owned())
        }
        OrderChange::Swapped(with) => {
            let other = after.objectives.get(with).map(name).unwrap_or_default();
            lines.push(format!("scambiato di posto con l'obiettivo {}, {other}", with + 1));
        }
    }
    lines.extend(kept.fields.iter().filter(|change| !is_code(change)).map(field));
    lines
}

/// Returns the totals of a group: «AREA TECNICA, ANNO 2025: 100 → 95, invece di 100».
pub fn total(change: &TotalChange) -> String {
    let mut name =
        if change.group.is_empty() { "piano".to_owned() } else { change.group.join(", ") };
    name.extend(change.year.map(|year| format!(", nel {year}")));
    let sum = |side: &Option<super::ComparedTotal>| {
        side.map_or("nessuno".to_owned(), |total| without_trailing_zeros(total.sum).to_string())
    };
    let wanted = change.after.filter(|total| !total.holds()).and_then(|total| total.wanted);
    let wrong = wanted.map(|wanted| format!(", invece di {}", without_trailing_zeros(wanted)));
    format!("{name}: {} → {}{}", sum(&change.before), sum(&change.after), wrong.unwrap_or_default())
}

/// Returns the change of a text in full, for a column beside both texts.
pub(super) fn spoken(before: Option<&str>, after: Option<&str>) -> String {
    match (before, after) {
        (None, None) => String::new(),
        (Some(_), None) => "tolto".to_owned(),
        (None, Some(_)) => "aggiunto".to_owned(),
        (Some(before), Some(after)) if before == after => "uguale".to_owned(),
        (Some(before), Some(after)) if look_alike(before, after) && is_value(before) => {
            let (before, after) = quote_change(before, after);
            format!("da {before} a {after}")
        }
        (Some(before), Some(after)) if [before, after].into_iter().all(is_value) => {
            format!("da {before} a {after}")
        }
        (Some(before), Some(after)) => {
            let runs = differences(before, after).0;
            if is_other(&runs) {
                return "tutto il testo è cambiato".to_owned();
            }
            named_changes(&runs, |words| match words.trim() {
                "" => blank_words(words).to_owned(),
                words => format!("«{words}»"),
            })
            .join("\n")
        }
    }
}

/// Returns `true` for a single value, such as a code or a weight, that changes as a whole.
fn is_value(text: &str) -> bool {
    !text.contains(char::is_whitespace)
}

/// Returns the title of a plan with the act that it belongs to.
pub(super) fn act(plan: &Plan) -> String {
    let act = plan.resolution.clone().unwrap_or_default();
    let is_stated = act.body.is_some() || act.number.is_some() || act.date.is_some();
    let body = act_of(act.body.as_ref().map_or("", |body| &body.value));
    let number = act.number.map(|number| format!(" n. {}", number.value));
    let day = act.date.map(|day| format!(" del {}", day.value.format("%d.%m.%Y")));
    let act: String = [Some(format!(", {body}")), number, day].into_iter().flatten().collect();
    let act = if is_stated { act } else { String::new() };
    let annex = plan.annex.as_ref().map(|annex| format!(", allegato {}", annex.value));
    let title = plan.title.value.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{title}{}{act}", annex.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_told_by_their_changed_words() {
        let before = "Affidamento dell'incarico a ditta esterna specializzata entro il 31.12.2020, con relazione";
        let after = "Affidamento dell'incarico a ditta specializzata entro il 30.06.2021, con relazione finale";
        assert_eq!(
            words(before, after),
            "tolto «esterna»; al posto di «31.12.2020» c'è «30.06.2021»; aggiunto «finale»"
        );
        assert_eq!(words("30", "40"), "era «30», ora è «40»");
    }

    #[test]
    fn a_column_beside_both_texts_says_the_change_in_full() {
        assert_eq!(spoken(Some("30"), Some("40")), "da 30 a 40");
        assert_eq!(spoken(Some("AA.02"), Some("AG.02")), "da AA.02 a AG.02");
        assert_eq!(
            spoken(Some("uno due tre"), Some("uno tre quattro")),
            "tolto «due»\naggiunto «quattro»"
        );
        assert_eq!(spoken(Some("uno due"), Some("tre quattro")), "tutto il testo è cambiato");
        assert_eq!(spoken(None, Some("x")), "aggiunto");
        assert_eq!(spoken(Some("x"), None), "tolto");
        assert_eq!(spoken(Some("x"), Some("x")), "uguale");
    }
}
