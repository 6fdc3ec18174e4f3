//! The checks on small plans, each finding with its line and the words under the caret.

mod clean;
mod cross_cutting;
mod dates;
mod reference;
mod sample;
mod spelling;
mod structure;
mod weights;

use sample::Sample;

/// A plan for 2020 with one area and one period, on lines 1 to 3; rows begin at line 4.
fn group() -> Sample {
    Sample::new(&[2020]).area("AREA").period("ANNO 2020")
}

/// A row with `text` for its description and harmless other fields.
fn described(sample: Sample, text: &str, weight: &str) -> Sample {
    sample.row("UFFICIO", [text, "Fatto", "Relazione"], weight)
}
