//! Formulas of fields: `EQ \f(a;b)` as text on one line (ECMA-376-1, 17.16.5.16).

use super::math::{operand, root_of};
use crate::office::raised::{lowered, raised};

/// Returns the formula of a field as one line of text; `None` for forms that have none.
pub(super) fn linear_equation(code: &str) -> Option<String> {
    let code = code.trim();
    let formula =
        code.get(2..).filter(|_| code.get(..2).is_some_and(|c| c.eq_ignore_ascii_case("EQ")));
    linear(formula?.trim(), 0)
}

fn linear(mut rest: &str, depth: usize) -> Option<String> {
    /// More than fields of Word hold within each other.
    const DEEPEST: usize = 20;
    if depth > DEEPEST {
        return None;
    }
    let mut line = String::new();
    while let Some(at) = rest.find('\\') {
        line.push_str(&rest[..at]);
        let (name, arguments, behind) = command(&rest[at + 1..])?;
        let arguments: Option<Vec<String>> =
            arguments.iter().map(|argument| linear(argument.trim(), depth + 1)).collect();
        let arguments = arguments?;
        line.push_str(&match (name.as_str(), arguments.as_slice()) {
            ("f", [above, below]) => format!("{} / {}", operand(above), operand(below)),
            ("r", [radicand]) => root_of("", radicand),
            ("r", [degree, radicand]) => root_of(degree, radicand),
            ("s", [text]) => text.clone(),
            ("sup", [text]) => raised(text)?,
            ("sub", [text]) => lowered(text)?,
            _ => return None,
        });
        rest = behind;
    }
    line.push_str(rest);
    Some(line)
}

/// Splits a command into its name, its arguments and what follows: `f(a;b) × 100`.
fn command(text: &str) -> Option<(String, Vec<&str>, &str)> {
    let open = text.find('(')?;
    let mut words = text[..open].split('\\').map(str::trim);
    let mut name = words.next()?.to_lowercase();
    // `\s\up8(2)` raises, `\s\do8(2)` lowers.
    for option in words {
        name = match (name.as_str(), option.get(..2)) {
            ("s", Some("up")) => "sup".to_owned(),
            ("s", Some("do")) => "sub".to_owned(),
            _ => return None,
        };
    }
    let inner = &text[open + 1..];
    let (mut depth, mut start, mut parts, mut commas) = (0_usize, 0, Vec::new(), Vec::new());
    for (at, c) in inner.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                parts.push(&inner[start..at]);
                // A comma parts arguments only where no semicolon does: it may be a decimal one.
                if let ([only], [comma]) = (parts.as_slice(), commas.as_slice()) {
                    parts = vec![&only[..*comma], &only[*comma + 1..]];
                }
                return Some((name, parts, &inner[at + 1..]));
            }
            ')' => depth -= 1,
            ';' if depth == 0 => {
                parts.push(&inner[start..at]);
                start = at + 1;
            }
            ',' if depth == 0 => commas.push(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::linear_equation;

    #[test]
    fn formulas_of_fields_are_written_on_a_line() {
        for (code, line) in [
            (
                r" EQ \f(pratiche evase;pratiche ricevute) × 100 ",
                Some("pratiche evase / pratiche ricevute × 100"),
            ),
            (r"EQ \f(a,b)", Some("a / b")),
            (r"eq \f(a + b;\f(1;2))", Some("(a + b) / (1 / 2)")),
            (r"EQ \r(3;x)", Some("∛x")),
            (r"EQ m\s\up8(2)", Some("m²")),
            (r"EQ \b(a)", None),
            (r"EQ \f(a;b", None),
        ] {
            assert_eq!(linear_equation(code).as_deref(), line, "{code}");
        }
    }
}
