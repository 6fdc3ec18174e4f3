//! The top of the first page: logo, name of the body, caption and title, one below the other or side
//! by side.

use super::composer::Composer;
use super::document::heading;
use super::format::one_line;
use super::logo;
use super::origin::origin;
use super::texts::ComposeResult;
use crate::annex::{Block, MastheadColumn, StyleName, TextBlock, paragraphs};
use crate::layout::MastheadPart;

/// Parts in their usual order, one below the other.
const PARTS: [MastheadPart; 4] =
    [MastheadPart::Logo, MastheadPart::Entity, MastheadPart::Caption, MastheadPart::Title];

impl Composer<'_> {
    /// Composes the blocks that open the document, and the columns of those that stand side by side;
    /// the parts that no column has stand below these.
    pub(crate) fn opening(
        &self,
        title: &str,
        caption: &str,
    ) -> ComposeResult<(Vec<Block>, Vec<MastheadColumn>)> {
        let (mut blocks, mut columns) = (Vec::new(), Vec::new());
        for setup in &self.layout.masthead {
            let start = blocks.len();
            for part in &setup.parts {
                // Only the words of a caption: side by side there is no room for tables.
                blocks.extend(match part {
                    MastheadPart::Caption => self.caption(caption).into_iter().collect(),
                    part => self.part(*part, title, caption)?,
                });
            }
            let blocks = blocks.len() - start;
            columns.push(MastheadColumn { blocks, share: setup.share });
        }
        let abreast = |part: &MastheadPart| {
            self.layout.masthead.iter().any(|setup| setup.parts.contains(part))
        };
        for part in PARTS.iter().filter(|part| !abreast(part)) {
            blocks.extend(self.part(*part, title, caption)?);
        }
        Ok((blocks, columns))
    }

    fn part(&self, part: MastheadPart, title: &str, caption: &str) -> ComposeResult<Vec<Block>> {
        Ok(match part {
            MastheadPart::Logo => logo::logo(self.layout, &self.texts)?.into_iter().collect(),
            MastheadPart::Entity => self.entity(title, caption).into_iter().collect(),
            MastheadPart::Caption => {
                let place = self.plan.annex.as_ref().map(|text| text.span);
                self.text_blocks(StyleName::Caption, caption, place)?
            }
            MastheadPart::Title => vec![heading(1, title, false, self.plan.title.span)],
        })
    }

    fn caption(&self, caption: &str) -> Option<Block> {
        let content = paragraphs(caption);
        let origin = self.plan.annex.as_ref().map(|text| origin(text.span));
        let text = TextBlock { style: StyleName::Caption, content, introduces: true, origin };
        (!text.content.is_empty()).then_some(Block::Text(text))
    }

    /// The body's name on a line of its own, unless a line of the title or the caption is just
    /// that.
    fn entity(&self, title: &str, caption: &str) -> Option<Block> {
        let name = self.plan.entity.as_ref().filter(|_| self.layout.page.entity)?;
        let folded = |line: &str| one_line(line).to_lowercase();
        let said = title.lines().chain(caption.lines()).any(|l| folded(l) == folded(&name.value));
        let (content, origin) = (paragraphs(&name.value), Some(origin(name.span)));
        let text = TextBlock { style: StyleName::Entity, content, introduces: true, origin };
        (!said && !text.content.is_empty()).then_some(Block::Text(text))
    }
}
