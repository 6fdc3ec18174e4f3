//! Second, independent opinion on a file that our own judgement finds intact.
//!
//! Another reader, which shares no code with ours, opens the original and the file that came
//! back: it must read every object as we do, and draw every page as before, but for what lies
//! in the boxes of the prepared fields.

mod agreement;
mod marks;

use super::description::describe;
use super::original::Original;
use super::reasons::ReasonList;
use super::state::PdfState;
use crate::parallel;
use hayro_interpret::RenderContent;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect};
use hayro_interpret::hayro_syntax::page::Page;
use marks::{SLACK, is_outside, marks};
use std::mem::discriminant;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Most pages of which each is drawn. Of longer annexes those are drawn that a revision touches:
/// the others are made of the same objects, on which both readers agree.
const MOST_DRAWN: usize = 30;

/// Point on which both readers do not agree: what to look at, and the page.
type Disagreement = (String, Option<u32>);

/// Asks the other reader about a file without a reason against it; `length` is the original's.
pub(super) fn judge_again(
    original: &Original,
    now: &PdfState<'_>,
    length: usize,
    reasons: &mut ReasonList,
) {
    // A defect of the other reader must not cost a verdict: it found something unusual.
    let opinion = catch_unwind(AssertUnwindSafe(|| opinion(original, now, length)));
    let unfinished =
        || Err(("un altro lettore di PDF non arriva in fondo al file".to_owned(), None));
    if let Err((text, page)) = opinion.unwrap_or_else(|_| unfinished()) {
        reasons.look(page, text);
    }
}

/// Compares both readings; returns the first point on which they differ.
fn opinion(original: &Original, now: &PdfState<'_>, length: usize) -> Result<(), Disagreement> {
    let unopened = |_| ("un altro lettore di PDF non apre il file".to_owned(), None);
    let before = Pdf::new(now.bytes[..length].to_vec()).map_err(unopened)?;
    let after = Pdf::new(now.bytes.to_vec()).map_err(unopened)?;
    // Objects first: a page is drawn only once both agree on all that it is made of.
    if let Some(number) = agreement::first_difference(original, now, &after) {
        let (role, page) = describe(original, now, number);
        return Err((format!("un altro lettore di PDF legge in un altro modo: {role}"), page));
    }
    if !has_same_pages(original, &after) || before.pages().len() != after.pages().len() {
        return Err(("un altro lettore di PDF vede altre pagine".to_owned(), None));
    }
    match first_redrawn_page(now, &before, &after) {
        Some((page, what)) => Err((what.to_owned(), u32::try_from(page + 1).ok())),
        None => Ok(()),
    }
}

/// Returns `true` if the other reader has the original's pages in their order.
fn has_same_pages(original: &Original, after: &Pdf) -> bool {
    let number = |page: &Page<'_>| page.raw().obj_id().map(|id| id.obj_number);
    after.pages().iter().map(number).eq(original.pages.iter().copied().map(Some))
}

/// Draws the pages of both files; returns the index of the first that differs, and how.
fn first_redrawn_page(
    now: &PdfState<'_>,
    before: &Pdf,
    after: &Pdf,
) -> Option<(usize, &'static str)> {
    let pairs: Vec<_> = before.pages().iter().zip(after.pages().iter()).enumerate().collect();
    let is_short = pairs.len() <= MOST_DRAWN;
    let mut drawn = pairs;
    drawn.retain(|(_, pair)| is_short || is_touched(now, pair.0) || is_touched(now, pair.1));
    let differences = parallel::each(&drawn, |(index, (before, after))| {
        Some((*index, difference(before, after)?))
    });
    differences.into_iter().flatten().next()
}

/// Returns `true` if a revision changed the page, or may have changed what is drawn in its fields.
fn is_touched(now: &PdfState<'_>, page: &Page<'_>) -> bool {
    let number = page.raw().obj_id().map(|id| id.obj_number);
    number.is_none_or(|number| now.changed.contains_key(&number))
        || page.raw().contains_key("Annots")
}

/// Returns how the other reader draws a page otherwise than before.
fn difference(before: &Page<'_>, after: &Page<'_>) -> Option<&'static str> {
    let content = RenderContent::PAGE;
    let is_equal = has_same_frame(before, after)
        && before.page_stream() == after.page_stream()
        && marks(before, content) == marks(after, content);
    if !is_equal {
        return Some("un altro lettore di PDF disegna la pagina in un altro modo");
    }
    if !has_same_marks_outside(before, after) {
        return Some(
            "un altro lettore di PDF trova segni o lettere fuori dai riquadri dei campi preparati",
        );
    }
    let annotations = marks(after, RenderContent::ANNOTATIONS);
    annotations.iter().any(|mark| mark.is_doubtful).then_some(
        "nel disegno di una firma ci sono lettere che non tutti i lettori di PDF mostrano o copiano allo stesso modo",
    )
}

/// Returns `true` if both pages show the same part of the sheet, the same way up.
fn has_same_frame(before: &Page<'_>, after: &Page<'_>) -> bool {
    let sides = |page: &Page<'_>| {
        let boxes = [page.media_box(), page.crop_box()];
        boxes.map(|b| [b.x0, b.y0, b.x1, b.y1]).into_iter().flatten()
    };
    let mut sides = sides(before).zip(sides(after));
    sides.all(|(before, after)| (before - after).abs() <= SLACK)
        && discriminant(&before.rotation()) == discriminant(&after.rotation())
}

/// Returns `true` if the annotations draw the same as before outside the prepared fields.
fn has_same_marks_outside(before: &Page<'_>, after: &Page<'_>) -> bool {
    let fields = signed_boxes(before, after);
    let outside = |page| {
        let mut marks = marks(page, RenderContent::ANNOTATIONS);
        marks.retain(|mark| is_outside(mark, &fields));
        marks
    };
    outside(before) == outside(after)
}

/// Returns the boxes of the prepared fields of a page that are signed now: what a signature draws
/// belongs into its own, and not into that of a signer who has not signed yet.
fn signed_boxes(before: &Page<'_>, after: &Page<'_>) -> Vec<Rect> {
    let signed: Vec<_> = widgets(after)
        .into_iter()
        .filter(|widget| widget.contains_key("V"))
        .filter_map(|widget| widget.obj_id())
        .collect();
    let prepared = widgets(before).into_iter().filter(|widget| {
        let is_field =
            widget.get::<Name<'_>>("FT").is_some_and(|kind| kind.as_ref() == b"Sig".as_slice());
        is_field && widget.obj_id().is_some_and(|id| signed.contains(&id))
    });
    prepared.filter_map(|widget| widget.get::<Rect>("Rect")).collect()
}

fn widgets<'p>(page: &Page<'p>) -> Vec<Dict<'p>> {
    let annotations = page.raw().get::<Array<'_>>("Annots");
    annotations.iter().flat_map(|list| list.iter::<Dict<'_>>()).collect()
}
