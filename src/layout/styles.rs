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
        table.push(match name {
            // Layouts written before these styles existed have no keys for them and must still
            // load.
            StyleName::Signature if !section.has(key) => Some(SIGNATURE),
            StyleName::Subheading if !section.has(key) => {
                // The heading comes before the subheading in the order of styles.
                table.get(StyleName::Heading as usize).copied().flatten().map(smaller)
            }
            StyleName::Entity if !section.has(key) => {
                table.get(StyleName::Title as usize).copied().flatten().map(entity)
            }
            _ => style(fields, section, key),
        });
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

fn style(fields: &mut SettingsReader<'_>, styles: SettingsSection<'_>, key: &str) -> Option<Style> {
    let section = fields.section(styles, key)?;
    fields.known(section, keys::STYLE);
    // Print below four points cannot be read.
    let size = fields.number(section, "corpo", 4.0..=72.0);
    let bold = optional(section, "grassetto", false, |k| fields.flag(section, k));
    let leading =
        optional(section, "interlinea", LEADING, |k| fields.number(section, k, 0.8..=3.0));
    let color = optional(section, "colore", Rgb(0, 0, 0), |k| fields.color(section, k));
    let fill = optional(section, "sfondo", None, |k| fields.color(section, k).map(Some));
    let align = optional(section, "allineamento", Align::Left, |k| fields.align(section, k));
    let before = optional(section, "prima", 0.0, |k| fields.number(section, k, 0.0..=100.0));
    let after = optional(section, "dopo", 0.0, |k| fields.number(section, k, 0.0..=100.0));
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
