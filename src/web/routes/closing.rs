//! The end: the person closes the page, and the program with it.

use super::super::pages;
use super::super::server::Shared;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Rules for the last page, which brings its style along.
const LAST_POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'";

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
    let page = pages::farewell("Programma chiuso", &text);
    ([(header::CONTENT_SECURITY_POLICY, LAST_POLICY)], page).into_response()
}
