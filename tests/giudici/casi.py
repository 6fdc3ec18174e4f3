"""Makes the annexes that the judges look at: `casi.py PROGRAM FOLDER WORKBOOKS`.

Each case is a folder with the plan as JSON, its layout if it has one of its own, and its
three annexes.
"""

import json
import pathlib
import shutil
import subprocess
import sys

LAYOUT = pathlib.Path("layouts/piano-obiettivi")
LOGO = pathlib.Path("tests/suite/fixtures/logo/layout/stemma.svg")
REFERENCE = pathlib.Path("tests/suite/fixtures/piano-di-riferimento.json")


def objective(text, weight=None, service="SERVIZIO", result="Risultato", indicator="Indicatore"):
    """An objective as the plan writes it."""
    made = {"servizio": service, "tipologia": "S", "descrizione": text, "risultato": result, "indicatore": indicator}
    return made if weight is None else made | {"peso": weight}


def plan(title, groups):
    """A plan: areas → periods → objectives."""
    areas = [
        {"nome": area, "periodi": [{"etichetta": label, "obiettivi": rows} for label, rows in periods.items()]}
        for area, periods in groups.items()
    ]
    return {"titolo": title, "aree": areas}


def many(count):
    """A plan of `count` objectives, thirty a period, two periods an area."""
    text = "Obiettivo numero {0}: raccolta e pubblicazione dei dati sui servizi resi dall'Unione, con l'indicazione delle {0} pratiche trattate"
    groups = {}
    for i in range(count):
        area = groups.setdefault(f"AREA {i // 60 + 1}", {})
        # Weights whose sum is a hundred only if it is rounded to their decimals.
        weight = 3.43 if i % 30 == 29 else 3.33
        area.setdefault(f"ANNO {2024 + i // 30 % 2}", []).append(objective(text.format(i), weight, f"SERVIZIO {i % 7}"))
    return plan(f"PIANO DI {count} OBIETTIVI", groups)


def letters():
    """Every printable character of Latin-1 and Latin Extended-A, typographic marks and the euro."""
    points = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180), *map(ord, "‘’‚“”„–—…•‹›€")]
    words = [" ".join(chr(p) for p in points[i : i + 40]) for i in range(0, len(points), 40)]
    return plan("TUTTE LE LETTERE", {"AREA À": {"ANNO 2024": [objective(w, service=f"RIGA {i}") for i, w in enumerate(words)]}})


def lists():
    """Paragraphs and lists in cells, and around the tables."""
    text = "Attività:\n- la prima\n- la seconda, che occupa certamente più di una riga della sua colonna\n\nUn capoverso\ncon una riga spezzata a mano"
    made = plan("ELENCHI", {"AREA": {"ANNO 2024": [objective(text, 100, result=text, indicator=text)]}})
    return made | {"premessa": text, "chiusura": "Letto, approvato e sottoscritto", "allegato": "B", "delibera": {"organo": "Giunta", "numero": "12", "data": "2024-03-01"}, "ente": "Unione di esempio"}


def nested_lists():
    """Lists inside lists, in cells and around the tables, where numbers are marks as well."""
    text = "Attività:\n- la prima, che occupa certamente più di una riga della sua colonna\n  - raccolta\n  - controllo\n      - formale\n      - di merito, da parte del responsabile del servizio finanziario\n  - pubblicazione\n- la seconda\n\nUn capoverso"
    steps = "Le fasi:\n- avvio\n  1. affidamento dell'incarico\n  2. rilevazione\n     a) presso gli uffici\n     b) presso gli enti\n  10. relazione\n- chiusura"
    made = plan("ELENCHI ANNIDATI", {"AREA": {"ANNO 2024": [objective(text, 100, result=text, indicator=text)]}})
    return made | {"premessa": steps, "chiusura": text}


def long_cell(length):
    """A cell of about `length` characters."""
    text = "Fase {0}: relazione sul raggiungimento dell'obiettivo numero {0} e sulle attività svolte nel corso dell'esercizio. "
    words = "".join(text.format(i) for i in range(length // 100))[:length].strip()
    return plan("CELLA LUNGA", {"AREA": {"ANNO 2024": [objective("Prima", 50), objective(words, 50)]}})


SIGNERS = [
    {"nome": "Anna Rossi", "qualifica": "Il Presidente"},
    {"nome": "Ugo Verdi", "qualifica": "Il Segretario generale"},
    {"qualifica": "Il Revisore dei conti dell'Unione e degli enti che ne fanno parte"},
    {"nome": "Pia Bianchi", "qualifica": "Il Responsabile"},
]


def signed():
    """A plan that four people sign."""
    return many(40) | {"firmatari": SIGNERS}


def wide(columns):
    """A plan with so many fields of its own in every objective."""
    made = many(30)
    for area in made["aree"]:
        for period in area["periodi"]:
            for objective in period["obiettivi"]:
                objective["altro"] = {f"campo-{i}": f"valore {i} dell'anno" for i in range(columns - 6)}
    return made


def wide_layout(columns):
    """Changes `layout.toml` to an A3 with so many columns."""
    column = '\n[[colonne]]\ncampo = "campo-{0}"\nintestazione = "CAMPO {0}"\nlarghezza = "auto"\n'
    more = "".join(column.format(i) for i in range(columns - 6))

    def change(text):
        text = text.replace('formato = "A4"', 'formato = "A3"').replace("corpo = 9", "corpo = 5").replace("corpo = 8", "corpo = 5")
        for line in {line for line in text.splitlines() if line.startswith("larghezza")}:
            text = text.replace(line, 'larghezza = "auto"')
        return text.replace("\n[tabella]", more + "\n[tabella]")

    return change


def signature_layout(*marks):
    """Changes `layout.toml` to signature fields with these marks."""
    fields = "".join(f'[[firma]]\nnome = "Firma{i + 1}"\nposto = "{mark}"\n\n' for i, mark in enumerate(marks))
    return lambda text: text.replace('[[firma]]\nnome = "Firma1"\nposto = "riga"\n\n', fields)


def logo_layout(text):
    """Changes `layout.toml` to one with a logo."""
    logo = '[logo]\nfile = "stemma.svg"\ntesto = "Stemma dell\'Unione, à colori & d\'esempio"\naltezza = 25\nallineamento = "sinistra"\n\n'
    return text.replace("[pagina]", logo + "[pagina]", 1)


def reference():
    """The reference plan."""
    return json.loads(REFERENCE.read_text(encoding="utf-8"))


# For each case its plan, and what there is beside it: a change of the layout, further arguments.
CASES = {
    "riferimento": (reference,),
    "uno": (lambda: plan("UN SOLO OBIETTIVO", {"AREA": {"ANNO 2024": [objective("Fare", 100)]}}),),
    "trecento": (lambda: many(300),),
    "cinquecento": (lambda: many(500),),
    "lettere": (letters,),
    "elenchi": (lists,),
    "elenchi-annidati": (nested_lists,),
    "cella-lunga": (lambda: long_cell(20_000),),
    "quaranta-colonne": (lambda: wide(40), wide_layout(40)),
    "tre-firme": (reference, signature_layout("invisibile", "invisibile", "invisibile")),
    "firme-su-righe": (signed,),
    "firme-in-riquadri": (signed, signature_layout("riquadro", "invisibile", "riquadro")),
    "logo": (signed, logo_layout),
    "profilo-a2u": (reference, None, "--profilo", "a2u"),
    "profilo-a2b": (reference, None, "--profilo", "a2b"),
}


def make(program, place, plan, change=None, *arguments):
    """Writes a case; one that the program refuses ends the run."""
    place.mkdir(parents=True)
    file = place / "piano.json"
    file.write_text(json.dumps(plan(), ensure_ascii=False, indent=1), encoding="utf-8")
    if change:
        shutil.copytree(LAYOUT, place / "layout")
        shutil.copy(LOGO, place / "layout")
        settings = place / "layout/layout.toml"
        text = settings.read_text(encoding="utf-8")
        changed = change(text)
        assert changed != text, f"{place.name}: the layout is as it was"
        settings.write_text(changed, encoding="utf-8")
        arguments = (*arguments, "--layout", place / "layout")
    command = [program, "genera", file, "--uscita", place, *arguments]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode != 0:
        sys.exit(f"{place.name}: {done.stderr}")


# Too much for the judges of documents.
WORKBOOKS = {"duemila": (lambda: many(2000), None, "--formati", "xlsx")}


def main(program, folder, workbooks):
    """Writes every case, and those for workbooks alone."""
    for cases, place in ((CASES, folder), (WORKBOOKS, workbooks)):
        for name, case in cases.items():
            make(program, pathlib.Path(place, name), *case)


if __name__ == "__main__":
    main(*sys.argv[1:])
