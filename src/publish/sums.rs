//! Detached digests of a set of files.

use super::Output;
use crate::digest::Digest;

/// Name of the list that `sha256sum -c` reads.
pub const SUMS: &str = "SHA256SUMS";
/// Addition to a file's name for the file that holds its digest alone.
pub const ENDING: &str = ".sha256";

/// Computes the digests of `files`: for each a file with the 64 hexadecimal digits and nothing
/// else, as AgID requires, and one list of all for `sha256sum -c`.
pub fn sums(files: &[Output]) -> Vec<Output> {
    let mut list = String::new();
    let mut sums = Vec::new();
    for file in files {
        let hex = Digest::of(&file.bytes).hex();
        // Two blanks before the name, as `sha256sum` itself writes.
        list.push_str(&format!("{hex}  {}\n", file.name));
        sums.push(Output { name: file.name.clone() + ENDING, bytes: hex.into_bytes() });
    }
    sums.push(Output { name: SUMS.to_owned(), bytes: list.into_bytes() });
    sums
}
