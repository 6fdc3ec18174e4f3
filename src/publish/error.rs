//! Errors of writing, divided by what the user can do about them.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Cause for which files could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Name that is no plain file name on every system.
    #[error("{0:?} is not a plain file name")]
    BadName(String),
    /// Name of two files; upper and lower case count as the same.
    #[error("two files are named {0:?}")]
    SameName(String),
    /// Folder into which another run has been writing for too long.
    #[error("another run is writing into {}", .0.display())]
    Busy(PathBuf),
    /// Folder without the right to write.
    #[error("no right to write at {}", .path.display())]
    ReadOnlyFolder {
        /// Folder, or file to be written in it.
        path: PathBuf,
        /// Error of the system.
        source: io::Error,
    },
    /// Full disk, or exhausted quota of the user.
    #[error("no space for {}", .path.display())]
    NoSpace {
        /// File that was being written.
        path: PathBuf,
        /// Error of the system.
        source: io::Error,
    },
    /// File that another program holds open (Windows only).
    #[error("{} is open in another program", .path.display())]
    InUse {
        /// File to be replaced.
        path: PathBuf,
        /// Error of the system.
        source: io::Error,
    },
    /// Existing file that is marked as read-only.
    #[error("{} is read-only", .0.display())]
    ReadOnlyFile(PathBuf),
    /// Folder in the place of a file.
    #[error("{} is a folder", .0.display())]
    IsFolder(PathBuf),
    /// File in the place of the folder.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// Other error of the system.
    #[error("{}: {source}", .path.display())]
    Io {
        /// File or folder concerned.
        path: PathBuf,
        /// Error of the system.
        source: io::Error,
    },
}

impl PublishError {
    /// Classifies an error met while making or writing `path` in a folder.
    pub(super) fn in_folder(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::NoSpace { path, source },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnlyFolder { path, source }
            }
            _ => Self::Io { path, source },
        }
    }

    /// Classifies an error met while making the folder at `path`.
    pub(super) fn making(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
                Self::NotAFolder(path.to_owned())
            }
            _ => Self::in_folder(path, source),
        }
    }

    /// Classifies an error met while replacing the file at `path`.
    pub(super) fn on_target(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            _ if is_in_use(&source) => Self::InUse { path: path.to_owned(), source },
            ErrorKind::IsADirectory => Self::IsFolder(path.to_owned()),
            _ => Self::in_folder(path, source),
        }
    }
}

/// Returns `true` if another program holds the file.
pub(super) fn is_in_use(e: &io::Error) -> bool {
    // ERROR_SHARING_VIOLATION (32), ERROR_LOCK_VIOLATION (33), or, where a rename meets an open
    // file, ERROR_ACCESS_DENIED (5); on other systems an open file can be replaced.
    cfg!(windows) && matches!(e.raw_os_error(), Some(5 | 32 | 33))
}
