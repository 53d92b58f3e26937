"""What was claimed of classes of persons, as properties of ordinary policies: both laws as one model, and that with the
mark of the day, each perhaps without rules that no path may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bcm_formal.model.model import Model, Origin, Property
from bcm_formal.model.sentences import Sentence
from bcm_formal.model.to_json.policy import digest
from bcm_formal.records import dataclass
from bcm_formal.versions.people.effects import Claimed, Effect


@dataclass(frozen=True)
class ClaimedOf:
    """A policy, and what was claimed by each of its properties."""

    model: Model
    claims: Mapping[str, Claimed]


def claims_of(effects: Sequence[Effect], written: Callable[[Model, Sentence], str]) -> tuple[ClaimedOf, ...]:
    """A policy for each model of which something was claimed, with all such claims. `written`: a sentence in the words
    of the language. Raises what that raises."""
    found: dict[str, list[tuple[str, Effect, Claimed]]] = {}
    for number, effect in enumerate(effects, 1):
        for place, claim in enumerate(effect.shown, 1):
            found.setdefault(digest(claim.system.model), []).append((f"row_{number}_{place}", effect, claim))
    return tuple(_policy(number, items, written) for number, items in enumerate(found.values(), 1))


def _policy(
    number: int, items: Sequence[tuple[str, Effect, Claimed]], written: Callable[[Model, Sentence], str]
) -> ClaimedOf:
    model = items[0][2].system.model
    properties = tuple(
        Property(
            name,
            f"{effect.target.name}, {effect.rung.value}, {effect.words}: {claim.says}",
            claim.sentence,
            written(model, claim.sentence),
            Origin(),
            model.statuses[0].span,
        )
        for name, effect, claim in items
    )
    named = replace(model, name=model.name if number == 1 else f"{model.name}_{number}", properties=properties)
    return ClaimedOf(named, {name: claim for name, _, claim in items})
