//! Matches that a person settles, and how they are written.

use std::fmt::{Display, Formatter, Result as FmtResult};

/// Word in the place of an objective that there is not.
const NONE: &str = "nessuno";

/// Match that a person settles; objectives are named by their indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettledMatch {
    /// Both are one objective.
    Same {
        /// Index in the old plan.
        before: usize,
        /// Index in the new plan.
        after: usize,
    },
    /// The objective of this index in the old plan is none of the new one.
    Removed(usize),
    /// The objective of this index in the new plan is none of the old one.
    Added(usize),
}

impl SettledMatch {
    /// Parses «12=14», numbers of objectives from 1; «12=nessuno» and «nessuno=14» for one that the
    /// other plan has not.
    pub fn parse(words: &str) -> Option<SettledMatch> {
        let index = |number: &str| number.trim().parse().ok().and_then(|n: usize| n.checked_sub(1));
        let is_none = |word: &str| word.trim().eq_ignore_ascii_case(NONE);
        let (before, after) = words.split_once('=')?;
        match (index(before), index(after)) {
            (Some(before), Some(after)) => Some(SettledMatch::Same { before, after }),
            (Some(before), None) if is_none(after) => Some(SettledMatch::Removed(before)),
            (None, Some(after)) if is_none(before) => Some(SettledMatch::Added(after)),
            _ => None,
        }
    }

    /// Returns the index in the old plan.
    pub fn before(self) -> Option<usize> {
        match self {
            SettledMatch::Same { before, .. } | SettledMatch::Removed(before) => Some(before),
            SettledMatch::Added(_) => None,
        }
    }

    /// Returns the index in the new plan.
    pub fn after(self) -> Option<usize> {
        match self {
            SettledMatch::Same { after, .. } | SettledMatch::Added(after) => Some(after),
            SettledMatch::Removed(_) => None,
        }
    }
}

impl Display for SettledMatch {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        let number = |at: Option<usize>| at.map_or(NONE.to_owned(), |at| (at + 1).to_string());
        write!(f, "{}={}", number(self.before()), number(self.after()))
    }
}

#[cfg(test)]
mod tests {
    use super::SettledMatch;

    #[test]
    fn what_is_written_is_parsed_again() {
        for words in ["12=14", "12=nessuno", "nessuno=14"] {
            assert_eq!(SettledMatch::parse(words).expect(words).to_string(), words);
        }
        assert_eq!(SettledMatch::parse(" 1 = Nessuno "), Some(SettledMatch::Removed(0)));
        for words in ["", "12", "0=1", "1=", "nessuno=nessuno", "1=2=3", "-1=1"] {
            assert_eq!(SettledMatch::parse(words), None, "{words}");
        }
    }
}
