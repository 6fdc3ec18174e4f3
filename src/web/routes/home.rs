//! The first step: files are handed over.

use super::super::pages;
use super::super::server::Shared;
use super::super::upload::FilledForm;
use super::super::work::Work;
use crate::job::PlanInput;
use crate::layout;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use std::path::Path;
use std::sync::Arc;

/// Shows the form for files.
pub(crate) async fn show(State(shared): State<Arc<Shared>>) -> Response {
    pages::home::page(&shared.layout).into_response()
}

/// Lays the files down as one plan.
pub(crate) async fn open(State(shared): State<Arc<Shared>>, form: Multipart) -> Response {
    let form = match FilledForm::read(form).await {
        Ok(form) => form,
        Err(page) => return page,
    };
    if form.files.is_empty() {
        let text = "Non è stato scelto nessun file: tornare indietro e sceglierne uno.";
        return (StatusCode::BAD_REQUEST, pages::message("Nessun file", text)).into_response();
    }
    let choices = shared.choices(known_layout(&shared, form.value("layout")));
    let files = form.files.into_iter();
    let inputs = files.map(|file| PlanInput::of_file(Path::new(&file.name), Ok(file.bytes)));
    let number = shared.desk.add(Work::new(inputs.collect(), choices));
    Redirect::to(&format!("/lavoro/{number}")).into_response()
}

/// Answers for an address that there is not.
pub(crate) async fn missing() -> Response {
    let text = "A questo indirizzo non c'è niente.";
    (StatusCode::NOT_FOUND, pages::message("Pagina che non c'è", text)).into_response()
}

/// Returns the name of a layout of the program; the one that it was started with for any other name,
/// which could be a path.
pub(super) fn known_layout(shared: &Shared, name: &str) -> String {
    let found = layout::shipped().into_iter().find(|shipped| shipped.name == name);
    found.map_or_else(|| shared.layout.clone(), |shipped| shipped.name.to_owned())
}
