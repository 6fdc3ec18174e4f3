//! The levels and the fields that a plan declares.

use super::Validator;
use crate::diag::{Code, Diagnostic};
use crate::model::{FieldKind, FieldSetup, Level};
use crate::raw::{Field, Words};
use std::collections::BTreeMap;

/// The most levels: one a heading can have, and more than any plan was seen to have.
const MOST_LEVELS: usize = 6;
/// The most fields.
const MOST_FIELDS: usize = 100;
/// The most characters of a name.
const LONGEST_NAME: usize = 64;

/// Names that mean something else in groups and rows.
const TAKEN: [&str; 19] = [
    "n",
    "anni",
    "altro",
    "codice",
    "trasversale",
    "tipologia",
    "descrizione",
    "risultato",
    "indicatore",
    "indicatori",
    "testo",
    "peso",
    "premessa",
    "chiusura",
    "totale",
    "gruppi",
    "obiettivi",
    "aree",
    "periodi",
];
/// Further names that only a level can have.
const LEVELS_ONLY: [&str; 3] = ["area", "periodo", "servizio"];

const KINDS: [(&str, FieldKind); 5] = [
    ("testo", FieldKind::Text),
    ("numero", FieldKind::Number),
    ("importo", FieldKind::Money),
    ("percentuale", FieldKind::Percent),
    ("data", FieldKind::Date),
];

impl Validator<'_> {
    /// The plan's levels, outermost first; `None` where it has the usual ones.
    pub(super) fn levels(&mut self, raw: Option<&[Words]>) -> Option<Vec<Level>> {
        let raw = raw?;
        let mut levels: Vec<(Level, &Words)> = Vec::new();
        for name in raw {
            let level = Level::named(&name.value);
            let first = levels.iter().find(|(other, _)| *other == level).map(|(_, first)| *first);
            if let Some(first) = first {
                self.twice(Code::InvalidLevel, name, first);
            } else if let Some(why) = unfit(&name.value, &[]) {
                self.unfit(Code::InvalidLevel, name, why);
            } else {
                levels.push((level, name));
            }
        }
        if let Some((_, name)) = levels.get(MOST_LEVELS) {
            let message = format!(
                "I livelli sono {}: possono essere al massimo {MOST_LEVELS}.",
                levels.len()
            );
            let finding = Diagnostic::new(Code::LimitExceeded, name.span, message);
            self.push(finding.hint("Scrivere gli altri come campi degli obiettivi."));
            levels.truncate(MOST_LEVELS);
        }
        Some(levels.into_iter().map(|(level, _)| level).collect())
    }

    /// The fields that the plan declares.
    pub(super) fn fields(&mut self, raw: Vec<(Words, Field)>, levels: &[Level]) -> Vec<FieldSetup> {
        let levels: Vec<&str> = levels.iter().map(Level::name).collect();
        if let Some((name, _)) = raw.get(MOST_FIELDS) {
            let message =
                format!("I campi sono {}: possono essere al massimo {MOST_FIELDS}.", raw.len());
            let finding = Diagnostic::new(Code::LimitExceeded, name.span, message);
            self.push(
                finding.hint("Un piano ne ha pochi: controllare che il file sia quello giusto."),
            );
        }
        let mut fields: Vec<FieldSetup> = Vec::new();
        for (name, kind) in raw.into_iter().take(MOST_FIELDS) {
            // The loader has said so of a name that stands twice.
            let again = fields.iter().any(|field| field.name.value == name.value);
            let taken = [&LEVELS_ONLY, levels.as_slice()].concat();
            let kind = self.field_kind(&name, kind);
            match unfit(&name.value, &taken) {
                Some(why) => self.unfit(Code::InvalidField, &name, why),
                None if !again => fields.extend(kind.map(|kind| FieldSetup { name, kind })),
                None => {}
            }
        }
        fields
    }

    fn field_kind(&mut self, name: &Words, kind: Field) -> Option<FieldKind> {
        let names = KINDS.map(|(name, _)| name).join(", ");
        let words = self.required(kind, name.span, &name.value, "ogni campo")?;
        let wanted = words.value.trim().to_lowercase();
        let found = KINDS.iter().find(|(name, _)| *name == wanted).map(|(_, kind)| *kind);
        if found.is_none() {
            let message = format!("«{}» non è un tipo di campo.", words.value.trim());
            let finding = Diagnostic::new(Code::InvalidField, words.span, message);
            self.push(finding.hint(format!("I tipi sono: {names}.")));
        }
        found
    }

    fn twice(&mut self, code: Code, again: &Words, first: &Words) {
        let message = format!("«{}» è già fra i livelli.", again.value.trim());
        let finding = Diagnostic::new(code, again.span, message).at("di nuovo qui");
        self.push(finding.also(first.span, "la prima volta qui").hint("Lasciarlo una volta sola."));
    }

    fn unfit(&mut self, code: Code, name: &Words, why: &str) {
        let what = if code == Code::InvalidLevel { "di un livello" } else { "di un campo" };
        let message = format!("«{}» non può essere il nome {what}: {why}.", name.value.trim());
        let hint = "Scegliere un altro nome, per esempio missione, programma, ufficio, costo.";
        self.push(Diagnostic::new(code, name.span, message).hint(hint));
    }
}

/// The kind of each field by its name.
pub(super) fn kinds(fields: &[FieldSetup]) -> BTreeMap<String, FieldKind> {
    fields.iter().map(|field| (field.name.value.clone(), field.kind)).collect()
}

/// Why `name` cannot be one.
fn unfit(name: &str, taken: &[&str]) -> Option<&'static str> {
    let plain = |c: char| !c.is_control() && !".,:\"'{}[]".contains(c);
    if TAKEN.contains(&name) || taken.contains(&name) {
        Some("vuol dire già un'altra cosa")
    } else if name != name.trim() || name.is_empty() {
        Some("è vuoto, o comincia o finisce con uno spazio")
    } else if name.chars().count() > LONGEST_NAME {
        Some("è troppo lungo")
    } else if !name.chars().all(plain) || name.bytes().all(|b| b.is_ascii_digit()) {
        Some("contiene un segno che un nome non può avere, o è fatto di sole cifre")
    } else {
        None
    }
}
