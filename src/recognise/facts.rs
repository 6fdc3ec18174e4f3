//! What a plan says outside its objectives, from a sheet with a key and a value a row, as our
//! own workbooks have it.

use super::walk::texts;
use crate::diag::{Code, Diagnostic, Findings};
use crate::office::{Grid, GridCell, GridRow};
use crate::raw::{Field, RawFacts, RawPlan, RawReference, RawResolution, RawSigner, Words};
use crate::source::Spanned;
use crate::text::fold_words;
use std::ops::Range;

/// What is said of a group, and of which.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GroupSaid {
    /// The first key that says something.
    pub key: Words,
    pub level: Field,
    /// Its objectives, from 0.
    pub rows: Option<Range<usize>>,
    pub facts: RawFacts,
}

impl GroupSaid {
    const PARTS: [&str; 5] = ["livello", "obiettivi", "premessa", "chiusura", "totale"];

    fn at(key: Words) -> Self {
        GroupSaid { key, level: Field::Absent, rows: None, facts: RawFacts::default() }
    }

    fn say(&mut self, part: &str, value: Field) {
        match part {
            "livello" => self.level = value,
            "premessa" => self.facts.premise = value,
            "chiusura" => self.facts.closing = value,
            "totale" => self.facts.total = value,
            _ => {
                let Field::Given(words) = value else { return };
                let rows = words.value.split_once('-').and_then(|(first, last)| {
                    Some(
                        first.trim().parse::<usize>().ok()?.checked_sub(1)?
                            ..last.trim().parse().ok()?,
                    )
                });
                self.rows = rows;
            }
        }
    }
}

/// Whether a sheet begins with the heads «chiave» and «valore».
pub(super) fn is_facts(grid: &Grid) -> bool {
    let heads = |row: &GridRow| -> Vec<String> {
        texts(row).map(|cell| fold_words(&cell.text.value)).collect()
    };
    grid.rows
        .first()
        .is_some_and(|row| heads(row).iter().take(2).map(String::as_str).eq(["chiave", "valore"]))
}

/// Reads the rows below the heads, as far as they follow one another.
pub(super) fn facts(
    grid: &Grid,
    plan: &mut RawPlan,
    groups: &mut Vec<GroupSaid>,
    findings: &mut Findings,
) {
    let first = grid.rows.first().map_or(0, |row| row.index);
    let together = (first..).zip(&grid.rows).take_while(|(index, row)| *index == row.index);
    for (_, row) in together.skip(1) {
        let key = row.cells.iter().find(|cell| cell.column == 0);
        let value = row.cells.iter().find(|cell| cell.column == 1);
        if let (Some(key), Some(value)) = (key, value)
            && !value.text.value.trim().is_empty()
        {
            fact(&key.text, value, plan, groups, findings);
        }
    }
}

fn fact(
    key: &Words,
    value: &GridCell,
    plan: &mut RawPlan,
    groups: &mut Vec<GroupSaid>,
    findings: &mut Findings,
) {
    let given = Field::Given(value.text.clone());
    let name = key.value.trim();
    let path: Vec<&str> = name.split('.').collect();
    match path.as_slice() {
        ["titolo"] => plan.title = given,
        ["ente"] => plan.entity = given,
        ["anni"] => plan.years = years(&value.text),
        ["data"] => plan.date = given,
        ["allegato"] => plan.annex = given,
        ["classificazione"] => plan.classification = given,
        ["premessa"] => plan.premise = given,
        ["chiusura"] => plan.closing = given,
        ["delibera", part] if ["organo", "numero", "data"].contains(part) => {
            let act = plan.resolution.get_or_insert(RawResolution {
                body: Field::Absent,
                number: Field::Absent,
                date: Field::Absent,
            });
            match *part {
                "organo" => act.body = given,
                "numero" => act.number = given,
                _ => act.date = given,
            }
        }
        ["pesi", "unita"] => plan.weights.unit = given,
        ["pesi", "totale"] => plan.weights.total = given,
        ["pesi", "ambito"] => plan.weights.scope = years(&value.text),
        ["livelli"] => plan.levels = Some(years(&value.text)),
        ["campi", ..] => {
            let field = name.strip_prefix("campi.").unwrap_or_default().to_owned();
            plan.fields.push((Spanned::new(field, key.span), given));
        }
        ["gruppi", number, part] if GroupSaid::PARTS.contains(part) => {
            if let Some(group) = nth(groups, number, GroupSaid::at(key.clone())) {
                group.say(part, given);
            }
        }
        ["tipologie", ..] => {
            let code = name.strip_prefix("tipologie.").unwrap_or_default().to_owned();
            plan.kinds.get_or_insert_default().push((Spanned::new(code, key.span), given));
        }
        ["allegati", number, part] if ["allegato", "titolo"].contains(part) => {
            let empty = RawReference { span: key.span, label: Field::Absent, title: Field::Absent };
            if let Some(annex) = nth(&mut plan.annexes, number, empty) {
                *if *part == "allegato" { &mut annex.label } else { &mut annex.title } = given;
            }
        }
        ["firmatari", number, part] if ["nome", "qualifica"].contains(part) => {
            let empty = RawSigner { span: key.span, name: Field::Absent, role: Field::Absent };
            if let Some(signer) = nth(&mut plan.signers, number, empty) {
                *if *part == "nome" { &mut signer.name } else { &mut signer.role } = given;
            }
        }
        _ => {
            let message = format!("«{name}» non è una voce del piano e non è stata letta.");
            findings.push(Diagnostic::new(Code::NotPlaced, key.span, message).hint(
                "Le voci sono quelle del piano: titolo, ente, anni, data, allegato, premessa e così via.",
            ));
        }
    }
}

/// «2020, 2021, 2022» as three years, «area, periodo» as two levels.
pub(super) fn years(words: &Words) -> Vec<Words> {
    let begin = words.value.as_ptr() as usize;
    let parts = words.value.split(',').map(str::trim).filter(|part| !part.is_empty());
    let year = |part: &str| {
        // A part is a slice of the words, so their addresses tell where it starts.
        let at = part.as_ptr() as usize - begin;
        Words::new(part.to_owned(), words.span.part(at..at + part.len()))
    };
    parts.map(year).collect()
}

/// Entry `number` (from 1) of a list, which grows to hold it if that is the next one.
fn nth<'l, T>(list: &'l mut Vec<T>, number: &str, empty: T) -> Option<&'l mut T> {
    let at = number.parse::<usize>().ok()?.checked_sub(1)?;
    if at == list.len() {
        list.push(empty);
    }
    list.get_mut(at)
}
