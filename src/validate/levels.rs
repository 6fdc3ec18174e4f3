//! Levels and fields that a plan declares.

use super::validator::Validator;
use crate::diag::{Code, Diagnostic};
use crate::model::{FieldKind, FieldSetup, Key, Level};
use crate::raw::{Field, Words};

/// Most levels: as many as headings have in Word and in HTML, more than any plan was seen to
/// have.
const MOST_LEVELS: usize = 6;
/// Most fields: more columns than fit on any page.
const MOST_FIELDS: usize = 100;
/// Longest name, in characters: it heads a column.
const LONGEST_NAME: usize = 64;

/// Validates the plan's levels, outermost first; `None` if it has the usual ones.
pub(super) fn levels(validator: &mut Validator<'_>, raw: Option<&[Words]>) -> Option<Vec<Level>> {
    let raw = raw?;
    let mut levels: Vec<(Level, &Words)> = Vec::new();
    for name in raw {
        let level = Level::named(&name.value);
        let first = levels.iter().find(|(other, _)| *other == level).map(|(_, first)| *first);
        if let Some(first) = first {
            twice(validator, Code::InvalidLevel, name, first);
        } else if let Some(why) = objection(&name.value) {
            report_unfit(validator, Code::InvalidLevel, name, why);
        } else {
            levels.push((level, name));
        }
    }
    if let Some((_, name)) = levels.get(MOST_LEVELS) {
        let message =
            format!("I livelli sono {}: possono essere al massimo {MOST_LEVELS}.", levels.len());
        let finding = Diagnostic::new(Code::LimitExceeded, name.span, message);
        validator.push(finding.hint("Scrivere gli altri come campi degli obiettivi."));
        // After the finding, the rest of the plan is validated all the same.
        levels.truncate(MOST_LEVELS);
    }
    Some(levels.into_iter().map(|(level, _)| level).collect())
}

/// Validates the fields that the plan declares.
pub(super) fn fields(
    validator: &mut Validator<'_>,
    raw: Vec<(Words, Field)>,
    levels: &[Level],
) -> Vec<FieldSetup> {
    let levels: Vec<&str> = levels.iter().map(Level::name).collect();
    if let Some((name, _)) = raw.get(MOST_FIELDS) {
        let message =
            format!("I campi sono {}: possono essere al massimo {MOST_FIELDS}.", raw.len());
        let finding = Diagnostic::new(Code::LimitExceeded, name.span, message);
        validator
            .push(finding.hint("Un piano ne ha pochi: controllare che il file sia quello giusto."));
    }
    let mut fields: Vec<FieldSetup> = Vec::new();
    for (name, kind) in raw.into_iter().take(MOST_FIELDS) {
        // Reading has reported a name that stands twice.
        let again = fields.iter().any(|field| field.name.value == name.value);
        let is_level = levels.contains(&name.value.as_str())
            || Key::named(&name.value).is_some_and(Key::names_level);
        // Before the name is looked at, so that one run reports errors of both.
        let kind = field_kind(validator, &name, kind);
        let taken = is_level.then_some(TAKEN);
        match taken.or_else(|| objection(&name.value)) {
            Some(why) => report_unfit(validator, Code::InvalidField, &name, why),
            None if !again => fields.extend(kind.map(|kind| FieldSetup { name, kind })),
            None => {}
        }
    }
    fields
}

fn field_kind(validator: &mut Validator<'_>, name: &Words, kind: Field) -> Option<FieldKind> {
    let names = FieldKind::ALL.map(FieldKind::name).join(", ");
    let words = validator.required(kind, name.span, &name.value, "ogni campo")?;
    let wanted = words.value.trim().to_lowercase();
    let found = FieldKind::named(&wanted);
    if found.is_none() {
        let message = format!("«{}» non è un tipo di campo.", words.value.trim());
        let finding = Diagnostic::new(Code::InvalidField, words.span, message);
        validator.push(finding.hint(format!("I tipi sono: {names}.")));
    }
    found
}

fn twice(validator: &mut Validator<'_>, code: Code, again: &Words, first: &Words) {
    let message = format!("«{}» è già fra i livelli.", again.value.trim());
    let finding = Diagnostic::new(code, again.span, message).at("di nuovo qui");
    validator
        .push(finding.also(first.span, "la prima volta qui").hint("Lasciarlo una volta sola."));
}

fn report_unfit(validator: &mut Validator<'_>, code: Code, name: &Words, why: &str) {
    let what = if code == Code::InvalidLevel { "di un livello" } else { "di un campo" };
    let message = format!("«{}» non può essere il nome {what}: {why}.", name.value.trim());
    let hint = "Scegliere un altro nome, per esempio missione, programma, ufficio, costo.";
    validator.push(Diagnostic::new(code, name.span, message).hint(hint));
}

const TAKEN: &str = "vuol dire già un'altra cosa";

/// Returns the reason why `name` can be the name of neither a level nor a field.
fn objection(name: &str) -> Option<&'static str> {
    let plain = |c: char| !c.is_control() && !".,:\"'{}[]".contains(c);
    if Key::named(name).is_some_and(Key::is_reserved) {
        Some(TAKEN)
    } else if name != name.trim() || name.is_empty() {
        Some("è vuoto, o comincia o finisce con uno spazio")
    } else if name.chars().count() > LONGEST_NAME {
        Some("è troppo lungo")
    // Figures alone are a year under a field, and points separate the parts of a head of «Dati».
    } else if !name.chars().all(plain) || name.bytes().all(|b| b.is_ascii_digit()) {
        Some("contiene un segno che un nome non può avere, o è fatto di sole cifre")
    } else {
        None
    }
}
