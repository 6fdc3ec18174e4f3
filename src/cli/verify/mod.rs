//! `verifica`: files that came back signed or edited, compared with the files that were sent.

mod report;

use super::ExitOutcome;
use super::args::VerifyArgs;
use super::progress::Progress;
use super::terminal::{fail, print};
use crate::job::{self, FileStore, JudgedFile, Verification, VerifyListener, VerifyOptions};
use crate::verify::Verdict;
use report::VerdictReport;

/// Judges every file. The verdicts go to standard output, files that cannot be read to standard
/// error, each as soon as it is known; the report for programs is one document at the end.
pub(crate) fn run(args: &VerifyArgs) -> ExitOutcome {
    let progress = Progress::of_steps();
    let options = VerifyOptions {
        files: FileStore::Disk,
        manifest: args.manifest.clone(),
        plan: args.plan.clone(),
        layout: args.layout.clone(),
    };
    let unread = |message: &str| progress.suspended(|| _ = fail(message));
    let judged = |file: &JudgedFile| {
        if !args.json {
            progress.suspended(|| _ = print(&report::human(file), ExitOutcome::Done));
        }
    };
    let listener =
        VerifyListener { progress: &|step| progress.step(step), judged: &judged, unread: &unread };
    let verified = job::verify(&options, &args.files, &listener);
    drop(progress);
    let verification = match verified {
        Ok(verification) => verification,
        Err(message) => return fail(&message),
    };
    let report = VerdictReport(&verification);
    let text = if args.json { report.json() } else { report.closing() };
    print(&text, outcome(&verification, report.worst()))
}

fn outcome(verification: &Verification, worst: Verdict) -> ExitOutcome {
    // A script must not take silence about a file for a good verdict on it.
    if verification.unread > 0 || verification.misses_manifest {
        return ExitOutcome::Failed;
    }
    match worst {
        Verdict::Intact if verification.has_broken_chain => ExitOutcome::Look,
        Verdict::Intact => ExitOutcome::Done,
        Verdict::Look => ExitOutcome::Look,
        Verdict::Changed | Verdict::Unknown => ExitOutcome::Invalid,
    }
}
