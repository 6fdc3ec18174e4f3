//! Layouts held in memory: the files of a folder that is yet to be saved.

use super::disk::{outside, relative};
use super::files::{FileContents, LayerFiles, SETTINGS, TextFile};
use crate::digest::Digest;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Result as IoResult};

/// Files of a layout that is not on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldLayout {
    /// Name of the folder that the files will stand in.
    pub name: String,
    /// `layout.toml`, as the file will hold it.
    pub settings: String,
    /// Templates by name, without the extension.
    pub templates: BTreeMap<String, String>,
    /// Pictures and fonts by name.
    pub others: BTreeMap<String, Vec<u8>>,
}

impl HeldLayout {
    /// Returns all files by name, as a folder is to hold them.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let templates = self.templates.iter();
        let texts =
            templates.map(|(name, text)| (format!("{name}.hbs"), text.clone().into_bytes()));
        let settings = (SETTINGS.to_owned(), self.settings.clone().into_bytes());
        [settings].into_iter().chain(texts).chain(self.others.clone()).collect()
    }

    /// Returns the settings and templates.
    pub(super) fn layer_files(&self) -> LayerFiles {
        let text = |name: &str, text: &str| TextFile {
            name: format!("{}/{name}", self.name),
            text: text.replace("\r\n", "\n"),
            digest: Digest::of(text.as_bytes()),
        };
        let template =
            |(name, own): (&String, &String)| (name.clone(), text(&format!("{name}.hbs"), own));
        LayerFiles {
            settings: text(SETTINGS, &self.settings),
            templates: self.templates.iter().map(template).collect(),
        }
    }

    /// Returns the picture or font at `path`.
    ///
    /// # Errors
    /// As of a folder: it leaves the layout, it does not exist, it is larger than `limit` bytes.
    pub(super) fn file(&self, path: &str, limit: u64) -> IoResult<FileContents> {
        relative(path).ok_or_else(outside)?;
        let bytes = self.others.get(path).ok_or(ErrorKind::NotFound)?;
        if bytes.len() as u64 > limit {
            return Err(std::io::Error::other(format!("supera {} KB", limit / 1024)));
        }
        Ok(FileContents { bytes: Cow::Owned(bytes.clone()), digest: Digest::of(bytes) })
    }
}
