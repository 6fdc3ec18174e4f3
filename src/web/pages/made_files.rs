//! Links to the files of a made set.

use crate::delivery::outputs;
use crate::job::AnnexSet;
use maud::{Markup, html};

/// Returns the links below the address `base`: to all files in one archive, and to each.
pub(super) fn links(base: &str, set: &AnnexSet) -> Markup {
    html! {
        p { a class="button" href=(format!("{base}/tutti.zip")) download { "Prendi tutto (.zip)" } }
        ul class="files" {
            @for output in outputs(set) {
                li {
                    a href=(format!("{base}/file/{}", output.name)) download { (output.name) }
                    " (" (output.bytes.len().div_ceil(1024)) " KB)"
                }
            }
        }
    }
}
