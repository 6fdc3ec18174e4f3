//! Things that count as one, pair by pair: a disjoint-set forest.

/// A partition of the numbers from 0.
#[derive(Clone, Debug)]
pub(super) struct Classes(Vec<usize>);

impl Classes {
    /// Each of the numbers below `count` by itself.
    pub fn new(count: usize) -> Self {
        Classes((0..count).collect())
    }

    /// Puts the classes of `a` and `b` together.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        let (low, high) = (a.min(b), a.max(b));
        self.0[high] = low;
    }

    /// The lowest number of the class of `member`.
    pub fn of(&self, mut member: usize) -> usize {
        while self.0[member] != member {
            member = self.0[member];
        }
        member
    }
}
