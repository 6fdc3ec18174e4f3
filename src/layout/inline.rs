//! The templates that stand in `layout.toml` itself: heads of columns and texts of levels.

use super::{ColumnSetup, LevelSetup, LogoSetup};
use crate::source::Spanned;

/// A template that is the value of a key.
pub(super) struct Inline {
    /// Its name among the layout's templates: with a slash, so that no file can bear it.
    pub name: String,
    /// What it says.
    pub text: Spanned<String>,
    /// What it may name beside the plan.
    pub names: &'static [&'static str],
    /// Whether it may name the fields of a group.
    pub of_group: bool,
}

/// The name of the template of a column's heading.
pub(super) fn heading(column: usize) -> String {
    format!("intestazione/{}", column + 1)
}

/// The name of the template of what stands above a column's heading.
pub(super) fn above(column: usize) -> String {
    format!("sopra/{}", column + 1)
}

/// The name of the template of a level's groups.
pub(super) fn level(level: usize) -> String {
    format!("livello/{}", level + 1)
}

/// The name of the template of what a logo shows.
pub(super) const LOGO: &str = "logo/testo";

/// All of a layout's.
pub(super) fn all(
    columns: &[ColumnSetup],
    levels: &[LevelSetup],
    logo: Option<&LogoSetup>,
) -> Vec<Inline> {
    let heads = columns.iter().enumerate().flat_map(|(i, column)| {
        let names: &[&str] = if column.by_year { &["anno"] } else { &[] };
        let own = Some((heading(i), column.heading.clone()));
        let group = column.group.clone().map(|group| (above(i), group));
        let inline = move |(name, text)| Inline { name, text, names, of_group: false };
        own.into_iter().chain(group).map(inline)
    });
    let levels = levels.iter().enumerate().filter_map(|(i, setup)| {
        let text = setup.text.clone()?;
        Some(Inline { name: level(i), text, names: &["nome"], of_group: true })
    });
    let logo = logo.map(|logo| Inline {
        name: LOGO.to_owned(),
        text: logo.text.clone(),
        names: &[],
        of_group: false,
    });
    heads.chain(levels).chain(logo).collect()
}
