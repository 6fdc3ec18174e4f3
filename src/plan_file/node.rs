//! Values of a plan's file, whatever its notation.

use crate::source::Spanned;

/// Value of the tree that a file is parsed into.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TreeNode {
    /// No value: `~`, `null` or an empty place.
    Nothing,
    /// Scalar as it was written, even one that YAML takes for a number or a truth value.
    Scalar(String),
    /// List.
    List(Vec<Spanned<TreeNode>>),
    /// Keys and values in order; keys may repeat.
    Map(Vec<TreeEntry>),
}

/// Key of a map and its value.
pub(super) type TreeEntry = (Spanned<String>, Spanned<TreeNode>);
