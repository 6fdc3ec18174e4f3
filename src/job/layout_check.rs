//! Checks a layout without a plan.

use super::check::check;
use super::example::examples;
use super::input::PlanInput;
use super::layout::{LayoutChoice, LoadedLayout};
use super::open::PlanFormat;
use super::report::{JobReport, PlanOptions};
use crate::compose::likenesses;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use std::sync::Arc;

/// Name of the example, which no file of a layout has.
const EXAMPLE: &str = "piano d'esempio";

/// Checks the layout that the user calls `name`, and makes annexes of example plans with it: the
/// findings are those of [`make`](super::make()) that lie in the layout.
pub fn check_layout(name: &str) -> JobReport {
    let layout = Arc::new(LoadedLayout::load(name));
    let mut report = JobReport::default();
    report.add_layout(&layout);
    let sound = layout.sound.as_ref().map(|sound| &sound.layout);
    report.findings.extend(sound.map(likenesses).unwrap_or_default());
    let examples = sound.map(examples).unwrap_or_default();
    let every_branch = examples.first().cloned();
    for bytes in examples {
        report.findings.extend(in_layout(bytes, layout.clone()));
    }
    if let Some(bytes) = every_branch {
        report.findings.extend(in_every_branch(bytes, name));
    }
    report.finish(false);
    report
}

/// Makes the annexes of one example with both branches of every condition: a template that no example
/// takes may fail, or write letters that the fonts lack. Both together may well be too long.
fn in_every_branch(bytes: Vec<u8>, name: &str) -> Vec<Diagnostic> {
    let mut layout = LoadedLayout::load(name);
    if let Some(sound) = &mut layout.sound {
        sound.layout.templates.write_every_branch();
    }
    let mut found = in_layout(bytes, Arc::new(layout));
    let of_length = [Code::TooLong, Code::BrokenWord, Code::StrayTable];
    found.retain(|finding| !of_length.contains(&finding.code));
    found
}

/// Makes the annexes of one example; returns the findings that lie in the layout.
fn in_layout(bytes: Vec<u8>, layout: Arc<LoadedLayout>) -> Vec<Diagnostic> {
    let input = PlanInput {
        label: EXAMPLE.to_owned(),
        file_name: None,
        format: PlanFormat::JSON,
        bytes: Ok(bytes),
    };
    let layout_place = layout.sound.as_ref().map(|sound| sound.layout.place);
    let choice = LayoutChoice::Loaded(layout);
    let JobReport { sources, findings, .. } =
        check(vec![input], choice, &PlanOptions::default(), &|_| ());
    // Only a real plan knows which of the layout's fields nobody fills in.
    let of_plan = [Code::EmptyColumn, Code::FieldNotPrinted, Code::FurtherFieldNotPrinted];
    // Words of the example fit everywhere: what does not was written by a text of the layout, which
    // the document has in the place of a name or a title.
    let of_text = [Code::Glyph, Code::TooLong, Code::BrokenWord, Code::StrayTable, Code::Internal];
    let is_example = |span: Span| sources.file(span.file()).name() == EXAMPLE;
    let mut found = Vec::new();
    for mut finding in findings {
        let in_example = is_example(finding.span());
        if of_plan.contains(&finding.code) || in_example && !of_text.contains(&finding.code) {
            continue;
        }
        let own = finding.labels.first_mut().zip(layout_place).filter(|_| in_example);
        if let Some((label, place)) = own {
            label.span = place;
        }
        // A place in the example means nothing to whoever wrote the layout.
        finding.labels.retain(|label| !is_example(label.span));
        found.push(finding);
    }
    found
}
