//! Comparison of workbooks and documents that came back edited with the ones that were sent:
//! cells, named by objective and field, and everything else that changed in the file.
//!
//! A file that another program only saved again has other bytes and the same content.

mod appearance;
mod content;
mod facts;
mod file_changes;
mod formulas;
mod labels;
mod look;
mod moved_facts;
mod paragraphs;
mod parts;
mod rewriting;
mod row_matching;
mod sizes;
mod table_matching;
mod table_work;
mod tables;
mod wording;

#[cfg(test)]
mod tests;

use super::{Reason, Verdict, VerificationOutcome};
use crate::diag::Code;
use crate::italian::plural::noun;
use crate::manifest::AnnexFormat;
use crate::office::unpacked_size;
use content::OfficeContent;
use wording::reason;

pub use labels::{CellLabel, CellLabeller, CellLabels};
pub use row_matching::{RowMatch, match_rows};

/// Most reasons that are listed: more are no help to a person who decides what to do.
const MOST: usize = 200;

/// Compares a workbook or a document that came back with the one that was sent.
///
/// `original` are the bytes that the program wrote, `returned` those of the file that came
/// back, no longer in an envelope. `label` names the cells of the original.
pub fn compare(
    kind: AnnexFormat,
    original: &[u8],
    returned: &[u8],
    label: CellLabeller,
) -> VerificationOutcome {
    if original == returned {
        return VerificationOutcome::default();
    }
    if !is_bounded(original, returned) {
        let text = "il file, decompresso, è molto più grande di quello che è stato mandato";
        return VerificationOutcome { reasons: vec![unknown(text)], signers: Vec::new() };
    }
    let reasons = match (OfficeContent::read(kind, original), OfficeContent::read(kind, returned)) {
        (Err(_), _) => vec![unknown("il file di partenza non si legge")],
        (_, Err(why)) => vec![unknown(&format!("il file non si legge: {why}"))],
        // A list of every cell as removed and added would hide that this is another file.
        (Ok(before), Ok(after)) if !before.is_like(&after) => {
            let has_revisions = after.notes.iter().any(|note| note.code == Code::TrackedChanges);
            vec![unknown(if has_revisions { REVISIONS } else { OTHER_CONTENT })]
        }
        (Ok(before), Ok(after)) => differences(&before, &after, label),
    };
    VerificationOutcome { reasons, signers: Vec::new() }
}

/// Returns `true` if a package unpacks to no more than what editing can make of the one that was
/// sent; others are not worth the time to read them.
fn is_bounded(original: &[u8], returned: &[u8]) -> bool {
    // A program that writes styles of its own adds some of its kind; pictures count for less.
    const MOST_TIMES: u64 = 8;
    const MOST_GROWTH: u64 = 2 * 1024 * 1024;
    let size = unpacked_size(original, u64::MAX / (8 * MOST_TIMES)).unwrap_or_default();
    unpacked_size(returned, MOST_TIMES * size + MOST_GROWTH).is_some()
}

fn differences(before: &OfficeContent, after: &OfficeContent, label: CellLabeller) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let labels = label(&before.grids, &before.sources);
    let rows = tables::compare(before, after, &labels, &mut reasons);
    file_changes::compare(before, after, &rows, &mut reasons);
    let losses = appearance::compare(before, after, &mut reasons);
    if reasons.is_empty() {
        return vec![rewriting::describe(before, after, losses)];
    }
    if reasons.len() > MOST {
        // Those left out count too: the verdict must not depend on the order of the reasons.
        let worst = reasons.iter().map(|reason| reason.verdict).max().unwrap_or(Verdict::Changed);
        let more = reasons.len() - MOST;
        reasons.truncate(MOST);
        let more =
            noun(more, "e un'altra differenza", &format!("e altre {more} differenze")).to_owned();
        reasons.push(reason(worst, more));
    }
    reasons
}

const OTHER_CONTENT: &str = "il contenuto ha poco o nulla in comune con quello che è stato fatto";
const REVISIONS: &str = "è un documento con revisioni, come quello di «confronta --revisioni», e questo manifesto non lo descrive: si controlla con il manifesto degli allegati del piano nuovo, o di quello di prima";

fn unknown(text: &str) -> Reason {
    reason(Verdict::Unknown, text.to_owned())
}
