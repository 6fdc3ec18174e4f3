"""What a signer appended to a PDF, taken apart, and put together again with another spelling."""

import re
import zlib
from dataclasses import dataclass, field

TOKEN = re.compile(
    rb"%[^\r\n]*|<<|>>|\[|\]|\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<[0-9A-Fa-f\s]*>"
    rb"|/[^\s()<>\[\]{}/%\x00]*|[^\s()<>\[\]{}/%\x00]+|[\s\x00]+|.",
    re.S,
)
NUMBER = re.compile(rb"[+-]?\d*\.?\d+\Z")


@dataclass
class Object:
    """An object: its number, its value as tokens, and the data of a stream, not encoded by filters of ours."""

    number: int
    tokens: list
    data: bytes | None = None
    generation: int = 0
    head: bytes = b"%d %d obj\n"
    # What stands around the data and behind the value.
    opening: bytes = b"\nstream\n"
    closing: bytes = b"\nendstream"
    end: bytes = b"\nendobj\n"

    @property
    def text(self):
        return b"".join(self.tokens)

    def bytes(self):
        out = self.head.replace(b"%d %d", b"%d %d" % (self.number, self.generation)) + self.text
        return out + (b"" if self.data is None else self.opening + self.data + self.closing) + self.end

    def copy(self):
        return Object(**{**self.__dict__, "tokens": list(self.tokens)})


def tokens(text):
    """The tokens of a value."""
    return TOKEN.findall(text)


@dataclass
class Revision:
    """The last revision of a file, in pieces."""

    base: bytes
    objects: list
    trailer: dict
    previous: int
    size: int
    is_stream: bool = False
    # Spellings that mutations change.
    gap: bytes = b""
    rows: list = field(default_factory=list)
    more: bytes = b""
    keyword: bytes = b"xref\n"
    row_end: bytes = b" \n"
    startxref: bytes = b"startxref\n%d\n%%%%EOF\n"
    tail: bytes = b""
    add_size: int = 0
    shift: int = 0
    one_section: bool = False
    packed: list = field(default_factory=list)
    pack_keys: bytes = b""
    pack_head: bytes = b" "
    widths: tuple = (1, 4, 2)
    encode: object = None
    raw: list = field(default_factory=list)

    def write(self):
        """The whole file; the byte range of its last signature is made right."""
        out = bytearray(self.base)
        out += self.gap
        rows, position = {}, {}
        for item in self.objects:
            position[item.number] = (len(out), item.generation)
            rows[item.number] = (1, len(out), item.generation)
            out += item.bytes()
        top = max([self.size, *(n + 1 for n in rows), *(item.number + 1 for item in self.packed)])
        if self.packed:
            head, data = b"", b""
            for index, item in enumerate(self.packed):
                head += b"%d%s%d " % (item.number, self.pack_head, len(data))
                data += item.text + b" "
                rows[item.number] = (2, top, index)
            rows[top] = (1, len(out), 0)
            content, keys = self.encoded(head + data)
            words = b"%d 0 obj\n<</Type/ObjStm/N %d/First %d%s%s/Length %d>>\nstream\n%s\nendstream\nendobj\n"
            out += words % (top, len(self.packed), len(head), keys, self.pack_keys, len(content), content)
            top += 1
        section = len(out) + self.shift
        out += self.table(rows, top, section) if not (self.is_stream or self.packed) else self.stream(rows, top, section)
        out += (self.startxref % section) + self.tail
        return sealed(bytes(out), len(self.base))

    def encoded(self, data):
        """Data of a stream of ours, and the keys that say how it is encoded."""
        return self.encode(data) if self.encode else (zlib.compress(data), b"/Filter/FlateDecode")

    def keys(self, top):
        keys = b"".join(b"/%s %s" % pair for pair in self.trailer.items())
        return b"/Size %d%s/Prev %d%s" % (top + self.add_size, keys, self.previous, self.more)

    def table(self, rows, top, section):
        out = bytearray(self.keyword)
        lines = sorted((n, b"%010d %05d n%s" % (at, generation, self.row_end)) for n, (_, at, generation) in rows.items())
        lines += self.rows
        runs = []
        for number, line in lines:
            if self.one_section and runs and runs[-1][0] + len(runs[-1][1]) == number:
                runs[-1][1].append(line)
            else:
                runs.append((number, [line]))
        for first, run in runs:
            out += b"%d %d\n" % (first, len(run)) + b"".join(run)
        return bytes(out) + b"trailer\n<<" + self.keys(top) + b">>\n"

    def stream(self, rows, top, section):
        rows = {**rows, top: (1, section, 0)}
        first, second, third = self.widths
        index = b" ".join(b"%d 1" % n for n in sorted(rows))
        content = b"".join(
            (kind.to_bytes(first) if first else b"") + at.to_bytes(second) + (more.to_bytes(third) if third else b"")
            for _, (kind, at, more) in sorted(rows.items())
        )
        content, filters = self.encoded(content)
        keys = b"/Type/XRef/W[%d %d %d]/Index[%s]%s%s/Length %d" % (first, second, third, index, filters, self.keys(top + 1), len(content))
        return b"%d 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\n" % (top, keys, content)


def sealed(data, start):
    """The file with the byte range of the last signature behind `start` made right, if it has one."""
    contents = [m for m in re.finditer(rb"/Contents\s*(<[0-9A-Fa-f]{100,}>)", data) if m.start() >= start]
    ranges = [m for m in re.finditer(rb"/ByteRange\s*(\[[\d\s]*\])", data) if m.start() >= start]
    if not contents or not ranges:
        return data
    (low, high), (left, right) = contents[-1].span(1), ranges[-1].span(1)
    text = b"[0 %d %d %d" % (low, high, len(data) - high)
    if len(text) >= right - left:
        return data
    return data[:left] + text.ljust(right - left - 1) + b"]" + data[right:]


def take_apart(data, length):
    """The last revision of a file whose original has `length` bytes; `None` if it cannot be taken apart."""
    ends = [m.end() for m in re.finditer(rb"%%EOF\r?\n?", data)]
    start = max([length, *(end for end in ends[:-1] if end < len(data) and end >= length)])
    base, rest = data[:start], data[start:]
    objects, at = [], 0
    while head := re.compile(rb"\s*(\d+) (\d+) obj\s*").match(rest, at):
        at = head.end()
        end = rest.index(b"endobj", at)
        value = rest[at:end].rstrip()
        dictionary, opening, stream = value.partition(b"stream") if value.startswith(b"<<") and value.endswith(b"endstream") else (value, b"", None)
        content = None
        if opening:
            content = re.sub(rb"\r?\nendstream\Z|endstream\Z", b"", re.sub(rb"\A\r?\n", b"", stream, count=1))
        objects.append(Object(int(head[1]), tokens(dictionary.rstrip()), content, int(head[2])))
        at = end + len(b"endobj")
    tail = rest[at:]
    trailer = re.search(rb"trailer\s*<<(.*)>>\s*(?:%[^\r\n]*\s*)*startxref", tail, re.S)
    is_stream = trailer is None
    keys = objects.pop().text if is_stream and objects and b"/XRef" in objects[-1].text else trailer[1] if trailer else None
    if keys is None or any(b"/ObjStm" in item.text for item in objects):
        return None
    kept = {}
    for key, pattern in ((b"Root", rb"\d+ \d+ R"), (b"Info", rb"\d+ \d+ R"), (b"ID", rb"\[.*?\]")):
        if found := re.search(rb"/%s\s*(%s)" % (key, pattern), keys, re.S):
            kept[key] = found[1]
    number = {key: int(re.search(rb"/%s\s*(\d+)" % key, keys)[1]) for key in (b"Prev", b"Size")}
    return Revision(base, objects, kept, number[b"Prev"], number[b"Size"], is_stream)
