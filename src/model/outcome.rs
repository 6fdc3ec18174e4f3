//! Results of objectives and indicators, and the rule that judges them.

use crate::model::Text;
use crate::source::Span;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Results by year; a result of no year is that of a plan without years.
pub type Outcomes = BTreeMap<Option<u16>, Outcome>;

/// Result of an objective or of an indicator (*esito*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Value that was measured (*valore*), as it was written.
    pub value: Option<Text>,
    /// Value that was to be reached (*atteso*), as it was written.
    pub target: Option<Text>,
    /// Percentage reached; absent if neither the result nor its method gives one.
    pub achieved: Option<Achieved>,
    /// Acts and documents that prove the result (*evidenza*).
    pub evidence: Option<Text>,
    /// Notes (*note*).
    pub notes: Option<Text>,
    /// Place of the result in its source.
    pub span: Span,
}

/// Degree to which an objective was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Achieved {
    /// A percentage.
    Percent(Percentage),
    /// Not assessable (*non valutabile*), for reasons that no one of the body answers for.
    NotAssessable,
}

/// Percentage reached: an exact decimal from 0 to [`Percentage::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percentage(Decimal);

impl Percentage {
    /// No result.
    pub const NONE: Percentage = Percentage(Decimal::ZERO);
    /// A full result.
    pub const FULL: Percentage = Percentage(Decimal::ONE_HUNDRED);
    /// Greatest percentage that is taken for one: ten times a full result.
    pub const MOST: Decimal = Decimal::ONE_THOUSAND;

    /// Returns the percentage of that number; `None` below 0 or above [`Percentage::MOST`].
    pub fn new(number: Decimal) -> Option<Self> {
        let is_zero = number.is_zero();
        let is_sound = is_zero || number.is_sign_positive() && number <= Self::MOST;
        is_sound.then_some(Percentage(if is_zero { Decimal::ZERO } else { number }))
    }

    /// Returns the number.
    pub fn decimal(self) -> Decimal {
        self.0
    }
}

/// Way from a measured value to a percentage (*metodo*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// Value over target.
    Proportional,
    /// Full from the target on, else nothing.
    Threshold,
    /// Full for «sì», nothing for «no».
    YesNo,
    /// Percentage of the range that the value lies in.
    Ranges(Ranges),
}

/// Range of results and the percentage that they count for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRange {
    /// Name («pieno»); absent if the plan gives none.
    pub name: Option<Text>,
    /// Least result; absent if the range has no lower end.
    pub least: Option<Decimal>,
    /// Greatest result; absent if the range has no upper end.
    pub most: Option<Decimal>,
    /// Percentage that these results count for.
    pub worth: Percentage,
}

/// Ranges of results, in ascending order; two have an end in common at most.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Ranges(Vec<ResultRange>);

impl Ranges {
    /// Orders ranges.
    ///
    /// # Errors
    /// Index, in the given order, of a range that overlaps another or has its ends the wrong way round.
    pub fn new(ranges: Vec<ResultRange>) -> Result<Self, usize> {
        let mut ordered: Vec<(usize, ResultRange)> = ranges.into_iter().enumerate().collect();
        // No lower end comes before every number.
        ordered.sort_by_key(|(_, range)| range.least);
        let is_turned = |range: &ResultRange| {
            range.least.zip(range.most).is_some_and(|(least, most)| least > most)
        };
        if let Some((at, _)) = ordered.iter().find(|(_, range)| is_turned(range)) {
            return Err(*at);
        }
        for pair in ordered.windows(2) {
            let (end, start) = (pair[0].1.most, pair[1].1.least);
            if end.zip(start).is_none_or(|(end, start)| end > start) {
                return Err(pair[1].0);
            }
        }
        Ok(Ranges(ordered.into_iter().map(|(_, range)| range).collect()))
    }

    /// Returns the ranges in ascending order.
    pub fn all(&self) -> &[ResultRange] {
        &self.0
    }

    /// Returns the first two ranges between which results lie that are in none: the second begins more than
    /// a unit of its last digit, or of that of the end before it, behind that end.
    pub fn hole(&self) -> Option<(Decimal, Decimal)> {
        let ends = self.0.windows(2).filter_map(|pair| pair[0].most.zip(pair[1].least));
        let mut holes = ends.map(|(end, start)| (end.normalize(), start.normalize()));
        holes.find(|(end, start)| {
            let unit = Decimal::new(1, end.scale().max(start.scale()));
            start.saturating_sub(*end) > unit
        })
    }

    /// Returns the range of a result: each goes up to where the next one begins, so that 89,5 lies
    /// in «da 70 a 89» if the next is «da 90». `None` below the first and above the last.
    pub fn of(&self, result: Decimal) -> Option<&ResultRange> {
        let begins = |range: &&ResultRange| range.least.is_none_or(|least| result >= least);
        let range = self.0.iter().rev().find(begins)?;
        let is_last = self.0.last().is_some_and(|last| std::ptr::eq(last, range));
        let is_beyond = is_last && range.most.is_some_and(|most| result > most);
        (!is_beyond).then_some(range)
    }
}

/// Rule by which results are judged (*valutazione*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessmentRule {
    /// Points of a full result (*scala*), above 0.
    pub scale: Decimal,
    /// Percentages and what they count for (*fasce*); without ranges they count as they are.
    pub ranges: Ranges,
    /// Treatment of results above the full one (*oltre-cento*).
    pub above_full: AboveFull,
    /// Treatment of objectives that cannot be assessed (*non-valutabili*).
    pub not_assessable: NotAssessableRule,
    /// Decimals of percentages and scores (*arrotondamento*).
    pub decimals: u32,
}

impl AssessmentRule {
    /// Most decimals: a score with more would say nothing.
    pub const MOST_DECIMALS: u32 = 6;
}

impl Default for AssessmentRule {
    fn default() -> Self {
        AssessmentRule {
            scale: Decimal::ONE_HUNDRED,
            ranges: Ranges::default(),
            above_full: AboveFull::Full,
            not_assessable: NotAssessableRule::LeftOut,
            decimals: 2,
        }
    }
}

/// Treatment of results above 100 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AboveFull {
    /// Results count for what they are.
    Counts,
    /// Results count as full ones.
    Full,
}

/// Treatment of objectives that cannot be assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAssessableRule {
    /// Leaves them out; the other objectives of their group share their weight.
    LeftOut,
    /// Counts them as reached in full.
    Full,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(least: Option<i64>, most: Option<i64>, worth: i64) -> ResultRange {
        ResultRange {
            name: None,
            least: least.map(Decimal::from),
            most: most.map(Decimal::from),
            worth: Percentage::new(worth.into()).expect("a percentage"),
        }
    }

    #[test]
    fn a_range_goes_up_to_where_the_next_one_begins() {
        let ranges = [
            range(Some(90), Some(100), 100),
            range(None, Some(50), 0),
            range(Some(50), Some(89), 70),
        ];
        let ranges = Ranges::new(ranges.into()).expect("sound");
        let worth = |result: &str| {
            let result = Decimal::from_str_exact(result).expect("a number");
            ranges.of(result).map(|range| range.worth.decimal().to_string())
        };
        assert_eq!(worth("50").as_deref(), Some("70"));
        assert_eq!(worth("49.99").as_deref(), Some("0"));
        assert_eq!(worth("100").as_deref(), Some("100"));
        assert_eq!(worth("89.5").as_deref(), Some("70"));
        assert_eq!(worth("100.01"), None);
    }

    #[test]
    fn a_hole_is_wider_than_a_unit_of_the_last_digit() {
        let hole = |end: &str, start: &str| {
            let number = |text: &str| Some(Decimal::from_str_exact(text).expect("a number"));
            let ranges = [range(None, None, 0), range(None, None, 1)];
            let [mut low, mut high] = ranges;
            (low.most, high.least) = (number(end), number(start));
            Ranges::new(vec![low, high]).expect("sound").hole().is_some()
        };
        assert!(!hole("49", "50") && !hole("50", "50") && !hole("49.99", "50"));
        assert!(hole("49", "60") && hole("49.5", "50") && hole("49.00", "51"));
    }

    #[test]
    fn ranges_that_overlap_or_are_turned_are_refused() {
        let refused = |ranges: &[ResultRange]| Ranges::new(ranges.to_vec()).err();
        assert_eq!(refused(&[range(Some(0), Some(60), 0), range(Some(50), None, 1)]), Some(1));
        assert_eq!(refused(&[range(Some(60), None, 1), range(None, None, 1)]), Some(0));
        assert_eq!(refused(&[range(Some(9), Some(3), 1)]), Some(0));
        assert_eq!(refused(&[range(Some(3), Some(3), 1), range(Some(3), Some(3), 2)]), None);
    }

    #[test]
    fn percentages_are_neither_negative_nor_out_of_reach() {
        let number = |text: &str| {
            Percentage::new(Decimal::from_str_exact(text).expect("a number"))
                .map(|percentage| percentage.decimal().to_string())
        };
        assert_eq!(number("33.30").as_deref(), Some("33.30"));
        assert_eq!(number("-0").as_deref(), Some("0"));
        assert_eq!(number("-0.01"), None);
        assert_eq!(number("1000").as_deref(), Some("1000"));
        assert_eq!(number("1000.1"), None);
    }
}
