//! Pictures and shapes in a text (ECMA-376-1, 20.4, 20.2; ECMA-376-4, 19).

use super::aspect::{Aspects, LookAspect, WidthKind};
use super::extras::TextExtra;
use crate::office::relationships::PartLink;
use crate::office::xml_tree::PartNode;

/// English Metric Units per twip.
const EMU: i64 = 635;

/// Picture of a paragraph.
pub(super) struct ShownPicture {
    /// Name of its part.
    pub part: String,
    /// Description in words.
    pub extra: TextExtra,
    /// Size, as the picture of this number.
    pub size: Aspects,
}

/// Reads a drawing: a picture, or anything else as a thing besides words.
pub(super) fn drawing(
    node: &PartNode,
    number: usize,
    links: &[PartLink],
) -> Result<ShownPicture, TextExtra> {
    let pictures = all(node, "pic:pic");
    let (Some(anchor), [picture]) = (node.children.first(), pictures.as_slice()) else {
        return Err(shape(node));
    };
    let is_alone = all(node, "a:graphicData").iter().all(|data| data.children.len() == 1);
    let blip = all(picture, "a:blip");
    let embedded = blip.first().and_then(|blip| blip.attribute("r:embed"));
    let part = links.iter().find(|link| Some(link.id.as_str()) == embedded && !link.is_external);
    let (Some(part), true) = (part, is_alone) else { return Err(shape(node)) };
    let properties = anchor.child("wp:docPr");
    let text = |name| properties.and_then(|node| node.attribute(name)).unwrap_or_default();
    let mut words = format!("un'immagine, per chi non vede: «{}»", text(":descr"));
    if !text(":title").is_empty() {
        words.push_str(&format!(" e «{}»", text(":title")));
    }
    if text(":hidden") == "1" || text(":hidden") == "true" {
        words.push_str(", nascosta");
    }
    let mut others = false;
    // An identifier of newer versions; anything else is a link, or a picture to be passed over.
    properties.into_iter().flat_map(|node| &node.children).for_each(|node| {
        node.walk(&mut |inner| {
            let is_usual = matches!(inner.name.as_str(), "a:extLst" | "a:ext")
                || inner.name.ends_with("}creationId")
                || inner.name == "a:graphicFrameLocks";
            others |= !is_usual;
        });
    });
    if others {
        words.push_str(", con altre proprietà");
    }
    words.push_str(&changes(picture, blip[0], anchor));
    Ok(ShownPicture {
        part: part.target.clone(),
        extra: TextExtra::other(words),
        size: size(anchor, number),
    })
}

fn size(anchor: &PartNode, number: usize) -> Aspects {
    let extent = anchor.child("wp:extent");
    let twips = |name| -> Option<i64> {
        let emu: i64 = extent?.attribute(name)?.parse().ok()?;
        Some(emu / EMU)
    };
    let measures = [(WidthKind::Own, twips(":cx")), (WidthKind::Columns, twips(":cy"))];
    let aspect = |(kind, twips): (_, Option<i64>)| {
        Some((LookAspect::Picture(number, kind), twips?.to_string()))
    };
    measures.into_iter().filter_map(aspect).collect()
}

/// Describes what makes a picture look otherwise than its file.
fn changes(picture: &PartNode, blip: &PartNode, anchor: &PartNode) -> String {
    let mut words = String::new();
    let is_zero = |value: &str| value.trim_matches('0').is_empty();
    let crop = [all(picture, "a:srcRect"), all(picture, "a:fillRect")].concat();
    if crop.iter().flat_map(|crop| &crop.attributes).any(|(_, value)| !is_zero(value)) {
        words.push_str(", ritagliata");
    }
    let frames = all(picture, "a:xfrm");
    let turned = frames.iter().flat_map(|frame| &frame.attributes);
    if turned.into_iter().any(|(_, value)| !is_zero(value) && value != "false") {
        words.push_str(", girata");
    }
    let mut is_plain = true;
    picture.walk(&mut |inner| is_plain &= is_usual(inner, blip));
    if !is_plain {
        words.push_str(", con effetti o con un'altra immagine");
    }
    if anchor.name != "wp:inline" {
        words.push_str(", fuori dalle righe");
    }
    words
}

/// Elements of a picture that is shown as its file is.
const USUAL: [&str; 20] = [
    "pic:pic",
    "pic:nvPicPr",
    "pic:cNvPr",
    "pic:cNvPicPr",
    "pic:blipFill",
    "pic:spPr",
    "a:picLocks",
    "a:graphicFrameLocks",
    "a:blip",
    "a:srcRect",
    "a:stretch",
    "a:fillRect",
    "a:xfrm",
    "a:off",
    "a:ext",
    "a:extLst",
    "a:prstGeom",
    "a:avLst",
    "a:noFill",
    "a:ln",
];

/// Returns `true` if an element of a picture shows nothing but the file.
fn is_usual(node: &PartNode, blip: &PartNode) -> bool {
    let leads = |(name, _): &(String, String)| name.starts_with("r:");
    let is_known = USUAL.contains(&node.name.as_str())
        || node.name.ends_with("}useLocalDpi")
        || node.name.ends_with("}creationId");
    let leads_elsewhere = !std::ptr::eq(node, blip) && node.attributes.iter().any(leads);
    let has_shape = node.attribute(":prst").is_some_and(|shape| shape != "rect");
    is_known && !leads_elsewhere && !has_shape && blip.attribute("r:link").is_none()
}

/// Describes a shape, a text box, a chart or an object by its words.
pub(super) fn shape(node: &PartNode) -> TextExtra {
    let mut what = "una forma o un oggetto";
    node.walk(&mut |inner| match inner.name.as_str() {
        "txbxContent" | "v:textpath" => what = "una casella di testo",
        "o:OLEObject" => what = "un oggetto incorporato",
        _ => {}
    });
    let mut words = node.words();
    node.walk(&mut |inner| {
        // WordArt of VML holds its text in an attribute.
        let drawn = inner.attribute(":string").filter(|_| inner.name == "v:textpath");
        words.extend(drawn.map(|drawn| format!(" {drawn}")));
    });
    TextExtra::other(if words.trim().is_empty() {
        what.to_owned()
    } else {
        format!("{what} («{}»)", words.trim())
    })
}

/// Returns all elements of a name inside a node.
fn all<'n>(node: &'n PartNode, name: &str) -> Vec<&'n PartNode> {
    let mut found = Vec::new();
    for child in &node.children {
        if child.name == name {
            found.push(child);
        }
        found.extend(all(child, name));
    }
    found
}
