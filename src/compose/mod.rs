//! A plan and a layout become an [`Annex`]: the only place where the two meet.

mod blocks;
mod cells;
mod column_words;
mod columns;
mod composer;
mod dataset;
mod dataset_columns;
mod dataset_findings;
mod document;
mod facts;
mod fields;
mod file_name;
mod format;
mod free_tables;
mod groups;
mod heads;
mod logo;
mod merged;
mod opening;
mod origin;
mod overridden_values;
mod running_lines;
mod scope;
mod shared_fields;
mod sheets;
mod signatures;
mod stray_tables;
mod table_column;
mod tables;
mod texts;
mod totals;
mod totals_apart;
mod unknown;
mod unprinted_head;
mod unprinted_values;
mod yearless;

pub use dataset_findings::dataset_findings;
pub use file_name::file_name;
pub use unknown::likenesses;

use crate::annex::Annex;
use crate::dataset::Dataset;
use crate::diag::{Findings, Severity};
use crate::group::GroupTree;
use crate::layout::Layout;
use crate::model::{Level, Plan};
use chrono::NaiveDate;
use composer::Composer;

/// The levels that `layout` groups by, outermost first.
pub fn levels(layout: &Layout) -> Vec<Level> {
    layout.levels.iter().map(|setup| Level::named(&setup.field.value)).collect()
}

/// Returns the field of each column of `layout` with its headings, by which a reader finds the
/// columns of a table: a column may have several.
pub fn headings(layout: &Layout) -> Vec<(String, String)> {
    texts::usual_headings(layout)
}

/// Returns the name of each level of `layout` and the words that it writes before and after the
/// name of a group: a reader finds the groups of a document by them.
pub fn level_texts(layout: &Layout) -> Vec<(String, String, String)> {
    let names = levels(layout).into_iter().map(|level| level.name().to_owned());
    let texts = texts::around_names(layout).into_iter();
    names.zip(texts).map(|(name, (before, after))| (name, before, after)).collect()
}

/// A plan composed as a document and as data.
#[derive(Clone, Debug, PartialEq)]
pub struct Composition {
    /// Document.
    pub annex: Annex,
    /// Content as data, without findings: those are known only when all checks have run
    /// ([`dataset_findings`]).
    pub dataset: Dataset,
}

/// Composes `plan`, grouped as `tree` (made with [`levels`]), in `layout`.
///
/// `date` is the only date that the files may bear. Adds to `findings` what cannot be composed;
/// `None` if an error is among it.
pub fn compose_plan(
    plan: &Plan,
    tree: &GroupTree<'_>,
    layout: &Layout,
    date: Option<NaiveDate>,
    findings: &mut Findings,
) -> Option<Composition> {
    let unknown = unknown::unknown_fields(plan, layout);
    let mut sound = unknown.iter().all(|finding| finding.severity != Severity::Error);
    findings.extend(unknown);
    let composer = Composer::new(plan, layout);
    // The document is composed in any case, so that one run reports all findings.
    let annex = composer.annex(tree, date);
    let words = composer.printed_words();
    findings.extend(composer.yearless());
    let mut printed = composer.texts.printed();
    if annex.is_err() {
        // What the texts after the fault would have printed is not known.
        let all: Vec<_> = plan.objectives.iter().map(|objective| objective.span).collect();
        layout.templates.fields().for_each(|(field, _)| printed.add(field, &all));
    }
    findings.extend(unprinted_values::not_shown(plan, layout, &printed));
    findings.extend(annex.iter().flat_map(|annex| unprinted_head::not_said(plan, annex)));
    let overridden = |annex| overridden_values::not_said(plan, annex, &printed);
    findings.extend(annex.iter().flat_map(overridden));
    let stray = annex.iter().flat_map(|annex| composer.texts.stray.findings(plan, annex));
    let stray: Vec<_> = stray.collect();
    sound &= stray.is_empty();
    findings.extend(stray);
    match annex {
        Ok(annex) => {
            sound.then(|| Composition { annex, dataset: dataset::dataset(plan, layout, &words) })
        }
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}
