//! Text of a tagged PDF, cell by cell, as a screen reader extracts it: along the structure
//! tree, through `ToUnicode`.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// Reads the rows (TR) of a PDF in reading order, each with the text of its cells.
pub(crate) fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let document = Document::load_mem(bytes).expect("a readable PDF");
    let reader = Reader { texts: page_texts(&document), document: &document };
    let catalog = document.catalog().expect("a catalog");
    let root = reader.dictionary(catalog.get(b"StructTreeRoot").expect("a structure tree"));
    let mut rows = Vec::new();
    reader.collect_rows(root, &mut rows);
    rows
}

type PageTexts = BTreeMap<ObjectId, BTreeMap<i64, String>>;

struct Reader<'a> {
    document: &'a Document,
    texts: PageTexts,
}

impl<'a> Reader<'a> {
    fn dictionary(&self, object: &'a Object) -> &'a Dictionary {
        let (_, object) = self.document.dereference(object).expect("a live reference");
        object.as_dict().expect("a dictionary")
    }

    fn kids(&self, element: &'a Dictionary) -> Vec<&'a Object> {
        match element.get(b"K").and_then(|k| self.document.dereference(k)) {
            Ok((_, Object::Array(kids))) => kids.iter().collect(),
            Ok((_, kid)) => vec![kid],
            Err(_) => Vec::new(),
        }
    }

    fn elements(&self, element: &'a Dictionary) -> Vec<&'a Dictionary> {
        let resolved =
            self.kids(element).into_iter().filter_map(|k| self.document.dereference(k).ok());
        resolved.filter_map(|(_, o)| o.as_dict().ok()).filter(|d| d.has(b"S")).collect()
    }

    fn collect_rows(&self, element: &'a Dictionary, rows: &mut Vec<Vec<String>>) {
        if element.get(b"S").and_then(Object::as_name).is_ok_and(|s| s == b"TR") {
            let cells = self.elements(element).into_iter();
            rows.push(cells.map(|cell| self.text(cell, None).join("\n")).collect());
            return;
        }
        for inner in self.elements(element) {
            self.collect_rows(inner, rows);
        }
    }

    /// Collects the pieces of marked content below `element`, in order.
    fn text(&self, element: &'a Dictionary, page: Option<ObjectId>) -> Vec<String> {
        let own = element.get(b"Pg").and_then(Object::as_reference).ok();
        let page = own.or(page);
        let mut out = Vec::new();
        for kid in self.kids(element) {
            match self.document.dereference(kid).expect("a live reference").1 {
                Object::Integer(mcid) => out.extend(self.piece(page, *mcid)),
                Object::Dictionary(kid) if kid.has(b"S") => out.extend(self.text(kid, page)),
                Object::Dictionary(kid) => {
                    let at = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                    let mcid = kid.get(b"MCID").and_then(Object::as_i64);
                    out.extend(mcid.ok().and_then(|mcid| self.piece(at, mcid)));
                }
                _ => {}
            }
        }
        out
    }

    fn piece(&self, page: Option<ObjectId>, mcid: i64) -> Option<String> {
        self.texts.get(&page?)?.get(&mcid).cloned()
    }
}

fn page_texts(document: &Document) -> PageTexts {
    document.page_iter().map(|page| (page, page_text(document, page))).collect()
}

/// Reads the text of a page's marked content by MCID.
fn page_text(document: &Document, page: ObjectId) -> BTreeMap<i64, String> {
    let fonts: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = document
        .get_page_fonts(page)
        .expect("fonts")
        .into_iter()
        .map(|(name, font)| (name, to_unicode(document, font)))
        .collect();
    let content = document.get_page_content(page);
    let operations = Content::decode(&content).expect("operators").operations;
    let mut out: BTreeMap<i64, String> = BTreeMap::new();
    let mut font = None;
    // The MCID of each open marked content.
    let mut open: Vec<Option<i64>> = Vec::new();
    for operation in &operations {
        let mcid = open.iter().rev().find_map(|mcid| *mcid);
        match operation.operator.as_str() {
            "BMC" => open.push(None),
            "BDC" => {
                let properties = operation.operands[1].as_dict().ok();
                open.push(properties.and_then(|p| p.get(b"MCID").and_then(Object::as_i64).ok()));
            }
            "EMC" => drop(open.pop()),
            "Tf" => font = operation.operands[0].as_name().ok().and_then(|n| fonts.get(n)),
            "Tm" | "Td" | "T*" | "TD" => {
                if let Some(mcid) = mcid {
                    out.entry(mcid).or_default().push('\n');
                }
            }
            "Tj" | "TJ" => {
                if let (Some(mcid), Some(map)) = (mcid, font) {
                    out.entry(mcid).or_default().push_str(&shown(&operation.operands[0], map));
                }
            }
            _ => {}
        }
    }
    out
}

fn shown(operand: &Object, map: &BTreeMap<u16, String>) -> String {
    match operand {
        Object::Array(parts) => parts.iter().map(|p| shown(p, map)).collect(),
        Object::String(codes, _) => {
            let code = |pair: &[u8]| map.get(&u16::from_be_bytes([pair[0], pair[1]])).cloned();
            codes.chunks_exact(2).map(|pair| code(pair).expect("every code has its text")).collect()
        }
        _ => String::new(),
    }
}

/// Reads the font's `ToUnicode` map (ISO 32000-1, 9.10.3): `bfchar` and `bfrange` entries.
fn to_unicode(document: &Document, font: &Dictionary) -> BTreeMap<u16, String> {
    let stream = font.get(b"ToUnicode").and_then(|o| document.dereference(o)).expect("ToUnicode");
    let bytes = stream.1.as_stream().expect("a stream").decompressed_content();
    let text = match bytes {
        Ok(bytes) => bytes,
        Err(_) => stream.1.as_stream().expect("a stream").content.clone(),
    };
    let text = String::from_utf8_lossy(&text).into_owned();
    let mut map = BTreeMap::new();
    let mut section = "";
    for line in text.lines() {
        let hex: Vec<&str> = line.split(['<', '>']).skip(1).step_by(2).collect();
        match line.split_whitespace().last() {
            Some(word @ ("beginbfchar" | "beginbfrange")) => section = word,
            Some("endbfchar" | "endbfrange") => section = "",
            _ => {}
        }
        match (section, hex.as_slice()) {
            ("beginbfchar", [code, text]) => drop(map.insert(number(code), utf16(text))),
            ("beginbfrange", [first, last, text]) => {
                range(&mut map, number(first), number(last), text)
            }
            _ => {}
        }
    }
    map
}

fn range(map: &mut BTreeMap<u16, String>, first: u16, last: u16, text: &str) {
    let base = number(text);
    for code in first..=last {
        let unit = base + (code - first);
        map.insert(code, String::from_utf16(&[unit]).expect("a character"));
    }
}

fn number(hex: &str) -> u16 {
    u16::from_str_radix(hex, 16).expect("hexadecimal")
}

fn utf16(hex: &str) -> String {
    let units: Vec<u16> =
        hex.as_bytes().chunks(4).map(|c| number(std::str::from_utf8(c).expect("ASCII"))).collect();
    String::from_utf16(&units).expect("text")
}
