//! Years, dates, resolution, annexes, signers and kinds of a plan.

use super::validator::Validator;
use crate::diag::{Code, Diagnostic};
use crate::italian::years::PLAUSIBLE;
use crate::model::{Key, ObjectiveKind, Reference, Resolution, Signer, years_in};
use crate::raw::{Field, RawReference, RawResolution, RawSigner, Words};
use crate::source::Spanned;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// Validates years, each entry a year or a range such as 2020-2022.
pub(super) fn years(validator: &mut Validator<'_>, entries: Vec<Words>) -> BTreeSet<u16> {
    let mut years = BTreeSet::new();
    for entry in entries {
        // «Dal 2020» in a list of years is more likely a label in the wrong place than a year.
        let plain = entry.value.chars().all(|c| c.is_ascii_digit() || " -–/,eE".contains(c));
        let found = if plain { years_in(&entry.value) } else { BTreeSet::new() };
        if found.is_empty() {
            let message = format!("«{}» non è un anno.", entry.value.trim());
            let finding = Diagnostic::new(Code::InvalidYear, entry.span, message);
            validator.push(
                finding.hint(
                    "Scrivere gli anni con quattro cifre: [2020, 2021, 2022] oppure 2020-2022.",
                ),
            );
        }
        years.extend(found);
    }
    years
}

/// Validates a day: 30.06.2020, 30/06/2020, 30-06-2020 or 2020-06-30.
pub(super) fn date(validator: &mut Validator<'_>, field: Field) -> Option<Spanned<NaiveDate>> {
    let Field::Given(words) = field else { return None };
    let text = words.value.trim();
    let date = day(text);
    if date.is_none() {
        let (what, hint) = if is_day_like(text) {
            ("è una data che non esiste", "Controllare giorno e mese.")
        } else {
            (
                "non è scritto come una data",
                "Scriverla come 30.06.2020; se non è ancora nota, lasciarla vuota.",
            )
        };
        let message = format!("«{text}» {what}.");
        validator.push(Diagnostic::new(Code::InvalidDate, words.span, message).hint(hint));
    }
    date.map(|date| Spanned::new(date, words.span))
}

/// Validates the resolution, each part of which may be blank.
pub(super) fn resolution(validator: &mut Validator<'_>, raw: RawResolution) -> Resolution {
    Resolution {
        body: validator.optional(raw.body),
        number: validator.optional(raw.number),
        date: date(validator, raw.date),
    }
}

/// Validates an entry of `allegati`.
pub(super) fn reference(validator: &mut Validator<'_>, raw: RawReference) -> Option<Reference> {
    let label =
        validator.required(raw.label, raw.span, Key::Annex.name(), "ogni voce di «allegati»");
    let title = validator.optional(raw.title);
    Some(Reference { label: label?, title })
}

/// Validates an entry of `firmatari`.
pub(super) fn signer(validator: &mut Validator<'_>, raw: RawSigner) -> Option<Signer> {
    let role =
        validator.required(raw.role, raw.span, Key::Capacity.name(), "ogni voce di «firmatari»");
    let name = validator.optional(raw.name);
    Some(Signer { name, role: role? })
}

/// Validates `codici`: whether a code is unique in the whole plan, or in its group.
pub(super) fn unique_codes(validator: &mut Validator<'_>, field: Field) -> bool {
    let Field::Given(words) = field else { return false };
    let is_unique = words.value.trim().eq_ignore_ascii_case("unici");
    if !is_unique && !words.value.trim().eq_ignore_ascii_case("per gruppo") {
        let message = format!("«{}» non va bene nella regola sui codici.", words.value);
        validator.push(Diagnostic::new(Code::InvalidRule, words.span, message).hint(
            "Qui ci vuole «unici», se nessun codice torna in tutto il piano, oppure «per gruppo».",
        ));
    }
    is_unique
}

/// Validates the kinds that the plan lists; without a list, S sviluppo and M mantenimento.
pub(super) fn kinds(
    validator: &mut Validator<'_>,
    raw: Option<Vec<(Words, Field)>>,
) -> Vec<ObjectiveKind> {
    let kind =
        |code: &str, label: &str| ObjectiveKind { code: code.to_owned(), label: label.to_owned() };
    let Some(entries) = raw else {
        return vec![kind("S", "sviluppo"), kind("M", "mantenimento")];
    };
    let mut kinds = Vec::new();
    for (code, label) in entries {
        let label = validator.required(label, code.span, &code.value, "ogni tipologia");
        kinds.extend(label.map(|label| kind(code.value.trim(), label.value.trim())));
    }
    kinds
}

/// A day of 1900 to 2199: year, month and day, or day, month and year, in figures.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let formats = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y"];
    let date = formats.iter().find_map(|f| NaiveDate::parse_from_str(text, f).ok())?;
    // A year of two digits would be one of the Roman empire.
    u16::try_from(date.year()).is_ok_and(|year| PLAUSIBLE.contains(&year)).then_some(date)
}

/// Returns `true` for three groups of figures, one of four: written like a day, be it real or
/// not.
fn is_day_like(text: &str) -> bool {
    let parts: Vec<_> = text.split(['.', '/', '-']).collect();
    let figures = |p: &&str| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(figures) && parts.iter().any(|p| p.len() == 4)
}
