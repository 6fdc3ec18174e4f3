//! Periods.

use crate::italian::years::parse_year;
use crate::model::Text;
use std::collections::BTreeSet;

/// Period (*periodo*): a set of years with a label, for instance «ANNO 2021 E 2022».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Words in the band; absent for the one period of a plan without periods.
    pub label: Option<Text>,
    /// Years that the plan gives, else those that the label names; may be empty.
    pub years: BTreeSet<u16>,
}

impl Period {
    /// Returns the words in the band; empty in a plan without periods.
    pub fn words(&self) -> &str {
        self.label.as_ref().map_or("", |label| label.value.as_str())
    }
}

/// Finds the years that words name: «ANNO 2021 E 2022» names two, «2021-2023», «2021/2023» and
/// «2021-23» three.
///
/// A year has four digits and lies from 1900 to 2199; a longer run of digits is none.
/// A range of more than fifty years is read as its two ends.
pub fn years_in(words: &str) -> BTreeSet<u16> {
    let mut years = BTreeSet::new();
    let mut before: Option<(u16, usize)> = None;
    for (start, run) in digit_runs(words) {
        let is_joined = |end: usize| matches!(words[end..start].trim(), "-" | "–" | "—" | "/");
        let short = before
            .filter(|(_, end)| is_joined(*end))
            .and_then(|(first, _)| last_of_range(first, run));
        let Some(year) = short.or_else(|| parse_year(run)) else {
            // Digits that are no year separate the years around them: «2020-5-2022» is no range.
            before = None;
            continue;
        };
        if let Some((first, end)) = before
            && is_joined(end)
            && first < year
            // Years as far apart as in «1950-2024» are two dates, not the years of a plan.
            && year - first <= 50
        {
            years.extend(first..year);
        }
        years.insert(year);
        before = Some((year, start + run.len()));
    }
    years
}

/// Returns the last year of a range whose end has two figures, «2021-23»: at most ten years, since
/// «2020-21» may be a number as well.
fn last_of_range(first: u16, run: &str) -> Option<u16> {
    let last = first - first % 100 + run.parse::<u16>().ok().filter(|_| run.len() == 2)?;
    (first < last && last - first <= 10).then_some(last)
}

fn digit_runs(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + words[rest..].find(|c: char| c.is_ascii_digit())?;
        let tail = &words[start..];
        let len = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        rest = start + len;
        Some((start, &tail[..len]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_from_labels() {
        let years = |s| years_in(s).into_iter().collect::<Vec<_>>();
        assert_eq!(years("ANNO 2020"), [2020]);
        assert_eq!(years("ANNO 2021 E 2022"), [2021, 2022]);
        assert_eq!(years("Triennio 2021-2023"), [2021, 2022, 2023]);
        assert_eq!(years("2024 / 2022"), [2022, 2024]);
        assert_eq!(years("Triennio 2025-27"), [2025, 2026, 2027]);
        assert_eq!(years("2025/27"), [2025, 2026, 2027]);
        assert_eq!(years("2025-05"), [2025]);
        assert_eq!(years("n. 20201, 99"), Vec::<u16>::new());
    }
}
