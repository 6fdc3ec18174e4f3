//! A layout that has been loaded, once for as many plans as there are.

use crate::diag::Findings;
use crate::digest::Digest;
use crate::layout::{self, Layout, LayoutFile, load_layout};
use crate::source::SourceMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// A layout with the files that it was read from, or what is wrong with it.
pub struct LoadedLayout {
    /// Its files, for the plans' own sources to share.
    pub sources: Arc<SourceMap>,
    /// What is wrong with it.
    pub findings: Findings,
    /// Nothing after an error.
    pub sound: Option<SoundLayout>,
}

/// A layout without errors.
pub struct SoundLayout {
    /// Its values.
    pub layout: Layout,
    /// What manifests tell of it.
    pub used: Arc<LayoutUsed>,
}

/// What there is to tell of a layout.
pub struct LayoutUsed {
    /// The program's name for it, or its folder's.
    pub name: String,
    /// Of all its files.
    pub digest: Digest,
    /// Its files.
    pub files: Vec<LayoutFile>,
}

/// A layout that is loaded where it is needed first.
pub type LazyLayout<'a> = LazyLock<LoadedLayout, Box<dyn FnOnce() -> LoadedLayout + Send + 'a>>;

impl LoadedLayout {
    /// Loads the layout that the user calls `name`, as soon as somebody asks for it.
    pub fn lazy(name: &str) -> LazyLayout<'_> {
        LazyLock::new(Box::new(|| Self::load(name)))
    }

    /// Loads the layout that the user calls `name`.
    pub fn load(name: &str) -> Self {
        let (mut sources, mut findings) = (SourceMap::to_share(), Findings::default());
        let layout = load_layout(name, &mut sources, &mut findings);
        let sound =
            layout.map(|layout| SoundLayout { used: Arc::new(used(name, &layout)), layout });
        LoadedLayout { sources: Arc::new(sources), findings, sound }
    }
}

fn used(name: &str, layout: &Layout) -> LayoutUsed {
    let folder = || Path::new(name).canonicalize().ok();
    let name = match name {
        layout::DEFAULT => Some(name.to_owned()),
        _ => folder().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned())),
    };
    let files = layout.files.clone();
    LayoutUsed { name: name.unwrap_or_default(), digest: layout.digest(), files }
}
