//! Compression of streams (ISO 32000-1, 7.4.4).

use libdeflater::{CompressionLvl, Compressor};
use lopdf::Stream;

/// Compression level.
// Compared with the usual 6, the reference plan's file is a twentieth longer and takes a third of
// the time.
const LEVEL: i32 = 1;

/// Compressor that is used for one stream after the other.
pub(super) struct Deflater {
    compressor: Compressor,
    /// Output buffer, as long as the longest stream so far.
    room: Vec<u8>,
}

impl Default for Deflater {
    fn default() -> Self {
        let level = CompressionLvl::new(LEVEL).expect("the library has it");
        Deflater { compressor: Compressor::new(level), room: Vec::new() }
    }
}

impl Deflater {
    /// Compresses `stream`, unless that would make it longer.
    pub(super) fn deflate(&mut self, stream: &mut Stream) {
        let length = stream.content.len();
        self.room.resize(self.room.len().max(length), 0);
        // The buffer is as long as the stream: compression fails if the result is not shorter.
        if let Ok(length) = self.compressor.zlib_compress(&stream.content, &mut self.room[..length])
        {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(self.room[..length].to_vec());
        }
    }
}
