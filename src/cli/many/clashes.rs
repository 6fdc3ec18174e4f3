//! Plans of a batch whose annexes would share a folder.

use super::plans::BatchPlan;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Returns the index of each plan that shares its folder, with the index of another one there.
pub(crate) fn clashes(plans: &[BatchPlan]) -> BTreeMap<usize, usize> {
    let mut by_folder: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, plan) in plans.iter().enumerate() {
        // Windows and macOS take names for the same that differ in case or in the coding of
        // an accent.
        let folder = plan.folder.to_string_lossy().nfc().collect::<String>().to_lowercase();
        by_folder.entry(folder).or_default().push(i);
    }
    let several = by_folder.into_values().filter(|group| group.len() > 1);
    let pairs = several.flat_map(|group| {
        let (first, second) = (group[0], group[1]);
        group.into_iter().map(move |i| (i, if i == first { second } else { first }))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_that_would_share_a_folder_name_each_other() {
        let folders = ["A", "a", "b", "nord/a", "a", "e\u{301}", "É"];
        let plan = |folder: &str| BatchPlan { path: "piano.yaml".into(), folder: folder.into() };
        let want = BTreeMap::from([(0, 1), (1, 0), (4, 0), (5, 6), (6, 5)]);
        assert_eq!(clashes(&folders.map(plan)), want);
    }
}
