//! Tests that see the program from outside its rooms. See `tests/README.md`.

#![expect(clippy::disallowed_methods, reason = "tests make folders and run the program")]

mod achievement;
mod annexes;
mod arrangement;
mod bases;
mod beginning;
mod blocks;
mod browser;
mod commands;
mod comparing;
mod conformance;
mod corrections;
mod examples;
mod foreign_files;
mod giving;
mod golden;
mod group_sums;
mod group_texts;
mod guide;
mod handing_out;
mod house;
mod importing;
mod layout_docs;
mod layout_words;
mod layouts;
mod levels;
mod lists;
mod loading;
mod logo;
mod many;
mod moved_rows;
mod numbering;
mod office;
mod outcomes;
mod outer_totals;
mod own_groups;
#[cfg(feature = "web")]
mod page;
mod page_achievement;
mod page_comparing;
mod papers;
mod pdf_text;
mod publishing;
mod recipes;
mod replacing;
mod safe_writing;
mod shapes;
mod shipped;
mod signatures;
mod signers;
// Shared with the unit tests of the rooms.
#[path = "../../src/tests.rs"]
mod skipping;
mod support;
mod template_fields;
mod together;
mod totals;
mod verifying;
mod versions;
mod weight_marks;
mod widths;
mod workbook;
mod workbook_sheets;
mod writing;
mod yearly_weights;
