//! The annexes straight into the folder beside the file that the program was started with.

use super::super::pages;
use super::super::server::Shared;
use super::super::session::Session;
use super::super::upload::FilledForm;
use super::super::work::MadeWork;
use super::{filled_form, in_background};
use crate::delivery::{DeliveryChoices, DeliveryError, deliver};
use crate::job::FileAtRisk;
use crate::publish::{PublishError, publish};
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::path::Path as FilePath;
use std::sync::Arc;

/// Writes the files; those that would be lost are replaced only if the person asked for it.
pub(crate) async fn write(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    form: Multipart,
) -> Result<Response, Response> {
    let (form, work) = filled_form(&shared, number, form).await?;
    let replace = replaces(&form);
    let answer = in_background(move || {
        let end = written(work.made(), &shared.session, replace);
        let page = pages::delivery::of_plan(&shared.session, number, &work, &end);
        (status(&end), page).into_response()
    });
    answer.await
}

/// Returns `true` if the person asked for files to be replaced.
pub(super) fn replaces(form: &FilledForm) -> bool {
    form.value("sostituisci") == "si"
}

/// Returns the status of the answer to a writing.
pub(super) fn status(end: &Result<String, DeliveryRefusal>) -> StatusCode {
    if end.is_ok() { StatusCode::OK } else { StatusCode::CONFLICT }
}

/// Writes a set into the folder of the session; returns the sentence on where it is.
pub(super) fn written(
    made: &MadeWork,
    session: &Session,
    replace: bool,
) -> Result<String, DeliveryRefusal> {
    let plain = |text: &str| DeliveryRefusal { text: text.to_owned(), may_replace: false };
    let folder =
        session.folder.as_ref().ok_or_else(|| plain("Non c'è una cartella in cui scrivere."))?;
    let set = made.set.as_ref().map_err(|cause| plain(cause))?;
    let choices = DeliveryChoices { sums: false, replace };
    let delivered = deliver(folder, set, choices, |files| publish(folder, files).map(drop));
    match delivered {
        Ok(()) => Ok(format!("I file sono nella cartella «{}».", folder.display())),
        Err(DeliveryError::AtRisk(files)) => {
            Err(DeliveryRefusal { text: risk_words(folder, &files), may_replace: true })
        }
        Err(DeliveryError::VariesItself) => {
            Err(plain("Gli allegati prenderebbero il posto di quelli che modificano."))
        }
        Err(DeliveryError::Failed(error)) => Err(plain(&failure_words(folder, &error))),
    }
}

/// Reason why the files were not written.
pub(in crate::web) struct DeliveryRefusal {
    pub(in crate::web) text: String,
    /// `true` if a person may ask for it all the same.
    pub(in crate::web) may_replace: bool,
}

fn risk_words(folder: &FilePath, files: &[FileAtRisk]) -> String {
    let named: Vec<String> =
        files.iter().map(|file| format!("«{}» {}", file.name, file.risk)).collect();
    format!(
        "Nella cartella «{}» ci sono già file che andrebbero persi, e non è stato toccato nulla: {}.",
        folder.display(),
        named.join("; ")
    )
}

fn failure_words(folder: &FilePath, error: &PublishError) -> String {
    let cause = match error {
        PublishError::Busy(_) => "un'altra esecuzione ci sta scrivendo",
        PublishError::ReadOnlyFolder { .. } | PublishError::ReadOnlyFile(_) => "mancano i permessi",
        PublishError::NoSpace { .. } => "il disco è pieno",
        PublishError::InUse { .. } => "un file è aperto in un altro programma",
        _ => "il sistema non lo permette",
    };
    format!(
        "Nella cartella «{}» non si può scrivere: {cause}. Non è stato toccato nulla; i file si possono prendere dal browser.",
        folder.display()
    )
}
