"""How long whole runs take, beside those of other programs: prints the table of benches/README.md.

    cargo build --profile dist
    python3 benches/compare.py            # all of it: some two minutes
    python3 benches/compare.py --quick    # without the plans of 10,000 objectives and more

Every figure of a row comes from runs in turn (ours, theirs, ours, theirs …), so that ratios hold
while the machine's own speed drifts; quoted are medians. The machine should do nothing else.
"""
import argparse
import json
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PLAN = ROOT / "inputs/piano-obiettivi-2020-2022.yaml"
PEERS = HERE / "peers"
ROWS = json.loads((PEERS / "rows.json").read_text())
MUNICIPALITIES = 7_900


class Run:
    """A finished process: wall and processor seconds, and its peak memory in MiB."""

    def __init__(self, command, cores=None):
        all_cores = os.sched_getaffinity(0)
        os.sched_setaffinity(0, cores or all_cores)
        start = time.perf_counter()
        quiet = subprocess.DEVNULL
        child = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
        _, status, usage = os.wait4(child.pid, 0)
        self.wall = time.perf_counter() - start
        os.sched_setaffinity(0, all_cores)
        if (code := os.waitstatus_to_exitcode(status)) != 0:
            sys.exit(f"{command} ended with {code}")
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024


def in_turn(commands, rounds):
    """The runs of each command, one of each after the other, after one that does not count."""
    for command in commands:
        Run(command)
    runs = [[Run(command) for command in commands] for _ in range(rounds)]
    return list(zip(*runs))


def median(runs, what):
    return statistics.median(getattr(run, what) for run in runs)


def ratio(theirs, ours):
    """The median of the ratios pair by pair."""
    return statistics.median(a.wall / b.wall for a, b in zip(theirs, ours))


def peers_python(folder):
    python = folder / "bin/python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        requirements = PEERS / "requirements.txt"
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", requirements], check=True)
    return python


def quoted(text):
    return "'" + str(text).replace("'", "''").replace("\n", " ") + "'"


def write_plan(path, count, seed=7):
    """A plan of `count` objectives like the reference's, in areas of at most 64."""
    chance = random.Random(seed)
    words = sorted({word for row in ROWS for word in row["description"].split() if word.isalpha()})
    some = lambda most: " ".join(chance.choices(words, k=chance.randint(1, most)))
    done, area = 0, 0
    with open(path, "w") as out:
        out.write("titolo: PIANO OBIETTIVI 2020-2022\nente: Unione di prova\naree:\n")
        while done < count:
            area += 1
            out.write(f"  - nome: {quoted(f'AREA {area} {some(2).upper()}')}\n    periodi:\n")
            for period in ("ANNO 2020", "ANNO 2021 E 2022"):
                here = min(32, count - done)
                if here == 0:
                    break
                out.write(f"      - etichetta: {period}\n        obiettivi:\n")
                left = 1000
                for i in range(here):
                    row = chance.choice(ROWS)
                    weight = left if i + 1 == here else 1000 // here
                    left -= weight
                    done += 1
                    texts = {
                        "servizio": "SERVIZIO " + some(2).upper(),
                        "descrizione": f"{row['description']} {some(9)} {done}",
                        "risultato": f"{row['result'] or 'Risultato'} {some(3)}",
                        "indicatore": f"{row['indicator'] or 'Relazione'} {some(1)}",
                    }
                    lines = [f"{key}: {quoted(text)}" for key, text in texts.items()]
                    lines += [f"tipologia: {row['kind'] or 'S'}", f"peso: {weight / 10}"]
                    out.write("          - " + "\n            ".join(lines) + "\n")


def streams(path):
    """What is deflated in a file, inflated."""
    if path.suffix != ".pdf":
        with zipfile.ZipFile(path) as package:
            return [package.read(name) for name in package.namelist()]
    data, found = path.read_bytes(), []
    for match in re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", data):
        part = data[match.end() : match.end() + int(match.group(1))]
        try:
            found.append(zlib.decompress(part))
        except zlib.error:
            pass
    return found


def floor(files, folder, rounds=50):
    """Processor seconds to deflate what is in `files` once more and to write as much."""
    inflated = [part for path in files for part in streams(path)]
    sizes = [path.read_bytes() for path in files]
    times = []
    for _ in range(rounds):
        start = time.process_time()
        for part in inflated:
            zlib.compress(part, 6)
        for i, content in enumerate(sizes):
            with open(folder / str(i), "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
        times.append(time.process_time() - start)
    return statistics.median(times)


def copies(folder, count):
    folder.mkdir()
    text = PLAN.read_text()
    for i in range(count):
        (folder / f"comune-{i:04}.yaml").write_text(text)
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--program", type=Path, default=ROOT / "target/dist/allegati")
    parser.add_argument("--venv", type=Path, default=ROOT / "target/peers")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    ours, python = str(options.program), str(peers_python(options.venv))
    # What was written or removed before, perhaps by this very script, is done with by then.
    os.sync()
    time.sleep(20)
    rows = []

    def row(work, figure, reach, reached):
        rows.append((work, figure, reach, "yes" if reached else "**no**"))
        print(f"{work}: {figure} (reach {reach})", file=sys.stderr)

    with tempfile.TemporaryDirectory(dir=ROOT / "target") as name:
        work = Path(name)
        out = work / "out"
        (work / "python").mkdir()
        generate = [ours, "genera", str(PLAN), "--uscita", str(out)]
        typst = [python, str(PEERS / "typst_peer.py"), str(PEERS / "rows.json"), str(work / "t.pdf"), "ua-1"]
        stack = [python, str(PEERS / "pystack.py"), str(PEERS / "rows.json"), str(work / "python"), "all"]
        us, them, others = in_turn([generate, typst, stack], options.rounds)
        milliseconds = lambda runs: f"{median(runs, 'wall') * 1000:.1f} ms"
        to_typst, to_stack = ratio(them, us), ratio(others, us)
        row("reference plan, three annexes, beside Typst's PDF alone",
            f"{milliseconds(us)} to {milliseconds(them)}: {to_typst:.1f}×", "4.5×", to_typst >= 4.5)
        row("the same, beside the Python stack's three files",
            f"{milliseconds(us)} to {milliseconds(others)}: {to_stack:.1f}×", "15×", to_stack >= 15)
        rows.append(("the same, JasperReports 7.0.6 (measured elsewhere)", "1.58 s, 127 MB fresh; 87 ms warm", "", ""))
        peak = max(run.peak for run in us)
        row("the same, peak memory", f"{peak:.1f} MiB", "25 MiB", peak <= 25)
        (check,) = in_turn([[ours, "controlla", str(PLAN)]], options.rounds)
        rows.append(("controlla, the reference plan", milliseconds(check), "", ""))

        files = [out / f"{PLAN.stem}{ending}" for ending in (".pdf", ".xlsx", ".docx")]
        least = floor(files, work)
        few, many = copies(work / "few", 50), copies(work / "many", 350)
        one_core = {min(os.sched_getaffinity(0))}

        def batch(plans, cores=None):
            """All of `plans`, each time into a new folder, and none is removed: a disk that has
            just been swept is slower."""
            new = tempfile.mkdtemp(dir=work)
            return Run([ours, "genera", "--molti", str(plans), "--uscita", new], cores)

        batch(few, one_core)
        pairs = [(batch(few, one_core), batch(many, one_core)) for _ in range(5)]
        warm = statistics.median((b.cpu - a.cpu) / 300 for a, b in pairs)
        rows.append(("the same plan, warm, in one process on one core: CPU a plan, written and flushed",
            f"{warm * 1000:.1f} ms", "", ""))
        rows.append(("the same over the floor: deflating the same again (zlib, level 6) and writing it",
            f"{warm * 1000:.1f} to {least * 1000:.1f} ms: {warm / least:.1f}×", "", ""))

        if not options.quick:
            sizes = (10_000, 100_000)
            for count in sizes:
                write_plan(work / f"{count}.yaml", count)
            big = [[ours, "genera", str(work / f"{count}.yaml"), "--uscita", str(work / "big")] for count in sizes]
            few_of_them, all_of_them = in_turn(big, 3)
            short, long = median(few_of_them, "wall"), median(all_of_them, "wall")
            little, much = max(run.peak for run in few_of_them), max(run.peak for run in all_of_them)
            row("100,000 objectives, all checks and three annexes, beside 10,000",
                f"{long:.1f} to {short:.2f} s: {long / short:.1f}×", "11×", long <= 11 * short)
            row("the same, peak memory", f"{much:.0f} MiB (10,000: {little:.0f} MiB)", "2,048 MiB", much <= 2048)
            all_plans = copies(work / "all", MUNICIPALITIES)
            start, whole = batch(few), batch(all_plans)
            row(f"{MUNICIPALITIES:,} plans, three annexes each", f"{whole.wall:.1f} s, {whole.cpu:.0f} s of CPU", "45 s", whole.wall <= 45)
            row("the same, peak memory", f"{whole.peak:.0f} MiB (50 plans: {start.peak:.0f} MiB)", "flat", whole.peak <= 1.5 * start.peak)

    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    print(f"\n{processor}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, {time.strftime('%Y-%m-%d')}\n")
    print("| work | measured | reach | reached |\n|---|---|---|---|")
    for cells in rows:
        print("| " + " | ".join(cells) + " |")


main()
