//! Every test that looks at the program from outside its rooms. See `tests/README.md`.

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

mod pdf_text;
mod safe_writing;
mod shapes;
mod shipped;
mod signatures;
mod support;
mod totals;
mod widths;
mod workbook;
mod writing;
