//! `[[affiancati]]`: what stands side by side at the top of the first page.

use super::fields::{SettingsReader, SettingsSection, optional};
use super::keys;
use super::node::TomlValue;

/// Most columns side by side.
const MOST: usize = 4;

/// Column at the top of the first page.
#[derive(Clone, Debug, PartialEq)]
pub struct MastheadSetup {
    /// Parts from top to bottom; none if the column stays blank.
    pub parts: Vec<MastheadPart>,
    /// Share of the width.
    pub share: f32,
}

/// Part of the top of the first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MastheadPart {
    /// Logo.
    Logo,
    /// The body's name.
    Entity,
    /// Caption: what the document is an annex of.
    Caption,
    /// Title of the document.
    Title,
}

const PARTS: [(&str, MastheadPart); 4] = [
    ("logo", MastheadPart::Logo),
    ("ente", MastheadPart::Entity),
    ("didascalia", MastheadPart::Caption),
    ("titolo", MastheadPart::Title),
];

/// Reads the columns; `None` after a finding.
pub(super) fn masthead(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
) -> Option<Vec<MastheadSetup>> {
    let sections = fields.sections(root, "affiancati");
    if let Some(further) = sections.get(MOST) {
        let message = format!("Gli elementi affiancati sono {}.", sections.len());
        let hint = format!("Possono essere al massimo {MOST}.");
        fields.complain(further.place(), message, hint);
        return None;
    }
    let mut known = Vec::new();
    // Columns after a wrong one are read all the same, so that one run shows every error.
    let columns: Vec<_> =
        sections.into_iter().map(|section| column(fields, section, &mut known)).collect();
    let columns: Vec<_> = columns.into_iter().collect::<Option<_>>()?;
    if known.contains(&MastheadPart::Logo) && !root.has("logo") {
        let message = "Il logo è fra gli elementi affiancati, ma il layout non ne ha uno.";
        fields.complain(root.place(), message, "Aggiungere [logo], o togliere «logo» da «parti».");
        return None;
    }
    Some(columns)
}

fn column(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    known: &mut Vec<MastheadPart>,
) -> Option<MastheadSetup> {
    fields.known(section, keys::MASTHEAD);
    let share = optional(section, "larghezza", 1.0, |k| fields.number(section, k, 1.0..=100.0));
    let value = fields.value(section, "parti")?;
    let TomlValue::List(list) = &value.value else {
        return fields.wrong("parti", value.place, &wanted());
    };
    let mut parts = Vec::new();
    for entry in list {
        let name = if let TomlValue::Text(name) = &entry.value { name.as_str() } else { "" };
        match PARTS.iter().find(|(part, _)| *part == name) {
            Some((_, part)) if !known.contains(part) => {
                known.push(*part);
                parts.push(*part);
            }
            Some(_) => return fields.wrong("parti", entry.place, "ogni parte una volta sola"),
            None => return fields.wrong("parti", entry.place, &wanted()),
        }
    }
    Some(MastheadSetup { parts, share: share? })
}

fn wanted() -> String {
    let names: Vec<_> = PARTS.iter().map(|(name, _)| *name).collect();
    format!("un elenco di parti fra: {}", names.join(", "))
}
