use super::*;
use crate::annex::sample::empty_annex;
use crate::annex::{
    Align, Block, Body, Cell, CellRole, Column, HeadingBlock, Row, StyleName, TableParts, Width,
};
use crate::render::docx::revisions::revision::RevisionFate;

/// Annex with a heading and a table of two columns; a row is its two texts.
fn annex(heading: &str, rows: &[[&str; 2]]) -> Annex {
    let mut annex = empty_annex();
    let cell = |role, text: &str| Cell::new(role, StyleName::Cell, text, None);
    let column = || Column { field: "campo".into(), width: Width::Share(1.0), align: Align::Left };
    let head = vec![Row::new(["A", "B"].map(|text| cell(CellRole::ColumnHead, text)))];
    let row = |texts: &[&str; 2]| {
        let mut cells = texts.map(|text| cell(CellRole::Data, text));
        cells[0].identity = Some("obiettivo.1".to_owned());
        Row::new(cells)
    };
    let body = Body { rows: rows.iter().map(row).collect(), ..Body::default() };
    let parts = TableParts {
        columns: vec![column(), column()],
        head,
        bodies: vec![body],
        ..TableParts::default()
    };
    annex.blocks = vec![
        Block::Heading(HeadingBlock { level: 1, text: heading.to_owned(), ..heading_block() }),
        Block::Table(parts.table()),
    ];
    annex
}

fn heading_block() -> HeadingBlock {
    match crate::annex::sample::heading(1, "") {
        Block::Heading(heading) => heading,
        _ => unreachable!("a heading"),
    }
}

fn blocks_of(annex: &Annex, labels: &DocxListLabels<'_>) -> Vec<XmlElement> {
    body(annex, labels).expect("blocks")
}

/// Applies all revisions: of what has this fate nothing stays, of the other the content.
fn settled(element: &XmlElement, gone: RevisionFate) -> Option<XmlElement> {
    let (gone_name, kept_name) = match gone {
        RevisionFate::Deleted => ("w:del", "w:ins"),
        _ => ("w:ins", "w:del"),
    };
    let has = |element: &XmlElement, properties: &str, mark: &str| {
        let properties = element.elements().filter(|e| e.name == properties);
        properties.flat_map(XmlElement::elements).any(|e| e.name == mark)
    };
    if element.name == "w:tr" && has(element, "w:trPr", gone_name) {
        return None;
    }
    let mut out = XmlElement { children: Vec::new(), ..element.clone() };
    let mut joined: Vec<XmlNode> = Vec::new();
    for node in &element.children {
        let XmlNode::Element(child) = node else {
            out.children.push(node.clone());
            continue;
        };
        if child.name == gone_name {
            continue;
        }
        let Some(mut child) = settled(child, gone) else { continue };
        if child.name == kept_name {
            out.children.append(&mut child.children);
            continue;
        }
        if child.name == "w:p" {
            let below =
                |of: &XmlElement, name: &str| of.elements().find(|e| e.name == name).cloned();
            let mark = below(&child, "w:pPr").and_then(|e| below(&e, "w:rPr"));
            let is_gone = mark.is_some_and(|mark| below(&mark, "lost").is_some());
            let content = child.children.clone();
            let runs =
                content.into_iter().filter(|n| n.element().is_none_or(|e| e.name != "w:pPr"));
            if is_gone {
                joined.extend(runs);
                continue;
            }
            let own: Vec<XmlNode> = runs.collect();
            child.retain(|e| e.name == "w:pPr");
            child.children.extend(std::mem::take(&mut joined).into_iter().chain(own));
        }
        // The mark of a paragraph that goes, for the paragraph that holds it.
        out.children.push(XmlNode::Element(child));
    }
    if element.name == "w:rPr" && element.elements().any(|e| e.name == gone_name) {
        out.children.push(XmlNode::Element(XmlElement::new("lost", &[])));
    }
    Some(out)
}

/// Returns the texts of all paragraphs, cells parted by bars and rows by new lines.
fn words(blocks: &[XmlElement]) -> String {
    fn add(element: &XmlElement, out: &mut String) {
        for node in &element.children {
            match node {
                XmlNode::Element(child) => add(child, out),
                XmlNode::Raw(text) if matches!(&*element.name, "w:t" | "w:delText") => {
                    out.push_str(text);
                }
                XmlNode::Raw(text) if text.contains("<w:br") => out.push('↵'),
                XmlNode::Raw(_) => {}
            }
        }
        out.push_str(match element.name.as_str() {
            "w:p" => "¶",
            "w:tc" => "|",
            "w:tr" | "w:tbl" => "\n",
            "w:br" => "↵",
            _ => "",
        });
    }
    let mut out = String::new();
    blocks.iter().for_each(|block| add(block, &mut out));
    out
}

#[track_caller]
fn assert_revisions(before: &Annex, after: &Annex) -> String {
    let labels = DocxListLabels::of([before, after]);
    let [old, new] = [before, after].map(|annex| blocks_of(annex, &labels));
    let merged = blocks::merged(&mut Revisions::of(None), &old, &new);
    let whole = XmlElement {
        children: merged.iter().cloned().map(XmlNode::Element).collect(),
        ..XmlElement::new("w:body", &[])
    };
    // Runs were put together as text: they are parsed once more.
    let whole = parse(whole.to_xml().as_bytes()).expect("XML");
    for (gone, wanted) in [(RevisionFate::Deleted, &new), (RevisionFate::Inserted, &old)] {
        let body = settled(&whole, gone).expect("the body stays");
        assert_eq!(
            words(&[body]),
            words(&[XmlElement {
                children: wanted.iter().cloned().map(XmlNode::Element).collect(),
                ..XmlElement::new("w:body", &[])
            }])
        );
    }
    assert!(docx_with_revisions(before, after).is_ok());
    whole.to_xml()
}

#[test]
fn words_rows_and_paragraphs_are_revised_apart() {
    let before = annex(
        "PIANO 2024",
        &[
            ["uno", "Affidamento a ditta esterna entro il 31.12.2020"],
            ["due", "resta com'è"],
            ["tre", "va via del tutto & per sempre"],
            ["quattro", "prima riga\nseconda riga\n\naltro paragrafo"],
        ],
    );
    let after = annex(
        "PIANO 2025",
        &[
            ["zero", "una riga nuova <in cima>"],
            ["uno", "Affidamento a ditta entro il 30.06.2021"],
            ["due", "resta com'è"],
            ["quattro", "prima riga\n\naltro paragrafo\n\n- un punto\n- un altro"],
        ],
    );
    let xml = assert_revisions(&before, &after);
    for part in [
        "<w:del w:id=\"1\" w:author=\"allegati\"><w:r><w:delText xml:space=\"preserve\">2024</w:delText></w:r></w:del><w:ins w:id=\"2\" w:author=\"allegati\"><w:r><w:t xml:space=\"preserve\">2025</w:t></w:r></w:ins>",
        "<w:delText xml:space=\"preserve\">esterna </w:delText>",
        "una riga nuova &lt;in cima&gt;",
    ] {
        assert!(xml.contains(part), "{part}\n{xml}");
    }
    assert_eq!(xml.matches("w:author=\"allegati\"/></w:trPr>").count(), 2, "a new row, one gone");
    assert!(!xml.contains("w:sdt"), "no name of a cell stands twice");
    // The other way round, and against itself.
    assert_revisions(&after, &before);
    let same = assert_revisions(&before, &before);
    assert!(!same.contains("allegati"), "{same}");
}
