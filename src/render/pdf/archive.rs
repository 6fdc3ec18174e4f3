//! What makes the pages an archive-grade document: structure, metadata, output intent,
//! outline, page labels; then the bytes.

use super::paint::Bookmark;
use super::structure::{self, text};
use super::tags::Tree;
use super::xmp;
use crate::annex::{Annex, Date};
use crate::render::RenderError;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use std::io::Write;

/// Finishes `document` and writes it.
pub(super) fn finish(
    mut document: Document,
    annex: &Annex,
    tree: &Tree,
    marks: &[i64],
    outline: &[Bookmark],
) -> Result<Vec<u8>, RenderError> {
    document.version = "1.7".to_owned();
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for page in &pages {
        // printpdf writes an empty list; a page without annotations needs none.
        document.get_dictionary_mut(*page).map_err(backend)?.remove(b"Annots");
    }
    let root = structure::write(&mut document, tree, &pages, marks);
    let intent = output_intent(&mut document)?;
    let packet = xmp::packet(&annex.meta).into_bytes();
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = document.add_object(Stream::new(metadata, packet).with_compression(false));
    let outlines = outlines(&mut document, outline, &pages);
    let information = document.add_object(information(annex));
    let labels = dictionary! { "Nums" => vec![0.into(), dictionary! { "S" => "D" }.into()] };
    let catalog = document.catalog_mut().map_err(backend)?;
    catalog.set("Lang", Object::string_literal(annex.meta.language.as_str()));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", root);
    catalog.set("Metadata", metadata);
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("OutputIntents", vec![intent.into()]);
    catalog.set("PageLabels", labels);
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", "UseOutlines");
    }
    document.trailer.set("Info", information);
    save(document)
}

fn backend(error: lopdf::Error) -> RenderError {
    RenderError::Backend(error.to_string())
}

/// sRGB (ISO 19005-2, 6.2.3): the colours of the pages are meant in it.
fn output_intent(document: &mut Document) -> Result<Dictionary, RenderError> {
    let profile = moxcms::ColorProfile::new_srgb().encode();
    let profile =
        profile.map_err(|error| RenderError::Backend(format!("ICC profile: {error:?}")))?;
    let stream = document.add_object(Stream::new(dictionary! { "N" => 3 }, profile));
    Ok(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB"),
        "DestOutputProfile" => stream,
    })
}

/// The information dictionary says what the metadata says (6.6.3).
fn information(annex: &Annex) -> Dictionary {
    let meta = &annex.meta;
    let mut information = dictionary! {
        "Title" => text(&meta.title),
        "Creator" => text(&meta.producer),
        "Producer" => text(&meta.producer),
    };
    if let Some(author) = &meta.author {
        information.set("Author", text(author));
    }
    if let Some(subject) = &meta.subject {
        information.set("Subject", text(subject));
    }
    if let Some(Date { year, month, day }) = meta.date {
        let moment = format!("D:{year:04}{month:02}{day:02}000000Z");
        information.set("CreationDate", Object::string_literal(moment.as_str()));
        information.set("ModDate", Object::string_literal(moment.as_str()));
    }
    information
}

/// The outline (12.3.3): areas, and their periods below them.
fn outlines(
    document: &mut Document,
    bookmarks: &[Bookmark],
    pages: &[ObjectId],
) -> Option<ObjectId> {
    if bookmarks.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    let parent = |i: usize| {
        let above = bookmarks[..i].iter().rposition(|b| b.depth < bookmarks[i].depth);
        above.map(|above| ids[above])
    };
    let parents: Vec<ObjectId> = (0..ids.len()).map(|i| parent(i).unwrap_or(root)).collect();
    let children = |of: ObjectId| -> Vec<ObjectId> {
        ids.iter().zip(&parents).filter(|(_, p)| **p == of).map(|(id, _)| *id).collect()
    };
    for (i, bookmark) in bookmarks.iter().enumerate() {
        let top = Object::Real(bookmark.top);
        let target =
            vec![pages[bookmark.page].into(), "XYZ".into(), Object::Null, top, Object::Null];
        let mut entry = dictionary! { "Title" => text(&bookmark.title), "Parent" => parents[i], "Dest" => target };
        let siblings = children(parents[i]);
        let at = siblings.iter().position(|id| *id == ids[i]).unwrap_or(0);
        if at > 0 {
            entry.set("Prev", siblings[at - 1]);
        }
        if let Some(next) = siblings.get(at + 1) {
            entry.set("Next", *next);
        }
        family(&mut entry, &children(ids[i]), false);
        document.set_object(ids[i], entry);
    }
    let mut entry = dictionary! { "Type" => "Outlines" };
    family(&mut entry, &children(root), true);
    document.set_object(root, entry);
    Some(root)
}

/// First, last and number of an entry's children; a negative number keeps them folded.
fn family(entry: &mut Dictionary, children: &[ObjectId], open: bool) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        let count = i64::try_from(children.len()).unwrap_or(i64::MAX);
        entry.set("First", *first);
        entry.set("Last", *last);
        entry.set("Count", if open { count } else { -count });
    }
}

/// Streams deflated, a classic cross-reference table, an `ID` from the content (14.4), and
/// a line end behind the last `%%EOF`, so that what a signer appends begins a line.
fn save(mut document: Document) -> Result<Vec<u8>, RenderError> {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            deflate(stream)?;
        }
    }
    let digest = fingerprint(&document);
    let id = Object::String(digest, StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    document.renumber_objects();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(|error| RenderError::Backend(error.to_string()))?;
    if !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// The metadata stays readable to those who know no PDF (ISO 19005-2, 6.6.2.1).
fn deflate(stream: &mut Stream) -> Result<(), RenderError> {
    if !stream.allows_compression || stream.dict.has(b"Filter") {
        return Ok(());
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    let deflated = encoder.write_all(&stream.content).and_then(|()| encoder.finish());
    let deflated = deflated.map_err(|error| RenderError::Backend(error.to_string()))?;
    stream.dict.set("Filter", "FlateDecode");
    stream.set_content(deflated);
    Ok(())
}

fn fingerprint(document: &Document) -> Vec<u8> {
    let mut hash = Sha256::new();
    for (id, object) in &document.objects {
        hash.update(format!("{id:?}{object:?}"));
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    hash.finalize()[..16].to_vec()
}
