//! What came back is held against what was sent.

use super::super::pages;
use super::super::upload::FilledForm;
use super::in_background;
use crate::job::{self, FileStore, Verification, VerifyListener, VerifyOptions};
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folder of the files that were sent: a name for messages, no place on the disk.
const SENT: &str = "file mandati";

/// Shows the form for files.
pub(crate) async fn show() -> Response {
    pages::verify::page().into_response()
}

/// Judges the files.
pub(crate) async fn judge(form: Multipart) -> Result<Response, Response> {
    let form = FilledForm::read(form).await?;
    let page = in_background(move || -> Result<_, String> {
        let (verification, unread) = verify(form)?;
        Ok(pages::verify::verdicts(&verification, &unread))
    });
    match page.await? {
        Ok(page) => Ok(page.into_response()),
        Err(message) => {
            let page = pages::message("Controllo non fatto", &message);
            Err((StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}

/// Returns the verdicts, with the sentences on what cannot be read.
fn verify(form: FilledForm) -> Result<(Verification, Vec<String>), String> {
    let (mut files, mut returned) = (BTreeMap::new(), Vec::new());
    for file in form.files {
        let path = if file.field == "mandati" {
            Path::new(SENT).join(&file.name)
        } else {
            let path = unused(&files, &file.name);
            returned.push(path.clone());
            path
        };
        files.insert(path, file.bytes);
    }
    if returned.is_empty() {
        return Err("Manca il file tornato: tornare indietro e sceglierlo.".to_owned());
    }
    let options = VerifyOptions {
        files: FileStore::Memory(&files),
        manifest: PathBuf::from(SENT),
        plan: None,
        layout: None,
    };
    let unread = RefCell::new(Vec::new());
    let listener = VerifyListener {
        progress: &|_| (),
        judged: &|_| (),
        unread: &|message| unread.borrow_mut().push(message.to_owned()),
    };
    let verification = job::verify(&options, &returned, &listener)?;
    Ok((verification, unread.into_inner()))
}

/// Returns a path for a returned file; two files of one name come from two folders.
fn unused(files: &BTreeMap<PathBuf, Vec<u8>>, name: &str) -> PathBuf {
    let numbered = (2..).map(|number| PathBuf::from(format!("{name} ({number})")));
    let mut paths = std::iter::once(PathBuf::from(name)).chain(numbered);
    paths.find(|path| !files.contains_key(path)).expect("numbers do not end")
}
