//! Changes to the text of a plan in YAML. Comments, order and spelling stay where nothing changes.
//!
//! yamlpatch, a crate that edits YAML in place, was considered. It parses with a grammar in C
//! (tree-sitter) that does not agree with our reader on every file; that reader knows the place of
//! every value, which is all that an edit needs.

use super::write::{
    NewEntry, ScalarSpelling, entry_lines, indicator_lines, outcome_lines, spelled,
};
use super::yaml_lines::YamlLines;
use crate::italian::decimals::parse_decimal;
use crate::model::Key;
use crate::raw::{RawObjective, RawOutcome, RawPlan};
use std::ops::Range;

/// Change to the text of a plan; places are bytes of the text.
#[derive(Clone, Debug)]
pub enum PlanEdit<'e> {
    /// The value at the place becomes another.
    Replace {
        /// Place of the old value.
        place: Range<usize>,
        /// New value.
        text: &'e str,
        /// `true` if figures stand without quotes.
        is_number: bool,
    },
    /// A key comes to the end of the entry at the place.
    AddKey {
        /// Place of the entry.
        entry: Range<usize>,
        /// Key.
        key: &'e str,
        /// Value of the key.
        text: &'e str,
        /// `true` if figures stand without quotes.
        is_number: bool,
    },
    /// The value of a year comes behind that of another one.
    AddYear {
        /// Place of the other value.
        behind: Range<usize>,
        /// Year.
        year: u16,
        /// Value of the year.
        text: &'e str,
    },
    /// The key of the value at the place goes.
    RemoveKey(Range<usize>),
    /// The indicators of an entry become those of an objective of another plan.
    Indicators {
        /// Place of the entry.
        entry: Range<usize>,
        /// Place from the first indicator to the last.
        place: Range<usize>,
        /// Objective of the other plan.
        objective: &'e RawObjective,
    },
    /// The entry of a list at the place goes.
    RemoveEntry(Range<usize>),
    /// The entry at the first place moves behind or before that at the second.
    MoveEntry(Range<usize>, EntryPlace),
    /// Results come to the end of the entry at the place, which has none.
    AddOutcomes(Range<usize>, &'e [RawOutcome]),
    /// The results of an entry become others.
    Outcomes {
        /// Place of the entry.
        entry: Range<usize>,
        /// Place from the first result to the last.
        place: Range<usize>,
        /// Results.
        outcomes: &'e [RawOutcome],
    },
    /// An entry of another plan comes into a list.
    AddEntry(NewEntry<'e>, EntryPlace),
    /// The text at the place becomes another, as it stands.
    Rewrite(Range<usize>, String),
}

/// Place of a new entry in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryPlace {
    /// Behind the entry at this place.
    Behind(Range<usize>),
    /// Before the entry at this place.
    Before(Range<usize>),
}

/// Part of the text with what stands in its place.
type Splice = (Range<usize>, String);

/// Applies `edits` to the text of a plan in YAML; those that the text has no room for, such as an
/// entry in braces, are left out. `declared` is the plan that the objectives to add are from.
pub fn edit_plan(yaml: &str, edits: &[PlanEdit<'_>], declared: &RawPlan) -> String {
    let text = YamlLines { yaml };
    let mut splices: Vec<Splice> =
        edits.iter().filter_map(|edit| text.value_splice(edit, declared)).collect();
    // Entries that move take the changes inside them along.
    let mut entries: Vec<Splice> = Vec::new();
    for edit in edits {
        let (content, place) = match edit {
            PlanEdit::RemoveEntry(entry) => {
                entries.extend(text.entry(entry).map(|lines| (lines, String::new())));
                continue;
            }
            PlanEdit::MoveEntry(entry, place) => {
                let Some((lines, moved)) = text.with_splices(entry, &splices) else { continue };
                entries.push((lines, String::new()));
                (moved, place)
            }
            PlanEdit::AddEntry(entry, place) => {
                let Some(indent) = text.indent_of(place) else { continue };
                let mut added = entry_lines(entry, declared);
                if let NewEntry::PeriodAround { moved: entry, .. } = entry {
                    let Some((lines, moved)) = text.with_splices(entry, &splices) else { continue };
                    added = around(&added, &moved);
                    entries.push((lines, String::new()));
                }
                (indented(&added, indent), place)
            }
            PlanEdit::Replace { .. }
            | PlanEdit::AddKey { .. }
            | PlanEdit::AddYear { .. }
            | PlanEdit::RemoveKey(_)
            | PlanEdit::Indicators { .. }
            | PlanEdit::Outcomes { .. }
            | PlanEdit::AddOutcomes(..)
            | PlanEdit::Rewrite(..) => continue,
        };
        entries.extend(text.insertion(&content, place));
    }
    let is_inside = |at: &Range<usize>| {
        entries.iter().any(|(lines, _)| !lines.is_empty() && contains(lines, at))
    };
    splices.retain(|(at, _)| !is_inside(at));
    splices.extend(entries);
    spliced(yaml, 0..yaml.len(), splices)
}

fn contains(whole: &Range<usize>, part: &Range<usize>) -> bool {
    // What is inserted before the first line belongs to the entry above.
    let is_above = part.is_empty() && part.start == whole.start;
    whole.start <= part.start && part.end <= whole.end && !is_above
}

/// Ends the lines of what comes into `yaml` as its own first line ends.
fn with_own_line_ends(yaml: &str, text: &str) -> String {
    let is_crlf = yaml.find('\n').is_some_and(|end| yaml[..end].ends_with('\r'));
    let text = text.replace("\r\n", "\n");
    if is_crlf { text.replace('\n', "\r\n") } else { text }
}

/// Returns the part of `yaml` with its splices, of which those that overlap an earlier one are left
/// out.
fn spliced(yaml: &str, part: Range<usize>, mut splices: Vec<Splice>) -> String {
    // The sort is stable: what comes to the same place keeps its order.
    splices.sort_by_key(|(at, _)| (at.start, at.end));
    let mut out = String::new();
    let mut done = part.start;
    for (at, text) in splices {
        if at.start < done {
            // What comes behind lines that go, the empty one below them included, stays.
            if at.is_empty() {
                out += &with_own_line_ends(yaml, &text);
            }
            continue;
        }
        out += &yaml[done..at.start];
        out += &with_own_line_ends(yaml, &text);
        done = at.end;
    }
    out + &yaml[done..part.end]
}

/// Returns the lines of a period, the last of which is the key of its objectives, around an entry.
fn around(head: &str, entry: &str) -> String {
    let head = head.trim_end();
    let (above, last) = head.rsplit_once('\n').unwrap_or(("", head));
    let column = last.len() - last.trim_start().len();
    let dash = entry.lines().map(|line| line.len() - line.trim_start().len());
    let dash = dash.min().unwrap_or_default();
    let own: Vec<&str> = entry.lines().map(|line| line.get(dash..).unwrap_or_default()).collect();
    let own = indented(&own.join("\n"), column + 2);
    format!("{above}\n{:column$}{}:\n{own}", "", Key::Objectives.name())
}

/// Indents all lines but the empty ones.
fn indented(lines: &str, indent: usize) -> String {
    let line = |line: &str| {
        if line.is_empty() { "\n".to_owned() } else { format!("{:indent$}{line}\n", "") }
    };
    lines.lines().map(line).collect()
}

impl YamlLines<'_> {
    fn value_splice(&self, edit: &PlanEdit<'_>, declared: &RawPlan) -> Option<Splice> {
        match edit {
            PlanEdit::Replace { place, text, is_number } => {
                self.replacement(place, text, *is_number)
            }
            PlanEdit::AddKey { entry, key, text, is_number } => {
                let column = self.key_column(self.line_start(entry.start))?;
                let spelled = spelled(text, *is_number, ScalarSpelling::Block(column));
                Some(self.behind(entry, &format!("{:column$}{key}: {spelled}\n", "")))
            }
            PlanEdit::AddOutcomes(entry, outcomes) => {
                let column = self.key_column(self.line_start(entry.start))?;
                Some(self.behind(entry, &indented(&outcome_lines(outcomes), column)))
            }
            PlanEdit::Rewrite(place, text) => Some((place.clone(), text.clone())),
            PlanEdit::AddYear { behind, year, text } => Some(self.year_splice(behind, *year, text)),
            PlanEdit::RemoveKey(place) => {
                let Some((key_line, _)) = self.key_of(place) else {
                    return Some((self.in_braces(place)?, String::new()));
                };
                let end = self.line_end(place.end);
                // The first key of an entry bears its dash, which the next one takes over.
                let is_first = self.yaml[key_line..].trim_start_matches(' ').starts_with('-');
                if !is_first {
                    return Some((key_line..end, String::new()));
                }
                let column = self.key_column(key_line)?;
                let is_next = self.key_column(end) == Some(column)
                    && self.yaml[end..].starts_with(&" ".repeat(column));
                is_next.then(|| (key_line + column..end + column, String::new()))
            }
            PlanEdit::Indicators { entry, place, objective } => {
                let keys = [Key::Indicator, Key::Indicators];
                self.key_lines((entry, &keys), place, &indicator_lines(objective, declared))
            }
            PlanEdit::Outcomes { entry, place, outcomes } => {
                self.key_lines((entry, &[Key::Outcome]), place, &outcome_lines(outcomes))
            }
            _ => None,
        }
    }

    /// Returns the splice that brings lines in place of a key with its value at `place`.
    fn key_lines(
        &self,
        (entry, keys): (&Range<usize>, &[Key]),
        place: &Range<usize>,
        lines: &str,
    ) -> Option<Splice> {
        let line = self.line_of(keys, entry, place.start)?;
        let column = self.key_column(line)?;
        let lines = indented(lines, column);
        let end = self.line_end(place.end);
        Some((line + column..end, lines.trim_start_matches(' ').to_owned()))
    }

    /// Returns the splice that brings lines to the end of an entry.
    fn behind(&self, entry: &Range<usize>, lines: &str) -> Splice {
        let at = self.line_end(entry.end);
        let end = if self.yaml[..at].ends_with('\n') { "" } else { "\n" };
        (at..at, format!("{end}{lines}"))
    }

    fn replacement(&self, place: &Range<usize>, text: &str, is_number: bool) -> Option<Splice> {
        let line = self.line_start(place.start);
        let in_block = self.yaml[line..place.start].trim().is_empty();
        let is_list_item =
            self.yaml[line..place.start].chars().all(|c| matches!(c, ' ' | '-')) && !in_block;
        if is_list_item {
            let one = spelled(text, is_number, ScalarSpelling::Line);
            return Some((place.clone(), one));
        }
        let Some((key_line, behind_colon)) = self.key_of(place) else {
            // In braces: quotes keep commas and colons from ending the value.
            return Some((
                self.with_quotes(place),
                spelled(text, is_number, ScalarSpelling::Quoted),
            ));
        };
        let column = self.key_column(key_line)?;
        let spelled = spelled(text, is_number, ScalarSpelling::Block(column));
        Some((behind_colon..self.with_quotes(place).end, format!(" {spelled}")))
    }

    /// Returns the splice that brings the value of a year behind another one, in braces or in a line below.
    fn year_splice(&self, behind: &Range<usize>, year: u16, text: &str) -> Splice {
        let at = self.with_quotes(behind).end;
        let is_number = at == behind.end;
        let rest = self.yaml[at..self.line_end(at)].trim_start();
        match self.key_of(behind).and_then(|(line, _)| self.key_column(line)) {
            Some(column) if !rest.starts_with([',', '}']) => {
                let spelled = spelled(text, is_number, ScalarSpelling::Block(column));
                self.behind(behind, &format!("{:column$}{year}: {spelled}\n", ""))
            }
            _ => {
                let is_figures = is_number && parse_decimal(text).is_some();
                let how = if is_figures { ScalarSpelling::Line } else { ScalarSpelling::Quoted };
                (at..at, format!(", {year}: {}", spelled(text, is_figures, how)))
            }
        }
    }

    /// Returns the lines of an entry, and its text with the splices inside it.
    fn with_splices(&self, entry: &Range<usize>, splices: &[Splice]) -> Option<Splice> {
        let lines = self.entry(entry)?;
        let inner = splices.iter().filter(|(at, _)| contains(&lines, at)).cloned();
        let text = spliced(self.yaml, lines.clone(), inner.collect());
        Some((lines, text))
    }

    fn indent_of(&self, place: &EntryPlace) -> Option<usize> {
        let (EntryPlace::Behind(entry) | EntryPlace::Before(entry)) = place;
        let line = self.line_start(entry.start);
        let dash = self.yaml[line..entry.start].find('-')?;
        Some(dash)
    }

    /// Returns the splice that brings the lines of an entry to their place.
    fn insertion(&self, lines: &str, place: &EntryPlace) -> Option<Splice> {
        let (EntryPlace::Behind(entry) | EntryPlace::Before(entry)) = place;
        let range = self.entry(entry)?;
        let lines = lines.trim_end_matches(['\n', '\r']);
        let is_spaced = self.yaml[range.clone()].lines().last().is_some_and(str::is_empty);
        let gap = if is_spaced { "\n" } else { "" };
        let end = self.line_end(entry.end);
        let (at, text) = match place {
            EntryPlace::Before(_) => (range.start, format!("{lines}\n{gap}")),
            EntryPlace::Behind(_) if self.yaml[..end].ends_with('\n') => {
                (end, format!("{gap}{lines}\n"))
            }
            EntryPlace::Behind(_) => (end, format!("\n{lines}\n")),
        };
        Some((at..at, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "\
# Il piano.
titolo: PIANO
aree:
  - nome: TECNICA  # da rivedere
    periodi:
      - etichetta: ANNO 2024
        obiettivi:
          # Il primo.
          - servizio: STRADE
            descrizione: >-
              Manutenzione delle strade
              comunali
            peso: 60

          - servizio: 'VERDE'
            descrizione: Potatura
            peso: 40
          - {servizio: SALE, descrizione: \"Sale, e sabbia\", peso: 5}
";

    fn at(words: &str) -> Range<usize> {
        let start = PLAN.find(words).expect("the words");
        start..start + words.len()
    }

    fn edited(edits: &[PlanEdit<'_>]) -> String {
        edit_plan(PLAN, edits, &RawPlan::blank(crate::source::Span::from_raw([0, 0, 0])))
    }

    #[test]
    fn values_change_and_the_rest_stays() {
        let replace = |words: &str, text: &'static str, is_number| PlanEdit::Replace {
            place: at(words),
            text,
            is_number,
        };
        let new = edited(&[
            replace("TECNICA", "LAVORI: PUBBLICI", false),
            replace("Manutenzione delle strade\n              comunali", "Sfalcio", false),
            replace("60", "33,3", true),
            replace("VERDE", "PARCHI", false),
            replace("Sale, e sabbia", "Sale, o \"sabbia\"", false),
        ]);
        let wanted = PLAN
            .replace("nome: TECNICA", "nome: 'LAVORI: PUBBLICI'")
            .replace(
                ">-\n              Manutenzione delle strade\n              comunali",
                "Sfalcio",
            )
            .replace("peso: 60", "peso: 33,3")
            .replace("'VERDE'", "PARCHI")
            .replace("\"Sale, e sabbia\"", "'Sale, o \"sabbia\"'");
        assert_eq!(new, wanted);
    }

    #[test]
    fn keys_and_entries_come_go_and_move() {
        let first = at(
            "servizio: STRADE\n            descrizione: >-\n              Manutenzione delle strade\n              comunali\n            peso: 60",
        );
        let second =
            at("servizio: 'VERDE'\n            descrizione: Potatura\n            peso: 40");
        let key = PlanEdit::AddKey {
            entry: second.clone(),
            key: "codice",
            text: "A.1",
            is_number: false,
        };
        assert_eq!(
            edited(&[key, PlanEdit::RemoveKey(at("60"))]),
            PLAN.replace("            peso: 60\n", "")
                .replace("peso: 40\n", "peso: 40\n            codice: A.1\n")
        );
        let removed = edited(&[PlanEdit::RemoveEntry(first.clone())]);
        assert!(
            !removed.contains("Il primo")
                && removed.contains("obiettivi:\n          - servizio: 'VERDE'"),
            "{removed}"
        );
        let heavier = PlanEdit::Replace { place: at("60"), text: "70", is_number: true };
        let moved = edited(&[heavier, PlanEdit::MoveEntry(first, EntryPlace::Behind(second))]);
        let end = "peso: 40\n          # Il primo.\n          - servizio: STRADE\n            descrizione: >-\n              Manutenzione delle strade\n              comunali\n            peso: 70\n          - {servizio";
        assert!(moved.contains(end) && moved.matches("STRADE").count() == 1, "{moved}");
    }
}
