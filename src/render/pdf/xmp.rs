//! The document's metadata (ISO 16684-1), as PDF/A and PDF/UA want it.

use crate::annex::{Date, Meta};
use quick_xml::escape::escape;

/// The metadata packet. Dates are in it only if the annex has one.
pub(super) fn packet(meta: &Meta) -> String {
    let element = |name: &str, value: &str| format!("<{name}>{}</{name}>", escape(value));
    let localized = |name: &str, value: &str| {
        format!(
            "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></{name}>",
            escape(value)
        )
    };
    let list = |name: &str, kind: &str, value: &str| {
        format!("<{name}><rdf:{kind}><rdf:li>{}</rdf:li></rdf:{kind}></{name}>", escape(value))
    };
    let mut facts =
        localized("dc:title", &meta.title) + &list("dc:language", "Bag", &meta.language);
    if let Some(author) = &meta.author {
        facts += &list("dc:creator", "Seq", author);
    }
    if let Some(subject) = &meta.subject {
        facts += &localized("dc:description", subject);
    }
    if let Some(date) = meta.date.map(xmp_date) {
        facts += &element("xmp:CreateDate", &date);
        facts += &element("xmp:ModifyDate", &date);
    }
    facts += &element("xmp:CreatorTool", &meta.producer);
    facts += &element("pdf:Producer", &meta.producer);
    facts += "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>";
    format!(
        "{OPEN}<rdf:Description rdf:about=\"\" {NAMESPACES}>{facts}</rdf:Description>{EXTENSION}{CLOSE}"
    )
}

fn xmp_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00Z", date.year, date.month, date.day)
}

const OPEN: &str = "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">";
const CLOSE: &str = "</rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>";
const NAMESPACES: &str = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"";

/// PDF/A knows no `pdfuaid`: its schema must come along (ISO 19005-2, 6.6.2.3).
const EXTENSION: &str = concat!(
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">",
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">",
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>",
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>",
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>",
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">",
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>",
    "<pdfaProperty:category>internal</pdfaProperty:category>",
    "<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>",
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>",
);
