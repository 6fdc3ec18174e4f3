//! Files of a folder into which workbooks come back.

use super::input::{OpenedFile, PlanInput};
use super::open::{Opened, TableFile};
use super::report::JobReport;
use crate::collect::SentFacts;
use crate::diag::{Code, Diagnostic, Findings};
use crate::model::{FormPurpose, RecipientKind};
use crate::source::Span;

/// Workbook that came back.
pub(super) struct ReturnedWorkbook {
    /// Name of the file.
    pub name: String,
    /// Facts that it states of itself.
    pub facts: SentFacts,
    /// Sheets of the file.
    pub tables: TableFile,
}

/// Files of a folder into which workbooks come back.
pub(super) struct ReturnedFiles {
    /// Workbooks that were sent.
    workbooks: Vec<ReturnedWorkbook>,
    /// Names of the other files.
    pub unread: Vec<String>,
}

/// Workbooks by who got them.
pub(super) struct ReturnedByName {
    /// Workbooks of each recipient.
    pub of_recipients: Vec<Vec<ReturnedWorkbook>>,
    /// Workbooks of no recipient.
    pub unknown: Vec<ReturnedWorkbook>,
}

/// Returns the remarks on what a person filled in and no reader takes: struck or hidden text, hidden sheets.
/// Others are of cells that nobody fills in.
pub(super) fn unread_content(remarks: &Findings) -> Vec<Diagnostic> {
    let is_unread = |code| matches!(code, Code::StruckText | Code::HiddenText | Code::HiddenSheet);
    remarks.iter().filter(|remark| is_unread(remark.code)).cloned().collect()
}

impl ReturnedFiles {
    /// Takes workbooks that were opened already.
    pub(super) fn of(workbooks: Vec<ReturnedWorkbook>) -> Self {
        ReturnedFiles { workbooks, unread: Vec::new() }
    }

    /// Opens the files; one that is not ours is reported and not read.
    pub(super) fn open(inputs: Vec<PlanInput>, report: &mut JobReport) -> Self {
        let mut files = ReturnedFiles { workbooks: Vec::new(), unread: Vec::new() };
        for input in inputs {
            let name = input.file_name.clone().unwrap_or_else(|| input.label.clone());
            let found = std::mem::take(&mut report.findings);
            let start = report.sources.next_start();
            let OpenedFile { content, .. } = input.open(report);
            let remarks = std::mem::replace(&mut report.findings, found);
            // A file that does not open may be somebody's answer; an empty one is none.
            if content.is_none() && !remarks.iter().all(|remark| remark.code == Code::NoHead) {
                report.findings.append(&remarks);
                files.unread.push(name);
                continue;
            }
            let tables = match content {
                Some(Opened::Tables(tables)) => Some(tables),
                Some(Opened::Plan(_)) | None => None,
            };
            report.findings.extend(unread_content(&remarks));
            let facts = tables.as_ref().and_then(|tables| SentFacts::of(&tables.grids));
            match facts.zip(tables) {
                Some((facts, tables)) => {
                    files.workbooks.push(ReturnedWorkbook { name, facts, tables });
                }
                None => {
                    let message =
                        format!("«{name}» non è un file di «distribuisci»: non è stato letto.");
                    report.findings.push(
                        Diagnostic::new(Code::UnknownReturn, start, message)
                            .hint("Toglierlo dalla cartella. Se lo è, gli è stato tolto il foglio «Invio»: farselo rimandare intero."),
                    );
                    files.unread.push(name);
                }
            }
        }
        files
    }

    /// Returns what all workbooks ask for, and by what they were handed out; `None`, with a finding, if
    /// there are none or they do not agree.
    pub(super) fn asked(
        &self,
        place: Span,
        findings: &mut Findings,
    ) -> Option<(FormPurpose, RecipientKind)> {
        let asked = |file: &ReturnedWorkbook| (file.facts.purpose, file.facts.by);
        let Some(first) = self.workbooks.first() else {
            let message = "Nella cartella non c'è nessun file di «distribuisci».";
            findings.push(
                Diagnostic::new(Code::NoHead, place, message)
                    .hint("Indicare la cartella in cui sono i file tornati compilati."),
            );
            return None;
        };
        let other = self.workbooks.iter().find(|file| asked(file) != asked(first));
        if let Some(other) = other {
            let words = |file: &ReturnedWorkbook| {
                format!(
                    "«{}» ({} per {})",
                    file.name,
                    file.facts.purpose.name(),
                    file.facts.by.name()
                )
            };
            let message = format!(
                "Nella cartella ci sono file di due distribuzioni diverse: {} e {}.",
                words(first),
                words(other)
            );
            findings.push(
                Diagnostic::new(Code::FilesOfTwoKinds, other.facts.recipient.span, message)
                    .hint("Metterli in due cartelle, e raccoglierle una alla volta."),
            );
            return None;
        }
        Some(asked(first))
    }

    /// Parts the workbooks by who got them.
    pub(super) fn by_name(self, names: &[&str]) -> ReturnedByName {
        let mut parts = ReturnedByName {
            of_recipients: names.iter().map(|_| Vec::new()).collect(),
            unknown: Vec::new(),
        };
        for file in self.workbooks {
            match names.iter().position(|name| file.facts.is_of(name)) {
                Some(at) => parts.of_recipients[at].push(file),
                None => parts.unknown.push(file),
            }
        }
        parts
    }
}
