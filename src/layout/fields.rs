//! Typed values of `layout.toml`; reports what does not fit at its place.

use super::keys::KeyGroup;
use super::node::{TomlNode, TomlTable, TomlValue};
use crate::annex::{Align, Rgb};
use crate::diag::{Code, Diagnostic, Findings, Severity, character, suspects};
use crate::italian::nearest::nearest;
use crate::source::{Span, Spanned};
use std::ops::{Range, RangeInclusive};

/// Table of the settings: `[stili.cella]` or the whole file.
#[derive(Clone, Copy)]
pub(super) struct SettingsSection<'t> {
    table: &'t TomlTable,
    place: Span,
}

/// Reader of typed values that collects findings.
pub(super) struct SettingsReader<'f> {
    /// Findings so far.
    pub findings: &'f mut Findings,
}

impl<'t> SettingsSection<'t> {
    /// Makes the section of a whole table that begins at `place`.
    pub(crate) fn new(table: &'t TomlTable, place: Span) -> Self {
        SettingsSection { table, place }
    }

    /// Returns the place of the table.
    pub(crate) fn place(self) -> Span {
        self.place
    }

    /// Returns `true` if the table has the key.
    pub(crate) fn has(self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Returns the keys in alphabetical order.
    pub(crate) fn names(self) -> Vec<Spanned<String>> {
        let name = |(name, entry): (&String, &super::node::TomlEntry)| {
            Spanned::new(name.clone(), entry.key)
        };
        self.table.iter().map(name).collect()
    }
}

impl SettingsReader<'_> {
    /// Reports a finding on the layout.
    pub(crate) fn complain(
        &mut self,
        place: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.findings.push(Diagnostic::new(Code::Layout, place, message).hint(hint));
    }

    /// Reports every key of `section` that is not one of `group`.
    pub(crate) fn known(&mut self, section: SettingsSection<'_>, group: KeyGroup) {
        let known = group.keys;
        for (name, entry) in section.table.iter().filter(|(k, _)| !known.contains(&k.as_str())) {
            let hint = match nearest(name, known.iter().copied()) {
                Some(near) => format!("Forse si intendeva «{near}»."),
                None => format!("Qui si possono usare: {}.", known.join(", ")),
            };
            self.complain(entry.key, format!("La chiave «{name}» qui non esiste."), hint);
        }
    }

    /// Reads the table at `key`.
    pub(crate) fn section<'t>(
        &mut self,
        section: SettingsSection<'t>,
        key: &str,
    ) -> Option<SettingsSection<'t>> {
        let value = self.value(section, key)?;
        match &value.value {
            TomlValue::Table(table) => Some(SettingsSection { table, place: value.place }),
            _ => self.wrong(key, value.place, "un gruppo di chiavi"),
        }
    }

    /// Reads the tables at `key`; without the key there are none.
    pub(crate) fn sections<'t>(
        &mut self,
        section: SettingsSection<'t>,
        key: &str,
    ) -> Vec<SettingsSection<'t>> {
        let Some(entry) = section.table.get(key) else { return Vec::new() };
        let TomlValue::List(list) = &entry.node.value else {
            self.wrong::<()>(key, entry.node.place, "una serie di [[…]]");
            return Vec::new();
        };
        let mut out = Vec::new();
        for entry in list.iter() {
            match &entry.value {
                TomlValue::Table(table) => out.push(SettingsSection { table, place: entry.place }),
                _ => {
                    self.wrong::<()>(key, entry.place, "un gruppo di chiavi");
                }
            }
        }
        out
    }

    /// Reads a text.
    pub(crate) fn text(
        &mut self,
        section: SettingsSection<'_>,
        key: &str,
    ) -> Option<Spanned<String>> {
        let value = self.value(section, key)?;
        let place = value.place;
        match &value.value {
            TomlValue::Text(text) => {
                // Escapes such as `\u0007` write such characters too, and they have no place of
                // their own in the file.
                let forbidden = forbidden(text, |_| place);
                let sound = forbidden.is_empty();
                self.findings.extend(forbidden);
                sound.then(|| Spanned::new(text.clone(), place))
            }
            _ => self.wrong(key, place, "un testo fra virgolette"),
        }
    }

    /// Reads one text or a list of texts.
    pub(crate) fn texts(&mut self, section: SettingsSection<'_>, key: &str) -> Option<Vec<String>> {
        let value = self.value(section, key)?;
        let items = match &value.value {
            TomlValue::List(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        let text = |item: &TomlNode| match &item.value {
            TomlValue::Text(text) => Some(text.clone()),
            _ => self.wrong(key, item.place, "un testo fra virgolette, o un elenco di testi"),
        };
        items.iter().map(text).collect()
    }

    /// Reads `true` or `false`.
    pub(crate) fn flag(&mut self, section: SettingsSection<'_>, key: &str) -> Option<bool> {
        let value = self.value(section, key)?;
        match value.value {
            TomlValue::Flag(flag) => Some(flag),
            _ => self.wrong(key, value.place, "true o false"),
        }
    }

    /// Reads a number within `range`.
    pub(crate) fn number(
        &mut self,
        section: SettingsSection<'_>,
        key: &str,
        range: RangeInclusive<f32>,
    ) -> Option<f32> {
        let value = self.value(section, key)?;
        match value.value {
            TomlValue::Number(number) if range.contains(&number) => Some(number),
            _ => {
                let want = format!("un numero da {} a {}", range.start(), range.end());
                self.wrong(key, value.place, &want)
            }
        }
    }

    /// Reads one of the words of `choices`.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        section: SettingsSection<'_>,
        key: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let text = self.text(section, key)?;
        let found = choices.iter().find(|(word, _)| *word == text.value);
        found.map(|(_, value)| *value).or_else(|| {
            let words: Vec<_> = choices.iter().map(|(word, _)| format!("«{word}»")).collect();
            self.wrong(key, text.span, &words.join(" o "))
        })
    }

    /// Reads where a text stands in its line.
    pub(crate) fn align(&mut self, section: SettingsSection<'_>, key: &str) -> Option<Align> {
        let words =
            [("sinistra", Align::Left), ("centro", Align::Center), ("destra", Align::Right)];
        self.choice(section, key, &words)
    }

    /// Reads a colour written `#RRGGBB`.
    pub(crate) fn color(&mut self, section: SettingsSection<'_>, key: &str) -> Option<Rgb> {
        let text = self.text(section, key)?;
        parse_color(&text.value)
            .or_else(|| self.wrong(key, text.span, "un colore come \"#D9D9D9\""))
    }

    /// Returns the value at `key`; reports it if it is missing.
    pub(crate) fn value<'t>(
        &mut self,
        section: SettingsSection<'t>,
        key: &str,
    ) -> Option<&'t TomlNode> {
        let value = section.table.get(key).map(|entry| &entry.node);
        if value.is_none() {
            self.complain(
                section.place,
                format!("Manca la chiave «{key}»."),
                "layouts/README.md spiega ogni chiave, con un esempio; con base = \"piano-obiettivi\" basta scrivere quello che cambia.",
            );
        }
        value
    }

    /// Reports that the value at `key` is not what it should be; returns `None`.
    pub(crate) fn wrong<T>(&mut self, key: &str, place: Span, want: &str) -> Option<T> {
        self.complain(
            place,
            format!("Il valore di «{key}» non va bene."),
            format!("Qui ci vuole {want}."),
        );
        None
    }
}

/// Value of a key that a layout may leave out.
pub(super) enum Setting<T> {
    /// Key left out.
    Absent,
    /// Wrong value, reported as a finding.
    Bad,
    /// Sound value.
    Given(T),
}

impl<T> Setting<T> {
    /// Reads the value of `key`, if the section has it.
    pub(crate) fn read(
        section: SettingsSection<'_>,
        key: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Self {
        if !section.has(key) {
            return Setting::Absent;
        }
        read(key).map_or(Setting::Bad, Setting::Given)
    }

    /// Returns `true` if a finding reports the value.
    pub(crate) fn is_bad(&self) -> bool {
        matches!(self, Setting::Bad)
    }

    /// Returns the sound value, if there is one.
    pub(crate) fn given(self) -> Option<T> {
        match self {
            Setting::Given(value) => Some(value),
            Setting::Absent | Setting::Bad => None,
        }
    }
}

/// Reads the value of `key`, or returns `default` if the layout leaves it out; `None` after a
/// finding.
pub(super) fn optional<T>(
    section: SettingsSection<'_>,
    key: &str,
    default: T,
    read: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    if section.has(key) { read(key) } else { Some(default) }
}

/// Returns findings on the characters of `text` that no document may hold.
pub(super) fn forbidden(text: &str, place: impl Fn(char) -> Span) -> Vec<Diagnostic> {
    let findings = suspects(text).into_iter().map(|c| character(c, place(c)));
    // Invisible characters, a warning in a plan, may be meant in a template: soft hyphens, joiners.
    findings.filter(|finding| finding.severity == Severity::Error).collect()
}

fn parse_color(text: &str) -> Option<Rgb> {
    // `is_ascii` first: slicing below would panic within a character of several bytes.
    let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
    let channel = |at: Range<usize>| u8::from_str_radix(&digits[at], 16).ok();
    Some(Rgb(channel(0..2)?, channel(2..4)?, channel(4..6)?))
}
