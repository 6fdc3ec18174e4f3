//! Streams deflated (ISO 32000-1, 7.4.4).

use flate2::{Compression, write::ZlibEncoder};
use lopdf::Stream;
use std::io::Write;

/// How hard streams are deflated: nearly as small as the highest level, in half the time.
const LEVEL: u32 = 6;

/// Deflates one stream after the other: making a new encoder takes as long as deflating a page.
pub(super) struct Deflater {
    encoder: ZlibEncoder<Vec<u8>>,
}

impl Default for Deflater {
    fn default() -> Self {
        Deflater { encoder: ZlibEncoder::new(Vec::new(), Compression::new(LEVEL)) }
    }
}

impl Deflater {
    /// Deflates `stream`, unless that makes it longer.
    pub(super) fn deflate(&mut self, stream: &mut Stream) -> std::io::Result<()> {
        self.encoder.write_all(&stream.content)?;
        let deflated = self.encoder.reset(Vec::new())?;
        if deflated.len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(deflated);
        }
        Ok(())
    }
}
