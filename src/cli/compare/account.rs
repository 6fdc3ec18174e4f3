//! Account of the changes for people.

use crate::cli::terminal::harmless;
use crate::compare::sentences::{counts, field, kept, kept_name, name, place, total};
use crate::compare::{FieldChange, FieldValue, ObjectiveFate, TotalChange, sentences};
use crate::diag::{Terminal, wrapped};
use crate::italian::plural::counted;
use crate::job::PlanComparison;
use crate::source::{SourceMap, Span};

/// Changes between two plans, with the files that they were read from.
pub(super) struct Account<'a> {
    /// Plans and changes.
    pub comparison: &'a PlanComparison,
    /// Files of both plans.
    pub sources: &'a SourceMap,
    /// Names of the plans, as the user typed them.
    pub names: &'a [String; 2],
}

impl Account<'_> {
    /// Returns the account; with `full`, totals and names that did not change as well.
    pub(super) fn text(&self, full: bool, terminal: Terminal) -> String {
        let PlanComparison { changes, unread, .. } = self.comparison;
        let mut lines = self.opening();
        if changes.is_unrelated {
            lines.push(Line::item(
                "I due piani non hanno obiettivi in comune: sono due piani diversi, o uno dei due file non è quello giusto. Con --abbina si dice quali obiettivi sono gli stessi.",
            ));
        } else if changes.is_empty() {
            lines.push(Line::item("I due piani dicono le stesse cose."));
        } else {
            lines.extend(self.details(full));
        }
        if !unread.is_empty() {
            lines.push(Line::item(&format!(
                "Non confrontato, perché il secondo file non lo dice o qui non vi si legge: {}.",
                unread.join("; ")
            )));
        }
        lines.iter().map(|line| line.text(terminal)).collect()
    }

    fn opening(&self) -> Vec<Line> {
        let PlanComparison { before, after, changes, .. } = self.comparison;
        let plan = |which: &str, name: &str, count: usize| {
            Line::item(&format!("{which}: {name}, {}", counted(count, "obiettivo", "obiettivi")))
        };
        let [old, new] = self.names;
        let mut lines = vec![
            plan("Prima", old, before.objectives.len()),
            plan("Dopo", new, after.objectives.len()),
        ];
        // Of plans that share nothing, all are removed and added: the numbers are known already.
        if !changes.is_unrelated {
            lines.push(Line::item(&format!("Obiettivi: {}.", counts(changes.counts()))));
        }
        lines
    }

    fn details(&self, full: bool) -> Vec<Line> {
        let changes = &self.comparison.changes;
        let renamed = changes.renamed.iter().map(|rename| {
            let places = [rename.before.place, rename.after.place];
            self.placed(&sentences::rename(rename), places)
        });
        let totals = changes.totals.iter().filter(|total: &&TotalChange| {
            full || total.is_touched() || total.after.is_some_and(|after| !after.holds())
        });
        let totals = totals.map(|change| Line::entry(&total(change)));
        let head = changes.head.iter().map(|change| self.of_field(change));
        let fates = changes.objectives.iter().filter(|fate| fate.is_change());
        let sections = [
            ("Somma dei pesi", totals.collect()),
            ("Dati del piano", head.collect()),
            ("Nomi nuovi", renamed.collect()),
            ("Obiettivi", fates.flat_map(|fate| self.fate(fate)).collect::<Vec<_>>()),
        ];
        let sections = sections.into_iter().filter(|(_, lines)| !lines.is_empty());
        let with_head =
            |(title, lines): (&str, Vec<Line>)| [vec![Line::title(title)], lines].concat();
        sections.flat_map(with_head).collect()
    }

    fn of_field(&self, change: &FieldChange) -> Line {
        let place = |value: &Option<FieldValue>| value.as_ref().and_then(|value| value.place);
        self.placed(&field(change), [place(&change.before), place(&change.after)])
    }

    /// Returns an entry with its places behind it.
    fn placed(&self, words: &str, places: [Option<Span>; 2]) -> Line {
        let places = places.into_iter().flatten().map(|span| place(span, self.sources));
        let places: Vec<String> = places.collect();
        let places =
            if places.is_empty() { String::new() } else { format!(" ({})", places.join("; ")) };
        Line::entry(&format!("{words}{places}"))
    }

    fn fate(&self, fate: &ObjectiveFate) -> Vec<Line> {
        let PlanComparison { before, after, .. } = self.comparison;
        match fate {
            ObjectiveFate::Added { after: at, part_of } => {
                let new = &after.objectives[*at];
                let part = part_of.map(|old| {
                    format!(", parte dell'obiettivo {} di prima, che è stato diviso", old + 1)
                });
                let words =
                    format!("aggiunto {}, {}{}", at + 1, name(new), part.unwrap_or_default());
                vec![self.placed(&words, [None, Some(new.description.span)])]
            }
            ObjectiveFate::Removed { before: at, merged_into } => {
                let old = &before.objectives[*at];
                let into =
                    merged_into.map(|new| format!(", unito all'obiettivo {} di adesso", new + 1));
                let words = format!("tolto {}, {}{}", at + 1, name(old), into.unwrap_or_default());
                vec![self.placed(&words, [Some(old.description.span), None])]
            }
            ObjectiveFate::Kept(pair) => {
                let (old, new) = (&before.objectives[pair.before], &after.objectives[pair.after]);
                let was = if pair.before == pair.after {
                    String::new()
                } else {
                    format!(" (era {})", pair.before + 1)
                };
                let name = kept_name(old, new);
                let words = format!("obiettivo {}{was}, {name}", pair.after + 1);
                let places = [Some(old.description.span), Some(new.description.span)];
                let sentences = kept(pair, after);
                let below =
                    sentences.iter().map(|sentence| Line { depth: 2, text: sentence.clone() });
                std::iter::once(self.placed(&words, places)).chain(below).collect()
            }
        }
    }
}

/// Line of the account, which may be wrapped.
#[derive(Clone)]
struct Line {
    /// 0 for the opening and titles, 1 for entries, 2 for what stands below one.
    depth: usize,
    text: String,
}

impl Line {
    fn item(text: &str) -> Line {
        Line { depth: 0, text: text.to_owned() }
    }

    fn title(text: &str) -> Line {
        Line { depth: 0, text: format!("{text}:") }
    }

    fn entry(text: &str) -> Line {
        Line { depth: 1, text: text.to_owned() }
    }

    fn text(&self, terminal: Terminal) -> String {
        let (first, others) = [("", "  "), ("- ", "  "), ("    ", "      ")][self.depth.min(2)];
        wrapped(&harmless(&self.text), terminal.width, first, others)
    }
}
