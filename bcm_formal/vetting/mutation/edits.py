"""Small changes to a syntax tree: every node is found by its identity, nothing is changed in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.model import Model
from bcm_formal.model.types import Level
from bcm_formal.model.units import Calendar

Tree = TypeVar("Tree")
_APART = frozenset({"span", "comments", "sentence_comments", "origin"})
"""fields in which nothing is ever changed"""


def replaced(tree: Tree, old: object, *new: object) -> Tree:
    """The tree with one node changed; in a tuple the node gives way to any number of others."""
    return cast("Tree", _replaced(tree, old, new))


def _replaced(tree: Any, old: object, new: tuple[object, ...]) -> Any:
    if tree is old:
        return new[0]
    if isinstance(tree, tuple):
        parts: list[object] = []
        for part in tree:
            parts.extend(new if part is old else (_replaced(part, old, new),))
        return tree if len(parts) == len(tree) and all(map(lambda a, b: a is b, parts, tree)) else tuple(parts)
    if not is_dataclass(tree) or isinstance(tree, Span | type):
        return tree
    changes = {}
    for item in fields(tree):
        if item.name not in _APART:
            before = getattr(tree, item.name)
            after = _replaced(before, old, new)
            if after is not before:
                changes[item.name] = after
    return replace(tree, **changes) if changes else tree


class Neighbours:
    """Values one step up and down, as they would be written."""

    def __init__(self, model: Model) -> None:
        self._calendar = Calendar(model.unit, model.calendar)
        self._levels = [
            (attribute.name, attribute.kind.labels)
            for attribute in model.attributes
            if isinstance(attribute.kind, Level)
        ]

    def of(self, literal: syntax.Expression) -> Iterator[syntax.Expression]:
        """The neighbours of a number, a duration or a date; nothing for anything else."""
        for step in (1, -1):
            match literal:
                case syntax.Number(value, span, unit):
                    further = value + step
                    positive = syntax.Number(abs(further), span, unit)
                    yield positive if further >= 0 else syntax.Negative(positive, span)
                case syntax.Duration(amount, unit, span):
                    steps = self._calendar.steps(amount, unit)
                    if isinstance(steps, int) and steps + step >= 0:
                        yield self._duration(steps + step, span)
                case syntax.Date(value, span):
                    yield syntax.Date(self._calendar.first_day(self._calendar.step_of(value) + step), span)
                case _:
                    return

    def _duration(self, steps: int, span: Span) -> syntax.Duration:
        amount, word = self._calendar.duration_text(steps).split(" ")
        return syntax.Duration(int(amount), cast("syntax.Unit", word.removesuffix("s")), span)

    def of_level(self, name: syntax.Name, attribute: str | None) -> Iterator[syntax.Name]:
        """The levels next to one; `attribute`: whose level it is, None where only one attribute has it."""
        found = [labels for owner, labels in self._levels if name.text in labels and attribute in (owner, None)]
        if len(found) == 1:
            place = found[0].index(name.text)
            for further in (place + 1, place - 1):
                if 0 <= further < len(found[0]):
                    yield syntax.Name(found[0][further], name.span)

    def is_level_attribute(self, expression: syntax.Expression) -> str | None:
        """The name of the attribute with levels that the expression is."""
        named = isinstance(expression, syntax.Name) and any(owner == expression.text for owner, _ in self._levels)
        return expression.text if named and isinstance(expression, syntax.Name) else None
