"""Whether what a sentence speaks of ever comes about: some life courses are looked at, of the rest engines are asked.

`system/spoken_of.py` says what that is. What is said here to never come about was proved, and the checker accepted it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from weakref import WeakKeyDictionary

from bcm_formal.look.exploration import Explorer, some_starts
from bcm_formal.model.expressions import (
    TRUE,
    AttributeTerm,
    Comparison,
    Condition,
    Flag,
    Number,
    negation,
)
from bcm_formal.model.model import Model
from bcm_formal.model.types import Value, YesNo
from bcm_formal.system.questions import Pairs, Safety, at_any_time
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import InvariantProof
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget

_LISTED = Budget(work=20_000)
"""for the list of all states, where nothing simpler shows that no two states are to be compared"""
_STATES = 600
"""are looked at"""
_TRIED = 200
"""start states, each with another value of the attribute"""

AskSafety = Callable[[Safety], Shown | None]
"""the answer to a question, if it can be shown"""


class Subjects:
    """Answers for one system after the other, and remembers the states it looked at."""

    def __init__(self) -> None:
        self._seen: WeakKeyDictionary[TransitionSystem, tuple[State, ...]] = WeakKeyDictionary()
        self._interpreters: WeakKeyDictionary[TransitionSystem, Interpreter] = WeakKeyDictionary()

    def never_occurs(self, question: Safety, ask: AskSafety) -> bool:
        """True only if it is proved that no reachable state is so."""
        if not question.bad:
            return True
        interpreter = self._interpreter(question.system)
        tests = {status: interpreter.test(condition) for status, condition in question.bad.items()}
        if any(state.status in tests and tests[state.status](state) for state in self._states(question.system)):
            return False
        shown = ask(question)
        return shown is not None and shown.outcome is Outcome.HOLDS

    def _interpreter(self, system: TransitionSystem) -> Interpreter:
        if system not in self._interpreters:
            self._interpreters[system] = Interpreter(system.model)
        return self._interpreters[system]

    def _states(self, system: TransitionSystem) -> tuple[State, ...]:
        if system not in self._seen:
            self._seen[system] = Explorer(system).explore(some_starts(system), _STATES).states
        return self._seen[system]

    # --- two states that differ in one attribute ---

    def alone(self, question: Pairs, ask: AskSafety) -> Iterable[Claim]:
        """What may show that no two reachable states differ in the attribute alone; nothing, if two were seen."""
        question = at_any_time(question)  # clocks of the question make no difference to whom there is
        if not self._two_exist(question):
            for proof in self._invariants(question, ask):
                yield Claim(Outcome.VACUOUS, proof, "subjects")

    def _two_exist(self, question: Pairs) -> bool:
        """True only if two reachable states differ in the attribute alone."""
        system = question.system
        model, interpreter = system.model, self._interpreter(system)
        place = [item.name for item in model.attributes].index(question.attribute)
        asked = {s: interpreter.test(c) for s, c in question.among.items()} if question.among is not None else None
        change = None if question.change is None else {question.change.before, question.change.after}

        def counts(state: State) -> bool:
            is_asked = asked is None or (state.status in asked and asked[state.status](state))
            return is_asked and (change is None or state.attributes[place] in change)

        for state in filter(counts, some_starts(system, _TRIED)):
            if any(interpreter.is_start(other) and counts(other) for other in _others(model, state, place)):
                return True
        known: dict[State, Value] = {}
        for state in filter(counts, self._states(system)):
            rest = state._replace(attributes=(*state.attributes[:place], *state.attributes[place + 1 :]))
            if known.setdefault(rest, state.attributes[place]) != state.attributes[place]:
                return True
        return False

    def _invariants(self, question: Pairs, ask: AskSafety) -> Iterable[InvariantProof]:
        """Sets that hold all reachable states, perhaps small enough to show it."""
        system = question.system
        if question.among is not None:
            nobody = ask(Safety(system, question.among))
            if nobody is not None and isinstance(nobody.certificate, InvariantProof):
                yield nobody.certificate
        place = [item.name for item in system.model.attributes].index(question.attribute)
        values: dict[str, set[Value]] = {status: set() for status in system.statuses}
        for state in self._states(system):
            values[state.status].add(state.attributes[place])
        if all(len(here) <= 1 for here in values.values()):
            bad = {status: _is_other(system.model, question.attribute, here) for status, here in values.items()}
            shown = ask(Safety(system, bad))
            if shown is not None and shown.outcome is Outcome.HOLDS and isinstance(shown.certificate, InvariantProof):
                yield shown.certificate
        from bcm_formal.verify.explicit.engine import Explicit

        listed = Explicit().run(Safety(system, {}), _LISTED)
        if not isinstance(listed, Undecided) and isinstance(listed.certificate, InvariantProof):
            yield listed.certificate


def _others(model: Model, state: State, place: int) -> Iterable[State]:
    """The state with some other values of one attribute."""
    item, value = model.attributes[place], state.attributes[place]
    if isinstance(item.kind, YesNo):
        others: tuple[Value, ...] = (not value,)
    else:
        others = (int(value) + 1, int(value) - 1)
    for other in others:
        yield state._replace(attributes=(*state.attributes[:place], other, *state.attributes[place + 1 :]))


def _is_other(model: Model, name: str, values: set[Value]) -> Condition:
    """The attribute has another value than the only one that was seen."""
    kind = model.attribute[name].kind
    if not values:
        return TRUE
    (value,) = values
    if isinstance(kind, YesNo):
        return negation(Flag(name)) if value else Flag(name)
    return Comparison("!=", AttributeTerm(name, kind), Number(int(value), kind))
