//! What each address answers, one file for each step of the work.

pub(super) mod achievement;
pub(super) mod annexes;
pub(super) mod assets;
pub(super) mod chosen_plan;
pub(super) mod closing;
pub(super) mod compare;
pub(super) mod drawn_pages;
pub(super) mod edit;
pub(super) mod folder;
pub(super) mod guide;
pub(super) mod home;
pub(super) mod own_layout;
pub(super) mod plan;
pub(super) mod sets;
pub(super) mod verify;

use super::access::defect;
use super::pages;
use super::server::Shared;
use super::upload::FilledForm;
use super::work::Work;
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Does a job apart from the requests, which go on meanwhile.
///
/// # Errors
/// The page on a defect of the program, if the job panics.
pub(super) async fn in_background<T: Send + 'static>(
    job: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Response> {
    tokio::task::spawn_blocking(job).await.map_err(|_| defect())
}

/// Returns the plan under `number`.
///
/// # Errors
/// The page that says that it is gone.
pub(super) fn work(shared: &Shared, number: u32) -> Result<Arc<Work>, Response> {
    shared.desk.get(number).ok_or_else(|| {
        let text = "Il piano non è più aperto in questa pagina: scegliere di nuovo il file.";
        (StatusCode::NOT_FOUND, pages::message("Piano non aperto", text)).into_response()
    })
}

/// Reads a form about a plan; returns it with the plan.
///
/// # Errors
/// The page that says what is wrong with the form, or that the plan is gone.
pub(super) async fn filled_form(
    shared: &Shared,
    number: u32,
    form: Multipart,
) -> Result<(FilledForm, Arc<Work>), Response> {
    let form = FilledForm::read(form).await?;
    Ok((form, work(shared, number)?))
}

/// Returns the answer to a form that another tab made out of date.
pub(super) fn conflict() -> Response {
    let text = "Intanto il piano è stato cambiato in un'altra scheda del browser, e questa modifica non è stata salvata. Ricaricare la pagina per vedere il piano com'è ora.";
    (StatusCode::CONFLICT, pages::message("Piano cambiato altrove", text)).into_response()
}

#[cfg(test)]
mod tests {
    use super::{StatusCode, in_background};
    use tokio::runtime::Builder;

    #[test]
    fn a_panic_in_a_job_is_a_page_that_says_so() {
        let runtime = Builder::new_multi_thread().worker_threads(1).build().expect("a runtime");
        let answer = runtime.block_on(in_background(|| -> u8 { panic!("a defect") }));
        let page = answer.expect_err("a page");
        assert_eq!(page.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
