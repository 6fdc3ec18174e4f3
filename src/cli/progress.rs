//! Progress line on the terminal, for runs that take longer than a second.

use super::terminal::redraws_on_stderr;
use crate::job::Step;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Delay before the line shows: shorter work needs none.
const PATIENCE: Duration = Duration::from_secs(1);
/// Interval between two drawings of the line: eight a second look smooth.
const TICK: Duration = Duration::from_millis(125);

/// Returns the name of a step for the user.
fn step_name(step: Step) -> &'static str {
    match step {
        Step::Reading => "Lettura",
        Step::Checking => "Controlli",
        Step::Rendering => "PDF, Excel e Word",
        Step::Comparing => "Confronto",
        Step::Writing => "Scrittura",
    }
}

/// Progress line; it disappears when this is dropped.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Thread that shows the line after [`PATIENCE`], and the sender whose end cancels that.
    patience: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Returns a line that names the step.
    pub(crate) fn of_steps() -> Self {
        Self::begin(ProgressBar::hidden().with_style(style("{spinner} {msg} … {elapsed}")))
    }

    /// Returns a line that counts to `total` plans.
    pub(crate) fn of_plans(total: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        Self::begin(bar.with_style(style("{pos} piani su {len} [{wide_bar}] mancano {eta}")))
    }

    fn begin(bar: ProgressBar) -> Self {
        let patience = redraws_on_stderr().then(|| {
            let (done, waiting) = channel::<()>();
            let bar = bar.clone();
            let show = move || {
                if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(TICK);
                }
            };
            (done, std::thread::spawn(show))
        });
        Progress { bar, patience }
    }

    /// Shows that `step` begins.
    pub(crate) fn step(&self, step: Step) {
        self.bar.set_message(step_name(step));
    }

    /// Counts a plan that is done.
    pub(crate) fn count(&self) {
        self.bar.inc(1);
    }

    /// Hides the line while `print` prints, so that the text stands above it.
    pub(crate) fn suspended<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, display)) = self.patience.take() {
            // The end of the sender wakes the thread: a short run waits for no second.
            drop(done);
            let _ = display.join();
        }
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("written here, and tried by the tests")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_are_sound() {
        for progress in [Progress::of_steps(), Progress::of_plans(2)] {
            progress.step(Step::Writing);
            progress.count();
        }
    }
}
