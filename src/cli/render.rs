//! From the annex to its files in memory, and what the formats cannot hold.

use super::args::Format;
use super::prepare::{self, Prepared};
use crate::annex::{Annex, Block};
use crate::dataset::Dataset;
use crate::diag::{Code, Diagnostic};
use crate::digest::Digest;
use crate::manifest::Extent;
use crate::parallel::Beside;
use crate::render::pdf::{BrokenWord, PdfFile, PdfOptions};
use crate::render::{RenderError, docx, pdf, xlsx};
use crate::source::SourceMap;

/// An annex in one format.
pub struct Rendered {
    pub format: Format,
    pub bytes: Vec<u8>,
    pub digest: Digest,
    pub extent: Extent,
    /// Words that their column could not hold in one piece.
    broken: Vec<BrokenWord>,
}

/// Renders `annex`. What the formats cannot hold, and words that they had to break, become
/// findings of `prepared`; with an error there is nothing.
pub fn render_all(
    annex: &Annex,
    dataset: &Dataset,
    formats: &[Format],
    options: &PdfOptions,
    beside: &Beside,
    prepared: &mut Prepared,
) -> Option<Vec<Rendered>> {
    let each = |&format: &Format| render(annex, dataset, format, options);
    // The PDF, which comes first, takes as long as the others together.
    let (first, others) = formats.split_at(formats.len().min(1));
    let all = |formats: &[Format]| formats.iter().map(each).collect::<Vec<_>>();
    let (first, others) = beside.both(|| all(first), || all(others));
    let mut rendered = Vec::new();
    let mut findings = Vec::new();
    for result in first.into_iter().chain(others) {
        match result {
            Ok(one) => {
                findings.extend(one.broken.iter().map(|word| broken_word(word, &prepared.sources)));
                rendered.push(one);
            }
            Err(error) => findings.extend(complaints(error, prepared)),
        }
    }
    prepared.findings.extend(findings);
    (rendered.len() == formats.len()).then_some(rendered)
}

fn render(
    annex: &Annex,
    dataset: &Dataset,
    format: Format,
    options: &PdfOptions,
) -> Result<Rendered, RenderError> {
    let (bytes, extent) = match format {
        Format::Pdf => {
            let PdfFile { bytes, sha256, pages, broken } = pdf::pdf(annex, options)?;
            let (digest, extent) = (Digest::known(sha256), Extent::Pages(pages));
            return Ok(Rendered { format, bytes, digest, extent, broken });
        }
        Format::Xlsx => (xlsx::xlsx(annex, dataset)?, Extent::Sheets(dataset.sheets.len())),
        Format::Docx => (docx::docx(annex)?, Extent::Tables(tables(annex))),
    };
    let digest = Digest::of(&bytes);
    Ok(Rendered { format, bytes, digest, extent, broken: Vec::new() })
}

fn tables(annex: &Annex) -> usize {
    annex.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count()
}

/// What a format could not hold, said of the place in the plan.
fn complaints(error: RenderError, prepared: &Prepared) -> Vec<Diagnostic> {
    let one = match error {
        RenderError::Several(errors) => {
            return errors.into_iter().flat_map(|error| complaints(error, prepared)).collect();
        }
        RenderError::TextTooLong { place, length, limit, origin } => {
            let message = format!("Il testo ha {length} caratteri; {place} ne contiene {limit}.");
            Diagnostic::new(Code::TooLong, prepare::place(origin, &prepared.sources), message)
                .hint("Accorciarlo o dividerlo, oppure scrivere solo gli altri formati: per esempio --formati pdf,docx.")
        }
        RenderError::NoRoom(what) => {
            let place = prepared.layout;
            Diagnostic::new(Code::NoRoom, place, format!("Il foglio non ha spazio: {what}."))
                .hint("Ridurre nel layout i margini, i caratteri o le colonne, o scegliere un formato più grande.")
        }
        RenderError::Backend(cause) => {
            let place = prepare::place(None, &prepared.sources);
            Diagnostic::new(Code::Internal, place, format!("L'allegato non si può comporre: {cause}."))
                .hint("È un difetto del programma: segnalarlo a chi lo cura, con il piano e il layout usati.")
        }
    };
    vec![one]
}

/// A word cut where the column ends, because no column can hold it.
fn broken_word(word: &BrokenWord, sources: &SourceMap) -> Diagnostic {
    let place = prepare::place(word.origin, sources);
    let at = sources.text(place).find(&word.word);
    let place = at.map_or(place, |i| place.part(i..i + word.word.len()));
    let start: String = word.word.chars().take(40).collect();
    let dots = if start.len() < word.word.len() { "…" } else { "" };
    let message = format!("«{start}{dots}» è più larga della sua colonna ed è stata spezzata.");
    let is_number = word.word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation());
    Diagnostic::new(Code::BrokenWord, place, message).hint(match is_number {
        true => "Allargare la colonna nel layout.",
        false => "Allargare la colonna nel layout, o inserire uno spazio nel punto in cui si può andare a capo.",
    })
}
