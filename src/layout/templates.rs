//! The texts of a layout: handlebars templates, checked when they are loaded so
//! that nothing can go wrong later. The only file that names `handlebars`.

use super::ColumnSetup;
use super::fields::forbidden;
use crate::diag::{Code, Diagnostic, Findings};
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
const HELPERS: [&str; 13] =
    ["if", "unless", "eq", "ne", "gt", "gte", "lt", "lte", "and", "or", "not", "len", "maiuscolo"];

/// What every template may say of the plan.
const PLAN: [&str; 12] = [
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

/// The texts that a layout writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The document's title.
    Title,
    /// «Allegato … alla deliberazione …», above the title.
    Caption,
    /// The running header.
    Header,
    /// The running footer.
    Footer,
    /// The heading of an area.
    Area,
    /// The band of a period.
    Period,
    /// The heading above a table on the pages on which it goes on.
    Continued,
    /// What a table holds, for those who do not see it.
    TableCaption,
    /// The cell of an objective that a service works on.
    Service,
    /// The cell of a cross-cutting objective.
    CrossCutting,
    /// The label of a total.
    Total,
    /// Paragraphs before all tables.
    Start,
    /// Paragraphs before each table.
    Before,
    /// Paragraphs after each table.
    After,
    /// Paragraphs after all tables.
    End,
    /// The files' name, without extension.
    FileName,
}

impl Slot {
    /// All of them.
    pub const ALL: [Slot; 16] = [
        Slot::Title,
        Slot::Caption,
        Slot::Header,
        Slot::Footer,
        Slot::Area,
        Slot::Period,
        Slot::Continued,
        Slot::TableCaption,
        Slot::Service,
        Slot::CrossCutting,
        Slot::Total,
        Slot::Start,
        Slot::Before,
        Slot::After,
        Slot::End,
        Slot::FileName,
    ];

    /// The template's file name without `.hbs`.
    pub fn name(self) -> &'static str {
        match self {
            Slot::Title => "titolo",
            Slot::Caption => "didascalia",
            Slot::Header => "testata",
            Slot::Footer => "piede",
            Slot::Area => "area",
            Slot::Period => "periodo",
            Slot::Continued => "segue",
            Slot::TableCaption => "tabella",
            Slot::Service => "servizio",
            Slot::CrossCutting => "trasversale",
            Slot::Total => "totale",
            Slot::Start => "inizio",
            Slot::Before => "prima",
            Slot::After => "dopo",
            Slot::End => "fine",
            Slot::FileName => "file",
        }
    }

    /// What it may name beside the plan.
    fn names(self) -> &'static [&'static str] {
        match self {
            Slot::Title | Slot::Caption | Slot::Total | Slot::Start | Slot::End => &[],
            Slot::Before | Slot::After => &["nome", "responsabile"],
            Slot::Header | Slot::Footer => &["pagina", "pagine"],
            Slot::Area => &["nome", "responsabile"],
            Slot::Period => &["etichetta", "anni"],
            Slot::Continued | Slot::TableCaption => &["nome"],
            Slot::Service => &["servizio"],
            Slot::CrossCutting => &["titolo"],
            Slot::FileName => &["file"],
        }
    }
}

/// Where a template is written.
#[derive(Debug)]
enum Written {
    /// In a file of its own.
    File(FileId),
    /// As the value of a key of `layout.toml`.
    Value(Spanned<String>),
}

impl Written {
    /// Its text. One line end at the very end belongs to the file, not the text.
    fn text<'t>(&'t self, sources: &'t SourceMap) -> &'t str {
        match self {
            Written::File(file) => {
                let text = sources.file(*file).text();
                let text = text.strip_suffix('\n').unwrap_or(text);
                text.strip_suffix('\r').unwrap_or(text)
            }
            Written::Value(value) => value.value.trim_matches('\n'),
        }
    }

    fn span(&self) -> Span {
        match self {
            Written::File(file) => Span::new(*file, 0..0),
            Written::Value(value) => value.span,
        }
    }
}

/// The name of the template of a column's heading: no file can bear it.
fn heading_name(column: usize) -> String {
    format!("intestazione/{}", column + 1)
}

/// The name of the template of what stands above a column's heading.
fn group_name(column: usize) -> String {
    format!("sopra/{}", column + 1)
}

/// The name of the template of what a logo shows.
const LOGO: &str = "logo/testo";

/// A layout's templates, every one of [`Slot::ALL`] present and checked.
#[derive(Debug)]
pub struct Templates {
    registry: Handlebars<'static>,
    written: BTreeMap<String, Written>,
}

impl Templates {
    /// Compiles and checks the templates in `files`, by name without `.hbs`, the headings
    /// of the columns in their order and what the logo shows.
    ///
    /// Each finding names the place; with any error the result is `None`.
    pub fn load(
        files: BTreeMap<String, FileId>,
        columns: &[ColumnSetup],
        logo: Option<&Spanned<String>>,
        sources: &SourceMap,
        findings: &mut Findings,
    ) -> Option<Self> {
        let headings = columns.iter().enumerate().flat_map(|(i, column)| {
            let own = (heading_name(i), column.heading.clone());
            let group = column.group.clone().map(|group| (group_name(i), group));
            std::iter::once(own).chain(group)
        });
        let logo = logo.map(|text| (LOGO.to_owned(), text.clone()));
        let values = headings.chain(logo).map(|(name, text)| (name, Written::Value(text)));
        let files = files.into_iter().map(|(name, file)| (name, Written::File(file)));
        let written: BTreeMap<_, _> = files.chain(values).collect();
        let mut check = Check { sources, written: &written, found: Vec::new() };
        let compiled = check.compile_all();
        check.references(&compiled);
        if check.found.is_empty() {
            check.partial_counts(&compiled);
        }
        let sound = check.found.is_empty();
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
        Some(Templates { registry, written })
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
        self.named(&heading_name(column), data)
    }

    /// What stands above the heading of column `column`, which must have something there.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn group(&self, column: usize, data: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.named(&group_name(column), data)
    }

    /// What the logo shows, which the layout must have.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn logo(&self, data: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.named(LOGO, data)
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

struct Check<'a> {
    sources: &'a SourceMap,
    written: &'a BTreeMap<String, Written>,
    found: Vec<Diagnostic>,
}

/// Where a walk through a template stands: the file, and the template element's line and column.
#[derive(Clone, Copy)]
struct Place<'a> {
    template: &'a str,
    line: usize,
    column: usize,
}

impl Check<'_> {
    fn compile_all(&mut self) -> BTreeMap<String, Template> {
        let mut compiled = BTreeMap::new();
        for (name, written) in self.written {
            let text = written.text(self.sources);
            if let Written::File(file) = written {
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
                    let place = Place { template: name, line, column };
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
            // What is drawn into several texts may name what all of them know.
            let mut callers = reached[name.as_str()].iter();
            let names = |slot: &Slot| slot.names().iter().copied().collect::<BTreeSet<_>>();
            let own: BTreeSet<&str> = match callers.next() {
                Some(first) => callers.fold(names(first), |all, slot| &all & &names(slot)),
                None if name.contains('/') => BTreeSet::new(),
                // No text draws it in: whatever it names, nobody reads it.
                None => Slot::ALL.iter().flat_map(names).collect(),
            };
            let known: Vec<&str> = own.into_iter().chain(PLAN).collect();
            self.template(name, template, &known);
        }
    }

    fn template(&mut self, name: &str, template: &Template, known: &[&str]) {
        for (element, at) in template.elements.iter().zip(&template.mapping) {
            let place = Place { template: name, line: at.0, column: at.1 };
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

    fn helper(&mut self, place: Place<'_>, helper: &HelperTemplate, known: &[&str]) {
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

    fn parameter(&mut self, place: Place<'_>, parameter: &Parameter, known: &[&str]) {
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

    fn name(&mut self, place: Place<'_>, name: &str, known: &[&str]) {
        if known.contains(&name) {
            return;
        }
        let nearest = nearest(name, known.iter().copied());
        let hint = match nearest {
            Some(near) => format!("Forse si intendeva «{near}»."),
            None => format!("Qui si possono usare: {}.", known.join(", ")),
        };
        self.complain(place, format!("Il modello usa «{name}», che qui non esiste."), hint);
    }

    fn partial(&mut self, place: Place<'_>, partial: &DecoratorTemplate) {
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
            let place = Place { template: name, line: 1, column: 1 };
            self.complain(
                place,
                format!("{trouble}, a partire da «{name}.hbs»."),
                "Togliere uno dei richiami «{{> …}}».",
            );
        }
    }

    fn complain(&mut self, place: Place<'_>, message: String, hint: impl Into<String>) {
        let span = match &self.written[place.template] {
            Written::Value(value) => value.span,
            Written::File(file) => {
                let text = self.sources.file(*file).text();
                let start = offset(text, place.line, place.column);
                let rest = &text[start..];
                let end = rest.find("}}").map_or(rest.len(), |i| i + 2);
                Span::new(*file, start..start + rest[..end].lines().next().map_or(0, str::len))
            }
        };
        self.found.push(Diagnostic::new(Code::Template, span, message).hint(hint));
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

/// The known word that `word` is nearest to, if it is near at all.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let score = |k: &&str| strsim::jaro_winkler(&word.to_lowercase(), k);
    known.filter(|k| score(k) > 0.8).max_by(|a, b| score(a).total_cmp(&score(b)))
}

/// The byte offset of a line and column (both from 1) in `text`.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start..];
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(i, _)| i);
    start + within
}
