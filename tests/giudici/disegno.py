"""Draws the pages of PDFs with poppler, pdfium and mupdf and holds the pictures against each other.

A pixel of one picture is missed by another where it is dark and the other has nothing within two
pixels of it: letters may be smoothed in different ways, but none may be missing or stand elsewhere.
"""

import pathlib
import subprocess
import tempfile

import numpy
import pymupdf
import pypdfium2

DPI = 100
DARK, FAINT = 110, 200
NEAR = 2
# Measured on all cases: none at all. A hyphen left out is two pixels, a «1» eleven.
MOST = 0


def by_poppler(pdf, page):
    """A page as `pdftoppm` draws it."""
    with tempfile.TemporaryDirectory() as folder:
        stem = pathlib.Path(folder, "p")
        number = str(page + 1)
        subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), "-singlefile", "-f", number, pdf, stem], check=True)
        raw = stem.with_suffix(".pgm").read_bytes()
    kind, size, _, pixels = raw.split(b"\n", 3)
    width, height = map(int, size.split())
    return numpy.frombuffer(pixels, numpy.uint8).reshape(height, width)


def by_pdfium(document, page):
    """A page as pdfium draws it, fields included."""
    return document[page].render(scale=DPI / 72, grayscale=True).to_numpy().squeeze()


def by_mupdf(document, page):
    """A page as mupdf draws it, without the flags it puts at empty fields."""
    picture = document[page].get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY, annots=False)
    return numpy.frombuffer(picture.samples, numpy.uint8).reshape(picture.height, picture.stride)[:, : picture.width]


def spread(picture):
    """The darkest grey within `NEAR` pixels of each."""
    padded = numpy.pad(picture, NEAR, constant_values=255)
    height, width = picture.shape
    steps = range(2 * NEAR + 1)
    return numpy.minimum.reduce([padded[y : y + height, x : x + width] for y in steps for x in steps])


def missed(pictures):
    """How many pixels of any picture any other misses, at the most."""
    height, width = (min(p.shape[i] for p in pictures) for i in (0, 1))
    pictures = [p[:height, :width] for p in pictures]
    near = [spread(p) for p in pictures]
    pairs = [(p, n) for i, p in enumerate(pictures) for j, n in enumerate(near) if i != j]
    return max(int(((p < DARK) & (n > FAINT)).sum()) for p, n in pairs)


def compared(pdf, pages):
    """For each of `pages`, how many pixels the three pictures miss of each other."""
    pdfium, mupdf = pypdfium2.PdfDocument(pdf), pymupdf.open(pdf)
    for page in [page for page in pages if page < len(pdfium)]:
        yield page, missed([by_poppler(pdf, page), by_pdfium(pdfium, page), by_mupdf(mupdf, page)])


def failures(pdf, pages):
    """Pages that are not drawn alike."""
    for page, much in compared(pdf, pages):
        if much > MOST:
            yield f"page {page + 1} is drawn differently: {much} pixels"
