"""The numbers of a policy that a repair may change: how they are written with another value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.writing.clauses import clause_text
from bcm_formal.language.writing.terms import expression_text
from bcm_formal.model.model import Model
from bcm_formal.model.types import Level
from bcm_formal.model.units import Calendar
from bcm_formal.versions.kinds import Key, keyword_of
from bcm_formal.versions.repair.edits import Dial, Edit, Kind, part_changed
from bcm_formal.vetting.mutation.edits import replaced
from bcm_formal.vetting.opening import Bounds, bounds_of

AT_LEAST = 12
"""so far above what is written a number without bounds is tried, and to twice what is written"""
Clause = TypeVar("Clause", syntax.While, syntax.StatusLimit, syntax.Takes)
Guarded = syntax.TransitionDecl | syntax.EventDecl


class Dials:
    """Finds the numbers of one policy."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._calendar = Calendar(model.unit, model.calendar)
        self._levels = {item.name: item.kind.labels for item in model.attributes if isinstance(item.kind, Level)}

    def of(self, declaration: syntax.Declaration) -> Iterator[Dial]:
        """Those of a declaration, in reading order."""
        match declaration:
            case syntax.ParameterDecl():
                yield from self._of_parameter(declaration)
            case syntax.TransitionDecl() | syntax.EventDecl():
                yield from self._of_requirements(declaration, "when", declaration.when)
                yield from self._of_requirements(declaration, "unless", declaration.unless)
                if declaration.takes is not None:
                    yield from self._of_clause(declaration, declaration.takes, declaration.takes.length)
            case syntax.DefineDecl(body=body):
                yield from self._of_requirements(declaration, "when", body)
            case syntax.LimitDecl(rule=rule):
                yield from self._of_clause(declaration, rule, rule.condition)
            case syntax.StatusDecl(limit=syntax.StatusLimit() as limit):
                yield from self._of_clause(declaration, limit, limit.bound)
            case _:
                return

    def _of_parameter(self, declaration: syntax.ParameterDecl) -> Iterator[Dial]:
        name = declaration.name.text
        known = next((item for item in self._model.parameters if item.name == name), None)
        bounds = None if known is None else bounds_of(known)
        if bounds is not None:
            before = expression_text(declaration.value) if not isinstance(declaration.value, syntax.Table) else ""
            yield self._bounded(name, before, bounds)
        elif declaration.between is None and isinstance(declaration.value, syntax.Number | syntax.Duration):
            yield from self._in(("parameter", name), "", declaration.value, _whole_parameter(name))

    def _bounded(self, name: str, before: str, bounds: Bounds) -> Dial:
        def make(value: int) -> Edit:
            after = bounds.words(self._model, value)
            words = f"`{name}` is {after} instead of {before}"
            size = part_changed(bounds.value, value)
            return Edit(Kind.NUMBER, ("parameter", name), "", f"parameter {name} = {after}", "", words, size)

        return Dial(("parameter", name), "", bounds.value, bounds.low, bounds.high, make)

    def _of_requirements(
        self, declaration: Guarded | syntax.DefineDecl, word: str, lines: tuple[syntax.Requirement, ...]
    ) -> Iterator[Dial]:
        for line in lines:
            key = keyword_of(declaration), declaration.name.text
            yield from self._in(
                key, f"{word} {expression_text(line.condition)}", line.condition, _requirement(word, line)
            )

    def _of_clause(self, declaration: syntax.Declaration, clause: Clause, part: syntax.Expression) -> Iterator[Dial]:
        assert isinstance(declaration, Guarded | syntax.LimitDecl | syntax.StatusDecl)
        key = keyword_of(declaration), declaration.name.text

        def line(changed: syntax.Expression) -> str:
            return f"replace {clause_text(replaced(clause, part, changed))}"

        yield from self._in(key, clause_text(clause).split()[0], part, line)

    def _in(
        self, key: Key, clause: str, whole: syntax.Expression, line: Callable[[syntax.Expression], str]
    ) -> Iterator[Dial]:
        """Each number and each level in an expression."""
        for part in syntax.subexpressions(whole):
            match part:
                case syntax.Number(value):
                    yield self._dial(key, clause, whole, line, part, value, _up_to(value), _number)
                case syntax.Duration(amount, unit):
                    steps = self._calendar.steps(amount, unit)
                    if isinstance(steps, int):
                        yield self._dial(key, clause, whole, line, part, steps, _up_to(steps), self._duration)
                case syntax.Compare(
                    "at least" | "at most" | "more than" | "less than", syntax.Name(text), syntax.Name() as level
                ):
                    labels = self._levels.get(text, ())
                    if level.text in labels:
                        place, last = labels.index(level.text), len(labels) - 1
                        yield self._dial(key, clause, whole, line, level, place, last, _level(labels))
                case _:
                    pass

    def _dial(
        self,
        key: Key,
        clause: str,
        whole: syntax.Expression,
        line: Callable[[syntax.Expression], str],
        part: syntax.Expression,
        value: int,
        high: int,
        written: Callable[[int, syntax.Expression], syntax.Expression],
    ) -> Dial:
        def make(other: int) -> Edit:
            changed = replaced(whole, part, written(other, part))
            says = f"`{expression_text(changed)}` instead of `{expression_text(whole)}`"
            text, size = line(changed), part_changed(value, other)
            if key[0] == "parameter":
                return Edit(Kind.NUMBER, key, clause, text, "", f"`{key[1]}`: {says}", size)
            return Edit(
                Kind.NUMBER, key, clause, f"amend {key[0]} {key[1]}", text, f"{key[0]} `{key[1]}`: {says}", size
            )

        return Dial(key, clause, value, 0, high, make)

    def _duration(self, steps: int, written: syntax.Expression) -> syntax.Expression:
        assert isinstance(written, syntax.Duration)
        amount, word = self._calendar.duration_text(steps, written.unit).split(" ")
        unit = next(unit for unit in syntax.UNITS if word in (unit, f"{unit}s"))
        return replace(written, amount=int(amount), unit=unit)


def _up_to(value: int) -> int:
    return max(2 * value, value + AT_LEAST)


def _number(value: int, written: syntax.Expression) -> syntax.Expression:
    return syntax.Number(value, written.span)


def _level(labels: tuple[str, ...]) -> Callable[[int, syntax.Expression], syntax.Expression]:
    return lambda place, written: syntax.Name(labels[place], written.span)


def _whole_parameter(name: str) -> Callable[[syntax.Expression], str]:
    return lambda changed: f"parameter {name} = {expression_text(changed)}"


def _requirement(word: str, line: syntax.Requirement) -> Callable[[syntax.Expression], str]:
    before = expression_text(line.condition)
    return lambda changed: f"replace {word} {before} with {expression_text(changed)}"
