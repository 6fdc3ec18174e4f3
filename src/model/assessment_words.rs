//! The rule that judges results, in words for people.

use super::{AboveFull, AssessmentRule, NotAssessableRule, ResultRange};
use crate::italian::decimals::without_trailing_zeros;
use crate::italian::plural::counted;
use rust_decimal::Decimal;

impl AssessmentRule {
    /// Returns the rule, a sentence for each part of it; of a plan that has weights if `is_weighted`.
    pub fn sentences(&self, is_weighted: bool) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.scale != Decimal::ONE_HUNDRED {
            let scale = without_trailing_zeros(self.scale);
            sentences.push(format!("Un risultato pieno vale {scale} punti."));
        }
        let ranges: Vec<String> = self.ranges.all().iter().map(range_words).collect();
        if !ranges.is_empty() {
            sentences.push(format!("Il grado vale secondo le fasce: {}.", ranges.join("; ")));
        }
        let last = self.ranges.all().last();
        sentences.push(match self.above_full {
            AboveFull::Counts if last.is_some_and(|last| last.most.is_some()) => {
                "Un esito oltre l'ultima fascia vale come in essa.".to_owned()
            }
            AboveFull::Counts => "Un esito oltre il 100% conta per quello che è.".to_owned(),
            AboveFull::Full => "Un esito oltre il 100% conta come 100%.".to_owned(),
        });
        sentences.push(match self.not_assessable {
            NotAssessableRule::LeftOut if !is_weighted => {
                "Un obiettivo non valutabile è escluso.".to_owned()
            }
            NotAssessableRule::LeftOut => "Un obiettivo non valutabile è escluso, e il suo peso passa agli altri del suo gruppo in proporzione.".to_owned(),
            NotAssessableRule::Full => "Un obiettivo non valutabile conta come raggiunto in pieno.".to_owned(),
        });
        let decimals = usize::try_from(self.decimals).unwrap_or_default();
        sentences.push(format!(
            "Si arrotonda solo alla fine, a {}: sommando cifre già arrotondate si può trovare una piccola differenza.",
            counted(decimals, "decimale", "decimali")
        ));
        sentences
    }
}

fn range_words(range: &ResultRange) -> String {
    let number = |number: Decimal| without_trailing_zeros(number);
    let name = range.name.as_ref().map(|name| format!(" ({})", name.value.trim()));
    let from = range.least.map_or_else(|| "0".to_owned(), number);
    let ends = match range.most {
        Some(most) => format!("da {from} a {}", number(most)),
        None => format!("da {from} in su"),
    };
    let worth = number(range.worth.decimal());
    format!("{ends}{} vale {worth}%", name.unwrap_or_default())
}
