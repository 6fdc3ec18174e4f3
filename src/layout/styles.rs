//! `[stili]` and `[tabella]`: styles of text and rules of tables.

use super::fields::{SettingsReader, SettingsSection, optional};
use super::keys::{self, style_key};
use crate::annex::{Align, FontWeight, Pt, Rgb, Style, StyleName, Styles};

/// Reads `[stili]` and the rules of `[tabella]`.
pub(super) fn styles(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    rules: SettingsSection<'_>,
) -> Option<Styles> {
    fields.known(rules, keys::TABLE);
    fields.known(section, keys::STYLES);
    let mut table: Vec<Option<Style>> = Vec::new();
    for name in StyleName::ALL {
        let key = style_key(name);
        // Layouts written before these styles existed have no keys for them and must still load;
        // those that they resemble come before them in the order of styles.
        let known = |name: StyleName| table.get(name as usize).copied().flatten();
        let usual = match name {
            StyleName::Signature => Some(SIGNATURE),
            StyleName::Subheading => known(StyleName::Heading).map(smaller),
            StyleName::Entity => known(StyleName::Title).map(entity),
            _ => None,
        };
        let has_usual =
            matches!(name, StyleName::Signature | StyleName::Subheading | StyleName::Entity);
        let is_usual = has_usual && !section.has(key);
        table.push(if is_usual { usual } else { style(fields, section, key, usual) });
    }
    let table: Option<Vec<Style>> = table.into_iter().collect();
    let hyphenate = fields.flag(rules, "sillabazione");
    let rule = fields.number(rules, "filetto", 0.0..=5.0);
    let rule_color = fields.color(rules, "colore-filetto");
    let padding_x = fields.number(rules, "margine-orizzontale", 0.0..=50.0);
    let padding_y = fields.number(rules, "margine-verticale", 0.0..=50.0);
    Some(Styles {
        table: table?.try_into().expect("one style was read for each name"),
        rule: Pt(rule?),
        rule_color: rule_color?,
        padding_x: Pt(padding_x?),
        padding_y: Pt(padding_y?),
        hyphenate: hyphenate?,
    })
}

/// Style of signatures by default.
const SIGNATURE: Style = Style {
    weight: FontWeight::Regular,
    size: Pt(10.0),
    leading: LEADING,
    color: Rgb(0, 0, 0),
    fill: None,
    align: Align::Center,
    space_before: Pt(18.0),
    space_after: Pt(0.0),
};

/// Style whose keys hold where a style of the layout does not say them; its size always must.
const PLAIN: Style = Style {
    weight: FontWeight::Regular,
    size: Pt(0.0),
    leading: LEADING,
    color: Rgb(0, 0, 0),
    fill: None,
    align: Align::Left,
    space_before: Pt(0.0),
    space_after: Pt(0.0),
};

/// Distance of lines by default, as a multiple of the size.
const LEADING: f32 = 1.22;

/// Returns the style of subheadings by default: one point smaller than headings, but legible.
fn smaller(heading: Style) -> Style {
    Style { size: Pt((heading.size.0 - 1.0).max(4.0)), ..heading }
}

/// Returns the style of the body's name by default: two points smaller than the title.
fn entity(title: Style) -> Style {
    let size = Pt((title.size.0 - 2.0).max(4.0));
    Style { size, space_before: Pt(0.0), space_after: Pt(4.0), ..title }
}

/// Reads a style; keys that it lacks are those of `usual`, or of plain text if it has none.
fn style(
    fields: &mut SettingsReader<'_>,
    styles: SettingsSection<'_>,
    key: &str,
    usual: Option<Style>,
) -> Option<Style> {
    let section = fields.section(styles, key)?;
    fields.known(section, keys::STYLE);
    let base = usual.unwrap_or(PLAIN);
    // Print below four points cannot be read.
    let size = |fields: &mut SettingsReader<'_>| fields.number(section, "corpo", 4.0..=72.0);
    let size = match usual {
        Some(usual) => optional(section, "corpo", usual.size.0, |_| size(fields)),
        None => size(fields),
    };
    let bold = optional(section, "grassetto", base.weight == FontWeight::Bold, |k| {
        fields.flag(section, k)
    });
    let leading =
        optional(section, "interlinea", base.leading, |k| fields.number(section, k, 0.8..=3.0));
    let color = optional(section, "colore", base.color, |k| fields.color(section, k));
    let fill = optional(section, "sfondo", base.fill, |k| fields.color(section, k).map(Some));
    let align = optional(section, "allineamento", base.align, |k| fields.align(section, k));
    let space = 0.0..=100.0;
    let before = optional(section, "prima", base.space_before.0, |k| {
        fields.number(section, k, space.clone())
    });
    let after =
        optional(section, "dopo", base.space_after.0, |k| fields.number(section, k, space.clone()));
    Some(Style {
        weight: if bold? { FontWeight::Bold } else { FontWeight::Regular },
        size: Pt(size?),
        leading: leading?,
        color: color?,
        fill: fill?,
        align: align?,
        space_before: Pt(before?),
        space_after: Pt(after?),
    })
}
