//! RowTexts between tables.

use super::content::OfficeContent;
use super::wording::{change, changed, place, quote};
use crate::source::Words;
use crate::verify::Reason;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Most paragraphs that are compared, as a multiple of those before.
const MOST_TIMES: usize = 2;
/// Most paragraphs that are compared in addition to that.
const MOST_ADDED: usize = 1_000;

/// Compares the paragraphs before a table, or after the last one.
pub(super) fn compare(
    old: (&OfficeContent, &[Words]),
    new: (&OfficeContent, &[Words]),
    reasons: &mut Vec<Reason>,
) {
    let ((before, old), (after, new)) = (old, new);
    let texts = |words: &'_ [Words]| -> Vec<String> {
        words.iter().map(|words| words.value.clone()).collect()
    };
    let gone = |words: &Words| {
        changed(format!("manca un testo: {} ({})", quote(&words.value), place(before, words.span)))
    };
    let added = |words: &Words| {
        changed(format!("testo aggiunto: {} ({})", quote(&words.value), place(after, words.span)))
    };
    // The time to compare grows with the product of both.
    let most = MOST_TIMES * old.len() + MOST_ADDED;
    if new.len() > most {
        let place = place(after, new[most].span);
        reasons.push(changed(format!(
            "i capoversi fuori dalle tabelle sono {}, ed erano {} (oltre il limite: {place})",
            new.len(),
            old.len()
        )));
        return;
    }
    for op in capture_diff_slices(Algorithm::Myers, &texts(old), &texts(new)) {
        let (olds, news) = (&old[op.old_range()], &new[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => {}
            DiffOp::Replace { .. } if olds.len() == news.len() => {
                reasons.extend(olds.iter().zip(news).map(|(a, b)| {
                    let place = place(after, b.span);
                    changed(format!("un testo {} ({place})", change(&a.value, &b.value)))
                }));
            }
            _ => {
                reasons.extend(olds.iter().map(gone));
                reasons.extend(news.iter().map(added));
            }
        }
    }
}
