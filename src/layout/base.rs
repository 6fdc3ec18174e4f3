//! `base`: a layout that builds on another says only what differs.
//!
//! Groups of keys are laid over those of the base key by key; columns over the column of the
//! same `campo`, or beside it; every other value takes the place of the base's.

use super::fields::SettingsReader;
use super::folder::{Contents, Files, Home, TextFile};
use super::node::{TomlEntry, TomlNode, TomlTable, TomlValue};
use super::{LayoutFile, MOST_BASES, builtin, folder};
use crate::diag::Findings;
use crate::source::{FileId, SourceMap, Span, Spanned};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, btree_map};

/// A layout's files, those of its bases under them.
pub(super) struct Layers {
    /// `layout.toml` of each, the layout's own first.
    pub settings: Vec<(FileId, Text)>,
    /// The templates by name, the nearest of each.
    pub templates: BTreeMap<String, TextFile>,
    /// Every file that was read.
    pub files: Vec<LayoutFile>,
    /// Where each lies.
    homes: Vec<(FileId, Home)>,
}

/// What a `layout.toml` says; nothing where it could not be read.
pub(super) type Text = Option<TomlTable>;

impl Layers {
    /// The layout in `files` and all that it builds on.
    pub fn read(files: Files, sources: &mut SourceMap, findings: &mut Findings) -> Option<Self> {
        let mut layers = Layers {
            settings: Vec::new(),
            templates: BTreeMap::new(),
            files: Vec::new(),
            homes: Vec::new(),
        };
        let mut next = Some(files);
        while let Some(files) = next.take() {
            let home = files.home.clone();
            if let Some(base) = layers.add(files, sources, findings)? {
                next = Some(layers.base(&base, &home, sources, findings)?);
            }
        }
        let own = layers.homes.len();
        for (name, file) in builtin::templates() {
            if let btree_map::Entry::Vacant(free) = layers.templates.entry(name) {
                layers.files.push(LayoutFile::template(own, free.key(), &file));
                free.insert(file);
            }
        }
        Some(layers)
    }

    /// Puts a layout under those that are there; gives the name of the one that it builds
    /// on, if it has one that is a name.
    fn add(
        &mut self,
        files: Files,
        sources: &mut SourceMap,
        findings: &mut Findings,
    ) -> Option<Option<Spanned<String>>> {
        let layer = self.homes.len();
        self.files.push(LayoutFile::new(layer, SETTINGS, files.settings.digest));
        let file = sources.add(files.settings.name.clone(), files.settings.text.clone());
        let mut table = super::read::parse(file, &files.settings.text, findings);
        let base = table.as_mut().and_then(|table| table.remove("base"));
        self.settings.push((file, table));
        self.homes.push((file, files.home));
        for (name, template) in files.templates {
            self.files.push(LayoutFile::template(layer, &name, &template));
            self.templates.entry(name).or_insert(template);
        }
        match base.map(|entry| entry.node) {
            None => Some(None),
            Some(TomlNode { place, value: TomlValue::Text(name) }) => {
                Some(Some(Spanned::new(name, place)))
            }
            Some(TomlNode { place, .. }) => SettingsReader { findings }.wrong("base", place, NAME),
        }
    }

    /// The files of the layout `base`, which the one in `home` builds on.
    fn base(
        &self,
        base: &Spanned<String>,
        home: &Home,
        sources: &mut SourceMap,
        findings: &mut Findings,
    ) -> Option<Files> {
        let mut fields = SettingsReader { findings };
        let program = builtin::find(&base.value).map(Home::Program);
        let Some(under) = program.or_else(|| home.beside(&base.value).map(Home::Folder)) else {
            let message = format!("Il layout «{}», su cui questo si basa, non c'è.", base.value);
            fields.complain(base.span, message, format!("Qui ci vuole {NAME}."));
            return None;
        };
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
        match under {
            Home::Program(builtin) => Some(builtin.files()),
            Home::Folder(path) => folder::read(&path, sources, findings),
        }
    }

    /// The font file that a `layout.toml` calls `path`.
    ///
    /// # Errors
    /// Why it cannot be had, in a few words of Italian.
    pub fn font(&mut self, path: &Spanned<String>) -> Result<Cow<'static, [u8]>, String> {
        let layer = self.layer(path);
        match self.homes[layer].1.own_font(&path.value)? {
            Some(contents) => Ok(self.read_from(layer, path, contents)),
            // A font of the program's own fills the gap.
            None => {
                let contents = builtin::font(&path.value).ok_or("non c'è")?;
                Ok(self.read_from(self.homes.len(), path, contents))
            }
        }
    }

    /// The picture file that a `layout.toml` calls `path`.
    ///
    /// # Errors
    /// As [`Layers::font`].
    pub fn picture(&mut self, path: &Spanned<String>) -> Result<Cow<'static, [u8]>, String> {
        let layer = self.layer(path);
        let contents = self.homes[layer].1.picture(&path.value)?;
        Ok(self.read_from(layer, path, contents))
    }

    /// Notes that `contents` are the file at `path` in `layer`.
    fn read_from(
        &mut self,
        layer: usize,
        path: &Spanned<String>,
        contents: Contents,
    ) -> Cow<'static, [u8]> {
        self.files.push(LayoutFile::new(layer, &path.value, contents.digest));
        contents.bytes
    }

    /// The layer of the layout that says `path`.
    fn layer(&self, path: &Spanned<String>) -> usize {
        let own = self.homes.iter().position(|(file, _)| *file == path.span.file());
        own.unwrap_or_default()
    }

    /// What the layout says with its bases under it; nothing if one of them is not sound.
    pub fn merged(&mut self, findings: &mut Findings) -> Option<TomlTable> {
        let mut tables = std::mem::take(&mut self.settings).into_iter().rev().map(|(_, t)| t);
        let mut merged = tables.next()??;
        let mut sound = true;
        for own in tables {
            let (mut own, mut fields) = (own?, SettingsReader { findings });
            sound &= only_own_columns(&mut merged, &mut own, &mut fields);
            sound &= lay_over(&mut merged, own, &mut fields);
        }
        sound.then_some(merged)
    }
}

/// What the file of settings is called.
const SETTINGS: &str = "layout.toml";
const NAME: &str = "il nome di un layout del programma (li mostra «allegati layout elenca») o di una cartella accanto a questa";
const COLUMNS: &str = "colonne";
const FIELD: &str = "campo";
const AFTER: &str = "dopo";
const HIDE: &str = "nascondi";
const RULES: &str = "tabella";
const KEEP: &str = "colonne-di-base";

/// Where `own` wants no columns but its own, brings them into their order in `base`: those of
/// the same field first, for `own` to be laid over. False if it does not say so well.
fn only_own_columns(
    base: &mut TomlTable,
    own: &mut TomlTable,
    fields: &mut SettingsReader<'_>,
) -> bool {
    let Some(TomlValue::Table(rules)) = own.get_mut(RULES).map(|entry| &mut entry.node.value)
    else {
        return true;
    };
    match rules.remove(KEEP).map(|entry| entry.node) {
        None | Some(TomlNode { value: TomlValue::Flag(true), .. }) => return true,
        Some(TomlNode { value: TomlValue::Flag(false), .. }) => {}
        Some(TomlNode { place, .. }) => {
            return fields.wrong::<()>(KEEP, place, "true o false").is_some();
        }
    }
    let (Some(TomlValue::List(under)), Some(TomlValue::List(columns))) = (
        base.get_mut(COLUMNS).map(|entry| &mut entry.node.value),
        own.get(COLUMNS).map(|entry| &entry.node.value),
    ) else {
        return true;
    };
    let named = columns.iter().filter_map(|column| match &column.value {
        TomlValue::Table(table) => table.get(FIELD).and_then(words),
        _ => None,
    });
    let (mut kept, mut seen) = (Vec::new(), BTreeSet::new());
    for name in named.filter(|name| seen.insert(*name)) {
        match position(under, name) {
            Some(at) => kept.push(under.remove(at)),
            None => kept.extend(placeholder(columns, name)),
        }
    }
    *under = kept;
    true
}

/// The column of the field `name` as `columns` has it, without what it says of its place.
fn placeholder(columns: &[TomlNode], name: &str) -> Option<TomlNode> {
    let mut node = columns.get(position(columns, name)?)?.clone();
    if let TomlValue::Table(table) = &mut node.value {
        table.remove(AFTER);
        table.remove(HIDE);
    }
    Some(node)
}

/// Lays `own` over `base`; false if something in it does not fit there.
fn lay_over(base: &mut TomlTable, own: TomlTable, fields: &mut SettingsReader<'_>) -> bool {
    let mut sound = true;
    for (name, entry) in own {
        let under = base.get_mut(&name).map(|under| &mut under.node.value);
        match (under, entry.node.value) {
            (Some(TomlValue::Table(under)), TomlValue::Table(own)) => {
                sound &= lay_over(under, own, fields);
            }
            (Some(TomlValue::List(under)), TomlValue::List(own)) if name == COLUMNS => {
                let mut laid = Laid::default();
                let mut lay = |column| lay_column(under, column, &mut laid, fields);
                sound &= own.into_iter().all(&mut lay);
            }
            (_, value) => {
                let node = TomlNode { value, ..entry.node };
                base.insert(name, TomlEntry { node, ..entry });
            }
        }
    }
    sound
}

/// The columns of a layout that have been laid over its base.
#[derive(Default)]
struct Laid {
    /// Their fields.
    fields: BTreeSet<String>,
    /// Where the last of them is.
    last: Option<usize>,
}

/// Lays a column over the one of the same field, or puts it where it asks to be.
///
/// A field that the layout names again has one more column, after the one before it.
fn lay_column(
    columns: &mut Vec<TomlNode>,
    column: TomlNode,
    laid: &mut Laid,
    fields: &mut SettingsReader<'_>,
) -> bool {
    let TomlNode { place, value: TomlValue::Table(mut own) } = column else {
        columns.push(column);
        return true;
    };
    let hidden = own.remove(HIDE);
    let after = own.remove(AFTER);
    let name = own.get(FIELD).and_then(words);
    let again = name.is_some_and(|name| !laid.fields.insert(name.to_owned()));
    let at = name.filter(|_| !again).and_then(|name| position(columns, name));
    match hidden.map(|entry| entry.node) {
        None | Some(TomlNode { value: TomlValue::Flag(false), .. }) => {}
        Some(TomlNode { value: TomlValue::Flag(true), place }) => {
            let Some(at) = at else { return unknown(FIELD, place, fields) };
            columns.remove(at);
            return true;
        }
        Some(TomlNode { place, .. }) => {
            return fields.wrong::<()>(HIDE, place, "true o false").is_some();
        }
    }
    let mut node = match at {
        Some(at) => columns.remove(at),
        None => TomlNode { place, value: TomlValue::Table(TomlTable::new()) },
    };
    if let TomlValue::Table(under) = &mut node.value {
        lay_over(under, own, fields);
    }
    let to = match &after {
        Some(after) => match words(after).and_then(|name| position(columns, name)) {
            Some(before) => before + 1,
            None => return unknown(AFTER, after.node.place, fields),
        },
        None => at.unwrap_or_else(|| {
            let behind = laid.last.filter(|_| again).map(|last| last + 1);
            behind.map_or(columns.len(), |behind| behind.min(columns.len()))
        }),
    };
    laid.last = Some(to);
    columns.insert(to, node);
    true
}

fn unknown(key: &str, place: Span, fields: &mut SettingsReader<'_>) -> bool {
    fields.wrong::<()>(key, place, "il campo di una colonna del layout di base").is_some()
}

fn words(entry: &TomlEntry) -> Option<&str> {
    match &entry.node.value {
        TomlValue::Text(text) => Some(text),
        _ => None,
    }
}

fn position(columns: &[TomlNode], name: &str) -> Option<usize> {
    columns.iter().position(|column| match &column.value {
        TomlValue::Table(table) => table.get(FIELD).and_then(words) == Some(name),
        _ => false,
    })
}
