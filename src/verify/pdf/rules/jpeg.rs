//! Images in JPEG (ITU-T T.81) that are what their dictionary says: readers wait without end for others, or
//! draw them each in its own way.

/// Most scans: programs write ten for a progressive image.
const MOST_SCANS: usize = 32;
/// Most samples of an image, as for one that is not compressed.
const MOST_SAMPLES: usize = 40 << 20;

/// Frame of an image.
struct JpegFrame {
    width: usize,
    height: usize,
    components: usize,
}

/// Returns `true` if `data` are an image of this width and height from the first byte to the last.
pub(super) fn is_whole_jpeg(data: &[u8], width: usize, height: usize) -> bool {
    let Some(rest) = data.strip_prefix(b"\xFF\xD8") else { return false };
    let (mut rest, mut frame, mut scans, mut coded) = (rest, None, 0, 0);
    loop {
        // A marker may begin with several of these (B.1.1.2).
        let Some(marked) = rest.strip_prefix(b"\xFF") else { return false };
        let Some((marker, behind)) = marked.split_first() else { return false };
        if *marker == 0xFF {
            rest = marked;
            continue;
        }
        if *marker == 0xD9 {
            // Programs leave a byte or two behind the end.
            return behind.len() <= 2
                && frame.is_some_and(|frame| fits(&frame, width, height, scans, coded));
        }
        let Some(length) = behind.first_chunk().map(|pair| usize::from(u16::from_be_bytes(*pair)))
        else {
            return false;
        };
        let Some(segment) = behind.get(2..length) else { return false };
        rest = &behind[length..];
        match marker {
            // Baseline, extended and progressive, in the coding that every reader knows.
            0xC0..=0xC2 if frame.is_none() => frame = read_frame(segment),
            0xDA if frame.is_some() => {
                let length = coded_length(rest);
                (scans, coded, rest) = (scans + 1, coded + length, &rest[length..]);
            }
            0xC4 | 0xDB | 0xDD | 0xE0..=0xEF | 0xFE => {}
            _ => return false,
        }
    }
}

fn read_frame(segment: &[u8]) -> Option<JpegFrame> {
    let [8, h1, h2, w1, w2, components @ (1 | 3 | 4), ..] = *segment else { return None };
    Some(JpegFrame {
        width: usize::from(u16::from_be_bytes([w1, w2])),
        height: usize::from(u16::from_be_bytes([h1, h2])),
        components: usize::from(components),
    })
}

/// Returns the length of the coded data up to the next marker (B.1.1.5).
fn coded_length(data: &[u8]) -> usize {
    let is_marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7);
    data.windows(2).position(is_marker).unwrap_or(data.len())
}

/// Returns `true` for the size that the dictionary states, with data for all blocks: each takes a bit at
/// least.
fn fits(frame: &JpegFrame, width: usize, height: usize, scans: usize, coded: usize) -> bool {
    let blocks = frame.width.div_ceil(8) * frame.height.div_ceil(8);
    (frame.width, frame.height) == (width, height)
        && width * height * frame.components <= MOST_SAMPLES
        && (1..=MOST_SCANS).contains(&scans)
        && coded >= blocks / 8
}

#[cfg(test)]
mod tests {
    use super::is_whole_jpeg;

    /// Makes an image of a size, with scans of so many bytes.
    fn jpeg(width: u16, height: u16, scans: usize, bytes: usize) -> Vec<u8> {
        let mut data = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xC0\0\x0B\x08".to_vec();
        data.extend(height.to_be_bytes());
        data.extend(width.to_be_bytes());
        data.extend(b"\x01\x01\x11\0");
        for _ in 0..scans {
            data.extend(b"\xFF\xDA\0\x08\x01\x01\0\0\x3F\0");
            data.extend(vec![0x55; bytes]);
            data.extend(b"\xFF\0\xFF\xD0");
        }
        data.extend(b"\xFF\xD9");
        data
    }

    #[test]
    fn images_are_as_large_as_they_say_and_have_all_their_data() {
        assert!(is_whole_jpeg(&jpeg(100, 50, 1, 40), 100, 50));
        assert!(is_whole_jpeg(&jpeg(100, 50, 10, 40), 100, 50));
        let sound = jpeg(100, 50, 1, 40);
        for (data, width, height) in [
            (jpeg(100, 50, 1, 40), 100, 51),
            (jpeg(65_535, 65_535, 1, 40), 100, 50),
            (jpeg(10_000, 10_000, 1, 40), 10_000, 10_000),
            (jpeg(8_000, 8_000, 500, 4_000), 8_000, 8_000),
            (jpeg(100, 50, 0, 0), 100, 50),
            (sound[..30].to_vec(), 100, 50),
            ([&sound[..], b"NON APPROVO"].concat(), 100, 50),
            (b"NON APPROVO".to_vec(), 100, 50),
        ] {
            assert!(!is_whole_jpeg(&data, width, height), "{width} {height} {}", data.len());
        }
    }
}
