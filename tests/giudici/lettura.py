"""How the program reads files of others: the plan that it writes, and what it says of it."""

import json
import pathlib
import subprocess

import yaml


class Reading:
    """A file as `importa` reads it; the findings are asked for only where they matter."""

    def __init__(self, program, files, target, options=()):
        self.program, self.files, self.options = program, [str(file) for file in files], list(options)
        command = [program, "importa", *self.files, "-o", str(target), "--sostituisci", *self.options]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        self.status, self.said = done.returncode, done.stderr + done.stdout
        self.text = target.read_text(encoding="utf-8") if target.exists() else ""
        # Every scalar as it is written: «007» and dates stay texts.
        self.plan = yaml.load(self.text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)) if self.text else None
        self.known = None

    def findings(self):
        """Every finding as JSON gives it."""
        if self.known is None:
            together = ["--insieme"] if len(self.files) > 1 else []
            command = [self.program, "controlla", *self.files, "--json", *together, *self.options]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
            self.known = json.loads(done.stdout)["segnalazioni"]
        return self.known

    def in_file(self, name, place):
        """A place, with its file where there are several."""
        return f"{name}: {place}" if len(self.files) > 1 else place

    def places(self, besides=()):
        """The places of findings: cell or line, with the file's name where there are several."""
        found = set()
        for finding in self.findings():
            if finding["codice"] not in besides:
                for point in finding["punti"]:
                    found.add(self.in_file(pathlib.Path(point["file"]).name, point.get("cella") or point["riga"]))
        return found


def objectives(plan):
    """Area, its manager, period and objective, for a plan in areas and for a list of rows."""
    managers = {area["nome"]: area.get("responsabile") for area in plan.get("aree") or () if "nome" in area}
    for area in plan.get("aree") or ():
        for period in area.get("periodi") or ():
            for objective in period.get("obiettivi") or ():
                yield area.get("nome"), area.get("responsabile"), period.get("etichetta"), objective
    for objective in plan.get("obiettivi") or ():
        area = objective.get("area")
        yield area, managers.get(area), objective.get("periodo"), objective
