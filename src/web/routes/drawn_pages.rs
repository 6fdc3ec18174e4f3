//! The annex page by page, and the places of its cells.

use super::super::server::Shared;
use super::super::work::Work;
use super::edit::{report, versioned};
use super::{in_background, work};
use crate::job::{CellOfPage, JobReport, RenderedFile};
use crate::manifest::AnnexFormat;
use crate::verify::pdf::draw_page;
use crate::web::work::MadeWork;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;

/// Rules for a drawing, should it ever be opened by itself.
const DRAWING_POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/// Shows a page, counted from 1.
pub(crate) async fn page(
    State(shared): State<Arc<Shared>>,
    Path((number, page)): Path<(u32, usize)>,
) -> Result<Response, Response> {
    let work = work(&shared, number)?;
    let drawn =
        in_background(move || draw_page(&pdf(work.made_pdf())?.bytes, page.checked_sub(1)?, &[]));
    match drawn.await? {
        Some(svg) => Ok(drawing(svg)),
        None => Err(StatusCode::NOT_FOUND.into_response()),
    }
}

/// Answers with a drawing.
pub(super) fn drawing(svg: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CONTENT_SECURITY_POLICY, DRAWING_POLICY),
    ];
    (headers, svg).into_response()
}

/// Place of a cell on a page of the annex.
#[derive(Serialize)]
struct PlaceOnPage {
    /// Page, from 1.
    pagina: usize,
    /// Left, top, right and bottom as fractions of the page.
    bordi: [f32; 4],
    /// Line of its value in the plan that was sent.
    riga: usize,
}

/// Returns where the values of a plan stand in its annex.
pub(crate) async fn places(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    body: Bytes,
) -> Result<Response, Response> {
    let work = work(&shared, number)?;
    let sent = versioned(&body)?;
    let places = in_background(move || {
        if work.is_plan(&sent.piano) {
            return places_of(work.made_pdf());
        }
        // Of a plan as it was opened, the places are those of other files.
        let edited: Work = work.edited(&sent.piano);
        places_of(edited.made_pdf())
    });
    Ok(report(serde_json::to_string(&places.await?).unwrap_or_default()))
}

fn places_of(made: &MadeWork) -> Vec<PlaceOnPage> {
    let JobReport { sources, .. } = &made.report;
    let place = |CellOfPage { page, edges, source }: CellOfPage| PlaceOnPage {
        pagina: page + 1,
        bordi: edges,
        riga: sources.file(source.file()).position(source.range().start).line,
    };
    pdf(made).into_iter().flat_map(RenderedFile::cells).map(place).collect()
}

fn pdf(made: &MadeWork) -> Option<&RenderedFile> {
    made.set.as_ref().ok()?.files.iter().find(|file| file.format == AnnexFormat::Pdf)
}
