"""Where people want to get to: what the properties of the laws name, or one status or layer."""

from __future__ import annotations

from bcm_formal.model.expressions import Condition, InStatus
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import CanReach, PairSentence, SomeCanReach, TimeFrom
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.people.effects import Target


def targets_of(found: Bridge) -> tuple[Target, ...]:
    """The statuses and layers that a sentence about paths or times of a law names, each once."""
    targets: dict[Condition, Target] = {}
    for law in found.laws.values():
        for item in law.properties:
            if isinstance(item.sentence, CanReach | SomeCanReach | TimeFrom | PairSentence):
                condition = item.sentence.target
                if isinstance(condition, InStatus) and set(condition.statuses) <= found.model.status.keys():
                    targets.setdefault(condition, Target(_name_of(found.model, condition.statuses), condition))
    return tuple(targets.values())


def target_named(found: Bridge, name: str) -> Target | None:
    """The status or layer of this name; None: there is none."""
    statuses = tuple(status.name for status in found.model.statuses if name in (status.name, status.layer))
    return Target(name, InStatus(statuses)) if statuses else None


def _name_of(model: Model, statuses: tuple[str, ...]) -> str:
    """The name of the layer that they are, or their own."""
    for layer in model.layers:
        if {status.name for status in model.statuses if status.layer == layer.name} == set(statuses):
            return layer.name
    return ", ".join(statuses)
