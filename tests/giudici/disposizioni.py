"""Writes random plans in random arrangements and has the program read them:
`disposizioni.py PROGRAM FOLDER [COUNT] [FIRST]`.

What comes back must be the plan, or a finding must stand at the very cell that was read otherwise.
Each seed makes one plan, one arrangement and one file, always the same; a file that is read
otherwise in silence is kept, and its seed printed.
"""

import collections
import concurrent.futures
import os
import pathlib
import random
import sys
from decimal import Decimal, InvalidOperation

import disposizione
import lettura
import piani_a_caso
import scrittori
import ufficio

COUNT = 2_000
# How often each kind of file is drawn; LibreOffice makes the OpenDocument ones of a workbook.
KINDS = ("xlsx",) * 10 + ("docx",) * 6 + ("csv",) * 2 + ("ods",) * 2
# How often parts are given as a file each.
ALONE = 0.4
# Findings on what the plan says, not on how the file was read.
OF_THE_PLAN = {
    "totale-diverso", "totale-dichiarato", "pesi-degli-indicatori", "pesi-in-frazione", "obiettivo-ripetuto",
    "anno-fuori-piano", "periodi-sovrapposti", "titolo-simile", "trasversale-diverso", "refuso", "frase-mancante",
    "articolo-discorde", "risultato-o-indicatore-assente", "data-impossibile", "scadenza-fuori-periodo",
    "obiettivo-senza-peso", "allegato-non-elencato", "dato-non-stampato", "colonna-in-altro", "parola-spezzata",
}  # fmt: skip
# Arrangements that are not judged yet, and why.
NOT_YET: dict[str, str] = {}
# Seeds whose files are read otherwise in silence, known and not yet mended; one that is read as it
# should be must leave the list.
KNOWN: dict[int, str] = {}
# Most files that may be read with a finding instead of as they are, in hundredths.
MOST_SAID = 15


class Case:
    """A seed's plan, arrangement and file."""

    def __init__(self, seed, folder):
        draw = random.Random(seed)
        self.seed = seed
        self.plan, self.has = piani_a_caso.plan(draw)
        self.kind = draw.choice(KINDS)
        self.style = disposizione.style(draw, self.plan, self.has)
        if self.style.area == "name" and not all(scrittori.is_sheet_name(area["nome"]) for area in self.plan["aree"]):
            self.style.area = "above"
        self.arrangement = disposizione.Arrangement(self.plan, self.has, self.style, draw)
        self.parts = self.arrangement.parts()
        self.path = folder / f"{seed}.{self.kind}"
        # Some parts go into a file each, as heads of area send them; drawn apart, so that a seed stays what it was.
        self.is_split = self.kind != "ods" and len(self.parts) > 1 and random.Random(f"{seed} files").random() < ALONE
        self.paths = [folder / f"{seed}-{n}.{self.kind}" for n in range(len(self.parts))] if self.is_split else [self.path]
        self.places = None

    def origins_of(self, objective):
        """Origins of the cells whose text an objective has that is none of the plan's."""
        texts = [text for text in objective.values() if isinstance(text, str)]
        names = [(("area", a), area["nome"]) for a, area in enumerate(self.plan["aree"])]
        footer = [(("footer", i), text) for i, text in enumerate(self.style.footer)]
        return [origin for origin, text in names + footer if any(text in t for t in texts)] + [("total",)]

    def write(self):
        """Writes the file or the files; of one for OpenDocument the workbook that it is made of."""
        write = {"xlsx": scrittori.workbook, "ods": scrittori.workbook, "docx": scrittori.document, "csv": scrittori.text_file}[self.kind]
        if not self.is_split:
            path = self.path.with_suffix(".xlsx") if self.kind == "ods" else self.path
            self.places = write(self.arrangement, self.parts, path)
            return path
        self.places = {}
        for part, path in zip(self.parts, self.paths):
            for origin, places in write(self.arrangement, [part], path).items():
                self.places.setdefault(origin, []).extend(f"{path.name}: {place}" for place in places)
        return self.paths[0]


def number(text):
    """A weight as a number, whatever its signs; a text that is none stays."""
    try:
        return Decimal(str(text).strip().removesuffix("%").strip().replace(",", ".")).normalize()
    except InvalidOperation:
        return text


def same(field, want, got):
    if field == "peso":
        return number(want) == number(got)
    return (want or "").strip() == (got or "").strip()


def further(objective):
    """The further fields of an objective, by year where there is one, as the judge compares them."""
    expected = objective.get("risultato")
    # Targets of years are the results that are expected in each.
    found = dict(expected) if isinstance(expected, dict) else {}
    for name, value in (objective.get("altro") or {}).items():
        if isinstance(value, dict):
            found.update(value)
        else:
            found[name] = value
    for indicator in objective.get("indicatori") or ():
        for name, value in indicator.items():
            if isinstance(value, dict):
                found.update(value)
    return found


def by_year(name):
    """The year that a further field's name ends with, or the name."""
    last = name.split()[-1] if name.split() else name
    return last if last.isdigit() else name


def fields(objective):
    """All fields of an objective by name; those of years by their year."""
    made = {key: value for key, value in objective.items() if not isinstance(value, (dict, list))}
    made.update({by_year(name): value for name, value in further(objective).items()})
    for indicator in objective.get("indicatori") or ():
        made.setdefault("indicatore", indicator.get("testo"))
    return made


OWN = ("codice", "servizio", "trasversale", "tipologia", "descrizione", "risultato", "indicatore", "peso")


def compare_fields(case, at, want, got):
    """Differences of an objective: what differs, and the origins of the cells that say it."""
    have, wanted = fields(got), {key: value for key, value in want.items() if key != "altro"}
    wanted.update({key: case.arrangement.shown(key, value) for key, value in want.get("altro", {}).items()})
    for field in {**wanted, **have}:
        # The area's manager may stand in each objective, if a column says it.
        if field in ("responsabile", "Responsabile", "area", "periodo") or is_count(case, field, have.get(field), at):
            continue
        if not same(field, wanted.get(field), have.get(field)):
            origin = (field, at) if field in OWN else ("altro", at, field)
            yield f"objective {at}, {field}: {wanted.get(field)!r} became {have.get(field)!r}", [origin]


def is_count(case, field, text, at):
    """Whether a further field is the column of numbers, which says nothing of its own."""
    return case.style.numbered and field == case.style.heads["n"] and text == str(at)


def whole(at):
    """Origins of every cell of an objective."""
    return [(field, at) for field in OWN]


def compare(case, plan):
    """Differences of a plan that came back, each with the origins of its cells."""
    arrangement = case.arrangement
    if (plan.get("titolo") or "") != arrangement.title:
        yield f"title: {arrangement.title!r} became {plan.get('titolo')!r}", [("title",)]
    if (plan.get("ente") or "") != case.plan.get("ente", ""):
        yield f"entity: {case.plan.get('ente')!r} became {plan.get('ente')!r}", [("entity",)]
    want, got = list(arrangement.objectives()), list(lettura.objectives(plan))
    pairs = paired(want, got)
    for i, j in pairs:
        yield from compare_rows(case, i + 1, want[i], got[j])
    for i in sorted(set(range(len(want))) - {i for i, _ in pairs}):
        a = case.plan["aree"].index(want[i][0])
        yield f"objective {i + 1} is lost: {want[i][-1]['descrizione']!r}", [*whole(i + 1), ("area", a)]
    for j in sorted(set(range(len(got))) - {j for _, j in pairs}):
        yield f"an objective more: {got[j]}", case.origins_of(got[j][-1])
    groups = collections.defaultdict(list)
    for i, j in pairs:
        groups[got[j][0], got[j][2], want[i][0]["nome"]].append(j)
    for group, places in groups.items():
        if places != sorted(places):
            yield f"the order of {group} became {places}", []


def paired(want, got):
    """Which objective came back as which: those of one description, which no two of a plan have,
    then the others by their order, if none is lost. One under a wrong area stands elsewhere."""
    places = {}
    for j, (*_, objective) in enumerate(got):
        places.setdefault(objective.get("descrizione", ""), j)
    pairs = [(i, places.pop(text)) for i, text in enumerate(o["descrizione"] for *_, o in want) if text in places]
    others = [[at for at in range(len(rows)) if at not in {pair[side] for pair in pairs}] for side, rows in enumerate((want, got))]
    if len(want) == len(got):
        pairs += zip(*others)
    return sorted(pairs)


def missing(case, a, name):
    """Origins of the rows of an area, where they have no name at all: one finding speaks for all."""
    if name:
        return []
    numbers = [n for n, (area, _, _) in enumerate(case.arrangement.objectives(), 1) if area is case.plan["aree"][a]]
    return [origin for n in numbers for origin in whole(n)]


def compare_rows(case, at, want, got):
    """Differences of an objective, of its area and of its period."""
    area, period, objective = want
    a = case.plan["aree"].index(area)
    p = area["periodi"].index(period)
    name, manager, label, row = got
    if name != area["nome"]:
        yield f"objective {at}, area: {area['nome']!r} became {name!r}", [("area", a), *missing(case, a, name)]
    label_place = ("title",) if case.style.period == "title" else ("period", a, p)
    if case.style.period == "with-area":
        label_place = ("area", a)
    if label != period["etichetta"]:
        yield f"objective {at}, period: {period['etichetta']!r} became {label!r}", [label_place, *missing(case, a, label)]
    # Where an area has several managers, each objective keeps its own.
    if area.get("responsabile") != (manager or row.get("responsabile") or (row.get("altro") or {}).get("Responsabile")):
        origin = ("manager", a) if case.style.kind in ("columns", "forms") or case.style.manager != "dash" else ("area", a)
        yield f"objective {at}, manager: {area.get('responsabile')!r} became {manager!r}", [origin, ("area", a)]
    yield from compare_fields(case, at, objective, row)


def lost(case, reading):
    """Texts of the footer of which neither the plan nor a finding nor the report says anything."""
    footer = [origin for origin in case.places if origin[:1] == ("footer",)]
    if not footer:
        return
    places = reading.places(OF_THE_PLAN)
    for origin in footer:
        text = case.style.footer[origin[1]]
        # A page number is none of the plan's words; who signs is proposed without «F.to».
        if text.startswith("Pag. ") or text.removeprefix("F.to ") in reading.text:
            continue
        for place in case.places[origin]:
            if place not in places:
                yield f"the line {text!r} at {place} is left out in silence"


def judge(program, case, folder):
    """What became of a case: how it was read, and what differs in silence."""
    reading = lettura.Reading(program, case.paths, folder / f"{case.seed}.yaml")
    if reading.status not in (0, 1):
        return "broken", [f"status {reading.status}: {reading.said[-500:]}"]
    if reading.plan is None:
        said = [f for f in reading.findings() if f["gravita"] == "errore" and f["punti"]]
        return "refused", [] if said else ["refused without a finding"]
    differences = list(compare(case, reading.plan))
    silent, said = [], 0
    for difference, origins in differences:
        places = {place for origin in origins for place in case.places.get(origin, ())}
        if places & reading.places(OF_THE_PLAN):
            said += 1
        else:
            silent.append(difference)
    silent += lost(case, reading)
    outcome = "silent" if silent else "said" if said else "equal"
    return outcome, silent


def made(seed, folder):
    """The case of a seed, its file written."""
    case = Case(seed, folder)
    case.write()
    return case


def chunk(program, folder, seeds):
    """Judges some seeds: outcome, kind and silent differences of each."""
    found = []
    for seed in seeds:
        case = made(seed, folder)
        outcome, silent = judge(program, case, folder)
        if not silent:
            for path in case.paths:
                path.unlink()
            (folder / f"{seed}.yaml").unlink(missing_ok=True)
        found.append((seed, case.kind, case.style, outcome, silent))
    return found


def opened(folder, seeds):
    """Makes the files of OpenDocument, all at once."""
    sources = [made(seed, folder).path.with_suffix(".xlsx") for seed in seeds]
    if not sources:
        return
    for source, target in zip(sources, ufficio.convert(sources, "ods", folder / "ods")):
        target.rename(source.with_suffix(".ods"))
        source.unlink()


def main(program, folder, count=COUNT, first=0):
    folder = pathlib.Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    program = str(pathlib.Path(program).resolve())
    seeds = [seed for seed in range(int(first), int(first) + int(count)) if Case(seed, folder).style.kind not in NOT_YET]
    opened(folder, [seed for seed in seeds if Case(seed, folder).kind == "ods"])
    step = 50
    chunks = [seeds[at : at + step] for at in range(0, len(seeds), step)]
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        results = [row for rows in pool.map(chunk, *zip(*[(program, folder, c) for c in chunks])) for row in rows]
    outcomes = collections.Counter()
    passed = [seed for seed, *_, silent in results if seed in KNOWN and not silent]
    for seed, kind, style, outcome, silent in results:
        if seed in KNOWN and silent:
            print(f"known and not yet mended: seed {seed}: {KNOWN[seed]}")
            continue
        outcomes[outcome] += 1
        if silent:
            print(f"seed {seed} ({kind}, {style.kind}, area {style.area}, period {style.period}), in {folder}")
            for line in silent[:6]:
                print(f"  {line}")
    for kind, why in NOT_YET.items():
        print(f"not judged yet: {kind}: {why}")
    print(", ".join(f"{n} {outcome}" for outcome, n in sorted(outcomes.items())))
    for seed in passed:
        print(f"no longer wrong: seed {seed}")
    too_many = (outcomes["said"] + outcomes["refused"]) * 100 > MOST_SAID * len(results)
    if too_many:
        print(f"more than {MOST_SAID}% are not read as they are")
    return bool(outcomes["silent"] + outcomes["broken"] or too_many or passed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
