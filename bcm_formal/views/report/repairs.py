"""Repairs of a property, as a page and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files

from bcm_formal import __version__
from bcm_formal.model.to_json.expressions import Json
from bcm_formal.model.to_json.policy import digest
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.repair.repairs import Changed, Repair, Repairs
from bcm_formal.views.report.escapes import json_text
from bcm_formal.views.report.page import Page, Styled

SCHEMA_VERSION = 1


def repairs_page(found: Repairs, paths: Sequence[str] = ()) -> Page:
    """Each repair with what else it changes, and how far was looked; `paths`: where they were written."""
    page = Page()
    page.line(0, Styled(summary(found), "strong"))
    for number, item in enumerate(found.found):
        page.blank()
        page.line(
            0,
            Styled(f"{number + 1}  ", "heading"),
            Styled("; ".join(edit.words for edit in item.edits), "good"),
            hang=3,
        )
        for line in _details(item):
            page.line(3, line)
        if not paths:
            _, _, below = item.text.partition("\n\n")
            for line in below.splitlines():
                page.line(5, Styled(line, "dim"))
        else:
            page.line(3, f"written to {paths[number]}")
    page.blank()
    for line in _effort(found):
        page.line(0, line)
    return page


def summary(found: Repairs) -> str:
    """What came of it, in one line."""
    match found.before:
        case Outcome.HOLDS:
            return f"`{found.name}` holds already: there is nothing to repair"
        case Outcome.UNKNOWN | Outcome.ENGINE_FAULT:
            return f"`{found.name}` is not decided, so no repair was looked for"
        case Outcome.VIOLATED | Outcome.VACUOUS:
            count = len(found.found)
            told = f"{count} repair{'s' if count > 1 else ''}, cheapest first" if count else "no repair was found"
            return f"`{found.name}` is {found.before.value}: {told}"


def _details(item: Repair) -> Iterator[str]:
    if item.misses:
        yield f"checked, and not shown to hold, with {'; '.join(item.misses)}"
    broken = [each for each in item.changed if each.breaks]
    others = [each for each in item.changed if not each.breaks]
    yield f"breaks {', '.join(map(_words, broken))}" if broken else "breaks no property that held"
    if item.fails:
        yield f"fails then: scenario {', '.join(item.fails)}"
    if others:
        yield f"also changes {', '.join(map(_words, others))}"


def _words(item: Changed) -> str:
    return f"{item.name} ({item.before.value} → {item.after.value})"


def _effort(found: Repairs) -> Iterator[str]:
    """What was tried, and what was not."""
    if not found.tried:
        return
    parts = [f"{found.tried} changed {'policy' if found.tried == 1 else 'policies'} checked"]
    parts += [f"{found.undecided} of them undecided"] if found.undecided else []
    parts += [f"{found.refused} refused for what is to be kept"] if found.refused else []
    yield ", ".join(parts)
    left = [f"{found.singles_left} single changes"] if found.singles_left else []
    left += [f"{found.pairs_left} pairs of changes"] if found.pairs_left else []
    yield f"not tried: {', '.join([*left, 'three changes at a time'])}"
    yield "of numbers only the ends of their range and halves were tried"
    if found.left_alone:
        yield f"left alone, because the property asks in their words: {', '.join(found.left_alone)}"


def repairs_json(found: Repairs, paths: Sequence[str] = ()) -> str:
    """The same as JSON, of which `schema_text` is the schema."""
    document: dict[str, Json] = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "bcm-formal", "version": __version__},
        "policy": {"policy": found.model.name, "path": found.model.source.path, "digest": digest(found.model)},
        "property": found.name,
        "verdict": found.before.value,
        "repairs": [_repair(item, paths[n] if paths else None) for n, item in enumerate(found.found)],
        "left_alone": list(found.left_alone),
        "tried": found.tried,
        "undecided": found.undecided,
        "refused": found.refused,
        "not_tried": {"singles": found.singles_left, "pairs": found.pairs_left},
    }
    return json_text(document)


def _repair(item: Repair, path: str | None) -> Json:
    return {
        "changes": [
            {"kind": edit.kind.name.lower(), "of": {"kind": edit.of[0], "name": edit.of[1]}, "words": edit.words}
            for edit in item.edits
        ],
        "misses": list(item.misses),
        "verdicts": [
            {"property": each.name, "before": each.before.value, "after": each.after.value} for each in item.changed
        ],
        "fails": list(item.fails),
        "reform": item.text,
        "path": path,
    }


def schema_text() -> str:
    """The JSON schema of `repairs_json`."""
    return files("bcm_formal.views.report").joinpath("repairs.schema.json").read_text("utf-8")
