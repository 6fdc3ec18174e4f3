//! What `genera` and `controlla` have in common: from the command line to the annex.

use super::Outcome;
use super::loaded::{LayoutUsed, LoadedLayout, SoundLayout};
use super::progress::{Progress, Step};
use super::terminal::harmless;
use crate::annex::{Annex, Origin};
use crate::check::{check_across, check_each};
use crate::compose::{self, Composition, compose_plan, file_name, levels};
use crate::dataset::Dataset;
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::digest::Digest;
use crate::group::group_plan;
use crate::job::Opened;
use crate::job::{self, Format};
use crate::layout::Layout;
use crate::model::{Heading, LevelHead};
use crate::model::{Level, Plan};
use crate::parallel::Beside;
use crate::raw::RawPlan;
use crate::source::MOST_BYTES;
use crate::source::{SourceMap, Span};
use crate::typeset;
use crate::validate::{Validated, validate_plan};
use chrono::NaiveDate;
use std::io::Read;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

/// What to prepare.
pub struct Job<'a> {
    /// The plan's file; «-» is standard input.
    pub plan: &'a Path,
    /// Its layout, asked for when the plan has been opened.
    pub layout: &'a (dyn Deref<Target = LoadedLayout> + Sync),
    /// Who does what need not wait for something else.
    pub beside: &'a Beside,
    /// What the columns of a table hold.
    pub map: &'a [Heading],
    /// The day that the user gave; without it the plan's own day counts.
    pub date: Option<NaiveDate>,
}

/// An annex ready to be rendered, or the findings that forbid it.
pub struct Prepared {
    /// Every file that was read.
    pub sources: SourceMap,
    /// Everything that was found.
    pub findings: Findings,
    /// The beginning of the layout's settings.
    pub layout: Span,
    /// How tables were recognised, for people; empty for a plan in YAML or JSON.
    pub report: String,
    /// The annex; absent after an error.
    pub ready: Option<Ready>,
}

/// An annex and what it was made of.
pub struct Ready {
    /// The annex.
    pub annex: Annex,
    /// Its content as data.
    pub dataset: Dataset,
    /// The files' name without extension.
    pub name: String,
    /// The plan's file.
    pub plan: PlanFile,
    /// The layout.
    pub layout: Arc<LayoutUsed>,
}

/// The file of a plan.
#[derive(Clone)]
pub struct PlanFile {
    /// Its name without folder; absent if it came from standard input.
    pub name: Option<String>,
    /// Its size in bytes.
    pub size: u64,
    /// Of its bytes.
    pub digest: Digest,
}

impl Prepared {
    /// Sorts the findings and, where the user asked for rigour, makes warnings errors.
    pub fn finish(&mut self, strict: bool) {
        if strict {
            self.findings.escalate();
        }
        self.findings.sort();
    }

    /// How the run ends if nothing else goes wrong.
    pub fn outcome(&self) -> Outcome {
        if self.findings.has_errors() { Outcome::Invalid } else { Outcome::Done }
    }
}

/// Reads, validates and checks a plan, and composes its annex.
pub fn prepare(job: &Job<'_>, progress: &Progress) -> Prepared {
    progress.step(Step::Reading);
    let mut sources = SourceMap::default();
    let mut findings = Findings::default();
    let (opened, file) = open(job.plan, &mut sources, &mut findings).unzip();
    let loaded: &LoadedLayout = job.layout;
    sources.share(loaded.sources.clone());
    findings.append(&loaded.findings);
    let layout = loaded.sound.as_ref();
    // A plan that says its own keys asks for no headings.
    let asked = layout.filter(|_| matches!(opened, Some(Some(Opened::Tables(..)))));
    let heads = asked.map(|asked| headings(&asked.layout)).unwrap_or_default();
    let own = asked.and_then(|asked| own_levels(&asked.layout));
    let read = opened
        .flatten()
        .and_then(|opened| opened.plan(&heads, own.as_deref(), job.map, &mut findings));
    let report = read.as_ref().map(|read| report(&read.report)).unwrap_or_default();
    progress.step(Step::Checking);
    let valid = read.and_then(|read| validated(read.plan, &sources, &mut findings));
    let ready = valid.and_then(|Validated { plan, gaps }| {
        let compose = || Some(compose(job, &plan, layout?, file?, &sources));
        let ((composed, each), across) = job.beside.both(
            || (compose(), check_each(&plan, &gaps, &sources)),
            || check_across(&plan, &gaps, &sources),
        );
        findings.extend(each.into_iter().chain(across));
        let Composed { mut ready, findings: others, missing } = composed?;
        findings.append(&others);
        if let Some(ready) = &mut ready {
            ready.dataset.findings = compose::dataset_findings(&plan, &findings);
        }
        findings.extend(missing);
        ready
    });
    let layout = layout.map_or_else(|| sources.start(), |sound| sound.layout.place);
    Prepared { layout, sources, findings, report, ready }
}

/// What the columns of a layout are called, under the fields that they show.
pub fn headings(layout: &Layout) -> Vec<Heading> {
    let one = |(field, words)| Heading { field, words };
    compose::headings(layout).into_iter().map(one).collect()
}

/// What a layout groups by, if that is not area and period.
pub fn own_levels(layout: &Layout) -> Option<Vec<LevelHead>> {
    let own = levels(layout) != Level::DEFAULT;
    let one = |(name, before, after)| LevelHead { name, before, after };
    own.then(|| compose::level_texts(layout).into_iter().map(one).collect())
}

/// Lines on how tables were recognised; they quote their cells.
pub fn report(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{}\n", harmless(line))).collect()
}

/// A plan that every line of the file could be read of; no check may draw conclusions from
/// others.
fn validated(raw: RawPlan, sources: &SourceMap, findings: &mut Findings) -> Option<Validated> {
    let validated = validate_plan(raw, sources, findings);
    (!findings.has(Code::Syntax)).then_some(validated)
}

/// A plan composed, and what was found on the way.
struct Composed {
    ready: Option<Ready>,
    findings: Findings,
    /// Characters that no font shows.
    missing: Vec<Diagnostic>,
}

fn compose(
    job: &Job<'_>,
    plan: &Plan,
    layout: &SoundLayout,
    file: PlanFile,
    sources: &SourceMap,
) -> Composed {
    let SoundLayout { layout, used } = layout;
    let mut findings = Findings::default();
    let tree = group_plan(plan, &levels(layout));
    let date = job.date.or(plan.date.as_ref().map(|d| d.value));
    let mut composed = compose_plan(plan, &tree, layout, date, &mut findings);
    if let Some(Composition { annex, .. }) = &mut composed {
        typeset::resolve_auto_widths(annex);
    }
    let name = file_name(plan, layout, &stem(job.plan)).map_err(|found| findings.push(*found));
    let ready = composed.zip(name.ok()).map(|(Composition { annex, dataset }, name)| Ready {
        annex,
        dataset,
        name,
        plan: file,
        layout: used.clone(),
    });
    let missing = ready.iter().flat_map(|ready| missing_glyphs(&ready.annex, sources)).collect();
    Composed { ready, findings, missing }
}

/// Reads the file that the user names; what was opened of it is nothing if it cannot be read
/// as what its name says.
pub fn open(
    path: &Path,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<(Option<Opened>, PlanFile)> {
    let name = if path.as_os_str() == "-" {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    };
    match bytes(path) {
        Ok(bytes) => {
            let file = plan_file(path, &bytes);
            Some((job::open(&name, bytes, Format::of(path), sources, findings), file))
        }
        Err(error) => {
            let place = Span::new(sources.add(name.clone(), ""), 0..0);
            let message = format!("Il piano «{name}» non si può leggere: {}.", cause(&error));
            findings.push(Diagnostic::new(Code::Unreadable, place, message).hint(
                "Controllare il nome e la cartella; il nome si può anche trascinare nella finestra dal gestore dei file.",
            ));
            None
        }
    }
}

fn plan_file(path: &Path, bytes: &[u8]) -> PlanFile {
    let name = path.file_name().filter(|name| *name != "-");
    PlanFile {
        name: name.map(|name| name.to_string_lossy().into_owned()),
        size: bytes.len() as u64,
        digest: Digest::of(bytes),
    }
}

/// All of a file, «-» being standard input. One byte more than the loader takes is enough for
/// it to say so.
pub fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    } else if std::fs::metadata(path)?.is_dir() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    } else if !std::fs::metadata(path)?.is_file() {
        // A pipe may keep whoever reads it waiting for ever.
        return Err(std::io::Error::other(
            "non è un file; per leggere da un altro programma si scrive «-»",
        ));
    } else {
        std::fs::File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Why a file cannot be read, in a few words.
pub fn cause(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "il file non c'è".to_owned(),
        std::io::ErrorKind::PermissionDenied => "mancano i permessi".to_owned(),
        std::io::ErrorKind::IsADirectory => "è una cartella".to_owned(),
        std::io::ErrorKind::NotADirectory => "una parte del percorso non è una cartella".to_owned(),
        std::io::ErrorKind::Other => error.to_string(),
        _ => "il sistema non lo apre".to_owned(),
    }
}

/// The plan file's name without its extension.
pub fn stem(path: &Path) -> String {
    match path.file_stem() {
        Some(stem) if path.as_os_str() != "-" => stem.to_string_lossy().into_owned(),
        _ => "piano".to_owned(),
    }
}

/// Characters that no font of the layout can show, a finding for each in each place.
fn missing_glyphs(annex: &Annex, sources: &SourceMap) -> Vec<Diagnostic> {
    let finding = |missing: typeset::MissingGlyph| {
        let (ch, place) = (missing.ch, place(missing.origin, sources));
        let at = sources.text(place).find(ch).map(|i| place.part(i..i + ch.len_utf8()));
        // A text of the layout stands where the plan's own text would, which may not have it.
        let at = at.or_else(|| sources.find(ch.encode_utf8(&mut [0; 4]))).unwrap_or(place);
        let (font, number) = (&annex.fonts.main.name, u32::from(ch));
        let (message, hint) = if missing.is_private() {
            (
                format!(
                    "Il carattere U+{number:04X} non ha un significato stabilito: ogni tipo di carattere ne fa un segno diverso."
                ),
                "Sostituirlo: di solito è un simbolo venuto da Word, come il punto di un elenco.",
            )
        } else {
            (
                format!(
                    "Il carattere «{ch}» (U+{number:04X}) manca nel tipo di carattere «{font}»."
                ),
                "Sostituirlo, o scegliere nel layout un tipo di carattere che lo comprende.",
            )
        };
        Diagnostic::new(Code::Glyph, at, message).hint(hint)
    };
    typeset::missing_glyphs(annex).into_iter().map(finding).collect()
}

/// The place that an origin stands for; without one, the beginning of the plan.
pub fn place(origin: Option<Origin>, sources: &SourceMap) -> Span {
    origin.map_or_else(|| sources.start(), |Origin(raw)| Span::from_raw(raw))
}

/// «1 errore», «3 errori»; of nothing there is nothing to say.
pub fn count(n: usize, one: &str, many: &str) -> Option<String> {
    match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    }
}

/// How much was found, in a line.
pub fn summary(findings: &Findings) -> String {
    let count = |severity, one, many| count(findings.count(severity), one, many);
    let parts = [
        count(Severity::Error, "errore", "errori"),
        count(Severity::Warning, "avviso", "avvisi"),
        count(Severity::Note, "nota", "note"),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    match parts.split_last() {
        None => "Nessuna segnalazione.\n".to_owned(),
        Some((only, [])) => format!("Segnalazioni: {only}.\n"),
        Some((last, rest)) => format!("Segnalazioni: {} e {last}.\n", rest.join(", ")),
    }
}
