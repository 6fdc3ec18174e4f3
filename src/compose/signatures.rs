//! Signatures: the layout's fields meet the plan's signers.

use super::format::one_line;
use super::origin::origin;
use crate::annex::{Signature, SignatureMark};
use crate::layout::{Layout, SignatureSetup};
use crate::model::{Plan, Signer};

/// The layout's fields in their order, then one for each signer that is left over.
///
/// A field that names a capacity takes the signer who has it, any other the next one.
pub(super) fn signatures(plan: &Plan, layout: &Layout) -> Vec<Signature> {
    let mut left: Vec<&Signer> = plan.signers.iter().collect();
    let named = layout.signatures.iter().filter_map(|setup| setup.role.as_ref());
    let named: Vec<&str> = named.map(|role| role.value.as_str()).collect();
    let mut out = Vec::new();
    for setup in &layout.signatures {
        let at = match &setup.role {
            Some(role) => left.iter().position(|signer| has_role(signer, &role.value)),
            // A field for anybody leaves alone the signers whose capacity another field names: else
            // the order of the fields would decide who signs where.
            None => left.iter().position(|s| !named.iter().any(|role| has_role(s, role))),
        };
        out.push(signature(setup, at.map(|at| left.remove(at))));
    }
    if let Some(last) = layout.signatures.last() {
        for signer in left {
            let setup = SignatureSetup { field: free_name(&out), role: None, mark: last.mark };
            out.push(signature(&setup, Some(signer)));
        }
    }
    out
}

fn has_role(signer: &Signer, role: &str) -> bool {
    one_line(&signer.role.value).to_lowercase() == one_line(role).to_lowercase()
}

/// The first of `Firma1`, `Firma2`, … that no field has.
fn free_name(taken: &[Signature]) -> String {
    let mut names = (1..).map(|n| format!("Firma{n}"));
    let free = |name: &String| !taken.iter().any(|signature| signature.field == *name);
    names.find(free).expect("there are more numbers than fields")
}

fn signature(setup: &SignatureSetup, signer: Option<&Signer>) -> Signature {
    let role = setup.role.as_ref().or(signer.map(|signer| &signer.role));
    let name = signer.and_then(|signer| signer.name.as_ref());
    let origin = name.or(role).map(|text| origin(text.span));
    let words = |text: Option<&crate::model::Text>| text.map(|text| one_line(&text.value));
    let (role, name) = (words(role), words(name));
    // A line that nobody's name stands above says nothing.
    let mark = if role.is_none() && name.is_none() { SignatureMark::Hidden } else { setup.mark };
    Signature { field: setup.field.clone(), role, name, mark, origin }
}
