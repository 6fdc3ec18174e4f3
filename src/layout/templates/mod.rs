//! Texts of a layout: handlebars templates, checked when they are loaded so that nothing can
//! fail later. The only folder that names `handlebars`.

mod check;
mod fault;
mod group_fields;
mod helpers;
mod partials;
mod source;

pub use group_fields::{GroupFields, WrittenText};

use super::inline::{self, Inline};
use super::slot::Slot;
use crate::diag::{Diagnostic, Findings};
use crate::model::Key;
use crate::source::{FileId, SourceMap, Span};
use check::TemplateCheck;
use handlebars::{Handlebars, no_escape};
use serde::Serialize;
use source::TemplateSource;
use std::collections::{BTreeMap, BTreeSet};

/// Commands of handlebars that a text may use; loops are not among them.
pub const HELPERS: [&str; 13] =
    ["if", "unless", "eq", "ne", "gt", "gte", "lt", "lte", "and", "or", "not", "len", "maiuscolo"];

/// Returns the names by which every template may show the plan.
pub fn plan_names() -> impl Iterator<Item = String> {
    const NAMES: [&str; 14] = [
        Key::Title.name(),
        Key::Entity.name(),
        Key::Years.name(),
        Key::Date.name(),
        Key::Annex.name(),
        Key::Classification.name(),
        // Templates see the resolution as one text, which is empty if there is none, and its parts
        // beside it: its date would otherwise have the name of the plan's own.
        Key::Resolution.name(),
        "atto",
        "all_atto",
        Key::AdoptingBody.name(),
        Key::Number.name(),
        "data_delibera",
        Key::Kinds.name(),
        Key::Unit.name(),
    ];
    NAMES.iter().map(|name| format!("piano.{name}"))
}

/// Templates of a layout, every one of [`Slot::ALL`] present and checked.
#[derive(Debug)]
pub struct Templates {
    registry: Handlebars<'static>,
    written: BTreeMap<String, TemplateSource>,
    /// Fields of groups that the templates name, each with its first place.
    fields: BTreeMap<String, Span>,
    /// Places of the expressions, by template, line and column.
    places: BTreeMap<(String, usize, usize), Span>,
    /// Names of the templates that no text draws in.
    unread: BTreeSet<String>,
}

impl Templates {
    /// Compiles and checks the templates in `files`, by name without `.hbs`, and those that are
    /// values of `layout.toml`.
    ///
    /// Each finding names the place; after any error the result is `None`.
    pub(super) fn load(
        files: BTreeMap<String, FileId>,
        inline: &[Inline],
        sources: &SourceMap,
        findings: &mut Findings,
    ) -> Option<Self> {
        let values = inline.iter().map(|i| (i.name.clone(), TemplateSource::Value(i.text.clone())));
        let files = files.into_iter().map(|(name, file)| (name, TemplateSource::File(file)));
        let written: BTreeMap<_, _> = files.chain(values).collect();
        let mut check = TemplateCheck::new(sources, &written, inline);
        let compiled = check.compile_all();
        let TemplateCheck { fields, places, found, .. } = check;
        let sound = found.is_empty();
        findings.extend(found);
        let unread = unread(&compiled);
        sound.then(|| Templates { registry: registry(compiled), written, fields, places, unread })
    }

    /// Writes the text of `slot` for `data`.
    ///
    /// # Errors
    /// A finding at the template, should it fail on data that its check let through.
    pub fn render(
        &self,
        slot: Slot,
        data: &impl Serialize,
    ) -> Result<WrittenText, Box<Diagnostic>> {
        self.named(slot.name(), data).map(WrittenText::of)
    }

    /// Writes the heading of column `column`.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn heading(&self, column: usize, data: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.named(&inline::heading(column), data)
    }

    /// Writes the heading that column `column` shares with its neighbours, which it must have.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn group(&self, column: usize, data: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.named(&inline::shared_heading(column), data)
    }

    /// Writes the name of a group of level `level`, which must have a template for it.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn level(
        &self,
        level: usize,
        data: &impl Serialize,
    ) -> Result<WrittenText, Box<Diagnostic>> {
        self.named(&inline::level(level), data).map(WrittenText::of)
    }

    /// Writes the text of block `block`, or the value of its row `row`, which it must have.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn block(
        &self,
        block: usize,
        row: usize,
        data: &impl Serialize,
    ) -> Result<WrittenText, Box<Diagnostic>> {
        self.named(&inline::block(block, row), data).map(WrittenText::of)
    }

    /// Writes the label of the row `row` of block `block`, which it must have.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn label(
        &self,
        block: usize,
        row: usize,
        data: &impl Serialize,
    ) -> Result<WrittenText, Box<Diagnostic>> {
        self.named(&inline::label(block, row), data).map(WrittenText::of)
    }

    /// Returns the fields of groups that the templates name, each with its first place.
    pub fn fields(&self) -> impl Iterator<Item = (&str, Span)> {
        self.fields.iter().map(|(name, place)| (name.as_str(), *place))
    }

    /// Writes the description of the logo, which the layout must have.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn logo(&self, data: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.named(inline::LOGO, data)
    }

    fn named(&self, name: &str, data: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.registry.render(name, data).map_err(|error| {
            let template = error.template_name.as_deref().unwrap_or(name);
            let at = error.line_no.zip(error.column_no);
            let place = at.and_then(|(line, column)| {
                self.places.get(&(template.to_owned(), line, column)).copied()
            });
            let place = place.unwrap_or_else(|| self.written[name].span());
            Box::new(fault::finding(&error, template, place))
        })
    }

    /// Has both branches of every condition written from now on, to see what either would write.
    pub fn write_every_branch(&mut self) {
        helpers::register_both_branches(&mut self.registry);
    }

    /// Returns the files that no text draws in, each with its name without extension and its place.
    pub(super) fn unread(&self) -> impl Iterator<Item = (&str, Span)> {
        let files = self.written.iter().filter(|(name, _)| self.unread.contains(*name));
        files.map(|(name, written)| (name.as_str(), written.span()))
    }

    /// Returns the place of the template of `slot`.
    pub fn span(&self, slot: Slot) -> Span {
        self.written[slot.name()].span()
    }
}

/// Returns the names of templates that are neither a text of the layout nor drawn into one.
fn unread(compiled: &BTreeMap<String, handlebars::template::Template>) -> BTreeSet<String> {
    let reached = partials::reached_from(compiled);
    let by_inline = compiled.iter().filter(|(name, _)| inline::is_inline(name));
    let by_inline: BTreeSet<_> =
        by_inline.flat_map(|(_, template)| partials::drawn_in(template, compiled)).collect();
    let unread = reached.into_iter().filter(|(name, slots)| {
        slots.is_empty() && !inline::is_inline(name) && !by_inline.contains(name)
    });
    unread.map(|(name, _)| name.to_owned()).collect()
}

fn registry(compiled: BTreeMap<String, handlebars::template::Template>) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    // A name without a value must fail: by default handlebars writes nothing for it, and an act
    // would lack words unnoticed.
    registry.set_strict_mode(true);
    // The writers of XLSX and DOCX escape on their own: «&amp;» would be printed.
    registry.register_escape_fn(no_escape);
    helpers::register(&mut registry);
    group_fields::register(&mut registry);
    for (name, mut template) in compiled {
        group_fields::mark_fields(&mut template);
        registry.register_template(&name, template);
    }
    registry
}
