"""Changes of a revision that a signer appended, each of a kind with a name.

Most leave what the revision means as it is and spell it in another way: those are the ones that a
judge may take for the same, and a reader for something else.
"""

import re
import zlib

from revisions import NUMBER, Object, tokens

KINDS = {}
EVIL = b"q 0.5 g 40 300 400 200 re f Q"
WORDS = [b"endobj", b"endstream", b"stream", b"xref", b"trailer", b"startxref", b"%%EOF", b"%PDF-1.4", b"obj"]
SPACES = [b"\r", b"\n", b"\r\n", b"\t", b"\x0c", b"\x00", b"  ", b" \r\n ", b"%\n", b"% x\r", b"%%EOF\n"]


class Unfit(Exception):
    """A revision to which a change cannot be made."""


def kind(function):
    """Enters a change into the list under the name of its function."""
    KINDS[function.__name__.replace("_", " ")] = function
    return function


def place(random, revision, fits):
    """A token that fits, as its list and its index."""
    found = [(item.tokens, i) for item in revision.objects + revision.packed for i, token in enumerate(item.tokens) if fits(token)]
    if not found:
        raise Unfit
    return random.choice(found)


def respell(random, revision, fits, spell):
    """Spells a token in another way."""
    where, index = place(random, revision, fits)
    where[index] = spell(where[index])


def is_number(token):
    return NUMBER.match(token) is not None


def is_string(token):
    return token.startswith(b"(") or (token.startswith(b"<") and token != b"<<" and len(token) < 400)


def is_name(token):
    return token.startswith(b"/") and len(token) > 1


def dictionaries(revision):
    return [item for item in revision.objects if item.text.lstrip().startswith(b"<<")]


def add(item, entry, at_end=True):
    """Adds an entry to the outermost dictionary of an object."""
    found = [i for i, token in enumerate(item.tokens) if token == (b">>" if at_end else b"<<")]
    if not found:
        raise Unfit
    item.tokens.insert(found[-1] if at_end else found[0] + 1, entry)


def drawings(revision):
    found = [item for item in revision.objects if item.data is not None and b"/Form" in item.text]
    if not found:
        raise Unfit
    return found


def original_object(random, revision, pattern=rb"/Type\s*/(Page|Pages|Catalog|Annot|StructTreeRoot)\b|/S\s*/Document"):
    """An object of the original that is no stream, as it stands there."""
    found = re.findall(rb"(?:^|[\r\n])(\d+) 0 obj\s*(<<.*?>>)\s*endobj", revision.base, re.S)
    taken = {item.number for item in revision.objects}
    fits = [(int(n), body) for n, body in found if re.search(pattern, body) and int(n) not in taken and b"stream" not in body]
    if not fits:
        raise Unfit
    number, body = random.choice(fits)
    return Object(number, tokens(body))


def evil_twin(random, revision):
    """A page or its content, drawn over."""
    page = original_object(random, revision, rb"/Type\s*/Page\b")
    found = re.search(rb"/Contents\s+(\d+) 0 R", page.text)
    if found and random.random() < 0.5:
        return Object(int(found[1]), tokens(b"<</Length %d>>" % len(EVIL)), EVIL)
    box = random.choice([b"/CropBox[0 0 300 300]", b"/Rotate 90", b"/Contents[]"])
    text = re.sub(rb"/%s\s*(\[.*?\]|\d+ 0 R|\d+)" % re.match(rb"/(\w+)", box)[1], b"", page.text, flags=re.S)
    return Object(page.number, tokens(text[:-2] + box + b">>"))


@kind
def number_spelled_otherwise(random, revision):
    def spell(token):
        zeros = b"0" * random.choice([1, 5, 17, 30, 255, 300])
        whole, dot, rest = token.partition(b".")
        return random.choice([
            zeros + token, token + (b"" if dot else b".") + zeros, b"+" + token, whole + b"." + rest + zeros,
            token.lstrip(b"0") or b"0", whole + dot + rest.rstrip(b"0"), token + b".", b"-" + token if token == b"0" else b"--" + token,
            token + b"e0", whole + b".0" if not dot else token, token + b"-1",
        ])
    respell(random, revision, is_number, spell)


@kind
def number_near_the_same(random, revision):
    def spell(token):
        return token + (b"" if b"." in token else b".") + random.choice([b"0001", b"000000001", b"4", b"49"])
    respell(random, revision, is_number, spell)


@kind
def number_changed(random, revision):
    respell(random, revision, is_number, lambda token: random.choice([b"0", b"1", b"-1", b"2147483648", b"4294967297", b"99999999999", b"0.5", b"360"]))


@kind
def name_spelled_otherwise(random, revision):
    def spell(token):
        at = random.randrange(1, len(token))
        code = b"#%02x" % token[at] if random.random() < 0.5 else b"#%02X" % token[at]
        return random.choice([token[:at] + code + token[at + 1 :], token + b"#00", token + b"#20", token[:at] + b"#" + token[at:], token.upper()])
    respell(random, revision, is_name, spell)


@kind
def string_spelled_otherwise(random, revision):
    def spell(token):
        if token.startswith(b"("):
            inside = token[1:-1]
            plain = re.sub(rb"\\(\d{1,3})", lambda m: bytes([int(m[1], 8) & 255]), inside)
            at = random.randrange(len(inside) + 1)
            return random.choice([
                b"<" + plain.hex().encode() + b">", b"<" + b" ".join(b"%02X" % byte for byte in plain) + b">",
                b"(" + b"".join(b"\\%03o" % byte for byte in plain) + b")", b"(" + inside[:at] + b"\\\r\n" + inside[at:] + b")",
                b"(" + inside[:at] + b"\\q" + inside[at:] + b")", b"(" + inside + b"\r)", b"<FEFF" + plain.decode("latin-1").encode("utf-16-be").hex().encode() + b">",
                b"(\xef\xbb\xbf" + plain + b")", b"(" + inside + b"\\0)", b"(\xfe\xff" + plain.decode("latin-1").encode("utf-16-be").replace(b"(", b"\\(") + b")",
            ])
        return random.choice([token.upper(), token[:-1] + b"0>", token[:-1] + b"\n>", b"< " + token[1:], token[:-2] + b">" if len(token) > 3 else token])
    respell(random, revision, is_string, spell)


@kind
def string_changed(random, revision):
    def spell(token):
        if token.startswith(b"("):
            return random.choice([b"(ALTRO)", token[:-1] + b" 2)", b"(\xa0\x80\x81)", b"()"])
        return b"<00>"
    respell(random, revision, is_string, spell)


@kind
def white_space_changed(random, revision):
    def spell(token):
        return random.choice([*SPACES, token + random.choice(SPACES), b" " * random.choice([50, 300, 1100])])
    respell(random, revision, lambda token: not token.strip(), spell)


@kind
def white_space_added(random, revision):
    where, index = place(random, revision, lambda token: token in (b"[", b"]", b"<<", b">>") or is_name(token))
    where.insert(index + random.randrange(2), random.choice(SPACES))


@kind
def words_in_a_comment(random, revision):
    where, index = place(random, revision, lambda token: token in (b"[", b"<<"))
    twin = evil_twin(random, revision)
    where.insert(index + 1, random.choice([b"%" + random.choice(WORDS) + b"\n", b"%\r" if random.random() < 0.2 else b"% " + twin.bytes().replace(b"\n", b" ") + b"\n"]))


@kind
def words_in_a_string(random, revision):
    twin = evil_twin(random, revision).bytes()
    safe = twin.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    fake = random.choice([safe, b"\n" + safe + b"\ntrailer<</Root 32 0 R>>\n", random.choice(WORDS)])
    text = b"(" + fake + b")" if random.random() < 0.7 else b"<" + fake.hex().encode() + b">"
    item = random.choice(dictionaries(revision))
    add(item, random.choice([b"/Reason", b"/Location", b"/ContactInfo", b"/Name", b"/TU", b"/Prop_Build", b"/NM"]) + text)


@kind
def key_twice(random, revision):
    item = random.choice(dictionaries(revision))
    names = [i for i, token in enumerate(item.tokens[:-2]) if is_name(token)]
    if not names:
        raise Unfit
    at = random.choice(names)
    value = [token for token in item.tokens[at + 1 : at + 4] if token.strip()]
    if not value or value[0] in (b"<<", b"[", b">>", b"]"):
        raise Unfit
    add(item, item.tokens[at] + b" " + random.choice([value[0], b"null", b"0"]), random.random() < 0.5)


@kind
def key_added(random, revision):
    entries = [
        b"/F 4", b"/F 6", b"/F(x.pdf)", b"/FFilter/FlateDecode", b"/DP<</Predictor 12>>", b"/DL 9", b"/Fl/AHx", b"/H/N", b"/MK<<>>", b"/MK<</CA(ALTRO)>>", b"/Rotate 0",
        b"/UserUnit 1", b"/UserUnit 1.5", b"/CropBox null", b"/Lang(it-IT)", b"/Lang(en)", b"/TU(ALTRO)", b"/TM(ALTRO)", b"/Border[0 0 0]", b"/BS<</W 0>>", b"/C[1 0 0]",
        b"/AS/N", b"/AS/Off", b"/DA(/Helv 0 Tf 0 g)", b"/DV(x)", b"/NeedAppearances false", b"/SigFlags 3", b"/Tabs/S", b"/Alt(ALTRO)", b"/Contents(ALTRO)", b"/M(D:20261129)",
        b"/Version/1.7", b"/Version/2.0", b"/Version/1.4", b"/PageMode/UseNone", b"/OC null", b"/AA null", b"/Perms<<>>", b"/RoleMap<<>>", b"/Limits[0 9]", b"/IDTree null",
        b"/Matrix[1 0 0 1 0 0]", b"/Matrix[9 0 0 9 -90 -90]", b"/Group<</S/Transparency>>", b"/Resources<<>>", b"/PieceInfo<<>>", b"/StructParents 0", b"/Extends null",
    ]
    add(random.choice(dictionaries(revision)), random.choice(entries), random.random() < 0.8)


@kind
def key_taken_away(random, revision):
    item = random.choice(dictionaries(revision))
    found = list(re.finditer(rb"/\w+\s*(?:/\w+|\([^()]*\)|\d+ 0 R|[-\d.]+|\[[^\[\]]*\])", item.text))
    if not found:
        raise Unfit
    gone = random.choice(found)
    item.tokens[:] = tokens(item.text[: gone.start()] + item.text[gone.end() :])


@kind
def null_value(random, revision):
    name = random.choice([b"/A", b"/AA", b"/OC", b"/Contents", b"/Annots", b"/CropBox", b"/Kids", b"/XFA", b"/Parent", b"/Filter", b"/DecodeParms"])
    add(random.choice(dictionaries(revision)), name + random.choice([b" null", b" 999999 0 R", b"[]", b"<<>>"]))


@kind
def value_behind_a_reference(random, revision):
    where, index = place(random, revision, lambda token: is_number(token) or is_string(token))
    number = max([revision.size, *(item.number + 1 for item in revision.objects)])
    revision.objects.append(Object(number, [where[index]]))
    where[index] = b" %d 0 R" % number


@kind
def objects_in_another_order(random, revision):
    random.shuffle(revision.objects)


@kind
def object_written_again(random, revision):
    """An object of the original once more, as it is."""
    revision.objects.append(original_object(random, revision))


@kind
def object_twice(random, revision):
    revision.objects.insert(random.randrange(len(revision.objects) + 1), random.choice([random.choice(revision.objects).copy(), evil_twin(random, revision)]))
    if random.random() < 0.5:
        revision.objects.append(original_object(random, revision))


@kind
def twin_in_a_gap(random, revision):
    twin = evil_twin(random, revision).bytes()
    item = random.choice(revision.objects)
    hidden = random.choice([twin, b"%" + twin.replace(b"\n", b" ") + b"\n", twin.replace(b"obj", b"ob#6a"), twin.replace(b" 0 obj", b"\x000 obj")])
    if random.random() < 0.5:
        item.end = random.choice([b"\nendobj\n", b" endobj\n", b"endobj\n"]) + hidden
    else:
        revision.gap = hidden


@kind
def twin_in_a_stream(random, revision):
    twin = evil_twin(random, revision).bytes()
    top = max([revision.size, *(item.number + 1 for item in revision.objects)])
    root = revision.trailer.get(b"Root", b"1 0 R")
    body = random.choice([twin, b"\n" + twin + b"trailer\n<</Root %s/Size 9>>\n" % root, b"endstream endobj " + twin, b"\nendstream\nendobj\n" + twin])
    if random.random() < 0.5 and (found := [item for item in revision.objects if item.data is not None]):
        item = random.choice(found)
        if b"/Filter" in item.text:
            raise Unfit
        item.data += b"\n%" + body if random.random() < 0.5 else body
        item.tokens[:] = tokens(re.sub(rb"/Length\s+\d+", b"/Length %d" % len(item.data), item.text))
    else:
        revision.objects.append(Object(top, tokens(b"<</Length %d>>" % len(body)), body))
    if random.random() < 0.5:
        index_spelled_otherwise(random, revision)


@kind
def object_spelled_otherwise(random, revision):
    item = random.choice(revision.objects)
    change = random.choice(["head", "end", "opening", "closing", "generation"])
    if change == "head":
        item.head = random.choice([b"%d %d obj", b"%d %d obj\r", b"%d  %d obj\n", b"%d\n%d\nobj\n", b"0%d %d obj\n", b"%d %d obj%%\n", b" %d %d obj\n", b"%d 0%d obj\n", b"+%d %d obj\n"])
    elif change == "end":
        item.end = random.choice([b"endobj\n", b"\nendobj", b"\nendobj\r", b"\n\nendobj\n\n", b"\nendobj %\n", b"\nendobj\x00\n", b"\nendobj" + b" " * 1100 + b"\n", b"\n", b"\nendobjx\n"])
    elif change == "generation":
        item.generation = random.choice([1, 2, 65535])
    elif item.data is None:
        raise Unfit
    elif change == "opening":
        item.opening = random.choice([b"stream\r\n", b"stream\n", b"\nstream\r", b"\nstream \n", b"\nstream\n\n", b"\n%\nstream\n", b"\nstream\r\n", b"\nstream"])
    else:
        item.closing = random.choice([b"endstream", b"\r\nendstream", b"\rendstream", b"\n\nendstream", b" endstream", b"\nendstream ", b"\nendstream%\n", b""])


@kind
def length_changed(random, revision):
    found = [item for item in revision.objects if item.data is not None]
    if not found:
        raise Unfit
    item = random.choice(found)
    length = len(item.data) + random.choice([-2, -1, 1, 2, 3, 20])
    item.tokens[:] = tokens(re.sub(rb"/Length\s+\d+", b"/Length %d" % max(0, length), item.text))


def rows_of(random, data, columns, filters=(0, 1, 2, 3, 4)):
    """Data with PNG filters in front of its rows (ISO 15948)."""
    data = data.ljust(-(-len(data) // columns) * columns)
    out, above = b"", bytes(columns)
    for at in range(0, len(data), columns):
        row, chosen = data[at : at + columns], random.choice(filters)
        line = bytearray()
        for i, byte in enumerate(row):
            left, up, corner = row[i - 1] if i else 0, above[i], above[i - 1] if i else 0
            guess = left + up - corner
            paeth = min((left, up, corner), key=lambda v: (abs(guess - v), (left, up, corner).index(v)))
            line.append((byte - [0, left, up, (left + up) // 2, paeth][chosen]) & 255)
        out, above = out + bytes([chosen]) + line, row
    return out


def encodings(random):
    """A way to encode the data of a stream, with the keys that say it."""
    columns = random.choice([1, 4, 5, 7, 8, 16])
    shape = b"/Columns %d" % columns
    spelled = [
        b"/Filter[/FlateDecode]/DecodeParms[<<%s>>]", b"/Filter/FlateDecode/DecodeParms<<%s>>", b"/Filter/FlateDecode/DecodeParms[<<%s>>]", b"/Filter[/FlateDecode]/DecodeParms<<%s>>",
        b"/Filter/Fl/DecodeParms<<%s>>", b"/Filter/FlateDecode/DP<<%s>>", b"/F/FlateDecode/DP<<%s>>", b"/Filter/FlateDecode/DecodeParms[null <<%s>>]", b"/Filter/FlateDecode/DecodeParms[[<<%s>>]]",
    ]
    predictor = random.choice([10, 11, 12, 12, 12, 13, 14, 15])
    filters = random.choice([(2,), (2,), (0,), (1,), (3,), (4,), (0, 1, 2, 3, 4)])
    more = random.choice([b"", b"", b"/Colors 1", b"/BitsPerComponent 8", b"/EarlyChange 1", b"/BitsPerComponent 4", b"/Colors 2"])
    def predicted(data):
        return zlib.compress(rows_of(random, data, columns, filters)), random.choice(spelled) % (b"/Predictor %d%s%s" % (predictor, shape, more))
    def plain(data):
        keys = random.choice([b"", b"/Filter[]", b"/Filter null", b"/DecodeParms<</Predictor 12>>", b"/Filter/Identity", b"/DecodeParms null"])
        return data, keys
    def flate(data):
        keys = random.choice([
            b"/Filter[/FlateDecode]", b"/Filter/Fl", b"/Filter[/Fl]", b"/Filter/FlateDecode/DecodeParms null", b"/Filter/FlateDecode/DecodeParms<<>>", b"/Filter[/FlateDecode null]",
            b"/Filter/FlateDecode/DecodeParms<</Predictor 1>>", b"/Filter/FlateDecode/F(x)", b"/Filter/FlateDecode/DL %d" % len(data), b"/Filter/#46lateDecode", b"/Filter/FlateDecode/DecodeParms[]",
        ])
        body = zlib.compress(data, random.choice([0, 1, 9]))
        return random.choice([body, body + b"\n", body + b"xx", body[:-4], body[:-4] + b"\0\0\0\0"]), keys
    def other(data):
        return random.choice([
            (data.hex().encode() + b">", b"/Filter/ASCIIHexDecode"), (zlib.compress(data).hex().encode() + b">", b"/Filter[/ASCIIHexDecode/FlateDecode]"), (zlib.compress(zlib.compress(data)), b"/Filter[/FlateDecode/FlateDecode]"),
        ])
    return random.choice([predicted, predicted, plain, flate, flate, other])


@kind
def objects_in_a_stream(random, revision):
    loose = [item for item in revision.objects if item.data is None and b"/ByteRange" not in item.text]
    if not loose:
        raise Unfit
    for item in random.sample(loose, random.randint(1, len(loose))):
        revision.objects.remove(item)
        revision.packed.append(item)
    if random.random() < 0.5:
        revision.packed.append(original_object(random, revision))
    if random.random() < 0.7:
        revision.encode = encodings(random)
    revision.pack_head = random.choice([b" ", b" ", b"\n", b"  ", b"\t", b"%\n", b"\x00"])
    revision.pack_keys = random.choice([b"", b"", b"", b"/Extends null", b"/Type/ObjStm", b"/DecodeParms null", b"/Filter null", b"/F null", b"/Metadata null"])


@kind
def index_as_a_stream(random, revision):
    revision.is_stream = True
    revision.widths = random.choice([(1, 4, 2), (1, 3, 1), (1, 8, 2), (1, 4, 0), (0, 4, 0), (2, 4, 2), (1, 2, 1), (1, 4, 4)])
    if random.random() < 0.7:
        revision.encode = encodings(random)


@kind
def index_spelled_otherwise(random, revision):
    change = random.choice(["keyword", "row", "section", "shift", "size", "startxref", "tail", "key", "row more", "gap"])
    if change == "keyword":
        revision.keyword = random.choice([b"xref\r", b"xref \n", b"xref\r\n", b"xref\n\n", b" xref\n", b"xref%\n", b"xref\n0 0\n", b"xref\n0 1\n0000000000 65535 f \n", b"xref\n0 1\n0000000000 00000 f \n", b"\nxref\n"])
    elif change == "row":
        revision.row_end = random.choice([b"\r\n", b" \r", b"\n", b"  \n", b" \n", b"\t\n", b" \n\n"])
    elif change == "section":
        revision.one_section = True
    elif change == "shift":
        revision.shift = random.choice([-2, -1, 1, 2, 3])
    elif change == "size":
        revision.add_size = random.choice([-300, -2, -1, 1, 2, 300, 10**9])
    elif change == "startxref":
        revision.startxref = random.choice([b"startxref\r%d\r%%%%EOF\r", b"startxref %d %%%%EOF", b"startxref\n0%d\n%%%%EOF\n", b"startxref\n+%d\n%%%%EOF\n", b"startxref\n%d\n%%%%EOF", b"startxref\n%d\n\n\n%%%%EOF\n", b"startxref\n%d %%\n%%%%EOF\n", b"startxref\n%d.0\n%%%%EOF\n", b"startxref\n%d\n%%%%EOF%%\n", b"startxref\n%d\n" + b" " * 1200 + b"%%%%EOF\n"])
    elif change == "tail":
        revision.tail = random.choice([b"\n", b"\r\n\r\n", b" ", b"\0", b"\n" * 1200, b"%", b"%%EOF\n", b"startxref\n0\n%%EOF\n", b"\x1a", b"%PDF-1.4\n"])
    elif change == "key":
        revision.more = random.choice([
            b"/XRefStm 0", b"/XRefStm %d" % revision.previous, b"/Encrypt null", b"/Extra 1", b"/Type/XRef", b"/Prev %d" % revision.previous, b"/W[1 4 2]", b"/Index[0 1]", b"/DocChecksum/AA",
            b"/AuthCode<<>>", b"/Root 1 0 R", b"/Size 9", b"/Compress false", b"/Info null", b"%x\n", b"/ID[<00><00>]", b"/#52oot 1 0 R",
        ])
    elif change == "row more":
        number = random.choice([item.number for item in revision.objects] + [revision.size + 3, 1, 2, 0])
        revision.rows.append((number, b"%010d %05d %s%s" % (random.choice([0, 15, revision.previous]), random.choice([0, 1, 65535]), random.choice([b"f", b"n"]), revision.row_end)))
    else:
        revision.gap = random.choice([b"\n", b"\r", b"\n\n", b"%\n", b" ", b"\x00", b"% \xe2\xe3\xcf\xd3\n", b"%PDF-1.7\n", b"\n" * 1200])


@kind
def previous_spelled_otherwise(random, revision):
    previous = revision.previous
    revision.more += random.choice([b"", b"/Prev %d" % previous])
    revision.previous = random.choice([previous, previous - 1, previous + 1, 0])


@kind
def drawing_changed(random, revision):
    item = random.choice(drawings(revision))
    evil = random.choice([
        b"Q Q Q " + EVIL, b"Q 1 0 0 1 -400 0 cm " + EVIL, b"q q q", EVIL, b"-900 -900 4000 4000 re 1 g f", b"BT /F1 900 Tf (X) Tj ET", b"Q", b"n W Q " + EVIL, b"/Fm Do", b"BX Q EX " + EVIL,
        b"/Artifact BMC " + EVIL, b"EMC", b"0 0 0 0 re W n " + EVIL, b"9999 w 0 0 m 9 9 l S", b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI", b"sh", b"%\nQ " + EVIL, b"/Span<</ActualText(ALTRO)>>BDC EMC",
    ])
    old = b"" if b"/Filter" in item.text else item.data
    item.data = random.choice([evil, old + b"\n" + evil, evil + b"\n" + old])
    text = re.sub(rb"/(Filter|DecodeParms)\s*(/\w+|\[.*?\]|<<.*?>>)", b"", item.text)
    item.tokens[:] = tokens(re.sub(rb"/Length\s+\d+", b"/Length %d" % len(item.data), text))


@kind
def drawing_encoded_otherwise(random, revision):
    item = random.choice(drawings(revision))
    if b"/Filter" in item.text:
        raise Unfit
    item.data, keys = encodings(random)(item.data + random.choice([b"", b" ", b"\n" + EVIL]))
    item.tokens[:] = tokens(re.sub(rb"/Length\s+\d+", keys + b"/Length %d" % len(item.data), item.text))


@kind
def box_changed(random, revision):
    found = [item for item in revision.objects if re.search(rb"/(Rect|BBox)\b", item.text)]
    if not found:
        raise Unfit
    item = random.choice(found)
    box = random.choice([b"[0 0 0 0]", b"[0 0 2000 2000]", b"[-2000 -2000 2000 2000]", b"[1 1 1 1]", b"[100 100 50 50]", b"[0 0 0.001 0.001]", b"[0 0 0 2000]", b"[1e9 0 0 1]", b"[0 0 2000 0]"])
    item.tokens[:] = tokens(re.sub(rb"/(Rect|BBox)\s*\[[^\]]*\]", lambda m: b"/" + m[1] + box, item.text, count=1))


@kind
def flags_changed(random, revision):
    found = [item for item in revision.objects if b"/Widget" in item.text]
    if not found:
        raise Unfit
    item = random.choice(found)
    item.tokens[:] = tokens(re.sub(rb"/F\s+\d+", b"/F %d" % random.choice([0, 1, 2, 4, 6, 32, 64, 128, 132, 512]), item.text, count=1))


@kind
def properties_changed(random, revision):
    found = [item for item in revision.objects if item.data and b"<rdf:RDF" in item.data]
    if not found:
        raise Unfit
    item = random.choice(found)
    old, new = random.choice([
        (b">PIANO", b">&#80;IANO"), (b">PIANO", b">ALTRO"), (b">PIANO", b"><!-- -->PIANO"), (b"<rdf:RDF", b"<rdf:RDF "), (b"</rdf:RDF>", b"<rdf:Description rdf:about=''/></rdf:RDF>"),
        (b"<?xpacket end", b"<!-- x --><?xpacket end"), (b"it-IT", b"en-GB"), (b"allegati", b"altro"),
    ])
    item.data = item.data.replace(old, new, 1)
    item.tokens[:] = tokens(re.sub(rb"/Length\s+\d+", b"/Length %d" % len(item.data), item.text))


@kind
def one_more_revision(random, revision):
    """What the signer wrote stays, and objects of the original are written again behind it."""
    data = revision.write()
    revision.previous = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    revision.size = max([revision.size, *(item.number + 1 for item in revision.objects)])
    revision.base = data
    revision.objects = [original_object(random, revision)]
    if random.random() < 0.3:
        revision.objects = [evil_twin(random, revision), *revision.objects]


@kind
def bytes_changed(random, revision):
    """A byte anywhere behind the original."""
    revision.raw.append((random.random(), random.choice(b"\0\t\n\r %()<>[]/#+-.019ABRfn\xff"), random.choice(["set", "insert", "delete"])))


def damaged(data, start, raw):
    """The file with single bytes changed behind the original."""
    out = bytearray(data)
    for share, byte, how in raw:
        at = start + int(share * (len(out) - start))
        out[at : at + (how != "insert")] = b"" if how == "delete" else bytes([byte])
    return bytes(out)
