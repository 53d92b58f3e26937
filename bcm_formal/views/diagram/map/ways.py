"""Which lines the map has: ways on from left to right as lines, all others as short ones with a name at both ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum

from bcm_formal.records import dataclass
from bcm_formal.views.diagram.graph import Edge, Emphasis, End, EndKind, Graph, Rule, Style, Tail
from bcm_formal.views.diagram.map.columns import is_quiet

NAMED_UP_TO = 3
"""so many other ends of a short line are named; more are counted"""
LAYER_FROM, LACKING_UP_TO = 4, 3
"""of so many statuses of a layer one line is drawn from its frame, if no more than so many lack it"""


class Course(Enum):
    """Which way a line runs."""

    ON = "on"
    """into a column further right"""
    WITHIN = "within"
    """in one column"""
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Arm:
    """A line: from some places through one label into a status."""

    number: int
    """of its line in `Graph.edges` as merged"""
    course: Course
    tails: tuple[Tail, ...]
    head: str
    rules: tuple[Rule, ...]
    style: Style


@dataclass(frozen=True, slots=True)
class Stub:
    """One end of a short line: `others` is what is at its other end."""

    number: int
    others: str
    rules: tuple[Rule, ...]
    style: Style
    is_term: bool
    """it is the end of a term, which the status says itself"""
    excepted: str = ""
    """titles of statuses of the layer that do not have it"""
    lacking: tuple[str, ...] = ()
    """their names"""


@dataclass(frozen=True, slots=True)
class Plan:
    """All lines, and the ends of short ones by status, or by layer where they leave all of it."""

    arms: tuple[Arm, ...]
    exits: dict[str, tuple[Stub, ...]]
    arrivals: dict[str, tuple[Stub, ...]]


def merged(edges: Iterable[Edge]) -> list[Edge]:
    """The lines, parallel ones of one look as one. Whoever acts: a line of several actors is that of the first."""
    found: dict[tuple[object, ...], Edge] = {}
    for edge in edges:
        ends = tuple((tail.end, tail.emphasis, tail.ways) for tail in edge.tails)
        is_term = all(rule.is_time_limit for rule in edge.rules)
        key = (ends, edge.head, replace(edge.style, actor=""), is_term)
        known = found.get(key)
        found[key] = edge if known is None else replace(known, rules=(*known.rules, *edge.rules))
    return list(found.values())


def _with_layers(graph: Graph, edge: Edge) -> Edge:
    """The line with a layer in place of nearly all of its statuses, if it is equally loud from all of them."""
    tails: list[Tail] = []
    for layer in graph.clusters:
        names = {node.name: node.title for node in layer.nodes if node.name != edge.head.name}
        if layer.note:  # not all of it is there
            tails += [tail for tail in edge.tails if tail.end.name in (*names, layer.name)]
            continue
        inside = [tail for tail in edge.tails if tail.end.kind is EndKind.STATUS and tail.end.name in names]
        lacking = [name for name in names if all(tail.end.name != name for tail in inside)]
        is_most = len(inside) >= LAYER_FROM and len(lacking) <= min(LACKING_UP_TO, len(inside) // 2)
        if is_most and len({(tail.emphasis, tail.ways) for tail in inside}) == 1:
            end = End(EndKind.LAYER, layer.name)
            excepted = ", ".join(names[name] for name in lacking)
            tails.append(Tail(end, inside[0].emphasis, excepted, tuple(lacking), inside[0].ways))
        else:
            tails += [tail for tail in edge.tails if tail.end.name in (*names, layer.name)]
    return replace(edge, tails=tuple(tails))


def plan(graph: Graph, all_lines: bool = False) -> Plan:
    """What is drawn as a line, and what as two short ones."""
    place = {
        node.name: (column, row) for column, layer in enumerate(graph.clusters) for row, node in enumerate(layer.nodes)
    }
    titles = {node.name: node.title for node in graph.nodes()} | {layer.name: layer.title for layer in graph.clusters}
    column_of = {layer.name: column for column, layer in enumerate(graph.clusters)}
    arms: list[Arm] = []
    exits: dict[str, list[Stub]] = {}
    arrivals: dict[str, list[Stub]] = {}
    for number, edge in enumerate(merged(_with_layers(graph, edge) for edge in graph.edges)):
        head_column, head_row = place[edge.head.name]
        by_course: dict[Course, list[Tail]] = {}
        short: list[Tail] = []
        for tail in edge.tails:
            column, row = _place(tail.end, place, column_of)
            course = Course.ON if column < head_column else Course.BACK if column > head_column else Course.WITHIN
            is_on = course is Course.ON or (course is Course.WITHIN and row < head_row)
            if all_lines or _is_loud(edge, tail) or (is_on and not is_quiet(edge)):
                by_course.setdefault(course, []).append(tail)
            else:
                short.append(tail)
        for course, tails in by_course.items():
            heard = loudest(tails)
            style, rules = replace(edge.style, emphasis=heard), _as_loud(edge.rules, heard)
            arms.append(Arm(number, course, tuple(tails), edge.head.name, rules, style))
        is_term = all(rule.is_time_limit for rule in edge.rules)
        for tail in short:
            style, rules = replace(edge.style, emphasis=tail.emphasis), _as_loud(edge.rules, tail.emphasis)
            stub = Stub(number, titles[edge.head.name], rules, style, is_term, tail.excepted, tail.lacking)
            exits.setdefault(tail.end.name, []).append(stub)
        if short:
            heard = loudest(short)
            style, rules = replace(edge.style, emphasis=heard), _as_loud(edge.rules, heard)
            others = _named([titles[tail.end.name] for tail in short], short)
            arrivals.setdefault(edge.head.name, []).append(Stub(number, others, rules, style, is_term))
    return Plan(
        tuple(arms), {name: tuple(found) for name, found in exits.items()}, {n: tuple(f) for n, f in arrivals.items()}
    )


LOUDNESS = {Emphasis.FAINT: 0, Emphasis.PLAIN: 1, Emphasis.STRONG: 2}


def loudest(tails: Iterable[Tail]) -> Emphasis:
    return max((tail.emphasis for tail in tails), key=LOUDNESS.__getitem__)


def _as_loud(rules: tuple[Rule, ...], heard: Emphasis) -> tuple[Rule, ...]:
    """The rules where they act so loud: a step that somebody takes elsewhere is not told here."""
    if heard is not Emphasis.FAINT:
        return rules
    quiet = (replace(rule.style, emphasis=heard, ways=(), waited=0, closed=False) for rule in rules)
    return tuple(replace(rule, style=style, steps=(), missing=()) for rule, style in zip(rules, quiet, strict=True))


def _place(end: End, place: dict[str, tuple[int, int]], column_of: dict[str, int]) -> tuple[int, int]:
    """Column, and row in it; a whole layer is above all of its statuses."""
    return (column_of[end.name], -1) if end.kind is EndKind.LAYER else place[end.name]


def _is_loud(edge: Edge, tail: Tail) -> bool:
    """True iff the line is what the picture is about."""
    return tail.emphasis is Emphasis.STRONG or edge.style.mark is not None


def _named(titles: list[str], tails: list[Tail]) -> str:
    if len(titles) <= NAMED_UP_TO:
        return ", ".join(titles)
    layers = sum(tail.end.kind is EndKind.LAYER for tail in tails)
    return f"{len(titles)} statuses" if not layers else f"{len(titles)} places"
