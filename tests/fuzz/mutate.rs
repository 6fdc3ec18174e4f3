//! Changes by number: the same number makes the same change of the same seeds.

/// Pseudo-random numbers (SplitMix64), and changes made with them.
pub(crate) struct Random(u64);

/// Bytes with a meaning for some reader: lengths, tags, ends, delimiters.
const MEANINGFUL: &[u8] =
    b"\0\x01\x04\x05\x24\x30\x31\x7f\x80\x81\x82\x84\x88\xa0\xa1\xff<>[]()/%{}\"'&;=-+09 \n\rRf";

impl Random {
    /// Starts the sequence with this number.
    pub(crate) fn new(number: u64) -> Self {
        Random(number.wrapping_mul(0xD134_2543_DE82_EF95).wrapping_add(1))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns a number below `limit`, or 0 if that is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).expect("a size");
        usize::try_from(self.next() % limit).expect("below a size")
    }

    /// Returns one of the seeds with a few changes.
    pub(crate) fn changed(&mut self, seeds: &[&[u8]]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].to_vec();
        for _ in 0..=self.below(6) {
            self.change(&mut bytes, seeds);
        }
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>, seeds: &[&[u8]]) {
        let at = self.below(bytes.len());
        let end = (at + 1 + self.below(64)).min(bytes.len());
        match self.below(9) {
            0 => bytes.truncate(at),
            1 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
            2 if !bytes.is_empty() => bytes[at] = MEANINGFUL[self.below(MEANINGFUL.len())],
            3 => bytes.insert(at, MEANINGFUL[self.below(MEANINGFUL.len())]),
            4 => drop(bytes.drain(at..end)),
            // A piece of its own, or of another seed, once more or many times.
            5 | 6 => {
                let from = if self.below(2) == 0 {
                    bytes.clone()
                } else {
                    seeds[self.below(seeds.len())].to_vec()
                };
                let start = self.below(from.len());
                let stop = (start + 1 + self.below(256)).min(from.len());
                let times = if self.below(20) == 0 { 2_000 } else { 1 };
                let piece = from[start..stop].repeat(times);
                bytes.splice(at..at, piece);
            }
            // A number in digits becomes another one.
            7 => {
                let digits = bytes[at..end].iter().position(u8::is_ascii_digit);
                if let Some(first) = digits.map(|first| at + first) {
                    let number = ["0", "1", "-1", "65536", "4294967296", "99999999999999999999"];
                    let number = number[self.below(number.len())];
                    let last = bytes[first..].iter().take_while(|b| b.is_ascii_digit()).count();
                    bytes.splice(first..first + last, number.bytes());
                }
            }
            _ => {
                let deep =
                    [&b"\x30\x80"[..], b"\x24\x80", b"[", b"<<", b"\xa0\x84\x7f\xff\xff\xff"];
                let deep = deep[self.below(deep.len())].repeat(1 + self.below(20_000));
                bytes.splice(at..at, deep);
            }
        }
    }
}
