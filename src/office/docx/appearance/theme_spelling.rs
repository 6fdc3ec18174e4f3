//! Spellings of the colours of a theme that programs read in different ways.

use super::colours::ScreenColour;
use crate::office::xml_tree::PartNode;
use std::collections::BTreeSet;

/// Returns the names of the colours of a theme that are not written plainly: as six digits, or as
/// the colours of windows with the digits that they have everywhere.
pub(super) fn irregular_theme(theme: &PartNode) -> Vec<String> {
    let mut found = Vec::new();
    let mut schemes = 0;
    theme.walk(&mut |node| {
        if node.name == "a:clrScheme" {
            schemes += 1;
            let places = node.children.iter().filter(|place| place.name != "a:extLst");
            let odd = places.filter(|place| !is_plain(place));
            found.extend(odd.map(|place| place.name.trim_start_matches("a:").to_owned()));
            let names: BTreeSet<_> = node.children.iter().map(|place| &place.name).collect();
            if names.len() != node.children.len() {
                schemes += 1;
            }
        }
    });
    if schemes != 1 {
        found.push("clrScheme".to_owned());
    }
    found
}

fn is_plain(place: &PartNode) -> bool {
    let [color] = place.children.as_slice() else { return false };
    let value = |name| color.attribute(name).unwrap_or_default();
    let is_same = match color.name.as_str() {
        "a:srgbClr" => ScreenColour::parse(value(":val")).is_some(),
        "a:sysClr" => {
            let digits = value(":lastClr").to_uppercase();
            [("windowText", "000000"), ("window", "FFFFFF")].contains(&(value(":val"), &digits))
        }
        _ => false,
    };
    is_same && color.children.is_empty()
}
