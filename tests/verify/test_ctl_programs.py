"""CTL on random programs with unbounded numbers: rankings, sets to stay in and single steps against listed states.

The numbers have no bounds in the model, so no engine may list their values; the guards keep them small all the same,
so `explicit` can list the states that are met.
"""

from __future__ import annotations

import random
from collections import Counter

import pytest

from bcm_formal.model.sentences import Ctl
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.loading import model_of

pytestmark = pytest.mark.slow

PROGRAMS = 60
COMPARISONS = ("at most", "at least", "is", "more than", "less than")


class Author:
    """Writes one program."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.statuses = [f"s{number}" for number in range(self.draw.randint(2, 4))]

    def text(self) -> str:
        draw = self.draw
        lines = ['policy random "Random"', "  time in days", 'layer code "Code"']
        at_once = "\n  acts at once" if draw.random() < 0.6 else ""
        lines += [f"status {status} in code{at_once}" for status in self.statuses]
        lines += [f"attribute {name}: integer, starts {draw.randint(0, 3)}" for name in "xy"]
        lines.append(f"attribute b: yes or no, starts {draw.choice(('no', 'any'))}")
        for number in range(draw.randint(3, 7)):
            lines += self.rule(number)
        lines.append(f"start in {draw.choice(('s0', 's0, s1'))}")
        lines += [f"property p{number}: ctl {self.formula(draw.randint(1, 3))}" for number in range(4)]
        return "\n".join(lines) + "\n"

    def rule(self, number: int) -> list[str]:
        draw, source = self.draw, self.draw.choice(self.statuses)
        guards = [self.atom()] if draw.random() < 0.5 else []
        sets: list[str] = []
        for name, other in ("xy", "yx"):
            match draw.choice(("up", "down", "back", "copy", "same", "same")):
                case "up":
                    guards.append(f"{name} less than 5")
                    sets.append(f"set {name} = {name} + 1")
                case "down":
                    guards.append(f"{name} more than 0")
                    sets.append(f"set {name} = {name} - 1")
                case "back":
                    sets.append(f"set {name} = {draw.randint(0, 4)}")
                case "copy":
                    sets.append(f"set {name} = {other}")
        if draw.random() < 0.3:
            sets.append(f"set b = {draw.choice(('yes', 'no', 'not b', 'any'))}")
        place = f"in {source}" if draw.random() < 0.5 else f"from {source} to {draw.choice(self.statuses)}"
        kind = "event" if place.startswith("in") else "transition"
        when = [f"when {' and '.join(guards)}"] if guards else []
        return [f"{kind} r{number} {place} by person", *(f"  {line}" for line in (*when, *sets))]

    def atom(self) -> str:
        draw = self.draw
        comparison = f"{draw.choice('xy')} {draw.choice(COMPARISONS)} {draw.randint(0, 4)}"
        return draw.choice((comparison, comparison, "b", "not b", "x less than y", "x at least y"))

    def formula(self, depth: int) -> str:
        draw = self.draw
        if depth == 0:
            return draw.choice((self.atom(), self.atom(), f"in {draw.choice(self.statuses)}"))
        inner, other = self.formula(depth - 1), self.formula(depth - 1)
        match draw.randint(0, 9):
            case 0:
                return f"({inner}) {draw.choice(('and', 'or', 'implies'))} ({other})"
            case 1:
                return f"{draw.choice('AE')}[{inner} {draw.choice('UW')} {other}]"
            case 2:
                return f"{draw.choice(('AX', 'EX'))} ({inner})"
            case _:
                return f"{draw.choice(('AG', 'EF', 'AF', 'EG'))} ({inner})"


def verdicts(seed: int) -> list[tuple[Verdict, Outcome]]:
    """Of the portfolio and of listing the states."""
    model = model_of(Author(seed).text())
    system, portfolio = TransitionSystem(model), Portfolio()
    result: list[tuple[Verdict, Outcome]] = []
    for item in model.properties:
        assert isinstance(item.sentence, Ctl)
        result.append((portfolio.decide(system, item).verdict, verdict_of(system, item.sentence, Budget())))
    return result


@pytest.mark.parametrize("first", range(0, PROGRAMS, 10))
def test_the_verdict_is_that_of_the_listed_states(first: int) -> None:
    kinds: Counter[bool] = Counter()
    for seed in range(first, first + 10):
        for found, listed in verdicts(seed):
            assert found.outcome in (listed, Outcome.UNKNOWN), (seed, found.property.name)
            kinds[found.outcome is Outcome.UNKNOWN] += 1
    assert kinds[True] <= kinds[False] // 20
