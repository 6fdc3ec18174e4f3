//! Plan and its parts, valid values only: wrong values of a file stay in `raw` and `validate`.

mod assessment_words;
mod evaluation_column;
mod field;
mod gaps;
mod given;
mod head_key;
mod heading;
mod key;
mod level;
mod objective;
mod outcome;
mod period;
mod plan;
mod recipient;
mod rule;
mod text;
mod weight;
pub mod workbook_words;

pub use evaluation_column::EvaluationColumn;
pub use field::{Datum, DatumValue, Extra, FieldKind, FieldSetup, Values};
pub use gaps::Gaps;
pub use given::GivenValue;
pub use head_key::HeadKey;
pub use heading::{Heading, LevelHead};
pub use key::{Key, KeyContent, Section};
pub use level::{GroupFacts, GroupPlace, Level, OverriddenValue};
pub use objective::{Assignment, Indicator, IndicatorWeights, Objective, ObjectiveKind};
pub use outcome::{
    AboveFull, Achieved, AssessmentRule, Method, NotAssessableRule, Outcome, Outcomes, Percentage,
    Ranges, ResultRange,
};
pub use period::{Period, years_in};
pub use plan::{Area, Plan, Reference, Resolution, Signer};
pub use recipient::{FormPurpose, RecipientKind};
pub use rule::{Unit, WeightRule};
pub use text::Text;
pub use weight::{Weight, WeightError};
