//! Places of the source as places of the annex.

use crate::annex::Origin;
use crate::source::Span;

/// Converts `place` to a place of the annex.
pub(super) fn origin(place: Span) -> Origin {
    // The annex knows nothing of sources: renderers hand the figures back with an error, and only
    // the caller can turn them into a line of a file.
    Origin(place.to_raw())
}
