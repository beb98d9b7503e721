"""Makes `src/dateline/data/shapes/world.json.gz` from the npm package world-atlas 2.0.2 (Natural Earth 1:50m, public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m training.shapes package/countries-50m.json

Borders are Natural Earth's de-facto lines. Those known to be in dispute are marked, so that every map can draw them apart;
which ones is listed in `DISPUTED`, by unit or by pair and box.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "src/dateline/data/shapes/world.json.gz"
DISPUTED_UNITS = {"Kosovo", "N. Cyprus", "Somaliland", "Siachen Glacier", "W. Sahara", "Palestine", "Taiwan"}
DISPUTED = (
    ({"Russia", "Ukraine"}, (32.0, 44.0, 37.0, 46.5)),
    ({"India", "Pakistan", "China"}, (73.0, 32.2, 80.6, 37.3)),
    ({"India", "China"}, (91.0, 26.4, 98.0, 29.8)),
    ({"Israel", "Syria"}, (35.0, 32.5, 36.5, 33.6)),
    ({"Egypt", "Sudan"}, (33.0, 21.5, 38.0, 23.5)),
    ({"Sudan", "S. Sudan"}, (27.0, 9.0, 30.0, 11.0)),
    ({"Armenia", "Azerbaijan"}, (44.0, 38.5, 47.5, 41.5)),
    ({"Guyana", "Venezuela"}, (-62.0, 1.0, -59.0, 9.0)),
)  # fmt: skip

Arc = list[tuple[float, float]]


def arcs_of(topology: dict[str, Any]) -> list[Arc]:
    """Arcs of a quantised topology in degrees, rounded to 0.01."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Arc = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            point = (round(x * scale_x + move_x, 2), round(y * scale_y + move_y, 2))
            if not points or points[-1] != point:
                points.append(point)
        arcs.append(points)
    return arcs


def users_of(topology: dict[str, Any]) -> dict[int, set[str]]:
    """Names of the countries that each arc bounds."""
    users: dict[int, set[str]] = defaultdict(set)

    def walk(part: Any, name: str) -> None:
        if isinstance(part, int):
            users[part if part >= 0 else ~part].add(name)
        else:
            for inner in part:
                walk(inner, name)

    for geometry in topology["objects"]["countries"]["geometries"]:
        walk(geometry.get("arcs", []), geometry["properties"]["name"])
    return users


def disputed(names: set[str], arc: Arc) -> bool:
    """Whether a border is to be drawn as disputed."""
    if names & DISPUTED_UNITS and len(names) > 1:
        return True
    middle = arc[len(arc) // 2]
    return any(
        len(names & pair) > 1 and box[0] <= middle[0] <= box[2] and box[1] <= middle[1] <= box[3] for pair, box in DISPUTED
    )


def main(source: str) -> None:
    topology = json.loads(Path(source).read_text())
    users = users_of(topology)
    lines = [
        {"kind": "coast" if len(users[at]) < 2 else "disputed" if disputed(users[at], arc) else "border", "line": arc}
        for at, arc in enumerate(arcs_of(topology))
        if len(arc) > 1
    ]
    body = json.dumps({"source": "Natural Earth 1:50m, public domain, via world-atlas 2.0.2", "lines": lines}, separators=(",", ":"))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        out.write(body.encode())
    print(f"{len(lines)} lines, {sum(line['kind'] == 'disputed' for line in lines)} disputed, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
