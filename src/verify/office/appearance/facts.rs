//! Comparison of pages, settings and the file itself.

use super::measures::centimetres;
use crate::verify::office::wording::{quote, reason};
use crate::verify::{Reason, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Facts by subject and name.
type DocumentFacts = BTreeMap<(String, String), String>;

/// Reports facts that differ.
pub(super) fn compare(old: &DocumentFacts, new: &DocumentFacts, reasons: &mut Vec<Reason>) {
    let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    for key in names {
        let (was, is) = (old.get(key), new.get(key));
        if is_same(was, is) {
            continue;
        }
        let (subject, name) = key;
        let words = |value: &str| match value.parse::<u32>() {
            Ok(twips) if twips > 40 && subject.starts_with("sezione") => centimetres(value),
            _ => quote(value),
        };
        let [was, is] = [was, is].map(|value| value.map(|value| shown(value)));
        // A colon and no verb: names are of both genders, and some are plural.
        let how = match (&was, &is) {
            (Some(Some(was)), Some(Some(is))) => format!("prima {}, ora {}", words(was), words(is)),
            (None, Some(Some(is))) => format!("prima niente, ora {}", words(is)),
            (Some(Some(was)), None) => format!("prima {}, ora niente", words(was)),
            (None | Some(_), Some(_)) => "prima come al solito, ora in un altro modo".to_owned(),
            (Some(None), None) => "ora come al solito".to_owned(),
            (None, None) => continue,
        };
        let text = format!("{subject}, {name}: {how}");
        reasons.push(reason(verdict(subject, name), text));
    }
}

/// Returns a value as a reader knows it; `None` for one that is written with tags of the format,
/// of which only the number that pages start with is known.
fn shown(value: &str) -> Option<String> {
    if !value.contains('=') {
        return Some(value.to_owned());
    }
    let start = value.split_whitespace().find_map(|word| word.strip_prefix("start="));
    start.map(|start| format!("dal numero {start}"))
}

/// Returns `true` if two values are the same, measures to half a millimetre.
fn is_same(old: Option<&String>, new: Option<&String>) -> bool {
    let number = |value: Option<&String>| value.and_then(|value| value.parse::<i64>().ok());
    match (number(old), number(new)) {
        // Counts are small and exact, measures of pages are not.
        (Some(old), Some(new)) if old > 40 && new > 40 => (old - new).abs() <= 30,
        _ => old == new,
    }
}

/// Returns the verdict of a fact: what leads elsewhere may show anything.
fn verdict(subject: &str, name: &str) -> Verdict {
    let leads_elsewhere = subject == "file" || name.starts_with("rimand");
    if leads_elsewhere || name == "caratteri incorporati" {
        Verdict::Changed
    } else {
        Verdict::Look
    }
}
