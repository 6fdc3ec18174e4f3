"""Every signer on every layout and profile: `firmatari.py PROGRAM FOLDER JARS CASES… [--scrivi]`.

`CASES` are folders that `casi.py` and `forme.py` wrote. Each program fills every prepared field of
each annex, one after the other; LibreOffice, which fills none, signs without a mark and, where it
need not draw a long annex for it, with one.
`verifica` must call every file on the way intact, and one with a mark of its own to be looked at.
The table in `docs/verifica.md` says how many files there were, and `--scrivi` writes it.
"""

import pathlib
import shutil
import sys

import chiavi
import firma
import firmati
import nss
import pypdfium2
import ritorni

MARKS = ("<!-- misurata da tests/giudici/firmatari.py -->\n", "<!-- fine dei firmatari -->\n")
# More pages than this LibreOffice draws for minutes before it signs with a mark.
MOST_PAGES = 15
PROGRAMS = ("DSS", "iText", "OpenPDF", "pyHanko", "poppler", "mutool", "LibreOffice")


def steps(case, program, fields):
    """For each field its source and its target, each made from the one before."""
    source = case / "piano.pdf"
    for field in fields:
        target = case / "firmatari" / f"{program}-{field}.pdf"
        yield field, source, target
        source = target


def by_libreoffice(case):
    """How LibreOffice signs, and from what to what."""
    short = len(pypdfium2.PdfDocument(case / "piano.pdf")) <= MOST_PAGES
    for how in ("invisibile", "visibile") if short else ("invisibile",):
        yield how, case / "piano.pdf", case / "firmatari" / f"LibreOffice-{how}.pdf"


def sign(cases, keys, jars, folder):
    """Signs each case by every program; returns the files by case and program."""
    office, database, made = firmati.Office(keys), nss.Database(keys, folder / "nss"), {}
    dss, others, free = [], [], []
    shown = firma.styles()["visibile"]
    for case in cases:
        shutil.rmtree(case / "firmatari", ignore_errors=True)
        (case / "firmatari").mkdir()
        fields = firma.field_names(case / "piano.pdf")
        for program in PROGRAMS[:-1]:
            made[case, program] = list(steps(case, program, fields))
        for field, source, target in made[case, "DSS"]:
            dss += [field, source, target]
        for program in ("iText", "OpenPDF"):
            for field, source, target in made[case, program]:
                others += [program.lower(), field, source, target]
        for field, source, target in made[case, "pyHanko"]:
            target.write_bytes(office.sign(source.read_bytes(), field, shown=shown))
        for field, source, target in made[case, "poppler"]:
            database.poppler(source, target, field)
        for field, source, target in made[case, "mutool"]:
            database.mutool(source, target, field)
        made[case, "LibreOffice"] = list(by_libreoffice(case))
        free += [(nss.FIRST, *job) for job in made[case, "LibreOffice"]]
    ritorni.java(jars, "Dss.java", "campi", keys, *dss)
    ritorni.java(jars, "Altri.java", keys, "campi", firma.FONT, *others)
    database.libreoffice(*free)
    return {key: [target for *_, target in files] for key, files in made.items()}


def row(program, case, made, wrong):
    """How many files of each program there are for a case, all as they should be."""
    files = {target: maker for maker in PROGRAMS for target in made[case, maker]}
    found = ritorni.verdicts(program, case / "piano.manifesto.json", list(files))
    for target in files:
        verdict = "da-guardare" if target.stem == "LibreOffice-visibile" else "intatto"
        said = found[target.name]
        if said["verdetto"] != verdict:
            wrong.append(f"{case.name}, {target.name}: {said['verdetto']} instead of {verdict}: {said['motivi']}")
    cells = [str(len(made[case, maker])) for maker in PROGRAMS[:-1]]
    marked = len(made[case, "LibreOffice"]) - 1
    return (case.name, *cells, "1, e 1 da guardare" if marked else "1")


def main(program, folder, jars, *rest):
    """Signs, judges, and compares the table."""
    options, cases = [word for word in rest if word.startswith("--")], [pathlib.Path(word) for word in rest if not word.startswith("--")]
    shutil.rmtree(folder, ignore_errors=True)
    chiavi.make(folder / "chiavi")
    made, wrong = sign(cases, folder / "chiavi", jars, folder), []
    rows = [("allegato", *PROGRAMS), *(row(program, case, made, wrong) for case in cases)]
    measured = f"{MARKS[0]}\n{ritorni.table(rows)}\n{MARKS[1]}"
    # A sample has other annexes than the table.
    if "--campione" not in options:
        wrong += ritorni.hold(measured, MARKS, folder, "--scrivi" in options)
    print(f"signers: {len(cases)} annexes, {sum(map(len, made.values()))} signed; {len(wrong)} wrong", *wrong, sep="\n  ")
    return 1 if wrong else 0


if __name__ == "__main__":
    PROGRAM, FOLDER, *REST = sys.argv[1:]
    sys.exit(main(PROGRAM, pathlib.Path(FOLDER), *REST))
