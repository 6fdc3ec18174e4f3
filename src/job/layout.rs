//! A loaded layout, which many plans can share.

use crate::compose::{self, levels};
use crate::diag::Findings;
use crate::digest::Digest;
use crate::layout::{self, HeldLayout, Layout, LayoutFile, load_held, load_layout};
use crate::manifest::{LayoutPart, LayoutSource};
use crate::model::{Heading, Level, LevelHead};
use crate::source::SourceMap;
use std::path::Path;
use std::sync::Arc;

/// The layout of a job.
#[derive(Clone)]
pub enum LayoutChoice {
    /// Name of a shipped layout, or path of a folder.
    Named(String),
    /// A layout that was loaded before, for a batch.
    Loaded(Arc<LoadedLayout>),
}

impl LayoutChoice {
    /// Loads the layout, unless that was done before.
    pub(super) fn load(self) -> Arc<LoadedLayout> {
        match self {
            LayoutChoice::Named(name) => Arc::new(LoadedLayout::load(&name)),
            LayoutChoice::Loaded(layout) => layout,
        }
    }
}

/// A layout with the files it was read from, or the findings that forbid its use.
pub struct LoadedLayout {
    /// Files of the layout, shared by the sources of each plan.
    pub sources: Arc<SourceMap>,
    /// Findings about the layout.
    pub findings: Findings,
    /// The layout; `None` if it has errors.
    pub sound: Option<SoundLayout>,
}

/// A layout without errors.
pub struct SoundLayout {
    /// Name of a shipped layout, or of the layout's folder.
    pub name: String,
    /// SHA-256 over all files of the layout.
    pub digest: Digest,
    /// Values of the layout.
    pub layout: Layout,
}

impl LoadedLayout {
    /// Loads the layout that the user calls `name`.
    pub fn load(name: &str) -> Self {
        LoadedLayout::of(manifest_name(name), |sources, findings| {
            load_layout(name, sources, findings)
        })
    }

    /// Loads a layout that is held in memory.
    pub fn of_held(held: &Arc<HeldLayout>) -> Self {
        LoadedLayout::of(held.name.clone(), |sources, findings| load_held(held, sources, findings))
    }

    fn of(
        name: String,
        load: impl FnOnce(&mut SourceMap, &mut Findings) -> Option<Layout>,
    ) -> Self {
        let (mut sources, mut findings) = (SourceMap::to_share(), Findings::default());
        let layout = load(&mut sources, &mut findings);
        let sound = layout.map(|layout| SoundLayout { name, digest: layout.digest(), layout });
        LoadedLayout { sources: Arc::new(sources), findings, sound }
    }
}

impl SoundLayout {
    /// Returns the entry of the layout in a manifest.
    pub(super) fn source(&self) -> LayoutSource {
        let part = |file: &LayoutFile| LayoutPart {
            layer: file.layer,
            path: file.path.clone(),
            sha256: file.digest,
        };
        LayoutSource {
            name: self.name.clone(),
            sha256: self.digest,
            file: self.layout.files.iter().map(part).collect(),
        }
    }
}

/// Returns the name of the layout for a manifest: no path, which would differ between machines.
fn manifest_name(name: &str) -> String {
    if name == layout::DEFAULT {
        return name.to_owned();
    }
    // A path like «.» has a name only after it is resolved.
    let folder = Path::new(name).canonicalize().ok();
    let folder_name = folder.as_ref().and_then(|path| path.file_name());
    folder_name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Returns the headings of a layout's columns, each under the field that it stands for.
pub(super) fn column_headings(layout: &Layout) -> Vec<Heading> {
    let heading = |(field, words)| Heading { field, words };
    compose::headings(layout).into_iter().map(heading).collect()
}

/// Returns the levels that a layout groups by; `None` if they are the usual area and period.
pub(super) fn unusual_levels(layout: &Layout) -> Option<Vec<LevelHead>> {
    let is_unusual = levels(layout) != Level::DEFAULT;
    let level = |(name, before, after)| LevelHead { name, before, after };
    is_unusual.then(|| compose::level_texts(layout).into_iter().map(level).collect())
}
