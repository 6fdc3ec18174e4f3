//! Plans for the tests of the checks: the reference plan, with its places in the YAML
//! text, and small plans written row by row, with a source of one row a line.

use crate::check::check_plan;
use crate::diag::{Diagnostic, Findings};
use crate::model::*;
use crate::source::{FileId, SourceMap, Span, Spanned};
use serde_json::Value;

/// A plan under construction.
pub(super) struct Sample {
    pub plan: Plan,
    pub gaps: Gaps,
    source: Source,
}

/// Gives every value its place.
enum Source {
    /// Values are appended to the text.
    Growing(String),
    /// Values are looked for in the text, each after the one before.
    Given(&'static str, usize),
}

impl Source {
    fn span(&mut self, value: &str) -> Span {
        let file = SourceMap::default().add("piano.yaml", "");
        match self {
            Source::Growing(text) => {
                let start = text.len();
                text.push_str(value);
                text.push('\t');
                Span::new(file, start..start + value.len())
            }
            Source::Given(text, cursor) => {
                let (start, end) = find_folded(text, *cursor, value);
                *cursor = end;
                Span::new(file, start..end)
            }
        }
    }

    fn text(&mut self, value: &str) -> Text {
        Spanned::new(value.to_owned(), self.span(value))
    }

    fn line(&mut self) {
        if let Source::Growing(text) = self {
            text.push('\n');
        }
    }
}

/// Finds `value` in `text` after `from`; white space may differ.
fn find_folded(text: &str, from: usize, value: &str) -> (usize, usize) {
    let ends_at = |start: usize| {
        let mut at = start;
        for word in value.split_whitespace() {
            at += text[at..].len() - text[at..].trim_start().len();
            at += text[at..].starts_with(word).then_some(word.len())?;
        }
        Some(at)
    };
    let starts = text[from..].char_indices().map(|(i, _)| from + i);
    let mut places = starts.filter(|&s| !text[s..].starts_with(char::is_whitespace));
    places
        .find_map(|start| ends_at(start).map(|end| (start, end)))
        .unwrap_or_else(|| panic!("{value:?} is not in the source"))
}

impl Sample {
    fn with(mut source: Source, title: &str, years: &[u16]) -> Self {
        let title = source.text(title);
        source.line();
        let weights = WeightRule {
            unit: Unit::Percent,
            total: Weight::parse("100").ok(),
            scope: Level::DEFAULT.to_vec(),
        };
        let plan = Plan {
            title,
            entity: None,
            years: years.iter().copied().collect(),
            date: None,
            resolution: None,
            annex: None,
            annexes: Vec::new(),
            signers: Vec::new(),
            premise: None,
            closing: None,
            classification: None,
            unique_codes: false,
            kinds: Vec::new(),
            weights,
            assessment: Default::default(),
            levels: Level::DEFAULT.to_vec(),
            fields: Vec::new(),
            groups: Vec::new(),
            overridden: Vec::new(),
            areas: Vec::new(),
            periods: Vec::new(),
            objectives: Vec::new(),
        };
        Sample { plan, gaps: Gaps::default(), source }
    }

    /// A plan without rows: line 1 is its title.
    pub(crate) fn new(years: &[u16]) -> Self {
        Sample::with(Source::Growing(String::new()), "PIANO", years)
    }

    /// The reference plan.
    pub(crate) fn reference() -> Self {
        const YAML: &str = include_str!("../../../inputs/piano-obiettivi-2020-2022.yaml");
        const JSON: &str = include_str!("../../../tests/suite/fixtures/piano-di-riferimento.json");
        let json: Value = serde_json::from_str(JSON).unwrap();
        let cursor = YAML.find("titolo:").unwrap();
        let title = json["titolo"].as_str().unwrap();
        let mut sample = Sample::with(Source::Given(YAML, cursor), title, &[2020, 2021, 2022])
            .listing(&["A", "B"]);
        for area in json["aree"].as_array().unwrap() {
            sample = sample.area(area["nome"].as_str().unwrap());
            for period in area["periodi"].as_array().unwrap() {
                sample = sample.period(period["etichetta"].as_str().unwrap());
                for row in period["obiettivi"].as_array().unwrap() {
                    let get = |key: &str| row[key].as_str().unwrap_or("");
                    let weight = row["peso"].as_u64().map_or(String::new(), |w| w.to_string());
                    let name = match row["trasversale"].as_str() {
                        Some(title) => format!(">{title}"),
                        None => get("servizio").to_owned(),
                    };
                    let texts = [get("descrizione"), get("risultato"), get("indicatore")];
                    sample = sample.row(&name, texts, &weight);
                }
            }
        }
        sample
    }

    pub(crate) fn listing(mut self, annexes: &[&str]) -> Self {
        let label =
            |source: &mut Source, l: &&str| Reference { label: source.text(l), title: None };
        self.plan.annexes = annexes.iter().map(|l| label(&mut self.source, l)).collect();
        self.source.line();
        self
    }

    /// Begins an area, on a line of its own.
    pub(crate) fn area(mut self, name: &str) -> Self {
        let name = self.source.text(name);
        self.plan.areas.push(Area { name: Some(name), manager: None });
        self.source.line();
        self
    }

    /// Begins a period, on a line of its own; its years are those of the label.
    pub(crate) fn period(mut self, label: &str) -> Self {
        let label = self.source.text(label);
        let years = years_in(&label.value);
        self.plan.periods.push(Period { label: Some(label), years });
        self.source.line();
        self
    }

    /// A row, on a line of its own: «>» before a cross-cutting title; «» for what is absent.
    pub(crate) fn row(mut self, name: &str, texts: [&str; 3], weight: &str) -> Self {
        let source = &mut self.source;
        let assignment = match name.strip_prefix('>') {
            Some(title) => Assignment::CrossCutting { title: source.text(title) },
            None => Assignment::Service(source.text(name)),
        };
        let [description, result, indicator] = texts;
        let description = source.text(description);
        let mut optional = |words: &str| (!words.is_empty()).then(|| source.text(words));
        let (expected_result, indicator) = (optional(result), optional(indicator));
        let indicator = indicator.map(|text| {
            let span = text.span;
            Indicator { text, weight: None, extra: Vec::new(), outcomes: Default::default(), span }
        });
        let weight = optional(weight).map(|w| w.map(|w| Weight::parse(&w).unwrap()));
        let first = assignment.text().span;
        let last = weight.as_ref().map_or(description.span, |w| w.span);
        self.plan.objectives.push(Objective {
            area: self.plan.areas.len() - 1,
            period: self.plan.periods.len() - 1,
            code: None,
            span: Span::new(first.file(), first.range().start..last.range().end),
            assignment: Some(assignment),
            kind: None,
            description,
            expected_result,
            indicators: indicator.into_iter().collect(),
            weight,
            extra: Vec::new(),
            outcomes: Default::default(),
        });
        self.source.line();
        self
    }

    fn sources(&self) -> (SourceMap, FileId) {
        let mut sources = SourceMap::default();
        let text = match &self.source {
            Source::Growing(text) => text.as_str(),
            Source::Given(text, _) => text,
        };
        let file = sources.add("piano.yaml", text);
        (sources, file)
    }

    /// Everything the checks say, in the order of the places.
    pub(crate) fn findings(&self) -> Vec<Diagnostic> {
        let mut findings = Findings::default();
        findings.extend(check_plan(&self.plan, &self.gaps, &self.sources().0));
        findings.sort();
        findings.into_iter().collect()
    }

    /// Each finding as «code: line "words under the caret", …».
    pub(crate) fn report(&self) -> Vec<String> {
        let sources = self.sources().0;
        let line = |span: Span| sources.position(span).line;
        self.findings().iter().map(|d| self.show(&sources, d, line)).collect()
    }

    /// Like [`Sample::report`], each place with the number that `line` gives it.
    pub(crate) fn report_by(&self, line: impl Fn(Span) -> usize) -> Vec<String> {
        let sources = self.sources().0;
        self.findings().iter().map(|d| self.show(&sources, d, &line)).collect()
    }

    fn show(&self, sources: &SourceMap, d: &Diagnostic, line: impl Fn(Span) -> usize) -> String {
        let words = |span| sources.text(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = |text: String| text.chars().take(40).collect::<String>();
        let label = |l: &crate::diag::Label| format!("{} {}", line(l.span), cut(words(l.span)));
        let labels: Vec<String> = d.labels.iter().map(label).collect();
        format!("{}: {}", d.code.name(), labels.join(" | "))
    }
}
