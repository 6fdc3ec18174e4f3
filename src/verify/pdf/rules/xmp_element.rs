//! Elements of an XMP packet, and where each may stand (ISO 16684-1, 7).

use quick_xml::name::QName;

pub(super) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
pub(super) const META: &str = "adobe:ns:meta/";

/// Part that an element plays in RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum XmpKind {
    /// `x:xmpmeta` around the whole.
    Meta,
    /// `rdf:RDF`.
    Rdf,
    /// `rdf:Description`, whose children are properties.
    Node,
    /// Property or item of a list: a text, a list or a description.
    Property,
    /// Property whose children are properties, as `rdf:parseType` says.
    Resource,
    /// `rdf:Bag`, `rdf:Seq` or `rdf:Alt`.
    List,
}

/// Open element.
#[derive(Debug)]
pub(super) struct XmpElement {
    pub(super) kind: XmpKind,
    /// Namespace and local name, or the position of a list item.
    pub(super) name: String,
    /// Number of children so far.
    children: usize,
    /// Set if it has its value already, and so takes neither text nor a child.
    pub(super) is_closed: bool,
    /// Number of facts when it was opened.
    pub(super) facts: usize,
}

impl XmpElement {
    /// Opens the element `name` below `parent`; `None` if it may not stand there.
    pub(super) fn below(
        parent: Option<&mut XmpElement>,
        name: String,
        facts: usize,
    ) -> Option<XmpElement> {
        let kind = kind_below(parent.as_ref().map(|parent| parent.kind), &name)?;
        let mut name = name;
        if let Some(parent) = parent {
            let is_single = matches!(parent.kind, XmpKind::Meta | XmpKind::Property);
            if parent.is_closed || (is_single && parent.children > 0) {
                return None;
            }
            parent.children += 1;
            parent.is_closed = parent.kind == XmpKind::Property;
            if parent.kind == XmpKind::List {
                // Items of a list have no name but their position.
                name = parent.children.to_string();
            }
        }
        Some(XmpElement { kind, name, children: 0, is_closed: false, facts })
    }

    /// Returns `true` if the element is part of a path, and does not only group others.
    pub(super) fn is_named(&self) -> bool {
        !matches!(self.kind, XmpKind::Meta | XmpKind::Rdf | XmpKind::Node)
    }
}

fn kind_below(parent: Option<XmpKind>, name: &str) -> Option<XmpKind> {
    match (parent, name.strip_prefix(RDF)) {
        (None, None) if name.strip_prefix(META) == Some("xmpmeta") => Some(XmpKind::Meta),
        (None | Some(XmpKind::Meta), Some("RDF")) => Some(XmpKind::Rdf),
        (Some(XmpKind::Rdf | XmpKind::Property), Some("Description")) => Some(XmpKind::Node),
        (Some(XmpKind::Node | XmpKind::Resource), None) => Some(XmpKind::Property),
        (Some(XmpKind::Property), Some("Bag" | "Seq" | "Alt")) => Some(XmpKind::List),
        (Some(XmpKind::List), Some("li")) => Some(XmpKind::Property),
        _ => None,
    }
}

/// Returns `true` for a name with one prefix at most, in characters that every parser takes
/// for a name.
pub(super) fn is_plain_name(name: QName<'_>) -> bool {
    let name: &str = name.as_ref();
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    name.split(':').count() <= 2 && name.split(':').all(is_part)
}
