//! The end: the person closes the page, and the program with it.

use super::super::pages;
use super::super::server::Shared;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Ends the server once this answer is out.
pub(crate) async fn close(State(shared): State<Arc<Shared>>) -> Response {
    shared.closed.notify_one();
    let text = "Il programma è chiuso. Questa scheda del browser si può chiudere: le correzioni non ancora prese restano in questo browser, e si ritrovano aprendo di nuovo lo stesso file.";
    pages::farewell("Programma chiuso", text).into_response()
}
