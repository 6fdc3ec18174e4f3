//! Text goldens: one tool for all of them.
//!
//! A golden is a file under `tests/suite/golden`. When the text differs the test
//! fails and shows the difference; `ALLEGATI_GOLDEN=rinnova cargo test` writes the
//! new text, to be read before it is committed.

use similar::TextDiff;
use std::path::{Path, PathBuf};

/// Compares `text` with the golden `name`, or renews the golden if that is asked for.
#[track_caller]
pub(crate) fn hold(name: &str, text: &str) {
    let path = folder().join(name);
    if std::env::var_os("ALLEGATI_GOLDEN").is_some_and(|v| v == "rinnova") {
        std::fs::create_dir_all(path.parent().expect("a golden lies in a folder")).expect("folder");
        std::fs::write(&path, text).expect("golden written");
        return;
    }
    let want = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; see tests/README.md", path.display()));
    if want != text {
        let diff = TextDiff::from_lines(&want, text);
        panic!("{name} differs:\n{}", diff.unified_diff().header("golden", "now"));
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/golden")
}
