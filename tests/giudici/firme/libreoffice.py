"""LibreOffice signs existing PDFs: `libreoffice.py DATABASE PROFILE [WHO HOW SOURCE TARGET]…`.

It runs in the system's Python, which has UNO. `HOW` is `invisibile` (the menu's «Firma PDF
esistente» without a line) or `visibile` (a signature line on the first page, as its window draws it).
One office signs all files: most of a short run is its start.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import time

import uno
from com.sun.star.awt import Point, Size
from com.sun.star.beans import PropertyValue

PIPE = f"name=firma{os.getpid()}"


def setting(name, value):
    """A setting of a dispatch or of a load."""
    return PropertyValue(name, 0, value, 0)


def connect(office):
    """The component context of an office that is starting."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,{PIPE};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            if office.poll() is not None:
                sys.exit(f"soffice ended with {office.returncode}")
            time.sleep(0.2)
    sys.exit("soffice does not answer")


def certificate(make, who):
    """The certificate whose subject holds `who`, from the database of `MOZILLA_CERTIFICATE_FOLDER`."""
    environment = make("com.sun.star.xml.crypto.NSSInitializer").createSecurityContext("").getSecurityEnvironment()
    return next(found for found in environment.getPersonalCertificates() if who in found.SubjectName)


def sign_invisibly(make, who, url):
    """Signs the file in place in a field of its own without area."""
    stream = make("com.sun.star.ucb.SimpleFileAccess").openFileReadWrite(url)
    signatures = make("com.sun.star.security.DocumentDigitalSignatures")
    if not signatures.signDocumentWithCertificate(certificate(make, who), None, stream):
        sys.exit(f"{url}: not signed")


def sign_visibly(make, who, url):
    """Draws a signature line on the first page and signs the file in place with it."""
    settings = (setting("ReadOnly", True), setting("SignPDF", True))
    document = make("com.sun.star.frame.Desktop").loadComponentFromURL(url, "_blank", 0, settings)
    line = document.createInstance("com.sun.star.drawing.RectangleShape")
    line.Position, line.Size = Point(3000, 8000), Size(6000, 2000)
    document.DrawPages.getByIndex(0).add(line)
    line.String = "Firmato"
    line.InteropGrabBag = (setting("SignatureCertificate", certificate(make, who)),)
    controller = document.CurrentController
    controller.select(line)
    # It asks to save a changed document first, which its own window keeps from being changed.
    document.setModified(False)
    make("com.sun.star.frame.DispatchHelper").executeDispatch(controller.Frame, ".uno:Signature", "", 0, ())
    document.close(True)


def main(database, profile, *jobs):
    """Signs each source in a copy at its target."""
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", f"--accept=pipe,{PIPE};urp;"]
    office = subprocess.Popen(command, env=os.environ | {"MOZILLA_CERTIFICATE_FOLDER": f"sql:{database}"}, stderr=subprocess.DEVNULL)
    context = connect(office)

    def make(service):
        return context.ServiceManager.createInstanceWithContext(service, context)

    try:
        for who, how, source, target in zip(*[iter(jobs)] * 4, strict=True):
            shutil.copyfile(source, target)
            sign = {"invisibile": sign_invisibly, "visibile": sign_visibly}[how]
            sign(make, who, pathlib.Path(target).resolve().as_uri())
            if pathlib.Path(target).stat().st_size == pathlib.Path(source).stat().st_size:
                sys.exit(f"{target}: not signed")
    finally:
        make("com.sun.star.frame.Desktop").terminate()
        office.wait(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
