//! Layouts: the looks of an annex and the texts around the plan, from `layout.toml` and the
//! templates in its folder.

mod blocks;
mod builtin;
mod columns;
mod disk;
mod fields;
mod files;
mod folder;
mod font;
mod fonts;
mod held;
mod home;
mod inline;
mod keys;
mod layers;
mod levels;
mod logo;
mod masthead;
mod node;
mod overlay;
mod page;
pub(crate) use picture::drawn_shapes;

mod picture;
mod read;
mod sheets;
mod signatures;
mod slot;
mod styles;
mod templates;
mod toml_file;
mod unread_templates;

pub use blocks::{BlockContent, BlockSetup, FactRows, SheetSetup};
#[cfg(feature = "web")]
pub(crate) use files::SETTINGS;
pub use held::HeldLayout;
pub use keys::{GROUPS, KeyGroup};
pub use masthead::{MastheadPart, MastheadSetup};
pub use slot::Slot;
pub use templates::{GroupFields, HELPERS, Templates, WrittenText, plan_names};

use crate::annex::{Align, Fonts, Image, Margins, Mm, Rgb, SignatureMark, Styles, Vertical, Width};
use crate::dataset::WorkbookSheet;
use crate::diag::Findings;
use crate::digest::Digest;
use crate::source::{SourceMap, Span, Spanned};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Name of the layout that is used by default.
pub const DEFAULT: &str = "piano-obiettivi";

/// Maximum number of layouts that build on one another: a layout, the office's own and one of
/// the program are three.
const MOST_BASES: usize = 8;

/// Layout embedded in the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Name for `--layout` and `base`.
    pub name: &'static str,
    /// Purpose, in a line of Italian.
    pub description: String,
}

/// Lists the layouts embedded in the program, by name.
pub fn shipped() -> Vec<Shipped> {
    let describe = |b: &builtin::Builtin| Shipped { name: b.name, description: b.description() };
    builtin::ALL.iter().map(describe).collect()
}

/// Returns the files of the shipped layout `name` by path, with those of its bases; `None` if
/// there is no such layout.
pub fn shipped_files(name: &str) -> Option<BTreeMap<&'static str, &'static [u8]>> {
    builtin::find(name).map(builtin::Builtin::with_bases)
}

/// Layout with valid values only.
#[derive(Debug)]
pub struct Layout {
    /// Place of the description of the page.
    pub place: Span,
    /// Sheet of paper.
    pub page: PageSetup,
    /// Picture at the top of the first page.
    pub logo: Option<LogoSetup>,
    /// Columns of what stands side by side at the top of the first page; none if everything
    /// stands one below the other.
    pub masthead: Vec<MastheadSetup>,
    /// Fonts.
    pub fonts: Fonts,
    /// Styles and rules.
    pub styles: Styles,
    /// Levels of groups, outermost first.
    pub levels: Vec<LevelSetup>,
    /// Blocks of its own, in order.
    pub blocks: Vec<BlockSetup>,
    /// Columns from left to right; at least one.
    pub columns: Vec<ColumnSetup>,
    /// Column whose cells name their row (index into `columns`).
    pub row_head: Option<usize>,
    /// Total after each innermost group.
    pub totals: bool,
    /// Total of the plan after the last table.
    pub grand_total: bool,
    /// Signature fields, in the order of signing.
    pub signatures: Vec<SignatureSetup>,
    /// Sheets of the workbook, in order; at least one.
    pub sheets: Vec<WorkbookSheet>,
    /// Identity of the objective in the cells of the document.
    pub identities: bool,
    /// Texts.
    pub templates: Templates,
    /// Files that the layout was read from, in order, each once.
    pub files: Vec<LayoutFile>,
}

impl Layout {
    /// Computes the digest over all files: SHA-256 of the lines that `sha256sum` would print for
    /// them in their order, with the number of the layer as folder: `<hex>  0/layout.toml`.
    pub fn digest(&self) -> Digest {
        let line =
            |file: &LayoutFile| format!("{}  {}/{}\n", file.digest.hex(), file.layer, file.path);
        Digest::of(self.files.iter().map(line).collect::<String>().as_bytes())
    }

    /// Leaves the columns of these fields out of every table: no objective meets a condition without values.
    pub fn leave_out(&mut self, fields: &[&str]) {
        for column in
            self.columns.iter_mut().filter(|own| fields.contains(&own.field.value.as_str()))
        {
            let field = column.field.clone();
            column.only.push(ColumnCondition { field, values: Vec::new() });
        }
    }
}

/// File that a layout was read from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LayoutFile {
    /// 0 for the layout's own folder, 1 for that of its base, and so on; files of the
    /// program's own that fill a gap come last.
    pub layer: usize,
    /// Path in that folder, with `/`.
    pub path: String,
    /// SHA-256 of the file.
    pub digest: Digest,
}

impl LayoutFile {
    fn new(layer: usize, path: &str, digest: Digest) -> Self {
        LayoutFile { layer, path: path.to_owned(), digest }
    }

    fn template(layer: usize, name: &str, file: &files::TextFile) -> Self {
        LayoutFile::new(layer, &format!("{name}.hbs"), file.digest)
    }
}

/// Sorts the files and drops repetitions: a font may be named twice.
fn sorted(mut files: Vec<LayoutFile>) -> Vec<LayoutFile> {
    files.sort();
    files.dedup();
    files
}

/// Sheet of paper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageSetup {
    /// Width.
    pub width: Mm,
    /// Height.
    pub height: Mm,
    /// Margins.
    pub margins: Margins,
    /// The body's name on a line above the title, if the plan has one.
    pub entity: bool,
    /// The running header on the first page as well.
    pub header_first: bool,
}

impl PageSetup {
    /// Width between the margins.
    pub fn text_width(&self) -> Mm {
        self.margins.text_area(self.width, self.height).width
    }
}

/// Logo in the size in which it is printed.
#[derive(Clone, Debug, PartialEq)]
pub struct LogoSetup {
    /// Pixels.
    pub image: Arc<Image>,
    /// Description for readers who do not see it: a template, written by [`Templates::logo`].
    pub text: Spanned<String>,
    /// Width in print.
    pub width: Mm,
    /// Height in print.
    pub height: Mm,
    /// Position between the margins.
    pub align: Align,
}

/// Level of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelSetup {
    /// Field that it groups by: `area`, `periodo` or any other.
    pub field: Spanned<String>,
    /// Place of the groups' names.
    pub place: LevelPlace,
    /// Template of the groups' names; `None` if they are written as in the plan.
    pub text: Option<Spanned<String>>,
    /// Total after each of its groups.
    pub total: bool,
    /// Each of its groups on a new page.
    pub page_break: bool,
}

/// Place of a group's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelPlace {
    /// Heading before tables.
    Heading,
    /// Band across a table.
    Band,
}

/// Column of tables.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnSetup {
    /// Field that it shows.
    pub field: Spanned<String>,
    /// Template of its heading.
    pub heading: Spanned<String>,
    /// Width.
    pub width: Width,
    /// Position of text in cells.
    pub align: Align,
    /// Position of text in the height of cells.
    pub vertical: Vertical,
    /// Colour of cells.
    pub fill: Option<Rgb>,
    /// Heading from the bottom to the top.
    pub rotated: bool,
    /// Heading that it shares with neighbours of the same words.
    pub group: Option<Spanned<String>>,
    /// Merging of cells with the same text one below the other.
    pub merge: bool,
    /// Repetition for each year of the plan.
    pub by_year: bool,
    /// One cell over all years for a value that is of no year.
    pub join_years: bool,
    /// Sum in rows of totals.
    pub sum: bool,
    /// Conditions on tables: one of their objectives must meet all of these.
    pub only: Vec<ColumnCondition>,
}

/// Condition on an objective.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnCondition {
    /// Field that is compared.
    pub field: Spanned<String>,
    /// Values that the field may have.
    pub values: Vec<String>,
}

/// Field for a digital signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureSetup {
    /// Name, which programs for signing show.
    pub field: String,
    /// Capacity of the signer; by default that of the plan's signer in the same position.
    pub role: Option<Spanned<String>>,
    /// Mark that shows before the signature, if the plan names a signer.
    pub mark: SignatureMark,
}

/// Loads the layout that `name` names: one of the program's own, or a folder.
///
/// Reports every defect; returns `None` after an error.
pub fn load_layout(name: &str, sources: &mut SourceMap, findings: &mut Findings) -> Option<Layout> {
    load_from(home::Home::named(name), sources, findings)
}

/// Loads a layout that is held in memory, as [`load_layout`] does one of a folder.
pub fn load_held(
    layout: &Arc<HeldLayout>,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Layout> {
    load_from(home::Home::Held(layout.clone()), sources, findings)
}

fn load_from(home: home::Home, sources: &mut SourceMap, findings: &mut Findings) -> Option<Layout> {
    let layers = layers::Layers::read(home, sources, findings)?;
    let layout = read::layout(layers, sources, findings)?;
    findings.extend(layout.unread_templates());
    Some(layout)
}
