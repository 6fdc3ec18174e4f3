//! Text of a file that the YAML parser reads, with the places of its nodes.

use super::PlanNotation;
use super::node::TreeNode;
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span, Spanned};

/// Text of a file that is parsed.
pub(super) struct YamlText<'t> {
    /// File.
    pub file: FileId,
    /// Text as the file has it.
    pub text: &'t str,
    /// Notation: JSON is parsed as YAML too, of which it is a part.
    pub notation: PlanNotation,
    /// Character that stands for a vertical tab in the text that the parser gets.
    pub tab: Option<char>,
}

impl YamlText<'_> {
    /// Returns the part of the file that the parser's span covers, without the line ends that
    /// close a block.
    pub(crate) fn place(&self, at: &granit_parser::Span) -> Span {
        let range = at.byte_range().unwrap_or_default();
        let raw = self.text.get(range.clone()).unwrap_or("");
        Span::new(self.file, range.start..range.start + raw.trim_end().len())
    }

    /// Returns the place of a collection with its brackets, from its first node to its last:
    /// the parser gives the start only.
    pub(crate) fn around(&self, own: Span, ends: Option<(Span, Span)>) -> Span {
        let start = own.range().start;
        let Some((first, last)) = ends else { return own };
        let end = last.range().end;
        if self.text[start..].starts_with(['[', '{']) && start <= end {
            let rest = self.text[end..].trim_start();
            let closed = usize::from(rest.starts_with([']', '}']));
            let blanks = self.text.len() - end - rest.len();
            Span::new(self.file, start..end + closed * (blanks + 1))
        } else if first.range().start <= end {
            Span::new(self.file, first.range().start..end)
        } else {
            own
        }
    }

    /// Returns a node as a key: in its own spelling if it is no scalar.
    pub(crate) fn key(&self, node: Spanned<TreeNode>) -> Spanned<String> {
        let span = node.span;
        node.map(|node| match node {
            TreeNode::Scalar(text) => text,
            _ => self.text[span.range()].to_owned(),
        })
    }

    /// Reports a comment behind a text without quotes that could belong to it: «lotto #3».
    pub(crate) fn cut_short(&self, scalar: Span) -> Option<Diagnostic> {
        let end = scalar.range().end;
        let rest = &self.text[end..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if blanks == 0 || !rest[blanks..].starts_with('#') {
            return None;
        }
        let comment = rest[blanks..].lines().next()?;
        let raw = &self.text[scalar.range()];
        // Comments are usually written with two blanks before the sign and one behind it.
        let is_meant = blanks >= 2 && (comment.starts_with("# ") || comment == "#");
        // Behind a number or a short code a comment cuts nothing off.
        if is_meant || raw.chars().count() <= 2 || is_number_or_truth(raw) {
            return None;
        }
        let lost = comment.trim_end();
        let place = Span::new(self.file, end + blanks..end + blanks + lost.len());
        let message = format!("«{lost}» è un commento: non fa parte del testo e non si stampa.");
        Some(Diagnostic::new(Code::CommentAfterText, place, message).hint(
            "Se fa parte del testo, mettere tutto il testo fra apici ('…'); se è un commento, scriverlo su una riga sua.",
        ))
    }
}

/// Returns `true` if YAML reads `text` as something else than a text.
fn is_number_or_truth(text: &str) -> bool {
    const TRUTHS: [&str; 8] = ["true", "false", "yes", "no", "on", "off", "y", "n"];
    text.parse::<f64>().is_ok() || TRUTHS.contains(&text.to_ascii_lowercase().as_str())
}
