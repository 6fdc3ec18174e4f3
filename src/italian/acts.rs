//! Acts of the bodies of an office: «deliberazione di Giunta», «decreto del Presidente».

/// Act by which a body decides, with the words around its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ActForm {
    /// Name of the act.
    name: &'static str,
    /// Preposition before the name of the body.
    of: &'static str,
}

const RESOLUTION: &str = "deliberazione";
const DECREE: &str = "decreto";
const DETERMINATION: &str = "determinazione";

/// Forms by the first word of a body's name.
const FORMS: [(&str, ActForm); 25] = [
    ("assemblea", ActForm { name: RESOLUTION, of: "dell'" }),
    ("comitato", ActForm { name: RESOLUTION, of: "del " }),
    ("collegio", ActForm { name: RESOLUTION, of: "del " }),
    // A commissioner has the powers of the bodies that he stands for, and decides as they do
    // (article 141 of the legislative decree 267/2000).
    ("commissario", ActForm { name: RESOLUTION, of: "del " }),
    ("commissaria", ActForm { name: RESOLUTION, of: "della " }),
    ("commissione", ActForm { name: RESOLUTION, of: "della " }),
    ("conferenza", ActForm { name: RESOLUTION, of: "della " }),
    ("ufficio", ActForm { name: RESOLUTION, of: "dell'" }),
    ("sindaco", ActForm { name: DECREE, of: "del " }),
    ("sindaca", ActForm { name: DECREE, of: "della " }),
    ("vicesindaco", ActForm { name: DECREE, of: "del " }),
    ("presidente", ActForm { name: DECREE, of: "del " }),
    ("presidentessa", ActForm { name: DECREE, of: "della " }),
    ("amministratore", ActForm { name: DETERMINATION, of: "dell'" }),
    ("direttore", ActForm { name: DETERMINATION, of: "del " }),
    ("direttrice", ActForm { name: DETERMINATION, of: "della " }),
    ("dirigente", ActForm { name: DETERMINATION, of: "del " }),
    ("responsabile", ActForm { name: DETERMINATION, of: "del " }),
    ("segretario", ActForm { name: DETERMINATION, of: "del " }),
    ("segretaria", ActForm { name: DETERMINATION, of: "della " }),
    ("soprintendente", ActForm { name: DECREE, of: "del " }),
    ("rettore", ActForm { name: DECREE, of: "del " }),
    ("rettrice", ActForm { name: DECREE, of: "della " }),
    ("prefetto", ActForm { name: DECREE, of: "del " }),
    ("senato", ActForm { name: RESOLUTION, of: "del " }),
];
/// Form of boards, which are not the council of a municipality or a province.
const OF_BOARD: ActForm = ActForm { name: RESOLUTION, of: "del " };
/// Form of «Giunta comunale», «Consiglio comunale», and of any other body.
const USUAL: ActForm = ActForm { name: RESOLUTION, of: "di " };

/// Returns the act of `body` («deliberazione di Giunta», «decreto del Sindaco»); «deliberazione»
/// if the body is blank.
pub fn act_of(body: &str) -> String {
    let body = without_article(body.trim());
    if body.is_empty() {
        return RESOLUTION.to_owned();
    }
    let lower = body.to_lowercase();
    // «della Giunta» already has its preposition.
    let prepositions = ["della ", "dello ", "dell'", "dell’", "del ", "di "];
    let bare = prepositions.iter().find_map(|of| lower.strip_prefix(of));
    let ActForm { name, of } = form(bare.unwrap_or(&lower));
    if bare.is_some() { format!("{name} {body}") } else { format!("{name} {of}{body}") }
}

/// Returns the act of `body` as that to which something is annexed: «alla deliberazione di Giunta»,
/// «al decreto del Sindaco».
pub fn to_act_of(body: &str) -> String {
    let act = act_of(body);
    let to = if act.starts_with(DECREE) { "al" } else { "alla" };
    format!("{to} {act}")
}

fn form(body: &str) -> ActForm {
    let first = body.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_board = ["consiglio di amministrazione", "consiglio direttivo"];
    if is_board.iter().any(|board| body.starts_with(board)) {
        return OF_BOARD;
    }
    FORMS.iter().find(|(word, _)| *word == first).map_or(USUAL, |(_, form)| *form)
}

fn without_article(body: &str) -> &str {
    let article = ["Il ", "il ", "La ", "la ", "L'", "l'", "L’", "l’"];
    article.iter().find_map(|article| body.strip_prefix(article)).unwrap_or(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_body_decides_by_its_own_act() {
        for (body, act) in [
            ("", "deliberazione"),
            ("Giunta", "deliberazione di Giunta"),
            ("Giunta dell'Unione", "deliberazione di Giunta dell'Unione"),
            ("Consiglio comunale", "deliberazione di Consiglio comunale"),
            ("Consiglio di amministrazione", "deliberazione del Consiglio di amministrazione"),
            ("Assemblea dei Sindaci", "deliberazione dell'Assemblea dei Sindaci"),
            ("Commissario straordinario", "deliberazione del Commissario straordinario"),
            ("Commissione straordinaria", "deliberazione della Commissione straordinaria"),
            ("Presidente", "decreto del Presidente"),
            ("Il Presidente della Provincia", "decreto del Presidente della Provincia"),
            ("SINDACO METROPOLITANO", "decreto del SINDACO METROPOLITANO"),
            ("Sindaca", "decreto della Sindaca"),
            ("Rettore", "decreto del Rettore"),
            ("Senato accademico", "deliberazione del Senato accademico"),
            ("Amministratore unico", "determinazione dell'Amministratore unico"),
            ("Segretario generale", "determinazione del Segretario generale"),
            ("della Giunta", "deliberazione della Giunta"),
            ("del Sindaco", "decreto del Sindaco"),
            ("G.C.", "deliberazione di G.C."),
        ] {
            assert_eq!(act_of(body), act);
        }
        assert_eq!(to_act_of("Giunta"), "alla deliberazione di Giunta");
        assert_eq!(to_act_of("Sindaco"), "al decreto del Sindaco");
    }
}
