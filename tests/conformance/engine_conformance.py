"""What every engine must do: the known verdict on every case, with evidence that the checker accepts.

An engine's test class inherits `EngineConformance` and says how to make one. If it cannot answer some questions by
design, it overrides `may_give_up`; a wrong verdict or refused evidence is never excused.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

import pytest

from bcm_formal.model.types import Integer
from bcm_formal.system.questions import Question, question_of
from bcm_formal.system.spoken_of import vacuity_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Outcome, Undecided
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, Engine
from tests.builders.known_verdicts import QUESTIONS, VERDICTS, model_of


class EngineConformance(ABC):
    """Inherit, override `make`, and be named `Test…`."""

    budget = Budget()

    @abstractmethod
    def make(self) -> Engine:
        """A new engine."""

    def may_give_up(self, question: Question, expected: Outcome) -> bool:
        """True iff no answer is as good as can be asked for here."""
        return False

    @pytest.mark.parametrize(("case", "name"), QUESTIONS, ids=lambda value: value)
    def test_gives_the_known_verdict_with_evidence(self, case: str, name: str) -> None:
        engine = self.make()
        for question, expected in asked(TransitionSystem(model_of(case)), name, VERDICTS[case][name]):
            self.answers(engine, question, expected)

    def test_one_engine_answers_one_question_after_another(self) -> None:
        """What an engine keeps from one question must not leak into the next."""
        engine = self.make()
        system = TransitionSystem(model_of("clocks_that_stand"))
        verdicts = VERDICTS["clocks_that_stand"]
        for name in (*verdicts, *reversed(verdicts)):
            for question, expected in asked(system, name, verdicts[name]):
                self.answers(engine, question, expected)

    def answers(self, engine: Engine, question: Question, expected: Outcome) -> None:
        claim = engine.run(question, self.budget)
        if isinstance(claim, Undecided):
            assert self.may_give_up(question, expected), claim.reason
            return
        assert expected == claim.outcome
        result = check(claim, question, None)
        assert isinstance(result, Shown), result


def asked(system: TransitionSystem, name: str, verdict: Outcome) -> Iterator[tuple[Question, Outcome]]:
    """The questions that make up a property, with the answers that make up its verdict."""
    sentence = system.model.property[name].sentence
    question, vacuity = question_of(system, sentence), vacuity_of(system, sentence)
    yield question, Outcome.HOLDS if verdict is Outcome.VACUOUS else verdict
    if vacuity is not None and verdict is not Outcome.VIOLATED:
        yield vacuity, Outcome.HOLDS if verdict is Outcome.VACUOUS else Outcome.VIOLATED


def has_unbounded_integers(question: Question) -> bool:
    """True iff an attribute has infinitely many values."""
    return any(isinstance(attribute.kind, Integer) for attribute in question.system.model.attributes)
