//! Numbers of lists and headings in the formats that programs of text number with.

/// Ordinals in words up to the last that lists count to.
const ORDINALS: [&str; 20] = [
    "primo",
    "secondo",
    "terzo",
    "quarto",
    "quinto",
    "sesto",
    "settimo",
    "ottavo",
    "nono",
    "decimo",
    "undicesimo",
    "dodicesimo",
    "tredicesimo",
    "quattordicesimo",
    "quindicesimo",
    "sedicesimo",
    "diciassettesimo",
    "diciottesimo",
    "diciannovesimo",
    "ventesimo",
];
/// Cardinals in words up to the last that lists count to.
const CARDINALS: [&str; 21] = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
    "venti",
];

/// Writes a number in a format, by the names of Office Open XML (ECMA-376-1, 17.18.59); `None`
/// if it has no such form here.
pub(in crate::office) fn numeral(number: u32, format: &str) -> Option<String> {
    let word = |words: &[&str], at: u32| Some(capital(words.get(usize::try_from(at).ok()?)?));
    match format {
        "decimal" | "decimalHalfWidth" => Some(number.to_string()),
        "decimalZero" => Some(format!("{number:02}")),
        "numberInDash" => Some(format!("- {number} -")),
        "lowerLetter" => Some(letters(number, b'a')),
        "upperLetter" => Some(letters(number, b'A')),
        "lowerRoman" => Some(roman(number)?.to_lowercase()),
        "upperRoman" => roman(number),
        // As an Italian program writes them.
        "ordinal" => Some(format!("{number}°")),
        "ordinalText" => word(&ORDINALS, number.checked_sub(1)?),
        "cardinalText" => word(&CARDINALS, number),
        "decimalEnclosedCircle" => {
            char::from_u32(0x245F + number).filter(|_| (1..=20).contains(&number)).map(String::from)
        }
        "none" | "bullet" => Some(String::new()),
        _ => None,
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// Writes a number as letters: after `z` come `aa`, `bb`.
fn letters(number: u32, first: u8) -> String {
    let Some(index) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(first + (index % 26) as u8);
    // No list has more items than letters of a line.
    letter.to_string().repeat(1 + (index / 26).min(30) as usize)
}

/// Writes a number as Roman numerals; `None` where they have no form.
fn roman(mut number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=3999).contains(&number) {
        return None;
    }
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            written.push_str(sign);
            number -= value;
        }
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numbers_are_written_as_programs_do() {
        for (number, format, written) in [
            (3, "decimal", Some("3")),
            (3, "decimalZero", Some("03")),
            (28, "lowerLetter", Some("bb")),
            (26, "upperLetter", Some("Z")),
            (1994, "upperRoman", Some("MCMXCIV")),
            (4, "lowerRoman", Some("iv")),
            (2, "ordinal", Some("2°")),
            (2, "ordinalText", Some("Secondo")),
            (3, "cardinalText", Some("Tre")),
            (3, "decimalEnclosedCircle", Some("③")),
            (0, "upperRoman", None),
            (1, "hebrew1", None),
        ] {
            assert_eq!(numeral(number, format).as_deref(), written, "{number} {format}");
        }
    }
}
