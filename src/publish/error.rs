//! What can go wrong in writing, told apart by what the user can do about it.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why files could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Not a plain file name on every system.
    #[error("{0:?} is not a plain file name")]
    BadName(String),
    /// Two files of one name; upper and lower case are the same.
    #[error("two files are named {0:?}")]
    SameName(String),
    /// Another run is writing into this folder and does not come to an end.
    #[error("another run is writing into {}", .0.display())]
    Busy(PathBuf),
    /// The folder cannot be written into.
    #[error("no right to write at {}", .path.display())]
    ReadOnlyFolder {
        /// The folder, or what was to be written in it.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk is full, or the user's share of it.
    #[error("no space for {}", .path.display())]
    NoSpace {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another program holds the file open (Windows only).
    #[error("{} is open in another program", .path.display())]
    InUse {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is there and marked as read-only.
    #[error("{} is read-only", .0.display())]
    ReadOnlyFile(PathBuf),
    /// There is a folder where the file should go.
    #[error("{} is a folder", .0.display())]
    IsFolder(PathBuf),
    /// There is a file where the folder should be.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// Anything else that the system refused.
    #[error("{}: {source}", .path.display())]
    Io {
        /// What it was about.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl PublishError {
    /// `source`, met while making or writing `path` in a folder.
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

    /// `source`, met while making the folder at `path`.
    pub(super) fn making(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
                Self::NotAFolder(path.to_owned())
            }
            _ => Self::in_folder(path, source),
        }
    }

    /// `source`, met while replacing the file at `path`.
    pub(super) fn on_target(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            _ if is_in_use(&source) => Self::InUse { path: path.to_owned(), source },
            ErrorKind::IsADirectory => Self::IsFolder(path.to_owned()),
            _ => Self::in_folder(path, source),
        }
    }
}

/// Whether another program holds the file. Windows says ERROR_SHARING_VIOLATION
/// (32), ERROR_LOCK_VIOLATION (33), or, where a rename meets an open file,
/// ERROR_ACCESS_DENIED (5); on other systems a file can be replaced while open.
pub(super) fn is_in_use(e: &io::Error) -> bool {
    cfg!(windows) && matches!(e.raw_os_error(), Some(5 | 32 | 33))
}
