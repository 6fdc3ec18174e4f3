//! Every test that looks at the program from outside its rooms. See `tests/README.md`.

mod annexes;
mod bases;
mod beginning;
mod commands;
mod conformance;
mod golden;
mod house;
mod importing;
mod layouts;
mod loading;
mod pdf_text;
mod publishing;
mod safe_writing;
mod shapes;
mod signatures;
mod support;
mod verifying;
mod widths;
mod workbook;
mod writing;
