"""What a change does to each person, by listing all states: no regions, no classes, no certificates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.expressions import Condition
from bcm_formal.model.model import LAW, PERSON
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, State, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.graph import Graph, explore
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.people.effects import Effect, Rung, What

NEVER = float("inf")


@dataclass(frozen=True)
class Person:
    """Somebody who can be met under the old law, their least times under both, and whether they can steer to the target
    under each although so many setbacks as were asked about may hit."""

    state: State
    old: float
    new: float
    safe_before: bool
    safe_after: bool
    here: int
    there: int
    """the numbers of the states under both laws"""


class Listing:
    """All persons who can be met under the old law."""

    def __init__(self, bridge: Bridge, conditions: Sequence[Condition], most: int = 60_000) -> None:
        """Raises `BudgetExceededError`."""
        self.bridge = bridge
        self.interpreter = Interpreter(bridge.model)
        caps = ceilings(TransitionSystem(bridge.model), conditions)
        self.graph: Graph = explore(self.interpreter, caps, Budget(work=most))
        self.numbers = {state: number for number, state in enumerate(self.graph.states)}

    def times(self, target: Condition, own: bool) -> dict[int, float]:
        """The least time of each state by what counts: no adverse event, and where asked only the person's own."""
        events = self.bridge.model.event

        def counts(step: object) -> bool:
            if not isinstance(step, Take):
                return True
            event = events[step.event]
            return not event.adverse and (not own or event.actor in (PERSON, LAW))

        times: dict[int, float] = dict.fromkeys(self.graph.satisfying(target), 0)
        changed = True
        while changed:
            changed = False
            for number, edges in enumerate(self.graph.edges):
                ways = (times[to] + isinstance(step, Delay) for step, to in edges if to in times and counts(step))
                best = min(ways, default=NEVER)
                if best < times.get(number, NEVER):
                    times[number], changed = best, True
        return times

    def with_path(self, target: Condition, without: frozenset[str]) -> set[int]:
        """The states from which the target can be reached with no adverse event and none of the rules."""
        events = self.bridge.model.event

        def counts(step: object) -> bool:
            return not isinstance(step, Take) or not (events[step.event].adverse or step.event in without)

        return self._leading(set(self.graph.satisfying(target)), counts)

    def moved(self, number: int) -> str | None:
        """To which other status the change moves somebody at once; None: to none."""
        states, day = self.graph.states, self.bridge.day
        for step, to in self.graph.edges[number]:
            is_move = isinstance(step, Take) and day.get(step.event) == "move"
            if is_move and states[to].status != states[number].status:
                return states[to].status
        return None

    def leaving(self) -> set[int]:
        """The states whose status can be left by the person and the law alone."""
        events, states = self.bridge.model.event, self.graph.states

        def own(step: object) -> bool:
            if not isinstance(step, Take):
                return True
            event = events[step.event]
            return not event.adverse and event.actor in (PERSON, LAW)

        found = {
            here
            for here, edges in enumerate(self.graph.edges)
            for step, to in edges
            if own(step) and states[to].status != states[here].status
        }
        return self._leading(found, own)

    def _leading(self, found: set[int], counts: Callable[[object], bool]) -> set[int]:
        changed = True
        while changed:
            more = {
                here
                for here, edges in enumerate(self.graph.edges)
                if here not in found and any(to in found and counts(step) for step, to in edges)
            }
            found, changed = found | more, bool(more)
        return found

    def secure(self, target: Condition, setbacks: int) -> set[int]:
        """The states from which the target can be steered to despite so many adverse events, the change apart."""
        events, goal = self.bridge.model.event, set(self.graph.satisfying(target))

        def hits(step: object) -> bool:
            return isinstance(step, Take) and events[step.event].adverse

        found: set[int] = set()
        for number in range(setbacks + 1):
            exposed = {
                here
                for here, edges in enumerate(self.graph.edges)
                for step, to in edges
                if number and hits(step) and step != Take(self.bridge.enters) and to not in found
            }
            found, changed = set(goal), True
            while changed:
                more = {
                    here
                    for here, edges in enumerate(self.graph.edges)
                    if here not in found
                    and here not in exposed
                    and any(to in found for step, to in edges if not hits(step))
                }
                found, changed = found | more, bool(more)
        return found

    def persons(self, target: Condition, own: bool, regime: str, setbacks: int = 0) -> Iterator[Person]:
        times, secure = self.times(target, own), self.secure(target, setbacks)
        model = self.bridge.model
        place = list(model.attribute).index(self.bridge.regime)
        for state in self.graph.states:
            if state.attributes[place] == 0 and self.interpreter.settled(state) == state:
                after = self.interpreter.fire(state, self.bridge.enters)
                assert after is not None
                if after.attributes[place] == self.bridge.regimes.index(regime):
                    here, there = self.numbers[state], self.numbers[after]
                    least = times.get(here, NEVER), times.get(there, NEVER)
                    yield Person(state, *least, here in secure, there in secure, here, there)


def said(rung: Rung, person: Person) -> tuple[What, float | None]:
    """What becomes of a person on a rung, and by how much."""
    old, new = person.old, person.new
    match rung:
        case Rung.ENTITLEMENT:
            had, has = old == 0, new == 0
        case Rung.OWN_STEPS | Rung.PATH:
            had, has = old < NEVER, new < NEVER
        case Rung.ROBUST:
            had, has = person.safe_before, person.safe_after
        case Rung.TIME:
            if max(old, new) == NEVER or old == new:
                return What.UNAFFECTED, None
            return (What.LATER, new - old) if new > old else (What.SOONER, old - new)
        case Rung.BURDEN | Rung.PLACE:
            raise AssertionError(rung)
    if had == has:
        return What.UNAFFECTED, None
    return (What.LOSES if had else What.GAINS), None


def complaints_about_places(effects: Sequence[Effect], listing: Listing) -> Iterator[str]:
    """All that is wrong with who is said to be moved or stranded."""
    target, holds = effects[0].target.condition, listing.interpreter.holds
    free = listing.with_path(target, frozenset()) | listing.leaving()
    for person in listing.persons(target, False, effects[0].regime):
        had, has = person.here in free, person.there in free
        moved = listing.moved(person.there)
        what = What.UNAFFECTED if had == has else What.STRANDED if had else What.FREED
        expected = (what, None) if moved is None else (What.MOVED, moved)
        rows = {(row.what, row.place) for row in effects if row.who is None or holds(row.who, person.state)}
        if rows != {expected}:
            yield f"{person} is {expected}, not {rows}"
    yield from _empty(effects, listing)


def complaints_about_burdens(
    effects: Sequence[Effect], asked: Sequence[frozenset[str]], listing: Listing
) -> Iterator[str]:
    """All that is wrong with what is said to be asked of whom; `asked`: the rules that ask for each requirement."""
    target, holds = effects[0].target.condition, listing.interpreter.holds
    anyhow = listing.with_path(target, frozenset())
    without = {rules: listing.with_path(target, rules) for rules in asked}
    for person in listing.persons(target, False, effects[0].regime):
        expected: set[tuple[What, frozenset[str]]] = set()
        if person.here in anyhow and person.there in anyhow:
            for rules, path in without.items():
                free, free_after = person.here in path, person.there in path
                if free != free_after:
                    expected.add((What.MORE if free else What.LESS, rules))
            expected = expected or {(What.UNAFFECTED, frozenset())}
        elif person.here not in anyhow and person.there not in anyhow:
            expected = {(What.UNAFFECTED, frozenset())}
        rows = {(row.what, row.asking) for row in effects if row.who is None or holds(row.who, person.state)}
        if rows != expected:
            yield f"{person} is {expected}, not {rows}"
    yield from _empty(effects, listing)


def _empty(effects: Sequence[Effect], listing: Listing) -> Iterator[str]:
    """Rows without anybody."""
    persons = list(listing.persons(effects[0].target.condition, False, effects[0].regime))
    for row in effects:
        met = row.who is None or any(listing.interpreter.holds(row.who, person.state) for person in persons)
        if row.what is not What.UNAFFECTED and not met:
            yield f"{row.words}: nobody is {row.what}"


def complaints(effects: Sequence[Effect], listing: Listing) -> Iterator[str]:
    """All that is wrong with what is said of one target, regime and rung."""
    rung, target, regime = effects[0].rung, effects[0].target, effects[0].regime
    persons = list(listing.persons(target.condition, rung is Rung.OWN_STEPS, regime, effects[0].setbacks))
    holds = listing.interpreter.holds
    numbers: dict[int, list[float]] = {}
    for person in persons:
        what, number = said(rung, person)
        rows = [place for place, row in enumerate(effects) if row.who is None or holds(row.who, person.state)]
        has_one_path = max(person.old, person.new) == NEVER > min(person.old, person.new)
        if {effects[place].what for place in rows} != (set() if rung is Rung.TIME and has_one_path else {what}):
            yield f"{person} is {what} ({number}), not {[effects[place].words for place in rows]}"
        for place in rows:
            if number is not None:
                numbers.setdefault(place, []).append(number)
            elif what is not What.UNAFFECTED:
                numbers.setdefault(place, []).append(0)
    for place, row in enumerate(effects):
        if row.what in (What.LATER, What.SOONER):
            found = numbers.get(place, [NEVER])
            if (min(found), max(found)) != (row.least, row.most):
                yield f"{row.words}: {row.least} to {row.most}, but {min(found)} to {max(found)}"
        elif row.what in (What.LOSES, What.GAINS) and place not in numbers:
            yield f"{row.words}: nobody is so"
