//! Comparison of the looks of two paragraphs and of their runs.

use super::SavingLosses;
use super::aspect_words::describe;
use super::findings::{AppearanceFindings, Scope};
use super::measures::is_same;
use crate::office::{Aspects, LookAspect, ShownParagraph};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Range of a text in bytes with its look, and the look that it had before.
type LookPiece<'p> = (usize, usize, &'p Rc<Aspects>, Option<&'p Rc<Aspects>>);

/// Compares the looks of a paragraph with those that it had; of a new one, with plain text.
pub(super) fn compare(
    old: Option<&ShownParagraph>,
    new: &ShownParagraph,
    losses: SavingLosses,
    findings: &mut AppearanceFindings,
) {
    let has_other_frame = old.is_some_and(|old| compare_frames(old, new, losses, findings));
    let (mut start, mut pieces) = (0, Vec::<LookPiece<'_>>::new());
    for (end, look) in &new.looks {
        match old {
            Some(old) if old.text == new.text => {
                for (from, to, was) in old_pieces(old, start, *end) {
                    pieces.push((from, to, look, Some(was)));
                }
            }
            old => pieces.push((start, *end, look, old.and_then(|old| nearest(old, look)))),
        }
        start = *end;
    }
    for (from, to, look, was) in pieces {
        let text = &new.text[from..to];
        if text.trim().is_empty() {
            continue;
        }
        let unmarked;
        let was = match was {
            Some(was) if Rc::ptr_eq(was, look) => continue,
            Some(was) => &**was,
            None => {
                unmarked = plain(look);
                &unmarked
            }
        };
        for aspect in differing(was, look) {
            if has_other_frame && aspect == LookAspect::Background {
                continue;
            }
            if let Some((verdict, _, words)) = describe(&aspect, was, look, false) {
                findings.add(verdict, Scope::Text, words, &new.place, text);
            }
        }
    }
}

/// Returns the pieces of the old looks within a part of the text.
fn old_pieces(
    old: &ShownParagraph,
    start: usize,
    end: usize,
) -> impl Iterator<Item = (usize, usize, &Rc<Aspects>)> {
    let mut from = 0;
    let pieces = old.looks.iter().map(move |(to, look)| {
        let piece = (from.max(start), (*to).min(end), look);
        from = *to;
        piece
    });
    pieces.filter(|(from, to, _)| from < to)
}

/// Returns the old look with the fewest differences from one of a changed text.
fn nearest<'o>(old: &'o ShownParagraph, look: &Rc<Aspects>) -> Option<&'o Rc<Aspects>> {
    let looks = old.looks.iter().map(|(_, was)| was);
    looks.min_by_key(|was| differing(was, look).len())
}

/// Returns a look without anything that keeps text from being read as it is written.
fn plain(look: &Aspects) -> Aspects {
    let mut plain = look.clone();
    plain.retain(|aspect, _| {
        matches!(
            aspect,
            LookAspect::Colour
                | LookAspect::Background
                | LookAspect::Font
                | LookAspect::Bold
                | LookAspect::Italic
                | LookAspect::Underline
                | LookAspect::Language
        )
    });
    plain.insert(LookAspect::Contrast, "2100".to_owned());
    let size: u32 = look.get(&LookAspect::Size).and_then(|size| size.parse().ok()).unwrap_or(20);
    plain.insert(LookAspect::Size, size.max(12).to_string());
    plain
}

/// Compares paragraphs, cells, rows and tables; returns `true` if the background differs.
fn compare_frames(
    old: &ShownParagraph,
    new: &ShownParagraph,
    losses: SavingLosses,
    findings: &mut AppearanceFindings,
) -> bool {
    if old.frame == new.frame || (old.table > 0) != (new.table > 0) {
        return false;
    }
    let differing = differing(&old.frame, &new.frame);
    for aspect in &differing {
        let is_lost = matches!(aspect, LookAspect::Caption | LookAspect::Description);
        if is_lost && losses.table_descriptions {
            continue;
        }
        if let Some((verdict, scope, words)) = describe(aspect, &old.frame, &new.frame, true) {
            findings.add(verdict, scope, words, &new.place, "");
        }
    }
    differing.contains(&LookAspect::Background)
}

/// Returns the aspects in which two looks differ as a reader sees or hears them.
fn differing(old: &Aspects, new: &Aspects) -> BTreeSet<LookAspect> {
    let all = old.keys().chain(new.keys());
    let other = all.filter(|aspect| !is_same(aspect, old.get(*aspect), new.get(*aspect)));
    other.cloned().collect()
}
