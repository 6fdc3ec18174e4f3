//! Libraries that read files of others may panic on a damaged one; that is no reason to end.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Mutex;

/// The result of `work`, or `None` if it panicked, without a word on the terminal. What `work`
/// has changed by then is not to be used.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    // The hook is the process's own: one at a time may set it aside.
    static HOOK: Mutex<()> = Mutex::new(());
    let _one = HOOK.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    let result = catch_unwind(AssertUnwindSafe(work));
    set_hook(hook);
    result.ok()
}
