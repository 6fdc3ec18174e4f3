//! Streams deflated (ISO 32000-1, 7.4.4).

use libdeflater::{CompressionLvl, Compressor};
use lopdf::Stream;

/// How hard streams are deflated: the reference plan's file becomes a twentieth longer than
/// with the usual 6, in a third of the time.
const LEVEL: i32 = 1;

/// Deflates one stream after the other.
pub(super) struct Deflater {
    compressor: Compressor,
}

impl Default for Deflater {
    fn default() -> Self {
        let level = CompressionLvl::new(LEVEL).expect("the library has it");
        Deflater { compressor: Compressor::new(level) }
    }
}

impl Deflater {
    /// Deflates `stream`, unless that makes it longer.
    pub(super) fn deflate(&mut self, stream: &mut Stream) {
        let mut deflated = vec![0; stream.content.len()];
        // A stream that would not be shorter has no room.
        if let Ok(length) = self.compressor.zlib_compress(&stream.content, &mut deflated) {
            deflated.truncate(length);
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(deflated);
        }
    }
}
