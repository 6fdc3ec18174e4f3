"""Holds the annexes of `consuntivo` against a reckoning of its own, in fractions.

`consuntivo.py PROGRAM FOLDER VERAPDF`: the reference plan with invented results for 2020 and 2021, under each
rule; then the workbook of the plan, filled by openpyxl and as LibreOffice saves it.
"""

import pathlib
import re
import shutil
import subprocess
import sys
from fractions import Fraction

import docx
import giudica
import openpyxl
import pymupdf
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLAN = ROOT / "inputs/piano-obiettivi-2020-2022.yaml"
# Nothing, partial, full and more than full; what cannot be assessed; by value; none.
RESULTS = [100, 0, "{valore: 2, atteso: 3}", '"33,3"', "120 %", "non valutabile", "89.5", "{valore: sì, metodo: si-no}", 50, ""]
RANGES = "[{massimo: 49, vale: 0}, {minimo: 50, massimo: 89, vale: 70}, {minimo: 90, massimo: 100, vale: 100}]"
RULES = {
    "senza": "{}",
    "conta": "{oltre-cento: conta, arrotondamento: 4}",
    "pieni": "{non-valutabili: pieni, arrotondamento: 0}",
    "fasce": "{fasce: %s, arrotondamento: 1}" % RANGES,
    # Nothing of the first group can be assessed.
    "gruppo": "{}",
}


def with_results(rule, lost=False):
    """The text of the reference plan with a result behind each weight; nothing of the first group can be
    assessed if it is lost."""
    lines, year, at, groups = [], None, 0, 0
    for line in PLAN.read_text(encoding="utf-8").splitlines():
        lines.append(line)
        if line.startswith("titolo:"):
            lines.append(f"valutazione: {rule}")
        if years := re.fullmatch(r" {8}anni: \[(\d+).*\]", line):
            year, groups = years[1], groups + 1
        if line.startswith("            peso:"):
            result = "non valutabile" if lost and groups == 1 else RESULTS[at % len(RESULTS)]
            lines.append(f"            esito: {{{year}: {result}}}")
            at += 1
    return "\n".join(lines) + "\n"


def percentage(result):
    """The percentage of a result as a fraction; `None` without one, «n.v.» for what cannot be assessed."""
    if result is None:
        return None
    if isinstance(result, dict):
        if result.get("metodo") == "si-no":
            return Fraction(100)
        return Fraction(result["valore"]) / Fraction(result["atteso"]) * 100
    text = str(result)
    return "n.v." if text.startswith("non") else Fraction(text.rstrip(" %").replace(",", "."))


def counted(value, rule):
    """What a percentage counts for; `None` if it is left out."""
    if value == "n.v.":
        value = Fraction(100) if rule.get("non-valutabili") == "pieni" else None
    if value is None:
        return None
    if rule.get("oltre-cento") != "conta":
        value = min(value, Fraction(100))
    for band in reversed(rule.get("fasce", [])):
        if value >= band.get("minimo", 0):
            return Fraction(band["vale"])
    return value


def rounded(number, rule):
    """A number as offices write it, halves up."""
    decimals = rule.get("arrotondamento", 2)
    units = (abs(number) * 10**decimals * 2 + 1) // 2
    whole, rest = divmod(units, 10**decimals)
    return f"{whole},{rest:0{decimals}d}" if decimals else str(whole)


def reckoned(plan):
    """For each year, each area's rows (number, score) and totals, and the total of all."""
    rule, years, number = plan["valutazione"] or {}, {}, 0
    for area in plan["aree"]:
        for period in area["periodi"]:
            numbers = range(number + 1, number + 1 + len(period["obiettivi"]))
            number = numbers[-1]
            year = period["anni"][0]
            rows = []
            for n, objective in zip(numbers, period["obiettivi"]):
                own = percentage((objective.get("esito") or {}).get(year))
                weight = Fraction(str(objective["peso"])) if objective.get("peso") is not None else None
                rows.append([n, weight, own, counted(own, rule)])
            every = sum(row[1] for row in rows if row[1] is not None)
            # What cannot be assessed gives its weight to the others of its group.
            kept = sum(row[1] for row in rows if row[1] is not None and not (row[2] is not None and row[3] is None))
            left_out = sum(row[2] is not None and row[3] is None for row in rows)
            total, scores = {"n": len(rows), "left out": left_out, "weight": Fraction(0), "judged": Fraction(0), "score": Fraction(0)}, {}
            for n, weight, own, value in rows:
                if weight is None or own is not None and value is None:
                    continue
                weight = weight * every / kept
                total["weight"] += weight
                if value is not None:
                    scores[n] = weight * value / 100
                    total["judged"] += weight
                    total["score"] += scores[n]
            years.setdefault(year, []).append((area["nome"], total, scores))
    return rule, years


def expected(plan):
    """The rows of the summary, the lines of totals and the scores that the annexes must have."""
    rule, years = reckoned(plan)

    def words(total):
        none = "non valutabile" if total["left out"] == total["n"] else "–"
        degree = rounded(total["score"] * 100 / total["judged"], rule) + "%" if total["judged"] else none
        weight = rounded(total["weight"], rule).rstrip("0").rstrip(",") if "," in rounded(total["weight"], rule) else rounded(total["weight"], rule)
        return [str(total["n"]), weight, rounded(total["score"], rule), degree]

    summary, scores = [], {}
    for year in sorted(y for y in years if y < 2022):
        whole = {key: sum(total[key] for _, total, _ in years[year]) for key in ("n", "left out", "weight", "judged", "score")}
        summary += [[name, *words(total)] for name, total, _ in years[year]] + [["Totale dell'ente", *words(whole)]]
        for _, _, own in years[year]:
            scores |= {n: rounded(score, rule) for n, score in own.items()}
    return summary, scores


def of_document(path):
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(path).tables]
    return [row for table in tables if table[0][0] == "Area" for row in table[1:]]


def of_workbook(path):
    """Rows of the summary in «Piano», and the scores in «Dati»."""
    book = openpyxl.load_workbook(path, data_only=True)
    rows, inside = [], False
    for row in book["Piano"].iter_rows():
        cells = [cell.value for cell in row if cell.value is not None]
        inside = cells[:2] == ["Area", "Obiettivi"] or inside and len(cells) == 5
        if inside and cells[0] != "Area":
            rows.append([str(cell) for cell in cells])
    head = [cell.value for cell in book["Dati"][1]]
    place = head.index("Punteggio")
    return rows, [row[place].value for row in book["Dati"].iter_rows(min_row=2)]


def of_pdf(path):
    """The words of the pages in which the summary may stand."""
    return " ".join(word[4] for page in list(pymupdf.open(path))[:3] for word in page.get_text("words"))


def run(program, *args):
    done = subprocess.run([program, *map(str, args)], capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, done.stdout + done.stderr


def judge_rule(program, folder, name, rule):
    """What the annexes under a rule say otherwise than they should."""
    path = folder / f"{name}.yaml"
    path.write_text(with_results(rule, name == "gruppo"), encoding="utf-8")
    status, said = run(program, "consuntivo", path, "--uscita", folder / name, "--sostituisci")
    if status:
        return [f"{name}: {said}"]
    if ("gruppo-non-valutabile" in said) != (name == "gruppo"):
        return [f"{name}: groups of which nothing can be assessed: {said}"]
    stem = folder / name / f"{name}-consuntivo"
    summary, scores = expected(yaml.safe_load(path.read_text(encoding="utf-8")))
    failures = []
    if (found := of_document(f"{stem}.docx")) != summary:
        failures.append(f"{name}: document {found} for {summary}")
    rows, data = of_workbook(f"{stem}.xlsx")
    if rows != summary:
        failures.append(f"{name}: workbook {rows} for {summary}")
    shown = sorted(format(score, ".6g") for score in data if score is not None)
    if shown != sorted(format(float(score.replace(",", ".")), ".6g") for score in scores.values()):
        failures.append(f"{name}: scores {shown} for {scores}")
    text = of_pdf(f"{stem}.pdf")
    failures += [f"{name}: the PDF lacks {row}" for row in summary if " ".join(row) not in text]
    status, said = run(program, "verifica", folder / name, *(f"{stem}.{end}" for end in ("pdf", "xlsx", "docx")))
    return failures + ([f"{name}: {said}"] if status else [])


def fill(source, target, results):
    """Fills «Valutazione» in, and leaves out a row for which there is no result."""
    book = openpyxl.load_workbook(source)
    sheet = book["Valutazione"]
    head = {cell.value: cell.column for cell in sheet[4]}
    for row in range(5, sheet.max_row + 1):
        key = (sheet.cell(row, head["N."]).value, sheet.cell(row, head["Anno"]).value)
        if key in results:
            sheet.cell(row, head["Raggiunto %"]).value = results[key]
            sheet.cell(row, head["Documenti a riprova"]).value = "Relazione"
    book.save(target)


def saved_by_libreoffice(path, folder):
    out = folder / "libreoffice"
    profile = f"-env:UserInstallation=file://{folder}/profilo"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", out, path]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    return out / path.name


def judge_filled(program, folder):
    """What goes wrong with results that come from filled workbooks."""
    run(program, "genera", PLAN, "--uscita", folder / "allegati", "--formati", "xlsx")
    blank = folder / "allegati" / f"{PLAN.stem}.xlsx"
    plan = yaml.safe_load(with_results("{}"))
    results, number = {}, 0
    for area in plan["aree"]:
        for period in area["periodi"]:
            for objective in period["obiettivi"]:
                number += 1
                own = percentage((objective.get("esito") or {}).get(period["anni"][0]))
                if own is not None:
                    share = own if own == "n.v." else float(min(own, 100) / 100)
                    results[number, period["anni"][0]] = share
    filled = folder / "compilata.xlsx"
    fill(blank, filled, results)
    halves = [{key: own for key, own in results.items() if (key[0] % 2 == 0) == even} for even in (True, False)]
    parts = [folder / f"parte-{at}.xlsx" for at in (1, 2)]
    for part, half in zip(parts, halves):
        fill(blank, part, half)
    failures = []
    summary, _ = expected(plan)
    for name, files in {"openpyxl": [filled], "libreoffice": [saved_by_libreoffice(filled, folder)], "due": parts}.items():
        status, said = run(program, "consuntivo", PLAN, *files, "--uscita", folder / name, "--sostituisci")
        found = of_document(folder / name / f"{PLAN.stem}-consuntivo.docx") if not status else said
        if found != summary:
            failures.append(f"filled, {name}: {found} for {summary}")
    contrary = folder / "contraria.xlsx"
    fill(blank, contrary, {next(iter(results)): 0.25})
    status, said = run(program, "consuntivo", PLAN, filled, contrary, "--uscita", folder / "no")
    if status != 1 or "esiti-discordi" not in said or "contraria.xlsx" not in said:
        failures.append(f"two that contradict each other: {status} {said}")
    lacking = folder / "mancante.xlsx"
    fill(blank, lacking, dict(list(results.items())[1:]))
    status, said = run(program, "consuntivo", PLAN, lacking, "--uscita", folder / "manca", "--sostituisci")
    if status or "Manca l'esito del 2020" not in said:
        failures.append(f"one is missing: {status} {said}")
    return failures


def main(program, folder, verapdf):
    folder = pathlib.Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    failures = [failure for name, rule in RULES.items() for failure in judge_rule(program, folder, name, rule)]
    failures += judge_filled(program, folder)
    pdfs = [folder / name / f"{name}-consuntivo.pdf" for name in RULES]
    failures += [f"veraPDF {flavour}: {found}" for flavour in ("2a", "ua1") for found in giudica.archive_failures(pdfs, verapdf, flavour).items()]
    for failure in failures:
        print(failure)
    print(f"consuntivo: {len(RULES)} rules, {'all right' if not failures else f'{len(failures)} failures'}")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
