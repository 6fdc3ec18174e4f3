//! The plan as values that the page edits, and the findings on it while a person types.

use super::super::server::Shared;
use super::super::work::Choices;
use super::{in_background, work};
use crate::diag::json_report;
use crate::job::JobReport;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Version of a plan, which the page sends back with its changes.
#[derive(Debug, Deserialize, Serialize)]
struct VersionedPlan {
    versione: u32,
    /// The plan in JSON, as a text of its own: findings name its lines.
    piano: String,
}

/// Keys beside the findings.
#[derive(Debug, Serialize)]
struct SavedVersion {
    versione: u32,
    /// `true` if the annexes can be taken away.
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
        Some(piano) => Ok(json(StatusCode::OK, &VersionedPlan { versione: version, piano })),
        None => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

/// Takes a changed plan, and returns its findings.
pub(crate) async fn write(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    body: Bytes,
) -> Result<Response, Response> {
    let work = work(&shared, number)?;
    let Ok(VersionedPlan { versione, piano }) = serde_json::from_slice(&body) else {
        return Err(StatusCode::BAD_REQUEST.into_response());
    };
    // What was given besides has become part of the plan.
    let choices = Choices { layout: work.choices.layout.clone(), ..Choices::default() };
    let changed = work.changed(work.edited(&piano), choices);
    let saved = changed.version;
    if !shared.desk.replace(number, versione, changed) {
        return Err(StatusCode::CONFLICT.into_response());
    }
    let now = super::work(&shared, number)?;
    let report = in_background(move || {
        let made = now.made();
        let JobReport { findings, sources, .. } = &made.report;
        json_report(findings, sources, &SavedVersion { versione: saved, pronto: made.set.is_ok() })
    });
    let kind = [(header::CONTENT_TYPE, "application/json")];
    Ok((kind, report.await?).into_response())
}

fn json<T: Serialize>(status: StatusCode, value: &T) -> Response {
    let text = serde_json::to_string(value).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json")], text).into_response()
}
