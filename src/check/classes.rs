//! Disjoint-set forest: classes of items that are joined pair by pair.

/// Partition of the numbers from 0.
#[derive(Clone, Debug)]
pub(super) struct Classes(Vec<usize>);

impl Classes {
    /// Makes a class of its own for each number below `count`.
    pub(crate) fn new(count: usize) -> Self {
        Classes((0..count).collect())
    }

    /// Joins the classes of `a` and `b`.
    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        // The lowest number stands for the class, so that the order of joining does not show in
        // findings.
        let (low, high) = (a.min(b), a.max(b));
        self.0[high] = low;
    }

    /// Returns the lowest number of the class of `member`.
    pub(crate) fn of(&self, mut member: usize) -> usize {
        while self.0[member] != member {
            member = self.0[member];
        }
        member
    }
}
