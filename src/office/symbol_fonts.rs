//! Signs that fonts of symbols show in place of letters, as Unicode has them.
//!
//! Each table begins at code 32 and follows the correspondence of Unicode 7.0; where that
//! names a sign that few fonts have, the usual sign of the same shape takes its place.

use encoding_rs::WINDOWS_1252;

/// Signs of «Symbol».
const SYMBOL: &str = "\
    \u{20}!∀#∃%&∍()*+,−./0123456789:;<=>?\
    ≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\
    ‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~\0\
    \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
    €ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵\
    ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓\
    ◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭\0";
/// Signs of «Wingdings».
const WINGDINGS: &str = "\
    \u{20}🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭🗀🗁🗎🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍\
    🖎✌🖏👍👎☜☞☝☟🖐☺😐☹💣🕱🏳🏱✈☼🌢❄🕆✞🕈✠✡☪☯🕉☸♈♉\
    ♊♋♌♍♎♏♐♑♒♓🙰🙵●❍■□🞐❑❒🞟⧫◆❖⬩⌧⮹⌘🏵🏶🙶🙷▯\
    🄋➀➁➂➃➄➅➆➇➈➉🄌➊➋➌➍➎➏➐➑➒➓🙢🙠🙡🙣🙞🙜🙝🙟∙•\
    ⬝○🞆🞈◉🞋🔿▪☐🟁🟅★🟋🟏🟓🟑⯐⌖⯎⯏⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘\
    🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦⮘➢⮙⮛⮈⮊⮉⮋←\
    →↑↓↖↗↙↘←➔↑↓🡼🡽🡿🡾⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂🢬🢭✗✓☒☑\0";
/// Signs of «Wingdings 2».
const WINGDINGS_2: &str = "\
    \u{20}🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒🖓🖘🖙\
    🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑✗✓☒☑☒☒⮾⮿🛇⦸🙱🙴🙲🙳‽🙹🙺\
    🙻🙦🙤🙥🙧🙚🙘🙙🙛⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿\0\
    ☉🌕☽☾⸿✝🕇🕜🕝🕞🕟🕠🕡🕢🕣🕤🕥🕦🕧🙨🙩⋅🞄⦁●○🞅🞇🞉⊙⦿🞌\
    🞍◾■□🞑🞒🞓🞔▣🞕🞖🞗🞘⬩⬥◇🞚◈🞛🞜🞝🞞⬪⬧◊🞠◖◗⯊⯋⯀⯁\
    ⬟⯂⬣⬢⯃⯄🞡🞢🞣🞤🞥🞦🞧🞨🞩🞪🞫🞬🞭🞮🞯🞰🞱🞲🞳🞴🞵🞶🞷🞸🞹🞺\
    🞻🞼🞽🞾🞿🟀🟂🟄🟆🟉🟊✶🟌🟎🟐🟒✹🟃🟇✯🟍🟔⯌⯍※⁂\0\0\0\0\0\0";
/// Signs of «Wingdings 3».
const WINGDINGS_3: &str = "\
    \u{20}←→↑↓⭦⭧⭩⭨⭰⭲⭱⭳⭶⭸⭻⭽⭤⭥⭪⭬⭫⭭⭍⮠⮡⮢⮣⮤⮥⮦⮧\
    ⮐⮑⮒⮓⮀⮃⭾⭿⮄⮆⮅⮇⮏⮍⮎⮌⭮⭯⎋⌤⌃⌥␣⍽⇪⮸🢠🢡🢢🢣🢤🢥\
    🢦🢧🢨🢩🢪🢫←→↑↓↖↗↙↘↔↕▲▼△▽◀▶◁▷◣◢◤◥◀▶▲\0\
    ▼⯅⯆⯇⯈⮜⮞⮝⮟←→↑↓🠔🠖🠕🠗🠘🠚🠙🠛🠜🠞🠝🠟🠀🠂🠁🠃🠄🠆🠅\
    🠇🠈🠊🠉🠋🠠🠢🠤🠦🠨🠪🠬🢜🢝🢞🢟🠮🠰🠲🠴🠶🠸🠺🠹🠻🢘🢚🢙🢛🠼🠾🠽\
    🠿🡀🡂🡁🡃🡄🡆🡅🡇⮨⮩⮪⮫⮬⮭⮮⮯🡠🡢🡡🡣🡤🡥🡧🡦🡰🡲🡱🡳🡴🡵🡷\
    🡶🢀🢂🢁🢃🢄🢅🢇🢆🢐🢒🢑🢓🢔🢖🢕🢗\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
/// Signs of «Webdings».
const WEBDINGS: &str = "\
    \u{20}🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗🙾🙼🗕🗖🗗◀▶▲▼⏪⏩⏮⏭⏸⏹⏺🗚🗳\
    🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂🏞🏕🛤🏟🛳🕬🕫🕨🔈🎔🎕🗬🙽🗭🗪🗫\
    ⮔✔🚲□🛡📦🛱■🚑🛈🛩🛰🟈🕴●🛥🚔🗘✗❓🛲🚇🚍⛳⦸⊖🚭🗮⏐🗯🗲\0\
    🚹🚺🛉🛊🚼👽🏋⛷🏂🏌🏊🏄🏍🏎🚘🗠🛢💰🏷💳👪🗡🗢🗣✯🖄🖅🖃🖆🖹🖺🖻\
    🕵🕰🖽🖾📋🗒🗓🕮📚🗞🗟🗃🗂🖼🎭🎜🎘🎙🎧💿🎞📷🎟🎬📽📹📾📻🎚🎛📺💻\
    🖥🖦🖧🕹🎮🕻🕼📟🖁🖀🖨🖩🖿🖪🗜🔒🔓🗝📥📤🕳🌣🌤🌥🌦☁🌨🌧🌩🌪🌬🌫\
    🌜🌡🛋🛏🍽🍸🛎🛍Ⓟ♿🛆🖈🎓🗤🗥🗦🗧🛪🐿🐦🐟🐕🐈🙬🙮🙭🙯🗺🌍🌏🌎🕊";

/// Name of a font of symbols, one of those below.
pub(super) type SymbolFont = &'static str;

/// Finds a font of symbols by a name in any spelling; `None` for a font of letters.
pub(super) fn symbol_font(name: &str) -> Option<SymbolFont> {
    let known = ["Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings"];
    known.into_iter().find(|font| font.eq_ignore_ascii_case(name.trim()))
}

/// Pieces of the names of fonts of symbols that office programs and Windows install.
const INSTALLED: [&str; 12] = [
    "symbol",
    "wingdings",
    "webdings",
    "marlett",
    "dingbats",
    "mt extra",
    "opensymbol",
    "starsymbol",
    "bookshelf symbol",
    "ms outlook",
    "ms reference specialty",
    "code 39",
];

/// Returns `true` for a font that shows signs in the place of letters, known or not.
pub(super) fn is_symbol_font(name: &str) -> bool {
    let name = name.to_lowercase();
    INSTALLED.iter().any(|piece| name.contains(piece))
}

/// Returns the sign that a font of symbols shows for a character; `None` if it is not known.
pub(super) fn symbol(font: &str, c: char) -> Option<char> {
    if c.is_whitespace() {
        return Some(c);
    }
    let index = usize::from(code(c)?.checked_sub(32)?);
    let table = match symbol_font(font)? {
        "Symbol" => SYMBOL,
        "Wingdings" => WINGDINGS,
        "Wingdings 2" => WINGDINGS_2,
        "Wingdings 3" => WINGDINGS_3,
        _ => WEBDINGS,
    };
    table.chars().nth(index).filter(|sign| *sign != '\0')
}

/// Returns the code that a font has for a character.
fn code(c: char) -> Option<u8> {
    // Word keeps the codes of such fonts in the private area of Unicode.
    if let code @ 0xF020..=0xF0FF = u32::from(c) {
        return u8::try_from(code & 0xFF).ok();
    }
    // Excel stores them as the letters of Windows-1252.
    let mut letter = [0; 4];
    let (bytes, _, has_failed) = WINDOWS_1252.encode(c.encode_utf8(&mut letter));
    match *bytes {
        [byte] if !has_failed => Some(byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_fonts_are_those_of_unicode() {
        for (font, c, sign) in [
            ("Wingdings", 'ü', Some('✓')),
            ("wingdings", '\u{F0FC}', Some('✓')),
            ("Wingdings", 'à', Some('→')),
            ("Wingdings", '\u{F0A8}', Some('☐')),
            ("Wingdings", 'þ', Some('☑')),
            ("Wingdings", ' ', Some(' ')),
            ("Wingdings 2", 'P', Some('✓')),
            ("Wingdings 3", '}', Some('▶')),
            ("Webdings", 'a', Some('✔')),
            ("Symbol", 'D', Some('Δ')),
            ("Symbol", '\u{F0B7}', Some('•')),
            ("Symbol", '\u{81}', None),
            ("Wingdings 3", 'g', Some('→')),
            ("Wingdings", 'Ω', None),
            ("Calibri", 'a', None),
        ] {
            assert_eq!(symbol(font, c), sign, "{font} {c}");
        }
        for table in [SYMBOL, WINGDINGS, WINGDINGS_2, WINGDINGS_3, WEBDINGS] {
            assert_eq!(table.chars().count(), 224);
        }
    }
}
