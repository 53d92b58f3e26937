"""Scenarios: a life course told step by step, with what must be so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from bcm_formal.diagnostics import Label, Span
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.writing.terms import expression_text
from bcm_formal.model.expressions import TRUE, Condition, conjunction
from bcm_formal.model.from_syntax.clocks import BUILT_IN
from bcm_formal.model.from_syntax.constants import allowed_words, value_of
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.origins import origin_from_syntax, title_of
from bcm_formal.model.from_syntax.scope import Space
from bcm_formal.model.from_syntax.starts import ClockStarts, equalities
from bcm_formal.model.model import (
    AnyValue,
    Event,
    Expect,
    ExpectPossible,
    Happen,
    Limit,
    Scenario,
    ScenarioStep,
    Wait,
)
from bcm_formal.model.types import AttributeType, Duration, Value, admits

Moves = Mapping[str, Event | Limit]


def scenario_from_syntax(
    written: syntax.ScenarioDecl, reader: Reader, moves: Moves, clocks: ClockStarts
) -> Scenario | None:
    """The scenario; None after an error."""
    origin = origin_from_syntax(written.origin, reader.scope, reader.findings)
    statuses = reader.scope.statuses_of(written.start.places, reader.findings)
    condition: Condition = TRUE
    if written.start.condition is not None:
        read = reader.condition(written.start.condition)
        if read is None:
            statuses = None
        else:
            condition = read
    overrides, rest = _overrides(condition, written.start, reader)
    steps: list[ScenarioStep] = []
    complete = True
    for line in written.lines:
        found = _steps(line, reader, moves)
        complete = complete and found is not None
        steps += found or []
    if statuses is None or overrides is None or not complete:
        return None
    given = frozenset(name for name, _ in overrides)
    opened = clocks.opened_by(rest) - given
    rest = clocks.asked(rest, frozenset(), given)
    overrides += tuple(clocks.elsewhere(opened, given))
    name = written.name.text
    title = title_of(written.title, name)
    return Scenario(name, title, statuses, overrides, rest, tuple(steps), origin, written.span)


def _overrides(
    condition: Condition, start: syntax.ScenarioStart, reader: Reader
) -> tuple[tuple[tuple[str, Value | None], ...] | None, Condition]:
    """The start values that the condition gives, and what else it asks for."""
    values: dict[str, Value] = {}
    rest: list[Condition] = []
    fits = True
    span = start.condition.span if start.condition is not None else start.span
    for part in equalities(condition):
        if not isinstance(part, tuple):
            rest.append(part)
        elif part[0] in values and values[part[0]] != part[1]:
            message = f"no person can start here: `{part[0]}` is given two values"
            reader.findings.error("BCM407", message, span, "keep one of them")
            fits = False
        else:
            fits = _is_start_value(part[0], part[1], span, reader) and fits
            values[part[0]] = part[1]
    return (tuple(values.items()) if fits else None), conjunction(rest)


def _is_start_value(name: str, value: Value, span: Span, reader: Reader) -> bool:
    """True iff the value is one of the attribute's, or not negative for a clock."""
    entry = reader.scope.names[name]
    if isinstance(entry.kind, AttributeType) and admits(entry.kind, value):
        return True
    if entry.word == "clock" and value >= 0 and name != BUILT_IN[1]:
        return True
    message = (
        f"no person can start here: the value of `{name}` is not {allowed_words(reader, entry.kind or Duration())}"
    )
    labels = [Label(entry.span, "declared here")] if entry.span else []
    reader.findings.error("BCM407", message, span, "give it another value", *labels)
    return False


def _steps(line: syntax.ScenarioLine, reader: Reader, moves: Moves) -> list[ScenarioStep] | None:
    match line:
        case syntax.Happening():
            return _happening(line, reader, moves)
        case syntax.Expectation(expression):
            condition = reader.condition(expression)
            return None if condition is None else [Expect(condition, expression_text(expression), line.span)]
        case syntax.PossibilityExpectation(action, possible):
            known = reader.scope.knows(Space.MOVE, action, reader.findings, "BCM206")
            return [ExpectPossible(action.text, possible, line.span)] if known else None
        case _:
            assert_never(line)


def _happening(line: syntax.Happening, reader: Reader, moves: Moves) -> list[ScenarioStep] | None:
    steps: list[ScenarioStep] = []
    complete = True
    if line.wait is not None:
        wait = value_of(reader, line.wait, Duration())
        complete = wait is not None
        steps.append(Wait(int(wait or 0), line.wait.span))
    if line.action is not None:
        known = reader.scope.knows(Space.MOVE, line.action, reader.findings, "BCM206")
        choices = _choices(line, moves.get(line.action.text), reader) if known else None
        complete = complete and choices is not None
        steps.append(Happen(line.action.text, choices or (), line.span))
    return steps if complete else None


def _choices(
    line: syntax.Happening, move: Event | Limit | None, reader: Reader
) -> tuple[tuple[str, Value], ...] | None:
    """The values given to attributes that the move sets to any."""
    free = {item.name for item in move.assignments if isinstance(item.value, AnyValue)} if move else set()
    chosen: dict[str, Value] = {}
    complete = True
    for choice in line.chosen:
        name = choice.target
        kind = reader.scope.names[name.text].kind if name.text in reader.scope.names else None
        if name.text not in reader.scope.names:
            reader.scope.report_unknown(Space.VALUE, name, reader.findings, "BCM201")
            complete = False
            continue
        reader.scope.refer(Space.VALUE, name)
        if move is not None and name.text not in free:
            message = f"`{move.name}` does not set `{name.text}` to any value"
            remedy = (
                "leave this out" if not free else "give a value to " + ", ".join(f"`{item}`" for item in sorted(free))
            )
            labels = Label(move.span, "declared here")
            reader.findings.error("BCM414", message, choice.span, remedy, labels)
            complete = False
        elif kind is not None:
            value = value_of(reader, choice.value, kind)
            complete = complete and value is not None
            if value is not None:
                chosen[name.text] = value
    return tuple(chosen.items()) if complete else None
