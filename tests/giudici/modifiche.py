"""Edits workbooks as an office does, has LibreOffice calculate, and reckons everything anew.

`modifiche.py PROGRAM FOLDER [--campione] [PLAN|EDIT…]`: every figure and every word of verdict in «Pesi» and
«Valutazione» is held against what follows from «Dati» and from the results that were filled in. A
plan that is named goes through every edit of `correzioni.py`; a sample takes each edit in fewer plans.
"""

import decimal
import os
import pathlib
import re
import subprocess
import sys
import time

import colonne

sys.path.append("/usr/lib/python3/dist-packages")
import uno
import correzioni
from com.sun.star.beans import PropertyValue
from com.sun.star.table import TableSortField

REFERENCE = pathlib.Path("inputs/piano-obiettivi-2020-2022.yaml")
YEARLY = pathlib.Path("tests/suite/fixtures/annuali/piano.yaml")
INDICATORS = pathlib.Path("tests/suite/fixtures/indicatori/piano.yaml")
NOTHING = "–"
# The usual edits are made in one plan of so many, and the further ones: as a rule, and for a sample.
RULE, SAMPLE = (1, 3), (3, 8)
RIGHT, BELOW, ABOVE = "✓ corretto", "▼ sotto il totale", "▲ sopra il totale"
NO_WEIGHTS, NO_TOTAL, WRONG_WEIGHT = "○ senza pesi", "○ manca il totale", "✗ un peso non è valido"
NO_SHARE, NOT_FOUND, NOT_VALID, NO_WEIGHT = "✗ da 0 a 100 %", "✗ vedi «Dati»", "✗ non valido", "senza peso"
PIPE = f"name=modifiche{os.getpid()}"

AREAS = """titolo: PIANO A PUNTI
pesi: {unita: punti, totale: 1000, ambito: area}
aree:
  - nome: AREA TECNICA
    periodi:
      - etichetta: ANNO 2026
        anni: [2026]
        obiettivi:
          - {servizio: UFFICIO, descrizione: Strade, peso: "333,3"}
          - {servizio: UFFICIO, descrizione: Ponti, peso: "666,7"}
          - {servizio: UFFICIO, descrizione: Scuole}
  - nome: AREA SOCIALE
    periodi:
      - etichetta: ANNO 2026
        anni: [2026]
        obiettivi:
          - {servizio: UFFICIO, descrizione: Nido, peso: "999,99"}
          - {servizio: UFFICIO, descrizione: Anziani, peso: "0,01"}
"""
EUROS = """titolo: PIANO IN EURO
pesi: {unita: euro, totale: 250000.50, ambito: piano}
aree:
  - nome: AREA TECNICA
    periodi:
      - etichetta: BIENNIO
        anni: [2026, 2027]
        obiettivi:
          - {servizio: UFFICIO, descrizione: Strade, peso: "125000,25"}
          - {servizio: UFFICIO, descrizione: Ponti, peso: "125000,25"}
"""
LEVELS = """titolo: PIANO A LIVELLI
livelli: [missione, programma]
obiettivi:
  - {missione: "01", programma: P, descrizione: a, peso: 60}
  - {missione: "01", programma: P, descrizione: b, peso: 40}
  - {missione: "02", descrizione: c, peso: 100}
"""
YEARS = """titolo: PIANO PER ANNO
anni: [2026, 2027]
livelli: [area]
gruppi:
  - area: AREA UNO
    obiettivi:
      - {descrizione: Sportello, risultato: {2026: Aperto, 2027: Chiuso}, indicatore: Giorni, peso: {2026: 60, 2027: "40,5"}}
      - {descrizione: Archivio, risultato: Riordinato, indicatore: Metri, peso: {2026: 40, 2027: "59,5"}}
  - area: AREA DUE
    obiettivi:
      - {descrizione: Ponti, risultato: {2026: Progetto, 2027: Lavori}, peso: {2026: 100}}
      - {descrizione: Strade, risultato: {2027: Asfalto}, peso: {2027: "99,9"}}
"""
# Names that SUMIFS would take for more than they are.
NAMES = """titolo: PIANO CON NOMI STRANI
aree:
  - nome: "=A*"
    periodi:
      - etichetta: "2026"
        anni: [2026]
        obiettivi:
          - {servizio: UFFICIO, descrizione: "=1+1", peso: 100}
  - nome: "=AB"
    periodi:
      - etichetta: "2026"
        anni: [2026]
        obiettivi:
          - {servizio: UFFICIO, descrizione: uno, peso: "0,5"}
          - {servizio: UFFICIO, descrizione: due, peso: "99,5"}
  - nome: area
    periodi:
      - etichetta: periodo
        obiettivi:
          - {servizio: UFFICIO, descrizione: tre, peso: 100}
"""


def setting(name, value):
    return PropertyValue(name, 0, value, 0)


class Office:
    """A LibreOffice without windows, of its own."""

    def __init__(self, folder):
        profile = pathlib.Path(folder, "profilo").resolve()
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", f"--accept=pipe,{PIPE};urp"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(600):
            try:
                context = resolver.resolve(f"uno:pipe,{PIPE};urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.3)
        self.context = context
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def open(self, path):
        return self.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, (setting("Hidden", True),))

    def close(self):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        self.process.wait(timeout=60)


class Book:
    """A workbook that is open, by its sheets and the heads of their columns."""

    def __init__(self, document):
        self.document = document
        self.data, self.weights = (document.Sheets.getByName(name) for name in ("Dati", "Pesi"))
        self.results = document.Sheets.getByName("Valutazione")
        self.explained = colonne.explained(self.rows(document.Sheets.getByName("Leggimi")))
        # Numbers of the objectives whose period states its years.
        heads, rows = self.head(self.data), self.rows(self.data)[1:]
        self.dated = {row[heads.index("n")]: row[heads.index("anni")] != "" for row in rows}
        # Sums are counted in «Dati» where a period states the years of each objective.
        stated = all(row[heads.index(field)] != "" for row in rows for field in ("periodo", "anni"))
        shown = [self.explained.get(head, head) for head in self.head(self.results)]
        self.by_period = stated and "periodo" in shown
        self.years_stated = stated or all(self.dated.values())
        # Objectives with several indicators have a row for each of them, by their number.
        named = sorted(head for head in heads if re.fullmatch(r"indicatore(\.\d+)?", head))
        have = {row[heads.index("n")]: [field for field in named if row[heads.index(field)] != ""] for row in rows}
        self.several = {number: fields for number, fields in have.items() if len(fields) > 1}
        self.by_period = self.by_period and not self.several
        # Totals that were typed over the one of all, by the row of «Pesi» from 1.
        self.expected_of = {}
        self.password_free()

    def password_free(self):
        self.results.unprotect("")

    @staticmethod
    def rows(sheet):
        """All cells of a sheet, as texts and numbers."""
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()

    def head(self, sheet):
        """The heads of «Valutazione», or the fields that the columns of «Dati» hold."""
        if sheet is self.results:
            return [str(value) for value in self.rows(sheet)[3]]
        return [self.explained.get(value, str(value)) for value in self.table()[0]]

    def table(self):
        """The rows of «Dati» from its heads on."""
        rows = self.rows(self.data)
        return rows[next(number for number, row in enumerate(rows) if any(value != "" for value in row)) :]

    def cell(self, row, name):
        """A cell of «Dati», by its row (1 is the first objective) and the head of its column."""
        return self.data.getCellByPosition(self.head(self.data).index(name), row)

    def result(self, row, name="Raggiunto %"):
        """A cell of «Valutazione», by its row (1 is the first) and the head of its column."""
        return self.results.getCellByPosition(self.head(self.results).index(name), row + 3)

    def last(self):
        """The row of the last objective of «Dati»."""
        column = self.head(self.data).index("descrizione")
        return max(number for number, row in enumerate(self.rows(self.data)) if row[column] != "")

    def add(self, row, **values):
        """Types an objective in a row of «Dati», as the one above but for the values."""
        width = len(self.head(self.data)) - 1
        above = self.data.getCellRangeByPosition(0, row - 1, width, row - 1).getDataArray()
        new = [values.get(name, value) for name, value in zip(self.head(self.data), above[0])]
        self.data.getCellRangeByPosition(0, row, width, row).setDataArray((tuple(new),))

    def insert(self, row, count=1):
        self.data.Rows.insertByIndex(row, count)

    def remove(self, row, count=1):
        self.data.Rows.removeByIndex(row, count)

    def sort(self, name, ascending=True):
        """Sorts the objectives of «Dati»."""
        heads = self.head(self.data)
        field = TableSortField()
        field.Field, field.IsAscending = heads.index(name), ascending
        area = self.data.getCellRangeByPosition(0, 1, len(heads) - 1, self.last())
        area.sort((setting("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (field,))), setting("ContainsHeader", False)))


def exact(value):
    return decimal.Decimal(repr(value))


def shown(value):
    return f"{value:g}" if is_number(value) else value


def is_number(value):
    return isinstance(value, float)


class Reckoning:
    """What follows from «Dati» and from what was filled in."""

    def __init__(self, book):
        self.book = book
        self.heads = book.head(book.data)
        self.rows = [dict(zip(self.heads, row)) for row in book.table()[1:]]
        self.objectives = [row for row in self.rows if row["descrizione"] != ""]
        self.years = [head.removeprefix("peso.") for head in self.heads if re.fullmatch(r"peso\.\d{4}", head)]
        self.faults = []

    def hold(self, where, found, wanted):
        if is_number(found) and isinstance(wanted, (int, decimal.Decimal)):
            same = abs(exact(found) - wanted) <= decimal.Decimal("1e-9") * max(1, abs(wanted))
        else:
            same = found == wanted
        if not same:
            self.faults.append(f"{where} is {found!r}, should be {wanted!r}")

    def weights(self):
        """Holds every cell of «Pesi»."""
        rows = self.book.rows(self.book.weights)
        heads = rows[5]
        names = next(i for i, head in enumerate(heads) if head in ("Peso totale", "Obiettivi"))
        labels, weighted = heads[:names], "Peso totale" in heads
        expected = exact(rows[2][1]) if is_number(rows[2][1]) else None
        starts = [i for i, head in enumerate(heads) if head == heads[names]] + [len(heads)]
        counted = []
        for start, end in zip(starts, starts[1:]):
            label, met = rows[4][start], []
            field = f"peso.{label.removeprefix('Anno ')}" if self.years else "peso"
            for number, row in enumerate(rows[6:], 7):
                if all(value == "" for value in row[names:]):
                    break
                chosen = [
                    one for one in self.objectives
                    if (labels in (("Area",), ("Piano",)) and row[0] in ("Tutte le aree", "Tutti gli obiettivi") or all(one[self.column(label)] == value for label, value in zip(labels, row)))
                    and (self.years or label in ("Tutti i periodi", "Tutto il gruppo") or one["periodo"] == label)
                ]
                met += chosen
                wanted = self.sums(chosen, self.book.expected_of.get(number, expected), field)
                for head, found in zip(heads[start:end], row[start:end]):
                    self.hold(f"Pesi row {number}, {label}, {head}", found, wanted[head])
            counted.append((field, met))
        missing = [len(self.objectives) - (len(counted[0][1]) if self.years else sum(len(met) for _, met in counted))]
        if weighted:
            for field in {field for field, _ in counted} | {"peso"}:
                there = sum(is_number(row[field]) for row in self.rows)
                missing.append(there - sum(is_number(one[field]) for own, met in counted for one in met if own == field))
        named = [row[:names] for row in rows[6:] if any(value != "" for value in row[:names])]
        missing.append(len(named) - len(set(named)))
        away = max(abs(count) for count in missing)
        self.hold("Pesi B4", rows[3][1], away)
        self.hold("Pesi C4", str(rows[3][2])[:1], "✗" if away else "✓")

    def column(self, label):
        """The field of «Dati» under a head."""
        return self.book.explained.get(label, label)

    @staticmethod
    def sums(chosen, expected, field):
        numbers = [exact(one[field]) for one in chosen if is_number(one[field])]
        wrong = any(isinstance(one[field], str) and one[field] for one in chosen) or any(number < 0 for number in numbers)
        total, without = sum(numbers), len(chosen) - len(numbers)
        if not chosen:
            return {"Peso totale": NOTHING, "Atteso": NOTHING, "Differenza": NOTHING, "Obiettivi": 0, "Senza peso": 0, "Esito": NOTHING}
        excess = NOTHING if expected is None else total - expected
        verdict = NO_TOTAL if expected is None else RIGHT if excess == 0 else BELOW if excess < 0 else ABOVE
        verdict = WRONG_WEIGHT if wrong else NO_WEIGHTS if not numbers else verdict
        return {"Peso totale": total, "Atteso": NOTHING if expected is None else expected, "Differenza": excess, "Obiettivi": len(chosen), "Senza peso": without, "Esito": verdict}

    def results(self):
        """Holds every cell of «Valutazione»."""
        rows = self.book.rows(self.book.results)
        heads = [str(head) for head in rows[3]]
        entries, sums = [], []
        target = entries
        for row in rows[4:]:
            if row[0] in ("Risultati per gruppo e anno", "Risultati per gruppo", "Per anno"):
                target = sums
            elif any(value != "" for value in row) and not {"Obiettivi valutati", "Indicatori valutati"} & set(row):
                target.append(dict(zip(heads, row)))
        weighted = "Peso" in heads
        objective = heads.index("Obiettivo")
        keys = [head for head in heads[1:objective] if head not in ("Responsabile", "Servizio")]
        groups = [key for key in keys if key != "Anno"]
        self.find_indicators(entries)
        for number, entry in enumerate(entries, 5):
            weight, share, score = self.scored(entry, weighted, groups)
            self.texts(number, entry)
            entry["weight"], entry["share"], entry["score"] = weight, share, score
            # A cell that was typed over is what A3 reports.
            if not self.calculates(number - 1):
                continue
            if weighted:
                self.hold(f"Valutazione row {number}, Peso", entry["Peso"], weight)
            self.hold(f"Valutazione row {number}, {heads[heads.index('Raggiunto %') + 1]}", entry[heads[heads.index("Raggiunto %") + 1]], score)
        for found in sums:
            chosen = [entry for entry in entries if all(entry[key] == found[key] for key in keys)]
            counting = [entry for entry in chosen if not weighted or isinstance(entry["weight"], decimal.Decimal)]
            rated = [entry for entry in counting if isinstance(entry["score"], decimal.Decimal)]
            where = f"Valutazione {[found[key] for key in keys]}"
            there = self.there(found, groups, weighted) if self.book.by_period else [entry["weight"] for entry in counting]
            self.hold(f"{where} count", found["Obiettivo"], f"valutati {len(rated)} di {len(there)}")
            score, of = sum(entry["score"] for entry in rated), len(rated)
            if weighted:
                if self.book.by_period or all(self.calculates(row) for row in range(4, 4 + len(entries))):
                    self.hold(f"{where} Peso", found["Peso"], sum(there))
                self.hold(f"{where} Punteggio", found["Punteggio"], score if rated else NOTHING)
                of = sum(entry["weight"] for entry in rated)
            # Nine digits are kept of a share.
            reached = round(score / of, 9) if of else NOTHING
            self.hold(f"{where} Raggiunto %", found["Raggiunto %"], reached)
        self.judged(str(rows[2][0]), entries, groups)
        if not sums:
            self.faults.append("Valutazione has no sums")

    def find_indicators(self, entries):
        """Notes in each entry the field of its indicator, if its objective has several: they stand in their order."""
        met = {}
        for entry in entries:
            key = entry["N."], entry.get("Anno")
            fields = self.book.several.get(entry["N."])
            entry["field"] = fields[met.get(key, 0) % len(fields)] if fields else None
            met[key] = met.get(key, 0) + 1

    def part(self, entry, own):
        """The part of an objective's weight that falls to one of its indicators."""
        fields = self.book.several[entry["N."]]
        weights = [own.get(f"{field}.peso") for field in fields]
        if all(map(is_number, weights)) and sum(weights) > 0:
            return exact(own[f"{entry['field']}.peso"]) / sum(map(exact, weights))
        return decimal.Decimal(1) / len(fields)

    def there(self, found, groups, weighted):
        """The weights of the objectives of «Dati» that a sum is about; of each objective where there are none."""
        field = f"peso.{found['Anno']:g}" if self.years else "peso"
        chosen = [one for one in self.objectives if all(one[self.column(group)] == found[group] for group in groups)]
        if not weighted:
            return chosen
        return [exact(one[field]) for one in chosen if is_number(one[field])]

    def judged(self, said, entries, groups):
        """Holds what «Valutazione» says of objectives and weights that it does not judge."""
        if any(isinstance(entry["N."], str) and entry["N."] for entry in entries):
            self.hold("Valutazione A3", said, "✗ Nella colonna «N.» c'è qualcosa che non è un numero.")
            return
        here = [entry for entry in entries if self.own(entry, groups)]
        missing = [len(self.objectives) - len({entry["N."] for entry in here})]
        with_years = all(is_number(entry.get("Anno")) for entry in entries)
        if self.book.years_stated and with_years:
            stated = sum(len(shown(one["anni"]).split(",")) for one in self.objectives if one["anni"] != "")
            missing.append(stated - len({(entry["N."], entry["Anno"]) for entry in here}))
        for year in self.years:
            there = sum(is_number(row[f"peso.{year}"]) and row[f"peso.{year}"] >= 0 for row in self.rows)
            missing.append(there - sum(isinstance(entry["weight"], decimal.Decimal) for entry in entries if entry["Anno"] == float(year)))
        judged = [(entry["N."], entry.get("Anno")) for entry in here]
        twice = len(judged) - len(set(judged)) if not self.book.several and (with_years or not any(is_number(entry.get("Anno")) for entry in entries)) else 0
        over = sum(entry["N."] != "" and not self.calculates(row) for row, entry in enumerate(entries, 4))
        for count, words in ((max(missing), "✗ In «Dati»"), (twice, "✗ Ci sono righe scritte due volte"), (over, "✗ Ci sono righe in cui manca un calcolo")):
            if count > 0:
                self.hold("Valutazione A3", said[: len(words)], words)
                self.hold("Valutazione A3", said.rpartition(" ")[2], f"{count}")
                return
        self.hold("Valutazione A3", said[:1], "✓")

    def calculates(self, row):
        """Whether weight and score of a row of «Valutazione» are formulas."""
        heads = self.book.head(self.book.results)
        columns = [heads.index(head) for head in ("Peso", "Punteggio", "Nella media") if head in heads]
        return all(self.book.results.getCellByPosition(column, row).getFormula().startswith("=") for column in columns)

    def own(self, entry, groups):
        """The objective of an entry, if it is one, described, and where and when it was."""
        own = [row for row in self.rows if row["n"] == entry["N."]]
        if len(own) != 1 or own[0]["descrizione"] == "":
            return None
        moved = any(own[0][self.column(group)] != entry[group] for group in groups)
        dated = self.book.dated.get(entry["N."]) and is_number(entry.get("Anno"))
        if moved or dated and f"{entry['Anno']:g}" not in shown(own[0]["anni"]):
            return None
        return own[0]

    def texts(self, number, entry):
        """Holds the texts of an entry, which follow «Dati»."""
        own = next((one for one in self.rows if one["n"] == entry["N."]), None)
        indicators = sorted(key for key in self.heads if re.fullmatch(r"indicatore(\.\d+)?", key))
        year = f"{entry['Anno']:g}" if is_number(entry.get("Anno")) else ""
        results = [key for key in ("risultato", f"risultato.{year}") if key in self.heads]
        for head, fields, between in (
            ("Responsabile", self.manager(own), ""),
            ("Servizio", ["servizio", "trasversale"], ""),
            ("Obiettivo", ["descrizione"], ""),
            ("Risultato atteso", results, "\n"),
            ("Indicatore", [entry["field"]] if entry["field"] else indicators, "\n"),
        ):
            if head not in entry:
                continue
            said = [shown(own[field]) for field in fields] if own else []
            wanted = (between.join(text for text in said if text) or NOTHING) if own else NOT_FOUND
            self.hold(f"Valutazione row {number}, {head}", entry[head], wanted)

    @staticmethod
    def manager(own):
        """The field with who leads an objective: its own, else of its area."""
        return ["altro.responsabile"] if own and own.get("altro.responsabile") else ["responsabile"]

    def scored(self, entry, weighted, groups):
        """Weight, share and score of an entry, each a number or the words for its absence."""
        own = self.own(entry, groups)
        weight = NOT_FOUND
        if own:
            weight = own[f"peso.{entry['Anno']:g}" if self.years else "peso"]
            weight = NOTHING if weight == "" else NOT_VALID if not is_number(weight) or weight < 0 else exact(weight)
            if entry["field"] and isinstance(weight, decimal.Decimal):
                weight *= self.part(entry, own)
        result = entry["Raggiunto %"]
        share = NOTHING if result == "" else NO_SHARE
        if is_number(result) and (0 <= result <= 1 or 10 <= result <= 100):
            share = exact(result) / 100 if result > 1 else exact(result)
        if not weighted:
            return weight, share, share if own else NOT_FOUND
        if not isinstance(weight, decimal.Decimal):
            return weight, share, NO_WEIGHT if weight == NOTHING else NOTHING
        return weight, share, share * weight if isinstance(share, decimal.Decimal) else share


def plans(folder):
    """The plans by name, as files."""
    texts = {"punti": AREAS, "euro": EUROS, "livelli": LEVELS, "anni": YEARS, "nomi": NAMES}
    files = {"riferimento": REFERENCE, "annuali": YEARLY, "indicatori": INDICATORS}
    for name, text in texts.items():
        files[name] = folder / f"{name}.yaml"
        files[name].write_text(text, encoding="utf-8")
    return files


def edits(turn, everything, chosen, shares):
    """The edits of a plan: all if it was chosen, else its share of the usual and of the further ones."""
    kinds = [list(kind.items()) for kind in (correzioni.EDITS, correzioni.FURTHER)]
    if everything or chosen:
        return [(name, edit) for kind in kinds for name, edit in kind if everything or name in chosen]
    return [edit for kind, share in zip(kinds, shares) for edit in kind[turn % share :: share]]


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    shares = SAMPLE if "--campione" in sys.argv else RULE
    chosen = [name for name in sys.argv[3:] if name != "--campione"]
    office, count, faults = Office(folder), 0, []
    try:
        for turn, (plan, file) in enumerate(plans(folder).items()):
            annexes = folder / plan
            command = [program, "genera", file, "--formati", "xlsx", "--uscita", annexes]
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            if done.returncode:
                faults.append(f"{plan}: {done.stderr}")
                print(faults[-1], flush=True)
                continue
            workbook = next(annexes.glob("*.xlsx"))
            for name, edit in edits(turn, chosen and plan in chosen, chosen, shares):
                document = office.open(workbook)
                try:
                    book = Book(document)
                    count += 1
                    try:
                        edit(book)
                        document.calculateAll()
                        reckoning = Reckoning(book)
                        reckoning.weights()
                        reckoning.results()
                        found = reckoning.faults
                    except Exception as failure:
                        found = [f"{type(failure).__name__}: {failure}"]
                    found = [f"{plan}, {name}: {fault}" for fault in found[:4]]
                    print(*found, sep="\n", end="\n" * bool(found), flush=True)
                    faults += found
                finally:
                    document.close(True)
    finally:
        office.close()
    print(f"{count} modifiche, {len(faults)} guasti")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
