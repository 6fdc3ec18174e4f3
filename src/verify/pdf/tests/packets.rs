//! Packets of metadata: one grammar, and limits that are checked while reading.

use super::*;

/// Description of the original's properties, to be completed.
const HEAD: &str = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>PIANO</dc:title></rdf:Description>"#;
const TAIL: &str = "</rdf:RDF></x:xmpmeta>";

fn told(packet: &str) -> (Verdict, String) {
    let metadata = stream("/Type/Metadata/Subtype/XML", packet);
    let (verdict, _, text) = judged(&replaced(&original(), METADATA, &metadata));
    (verdict, text)
}

/// Makes a description with media management, whose content nobody compares.
fn media(content: &str) -> String {
    format!(
        r#"{HEAD}<rdf:Description rdf:about="" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" xmlns:dc="http://purl.org/dc/elements/1.1/">{content}</rdf:Description>{TAIL}"#
    )
}

#[test]
fn packets_of_toolkits_are_intact() {
    let plain = format!("{HEAD}{TAIL}");
    let id = "W5M0MpCehiHzreSzNTczkc9d";
    for packet in [
        plain.clone(),
        format!("<?xpacket begin=\"\u{FEFF}\" id=\"{id}\"?>\n{plain}\n   \n<?xpacket end='w'?>\n"),
        format!("<?xpacket begin='' id='{id}'?>{plain}<?xpacket end=\"r\"?>"),
        format!("\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>{plain}"),
        plain.replace("PIANO", "&#80;IANO"),
        plain
            .replace("<dc:title>PIANO</dc:title>", "")
            .replace(" xmlns:dc", " dc:title='PIANO' xmlns:dc"),
        media("<xmpMM:InstanceID>uuid:1</xmpMM:InstanceID>"),
        media(
            "<xmpMM:History><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><stEvt:action>saved</stEvt:action></rdf:li></rdf:Seq></xmpMM:History>",
        ),
    ] {
        assert_eq!(told(&packet), (Verdict::Intact, String::new()), "{packet}");
    }
}

#[test]
fn what_readers_could_read_otherwise_is_no_packet() {
    let plain = format!("{HEAD}{TAIL}");
    let id = "W5M0MpCehiHzreSzNTczkc9d";
    for packet in [
        plain.replace("PIANO", "<![CDATA[PIANO]]>"),
        plain.replace("PIANO", "<!-- no -->PIANO"),
        plain.replace("PIANO", "PI&altro;ANO"),
        plain.replace("PIANO", "PI<rdf:Bag/>ANO"),
        plain.replace("PIANO", "<rdf:Alt><rdf:li>PIANO</rdf:li></rdf:Alt><rdf:Bag/>"),
        plain.replace("<dc:title>", "<dc:title rdf:parseType=\"Literal\">"),
        plain.replace("<dc:title>", "<dc:title rdf:datatype=\"x\">"),
        plain.replace("<dc:title>", "<dc:title>PIANO</dc:title><dc:title>"),
        plain.replace("<dc:title>PIANO</dc:title>", "PIANO"),
        plain.replace("dc:title", "un:title"),
        plain.replace("dc:title", "title"),
        plain.replace("rdf:about", "rdf:ID"),
        format!("<!DOCTYPE x>{plain}"),
        format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{plain}"),
        format!("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>{plain}"),
        format!("<?xml-stylesheet href=\"a\"?>{plain}"),
        format!("{plain}{plain}"),
        format!("{plain}PIANO"),
        format!("PIANO{plain}"),
        format!("{plain}<?xpacket end=\"w\"?>"),
        format!("<?xpacket begin=\"\" id=\"{id}\"?>{plain}"),
        format!("<?xpacket begin=\"\" id=\"altro\"?>{plain}<?xpacket end=\"w\"?>"),
        format!("<?xpacket begin=\"\" id=\"{id}\" bytes=\"9\"?>{plain}<?xpacket end=\"w\"?>"),
        plain.replace("PIANO", "<?xpacket end=\"w\"?>PIANO"),
        plain.replace("PIANO", "\u{FEFF}<rdf:Description/>PIANO"),
        format!("\u{FEFF}\u{FEFF}{plain}"),
        plain.replace("<dc:title>", "<dc:title><dc:title>").replace("</dc:", "</dc:title></dc:"),
        String::new(),
    ] {
        let (verdict, text) = told(&packet);
        assert_eq!(verdict, Verdict::Changed, "{packet}");
        assert!(text.contains("(XMP)"), "{packet}: {text}");
    }
    for (packet, property) in [
        (plain.replace("PIANO", "PIANO\u{A0}"), "title"),
        (plain.replace("<dc:title>", "<dc:title xml:lang=\"en\">"), "title"),
        (plain.replace("rdf:about=\"\"", "rdf:about=\"\" dc:x=\"1\""), "x"),
        (media("<xmpMM:Subject>Annullato</xmpMM:Subject>"), "Subject"),
        (
            media(
                "<xmpMM:History><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><dc:title>Annullato</dc:title></rdf:li></rdf:Seq></xmpMM:History>",
            ),
            "History",
        ),
    ] {
        let (verdict, text) = told(&packet);
        assert_eq!(verdict, Verdict::Changed, "{packet}");
        assert!(text.ends_with(&format!("({property})")), "{packet}: {text}");
    }
}

#[test]
fn packets_are_read_within_limits() {
    // Elements of lists whose content nobody compares, so that only a limit refuses them.
    let items = |count: usize| {
        let items = "<rdf:li>x</rdf:li>".repeat(count);
        media(&format!("<xmpMM:History><rdf:Seq>{items}</rdf:Seq></xmpMM:History>"))
    };
    assert_eq!(told(&items(900)).0, Verdict::Intact);
    let nested = |depth: usize| {
        let (open, close) =
            ("<rdf:Bag><rdf:li>".repeat(depth), "</rdf:li></rdf:Bag>".repeat(depth));
        media(&format!("<xmpMM:History>{open}x{close}</xmpMM:History>"))
    };
    assert_eq!(told(&nested(5)).0, Verdict::Intact);
    let attributes = |count: usize| {
        let names: String = (0..count).map(|i| format!(" xmlns:n{i}=\"n\"")).collect();
        media(&format!("<xmpMM:History{names}>x</xmpMM:History>"))
    };
    assert_eq!(told(&attributes(100)).0, Verdict::Intact);
    let long = |length: usize| {
        let name = "x".repeat(length);
        media(&format!("<xmpMM:History><rdf:Description stEvt:{name}=\"1\"/></xmpMM:History>"))
    };
    assert_eq!(told(&long(100)).0, Verdict::Intact);
    let padded = |length: usize| format!("{HEAD}{TAIL}{}", " ".repeat(length));
    assert_eq!(told(&padded(100_000)).0, Verdict::Intact);
    for packet in
        [items(1_000), nested(60), nested(20_000), attributes(1_000), long(300), padded(200_000)]
    {
        assert_eq!(told(&packet).0, Verdict::Changed);
    }
}

#[test]
fn free_texts_in_the_properties_are_quoted() {
    for (packet, said) in [
        (
            media("<xmpMM:VersionID>Il peso vale 90</xmpMM:VersionID>"),
            "«Il peso vale 90» (VersionID)",
        ),
        (
            media("<xmpMM:DocumentID>uuid:annullato</xmpMM:DocumentID>"),
            "«uuid:annullato» (DocumentID)",
        ),
        (
            format!("{HEAD}{TAIL}").replace("<x:xmpmeta", "<x:xmpmeta x:xmptk=\"Non vale\""),
            "«Non vale» (xmptk)",
        ),
    ] {
        let (verdict, text) = told(&packet);
        assert_eq!(verdict, Verdict::Look, "{packet}");
        assert!(text.ends_with(said), "{packet}: {text}");
    }
}
