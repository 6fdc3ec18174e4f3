//! Sample original with the parts of a real one, in as few bytes as possible.

use crate::verify::cms::sample::detached;
use std::collections::BTreeMap;

pub(crate) const CATALOG: u32 = 1;
pub(crate) const PAGES: u32 = 2;
pub(crate) const FIRST_PAGE: u32 = 3;
pub(crate) const LAST_PAGE: u32 = 4;
pub(crate) const CONTENT: u32 = 5;
pub(crate) const FIELD: u32 = 7;
pub(crate) const OTHER_FIELD: u32 = 8;
pub(crate) const TAGS: u32 = 9;
pub(crate) const DOCUMENT: u32 = 10;
pub(crate) const FONT: u32 = 12;
pub(crate) const METADATA: u32 = 14;
pub(crate) const INFO: u32 = 20;
/// First number that the original does not use.
pub(crate) const NEXT: u32 = 21;

const OBJECTS: [&str; 20] = [
    "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[7 0 R 8 0 R]>>/StructTreeRoot 9 0 R/Lang(it-IT)/Metadata 14 0 R>>",
    "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]/Contents 5 0 R/Resources<</Font<</F 12 0 R>>>>/StructParents 0>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]/Contents 6 0 R/Resources<</Font<</F 12 0 R>>>>/StructParents 1/Annots[7 0 R 8 0 R]>>",
    "<</Length 27>>\nstream\nBT /F 12 Tf (Uno) Tj ET    \n\nendstream",
    "<</Length 27>>\nstream\nBT /F 12 Tf (Due) Tj ET    \n\nendstream",
    "<</Type/Annot/Subtype/Widget/FT/Sig/T(Firma1)/TU(Firma digitale)/Rect[100 50 300 90]/F 4/P 4 0 R/AP<</N 13 0 R>>/StructParent 2>>",
    "<</Type/Annot/Subtype/Widget/FT/Sig/T(Firma2)/TU(Firma digitale)/Rect[310 50 510 90]/F 4/P 4 0 R/AP<</N 13 0 R>>/StructParent 3>>",
    "<</Type/StructTreeRoot/K 10 0 R/ParentTree<</Nums[0 15 0 R 1 16 0 R 2 17 0 R 3 18 0 R]>>/ParentTreeNextKey 4>>",
    "<</Type/StructElem/S/Document/P 9 0 R/K[11 0 R 17 0 R 18 0 R]>>",
    "<</Type/StructElem/S/P/P 10 0 R/Pg 3 0 R/K 0>>",
    "<</Type/Font/Subtype/Type0/BaseFont/F/ToUnicode 19 0 R>>",
    "<</Type/XObject/Subtype/Form/BBox[0 0 200 40]/Length 0>>\nstream\n\nendstream",
    "METADATA",
    "[11 0 R]",
    "[11 0 R]",
    "<</Type/StructElem/S/Form/P 10 0 R/K<</Type/OBJR/Obj 7 0 R/Pg 4 0 R>>>>",
    "<</Type/StructElem/S/Form/P 10 0 R/K<</Type/OBJR/Obj 8 0 R/Pg 4 0 R>>>>",
    "<</Length 4>>\nstream\nmap \nendstream",
    "<</Title(PIANO)/Producer(allegati)>>",
];

/// Makes a packet of metadata with a title and further content.
pub(crate) fn metadata(title: &str, more: &str) -> String {
    let packet = format!(
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></rdf:Description>{more}</rdf:RDF></x:xmpmeta>"#
    );
    stream("/Type/Metadata/Subtype/XML", &packet)
}

/// Makes a stream object.
pub(crate) fn stream(keys: &str, data: &str) -> String {
    format!("<<{keys}/Length {}>>\nstream\n{data}\nendstream", data.len())
}

/// Makes a stream object whose data are no text.
pub(crate) fn stream_of(keys: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{keys}/Length {}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// Returns the text of an object of the original.
pub(crate) fn body(number: u32) -> String {
    match OBJECTS[number as usize - 1] {
        "METADATA" => metadata("PIANO", ""),
        text => text.to_owned(),
    }
}

/// Returns an object of the original with further keys, which must be new ones.
pub(crate) fn with(number: u32, keys: &str) -> String {
    let text = body(number);
    format!("{}{keys}>>", text.strip_suffix(">>").expect("a dictionary"))
}

/// Makes the original.
pub(crate) fn original() -> Vec<u8> {
    let mut update = Update::of(b"%PDF-1.7\n");
    for number in 1..NEXT {
        update = update.object(number, &body(number));
    }
    update.free.push(0);
    update.previous = None;
    update.write()
}

/// Revision under construction.
pub(crate) struct Update {
    bytes: Vec<u8>,
    objects: BTreeMap<u32, Vec<u8>>,
    pub free: Vec<u32>,
    pub previous: Option<usize>,
    pub size: u32,
    pub root: u32,
    /// Further keys of the trailer.
    pub trailer: String,
    /// Text before the objects.
    pub gap: String,
}

impl Update {
    /// Starts a revision to be appended to `bytes`.
    pub(crate) fn of(bytes: &[u8]) -> Update {
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        let size = text.rsplit("/Size ").next().and_then(|tail| tail.split('/').next());
        let previous = text.rsplit("startxref\n").next().and_then(|tail| tail.lines().next());
        Update {
            previous: Some(previous.and_then(|number| number.parse().ok()).unwrap_or_default()),
            bytes: bytes.to_vec(),
            objects: BTreeMap::new(),
            free: Vec::new(),
            size: size.and_then(|number| number.parse().ok()).unwrap_or(NEXT),
            root: CATALOG,
            trailer: String::new(),
            gap: String::new(),
        }
    }

    pub(crate) fn object(self, number: u32, text: &str) -> Update {
        self.object_of(number, text.as_bytes().to_vec())
    }

    /// Adds an object with data that are no text.
    pub(crate) fn object_of(mut self, number: u32, bytes: Vec<u8>) -> Update {
        self.objects.insert(number, bytes);
        self.size = self.size.max(number + 1);
        self
    }

    /// Returns an object of the revision.
    pub(crate) fn body_of(&self, number: u32) -> Vec<u8> {
        self.objects[&number].clone()
    }

    /// Returns the file with the revision.
    pub(crate) fn write(mut self) -> Vec<u8> {
        self.bytes.extend(self.gap.as_bytes());
        let mut table = String::from("xref\n");
        for number in &self.free {
            table += &format!("{number} 1\n0000000000 65535 f \n");
        }
        for (number, body) in &self.objects {
            table += &format!("{number} 1\n{:010} 00000 n \n", self.bytes.len());
            self.bytes.extend(format!("{number} 0 obj\n").as_bytes());
            self.bytes.extend(body);
            self.bytes.extend(b"\nendobj\n");
        }
        let section = self.bytes.len();
        self.bytes.extend(table.as_bytes());
        let previous = self.previous.map(|at| format!("/Prev {at}")).unwrap_or_default();
        let (size, root, more) = (self.size, self.root, &self.trailer);
        let trailer = format!(
            "trailer\n<</Size {size}/Root {root} 0 R/Info {INFO} 0 R/ID[<0123456789ABCDEF><00>]{previous}{more}>>\nstartxref\n{section}\n%%EOF\n"
        );
        self.bytes.extend(trailer.as_bytes());
        self.bytes
    }
}

/// Replaces an object of the original in a revision.
pub(crate) fn replaced(bytes: &[u8], number: u32, text: &str) -> Vec<u8> {
    Update::of(bytes).object(number, text).write()
}

const RANGE: &str = "[0 1111111111 1111111111 1111111111]";

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Adds a signature by Mario Rossi to a revision as object `number`; [`sealed`] completes it.
pub(crate) fn signature(update: Update, number: u32) -> Update {
    let digits = hexadecimal(&detached(b""));
    let text = format!(
        "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20261124080000+01'00')/ByteRange{RANGE}/Contents<{digits}>>>"
    );
    update.object(number, &text)
}

/// Fills in the byte range of the last signature, and the digest of what it covers.
pub(crate) fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let at = text.rfind(RANGE).expect("a byte range");
    let start = at + text[at..].find("/Contents<").expect("a value") + "/Contents".len();
    let end = start + text[start..].find('>').expect("its end") + 1;
    let range = format!("[0 {start} {end} {}]", bytes.len() - end);
    write_range(&mut bytes, at, &range);
    let digits = hexadecimal(&detached(b""));
    if let Some(value) = text[start..end].find(&digits) {
        let covered = [&bytes[..start], &bytes[end..]].concat();
        let value = start + value;
        bytes[value..value + digits.len()]
            .copy_from_slice(hexadecimal(&detached(&covered)).as_bytes());
    }
    bytes
}

/// Writes a byte range over the one at `at`, as long as that with spaces.
pub(crate) fn write_range(bytes: &mut [u8], at: usize, range: &str) {
    let range = format!("{range:width$}", width = RANGE.len());
    bytes[at..at + RANGE.len()].copy_from_slice(range.as_bytes());
}

/// Signs `bytes` in a prepared field, with the signature as object `number`.
pub(crate) fn signed(bytes: &[u8], field: u32, number: u32) -> Vec<u8> {
    let update = signature(Update::of(bytes), number);
    sealed(update.object(field, &with(field, &format!("/V {number} 0 R"))).write())
}

/// Signs the original in a new field of this name, whose widget has these keys.
pub(crate) fn signed_elsewhere(name: &str, widget: &str) -> Vec<u8> {
    let (field, value, drawing) = (NEXT, NEXT + 1, NEXT + 2);
    let form = "/AcroForm<</Fields[7 0 R 8 0 R]>>";
    let catalog =
        body(CATALOG).replace(form, "/AcroForm<</Fields[7 0 R 8 0 R 21 0 R]/SigFlags 3>>");
    let update = signature(Update::of(&original()), value)
        .object(
            field,
            &format!(
                "<</Type/Annot/Subtype/Widget/FT/Sig/T({name})/V {value} 0 R/P 3 0 R{widget}>>"
            ),
        )
        .object(FIRST_PAGE, &with(FIRST_PAGE, &format!("/Annots[{field} 0 R]")))
        .object(CATALOG, &catalog);
    let shown = stream("/Type/XObject/Subtype/Form/BBox[0 0 200 60]", "1 g 0 0 200 60 re f");
    let is_drawn = widget.contains(&format!("{drawing} 0 R"));
    sealed(if is_drawn { update.object(drawing, &shown) } else { update }.write())
}

/// Appends a revision with a cross-reference stream and an object stream, the latter with
/// further `keys`; `packed` and `beside` are the objects in it and apart from it.
pub(crate) fn streamed(
    bytes: &[u8],
    beside: &[(u32, &str)],
    packed: &[(u32, &str)],
    keys: &str,
) -> Vec<u8> {
    let update = Update::of(bytes);
    let (mut bytes, mut rows) = (update.bytes, BTreeMap::new());
    let (container, section_number) = (update.size + 50, update.size + 51);
    let mut add = |bytes: &mut Vec<u8>, number: u32, text: &str| {
        rows.insert(number, [1, bytes.len(), 0]);
        bytes.extend(format!("{number} 0 obj\n{text}\nendobj\n").as_bytes());
    };
    for (number, text) in beside {
        add(&mut bytes, *number, text);
    }
    let (mut head, mut data) = (String::new(), String::new());
    for (number, text) in packed {
        head += &format!("{number} {} ", data.len());
        data += &format!("{text} ");
    }
    let first = head.len();
    let dictionary = format!("/Type/ObjStm/N {}/First {first}{keys}", packed.len());
    add(&mut bytes, container, &stream(&dictionary, &(head + &data)));
    let section = bytes.len();
    rows.insert(section_number, [1, section, 0]);
    for (index, (number, _)) in packed.iter().enumerate() {
        rows.insert(*number, [2, container as usize, index]);
    }
    let index: Vec<_> = rows.keys().map(|number| format!("{number} 1")).collect();
    // Three fields of one, three and one bytes, as hexadecimal digits would need a filter.
    let mut table = Vec::new();
    for [kind, second, third] in rows.values() {
        let [.., a, b, c] = second.to_be_bytes();
        table.extend([*kind as u8, a, b, c, *third as u8]);
    }
    let previous = update.previous.unwrap_or_default();
    let head = format!(
        "{section_number} 0 obj\n<</Type/XRef/W[1 3 1]/Index[{}]/Size {}/Root {CATALOG} 0 R/Info {INFO} 0 R/ID[<0123456789ABCDEF><00>]/Prev {previous}/Length {}>>\nstream\n",
        index.join(" "),
        section_number + 1,
        table.len(),
    );
    let tail = format!("\nendstream\nendobj\nstartxref\n{section}\n%%EOF\n");
    [bytes, head.into_bytes(), table, tail.into_bytes()].concat()
}
