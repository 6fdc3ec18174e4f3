"""What a plan of any levels and fields says, row by row, written without a look at the program."""

import copy
import datetime
import decimal
import math
import re

import yaml

# Where a plan of the usual form keeps its groups, and the key that names each.
NESTED = {"aree": ("area", "nome"), "periodi": ("periodo", "etichetta"), "gruppi": (None, None)}
TEXTS = ("premessa", "chiusura", "totale")


def read(path):
    """A plan as its author wrote it: every value a text."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def lists(group):
    """Every list of objectives in a group, in order."""
    if "obiettivi" in group:
        yield group["obiettivi"]
    for key in NESTED:
        for inner in group.get(key, []):
            yield from lists(inner)


def grown(plan, count):
    """The plan with at least `count` objectives: each list repeated, every copy with a number of its own."""
    plan = copy.deepcopy(plan)
    times = math.ceil(count / sum(len(rows) for rows in lists(plan)))
    for rows in lists(plan):
        originals = copy.deepcopy(rows)
        for number in range(1, times):
            for original in copy.deepcopy(originals):
                again = {"descrizione": f"{original['descrizione']} (seguito {number})"}
                if "codice" in original:
                    again["codice"] = f"{original['codice']}.{number}"
                rows.append(original | again)
    return plan


def objectives(group, known=()):
    """Every objective with all its fields, those that it takes over from its groups among them."""
    own = group.get("obiettivi", [])
    for objective in own:
        yield dict(known) | objective | objective.get("altro", {})
    for key, (level, name) in NESTED.items():
        for inner in group.get(key, []):
            more = {field: value for field, value in inner.items() if field not in (*NESTED, *TEXTS, "obiettivi", "altro", name)}
            if level:
                more[level] = inner[name]
            yield from objectives(inner, dict(known) | more | inner.get("altro", {}))


def digits(number):
    """12500.5 → 12.500,5."""
    whole, _, rest = f"{number:,f}".partition(".")
    return whole.replace(",", ".") + ("," + rest if rest else "")


def amount(text):
    """A number as somebody wrote it, in Italian or not."""
    text = text.replace("€", "").replace("%", "").strip()
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    return decimal.Decimal(text)


def day(text):
    """A day as somebody wrote it."""
    numbers = [int(part) for part in re.split(r"[-./]", text)]
    return datetime.date(*(numbers if numbers[0] > 31 else reversed(numbers)))


def shown(value, kind):
    """A value as an Italian office prints it."""
    if kind == "importo":
        number = amount(value)
        return digits(number if number.as_tuple().exponent <= -2 else number.quantize(decimal.Decimal("0.01"))) + " €"
    if kind == "numero":
        number = amount(value)
        return digits(number) if number >= 10_000 else f"{number:f}".replace(".", ",")
    if kind == "percentuale":
        return f"{amount(value):f}%".replace(".", ",")
    return day(value).strftime("%d.%m.%Y") if kind == "data" else value


def said(fields, field, kinds):
    """What `fields` hold under `field`, which may be that of one year: `costo.2026`."""
    name, _, year = field.partition("@")
    value = fields.get(name, "")
    if isinstance(value, dict):
        value = value.get(year, "")
    if name == "peso":
        return value.replace(".", ",")
    return shown(value, kinds.get(name)) if value else ""


def cell(objective, indicator, column, kinds):
    """What the row of `indicator` says in a column."""
    if column == "servizio" and "trasversale" in objective:
        return "OBIETTIVO TRASVERSALE >" + objective["trasversale"]
    if not column.startswith("indicatore"):
        return said(objective, column, kinds)
    field = column.removeprefix("indicatore").removeprefix(".") or "testo"
    return said(indicator, field, kinds)


def grouped(fields, levels):
    """Objectives by levels, each group where its first objective stands."""
    if not levels:
        return fields
    groups = {}
    for objective in fields:
        groups.setdefault(objective.get(levels[0]), []).append(objective)
    return [objective for group in groups.values() for objective in grouped(group, levels[1:])]


def rows(plan, columns, levels=()):
    """What the tables must say: a row for each indicator of each objective; `columns` gives those of an objective."""
    kinds = plan.get("campi", {})
    for objective in grouped(list(objectives(plan)), levels):
        shown = columns(objective)
        indicators = objective.get("indicatori") or [objective.get("indicatore", "")]
        for indicator in indicators if any(column.startswith("indicatore") for column in shown) else indicators[:1]:
            fields = indicator if isinstance(indicator, dict) else {"testo": indicator}
            yield [cell(objective, fields, column, kinds) for column in shown]
