//! The plan as values that the page edits, and the findings on it while a person types.

use super::super::server::Shared;
use super::super::work::Work;
use super::{in_background, work};
use crate::diag::json_report;
use crate::job::JobReport;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const JSON: &str = "application/json";

/// Version of a plan, which the page sends back with its changes.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct VersionedPlan {
    versione: u32,
    /// The plan in JSON, as a text of its own: findings name its lines.
    pub(super) piano: String,
}

/// Keys beside the findings.
#[derive(Debug, Serialize)]
struct SavedVersion {
    versione: u32,
    /// `true` if no error forbids to make the annexes.
    pronto: bool,
}

/// Returns the plan and its version.
pub(crate) async fn read(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
) -> Result<Response, Response> {
    let work = work(&shared, number)?;
    let version = work.version;
    match in_background(move || work.json()).await? {
        Some(piano) => {
            let plan = VersionedPlan { versione: version, piano };
            Ok(report(serde_json::to_string(&plan).unwrap_or_default()))
        }
        None => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

/// Returns the findings on a plan that is not kept.
pub(crate) async fn check(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    body: Bytes,
) -> Result<Response, Response> {
    let work = work(&shared, number)?;
    let sent = versioned(&body)?;
    let version = work.version;
    let looked = in_background(move || findings(&work.edited(&sent.piano), version));
    Ok(report(looked.await?))
}

/// Takes a changed plan, and returns its findings.
pub(crate) async fn write(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    body: Bytes,
) -> Result<Response, Response> {
    let now = work(&shared, number)?;
    let VersionedPlan { versione, piano } = versioned(&body)?;
    let changed = in_background(move || now.edited(&piano)).await?;
    let version = changed.version;
    if !shared.desk.replace(number, versione, changed) {
        return Err(StatusCode::CONFLICT.into_response());
    }
    let now = work(&shared, number)?;
    Ok(report(in_background(move || findings(&now, version)).await?))
}

/// Reads what the page sends.
///
/// # Errors
/// The status for what is not a plan with its version.
pub(super) fn versioned(body: &[u8]) -> Result<VersionedPlan, Response> {
    serde_json::from_slice(body).map_err(|_| StatusCode::BAD_REQUEST.into_response())
}

fn findings(work: &Work, version: u32) -> String {
    let JobReport { findings, sources, .. } = work.checked_quickly();
    let saved = SavedVersion { versione: version, pronto: !findings.has_errors() };
    json_report(&findings, &sources, &saved)
}

pub(super) fn report(text: String) -> Response {
    ([(header::CONTENT_TYPE, JSON)], text).into_response()
}
