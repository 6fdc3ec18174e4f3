"""What comes back signed, by those who sign and those who attack: `ritorni.py PROGRAM FOLDER JARS VERAPDF [--scrivi]`.

Honest files by pyHanko (`firmati.py`), EU DSS (`firme/Dss.java`), iText and OpenPDF
(`firme/Altri.java`), LibreOffice, poppler and mutool (`nss.py`), bare and in envelopes of OpenSSL; attacks (`attacchi.py`), each before and
after a signature. The program must say of each what it is; what pyHanko and DSS say of it stands in
the table of `docs/verifica.md`, which must be as measured, and which `--scrivi` writes. veraPDF judges
the annex and what the programs of `nss.py` made of it.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys

import attacchi
import casi
import chiavi
import firma
import firmati
import giudica
import nss
from pyhanko.pdf_utils.content import RawContent
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.stamp import StaticStampStyle

BASE = "firme-in-riquadri"
DOCS = pathlib.Path("docs/verifica.md")
MARKS = ("<!-- misurata da tests/giudici/ritorni.py -->\n", "<!-- fine -->\n")
# What is no archive, or not for everybody, once it is signed: LibreOffice loses the identifier that
# poppler wrote, and tells no reader of its visible mark.
NO_ARCHIVES = {"2a": {"poppler-e-libreoffice"}, "ua1": {"libreoffice-segno-altrove"}}
WHITE_BOX = "riquadro bianco di una seconda firma sopra il testo"


def java(jars, source, *arguments):
    """What one of the programs in Java prints."""
    command = ["java", "-cp", f"{jars}/*", f"tests/giudici/firme/{source}", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def envelope(keys, who, source, target, *form):
    """`source` in an envelope, as OpenSSL makes it."""
    command = ["openssl", "cms", "-sign", "-binary", "-nodetach", "-in", source, "-out", target]
    subprocess.run([*command, "-signer", keys / f"{who}.pem", "-inkey", keys / f"{who}.key", *form], check=True, capture_output=True)


def envelopes(keys, files, folder):
    """Each file in an envelope, in one of another form by turns, and some in two."""
    forms = [("-outform", "DER"), ("-outform", "DER", "-stream"), ("-outform", "PEM")]
    for index, file in enumerate(files):
        one, two = folder / f"{file.name}.p7m", folder / f"{file.name}.p7m.p7m"
        envelope(keys, "firma", file, one, *forms[index % 3])
        envelope(keys, "seconda", one, two, *forms[(index + 1) % 3])
        yield from (one, two)


def white_box(office, data):
    """A second signature in a field of its own, whose drawing covers text with white."""
    cover = StaticStampStyle(background=RawContent(b"1 g 0 0 400 100 re f"), border_width=0, background_opacity=1)
    return office.sign(data, "Altra", who=office.second, shown=cover, place=SigFieldSpec("Altra", on_page=0, box=(100, 300, 500, 400)))


def attacked(office, original, signed):
    """Name, when it was made, and bytes of every attack; nothing for one that pyHanko does not sign."""
    for words, attack in attacchi.ATTACKS.items():
        before = attack(original)
        if before:
            yield words, "da solo", before
            try:
                yield words, "prima", office.sign(before, "Firma1")
            except Exception:  # Who does not sign it does not help it either.
                yield words, "prima", None
        yield words, "dopo", attack(signed)
    yield WHITE_BOX, "dopo", white_box(office, signed)


def verdicts(program, manifest, files):
    """The program's verdict for each file."""
    found = {}
    for start in range(0, len(files), 100):
        part = files[start : start + 100]
        done = subprocess.run([program, "verifica", "--json", manifest, *part], capture_output=True, check=False, text=True)
        if not done.stdout:
            sys.exit(f"verifica: {done.stderr}")
        found |= {pathlib.Path(entry["file"]).name: entry for entry in json.loads(done.stdout)["file"]}
    return found


def by_dss(jars, keys, files):
    """What DSS says, in a few words."""
    lines = java(jars, "Dss.java", "valida", keys, *files).splitlines()
    said = dict(line.split("\t") for line in lines)

    def words(text):
        if text.startswith("error"):
            return "non la legge"
        if "TOTAL_PASSED" in text and "FAILED" not in text and "INDETERMINATE" not in text:
            return "valida, con cambiamenti" if "change" in text or "overlap" in text or "difference" in text else "valida"
        return "nessuna firma" if text == "no signature" else "incerta" if "INDETERMINATE" in text else "non valida"

    return {name: words(text) for name, text in said.items()}


def archives(verapdf, original, signed):
    """Where veraPDF says another thing than we know, of the annex and of the files signed from it."""
    for flavour, known in NO_ARCHIVES.items():
        failed = {path.stem for path in giudica.archive_failures([original, *signed], verapdf, flavour)}
        if failed != known:
            yield f"veraPDF {flavour}: {sorted(failed)} instead of {sorted(known)}"


def slug(words):
    """A file name."""
    return re.sub(r"\W+", "-", words).strip("-")


def hold(measured, marks, folder, writes):
    """Writes the passage of the docs between two marks, or returns what is wrong if it is not as measured."""
    text = DOCS.read_text(encoding="utf-8")
    start, end = text.index(marks[0]), text.index(marks[1]) + len(marks[1])
    if writes:
        DOCS.write_text(text[:start] + measured + text[end:], encoding="utf-8")
    elif text[start:end] != measured:
        (folder / "tabella.md").write_text(measured, encoding="utf-8")
        return [f"{DOCS} is not as measured: see {folder / 'tabella.md'}"]
    return []


def table(rows):
    """A table in Markdown."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


def main(program, folder, jars, verapdf, *options):
    """Makes all files, asks everybody, and tells where the program or the table is wrong."""
    shutil.rmtree(folder, ignore_errors=True)
    keys, base, honest, evil = folder / "chiavi", folder / "base", folder / "onesti", folder / "attacchi"
    chiavi.make(keys)
    casi.make(program, base, *casi.CASES[BASE])
    honest.mkdir()
    evil.mkdir()
    original, office = (base / "piano.pdf").read_bytes(), firmati.Office(keys)
    for name, data in firmati.honest(original, office).items():
        (honest / f"{name}.pdf").write_bytes(data)
    java(jars, "Dss.java", "firma", keys, base / "piano.pdf", honest)
    java(jars, "Altri.java", keys, base / "piano.pdf", honest, firma.FONT)
    nss.honest(nss.Database(keys, folder / "nss"), base / "piano.pdf", honest)
    bare = sorted(honest.glob("*.pdf"))
    wrapped = list(envelopes(keys, [base / "piano.pdf", *bare], honest))
    signed = (honest / "pyhanko-visibile.pdf").read_bytes()
    cases = []
    for words, when, data in attacked(office, original, signed):
        path = evil / f"{slug(words)}.{slug(when)}.pdf"
        if data is not None:
            path.write_bytes(data)
        cases.append((words, when, path if data is not None else None))
    made = [path for *_, path in cases if path]
    found = verdicts(program, base / "piano.manifesto.json", [*bare, *wrapped, *made])
    asked = [*bare, *(path for _, when, path in cases if path and when != "da solo")]
    dss = by_dss(jars, keys, asked)
    pyhanko = {path.name: office.judged(path.read_bytes()) for path in asked}
    pyhanko |= {path.name: office.judged_honest(path.read_bytes()) for path in bare}

    expected = {path.name: "da-guardare" if "segno-altrove" in path.name else "intatto" for path in [*bare, *wrapped]}
    expected |= {path.name: "da-guardare" if words == WHITE_BOX else "modificato" for words, _, path in cases if path}
    wrong = []
    for name, verdict in expected.items():
        if found[name]["verdetto"] != verdict:
            wrong.append(f"{name}: {found[name]['verdetto']} instead of {verdict}: {found[name]['motivi']}")
        if verdict == "da-guardare" and not all(reason["pagina"] == 1 for reason in found[name]["motivi"]):
            wrong.append(f"{name}: no page")
    wrong += archives(verapdf, base / "piano.pdf", [path for path in bare if path.name.startswith(nss.PROGRAMS)])
    honest_rows = [("file onesto", "`verifica`", "DSS", "pyHanko")]
    for path in bare:
        honest_rows.append((path.stem, found[path.name]["verdetto"].replace("-", " "), dss[path.name], pyhanko[path.name]))
    heads = ("attacco", "`verifica`", "fatto prima della firma: DSS", "pyHanko", "fatto dopo: DSS", "pyHanko")
    rows = [heads]
    for words in [*attacchi.ATTACKS, WHITE_BOX]:
        of = {when: path for case, when, path in cases if case == words}
        said = [found[path.name]["verdetto"].replace("-", " ") for path in of.values() if path]
        row = [words, ", ".join(sorted(set(said)))]
        for when in ("prima", "dopo"):
            path = of.get(when)
            row += [dss[path.name], pyhanko[path.name]] if path else ["–", "non la firma" if when in of else "–"]
        rows.append(tuple(row))
    measured = f"{MARKS[0]}\n{table(honest_rows)}\n{table(rows)}\n{MARKS[1]}"
    wrong += hold(measured, MARKS, folder, "--scrivi" in options)
    print(f"returned: {len(bare)} signed, {len(wrapped)} in envelopes, {len(made)} attacked; {len(wrong)} wrong", *wrong, sep="\n  ")
    return 1 if wrong else 0


if __name__ == "__main__":
    PROGRAM, FOLDER, *REST = sys.argv[1:]
    sys.exit(main(PROGRAM, pathlib.Path(FOLDER), *REST))
