"""Writes the papers of the Debian package from those of the project: `papers.py FOLDER`.

Changelog, copyright and AppStream data say what CHANGELOG.md and the licences in the tree say.
"""
import datetime
import gzip
import re
import sys
from email.utils import format_datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MAINTAINER = "I curatori di allegati <allegati@users.noreply.github.com>"


def releases():
    """Version and day of each release, the newest first."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return re.findall(r"^## \[(\d[^\]]*)\] - (\d{4}-\d\d-\d\d)$", text, re.MULTILINE)


def debian_changelog():
    entry = "allegati ({}-1) unstable; urgency=medium\n\n  * Versione {}: le novità sono in changelog.gz.\n\n -- {}  {}\n"
    midnight = lambda day: datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.timezone.utc)
    return "\n".join(entry.format(v, v, MAINTAINER, format_datetime(midnight(day))) for v, day in releases())


def quoted(path):
    """The text of a licence as a field of a copyright file holds it."""
    lines = (ROOT / path).read_text(encoding="utf-8", errors="replace").splitlines()
    return "".join(f" {line.rstrip() or '.'}\n" for line in lines)


def copyright_file():
    symbols = (ROOT / "src/layout/symbols/LICENSE.txt").read_text(encoding="utf-8")
    vera = symbols.split("License: bitstream-vera\n", 1)[1].split("\n\n", 1)[0].rstrip("\n")
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: allegati\n"
        "Source: https://github.com/allegati/allegati\n"
        "Comment: The crates inside the program, with their licences, are in TERZE-PARTI.md.gz.\n\n"
        "Files: *\nCopyright: 2026 I curatori di allegati\nLicense: EUPL-1.2\n\n"
        "Files: layouts/piano-obiettivi/font/*\n"
        "Copyright: 2010-2013 tyPoland Lukasz Dziedzic\nLicense: OFL-1.1\n\n"
        "Files: src/layout/symbols/*\nCopyright: 2003 Bitstream, Inc.\nLicense: bitstream-vera\n\n"
        "Files: src/check/known_words.txt\nCopyright: 2022 Robyn Speer\nLicense: CC-BY-SA-4.0\n\n"
        f"License: EUPL-1.2\n{quoted('LICENSE')}\n"
        f"License: OFL-1.1\n{quoted('layouts/piano-obiettivi/font/OFL.txt')}\n"
        f"License: bitstream-vera\n{vera}\n\n"
        "License: CC-BY-SA-4.0\n"
        " The text of the licence is at https://creativecommons.org/licenses/by-sa/4.0/legalcode.it\n"
    )


def metainfo():
    rows = (f'    <release version="{version}" date="{day}"/>' for version, day in releases())
    text = (ROOT / "packaging/linux/metainfo.xml").read_text(encoding="utf-8")
    return text.replace("@RELEASES@", "\n".join(rows))


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "changelog").write_text(debian_changelog(), encoding="utf-8")
    (folder / "copyright").write_text(copyright_file(), encoding="utf-8")
    (folder / "io.github.allegati.allegati.metainfo.xml").write_text(metainfo(), encoding="utf-8")
    for source, name in (("CHANGELOG.md", "changelog.gz"), ("THIRD-PARTY.md", "TERZE-PARTI.md.gz")):
        # No time inside: the same bytes on every day.
        (folder / name).write_bytes(gzip.compress((ROOT / source).read_bytes(), 9, mtime=0))


main()
