"""Hands workbooks out, fills them in with openpyxl and LibreOffice, and gathers them.

`raccolta.py PROGRAM FOLDER`: the reference plan; results by area, then proposals.
"""

import json
import pathlib
import shutil
import subprocess
import sys

import openpyxl
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLAN = ROOT / "inputs/piano-obiettivi-2020-2022.yaml"
RESULTS = [0.8, 1, "non valutabile", 0.335]
# What these results are in a plan.
SHARES = {0.8: 80, 1: 100, "non valutabile": "non valutabile", 0.335: 33.5}
INPUTS = {"Valore raggiunto", "Raggiunto %", "Documenti a riprova", "Motivi dello scostamento", "Note"}
HEAD = 5


def run(program, *args):
    done = subprocess.run([program, *map(str, args)], capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr


def heads(sheet):
    return {cell.value: cell.column for cell in sheet[HEAD] if cell.value}


def filled(source, target, change=lambda sheet, head: None):
    """Fills a workbook in; returns the result of each objective and year."""
    book = openpyxl.load_workbook(source)
    sheet, results = book["Valutazione"], {}
    head = heads(sheet)
    for at, row in enumerate(range(HEAD + 1, sheet.max_row + 1)):
        result = RESULTS[at % len(RESULTS)]
        sheet.cell(row, head["Raggiunto %"]).value = result
        results[sheet.cell(row, head["N."]).value, sheet.cell(row, head["Anno"]).value] = SHARES[result]
    change(sheet, head)
    book.save(target)
    return results


def locks(path):
    """What is locked and should not be, or the other way round."""
    sheet = openpyxl.load_workbook(path)["Valutazione"]
    head, failures = heads(sheet), []
    if not sheet.protection.sheet or sheet.protection.password:
        failures.append(f"{path.name}: not protected, or with a password")
    for row in range(HEAD + 1, sheet.max_row + 1):
        for name, column in head.items():
            if sheet.cell(row, column).protection.locked == (name in INPUTS):
                failures.append(f"{path.name}: {name} in row {row}")
    return failures


def saved(paths, kind, folder):
    """The files as LibreOffice saves them."""
    profile = f"-env:UserInstallation=file://{folder.parent}/profilo"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, *paths]
    subprocess.run(command, capture_output=True, check=True, timeout=300)


def share(result):
    """A percentage of a plan as a number."""
    value = result["percentuale"] if isinstance(result, dict) else result
    text = str(value)
    return text if text.startswith("non") else float(text.rstrip(" %").replace(",", "."))


def of_plan(path):
    """The result of each objective and year, and how many objectives there are."""
    results, number = {}, 0
    for area in yaml.safe_load(path.read_text(encoding="utf-8"))["aree"]:
        for objective in (o for period in area["periodi"] for o in period["obiettivi"]):
            number += 1
            for year, result in (objective.get("esito") or {}).items():
                results[number, year] = share(result)
    return results, number


def gathered(program, folder, name, returned, wanted):
    target = folder / f"{name}.yaml"
    status, out, err = run(program, "raccogli", PLAN, returned, "--uscita", target)
    if status:
        return [f"{name}: {status} {out} {err}"]
    found, _ = of_plan(target)
    failures = [] if found == wanted else [f"{name}: {found} for {wanted}"]
    kept = [line for line in PLAN.read_text(encoding="utf-8").splitlines() if line.strip().startswith("#")]
    text = target.read_text(encoding="utf-8")
    failures += [f"{name}: lost {line}" for line in kept if line not in text]
    status, out, err = run(program, "consuntivo", PLAN, returned, "--uscita", folder / f"{name}-consuntivo", "--formati", "docx")
    return failures + ([f"{name}: consuntivo {status} {out} {err}"] if status else [])


def judge_faults(program, folder, sent):
    """One is missing, one has another weight, one came twice."""
    back = folder / "guasti"
    back.mkdir()

    def heavier(sheet, head):
        sheet.cell(HEAD + 1, head["Peso"]).value = 77

    filled(sent[0], back / "a.xlsx", heavier)
    for path in sent[1:-1]:
        filled(path, back / path.name)
    filled(sent[1], back / "ancora.xlsx")
    (back / "~$a.xlsx").write_bytes(b"aperto")
    status, out, err = run(program, "raccogli", PLAN, back)
    said, failures = " ".join((out + err).split()), []
    for words in ("ora è «77»", "che dicono lo stesso", ": manca", f"Tornati: {len(sent) - 1} su {len(sent)}"):
        if words not in said:
            failures.append(f"faults: no «{words}» in {said}")
    if status != 3:
        failures.append(f"faults: status {status}")

    def other(sheet, head):
        sheet.cell(HEAD + 1, head["Raggiunto %"]).value = 0.11

    filled(sent[1], back / "ancora.xlsx", other)
    status, out, _ = run(program, "raccogli", PLAN, back, "--uscita", folder / "guasti.yaml", "--json")
    codes = {finding["codice"] for finding in json.loads(out)["segnalazioni"] if finding["gravita"] == "errore"}
    if status != 1 or codes != {"file-doppio"} or (folder / "guasti.yaml").exists():
        failures.append(f"two that contradict each other: {status} {codes}")
    return failures


def judge_later(program, folder, sent, wanted):
    """The plan gains an objective in front after the files were sent; results of December replace those of June."""
    back, failures = folder / "dopo", []
    back.mkdir()
    for path in sent:
        filled(path, back / path.name)
    text = PLAN.read_text(encoding="utf-8")
    head, first = text.split("          - ", 1)
    plan = folder / "cambiato.yaml"
    plan.write_text(head + "          - {servizio: NUOVO, descrizione: Arrivato dopo, peso: 1}\n          - " + first, encoding="utf-8")
    target = folder / "dopo.yaml"
    status, out, err = run(program, "raccogli", plan, back, "--uscita", target)
    moved = {(number + 1, year): result for (number, year), result in wanted.items()}
    said = " ".join((out + err).split())
    if status != 3 or "cella-cambiata" in said or of_plan(target)[0] != moved:
        failures.append(f"a plan that changed: {status} {said}")
    june, december = folder / "openpyxl.yaml", folder / "dicembre.yaml"

    def other(sheet, head):
        sheet.cell(HEAD + 1, head["Raggiunto %"]).value = 0.11

    filled(sent[0], back / sent[0].name, other)
    status, out, err = run(program, "raccogli", june, back, "--uscita", december)
    if status != 1 or "esiti-discordi" not in err or december.exists():
        failures.append(f"other results than in June: {status} {out} {err}")
    status, out, err = run(program, "raccogli", june, back, "--aggiorna", "--uscita", december)
    if status or (out + err).count("esito-sostituito") != 1 or 11 not in of_plan(december)[0].values():
        failures.append(f"results of December: {status} {out} {err}")
    return failures


def judge_proposals(program, folder):
    run(program, "distribuisci", PLAN, "--per", "area", "--proposte", "--uscita", folder / "proposte")
    back = folder / "proposte-tornate"
    back.mkdir()
    period = yaml.safe_load(PLAN.read_text(encoding="utf-8"))["aree"][0]["periodi"][0]["etichetta"]
    for path in sorted((folder / "proposte").glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        sheet = book["Proposte"]
        head = heads(sheet)
        for name, value in {"Periodo": period, "Servizio organizzativo": "UFFICIO", "Descrizione": f"Proposta di {path.stem}", "Peso": 5}.items():
            sheet.cell(HEAD + 1, head[name]).value = value
        book.save(back / path.name)
    target = folder / "proposte.yaml"
    status, out, err = run(program, "raccogli", PLAN, back, "--uscita", target)
    if status:
        return [f"proposals: {status} {out} {err}"]
    before, after = of_plan(PLAN)[1], of_plan(target)[1]
    count = len(list(back.iterdir()))
    again = folder / "proposte-ancora.yaml"
    status, out, err = run(program, "raccogli", target, back, "--uscita", again)
    if status or again.read_bytes() != target.read_bytes():
        return [f"proposals gathered twice: {status} {out} {err}"]
    return [] if after == before + count else [f"proposals: {after} objectives for {before} + {count}"]


def main(program, folder):
    folder = pathlib.Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    status, out, err = run(program, "distribuisci", PLAN, "--per", "area", "--uscita", folder / "inviati")
    sent = sorted((folder / "inviati").glob("*.xlsx"))
    failures = [f"distribuisci: {status} {out} {err}"] if status or not sent else []
    failures += [failure for path in sent for failure in locks(path)]
    back, wanted = folder / "openpyxl", {}
    back.mkdir()
    for at, path in enumerate(sent):
        wanted |= filled(path, back / f"Re_ {at}.xlsx")
    failures += gathered(program, folder, "openpyxl", back, wanted)
    for kind in ("xlsx", "ods"):
        (folder / f"lo-{kind}").mkdir()
        saved(sorted(back.glob("*.xlsx")), kind, folder / f"lo-{kind}")
        failures += gathered(program, folder, f"lo-{kind}", folder / f"lo-{kind}", wanted)
    failures += judge_faults(program, folder, sent) + judge_later(program, folder, sent, wanted)
    failures += judge_proposals(program, folder)
    for failure in failures:
        print(failure)
    print(f"raccolta: {len(sent)} workbooks, {'all right' if not failures else f'{len(failures)} failures'}")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
