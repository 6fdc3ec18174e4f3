"""Reads PDFs as a screen reader does: along the tags, with poppler's `pdfinfo -struct-text`."""

import re
import subprocess

# The first cells of an objective's row, which every case has; a layout may add more.
ROW = ("TH", "TD", "TD", "TD", "TD", "TD")


class Element:
    """An element of the tag tree: its type, its text, its children."""

    def __init__(self, tag):
        self.tag, self.words, self.children = tag, "", []

    def text(self):
        """Its own text and that of everything in it, in order."""
        return self.words + "".join(child.text() for child in self.children)

    def all(self, tag):
        """Every element of that type below this one, in order."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.all(tag)


def tree(pdf):
    """The tag tree of `pdf`; what pdfinfo prints is indented by depth."""
    out = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, check=True).stdout
    root = Element("")
    open_elements = [(-1, root)]
    for line in out.decode("utf-8", "replace").splitlines():
        depth = len(line) - len(line.lstrip())
        words = re.fullmatch(r'\s*"(.*)"', line)
        tag = re.match(r"\s*([A-Z][A-Za-z0-9]*)\b", line)
        while depth <= open_elements[-1][0] and (words or tag):
            open_elements.pop()
        if words:
            open_elements[-1][1].words += words.group(1)
        elif tag:
            element = Element(tag.group(1))
            open_elements[-1][1].children.append(element)
            open_elements.append((depth, element))
    return root


def failures(pdf, plan, objectives, cells, joined):
    """What those who follow the tags would miss: headings, rows, cells, list items."""
    root = tree(pdf)
    headings = [joined(e.text()) for e in root.all("H1")] + [joined(e.text()) for e in root.all("H2")]
    if headings != [joined(plan["titolo"])] + [joined(area["nome"]) for area in plan["aree"]]:
        yield f"pdfinfo: headings {headings[:5]}"
    rows = [row.children for row in root.all("TR")]
    rows = [row for row in rows if tuple(cell.tag for cell in row[: len(ROW)]) == ROW]
    got = [[joined(cell.text()) for cell in row[: len(ROW)]] for row in rows]
    want = [[joined(cell) for cell in cells(objective)] for *_, objective in objectives(plan)]
    if len(got) != len(want):
        yield f"pdfinfo: {len(got)} rows of objectives where the plan has {len(want)}"
    for number, (row, asked) in enumerate(zip(got, want), 1):
        if row != asked:
            yield f"pdfinfo: objective {number} reads {row}"
            return
    for item in root.all("LI"):
        if [child.tag for child in item.children] != ["Lbl", "LBody"]:
            yield f"pdfinfo: a list item has {[child.tag for child in item.children]}"
