//! The manifest of what `genera` writes.

use super::args::{Format, GenerateArgs, ProfileName};
use super::prepare::{PlanFile, Ready};
use super::render::Rendered;
use crate::annex::{Annex, Date, Number};
use crate::dataset::{AreaTotal, Dataset, PlanFacts, SignerFacts};
use crate::file_name::FileName;
use crate::manifest::{
    Act, Agent, Choices, Document, Fingerprint, FormatId, LayoutPart, LayoutSource, Made, Manifest,
    OtherAnnex, Program, Source, Sum, VERSION,
};
use crate::model::Heading;

/// Describes `rendered`, made of `ready` as `job` asked.
///
/// # Errors
/// A name that no file can have.
pub fn describe(
    job: &GenerateArgs,
    ready: &Ready,
    rendered: &[Rendered],
) -> Result<Manifest, String> {
    let Ready { annex, dataset, .. } = ready;
    let document = document(&dataset.facts, &job.version);
    let role = role(&document);
    let made = |one: &Rendered| made(one, &ready.name, &role, job.profile);
    Ok(Manifest {
        version: VERSION,
        program: Program {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        plan: source(&ready.plan),
        layout: layout(ready),
        choices: choices(job, annex, dataset, rendered),
        totals: totals(dataset),
        files: rendered.iter().map(made).collect::<Result<_, _>>()?,
        document,
    })
}

/// Describes the document by the facts of its plan.
fn document(facts: &PlanFacts, version: &str) -> Document {
    let owner = facts.entity.clone().map(|name| Agent {
        role: "Autore".to_owned(),
        name: Some(name),
        capacity: None,
    });
    let signer = |signer: &SignerFacts| Agent {
        role: "Firmatario".to_owned(),
        name: signer.name.clone(),
        capacity: Some(signer.capacity.clone()),
    };
    let other = |(label, title): &(String, Option<String>)| OtherAnnex {
        label: label.clone(),
        title: title.clone(),
    };
    let facts_of_act = &facts.act;
    let act = Act {
        body: facts_of_act.body.clone(),
        number: facts_of_act.number.clone(),
        date: facts_of_act.date.clone(),
    };
    Document {
        subject: facts.title.clone(),
        version: version.to_owned(),
        agents: owner.into_iter().chain(facts.signers.iter().map(signer)).collect(),
        act: Some(act).filter(|act| *act != Act::default()),
        annex: facts_of_act.annex.clone(),
        annexes: facts_of_act.annexes.iter().map(other).collect(),
        classification: facts_of_act.classification.clone(),
    }
}

/// What the files are to the act.
fn role(document: &Document) -> String {
    match &document.annex {
        Some(label) => format!("Allegato {label}"),
        None => "Allegato".to_owned(),
    }
}

/// A name that only this system knows is not repeated.
fn source(plan: &PlanFile) -> Source {
    let name = plan.name.clone().and_then(|name| FileName::try_from(name).ok());
    Source { name, size: plan.size, sha256: plan.digest }
}

fn file_name(name: String) -> Result<FileName, String> {
    FileName::try_from(name.clone()).map_err(|_| name)
}

fn layout(ready: &Ready) -> LayoutSource {
    let part = |file: &crate::layout::LayoutFile| LayoutPart {
        layer: file.layer,
        path: file.path.clone(),
        sha256: file.digest,
    };
    let used = &ready.layout;
    LayoutSource {
        name: used.name.clone(),
        sha256: used.digest,
        file: used.files.iter().map(part).collect(),
    }
}

fn choices(job: &GenerateArgs, annex: &Annex, dataset: &Dataset, rendered: &[Rendered]) -> Choices {
    let date = |d: &Date| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day);
    let heading = |h: &Heading| format!("{}={}", h.field, h.words);
    Choices {
        date: annex.meta.date.as_ref().map(date),
        profile: job.profile.name().to_owned(),
        formats: rendered.iter().map(|r| r.format.extension().to_owned()).collect(),
        sheets: dataset.sheets.iter().map(|sheet| sheet.name().to_owned()).collect(),
        map: job.input.map.iter().map(heading).collect(),
    }
}

/// The totals that name both an area and a period.
fn totals(data: &Dataset) -> Vec<Sum> {
    let sum = |total: &AreaTotal| {
        Some(Sum {
            area: data.areas.get(total.group.area?)?.clone(),
            period: data.periods.get(total.group.period?)?.clone(),
            objectives: total.weights.count,
            without: total.weights.without,
            weight: decimal(total.weights.sum),
        })
    };
    data.totals.iter().filter_map(sum).collect()
}

/// An exact decimal with a point.
fn decimal(number: Number) -> String {
    let sign = if number.mantissa < 0 { "-" } else { "" };
    let scale = number.scale as usize;
    let digits = format!("{:0>1$}", number.mantissa.unsigned_abs(), scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

fn made(one: &Rendered, name: &str, role: &str, profile: ProfileName) -> Result<Made, String> {
    Ok(Made {
        name: file_name(format!("{name}.{}", one.format.extension()))?,
        role: role.to_owned(),
        format: format_id(one.format, profile),
        extent: one.extent,
        size: one.bytes.len() as u64,
        fingerprint: Fingerprint(one.digest),
    })
}

/// What preservation calls a format (AgID, Allegato 2).
fn format_id(format: Format, profile: ProfileName) -> FormatId {
    let office = "application/vnd.openxmlformats-officedocument";
    let (media_type, name, version) = match (format, profile) {
        (Format::Pdf, ProfileName::A2aUa1) => {
            ("application/pdf".to_owned(), "PDF/A-2a, PDF/UA-1", "1.7")
        }
        (Format::Pdf, ProfileName::A2u) => {
            ("application/pdf".to_owned(), "PDF/A-2u, PDF/UA-1", "1.7")
        }
        (Format::Pdf, ProfileName::A2b) => {
            ("application/pdf".to_owned(), "PDF/A-2b, PDF/UA-1", "1.7")
        }
        (Format::Xlsx, _) => {
            (format!("{office}.spreadsheetml.sheet"), "Office Open XML", "ISO/IEC 29500")
        }
        (Format::Docx, _) => {
            (format!("{office}.wordprocessingml.document"), "Office Open XML", "ISO/IEC 29500")
        }
    };
    FormatId { media_type, name: name.to_owned(), version: version.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_their_places() {
        for (mantissa, scale, text) in
            [(100, 0, "100"), (3333, 2, "33.33"), (-5, 1, "-0.5"), (0, 2, "0.00"), (7, 3, "0.007")]
        {
            assert_eq!(decimal(Number { mantissa, scale }), text);
        }
    }
}
