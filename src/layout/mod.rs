//! How an annex looks and what it says around the plan: `layout.toml` and the
//! templates beside it. Knows nothing of the plan's own rules.

mod base;
mod builtin;
mod columns;
mod fields;
mod folder;
mod font;
mod inline;
mod keys;
mod levels;
mod logo;
mod node;
mod picture;
mod read;
mod sheets;
mod signatures;
mod slot;
mod templates;

pub use keys::{GROUPS, KeyGroup};
pub use slot::Slot;
pub use templates::{HELPERS, PLAN, Templates};

use crate::annex::{Align, Fonts, Image, Margins, Mm, SignatureMark, Styles, Width};
use crate::dataset::WorkbookSheet;
use crate::diag::Findings;
use crate::digest::Digest;
use crate::source::{SourceMap, Span, Spanned};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The layout that is used when none is named.
pub const DEFAULT: &str = "piano-obiettivi";

/// How many layouts may build on one another.
const MOST_BASES: usize = 8;

/// A layout inside the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// What `--layout` and `base` call it.
    pub name: &'static str,
    /// What it is for, in a line of Italian.
    pub description: String,
}

/// The layouts inside the program, in the order of their names.
pub fn shipped() -> Vec<Shipped> {
    let one = |b: &builtin::Builtin| Shipped { name: b.name, description: b.description() };
    builtin::ALL.iter().map(one).collect()
}

/// The files of the shipped layout `name` by their path in its folder, with those that it
/// takes from the layouts it builds on; nothing if there is no such layout.
pub fn shipped_files(name: &str) -> Option<BTreeMap<&'static str, &'static [u8]>> {
    builtin::find(name).map(builtin::Builtin::with_bases)
}

/// A layout: valid values only.
#[derive(Debug)]
pub struct Layout {
    /// Where its page is described.
    pub place: Span,
    /// The sheet of paper.
    pub page: PageSetup,
    /// The picture at the top of the first page.
    pub logo: Option<LogoSetup>,
    /// Its fonts.
    pub fonts: Fonts,
    /// Its styles and rules.
    pub styles: Styles,
    /// Where each level of groups goes, outermost first.
    pub levels: Vec<LevelSetup>,
    /// The columns from left to right; at least one.
    pub columns: Vec<ColumnSetup>,
    /// The column that names its row (index into `columns`).
    pub row_head: Option<usize>,
    /// Whether the innermost groups end with their total.
    pub totals: bool,
    /// Whether the last table ends with the total of the plan.
    pub grand_total: bool,
    /// The signature fields, in the order of signing.
    pub signatures: Vec<SignatureSetup>,
    /// The sheets of the workbook, in order; at least one.
    pub sheets: Vec<WorkbookSheet>,
    /// Whether the cells of the document carry their objective's identity.
    pub identities: bool,
    /// Its texts.
    pub templates: Templates,
    /// The files that it was read from, in order, each once.
    pub files: Vec<LayoutFile>,
}

impl Layout {
    /// The digest of all files: that of the text which `sha256sum` would write of them, a
    /// line for each in their order, the number of the layer as their folder:
    /// `<hex>  0/layout.toml`.
    pub fn digest(&self) -> Digest {
        let line =
            |file: &LayoutFile| format!("{}  {}/{}\n", file.digest.hex(), file.layer, file.path);
        Digest::of(self.files.iter().map(line).collect::<String>().as_bytes())
    }
}

/// A file that a layout was read from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LayoutFile {
    /// 0 for the layout's own folder, 1 for that of its base, and so on; files of the
    /// program's own that fill a gap come last.
    pub layer: usize,
    /// Its path in that folder, with `/`.
    pub path: String,
    /// Of its bytes.
    pub digest: Digest,
}

impl LayoutFile {
    fn new(layer: usize, path: &str, digest: Digest) -> Self {
        LayoutFile { layer, path: path.to_owned(), digest }
    }

    fn template(layer: usize, name: &str, file: &folder::TextFile) -> Self {
        LayoutFile::new(layer, &format!("{name}.hbs"), file.digest)
    }
}

/// `files` in their order, each once: a font may be named twice.
fn sorted(mut files: Vec<LayoutFile>) -> Vec<LayoutFile> {
    files.sort();
    files.dedup();
    files
}

/// A sheet of paper as it is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageSetup {
    /// Width.
    pub width: Mm,
    /// Height.
    pub height: Mm,
    /// Margins.
    pub margins: Margins,
}

impl PageSetup {
    /// Width between the margins.
    pub fn text_width(&self) -> Mm {
        self.margins.text_area(self.width, self.height).width
    }
}

/// A logo in the size in which it is printed.
#[derive(Clone, Debug, PartialEq)]
pub struct LogoSetup {
    /// What is seen.
    pub image: Arc<Image>,
    /// What it shows, as [`Templates::logo`] writes it.
    pub text: Spanned<String>,
    /// Width in print.
    pub width: Mm,
    /// Height in print.
    pub height: Mm,
    /// Where it stands between the margins.
    pub align: Align,
}

/// A level of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelSetup {
    /// The field it groups by: `area`, `periodo` or any other.
    pub field: Spanned<String>,
    /// Where its name goes.
    pub place: LevelPlace,
    /// How its name is written, where not as the plan has it: a template.
    pub text: Option<Spanned<String>>,
    /// Whether each of its groups ends with a total.
    pub total: bool,
}

/// Where the name of a group goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelPlace {
    /// A heading above tables.
    Heading,
    /// A band across a table.
    Band,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnSetup {
    /// The field it shows.
    pub field: Spanned<String>,
    /// Its head.
    pub heading: Spanned<String>,
    /// How wide.
    pub width: Width,
    /// Where its text stands.
    pub align: Align,
    /// What stands above its head and those of its neighbours with the same words.
    pub group: Option<Spanned<String>>,
    /// Whether cells that say the same one below the other are one cell.
    pub merge: bool,
    /// Whether it is repeated for each year of the plan.
    pub by_year: bool,
    /// Whether totals add it up.
    pub sum: bool,
    /// The tables that it stands in: those with an objective that meets all of these; all
    /// tables where there are none.
    pub only: Vec<Only>,
}

/// A condition on an objective.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Only {
    /// The field that it is on.
    pub field: Spanned<String>,
    /// What the field may say.
    pub values: Vec<String>,
}

/// A signature field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureSetup {
    /// Its name, which programs for signing show.
    pub field: String,
    /// In what capacity one signs; by default that of the plan's signer in the same place.
    pub role: Option<Spanned<String>>,
    /// What shows before anyone has signed, where there is anyone to name.
    pub mark: SignatureMark,
}

/// Loads the layout that `name` names: one of the program's own, or a folder.
///
/// Everything that is wrong with it goes to `findings`; with an error there is no layout.
pub fn load_layout(name: &str, sources: &mut SourceMap, findings: &mut Findings) -> Option<Layout> {
    let files = match builtin::find(name) {
        Some(builtin) => builtin.files(),
        None => folder::read(std::path::Path::new(name), sources, findings)?,
    };
    let layers = base::Layers::read(files, sources, findings)?;
    read::layout(layers, sources, findings)
}
