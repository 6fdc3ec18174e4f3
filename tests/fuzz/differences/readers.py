"""What the readers show of a file: for each page its picture, in shades of grey, and its words."""

import base64
import re
import subprocess
import tempfile
from pathlib import Path

import numpy
import pymupdf
import pypdfium2
from PIL import Image

HERE = Path(__file__).resolve().parent
DPI = 40
PATIENCE = 300
# Shade by which a pixel may differ before it is another one, and how many may.
SHADE, PIXELS = 24, 0

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


class Unreadable(Exception):
    """A reader that does not open the file."""


def words(text):
    """A text without differences of white space."""
    return re.sub(r"\s+", " ", text).strip()


def mupdf(path):
    with pymupdf.open(path, filetype="pdf") as file:
        for page in file:
            drawn = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
            yield numpy.frombuffer(drawn.samples, numpy.uint8).reshape(drawn.height, drawn.width), words(page.get_text())


def pdfium(path):
    with pypdfium2.PdfDocument(path) as file:
        file.init_forms()
        for page in file:
            drawn = page.render(scale=DPI / 72, grayscale=True, may_draw_forms=True).to_numpy()
            yield drawn.reshape(drawn.shape[:2]).copy(), words(page.get_textpage().get_text_bounded())


def pictures(command, path):
    """Pages that a program draws into a folder, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(command(path, folder), capture_output=True, timeout=PATIENCE, check=True)
        for picture in sorted(Path(folder).iterdir()):
            yield numpy.asarray(Image.open(picture).convert("L"))


def poppler(path):
    drawn = list(pictures(lambda path, to: ["pdftoppm", "-gray", "-r", str(DPI), path, f"{to}/p"], path))
    said = subprocess.run(["pdftotext", path, "-"], capture_output=True, timeout=PATIENCE, check=True).stdout.decode(errors="replace")
    yield from zip(drawn, map(words, said.split("\f")), strict=False)


def ghostscript(path):
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pnggray", f"-r{DPI}", "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4"]
    for drawn in pictures(lambda path, to: [*command, f"-sOutputFile={to}/p%05d.png", path], path):
        yield drawn, ""


class Lasting:
    """A reader in a process of its own that lasts for many files."""

    def __init__(self, command):
        self.command, self.process = command, None

    def __call__(self, path):
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.process.stdin.write(f"{path}\n".encode())
        self.process.stdin.flush()
        pages, failure = [], None
        while line := self.process.stdout.readline().strip():
            if line.startswith(b"error"):
                failure = line.decode(errors="replace")
                continue
            width, height, grey, *text = line.split(b" ")
            shape = int(height), int(width)
            said = base64.b64decode(text[0]).decode(errors="replace") if text else ""
            pages.append((numpy.frombuffer(base64.b64decode(grey), numpy.uint8).reshape(shape), words(said)))
        if failure:
            raise Unreadable(failure)
        return pages


def readers(tools):
    """Every reader by its name; `tools` holds what was installed for them."""
    jars = ":".join(map(str, (tools / "pdfbox").glob("*.jar")))
    return {
        "mupdf": mupdf,
        "pdfium": pdfium,
        "poppler": poppler,
        "ghostscript": ghostscript,
        "pdf.js": Lasting(["node", str(HERE / "pdfjs.mjs"), str(tools), str(DPI)]),
        "pdfbox": Lasting(["java", "-Xmx512m", "-Djava.awt.headless=true", "-cp", jars, str(HERE / "PdfBox.java"), str(DPI)]),
    }


def view(reader, path):
    """The pages as a reader shows them; `None` if it does not open the file."""
    try:
        return list(reader(str(path)))
    except Exception:  # Each reader fails in its own way.
        return None


def blot(picture, size, boxes):
    """A copy of a picture, white in the boxes (points, from the lower left) of a page of this size."""
    picture = picture.copy()
    height, width = picture.shape
    across, down = width / size[0], height / size[1]
    for left, bottom, right, top in boxes:
        rows = slice(max(0, int((size[1] - top) * down) - 2), int((size[1] - bottom) * down) + 3)
        picture[rows, max(0, int(left * across) - 2) : int(right * across) + 3] = 255
    return picture


def difference(honest, other, fields):
    """Says how the pages differ outside `fields` (size of the page and boxes by index); `None` if they do not."""
    if other is None:
        return "does not open it"
    if len(honest) != len(other):
        return f"{len(other)} pages instead of {len(honest)}"
    for index, ((drawn, said), (drawn_now, said_now)) in enumerate(zip(honest, other, strict=True)):
        size, boxes = fields[index]
        if drawn.shape != drawn_now.shape:
            return f"page {index + 1} has another size"
        # Words of a drawing in a field belong to the signature.
        if said != said_now and not boxes:
            return f"page {index + 1} has other words"
        apart = numpy.abs(blot(drawn, size, boxes).astype(int) - blot(drawn_now, size, boxes))
        if (apart > SHADE).sum() > PIXELS:
            return f"page {index + 1} is another picture"
    return None
