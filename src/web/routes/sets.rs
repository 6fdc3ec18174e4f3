//! Annexes of comparisons and of results: looked at, taken away, or written into the folder.

use super::super::made_set::MadeSet;
use super::super::pages;
use super::super::server::Shared;
use super::super::upload::FilledForm;
use super::{annexes, folder, in_background};
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Shows the findings and the files.
pub(crate) async fn show(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
) -> Result<Response, Response> {
    let set = set(&shared, number)?;
    let page = move || pages::set::page(&shared.session, number, &set).into_response();
    in_background(page).await
}

/// Shows the PDF in the browser's own viewer.
pub(crate) async fn preview(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
) -> Result<Response, Response> {
    let pdf = annexes::pdf(&set(&shared, number)?.made);
    Ok(annexes::viewed(pdf.map_err(|cause| annexes::refused(&cause))?))
}

/// Hands over all files in one archive.
pub(crate) async fn all(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
) -> Result<Response, Response> {
    let set = set(&shared, number)?;
    let packed = in_background(move || annexes::packed(&set.made)).await?;
    let (name, bytes) = packed.map_err(|cause| annexes::refused(&cause))?;
    Ok(annexes::download(&name, bytes))
}

/// Hands over one of the files.
pub(crate) async fn one(
    State(shared): State<Arc<Shared>>,
    Path((number, name)): Path<(u32, String)>,
) -> Result<Response, Response> {
    annexes::named(annexes::file(&set(&shared, number)?.made, &name))
}

/// Writes the files into the folder.
pub(crate) async fn write(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    form: Multipart,
) -> Result<Response, Response> {
    let form = FilledForm::read(form).await?;
    let set = set(&shared, number)?;
    let (replace, kind) = (folder::replaces(&form), set.kind);
    let end = in_background(move || folder::written(&set.made, &shared.session, replace)).await?;
    let page = pages::delivery::of_set(number, kind, &end);
    Ok((folder::status(&end), page).into_response())
}

/// Returns the set under `number`.
///
/// # Errors
/// The page that says that it is gone.
fn set(shared: &Shared, number: u32) -> Result<Arc<MadeSet>, Response> {
    shared.sets.get(number).ok_or_else(|| {
        let text = "Questi file non sono più aperti nella pagina: vanno fatti di nuovo.";
        (StatusCode::NOT_FOUND, pages::message("File non aperti", text)).into_response()
    })
}
