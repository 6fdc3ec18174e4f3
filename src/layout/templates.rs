//! The texts of a layout: handlebars templates, checked when they are loaded so
//! that nothing can go wrong later. The only file that names `handlebars`.

use super::fields::forbidden;
use super::inline::{self, Inline};
use super::slot::Slot;
use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::nearest::nearest;
use crate::source::{FileId, SourceMap, Span, Spanned};
use handlebars::template::{
    DecoratorTemplate, HelperTemplate, Parameter, Template, TemplateElement,
};
use handlebars::{Handlebars, Path, no_escape};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How often partials may be drawn into one text: far more than a text needs, far
/// less than a chain of partials that double each other would ask for.
const MOST_PARTIALS: u64 = 1_000;

/// The words of handlebars that a text may use; loops are not among them.
pub const HELPERS: [&str; 13] =
    ["if", "unless", "eq", "ne", "gt", "gte", "lt", "lte", "and", "or", "not", "len", "maiuscolo"];

/// What every template may say of the plan.
pub const PLAN: [&str; 12] = [
    "piano.titolo",
    "piano.ente",
    "piano.anni",
    "piano.data",
    "piano.allegato",
    "piano.classificazione",
    "piano.delibera",
    "piano.organo",
    "piano.numero",
    "piano.data_delibera",
    "piano.tipologie",
    "piano.unita",
];

handlebars::handlebars_helper!(upper_case: |text: str| text.to_uppercase());

/// Where a template is written.
#[derive(Debug)]
enum TemplateSource {
    /// In a file of its own.
    File(FileId),
    /// As the value of a key of `layout.toml`.
    Value(Spanned<String>),
}

impl TemplateSource {
    /// Its text. One line end at the very end belongs to the file, not the text.
    fn text<'t>(&'t self, sources: &'t SourceMap) -> &'t str {
        match self {
            TemplateSource::File(file) => {
                let text = sources.file(*file).text();
                let text = text.strip_suffix('\n').unwrap_or(text);
                text.strip_suffix('\r').unwrap_or(text)
            }
            TemplateSource::Value(value) => value.value.trim_matches('\n'),
        }
    }

    fn span(&self) -> Span {
        match self {
            TemplateSource::File(file) => Span::new(*file, 0..0),
            TemplateSource::Value(value) => value.span,
        }
    }
}

/// What the name of a field of a group begins with.
const FIELD: &str = "campo.";

/// A layout's templates, every one of [`Slot::ALL`] present and checked.
#[derive(Debug)]
pub struct Templates {
    registry: Handlebars<'static>,
    written: BTreeMap<String, TemplateSource>,
    /// The fields of groups that they name, each where it is named first.
    fields: BTreeMap<String, Span>,
}

impl Templates {
    /// Compiles and checks the templates in `files`, by name without `.hbs`, and those that
    /// stand in `layout.toml`.
    ///
    /// Each finding names the place; with any error the result is `None`.
    pub(super) fn load(
        files: BTreeMap<String, FileId>,
        inline: &[Inline],
        sources: &SourceMap,
        findings: &mut Findings,
    ) -> Option<Self> {
        let values = inline.iter().map(|i| (i.name.clone(), TemplateSource::Value(i.text.clone())));
        let files = files.into_iter().map(|(name, file)| (name, TemplateSource::File(file)));
        let written: BTreeMap<_, _> = files.chain(values).collect();
        let mut check = TemplateCheck {
            sources,
            written: &written,
            inline,
            fields: BTreeMap::new(),
            found: Vec::new(),
        };
        let compiled = check.compile_all();
        check.references(&compiled);
        if check.found.is_empty() {
            check.partial_counts(&compiled);
        }
        let sound = check.found.is_empty();
        let fields = check.fields;
        findings.extend(check.found);
        if !sound {
            return None;
        }
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_escape_fn(no_escape);
        registry.register_helper("maiuscolo", Box::new(upper_case));
        for (name, template) in compiled {
            registry.register_template(&name, template);
        }
        Some(Templates { registry, written, fields })
    }

    /// The text of `slot` for `data`.
    ///
    /// # Errors
    /// A finding at the template, should it fail on data that its check let through.
    pub fn render(&self, slot: Slot, data: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.named(slot.name(), data)
    }

    /// The heading of column `column`.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn heading(&self, column: usize, data: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.named(&inline::heading(column), data)
    }

    /// What stands above the heading of column `column`, which must have something there.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn group(&self, column: usize, data: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.named(&inline::above(column), data)
    }

    /// The name of a group of level `level`, which must have a template for it.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn level(&self, level: usize, data: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.named(&inline::level(level), data)
    }

    /// The fields of groups that the templates name, each with the first place that does.
    pub fn fields(&self) -> impl Iterator<Item = (&str, Span)> {
        self.fields.iter().map(|(name, place)| (name.as_str(), *place))
    }

    /// What the logo shows, which the layout must have.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn logo(&self, data: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.named(inline::LOGO, data)
    }

    fn named(&self, name: &str, data: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.registry.render(name, data).map_err(|error| {
            let message = format!("Il modello «{name}» non si può comporre.");
            let finding = Diagnostic::new(Code::Template, self.written[name].span(), message);
            Box::new(finding.hint(error.reason().to_string()))
        })
    }

    /// Where the template of `slot` is written.
    pub fn span(&self, slot: Slot) -> Span {
        self.written[slot.name()].span()
    }
}

struct TemplateCheck<'a> {
    sources: &'a SourceMap,
    written: &'a BTreeMap<String, TemplateSource>,
    inline: &'a [Inline],
    fields: BTreeMap<String, Span>,
    found: Vec<Diagnostic>,
}

/// What a template may name.
struct KnownNames<'a> {
    names: Vec<&'a str>,
    /// Whether fields of a group as well.
    of_group: bool,
}

/// Where a walk through a template stands: the file, and the template element's line and column.
#[derive(Clone, Copy)]
struct TemplatePosition<'a> {
    template: &'a str,
    line: usize,
    column: usize,
}

impl TemplateCheck<'_> {
    fn compile_all(&mut self) -> BTreeMap<String, Template> {
        let mut compiled = BTreeMap::new();
        for (name, written) in self.written {
            let text = written.text(self.sources);
            if let TemplateSource::File(file) = written {
                self.found.extend(forbidden(text, |c| {
                    let at = text.find(c).unwrap_or_default();
                    Span::new(*file, at..at + c.len_utf8())
                }));
            }
            match Template::compile(text) {
                Ok(template) => {
                    compiled.insert(name.clone(), template);
                }
                Err(error) => {
                    let (line, column) = error.pos().unwrap_or((1, 1));
                    let place = TemplatePosition { template: name, line, column };
                    self.complain(place, "Il modello non è scritto bene.".to_owned(), "Controllare che ogni «{{» abbia il suo «}}» e ogni «{{#if …}}» il suo «{{/if}}».");
                }
            }
        }
        compiled
    }

    /// Checks every name that the templates use against what their slots offer.
    fn references(&mut self, compiled: &BTreeMap<String, Template>) {
        let reached = reached_from(compiled);
        for (name, template) in compiled {
            let known = self.known(name, &reached[name.as_str()]);
            self.template(name, template, &known);
        }
    }

    /// What the template `name` may name, which is drawn into the texts of `callers`.
    fn known<'k>(&self, name: &str, callers: &BTreeSet<Slot>) -> KnownNames<'k> {
        let names = |slot: &Slot| slot.names().iter().copied().collect::<BTreeSet<_>>();
        let (own, of_group) = match self.inline.iter().find(|inline| inline.name == name) {
            Some(inline) => (inline.names.iter().copied().collect(), inline.of_group),
            // What is drawn into several texts may name what all of them know.
            None => match callers.first() {
                Some(first) => (
                    callers.iter().fold(names(first), |all, slot| &all & &names(slot)),
                    callers.iter().all(|slot| slot.of_group()),
                ),
                // No text draws it in: whatever it names, nobody reads it.
                None => (Slot::ALL.iter().flat_map(names).collect(), true),
            },
        };
        KnownNames { names: own.into_iter().chain(PLAN).collect(), of_group }
    }

    fn template(&mut self, name: &str, template: &Template, known: &KnownNames<'_>) {
        for (element, at) in template.elements.iter().zip(&template.mapping) {
            let place = TemplatePosition { template: name, line: at.0, column: at.1 };
            match element {
                TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
                TemplateElement::Expression(helper)
                | TemplateElement::HtmlExpression(helper)
                | TemplateElement::HelperBlock(helper) => self.helper(place, helper, known),
                TemplateElement::PartialExpression(partial) => self.partial(place, partial),
                _ => self.complain(
                    place,
                    "Questo costrutto non si usa nei modelli dell'atto.".to_owned(),
                    "Nei modelli si usano nomi, «{{#if …}}», «{{#unless …}}» e «{{> modello}}».",
                ),
            }
        }
    }

    fn helper(
        &mut self,
        place: TemplatePosition<'_>,
        helper: &HelperTemplate,
        known: &KnownNames<'_>,
    ) {
        let is_call = helper.block || !helper.params.is_empty();
        match parameter_name(&helper.name) {
            Some(name) if is_call && !HELPERS.contains(&name) => self.complain(
                place,
                format!("«{name}» non è un comando dei modelli."),
                "I comandi sono: if, unless, eq, ne, gt, gte, lt, lte, and, or, not, len.",
            ),
            Some(_) if is_call => {}
            _ => self.parameter(place, &helper.name, known),
        }
        for parameter in helper.params.iter().chain(helper.hash.values()) {
            self.parameter(place, parameter, known);
        }
        for part in [&helper.template, &helper.inverse].into_iter().flatten() {
            self.template(place.template, part, known);
        }
    }

    fn parameter(
        &mut self,
        place: TemplatePosition<'_>,
        parameter: &Parameter,
        known: &KnownNames<'_>,
    ) {
        match parameter {
            Parameter::Name(name) => self.name(place, name, known),
            Parameter::Path(path) => self.name(place, raw_path(path), known),
            Parameter::Subexpression(sub) => {
                if let TemplateElement::Expression(helper) = sub.as_element() {
                    self.helper(place, helper, known);
                }
            }
            _ => {}
        }
    }

    fn name(&mut self, place: TemplatePosition<'_>, name: &str, known: &KnownNames<'_>) {
        if known.names.contains(&name) {
            return;
        }
        if let Some(field) = name.strip_prefix(FIELD).filter(|_| known.of_group) {
            let field = field.trim_start_matches('[').trim_end_matches(']').to_owned();
            let span = self.span(place);
            self.fields.entry(field).or_insert(span);
            return;
        }
        let nearest = nearest(name, known.names.iter().copied());
        let hint = match nearest {
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

    /// Finds partials that call each other in a circle or multiply beyond reason.
    fn partial_counts(&mut self, compiled: &BTreeMap<String, Template>) {
        let calls: BTreeMap<&str, Vec<&str>> =
            compiled.iter().map(|(name, t)| (name.as_str(), partial_names(t))).collect();
        let mut counts = BTreeMap::new();
        let names: Vec<&str> = calls.keys().copied().collect();
        let sums: BTreeMap<_, _> =
            names.iter().map(|&name| (name, count_partials(name, &calls, &mut counts))).collect();
        let circle = names.iter().find(|&name| sums[name].is_none());
        // Whoever draws in one that draws in too many does so as well: only the first is the cause.
        let many = |name: &&&str| sums[**name].is_some_and(|n| n > MOST_PARTIALS);
        let first = names.iter().find(|n| many(n) && !calls[**n].iter().any(|c| many(&c)));
        let troubles = [
            (circle, "I modelli si richiamano in cerchio"),
            (first, "I modelli si richiamano troppe volte"),
        ];
        for (name, trouble) in troubles {
            let Some(name) = name else { continue };
            let place = TemplatePosition { template: name, line: 1, column: 1 };
            self.complain(
                place,
                format!("{trouble}, a partire da «{name}.hbs»."),
                "Togliere uno dei richiami «{{> …}}».",
            );
        }
    }

    fn complain(&mut self, place: TemplatePosition<'_>, message: String, hint: impl Into<String>) {
        let finding = Diagnostic::new(Code::Template, self.span(place), message);
        self.found.push(finding.hint(hint));
    }

    /// The expression at `place`, up to the end of its line.
    fn span(&self, place: TemplatePosition<'_>) -> Span {
        match &self.written[place.template] {
            TemplateSource::Value(value) => value.span,
            TemplateSource::File(file) => {
                let text = self.sources.file(*file).text();
                let start = offset(text, place.line, place.column);
                let rest = &text[start..];
                let end = rest.find("}}").map_or(rest.len(), |i| i + 2);
                Span::new(*file, start..start + rest[..end].lines().next().map_or(0, str::len))
            }
        }
    }
}

impl KnownNames<'_> {
    fn list(&self) -> String {
        let of_group = self.of_group.then_some("campo.…").into_iter();
        self.names.iter().copied().chain(of_group).collect::<Vec<_>>().join(", ")
    }
}

/// A path as the template writes it.
fn raw_path(path: &Path) -> &str {
    match path {
        Path::Relative((_, raw)) | Path::Local((_, _, raw)) => raw,
    }
}

fn parameter_name(parameter: &Parameter) -> Option<&str> {
    match parameter {
        Parameter::Name(name) => Some(name),
        Parameter::Path(path) => Some(raw_path(path)),
        _ => None,
    }
}

/// The slots into whose text each template is drawn, its own included.
fn reached_from(compiled: &BTreeMap<String, Template>) -> BTreeMap<&str, BTreeSet<Slot>> {
    let mut reached: BTreeMap<&str, BTreeSet<Slot>> =
        compiled.keys().map(|name| (name.as_str(), BTreeSet::new())).collect();
    for slot in Slot::ALL {
        let mut waiting = vec![slot.name()];
        while let Some(name) = waiting.pop() {
            // A name that is missing has its own finding.
            if reached.get_mut(name).is_some_and(|slots| slots.insert(slot)) {
                waiting.extend(partial_names(&compiled[name]));
            }
        }
    }
    reached
}

/// The partials that a template draws in, wherever they stand in it.
fn partial_names(template: &Template) -> Vec<&str> {
    let mut names = Vec::new();
    for element in &template.elements {
        match element {
            TemplateElement::PartialExpression(partial) => {
                names.extend(parameter_name(&partial.name))
            }
            TemplateElement::HelperBlock(helper) => {
                for part in [&helper.template, &helper.inverse].into_iter().flatten() {
                    names.extend(partial_names(part));
                }
            }
            _ => {}
        }
    }
    names
}

/// How many partials `name` draws in, all told; `None` if it comes back to itself.
///
/// The depth is that of the longest chain of different files, so recursion is bounded by
/// how many templates a layout may have.
fn count_partials<'a>(
    name: &'a str,
    calls: &BTreeMap<&'a str, Vec<&'a str>>,
    counts: &mut BTreeMap<&'a str, Option<u64>>,
) -> Option<u64> {
    if let Some(&count) = counts.get(name) {
        return count;
    }
    // Seen but not counted yet means that we came back: a circle.
    counts.insert(name, None);
    let mut sum = 0u64;
    for callee in calls.get(name).into_iter().flatten() {
        sum = sum.saturating_add(1).saturating_add(count_partials(callee, calls, counts)?);
    }
    counts.insert(name, Some(sum));
    Some(sum)
}

/// The byte offset of a line and column (both from 1) in `text`.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start..];
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(i, _)| i);
    start + within
}
