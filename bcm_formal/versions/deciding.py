"""Whether there is a state of which a condition is true, asked of Z3: over all values that attributes can have and all
readings of clocks, reachable or not.

Nothing of this is a verdict: what is told of reachable states is asked of the engines and the checker.
"""

from __future__ import annotations

from dataclasses import replace

from bcm_formal.look.unsatisfiability import Unsatisfiability
from bcm_formal.model.expressions import (
    TRUE,
    And,
    Condition,
    InStatus,
    Or,
    Truth,
    conjunction,
    disjunction,
    in_status,
    negation,
)
from bcm_formal.model.model import Model
from bcm_formal.system.transition_system import TransitionSystem


class UndecidedError(Exception):
    """The solver gave up."""


class Deciding:
    """Answers for states of one model."""

    def __init__(self, model: Model) -> None:
        bare = replace(model, events=(), limits=(), properties=(), scenarios=(), read={})
        self.unsatisfiability = Unsatisfiability(TransitionSystem(bare))
        self.statuses = tuple(status.name for status in model.statuses)
        self._known: dict[tuple[str, Condition], bool] = {}

    def somewhere(self, condition: Condition) -> tuple[str, ...]:
        """The statuses in which the condition can be true. Raises `UndecidedError`."""
        return tuple(status for status in self.statuses if self.possible(condition, status))

    def ever(self, condition: Condition) -> bool:
        """True iff some state meets the condition. Raises `UndecidedError`."""
        return any(self.possible(condition, status) for status in self.statuses)

    def implies(self, premise: Condition, conclusion: Condition) -> bool:
        """True iff every state that meets the one meets the other. Raises `UndecidedError`."""
        return not self.ever(conjunction((premise, negation(conclusion))))

    def possible(self, condition: Condition, status: str) -> bool:
        """True iff some state of the status meets the condition. Raises `UndecidedError`."""
        folded = in_status(condition, status)
        if isinstance(folded, Truth):
            return folded.value
        key = (status, folded)
        if key not in self._known:
            answer = self.unsatisfiability.satisfiable(status, folded)
            if answer is None:
                raise UndecidedError
            self._known[key] = answer
        return self._known[key]

    # --- in few words ---

    def lacking(self, before: Condition, after: Condition) -> Condition:
        """Of whom the first is true and the second not, in few words. Raises `UndecidedError`."""
        biting = [part for part in _parts(after) if not self.implies(before, part)]
        refused = disjunction(map(negated, biting))
        kept: list[Condition] = [item for item in _parts(before) if not isinstance(item, InStatus)]
        spoken = len(kept) < len(_parts(before)) or any(isinstance(item, InStatus) for item in biting)
        places = self.somewhere(conjunction((before, refused)))
        inside = InStatus(places) if spoken and set(places) != set(self.statuses) else TRUE
        if self.implies(conjunction((inside, *kept)), refused):
            refused = TRUE
        for part in tuple(kept):
            others = [item for item in kept if item is not part]
            rest = conjunction((inside, *others, refused))
            if self.implies(rest, part):
                kept = others
            elif isinstance(part, Or):
                likely = disjunction(item for item in part.conditions if self.ever(conjunction((rest, item))))
                kept = [likely if item is part else item for item in kept]
        return conjunction((inside, *kept, refused))


def negated(condition: Condition) -> Condition:
    """The negation, drawn into what is joined by `and`, `or` and `not`."""
    match condition:
        case And(parts):
            return disjunction(map(negated, parts))
        case Or(parts):
            return conjunction(map(negated, parts))
        case _:
            return negation(condition)


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.conditions if isinstance(condition, And) else (condition,)
