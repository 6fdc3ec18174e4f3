//! Errors of writing, divided by what the user can do about them.

use crate::held_file::{is_held, meets_held_file};
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
    /// Folder whose name the system does not admit.
    #[error("{} is no name for a folder", .0.display())]
    BadFolderName(PathBuf),
    /// Other error of the system.
    #[error("{}: {source}", .path.display())]
    Io {
        /// File or folder concerned.
        path: PathBuf,
        /// Error of the system.
        source: io::Error,
    },
}

/// ERROR_INVALID_HANDLE (Microsoft, «System Error Codes»).
const INVALID_HANDLE: i32 = 6;

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
            ErrorKind::InvalidFilename => Self::BadFolderName(path.to_owned()),
            // Windows says no more of a device in the place of a folder than «invalid handle».
            _ if cfg!(windows) && source.raw_os_error() == Some(INVALID_HANDLE) => {
                Self::BadFolderName(path.to_owned())
            }
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
                Self::NotAFolder(path.to_owned())
            }
            _ => Self::in_folder(path, source),
        }
    }

    /// Classifies an error met while looking at the file at `path`, which is to be replaced.
    pub(super) fn on_target(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            _ if is_held(&source) => Self::InUse { path: path.to_owned(), source },
            ErrorKind::IsADirectory => Self::IsFolder(path.to_owned()),
            _ => Self::in_folder(path, source),
        }
    }

    /// Classifies an error met while renaming a new file over that at `path`.
    pub(super) fn renaming(path: &Path, source: io::Error) -> Self {
        if path.is_dir() {
            Self::IsFolder(path.to_owned())
        } else if meets_held_file(&source) {
            Self::InUse { path: path.to_owned(), source }
        } else {
            Self::on_target(path, source)
        }
    }
}
