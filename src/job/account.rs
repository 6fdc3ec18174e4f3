//! Account of the changes between two plans, in words for people.

use super::compare::PlanComparison;
use crate::compare::sentences::{
    counts, field, kept, kept_name, merger, name, of_group, place, rename, total, with_weight,
};
use crate::compare::{
    Certainty, FieldChange, FieldValue, GroupRename, KeptObjective, ObjectiveFate, TotalChange,
    results_differ,
};
use crate::italian::plural::counted;
use crate::source::{SourceMap, Span};

/// Changes between two plans, with the files that they were read from.
pub struct ComparisonAccount<'a> {
    /// Plans and changes.
    pub comparison: &'a PlanComparison,
    /// Files of both plans.
    pub sources: &'a SourceMap,
    /// Names of the plans, as the user gave them.
    pub names: &'a [String; 2],
}

/// Changes of one kind.
pub struct AccountSection<'a> {
    /// Title: «Dati del piano».
    pub title: &'static str,
    /// Changes, at least one.
    pub entries: Vec<AccountEntry<'a>>,
}

/// Change, or objective with its changes.
pub struct AccountEntry<'a> {
    /// Sentence.
    pub words: String,
    /// Place in the old file and in the new one, as far as there are any.
    pub places: Vec<String>,
    /// Changes of an objective, a sentence each.
    pub below: Vec<String>,
    /// Objective whose match is in doubt.
    pub doubt: Option<&'a KeptObjective>,
}

impl<'a> ComparisonAccount<'a> {
    /// Returns the sentences on both plans and on the numbers of their objectives.
    pub fn opening(&self) -> Vec<String> {
        let PlanComparison { before, after, changes, .. } = self.comparison;
        let plan = |which: &str, name: &str, count: usize| {
            format!("{which}: {name}, {}", counted(count, "obiettivo", "obiettivi"))
        };
        let [old, new] = self.names;
        let mut lines = vec![
            plan("Prima", old, before.objectives.len()),
            plan("Dopo", new, after.objectives.len()),
        ];
        // Of plans that share nothing, all are removed and added: the numbers are known already.
        if !changes.is_unrelated {
            lines.push(format!("Obiettivi: {}.", counts(changes.counts())));
        }
        lines
    }

    /// Returns the sentence on plans that say the same, or have nothing in common.
    pub fn verdict(&self) -> Option<&'static str> {
        match &self.comparison.changes {
            changes if changes.is_unrelated => Some(
                "I due piani non hanno obiettivi in comune: sono due piani diversi, o uno dei due file non è quello giusto.",
            ),
            changes if changes.is_empty() => Some("I due piani dicono le stesse cose."),
            _ => None,
        }
    }

    /// Returns the name of what is not compared although it differs.
    pub fn uncompared(&self) -> Option<&'static str> {
        let PlanComparison { before, after, changes, .. } = self.comparison;
        results_differ(changes, before, after).then_some("gli esiti")
    }

    /// Returns the sentences on what is not compared: one for each file that does not say it, and one on what
    /// differs.
    pub fn unread(&self) -> Vec<String> {
        let sentence = |(which, names): (&str, &Vec<String>)| {
            format!(
                "Non confrontato, perché il {which} file non lo dice o qui non vi si legge: {}.",
                names.join("; ")
            )
        };
        let files = ["primo", "secondo"].into_iter().zip(&self.comparison.unread);
        let files = files.filter(|(_, names)| !names.is_empty()).map(sentence);
        let uncompared = self.uncompared().map(|name| format!("Non confrontato: {name}."));
        files.chain(uncompared).collect()
    }

    /// Returns the changes, unless [`Self::verdict`] says it all; with `full`, totals that did not
    /// change as well.
    pub fn sections(&self, full: bool) -> Vec<AccountSection<'a>> {
        let changes = &self.comparison.changes;
        if changes.is_unrelated || changes.is_empty() {
            return Vec::new();
        }
        let is_merged = |group: &&GroupRename| {
            let mut mergers = changes.merged.iter().filter(|merger| merger.level == group.level);
            !mergers.any(|merger| merger.after.words == group.after.words)
        };
        let merged =
            changes.merged.iter().map(|group| self.entry(merger(group), [None, group.after.place]));
        let renamed = changes
            .renamed
            .iter()
            .filter(is_merged)
            .map(|group| self.entry(rename(group), [group.before.place, group.after.place]));
        let totals = changes.totals.iter().filter(|total: &&TotalChange| {
            full || total.is_touched() || total.after.is_some_and(|after| !after.holds())
        });
        let totals = totals.map(|change| self.entry(total(change), [None, None]));
        let head = changes.head.iter().map(|change| self.of_field(change));
        let fates = changes.objectives.iter().filter(|fate| fate.is_change());
        let sections = [
            ("Somma dei pesi", totals.collect::<Vec<_>>()),
            ("Dati del piano", head.collect()),
            ("Nomi nuovi", merged.chain(renamed).collect()),
            ("Obiettivi", fates.map(|fate| self.of_objective(fate)).collect()),
        ];
        let section = |(title, entries)| AccountSection { title, entries };
        sections.into_iter().map(section).filter(|section| !section.entries.is_empty()).collect()
    }

    fn entry(&self, words: String, places: [Option<Span>; 2]) -> AccountEntry<'a> {
        let places = places.into_iter().flatten().map(|span| place(span, self.sources));
        AccountEntry { words, places: places.collect(), below: Vec::new(), doubt: None }
    }

    fn of_field(&self, change: &FieldChange) -> AccountEntry<'a> {
        let place = |value: &Option<FieldValue>| value.as_ref().and_then(|value| value.place);
        self.entry(field(change), [place(&change.before), place(&change.after)])
    }

    fn of_objective(&self, fate: &'a ObjectiveFate) -> AccountEntry<'a> {
        let PlanComparison { before, after, .. } = self.comparison;
        match fate {
            ObjectiveFate::Added { after: at, part_of } => {
                let new = &after.objectives[*at];
                let part = part_of.map(|old| {
                    format!(", parte dell'obiettivo {} di prima, che è stato diviso", old + 1)
                });
                let part = part.unwrap_or_default();
                let place = of_group(after, new) + &with_weight(new);
                let words = format!("aggiunto {}, {}{place}{part}", at + 1, name(new));
                self.entry(words, [None, Some(new.description.span)])
            }
            ObjectiveFate::Removed { before: at, merged_into } => {
                let old = &before.objectives[*at];
                let into =
                    merged_into.map(|new| format!(", unito all'obiettivo {} di adesso", new + 1));
                let place = of_group(before, old) + &with_weight(old);
                let into = into.unwrap_or_default();
                let words = format!("tolto {}, {}{place}{into}", at + 1, name(old));
                self.entry(words, [Some(old.description.span), None])
            }
            ObjectiveFate::Kept(pair) => self.of_pair(pair),
        }
    }

    fn of_pair(&self, pair: &'a KeptObjective) -> AccountEntry<'a> {
        let PlanComparison { before, after, .. } = self.comparison;
        let (old, new) = (&before.objectives[pair.before], &after.objectives[pair.after]);
        let was = if pair.before == pair.after {
            String::new()
        } else {
            format!(" (era {})", pair.before + 1)
        };
        let words = format!("obiettivo {}{was}, {}", pair.after + 1, kept_name(old, new));
        AccountEntry {
            below: kept(pair, after),
            doubt: (pair.certainty == Certainty::Doubtful).then_some(pair),
            ..self.entry(words, [Some(old.description.span), Some(new.description.span)])
        }
    }
}
