//! The last steps: the annex is shown, and the files are taken away.

use super::super::encoded_name::encoded_name;
use super::super::pages;
use super::super::server::Shared;
use super::super::work::MadeWork;
use super::{in_background, work};
use crate::delivery::outputs;
use crate::manifest::AnnexFormat;
use crate::publish::{Output, archive};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Rules for the viewer of a browser, which brings a style of its own.
const VIEWER_POLICY: &str =
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/// Shows the PDF in the browser's own viewer.
pub(crate) async fn preview(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
) -> Result<Response, Response> {
    let work = work(&shared, number)?;
    let pdf = in_background(move || pdf(work.made_pdf())).await?;
    Ok(viewed(pdf.map_err(|cause| refused(&cause))?))
}

/// Returns the PDF of a set.
///
/// # Errors
/// The sentence that says why there is none.
pub(super) fn pdf(made: &MadeWork) -> Result<Vec<u8>, String> {
    let set = made.set.as_ref().map_err(Clone::clone)?;
    let file = set.files.iter().find(|file| file.format == AnnexFormat::Pdf);
    Ok(file.map(|file| file.bytes.clone()).unwrap_or_default())
}

/// Answers with a PDF for the browser's own viewer.
pub(super) fn viewed(pdf: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, AnnexFormat::Pdf.media_type()),
        (header::CONTENT_SECURITY_POLICY, VIEWER_POLICY),
    ];
    (headers, pdf).into_response()
}

/// Hands over one of the files.
pub(crate) async fn one(
    State(shared): State<Arc<Shared>>,
    Path((number, name)): Path<(u32, String)>,
) -> Result<Response, Response> {
    let work = work(&shared, number)?;
    named(in_background(move || file(work.made(), &name)).await?)
}

/// Returns the file `name` of a set; `None` if there is none.
pub(super) fn file(made: &MadeWork, name: &str) -> Option<Output> {
    let files = made.set.as_ref().map(outputs).unwrap_or_default();
    files.into_iter().find(|output| output.name == name)
}

/// Answers with a file, to be saved under its name.
pub(super) fn named(file: Option<Output>) -> Result<Response, Response> {
    match file {
        Some(Output { name, bytes }) => Ok(download(&name, bytes)),
        None => Err(refused("Questo file non c'è.")),
    }
}

/// Hands over all files in one archive.
pub(crate) async fn all(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
) -> Result<Response, Response> {
    let work = work(&shared, number)?;
    let packed = in_background(move || packed(work.made())).await?;
    let (name, bytes) = packed.map_err(|cause| refused(&cause))?;
    Ok(download(&name, bytes))
}

/// Returns an archive of a whole set, with its name.
///
/// # Errors
/// The sentence that says why there is none.
pub(super) fn packed(made: &MadeWork) -> Result<(String, Vec<u8>), String> {
    let set = made.set.as_ref().map_err(Clone::clone)?;
    let bytes = archive(&outputs(set)).map_err(|error| error.to_string())?;
    Ok((format!("{}.zip", set.name), bytes))
}

/// Hands over the plan in YAML; as the page wrote it, in JSON, while no job can read it.
pub(crate) async fn yaml(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
) -> Result<Response, Response> {
    let work = work(&shared, number)?;
    let plan = in_background(move || {
        let stem = work.stem();
        let yaml = work.yaml().map(|yaml| (format!("{stem}.yaml"), yaml));
        yaml.or_else(|| Some((format!("{stem}.json"), work.json()?)))
    });
    let (name, text) =
        plan.await?.ok_or_else(|| refused("Il piano non si può ancora leggere per intero."))?;
    Ok(download(&name, text.into_bytes()))
}

/// Answers with a file to be saved under `name` (RFC 6266).
pub(super) fn download(name: &str, bytes: Vec<u8>) -> Response {
    // RFC 8187, which every browser of the last ten years reads.
    let encoded = encoded_name(name);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension).unwrap_or_default();
    let kind = match AnnexFormat::of_extension(extension) {
        Some(format) => format.media_type(),
        None => "application/octet-stream",
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{encoded}")),
    ];
    (headers, bytes).into_response()
}

pub(super) fn refused(cause: &str) -> Response {
    (StatusCode::CONFLICT, pages::message("File non ancora pronti", cause)).into_response()
}
