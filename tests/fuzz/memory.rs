//! Peak of the memory in use while a file is read.

use peak_alloc::PeakAlloc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Handle on the allocator that counts for the whole process.
const COUNTED: PeakAlloc = PeakAlloc;

static START: AtomicUsize = AtomicUsize::new(0);

/// Starts a measurement.
pub(crate) fn begin() {
    COUNTED.reset_peak_usage();
    START.store(COUNTED.current_usage(), Ordering::Relaxed);
}

/// Returns the peak since [`begin`] beyond what was in use then, in bytes.
pub(crate) fn peak() -> usize {
    COUNTED.peak_usage().saturating_sub(START.load(Ordering::Relaxed))
}
