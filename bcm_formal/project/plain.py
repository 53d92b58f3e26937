"""Values as plain JSON and back: what they are made of is listed once, each part a row of the numbers of its parts.

Nothing is executed that the text names: it may name only classes of this package that hold data and nothing else.
Parts that both sides have, as the policy, do not travel; each has a name, and the value made is about those of the side
that reads.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from importlib import import_module
from typing import Any

from bcm_formal.records import dataclass

PACKAGE = "bcm_formal"
_Row = list[Any]


class NotPlainError(Exception):
    """The value has a part that is no data; the message says of which class."""


def plain(value: object, known: Mapping[str, object]) -> str:
    """The value as JSON in one line. Raises `NotPlainError`."""
    writer = _Writer(known)
    writer.number(value)
    return json.dumps({"classes": list(writer.classes), "rows": writer.rows}, separators=(",", ":"))


def unplain(text: str, known: Mapping[str, object]) -> object:
    """The value that was written by `plain`. Raises `ValueError` if the text is none of its."""
    found = json.loads(text)
    makers = [_maker(name) for name in found["classes"]]
    values: list[Any] = []
    for row in found["rows"]:
        kind, *rest = row
        if isinstance(kind, int):
            values.append(makers[kind](*[values[number] for number in rest]))
        else:
            values.append(_SIMPLE[kind](values, rest, known))
    return values[-1]


_SIMPLE: Mapping[str, Callable[[Sequence[Any], _Row, Mapping[str, object]], object]] = {
    "value": lambda _, rest, __: rest[0],
    "known": lambda _, rest, known: known[rest[0]],
    "tuple": lambda values, rest, _: tuple([values[number] for number in rest]),
    "set": lambda values, rest, _: frozenset(values[number] for number in rest),
    "dict": lambda values, rest, _: dict(zip(*[iter([values[number] for number in rest])] * 2, strict=True)),
}


@dataclass(frozen=True, slots=True)
class _Open:
    """A part whose own parts have been looked at."""

    part: object
    kind: int | str
    inner: tuple[object, ...]


class _Writer:
    def __init__(self, known: Mapping[str, object]) -> None:
        self.classes: dict[str, int] = {}
        self.rows: list[_Row] = []
        self._numbers: dict[int, int] = {}
        """by the identity of a part: shared parts stay shared"""
        self._kept: list[object] = []
        self._simple: dict[tuple[type, object], int] = {}
        for name, item in known.items():
            self._put(item, ["known", name])

    def _put(self, part: object, row: _Row) -> int:
        number = self._numbers[id(part)] = len(self.rows)
        self._kept.append(part)  # so that no other gets its identity
        self.rows.append(row)
        return number

    def number(self, value: object) -> int:
        """The number of the row of a value, which is written if it is not there; parts come before the whole."""
        stack: list[object] = [value]
        while stack:
            part = stack.pop()
            match part:
                case _Open(whole, kind, inner):
                    if id(whole) not in self._numbers:
                        self._put(whole, [kind, *(self._found(item) for item in inner)])
                case _ if id(part) in self._numbers or self._is_simple(part):
                    pass
                case _:
                    opened = self._opened(part)
                    stack.append(opened)
                    stack.extend(reversed(opened.inner))
        return self._found(value)

    def _found(self, part: object) -> int:
        known = self._numbers.get(id(part))
        return self._simple[type(part), part] if known is None else known

    def _is_simple(self, part: object) -> bool:
        if part is not None and type(part) not in (str, int, bool, float):
            return False
        if (type(part), part) not in self._simple:
            self._simple[type(part), part] = len(self.rows)
            self.rows.append(["value", part])
        return True

    def _opened(self, part: Any) -> _Open:
        kind = type(part)
        if kind is tuple:
            return _Open(part, "tuple", part)
        if kind is frozenset:
            return _Open(part, "set", tuple(sorted(part, key=repr)))
        if kind is dict:
            return _Open(part, "dict", tuple(item for pair in part.items() for item in pair))
        if not _is_data(kind):
            raise NotPlainError(f"{kind.__module__}:{kind.__qualname__}")
        number = self.classes.setdefault(f"{kind.__module__}:{kind.__qualname__}", len(self.classes))
        if isinstance(part, Enum):
            return _Open(part, number, (part.value,))
        inner = (
            tuple(part) if issubclass(kind, tuple) else tuple(getattr(part, f.name) for f in dataclasses.fields(part))
        )
        return _Open(part, number, inner)


def _maker(name: str) -> Callable[..., object]:
    """The class of this name, if it holds data and nothing else."""
    module, _, path = name.partition(":")
    found = getattr(import_module(module), path, None) if module.split(".")[0] == PACKAGE else None
    if not isinstance(found, type) or not _is_data(found):
        raise ValueError(f"`{name}` is no class of data")
    return found


def _is_data(kind: type) -> bool:
    """True iff instances are made of their fields, all of which are given when one is made."""
    if kind.__module__.split(".")[0] != PACKAGE:
        return False
    if dataclasses.is_dataclass(kind):
        return all(field.init for field in dataclasses.fields(kind))
    return issubclass(kind, Enum) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))
