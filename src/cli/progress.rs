//! One line on the terminal while work takes long; nothing in short runs, nothing elsewhere.

use super::terminal::redraws_on_stderr;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Work that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is drawn again.
const TICK: Duration = Duration::from_millis(125);

/// What a command is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Reading,
    Checking,
    Rendering,
    Comparing,
    Writing,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Step::Reading => "Lettura",
            Step::Checking => "Controlli",
            Step::Rendering => "PDF, Excel e Word",
            Step::Comparing => "Confronto",
            Step::Writing => "Scrittura",
        }
    }
}

/// The line; it is gone when this is dropped.
pub struct Progress {
    bar: ProgressBar,
    /// Who shows it after a while, and how to tell that it need not.
    patience: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// No line at all.
    pub fn none() -> Self {
        Progress { bar: ProgressBar::hidden(), patience: None }
    }

    /// A line that names the step.
    pub fn of_steps() -> Self {
        Self::begin(ProgressBar::hidden().with_style(style("{spinner} {msg} … {elapsed}")))
    }

    /// A line that counts to `many` plans.
    pub fn of_plans(many: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(many as u64), ProgressDrawTarget::hidden());
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

    /// Says which step begins.
    pub fn step(&self, step: Step) {
        self.bar.set_message(step.name());
    }

    /// One plan more is done.
    pub fn count(&self) {
        self.bar.inc(1);
    }

    /// What `print` prints stands above the line.
    pub fn above<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, shower)) = self.patience.take() {
            drop(done);
            let _ = shower.join();
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
        for progress in [Progress::none(), Progress::of_steps(), Progress::of_plans(2)] {
            progress.step(Step::Writing);
            progress.count();
        }
    }
}
