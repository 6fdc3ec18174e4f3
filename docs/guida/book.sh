#!/usr/bin/env bash
# Builds the guide as an mdBook into `target/guida` and checks its links: `book.sh`. The papers of the project
# that its pages refer to become pages as well. Needs cargo.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/tools.sh
cargo_tool mdbook 0.5.4 --no-default-features --features search

book="$PWD/target/guida-sorgente"
rm -rf "$book" target/guida
mkdir -p "$book"
cp -r docs/guida/{book.toml,accessibile.css,accessibile.js,src} "$book"
for picture in layouts/ricette/*/pagina.png; do
  install -D -m 644 "$picture" "$book/src/${picture#layouts/}"
done
python3 - "$book/src" <<'PYTHON'
"""Makes pages of the papers, and turns links to them, and to other files of the project, round."""
import os, re, sys
from pathlib import Path

folder = Path(sys.argv[1])
papers = {
    "docs/manifesto.md": "manifesto.md", "docs/segnalazioni.md": "segnalazioni.md", "docs/verifica.md": "verifica.md",
    "layouts/README.md": "layout.md", "layouts/RICETTE.md": "ricette.md",
}
sources = {page.name: f"docs/guida/src/{page.name}" for page in folder.glob("*.md")}
pages = {path: name for name, path in sources.items()} | papers
for path, name in papers.items():
    sources[name] = path
    (folder / name).write_text(Path(path).read_text(encoding="utf-8"), encoding="utf-8")
for name, path in sources.items():
    def turned(link):
        text, target = link.group(1), link.group(2)
        if "://" in target or target.startswith("#") or target.endswith(".png"):
            return link.group(0)
        file, _, part = target.partition("#")
        inside = pages.get(os.path.normpath(os.path.join(os.path.dirname(path), file)))
        # Other files of the project are not in the book.
        return f"[{text}]({inside}{'#' + part if part else ''})" if inside else text
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(re.sub(r"(?<!!)\[([^\]\n]*(?:\n[^\]\n]*)?)\]\(([^)\s]+)\)", turned, text), encoding="utf-8")
titles = [(name, re.search(r"^# (.*)", (folder / name).read_text(encoding="utf-8"), re.M).group(1)) for name in papers.values()]
with open(folder / "SUMMARY.md", "a", encoding="utf-8") as summary:
    summary.write("".join(f"- [{title}]({name})\n" for name, title in titles))
PYTHON
mdbook build "$book" --dest-dir "$PWD/target/guida" 2>&1 | grep -v INFO || true
python3 - target/guida <<'PYTHON'
"""Requires that every link of the book leads somewhere, that nothing is fetched from the network, and that every
picture has its text."""
import sys
from html.parser import HTMLParser
from pathlib import Path

folder, wrong, found = Path(sys.argv[1]), [], {}


class Page(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.ids, self.targets = set(), []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids |= {values.get("id"), values.get("name")}
        for key in ("href", "src"):
            target = values.get(key)
            if target is None:
                continue
            if target.startswith("http") and tag != "a":
                wrong.append(f"fetched: {target}")
            elif not target.startswith(("http", "mailto:", "javascript:", "data:")):
                self.targets.append(target)
        if tag == "img" and not values.get("alt"):
            wrong.append(f"without text: {values.get('src')}")


pages = {path: Page(path) for path in sorted(folder.rglob("*.html")) if path.name not in ("toc.html", "404.html")}
for path, page in pages.items():
    for target in page.targets:
        file, _, part = target.partition("#")
        place = (path.parent / file).resolve() if file else path.resolve()
        known = pages.get(next((p for p in pages if p.resolve() == place), None))
        if not place.exists():
            wrong.append(f"{path.name}: {target}")
        elif part and known and part not in known.ids:
            wrong.append(f"{path.name}: {target} (no such part)")
print(f"{len(pages)} pages, {sum(len(page.targets) for page in pages.values())} links")
sys.exit("\n".join(wrong) or 0)
PYTHON
