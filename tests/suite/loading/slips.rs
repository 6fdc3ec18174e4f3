//! Mistakes of a clerk: each gets one finding in Italian, at its place, with a remedy.

use super::{load_as, small};
use allegati::job::PlanFormat;

struct Slip {
    what: &'static str,
    old: &'static str,
    new: &'static str,
    said: &'static str,
    hint: &'static str,
}

fn hold(slip: &Slip, text: String, format: PlanFormat) {
    let loaded = load_as(text, format);
    assert_eq!(loaded.said(), [slip.said], "{}", slip.what);
    let hints: Vec<_> = loaded.findings.iter().flat_map(|f| f.hints.clone()).collect();
    assert_eq!(hints, [slip.hint], "{}", slip.what);
}

#[test]
fn slips_in_yaml() {
    for slip in &YAML {
        hold(slip, small(slip.old, slip.new), PlanFormat::YAML);
    }
}

#[test]
fn slips_in_json() {
    let plan = include_str!("../fixtures/piano-minimo.json").trim_end();
    for slip in &JSON {
        assert_eq!(plan.matches(slip.old).count(), 1, "{}", slip.what);
        hold(slip, plan.replace(slip.old, slip.new), PlanFormat::JSON);
    }
}

const YAML: [Slip; 39] = [
    Slip {
        what: "a tab indents",
        old: "            tipologia: S",
        new: "\t\ttipologia: S",
        said: "sintassi 8:1 «\t» Il rientro contiene un carattere di tabulazione.",
        hint: "Sostituirlo con spazi: due per ogni livello.",
    },
    Slip {
        what: "the colon is missing",
        old: "descrizione: Fare",
        new: "descrizione Fare",
        said: "sintassi 9:13 «descrizione» Dopo «descrizione» mancano i due punti.",
        hint: "La chiave si scrive con «:» e uno spazio prima del valore; se la riga continua il testo di sopra, rientrarla di più.",
    },
    Slip {
        what: "an equals sign for the colon",
        old: "titolo: PIANO",
        new: "titolo = PIANO",
        said: "sintassi 1:1 «titolo» Dopo «titolo» mancano i due punti.",
        hint: "La chiave si scrive con «:» e uno spazio prima del valore; se la riga continua il testo di sopra, rientrarla di più.",
    },
    Slip {
        what: "no space after the colon",
        old: "descrizione: Fare",
        new: "descrizione:Fare",
        said: "sintassi 9:13 «descrizione:» Dopo «descrizione:» manca uno spazio.",
        hint: "Fra i due punti e il valore ci vuole uno spazio.",
    },
    Slip {
        what: "no space after the colon of the line above",
        old: "titolo: PIANO",
        new: "titolo:PIANO",
        said: "sintassi 1:1 «titolo:» Dopo «titolo:» manca uno spazio.",
        hint: "Fra i due punti e il valore ci vuole uno spazio.",
    },
    Slip {
        what: "a colon and a space in a text",
        old: "Fare una cosa",
        new: "Fare due cose: prima e seconda",
        said: "sintassi 9:39 «:» Qui non ci può essere un «:».",
        hint: "Un testo che contiene «: » va fra apici ('…'), oppure a capo dopo «>-»; se sono due chiavi, una per riga.",
    },
    Slip {
        what: "two keys on a line",
        old: "peso: 100",
        new: "peso: 100 indicatore: altro",
        said: "sintassi 12:33 «:» Qui non ci può essere un «:».",
        hint: "Un testo che contiene «: » va fra apici ('…'), oppure a capo dopo «>-»; se sono due chiavi, una per riga.",
    },
    Slip {
        what: "double quotes stay open",
        old: "Fare una cosa",
        new: "\"Fare una cosa",
        said: "sintassi 9:26 «\"» Le virgolette o gli apici aperti qui non si chiudono.",
        hint: "Chiuderle alla fine del testo; se sono parte del testo, metterlo tutto fra apici: '\"…'.",
    },
    Slip {
        what: "an apostrophe begins the text",
        old: "Fare una cosa",
        new: "'Ndrangheta e altro",
        said: "sintassi 9:26 «'» Le virgolette o gli apici aperti qui non si chiudono.",
        hint: "Chiudere l'apice alla fine del testo; se è un apostrofo, mettere tutto il testo fra virgolette doppie: \"'…\".",
    },
    Slip {
        what: "an apostrophe inside quotes",
        old: "Fare una cosa",
        new: "'L'obiettivo di tutti'",
        said: "sintassi 9:29 «o» Il testo fra virgolette o apici finisce prima di qui, ma la riga continua.",
        hint: "Dentro gli apici l'apostrofo si scrive due volte ('L''obiettivo'); oppure si usano le virgolette doppie.",
    },
    Slip {
        what: "only the first word is quoted",
        old: "Fare una cosa",
        new: "\"Work in progress\" entro il 31.12.2020",
        said: "sintassi 9:45 «e» Il testo fra virgolette o apici finisce prima di qui, ma la riga continua.",
        hint: "Se le virgolette sono parte del testo, metterlo tutto fra apici: '\"Parola\" e altro'.",
    },
    Slip {
        what: "Word's quotes around a colon",
        old: "Fare una cosa",
        new: "“Fare: una cosa”",
        said: "sintassi 9:31 «:» Qui non ci può essere un «:».",
        hint: "Le virgolette curve non bastano: un testo che contiene «: » va fra apici diritti ('…'), oppure a capo dopo «>-».",
    },
    Slip {
        what: "the first dash is missing",
        old: "          - servizio: SEG",
        new: "            servizio: SEG",
        said: "tipo-non-adatto 7:13 «servizio: SEGRETERIA\n            tipologia: S\n            descrizione: Fare una cosa\n            risultato: Fatto\n            indicatore: Relazione\n            peso: 100» «obiettivi» vuole un elenco, ma qui c'è un gruppo di chiavi.",
        hint: "Ogni voce dell'elenco comincia con «- ».",
    },
    Slip {
        what: "no space after the dash",
        old: "          - servizio: SEG",
        new: "          -servizio: SEG",
        said: "sintassi 7:11 «-» Dopo il trattino manca uno spazio.",
        hint: "Scrivere «- » e poi la chiave.",
    },
    Slip {
        what: "indented too little",
        old: "            tipologia: S",
        new: "           tipologia: S",
        said: "sintassi 8:12 «tipologia: S» Il rientro di questa riga non corrisponde a quello delle righe vicine.",
        hint: "Allinearla alle altre dello stesso livello, con spazi; ogni riga è «chiave: valore» oppure comincia con «- ».",
    },
    Slip {
        what: "indented too much",
        old: "            tipologia: S",
        new: "              tipologia: S",
        said: "sintassi 8:15 «tipologia» La riga di «tipologia» è rientrata più di quella sopra, che ha già un valore.",
        hint: "Allinearla alle altre dello stesso livello, con spazi.",
    },
    Slip {
        what: "a folded text is not indented",
        old: "descrizione: Fare una cosa",
        new: "descrizione: >-\n            Fare una cosa",
        said: "sintassi 10:13 «Fare una cosa» Questa riga non ha la forma «chiave: valore».",
        hint: "Se continua il testo di sopra, rientrarla più della sua chiave; se è una chiave, scrivere «:» e uno spazio prima del valore.",
    },
    Slip {
        what: "a second line is not indented",
        old: "Fare una cosa",
        new: "Fare una\n            cosa",
        said: "sintassi 10:13 «cosa» Questa riga non ha la forma «chiave: valore».",
        hint: "Se continua il testo di sopra, rientrarla più della sua chiave; se è una chiave, scrivere «:» e uno spazio prima del valore.",
    },
    Slip {
        what: "* begins the text",
        old: "Fare una cosa",
        new: "*Fare una cosa",
        said: "sintassi 9:26 «*» Qui un testo non può cominciare con «*».",
        hint: "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.",
    },
    Slip {
        what: "& begins the text",
        old: "Fare una cosa",
        new: "&Fare una cosa",
        said: "sintassi 9:26 «&Fare» Qui un testo non può cominciare con «&»: «&Fare» andrebbe perso.",
        hint: "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.",
    },
    Slip {
        what: "& and a space",
        old: "Fare una cosa",
        new: "& Fare una cosa",
        said: "sintassi 9:26 «&» Qui un testo non può cominciare con «&».",
        hint: "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.",
    },
    Slip {
        what: "! begins the text",
        old: "Fare una cosa",
        new: "!Fare una cosa",
        said: "sintassi 9:26 «!Fare» Qui un testo non può cominciare con «!»: «!Fare» andrebbe perso.",
        hint: "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.",
    },
    Slip {
        what: "% begins the text",
        old: "Fare una cosa",
        new: "% di cose",
        said: "sintassi 9:26 «%» Qui un testo non può cominciare con «%».",
        hint: "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.",
    },
    Slip {
        what: "@ begins the text",
        old: "Fare una cosa",
        new: "@segreteria",
        said: "sintassi 9:26 «@» Qui un testo non può cominciare con «@».",
        hint: "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.",
    },
    Slip {
        what: "a grave accent begins the text",
        old: "Fare una cosa",
        new: "`Fare` una cosa",
        said: "sintassi 9:26 «`» Qui un testo non può cominciare con «`».",
        hint: "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.",
    },
    Slip {
        what: "> begins the text",
        old: "Fare una cosa",
        new: "> 30 giorni",
        said: "sintassi 9:26 «>» Qui un testo non può cominciare con «>».",
        hint: "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.",
    },
    Slip {
        what: "| begins the text",
        old: "Fare una cosa",
        new: "|Fare una cosa",
        said: "sintassi 9:26 «|» Qui un testo non può cominciare con «|».",
        hint: "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.",
    },
    Slip {
        what: "? begins the text",
        old: "Fare una cosa",
        new: "? Fare",
        said: "sintassi 9:26 «?» Qui un testo non può cominciare con «?».",
        hint: "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.",
    },
    Slip {
        what: "a dash begins the text",
        old: "Fare una cosa",
        new: "- Fare una cosa",
        said: "sintassi 9:26 «-» Qui un testo non può cominciare con «-».",
        hint: "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.",
    },
    Slip {
        what: "a bracket stays open",
        old: "Fare una cosa",
        new: "[Fare una cosa",
        said: "sintassi 9:26 «[» La parentesi aperta qui non si chiude.",
        hint: "Chiuderla; se è parte di un testo, mettere tutto il testo fra apici.",
    },
    Slip {
        what: "a bracket begins the text",
        old: "Fare una cosa",
        new: "[A] Fare una cosa",
        said: "sintassi 9:30 «F» Dopo la parentesi chiusa la riga continua.",
        hint: "Un testo che comincia con una parentesi va fra apici: '[…] …'.",
    },
    Slip {
        what: "braces around the text",
        old: "Fare una cosa",
        new: "{Fare una cosa}",
        said: "tipo-non-adatto 9:26 «{Fare una cosa}» «descrizione» vuole un testo, ma qui c'è un gruppo di chiavi.",
        hint: "Un testo che comincia con una parentesi va fra apici; uno con più punti va a capo dopo «|», con un punto per riga.",
    },
    Slip {
        what: "# begins the text",
        old: "Fare una cosa",
        new: "# Fare una cosa",
        said: "campo-vuoto 9:24 «» «descrizione» è vuoto: ogni obiettivo deve averlo.",
        hint: "Scrivere che cosa va in «descrizione»; quello che segue un «#» è un commento.",
    },
    Slip {
        what: "a list for a text",
        old: "Fare una cosa",
        new: "\n              - Fare\n              - Dire",
        said: "tipo-non-adatto 10:17 «Fare\n              - Dire» «descrizione» vuole un testo, ma qui c'è un elenco.",
        hint: "Un testo che comincia con una parentesi va fra apici; uno con più punti va a capo dopo «|», con un punto per riga.",
    },
    Slip {
        what: "a path in double quotes",
        old: "Fare una cosa",
        new: "\"C:\\Documenti\"",
        said: "sintassi 9:29 «\\» La barra rovesciata «\\» non può stare qui da sola.",
        hint: "Fra virgolette doppie si scrive due volte («\\\\»); fra apici una sola.",
    },
    Slip {
        what: "three dashes end the plan",
        old: "            risultato: Fatto",
        new: "---\n            risultato: Fatto",
        said: "sintassi 10:1 «---» La riga «---» chiude il piano, ma il file continua.",
        hint: "Un file contiene un solo piano: togliere la riga, o dividere il file.",
    },
    Slip {
        what: "a no-break space after the colon",
        old: "tipologia: S",
        new: "tipologia:\u{A0}S",
        said: "sintassi 8:23 «\u{A0}» Qui c'è uno spazio unificatore (U+00A0) invece di uno spazio normale.",
        hint: "Cancellarlo e scrivere uno spazio con la tastiera: di solito arriva con un copia e incolla.",
    },
    Slip {
        what: "a key twice",
        old: "            risultato: Fatto",
        new: "            risultato: Fatto\n            risultato: Fatto",
        said: "chiave-ripetuta 11:13 «risultato» + 10:13 «risultato» La chiave «risultato» è ripetuta.",
        hint: "Lasciarla una volta sola; se sono due voci di un elenco, ognuna comincia con «- ».",
    },
    Slip {
        what: "a capital in a key",
        old: "titolo:",
        new: "Titolo:",
        said: "chiave-sconosciuta 1:1 «Titolo» La chiave «Titolo» nel piano non esiste.",
        hint: "Forse si intendeva «titolo».",
    },
];

const JSON: [Slip; 16] = [
    Slip {
        what: "a comma after the last entry",
        old: "\"peso\": 100",
        new: "\"peso\": 100,",
        said: "sintassi 13:19 «,» Dopo l'ultima voce non ci vuole la virgola: segue «}».",
        hint: "Togliere la virgola.",
    },
    Slip {
        what: "single quotes",
        old: "\"Fare\"",
        new: "'Fare'",
        said: "sintassi 12:23 «'» Qui non ci può essere «'»: in JSON i testi e le chiavi stanno fra virgolette doppie.",
        hint: "Usare le virgolette diritte della tastiera: \"…\".",
    },
    Slip {
        what: "Word's quotes",
        old: "\"Fare\"",
        new: "“Fare”",
        said: "sintassi 12:23 «“» Qui non ci può essere «“»: in JSON i testi e le chiavi stanno fra virgolette doppie.",
        hint: "Usare le virgolette diritte della tastiera: \"…\".",
    },
    Slip {
        what: "a comma is missing",
        old: "\"PIANO\",",
        new: "\"PIANO\"",
        said: "sintassi 3:2 «\"» Qui non ci può essere «\"»: prima ci vuole una virgola, o la parentesi che chiude.",
        hint: "Mettere una virgola dopo la voce di sopra; le virgolette che fanno parte di un testo si scrivono «\\\"».",
    },
    Slip {
        what: "a colon is missing",
        old: "\"titolo\":",
        new: "\"titolo\"",
        said: "sintassi 2:11 «\"» Fra la chiave e il suo valore mancano i due punti.",
        hint: "Scrivere «:» dopo la chiave.",
    },
    Slip {
        what: "a brace is missing",
        old: "]\n}",
        new: "",
        said: "sintassi 18:3 «}» Il file finisce prima del previsto.",
        hint: "Chiudere con «]» e «}» ogni parentesi aperta.",
    },
    Slip {
        what: "a brace too many",
        old: "]\n}",
        new: "]\n}}",
        said: "sintassi 20:2 «}» Il piano finisce prima di qui, ma il file continua.",
        hint: "Controllare se c'è una parentesi chiusa di troppo.",
    },
    Slip {
        what: "a comment",
        old: "\"aree\"",
        new: "// nota\n \"aree\"",
        said: "sintassi 3:2 «/» Qui non ci può essere un commento: JSON non ne ha.",
        hint: "Togliere il commento, oppure scrivere il piano in YAML.",
    },
    Slip {
        what: "quotes inside a text",
        old: "\"Fare\"",
        new: "\"Fare \"una\" cosa\"",
        said: "sintassi 12:30 «u» Qui non ci può essere «u»: prima ci vuole una virgola, o la parentesi che chiude.",
        hint: "Mettere una virgola dopo la voce di sopra; le virgolette che fanno parte di un testo si scrivono «\\\"».",
    },
    Slip {
        what: "a line end inside a text",
        old: "\"Fare\"",
        new: "\"Fare\nuna cosa\"",
        said: "sintassi 12:27 «e» Il testo va a capo, o contiene una tabulazione, dentro le virgolette.",
        hint: "In JSON un a capo si scrive «\\n» e una tabulazione «\\t».",
    },
    Slip {
        what: "a key without quotes",
        old: "\"titolo\"",
        new: "titolo",
        said: "sintassi 2:2 «t» La chiave non è fra virgolette.",
        hint: "Scriverla così: \"titolo\".",
    },
    Slip {
        what: "a decimal comma",
        old: "100",
        new: "33,33",
        said: "sintassi 13:18 «,» In un numero la virgola non può stare.",
        hint: "Scrivere i decimali con il punto (33.33), oppure il numero fra virgolette (\"33,33\").",
    },
    Slip {
        what: "a path",
        old: "\"Fare\"",
        new: "\"C:\\Documenti\"",
        said: "sintassi 12:26 «\\» La barra rovesciata «\\» non può stare qui da sola.",
        hint: "Nel testo si scrive due volte: «\\\\».",
    },
    Slip {
        what: "a semicolon",
        old: "\"AREA\",",
        new: "\"AREA\";",
        said: "sintassi 5:18 «;» Qui non ci può essere «;»: prima ci vuole una virgola, o la parentesi che chiude.",
        hint: "Mettere una virgola dopo la voce di sopra; le virgolette che fanno parte di un testo si scrivono «\\\"».",
    },
    Slip {
        what: "a word for a value",
        old: "100",
        new: "NaN",
        said: "sintassi 13:16 «N» Da qui in poi il file non si legge come JSON.",
        hint: "Qui ci vuole un testo fra virgolette, un numero, un elenco «[…]» o un gruppo «{…}».",
    },
    Slip {
        what: "half a character",
        old: "\"Fare\"",
        new: "\"\\ud83d\"",
        said: "carattere-vietato 12:24 «\\ud83d» «\\ud83d» è solo metà di un carattere (U+D83D).",
        hint: "Riscrivere il carattere per intero, o toglierlo.",
    },
];
