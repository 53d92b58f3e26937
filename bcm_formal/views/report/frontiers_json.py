"""Frontiers as JSON, in the form that `sweep.schema.json` describes. The same model gives the same bytes."""

from __future__ import annotations

from importlib.resources import files

from bcm_formal import __version__
from bcm_formal.model.model import Model
from bcm_formal.model.to_json.expressions import Json
from bcm_formal.model.to_json.policy import digest
from bcm_formal.versions.sweeping.area import Part
from bcm_formal.versions.sweeping.results import Frontier, OpenNumber, Outcomes, Swept, Varied
from bcm_formal.views.report.escapes import json_text
from bcm_formal.views.report.frontiers import areas_of, differences_in, kind_of, zone_words

SCHEMA_VERSION = 1
Object = dict[str, Json]


def schema_text() -> str:
    """The published JSON schema of `frontiers_json` and `points_json`."""
    return files("bcm_formal.views.report").joinpath("sweep.schema.json").read_text(encoding="utf-8")


def frontiers_json(swept: Swept) -> str:
    """The frontiers for programs, ending in a line end."""
    document: Object = {
        **_head(swept.model, swept.numbers),
        "properties": [_property(swept, item) for item in swept.frontiers],
    }
    return json_text(document)


def points_json(varied: Varied) -> str:
    """The verdicts at points for programs, ending in a line end."""
    points: list[Json] = [
        {
            "values": {n.name: _value(varied.model, n, value) for n, value in zip(varied.numbers, point, strict=True)},
            "verdicts": _words(varied.names, verdicts),
        }
        for point, verdicts in varied.points
    ]
    remembered = len(varied.remembered or ())
    return json_text({**_head(varied.model, varied.numbers), "remembered": remembered, "points": points})


def _words(names: tuple[str, ...], outcomes: Outcomes | None) -> Object | None:
    if outcomes is None:
        return None
    return {name: outcome.value for name, outcome in zip(names, outcomes, strict=True)}


def _head(model: Model, numbers: tuple[OpenNumber, ...]) -> Object:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "bcm-formal", "version": __version__},
        "path": model.source.path,
        "policy": model.name,
        "digest": digest(model),
        "open": [
            {
                "name": item.name,
                "low": _value(model, item, item.bounds.low),
                "high": _value(model, item, item.bounds.high),
                "written": _value(model, item, item.bounds.value),
            }
            for item in numbers
        ],
    }


def _value(model: Model, number: OpenNumber, value: int) -> Object:
    return {"number": value, "words": number.bounds.words(model, value)}


def _property(swept: Swept, item: Frontier) -> Object:
    parts: Object = {verdict: [_part(swept, zone) for zone in area] for verdict, area in areas_of(item)}
    return {"name": item.name, "is": kind_of(item), **parts, "questions": item.questions, "why_undecided": item.why}


def _part(swept: Swept, zone: Part) -> Object:
    ranges: Object = {}
    for place, number in enumerate(swept.numbers):
        low, high = swept.plane.range_of(zone, place)
        ranges[number.name] = {"low": _value(swept.model, number, low), "high": _value(swept.model, number, high)}
    differences: list[Json] = [*differences_in(swept, zone)]
    return {"ranges": ranges, "differences": differences, "words": zone_words(swept, zone)}
