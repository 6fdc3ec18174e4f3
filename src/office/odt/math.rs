//! Formulas of LibreOffice, which are documents of their own in MathML 3, as one line of text.

use crate::office::docx::linear_formula;
use crate::office::package::{Package, PackageError};
use crate::office::xml_tree::{PartNode, PartStep, PartTrees};
use std::collections::BTreeMap;

/// Formulas on one line by the folder of their document, with `true` if the line is certain.
pub(super) type OdtFormulas = BTreeMap<String, (String, bool)>;

/// Reads the formulas of a package; objects of other kinds are left out.
pub(super) fn read_formulas(package: &mut Package<'_>) -> OdtFormulas {
    let names: Vec<String> =
        package.names().filter(|name| name.ends_with("/content.xml")).map(str::to_owned).collect();
    let read = |name: String| {
        let formula = read_formula(package, &name).ok()??;
        Some((name.trim_end_matches("/content.xml").to_owned(), formula))
    };
    names.into_iter().filter_map(read).collect()
}

fn read_formula(
    package: &mut Package<'_>,
    name: &str,
) -> Result<Option<(String, bool)>, PackageError> {
    let mut trees = PartTrees::new(package.part(name)?);
    match trees.step()? {
        PartStep::Start(root) if local(&root) == "math" => Ok(Some(in_a_line(&trees.rest(root)?))),
        _ => Ok(None),
    }
}

/// Writes a formula on one line, with `true` if the line is certain.
pub(super) fn in_a_line(formula: &PartNode) -> (String, bool) {
    let formula = linear_formula(&converted(formula));
    (formula.text, formula.is_certain)
}

fn local(node: &PartNode) -> &str {
    node.name.rsplit([':', '}']).next().unwrap_or_default()
}

/// Turns MathML into the elements that Word has for the same.
fn converted(node: &PartNode) -> PartNode {
    let inner = || node.children.iter().map(converted).collect::<Vec<_>>();
    let named = |names: &[&str]| {
        let parts = names.iter().zip(&node.children);
        parts.map(|(name, child)| element(name, vec![converted(child)])).collect::<Vec<_>>()
    };
    match local(node) {
        "mi" | "mn" | "mo" | "mtext" | "ms" => {
            PartNode { name: "t".to_owned(), text: node.text.clone(), ..PartNode::default() }
        }
        "mfrac" => element("f", named(&["num", "den"])),
        "msup" => element("sSup", named(&["e", "sup"])),
        "msub" => element("sSub", named(&["e", "sub"])),
        "msubsup" => element("sSubSup", named(&["e", "sub", "sup"])),
        "munder" => element("limLow", named(&["e", "lim"])),
        "munderover" => element("sSubSup", named(&["e", "sub", "sup"])),
        "msqrt" => element("rad", vec![element("e", inner())]),
        "mroot" => element("rad", named(&["e", "deg"])),
        "mover" => element("acc", named(&["e"])),
        "mtable" => element("m", inner()),
        "mtr" => element("mr", inner()),
        // The first child of the semantics is what is shown, the others say it otherwise.
        "semantics" => node.children.first().map(converted).unwrap_or_default(),
        "annotation" | "annotation-xml" | "mphantom" => PartNode::default(),
        _ => element("box", inner()),
    }
}

fn element(name: &str, children: Vec<PartNode>) -> PartNode {
    PartNode { name: name.to_owned(), children, ..PartNode::default() }
}
