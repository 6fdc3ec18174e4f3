//! Time stamps (RFC 3161), and the evidence of files that come with one (RFC 5544).

use super::{BerReader, Element, EnvelopeKind, IDENTIFIER, INTEGER, OCTETS, SEQUENCE};
use std::ops::Range;

/// Levels down to which time stamps are in time stamps: an archive stamp of a signature that has one.
pub(super) const DEEPEST: usize = 4;

/// Returns `true` for a time stamp of an authority that holds nothing else.
pub(super) fn is_stamp(bytes: &[u8], stamps: usize) -> bool {
    let read = stamps.checked_sub(1).map(|stamps| super::read_within(bytes, stamps));
    read.is_some_and(|read| {
        read.is_ok_and(|read| {
            let is_alone = read.length == bytes.len() && !read.has_surplus;
            is_alone && !read.has_false_stamp && read.kind == EnvelopeKind::Statement
        })
    })
}

/// Returns `true` if the evidence of a file with a time stamp is made of time stamps, the first of them for
/// the content in `pieces`.
pub(super) fn is_evidence(
    ber: &mut BerReader<'_>,
    evidence: &Element,
    metadata: Option<&Element>,
    pieces: &[Range<usize>],
) -> bool {
    let Some(first) = first_stamp(ber, evidence) else { return false };
    let Ok(first) = super::read(first) else { return false };
    let content: Vec<_> = pieces.iter().map(|piece| ber.at(piece)).collect();
    // The stamp may be for the description of the file as well (RFC 5544, 2).
    let described: Vec<_> = metadata.map(|element| ber.at(&element.whole)).into_iter().collect();
    first.stamps(&content) || first.stamps(&[described, content].concat())
}

/// Returns the first time stamp of the evidence, if all of it are time stamps.
fn first_stamp<'b>(ber: &mut BerReader<'b>, evidence: &Element) -> Option<&'b [u8]> {
    // Some programs write the list as an element of its own, as if its tag were an explicit one.
    let list = ber.only(evidence, SEQUENCE).filter(|list| {
        let member = ber.take(&mut list.body.clone(), SEQUENCE);
        member.is_some_and(|member| ber.at(&member.body).first() == Some(&SEQUENCE))
    });
    let mut rest = list.as_ref().unwrap_or(evidence).body.clone();
    let mut first = None;
    while !rest.is_empty() {
        let member = ber.take(&mut rest, SEQUENCE)?;
        let stamp = ber.take(&mut member.body.clone(), SEQUENCE)?;
        let stamp = Some(ber.at(&stamp.whole)).filter(|stamp| is_stamp(stamp, DEEPEST))?;
        first = first.or(Some(stamp));
    }
    first.filter(|_| evidence.tag == 0xA0)
}

/// Returns the digest that a statement is for (RFC 3161, 2.4.2).
pub(super) fn imprint(ber: &mut BerReader<'_>, statement: &Range<usize>) -> Option<Vec<u8>> {
    let mut parts = ber.take(&mut statement.clone(), SEQUENCE)?.body;
    ber.take(&mut parts, INTEGER)?;
    ber.take(&mut parts, IDENTIFIER)?;
    let mut imprint = ber.take(&mut parts, SEQUENCE)?.body;
    ber.take(&mut imprint, SEQUENCE)?;
    let digest = ber.take(&mut imprint, OCTETS)?;
    Some(ber.at(&digest.body).to_vec())
}
