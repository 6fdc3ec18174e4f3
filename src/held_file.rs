//! Files that another program holds open, which only Windows keeps from being read or replaced.

use std::io;

/// ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION (Microsoft, «System Error
/// Codes»).
const ACCESS_DENIED: i32 = 5;
const SHARING_VIOLATION: i32 = 32;
const LOCK_VIOLATION: i32 = 33;

/// Returns `true` if a file cannot be opened because another program holds it.
pub fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION))
}

/// Returns `true` if a rename failed because another program holds its target: Windows then says
/// that access is denied, as it does for a missing right.
pub fn meets_held_file(error: &io::Error) -> bool {
    is_held(error) || (cfg!(windows) && error.raw_os_error() == Some(ACCESS_DENIED))
}
