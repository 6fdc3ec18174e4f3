//! Places where the YAML parser stops, with the reason.

use granit_parser::{ErrorKind, ScanError};

/// Place where the parser cannot go on.
pub(super) struct YamlStop {
    /// Byte of the text.
    pub at: usize,
    /// Reason.
    pub reason: StopReason,
}

/// Reason why the parser cannot go on.
pub(super) enum StopReason {
    /// The file holds more than a plan may.
    Limit,
    /// A second document begins.
    SecondDocument,
    /// A tag is not one of YAML's own.
    UnknownTag,
    /// The parser reports a fault of the grammar.
    Grammar(ErrorKind),
}

impl YamlStop {
    /// Returns the stop at a limit.
    pub(crate) fn limit(at: usize) -> Self {
        YamlStop { at, reason: StopReason::Limit }
    }

    /// Returns the stop at an error of the parser in `text`.
    pub(crate) fn of(error: &ScanError, text: &str) -> Self {
        let mark = error.marker();
        // The parser counts characters; it gives a byte only for some inputs.
        let count = || text.char_indices().nth(mark.index()).map_or(text.len(), |(i, _)| i);
        let at = mark.byte_offset().unwrap_or_else(count);
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => YamlStop::limit(at),
            kind => YamlStop { at, reason: StopReason::Grammar(kind.clone()) },
        }
    }
}

impl StopReason {
    /// Returns the fault of the grammar, if the parser reported one.
    pub(crate) fn kind(&self) -> Option<&ErrorKind> {
        match self {
            StopReason::Grammar(kind) => Some(kind),
            StopReason::Limit | StopReason::SecondDocument | StopReason::UnknownTag => None,
        }
    }
}
