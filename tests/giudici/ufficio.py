"""Has LibreOffice read files and write them in another format."""

import shutil
import subprocess


def convert(files, kind, folder):
    """The files as LibreOffice writes them, in order; one that it cannot read will not be there.

    LibreOffice is started once: most of a short run is its start.
    """
    sources, targets = folder / f"da-{kind}", folder / kind
    sources.mkdir(parents=True)
    copies = [
        shutil.copy(file, sources / f"{number}{file.suffix}") for number, file in enumerate(files) if file.exists()
    ]
    profile = f"-env:UserInstallation=file://{folder}/profilo-{kind}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", targets, *copies]
    subprocess.run(command, capture_output=True, check=False, timeout=600)
    return [targets / f"{number}.{kind}" for number in range(len(files))]


def round_trip(files, folder):
    """Documents on their way to ODT and back."""
    return convert(convert(files, "odt", folder), "docx", folder)
