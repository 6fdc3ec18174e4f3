"""Judges comparisons of two versions of a plan: `confronti.py PROGRAM FOLDER VERAPDF`.

Each case is a plan and a version of it with edits that are known. What the program says in JSON must
be those edits; its annexes must hold the words of both plans, say the same in all three formats,
and pass the judges of archives (veraPDF), of Office files (openxml-audit) and of PDFs (qpdf). Of the
document with revisions LibreOffice accepts all and rejects all: what comes out must be the annexes of
the new plan and of the old one, cell by cell.
"""

import copy
import json
import pathlib
import subprocess
import sys

import audit
import forme
import giudica
import livelli
import modifiche

REFERENCE = "inputs/piano-obiettivi-2020-2022.yaml"
YEARS = tuple(pathlib.Path(f"tests/suite/fixtures/confronto/piano-{year}.yaml") for year in (2024, 2025))
PLANS = (REFERENCE, "inputs/esempio-peg-obiettivi.yaml", "inputs/esempio-piano-performance.yaml", "inputs/esempio-piao-sezione.yaml")
HEADS = [giudica.joined(head) for head in ("N.", "OBIETTIVO", "VOCE", "TESTO VIGENTE", "TESTO MODIFICATO", "CHE COSA CAMBIA")]


def edited(plan):
    """A version of the plan, and what a comparison must say of its objectives."""
    new = copy.deepcopy(plan)
    new["titolo"] += ", variazione"
    groups = list(livelli.lists(new))
    first, last = groups[0], groups[-1]
    words = first[0]["descrizione"].split()
    words[len(words) // 2] = "diversamente"
    first[0]["descrizione"] = " ".join(words)
    wanted = {"cambiati": 1, "tolti": 0, "aggiunti": 1, "spostati": 0}
    if len(last) > 2:
        last.pop()
        wanted["tolti"] = 1
    extra = copy.deepcopy(first[0])
    extra["descrizione"] = "Cura di un orto botanico con le scolaresche elementari ogni primavera"
    for key in ("codice", "risultato", "indicatore", "indicatori"):
        extra.pop(key, None)
    if "codice" in first[0]:
        extra["codice"] = "ORTO.1"
    first.append(extra)
    return new, wanted


def run(program, *arguments):
    """Runs the comparison; its status and its standard output."""
    done = subprocess.run([program, "confronta", *map(str, arguments)], capture_output=True, check=False, text=True)
    return done.returncode, done.stdout + done.stderr


def account_failures(program, before, after, wanted):
    """Where the account in JSON is not the edits that were made."""
    status, text = run(program, before, after, "--json")
    if status != 3:
        yield f"status {status}: {text[:300]}"
        return
    counts = json.loads(text)["conteggi"]
    found = {key: counts[key] for key in wanted}
    if found != wanted or counts["dubbi"]:
        yield f"counts {counts} instead of {wanted}"
    if run(program, before, before)[0] != 0:
        yield "a plan differs from itself"


def annex_failures(case, name):
    """Where the three annexes differ from one another, or the judges have something against them."""
    pdf, document, workbook = (case / f"{name}.{ext}" for ext in ("pdf", "docx", "xlsx"))
    grids = [forme.grid(rows) for rows in forme.tables(pdf)]
    read = [forme.texts(places) for places in grids]
    if read != list(forme.office_tables(document)):
        yield "DOCX and PDF have different tables"
    if any(table[0] != HEADS for table in read):
        yield f"heads {[table[0] for table in read]}"
    sheet = [[text or "" for text in row] for row in forme.sheet_rows(workbook)]
    for row in (row for table in read for row in table):
        row = list(row)
        while row and not row[-1]:
            row.pop()
        if row not in sheet:
            yield f"XLSX lacks the row {row}"
            break
    for file in (document, workbook):
        yield from audit.faults(str(file))
    yield from giudica.run("qpdf", "--check", pdf)


def settled(office, document, command, target):
    """Saves the document with all of its revisions accepted, or rejected."""
    opened = office.open(document)
    name = "com.sun.star.frame.DispatchHelper"
    helper = office.context.ServiceManager.createInstanceWithContext(name, office.context)
    helper.executeDispatch(opened.CurrentController.Frame, f".uno:{command}", "", 0, ())
    opened.storeToURL(target.resolve().as_uri(), (modifiche.setting("FilterName", "MS Word 2007 XML"),))
    opened.close(True)


def revision_failures(office, program, case, before, after):
    """Where the document with revisions does not become the annex of the new plan, or of the old one."""
    case.mkdir(parents=True, exist_ok=True)
    status, text = run(program, before, after, "--uscita", case / "fronte", "--sostituisci", "--revisioni", "--formati", "docx")
    if status not in (0, 3):
        yield f"revisions: status {status}: {text[-300:]}"
        return
    revised = case / "fronte" / f"{after.stem}-revisioni.docx"
    yield from audit.faults(str(revised))
    for command, plan in (("AcceptAllTrackedChanges", after), ("RejectAllTrackedChanges", before)):
        annex = case / plan.stem
        subprocess.run([program, "genera", plan, "--uscita", annex, "--formati", "docx", "--sostituisci"], capture_output=True, check=False)
        target = case / f"{command}.docx"
        settled(office, revised, command, target)
        wanted, got = (list(forme.office_tables(path)) for path in (next(annex.glob("*.docx")), target))
        got = [table for table in got if table]
        if wanted != got:
            rows = [pair for pair in zip(sum(wanted, []), sum(got, [])) if pair[0] != pair[1]]
            yield f"{command}: {len(wanted)} tables, {len(got)} found; {str(rows[:1])[:600]}"


def main(program, folder, verapdf):
    """Makes the cases, judges them, and ends with what is wrong with each."""
    found = {}
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    office = modifiche.Office(folder)
    years = pathlib.Path(folder, "anni")
    found[years] = [*revision_failures(office, program, years, *YEARS), *revision_failures(office, program, years / "indietro", *reversed(YEARS))]
    for path in PLANS:
        plan = livelli.read(pathlib.Path(path))
        case = pathlib.Path(folder, pathlib.Path(path).stem)
        case.mkdir(parents=True, exist_ok=True)
        new, wanted = edited(plan)
        before, after = case / "prima.json", case / "dopo.json"
        for file, content in ((before, plan), (after, new)):
            file.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        found[case] = list(account_failures(program, before, after, wanted))
        for place, more in (("fronte", ()), ("tutto", ("--tutto",))):
            status, text = run(program, before, after, "--uscita", case / place, "--sostituisci", *more)
            if status != 3:
                found[case].append(f"{place}: status {status}: {text[-300:]}")
                continue
            found[case] += annex_failures(case / place, "dopo-raffronto")
            for flavour in ("2a", "ua1"):
                against = giudica.archive_failures([case / place / "dopo-raffronto.pdf"], verapdf, flavour)
                found[case] += [f"veraPDF {flavour}: {place}: {said}" for said in against.values()]
        found[case] += revision_failures(office, program, case / "revisioni", before, after)
    office.close()
    for case, against in found.items():
        print(f"{case.name}: {'a posto' if not against else ''}")
        for finding in against[:20]:
            print(f"  {finding}")
    failed = sum(bool(against) for against in found.values())
    print(f"{len(found) - failed} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
