"""LibreOffice and poppler, who take their keys from a database of NSS, and mutool, who takes a file."""

import pathlib
import re
import subprocess

FIRST, SECOND = "Mario Rossi", "Anna Bianchi"
PROGRAMS = ("libreoffice", "mutool", "poppler")


class Database:
    """Keys that `chiavi.make` wrote, in a database of NSS in `folder`."""

    def __init__(self, keys, folder):
        self.keys, self.folder = keys.resolve(), folder.resolve()
        self.folder.mkdir()
        place = f"sql:{self.folder}"
        run("certutil", "-N", "-d", place, "--empty-password")
        for who in ("firma", "seconda"):
            run("pk12util", "-i", self.keys / f"{who}.p12", "-d", place, "-W", "prova")
        run("certutil", "-A", "-d", place, "-n", "radice", "-t", "CT,C,C", "-i", self.keys / "radice.cer")

    def poppler(self, source, target, field, *how, who=FIRST):
        """`source` signed by poppler in a prepared field, where it shows nothing."""
        run("pdfsig", "-nssdir", f"sql:{self.folder}", "-nick", who, "-sign", field, *how, source, target)

    def libreoffice(self, *jobs):
        """Each job (who, how, source, target) done by LibreOffice, in this order."""
        arguments = [word for job in jobs for word in job]
        script = "tests/giudici/firme/libreoffice.py"
        run("/usr/bin/python3", script, self.folder, self.folder / "profilo", *arguments)

    def mutool(self, source, target, field):
        """`source` signed by mutool in a prepared field, where it shows its own drawing."""
        number = field_number(source, field)
        run("mutool", "sign", "-s", self.keys / "firma.p12", "-P", "prova", "-o", target, source, number)


def run(*command):
    """Runs a program, which must do what it is asked."""
    done = subprocess.run(list(map(str, command)), capture_output=True, check=False, timeout=3600)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace')[-800:]}")


def field_number(pdf, field):
    """The object number of a prepared field, as our files write it."""
    data = pathlib.Path(pdf).read_bytes()
    found = re.search(rb"\n(\d+) 0 obj\n<<[^\n]*/T\(%s\)" % field.encode(), data)
    return found[1].decode()


def honest(database, original, folder):
    """Files signed from `original`, which has fields `Firma1` to `Firma3`, in `folder`."""

    def file(name):
        return folder / f"{name}.pdf"

    database.poppler(original, file("poppler-campo"), "Firma1")
    database.poppler(file("poppler-campo"), file("poppler-due-campi"), "Firma2", who=SECOND)
    database.poppler(file("poppler-due-campi"), file("poppler-tre-campi"), "Firma3")
    database.poppler(original, file("poppler-etsi"), "Firma1", "-etsi", "-reason", "Approvazione")
    database.poppler(file("pyhanko-visibile"), file("pyhanko-e-poppler"), "Firma2", who=SECOND)
    database.libreoffice(
        (FIRST, "invisibile", original, file("libreoffice-campo-suo")),
        (SECOND, "invisibile", file("libreoffice-campo-suo"), file("libreoffice-secondo-campo-suo")),
        (SECOND, "invisibile", file("poppler-campo"), file("poppler-e-libreoffice")),
        (FIRST, "visibile", original, file("libreoffice-segno-altrove")),
    )
    database.poppler(file("libreoffice-campo-suo"), file("libreoffice-e-poppler"), "Firma1", who=SECOND)
    database.mutool(original, file("mutool-campo"), "Firma1")
    database.mutool(file("mutool-campo"), file("mutool-due-campi"), "Firma2")
    database.mutool(file("poppler-campo"), file("poppler-e-mutool"), "Firma2")
