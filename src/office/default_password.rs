//! Workbooks that are encrypted with the password that Excel tries by itself ([MS-OFFCRYPTO], 2.3.4.10
//! to 2.3.4.14): who opens them is never asked for it.

use super::xml_tree::{PartNode, PartTrees};
use crate::source::MOST_BYTES;
use aes::{Aes128, Aes256};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::Decryptor;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use cfb::CompoundFile;
use sha2::{Digest, Sha512};
use std::io::{Cursor, Read};

/// Password of workbooks whose structure alone is meant to be protected.
const PASSWORD: &str = "VelvetSweatshop";
/// Most rounds of hashing that are done: Excel writes 100,000.
const MOST_ROUNDS: u32 = 200_000;
/// Bytes that are encrypted together, with an initial vector of their own.
const SEGMENT: usize = 4096;
/// Bytes of a block of the cipher.
const BLOCK: usize = 16;

/// Purposes of the keys that are derived from the password (2.3.4.11 and 2.3.4.13).
const VERIFIER_INPUT: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const VERIFIER_VALUE: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const KEY_VALUE: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];

/// Returns the package inside a file that opens with the password of Excel's own; `None` for any
/// other password, or another way of encryption.
pub(super) fn opened(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut container = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let info = stream(&mut container, "/EncryptionInfo")?;
    // The version of agile encryption stands before its description.
    let description = info.strip_prefix(&[4, 0, 4, 0, 0x40, 0, 0, 0])?;
    let root = PartTrees::root(description).ok()?;
    let data = CipherData::of(&child(&root, "keyData")?)?;
    let mut password = None;
    root.walk(&mut |node| {
        if local_name(node) == "encryptedKey" {
            password = Some(node.clone());
        }
    });
    let key = unlocked(&password?)?;
    let package = stream(&mut container, "/EncryptedPackage")?;
    let size = usize::try_from(u64::from_le_bytes(*package.first_chunk()?)).ok()?;
    let mut bytes = package.get(8..)?.to_vec();
    for (number, segment) in (0_u32..).zip(bytes.chunks_mut(SEGMENT)) {
        let vector = hashed(&[&data.salt, &number.to_le_bytes()]);
        decrypt(&key, &vector[..BLOCK], segment)?;
    }
    bytes.truncate(size);
    Some(bytes)
}

fn stream(container: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    // Streams are not compressed, so that none is larger than the file.
    container.open_stream(name).ok()?.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Cipher and salt of a key.
struct CipherData {
    salt: Vec<u8>,
    key_bytes: usize,
}

impl CipherData {
    /// Reads the attributes of a key; `None` for ciphers that Excel does not choose by itself.
    fn of(node: &PartNode) -> Option<Self> {
        let is_known = attribute(node, "cipherAlgorithm")? == "AES"
            && attribute(node, "cipherChaining")? == "ChainingModeCBC"
            && attribute(node, "hashAlgorithm")? == "SHA512"
            && attribute(node, "blockSize")? == "16";
        let key_bytes = attribute(node, "keyBits")?.parse::<usize>().ok()? / 8;
        let salt = bytes(node, "saltValue")?;
        is_known.then_some(CipherData { salt, key_bytes })
    }
}

/// Returns the key of the package if the password opens it.
fn unlocked(node: &PartNode) -> Option<Vec<u8>> {
    let cipher = CipherData::of(node)?;
    let rounds = attribute(node, "spinCount")?.parse::<u32>().ok()?;
    if rounds > MOST_ROUNDS || cipher.salt.len() != BLOCK {
        return None;
    }
    let password: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut hash = hashed(&[&cipher.salt, &password]);
    for round in 0..rounds {
        hash = hashed(&[&round.to_le_bytes(), &hash]);
    }
    let read = |name: &str, purpose: &[u8; 8]| {
        let mut value = bytes(node, name)?;
        let key = hashed(&[&hash, purpose]);
        decrypt(key.get(..cipher.key_bytes)?, &cipher.salt, &mut value)?;
        Some(value)
    };
    let input = read("encryptedVerifierHashInput", &VERIFIER_INPUT)?;
    let value = read("encryptedVerifierHashValue", &VERIFIER_VALUE)?;
    let is_right = hashed(&[input.get(..BLOCK)?]).as_slice() == value;
    let key = read("encryptedKeyValue", &KEY_VALUE)?;
    key.get(..cipher.key_bytes).filter(|_| is_right).map(<[u8]>::to_vec)
}

fn hashed(parts: &[&[u8]]) -> Vec<u8> {
    let mut hash = Sha512::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().to_vec()
}

/// Decrypts bytes in their place; `None` if key, vector or bytes have another length than theirs.
fn decrypt(key: &[u8], vector: &[u8], bytes: &mut [u8]) -> Option<()> {
    match key.len() {
        16 => decrypt_blocks(Decryptor::<Aes128>::new_from_slices(key, vector).ok()?, bytes),
        32 => decrypt_blocks(Decryptor::<Aes256>::new_from_slices(key, vector).ok()?, bytes),
        _ => None,
    }
}

fn decrypt_blocks<C>(mut cipher: C, bytes: &mut [u8]) -> Option<()>
where
    C: BlockModeDecrypt,
{
    for block in bytes.chunks_mut(BLOCK) {
        cipher.decrypt_block(block.try_into().ok()?);
    }
    Some(())
}

fn child(node: &PartNode, name: &str) -> Option<PartNode> {
    node.children.iter().find(|child| local_name(child) == name).cloned()
}

fn attribute<'n>(node: &'n PartNode, name: &str) -> Option<&'n str> {
    node.attribute(&format!(":{name}"))
}

fn bytes(node: &PartNode, name: &str) -> Option<Vec<u8>> {
    STANDARD.decode(attribute(node, name)?.trim()).ok()
}

/// Returns the name of an element without the namespace before it.
fn local_name(node: &PartNode) -> &str {
    node.name.rsplit([':', '}']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_decrypted_one_by_one() {
        // FIPS 197, C.3, with a vector of zeros: the block alone.
        let key: Vec<u8> = (0..32).collect();
        let mut bytes = [
            0x8E, 0xA2, 0xB7, 0xCA, 0x51, 0x67, 0x45, 0xBF, 0xEA, 0xFC, 0x49, 0x90, 0x4B, 0x49,
            0x60, 0x89,
        ];
        assert_eq!(decrypt(&key, &[0; BLOCK], &mut bytes), Some(()));
        let plain: Vec<u8> = (0..16).map(|i| i * 0x11).collect();
        assert_eq!(bytes.as_slice(), plain);
        assert_eq!(decrypt(&key[..5], &[0; BLOCK], &mut bytes), None);
        assert_eq!(decrypt(&key, &[0; BLOCK], &mut bytes[..3]), None);
        assert_eq!(opened(b"altro"), None);
    }
}
