//! Tag tree as objects of the file (ISO 32000-1, 14.7.2 to 14.7.5).

use super::tag_element::{TagAttributes, TagElement, TagKid};
use super::text_objects::{TextObjects, text_of};
use crate::render::RenderError;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary, text_string};
use std::collections::BTreeMap;
use std::io::Write;

/// Writes the tree of the document with `kids` and refers to it from the catalog, from the pages
/// and from the form `fields`, which are annotations of their page. Returns the elements as text
/// objects.
///
/// # Errors
/// [`RenderError::Backend`] if a page or a field is missing in `file`.
pub(super) fn add_structure(
    file: &mut Document,
    pages: &[ObjectId],
    fields: &[(ObjectId, usize)],
    kids: impl Iterator<Item = TagElement>,
) -> Result<TextObjects, RenderError> {
    let tree = file.new_object_id();
    let mut writer = StructureWriter {
        file,
        pages,
        fields,
        parents: vec![Vec::new(); pages.len()],
        field_parents: vec![None; fields.len()],
        ids: BTreeMap::new(),
        raw: TextObjects::default(),
    };
    let document = writer.document(kids, tree.0)?;
    let parents = writer.parent_tree();
    let ids = id_tree(std::mem::take(&mut writer.ids));
    let (next_key, raw) = (pages.len() + fields.len(), writer.raw);
    let root = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => (document, 0),
        "ParentTree" => parents,
        "ParentTreeNextKey" => number(next_key),
        "IDTree" => ids,
    };
    file.set_object(tree, root);
    refer(file, pages, fields, tree).map_err(|e| RenderError::Backend(e.to_string()))?;
    Ok(raw)
}

fn refer(
    file: &mut Document,
    pages: &[ObjectId],
    fields: &[(ObjectId, usize)],
    tree: ObjectId,
) -> lopdf::Result<()> {
    for (i, page) in pages.iter().enumerate() {
        let page = file.get_dictionary_mut(*page)?;
        // Keys of the parent tree count pages first, then fields (ISO 32000-1, 14.7.4.4).
        page.set("StructParents", number(i));
        // The Tab key reaches fields in the order of the tags (ISO 14289-1, 7.18.3).
        page.set("Tabs", "S");
    }
    for (i, (field, _)) in fields.iter().enumerate() {
        file.get_dictionary_mut(*field)?.set("StructParent", number(pages.len() + i));
    }
    file.catalog_mut()?.set("StructTreeRoot", tree);
    Ok(())
}

struct StructureWriter<'a> {
    file: &'a mut Document,
    pages: &'a [ObjectId],
    fields: &'a [(ObjectId, usize)],
    /// Object number of the element of every marked content, by page and identifier.
    parents: Vec<Vec<Option<u32>>>,
    field_parents: Vec<Option<u32>>,
    /// Object numbers of the elements with an identifier.
    ids: BTreeMap<Vec<u8>, u32>,
    raw: TextObjects,
}

/// Kid of an element in the form that its parent writes.
enum WrittenKid {
    Element(u32),
    Mark(usize),
    /// Dictionary for content on another page than the element's own.
    Reference(String),
}

impl StructureWriter<'_> {
    /// Writes the element of the document, which has no content of its own.
    fn document(
        &mut self,
        kids: impl Iterator<Item = TagElement>,
        tree: u32,
    ) -> Result<u32, RenderError> {
        let (id, _) = self.file.new_object_id();
        // Elements are written as they are built: a whole tree of a large plan takes too
        // much memory.
        let mut written = Vec::new();
        for kid in kids {
            written.push(WrittenKid::Element(self.element(&kid, id)?));
        }
        let mut text = format!("<</Type/StructElem/S/Document/P {tree} 0 R").into_bytes();
        write_kids(&written, &mut text);
        text.extend_from_slice(b">>");
        self.raw.add(id, &text);
        Ok(id)
    }

    fn element(&mut self, element: &TagElement, parent: u32) -> Result<u32, RenderError> {
        let (id, _) = self.file.new_object_id();
        let page = element.kids.iter().find_map(|kid| match kid {
            TagKid::Mark(mark) => Some(mark.page),
            _ => None,
        });
        let kids = element.kids.iter().map(|kid| self.kid(kid, id, page));
        let kids = kids.collect::<Result<Vec<_>, _>>()?;
        let mut text = Vec::new();
        let _ = write!(text, "<</Type/StructElem/S/{}/P {parent} 0 R", element.tag);
        if let Some(page) = page {
            let _ = write!(text, "/Pg {} 0 R", self.pages[page].0);
        }
        write_kids(&kids, &mut text);
        if let Some(name) = &element.attributes.id {
            let _ = write!(text, "/ID({name})");
            self.ids.insert(name.clone().into_bytes(), id);
        }
        write_attributes(&element.attributes, &mut text)?;
        text.extend_from_slice(b">>");
        self.raw.add(id, &text);
        Ok(id)
    }

    /// Writes a kid of element `id`, whose own page is `page`.
    fn kid(
        &mut self,
        kid: &TagKid,
        id: u32,
        page: Option<usize>,
    ) -> Result<WrittenKid, RenderError> {
        Ok(match kid {
            TagKid::Element(element) => WrittenKid::Element(self.element(element, id)?),
            TagKid::Mark(mark) => {
                let parents = &mut self.parents[mark.page];
                parents.resize(parents.len().max(mark.mcid + 1), None);
                parents[mark.mcid] = Some(id);
                // Content on the element's own page needs only its identifier (ISO
                // 32000-1, 14.7.4.2).
                if page == Some(mark.page) {
                    return Ok(WrittenKid::Mark(mark.mcid));
                }
                let page = self.pages[mark.page].0;
                WrittenKid::Reference(format!("<</Type/MCR/Pg {page} 0 R/MCID {}>>", mark.mcid))
            }
            TagKid::Field(index) => {
                self.field_parents[*index] = Some(id);
                let ((field, _), page) = self.fields[*index];
                let page = self.pages[page].0;
                WrittenKid::Reference(format!("<</Type/OBJR/Pg {page} 0 R/Obj {field} 0 R>>"))
            }
        })
    }

    /// Returns the number tree from marked contents and fields to their elements (ISO 32000-1,
    /// 14.7.4.4).
    fn parent_tree(&mut self) -> Dictionary {
        let mut entries: Vec<Object> = Vec::new();
        for parents in std::mem::take(&mut self.parents) {
            let id = self.file.new_object_id();
            self.raw.add(id.0, references(&parents).as_bytes());
            entries.push(id.into());
        }
        let field = |parent: &Option<u32>| parent.map_or(Object::Null, |id| (id, 0).into());
        entries.extend(self.field_parents.iter().map(field));
        let keyed = entries.into_iter().enumerate().flat_map(|(key, entry)| [number(key), entry]);
        dictionary! { "Nums" => keyed.collect::<Vec<_>>() }
    }
}

fn write_kids(kids: &[WrittenKid], text: &mut Vec<u8>) {
    // A single kid needs no array (ISO 32000-1, Table 323).
    let (open, close) = match kids.len() {
        0 => return,
        1 => ("/K", ""),
        _ => ("/K[", "]"),
    };
    text.extend_from_slice(open.as_bytes());
    for (i, kid) in kids.iter().enumerate() {
        // A number needs no blank after a bracket (ISO 32000-1, 7.2.2).
        let blank = if i == 0 && kids.len() > 1 { "" } else { " " };
        let _ = match kid {
            WrittenKid::Element(id) => write!(text, "{blank}{id} 0 R"),
            WrittenKid::Mark(mcid) => write!(text, "{blank}{mcid}"),
            WrittenKid::Reference(reference) => write!(text, "{reference}"),
        };
    }
    text.extend_from_slice(close.as_bytes());
}

fn write_attributes(attributes: &TagAttributes, text: &mut Vec<u8>) -> Result<(), RenderError> {
    let owned = owned_attributes(attributes)?;
    if !owned.is_empty() {
        text.extend_from_slice(b"/A<</O");
        text.extend_from_slice(&owned);
        text.extend_from_slice(b">>");
    }
    if let Some(words) = &attributes.alternative {
        text.extend_from_slice(b"/Alt");
        text.extend_from_slice(&text_of(text_string(words))?);
    }
    Ok(())
}

/// Returns the owner and entries of the attributes; empty if there are none.
fn owned_attributes(attributes: &TagAttributes) -> Result<Vec<u8>, RenderError> {
    if let Some(numbering) = attributes.numbering {
        // A list with labels needs their numbering (ISO 14289-1, 7.6).
        return Ok(format!("/List/ListNumbering/{numbering}").into_bytes());
    }
    if let Some(decoration) = attributes.decoration {
        // ISO 32000-1, Table 345.
        return Ok(format!("/Layout/TextDecorationType/{decoration}").into_bytes());
    }
    if let Some(edges) = attributes.edges {
        // A figure on one page needs its bounding box (ISO 32000-1, 14.8.5.4.3).
        let [left, bottom, right, top] = edges;
        let edges = format!("/Layout/Placement/Block/BBox[{left} {bottom} {right} {top}]");
        return Ok(edges.into_bytes());
    }
    let mut text = Vec::new();
    if let Some(scope) = attributes.scope {
        let _ = write!(text, "/Scope/{}", scope.name());
    }
    for (key, span) in [("ColSpan", attributes.col_span), ("RowSpan", attributes.row_span)] {
        if span > 1 {
            let _ = write!(text, "/{key} {span}");
        }
    }
    if !attributes.headers.is_empty() {
        text.extend_from_slice(b"/Headers[");
        for name in &attributes.headers {
            let _ = write!(text, "({name})");
        }
        text.push(b']');
    }
    if let Some(summary) = &attributes.summary {
        text.extend_from_slice(b"/Summary");
        text.extend_from_slice(&text_of(text_string(summary))?);
    }
    if !text.is_empty() {
        text.splice(..0, *b"/Table");
    }
    Ok(text)
}

/// Returns an array of references to elements.
fn references(elements: &[Option<u32>]) -> String {
    let reference = |element: &Option<u32>| match element {
        Some(id) => format!("{id} 0 R"),
        None => "null".to_owned(),
    };
    format!("[{}]", elements.iter().map(reference).collect::<Vec<_>>().join(" "))
}

fn id_tree(ids: BTreeMap<Vec<u8>, u32>) -> Dictionary {
    // Keys of a name tree are sorted (ISO 32000-1, 7.9.6), as they are in the map.
    let name = |name| Object::String(name, StringFormat::Literal);
    let names = ids.into_iter().flat_map(|(id, element)| [name(id), (element, 0).into()]);
    dictionary! { "Names" => names.collect::<Vec<Object>>() }
}

fn number(value: usize) -> Object {
    Object::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}
