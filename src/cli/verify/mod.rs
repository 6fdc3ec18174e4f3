//! `verifica`: files that came back signed or edited, compared with the files that were sent.

mod report;

use super::ExitOutcome;
use super::args::VerifyArgs;
use super::progress::Progress;
use super::terminal::{fail, print};
use crate::job::{self, VerifyOptions};
use crate::verify::Verdict;
use report::VerdictReport;

/// Judges every file. The verdicts go to standard output, files that cannot be read to standard
/// error.
pub(crate) fn run(args: &VerifyArgs) -> ExitOutcome {
    let progress = Progress::of_steps();
    let options = VerifyOptions {
        manifest: args.manifest.clone(),
        plan: args.plan.clone(),
        layout: args.layout.clone(),
    };
    let unread = |name: &str, cause: &str| {
        progress.suspended(|| fail(&format!("«{name}» non si può leggere: {cause}.")));
    };
    let verified = job::verify(&options, &args.files, &|step| progress.step(step), &unread);
    drop(progress);
    let verification = match verified {
        Ok(verification) => verification,
        Err(message) => return fail(&message),
    };
    let report = VerdictReport(&verification);
    let outcome = match report.worst() {
        // A script must not take silence about a file for a good verdict on it.
        _ if verification.has_unread => ExitOutcome::Failed,
        Verdict::Intact => ExitOutcome::Done,
        Verdict::Look => ExitOutcome::Look,
        Verdict::Changed | Verdict::Unknown => ExitOutcome::Invalid,
    };
    print(&if args.json { report.json() } else { report.human() }, outcome)
}
