//! Sample messages for tests.

use crate::digest::Digest;
use memchr::memmem;

/// Detached signature by Mario Rossi, over a file of its own.
const SIGNATURE: &[u8] = include_bytes!("../../../tests/suite/fixtures/buste/staccata.p7s");
/// Message Digest (RFC 5652, 11.2) before its 32 bytes.
const DIGEST: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04\x31\x22\x04\x20";

/// Makes a detached signature of a content; it states the digest, and is not valid.
pub(crate) fn detached(content: &[u8]) -> Vec<u8> {
    let at = memmem::find(SIGNATURE, DIGEST).expect("a digest") + DIGEST.len();
    let digest = Digest::of(content).hex();
    let digest = (0..32).map(|i| u8::from_str_radix(&digest[2 * i..2 * i + 2], 16).expect("hex"));
    let mut signature = SIGNATURE.to_vec();
    signature.splice(at..at + 32, digest);
    signature
}
