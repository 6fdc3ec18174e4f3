//! Metadata, colour profile and viewer preferences of the file (ISO 19005-2, 6.2.4 and 6.6; ISO
//! 14289-1, 7.1 and 5).

use super::Profile;
use crate::annex::{Date, Meta};
use crate::render::RenderError;
use lopdf::{Dictionary, Document, Object, Stream, dictionary, text_string};
use moxcms::{ColorDateTime, ColorProfile};
use quick_xml::escape::escape;

/// Adds metadata, output intent and viewer preferences to the catalog, and the same
/// facts to the information dictionary.
///
/// # Errors
/// [`RenderError::Backend`] if the colour profile cannot be written or `printpdf` left out a part.
pub(super) fn add_archive(
    file: &mut Document,
    meta: &Meta,
    profile: Profile,
) -> Result<(), RenderError> {
    let intent = output_intent(file)?;
    let packet = xmp(meta, profile).into_bytes();
    let metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet);
    let metadata = file.add_object(metadata);
    let backend = |e: lopdf::Error| RenderError::Backend(e.to_string());
    let catalog = file.catalog_mut().map_err(backend)?;
    catalog.set("Lang", Object::string_literal(meta.language.as_str()));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![intent.into()]);
    // Decimal page labels, as the footers number pages.
    let decimal = dictionary! { "S" => "D" };
    catalog.set("PageLabels", dictionary! { "Nums" => vec![0.into(), decimal.into()] });
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    // The dictionary that printpdf wrote has dates of its own. Its number is kept in use: one
    // without an object would be a gap in the cross-reference table.
    let unwanted = file.trailer.get(b"Info").and_then(Object::as_reference).map_err(backend)?;
    file.set_object(unwanted, information(meta));
    Ok(())
}

/// Adds the sRGB profile and returns the output intent (ISO 19005-2, 6.2.3 and 6.2.4.3).
fn output_intent(file: &mut Document) -> Result<Dictionary, RenderError> {
    let mut srgb = ColorProfile::new_srgb();
    // The day of sRGB's standard, IEC 61966-2-1, stands for «when», which is the clock's otherwise.
    srgb.creation_date_time = ColorDateTime {
        year: 1999,
        month: 10,
        day_of_the_month: 18,
        hours: 0,
        minutes: 0,
        seconds: 0,
    };
    let srgb = srgb.encode().map_err(|e| RenderError::Backend(format!("{e:?}")))?;
    let srgb = file.add_object(Stream::new(dictionary! { "N" => 3 }, srgb));
    let name = || Object::string_literal("sRGB IEC61966-2.1");
    Ok(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => name(),
        "Info" => name(),
        "DestOutputProfile" => srgb,
    })
}

/// Returns the information dictionary.
fn information(meta: &Meta) -> Dictionary {
    // It must not say more than the metadata (ISO 19005-2, 6.6.4).
    let mut dict = dictionary! { "Title" => text_string(&meta.title), "Producer" => text_string(&meta.producer) };
    if let Some(author) = &meta.author {
        dict.set("Author", text_string(author));
    }
    if let Some(subject) = &meta.subject {
        dict.set("Subject", text_string(subject));
    }
    if let Some(Date { year, month, day }) = meta.date {
        let date = format!("D:{year:04}{month:02}{day:02}000000+00'00'");
        dict.set("CreationDate", Object::string_literal(date.as_str()));
        dict.set("ModDate", Object::string_literal(date));
    }
    dict
}

/// Returns the metadata packet (ISO 16684-1): facts of the document and the standards that it
/// claims to meet.
fn xmp(meta: &Meta, profile: Profile) -> String {
    let language = escape(meta.language.as_str());
    let localized = |words: &str| {
        let words = escape(words);
        format!(r#"<rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt>"#)
    };
    let title = localized(&meta.title);
    let producer = escape(meta.producer.as_str());
    let mut facts = String::new();
    if let Some(author) = &meta.author {
        let author = escape(author.as_str());
        facts += &format!("<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>");
    }
    if let Some(subject) = &meta.subject {
        facts += &format!("<dc:description>{}</dc:description>", localized(subject));
    }
    if let Some(Date { year, month, day }) = meta.date {
        // Must agree with the information dictionary, time zone included (ISO 19005-2,
        // 6.6.4).
        let date = format!("{year:04}-{month:02}-{day:02}T00:00:00+00:00");
        facts += &format!("<xmp:CreateDate>{date}</xmp:CreateDate>");
        facts += &format!("<xmp:ModifyDate>{date}</xmp:ModifyDate>");
    }
    let conformance = match profile {
        Profile::A2aUa1 => "A",
        Profile::A2u => "U",
        Profile::A2b => "B",
    };
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title>{title}</dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{facts}<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>{conformance}</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{EXTENSION}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{FEFF}',
    )
}

/// Description of the property `pdfuaid:part` (ISO 19005-2, 6.6.2.3.1).
// PDF/A accepts no property outside its own schemas unless the packet describes it.
const EXTENSION: &str = r#"<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"#;
