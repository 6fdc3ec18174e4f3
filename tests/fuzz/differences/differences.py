"""Changes files that signers made, asks `verifica`, and asks every reader about those that it calls intact.

    differences.py PROGRAM WORK [--files 500 | --minutes 60] [--from 0] [--only KIND]

A file that is called intact and that some reader shows otherwise than before the change is a failure: it is
kept in WORK/failures, named by its number, and the exit status is 1. The numbers are the only randomness apart
from the keys of the signers: `--from` begins with another one. WORK/tools holds what `run.sh` installed.
"""

import argparse
import collections
import concurrent.futures
import random
import shutil
import sys
import time
from pathlib import Path

import mutations
import readers
import revisions
import seeds

BATCH = 100


def change(number, only, honest):
    """A changed file by its number: the honest one, the kinds of the changes, and the bytes."""
    dice = random.Random(number)
    # Every reader draws every page, so short files are tried more often.
    weights = [1 / len(original) for _, original, _, _ in honest]
    while True:
        [(folder, original, name, data)] = dice.choices(honest, weights)
        revision = revisions.take_apart(data, len(original))
        if revision is None:
            continue
        chosen = [only] if only else [dice.choice(list(mutations.KINDS))]
        # Two changes together now and then: one to lead a reader astray, one to lead it to something else.
        chosen += [dice.choice(list(mutations.KINDS)) for _ in range(dice.choice([0, 0, 0, 1, 2]))]
        try:
            for kind in chosen:
                mutations.KINDS[kind](dice, revision)
            return folder, name, chosen, mutations.damaged(revision.write(), len(original), revision.raw)
        # An earlier change may have taken away what a later one needs: an IndexError.
        except (mutations.Unfit, IndexError, OverflowError, UnicodeError, ValueError):
            continue


class Honest:
    """What each reader shows of the honest files."""

    def __init__(self, files, asked, work):
        self.seen, self.fields = {}, {}
        for _, original, name, data in files:
            path = work / "honest" / f"{name}.pdf"
            self.fields[name] = list(seeds.boxes(original))
            self.seen[name] = {reader: readers.view(ask, path) for reader, ask in asked.items()}
            unread = [reader for reader, pages in self.seen[name].items() if pages is None]
            if unread:
                print(f"{name}: not read by {', '.join(unread)}")


def judged(program, work, numbers, only, files):
    """The changed files of a batch that `verifica` calls intact, and how often each kind was tried."""
    folder = work / "changed"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made, tried = {}, collections.Counter()
    for number in numbers:
        base, name, chosen, data = change(number, only, files)
        path = folder / f"{number}.pdf"
        path.write_bytes(data)
        made[str(path)] = (base, name, chosen)
        tried.update(chosen)
    intact = []
    for base in {entry[0] for entry in made.values()}:
        paths = [path for path, entry in made.items() if entry[0] == base]
        for path, entry in seeds.verdicts(program, base, paths).items():
            if entry["verdetto"] == "intatto":
                intact.append((Path(path), *made[path][1:]))
    return intact, tried


def compared(asked, honest, path, name):
    """The readers that show the file otherwise than the honest one, and how."""
    found = {}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        views = dict(zip(asked, pool.map(lambda ask: readers.view(ask, path), asked.values()), strict=True))
    for reader, pages in views.items():
        before = honest.seen[name][reader]
        if before is not None and (said := readers.difference(before, pages, honest.fields[name])):
            found[reader] = said
    return found


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program", type=Path)
    arguments.add_argument("work", type=Path)
    arguments.add_argument("--files", type=int, default=500)
    arguments.add_argument("--minutes", type=float)
    arguments.add_argument("--from", dest="first", type=int, default=0)
    arguments.add_argument("--only")
    options = arguments.parse_args()
    program, work = options.program.resolve(), options.work.resolve()
    failures = work / "failures"
    failures.mkdir(parents=True, exist_ok=True)
    asked = readers.readers(work / "tools")
    files = list(seeds.honest(program, work))
    honest = Honest(files, asked, work)
    begun, number = time.monotonic(), options.first
    tried, survived, wrong, intact = collections.Counter(), collections.Counter(), 0, 0

    def goes_on():
        if options.minutes:
            return time.monotonic() - begun < options.minutes * 60
        return number < options.first + options.files

    while goes_on():
        count = BATCH if options.minutes else min(BATCH, options.first + options.files - number)
        kept, kinds = judged(program, work, range(number, number + count), options.only, files)
        number += count
        tried.update(kinds)
        for path, name, chosen in kept:
            intact += 1
            survived.update(chosen)
            if found := compared(asked, honest, path, name):
                wrong += 1
                shutil.copy(path, failures / f"{path.stem}-{'-'.join(chosen).replace(' ', '_')}.pdf")
                print(f"INTACT AND DIFFERENT: {path.stem}, {name}, {' + '.join(chosen)}: {found}", flush=True)
        if options.minutes:
            print(f"{number - options.first} files, {intact} intact, {wrong} wrong", flush=True)
    print(f"\n{'kind':32} tried intact")
    for kind, count in sorted(tried.items()):
        print(f"{kind:32} {count:5} {survived[kind]:6}")
    print(f"{number - options.first} files changed, {intact} called intact, {wrong} of those shown otherwise by a reader")
    sys.exit(1 if wrong else 0)


main()
