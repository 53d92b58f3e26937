"""Regions as conditions in the model's own language, and life courses along them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bcm_formal.look.shortening import gathered, replayed
from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    And,
    AttributeTerm,
    Choose,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    InStatus,
    NamedCondition,
    Number,
    Operator,
    Or,
    Term,
    conjunction,
    disjunction,
    negation,
    scaled,
    total,
)
from bcm_formal.model.internal_names import internal
from bcm_formal.model.types import Duration, Integer, Value, YesNo, is_ordered
from bcm_formal.system.repeated import rounds_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Part, Repeat, State, Step
from bcm_formal.system.transition_system import Move
from bcm_formal.trust.certificate import Act, Region, StateSet, WaitFor, Way
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.engine import BudgetExceededError, TooLongError
from bcm_formal.verify.regions.algebra import Assignment, Diagram
from bcm_formal.verify.regions.backward import Backward, RegionEdge, meets
from bcm_formal.verify.regions.climbs import Distance, distance_term
from bcm_formal.verify.regions.compiled import Choices, Compiled, Pick, Piece
from bcm_formal.verify.regions.federation import Federation, remove, widest
from bcm_formal.verify.regions.loops import Measure
from bcm_formal.verify.regions.repeated import RoundStep, lowest_point, rounds_more
from bcm_formal.verify.regions.zone import Affine, LeastDelay, Zone

MOST_STEPS = 50_000
"""of a life course that is made concrete"""
SHARED_FROM = 6
"""a diagram's node becomes a named part when it is used again and holds at least so many comparisons"""


class ConditionWriter:
    """Turns zones and diagrams of one model into conditions. Equal diagrams become the same object."""

    def __init__(self, compiled: Compiled, less: Mapping[str, tuple[ClockTerm, int]] | None = None) -> None:
        """`less`: for some variables, which clock and number must be added to them to get the clock of that name."""
        self.compiled = compiled
        self._less = {} if less is None else less
        self.diagrams = compiled.diagrams
        self.model = compiled.system.model
        self._known: dict[Diagram, tuple[Condition, int]] = {}
        self._names = 0
        self._order = list(self.diagrams.domains)
        zones = compiled.zones
        self._given: frozenset[Affine] = frozenset(
            given
            for place, (least, largest) in zones.ranges.items()
            for given in ((zones.difference(place + 1, 0), largest), (zones.difference(0, place + 1), -least))
        )

    def zone(self, zone: Zone) -> Condition:
        """The zone's constraints. What every value of a type meets is left out."""
        constraints = self.compiled.zones.constraints(zone)
        return conjunction(self.constraint(item) for item in constraints if item not in self._given)

    def constraint(self, constraint: Affine) -> Condition:
        """Σ kᵢxᵢ ≤ b, with every variable on the side where its coefficient is positive."""
        coefficients, bound = constraint
        bound += self._more(coefficients)
        parts = list(self._parts(coefficients))
        kind = Duration() if any(isinstance(part, ClockTerm) for _, part in parts) else Integer()
        left = [scaled(k, part) for k, part in parts if k > 0]
        right = [scaled(-k, part) for k, part in parts if k < 0]
        if not left:
            return Comparison(">=", total(right), Number(-bound, kind))
        if right and bound < 0:
            return Comparison("<=", total([*left, Number(-bound, kind)]), total(right))
        return Comparison("<=", total(left), total([*right, Number(bound, kind)]))

    def _parts(self, coefficients: Sequence[int]) -> Iterator[tuple[int, ClockTerm | AttributeTerm]]:
        """The summands of Σ kᵢxᵢ, each with its coefficient: clocks, and attributes without bounds."""
        for name, k in zip(self.diagrams.numeric, coefficients, strict=True):
            if k and name in self.model.attribute:
                yield k, AttributeTerm(name, self.model.attribute[name].kind)
            elif k:
                yield k, ClockTerm(name)
                yield from ((-k, self._less[name][0]) for _ in range(name in self._less))

    def _more(self, coefficients: Sequence[int]) -> int:
        """What the summands say too much by."""
        return sum(
            k * self._less[name][1]
            for name, k in zip(self.diagrams.numeric, coefficients, strict=True)
            if name in self._less
        )

    def number(self, value: int) -> Number:
        """A number of steps."""
        return Number(value, Duration())

    def diagram(self, diagram: Diagram) -> Condition:
        """The diagram as a nest of comparisons, attribute by attribute."""
        return self._diagram(diagram)[0]

    def _diagram(self, diagram: Diagram) -> tuple[Condition, int]:
        if diagram == self.diagrams.true:
            return TRUE, 0
        if diagram == self.diagrams.false:
            return FALSE, 0
        score = self.diagrams.scores.get(diagram)
        if score is not None:
            return score, 1
        known = self._known.get(diagram)
        if known is None and self.model.windows and (counted := self.diagrams.counted(diagram)) is not None:
            known = self._known[diagram] = (counted, 1)
        if known is not None:
            condition, size = known
            if size >= SHARED_FROM and not isinstance(condition, NamedCondition):
                # Naming happens at the second use; the first keeps its own copy, which has the same meaning.
                self._names += 1
                condition = NamedCondition(internal(f"part_{self._names}"), condition)
                self._known[diagram] = (condition, 1)
                return condition, 1
            return known
        name = self.diagrams.owner[self.diagrams.algebra.top(diagram)]
        parts: list[Condition] = []
        size = 0
        for values, rest in self.diagrams.split(diagram, name):
            if rest == self.diagrams.false:
                continue
            condition, weight = self._diagram(rest)
            parts.append(_both(self.values(name, values), condition))
            size += weight + 1
        result = self._known[diagram] = (parts[0] if len(parts) == 1 else Or(tuple(parts)), size)
        return result

    def values(self, name: str, values: list[Value]) -> Condition:
        """The attribute has one of the values (in the order of its domain)."""
        attribute, domain = self.model.attribute[name], self.diagrams.domains[name]
        if len(values) == len(domain):
            return TRUE
        if isinstance(attribute.kind, YesNo):
            return Flag(name) if values[0] else negation(Flag(name))
        term, kind = AttributeTerm(name, attribute.kind), attribute.kind
        places = [domain.index(value) for value in values]
        runs = _runs(places) if is_ordered(kind) else [(place, place) for place in places]
        if not is_ordered(kind) and len(values) * 2 > len(domain):
            others = [value for value in domain if value not in values]
            return conjunction(Comparison("!=", term, Number(int(value), kind)) for value in others)
        parts: list[Condition] = []
        for low, high in runs:
            if low == high:
                parts.append(Comparison("=", term, Number(int(domain[low]), kind)))
                continue
            bounds: list[Condition] = []
            if low > 0:
                bounds.append(Comparison(">=", term, Number(int(domain[low]), kind)))
            if high < len(domain) - 1:
                bounds.append(Comparison("<=", term, Number(int(domain[high]), kind)))
            parts.append(conjunction(bounds))
        return disjunction(parts)

    def piece(self, zone: Zone, bdd: Diagram) -> Condition:
        """The states of a piece. What every value of a type meets is left out."""
        return _both(self.zone(zone), self.diagram(bdd))

    def set_of(self, pieces: Mapping[str, Iterable[Piece]]) -> StateSet:
        """A union of pieces."""
        return StateSet.from_mapping(
            {status: disjunction(self.piece(*piece) for piece in here) for status, here in pieces.items()}
        )

    def outside_of(self, cover: Federation) -> StateSet:
        """The states in no piece of the cover."""
        return self._outside_of({status: cover.pieces.get(status, {}) for status in self.compiled.system.statuses}, ())

    def trap(self, cover: Federation, state: State, moves: Sequence[Move]) -> StateSet:
        """The states outside the cover that the moves may lead to from the state, if none of them leads into the
        cover: in the statuses that they lead to, with the same values of what they never change."""
        statuses = dict.fromkeys((state.status,))
        for _ in self.compiled.system.statuses:
            statuses.update(dict.fromkeys(move.target for move in moves if move.source in statuses))
        changed = {name for move in moves for name in (*dict(move.sets), *move.free)}
        bits: dict[str, bool] = {}
        fixed: list[Condition] = []
        for attribute, value in zip(self.model.attributes, state.attributes, strict=True):
            if attribute.name in self.diagrams.domains and attribute.name not in changed:
                bits.update(self.diagrams.code(attribute.name, value))
                fixed.append(self.values(attribute.name, [value]))
        fixed = [condition for condition in fixed if condition != TRUE]
        pieces: dict[str, dict[Zone, Diagram]] = {}
        for status in statuses:
            here = cover.pieces.get(status, {})
            alike = {zone: self.diagrams.algebra.restrict(bdd, bits) for zone, bdd in here.items()}
            pieces[status] = {zone: bdd for zone, bdd in alike.items() if bdd != self.diagrams.false}
        return self._outside_of(pieces, fixed)

    def _outside_of(self, pieces: Mapping[str, Mapping[Zone, Diagram]], also: Sequence[Condition]) -> StateSet:
        conditions: dict[str, Condition] = {}
        for status, here in pieces.items():
            bounds = self.compiled.within.get(status)
            if bounds is None:
                continue
            kept = self.zone(bounds)
            parts = (
                *also,
                *(kept.conditions if isinstance(kept, And) else () if kept == TRUE else (kept,)),
                *(negation(self.piece(zone, bdd)) for zone, bdd in widest(self.diagrams, here)),
            )
            conditions[status] = FALSE if FALSE in parts else And(parts) if len(parts) > 1 else conjunction(parts)
        return StateSet.from_mapping(conditions)

    def delay(self, delay: LeastDelay) -> Term:
        """The length of the wait, as an expression of the state it begins in."""
        length: Term = self.number(0)
        for _, (coefficients, bound) in delay.lowers:
            lower = self.linear((coefficients, -bound))
            length = Choose(Comparison(">", lower, length), lower, length)
        return total((length, self.number(delay.more)))

    def picked(self, pick: Pick) -> Term:
        """The value that is picked, as an expression of the state before."""
        forms = [self.linear(form) for form in pick.lowest or pick.highest]
        sign: Operator = ">" if pick.lowest else "<"
        picked: Term = forms[0] if forms else Number(0, Integer())
        for form in forms[1:]:
            picked = Choose(Comparison(sign, form, picked), form, picked)
        return picked

    def linear(self, form: Affine) -> Term:
        """Σ kᵢxᵢ + b as a term."""
        parts = list(self._parts(form[0]))
        counts = any(isinstance(part, ClockTerm) for _, part in parts)
        terms = [scaled(k, part) for k, part in parts]
        return total([*terms, Number(form[1] - self._more(form[0]), Duration() if counts else Integer())])

    def measure(self, measure: Measure | Distance) -> Term:
        """What falls on a loop or climb, as an expression."""
        if isinstance(measure, Distance):
            return distance_term(measure, self.model, self.diagrams)
        largest: Term = Number(0, Integer())
        for form in measure.forms:
            term = self.linear(form)
            largest = Choose(Comparison(">", term, largest), term, largest)
        return total([scaled(measure.factor, largest), Number(measure.more, Integer())])

    def regions(self, backward: Backward, origin: Mapping[str, Iterable[Piece]]) -> tuple[Region, ...]:
        """The regions that the origin's states are in or pass through, with their ways; the goal's are left out."""
        numbers = self._needed(backward, origin)
        place = {number: index for index, number in enumerate(numbers)}
        result: list[Region] = []
        for number in numbers:
            region = backward.regions[number]
            ways: dict[WaitFor | Act, dict[int, None]] = {}
            for _, edge in region.edges:
                into = ways.setdefault(self._move(edge), {})
                into.update((place[parent], None) for parent in edge.parents if parent in place)
            listed = tuple(Way(move, tuple(into)) for move, into in ways.items())
            measure = None if region.measure is None else self.measure(region.measure)
            result.append(Region(region.status, self.piece(region.zone, region.bdd), region.rank, listed, measure))
        return tuple(result)

    def _needed(self, backward: Backward, origin: Mapping[str, Iterable[Piece]]) -> list[int]:
        """Numbers of a set of regions that covers what the fixpoint has of the origin, closed under ways.

        Raises `BudgetExceededError` if choosing them takes more than the fixpoint itself might take.
        """
        needed: set[int] = set()
        compared = 0
        rest = {status: list(pieces) for status, pieces in origin.items()}
        for whole in (True, False):  # first the regions that have a piece's clocks whole, then any
            for number, region in enumerate(backward.regions):
                here = rest.get(region.status)
                compared += len(here or ())
                if compared > backward.most:
                    raise BudgetExceededError("stopped while the regions that a proof needs were chosen")
                if not here or (whole and not any(zone.is_subset_of(region.zone) for zone, _ in here)):
                    continue
                if meets(self.compiled, region, rest):
                    needed.add(number)
                    rest[region.status] = remove(self.compiled, here, region.zone, region.bdd)
        queue = list(needed)
        for number in queue:
            for _, edge in backward.regions[number].edges:
                queue += (parent for parent in edge.parents if parent not in needed)
                needed.update(edge.parents)
        return sorted(number for number in needed if number >= backward.targets)

    def _move(self, edge: RegionEdge) -> WaitFor | Act:
        if isinstance(edge.by, LeastDelay):
            return WaitFor(self.delay(edge.by))
        move, choices = edge.by
        return Act(move.name, tuple((name, self._choice(name, value)) for name, value in choices))

    def _choice(self, name: str, value: Value | Pick) -> Condition | Term:
        if isinstance(value, Pick):
            return self.picked(value)
        kind = self.model.attribute[name].kind
        if isinstance(kind, YesNo):
            return TRUE if value else FALSE
        return Number(int(value), kind)


def _both(one: Condition, other: Condition) -> Condition:
    """The conjunction; like `conjunction`, but it does not look for repeated parts in what may be large."""
    if one == TRUE:
        return other
    if other == TRUE:
        return one
    first = one.conditions if isinstance(one, And) else (one,)
    return And((*first, *(other.conditions if isinstance(other, And) else (other,))))


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Consecutive places as intervals."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


class Concretizer:
    """A concrete life course along the regions of fixpoints."""

    def __init__(self, compiled: Compiled, most_steps: int = MOST_STEPS) -> None:
        self.compiled, self._most_steps = compiled, most_steps
        self.model = compiled.system.model
        self.interpreter = Interpreter(self.model)
        self._numeric = compiled.diagrams.numeric
        self._latest: tuple[tuple[Value, ...], Assignment] = ((), {})
        """attributes that were asked about last, and their bits"""

    def point(self, state: State) -> tuple[int, ...]:
        """The state's zone variables."""
        values = dict(zip((a.name for a in self.model.attributes), state.attributes, strict=True))
        values.update(zip((c.name for c in self.model.clocks), state.clocks, strict=True))
        return tuple(int(values[name]) for name in self._numeric)

    def contains(self, zone: Zone, bdd: Diagram, state: State) -> bool:
        """True iff the state is in the piece."""
        return self.compiled.zones.contains(zone, self.point(state)) and self._has(bdd, state)

    def _has(self, bdd: Diagram, state: State) -> bool:
        return self.compiled.diagrams.algebra.has(bdd, self.bits(state))

    def bits(self, state: State) -> Assignment:
        """The bits of all attributes that have some."""
        if self._latest[0] is not state.attributes:
            diagrams, bits = self.compiled.diagrams, dict[str, bool]()
            for attribute, value in zip(self.model.attributes, state.attributes, strict=True):
                if attribute.name in diagrams.domains:
                    bits.update(diagrams.code(attribute.name, value))
            self._latest = state.attributes, diagrams.algebra.assignment(bits)
        return self._latest[1]

    def begin(self, backward: Backward, number: int) -> State | None:
        """A start state in a region; None if its clocks cannot be chosen."""
        region = backward.regions[number]
        for zone, bdd in self.compiled.starts.get(region.status, ()):
            valuations = bdd & region.bdd
            met = self.compiled.zones.meet(zone, region.zone)
            if met is None or valuations == self.compiled.diagrams.false:
                continue
            point = lowest_point(self.compiled.zones, met)
            if point is None:
                continue
            values = self.compiled.diagrams.first(valuations)
            values.update(
                (name, value) for name, value in zip(self._numeric, point, strict=True) if name in self.model.attribute
            )
            clocks = dict(zip(self._numeric, point, strict=True))
            return State(
                region.status,
                tuple(values[attribute.name] for attribute in self.model.attributes),
                tuple(clocks[clock.name] for clock in self.model.clocks),
            )
        return None

    def follow(self, backward: Backward, number: int, state: State) -> tuple[list[Part], State] | None:
        """The steps from a state in a region to the target, and the state reached; None: some step is not possible.

        Raises `TooLongError` if they are too many.
        """
        begun, steps = state, list[Part]()
        round_steps: dict[int, RoundStep] = {}
        while (edge := self._edge(backward, number, state)) is not None:
            if isinstance(edge.by, LeastDelay):
                length = edge.by.length(self.point(state))
                step: Step | None = Delay(length) if length else None
            else:
                move, choices = edge.by
                step = move.step(self._concrete(choices, state))
            after = state if step is None else self.interpreter.step(state, step)
            if after is None:
                return None
            into = self._arrived(backward, edge, after)
            if step is not None:
                steps.append(step)
                round_steps[number] = self._round_step(backward, edge, step, state, after, number, into)
            if len(steps) > self._most_steps:
                raise TooLongError(self._too_long(self._most_steps))
            number, state = into, after
            if backward.regions[number].measure is None:
                round_steps.clear()
            elif number in round_steps:
                state = self._repeated(tuple(round_steps.values())[tuple(round_steps).index(number) :], state, steps)
                round_steps.clear()
        return list(gathered(self.interpreter, begun, steps)), state

    def _round_step(
        self, backward: Backward, edge: RegionEdge, step: Step, state: State, after: State, number: int, into: int
    ) -> RoundStep:
        """A step as part of a round, with the parents that come before the one it leads into."""
        parents = (backward.regions[parent] for parent in edge.parents[: edge.parents.index(into)])
        elsewhere = tuple(region.zone for region in parents if self._has(region.bdd, after))
        return RoundStep(step, state, self.point(state), backward.regions[number].zone, self.point(after), elsewhere)

    def _repeated(self, round_steps: tuple[RoundStep, ...], state: State, steps: list[Part]) -> State:
        """The state after the round, which was just taken, is taken again as often as it can be as it is."""
        before, taken = round_steps[0].before, tuple(item.step for item in round_steps)
        kept = [place for place, item in enumerate(self.model.attributes) if item.name in self.compiled.diagrams.bits]
        if any(before.attributes[place] != state.attributes[place] for place in kept):
            return state
        more = rounds_more(self.compiled.zones, round_steps)
        if more < 1:
            return state
        repeat = Repeat(taken, more)
        rounds = rounds_of(self.interpreter, state, repeat)
        if rounds is None:
            return self._walked(taken, more, state, steps)
        steps.append(repeat)
        return rounds.last

    def _walked(self, taken: tuple[Step, ...], more: int, state: State, steps: list[Part]) -> State:
        """The state after so many rounds that are not shown to be possible in closed form."""
        if len(steps) + more * len(taken) > self._most_steps:
            raise TooLongError(self._too_long(len(steps) + more * len(taken)))
        for _ in range(more):
            passed = replayed(self.interpreter, state, taken)
            if passed is None:
                break
            steps += taken
            state = passed[-1]
        return state

    def _too_long(self, found: int) -> str:
        return f"a life course would show it, but it has at least {found:,} steps: more than {self._most_steps:,}"

    def _concrete(self, choices: Choices, state: State) -> tuple[tuple[str, Value], ...]:
        point = self.point(state)
        return tuple((name, value.value(point) if isinstance(value, Pick) else value) for name, value in choices)

    def _arrived(self, backward: Backward, edge: RegionEdge, state: State) -> int:
        """The parent that the state is in. There is one, or the fixpoint is wrong and the replay will say so."""
        for number in edge.parents:
            region = backward.regions[number]
            if self.contains(region.zone, region.bdd, state):
                return number
        return edge.parents[0]

    def _edge(self, backward: Backward, number: int, state: State) -> RegionEdge | None:
        return next((edge for bdd, edge in backward.regions[number].edges if self._has(bdd, state)), None)

    def region_of(self, backward: Backward, state: State) -> int | None:
        """A region that the state is in, of lowest rank."""
        here = ((n, region) for n, region in enumerate(backward.regions) if region.status == state.status)
        return next((number for number, region in here if self.contains(region.zone, region.bdd, state)), None)


def joined(start: State, *parts: Sequence[Part]) -> Trace:
    """One trace; delays that meet become one, except where one part ends: that moment may be what it is about."""
    steps: list[Part] = []
    for part in parts:
        first = len(steps)
        for step in part:
            if len(steps) > first and isinstance(step, Delay) and isinstance(steps[-1], Delay):
                steps[-1] = Delay(steps[-1].steps + step.steps)
            else:
                steps.append(step)
    return Trace(start, tuple(steps))


def one_condition(states: StateSet) -> Condition:
    """True iff a state is in the set."""
    return disjunction(conjunction((InStatus((status,)), condition)) for status, condition in states.conditions)
