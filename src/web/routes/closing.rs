//! The end: the person closes the page, and the program with it.

use super::super::pages;
use super::super::server::Shared;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Ends the server once this answer is out.
pub(crate) async fn close(State(shared): State<Arc<Shared>>) -> Response {
    shared.closed.notify_one();
    let text = "Il programma è chiuso e su questo computer non è rimasto niente. Questa scheda del browser si può chiudere.";
    pages::farewell("Programma chiuso", text).into_response()
}
