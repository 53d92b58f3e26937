"""Small random policies with parameters between bounds, in the rules, limits, definitions and sentences that may have
them."""

from __future__ import annotations

import random
from collections.abc import Mapping

_LEVELS = ("none", "basic", "good")


class RandomNumbers:
    """A policy with the parameters `wait` and `cap` (months), `need` (a number) and `grade` (a level)."""

    def __init__(self, seed: int) -> None:
        draw = self._draw = random.Random(seed)
        self.bounds: Mapping[str, tuple[int, int]] = {
            name: (low, low + draw.randint(1, most - low))
            for name, most in (("wait", 6), ("cap", 6), ("need", 3), ("grade", 2))
            for low in [draw.randint(0, most - 1)]
        }
        self.values = {name: draw.randint(*ends) for name, ends in self.bounds.items()}
        self._rest = "\n".join([*self._rules(), *self._properties()])

    def text(self, **changed: int) -> str:
        """The policy, with other values of some parameters."""
        values = {**self.values, **changed}
        parameters = (
            f"parameter {name} = {written(name, values[name])} between {written(name, low)} and {written(name, high)}"
            for name, (low, high) in self.bounds.items()
        )
        return "\n".join((_HEAD, *parameters, self._rest)) + "\n"

    def _rules(self) -> list[str]:
        draw = self._draw
        bound = draw.choice(("cap", "cap", "4 months", "cap + 1 month"))
        return [
            f"define ready = {self._condition()} and {self._condition()}",
            f"event learn in {draw.choice(('a', 'b'))} by person",
            "  when language less than good",
            f"   and {self._condition()}",
            "  set language = next language",
            "event earn in a, b by office",
            "  when points less than 3",
            "  set points = points + 1",
            *(("event lose in b by office, adverse", "  set points = 0") if draw.random() < 0.5 else ()),
            "transition go from a to b by person",
            f"  when {self._condition()}",
            "transition rise from b to c by person",
            f"  when {draw.choice(('ready', self._condition()))}",
            *(("transition back from b to a by office, adverse",) if draw.random() < 0.4 else ()),
            f"limit over in {draw.choice(('a', 'b', 'a, b'))}",
            f"  while {draw.choice(('stay', 'time_in_status'))} at most {bound}, then {draw.choice(('c', 'd'))}",
        ]

    def _condition(self) -> str:
        return self._draw.choice(
            (
                "stay at least wait",
                "stay at least wait + 1 month",
                "stay at most wait",
                "wait at least 3 months",
                "cap at least wait",
                "time_in_status at least wait",
                "points at least need",
                "points + 1 more than need",
                "language at least grade",
                "language is grade",
                "points at least 1",
                "(if need at least 2 then stay at least wait else points at least 1)",
            )
        )

    def _properties(self) -> list[str]:
        condition = self._condition
        draw = self._draw
        sentences = [
            "every person in a can reach c",
            f"every person in a can reach b within {draw.randint(1, 6)} months",
            f"every person with {condition()} can reach c",
            f"no person with {condition()}",
            f"every person in b has {condition()}",
            f"every person entering c has {condition()}",
            "some person in a can reach c",
            f"some person with {condition()} can reach d",
            "no person in a can reach d",
            f"every person in a must reach c within {draw.randint(1, 8)} months",
            "no dead ends",
            "path to c does not depend on sector",
            "better language never blocks c",
            "c only after in b",
            f"every person leaving b has {condition()}",
            "every person in a can reach c despite 1 adverse event",
            f"time from a to c is at least {draw.randint(0, 5)} months",
            f"time from b to c is at most {draw.randint(0, 5)} months",
            "better language never delays c",
            "time to c does not depend on sector",
            "ctl AG (in a implies EF in c)",
            "ctl EF in d",
        ]
        return [f"property p{number}: {sentence}" for number, sentence in enumerate(draw.sample(sentences, 6))]


def written(name: str, value: int) -> str:
    """A value of a parameter of this name as the text has it."""
    if name == "grade":
        return _LEVELS[value]
    return str(value) if name == "need" else f"{value} months"


_HEAD = """\
policy numbers "Numbers"
  time in months
layer here "Here"
layer there "There"
actor office
attribute sector: one of food, care, fixed, starts any
attribute language: none < basic < good, starts none
attribute points: 0 to 3, starts 0
clock stay
  runs in a, b
status a in here
status b in here
status c in there
status d in there
start in a"""
