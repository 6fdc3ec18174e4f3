//! Groups of the parser's errors that one explanation fits.

use granit_parser::ErrorKind;

/// Returns `true` for quotes that do not close.
pub(super) fn is_unclosed_quote(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnclosedQuotedScalar
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
    )
}

/// Returns `true` for an escape that YAML does not know.
pub(super) fn is_bad_escape(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidUnicodeEscape
    )
}

/// Returns `true` for an escape that is only half of a character (a lone surrogate).
pub(super) fn is_half_character(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
    )
}

/// Returns `true` for brackets that do not close.
pub(super) fn is_open_bracket(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::MismatchedFlowCollectionEnd { .. }
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::InvalidFlowScalarIndent
            | ErrorKind::FlowMappingValueAdjacentCollection
            | ErrorKind::InvalidColonPlacement
    )
}

/// Returns `true` for what the parser reports of a text that begins with a reserved sign.
pub(super) fn is_reserved_sign(kind: &ErrorKind) -> bool {
    let anchor_or_text = matches!(
        kind,
        ErrorKind::AnchorCountOverflow
            | ErrorKind::UnknownAnchor
            | ErrorKind::MissingAnchorOrAliasName
            | ErrorKind::UnexpectedCharacter { .. }
            | ErrorKind::ZeroBlockScalarIndent
            | ErrorKind::InvalidBlockScalarHeader
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::InvalidBlockScalarIndent
            | ErrorKind::MappingKeyNotAllowed
            | ErrorKind::BlockSequenceEntryNotAllowed
    );
    anchor_or_text || is_bad_tag(kind)
}

/// Returns `true` for a tag that cannot be read.
pub(super) fn is_bad_tag(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ExpectedTagBang
            | ErrorKind::ExpectedTagDirectiveBang
            | ErrorKind::InvalidGlobalTagCharacter
            | ErrorKind::InvalidTagTerminator
            | ErrorKind::MissingTagUri
            | ErrorKind::UnclosedVerbatimTag
            | ErrorKind::InvalidTagEscape
            | ErrorKind::InvalidTagUtf8LeadingByte
            | ErrorKind::InvalidTagUtf8TrailingByte
            | ErrorKind::InvalidTagUtf8
    )
}

/// Returns `true` for a line that fits no level of its neighbours.
pub(super) fn is_bad_indentation(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::InvalidIndentation
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::ZeroBlockScalarIndent
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::InvalidFlowScalarIndent
            | ErrorKind::InvalidBlockScalarIndent
    )
}
