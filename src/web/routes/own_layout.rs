//! A layout of the office's own: made in the page, and taken away.

use super::super::own_layout::own_layout;
use super::super::server::Shared;
use super::super::work::PlanChoices;
use super::annexes::{download, refused};
use super::plan::{put_down, sent_version};
use super::{filled_form, work};
use crate::publish::{Output, archive};
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use std::sync::Arc;

/// Takes logo and texts.
pub(crate) async fn make(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    form: Multipart,
) -> Result<Response, Response> {
    let (form, work) = filled_form(&shared, number, form).await?;
    let choices = &work.choices;
    let own = match form.value("proprio") {
        "no" => None,
        _ => Some(Arc::new(own_layout(&choices.layout, &form, choices.own_layout.as_deref()))),
    };
    let chosen = work.chosen(PlanChoices { own_layout: own, ..choices.clone() });
    put_down(&shared, number, sent_version(&form), chosen)
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
