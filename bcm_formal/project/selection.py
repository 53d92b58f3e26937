"""Which properties and scenarios are asked for, by their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, did_you_mean
from bcm_formal.language.reading.letters import composed
from bcm_formal.model.model import Model, Property, Scenario


def asked_of(model: Model, names: Iterable[str] | None) -> tuple[str, ...] | None:
    """The names asked for that the model has; None: everything."""
    if names is None:
        return None
    return tuple(name for name in map(composed, names) if name in names_of(model))


def must_be_known(models: Sequence[Model], names: tuple[str, ...] | None) -> None:
    """Raises `DiagnosticError` (BCM903) for names that are in none of the models, unless there is no model at all."""
    known = list(dict.fromkeys(name for model in models for name in names_of(model)))
    unknown = [name for name in map(composed, names or ()) if name not in known]
    if unknown and models:
        raise DiagnosticError(tuple(_unknown(name, known) for name in unknown))


def properties_named(models: Sequence[Model], names: Iterable[str]) -> tuple[str, ...]:
    """The names as models have them. Raises `DiagnosticError` (BCM903) for those that are no properties of theirs."""
    known = list(dict.fromkeys(name for model in models for name in model.property))
    found = tuple(map(composed, names))
    unknown = [name for name in found if name not in known]
    if unknown:
        raise DiagnosticError(tuple(_unknown(name, known, "property") for name in unknown))
    return found


def names_of(model: Model) -> tuple[str, ...]:
    """The names of its properties and scenarios."""
    return (*(item.name for item in model.properties), *(item.name for item in model.scenarios))


def select(model: Model, names: Iterable[str] | None) -> tuple[tuple[Property, ...], tuple[Scenario, ...]]:
    """The properties and scenarios of these names, in order of the file; None: all of them.

    Raises `DiagnosticError` (BCM903) for a name the model does not have.
    """
    if names is None:
        return model.properties, model.scenarios
    wanted = set(map(composed, names))
    known = names_of(model)
    unknown = [name for name in sorted(wanted) if name not in known]
    if unknown:
        raise DiagnosticError(tuple(_unknown(name, known) for name in unknown))
    return (
        tuple(item for item in model.properties if item.name in wanted),
        tuple(item for item in model.scenarios if item.name in wanted),
    )


def _unknown(name: str, known: Sequence[str], what: str = "property or scenario") -> Diagnostic:
    remedy = did_you_mean(name, known) or f"there are {', '.join(known) or 'none at all'}"
    return Diagnostic("BCM903", f"there is no {what} `{name}`", help=remedy)
