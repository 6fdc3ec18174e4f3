//! Results of objectives, and the rule that judges them, as they were read.

use super::{RawFields, Words};
use crate::source::Span;

/// Value of `esito`, or of one of its years.
#[derive(Clone, Debug, PartialEq)]
pub struct RawOutcome {
    /// Place of the value.
    pub span: Span,
    /// Year of the result; `None` if the file names none.
    pub year: Option<Words>,
    /// Keys that take one text.
    pub fields: RawFields,
    /// `fasce`.
    pub ranges: Vec<RawRange>,
}

/// Value of `valutazione`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawAssessment {
    /// Place of the value.
    pub span: Span,
    /// Keys that take one text.
    pub fields: RawFields,
    /// `fasce`.
    pub ranges: Vec<RawRange>,
}

/// Entry of `fasce`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawRange {
    /// Place of the entry.
    pub span: Span,
    /// Keys that take one text.
    pub fields: RawFields,
}
