//! `allegati` makes the annexes of a *Piano Obiettivi*: one structured plan goes in,
//! a PDF, an XLSX and a DOCX that agree word for word come out.

pub mod annex;
pub mod check;
pub mod cli;
pub mod compose;
pub mod diag;
pub mod group;
pub mod input;
pub mod layout;
pub mod model;
pub mod publish;
pub mod render;
pub mod source;
pub mod typeset;
pub mod validate;
