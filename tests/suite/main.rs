//! Tests that see the program from outside its rooms. See `tests/README.md`.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests make folders, run the program, and report what they skip"
)]

mod annexes;
mod bases;
mod beginning;
mod commands;
mod conformance;
mod examples;
mod golden;
mod house;
mod importing;
mod layout_docs;
mod layouts;
mod levels;
mod lists;
mod loading;
mod logo;
mod many;
mod papers;
mod pdf_text;
mod publishing;
mod safe_writing;
mod shapes;
mod shipped;
mod signatures;
mod support;
mod totals;
mod verifying;
mod widths;
mod workbook;
mod writing;
