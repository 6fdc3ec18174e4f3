"""Has LibreOffice read files and write them in another format."""

import concurrent.futures
import pathlib
import shutil
import subprocess

# LibreOffice at work at the same time.
LANES = 2
# Files of one run: some 250 files after its start LibreOffice stops without a word.
MOST_FILES = 100
# Months and days by their Italian names, the comma in numbers.
ITALIAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale"><value>it-IT</value></prop></item>
</oor:items>
"""


def italian(profile):
    """Makes a profile whose settings are Italian."""
    user = pathlib.Path(profile, "user")
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(ITALIAN, encoding="utf-8")


def run(profile, files, kind, targets):
    """Has one LibreOffice convert the files, some at a time."""
    italian(profile)
    for at in range(0, len(files), MOST_FILES):
        some = files[at : at + MOST_FILES]
        setting = f"-env:UserInstallation=file://{profile}"
        command = ["soffice", setting, "--headless", "--convert-to", kind, "--outdir", targets, *some]
        subprocess.run(command, capture_output=True, check=False, timeout=600)


def convert(files, kind, folder):
    """The files as LibreOffice writes them, in order; one that it cannot read will not be there.

    LibreOffice is started for many files at once: most of a short run is its start. Behind the
    format may stand the name of its filter, «xlsx:Calc MS Excel 2007 XML».
    """
    extension = kind.partition(":")[0]
    sources, targets = folder / f"da-{extension}", folder / extension
    sources.mkdir(parents=True)
    copies = [
        shutil.copy(file, sources / f"{number}{file.suffix}") for number, file in enumerate(files) if file.exists()
    ]
    profiles = [folder / f"profilo-{extension}-{lane}" for lane in range(LANES)]
    with concurrent.futures.ThreadPoolExecutor(LANES) as pool:
        # Without a file LibreOffice would wait for one: a lane may have none.
        lanes = [(profile, copies[lane::LANES], kind, targets) for lane, profile in enumerate(profiles)]
        list(pool.map(lambda lane: run(*lane), lanes))
    return [targets / f"{number}.{extension}" for number in range(len(files))]


def round_trip(files, folder):
    """Documents on their way to ODT and back."""
    return convert(convert(files, "odt", folder), "docx", folder)
