"""Reads PDFs as a screen reader does: along the tags, with poppler's `pdfinfo -struct-text`."""

import itertools
import re
import subprocess

from piano import cells, spoken


class Element:
    """An element of the tag tree: its type, its own text, its children."""

    def __init__(self, tag, words="", children=()):
        self.tag, self.words, self.children = tag, words, list(children)

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
    """A list as its items, each a label and a body with the lists inside it; anything else as its words."""
    if element.tag == "L":
        return [(item.tag, [shape(part) for part in item.children]) for item in element.children]
    inner = [shape(part) for part in element.children if part.tag == "L"]
    return (element.tag, spoken(element.words), *inner) if inner else (element.tag, element.text())


def asked_shapes(text):
    """The same for what a plan writes: lines that begin with «- » are items, inside the one above where they are
    indented further, and there «1. » and «a) » are marks as well; blank lines part paragraphs."""
    root, above, paragraph = Element(""), [], None
    for line in text.strip("\n").split("\n"):
        indent, words = len(line) - len(line.lstrip()), line.strip()
        depth = sum(known < indent for known, _ in above)
        mark = re.match(r"(-|[0-9]+[.)]|[a-z][.)]) (.*)", words)
        if mark and (mark[1] == "-" or depth):
            begins, above, paragraph = not above, above[:depth], None
            within = above[-1][1] if above else root
            if begins or not within.children:
                within.children.append(Element("L"))
            item = Element("LI", children=[Element("Lbl", mark[1]), Element("LBody", mark[2])])
            within.children[-1].children.append(item)
            above.append((indent, item.children[-1]))
        elif words and paragraph:
            paragraph.words += " " + words
        else:
            above, paragraph = [], Element("P", words) if words else None
            root.children += [paragraph] if words else []
    return [shape(element) for element in root.children]


def reading(root):
    """What follows each other from the heading of the plan on, head rows left out."""
    for element in itertools.dropwhile(lambda element: element.tag != "H1", root.children[0].children):
        if element.tag == "Table":
            for row in [row for body in element.children if body.tag != "THead" for row in body.all("TR")]:
                yield "TR", [(cell.tag, [shape(part) for part in cell.children]) for cell in row.children]
        elif element.tag == "Form":
            yield "Form", [child.tag for child in element.children]
        else:
            yield shape(element)


def asked_reading(plan, places):
    """The same for what the plan writes; `places` says how each signature field is printed."""
    yield "H1", spoken(plan["titolo"])
    yield from asked_shapes(plan.get("premessa", ""))
    for area in plan["aree"]:
        yield "H2", spoken(area["nome"])
        for period in area["periodi"]:
            yield "TR", [("TH", asked_shapes(period["etichetta"]))]
            for objective in period["obiettivi"]:
                first, *others = map(asked_shapes, cells(objective))
                yield "TR", [("TH", first), *(("TD", other) for other in others)]
    yield from asked_shapes(plan.get("chiusura", ""))
    yield from asked_signatures(plan.get("firmatari", []), places)


def asked_signatures(people, places):
    """A Form with the field alone, below its signer; fields of which nothing is printed come last."""
    for person in [person for person, place in zip(people, places) if place != "invisibile"]:
        yield "P", spoken(f"{person['qualifica']} {person.get('nome', '')}")
        yield "Form", ["Object"]
    for place in places:
        if place == "invisibile" or not people:
            yield "Form", ["Object"]


def heads(root):
    """Head rows that are not of heads alone, or have not as many as the rows below."""
    for table in root.all("Table"):
        head, *body = table.all("TR")
        if {cell.tag for cell in head.children} != {"TH"}:
            yield f"pdfinfo: a head row of {[cell.tag for cell in head.children]}"
        lengths = {len(row.children) for row in body} - {1}
        if lengths != {len(head.children)}:
            yield f"pdfinfo: a head row of {len(head.children)} cells over rows of {sorted(lengths)}"


def failures(pdf, plan, places):
    """What those who follow the tags would miss: headings, rows, cells, list items, signature fields."""
    root = tree(pdf)
    got, want = list(reading(root)), list(asked_reading(plan, places))
    for number, (found, asked) in enumerate(zip(got, want), 1):
        if found != asked:
            yield f"pdfinfo: element {number} reads {found} instead of {asked}"
            break
    if len(got) != len(want):
        yield f"pdfinfo: {len(got)} headings, rows and fields where the plan has {len(want)}"
    yield from heads(root)
