"""A property of a policy with what it asks: made once, then passed along to all who answer or tell of it.

Trusted like the questions.
"""

from __future__ import annotations

from bcm_formal.model.model import Model, Property
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Question, Safety, question_of
from bcm_formal.system.spoken_of import vacuity_of
from bcm_formal.system.transition_system import TransitionSystem


class _OfPolicy:  # where `property` is still Python's own
    system: TransitionSystem

    @property
    def model(self) -> Model:
        """The policy."""
        return self.system.model


@dataclass(frozen=True)
class Asked(_OfPolicy):
    """`question` is what the property asks of the policy's `system`; the *yes* of `vacuity` makes it empty talk."""

    system: TransitionSystem
    property: Property
    question: Question
    vacuity: Safety | None

    def about(self, *, empty: bool) -> Model:
        """The model that evidence speaks of: that the property is empty talk, or its answer."""
        question = self.vacuity if empty and self.vacuity is not None else self.question
        return question.system.model


def asked_of(system: TransitionSystem, item: Property) -> Asked:
    """What a property asks.

    Raises `EndlessChoiceError` if no question says it, for a step sets something to any of endlessly many values.
    """
    return Asked(system, item, question_of(system, item.sentence), vacuity_of(system, item.sentence))
