//! Layers of a layout: its own files and those of the layouts that it builds on.

use super::fields::{Setting, SettingsReader};
use super::files::{FileContents, SETTINGS, TextFile};
use super::home::Home;
use super::node::{TomlNode, TomlTable, TomlValue};
use super::overlay::{keep_own_columns, lay_over};
use super::toml_file::parse_settings;
use super::{LayoutFile, MOST_BASES, Slot, builtin};
use crate::diag::Findings;
use crate::source::{FileId, SourceMap, Spanned};
use std::borrow::Cow;
use std::collections::{BTreeMap, btree_map};

/// Remedy for a wrong `base`, after «Qui ci vuole».
const NAME: &str = "il nome di un layout del programma (li mostra «allegati layout elenca») o di una cartella accanto a questa";

/// Files of a layout and of its bases.
pub(super) struct Layers {
    /// `layout.toml` of each layer, the layout's own first; `None` if it cannot be read.
    pub settings: Vec<(FileId, Option<TomlTable>)>,
    /// Templates by name, each from the first layer that has it.
    pub templates: BTreeMap<String, TextFile>,
    /// Every file that was read.
    pub files: Vec<LayoutFile>,
    /// Place of each layer with the identity of its `layout.toml`.
    homes: Vec<(FileId, Home)>,
}

impl Layers {
    /// Reads the layout at `home` and all that it builds on.
    pub(crate) fn read(
        home: Home,
        sources: &mut SourceMap,
        findings: &mut Findings,
    ) -> Option<Self> {
        let mut layers = Layers {
            settings: Vec::new(),
            templates: BTreeMap::new(),
            files: Vec::new(),
            homes: Vec::new(),
        };
        let mut next = Some(home);
        while let Some(home) = next.take() {
            match layers.add(&home, sources, findings)? {
                Setting::Absent => {}
                Setting::Bad => return None,
                Setting::Given(base) => next = Some(layers.base(&base, &home, findings)?),
            }
        }
        layers.name_going_on();
        // Last, so that bases come before the default layout, which is not one of them.
        layers.fill_gaps();
        Some(layers)
    }

    /// Gives a layout of one's own the heading of pages that go on which the program's layouts
    /// share: only the original's own look goes on without one. A `segue.hbs` of its own stays.
    fn name_going_on(&mut self) {
        let slot = Slot::Continued.name();
        let is_own = matches!(self.homes.first(), Some((_, Home::Folder(_) | Home::Held(_))));
        let without = builtin::templates().remove(slot).map(|file| file.name);
        let inherited = self.templates.get(slot).map(|file| &file.name);
        if is_own && (inherited.is_none() || inherited == without.as_ref()) {
            let file = builtin::heading_of_going_on();
            self.files.push(LayoutFile::template(self.homes.len(), slot, &file));
            self.templates.insert(slot.to_owned(), file);
        }
    }

    /// Adds the templates of the default layout that no layer has.
    fn fill_gaps(&mut self) {
        let layer = self.homes.len();
        for (name, file) in builtin::templates() {
            if let btree_map::Entry::Vacant(free) = self.templates.entry(name) {
                self.files.push(LayoutFile::template(layer, free.key(), &file));
                free.insert(file);
            }
        }
    }

    /// Adds the layout at `home` as the lowest layer; returns the name of its base.
    fn add(
        &mut self,
        home: &Home,
        sources: &mut SourceMap,
        findings: &mut Findings,
    ) -> Option<Setting<Spanned<String>>> {
        let files = home.files(sources, findings)?;
        let layer = self.homes.len();
        self.files.push(LayoutFile::new(layer, SETTINGS, files.settings.digest));
        let file = sources.add(files.settings.name.clone(), files.settings.text.clone());
        let mut table = parse_settings(file, &files.settings.text, findings);
        let base = table.as_mut().and_then(|table| table.remove("base"));
        self.settings.push((file, table));
        self.homes.push((file, home.clone()));
        for (name, template) in files.templates {
            self.files.push(LayoutFile::template(layer, &name, &template));
            // Layers are read from the top down: a template that is there already comes from a
            // layer above.
            self.templates.entry(name).or_insert(template);
        }
        Some(match base.map(|entry| entry.node) {
            None => Setting::Absent,
            Some(TomlNode { place, value: TomlValue::Text(name) }) => {
                Setting::Given(Spanned::new(name, place))
            }
            Some(TomlNode { place, .. }) => {
                SettingsReader { findings }.wrong::<()>("base", place, NAME);
                Setting::Bad
            }
        })
    }

    /// Finds the layout `base`, which the one at `home` builds on.
    fn base(&self, base: &Spanned<String>, home: &Home, findings: &mut Findings) -> Option<Home> {
        let mut fields = SettingsReader { findings };
        let program = builtin::find(&base.value).map(Home::Program);
        let Some(under) = program.or_else(|| home.sibling(&base.value)) else {
            let message = format!("Il layout «{}», su cui questo si basa, non c'è.", base.value);
            fields.complain(base.span, message, format!("Qui ci vuole {NAME}."));
            return None;
        };
        // Places are compared, not names: a link to a folder is the folder.
        if self.homes.iter().any(|(_, home)| home.is_same(&under)) {
            let message =
                format!("I layout si basano l'uno sull'altro in cerchio: «{}».", base.value);
            fields.complain(base.span, message, "Togliere la riga «base» da uno dei layout.");
            return None;
        }
        if self.homes.len() >= MOST_BASES {
            let message = format!("Più di {MOST_BASES} layout si basano l'uno sull'altro.");
            fields.complain(base.span, message, "Riunire alcuni layout in uno.");
            return None;
        }
        Some(under)
    }

    /// Reads the font file that a `layout.toml` calls `path`.
    ///
    /// # Errors
    /// Cause in a few words of Italian.
    pub(crate) fn font(&mut self, path: &Spanned<String>) -> Result<Cow<'static, [u8]>, String> {
        let layer = self.layer(path);
        match self.homes[layer].1.font(&path.value)? {
            Some(contents) => Ok(self.note(layer, path, contents)),
            // Every layout may name the fonts of the default one.
            None => {
                let contents = builtin::font(&path.value).ok_or("non c'è")?;
                Ok(self.note(self.homes.len(), path, contents))
            }
        }
    }

    /// Reads the picture file that a `layout.toml` calls `path`.
    ///
    /// # Errors
    /// Cause in a few words of Italian.
    pub(crate) fn picture(&mut self, path: &Spanned<String>) -> Result<Cow<'static, [u8]>, String> {
        let layer = self.layer(path);
        let contents = self.homes[layer].1.picture(&path.value)?;
        Ok(self.note(layer, path, contents))
    }

    /// Records that the file at `path` in `layer` was read, and returns its bytes.
    fn note(
        &mut self,
        layer: usize,
        path: &Spanned<String>,
        contents: FileContents,
    ) -> Cow<'static, [u8]> {
        self.files.push(LayoutFile::new(layer, &path.value, contents.digest));
        contents.bytes
    }

    /// Returns the layer whose `layout.toml` holds `path`.
    fn layer(&self, path: &Spanned<String>) -> usize {
        let layer = self.homes.iter().position(|(file, _)| *file == path.span.file());
        layer.unwrap_or_default()
    }

    /// Merges the settings of all layers; `None` if one of them has errors.
    pub(crate) fn merged(&mut self, findings: &mut Findings) -> Option<TomlTable> {
        let settings = std::mem::take(&mut self.settings);
        // From the bottom up: each layer overrides what lies below it.
        let mut tables = settings.into_iter().rev().map(|(_, table)| table);
        let mut merged = tables.next()??;
        let mut sound = true;
        for table in tables {
            let (mut table, mut fields) = (table?, SettingsReader { findings });
            sound &= keep_own_columns(&mut merged, &mut table, &mut fields);
            sound &= lay_over(&mut merged, table, &mut fields);
        }
        sound.then_some(merged)
    }
}
