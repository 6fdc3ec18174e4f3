//! Files of the pages, which the program carries within itself.

use super::super::pages::STYLE;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Names, media types and contents.
const ASSETS: &[(&str, &str, &str)] = &[
    ("dom.js", SCRIPT, include_str!("../assets/dom.js")),
    ("earlier.js", SCRIPT, include_str!("../assets/earlier.js")),
    ("editor.js", SCRIPT, include_str!("../assets/editor.js")),
    ("engine.js", SCRIPT, include_str!("../assets/engine.js")),
    ("icona.svg", "image/svg+xml", include_str!("../assets/icon.svg")),
    ("stile.css", "text/css; charset=utf-8", STYLE),
    ("pagina.js", SCRIPT, include_str!("../assets/page.js")),
    ("keep.js", SCRIPT, include_str!("../assets/keep.js")),
    ("marks.js", SCRIPT, include_str!("../assets/marks.js")),
    ("plan.js", SCRIPT, include_str!("../assets/plan.js")),
    ("preview.js", SCRIPT, include_str!("../assets/preview.js")),
    ("tables.js", SCRIPT, include_str!("../assets/tables.js")),
    ("waiting.js", SCRIPT, include_str!("../assets/waiting.js")),
];

/// Returns a file of the pages.
pub(crate) async fn show(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|(known, _, _)| *known == name) {
        Some((_, kind, text)) => ([(header::CONTENT_TYPE, *kind)], *text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
