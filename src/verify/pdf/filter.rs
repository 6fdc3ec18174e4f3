//! Filters of streams: none, or Flate as signing programs write it.
//!
//! Readers differ about every other form: abbreviated keys, parameters whose shape is not
//! that of the filter, data that end too early or too late, and predictors of rare kinds.

use super::object::{Dictionary, Object, Stream};
use flate2::{Decompress, FlushDecompress, Status};

/// Keys that no stream of a signer has: data in another file (ISO 32000-1, table 5), and
/// abbreviations, which some readers take for the keys spelled out.
const FOREIGN: [&str; 11] =
    ["F", "FFilter", "FDecodeParms", "DL", "DP", "Fl", "BPC", "CS", "IM", "H", "D"];

/// Filter of a stream, and what is to be done to the inflated data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KnownFilter {
    Absent,
    /// Flate, without a predictor.
    Deflated,
    /// Flate of rows of this many bytes, each of which is predicted (ISO 32000-1, 7.4.4.4).
    Predicted(usize),
    /// Flate of samples of an image, whose rows are not looked at.
    Image,
    /// JPEG, for images.
    Jpeg,
}

/// Decodes the data of `stream`, which lie in `bytes`; `None` if they have another filter
/// than Flate without a predictor, are damaged or decode to more than `most` bytes.
pub(super) fn decoded(stream: &Stream, bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let data = bytes.get(stream.data.clone())?;
    match known_filter(&stream.dictionary)? {
        KnownFilter::Absent => (data.len() <= most).then(|| data.to_vec()),
        KnownFilter::Deflated => inflated(data, most),
        _ => None,
    }
}

/// Decodes like [`decoded`] a cross-reference stream with rows of `row` bytes, which alone
/// may be predicted.
pub(super) fn decoded_rows(
    stream: &Stream,
    bytes: &[u8],
    row: usize,
    most: usize,
) -> Option<Vec<u8>> {
    match known_filter(&stream.dictionary)? {
        KnownFilter::Predicted(columns) if columns == row => {
            unpredicted(&inflated(bytes.get(stream.data.clone())?, most)?, row)
        }
        _ => decoded(stream, bytes, most),
    }
}

/// Returns the data of a stream of any kind as far as they are understood: inflated, or as
/// they are; `None` if a signing program does not write such a stream.
pub(super) fn known_data(stream: &Stream, bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let dictionary = &stream.dictionary;
    let data = bytes.get(stream.data.clone())?;
    let is_table = dictionary.has_name("Type", "XRef");
    let has_direct_type = dictionary.get("Type").is_none_or(|kind| kind.as_name().is_some());
    let is_foreign = FOREIGN.iter().any(|key| dictionary.get(key).is_some());
    if is_foreign || !has_direct_type || dictionary.get("W").is_some() && !is_table {
        return None;
    }
    match known_filter(dictionary)? {
        KnownFilter::Absent => (data.len() <= most).then(|| data.to_vec()),
        KnownFilter::Jpeg if dictionary.has_name("Subtype", "Image") => {
            let is_whole = data.starts_with(&[0xFF, 0xD8]) && data.ends_with(&[0xFF, 0xD9]);
            (is_whole && data.len() <= most).then(|| data.to_vec())
        }
        KnownFilter::Jpeg => None,
        KnownFilter::Predicted(_) if !is_table => None,
        KnownFilter::Image if !dictionary.has_name("Subtype", "Image") => None,
        KnownFilter::Deflated | KnownFilter::Predicted(_) | KnownFilter::Image => {
            inflated(data, most)
        }
    }
}

/// Reads filter and parameters; `None` for all but the known forms.
fn known_filter(dictionary: &Dictionary) -> Option<KnownFilter> {
    let (filter, parameters) = match (dictionary.get("Filter"), dictionary.get("DecodeParms")) {
        (None, None) => return Some(KnownFilter::Absent),
        // pyHanko writes empty parameters for the images of a stamp.
        (None, Some(Object::Dictionary(parameters))) if parameters.0.is_empty() => {
            return Some(KnownFilter::Absent);
        }
        (Some(Object::Array(filters)), None) => (filters, None),
        (Some(Object::Array(filters)), Some(Object::Array(parameters))) => match &**parameters {
            [parameters] => (filters, Some(parameters)),
            _ => return None,
        },
        (Some(filter), None | Some(Object::Dictionary(_) | Object::Reference(_))) => {
            return one_filter(filter, dictionary.get("DecodeParms"));
        }
        _ => return None,
    };
    match &**filter {
        [filter] => one_filter(filter, parameters),
        _ => None,
    }
}

fn one_filter(filter: &Object, parameters: Option<&Object>) -> Option<KnownFilter> {
    match (filter.as_name()?, parameters) {
        (b"FlateDecode", None) => Some(KnownFilter::Deflated),
        // PDFBox writes the parameters of an image as an object of their own; the rules for
        // images look at them.
        (b"FlateDecode", Some(Object::Reference(_))) => Some(KnownFilter::Image),
        (b"FlateDecode", Some(parameters)) => predictor(parameters.as_dictionary()?),
        (b"DCTDecode", None) => Some(KnownFilter::Jpeg),
        (b"DCTDecode", Some(Object::Dictionary(parameters))) => {
            let is_known = parameters.unlisted_key(&["ColorTransform"]).is_none();
            is_known.then_some(KnownFilter::Jpeg)
        }
        _ => None,
    }
}

/// Returns `true` for a stream of JPEG.
pub(super) fn is_jpeg(dictionary: &Dictionary) -> bool {
    known_filter(dictionary) == Some(KnownFilter::Jpeg)
}

/// Returns the samples of an image as they are predicted by `parameters`, which the rules for images
/// compare with its size; `None` for a filter or parameters that no signing program writes, or more
/// than `most` bytes.
pub(super) fn image_data(
    image: &Stream,
    parameters: Option<&Dictionary>,
    bytes: &[u8],
    most: usize,
) -> Option<Vec<u8>> {
    let data = bytes.get(image.data.clone())?;
    let is_known = parameters.is_none_or(|found| predictor(found) == Some(KnownFilter::Image));
    match known_filter(&image.dictionary).filter(|_| is_known)? {
        KnownFilter::Absent => (data.len() <= most).then(|| data.to_vec()),
        KnownFilter::Deflated | KnownFilter::Image => inflated(data, most),
        KnownFilter::Predicted(_) | KnownFilter::Jpeg => None,
    }
}

/// Reads the parameters of a predictor, all of which must be there and matter.
fn predictor(parameters: &Dictionary) -> Option<KnownFilter> {
    /// Longest row of a cross-reference stream.
    const LONGEST_ROW: usize = 7;
    let number = |key| parameters.get(key)?.as_index();
    let columns = number("Columns")?;
    let samples = (number("Predictor")?, number("Colors"), number("BitsPerComponent"));
    match (parameters.0.len(), samples) {
        // Predictor «Up», as every program writes it that has a predictor in its tables.
        (2, (12, None, None)) if columns <= LONGEST_ROW => Some(KnownFilter::Predicted(columns)),
        (4, (15, Some(1 | 3), Some(8)) | (15, Some(1), Some(1 | 2 | 4))) => {
            Some(KnownFilter::Image)
        }
        _ => None,
    }
}

/// Undoes the PNG predictor of rows of `row` bytes: each begins with the kind of its
/// prediction, 0 for none and 2 for «Up»; `None` for other kinds.
fn unpredicted(data: &[u8], row: usize) -> Option<Vec<u8>> {
    let mut rows = data.chunks_exact(row + 1);
    let (mut above, mut out) = (vec![0; row], Vec::with_capacity(data.len()));
    for line in &mut rows {
        let (kind, line) = line.split_first()?;
        above = match kind {
            0 => line.to_vec(),
            2 => line.iter().zip(&above).map(|(byte, above)| byte.wrapping_add(*above)).collect(),
            _ => return None,
        };
        out.extend(&above);
    }
    rows.remainder().is_empty().then_some(out)
}

/// Inflates a zlib stream that ends where `data` end, with the right checksum, and has at most
/// `most` bytes.
fn inflated(data: &[u8], most: usize) -> Option<Vec<u8>> {
    /// Room made for each further piece of output.
    const PIECE: usize = 1 << 14;
    let mut inflate = Decompress::new(true);
    let mut out = Vec::new();
    loop {
        let read = usize::try_from(inflate.total_in()).ok()?;
        let written = out.len();
        out.reserve(PIECE);
        let rest = data.get(read..)?;
        let status = inflate.decompress_vec(rest, &mut out, FlushDecompress::None).ok()?;
        if out.len() > most {
            return None;
        }
        let has_read = usize::try_from(inflate.total_in()).ok()?;
        match status {
            Status::StreamEnd => return (has_read == data.len()).then_some(out),
            // Neither more output nor more input: the data end too early.
            _ if has_read == read && out.len() == written => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::pdf::parse::Parser;

    /// Makes a zlib stream without compression.
    fn stored(data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("short");
        let (mut a, mut b) = (1_u32, 0_u32);
        for byte in data {
            a = (a + u32::from(*byte)) % 65_521;
            b = (b + a) % 65_521;
        }
        let head = [[0x78, 0x01, 1], [length as u8, 0, !length as u8]].concat();
        [&head[..], &[0xFF], data, &(b << 16 | a).to_be_bytes()].concat()
    }

    #[test]
    fn a_deflated_stream_ends_where_its_data_end() {
        let whole = stored(b"abc");
        assert_eq!(inflated(&whole, 3), Some(b"abc".to_vec()));
        assert_eq!(inflated(&whole, 2), None);
        assert_eq!(inflated(&[&whole[..], b"\n"].concat(), 9), None);
        assert_eq!(inflated(&whole[..whole.len() - 1], 9), None);
        let mut wrong = whole;
        *wrong.last_mut().expect("a checksum") ^= 1;
        assert_eq!(inflated(&wrong, 9), None);
    }

    #[test]
    fn rows_are_predicted_by_those_above_or_not_at_all() {
        assert_eq!(unpredicted(&[2, 1, 255, 2, 1, 2, 0, 7, 8], 2), Some(vec![1, 255, 2, 1, 7, 8]));
        // «Sub», «Average» and «Paeth» are written by no signing program.
        for kind in [1, 3, 4, 5] {
            assert_eq!(unpredicted(&[kind, 1, 2], 2), None);
        }
        assert_eq!(unpredicted(&[2, 1], 2), None);
    }

    #[test]
    fn filter_and_parameters_have_matching_shapes() {
        let filter = |keys: &str| {
            let text = format!("<<{keys}>>");
            match Parser::of_signers(text.as_bytes(), 0).object() {
                Ok(Object::Dictionary(dictionary)) => known_filter(&dictionary),
                _ => None,
            }
        };
        let (flate, up) = ("/Filter/FlateDecode", "<</Columns 7/Predictor 12>>");
        assert_eq!(filter(""), Some(KnownFilter::Absent));
        assert_eq!(filter(flate), Some(KnownFilter::Deflated));
        assert_eq!(filter("/Filter[/FlateDecode]"), Some(KnownFilter::Deflated));
        let rows = Some(KnownFilter::Predicted(7));
        assert_eq!(filter(&format!("{flate}/DecodeParms{up}")), rows);
        assert_eq!(filter(&format!("/Filter[/FlateDecode]/DecodeParms[{up}]")), rows);
        for keys in [
            format!("{flate}/DecodeParms[{up}]"),
            format!("/Filter[/FlateDecode]/DecodeParms{up}"),
            format!("/Filter[/FlateDecode]/DecodeParms[{up} {up}]"),
            format!("/Filter[/FlateDecode/FlateDecode]/DecodeParms[{up} {up}]"),
            format!("/DecodeParms{up}"),
            format!("{flate}/DecodeParms<</Columns 7/Predictor 13>>"),
            format!("{flate}/DecodeParms<</Columns 60/Predictor 12>>"),
            format!("{flate}/DecodeParms<</Predictor 12>>"),
            "/Filter 7 0 R".to_owned(),
            "/Filter/LZWDecode".to_owned(),
        ] {
            assert_eq!(filter(&keys), None, "{keys}");
        }
    }
}
