"""Rules that are noted as assumptions: what the model says and no law does."""

from __future__ import annotations

from bcm_formal.model.model import Model, Origin


def noted_assumptions(model: Model) -> tuple[tuple[str, str], ...]:
    """The name of each rule other than a parameter, with each of its notes that speaks of an assumption.

    A note of a status stands there once, although its time limit has it as well; properties and scenarios are no rules.
    """
    named: list[tuple[str, Origin]] = [(model.name, model.origin)]
    named += [(item.name, item.origin) for item in model.attributes]
    named += [(item.name, item.origin) for item in model.clocks]
    named += [(item.name, item.origin) for item in model.definitions]
    named += [(item.name, item.origin) for item in model.statuses]
    named += [(item.name, item.origin) for item in model.events]
    named += [(item.name, item.origin) for item in model.limits]
    limits = {f"{status.name}_limit": status.origin.notes for status in model.statuses}
    return tuple(
        (name, note)
        for name, origin in named
        for note in origin.notes
        if "assumption" in note.lower() and note not in limits.get(name, ())
    )
