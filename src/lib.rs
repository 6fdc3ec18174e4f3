//! `allegati` makes the annexes of a *Piano Obiettivi*: one structured plan goes in,
//! a PDF, an XLSX and a DOCX that agree word for word come out, and every complaint
//! points at the line that caused it.
//!
//! ```text
//! plan.yaml|json ─ plan_file ───────────────────┐
//! office files ─ office ─▶ Grid ─ recognise ────┴▶ RawPlan ─ validate ─▶ Plan ─┬─ check ─▶ findings
//!                                 ▲ headings                                   ├─ group ─▶ GroupTree ─┐
//! layouts/<name>/ ─ layout ─▶ Layout ──┬───────────────────────────────────┐   │                      │
//!                                      │  compose ◀────────────────────────┼───┼──────────────────────┘
//!                                      └─▶ │                               │   │
//!                                          ▼                               ▼   ▼
//!                                   Annex and Dataset ───────────────────▶ manifest ─┐
//!                                          └─ render/{pdf,xlsx,docx} ─▶ bytes ───────┴▶ publish ─▶ output/
//! signed or edited files ─ verify (against the manifest and the original bytes) ─▶ verdicts
//! ```
//!
//! A stage is a pure function of what the arrows before it delivered; every arrow may add
//! to the [`diag::Findings`]. Nothing flows backwards. [`job`] walks this road, one screen for
//! each way; `cli` is the face over it.
//!
//! ```
//! use allegati::{check, compose, diag, group, job, layout, render, source, validate};
//!
//! let plan = "\
//! titolo: PIANO OBIETTIVI 2024
//! aree:
//!   - nome: AREA TECNICA
//!     periodi:
//!       - etichetta: ANNO 2024
//!         obiettivi:
//!           - servizio: LAVORI PUBBLICI
//!             descrizione: Manutenzione delle strade
//!             risultato: Strade percorribili
//!             indicatore: Relazione
//!             peso: 90
//! ";
//! let mut sources = source::SourceMap::default();
//! let mut findings = diag::Findings::default();
//! let raw = job::read_plan("piano.yaml", plan.into(), job::PlanFormat::YAML, &mut sources, &mut findings);
//! let valid = validate::validate_plan(raw.expect("YAML"), &sources, &mut findings);
//! findings.extend(check::check_plan(&valid.plan, &valid.gaps, &sources));
//! let codes: Vec<_> = findings.iter().map(|finding| finding.code.name()).collect();
//! assert_eq!(codes, ["totale-diverso"]);
//!
//! let layout = layout::load_layout(layout::DEFAULT, &mut sources, &mut findings).expect("sound");
//! let tree = group::group_plan(&valid.plan, &compose::levels(&layout));
//! let composed = compose::compose_plan(&valid.plan, &tree, &layout, None, &mut findings).expect("sound");
//! let pdf = render::pdf::pdf(&composed.annex, &render::pdf::PdfOptions::default())?;
//! assert_eq!(pdf.pages, 1);
//! # Ok::<(), render::RenderError>(())
//! ```

pub mod annex;
pub mod chart;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod collect;
pub mod combine;
pub mod compare;
pub mod compose;
pub mod dataset;
pub mod delivery;
pub mod diag;
pub mod digest;
pub mod file_kind;
pub mod file_name;
pub mod group;
#[cfg(any(feature = "cli", feature = "web"))]
pub mod guide;
pub mod held_file;
pub mod italian;
pub mod job;
pub mod layout;
pub(crate) mod likeness;
pub mod manifest;
pub mod model;
pub mod office;
pub mod outcome;
pub mod parallel;
pub mod plan_file;
pub mod publish;
pub mod raw;
pub mod recognise;
pub mod render;
pub mod settings;
pub mod source;
#[cfg(test)]
mod tests;
pub mod text;
pub mod typeset;
pub mod validate;
pub mod verify;
#[cfg(feature = "web")]
pub mod web;
