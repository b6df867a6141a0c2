"""Where today's countries lie, from a TopoJSON file: boxes around each piece of their land. Standard library only."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

# West, south, east, north, in degrees.
Box = tuple[float, float, float, float]


def read_countries(path: Path) -> Mapping[str, Sequence[Box]]:
    """The boxes by the countries' names. OSError where the file is missing."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    found: dict[str, list[Box]] = defaultdict(list)
    for country in topology["objects"]["countries"]["geometries"]:
        pieces = country.get("arcs", [])
        for rings in [pieces] if country["type"] == "Polygon" else pieces:
            found[country["properties"]["name"]].append(box_of(rings[0], topology))
    return found


def box_of(ring: Sequence[int], topology: dict[str, Any]) -> Box:
    """The box around an outer ring. An arc that is gone along backwards has the number that `~` makes of its own."""
    spots = [spot for number in ring for spot in spots_of(topology["arcs"][max(number, ~number)], topology)]
    xs, ys = [x for x, _y in spots], [y for _x, y in spots]
    return min(xs), min(ys), max(xs), max(ys)


def spots_of(arc: Sequence[Sequence[int]], topology: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """The spots of an arc, which is written as steps on a grid."""
    (wide, tall), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    xs, ys = (accumulate(step[axis] for step in arc) for axis in (0, 1))
    return ((x * wide + left, y * tall + low) for x, y in zip(xs, ys, strict=True))
