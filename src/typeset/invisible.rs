//! Characters that show nothing.

/// Returns `true` if `ch` is never visible: format characters that control joining, breaking and
/// variants (Unicode `Default_Ignorable_Code_Point`, without fillers and tags, which office texts
/// do not contain).
pub(super) fn is_invisible(ch: char) -> bool {
    matches!(ch,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}
