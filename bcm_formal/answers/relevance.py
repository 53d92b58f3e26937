"""What matters in a life: the attributes and clocks that the property, or a rule on the way, reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import assert_never

from bcm_formal.model.expressions import Condition, Expression, Term, attributes_of, clocks_of, in_status
from bcm_formal.model.model import AnyValue, Assignment, Model
from bcm_formal.model.sentence_conditions import conditions_of
from bcm_formal.model.sentences import PairSentence, Sentence
from bcm_formal.system.repeated import first_rounds
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, Part, State, Step, Take

Names = frozenset[str]


def names_in(expression: Expression) -> Names:
    """The attributes and clocks that an expression reads."""
    return attributes_of(expression) | clocks_of(expression)


def names_of(sentence: Sentence) -> Names:
    """The attributes and clocks that a sentence speaks of."""
    names = {name for condition in conditions_of(sentence) for name in names_in(condition)}
    if isinstance(sentence, PairSentence):
        names.add(sentence.attribute)
    return frozenset(names)


class Relevance:
    """What matters in lives of one model."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter, self.model = interpreter, interpreter.model
        self._required: dict[tuple[str, str], Names] = {}
        """by the requirements of an event in a status"""

    def on_the_way(self, states: Sequence[State], steps: Sequence[Part], also: Names) -> Names:
        """`also`, and what the rules that act on the way read, each as far as it matters: the requirements of an event,
        the condition of a limit that ran out or that let time pass, and what values are made of that matter
        themselves."""
        found = set(also)
        sets: list[tuple[str, Names]] = []
        for step, before, _ in first_rounds(self.interpreter, states, steps):
            found |= self._asked(step, before)
            sets += _made_of(self.model, step)
        sets += self._of_clocks
        size = -1
        while size < len(found):
            size = len(found)
            for name, read in sets:
                if name in found:
                    found |= read
        return frozenset(found)

    @cached_property
    def _of_clocks(self) -> list[tuple[str, Names]]:
        return [(clock.name, names_in(clock.runs) | names_in(clock.zero)) for clock in self.model.clocks]

    def _asked(self, step: Step, before: State) -> Names:
        model = self.model
        match step:
            case Take(event):
                key = event, before.status
                if key not in self._required:
                    requirements = (
                        in_status(item.condition, before.status) for item in model.event[event].requirements
                    )
                    self._required[key] = _all(map(names_in, requirements))
                return self._required[key]
            case Expire(name):
                limit = model.limit[name]
                return names_in(limit.condition) | names_in(limit.bound) | {limit.clock} | names_in(limit.when)
            case Delay():
                here = (limit for limit in model.limits if before.status in limit.statuses)
                lifted = (item.condition for item in here if not self.interpreter.holds(item.condition, before))
                return _all(map(names_in, lifted))
            case _:
                assert_never(step)


def _made_of(model: Model, step: Step) -> list[tuple[str, Names]]:
    match step:
        case Take(event):
            assignments: tuple[Assignment, ...] = model.event[event].assignments
        case Expire(name):
            assignments = model.limit[name].assignments
        case Delay():
            return []
        case _:
            assert_never(step)
    return [
        (item.name, names_in(item.value))
        for item in assignments
        if not isinstance(item.value, AnyValue) and isinstance(item.value, Condition | Term)
    ]


def _all(sets: Iterable[Names]) -> Names:
    return frozenset().union(*sets)
