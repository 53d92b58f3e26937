"""Models that are still as their text says, and the same text read with other values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.as_of import AsOf, Given
from bcm_formal.model.model import Model

if TYPE_CHECKING:
    from bcm_formal.model.load import Reading

_USED_UP: Final = (
    "parameters",
    "definitions",
    "windows",
    "unit",
    "calendar",
    "law_of",
    "today_start",
    "through",
    "changes",
    "covers",
    "given",
)
"""what the rules of a model already contain: a change of it would change no verdict"""


def as_read(model: Model) -> Model:
    """The model, which from now on knows what was read."""
    return replace(model, read={name: getattr(model, name) for name in _USED_UP})


def as_of(model: Model) -> AsOf:
    """How its text is read so that it is this model."""
    law = model.through or model.law_of
    return Given(model.given, law) if model.given else law


def must_be_as_read(model: Model) -> None:
    """Raise `DiagnosticError` (BCM917) if a part was replaced that its rules already contain."""
    changed = [name for name, value in model.read.items() if getattr(model, name) != value]
    if changed:
        message = f"`{changed[0]}` of the model `{model.name}` was replaced, and its rules are those of before"
        remedy = "ask for `model.with_parameters(NAME=VALUE)`, or change the text and load it"
        raise DiagnosticError((Diagnostic("BCM917", message, help=remedy),))


def read_again(model: Model, values: Mapping[str, object]) -> Reading:
    """The text of the model with these values, and those that it was given before.

    Raises `DiagnosticError` if the model is not as its text says.
    """
    from bcm_formal.model.load import reading_of

    must_be_as_read(model)
    before = reading_of(model.source, as_of(model)).model
    if before is None or any(getattr(before, name) != getattr(model, name) for name in _compared()):
        message = f"the model `{model.name}` is not what its text says: it was changed, or what it includes was"
        raise DiagnosticError((Diagnostic("BCM917", message, help="load the text, and change it first of all"),))
    given = {**dict(model.given), **{name: _written(value) for name, value in values.items()}}
    return reading_of(model.source, Given(tuple(given.items()), model.through or model.law_of))


def _compared() -> tuple[str, ...]:
    return tuple(item.name for item in fields(Model) if item.compare)


def _written(value: object) -> str:
    """A value in the words of the language."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
