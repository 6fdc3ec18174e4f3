//! Places that a layout may lie in: a folder, the program, or memory.

use super::builtin::{self, Builtin};
use super::disk::{cause, contained, outside, read_bounded, relative};
use super::files::{FileContents, LayerFiles};
use super::held::HeldLayout;
use super::{folder, picture};
use crate::diag::Findings;
use crate::digest::Digest;
use crate::source::SourceMap;
use std::borrow::Cow;
use std::io::{ErrorKind, Result as IoResult};
use std::path::PathBuf;
use std::sync::Arc;

/// Maximum size of a font file in bytes; fonts with Asian scripts have about 20 MB.
const MOST_FONT: u64 = 32 * 1024 * 1024;

/// Place of a layout.
#[derive(Clone)]
pub(super) enum Home {
    /// Folder on disk.
    Folder(PathBuf),
    /// Layout embedded in the program.
    Program(&'static Builtin),
    /// Memory, until somebody saves it as a folder.
    Held(Arc<HeldLayout>),
}

impl Home {
    /// Returns the place that `name` names: a layout of the program, else a folder.
    pub(crate) fn named(name: &str) -> Home {
        // A folder with the name of a shipped layout is reached as `./name`.
        builtin::find(name).map_or_else(|| Home::Folder(PathBuf::from(name)), Home::Program)
    }

    /// Reads the settings and templates; `None` if they cannot be read.
    pub(crate) fn files(
        &self,
        sources: &mut SourceMap,
        findings: &mut Findings,
    ) -> Option<LayerFiles> {
        match self {
            Home::Program(builtin) => Some(builtin.files()),
            Home::Folder(path) => folder::read(path, sources, findings),
            Home::Held(held) => Some(held.layer_files()),
        }
    }

    /// Reads the font file at `path`; `None` if it does not exist.
    ///
    /// # Errors
    /// Cause in a few words of Italian.
    pub(crate) fn font(&self, path: &str) -> Result<Option<FileContents>, String> {
        match self.file(path, MOST_FONT) {
            Ok(contents) => Ok(Some(contents)),
            // Not an error yet: the default layout may have the font.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(cause(&error)),
        }
    }

    /// Reads the picture file at `path`.
    ///
    /// # Errors
    /// Cause in a few words of Italian.
    pub(crate) fn picture(&self, path: &str) -> Result<FileContents, String> {
        self.file(path, picture::MOST_BYTES).map_err(|error| cause(&error))
    }

    fn file(&self, path: &str, limit: u64) -> IoResult<FileContents> {
        let relative = relative(path).ok_or_else(outside)?;
        match self {
            Home::Folder(folder) => {
                let bytes = read_bounded(&contained(folder, relative)?, limit)?;
                let digest = Digest::of(&bytes);
                Ok(FileContents { bytes: Cow::Owned(bytes), digest })
            }
            Home::Program(builtin) => {
                builtin.contents(path).ok_or_else(|| ErrorKind::NotFound.into())
            }
            Home::Held(held) => held.file(path, limit),
        }
    }

    /// Returns the folder `name` next to this one, links followed; `None` if it does not exist.
    pub(crate) fn sibling(&self, name: &str) -> Option<Home> {
        let Home::Folder(folder) = self else { return None };
        // One component only: a layout builds on its neighbours, not on files anywhere on the
        // computer.
        let relative = relative(name).filter(|path| path.components().count() == 1)?;
        let real = folder.canonicalize().ok()?;
        let sibling = contained(real.parent()?, relative).ok()?;
        sibling.is_dir().then_some(Home::Folder(sibling))
    }

    /// Returns `true` if both are the same place, links followed.
    pub(crate) fn is_same(&self, other: &Home) -> bool {
        match (self, other) {
            (Home::Folder(left), Home::Folder(right)) => {
                let real = |folder: &PathBuf| folder.canonicalize().ok();
                real(left).is_some_and(|left| real(right) == Some(left))
            }
            (Home::Program(left), Home::Program(right)) => left.name == right.name,
            _ => false,
        }
    }
}
