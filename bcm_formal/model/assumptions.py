"""What the model says and no law does: rules that are noted as assumptions, and those that may be wrong."""

from __future__ import annotations

from bcm_formal.model.model import Model, Origin


def noted_assumptions(model: Model) -> tuple[tuple[str, str], ...]:
    """The name of each rule other than a parameter, with each of its notes that speaks of an assumption.

    A note of a status stands there once, although its time limit has it as well; properties and scenarios are no rules.
    """
    limits = {f"{status.name}_limit": status.origin.notes for status in model.statuses}
    return tuple(
        (name, note)
        for name, origin in _rules(model)
        for note in origin.notes
        if "assumption" in note.lower() and note not in limits.get(name, ())
    )


def of_confidence(model: Model, level: str) -> tuple[str, ...]:
    """The names of the rules and parameters whose confidence is so. Of a status and its time limit, which are declared
    together, the status alone; `assumed` parameters are assumptions anyhow, and are not among them."""
    named = _rules(model)
    if level != "assumed":
        named += [(item.name, item.origin) for item in model.parameters]
    limits = {f"{status.name}_limit": status.origin.confidence for status in model.statuses}
    found = (name for name, origin in named if origin.confidence == level and limits.get(name) != level)
    return tuple(dict.fromkeys(found))


def doubtful(model: Model) -> frozenset[str]:
    """The names of what is noted as an assumption, of low confidence, or assumed."""
    noted = (name for name, _ in noted_assumptions(model))
    return frozenset((*noted, *of_confidence(model, "low"), *of_confidence(model, "assumed")))


def _rules(model: Model) -> list[tuple[str, Origin]]:
    named: list[tuple[str, Origin]] = [(model.name, model.origin)]
    named += [(item.name, item.origin) for item in model.attributes]
    named += [(item.name, item.origin) for item in model.clocks]
    named += [(item.name, item.origin) for item in model.definitions]
    named += [(item.name, item.origin) for item in model.statuses]
    named += [(item.name, item.origin) for item in model.events]
    named += [(item.name, item.origin) for item in model.limits]
    return named
