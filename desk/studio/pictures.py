"""Pictures of figures: Vega-Lite specifications (vega.github.io/vega-lite), drawn as SVG.

A picture never stands alone: a sentence tells its point and a table its numbers. Every part of it
has its words beside it or a number in it, and a dark edge, so that nothing hangs on colour.
"""

import hashlib
import json
import textwrap
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import vl_convert

Spec = Mapping[str, Any]
WIDE, NARROW = 640, 240
"""Pixels; the narrow one is for a telephone, where letters of the wide one could not be read."""
INK, EDGE = "#1f1f1f", "#333333"
COLOURS = ("#08519c", "#9ecae1", "#d94801", "#fdd0a2", "#54278f")
"""A dark and a light one by turns: what stands beside each other differs in greys too."""
_FONT = "system-ui, Segoe UI, Roboto, Noto Sans, DejaVu Sans, sans-serif"
_BLANK = "#ffffff"
_LINE, _BAR, _AIR, _LETTER = 17, 16, 10, 7
"""Pixels: a line of words, the bar beneath it, what is between two; the width of a letter."""
_ROOM = 1.3
"""The width, in longest bars: what is written behind that one needs room."""
_KEPT = 200
_CONFIG: Spec = {
    "font": _FONT,
    "background": "#ffffff",
    "view": {"stroke": None},
    "text": {"color": INK, "fontSize": 13},
    "axis": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12,
             "titleFontWeight": "normal", "domainColor": EDGE, "tickColor": EDGE,
             "gridColor": "#dddddd", "labelOverlap": "greedy"},
    "legend": {"labelColor": INK, "labelFontSize": 13, "title": None, "orient": "top",
               "symbolType": "square", "symbolStrokeColor": EDGE, "symbolStrokeWidth": 1,
               "columns": 1, "labelLimit": WIDE},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a picture: its words, what it adds up to, and what is written behind it."""

    label: str
    values: Sequence[float]
    """One for each series."""
    told: str


def bars(
    rows: Sequence[Bar], series: Sequence[str], *, blank: bool = False, narrow: bool = False
) -> Spec:
    """Lying bars, beneath each other in this order, each with its words above it. More than one
    series stand behind each other, and get a legend; the last has no colour where it is `blank`.
    """
    width = NARROW if narrow else WIDE
    labels = [wrap(row.label, width // _LETTER) for row in rows]
    above = _LINE * max(map(len, labels), default=1)
    step = above + _BAR + _AIR
    values = [
        {"row": nth, "series": name, "order": place, "value": value}
        for nth, row in enumerate(rows)
        for place, (name, value) in enumerate(zip(series, row.values, strict=True))
    ]
    sums = [sum(row.values) for row in rows]
    ends = [
        {"row": nth, "label": labels[nth], "told": row.told, "value": sums[nth]}
        for nth, row in enumerate(rows)
    ]
    room = max(sums, default=0) * _ROOM or 1
    y: Spec = {"field": "row", "type": "ordinal", "axis": None, "scale": {"padding": 0}}
    x: Spec = {"type": "quantitative", "axis": None, "scale": {"domain": [0, room]}}
    middle = (above + _BAR / 2) - step / 2
    bar = {"type": "bar", "height": _BAR, "yOffset": middle, "stroke": EDGE, "strokeWidth": 0.75}
    label = {"type": "text", "align": "left", "baseline": "top", "x": 0, "yOffset": 2 - step / 2,
             "lineHeight": _LINE}  # fmt: skip
    told = {"type": "text", "align": "left", "dx": 5, "yOffset": middle, "fontWeight": "bold"}
    of_bar = {"y": y, "x": {**x, "field": "value", "stack": "zero"}, "order": {"field": "order"},
              "color": _colours(series, blank)}  # fmt: skip
    behind = {"y": y, "x": {**x, "field": "value"}, "text": {"field": "told"}}
    return {
        "width": width,
        "height": {"step": step},
        "config": _CONFIG,
        "layer": [
            {"data": {"values": values}, "mark": bar, "encoding": of_bar},
            {"data": {"values": ends}, "mark": label,
             "encoding": {"y": y, "text": {"field": "label"}}},
            {"data": {"values": ends}, "mark": told, "encoding": behind},
        ],
    }  # fmt: skip


def wrap(text: str, letters: int) -> list[str]:
    """The words in lines of so many letters."""
    return textwrap.wrap(text, letters) or [""]


def columns(rows: Sequence[Bar], title: str, *, narrow: bool = False) -> Spec:
    """Standing bars beside each other in this order, with the number on top where there is room;
    `title` is what the numbers are.
    """
    width = NARROW if narrow else WIDE
    values = [
        {"label": row.label, "value": row.values[0], "told": row.told, "nth": nth}
        for nth, row in enumerate(rows)
    ]
    x: Spec = {"field": "label", "type": "ordinal", "sort": {"field": "nth"},
               "axis": {"title": None, "labelAngle": -45}}  # fmt: skip
    y: Spec = {"field": "value", "type": "quantitative", "title": title}
    drawn: list[Spec] = [
        {"mark": {"type": "bar", "stroke": EDGE, "strokeWidth": 0.75, "color": COLOURS[0]},
         "encoding": {"x": x, "y": y}},
    ]  # fmt: skip
    if len(rows) * 26 <= width:
        told: Spec = {"mark": {"type": "text", "dy": -7}, "encoding": {"text": {"field": "told"}}}
        drawn.append({**told, "encoding": {**told["encoding"], "x": x, "y": y}})
    return {
        "width": width, "height": 220, "config": _CONFIG, "data": {"values": values},
        "layer": drawn,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Range:
    """A day or hour: between which bounds something was expected, and what came."""

    label: str
    low: float
    middle: float
    high: float
    came: float | None = None


def ranges(rows: Sequence[Range], title: str, *, narrow: bool = False) -> Spec:
    """Standing ranges with a line across at the middle, and a diamond where what came lies;
    `title` is what the numbers are.
    """
    values = [
        {"label": row.label, "low": row.low, "middle": row.middle, "high": row.high,
         "came": row.came, "nth": nth}
        for nth, row in enumerate(rows)
    ]  # fmt: skip
    x: Spec = {"field": "label", "type": "ordinal", "sort": {"field": "nth"},
               "axis": {"title": None, "labelAngle": -45}}  # fmt: skip

    def y(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "title": title}

    layers: list[Spec] = [
        {"mark": {"type": "bar", "color": COLOURS[1], "stroke": EDGE, "strokeWidth": 0.75,
                  "width": {"band": 0.6}},
         "encoding": {"x": x, "y": y("low"), "y2": {"field": "high"}}},
        {"mark": {"type": "tick", "color": COLOURS[0], "thickness": 3, "width": {"band": 0.6}},
         "encoding": {"x": x, "y": y("middle")}},
        {"transform": [{"filter": "datum.came !== null"}],
         "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 110,
                  "color": COLOURS[2], "stroke": EDGE, "opacity": 1},
         "encoding": {"x": x, "y": y("came")}},
    ]  # fmt: skip
    return {
        "width": NARROW if narrow else WIDE, "height": 240, "config": _CONFIG,
        "data": {"values": values}, "layer": layers,
    }  # fmt: skip


def _colours(series: Sequence[str], blank: bool) -> Spec:
    coloured = COLOURS[: len(series) - blank]
    scale = {"domain": list(series), "range": [*coloured, *([_BLANK] if blank else [])]}
    legend: Spec = {"legend": None} if len(series) == 1 else {}
    return {"field": "series", "type": "nominal", "scale": scale, **legend}


# -- drawing -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Drawn:
    svg: str
    tag: str
    """Tells this picture from every other; for the ETag."""


class Drawing:
    """Draws, and keeps what was drawn. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, str] = OrderedDict()

    def draw(self, spec: Spec) -> Drawn:
        """About 20 ms, and 0.4 s the first time; nothing is fetched from anywhere."""
        told = json.dumps(spec, sort_keys=True)
        tag = hashlib.sha256(told.encode()).hexdigest()[:24]
        with self._lock:
            if tag not in self._kept:
                self._kept[tag] = _svg(told)
            self._kept.move_to_end(tag)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return Drawn(self._kept[tag], tag)


def _svg(spec: str) -> str:
    return vl_convert.vegalite_to_svg(spec, allowed_base_urls=[], format_locale="nl-NL")
