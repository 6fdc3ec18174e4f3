//! Units that the cells of weights state: a plan counts in points if all of them do.

use crate::source::Span;

/// Count of the weights read so far.
#[derive(Default)]
pub(super) struct WeightUnits {
    weights: usize,
    in_points: usize,
    /// First weight that states points.
    first_place: Option<Span>,
}

impl WeightUnits {
    /// Counts a weight.
    pub fn add(&mut self, place: Span, in_points: bool) {
        self.weights += 1;
        if in_points {
            self.in_points += 1;
            self.first_place.get_or_insert(place);
        }
    }

    /// Returns the place that first states points, if every weight does.
    pub fn points(&self) -> Option<Span> {
        self.first_place.filter(|_| self.in_points == self.weights)
    }
}
