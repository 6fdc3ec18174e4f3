//! Two things at once, for a run that is about one plan: one in the thread that the command
//! runs in, the other in a second one, which is there from the beginning. Knows nothing of
//! what is done.

use rayon::{ThreadPool, ThreadPoolBuilder};

/// As much as the thread that a program begins with has: what can be read or made there can
/// be so in another.
pub const STACK: usize = 8 << 20;

/// Who does the other thing.
pub struct Beside(Option<ThreadPool>);

impl Beside {
    /// A second thread, where the system has one.
    pub fn a_thread() -> Self {
        let thread = ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build().ok();
        if thread.is_some() {
            part();
        }
        Beside(thread)
    }

    /// Nobody: one thing comes after the other. So it is where other plans keep the cores busy.
    pub fn nobody() -> Self {
        Beside(None)
    }

    /// What `here` and `there` give.
    pub fn both<A, B: Send>(
        &self,
        here: impl FnOnce() -> A,
        there: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        let Some(thread) = &self.0 else { return (here(), there()) };
        let mut other = None;
        let one = thread.in_place_scope(|scope| {
            scope.spawn(|_| other = Some(there()));
            here()
        });
        (one, other.expect("the scope ends after it"))
    }
}

/// Gives this thread one half of the cores and the other threads of the program the other. A
/// system that packs its cores, as virtual machines do, lets a thread that is made or woken
/// wait behind the one that did so for some 3 ms, longer than most of what it is to do.
#[cfg(target_os = "linux")]
fn part() {
    use rustix::process::Pid;
    use rustix::thread::{CpuSet, gettid, sched_getaffinity, sched_getcpu, sched_setaffinity};
    // A /proc of other processes than this one sees has numbers that mean others here.
    let process = std::process::id().to_string();
    if !std::fs::read_link("/proc/self").is_ok_and(|own| own.as_os_str() == &*process) {
        return;
    }
    let Ok(cores) = sched_getaffinity(None) else { return };
    let (mut mine, mut others) = (CpuSet::new(), CpuSet::new());
    let current = sched_getcpu();
    for core in (0..CpuSet::MAX_CPU).filter(|core| cores.is_set(*core)) {
        let half = if core % 2 == current % 2 { &mut mine } else { &mut others };
        half.set(core);
    }
    if others.count() == 0 {
        return;
    }
    // A thread that cannot be moved runs where it is.
    let _ = sched_setaffinity(None, &mine);
    let number = |name: std::ffi::OsString| Pid::from_raw(name.to_str()?.parse().ok()?);
    for thread in std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten() {
        let other = number(thread.file_name()).filter(|thread| *thread != gettid());
        let _ = other.map(|thread| sched_setaffinity(Some(thread), &others));
    }
}

#[cfg(not(target_os = "linux"))]
fn part() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_done_wherever_they_are_done() {
        for beside in [Beside::nobody(), Beside::a_thread(), Beside::a_thread()] {
            let text = String::from("piano");
            let (here, there) = beside.both(|| text.len(), || text.to_uppercase());
            assert_eq!((here, there.as_str()), (5, "PIANO"));
        }
    }

    #[test]
    fn what_fails_there_fails_here() {
        let beside = Beside::a_thread();
        let failing = || beside.both(|| 1, || -> u32 { panic!("there") });
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(failing)).is_err());
        assert_eq!(beside.both(|| 1, || 2), (1, 2));
    }
}
