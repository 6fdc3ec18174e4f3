//! Title and body of the plan, as lines above the tables give them.

use super::report::RecognitionReport;
use super::word_forms::letters;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::raw::{Field, RawPlan, Words};
use crate::source::Span;

/// Lines that name the plan or the body whose plan it is.
#[derive(Default)]
pub(super) struct PlanNames {
    /// Line that begins as titles do.
    pub title: Option<Words>,
    /// First other line above a table: the title if no line looks more like one.
    pub first_line: Option<Words>,
    /// Line that begins as the names of bodies do.
    pub entity: Option<Words>,
}

impl PlanNames {
    /// Returns `true` if the line is the title once more.
    pub(crate) fn is_title(&self, line: &Words) -> bool {
        repeats(&self.title, line)
    }

    /// Returns `true` if the line repeats the first line or the body.
    pub(crate) fn is_first_line(&self, line: &Words) -> bool {
        repeats(&self.first_line, line) || repeats(&self.entity, line)
    }

    /// Sets title and body of `plan`, unless it has them from «Leggimi».
    pub(crate) fn give_to(&mut self, plan: &mut RawPlan, report: &mut RecognitionReport) {
        if plan.title == Field::Absent {
            plan.title = match self.title.take().or_else(|| self.first_line.take()) {
                Some(title) => {
                    // Inserted, not added: people check title and body first.
                    report.lines.insert(0, format!("Titolo: {}.", quote_start(&title.value)));
                    Field::Given(title)
                }
                None => missing_title(plan.span, report),
            };
        }
        if let Some(line) = self.first_line.take() {
            report.leave_out(&[line], "sopra la tabella");
        }
        if let (Field::Absent, Some(entity)) = (&plan.entity, self.entity.take()) {
            report.lines.insert(1, format!("Ente: {}.", quote_start(&entity.value)));
            plan.entity = Field::Given(entity);
        }
    }
}

fn repeats(known: &Option<Words>, line: &Words) -> bool {
    known.as_ref().is_some_and(|known| letters(&known.value) == letters(&line.value))
}

fn missing_title(start: Span, report: &mut RecognitionReport) -> Field {
    report.findings.push(Diagnostic::new(Code::Missing, start, "Manca il titolo del piano.").hint(
        "Scriverlo in una riga sopra la tabella, da solo, per esempio «PIANO OBIETTIVI 2024-2026».",
    ));
    Field::Wrong
}
