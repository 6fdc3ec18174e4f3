//! Check of templates when a layout is loaded, so that no plan fails to be written later.

use super::group_fields::{FIELD, join_paths};
use super::partials::{parameter_name, partial_defects, reached_from};
use super::source::TemplateSource;
use super::{HELPERS, plan_names};
use crate::diag::{Code, Diagnostic};
use crate::italian::nearest::nearest;
use crate::layout::fields::forbidden;
use crate::layout::inline::Inline;
use crate::layout::slot::Slot;
use crate::source::{SourceMap, Span};
use handlebars::template::{
    DecoratorTemplate, HelperTemplate, Parameter, Template, TemplateElement,
};
use std::collections::{BTreeMap, BTreeSet};

/// Check of all templates of a layout.
pub(super) struct TemplateCheck<'a> {
    pub sources: &'a SourceMap,
    pub written: &'a BTreeMap<String, TemplateSource>,
    pub inline: &'a [Inline],
    /// Fields of groups that the templates name, each with its first place.
    pub fields: BTreeMap<String, Span>,
    /// Places of the expressions, by template, line and column.
    pub places: BTreeMap<(String, usize, usize), Span>,
    /// Findings so far.
    pub found: Vec<Diagnostic>,
}

/// Names that a template may use.
struct KnownNames {
    names: Vec<String>,
    /// `true` if fields of a group may be used as well.
    of_group: bool,
}

/// Template under check, with the line and column of one of its elements.
#[derive(Clone, Copy)]
struct TemplatePosition<'a> {
    template: &'a str,
    line: usize,
    column: usize,
}

impl<'a> TemplateCheck<'a> {
    /// Returns a check that has found nothing yet.
    pub(crate) fn new(
        sources: &'a SourceMap,
        written: &'a BTreeMap<String, TemplateSource>,
        inline: &'a [Inline],
    ) -> Self {
        let (fields, places, found) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        TemplateCheck { sources, written, inline, fields, places, found }
    }

    /// Compiles and checks every template; those with a syntax error are left out.
    pub(crate) fn compile_all(&mut self) -> BTreeMap<String, Template> {
        let mut compiled = BTreeMap::new();
        for (name, written) in self.written {
            let text = written.text(self.sources);
            // Values of keys have been searched for such characters when they were read.
            if let TemplateSource::File(file) = written {
                self.found.extend(forbidden(text, |c| {
                    let at = text.find(c).unwrap_or_default();
                    Span::new(*file, at..at + c.len_utf8())
                }));
            }
            match Template::compile(text) {
                Ok(mut template) => {
                    join_paths(&mut template);
                    compiled.insert(name.clone(), template);
                }
                Err(error) => {
                    let (line, column) = error.pos().unwrap_or((1, 1));
                    let place = TemplatePosition { template: name, line, column };
                    self.complain(place, "Il modello non è scritto bene.".to_owned(), "Controllare che ogni «{{» abbia il suo «}}» e ogni «{{#if …}}» il suo «{{/if}}»; un nome con uno spazio sta fra parentesi quadre, per esempio «{{campo.[valore pubblico]}}».");
                }
            }
        }
        self.references(&compiled);
        // Partials are counted only where every name leads to a template.
        if self.found.is_empty() {
            self.partial_counts(&compiled);
        }
        compiled
    }

    /// Checks every name that the templates use against those that their slots offer.
    fn references(&mut self, compiled: &BTreeMap<String, Template>) {
        let reached = reached_from(compiled);
        for (name, template) in compiled {
            let known = self.known(name, &reached[name.as_str()]);
            let beginning = TemplatePosition { template: name, line: 1, column: 1 };
            self.template(beginning, template, &known);
        }
    }

    /// Returns the names that the template `name` may use if the texts of `callers` draw it in.
    fn known(&self, name: &str, callers: &BTreeSet<Slot>) -> KnownNames {
        let names = |slot: &Slot| slot.names().iter().copied().collect::<BTreeSet<_>>();
        let (own, of_group) = match self.inline.iter().find(|inline| inline.name == name) {
            Some(inline) => (inline.names.iter().copied().collect(), inline.of_group),
            // A partial of several texts is written with the data of each: a name that one of
            // them lacks would fail there.
            None => match callers.first() {
                Some(first) => (
                    callers.iter().fold(names(first), |all, slot| &all & &names(slot)),
                    callers.iter().all(|slot| slot.of_group()),
                ),
                // A partial that no text draws in cannot fail, whatever it names.
                None => (Slot::ALL.iter().flat_map(names).collect(), true),
            },
        };
        let names = own.into_iter().map(str::to_owned).chain(plan_names()).collect();
        KnownNames { names, of_group }
    }

    /// Checks a template, or a part of one that begins at `start`.
    fn template(&mut self, start: TemplatePosition<'_>, template: &Template, known: &KnownNames) {
        for (at, element) in template.elements.iter().enumerate() {
            // The branches of `{{else if …}}` have no positions of their own.
            let place = template.mapping.get(at).map_or(start, |at| TemplatePosition {
                line: at.0,
                column: at.1,
                ..start
            });
            self.places
                .entry((place.template.to_owned(), place.line, place.column))
                .or_insert_with(|| span(self.sources, self.written, place));
            match element {
                TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
                // `{{{x}}}` is the same as `{{x}}`: the registry escapes nothing, as the texts go
                // into documents and not into HTML.
                TemplateElement::Expression(helper) | TemplateElement::HtmlExpression(helper) => {
                    self.bare(place, helper);
                    self.helper(place, helper, known);
                }
                TemplateElement::HelperBlock(helper) => self.helper(place, helper, known),
                TemplateElement::PartialExpression(partial) => self.partial(place, partial),
                _ => self.complain(
                    place,
                    "Questo costrutto non si usa nei modelli dell'atto.".to_owned(),
                    "Nei modelli si usano nomi, «{{#if …}}», «{{#unless …}}» e «{{> modello}}».",
                ),
            }
        }
    }

    fn helper(&mut self, place: TemplatePosition<'_>, helper: &HelperTemplate, known: &KnownNames) {
        // handlebars makes no difference between `{{titolo}}` and a helper without arguments:
        // only a block or arguments make it a call.
        let is_call = helper.block || !helper.params.is_empty();
        match parameter_name(&helper.name) {
            Some(name) if is_call && !HELPERS.contains(&name) => self.complain(
                place,
                format!("«{name}» non è un comando dei modelli."),
                "I comandi sono: if, unless, eq, ne, gt, gte, lt, lte, and, or, not, len, maiuscolo.",
            ),
            Some(name) if is_call => self.count(place, name, helper.params.len()),
            _ => self.parameter(place, &helper.name, known),
        }
        for parameter in helper.params.iter().chain(helper.hash.values()) {
            self.parameter(place, parameter, known);
        }
        for part in [&helper.template, &helper.inverse].into_iter().flatten() {
            self.template(place, part, known);
        }
    }

    /// Checks that a command which stands by itself writes something: those that compare would write
    /// «true» or «false».
    fn bare(&mut self, place: TemplatePosition<'_>, helper: &HelperTemplate) {
        const CONDITIONS: [&str; 9] = ["eq", "ne", "gt", "gte", "lt", "lte", "and", "or", "not"];
        let name = parameter_name(&helper.name).filter(|name| CONDITIONS.contains(name));
        if let Some(name) = name.filter(|_| !helper.params.is_empty()) {
            self.complain(
                place,
                format!("«{name}» è una condizione: da sola non scrive nulla."),
                format!(
                    "Scrivere che cosa si stampa quando vale: «{{{{#if ({name} …)}}}}…{{{{/if}}}}»."
                ),
            );
        }
    }

    /// Checks that a command has as many values as it takes.
    fn count(&mut self, place: TemplatePosition<'_>, name: &str, count: usize) {
        let (wanted, fits) = match name {
            "and" | "or" => ("almeno un valore", count > 0),
            "eq" | "ne" | "gt" | "gte" | "lt" | "lte" => ("due valori", count == 2),
            _ => ("un valore", count == 1),
        };
        if !fits {
            self.complain(
                place,
                format!("Il comando «{name}» vuole {wanted}, qui ne ha {count}."),
                "Dopo il nome del comando si scrivono i suoi valori, separati da uno spazio; un comando dentro un altro va fra parentesi.",
            );
        }
    }

    fn parameter(
        &mut self,
        place: TemplatePosition<'_>,
        parameter: &Parameter,
        known: &KnownNames,
    ) {
        if let Some(name) = parameter_name(parameter) {
            self.name(place, name, known);
        } else if let Parameter::Subexpression(sub) = parameter
            && let TemplateElement::Expression(helper) = sub.as_element()
        {
            self.helper(place, helper, known);
        }
    }

    fn name(&mut self, place: TemplatePosition<'_>, name: &str, known: &KnownNames) {
        if known.names.iter().any(|known| known == name) {
            return;
        }
        // Which fields a plan has is not known yet: `Templates::fields` hands them on.
        if let Some(field) = name.strip_prefix(FIELD).filter(|_| known.of_group) {
            let span = self.span(place);
            self.fields.entry(field.to_owned()).or_insert(span);
            return;
        }
        let hint = match nearest(name, known.names.iter().map(String::as_str)) {
            Some(near) => format!("Forse si intendeva «{near}»."),
            None => format!("Qui si possono usare: {}.", known.list()),
        };
        self.complain(place, format!("Il modello usa «{name}», che qui non esiste."), hint);
    }

    fn partial(&mut self, place: TemplatePosition<'_>, partial: &DecoratorTemplate) {
        let name = parameter_name(&partial.name).unwrap_or_default();
        if !self.written.contains_key(name) {
            self.complain(
                place,
                format!("Il modello richiama «{name}», che non c'è."),
                format!(
                    "Creare il file «{name}.hbs» nella cartella del layout, o correggere il nome."
                ),
            );
        }
    }

    /// Reports partials that call each other in a circle or multiply beyond reason.
    fn partial_counts(&mut self, compiled: &BTreeMap<String, Template>) {
        for (template, trouble) in partial_defects(compiled) {
            self.complain(
                TemplatePosition { template, line: 1, column: 1 },
                format!("{trouble}, a partire da «{template}.hbs»."),
                "Togliere uno dei richiami «{{> …}}».",
            );
        }
    }

    fn complain(&mut self, place: TemplatePosition<'_>, message: String, hint: impl Into<String>) {
        let finding = Diagnostic::new(Code::Template, self.span(place), message);
        self.found.push(finding.hint(hint));
    }

    fn span(&self, place: TemplatePosition<'_>) -> Span {
        span(self.sources, self.written, place)
    }
}

fn span(
    sources: &SourceMap,
    written: &BTreeMap<String, TemplateSource>,
    place: TemplatePosition<'_>,
) -> Span {
    written[place.template].span_at(sources, place.line, place.column)
}

impl KnownNames {
    fn list(&self) -> String {
        let of_group = self.of_group.then_some("campo.…").into_iter();
        self.names.iter().map(String::as_str).chain(of_group).collect::<Vec<_>>().join(", ")
    }
}
