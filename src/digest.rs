//! SHA-256 (FIPS 180-4) in the two spellings that offices ask for.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::{Digest as _, Sha224, Sha256, Sha384, Sha512};
use std::collections::{BTreeMap, BTreeSet};

/// SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(
    rename = "sha256",
    description = "SHA-256, 64 cifre esadecimali minuscole.",
    extend("pattern" = "^[0-9a-f]{64}$")
)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Wraps an existing digest.
    pub const fn known(bytes: [u8; 32]) -> Self {
        Digest(bytes)
    }

    /// Computes the SHA-256 digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Digest(Sha256::digest(bytes).into())
    }

    /// Computes the digests of the beginnings of `bytes` that have these sizes, in one pass; sizes
    /// beyond the end are left out.
    pub fn of_beginnings(bytes: &[u8], sizes: &BTreeSet<u64>) -> BTreeMap<u64, Digest> {
        let (mut hasher, mut start) = (Sha256::new(), 0);
        let within = sizes.iter().filter_map(|size| usize::try_from(*size).ok());
        let within = within.take_while(|size| *size <= bytes.len());
        let digest = within.map(|end| {
            hasher.update(&bytes[start..end]);
            start = end;
            (end as u64, Digest(hasher.clone().finalize().into()))
        });
        digest.collect()
    }

    /// Spells the digest in 64 lower-case hexadecimal digits, as AgID's metadata files do.
    pub fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Spells the digest in base64, as the protocol register does.
    pub fn base64(&self) -> String {
        BASE64_STANDARD.encode(self.0)
    }
}

/// Returns `true` if `stated` is the digest of `parts`, one after the other, by the algorithm whose digests are
/// as long: SHA-1, which old signing programs take, or one of the SHA-2 family.
pub fn is_digest_of(stated: &[u8], parts: &[&[u8]]) -> bool {
    match stated.len() {
        20 => digest_of::<Sha1>(parts)[..] == *stated,
        28 => digest_of::<Sha224>(parts)[..] == *stated,
        32 => digest_of::<Sha256>(parts)[..] == *stated,
        48 => digest_of::<Sha384>(parts)[..] == *stated,
        64 => digest_of::<Sha512>(parts)[..] == *stated,
        _ => false,
    }
}

fn digest_of<D: sha2::Digest>(parts: &[&[u8]]) -> sha2::digest::Output<D> {
    let mut hasher = D::new();
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize()
}

impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.hex())
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.hex()
    }
}

impl TryFrom<String> for Digest {
    type Error = &'static str;

    /// Reads 64 lower-case hexadecimal digits.
    fn try_from(hex: String) -> Result<Self, Self::Error> {
        const WRONG: &str = "not 64 lower-case hexadecimal digits";
        let digit = |c: u8| match c {
            b'0'..=b'9' => Ok(c - b'0'),
            b'a'..=b'f' => Ok(c - b'a' + 10),
            _ => Err(WRONG),
        };
        let mut bytes = [0; 32];
        if hex.len() != 2 * bytes.len() {
            return Err(WRONG);
        }
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Digest(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_those_of_the_standard_example() {
        // FIPS 180-4, example of «abc».
        let digest = Digest::of(b"abc");
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest.hex(), hex);
        assert_eq!(digest.base64(), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert_eq!(Digest::try_from(hex.to_owned()), Ok(digest));
    }

    #[test]
    fn beginnings_have_the_digests_that_they_have_alone() {
        let found = Digest::of_beginnings(b"abcd", &BTreeSet::from([0, 3, 4, 5, u64::MAX]));
        let wanted = [&b""[..], b"abc", b"abcd"];
        let wanted = wanted.map(|bytes| (bytes.len() as u64, Digest::of(bytes)));
        assert_eq!(found, BTreeMap::from(wanted));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "ab", &"A".repeat(64), &"g".repeat(64), &"é".repeat(32)] {
            assert!(Digest::try_from(text.to_owned()).is_err(), "{text:?}");
        }
    }
}
