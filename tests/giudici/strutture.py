"""Reads PDFs as a screen reader does: along the tags, with poppler's `pdfinfo -struct-text`."""

import itertools
import re
import subprocess

from piano import cells, spoken


class Element:
    """An element of the tag tree: its type, its own text, its children."""

    def __init__(self, tag):
        self.tag, self.words, self.children = tag, "", []

    def text(self):
        """Its own text and that of everything in it, in order."""
        return spoken(" ".join([self.words, *(child.text() for child in self.children)]))

    def all(self, *tags):
        """Every element of these types below this one, in order."""
        for child in self.children:
            if child.tag in tags:
                yield child
            yield from child.all(*tags)


def tree(pdf):
    """The tag tree of `pdf`; what pdfinfo prints is indented by depth."""
    # Attributes are printed in UTF-16 where they have accents, text in UTF-8.
    form = {"encoding": "utf-8", "errors": "replace"}
    done = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, check=True, **form)
    root = Element("")
    open_elements = [(-1, root)]
    for line in done.stdout.splitlines():
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


def shape(element):
    """A paragraph as its words, a list as its items, each a label and a body."""
    if element.tag == "L":
        return [[(part.tag, part.text()) for part in item.children] for item in element.children if item.tag == "LI"]
    return (element.tag, element.text())


def asked_shape(text):
    """The same for what a plan writes: lines that begin with «- » are items, blank lines part paragraphs."""
    shapes = []
    for block in re.split(r"\n\s*\n|\n(?=- )", text.strip()):
        body = spoken(block.removeprefix("- "))
        if not block.startswith("- "):
            shapes += [("P", body)] if body else []
        elif shapes and isinstance(shapes[-1], list):
            shapes[-1].append([("Lbl", "-"), ("LBody", body)])
        else:
            shapes.append([[("Lbl", "-"), ("LBody", body)]])
    return shapes


def reading(root):
    """Headings, bands and rows as they follow each other; head rows are left out."""
    heads = {id(row) for head in root.all("THead") for row in head.all("TR")}
    for element in root.all("H1", "H2", "TR"):
        if element.tag != "TR":
            yield element.tag, element.text()
        elif id(element) not in heads:
            yield "TR", [(cell.tag, [shape(part) for part in cell.children]) for cell in element.children]


def asked_reading(plan):
    """The same for what the plan writes, with a band of one cell for each period."""
    yield "H1", spoken(plan["titolo"])
    for area in plan["aree"]:
        yield "H2", spoken(area["nome"])
        for period in area["periodi"]:
            yield "TR", [("TH", asked_shape(period["etichetta"]))]
            for objective in period["obiettivi"]:
                first, *others = map(asked_shape, cells(objective))
                yield "TR", [("TH", first), *(("TD", other) for other in others)]


def heads(root):
    """Head rows that are not of heads alone, or have not as many as the rows below."""
    for table in root.all("Table"):
        head, *body = table.all("TR")
        if {cell.tag for cell in head.children} != {"TH"}:
            yield f"pdfinfo: a head row of {[cell.tag for cell in head.children]}"
        lengths = {len(row.children) for row in body} - {1}
        if lengths != {len(head.children)}:
            yield f"pdfinfo: a head row of {len(head.children)} cells over rows of {sorted(lengths)}"


def signers(root):
    """What stands before each signature field, which is a Form with the field alone."""
    document = root.children[0].children
    for before, element in itertools.pairwise(document):
        if element.tag == "Form":
            yield before.text(), [child.tag for child in element.children]


def signatures(root, plan, places):
    """Signers that are not named before their field; `places` says how each field is printed."""
    people = zip(plan.get("firmatari", []), places)
    asked = [spoken(f"{p['qualifica']} {p.get('nome', '')}") for p, place in people if place != "invisibile"]
    found = list(signers(root))
    if len(found) != len(places) or any(parts != ["Object"] for _, parts in found):
        yield f"pdfinfo: signature fields {found} where {len(places)} are asked for"
    # Fields of which nothing is printed come last.
    named = [before for before, _ in found[: len(asked)]]
    if named != asked:
        yield f"pdfinfo: signature fields of {named} instead of {asked}"


def failures(pdf, plan, places):
    """What those who follow the tags would miss: headings, rows, cells, list items, signature fields."""
    root = tree(pdf)
    got, want = list(reading(root)), list(asked_reading(plan))
    for number, (found, asked) in enumerate(zip(got, want), 1):
        if found != asked:
            yield f"pdfinfo: element {number} reads {found} instead of {asked}"
            break
    if len(got) != len(want):
        yield f"pdfinfo: {len(got)} headings and rows where the plan has {len(want)}"
    yield from heads(root)
    yield from signatures(root, plan, places)
