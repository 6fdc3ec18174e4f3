//! Share of a batch that one of several processes makes.

/// Share of the plans of `--molti`: each plan is in one of `of` shares, by its place in the order of
/// their paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BatchShare {
    /// Place among the shares, from 0.
    index: usize,
    /// Number of shares.
    of: usize,
}

impl BatchShare {
    /// Reads a share, «2/4»: the second of four.
    pub(crate) fn parse(words: &str) -> Result<BatchShare, String> {
        let numbers = words.split_once('/').and_then(|(part, of)| {
            Some((part.trim().parse::<usize>().ok()?, of.trim().parse::<usize>().ok()?))
        });
        match numbers {
            Some((part, of)) if (1..=of).contains(&part) => Ok(BatchShare { index: part - 1, of }),
            _ => Err("non è una parte: scriverla come 2/4, la seconda di quattro".to_owned()),
        }
    }

    /// Returns `true` if plan number `plan` is in the share.
    pub(crate) fn holds(self, plan: usize) -> bool {
        plan % self.of == self.index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_disjoint_and_complete() {
        let shares: Vec<BatchShare> = ["1/3", "2/3", " 3 / 3"]
            .iter()
            .map(|words| BatchShare::parse(words).expect("a share"))
            .collect();
        for plan in 0..20 {
            assert_eq!(shares.iter().filter(|share| share.holds(plan)).count(), 1, "{plan}");
        }
        for wrong in ["0/3", "4/3", "1/0", "3", "a/b", "-1/2"] {
            assert!(BatchShare::parse(wrong).is_err(), "{wrong}");
        }
    }
}
