"""Arranges a plan as an office would: in bands, columns, sheets, headings, forms.

The result is a list of parts (sheets of a workbook, tables of a document). Each cell knows what it
says of the plan (`origin`), so that a judge can ask whether a finding stands at the very cell.
"""

import dataclasses
import datetime
from decimal import Decimal

HEADS = {
    "n": ("N.", "Nr.", "N. ordine"),
    "area": ("Area", "AREA", "Settore", "Area/Settore", "Centro di responsabilità"),
    "periodo": ("Periodo", "Anno", "Annualità", "PERIODO DI RIFERIMENTO"),
    "responsabile": ("Responsabile", "Dirigente responsabile", "Responsabile di area"),
    "codice": ("Codice", "Cod.", "ID"),
    "servizio": ("Servizio", "SERVIZIO ORGANIZZATIVO", "Ufficio", "Unità organizzativa", "Servizio/Ufficio"),
    "trasversale": ("Obiettivo trasversale", "Titolo obiettivo trasversale"),
    "tipologia": ("Tipologia", "TIPOLOGIA OBIETTIVO\nS sviluppo\nM mantenimento", "Tipo", "S/M"),
    "descrizione": ("Descrizione", "DESCRIZIONE OBIETTIVO", "Obiettivo", "Obiettivi", "Obiettivo gestionale"),
    "risultato": ("Risultato atteso", "RISULTATI ATTESI", "Valore atteso", "Risultato\natteso"),
    "indicatore": ("Indicatore", "INDICATORI DI RISULTATO", "Indicatori", "Indicatore di performance"),
    "peso": ("Peso", "Peso %", "PESO (%)", "PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE)", "Ponderazione"),
    "Scadenza": ("Scadenza",),
    "Note": ("Note",),
}
ORDER = ("n", "codice", "servizio", "trasversale", "tipologia", "descrizione", "risultato", "indicatore", "target", "Scadenza", "peso", "Note")
FOOTERS = (
    ("Legenda: S = sviluppo; M = mantenimento",),
    ("Data ____________", "Il Responsabile dell'Area"),
    ("Belfiore, lì 15/01/2025", "F.to Il Segretario comunale", "dott. Ugo Blu"),
    ("(*) valore provvisorio",),
    ("Nota: i pesi sono stati concordati con i responsabili",),
    ("Il Sindaco", "Avv. Carla Neri"),
    ("Pag. 1 di 3",),
)
# Number formats in which a weight keeps all its digits, and whether they count hundredths.
WEIGHTS = (("General", 1), ("0", 1), ("0.00", 1), ('0"%"', 1), ("0%", 100), ("0.00%", 100), ("@", 0), ("text%", 0))
MONTHS = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()
DATES = {
    "text": str,
    "dd/mm/yyyy": lambda day: f"{day:%d/%m/%Y}",
    "d mmmm yyyy": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "dd-mmm-yy": lambda day: f"{day:%d}-{MONTHS[day.month - 1][:3]}-{day:%y}",
    "yyyy-mm-dd": lambda day: f"{day:%Y-%m-%d}",
}


@dataclasses.dataclass
class Cell:
    """What stands in a cell: a value, its number format, and what it says of the plan."""

    value: object
    origin: tuple = ()
    format: str = "General"
    across: int = 1
    down: int = 1


@dataclasses.dataclass
class Part:
    """A sheet or a table: `above` stands over the table in a document, in a sheet as rows of it."""

    name: str
    above: list = dataclasses.field(default_factory=list)
    rows: list = dataclasses.field(default_factory=list)
    # What the name says of the plan, if anything.
    origin: tuple = ()

    def add(self, *cells):
        """Adds a row of cells by their columns."""
        self.rows.append({column: cell for column, cell in cells})


@dataclasses.dataclass
class Style:
    """The choices of an arrangement, each drawn once."""

    kind: str
    area: str
    period: str
    manager: str
    weight: str
    date: str
    blank: float
    numbered: bool
    totals: str
    footer: tuple
    repeated: bool
    split: bool
    shifted: int
    typed: bool
    above: int
    heads: dict
    cross: str


def style(draw, plan, has):
    """Draws an arrangement that can hold the plan."""
    kind = draw.choice(("columns", "bands", "bands", "parts", "parts", "forms"))
    labels = {period["etichetta"] for area in plan["aree"] for period in area["periodi"]}
    area = {
        "columns": ("full", "first", "merged"),
        "bands": ("band", "merged-band", "row-of-two"),
        "parts": ("name", "above", "above", "pair"),
        "forms": ("label", "between"),
    }[kind]
    period = {
        "columns": ("full", "first", "merged"),
        "bands": ("band", "merged-band", "full", "with-area"),
        "parts": ("full", "first", "band", "merged-band", "above"),
        "forms": ("label",),
    }[kind]
    one_year = len(labels) == 1 and "SEMESTRE" not in next(iter(labels))
    single = all(len(area["periodi"]) == 1 for area in plan["aree"])
    period = [p for p in period if p not in ("above", "with-area") or single]
    if one_year and draw.random() < 0.4:
        period = ["title"]
    return Style(
        kind=kind,
        area=draw.choice(area),
        period=draw.choice(period),
        manager=draw.choice(("dash", "own-line", "two-cells") if kind in ("bands", "parts") else ("column",)),
        weight=draw.choice(WEIGHTS),
        date=draw.choice(tuple(DATES)),
        blank=draw.choice((0, 0, 0.15)),
        numbered=draw.random() < 0.3,
        totals=draw.choice(("none", "none", "number", "formula")) if kind != "forms" else "none",
        footer=draw.choice(FOOTERS) if draw.random() < 0.4 else (),
        repeated=draw.random() < 0.5,
        split=draw.random() < 0.5,
        shifted=draw.choice((0, 0, 0, 1)),
        typed=draw.random() < 0.5,
        above=draw.choice((0, 1, 2)),
        heads={field: draw.choice(words) for field, words in HEADS.items()},
        cross=draw.choice(("marked", "column")),
    )


class Arrangement:
    """A plan on its way into parts."""

    def __init__(self, plan, has, style, draw):
        self.plan, self.has, self.style, self.draw = plan, has, style, draw
        self.title = plan["titolo"]
        if style.period == "title":
            self.title += " " + plan["aree"][0]["periodi"][0]["etichetta"]
        self.fields = [field for field in ORDER if self.shows(field)]
        self.columns = self.lay_columns()

    def shows(self, field):
        """Whether the tables have a column for the field."""
        if field == "n":
            return self.style.numbered
        if field == "trasversale":
            return bool(self.has["trasversale"]) and self.style.cross == "column"
        if field == "peso":
            return any("peso" in o for _, _, o in self.objectives())
        return field in ("servizio", "descrizione") or bool(self.has[field])

    def objectives(self):
        """Area, period and objective, in the order of the plan."""
        for area in self.plan["aree"]:
            for period in area["periodi"]:
                for objective in period["obiettivi"]:
                    yield area, period, objective

    def lay_columns(self):
        """Field and year of each column; group columns come first."""
        group = []
        if self.style.kind == "columns":
            group.append(("area", None))
            if any("responsabile" in area for area in self.plan["aree"]):
                group.append(("responsabile", None))
        if self.style.period in ("full", "first", "merged"):
            group.append(("periodo", None))
        own = []
        for field in self.fields:
            own += [(field, year) for year in self.has["target"]] if field == "target" else [(field, None)]
        return group + own

    def column(self, field, year=None):
        return self.columns.index((field, year)) + self.style.shifted

    def last(self):
        return len(self.columns) - 1 + self.style.shifted

    # Cells.

    def weight(self, text, origin):
        """A weight as this arrangement types it."""
        code, hundredths = self.style.weight
        comma = text.replace(".", ",")
        if not hundredths:
            return Cell(comma + "%" if code == "text%" else comma, origin)
        number = Decimal(text) / hundredths
        if code == "0" and number % 1:
            code = "0.00"
        return Cell(float(number) if number % 1 else int(number), origin, code)

    def day(self, text, origin):
        """A date as this arrangement types it; a text stays as it is."""
        code = self.style.date
        if code == "text":
            return Cell(text, origin)
        day = datetime.datetime.strptime(text, "%d/%m/%Y")
        return Cell(day, origin, code)

    def shown(self, field, text):
        """What the reader of a cell sees."""
        if field == "Scadenza" and self.style.date != "text":
            return DATES[self.style.date](datetime.datetime.strptime(text, "%d/%m/%Y"))
        return text

    def cell(self, field, text, origin):
        """The cell of a field: as text, or typed as a number where it is one."""
        if field == "peso":
            return self.weight(text, origin)
        if field == "Scadenza":
            return self.day(text, origin)
        if self.style.typed and field in ("risultato", "target"):
            if text.isdigit():
                return Cell(int(text), origin)
            if text in ("95%", "100%"):
                return Cell(int(text[:-1]) / 100, origin, "0%")
        return Cell(text, origin)

    def values(self, number, objective):
        """Cells of an objective by column."""
        made = {}
        further = objective.get("altro", {})
        for field, year in self.columns:
            if field == "n":
                made[field, year] = Cell(number, ("n", number))
            elif field == "target" and year in further:
                made[field, year] = self.cell("target", further[year], ("altro", number, year))
            elif field in ("Scadenza", "Note") and field in further:
                made[field, year] = self.cell(field, further[field], ("altro", number, field))
            elif field in objective:
                made[field, year] = self.cell(field, objective[field], (field, number))
        if "trasversale" in objective and self.style.cross == "marked":
            made["servizio", None] = Cell(f"OBIETTIVO TRASVERSALE >{objective['trasversale']}", ("trasversale", number))
        return made

    # Rows.

    def head(self, part):
        """The head, in two rows where the years stand under one word."""
        split = self.style.split and self.has["target"]
        top, below = [], []
        for field, year in self.columns:
            at = self.column(field, year)
            if field == "target" and split:
                if year == self.has["target"][0]:
                    top.append((at, Cell("Valori attesi", ("head", "target"), across=len(self.has["target"]))))
                below.append((at, Cell(int(year) if self.style.typed else year, ("head", "target", year))))
            else:
                words = f"Target {year}" if field == "target" else self.style.heads[field]
                top.append((at, Cell(words, ("head", field, year), down=2 if split else 1)))
        part.add(*top)
        if split:
            part.add(*below)

    def band(self, part, text, origin, merged):
        across = len(self.columns) if merged else 1
        part.add((self.style.shifted, Cell(text, origin, across=across)))

    def area_lines(self, a, area):
        """The lines that name an area, and the person who leads it: rows of texts with origins."""
        name, manager = area["nome"], area.get("responsabile")
        if self.style.period == "with-area":
            name += f" - {area['periodi'][0]['etichetta']}"
        origin = ("area", a)
        if not manager:
            return [[(name, origin)]]
        if self.style.manager == "dash":
            return [[(f"{name} – Responsabile: {manager}", origin)]]
        lead = (f"Responsabile: {manager}", ("manager", a))
        if self.style.manager == "two-cells":
            return [[(name, origin), lead]]
        return [[(name, origin)], [lead]]

    def put_lines(self, part, lines, merged):
        for line in lines:
            if len(line) == 1:
                self.band(part, *line[0], merged)
            else:
                part.add(*[(self.style.shifted + i * max(1, self.last() // 2), Cell(*text)) for i, text in enumerate(line)])

    def title_lines(self):
        lines = [(self.title, ("title",))]
        if "ente" in self.plan:
            lines.insert(0, (self.plan["ente"], ("entity",)))
        return lines

    def total(self, part, label, rows, weights):
        """A row that adds up the weights above it."""
        if self.style.totals == "none" or ("peso", None) not in self.columns or not any(weights):
            return
        at = self.column("peso")
        code, hundredths = self.style.weight
        total = sum(Decimal(w) for w in weights if w)
        value = self.weight(str(total), ("total",))
        if self.style.totals == "formula":
            value = Cell(("SUM", at, rows), ("total",), value.format)
        if at == self.style.shifted:
            return
        part.add((self.style.shifted, Cell(label, ("total",))), (at, value))

    def rows_of(self, part, a, area, numbers, groups):
        """The rows of an area, with the bands of its periods."""
        for p, period in enumerate(area["periodi"]):
            if self.style.period in ("band", "merged-band"):
                self.band(part, period["etichetta"], ("period", a, p), self.style.period == "merged-band")
            start = len(part.rows)
            for i, objective in enumerate(period["obiettivi"]):
                number = next(numbers)
                made = self.values(number, objective)
                first = i == 0
                self.group_cells(made, a, p, area, period, first and p == 0, first, number)
                part.add(*[(self.column(*key), cell) for key, cell in made.items()])
                if self.blank():
                    part.add()
            weights = [o.get("peso") for o in period["obiettivi"]]
            if groups:
                label = ("TOTALE", "Totale area", f"TOTALE {area['nome']}")[(a + p) % 3]
                self.total(part, label, (start, len(part.rows)), weights)

    def group_cells(self, made, a, p, area, period, first_of_area, first_of_period, number):
        """Adds what columns say of area, manager and period."""
        count = sum(len(q["obiettivi"]) for q in area["periodi"])
        put = {"full": lambda first: True, "first": lambda first: first, "merged": lambda first: first}
        if ("area", None) in self.columns and put[self.style.area](first_of_area):
            # Blank rows would lie inside a merged cell.
            down = count if self.style.area == "merged" and not self.style.blank and self.style.totals == "none" else 1
            made["area", None] = Cell(area["nome"], ("area", a), down=down)
        if ("responsabile", None) in self.columns and "responsabile" in area and put[self.style.area](first_of_area):
            made["responsabile", None] = Cell(area["responsabile"], ("manager", a))
        if ("periodo", None) in self.columns and put[self.style.period](first_of_period):
            down = len(period["obiettivi"]) if self.style.period == "merged" and not self.style.blank else 1
            label = period["etichetta"]
            typed = int(label) if self.style.typed and label.isdigit() else label
            made["periodo", None] = Cell(typed, ("period", a, p), down=down)

    def blank(self):
        """Whether a blank row follows."""
        return self.draw.random() < self.style.blank

    def footer(self, part):
        if self.style.footer:
            part.add()
            for i, text in enumerate(self.style.footer):
                part.add((self.style.shifted + (self.last() if i and self.style.split else 0), Cell(text, ("footer", i))))

    # Arrangements.

    def parts(self):
        """The parts of the arrangement."""
        numbers = iter(range(1, 1000))
        return getattr(self, f"as_{self.style.kind}")(numbers)

    def begin(self, name):
        part = Part(name)
        for text, origin in self.title_lines():
            part.above.append((text, origin))
        return part

    def as_columns(self, numbers):
        part = self.begin("Obiettivi")
        self.head(part)
        for a, area in enumerate(self.plan["aree"]):
            self.rows_of(part, a, area, numbers, groups=False)
        weights = [o.get("peso") for _, _, o in self.objectives()]
        self.total(part, "TOTALE GENERALE", (1, len(part.rows)), weights)
        self.footer(part)
        return [part]

    def as_bands(self, numbers):
        part = self.begin("Piano")
        once = not self.style.repeated
        if once:
            self.head(part)
        for a, area in enumerate(self.plan["aree"]):
            if a and self.style.blank:
                part.add()
            self.put_lines(part, self.area_lines(a, area), self.style.area == "merged-band")
            if not once:
                self.head(part)
            self.rows_of(part, a, area, numbers, groups=True)
        self.footer(part)
        return [part]

    def as_parts(self, numbers):
        parts = []
        for a, area in enumerate(self.plan["aree"]):
            part = self.begin(area["nome"] if self.style.area == "name" else f"Foglio{a + 1}")
            if self.style.area == "name":
                part.origin = ("area", a)
                if "responsabile" in area:
                    part.above.append((f"Responsabile: {area['responsabile']}", ("manager", a)))
            elif self.style.area == "pair":
                pairs = [("Area:", area["nome"], ("area", a))]
                if "responsabile" in area:
                    pairs.append(("Responsabile:", area["responsabile"], ("manager", a)))
                for words, text, origin in pairs:
                    part.add((self.style.shifted, Cell(words, origin)), (self.style.shifted + 1, Cell(text, origin)))
            else:
                part.above += [text for line in self.area_lines(a, area) for text in line]
            if self.style.period == "above":
                part.above.append((area["periodi"][0]["etichetta"], ("period", a, 0)))
            self.head(part)
            self.rows_of(part, a, area, numbers, groups=True)
            self.footer(part)
            parts.append(part)
        return parts

    def as_forms(self, numbers):
        """A form for each objective: labels at the left, values beside them; lines between the forms
        name the area, if they do not."""
        part = self.begin("Schede")
        for a, area in enumerate(self.plan["aree"]):
            if self.style.area == "between":
                part.add()
                self.put_lines(part, self.area_lines(a, area), False)
            for p, period in enumerate(area["periodi"]):
                for objective in period["obiettivi"]:
                    number = next(numbers)
                    part.add()
                    part.add((self.style.shifted, Cell(f"SCHEDA OBIETTIVO N. {number}", ("form", number))))
                    pairs = []
                    if self.style.area == "label":
                        pairs.append(("Area", Cell(area["nome"], ("area", a))))
                    if self.style.area == "label" and "responsabile" in area:
                        pairs.append(("Responsabile di area", Cell(area["responsabile"], ("manager", a))))
                    if self.style.period != "title":
                        pairs.append(("Periodo", Cell(period["etichetta"], ("period", a, p))))
                    for (field, year), cell in self.values(number, objective).items():
                        if field != "n":
                            words = f"Target {year}" if field == "target" else self.style.heads[field]
                            pairs.append((words, cell))
                    for words, cell in pairs:
                        part.add((self.style.shifted, Cell(words, ("label",))), (self.style.shifted + 1, cell))
        self.footer(part)
        return [part]
