"""Makes the annexes that the judges look at: `casi.py PROGRAM FOLDER`.

Each case is a folder with the plan as JSON and its three annexes.
"""

import json
import pathlib
import subprocess
import sys

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
        area.setdefault(f"ANNO {2024 + i // 30 % 2}", []).append(objective(text.format(i), service=f"SERVIZIO {i % 7}"))
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


def long_cell(length):
    """A cell of about `length` characters."""
    text = "Fase {0}: relazione sul raggiungimento dell'obiettivo numero {0} e sulle attività svolte nel corso dell'esercizio. "
    words = "".join(text.format(i) for i in range(length // 100))[:length].strip()
    return plan("CELLA LUNGA", {"AREA": {"ANNO 2024": [objective("Prima", 50), objective(words, 50)]}})


CASES = {
    "riferimento": lambda: json.loads(REFERENCE.read_text(encoding="utf-8")),
    "uno": lambda: plan("UN SOLO OBIETTIVO", {"AREA": {"ANNO 2024": [objective("Fare", 100)]}}),
    "trecento": lambda: many(300),
    "cinquecento": lambda: many(500),
    "lettere": letters,
    "elenchi": lists,
    "cella-lunga": lambda: long_cell(20_000),
}


def main(program, folder):
    """Writes every case; a case that the program refuses ends the run."""
    for name, make in CASES.items():
        place = pathlib.Path(folder, name)
        place.mkdir(parents=True)
        file = place / "piano.json"
        file.write_text(json.dumps(make(), ensure_ascii=False, indent=1), encoding="utf-8")
        done = subprocess.run([program, "genera", file, "--uscita", place], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{name}: {done.stderr}")


if __name__ == "__main__":
    main(*sys.argv[1:])
