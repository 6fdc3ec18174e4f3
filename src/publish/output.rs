//! File of a set, before it is written.

/// File to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Plain name in the folder.
    pub name: String,
    /// Content of the file.
    pub bytes: Vec<u8>,
}
