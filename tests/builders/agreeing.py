"""Engines compared with the listing of states on random models, each drawn from its number alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bcm_formal.model.model import Model
from bcm_formal.model.sentences import Sentence
from bcm_formal.system.questions import Question, Safety, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.engine import Explicit
from tests.builders.engines import ENGINES
from tests.builders.random_models import random_other_sentence, random_path_sentence, random_sentence

Drawn = Iterator[tuple[Sentence, Question]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a comparison: (number of the model, sentence, what is wrong), and how many claims were shown."""

    wrong: list[tuple[int, Sentence, str]]
    shown: int


def compared(
    numbers: Iterable[int], drawn: Callable[[int], Drawn], names: Collection[str], budgets: Mapping[str, Budget]
) -> Compared:
    """Whether the engines of those names agree with `explicit` about the questions drawn, and their evidence is
    accepted; that of `explicit` itself, too, if it is among them."""
    wrong: list[tuple[int, Sentence, str]] = []
    shown = 0
    for number in numbers:
        engines = {name: ENGINES[name]() for name in names}
        for sentence, question in drawn(number):
            reference = Explicit().run(question, budgets["explicit"])
            for name, engine in engines.items():
                claim = reference if name == "explicit" else engine.run(question, budgets[name])
                if not isinstance(claim, Claim):
                    continue
                if isinstance(reference, Claim) and claim.outcome is not reference.outcome:
                    wrong.append((number, sentence, f"{name}: {claim.outcome} instead of {reference.outcome}"))
                    continue
                result = check(claim, question, None)
                shown += isinstance(result, Shown)
                if not isinstance(result, Shown):
                    wrong.append((number, sentence, f"{name}: {claim.outcome} refused: {result.reason[:500]}"))
    return Compared(wrong, shown)


def questions_about(number: int, random_model: Callable[[random.Random], Model]) -> Drawn:
    """Questions of several kinds about one model; none about lives that are led, which listing states does not know."""
    draw = random.Random(number)
    model = random_model(draw)
    system = TransitionSystem(model)
    for write in (random_sentence, random_path_sentence, random_other_sentence):
        sentence = write(draw, model)
        question = question_of(system, sentence)
        if not (isinstance(question, Safety) and question.along is not None):
            yield sentence, question
