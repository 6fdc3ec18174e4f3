//! Forms with files, as browsers send them.

use super::pages;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Size in bytes of all files of a form at most: two of the largest that a job reads.
pub(super) const MOST_BYTES: usize = 256 * 1024 * 1024;
/// Files of a form at most: a body has some dozens of areas.
const MOST_FILES: usize = 200;

/// File of a form.
#[derive(Debug)]
pub(super) struct UploadedFile {
    /// Name of the form's field.
    pub(super) field: String,
    /// Name without folders.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Filled-in form.
#[derive(Debug, Default)]
pub(super) struct FilledForm {
    pub(super) files: Vec<UploadedFile>,
    /// Names and values of the other fields, in their order.
    pub(super) values: Vec<(String, String)>,
}

impl FilledForm {
    /// Reads a form to its end.
    ///
    /// # Errors
    /// The page that says what is wrong.
    pub(super) async fn read(mut form: Multipart) -> Result<Self, Response> {
        let mut filled = FilledForm::default();
        while let Some(field) = form.next_field().await.map_err(|error| refusal(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(plain_name) {
                // A field for files that was left empty has one without a name.
                Some(file) if file.is_empty() => {}
                Some(file) => {
                    let bytes = field.bytes().await.map_err(|error| refusal(&error))?;
                    filled.files.push(UploadedFile {
                        field: name,
                        name: file,
                        bytes: bytes.into(),
                    });
                }
                None => {
                    let value = field.text().await.map_err(|error| refusal(&error))?;
                    filled.values.push((name, value));
                }
            }
            if filled.files.len() > MOST_FILES {
                let text = format!("I file sono più di {MOST_FILES}: sceglierne meno alla volta.");
                let page = pages::message("Troppi file", &text);
                return Err((StatusCode::PAYLOAD_TOO_LARGE, page).into_response());
            }
        }
        Ok(filled)
    }

    /// Returns the value of a field; empty if it was not sent.
    pub(super) fn value(&self, name: &str) -> &str {
        let found = self.values.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.trim()).unwrap_or_default()
    }
}

/// Returns the name of a file without folders, which some browsers send along.
fn plain_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).collect()
}

fn refusal(error: &MultipartError) -> Response {
    let (title, text) = match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => (
            "File troppo grandi",
            format!("I file insieme superano {} MB: sceglierne meno alla volta.", MOST_BYTES >> 20),
        ),
        _ => ("File non arrivati", "L'invio dei file si è interrotto: riprovare.".to_owned()),
    };
    (error.status(), pages::message(title, &text)).into_response()
}
