//! The end: the person closes the page, and the program with it.

use super::super::pages;
use super::super::server::Shared;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Ends the server once this answer is out.
pub(crate) async fn close(State(shared): State<Arc<Shared>>) -> Response {
    shared.closed.notify_one();
    let kept = if shared.session.has_usual_address {
        "le correzioni non ancora prese restano in questo browser, e si ritrovano aprendo di nuovo lo stesso file"
    } else {
        // The browser keeps them by the address.
        "le correzioni non ancora prese si ritrovano soltanto quando la pagina ha di nuovo questo indirizzo"
    };
    let text = format!("Il programma è chiuso. Questa scheda del browser si può chiudere: {kept}.");
    pages::farewell("Programma chiuso", &text).into_response()
}
