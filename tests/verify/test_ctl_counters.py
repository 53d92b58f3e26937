"""Unbounded numbers: programs that keep them small are compared with listing the states; others have known answers."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    AttributeTerm,
    Comparison,
    Condition,
    InStatus,
    Number,
    Operator,
    comparison,
    conjunction,
    total,
)
from bcm_formal.model.model import (
    LAW,
    PERSON,
    TIME_IN_STATUS,
    Actor,
    Assignment,
    Attribute,
    Clock,
    Event,
    EventKind,
    Layer,
    Model,
    Origin,
    Property,
    Requirement,
    Start,
    Status,
)
from bcm_formal.model.sentences import CanReach, Ctl, CtlState, CtlUntil, Formula, NoPerson, Sentence
from bcm_formal.model.types import Integer
from bcm_formal.model.units import TimeUnit
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import PathProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import decide
from bcm_formal.verify.regions.formulas import holds_at_every_start
from tests.builders.random_models import NOWHERE

pytestmark = pytest.mark.slow

BUDGET = Budget(work=100_000)
FAR = 6
X, Y = (AttributeTerm(name, Integer()) for name in ("x", "y"))


class Programs:
    """Small programs over two unbounded numbers, which every event keeps between -FAR and FAR."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.statuses = tuple(f"s{i}" for i in range(draw.randint(1, 3)))

    def model(self) -> Model:
        begin = Start((self.statuses[0],), TRUE, NOWHERE)
        return Model(
            name="program",
            title="",
            unit=TimeUnit.DAYS,
            calendar=(),
            law_of=None,
            today_start=None,
            sources=(),
            layers=(Layer("l", "", Origin(), NOWHERE),),
            actors=(Actor(PERSON, ""), Actor(LAW, "")),
            parameters=(),
            attributes=tuple(
                Attribute(n, "", Integer(), False, self.draw.randint(-1, 1), Origin(), NOWHERE) for n in ("x", "y")
            ),
            clocks=(Clock(TIME_IN_STATUS, "", TRUE, FALSE, 0, Origin(), NOWHERE),),
            definitions=(),
            statuses=tuple(Status(name, "", "l", Origin(), NOWHERE) for name in self.statuses),
            events=tuple(self.event(number) for number in range(self.draw.randint(1, 5))),
            limits=(),
            starts=(begin,),
            properties=(),
            scenarios=(),
            source=NOWHERE.source,
        )

    def event(self, number: int) -> Event:
        target = self.draw.choice((None, *self.statuses))
        source = self.draw.choice(self.statuses)
        guards: list[Condition] = [self.condition() for _ in range(self.draw.randint(0, 2))]
        sets: list[Assignment] = []
        for own, other in ((X, Y), (Y, X)):
            kind = self.draw.randint(0, 5)
            if kind == 0:
                sets.append(Assignment(own.name, Number(self.draw.randint(-2, 2), Integer()), NOWHERE))
            elif kind in (1, 2, 3):
                step = self.draw.choice((-2, -1, -1, 1, 1, 2))
                sets.append(Assignment(own.name, total((own, Number(step, Integer()))), NOWHERE))
                guards += [compared(own, ">=", -FAR + 2), compared(own, "<=", FAR - 2)]
            elif kind == 4 and self.draw.random() < 0.3:
                sets.append(Assignment(own.name, other, NOWHERE))
        return Event(
            f"e{number}",
            "",
            EventKind.EVENT if target is None else EventKind.TRANSITION,
            (source,),
            target,
            PERSON,
            False,
            tuple(Requirement(guard, "", Origin(), NOWHERE) for guard in guards),
            tuple(sets),
            Origin(),
            NOWHERE,
        )

    def condition(self) -> Condition:
        sign: Operator = self.draw.choice(("<=", ">=", "=", "!="))
        if self.draw.random() < 0.25:
            return Comparison(sign, X, total((Y, Number(self.draw.randint(-1, 1), Integer()))))
        return compared(self.draw.choice((X, Y)), sign, self.draw.randint(-FAR, FAR))

    def somewhere(self) -> Condition:
        return conjunction((InStatus((self.draw.choice(self.statuses),)), self.condition()))

    def sentence(self) -> Sentence:
        match self.draw.randint(0, 4):
            case 0:
                return NoPerson(self.somewhere())
            case 1 | 2:
                return CanReach(TRUE, self.somewhere())
            case _:
                return Ctl(self.formula(2))

    def formula(self, depth: int) -> Formula:
        if depth == 0:
            return CtlState(self.condition())
        every, weak = self.draw.random() < 0.5, self.draw.random() < 0.3
        return CtlUntil(every, weak, self.formula(depth - 1), self.formula(depth - 1))


def compared(term: AttributeTerm, sign: Operator, value: int) -> Condition:
    return comparison(sign, term, Number(value, Integer()))


@pytest.mark.parametrize("first", range(0, 160, 20))
def test_programs_with_small_numbers_are_decided_as_by_listing_the_states(first: int) -> None:
    compared_with = 0
    for number in range(first, first + 20):
        author = Programs(random.Random(number))
        system = TransitionSystem(author.model())
        sentence = author.sentence()
        item = Property("p", "", sentence, "", Origin(), NOWHERE)
        verdict = decide(system, item, "regions", BUDGET)
        assert verdict.outcome is not Outcome.ENGINE_FAULT, (number, verdict.reason)
        if verdict.outcome is not Outcome.UNKNOWN:
            assert verdict_of(system, sentence, BUDGET) is verdict.outcome, (number, sentence)
            compared_with += 1
    assert compared_with >= 10


@pytest.mark.parametrize("first", range(1000, 1160, 20))
def test_formulas_over_small_numbers_are_satisfied_as_by_listing_the_states(first: int) -> None:
    for number in range(first, first + 20):
        author = Programs(random.Random(number))
        system = TransitionSystem(author.model())
        formula = author.formula(2)
        expected = verdict_of(system, Ctl(formula), BUDGET) is Outcome.HOLDS
        assert expected == holds_at_every_start(system, formula, BUDGET), (number, formula)


def test_a_way_of_any_length_is_shown_by_a_measure() -> None:
    draw = random.Random(0)
    author = Programs(draw)
    model = author.model()
    up, down = (
        Event(
            name,
            "",
            EventKind.EVENT,
            author.statuses,
            None,
            PERSON,
            False,
            (),
            (Assignment("x", total((X, Number(step, Integer()))), NOWHERE),),
            Origin(),
            NOWHERE,
        )
        for name, step in (("up", 1), ("down", -1))
    )
    counting = replace(model, events=(up, down))
    item = Property("p", "", CanReach(TRUE, compared(X, "=", 0)), "", Origin(), NOWHERE)
    verdict = decide(TransitionSystem(counting), item, "regions")
    assert Outcome.HOLDS is verdict.outcome
    assert isinstance(verdict.certificate, PathProof)
    assert any(region.measure is not None for region in verdict.certificate.regions)
