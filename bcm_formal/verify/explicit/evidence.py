"""Sets of listed states written as conditions, compactly: as decision diagrams with ranges on their edges.

Exact: a state satisfies the condition iff it is listed, where a clock at its ceiling stands for every reading from
there on.
"""

from __future__ import annotations

from collections.abc import Iterable

from bcm_formal.look.ceilings import Ceilings
from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    And,
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    NamedCondition,
    Not,
    Number,
    Or,
    Term,
    Truth,
)
from bcm_formal.model.internal_names import internal
from bcm_formal.model.model import Attribute, Model
from bcm_formal.model.types import Choice, Duration, DurationChoice, Type, Value, YesNo, domain
from bcm_formal.system.state import State
from bcm_formal.trust.certificate import StateSet

Row = tuple[Value, ...]
"""what is left of a state: the values of its last attributes and clocks"""


def as_set(model: Model, ceilings: Ceilings, states: Iterable[State]) -> StateSet:
    """The set of exactly these states."""
    members: dict[str, list[State]] = {}
    for state in states:
        members.setdefault(state.status, []).append(state)
    return StateSet(
        tuple((s.name, as_condition(model, ceilings, members[s.name])) for s in model.statuses if s.name in members)
    )


def as_condition(model: Model, ceilings: Ceilings, states: Iterable[State]) -> Condition:
    """True of exactly these states, which share one status."""
    rows: dict[Row, str] = {(*state.attributes, *state.clocks): state.status for state in states}
    if not rows:
        return FALSE
    return _Diagram(model, ceilings, next(iter(rows.values()))).condition(frozenset(rows))


class _Diagram:
    """Builds the diagram of one set; equal remainders are built once and get a name when used again."""

    def __init__(self, model: Model, ceilings: Ceilings, status: str) -> None:
        self.columns: tuple[Attribute | tuple[str, int | None], ...] = (
            *model.attributes,
            *((clock.name, ceiling) for clock, ceiling in zip(model.clocks, ceilings, strict=True)),
        )
        self.status = status
        self.known: dict[frozenset[Row], Condition] = {}
        self.uses: dict[frozenset[Row], int] = {}

    def condition(self, rows: frozenset[Row]) -> Condition:
        self._count(rows)
        return self._built(rows)

    def _edges(self, rows: frozenset[Row]) -> list[tuple[frozenset[Value], frozenset[Row]]]:
        """The values of the first column, together where the same remains after them."""
        remaining: dict[Value, set[Row]] = {}
        for row in rows:
            remaining.setdefault(row[0], set()).add(row[1:])
        together: dict[frozenset[Row], set[Value]] = {}
        for value, rest in remaining.items():
            together.setdefault(frozenset(rest), set()).add(value)
        return sorted(((frozenset(values), rest) for rest, values in together.items()), key=lambda edge: min(edge[0]))

    def _count(self, rows: frozenset[Row]) -> None:
        self.uses[rows] = self.uses.get(rows, 0) + 1
        if self.uses[rows] == 1 and () not in rows:
            for _, rest in self._edges(rows):
                self._count(rest)

    def _built(self, rows: frozenset[Row]) -> Condition:
        if () in rows:
            return TRUE
        known = self.known.get(rows)
        if known is None:
            column = self.columns[len(self.columns) - len(next(iter(rows)))]
            ways = [_both(self._label(column, values), self._built(rest)) for values, rest in self._edges(rows)]
            known = _either(ways)
            if self.uses[rows] > 1 and isinstance(known, And | Or):
                known = NamedCondition(internal(f"{self.status}_part_{len(self.known)}"), known)
            self.known[rows] = known
        return known

    def _label(self, column: Attribute | tuple[str, int | None], values: frozenset[Value]) -> Condition:
        if isinstance(column, tuple):
            name, ceiling = column
            return _ranges(ClockTerm(name), Duration(), sorted(values), 0, ceiling)
        possible = domain(column.kind)
        if possible is not None and len(values) == len(possible):
            return TRUE
        if isinstance(column.kind, YesNo):
            flag = Flag(column.name)
            return flag if True in values else Not(flag)
        term = AttributeTerm(column.name, column.kind)
        if isinstance(column.kind, Choice | DurationChoice):
            equal = [Comparison("=", term, Number(value, column.kind)) for value in sorted(values)]
            return equal[0] if len(equal) == 1 else Or(tuple(equal))
        least, greatest = (possible[0], possible[-1]) if possible else (None, None)
        return _ranges(term, column.kind, sorted(values), least, greatest)


def _ranges(term: Term, kind: Type, values: list[Value], least: int | None, greatest: int | None) -> Condition:
    """True iff the term is among the values; at the least or greatest possible one nothing needs saying."""
    runs: list[list[int]] = []
    for value in values:
        if runs and value == runs[-1][1] + 1:
            runs[-1][1] = value
        else:
            runs.append([value, value])
    tests: list[Condition] = []
    for low, high in runs:
        if low == high and high != greatest:
            tests.append(Comparison("=", term, Number(low, kind)))
            continue
        floor = TRUE if low == least else Comparison(">=", term, Number(low, kind))
        top = TRUE if high == greatest else Comparison("<=", term, Number(high, kind))
        tests.append(_both(floor, top))
    return _either(tests)


# `conjunction` and `disjunction` compare their parts, which costs too much on shared diagrams.


def _both(one: Condition, other: Condition) -> Condition:
    if isinstance(one, Truth):
        return other if one.value else FALSE
    if isinstance(other, Truth):
        return one if other.value else FALSE
    first = one.conditions if isinstance(one, And) else (one,)
    second = other.conditions if isinstance(other, And) else (other,)
    return And((*first, *second))


def _either(parts: list[Condition]) -> Condition:
    kept = [part for part in parts if part != FALSE]
    if any(part == TRUE for part in kept):
        return TRUE
    return kept[0] if len(kept) == 1 else (Or(tuple(kept)) if kept else FALSE)
