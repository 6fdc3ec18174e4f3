//! Templates that are values of `layout.toml`: headings of columns, names of groups, texts and
//! labels of blocks and the description of the logo.

use super::{BlockContent, BlockSetup, ColumnSetup, LevelSetup, LogoSetup};
use crate::model::Key;
use crate::source::Spanned;

/// Template that is the value of a key.
pub(super) struct Inline {
    /// Name among the layout's templates, with a slash: no file can have the same.
    pub name: String,
    /// Text with its place.
    pub text: Spanned<String>,
    /// Names that it may use besides those of the plan.
    pub names: &'static [&'static str],
    /// `true` if it may use the fields of a group.
    pub of_group: bool,
}

/// Returns `true` for the name of a template that is the value of a key.
pub(super) fn is_inline(name: &str) -> bool {
    name.contains('/')
}

/// Returns the name of the template for the heading of a column (index from 0).
pub(super) fn heading(column: usize) -> String {
    // Authors count from 1, and messages show the name.
    format!("intestazione/{}", column + 1)
}

/// Returns the name of the template for the heading that a column shares with its neighbours.
pub(super) fn shared_heading(column: usize) -> String {
    format!("sopra/{}", column + 1)
}

/// Returns the name of the template for the groups of a level (index from 0).
pub(super) fn level(level: usize) -> String {
    format!("livello/{}", level + 1)
}

/// Returns the name of the template for the text of a block (index from 0), or for the value of
/// one of its rows.
pub(super) fn block(block: usize, row: usize) -> String {
    format!("blocco/{}/{}", block + 1, row + 1)
}

/// Returns the name of the template for the label of a row of a block (indexes from 0).
pub(super) fn label(block: usize, row: usize) -> String {
    format!("etichetta/{}/{}", block + 1, row + 1)
}

/// Name of the template for the description of the logo.
pub(super) const LOGO: &str = "logo/testo";

/// Lists the inline templates of a layout.
pub(super) fn all(
    columns: &[ColumnSetup],
    levels: &[LevelSetup],
    blocks: &[BlockSetup],
    logo: Option<&LogoSetup>,
) -> Vec<Inline> {
    let heads = columns.iter().enumerate().flat_map(|(i, column)| {
        let names: &[&str] = if column.by_year { &["anno"] } else { &[] };
        let own = Some((heading(i), column.heading.clone()));
        let group = column.group.clone().map(|group| (shared_heading(i), group));
        let inline = move |(name, text)| Inline { name, text, names, of_group: false };
        own.into_iter().chain(group).map(inline)
    });
    let levels = levels.iter().enumerate().filter_map(|(i, setup)| {
        let text = setup.text.clone()?;
        Some(Inline { name: level(i), text, names: OF_HEADING, of_group: true })
    });
    let logo = logo.map(|logo| Inline {
        name: LOGO.to_owned(),
        text: logo.text.clone(),
        names: &[],
        of_group: false,
    });
    let blocks = blocks.iter().enumerate().flat_map(|(i, setup)| of_block(i, setup));
    heads.chain(levels).chain(blocks).chain(logo).collect()
}

/// Names of the texts under a heading, and of the heading itself.
const OF_HEADING: &[&str] = &[Key::Name.name(), Key::Manager.name()];

/// Lists the templates of the block at `at`.
fn of_block(at: usize, setup: &BlockSetup) -> Vec<Inline> {
    let texts: Vec<(String, &Spanned<String>)> = match &setup.content {
        BlockContent::Text(text) => vec![(block(at, 0), text)],
        BlockContent::Facts(facts) => {
            let rows = facts.rows.iter().enumerate();
            rows.flat_map(|(row, (name, text))| [(label(at, row), name), (block(at, row), text)])
                .collect()
        }
        BlockContent::Sheets(sheet) => {
            sheet.title.iter().map(|title| (block(at, 0), title)).collect()
        }
        BlockContent::Table(_) | BlockContent::Groups => Vec::new(),
    };
    let is_of_objective = matches!(setup.content, BlockContent::Sheets(_));
    let is_of_heading = setup.level.is_some() && !is_of_objective;
    let inline = |(name, text): (String, &Spanned<String>)| Inline {
        name,
        text: text.clone(),
        names: if is_of_heading { OF_HEADING } else { &[] },
        of_group: is_of_heading || is_of_objective,
    };
    texts.into_iter().map(inline).collect()
}
