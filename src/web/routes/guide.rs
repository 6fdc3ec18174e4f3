//! The guide, beside the page.

use crate::guide::guide_html;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

/// Rules for the guide: it holds its look and its pictures, and runs nothing.
const GUIDE_POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// Shows the guide.
pub(crate) async fn show() -> Response {
    ([(header::CONTENT_SECURITY_POLICY, GUIDE_POLICY)], Html(guide_html())).into_response()
}
