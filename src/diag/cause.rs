//! Findings of one kind and cause: their messages differ in quoted names only.

use super::{Code, Diagnostic, Findings, Severity};
use indexmap::IndexMap;

/// Findings of one kind and cause.
pub(super) struct CauseGroup<'f> {
    /// Findings with the same message, by the quoted names that differ from message to message; the
    /// only key is empty if none does.
    pub variants: IndexMap<Vec<&'f str>, Vec<&'f Diagnostic>>,
    /// Remedies, with «…» in place of the names that differ.
    pub remedies: Vec<String>,
}

impl<'f> CauseGroup<'f> {
    fn new(members: Vec<Member<'f>>) -> Self {
        let first = &members[0].message;
        let differs: Vec<bool> = (0..first.quoted.len())
            .map(|i| members.iter().any(|member| member.message.quoted[i] != first.quoted[i]))
            .collect();
        let names = |message: &Message<'f>| -> Vec<&'f str> {
            let named = message.quoted.iter().zip(&differs).filter(|(_, differs)| **differs);
            named.map(|(name, _)| *name).collect()
        };
        let remedies = without(&members[0].finding.hints, &names(first));
        let mut variants: IndexMap<_, Vec<_>> = IndexMap::new();
        for member in &members {
            variants.entry(names(&member.message)).or_default().push(member.finding);
        }
        CauseGroup { variants, remedies }
    }

    /// Returns the finding whose message stands for all.
    pub(super) fn first(&self) -> &'f Diagnostic {
        self.variants[0][0]
    }

    /// Returns the number of findings.
    pub(super) fn count(&self) -> usize {
        self.variants.values().map(Vec::len).sum()
    }
}

/// Groups findings: errors first, then warnings, then notes; groups of one code stand together, in
/// the order of their first finding.
pub(super) fn group_by_cause(findings: &Findings) -> Vec<CauseGroup<'_>> {
    let mut by_code: IndexMap<(Severity, Code), IndexMap<CauseKey<'_>, Vec<Member<'_>>>> =
        IndexMap::new();
    for finding in findings.iter() {
        let message = Message::of(&finding.message);
        let remedies = without(&finding.hints, &message.quoted);
        let key = CauseKey { message: message.fixed.clone(), remedies };
        let causes = by_code.entry((finding.severity, finding.code)).or_default();
        causes.entry(key).or_default().push(Member { finding, message });
    }
    // A stable sort: codes of one severity stay in the order of their places.
    by_code.sort_by(|(severity, _), _, (other, _), _| severity.cmp(other));
    by_code.into_values().flat_map(IndexMap::into_values).map(CauseGroup::new).collect()
}

/// Common parts of the findings of one cause.
#[derive(PartialEq, Eq, Hash)]
struct CauseKey<'f> {
    message: Vec<&'f str>,
    remedies: Vec<String>,
}

struct Member<'f> {
    finding: &'f Diagnostic,
    message: Message<'f>,
}

/// Message taken apart.
struct Message<'f> {
    /// Text outside the quotation marks.
    fixed: Vec<&'f str>,
    /// Text between them.
    quoted: Vec<&'f str>,
}

impl<'f> Message<'f> {
    fn of(text: &'f str) -> Self {
        let (mut fixed, mut quoted) = (Vec::new(), Vec::new());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('«')
            && let Some((name, after)) = after.split_once('»')
        {
            fixed.push(before);
            quoted.push(name);
            rest = after;
        }
        fixed.push(rest);
        Message { fixed, quoted }
    }
}

/// Replaces quoted `names` in remedies.
fn without(remedies: &[String], names: &[&str]) -> Vec<String> {
    let replaced = |remedy: &String| {
        let names = names.iter().filter(|name| !name.is_empty());
        names.fold(remedy.clone(), |remedy, name| {
            // In quotation marks, or at the end of what is typed: --mappa "campo=Note".
            remedy.replace(&format!("«{name}»"), "«…»").replace(&format!("{name}\""), "…\"")
        })
    };
    remedies.iter().map(replaced).collect()
}
