//! `[[firma]]`: the fields for digital signatures.

use super::SignatureSetup;
use super::fields::{Setting, SettingsReader, SettingsSection};
use super::keys;
use crate::annex::SignatureMark;

/// Maximum number of signature fields: more than any body of an office has members.
const MOST: usize = 30;
/// Maximum length of a field's name in characters; programs for signing show it on one line.
const LONGEST: usize = 60;
const KEY: &str = "firma";
const MARKS: [(&str, SignatureMark); 3] = [
    ("invisibile", SignatureMark::Hidden),
    ("riga", SignatureMark::Line),
    ("riquadro", SignatureMark::Box),
];

/// Reads the signature fields; by default there is one, `Firma1`, which is invisible.
pub(super) fn signatures(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
) -> Option<Vec<SignatureSetup>> {
    if !root.has(KEY) {
        let field = "Firma1".to_owned();
        return Some(vec![SignatureSetup { field, role: None, mark: SignatureMark::Hidden }]);
    }
    let sections = fields.sections(root, KEY);
    if sections.len() > MOST {
        let message = format!("I campi per la firma sono {}: al massimo {MOST}.", sections.len());
        fields.complain(sections[MOST].place(), message, "Togliere i gruppi [[firma]] di troppo.");
        return None;
    }
    let mut setups: Vec<SignatureSetup> = Vec::new();
    let mut sound = true;
    for section in sections {
        match signature(fields, section, &setups) {
            Some(setup) => setups.push(setup),
            None => sound = false,
        }
    }
    sound.then_some(setups)
}

fn signature(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    before: &[SignatureSetup],
) -> Option<SignatureSetup> {
    fields.known(section, keys::SIGNATURE);
    let field = fields.text(section, "nome");
    let role = Setting::read(section, "qualifica", |key| fields.text(section, key));
    let mark = fields.choice(section, "posto", &MARKS);
    let (field, mark) = (field?, mark?);
    if role.is_bad() {
        return None;
    }
    if !is_field_name(&field.value) {
        let want = format!("un nome di lettere, cifre, spazi e trattini, al massimo {LONGEST}");
        return fields.wrong("nome", field.span, &want);
    }
    // Two fields of one name are one field with two appearances (ISO 32000-1, 12.7.3.2), and one
    // signature would fill both.
    if before.iter().any(|other| other.field == field.value) {
        let message = format!("Due campi per la firma si chiamano «{}».", field.value);
        fields.complain(field.span, message, "Dare a ogni campo un nome suo.");
        return None;
    }
    Some(SignatureSetup { field: field.value, role: role.given(), mark })
}

/// Returns `true` if a field may bear the name.
fn is_field_name(name: &str) -> bool {
    // A full stop would make it two names (ISO 32000-1, 12.7.3.2).
    let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    !name.trim().is_empty() && name.chars().count() <= LONGEST && name.chars().all(fits)
}
