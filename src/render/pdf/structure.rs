//! The structure tree as objects: elements, parent tree, identifiers (ISO 32000-1, 14.7).

use super::tags::{CellTag, Element, Kid, Tree};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

/// Writes `tree`; gives the root's object.
pub(super) fn write(
    document: &mut Document,
    tree: &Tree,
    pages: &[ObjectId],
    marks: &[i64],
) -> ObjectId {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = tree.elements.iter().map(|_| document.new_object_id()).collect();
    let mut owners: Vec<Vec<Object>> =
        marks.iter().map(|&n| vec![Object::Null; usize::try_from(n).unwrap_or(0)]).collect();
    for (i, element) in tree.elements.iter().enumerate() {
        let parent = if i == 0 { root } else { ids[element.parent] };
        let kids = element.kids.iter().map(|kid| match kid {
            Kid::Element(child) => ids[*child].into(),
            Kid::Content { page, mcid } => {
                if let Some(owner) =
                    usize::try_from(*mcid).ok().and_then(|m| owners[*page].get_mut(m))
                {
                    *owner = ids[i].into();
                }
                dictionary! { "Type" => "MCR", "Pg" => pages[*page], "MCID" => *mcid }.into()
            }
        });
        let kids: Vec<Object> = kids.collect();
        document.set_object(ids[i], element_object(element, parent, kids));
    }
    let parent_tree = parent_tree(document, owners, pages);
    let mut dictionary = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => vec![ids[0].into()],
        "ParentTree" => parent_tree,
        "ParentTreeNextKey" => i64::try_from(pages.len()).unwrap_or(i64::MAX),
    };
    if let Some(names) = id_tree(tree, &ids) {
        let names = document.add_object(names);
        dictionary.set("IDTree", names);
    }
    document.set_object(root, dictionary);
    root
}

fn element_object(element: &Element, parent: ObjectId, kids: Vec<Object>) -> Dictionary {
    let mut object = dictionary! { "Type" => "StructElem", "S" => element.tag, "P" => parent };
    if !kids.is_empty() {
        object.set("K", kids);
    }
    if let Some(id) = &element.id {
        object.set("ID", Object::string_literal(id.as_str()));
    }
    if let Some(cell) = &element.table {
        object.set("A", cell_attributes(cell));
    }
    if element.list {
        object.set("A", dictionary! { "O" => "List", "ListNumbering" => "None" });
    }
    if let Some(summary) = &element.summary {
        object.set("A", dictionary! { "O" => "Table", "Summary" => text(summary) });
    }
    object
}

fn cell_attributes(cell: &CellTag) -> Dictionary {
    let mut attributes = dictionary! { "O" => "Table" };
    if let Some(scope) = cell.scope {
        attributes.set("Scope", scope);
    }
    for (name, span) in [("ColSpan", cell.col_span), ("RowSpan", cell.row_span)] {
        if span > 1 {
            attributes.set(name, i64::from(span));
        }
    }
    if !cell.headers.is_empty() {
        let ids: Vec<Object> =
            cell.headers.iter().map(|id| Object::string_literal(id.as_str())).collect();
        attributes.set("Headers", ids);
    }
    attributes
}

/// For each page which element owns each mark (14.7.4.4).
fn parent_tree(document: &mut Document, owners: Vec<Vec<Object>>, pages: &[ObjectId]) -> ObjectId {
    let mut numbers: Vec<Object> = Vec::new();
    for (i, (owners, page)) in owners.into_iter().zip(pages).enumerate() {
        let key = i64::try_from(i).unwrap_or(i64::MAX);
        let array = document.add_object(Object::Array(owners));
        numbers.extend([key.into(), array.into()]);
        if let Ok(page) = document.get_dictionary_mut(*page) {
            page.set("StructParents", key);
            // Tab goes through the page in the order of the structure (ISO 14289-1, 7.18.3).
            page.set("Tabs", "S");
        }
    }
    document.add_object(dictionary! { "Nums" => numbers })
}

/// Elements by identifier, in the order of the identifiers' bytes (7.9.6).
fn id_tree(tree: &Tree, ids: &[ObjectId]) -> Option<Dictionary> {
    let named = tree.elements.iter().zip(ids).filter_map(|(e, id)| Some((e.id.clone()?, *id)));
    let mut named: Vec<(String, ObjectId)> = named.collect();
    named.sort();
    named.first()?;
    let names = named.into_iter().flat_map(|(name, id)| [Object::string_literal(name), id.into()]);
    Some(dictionary! { "Names" => names.collect::<Vec<_>>() })
}

/// A text string (7.9.2.2): UTF-16 with its mark.
pub(super) fn text(words: &str) -> Object {
    let units = words.encode_utf16().flat_map(u16::to_be_bytes);
    let bytes = [0xFE, 0xFF].into_iter().chain(units).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}
