"""The first property of a model that states none: in the model's own words, and tried."""

from __future__ import annotations

from collections.abc import Iterator

from bcm_formal.diagnostics import Diagnostic, Source, has_errors
from bcm_formal.language.fences import is_markdown
from bcm_formal.model.as_read import as_of
from bcm_formal.model.load import reading_of
from bcm_formal.model.model import Model


def with_nothing_to_prove(model: Model, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The findings, with the error that the model states no property if that is so, and one to begin with."""
    if model.properties:
        return found
    message = f"`{model.name}` states no property, so there is nothing to prove"
    remedy = f"add one to {model.source.path}, such as `{first_property(model)}`"
    none = Diagnostic("BCM902", message, model.source.span(0, 0), help=remedy)
    return (*(item for item in found if item.code != "BCM603"), none)


def first_property(model: Model) -> str:
    """A line that makes a property of the model when it is put at the end of its text."""
    return next(line for line in _lines(model) if _is_sound(model, line))


def _lines(model: Model) -> Iterator[str]:
    """What may be asked, the most telling first: from where people start to the last of the layers, or statuses."""
    starts = [status for start in model.starts for status in start.statuses]
    layers = {status.name: status.layer for status in model.statuses}
    begun = layers[starts[0]]
    inhabited = [layer.name for layer in model.layers if layer.name in layers.values()]
    for goal in reversed(inhabited):
        if goal not in (begun, model.layers[0].name):
            origins = [layer for layer in inhabited[: inhabited.index(goal)] if layer != begun] or [begun]
            yield _named(model, f"everybody_reaches_{goal}", f"every person in {origins[0]} can reach {goal}")
            yield _named(model, f"everybody_reaches_{goal}", f"every person in {begun} can reach {goal}")
    for status in reversed(model.statuses):
        if status.name != starts[0]:
            sentence = f"every person in {starts[0]} can reach {status.name}"
            yield _named(model, f"everybody_reaches_{status.name}", sentence)
    yield _named(model, "nobody_is_stuck", "no dead ends")


def _named(model: Model, name: str, sentence: str) -> str:
    taken = {item.name for item in model.scenarios}
    while name in taken:
        name += "_too"
    return f"property {name}: {sentence}"


def _is_sound(model: Model, line: str) -> bool:
    source = model.source
    added = f"\n\n```bcm\n{line}\n```\n" if is_markdown(source) else f"\n{line}\n"
    found = reading_of(Source(source.path, source.text + added), as_of(model))
    return found.model is not None and not has_errors(found.diagnostics) and len(found.model.properties) == 1
