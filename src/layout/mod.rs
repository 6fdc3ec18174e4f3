//! How an annex looks and what it says around the plan: `layout.toml` and the
//! templates beside it. Knows nothing of the plan's own rules.

mod base;
mod builtin;
mod fields;
mod folder;
mod font;
mod node;
mod read;
mod sheets;
mod signatures;
mod templates;

pub use templates::{Slot, Templates, nearest};

use crate::annex::{Align, Fonts, Margins, Mm, Sheet, SignatureMark, Styles, Width};
use crate::diag::Findings;
use crate::digest::Digest;
use crate::source::{SourceMap, Span, Spanned};

/// The layout that is used when none is named.
pub const DEFAULT: &str = "piano-obiettivi";

/// The files of the default layout, each with its path in the layout's folder.
pub fn default_files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    builtin::FILES.into_iter()
}

/// A layout: valid values only.
#[derive(Debug)]
pub struct Layout {
    /// Where its page is described.
    pub place: Span,
    /// The sheet of paper.
    pub page: PageSetup,
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
    /// Whether totals are printed.
    pub totals: bool,
    /// The signature fields, in the order of signing.
    pub signatures: Vec<SignatureSetup>,
    /// The sheets of the workbook, in order; at least one.
    pub sheets: Vec<Sheet>,
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

/// A level of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelSetup {
    /// The field it groups by: `area`, `periodo` or any other.
    pub field: Spanned<String>,
    /// Where its name goes.
    pub place: Place,
}

/// Where the name of a group goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
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
    let files = if name == DEFAULT {
        builtin::files()
    } else {
        folder::read(std::path::Path::new(name), sources, findings)?
    };
    let layers = base::Layers::read(files, sources, findings)?;
    read::layout(layers, sources, findings)
}
