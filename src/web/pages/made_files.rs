//! Files of a made set: links to them, and the way into a folder.

use crate::delivery::outputs;
use crate::job::AnnexSet;
use crate::web::encoded_name::encoded_name;
use crate::web::session::Session;
use maud::{Markup, html};

/// Returns the links below the address `base`: to all files in one archive, and to each.
pub(super) fn links(base: &str, set: &AnnexSet) -> Markup {
    html! {
        p { a class="button" href=(format!("{base}/tutti.zip")) download { "Prendi tutto (.zip)" } }
        ul class="files" {
            @for output in outputs(set) {
                li {
                    a href=(format!("{base}/file/{}", encoded_name(&output.name))) download { (output.name) }
                    " (" (output.bytes.len().div_ceil(1024)) " KB)"
                }
            }
        }
    }
}

/// Returns the button that writes the files into the folder of the session, if it has one.
pub(super) fn to_folder(base: &str, session: &Session) -> Markup {
    html! {
        @if let Some(folder) = &session.folder {
            form method="post" action=(format!("{base}/cartella")) enctype="multipart/form-data" {
                button class="quiet" aria-describedby="cartella-aiuto" {
                    "Scrivi nella cartella «" (folder.file_name().unwrap_or_default().to_string_lossy()) "»"
                }
                p id="cartella-aiuto" class="hint" { "Su questo computer: " (folder.display()) }
            }
        }
    }
}
