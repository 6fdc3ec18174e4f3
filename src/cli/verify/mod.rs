//! `verifica`: what came back signed, or edited, against what was sent.

mod remake;
mod report;
mod sent;

use super::Outcome;
use super::args::VerifyArgs;
use super::progress::{Progress, Step};
use super::terminal::{fail, print};
use crate::verify::Verdict;
use crate::verify::judge::judge;
use report::Report;
use sent::Sending;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The most that a returned file may hold, in bytes.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Judges every file; the verdicts go to standard output, what could not be read to standard
/// error.
pub fn run(job: &VerifyArgs) -> Outcome {
    let progress = Progress::of_steps();
    let mut sending = match Sending::open(job) {
        Ok(sending) => sending,
        Err(message) => return fail(&message),
    };
    let mut report = Report::default();
    let mut unread = false;
    for path in &job.files {
        let name = path.display().to_string();
        progress.step(Step::Reading);
        match read(path, MOST_BYTES) {
            Ok(bytes) => {
                progress.step(Step::Comparing);
                let known = sending.sent();
                let judged = judge(&bytes, &known, &mut sending);
                report.add(&name, judged, &sending);
            }
            Err(cause) => {
                progress.above(|| fail(&format!("«{name}» non si può leggere: {cause}.")));
                unread = true;
            }
        }
    }
    drop(progress);
    report.notes(sending.notes());
    let outcome = match report.worst() {
        _ if unread => Outcome::Failed,
        Verdict::Intact => Outcome::Done,
        Verdict::Look => Outcome::Look,
        Verdict::Changed | Verdict::Unknown => Outcome::Invalid,
    };
    print(&if job.json { report.json() } else { report.human() }, outcome)
}

/// The bytes of a plain file of at most `most` bytes.
///
/// # Errors
/// Why there are none, in a few words of Italian.
fn read(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = |path: &Path| -> std::io::Result<Option<File>> {
        // A pipe may keep whoever opens it waiting for ever.
        let is_file = std::fs::metadata(path)?.is_file();
        is_file.then(|| File::open(path)).transpose()
    };
    let failed = |error: std::io::Error| super::prepare::cause(&error);
    let file = file(path).map_err(failed)?.ok_or("non è un file")?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(format!("supera {} MB", most / 1024 / 1024));
    }
    Ok(bytes)
}
