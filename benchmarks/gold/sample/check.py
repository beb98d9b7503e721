"""Checks the answers of the sample corpus: every page exists, every quotation occurs in its page's visible text.

    python benchmarks/gold/sample/check.py
"""
import html
import json
import re
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser
from warcio.archiveiterator import ArchiveIterator

GOLD = Path(__file__).resolve().parent
SAMPLE = GOLD.parents[2] / "src/dateline/sample"
BLOCK = {"p", "div", "h1", "h2", "h3", "h4", "li", "ul", "ol", "nav", "header", "footer", "section", "aside", "article", "main",
         "figure", "figcaption", "small", "time", "br", "body"}
bad = []


def flat(s):
    return re.sub(r"\s+", " ", s).strip()


def visible(markup):
    """Visible text, one line for each block."""
    tree = LexborHTMLParser(markup)
    for n in tree.css("script, style, head, template"):
        n.decompose()
    for n in tree.css(",".join(BLOCK)):
        n.insert_before("\n")
        n.insert_after("\n")
    return tree.body.text() if tree.body else ""


@cache
def records():
    """source id -> visible text; archives, feeds and JSON lines by record number from 0."""
    out = {}
    for f in sorted(SAMPLE.rglob("*")):
        name = f.relative_to(SAMPLE).as_posix()
        if f.suffix == ".txt":
            out[name] = f.read_bytes().decode()
        elif f.suffix == ".html":
            out[name] = visible(f.read_text())
        elif f.suffix == ".jsonl":
            for n, line in enumerate(f.read_text().splitlines()):
                row = json.loads(line)
                out[f"{name}#{n}"] = row.get("title", "") + "\n" + (row.get("text") or visible(row["html"]))
        elif f.suffix == ".xml":
            root = ElementTree.parse(f).getroot()
            items = [e for e in root.iter() if e.tag.split("}")[-1] in ("item", "entry")]
            for n, e in enumerate(items):
                part = {c.tag.split("}")[-1]: c.text or "" for c in e if c.tag.split("}")[-1] in ("title", "encoded", "content")}
                out[f"{name}#{n}"] = html.unescape(part["title"]) + "\n" + visible(part.get("encoded") or part["content"])
        elif f.name.endswith(".warc.gz"):
            with f.open("rb") as stream:
                for n, r in enumerate(ArchiveIterator(stream)):
                    if r.http_headers.get_statuscode() == "200" and "html" in r.http_headers.get_header("Content-Type"):
                        out[f"{name}#{n}"] = visible(r.content_stream().read().decode())
    return out


def has(page, quote, where, nth=1):
    text = records().get(page)
    if text is None:
        bad.append(f"{where}: no page {page}")
    elif flat(text).count(flat(quote)) < nth:
        bad.append(f"{where}: {page} does not say {quote!r}")


def load(name):
    return tomllib.loads((GOLD / name).read_text())


def main():
    n = Counter(pages=len(records()))
    d = load("documents.toml")
    n["documents"] = len(d["document"])
    for p in d["document"]:
        has(p["page"], p["title"], "document")
    d = load("claims.toml")
    listed = {p["page"] for p in d["page"]}
    for p in listed:
        has(p, "", "claims")
    for c in d["claim"]:
        has(c["page"], c["evidence"], "claim", c.get("nth", 1))
        if c["page"] not in listed:
            bad.append(f"claim on an unlisted page {c['page']}")
    n["claim pages"], n["claims"] = len(listed), len(d["claim"])
    d = load("regions.toml")
    for p in d["page"]:
        text, at = flat(records().get(p["page"], "")), 0
        for r in p["regions"]:
            i = text.find(flat(r["first"]), at)
            j = text.find(flat(r["last"]), max(i, 0))
            if i < 0 or j < 0:
                bad.append(f"region: {p['page']}: {r}")
                continue
            if text[at:i].strip():
                bad.append(f"region: {p['page']}: uncovered {text[at:i]!r}")
            at = j + len(flat(r["last"]))
        if text[at:].strip():
            bad.append(f"region: {p['page']}: uncovered end {text[at:]!r}")
        n["regions"] += len(p["regions"])
    n["region pages"] = len(d["page"])
    d = load("families.toml")
    for f in d["family"]:
        for p in f["pages"] + [x["page"] for x in f.get("partial", [])]:
            has(p, "", "family")
    for p in d["alone"]:
        has(p["page"], "", "alone")
    n["families"], n["family pages"] = len(d["family"]), sum(len(f["pages"]) for f in d["family"])
    d = load("disagreements.toml")
    for x in d["disagreement"] + d["friend"]:
        for s in x["sides"]:
            for p in s["pages"]:
                has(p, s["quote"], x.get("slot", "friend"))
        if x.get("within_page") and len({p for s in x["sides"] for p in s["pages"]}) != 1:
            bad.append(f"within_page over several pages: {x['sides']}")
    n["disagreements"], n["friends"] = len(d["disagreement"]), len(d["friend"])
    for name, keys in (("holdings.toml", ("holding", "never")), ("crossings.toml", ("crossing",)), ("movements.toml", ("movement",)),
                       ("tolls.toml", ("toll",))):
        d = load(name)
        for k in keys:
            n[k] = len(d.get(k, []))
            for x in d.get(k, []):
                for e in x.get("evidence", []):
                    has(e["page"], e["quote"], name)
    for k, v in n.items():
        print(f"{v:5d}  {k}")
    print(*bad, sep="\n")
    print("clean" if not bad else f"{len(bad)} problems")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
