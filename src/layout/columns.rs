//! `[[colonne]]`: columns of tables.

use super::fields::{SettingsReader, SettingsSection, optional};
use super::keys;
use super::node::TomlValue;
use super::{ColumnCondition, ColumnSetup};
use crate::annex::{Align, Mm, Vertical, Width};
use crate::model::Key;
use crate::source::Spanned;

/// Maximum number of columns of a layout: an A3 sheet has four millimetres for each of a hundred,
/// so that more can only be a mistake.
pub(super) const MOST: usize = 100;

pub(super) fn columns(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
) -> Option<Vec<ColumnSetup>> {
    let sections = fields.sections(root, "colonne");
    if sections.is_empty() || sections.len() > MOST {
        let message = format!("Le colonne sono {}: devono essere da 1 a {MOST}.", sections.len());
        let place = sections.get(MOST).map_or(root.place(), |section| section.place());
        fields.complain(
            place,
            message,
            "Ogni colonna è un gruppo [[colonne]] con campo e intestazione.",
        );
        return None;
    }
    let columns: Vec<_> = sections.into_iter().map(|s| column(fields, s)).collect();
    columns.into_iter().collect()
}

fn column(fields: &mut SettingsReader<'_>, section: SettingsSection<'_>) -> Option<ColumnSetup> {
    fields.known(section, keys::COLUMN);
    let field = fields.text(section, "campo");
    let heading = head_text(fields, section, "intestazione");
    let group = optional(section, "sopra", None, |key| head_text(fields, section, key).map(Some));
    let merge = optional(section, "unisci", false, |key| fields.flag(section, key));
    let by_year = optional(section, "per-anno", false, |key| fields.flag(section, key));
    let join_years = join_years(fields, section, by_year);
    let is_weight = field.as_ref().is_some_and(|field| field.value == Key::Weight.name());
    // Weights are summed unless the layout says otherwise: layouts that are older than the key
    // «somma» count on it.
    let sum = optional(section, "somma", is_weight, |key| fields.flag(section, key));
    let only = optional(section, "solo", Vec::new(), |key| only(fields, section, key));
    let width = optional(section, "larghezza", Width::Auto, |_| width(fields, section));
    let align = optional(section, "allineamento", Align::Left, |key| fields.align(section, key));
    let vertical = optional(section, "verticale", Vertical::Top, |key| {
        let words =
            [("alto", Vertical::Top), ("centro", Vertical::Middle), ("basso", Vertical::Bottom)];
        fields.choice(section, key, &words)
    });
    let fill = optional(section, "sfondo", None, |key| fields.color(section, key).map(Some));
    let rotated = optional(section, "rotazione", false, |key| rotated(fields, section, key));
    Some(ColumnSetup {
        field: field?,
        heading: heading?,
        width: width?,
        align: align?,
        vertical: vertical?,
        fill: fill?,
        rotated: rotated?,
        group: group?,
        merge: merge?,
        by_year: by_year?,
        join_years: join_years?,
        sum: sum?,
        only: only?,
    })
}

/// Reads whether years are joined; only a column for each year has them.
fn join_years(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    by_year: Option<bool>,
) -> Option<bool> {
    let joined = optional(section, "unisci-anni", false, |key| fields.flag(section, key))?;
    if joined && by_year == Some(false) {
        let place = fields.value(section, "unisci-anni")?.place;
        return fields.wrong("unisci-anni", place, "anche per-anno = true nella stessa colonna");
    }
    Some(joined)
}

/// Reads the angle of a heading: 90 or 0 degrees.
fn rotated(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    key: &str,
) -> Option<bool> {
    let place = fields.value(section, key)?.place;
    match fields.number(section, key, 0.0..=90.0)? {
        0.0 => Some(false),
        90.0 => Some(true),
        _ => fields.wrong(key, place, "90 (dal basso in alto) o 0"),
    }
}

/// Reads a text above columns, which must not be blank.
fn head_text(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    key: &str,
) -> Option<Spanned<String>> {
    let text = fields.text(section, key)?;
    if text.value.trim().is_empty() { fields.wrong(key, text.span, HEADING) } else { Some(text) }
}

const HEADING: &str = "il nome della colonna: chi ascolta la tabella lo sente prima di ogni cella";

/// Reads `{ area = "AREA TECNICA" }`, or several fields and values: `{ tipo = ["A", "B"] }`.
fn only(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    key: &str,
) -> Option<Vec<ColumnCondition>> {
    let conditions = fields.section(section, key)?;
    if conditions.names().is_empty() {
        return fields.wrong(
            key,
            conditions.place(),
            "almeno un campo: { area = \"AREA TECNICA\" }",
        );
    }
    let condition = |name: &Spanned<String>| {
        let values = fields.texts(conditions, &name.value)?;
        if values.is_empty() {
            return fields.wrong(&name.value, name.span, "almeno un valore: [\"A\", \"B\"]");
        }
        Some(ColumnCondition { field: name.clone(), values })
    };
    conditions.names().iter().map(condition).collect()
}

/// Reads a share (`20`), a length (`"30 mm"`) or `"auto"`.
fn width(fields: &mut SettingsReader<'_>, section: SettingsSection<'_>) -> Option<Width> {
    let value = fields.value(section, "larghezza")?;
    // Less than 0.1 mm cannot be seen, and no sheet is a metre wide; shares, which are relative,
    // need no wider range.
    let sane = |n: &f32| (0.1..=1000.0).contains(n);
    let width = match &value.value {
        TomlValue::Text(text) if text == "auto" => Some(Width::Auto),
        TomlValue::Text(text) => millimetres(text).filter(sane).map(|n| Width::Fixed(Mm(n))),
        TomlValue::Number(number) => Some(*number).filter(sane).map(Width::Share),
        _ => None,
    };
    width.or_else(|| {
        fields.wrong("larghezza", value.place, "una quota (20), una misura (\"30 mm\") o \"auto\"")
    })
}

fn millimetres(text: &str) -> Option<f32> {
    // Offices write «12,5 mm».
    text.strip_suffix("mm")?.trim().replace(',', ".").parse().ok()
}
