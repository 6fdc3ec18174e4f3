//! The tag tree as objects of the file (ISO 32000-1, 14.7.2 to 14.7.5).

use super::tags::{Attributes, Element, Kid};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary, text_string};
use std::collections::BTreeMap;

/// Adds the tree below `root` and refers to it from the catalog, from the pages and
/// from the form `fields`, which are annotations on their page.
pub(super) fn add_structure(
    file: &mut Document,
    pages: &[ObjectId],
    fields: &[(ObjectId, usize)],
    root: &Element,
) -> lopdf::Result<()> {
    let tree = file.new_object_id();
    let mut writer = Writer {
        file,
        pages,
        fields,
        parents: vec![Vec::new(); pages.len()],
        field_parents: vec![Object::Null; fields.len()],
        ids: BTreeMap::new(),
    };
    let document = writer.element(root, tree);
    let Writer { parents, field_parents, ids, .. } = writer;
    let next_key = parents.len() + field_parents.len();
    let parents = parent_tree(file, parents, field_parents);
    let ids = id_tree(ids);
    let root = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => document,
        "ParentTree" => parents,
        "ParentTreeNextKey" => number(next_key),
        "IDTree" => ids,
    };
    file.set_object(tree, root);
    for (i, page) in pages.iter().enumerate() {
        let page = file.get_dictionary_mut(*page)?;
        page.set("StructParents", number(i));
        // Fields are reached in the order of the tags (ISO 14289-1, 7.18.3).
        page.set("Tabs", "S");
    }
    for (i, (field, _)) in fields.iter().enumerate() {
        file.get_dictionary_mut(*field)?.set("StructParent", number(pages.len() + i));
    }
    file.catalog_mut()?.set("StructTreeRoot", tree);
    Ok(())
}

struct Writer<'a> {
    file: &'a mut Document,
    pages: &'a [ObjectId],
    fields: &'a [(ObjectId, usize)],
    /// For each page the parent of every piece of marked content.
    parents: Vec<Vec<Object>>,
    field_parents: Vec<Object>,
    /// The elements that have a name.
    ids: BTreeMap<Vec<u8>, ObjectId>,
}

impl Writer<'_> {
    fn element(&mut self, element: &Element, parent: ObjectId) -> ObjectId {
        let id = self.file.new_object_id();
        let page = element.kids.iter().find_map(|kid| match kid {
            Kid::Mark(mark) => Some(mark.page),
            _ => None,
        });
        let mut kids: Vec<Object> =
            element.kids.iter().map(|kid| self.kid(kid, id, page)).collect();
        let mut dict =
            dictionary! { "Type" => "StructElem", "S" => element.tag.as_str(), "P" => parent };
        if let Some(page) = page {
            dict.set("Pg", self.pages[page]);
        }
        match kids.len() {
            0 => {}
            1 => dict.set("K", kids.remove(0)),
            _ => dict.set("K", kids),
        }
        if let Some(name) = &element.attributes.id {
            dict.set("ID", string(name));
            self.ids.insert(name.clone().into_bytes(), id);
        }
        if let Some(attributes) = attributes(&element.attributes) {
            dict.set("A", attributes);
        }
        if let Some(text) = &element.attributes.alternative {
            dict.set("Alt", text_string(text));
        }
        self.file.set_object(id, dict);
        id
    }

    /// A kid of element `id`, whose own page is `page`.
    fn kid(&mut self, kid: &Kid, id: ObjectId, page: Option<usize>) -> Object {
        match kid {
            Kid::Element(element) => self.element(element, id).into(),
            Kid::Mark(mark) => {
                let parents = &mut self.parents[mark.page];
                parents.resize(parents.len().max(mark.mcid + 1), Object::Null);
                parents[mark.mcid] = id.into();
                if page == Some(mark.page) {
                    return number(mark.mcid);
                }
                let page = self.pages[mark.page];
                dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => number(mark.mcid) }.into()
            }
            Kid::Field(index) => {
                self.field_parents[*index] = id.into();
                let (field, page) = self.fields[*index];
                dictionary! { "Type" => "OBJR", "Pg" => self.pages[page], "Obj" => field }.into()
            }
        }
    }
}

fn attributes(attributes: &Attributes) -> Option<Dictionary> {
    if let Some(numbering) = attributes.numbering {
        // A list with labels says how they count (ISO 14289-1, 7.6).
        return Some(dictionary! { "O" => "List", "ListNumbering" => numbering });
    }
    if let Some(edges) = attributes.edges {
        // What stands on one page as a whole says where (ISO 32000-1, 14.8.5.4.3).
        let edges = edges.map(Object::Real).to_vec();
        return Some(dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => edges });
    }
    let mut dict = dictionary! { "O" => "Table" };
    if let Some(scope) = attributes.scope {
        dict.set("Scope", scope.name());
    }
    for (key, span) in [("ColSpan", attributes.col_span), ("RowSpan", attributes.row_span)] {
        if span > 1 {
            dict.set(key, number(span));
        }
    }
    if !attributes.headers.is_empty() {
        dict.set("Headers", attributes.headers.iter().map(|name| string(name)).collect::<Vec<_>>());
    }
    if let Some(summary) = &attributes.summary {
        dict.set("Summary", text_string(summary));
    }
    (dict.len() > 1).then_some(dict)
}

fn parent_tree(file: &mut Document, pages: Vec<Vec<Object>>, fields: Vec<Object>) -> Dictionary {
    let mut entries = Vec::new();
    for parents in pages {
        entries.push(file.add_object(Object::Array(parents)).into());
    }
    entries.extend(fields);
    let keyed = entries.into_iter().enumerate().flat_map(|(key, entry)| [number(key), entry]);
    dictionary! { "Nums" => keyed.collect::<Vec<_>>() }
}

fn id_tree(ids: BTreeMap<Vec<u8>, ObjectId>) -> Dictionary {
    let name = |name| Object::String(name, StringFormat::Literal);
    let names = ids.into_iter().flat_map(|(id, element)| [name(id), element.into()]);
    dictionary! { "Names" => names.collect::<Vec<Object>>() }
}

fn string(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

fn number(value: usize) -> Object {
    Object::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}
