//! Helper of the unit tests of all rooms, and of the suite.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a skipped test is reported, and CI is asked for"
)]

/// Reports that a test cannot run here for want of `missing`.
///
/// # Panics
/// Panics if the environment variable `CI` is set: a test that is skipped there shows nothing.
#[track_caller]
pub(crate) fn skip(missing: &str) {
    assert!(std::env::var_os("CI").is_none(), "cannot run without {missing}");
    eprintln!("skipped: cannot run without {missing}");
}
