"""The bridge beside each of its laws alone: what the laws say is read off their own models."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence

from bcm_formal.diagnostics import DiagnosticError, source_of_text
from bcm_formal.language.from_text import parse, parse_condition
from bcm_formal.language.tree.policy import EventDecl, Expression, Name, TransitionDecl
from bcm_formal.model.from_words import condition_from_text
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State, Take
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.change import Change, Move, Provision
from tests.builders.changing import change_of
from tests.builders.random_changes import Author

MOST = 400
"""states of one bridge"""
LONGEST = 5
"""the longest reading that is followed"""


Provisions = Sequence[tuple[Provision, str]]
"""each with the words of its condition"""
Moves = Sequence[tuple[Sequence[str], str, Move]]
"""each with the statuses in which it is made, and the words of its condition"""


class Comparison:
    """The bridge beside each of its laws alone."""

    def __init__(self, found: Bridge, provisions: Provisions = (), moves: Moves = ()) -> None:
        self.bridge, self.model, self.provisions, self.moves = found, found.model, provisions, moves
        self.interpreter = Interpreter(found.model)
        self.laws = {name: Interpreter(model) for name, model in found.laws.items()}
        self.places = {item.name: place for place, item in enumerate(self.model.attributes)}
        self.readings = {item.name: place for place, item in enumerate(self.model.clocks)}

    def regime(self, state: State) -> str:
        return self.bridge.regimes[int(state.attributes[self.places[self.bridge.regime]])]

    def own(self, state: State, law: Model) -> State | None:
        """The state in the words of a law; None: in a status that it does not know."""
        if state.status not in law.status:
            return None
        return State(
            state.status,
            tuple(state.attributes[self.places[self.called(law, item.name)]] for item in law.attributes),
            tuple(state.clocks[self.readings[self.called(law, item.name)]] for item in law.clocks),
        )

    def called(self, law: Model, name: str) -> str:
        """A name in the bridge: a window of another length under the new law is another one there."""
        for window in law.windows:
            if name in (*window.parts, window.clock):
                same = [item for item in self.model.windows if item.over == window.over]
                return name.replace(window.name, next(item.name for item in same if item.name.startswith(window.name)))
        return name

    def holds(self, condition: str, state: State) -> bool:
        return self.interpreter.holds(condition_from_text(self.model, condition), state)

    def changed(self, state: State, **values: int) -> State:
        attributes = list(state.attributes)
        for name, value in values.items():
            attributes[self.places[name]] = value
        return state._replace(attributes=tuple(attributes))

    def check_change(self, state: State, after: State) -> None:
        """The law of the first provision that is for the person, else the new one, and nothing else."""
        regimes = (item.name for item, where in self.provisions if self.holds(where, state))
        expected = self.bridge.regimes.index(next(regimes, "new"))
        assert after == self.changed(state, regime=expected)

    def is_over(self, state: State) -> bool:
        """Whether the time of a provision is over."""
        ends = {item.name: 2 for item, _ in self.provisions if item.until}
        name = self.regime(state)
        return name in ends and state.clocks[self.readings["since_change"]] >= ends[name]

    def check_end(self, state: State, after: State) -> None:
        assert self.is_over(state)
        forgotten = {item: 0 for item in (self.bridge.memory, self.bridge.settled) if item}
        assert after == self.changed(state, regime=1, **forgotten)

    def is_pending(self, state: State) -> bool:
        """Whether moves are to be made where the person is."""
        kept = {item.name for item, _ in self.provisions if item.keeps_all}
        if not self.moves or self.regime(state) in {"old", *kept}:
            return False
        acted = any(state.attributes[self.places[item or ""]] for item in (self.bridge.memory, self.bridge.settled))
        return not acted and state.status in {place for places, _, _ in self.moves for place in places}

    def check_move(self, state: State) -> State:
        """The first move that is for the person is made, and nothing else; else all stays as it is."""
        assert self.interpreter.wait(state, 1) is None
        (found,) = [after for step, after in changes(self.interpreter, state) if self.bridge.day[step] != "ends"]
        meant = [item for item in self.moves if state.status in item[0] and self.holds(item[1], state)]
        if not meant:
            assert found == self.changed(state, moves_made=True)
            return found
        target = meant[0][2].target
        assert found.status == (state.status if target is None else target.text)
        assert found.attributes == self.changed(state, moves_made=True, acted_since_change=True, points=2).attributes
        return found

    def check(self, state: State) -> list[State]:
        """Compare one state in which no part of a window is over; those that follow."""
        name = self.regime(state)
        law, alone = self.bridge.laws[name], self.laws[name]
        own = self.own(state, law)
        following = list(changes(self.interpreter, state))
        if self.is_pending(state):
            return [self.check_move(state)]
        later = self.interpreter.pass_time(state, 1)
        later = later and self.interpreter.settled(later)
        found = set()
        for step, after in following:
            if self.bridge.day.get(step) == "enters":
                self.check_change(state, after)
                continue
            if self.bridge.day.get(step) == "ends":
                self.check_end(state, after)
                continue
            version = self.bridge.versions[step]
            assert self.regime(after) == self.regime(state) in version.regimes
            found.add((version.rule, self.own(after, law)))
        if own is None:
            assert not found, "nothing is law for who is in a status that the law does not know"
        else:
            assert found == set(changes(alone, own))
            after_all = alone.pass_time(own, 1)
            if not self.is_over(state):
                assert (later and self.own(later, law)) == (after_all and alone.settled(after_all))
        assert not (self.is_over(state) and later)
        return [after for _, after in following] + ([later] if later else [])


def changes(interpreter: Interpreter, state: State) -> Iterator[tuple[str, State]]:
    """What happens in the state, and the state after it, where parts of windows that are over have moved on."""
    for step, after in interpreter.changes(state):
        assert isinstance(step, Take) or not interpreter.model.limit[step.limit].window
        yield step.event if isinstance(step, Take) else step.limit, interpreter.settled(after)


def explore(found: Bridge, provisions: Provisions = (), moves: Moves = ()) -> tuple[set[State], Comparison]:
    compared = Comparison(found, provisions, moves)
    waiting = [compared.interpreter.settled(state) for state in compared.interpreter.start_states()]
    seen = set(waiting)
    while waiting and len(seen) < MOST:
        state = waiting.pop(0)
        for after in compared.check(state):
            if after not in seen and max(after.clocks) <= LONGEST:
                seen.add(after)
                waiting.append(after)
    return seen, compared


def random_changes(first: int, count: int, chance: float = 0.3) -> list[tuple[int, Change]]:
    found = []
    for number in range(first, first + count):
        try:
            found.append((number, change_of(*Author(random.Random(number), chance).texts())))
        except DiagnosticError:
            continue
    return found


CONDITIONS = (
    "good",
    "points at least 1",
    "stay at least 2 months",
    "in a",
    "in b and not good",
    "time_in_status is 1 month",
)


def expression(text: str) -> Expression:
    return parse_condition(source_of_text(text, "<condition>"))


def random_provisions(draw: random.Random, change: Change) -> list[tuple[Provision, str]]:
    """Some provisions, of which each keeps some of the old law."""
    found = []
    for number in range(draw.randint(0, 2)):
        words = draw.choice(CONDITIONS)
        keeps_all = draw.random() < 0.4
        until = datetime.date(2030, 2, 28) if draw.random() < 0.4 else None
        law = change.old
        if not keeps_all:
            some = [clause.id for clause in change.clauses if draw.random() < 0.5]
            law = change.undone(some).new
        name = f"saving{number}"
        found.append((Provision(name, None, expression(words), law, until, keeps_all, name, change.new.span), words))
    return found


def random_moves(draw: random.Random, change: Change) -> list[tuple[Sequence[str], str, Move]]:
    found: list[tuple[Sequence[str], str, Move]] = []
    set_points = parse(source_of_text("event e by person\n  set points = 2\n")).tree.declarations[0]
    assert isinstance(set_points, EventDecl | TransitionDecl)
    for number in range(draw.randint(0, 2)):
        words = draw.choice((*CONDITIONS, "yes"))
        target = Name(draw.choice("abc"), change.new.span) if draw.random() < 0.7 else None
        places = {"in a": "a", "in b and not good": "b"}.get(words, "abcd")
        where = None if words == "yes" else expression(words)
        found.append((places, words, Move(where, target, set_points.assignments, f"m{number}", change.new.span)))
    return found
