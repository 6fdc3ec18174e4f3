//! Loading from a plan's bytes to a valid plan: values, findings and hostile files.

mod errors;
mod forms;
mod hostile;
mod levels;
mod outcomes;
mod schema;
mod slips;

use allegati::diag::{Findings, full_report};
use allegati::job;
use allegati::job::PlanFormat;
use allegati::model::Plan;
use allegati::source::SourceMap;
use allegati::validate::validate_plan;

/// Result of loading a plan.
struct Loaded {
    plan: Option<Plan>,
    findings: Findings,
    sources: SourceMap,
}

fn load_as(bytes: impl Into<Vec<u8>>, format: PlanFormat) -> Loaded {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let raw = job::read_plan("piano", bytes.into(), format, &mut sources, &mut findings);
    let plan = raw.map(|raw| validate_plan(raw, &sources, &mut findings).plan);
    findings.sort();
    Loaded { plan, findings, sources }
}

fn load(yaml: impl Into<Vec<u8>>) -> Loaded {
    load_as(yaml, PlanFormat::YAML)
}

impl Loaded {
    /// Returns the plan, which must have no findings.
    fn sound(self) -> Plan {
        let said = full_report(&self.findings, &self.sources, false);
        assert!(self.findings.is_empty(), "{said}");
        self.plan.expect("a plan without findings")
    }

    /// Writes each finding on a line: code, then each place with what is under the caret, then the message.
    fn said(&self) -> Vec<String> {
        let line = |finding: &allegati::diag::Diagnostic| {
            let places = finding.labels.iter().map(|label| {
                let at = self.sources.position(label.span);
                format!("{}:{} «{}»", at.line, at.column, self.sources.text(label.span))
            });
            let places = places.collect::<Vec<_>>().join(" + ");
            format!("{} {places} {}", finding.code.name(), finding.message)
        };
        self.findings.iter().map(line).collect()
    }
}

/// Sound plan of one objective, to be spoilt by one replacement.
const SMALL: &str = "\
titolo: PIANO OBIETTIVI 2024
aree:
  - nome: AREA UNICA
    periodi:
      - etichetta: ANNO 2024
        obiettivi:
          - servizio: SEGRETERIA
            tipologia: S
            descrizione: Fare una cosa
            risultato: Fatto
            indicatore: Relazione
            peso: 100
";

/// Loads the small plan with `old` replaced by `new`.
fn small(old: &str, new: &str) -> String {
    assert_eq!(SMALL.matches(old).count(), 1, "{old:?} stands once in the small plan");
    SMALL.replace(old, new)
}
