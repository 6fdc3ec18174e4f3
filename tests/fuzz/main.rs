//! Returned files changed at random: the readers of `verifica` neither fail nor hang nor take
//! more memory than they may, whatever they are given.
//!
//! A fixed number of changes for each kind of file; `ALLEGATI_FUZZ=30` runs for that many
//! seconds instead, and then also limits the time for one file. `ALLEGATI_FUZZ_FROM=7` begins
//! with another number. The numbers of the changes are the only randomness: a failure names
//! its kind and number, and comes again with them.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "ALLEGATI_FUZZ gives seconds, and a run reports what it did"
)]

mod memory;
mod mutate;

use allegati::job;
use allegati::manifest::AnnexFormat;
use allegati::manifest::Manifest;
use allegati::verify::{layers, office, pdf};
use mutate::Random;
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

/// Most memory that one file may take beyond its own bytes, in bytes.
const MOST_MEMORY: usize = 200 * 1024 * 1024;
/// Number of changes of each kind without `ALLEGATI_FUZZ`: some seconds in all, in a build
/// without optimisation.
const FILES: u64 = 50;
/// Longest time for one file under `ALLEGATI_FUZZ`; builds without optimisation are slow.
const LONGEST: Duration = Duration::from_secs(20);

const PDF: &[u8] = include_bytes!("../../output/piano-obiettivi-2020-2022.pdf");
const WORKBOOK: &[u8] = include_bytes!("../../output/piano-obiettivi-2020-2022.xlsx");
const DOCUMENT: &[u8] = include_bytes!("../../output/piano-obiettivi-2020-2022.docx");
const MANIFEST: &[u8] = include_bytes!("../../output/piano-obiettivi-2020-2022.manifesto.json");

macro_rules! seeds {
    ($($path:literal)*) => { &[$(include_bytes!($path)),*] };
}

/// Envelopes in every form.
const ENVELOPES: &[&[u8]] = seeds!(
    "../suite/fixtures/buste/der.p7m" "../suite/fixtures/buste/flusso.p7m"
    "../suite/fixtures/buste/pem.p7m" "../suite/fixtures/buste/annidata.p7m"
    "../suite/fixtures/buste/parallele.p7m" "../suite/fixtures/buste/chiave.p7m"
    "../suite/fixtures/buste/staccata.p7s" "../suite/fixtures/buste/cifrata.p7m"
);
/// Revisions that signers appended to [`PDF`], and one written in streams.
const SIGNATURES: &[&[u8]] = seeds!(
    "seeds/invisibile.bin" "seeds/visibile.bin" "seeds/dss.bin" "seeds/itext.bin"
    "seeds/openpdf.bin" "seeds/libreoffice.bin" "seeds/libreoffice-visibile.bin"
    "seeds/poppler.bin" "seeds/flussi.bin"
);

/// Kind of file: its name, and a function that makes one from the seeds and has it read.
type Target = (&'static str, fn(&mut Random));

const KINDS: [Target; 6] = [
    ("buste", |random| drop(layers::peel(&random.changed(ENVELOPES)))),
    ("pdf firmati", |random| {
        let returned = [PDF, &random.changed(SIGNATURES)].concat();
        pdf::compare(PDF, &returned);
    }),
    ("pdf", |random| drop(pdf::compare(PDF, &random.changed(&[PDF])))),
    ("xlsx", |random| package(random, AnnexFormat::Xlsx, WORKBOOK)),
    ("docx", |random| package(random, AnnexFormat::Docx, DOCUMENT)),
    ("manifesti", |random| drop(Manifest::read(&random.changed(&[MANIFEST])))),
];

fn main() {
    let number = |name| std::env::var(name).ok().and_then(|text: String| text.parse::<u64>().ok());
    let time = number("ALLEGATI_FUZZ").map(Duration::from_secs);
    let from = number("ALLEGATI_FUZZ_FROM").unwrap_or(0);
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    for kind in KINDS.iter().filter(|(name, _)| only.as_ref().is_none_or(|only| only == name)) {
        run(kind, from, time);
    }
}

/// Reads files from change `from` on, for `time` or, without one, [`FILES`] of them.
fn run((name, read): &Target, from: u64, time: Option<Duration>) {
    let begun = Instant::now();
    let (mut most, mut longest) = (0, Duration::ZERO);
    let mut number = from;
    while time.map_or(number - from < FILES, |time| begun.elapsed() < time) {
        let watch = time.map(|_| Watch::begin(name, number));
        memory::begin();
        let at = Instant::now();
        if std::panic::catch_unwind(|| read(&mut Random::new(number))).is_err() {
            fail(name, number, "a panic");
        }
        let (taken, peak) = (at.elapsed(), memory::peak());
        drop(watch);
        if peak > MOST_MEMORY {
            fail(name, number, &format!("{} MiB", peak / 1024 / 1024));
        }
        (most, longest) = (most.max(peak), longest.max(taken));
        number += 1;
    }
    let (count, most) = (number - from, most / 1024 / 1024);
    println!("{name}: {count} files, at most {most} MiB and {} ms each", longest.as_millis());
}

fn fail(name: &str, number: u64, what: &str) -> ! {
    eprintln!("{name}: {what} with ALLEGATI_FUZZ_FROM={number}");
    std::process::exit(1)
}

/// Guard that ends the run if it is not dropped in time.
struct Watch {
    /// Closed when the guard is dropped, which ends the thread that waits.
    _end: std::sync::mpsc::Sender<()>,
}

impl Watch {
    fn begin(name: &'static str, number: u64) -> Self {
        let (end, ended) = std::sync::mpsc::channel::<()>();
        std::thread::spawn(move || {
            use std::sync::mpsc::RecvTimeoutError::Timeout;
            if ended.recv_timeout(LONGEST) == Err(Timeout) {
                fail(name, number, "too long");
            }
        });
        Watch { _end: end }
    }
}

/// Compares a package of which one part was changed.
fn package(random: &mut Random, kind: AnnexFormat, original: &[u8]) {
    let mut old = zip::ZipArchive::new(Cursor::new(original)).expect("a package");
    let chosen = random.below(old.len());
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for i in 0..old.len() {
        let mut part = old.by_index(i).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("read");
        if i == chosen {
            content = random.changed(&[&content]);
        }
        new.start_file(part.name().expect("a name").into_owned(), stored).expect("begun");
        new.write_all(&content).expect("written");
    }
    let new = new.finish().expect("ended").into_inner();
    office::compare(kind, original, &new, job::label_cells);
}
