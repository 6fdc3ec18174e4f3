"""Files that keep the original as their beginning and show, say or do something else.

Each attack takes the bytes of a PDF and appends to it; it is made on the original before
somebody signs, and on a signed file after that. `ATTACKS` names them in the words of
`docs/verifica.md`.
"""

import re
import zlib

ATTACKS = {}


def attack(words):
    """Enters a function into the list under these words."""

    def enter(function):
        assert words not in ATTACKS, words
        ATTACKS[words] = function
        return function

    return enter


class Pdf:
    """A PDF with classic tables, as far as appending to it needs."""

    def __init__(self, data):
        self.data = data
        self.start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
        self.trailer = re.findall(rb"trailer\s*<<(.*?)>>\s*startxref", data, re.S)[-1]
        self.size = int(re.search(rb"/Size (\d+)", self.trailer)[1])
        self.root = int(re.search(rb"/Root (\d+)", self.trailer)[1])
        self.info = int(re.search(rb"/Info (\d+)", self.trailer)[1])

    def body(self, number):
        """What stands between `obj` and `endobj`, the last time."""
        found = re.findall(rb"(?:^|[\r\n])%d 0 obj\s*(.*?)\s*endobj" % number, self.data, re.S)
        return found[-1]

    def ref(self, number, key):
        """The number of the object under a key."""
        return int(re.search(rb"/%s\s*\[?\s*(\d+) 0 R" % key, self.body(number))[1])

    @property
    def pages(self):
        """The root of the pages."""
        return self.ref(self.root, b"Pages")

    def page(self, index):
        """The number of a page."""
        kids = re.search(rb"/Kids\s*\[(.*?)\]", self.body(self.pages), re.S)[1]
        return int(re.findall(rb"(\d+) 0 R", kids)[index])

    @property
    def fields(self):
        """The numbers of the form's fields."""
        found = re.search(rb"/Fields\s*\[(.*?)\]", self.body(self.root), re.S)
        if found is None:
            found = re.search(rb"/Fields\s*\[(.*?)\]", self.body(self.ref(self.root, b"AcroForm")), re.S)
        return [int(n) for n in re.findall(rb"(\d+) 0 R", found[1])]

    def object_like(self, pattern):
        """The first object whose text matches."""
        for number, body in re.findall(rb"(?:^|[\r\n])(\d+) 0 obj\s*(.*?)\s*endobj", self.data, re.S):
            if re.search(pattern, body.split(b"stream")[0]):
                return int(number)
        raise AssertionError(pattern)

    def with_key(self, number, entry):
        """The dictionary of an object with one more entry, which replaces one of the same key."""
        return b"<<" + entry + b" " + self.without(number, re.match(rb"/\w+", entry)[0])[2:]

    def without(self, number, key):
        """The dictionary of an object without a key."""
        # A dictionary holds one level of others here.
        value = rb"\[[^\[\]]*\]|\d+ 0 R|<<(?:<<[^<>]*>>|<[^<>]*>|[^<>])*>>|\([^)]*\)|/\w+|[-\d.]+"
        return re.sub(key + rb"(?![A-Za-z])\s*(?:" + value + rb")", b"", self.body(number))

    def append(self, objects, *, trailer=b"", free=(), size=None, prev=None, root=None, info=None, gap=b"", generation=0):
        """The file with one more revision."""
        out, offsets = bytearray(self.data), {}
        out += gap
        for number, body in sorted(objects.items()):
            offsets[number] = len(out)
            out += b"%d %d obj\n%s\nendobj\n" % (number, generation, body)
        section = len(out)
        out += b"xref\n"
        lines = {n: b"%010d %05d n \n" % (at, generation) for n, at in offsets.items()}
        lines |= {n: b"%010d 00001 f \n" % 0 for n in free}
        for number, line in sorted(lines.items()):
            out += b"%d 1\n%s" % (number, line)
        size = size or max([self.size, *(n + 1 for n in lines)])
        out += self.last(size, prev, root, info, trailer, section)
        return bytes(out)

    def last(self, size, prev, root, info, more, section):
        """The trailer and what follows it."""
        identifier = re.search(rb"/ID\s*\[.*?\]", self.trailer, re.S)[0]
        prev = self.start if prev is None else prev
        words = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/Prev %d%s%s>>\nstartxref\n%d\n%%%%EOF\n"
        return words % (size, root or self.root, info or self.info, prev, identifier, more, section)

    def append_stream(self, objects, packed=(), *, generation=0, extends=b""):
        """The file with a revision that has a cross-reference stream and, if something is `packed`, an object stream."""
        out, rows = bytearray(self.data), {}
        for number, body in sorted(objects.items()):
            rows[number] = (1, len(out), generation)
            out += b"%d %d obj\n%s\nendobj\n" % (number, generation, body)
        free = max([self.size, *(n + 1 for n in objects)])
        if packed:
            head, data = b"", b""
            for index, (number, body) in enumerate(sorted(packed.items())):
                head += b"%d %d " % (number, len(data))
                data += body + b" "
                rows[number] = (2, free, index)
            rows[free] = (1, len(out), 0)
            content = zlib.compress(head + data)
            out += b"%d 0 obj\n" % free + stream(content, b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode%s" % (len(packed), len(head), extends)) + b"\nendobj\n"
            free += 1
        rows[free] = (1, len(out), 0)
        index = b" ".join(b"%d 1" % n for n in sorted(rows))
        content = b"".join(bytes([k]) + a.to_bytes(4) + b.to_bytes(2) for _, (k, a, b) in sorted(rows.items()))
        identifier = re.search(rb"/ID\s*\[.*?\]", self.trailer, re.S)[0]
        keys = b"/Type/XRef/W[1 4 2]/Index[%s]/Size %d/Root %d 0 R/Info %d 0 R/Prev %d%s" % (index, free + 1, self.root, self.info, self.start, identifier)
        section = len(out)
        out += b"%d 0 obj\n" % free + stream(content, keys) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % section
        return bytes(out)


def stream(data, keys=b""):
    """A stream object."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (keys, len(data), data)


EVIL = b"q 1 0 0 1 100 300 cm 0 0 200 60 re 1 g f Q"


def replaced(which, key, value):
    """An attack that sets a key of the page (by index), the catalog, the form's first field or the root of the tags."""

    def change(data):
        pdf = Pdf(data)
        number = pdf.page(which) if isinstance(which, int) else {
            "catalog": lambda: pdf.root,
            "field": lambda: pdf.fields[0],
            "pages": lambda: pdf.pages,
            "info": lambda: pdf.info,
            "tags": lambda: pdf.ref(pdf.root, b"StructTreeRoot"),
            "document": lambda: pdf.ref(pdf.ref(pdf.root, b"StructTreeRoot"), b"K"),
            "element": lambda: pdf.object_like(rb"/S ?/TD"),
            "font": lambda: pdf.object_like(rb"/Subtype ?/Type0"),
        }[which]()
        return pdf.append({number: pdf.with_key(number, b"/" + key + b" " + value)})

    return change


# One key of one of our dictionaries each.
for words, (which, key, value) in {
    "foglio ritagliato": (0, b"CropBox", b"[0 0 300 300]"),
    "foglio più piccolo": (0, b"MediaBox", b"[0 0 300 300]"),
    "foglio ruotato": (0, b"Rotate", b"180"),
    "scala del foglio": (0, b"UserUnit", b"2"),
    "pagina con risorse vuote": (0, b"Resources", b"<<>>"),
    "pagina con azioni": (0, b"AA", b"<</O<</S/JavaScript/JS(app.alert\\(1\\))>>>>"),
    "pagina letta in un altro ordine": (0, b"StructParents", b"1"),
    "pagina che si volta da sola": (0, b"Dur", b"1"),
    "pagina senza i suoi campi": (-1, b"Annots", b"[]"),
    "segnalibri sostituiti": ("catalog", b"Outlines", b"<</Type/Outlines>>"),
    "lingua cambiata": ("catalog", b"Lang", b"(en-GB)"),
    "profilo dei colori tolto": ("catalog", b"OutputIntents", b"[]"),
    "azione all'apertura": ("catalog", b"OpenAction", b"<</S/JavaScript/JS(app.alert\\(1\\))>>"),
    "azioni del documento": ("catalog", b"AA", b"<</WP<</S/JavaScript/JS(1)>>>>"),
    "programmi tra i nomi": ("catalog", b"Names", b"<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>"),
    "raccolta di allegati": ("catalog", b"Collection", b"<</View/H>>"),
    "livelli nascosti": ("catalog", b"OCProperties", b"<</OCGs[]/D<</BaseState/OFF>>>>"),
    "diritti d'uso di Adobe": ("catalog", b"Perms", b"<</UR3<</Type/Sig>>>>"),
    "versione più bassa": ("catalog", b"Version", b"/1.3"),
    "moduli ridisegnati dal lettore": ("catalog", b"AcroForm", b"<</Fields[]/NeedAppearances true/DA(/Helv 12 Tf 0 g)>>"),
    "indirizzo di base": ("catalog", b"URI", b"<</Base(http://example.org)>>"),
    "magazzino di convalida che porta a oggetti nostri": ("catalog", b"DSS", b"<</Certs[1 0 R]>>"),
    "estensioni con azioni": ("catalog", b"Extensions", b"<</ADBE<</BaseVersion/1.7/ExtensionLevel 3/A<</S/URI>>>>>>"),
    "campo con azione": ("field", b"A", b"<</S/URI/URI(http://example.org)>>"),
    "campo con azioni": ("field", b"AA", b"<</E<</S/JavaScript/JS(1)>>>>"),
    "campo in un livello": ("field", b"OC", b"<</Type/OCG/Name(a)>>"),
    "campo ingrandito": ("field", b"Rect", b"[0 0 800 500]"),
    "campo nascosto": ("field", b"F", b"2"),
    "campo di un altro tipo": ("field", b"FT", b"/Tx"),
    "campo che si legge in altro modo": ("field", b"TU", b"(Un altro testo)"),
    "campo con un altro nome": ("field", b"T", b"(Altro)"),
    "campo che blocca oggetti nostri": ("field", b"Lock", b"<</Type/SigFieldLock/Action/All/Fields 1 0 R>>"),
    "elenco delle pagine accorciato": ("pages", b"Count", b"1"),
    "titolo nelle proprietà": ("info", b"Title", b"(UN ALTRO TITOLO)"),
    "autore nelle proprietà": ("info", b"Author", b"(Qualcun altro)"),
    "struttura sostituita": ("tags", b"K", b"<</Type/StructElem/S/Document>>"),
    "significato dei tag cambiato": ("tags", b"RoleMap", b"<</TD/Artifact>>"),
    "classi dei tag": ("tags", b"ClassMap", b"<</a<</O/Layout>>>>"),
    "struttura con un figlio di troppo": ("document", b"K", b"[<</Type/StructElem/S/P/ActualText(No)>>]"),
    "testo letto al posto di quello scritto": ("element", b"ActualText", b"(UN ALTRO TESTO)"),
    "descrizione al posto del testo": ("element", b"Alt", b"(UN ALTRO TESTO)"),
    "codifica dei caratteri": ("font", b"Encoding", b"/Identity-V"),
}.items():
    attack(words)(replaced(which, key, value))


@attack("contenuto della pagina sostituito")
def content(data):
    pdf = Pdf(data)
    return pdf.append({pdf.ref(pdf.page(1), b"Contents"): stream(EVIL)})


@attack("contenuto della pagina liberato")
def freed(data):
    pdf = Pdf(data)
    return pdf.append({}, free=[pdf.ref(pdf.page(1), b"Contents")])


@attack("contenuto della pagina con un'altra generazione")
def generation(data):
    pdf = Pdf(data)
    return pdf.append({pdf.ref(pdf.page(1), b"Contents"): stream(EVIL)}, generation=1)


@attack("contenuto della pagina nuovo accanto al vecchio")
def other_content(data):
    pdf = Pdf(data)
    page, old = pdf.page(0), pdf.ref(pdf.page(0), b"Contents")
    return pdf.append({pdf.size: stream(EVIL), page: pdf.with_key(page, b"/Contents [%d 0 R %d 0 R]" % (old, pdf.size))})


@attack("chiave della pagina scritta in due modi")
def escaped_key(data):
    pdf = Pdf(data)
    page = pdf.page(0)
    return pdf.append({pdf.size: stream(EVIL), page: b"<</C#6fntents %d 0 R " % pdf.size + pdf.body(page)[2:]})


@attack("chiave della pagina ripetuta")
def repeated_key(data):
    pdf = Pdf(data)
    page = pdf.page(0)
    return pdf.append({pdf.size: stream(EVIL), page: pdf.body(page)[:-2] + b"/Contents %d 0 R>>" % pdf.size})


@attack("elenco delle pagine sostituito")
def page_tree(data):
    pdf = Pdf(data)
    tree = b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (pdf.size + 1)
    page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 842 595]/Contents %d 0 R>>" % (pdf.size, pdf.size + 2)
    new = {pdf.size: tree, pdf.size + 1: page, pdf.size + 2: stream(EVIL)}
    return pdf.append(new | {pdf.root: pdf.with_key(pdf.root, b"/Pages %d 0 R" % pdf.size)})


@attack("pagine in un altro ordine")
def page_order(data):
    pdf = Pdf(data)
    kids = re.search(rb"/Kids\s*\[(.*?)\]", pdf.body(pdf.pages), re.S)[1]
    turned = b" ".join(reversed(re.findall(rb"\d+ 0 R", kids)))
    return pdf.append({pdf.pages: pdf.with_key(pdf.pages, b"/Kids [%s]" % turned)})


@attack("catalogo sostituito")
def catalog(data):
    pdf = Pdf(data)
    return pdf.append({pdf.size: pdf.body(pdf.root)}, root=pdf.size)


@attack("proprietà sostituite")
def other_info(data):
    pdf = Pdf(data)
    return pdf.append({pdf.size: b"<</Title(UN ALTRO TITOLO)>>"}, info=pdf.size)


def annotated(index, annotation, *, in_form=False):
    """An attack that lays an annotation over a page."""

    def change(data):
        pdf = Pdf(data)
        page, number = pdf.page(index), pdf.size
        drawing = stream(EVIL, b"/Type/XObject/Subtype/Form/BBox[0 0 842 595]")
        annots = re.search(rb"/Annots\s*\[(.*?)\]", pdf.body(page), re.S)
        annots = (annots[1] if annots else b"") + b" %d 0 R" % number
        objects = {
            number: annotation % {b"page": page, b"drawing": number + 1},
            number + 1: drawing,
            page: pdf.with_key(page, b"/Annots [%s]" % annots),
        }
        if in_form:
            fields = b" ".join(b"%d 0 R" % n for n in [*pdf.fields, number])
            objects[pdf.root] = with_form(pdf, b"/Fields[%s]" % fields)
        return pdf.append(objects)

    return change


def with_form(pdf, entries):
    """The catalog with a form of these entries."""
    return pdf.with_key(pdf.root, b"/AcroForm <<%s>>" % entries)


RECT = b"/Rect[100 300 300 360]/F 4/P %(page)d 0 R/AP<</N %(drawing)d 0 R>>"
attack("nota di testo sopra la pagina")(annotated(0, b"<</Type/Annot/Subtype/FreeText/Contents(NO)/DA(/Helv 12 Tf)" + RECT + b">>"))
attack("timbro sopra la pagina")(annotated(0, b"<</Type/Annot/Subtype/Stamp/Name/Approved" + RECT + b">>"))
attack("rettangolo sopra la pagina")(annotated(1, b"<</Type/Annot/Subtype/Square/IC[1 1 1]" + RECT + b">>"))
attack("collegamento sopra la pagina")(annotated(0, b"<</Type/Annot/Subtype/Link/Rect[0 0 800 500]/F 4/A<</S/URI/URI(http://example.org)>>>>"))
attack("campo di testo sopra la pagina")(annotated(0, b"<</Type/Annot/Subtype/Widget/FT/Tx/T(Nota)/V(NO)/DA(/Helv 12 Tf)" + RECT + b">>", in_form=True))
attack("pulsante con azione")(annotated(0, b"<</Type/Annot/Subtype/Widget/FT/Btn/Ff 65536/T(B)/A<</S/URI/URI(x:)>>" + RECT + b">>", in_form=True))
attack("segno che non è di nessun campo")(annotated(0, b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Altra)" + RECT + b">>"))
attack("campo di firma con il nome di uno nostro")(annotated(0, b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Firma1)" + RECT + b">>", in_form=True))
attack("campo di firma con azione")(annotated(0, b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Altra)/AA<</E<</S/JavaScript/JS(1)>>>>" + RECT + b">>", in_form=True))
attack("campo di firma che si ingrandisce")(annotated(0, b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Altra)" + RECT.replace(b"/F 4", b"/F 28") + b">>", in_form=True))
attack("campo di firma che si legge al posto di una cella")(annotated(0, b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Altra)/StructParent 0" + RECT + b">>", in_form=True))
attack("campo di firma che disegna con oggetti nostri")(annotated(0, b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Altra)/Rect[100 300 300 360]/F 4/AP<</N 1 0 R>>>>", in_form=True))
attack("firma finta in un campo aggiunto")(annotated(0, b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Altra)/V<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>/ByteRange[0 1 2 3]>>" + RECT + b">>", in_form=True))


@attack("campi in un altro ordine")
def field_order(data):
    pdf = Pdf(data)
    turned = b" ".join(b"%d 0 R" % n for n in reversed(pdf.fields))
    return pdf.append({pdf.root: with_form(pdf, b"/Fields[%s]/SigFlags 3" % turned)})


@attack("campo tolto dal modulo")
def field_gone(data):
    pdf = Pdf(data)
    rest = b" ".join(b"%d 0 R" % n for n in pdf.fields[1:])
    return pdf.append({pdf.root: with_form(pdf, b"/Fields[%s]/SigFlags 3" % rest)})


@attack("lettore che ridisegna i campi")
def redrawn(data):
    pdf = Pdf(data)
    fields = b" ".join(b"%d 0 R" % n for n in pdf.fields)
    return pdf.append({pdf.root: with_form(pdf, b"/Fields[%s]/NeedAppearances true/DA(/Helv 40 Tf 1 g)" % fields)})


@attack("modulo di un altro tipo (XFA)")
def xfa(data):
    pdf = Pdf(data)
    fields = b" ".join(b"%d 0 R" % n for n in pdf.fields)
    return pdf.append({pdf.root: with_form(pdf, b"/Fields[%s]/XFA %d 0 R" % (fields, pdf.size)), pdf.size: stream(b"<xdp/>")})


@attack("disegno di una firma senza firma")
def drawn_only(data):
    pdf = Pdf(data)
    field = pdf.fields[-1]
    drawing = stream(EVIL, b"/Type/XObject/Subtype/Form/BBox[0 0 200 40]")
    return pdf.append({pdf.size: drawing, field: pdf.with_key(field, b"/AP <</N %d 0 R>>" % pdf.size)})


@attack("disegno del campo sostituito nel suo oggetto")
def drawing(data):
    pdf = Pdf(data)
    number = int(re.search(rb"/AP\s*<<\s*/N (\d+)", pdf.body(pdf.fields[-1]))[1])
    return pdf.append({number: stream(EVIL, b"/Type/XObject/Subtype/Form/BBox[0 0 200 40]")})


@attack("forme dei caratteri scambiate")
def glyphs(data):
    pdf = Pdf(data)
    number = int(re.search(rb"/CIDToGIDMap (\d+)", pdf.body(pdf.object_like(rb"/CIDToGIDMap")))[1])
    return pdf.append({number: stream(bytes(2000))})


@attack("testo copiato diverso da quello visibile")
def to_unicode(data):
    pdf = Pdf(data)
    number = pdf.ref(pdf.object_like(rb"/ToUnicode"), b"ToUnicode")
    return pdf.append({number: stream(b"1 begincodespacerange <0000> <FFFF> endcodespacerange")})


@attack("carattere sostituito")
def font_file(data):
    pdf = Pdf(data)
    return pdf.append({pdf.ref(pdf.object_like(rb"/FontFile2"), b"FontFile2"): stream(b"no")})


@attack("titolo nelle proprietà XMP")
def xmp(data):
    pdf = Pdf(data)
    number = pdf.ref(pdf.root, b"Metadata")
    old = pdf.body(number)
    inner = re.search(rb"stream\r?\n(.*?)\s*endstream", old, re.S)[1]
    new = re.sub(rb"PIANO", b"ALTRO", inner)
    assert new != inner
    return pdf.append({number: stream(new, b"/Type/Metadata/Subtype/XML")})


@attack("un'altra dichiarazione di conformità")
def claim(data):
    pdf = Pdf(data)
    number = pdf.ref(pdf.root, b"Metadata")
    inner = re.search(rb"stream\r?\n(.*?)\s*endstream", pdf.body(number), re.S)[1]
    new = inner.replace(b"</rdf:RDF>", b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="Altri"/></rdf:RDF>')
    return pdf.append({number: stream(new, b"/Type/Metadata/Subtype/XML")})


@attack("celle lette in un altro ordine")
def parent_tree(data):
    pdf = Pdf(data)
    tags = pdf.ref(pdf.root, b"StructTreeRoot")
    body = pdf.body(tags)
    numbers = re.search(rb"/Nums\[0 (\d+) 0 R 1 (\d+) 0 R", body)
    turned = b"/Nums[0 %s 0 R 1 %s 0 R" % (numbers[2], numbers[1])
    return pdf.append({tags: body.replace(numbers[0], turned)})


@attack("indice nascosto (XRefStm)")
def hybrid(data):
    pdf = Pdf(data)
    content = pdf.ref(pdf.page(1), b"Contents")
    at = len(data)
    body = b"%d 0 obj\n%s\nendobj\n" % (content, stream(EVIL))
    rows = bytes([1]) + at.to_bytes(4) + bytes(2)
    section = at + len(body)
    hidden = b"%d 0 obj\n%s\nendobj\n" % (
        pdf.size, stream(rows, b"/Type/XRef/W[1 4 2]/Index[%d 1]/Size %d/Root %d 0 R" % (content, pdf.size + 1, pdf.root)),
    )
    return Pdf(data).append({}, gap=body + hidden, trailer=b"/XRefStm %d" % section, size=pdf.size + 1)


@attack("oggetto nostro in un flusso di oggetti")
def packed(data):
    pdf = Pdf(data)
    page = pdf.page(0)
    return pdf.append_stream({}, {page: pdf.with_key(page, b"/Rotate 90")})


@attack("flusso di oggetti che ne estende un altro")
def extends(data):
    pdf = Pdf(data)
    page = pdf.page(0)
    return pdf.append_stream({}, {page: pdf.with_key(page, b"/Rotate 90")}, extends=b"/Extends 1 0 R")


@attack("contenuto sostituito con un indice compresso")
def by_stream(data):
    pdf = Pdf(data)
    return pdf.append_stream({pdf.ref(pdf.page(1), b"Contents"): stream(EVIL)})


@attack("oggetto fuori dall'indice")
def orphan(data):
    pdf = Pdf(data)
    body = b"%d 0 obj\n%s\nendobj\n" % (pdf.ref(pdf.page(1), b"Contents"), stream(EVIL))
    return pdf.append({pdf.size: b"null"}, gap=body)


@attack("oggetto dentro un flusso")
def in_stream(data):
    pdf = Pdf(data)
    body = b"%d 0 obj\n%s\nendobj\n" % (pdf.ref(pdf.page(1), b"Contents"), stream(EVIL))
    return pdf.append({pdf.size: stream(body)})


@attack("oggetto dentro un commento")
def in_comment(data):
    pdf = Pdf(data)
    return pdf.append({pdf.size: b"null"}, gap=b"%% %d 0 obj << /Length 0 >> endobj\n" % pdf.ref(pdf.page(1), b"Contents"))


@attack("oggetto definito due volte")
def twice(data):
    pdf = Pdf(data)
    body = b"%d 0 obj\n(uno)\nendobj\n" % pdf.size
    return pdf.append({pdf.size: b"(due)"}, gap=body)


@attack("voce dell'indice ripetuta")
def repeated_entry(data):
    pdf = Pdf(data)
    content = pdf.ref(pdf.page(1), b"Contents")
    done = pdf.append({content: stream(EVIL)})
    entry = re.findall(rb"%d 1\n\d{10} 00000 n \n" % content, done)[-1]
    at = done.rindex(entry)
    return done[:at] + entry + done[at:]


@attack("indice che rimanda a sé stesso")
def loop(data):
    pdf = Pdf(data)
    # The section stands behind one object of a known length.
    body = b"%d 0 obj\nnull\nendobj\n" % pdf.size
    return pdf.append({pdf.size: b"null"}, prev=len(data) + len(body))


@attack("indice che salta le parti di prima")
def skips(data):
    pdf = Pdf(data)
    return pdf.append({pdf.size: b"null"}, prev=0)


@attack("indice che nasconde gli ultimi oggetti")
def small(data):
    return Pdf(data).append({}, size=100)


@attack("fine del file che rimanda all'originale")
def back(data):
    first = re.findall(rb"startxref\s+(\d+)", data)[0]
    return Pdf(data).append({}) + b"startxref\n%s\n%%%%EOF\n" % first


@attack("file cifrato a metà")
def encrypted(data):
    pdf = Pdf(data)
    return pdf.append({}, trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>" % (b"a" * 32, b"b" * 32))


@attack("byte tra una parte e l'altra")
def between(data):
    pdf = Pdf(data)
    return pdf.append({pdf.size: b"null"}, gap=b"PK\x03\x04 qualcosa\n")


@attack("byte dopo la fine")
def behind(data):
    return data + b"<html><script>1</script></html>\n"


@attack("zeri dopo la fine")
def zeros(data):
    return data + bytes(512)


@attack("oggetto numero zero")
def zero(data):
    return Pdf(data).append({0: b"(zero)"})


@attack("un altro PDF accodato")
def another(data):
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R>>"
    parts = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>", 3: page, 4: stream(EVIL)}
    out, offsets = bytearray(data + b"%PDF-1.7\n"), []
    for number, body in parts.items():
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    section = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return bytes(out) + b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % section


def hand_signed(data, byte_range, *, contents=b"<" + b"00" * 64 + b">"):
    """The last field filled by hand, with a byte range that `byte_range` gives from where its value stands and the file's length."""
    pdf = Pdf(data)
    field, number = pdf.fields[-1], pdf.size
    mark = b"[" + b"#" * 60 + b"]"
    body = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange %s/Contents %s>>" % (mark, contents)
    done = pdf.append({number: body, field: pdf.with_key(field, b"/V %d 0 R" % number)})
    start = done.rindex(contents)
    numbers = b" ".join(b"%d" % n for n in byte_range(start, start + len(contents), len(done)))
    return done.replace(mark, b"[" + numbers.ljust(60) + b"]")


@attack("firma che lascia scoperti byte suoi")
def gap(data):
    return hand_signed(data, lambda start, end, length: (0, start - 20, end + 20, length - end - 20))


@attack("firma che non copre la fine")
def short(data):
    return hand_signed(data, lambda start, end, length: (0, start, end, length - end - 30))


@attack("firma che non copre l'inizio")
def late(data):
    return hand_signed(data, lambda start, end, length: (100, start - 100, end, length - end))


@attack("valore della firma con altro dentro")
def stuffed(data):
    value = b"<" + b"00" * 30 + b" " * 40 + b"00>"
    return hand_signed(data, lambda start, end, length: (0, start, end, length - end), contents=value)


@attack("firma che nasconde azioni")
def active_value(data):
    done = hand_signed(data, lambda start, end, length: (0, start, end, length - end), contents=b"<00>/A<</S/URI/URI(x:)>>/Cert<00>")
    return done


@attack("flusso con una lunghezza falsa")
def length(data):
    pdf = Pdf(data)
    body = b"<</Length %d 0 R>>\nstream\n%s\nendstream" % (pdf.size + 1, b"x" * 50)
    return pdf.append({pdf.size: body, pdf.size + 1: b"10"})


@attack("contenuto sostituito e poi rimesso")
def taken_back(data):
    pdf = Pdf(data)
    number = pdf.ref(pdf.page(1), b"Contents")
    evil = pdf.append({number: stream(EVIL)})
    return Pdf(evil).append({number: pdf.body(number)})


def on_signature(change):
    """An attack on the signature of the first field; nothing where there is none."""

    def attacked(data):
        pdf = Pdf(data)
        field = pdf.fields[0]
        value = re.search(rb"/V (\d+) 0 R", pdf.body(field))
        return value and change(pdf, field, int(value[1]))

    return attacked


@attack("firma tolta")
@on_signature
def unsigned(pdf, field, _):
    return pdf.append({field: pdf.without(field, b"/V")})


@attack("disegno di una firma cambiato dopo")
@on_signature
def drawn_anew(pdf, field, _):
    drawing = stream(EVIL, b"/Type/XObject/Subtype/Form/BBox[0 0 200 40]")
    return pdf.append({pdf.size: drawing, field: pdf.with_key(field, b"/AP <</N %d 0 R>>" % pdf.size)})


@attack("una firma in due campi")
@on_signature
def shared(pdf, _, value):
    other = pdf.fields[-1]
    return pdf.append({other: pdf.with_key(other, b"/V %d 0 R" % value)})


@attack("motivo di una firma cambiato dopo")
@on_signature
def other_reason(pdf, _, value):
    return pdf.append({value: pdf.with_key(value, b"/Reason (Non approvo)")})
