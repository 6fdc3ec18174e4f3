//! A layout of the office's own: made in the page, and taken away.

use super::super::own_layout::{own_layout, saved_layout};
use super::super::pages;
use super::super::server::Shared;
use super::super::work::PlanChoices;
use super::annexes::{download, refused};
use super::plan::{put_down, sent_version};
use super::{filled_form, work};
use crate::publish::{Output, archive};
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Takes logo and texts, or the files of a saved layout.
pub(crate) async fn make(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    form: Multipart,
) -> Result<Response, Response> {
    let (form, work) = filled_form(&shared, number, form).await?;
    let (choices, version) = (&work.choices, sent_version(&form));
    let own = match form.value("proprio") {
        "no" => None,
        "salvato" => Some(saved_layout(form.files).map_err(|text| not_taken(&text))?),
        _ => Some(own_layout(&choices.layout, &form, choices.own_layout.as_deref())),
    };
    let own_layout = own.map(Arc::new);
    let chosen = work.chosen(PlanChoices { own_layout, ..choices.clone() });
    put_down(&shared, number, version, chosen)
}

/// Hands over the folder of the layout in one archive.
pub(crate) async fn take(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
) -> Result<Response, Response> {
    let work = work(&shared, number)?;
    let Some(own) = &work.choices.own_layout else {
        return Err(refused("Non c'è un layout proprio da salvare."));
    };
    let files = own.files().into_iter().map(|(name, bytes)| Output { name, bytes });
    let bytes = archive(&files.collect::<Vec<_>>()).map_err(|error| refused(&error.to_string()))?;
    Ok(download(&format!("{}.zip", own.name), bytes))
}

fn not_taken(text: &str) -> Response {
    (StatusCode::BAD_REQUEST, pages::message("Aspetto non cambiato", text)).into_response()
}
